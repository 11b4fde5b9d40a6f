"""Actor cards: one actor over all reports, spellings and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from mithaq.model.actor import Actor
from mithaq.model.reading import Reading
from mithaq.register import knowledge
from mithaq.register.bodies import bodies_called, body_of
from mithaq.register.codes import own_adjectives
from mithaq.register.facts import NAMED, UNKNOWN
from mithaq.register.free_names import free_name
from mithaq.register.hashing import short_hash
from mithaq.register.names import (
    LIKE,
    consonants,
    end_alike,
    folded_name,
    is_given,
    is_part_of,
    name_likeness,
    name_parts,
)

# how the keys of bodies begin that have no code of their own
_BODY = "b-"
# posts that one person holds at a time, so that two like names in it are one person
SINGLE = frozenset({
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister", "speaker_of_parliament",
    "deputy_head_of_state", "deputy_head_of_government",
})  # fmt: skip
# from SAME_PERSON on a new spelling goes onto a known card, from MAYBE_PERSON on that is proposed
SAME_PERSON, MAYBE_PERSON = 0.85, 0.6
# from how many parts on a name tells its bearer from others of a state
_FULL = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What an actor of a reading is in the register: ``key`` is stable, ``name`` is how it is called at first, ``spelling`` how here."""

    key: str
    kind: str
    code: str
    sector: str
    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    skeleton: str | None = None
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How like a name is to a card's, with reasons."""

    key: str
    score: float
    reasons: list[str]


def named_persons(reading: Reading) -> frozenset[str]:
    """Return the ids of persons who are named: by the knowledge base, by a name in the text, or by an office they hold."""
    named = {mention.actor for mention in reading.mentions if mention.form == "name"} | {office.person for office in reading.offices}
    return frozenset(actor.id for actor in reading.actors if actor.kind == "person" and (actor.labels or actor.id in named))


def cards_of(reading: Reading) -> dict[str, Card]:
    """Return the card that each actor of a reading would have by itself; bodies and roles are called as they are apart from their sentence."""
    named, language, published = named_persons(reading), reading.article.language, reading.article.published
    year = int(published.start[:4]) if published is not None and published.start else None
    found: dict[str, Card] = {}
    for actor in reading.actors:
        called = actor.name if actor.id in named else free_name(actor.name, language)
        card = card_of(msgspec.structs.replace(actor, name=called), named=actor.id in named, language=language, year=year)
        found[actor.id] = replace(card, name=_told_apart(card, language), spelling=called)
    return found


def _told_apart(card: Card, language: str | None) -> str:
    """Return the name of a card; a body of one word («the police») is told from others' by its state."""
    plain = card.key.startswith(_BODY) and len(card.name.split()) == 1 and card.code in knowledge.bodies()
    return f"{card.name} ({knowledge.label(card.code, language or '')})" if plain else card.name


def card_of(actor: Actor, *, named: bool, language: str | None = None, year: int | None = None) -> Card:
    """Return the card of an actor: by its code where it stands for the code itself, else by code and what body it is, or its folded name.

    A person whom the knowledge base knows is told by that name in English, in whatever script a report of that ``year``
    writes it, and also where the reader was not sure of it.
    Persons without a name are one card for each role of a code, sources and the like one for all of a code.
    """
    labels = dict(actor.labels)
    if actor.kind == "person":
        if named and "en" not in labels and (known := knowledge.person_called(actor.name, actor.code, year)):
            labels = {"en": known}
        return _person(actor, labels, named)
    if actor.code != UNKNOWN and (actor.kind in knowledge.ITSELF or (actor.kind == "group" and _is_side(actor))):
        return _coded(actor)
    if actor.kind == "people":
        return Card(f"{actor.code}-people", "people", actor.code, "CVL", actor.name, labels)
    if actor.kind == "group" and actor.code == UNKNOWN and actor.sector == "UAF":
        return Card(UNKNOWN, "group", UNKNOWN, "UAF", "unknown")
    body = body_of(actor.name, actor.code, language)
    told = (body,) if body else (actor.kind, bare_name(actor.name, actor.code))
    return Card(f"{_BODY}{short_hash('body', actor.code, *told)}", actor.kind, actor.code, actor.sector, actor.name, labels)


def body_called(card: Actor, language: str) -> str:
    """Return what a language calls a body that every state has, with the state; empty for every other card."""
    if not card.id.startswith(_BODY):
        return ""
    name = next((name for body, name in bodies_called(language).items() if card.id == f"{_BODY}{short_hash('body', card.code, body)}"), "")
    return f"{name} ({knowledge.label(card.code, language)})" if name else ""


def _is_side(actor: Actor) -> bool:
    """Return whether a group only words its state or organisation: «the Russian side»."""
    return actor.sector in (UNKNOWN, "GOV", "IGO") and not actor.members


def _person(actor: Actor, labels: dict[str, str], named: bool) -> Card:
    """Return the card of a person."""
    if "en" in labels:
        return Card(f"{NAMED}{short_hash('person', labels['en'].casefold())}", "person", actor.code, actor.sector, actor.name, labels, skeleton_of(actor.name))
    if named:
        return Card(f"{NAMED}{short_hash('person', actor.code, folded_name(actor.name))}", "person", actor.code, actor.sector, actor.name, labels, skeleton_of(actor.name))
    bare = bare_name(actor.name, actor.code)
    if len(bare.split()) < _FULL:
        return Card(f"{actor.code}-someone", "person", actor.code, UNKNOWN, actor.name)
    return Card(f"r-{short_hash('role', actor.code, bare)}", "person", actor.code, actor.sector, actor.name, labels)


def _coded(actor: Actor) -> Card:
    """Return the card of a state, organisation or group that stands for its code."""
    known = knowledge.bodies().get(actor.code)
    if known is None:
        return Card(actor.code, actor.kind, actor.code, actor.sector, actor.name)
    kind = "state" if known.kind in ("territory", "former") else known.kind
    sector = "GOV" if kind == "state" else "IGO" if kind in ("igo", "alliance") else actor.sector
    return Card(actor.code, kind, actor.code, sector, known.labels.get("ar") or known.labels.get("en") or actor.name, known.labels)


def bare_name(name: str, code: str) -> str:
    """Return the folded name of a body or role without articles and without the adjective of its own state.

    «وزارة الصحة الفلسطينية» is «وزارة الصحة» where both are known to be Palestinian.
    """
    own = {folded_name(word) for word in own_adjectives().get(code, ())}
    words = [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in folded_name(name).split()]
    kept = [word for word in words if word not in own]
    return " ".join(kept or words)


def skeleton_of(name: str) -> str:
    """Return the consonants of the first and the last part of a name: the same over scripts, as far as they go."""
    parts = consonants(name)
    return "-".join((parts[0], parts[-1])) if len(parts) > 1 else "".join(parts)


def match_person(name: str, post: str | None, known: Iterable[tuple[str, Sequence[str], frozenset[str]]]) -> list[Match]:
    """Return the cards of one state whose person may bear this name, the likest first.

    Args:
        post: what the person is called here, if anything.
        known: key, spellings and posts of each card of that state that may be meant.
    """
    found = [match for key, spellings, posts in known if (match := _best_match(key, name, spellings, post, posts)) is not None]
    return sorted(found, key=lambda match: (-match.score, match.key))


def _best_match(key: str, name: str, spellings: Sequence[str], post: str | None, posts: frozenset[str]) -> Match | None:
    """Return the likest of a card's spellings, None if none is like the name."""
    matches = [match for spelling in spellings if (match := _match(key, name, spelling, post, posts)) is not None]
    return max(matches, key=lambda match: match.score, default=None)


def _match(key: str, name: str, spelling: str, post: str | None, posts: frozenset[str]) -> Match | None:
    """Return how like two names of one state are, None if they are not."""
    if folded_name(name) == folded_name(spelling):
        return Match(key, 1.0, ["the same name"])
    same_post = post is not None and post in posts
    single = same_post and post in SINGLE
    if is_part_of(name, spelling):
        sure = same_post or (end_alike(name, spelling) and not (post and posts))
        if not sure and is_given(min(name, spelling, key=len)):
            # «محمد بن عبد الله» alone may be the beginning of many a name
            return None
        return Match(key, 0.9 if sure else 0.7, ["one name is part of the other", *(["the same post"] if same_post else [])])
    likeness = name_likeness(name, spelling)
    if min(len(name_parts(name)), len(name_parts(spelling))) < _FULL:
        # a family name alone: only in the very same post, and only to ask
        last = consonants(name)[-1:] == consonants(spelling)[-1:] and bool(consonants(name))
        return Match(key, 0.65, ["the same family name in the same post"]) if last and single else None
    if likeness < LIKE:
        return None
    if likeness == 1.0:
        return Match(key, 0.88 if single else 0.7, ["the same consonants", *(["the same post"] if same_post else [])])
    return Match(key, 0.65, [f"consonants {likeness:.0%} alike", "the same post"]) if single else None
