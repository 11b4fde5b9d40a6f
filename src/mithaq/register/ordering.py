"""Entries in an order: the first of them, a page, the latest; each question is led by what fewest entries fulfil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, select, true

from mithaq.model import Entry
from mithaq.register.listing import Listing
from mithaq.register.moments import load_standing
from mithaq.register.parties import Party
from mithaq.register.selecting import (
    DOCUMENTS,
    NOTHING,
    PARTY,
    Days,
    Filter,
    Order,
    are,
    chosen,
    is_named,
    of_column,
    of_documents,
    of_seat,
    pair_of,
    together,
)
from mithaq.register.tables import documents, entries, entry_actors, entry_pairs

# entries are counted no further: a page needs to know that there are more, not how many
COUNTED = 2_000
# of several things that are asked for, what fewest entries fulfil leads to them; what more do than this is frequent, and an order is walked
_FEW = 30_000
# reports, each told by some ten entries
_FEW_REPORTS = 1_500
# a body of states is followed rather than a party that is named as often as this
_OFTEN = 10_000
# a body of states is sought first among so many times the entries wanted
_AMONG = 128
_BY_DAY = ("date", "-date")


def first_keys(connection: Connection, wanted: Filter, order: Order, count: int) -> list[int]:
    """Return the keys of the first entries that a filter means, in an order.

    A body of states is sought in the first days before all: those that name two of its members must be sorted, and are many.
    """
    alone = order in _BY_DAY and len(wanted.parties) == 1 and bool(wanted.parties[0].members)
    if alone and (days := _first_days(connection, order, count)) is not None:
        keys = connection.execute(in_order(connection, wanted, order, days).limit(count)).scalars().all()
        if len(keys) == count:
            return list(keys)
    return list(connection.execute(in_order(connection, wanted, order).limit(count)).scalars())


def _first_days(connection: Connection, order: Order, count: int) -> Days | None:
    """Return the days in which the first entries of an order may be found, far fewer than all; None where there are hardly more."""
    falling = order.startswith("-")
    days = select(entries.c.day).order_by(entries.c.day.desc() if falling else entries.c.day.asc())
    edge = connection.execute(days.limit(1).offset(count * _AMONG)).scalar()
    return Days(edge, falling, undated=falling == (connection.dialect.name == "postgresql")) if edge is not None else None


def in_order(connection: Connection, wanted: Filter, order: Order, days: Days | None = None) -> Select[int]:
    """Return the query for the keys of the entries that a filter means, in an order; equal ones by their keys, so that pages never overlap.

    What fewest entries fulfil leads to them, and they are sorted. Where all that is asked for is frequent, an order is walked instead:
    of days the index of whom entries name, or the one that holds all that lists are asked for.
    """
    falling, by_day = order.startswith("-"), order in _BY_DAY
    if by_day and (pair := pair_of(wanted)) is not None:
        return _along(wanted, pair, entry_pairs, and_(are(pair), *of_seat(wanted, entry_pairs)), falling=falling)
    leads, party = _leads(connection, wanted), _followed(connection, wanted)
    lead = min(leads, key=leads.__getitem__, default=None)
    if party is not None and (lead is None or _named(connection, party) <= leads[lead]):
        if by_day and party.members:
            return _along(wanted, (party,), together(party, wanted, days), true(), falling=falling)
        if by_day:
            return _along(wanted, (party,), entry_actors, and_(is_named(party, wanted.roles), *of_seat(wanted, entry_actors)), falling=falling)
        lead = PARTY if _named(connection, party) < _FEW else None
    walked = lead is None and (by_day or _is_plain(wanted))
    return chosen(wanted, entries.c.id, lead=lead if lead or walked else NOTHING).order_by(*_columns(order, walked=walked))


def _leads(connection: Connection, wanted: Filter) -> dict[str, int]:
    """Return the conditions of a filter that few entries fulfil and whose index leads to these, with how many do."""
    found = {}
    for name in ("kind", "type", "contexts", "sectors", "place", "deadline", *(["state"] if wanted.moment is None and wanted.states else [])):
        if conditions := of_column(wanted, name, lead=name):
            found[name] = _count(connection, select(entries.c.id).where(*conditions), _FEW)
    if told := of_documents(wanted):
        found[DOCUMENTS] = _count(connection, select(documents.c.id).where(*told), _FEW_REPORTS) * (_FEW // _FEW_REPORTS)
    return {name: number for name, number in found.items() if number < _FEW}


def _count(connection: Connection, query: Select[int], most: int) -> int:
    """Return how many rows a query has, counted no further than so many."""
    return connection.execute(select(func.count()).select_from(query.limit(most).subquery())).scalar_one()


def _is_plain(wanted: Filter) -> bool:
    """Return whether so little is asked of entries that the first in an order are soon found in its own index."""
    asked = ("kinds", "types", "contexts", "sectors", "place", "states", "actualities", "since", "until", "outlet", "language", "surer_than", "less_sure_than")
    return sum(bool(getattr(wanted, name)) for name in asked) + len(wanted.parties) < len("ab")


def _columns(order: Order, *, walked: bool) -> list[ColumnElement[Any]]:
    """Return the columns of an order; unless its own index is ``walked``, confidence and sources in a form that it does not hold."""
    name = order.lstrip("-")
    first = entries.c["day" if name == "date" else name]
    columns: list[ColumnElement[Any]] = [first, *([entries.c.day] if name == "kind" else []), entries.c.id]
    if name in ("confidence", "sources") and not walked:
        columns[0] = func.coalesce(first, 0)
    rising: list[ColumnElement[Any]] = [column.desc() if order.startswith("-") else column.asc() for column in columns]
    # what has no deadline comes last
    return [columns[0].asc().nulls_last(), *rising[1:]] if order == "deadline" else rising


def _followed(connection: Connection, wanted: Filter) -> Party | None:
    """Return which of several parties to follow: a single one before a body of states, unless it is named very often; of those the rarest."""
    if len(wanted.parties) < len("ab"):
        return next(iter(wanted.parties), None)
    return min(wanted.parties, key=lambda party: _named(connection, party))


def _named(connection: Connection, party: Party) -> int:
    """Return how many entries name a party, as far as it matters for whom to follow."""
    return _OFTEN if party.members else _count(connection, select(entry_actors.c.entry_id).where(is_named(party)), 2 * _FEW)


def _along(wanted: Filter, led: Sequence[Party], table: FromClause, is_led: ColumnElement[bool], *, falling: bool) -> Select[int]:
    """Return the query for the entries that a filter means, read along the days of one of its parties, or of two, in the table that names them.

    Where it asks for nothing else than kinds, no entry is looked up.
    """
    rest = msgspec.structs.replace(wanted, parties=tuple(party for party in wanted.parties if party not in led))
    key, on = table.c.entry_id, table.c.day
    if rest == Filter(kinds=wanted.kinds, roles=wanted.roles, moment=wanted.moment):
        query = select(key).where(is_led)
    else:
        query = chosen(rest, key, on, lead=PARTY).select_from(table.join(entries, key == entries.c.id)).where(is_led)
    columns = (on.desc(), key.desc()) if falling else (on.asc(), key.asc())
    return query.group_by(on, key).order_by(*columns)


def listed(connection: Connection, wanted: Filter, *, day: str | None = None) -> list[Entry]:
    """Return all entries that a filter means, in the order of days; commitments as they stand on an ISO day, the moment's or today if left out."""
    return load_standing(connection, list(connection.execute(in_order(connection, wanted, "date")).scalars()), moment=wanted.moment, day=day)


def latest(connection: Connection, wanted: Filter, most: int | None, *, day: str | None = None) -> Listing:
    """Return the latest entries that a filter means, so many at most, in the order of days, and whether there are more; without a number all."""
    if most is None:
        return Listing(listed(connection, wanted, day=day))
    keys = first_keys(connection, wanted, "-date", most + 1)
    return Listing(load_standing(connection, keys[:most][::-1], moment=wanted.moment, day=day), more=len(keys) > most)


def deep_page(connection: Connection, wanted: Filter, order: Order, limit: int, offset: int) -> Listing:
    """Return a page that is not reached by keeping all that stand before it."""
    query = in_order(connection, wanted, order)
    keys = list(connection.execute(query.limit(limit + 1).offset(offset)).scalars())
    total = offset + min(len(keys), limit) if keys else connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return Listing(load_standing(connection, keys[:limit], moment=wanted.moment), total, more=len(keys) > limit)


def counted_to(limit: int, offset: int) -> int:
    """Return how far entries are counted for a page: ``COUNTED``, or to the page's end where that is further."""
    return max(COUNTED, offset + limit)
