"""Readings that no register has merged, as entries: each record is an entry of one telling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from mithaq.errors import PublishError
from mithaq.model import ACTOR_FIELDS, Actor, Document, Entry, Reading, Record, Telling
from mithaq.model.entry import actors_in
from mithaq.model.reading import RECORD_FIELDS

# fields that hold ids of other records of the reading
_RECORD_FIELDS = ("meeting", "agreement", "source_record", "outcomes", "lineage")


def entries_of(readings: Iterable[Reading]) -> Iterator[Entry]:
    """Yield each record of readings as an entry of one telling.

    Ids of records and actors are prefixed with the article's, and that with its fingerprint where another article has
    the same id.

    Raises:
        PublishError: X003 if the same report comes twice.
    """
    known: dict[str, str] = {}
    for reading in readings:
        article = reading.article.identified()
        key = article.id if known.get(article.id, article.fingerprint) == article.fingerprint else f"{article.id}-{article.fingerprint}"
        if key in known:
            raise PublishError("X003", f"article {article.id}: comes twice; name each report once, or put them into a register, which takes a report once")
        known[key] = article.fingerprint
        document = Document(key=key, article=article, origin=article.publisher, group=key, added="")
        yield from _entries(reading, document)


def _entries(reading: Reading, document: Document) -> Iterator[Entry]:
    """Yield the records of one reading as entries."""
    actors = {actor.id: _prefixed(actor, document.key) for actor in reading.actors}
    ids = {record.id: f"{document.key}/{record.id}" for record in reading.records}
    taken: dict[str, int] = {}
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            # two records of a report may have one id; the later are numbered
            number = taken[record.id] = taken.get(record.id, 0) + 1
            named = f"{document.key}/{record.id or kind}" + (f"-{number}" if number > 1 else "")
            yield _entry(kind, _renamed(record, kind, named, document.key, ids), actors, document)


def _entry(kind: str, record: Record, actors: Mapping[str, Actor], document: Document) -> Entry:
    """Return a record with its actors as an entry."""
    named = [name.removeprefix(f"{document.key}/") for name in named_in(record, kind)]
    named += [member.removeprefix(f"{document.key}/") for name in named if name in actors for member in actors[name].members]
    telling = Telling(id=record.id, document=document, record=record)
    cards = [actors[name] for name in dict.fromkeys(named) if name in actors]
    return Entry(id=record.id, kind=kind, record=record, actors=cards, tellings=[telling], review=record.review)


def named_in(record: Record, kind: str) -> list[str]:
    """Return the ids of the actors that a record names, those that act first, those it is told by last."""
    return actors_in(record, *ACTOR_FIELDS[kind]) + [rung.actor for rung in record.attribution if rung.actor]


def _prefixed(actor: Actor, key: str) -> Actor:
    """Return an actor of a reading under an id of its own among all readings."""
    return msgspec.structs.replace(actor, id=f"{key}/{actor.id}", members=[f"{key}/{member}" for member in actor.members])


def _renamed(record: Record, kind: str, name: str, key: str, ids: Mapping[str, str]) -> Record:
    """Return a record with its id and those of actors and other records prefixed."""
    changes: dict[str, object] = {"id": name}
    for field in ACTOR_FIELDS[kind]:
        value = getattr(record, field)
        changes[field] = [f"{key}/{one}" for one in value] if isinstance(value, list) else f"{key}/{value}" if value else value
    for field in _RECORD_FIELDS:
        value = getattr(record, field, None)
        if value:
            changes[field] = [ids.get(one, one) for one in value] if isinstance(value, list) else ids.get(value, value)
    rungs = [msgspec.structs.replace(rung, actor=f"{key}/{rung.actor}") if rung.actor else rung for rung in record.attribution]
    return msgspec.structs.replace(record, attribution=rungs, **changes)
