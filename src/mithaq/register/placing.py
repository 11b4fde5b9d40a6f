"""New records into entries, and their actors onto cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, insert, select

from mithaq.model import Actor, Reading
from mithaq.model.entry import ACTOR_FIELDS
from mithaq.model.records import Record
from mithaq.register.database import allocate
from mithaq.register.packing import (
    actor_ids,
    entry_key,
    pack_entry_record,
    record_type,
    short_hash,
    telling_id,
    with_actors,
)
from mithaq.register.tables import actor_names, actors, entries, entry_actors, identities, placements
from mithaq.register.words import folded_words, index_entries


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """A document that was added in this transaction: its row's key, its reading's, and what they hold."""

    id: int
    key: str
    reading_id: int
    group_id: int
    origin: str | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class AddedRecord:
    """A record that was added in this transaction; its actors are ids of ``document.reading``."""

    id: int
    key: str
    kind: str
    record: Record
    document: AddedDocument

    @property
    def telling(self) -> str:
        """The record's id outside the register."""
        return telling_id(self.document.key, self.key)


def place(connection: Connection, added: list[AddedRecord], now: str) -> None:
    """Give each record its entry, and each actor it names its card; every record founds an entry of its own."""
    cards = _cards(connection, added, now)
    rows, named, placed, found = [], [], [], []
    for entry, one in zip(allocate(connection, entries, len(added)), added, strict=True):
        of = cards[one.document.id]
        record = with_actors(one.kind, one.record, lambda local, of=of: of[local][1])  # type: ignore[misc]
        rows.append({"id": entry, "since": now, **_entry_row(one, record)})
        placed.append({"record_id": one.id, "entry_id": entry, "since": now})
        named += _named(entry, one, of)
        words = folded_words(" ".join(e.text for e in record.evidence))
        names = folded_words(" ".join(name for local in actor_ids(one.kind, one.record) for name in _names(one.document.reading.actor(local))))
        found.append((entry, words, names))
    if rows:
        connection.execute(insert(entries), rows)
        connection.execute(insert(placements), placed)
    if named:
        connection.execute(insert(entry_actors), named)
    index_entries(connection, found)


def _entry_row(one: AddedRecord, record: Record) -> dict[str, object]:
    """Return the columns of an entry that one record founds."""
    article, deadline = one.document.reading.article, getattr(record, "deadline", None)
    published = article.published.start if article.published else None
    return {
        "key": entry_key(one.kind, one.telling),
        "kind": one.kind,
        "type": record_type(one.kind, record),
        "mode": getattr(record, "mode", None),
        "stage": getattr(record, "stage", None) or getattr(record, "status", None),
        "actuality": record.actuality,
        "date_start": record.date.start if record.date else None,
        "date_end": record.date.end if record.date else None,
        "place": record.place.name if record.place else None,
        "country": record.place.country if record.place else None,
        "strength": getattr(record, "strength", None),
        "deadline": deadline.end or deadline.start if deadline else None,
        "first_published": published,
        "last_published": published,
        "tellings": 1,
        "sources": 1,
        "confidence": record.confidence,
        "state": record.review.state,
        "payload": pack_entry_record(record, article.text),
    }


def _named(entry: int, one: AddedRecord, cards: dict[str, tuple[int, str]]) -> list[dict[str, object]]:
    """Return whom an entry names, each card once in each role."""
    found: dict[tuple[int, str], dict[str, object]] = {}
    for role in ACTOR_FIELDS[one.kind]:
        value = getattr(one.record, role)
        for local in value if isinstance(value, list) else [value] if value else []:
            card, code = cards[local][0], one.document.reading.actor(local).code
            start = one.record.date.start if one.record.date else None
            found.setdefault((card, role), {"entry_id": entry, "actor_id": card, "role": role, "code": code, "date_start": start})
    return list(found.values())


def card_key(actor: Actor) -> str:
    """Return the key of an actor's card: its code where it stands for the code itself, else a hash of code and name."""
    if actor.kind == "state" or (":" in actor.code and actor.kind in ("igo", "alliance")):
        return actor.code
    return f"p-{short_hash('actor', actor.code, actor.kind, folded_words(actor.name))}"


def _cards(connection: Connection, added: Iterable[AddedRecord], now: str) -> dict[int, dict[str, tuple[int, str]]]:
    """Return, for each document and local id, the card's integer key and its text key; missing cards are made."""
    documents = {one.document.id: one.document for one in added}
    wanted = {card_key(actor): actor for document in documents.values() for actor in document.reading.actors}
    known = {row.key: row.id for row in connection.execute(select(actors.c.key, actors.c.id).where(actors.c.key.in_(wanted)))}
    new = {key: actor for key, actor in wanted.items() if key not in known}
    known |= dict(zip(new, allocate(connection, actors, len(new)), strict=True)) if new else {}
    if new:
        connection.execute(insert(actors), [_card(known[key], key, actor, now) for key, actor in new.items()])
    found, names = {}, {}
    for document in documents.values():
        keys = {actor.id: card_key(actor) for actor in document.reading.actors}
        found[document.id] = {local: (known[key], key) for local, key in keys.items()}
        names.update({(known[keys[a.id]], a.name): document.reading.article.language for a in document.reading.actors})
    _identify(connection, documents.values(), found, now)
    _add_names(connection, names)
    return found


def _card(key: int, name: str, actor: Actor, now: str) -> dict[str, object]:
    """Return the row of a new card."""
    labels = msgspec.json.encode(actor.labels, order="deterministic").decode()
    return {"id": key, "key": name, "kind": actor.kind, "code": actor.code, "sector": actor.sector, "name": actor.name, "labels": labels, "since": now}


def _identify(connection: Connection, documents: Iterable[AddedDocument], cards: dict[int, dict[str, tuple[int, str]]], now: str) -> None:
    """Write down which card each actor of each reading is."""
    rows = [
        {"reading_id": document.reading_id, "local": local, "actor_id": card, "since": now}
        for document in documents
        for local, (card, _) in cards[document.id].items()
    ]
    if rows:
        connection.execute(insert(identities), rows)


def _add_names(connection: Connection, names: dict[tuple[int, str], str | None]) -> None:
    """Write down spellings that cards were not met in before."""
    ids = {card for card, _ in names}
    known = {(row.actor_id, row.name) for row in connection.execute(select(actor_names.c.actor_id, actor_names.c.name).where(actor_names.c.actor_id.in_(ids)))}
    rows = [
        {"actor_id": card, "name": name, "folded": folded_words(name), "language": language}
        for (card, name), language in names.items()
        if (card, name) not in known
    ]
    if rows:
        connection.execute(insert(actor_names), rows)


def _names(actor: Actor) -> list[str]:
    """Return all names of an actor, as the report has it and as lists have it."""
    return [actor.name, *actor.labels.values()]
