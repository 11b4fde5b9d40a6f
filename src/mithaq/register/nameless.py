"""Those whom no report names: persons of a state, and its people, are one card each; what each report calls them is found again here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Actor
from mithaq.model.entry import ACTOR_FIELDS
from mithaq.register.database import chunks
from mithaq.register.loading import identities_of
from mithaq.register.packing import telling_id
from mithaq.register.tables import documents, entries, placements, readings, records

SHARED = ("someone", "people")


class _Called(msgspec.Struct):
    id: str
    name: str


class _Actors(msgspec.Struct):
    actors: list[_Called] = []


def nameless(card: Actor) -> str:
    """Return which of the cards that many share a card is, empty for the card of one actor."""
    return next((name for name in SHARED if card.id == f"{card.code}-{name}"), "")


def called_in(connection: Connection, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what the reports of entries call the actors of each telling: names by card, by the telling's id."""
    found: dict[str, dict[str, str]] = {}
    for part in chunks(keys):
        query = select(documents.c.key.label("document"), records.c.key, records.c.kind, records.c.payload, readings.c.id, readings.c.payload.label("reading"))
        query = query.select_from(placements).join(entries, entries.c.id == placements.c.entry_id).join(records, records.c.id == placements.c.record_id)
        query = query.join(documents, documents.c.id == records.c.document_id).join(readings, readings.c.id == records.c.reading_id)
        rows = connection.execute(query.where(entries.c.key.in_(part), placements.c.until.is_(None))).all()
        cards = identities_of(connection, {row.id for row in rows})
        for row in rows:
            names = {one.id: one.name for one in msgspec.json.decode(row.reading, type=_Actors).actors}
            told = found[telling_id(row.document, row.key)] = {}
            for local in (one for one in _locals(row.kind, msgspec.json.decode(row.payload)) if one in names):
                told.setdefault(cards[row.id].get(local, local), names[local])
    return found


def _locals(kind: str, record: Mapping[str, Any]) -> list[str]:
    """Return the ids of the actors that a record names, as its reading has them."""
    fields = [record.get(name) or [] for name in ACTOR_FIELDS[kind]]
    ladder = [rung["actor"] for rung in record.get("attribution", ()) if rung.get("actor")]
    return [*(id for value in fields for id in (value if isinstance(value, list) else [value])), *ladder]
