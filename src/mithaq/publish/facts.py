"""What formats ask of an entry: who did it to whom, when, where, and which reports tell it."""

from __future__ import annotations

import calendar
import datetime
import hashlib
import itertools
from collections.abc import Iterator

import msgspec

from mithaq.model import (
    ACTOR_FIELDS,
    Actor,
    Article,
    Document,
    Entry,
    Event,
    Evidence,
    Place,
    Statement,
    When,
)
from mithaq.model.entry import actors_in
from mithaq.publish.codes import country_name
from mithaq.publish.forms import LeftOut, misfit

# types of events of which several sides without a recipient are one another's: they meet, agree, sign, clash
_RECIPROCAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
_DAY = 10
_NUMBER_BITS = 53


class Dates(msgspec.Struct, frozen=True):
    """The first and last day of an entry; ``exact`` if both are known to the day, ``told`` if it is the day of the report."""

    first: datetime.date
    last: datetime.date
    exact: bool
    told: bool = False


def actors_of(entry: Entry, field: str) -> list[Actor]:
    """Return the actors that a field of an entry's record names, groups as the members the report names.

    Raises:
        PublishError: X005 for an actor that the entry does not hold.
    """
    cards = {actor.id: actor for actor in entry.actors}
    found: dict[str, Actor] = {}
    for one in actors_in(entry.record, field):
        if one not in cards:
            raise misfit(entry, field, f"names actor {one!r}", f"one of its own: {', '.join(cards) or 'none'}")
        members = [cards[member] for member in cards[one].members if member in cards]
        found |= {actor.id: actor for actor in (members if cards[one].kind == "group" and members else [cards[one]])}
    return list(found.values())


def sides(entry: Entry) -> tuple[list[Actor], list[Actor]]:
    """Return those who act and those whom they act on."""
    if isinstance(entry.record, Statement):
        return actors_of(entry, "speaker"), []
    return actors_of(entry, "actor"), actors_of(entry, "recipient")


def pairs(entry: Entry) -> Iterator[tuple[Actor | None, Actor | None]]:
    """Yield who acts with whom, one pair at a time; what several do to each other is told from each side.

    Several who act alike on nobody named («the three states left») are no pairs: each stands alone.
    """
    actors, recipients = sides(entry)
    nobody: list[Actor | None] = [None]
    if recipients:
        yield from itertools.product(actors or nobody, recipients)
    elif len(actors) > 1 and getattr(entry.record, "type", None) in _RECIPROCAL:
        yield from itertools.permutations(actors, 2)
    else:
        yield from ((actor, None) for actor in actors or nobody)


def everyone(entry: Entry) -> list[Actor]:
    """Return all whom an entry's record names, those that act first, each once."""
    found: dict[str, Actor] = {}
    for field in ACTOR_FIELDS[entry.kind]:
        found |= {actor.id: actor for actor in actors_of(entry, field)}
    return list(found.values())


def documents_of(entry: Entry) -> list[Document]:
    """Return the reports that tell an entry, each once, in the order they were added."""
    return list({telling.document.key: telling.document for telling in entry.tellings}.values())


def first_article(entry: Entry) -> Article | None:
    """Return the first report that tells an entry."""
    return entry.tellings[0].document.article if entry.tellings else None


def evidence_of(entry: Entry) -> Evidence | None:
    """Return the words that prove an entry, of its first telling."""
    found = entry.tellings[0].record.evidence if entry.tellings else entry.record.evidence
    return found[0] if found else None


def dates_of(when: When | None) -> Dates | None:
    """Return the first and last day of a time, or none if neither is known."""
    start, end = (when.start or when.end, when.end or when.start) if when is not None else (None, None)
    if when is None or start is None or end is None:
        return None
    exact = len(start) == _DAY == len(end) and when.precision in ("day", "range")
    return Dates(_first_day(start), _last_day(end), exact)


def dated(entry: Entry) -> Dates:
    """Return when an entry happened, else the day of the first report that tells it.

    Raises:
        LeftOut: if neither is known.
    """
    found = dates_of(entry.record.date)
    if found is not None:
        return found
    told = min((day for document in documents_of(entry) if (day := dates_of(document.article.published))), key=lambda day: day.first, default=None)
    if told is None:
        raise LeftOut("without a date")
    return msgspec.structs.replace(told, told=True)


def _first_day(date: str) -> datetime.date:
    """Return the first day of a date cut to what is known."""
    parts = [int(part) for part in date.split("-")]
    return datetime.date(*(*parts, 1, 1)[:3])


def _last_day(date: str) -> datetime.date:
    """Return the last day of a date cut to what is known."""
    year, month = (*(int(part) for part in date.split("-")[:2]), 12)[:2]
    return _first_day(date) if len(date) == _DAY else datetime.date(year, month, calendar.monthrange(year, month)[1])


def published_day(entry: Entry) -> str | None:
    """Return the day on which the first report that tells an entry was published, cut to what is known."""
    article = first_article(entry)
    return article.published.start if article is not None and article.published is not None else None


def number(*parts: str) -> int:
    """Return a number that stands for these words: the same for the same words, small enough for a spreadsheet."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _NUMBER_BITS)


def place_name(place: Place | None) -> str | None:
    """Return a place's English name, else as the report has it."""
    return (place.labels.get("en") or place.name) if place is not None else None


def located(place: Place | None) -> dict[str, str | None]:
    """Return a place as the field's tables have it: city, district, province and country, as far as known."""
    name, precision = place_name(place), place.precision if place is not None else None
    return {
        "city": name if precision == "city" else None,
        "district": name if precision == "site" else None,
        "province": name if precision == "region" else None,
        "country": country_name(place.country) if place is not None and place.country else None,
    }


def event_of(entry: Entry) -> Event:
    """Return an entry's record as the event it is."""
    assert isinstance(entry.record, Event), entry.kind
    return entry.record
