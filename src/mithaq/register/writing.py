"""Packed readings into rows, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from mithaq.register.database import allocate
from mithaq.register.packing import PackedReading, pack_when, unpack_reading
from mithaq.register.placing import AddedDocument, AddedRecord, place
from mithaq.register.tables import documents, readings, records
from mithaq.register.words import index_document


def known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return those of the document keys that the register has."""
    return set(connection.execute(select(documents.c.key).where(documents.c.key.in_(keys))).scalars()) if keys else set()


def write_readings(connection: Connection, packed: Sequence[PackedReading], run: int, sources: Sequence[str], now: str) -> int:
    """Write the readings of reports that are new, give their records entries, and return how many were new."""
    known = known_keys(connection, [one.key for one in packed])
    fresh = {one.key: (one, source) for one, source in zip(packed, sources, strict=True) if one.key not in known}
    if not fresh:
        return 0
    new = [one for one, _ in fresh.values()]
    ids = allocate(connection, documents, len(new))
    groups = _groups(connection, new, ids)
    rows = [_document_row(one, run, source, now) for one, source in fresh.values()]
    connection.execute(insert(documents), [{**row, "id": key, "group_id": group} for row, key, group in zip(rows, ids, groups, strict=True)])
    for one, key in zip(new, ids, strict=True):
        index_document(connection, key, one.title_words, one.text_words)
    added = _write_new(connection, new, ids, groups, now)
    place(connection, added, now)
    return len(new)


def _groups(connection: Connection, new: Sequence[PackedReading], ids: Sequence[int]) -> list[int]:
    """Return the group of each new document: that of the first with the same text, else its own."""
    prints = [one.article.fingerprint for one in new]
    query = select(documents.c.fingerprint, documents.c.group_id).where(documents.c.fingerprint.in_(prints))
    first: dict[str, int] = {row.fingerprint: row.group_id for row in connection.execute(query)}
    return [first.setdefault(mark, key) for mark, key in zip(prints, ids, strict=True)]


def _document_row(one: PackedReading, run: int, source: str, now: str) -> dict[str, Any]:
    """Return the columns of a document that need no other row."""
    article = one.article
    return {
        "run_id": run,
        "key": one.key,
        "fingerprint": article.fingerprint,
        "source": source,
        "article_id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "origin": article.publisher,
        "language": article.language or "",
        "title": article.title,
        "published": article.published.start if article.published else None,
        "published_when": pack_when(article.published),
        "text": article.text,
        "signature": one.signature,
        "added": now,
    }


def _write_new(connection: Connection, new: Sequence[PackedReading], ids: Sequence[int], groups: Sequence[int], now: str) -> list[AddedRecord]:
    """Write the readings and records of new documents and return the records."""
    keys = allocate(connection, readings, len(new))
    connection.execute(insert(readings), [
        {"id": key, "document_id": document, "reader": "", "payload": one.payload, "since": now}
        for key, document, one in zip(keys, ids, new, strict=True)
    ])  # fmt: skip
    free = iter(allocate(connection, records, sum(len(one.records) for one in new)))
    rows: list[dict[str, Any]] = []
    added: list[AddedRecord] = []
    for reading_id, document_id, group_id, one in zip(keys, ids, groups, new, strict=True):
        reading = unpack_reading(one.article, one.payload, [(row.kind, row.payload) for row in one.records])
        document = AddedDocument(document_id, one.key, reading_id, group_id, one.article.publisher, reading)
        # packed records stand in the order in which a reading tells its records
        for row, record in zip(one.records, reading.records, strict=True):
            key = next(free)
            rows.append({"id": key, "reading_id": reading_id, "document_id": document_id, "since": now, **_record_row(row)})
            added.append(AddedRecord(key, row.key, row.kind, record, document))
    if rows:
        connection.execute(insert(records), rows)
    return added


def _record_row(row: Any) -> dict[str, Any]:
    """Return the columns of a record that need no other row."""
    return {name: getattr(row, name) for name in row.__struct_fields__}
