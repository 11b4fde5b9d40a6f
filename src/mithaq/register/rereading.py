"""Documents read anew: what a new reading tells again keeps its entry, with its id, its reviews and its history.

A record is told again if the new reading has one of the same key, else one of the same kind whose words overlap most.
What is no longer read ends, unless a person has looked at its entry: a person's word outlasts a reader's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, or_, select, update

from mithaq.model import Evidence
from mithaq.register.database import allocate, chunks
from mithaq.register.entering import Draft, unname
from mithaq.register.identifying import Arrived, identify
from mithaq.register.merging import BY_KEY, Pool, tellings_of
from mithaq.register.packing import PackedReading, pack_when, unpack_record
from mithaq.register.placing import AddedDocument, AddedRecord, enter, place
from mithaq.register.tables import (
    blocks,
    documents,
    entries,
    merges,
    placements,
    readings,
    records,
)
from mithaq.register.tallying import count_records, leave_out
from mithaq.register.words import index_entries
from mithaq.register.writing import unpacked, write_records

# so much of the shorter of two records' words must be shared for one to be told again by the other
_SHARED = 0.5


def reread(connection: Connection, packed: Sequence[PackedReading], now: str) -> int:
    """Write new readings of documents that the register has, and return how many there were."""
    rows = {row.key: row for row in connection.execute(select(documents).where(documents.c.key.in_([one.key for one in packed])))}
    fresh = [one for one in packed if one.key in rows]
    old = _old_records(connection, [rows[one.key].id for one in fresh])
    connection.execute(update(readings).where(readings.c.document_id.in_([rows[one.key].id for one in fresh]), readings.c.until.is_(None)).values(until=now))
    added = write_records(connection, [(one, _rewritten(connection, one, rows[one.key], now)) for one in fresh], now)
    again = _told_again(added, old)
    gone = [row for some in old.values() for row in some if row.id not in again.values() and not row.looked_at]
    touched = {row.entry_id for some in old.values() for row in some}
    _hand_over(connection, again, {row.id: row for some in old.values() for row in some}, gone, now)
    _identify_rest(connection, added, fresh, rows, again, now)
    place(connection, [one for one in added if one.id not in again or one.kind not in BY_KEY], now)
    _write_anew(connection, touched, now)
    return len(fresh)


def _old_records(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Return the records of documents that stand, with their entry and whether a person has looked at it, by document."""
    looked_at = or_(entries.c.state != "machine", records.c.state == "added").label("looked_at")
    query = (
        select(records, placements.c.entry_id, placements.c.merge_id, looked_at, documents.c.text)
        .join(placements, placements.c.record_id == records.c.id)
        .join(entries, entries.c.id == placements.c.entry_id)
        .join(documents, documents.c.id == records.c.document_id)
        .where(records.c.document_id.in_(ids), placements.c.until.is_(None))
        .order_by(records.c.id)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.document_id].append(row)
    return found


def _rewritten(connection: Connection, packed: PackedReading, row: Row[Any], now: str) -> AddedDocument:
    """Write the row of the new reading of a document and return the document as it is now; an inferred date may be another."""
    (key,) = allocate(connection, readings, 1)
    connection.execute(insert(readings).values(id=key, document_id=row.id, reader=packed.reader, payload=packed.payload, since=now))
    when = packed.article.published
    connection.execute(update(documents).where(documents.c.id == row.id).values(published=when.start if when else None, published_when=pack_when(when)))
    return AddedDocument(row.id, packed.key, key, row.group_id, row.origin, unpacked(packed), packed.cards)


def _told_again(added: Sequence[AddedRecord], old: Mapping[int, Sequence[Row[Any]]]) -> dict[int, int]:
    """Return which new record tells again what an old one told: new key, old key."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for one in added:
        row = next((row for row in old.get(one.document.id, ()) if row.key == one.key and row.id not in taken), None)
        if row is not None:
            found[one.id] = row.id
            taken.add(row.id)
    pairs = [
        (_overlap(one.record.evidence, unpack_record(row.kind, row.payload, row.text).evidence), one.id, row.id)
        for one in added if one.id not in found
        for row in old.get(one.document.id, ()) if row.kind == one.kind and row.id not in taken
    ]  # fmt: skip
    for shared, new, known in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if shared >= _SHARED and new not in found and known not in taken:
            found[new] = known
            taken.add(known)
    return found


def _overlap(one: Iterable[Evidence], other: Iterable[Evidence]) -> float:
    """Return how much of the shorter of two records' words both hold, 0 to 1."""
    a, b = ({at for evidence in some for at in range(evidence.start, evidence.end)} for some in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _hand_over(connection: Connection, again: Mapping[int, int], old: Mapping[int, Row[Any]], gone: Sequence[Row[Any]], now: str) -> None:
    """Let new records stand where the old ones stood, with what was decided about them; end the old."""
    _end(connection, [*again.values(), *(row.id for row in gone)], now)
    if not again:
        return
    connection.execute(insert(placements), [{"record_id": new, "entry_id": old[known].entry_id, "merge_id": old[known].merge_id, "since": now} for new, known in again.items()])
    count_records(connection, len(again))
    pairs = [{"new": new, "known": known, "kept": old[known].state} for new, known in again.items()]
    connection.execute(update(records).where(records.c.id == bindparam("new")).values(state=bindparam("kept")), pairs)
    for column in (merges.c.kept_id, merges.c.joined_id):
        connection.execute(update(merges).where(merges.c.subject == "record", column == bindparam("known")).values({column.name: bindparam("new")}), pairs)


def _end(connection: Connection, ended: Sequence[int], now: str) -> None:
    """Let records tell their entries no more."""
    for part in chunks(ended):
        left = connection.execute(update(placements).where(placements.c.record_id.in_(part), placements.c.until.is_(None)).values(until=now))
        count_records(connection, -left.rowcount)
        connection.execute(update(records).where(records.c.id.in_(part)).values(until=now))
        connection.execute(delete(blocks).where(blocks.c.record_id.in_(part)))


def withdraw(connection: Connection, ids: Sequence[int], now: str) -> None:
    """Let records tell their entries no more, and write those anew; one that has no other telling ends."""
    touched = set(connection.execute(select(placements.c.entry_id).where(placements.c.record_id.in_(ids), placements.c.until.is_(None))).scalars())
    _end(connection, ids, now)
    _write_anew(connection, touched, now)


def _identify_rest(
    connection: Connection, added: Sequence[AddedRecord], fresh: Sequence[PackedReading], rows: Mapping[str, Row[Any]], again: Mapping[int, int], now: str
) -> None:
    """Find the cards of readings none of whose records is placed: :func:`place` finds those of the others."""
    placed = {one.document.id for one in added if one.id not in again or one.kind not in BY_KEY}
    keys = {row.document_id: row.id for row in connection.execute(select(readings.c.document_id, readings.c.id).where(readings.c.document_id.in_([row.id for row in rows.values()]), readings.c.until.is_(None)))}
    rest = [Arrived(rows[one.key].id, keys[rows[one.key].id], unpacked(one), one.cards) for one in fresh if rows[one.key].id not in placed]
    if rest:
        identify(connection, rest, now)


def _write_anew(connection: Connection, touched: set[int], now: str) -> None:
    """Write entries from the tellings they have now; those that have none end."""
    standing = [id for part in chunks(touched) for id in connection.execute(select(entries.c.id).where(entries.c.id.in_(part), entries.c.until.is_(None))).scalars()]
    told: dict[int, list[int]] = defaultdict(list)
    placed = tellings_of(connection, standing)
    for record, entry in placed.items():
        told[entry].append(record)
    pool = Pool(connection)
    pool.load(placed)
    plan = [Draft(sorted(ids), entry, stood=dict.fromkeys(ids, entry), has_lost=True) for entry, ids in told.items() if all(id in pool.told for id in ids)]
    enter(pool, plan, now)
    empty = [id for id in standing if id not in told]
    unname(connection, empty)
    leave_out(connection, empty)
    for part in chunks(empty):
        connection.execute(update(entries).where(entries.c.id.in_(part)).values(until=now))
        index_entries(connection, [(id, "", "") for id in part], part)
