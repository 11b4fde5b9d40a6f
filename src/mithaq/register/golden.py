"""Readings as people left them: reports all of whose records somebody looked at, for measuring a reader by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Reading
from mithaq.model.entry import ACTOR_FIELDS
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Record
from mithaq.model.span import Evidence
from mithaq.register.contributing import OpenReading, opened
from mithaq.register.reviewed import corrections, with_corrections
from mithaq.register.tables import documents, placements, records, reviews


def reviewed_readings(connection: Connection) -> Iterator[Reading]:
    """Yield the readings of reports that were reviewed whole: what was rejected left out, what was corrected or added as people left it."""
    for key in _touched(connection):
        draft = opened(connection, key)
        placed = _placed(connection, draft.reading_id)
        decided = corrections(connection, placed.values())
        if all(record.id in placed and _is_decided(record, decided.get(placed[record.id])) for kind in RECORD_FIELDS for record in getattr(draft.reading, kind)):
            yield _as_decided(draft, {number: decided.get(entry, {}) for number, entry in placed.items()})


def _touched(connection: Connection) -> list[str]:
    """Return the keys of the reports that tell an entry somebody decided about."""
    decided = select(reviews.c.subject_id).where(reviews.c.subject == "entry", reviews.c.undone_by.is_(None))
    told = select(records.c.document_id).join(placements, placements.c.record_id == records.c.id).where(placements.c.until.is_(None), placements.c.entry_id.in_(decided))
    by_hand = select(records.c.document_id).where(records.c.state == "added", records.c.until.is_(None))
    query = select(documents.c.key).where(documents.c.id.in_(told.union(by_hand))).order_by(documents.c.id)
    return list(connection.execute(query).scalars())


def _placed(connection: Connection, reading: int) -> dict[str, int]:
    """Return the entries that the records of a reading tell, by the records' ids."""
    query = select(records.c.number, placements.c.entry_id).join(placements, placements.c.record_id == records.c.id)
    query = query.where(records.c.reading_id == reading, placements.c.until.is_(None))
    return {row.number: row.entry_id for row in connection.execute(query)}


def _is_decided(record: Record, fields: Mapping[str, Any] | None) -> bool:
    """Return whether somebody looked at a record, or entered it."""
    return record.review.state == "added" or bool(fields and "review" in fields)


def _as_decided(draft: OpenReading, decided: Mapping[str, Mapping[str, Any]]) -> Reading:
    """Return a reading with what people decided about its records."""
    kept: dict[str, list[Record]] = {}
    for kind in RECORD_FIELDS:
        found = [(record, decided[record.id]) for record in getattr(draft.reading, kind)]
        kept[kind] = [_corrected(draft, kind, record, fields) for record, fields in found if fields.get("review", {}).get("state") != "rejected"]
    changes: dict[str, Any] = {**kept, "actors": [*draft.reading.actors, *draft.fresh]}
    return msgspec.structs.replace(draft.reading, **changes)


def _corrected(draft: OpenReading, kind: str, record: Record, fields: Mapping[str, Any]) -> Record:
    """Return a record with the fields that were corrected, actors by the reading's ids; words of another report are left."""
    changes: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ACTOR_FIELDS[kind] and value:
            changes[name] = [draft.actor(one) for one in value] if isinstance(value, list) else draft.actor(value)
        elif _fits(value, draft.reading.article.text):
            changes[name] = value
    return with_corrections(kind, record, changes)


def _fits(value: Any, text: str) -> bool:
    """Return whether a value's words, if it has any, stand in a text."""
    if isinstance(value, list):
        return all(_fits(one, text) for one in value)
    if not isinstance(value, dict) or not value.keys() >= set(Evidence.__struct_fields__):
        return True
    return bool(text[value["start"] : value["end"]] == value["text"])
