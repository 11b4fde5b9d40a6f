"""Offices that titles state."""

from __future__ import annotations

from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.sentence import Sentence
from mithaq.coding.context import Context, record_id
from mithaq.model import Office
from mithaq.text.fold import skeleton


def code_offices(context: Context, sentences: list[Sentence]) -> list[Office]:
    """Return one office per person, post and polity, with every phrase that states it."""
    found: dict[tuple[str, str, str], Office] = {}
    holders: dict[tuple[str, str], list[str]] = {}
    for sentence in sentences:
        for phrase in sentence.phrases:
            for single in (*actor_phrases(phrase), *phrase.inner):
                # a country inferred from what the report is about proves no office
                if not (single.is_person and single.post and single.name and single.title and single.code):
                    continue
                title = context.evidence(single.title[0], max(single.title[1], single.end))
                key = (skeleton(single.name), single.post, single.code)
                known = holders.setdefault(key[1:], [])
                if (same := next((name for name in known if _same_holder(key[0], name)), None)) is not None:
                    told = found[same, *key[1:]].evidence
                    told += [title] if title not in told else []
                    continue
                known.append(key[0])
                found[key] = Office(
                    id=record_id("office", *key),
                    evidence=[title],
                    person=context.actor(single),
                    post=single.post,
                    title=title,
                    polity=single.code,
                    status=_status(single.status),  # type: ignore[arg-type]
                    rule="title",
                    confidence=0.8,
                )
    return list(found.values())


def _same_holder(one: str, other: str) -> bool:
    """Return whether two holders of one post are one person, the name of the one part of the other's."""
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words


def _status(word: str) -> str:
    """Return the status of an office from the adjective in its title."""
    return word if word in ("former", "acting", "designate") else "in_office"
