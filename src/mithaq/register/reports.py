"""The reports of a register as a list: when they appeared, where, how many records each holds, and its copies."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from mithaq.model.reading import RECORD_FIELDS
from mithaq.register.packing import telling_id
from mithaq.register.searching import query_of
from mithaq.register.tables import documents, entries, placements, readings, records
from mithaq.register.words import holders

ReportOrder = Literal["published", "-published", "added", "-added"]


class ReportFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports are wanted; what is left empty does not matter. Days are ISO 8601, whole or cut, both included."""

    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a list. ``records`` counts by kind; ``copies`` is how many reports of its group there are beside it."""

    key: str
    title: str
    publisher: str | None
    origin: str | None
    language: str
    published: str | None
    inferred: bool
    added: str
    copies: int
    records: dict[str, int]


class Reports(msgspec.Struct, frozen=True):
    """One page of a list of reports; ``total`` is how many there are in all."""

    rows: list[ReportRow]
    total: int


def list_reports(
    connection: Connection, words: str, wanted: ReportFilter, *,
    limit: int = 50, offset: int = 0, order: ReportOrder = "-published",
) -> Reports:  # fmt: skip
    """Return the reports that hold some words and fit a filter, in an order; without words all that fit."""
    query = select(documents.c.id).where(*_of_document(wanted))
    if words.strip():
        query = query.where(documents.c.id.in_(holders(connection, "document_words", query_of(words))))
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    keys = list(connection.execute(_ordered(query, order, wanted).limit(limit).offset(offset)).scalars())
    return Reports(_rows(connection, keys), total)


def _of_document(wanted: ReportFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter; none leads away from the index of lists, which alone answers, to rows that hold whole texts."""
    found: list[ColumnElement[bool]] = []
    if wanted.outlet:
        found.append(or_(*(func.coalesce(column, "") == wanted.outlet for column in (documents.c.publisher, documents.c.origin))))
    if wanted.language:
        found.append(func.coalesce(documents.c.language, "") == wanted.language)
    if wanted.since:
        found.append(documents.c.published >= wanted.since)
    if wanted.until:
        found.append(documents.c.published <= wanted.until + "\uffff")
    return found


def _ordered(query: Select[int], order: ReportOrder, wanted: ReportFilter) -> Select[int]:
    """Return a query for reports in an order; equal ones by their keys, so that pages never overlap."""
    column: ColumnElement[Any] = documents.c.published
    if order.lstrip("-") == "added":
        # along its own index only where every report fits
        column = documents.c.added if wanted == ReportFilter() else func.coalesce(documents.c.added, "")
    # those without a day are the oldest; so does SQLite order by itself, and its index
    if order.startswith("-"):
        return query.order_by(column.desc().nulls_last(), documents.c.id.desc())
    return query.order_by(column.asc().nulls_first(), documents.c.id.asc())


def _rows(connection: Connection, keys: list[int]) -> list[ReportRow]:
    """Return reports as rows, in the order of their keys."""
    # the beginning of the text stands for a title that is missing
    columns = [column for column in documents.c if column.name not in ("text", "signature")]
    query = select(*columns, func.substr(documents.c.text, 1, 200).label("begins")).where(documents.c.id.in_(keys))
    found = {row.id: row for row in connection.execute(query)}
    copies, held = _copies(connection, {row.group_id for row in found.values()}), _records(connection, keys)
    return [_row(found[key], copies.get(found[key].group_id, 1) - 1, held.get(key, {})) for key in keys]


def _row(row: Any, copies: int, held: dict[str, int]) -> ReportRow:
    """Return a report's row."""
    title = row.title or next((line.strip() for line in row.begins.split("\n") if line.strip()), "")
    inferred = bool(row.published_when) and '"inferred"' in row.published_when
    return ReportRow(
        key=row.key, title=title, publisher=row.publisher, origin=row.origin, language=row.language, published=row.published,
        inferred=inferred, added=row.added, copies=copies, records=held,
    )  # fmt: skip


def _copies(connection: Connection, groups: set[int]) -> dict[int, int]:
    """Return how many reports each group has."""
    query = select(documents.c.group_id, func.count()).where(documents.c.group_id.in_(groups)).group_by(documents.c.group_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def _records(connection: Connection, keys: list[int]) -> dict[int, dict[str, int]]:
    """Return how many records of each kind reports hold."""
    query = select(records.c.document_id, records.c.kind, func.count()).where(records.c.document_id.in_(keys), records.c.until.is_(None))
    found: dict[int, dict[str, int]] = {}
    for document, kind, number in connection.execute(query.group_by(records.c.document_id, records.c.kind)):
        found.setdefault(document, {})[kind] = number
    return found


def texts_of(connection: Connection, keys: list[str]) -> dict[str, str]:
    """Return the texts of reports by key."""
    query = select(documents.c.key, documents.c.text).where(documents.c.key.in_(keys))
    return {row.key: row.text for row in connection.execute(query)}


class Told(msgspec.Struct, frozen=True):
    """Where a record of a report went: its entry, and how many sources tell that."""

    entry: str
    telling: str
    sources: int
    state: str


def told_in(connection: Connection, document: int) -> list[Told]:
    """Return the entries that a report's newest reading tells, one per record in the order of the reading's records."""
    joined = records.outerjoin(placements, (placements.c.record_id == records.c.id) & placements.c.until.is_(None))
    joined = joined.outerjoin(entries, entries.c.id == placements.c.entry_id).join(documents, documents.c.id == records.c.document_id)
    newest = select(readings.c.id).where(readings.c.document_id == document, readings.c.until.is_(None))
    query = (
        select(records.c.id, records.c.kind, records.c.key.label("record"), documents.c.key.label("document"), entries.c.key, entries.c.sources, entries.c.state)
        .select_from(joined)
        .where(records.c.reading_id.in_(newest), records.c.until.is_(None))
        .order_by(records.c.id)
    )
    rows = sorted(connection.execute(query), key=lambda row: RECORD_FIELDS.index(row.kind))
    return [Told(row.key or "", telling_id(row.document, row.record), row.sources or 0, row.state or "machine") for row in rows]


def copies_of(connection: Connection, document: int) -> list[ReportRow]:
    """Return the reports that are copies of one, the first first, without it."""
    group = select(documents.c.group_id).where(documents.c.id == document).scalar_subquery()
    query = select(documents.c.id).where(documents.c.group_id == group, documents.c.id != document).order_by(documents.c.published, documents.c.id).limit(100)
    return _rows(connection, list(connection.execute(query).scalars()))
