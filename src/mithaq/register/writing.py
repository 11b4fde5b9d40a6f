"""Packed readings into rows, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from mithaq.model import Reading
from mithaq.register.copies import group_copies, write_bands
from mithaq.register.database import allocate
from mithaq.register.packing import Arrival, PackedReading, pack_when
from mithaq.register.placing import AddedDocument, AddedRecord, place
from mithaq.register.tables import documents, readings, records
from mithaq.register.words import index_document


def known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return those of the document keys that the register has."""
    return set(connection.execute(select(documents.c.key).where(documents.c.key.in_(keys))).scalars()) if keys else set()


def write_readings(connection: Connection, arrivals: Sequence[Arrival], run: int, now: str) -> int:
    """Write the readings of reports that are new, give their records entries, and return how many were new."""
    known = known_keys(connection, [one.packed.key for one in arrivals])
    fresh = list({one.packed.key: one for one in reversed(arrivals) if one.packed.key not in known}.values())[::-1]
    if not fresh:
        return 0
    ids = allocate(connection, documents, len(fresh))
    groups = group_copies(connection, [one.packed for one in fresh], ids)
    rows = [_document_row(one, run, now) for one in fresh]
    connection.execute(insert(documents), [{**row, "id": key, "group_id": group} for row, key, group in zip(rows, ids, groups, strict=True)])
    write_bands(connection, [one.packed for one in fresh], ids)
    for one, key in zip(fresh, ids, strict=True):
        index_document(connection, key, one.packed.title_words, one.packed.text_words)
    place(connection, _write_new(connection, fresh, ids, groups, now), now)
    return len(fresh)


def _document_row(one: Arrival, run: int, now: str) -> dict[str, Any]:
    """Return the columns of a document that need no other row."""
    article = one.packed.article
    return {
        "run_id": run,
        "key": one.packed.key,
        "fingerprint": article.fingerprint,
        "source": one.source,
        "article_id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "origin": one.origin or article.publisher,
        "language": article.language or "",
        "title": article.title,
        "published": article.published.start if article.published else None,
        "published_when": pack_when(article.published),
        "text": article.text,
        "signature": one.packed.signature,
        "added": now,
    }


def _write_new(connection: Connection, new: Sequence[Arrival], ids: Sequence[int], groups: Sequence[int], now: str) -> list[AddedRecord]:
    """Write the readings and records of new documents and return the records."""
    keys = allocate(connection, readings, len(new))
    connection.execute(insert(readings), [
        {"id": key, "document_id": document, "reader": one.packed.reader, "payload": one.packed.payload, "since": now}
        for key, document, one in zip(keys, ids, new, strict=True)
    ])  # fmt: skip
    return [
        record
        for key, document, group, one in zip(keys, ids, groups, new, strict=True)
        for record in write_records(connection, one.packed, AddedDocument(document, one.packed.key, key, group, one.origin or one.packed.article.publisher, unpacked(one.packed)), now)
    ]


def unpacked(packed: PackedReading) -> Reading:
    """Return the reading that was packed."""
    return msgspec.msgpack.decode(packed.raw, type=Reading)


def write_records(connection: Connection, packed: PackedReading, document: AddedDocument, now: str) -> list[AddedRecord]:
    """Write the records of a reading whose row is there, and return them."""
    keys = allocate(connection, records, len(packed.records))
    rows = [
        {"id": key, "reading_id": document.reading_id, "document_id": document.id, "since": now, **msgspec.structs.asdict(row)}
        for key, row in zip(keys, packed.records, strict=True)
    ]
    if rows:
        connection.execute(insert(records), rows)
    # packed records stand in the order in which a reading tells its records
    return [AddedRecord(key, row.key, row.kind, record, document) for key, row, record in zip(keys, packed.records, document.reading.records, strict=True)]
