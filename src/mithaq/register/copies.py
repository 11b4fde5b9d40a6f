"""Copies of one report: a copy joins the group of the first, so that many websites count as one source."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mithaq.register.database import LookUp, chunks, insert_rows
from mithaq.register.packing import PackedReading
from mithaq.register.tables import bands, documents
from mithaq.sources.duplicates import Signature, are_copies, close_in_time

_HOLDERS = LookUp(lambda keys: select(bands.c.band, bands.c.document_id).where(bands.c.band.in_(keys)).order_by(bands.c.band, bands.c.document_id))
# of the documents under one band, so many of the first and of the last are looked at: standing phrases are no copies
_MOST = 50


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A document that a new one may be a copy of."""

    id: int
    group: int
    signature: Signature
    day: int | None


def group_copies(connection: Connection, new: Sequence[PackedReading], ids: Sequence[int]) -> list[int]:
    """Return the group of each new document: that of the first document it is a copy of, else its own."""
    signatures = [Signature.from_bytes(one.signature) for one in new]
    keys = [one.bands for one in new]
    under = _under(connection, {key for some in keys for key in some})
    known = _candidates(connection, {id for some in under.values() for id in some})
    found: list[int] = []
    for one, signature, mine, id in zip(new, signatures, keys, ids, strict=True):
        day = day_number(one.article.published.start if one.article.published else None)
        near = sorted({other for key in mine for other in under[key]})
        group = next((known[other].group for other in near if close_in_time(day, known[other].day) and are_copies(signature, known[other].signature)), id)
        found.append(group)
        known[id] = _Candidate(id, group, signature, day)
        for key in mine:
            under[key].append(id)
    return found


def write_bands(connection: Connection, new: Iterable[PackedReading], ids: Iterable[int]) -> None:
    """Write down by what the copies of new documents will be found."""
    rows = [{"band": key, "document_id": id} for one, id in zip(new, ids, strict=True) for key in set(one.bands)]
    insert_rows(connection, bands, rows)


def _under(connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the documents under each band, of many the first and the last."""
    found: dict[int, list[int]] = defaultdict(list)
    for band, document in _HOLDERS(connection, keys):
        found[band].append(document)
    return defaultdict(list, {key: ids if len(ids) <= 2 * _MOST else [*ids[:_MOST], *ids[-_MOST:]] for key, ids in found.items()})


def _candidates(connection: Connection, ids: Iterable[int]) -> dict[int, _Candidate]:
    """Return documents as they are compared."""
    columns = documents.c.id, documents.c.group_id, documents.c.signature, documents.c.published
    return {
        row.id: _Candidate(row.id, row.group_id, Signature.from_bytes(row.signature), day_number(row.published))
        for part in chunks(ids)
        for row in connection.execute(select(*columns).where(documents.c.id.in_(part)))
    }


def day_number(published: str | None) -> int | None:
    """Return the number of a publication day, if it is known to the day."""
    return datetime.date.fromisoformat(published).toordinal() if published and len(published) == 10 else None
