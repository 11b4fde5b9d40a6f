"""Packed readings into rows, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Reading
from mithaq.register.copies import group_copies, write_bands
from mithaq.register.database import allocate, insert_rows
from mithaq.register.packing import Arrival, PackedReading, pack_when
from mithaq.register.placing import AddedDocument, AddedRecord, place
from mithaq.register.tables import documents, readings, records
from mithaq.register.tallying import count_documents
from mithaq.register.words import index_texts


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
    written = [{**row, "id": key, "group_id": group} for row, key, group in zip(rows, ids, groups, strict=True)]
    insert_rows(connection, documents, written)
    count_documents(connection, written)
    write_bands(connection, [one.packed for one in fresh], ids)
    index_texts(connection, [(key, one.packed.title_words, one.packed.text_words) for key, one in zip(ids, fresh, strict=True)])
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
    insert_rows(connection, readings, [
        {"id": key, "document_id": document, "reader": one.packed.reader, "payload": one.packed.payload, "since": now}
        for key, document, one in zip(keys, ids, new, strict=True)
    ])  # fmt: skip
    arrived = [
        (one.packed, AddedDocument(document, one.packed.key, key, group, one.origin or one.packed.article.publisher, unpacked(one.packed), one.packed.cards))
        for key, document, group, one in zip(keys, ids, groups, new, strict=True)
    ]
    return write_records(connection, arrived, now)


def unpacked(packed: PackedReading) -> Reading:
    """Return the reading that was packed, without mentions and issues."""
    return msgspec.msgpack.decode(packed.raw, type=Reading)


def write_records(connection: Connection, arrived: Sequence[tuple[PackedReading, AddedDocument]], now: str) -> list[AddedRecord]:
    """Write the records of readings whose rows are there, and return them."""
    # packed records stand in the order in which a reading tells its records
    told = [(*one, document) for packed, document in arrived for one in zip(packed.records, document.reading.records, packed.gists, strict=True)]
    keys = allocate(connection, records, len(told))
    insert_rows(connection, records, [
        {"id": key, "reading_id": document.reading_id, "document_id": document.id, "since": now, **msgspec.structs.asdict(row)}
        for key, (row, _, _, document) in zip(keys, told, strict=True)
    ])  # fmt: skip
    return [AddedRecord(key, row.key, row.kind, record, document, gist, row.payload) for key, (row, record, gist, document) in zip(keys, told, strict=True)]
