"""A line that says what an entry is, in English."""

from __future__ import annotations

from mithaq.model import (
    Actor,
    Agreement,
    Commitment,
    Delivery,
    Entry,
    Event,
    Meeting,
    Membership,
    Office,
    Statement,
)
from mithaq.publish import facts
from mithaq.publish.codes import english
from mithaq.publish.facts import actors_of


def title_of(entry: Entry) -> str:
    """Return what an entry is: its type and whom it concerns."""
    record = entry.record
    match record:
        case Event():
            return _dyad(entry, f"{record.type} {record.mode or ''}".strip(), "actor", "recipient")
        case Meeting():
            return f"{_word(record.kind)}: {_all(_met(entry))}"
        case Agreement():
            return f"{_word(record.type)} ({_word(record.stage).lower()}): {_all(actors_of(entry, 'parties'))}"
        case Commitment():
            return _dyad(entry, "Commitment", "obligors", "beneficiaries")
        case Delivery():
            return _dyad(entry, "Delivery", "provider", "recipient")
        case Statement():
            return _dyad(entry, "Statement", "speaker", "")
        case Office():
            return f"{_word(record.post)}: {_all(actors_of(entry, 'person'))}"
        case Membership():
            return f"{_word(record.role)}: {_dyad(entry, '', 'member', 'organisation')}"
    return entry.kind


def _met(entry: Entry) -> list[Actor]:
    """Return who met: sides, or persons where no side is known."""
    return actors_of(entry, "participants") or facts.everyone(entry)


def _dyad(entry: Entry, what: str, one: str, other: str) -> str:
    """Return what somebody does to somebody."""
    told = f"{what}: {_all(actors_of(entry, one))}" if what else _all(actors_of(entry, one))
    others = actors_of(entry, other) if other else []
    return f"{told} → {_all(others)}" if others else told


def _all(actors: list[Actor]) -> str:
    """Return the names of actors."""
    return ", ".join(dict.fromkeys(english(actor) for actor in actors)) or "unknown"


def _word(value: str) -> str:
    """Return a value as a word that begins a line."""
    return value.replace("_", " ").capitalize()
