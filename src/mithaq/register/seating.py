"""Cards that people found to be one actor: which they are, and what moves when they become one or are parted again.

The eldest card of those that are one stands for all; the others stay, so that they can be parted again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from mithaq.register.cards import cards_of
from mithaq.register.database import chunks, insert_rows
from mithaq.register.loading import load_reading
from mithaq.register.packing import actor_ids, unpack_record
from mithaq.register.placing import place_anew
from mithaq.register.same import same_cards
from mithaq.register.tables import actors, identities, placements, readings, records


def join_cards(connection: Connection, one: int, other: int, now: str) -> None:
    """Let the readings that name either of two cards name the elder, and write the entries that name the other anew.

    Both are those that stand for all that are one with them.
    """
    if one != other:
        _move(connection, connection.execute(select(identities).where(identities.c.actor_id == max(one, other), identities.c.until.is_(None))).all(), min(one, other), now)


def part_cards(connection: Connection, one: int, other: int, now: str) -> None:
    """Give cards that are no longer one what each was named in: before they were one, or since by its own name."""
    groups = same_cards(connection, [one, other])
    if one in groups[other]:
        return
    first, second = sorted((groups[one], groups[other]))
    rows = connection.execute(select(identities).where(identities.c.actor_id == first[0], identities.c.until.is_(None))).all()
    _move(connection, _those_of(connection, rows, second), second[0], now)


def _those_of(connection: Connection, rows: Sequence[Row[Any]], cards: Sequence[int]) -> list[Row[Any]]:
    """Return the rows whose actor was one of some cards before, or never another and is one of them by its name."""
    before: dict[tuple[int, str], int] = {}
    for part in chunks(row.reading_id for row in rows):
        query = select(identities).where(identities.c.reading_id.in_(part), identities.c.until.is_not(None)).order_by(identities.c.id)
        before |= {(row.reading_id, row.local): row.actor_id for row in connection.execute(query)}
    fresh = [row for row in rows if (row.reading_id, row.local) not in before]
    own = _own_cards(connection, {row.reading_id for row in fresh}, cards)
    return [row for row in rows if before.get((row.reading_id, row.local)) in cards or (row.reading_id, row.local) in own]


def _own_cards(connection: Connection, ids: Iterable[int], cards: Sequence[int]) -> set[tuple[int, str]]:
    """Return which actors of readings would be one of some cards by their names."""
    keys = set(connection.execute(select(actors.c.key).where(actors.c.id.in_(cards))).scalars())
    found: set[tuple[int, str]] = set()
    for part in chunks(ids):
        for row in connection.execute(select(readings.c.id, readings.c.document_id).where(readings.c.id.in_(part), readings.c.until.is_(None))).all():
            reading = load_reading(connection, row.document_id)
            found |= {(row.id, local) for local, card in cards_of(reading).items() if card.key in keys} if reading is not None else set()
    return found


def _move(connection: Connection, rows: Sequence[Row[Any]], to: int, now: str) -> None:
    """Let actors of readings be another card, and write the entries that name them anew."""
    if not rows:
        return
    for part in chunks(row.id for row in rows):
        connection.execute(update(identities).where(identities.c.id.in_(part)).values(until=now))
    insert_rows(connection, identities, [{"reading_id": row.reading_id, "local": row.local, "actor_id": to, "since": now} for row in rows])
    place_anew(connection, _entries_naming(connection, {(row.reading_id, row.local) for row in rows}), now, keys=True)


def _entries_naming(connection: Connection, named: set[tuple[int, str]]) -> list[int]:
    """Return the entries of the records that name some actors of readings, as those who act or as their sources."""
    of: dict[int, set[str]] = defaultdict(set)
    for reading, local in named:
        of[reading].add(local)
    found: set[int] = set()
    for part in chunks(of):
        query = select(records.c.kind, records.c.payload, records.c.reading_id, placements.c.entry_id).join(placements, placements.c.record_id == records.c.id)
        for row in connection.execute(query.where(records.c.reading_id.in_(part), records.c.until.is_(None), placements.c.until.is_(None))):
            if not of[row.reading_id].isdisjoint(actor_ids(row.kind, unpack_record(row.kind, row.payload, ""))):
                found.add(row.entry_id)
    return sorted(found)
