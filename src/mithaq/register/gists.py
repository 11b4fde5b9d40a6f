"""What the words of a record say by themselves, whomever it names: found once, where its report is read."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from mithaq.model.records import Record
from mithaq.model.span import Evidence
from mithaq.register.wording import Topic, vocabulary
from mithaq.register.words import folded_words

# types of events by which a promise is taken back
TAKEN_BACK = frozenset({"REJECT", "SANCTION", "RETREAT"})
# the words that tell a record from others of its kind: a field, or "" for its evidence
_TOLD_BY = {"statements": ("content",), "commitments": ("action",), "deliveries": ("what",), "agreements": ("title", "")}
_TOPICAL = frozenset({"commitments", "agreements", "deliveries"})


@dataclass(frozen=True, slots=True)
class Gist:
    """The content words of a record, whether they say that something is not so, and what they are about if that may bear on a promise.

    ``found_by`` are the words of its evidence as a search compares them.
    """

    words: frozenset[str]
    negated: bool
    topic: Topic | None
    found_by: tuple[str, ...]


def gist_of(kind: str, record: Record, language: str | None) -> Gist:
    """Return what the words of a record say."""
    book, told = vocabulary(language), told_by(kind, record)
    negated = kind == "statements" and (record.rule == "deny" or book.is_negated(told))
    topical = negated or kind in _TOPICAL or (kind == "events" and getattr(record, "type", None) in TAKEN_BACK)
    return Gist(book.content(told), negated, topic_of(told, language) if topical else None, tuple(folded_words(one.text) for one in record.evidence))


@functools.lru_cache(1 << 13)
def topic_of(told: str, language: str | None) -> Topic:
    """Return what words are about; those of promises are asked for again and again."""
    return vocabulary(language).topic(told)


def told_by(kind: str, record: Record) -> str:
    """Return the words that tell a record from others of its kind."""
    for name in _TOLD_BY.get(kind, ("",)):
        told: Evidence | None = getattr(record, name, None) if name else None
        if told is not None:
            return told.text
    return " ".join(dict.fromkeys(one.text for one in record.evidence))
