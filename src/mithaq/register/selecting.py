"""Which entries a question means: one filter for lists, searches, timelines and exports, as one SQL query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)

from mithaq.errors import RegisterError
from mithaq.model import RECORD_TYPES, Entry
from mithaq.register import knowledge
from mithaq.register.facts import NOT_REAL, UNKNOWN
from mithaq.register.listing import Listing
from mithaq.register.loading import held
from mithaq.register.moments import load_standing
from mithaq.register.parties import Party
from mithaq.register.reviewed import STATES as REVIEWED
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    entry_actors,
    entry_pairs,
    placements,
    records,
    reviews,
)
from mithaq.register.words import folded_words

STATES = ("machine", "accepted", "corrected", "rejected", "added")
Order = Literal["date", "-date", "confidence", "-confidence", "deadline", "-deadline", "kind", "-kind", "sources", "-sources"]


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What entries are wanted; what is left empty does not matter.

    All of ``parties`` must be named; of several ``kinds``, ``types``, ``contexts`` and ``sectors`` one each must fit; ``since`` and ``until`` are ISO dates, whole or cut, both included; ``place`` is a
    name or a country's code, or several of which one must fit; ``surer_than`` and ``less_sure_than`` bound the confidence, the first included; ``due_by``
    is the day up to which a promise's deadline counts; ``moment`` is when the register is asked about, ISO 8601 in UTC: the entries
    shown are as they were then, and which are meant is told by their type, day, place and actors of now. Rejected entries are
    left out unless ``states`` asks for them, and those that did not happen unless ``actualities`` does.
    """

    parties: tuple[Party, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | tuple[str, ...] | None = None
    outlet: str | None = None
    language: str | None = None
    states: tuple[str, ...] = ()
    actualities: tuple[str, ...] | None = None
    surer_than: float | None = None
    less_sure_than: float | None = None
    due_by: str | None = None
    moment: str | None = None

    def __post_init__(self) -> None:
        """Refuse words that no entry can have."""
        _known("kind", self.kinds, tuple(RECORD_TYPES))
        _known("review state", self.states, STATES)


def _known(what: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Raise for a value that no entry can have.

    Raises:
        RegisterError: R022.
    """
    for value in given:
        if value not in known:
            raise RegisterError("R022", f"{what} {value!r}: expected one of {', '.join(known)}")


# entries are counted no further: a page needs to know that there are more, not how many
COUNTED = 2_000
# of two actors the rarer one is followed; both are frequent from here on
_FEW = 50_000
# a body of states is followed rather than a party that is named as often as this
_OFTEN = 10_000
# a body of states is sought first among so many times the entries wanted
_AMONG = 128


def matching(wanted: Filter, *, walked: bool = False) -> Select[int]:
    """Return the query for the keys of the entries that a filter means; ``walked`` where an index of entries is walked and each looked up among those that name an actor."""
    return _matching(wanted, func.coalesce(entries.c.id, 0) if walked else entries.c.id)


def means(wanted: Filter, key: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a filter means the entry of a key, looked up by itself: rather than a list of all, where few are asked about."""
    return matching(wanted).where(entries.c.id == key).exists()


def _matching(wanted: Filter, key: ColumnElement[int], day: ColumnElement[str] | None = None, *, by_lists: bool = True) -> Select[int]:
    """Return the query for the entries that a filter means, by a column that holds their key, and one that holds their day where it does.

    With ``by_lists`` what entries are about and the sectors of their actors may lead to them.
    """
    query = select(key).where(standing(wanted.moment), *_of_entry(wanted), *_of_lists(wanted, lead=by_lists))
    pair = pair_of(wanted)
    if pair is not None:
        query = query.where(key.in_(select(entry_pairs.c.entry_id).where(_are(pair), *of_seat(wanted, entry_pairs))))
    for party in wanted.parties:
        if pair is None or party not in pair:
            query = query.where(_names(party, wanted, key, day))
    told = _of_documents(wanted)
    if told:
        joined = placements.join(records, placements.c.record_id == records.c.id).join(documents, records.c.document_id == documents.c.id)
        query = query.where(entries.c.id.in_(select(placements.c.entry_id).select_from(joined).where(held(placements, wanted.moment), *told)))
    return query


def of_seat(wanted: Filter, seat: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter that the rows of whom entries name answer by themselves, so that few entries are looked up."""
    found: list[ColumnElement[bool]] = [seat.c.kind.in_(wanted.kinds)] if wanted.kinds else []
    plain = wanted.moment is None and not wanted.states and wanted.actualities is None
    return [*found, seat.c.shown == 1] if plain else found


def pair_of(wanted: Filter) -> tuple[Party, Party] | None:
    """Return two sides of a filter that entries hold as a pair: told by their codes, in whatever roles."""
    plain = {party.code: party for party in wanted.parties if party.card is None and not party.members and party.code != UNKNOWN}
    return (plain[min(plain)], plain[max(plain)]) if len(plain) == 2 and not wanted.roles else None


def _are(pair: tuple[Party, Party]) -> ColumnElement[bool]:
    """Return the condition that a pair of codes is this one."""
    return and_(entry_pairs.c.one == pair[0].code, entry_pairs.c.other == pair[1].code)


def standing(moment: str | None) -> ColumnElement[bool]:
    """Return the condition that an entry stood at a moment; without one, that it stands now."""
    return held(entries, moment)


def _of_entry(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on an entry's own columns."""
    found: list[ColumnElement[bool]] = []
    if wanted.kinds:
        # a place or a deadline leads to fewer entries than a kind; the index of one kind holds its days in their order
        kind = func.coalesce(entries.c.kind, "") if wanted.place or wanted.due_by else entries.c.kind
        found.append(kind == wanted.kinds[0] if len(wanted.kinds) == 1 else kind.in_(wanted.kinds))
    if wanted.types:
        found.append(entries.c.type.in_(wanted.types))
    state = state_at(wanted.moment)
    found.append(state.in_(wanted.states) if wanted.states else state != "rejected")
    found.append(entries.c.actuality.in_(wanted.actualities) if wanted.actualities is not None else entries.c.actuality.not_in(NOT_REAL))
    if wanted.since:
        found.append(_ends(wanted.since))
    if wanted.until:
        found.append(entries.c.day <= wanted.until + "\uffff")
    if wanted.place:
        found.append(or_(*map(_placed, [wanted.place] if isinstance(wanted.place, str) else wanted.place)))
    if wanted.surer_than is not None:
        found.append(entries.c.confidence >= wanted.surer_than)
    if wanted.less_sure_than is not None:
        found.append(entries.c.confidence < wanted.less_sure_than)
    if wanted.due_by:
        found += _due(wanted.due_by)
    return found


def _of_lists(wanted: Filter, *, lead: bool) -> list[ColumnElement[bool]]:
    """Return the conditions on what entries are about and on the sectors of their actors; unless they ``lead``, no index of theirs is read."""
    asked = ((entries.c.contexts, wanted.contexts), (entries.c.sectors, wanted.sectors))
    return [(column if lead else func.coalesce(column, "")).in_(_lists(column, values)) for column, values in asked if values]


def _lists(column: Column[str], values: Sequence[str]) -> Select[str]:
    """Return the query for the lists in a column that hold one of some values; there are few different ones, and each is sought behind the one before."""
    each = select(func.min(column).label("list")).cte(f"each_of_{column.key}", recursive=True)
    each = each.union_all(select(select(func.min(column)).where(column > each.c.list).correlate(each).scalar_subquery()).where(each.c.list.is_not(None)))
    return select(each.c.list).where(or_(*(each.c.list.contains(f"|{value}|", autoescape=True) for value in values)))


def _is_rare(connection: Connection, wanted: Filter) -> bool:
    """Return whether so few entries are about what is asked for that all are looked up, rather than walking over the days until a page is full."""
    for condition in _of_lists(wanted, lead=True):
        some = select(entries.c.id).where(condition).limit(_FEW).subquery()
        if connection.execute(select(func.count()).select_from(some)).scalar_one() < _FEW:
            return True
    return False


def _due(day: str) -> list[ColumnElement[bool]]:
    """Return the conditions that a promise is due by a day, neither fulfilled nor taken back."""
    fulfilment, official = func.coalesce(entries.c.fulfilment, ""), func.coalesce(entries.c.official, "")
    return [entries.c.deadline.is_not(None), entries.c.deadline <= day, fulfilment != "fulfilled", official.not_in(("withdrawn", "denied"))]


def state_at(moment: str | None) -> ColumnElement[str]:
    """Return an entry's review state, at a moment that of the last decision that stood then."""
    if moment is None:
        return entries.c.state
    undoing = reviews.alias()
    stood = reviews.c.undone_by.is_(None) | ~exists().where(undoing.c.id == reviews.c.undone_by, undoing.c.at <= moment)
    last = (
        select(case(REVIEWED, value=reviews.c.decision))
        .where(reviews.c.subject == "entry", reviews.c.subject_id == entries.c.id, reviews.c.decision.in_(REVIEWED), reviews.c.at <= moment, stood)
        .order_by(reviews.c.id.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), "machine")


def _ends(since: str) -> ColumnElement[bool]:
    """Return the condition that an entry does not end before a day; what is cut to a month or year lasts to its end."""
    last = func.coalesce(entries.c.date_end, entries.c.day)
    return or_(last >= since, last == since[:7], last == since[:4])


def _placed(place: str) -> ColumnElement[bool]:
    """Return the condition that an entry has a place of this name, or in the country of this code or name."""
    country = place.upper() if place.upper() in knowledge.bodies() else knowledge.codes_by_name().get(folded_words(place))
    return or_(entries.c.country == country, entries.c.place == place) if country else entries.c.place == place


def _names(party: Party, wanted: Filter, key: ColumnElement[int], day: ColumnElement[str] | None) -> ColumnElement[bool]:
    """Return the condition that an entry names a party, a body of states also by at least two of its members.

    With the entry's day the index of whom entries name answers it alone.
    """
    if party.card is None and party.members:
        return key.in_(select(together(party, wanted).c.entry_id))
    seat = entry_actors.alias()
    here = (is_named(party, wanted.roles, seat), *of_seat(wanted, seat))
    if day is None:
        # all who name it are looked up first: rarely more than a few in a hundred do
        return key.in_(select(seat.c.entry_id).where(*here))
    return exists().where(seat.c.entry_id == key, seat.c.day.is_not_distinct_from(day), *here)


def together(party: Party, wanted: Filter, days: Days | None = None) -> Subquery:
    """Return the entries, with their days, that name a body of states or at least two of its members."""
    named = select(entry_actors.c.entry_id, entry_actors.c.day).where(*of_seat(wanted, entry_actors), *_within(days, entry_actors))
    itself, roles = named.where(is_named(party, wanted.roles)), wanted.roles
    if roles:
        members = named.where(entry_actors.c.code.in_(party.members), entry_actors.c.role.in_(roles))
        members = members.group_by(entry_actors.c.entry_id, entry_actors.c.day).having(func.count(entry_actors.c.code.distinct()) > 1)
    else:
        members = select(entry_pairs.c.entry_id, entry_pairs.c.day).where(entry_pairs.c.one.in_(party.members), entry_pairs.c.other.in_(party.members), *of_seat(wanted, entry_pairs), *_within(days, entry_pairs))
    return itself.union(members).subquery()


def is_named(party: Party, roles: tuple[str, ...] = (), seat: FromClause = entry_actors) -> ColumnElement[bool]:
    """Return the condition that whom an entry names is a party itself, in some roles."""
    role = seat.c.role.in_(roles) if roles else true()
    if party.card is None:
        return and_(seat.c.code == party.code, role)
    return and_(seat.c.actor_id == select(actors.c.id).where(actors.c.key == party.card).scalar_subquery(), role)


def _of_documents(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on the reports that tell an entry."""
    found: list[ColumnElement[bool]] = []
    if wanted.outlet:
        found.append(or_(documents.c.publisher == wanted.outlet, documents.c.origin == wanted.outlet))
    if wanted.language:
        found.append(documents.c.language == wanted.language)
    return found


@dataclass(frozen=True, slots=True)
class Days:
    """The first days of an order: up to one, or from one on; those without a day where the database puts them first."""

    edge: str
    falling: bool
    undated: bool

    def hold(self, day: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a day is among them."""
        inside = day >= self.edge if self.falling else day <= self.edge
        return or_(inside, day.is_(None)) if self.undated else inside


def _within(days: Days | None, table: Table) -> list[ColumnElement[bool]]:
    """Return the condition that what a row names is among some days; none where all are meant."""
    return [days.hold(table.c.day)] if days is not None else []


def _first_days(connection: Connection, order: Order, count: int) -> Days | None:
    """Return the days in which the first entries of an order may be found, far fewer than all; None where there are hardly more."""
    falling = order.startswith("-")
    days = select(entries.c.day).order_by(entries.c.day.desc() if falling else entries.c.day.asc())
    edge = connection.execute(days.limit(1).offset(count * _AMONG)).scalar()
    return Days(edge, falling, undated=falling == (connection.dialect.name == "postgresql")) if edge is not None else None


def first_keys(connection: Connection, wanted: Filter, order: Order, count: int) -> list[int]:
    """Return the keys of the first entries that a filter means, in an order.

    A body of states is sought in the first days before all: those that name two of its members must be sorted, and are many.
    """
    alone = order in ("date", "-date") and len(wanted.parties) == 1 and bool(wanted.parties[0].members)
    if alone and (days := _first_days(connection, order, count)) is not None:
        keys = connection.execute(in_order(connection, wanted, order, days).limit(count)).scalars().all()
        if len(keys) == count:
            return list(keys)
    return list(connection.execute(in_order(connection, wanted, order).limit(count)).scalars())


def in_order(connection: Connection, wanted: Filter, order: Order, days: Days | None = None) -> Select[int]:
    """Return the query for the keys of the entries that a filter means, in an order; equal ones by their keys, so that pages never overlap.

    Where an actor or a pair is asked for by days, the index of whom entries name is read along, so that a page costs no more than itself.
    """
    if order in ("date", "-date") and (pair := pair_of(wanted)) is not None:
        return _along(wanted, pair, entry_pairs, and_(_are(pair), *of_seat(wanted, entry_pairs)), falling=order == "-date")
    if order in ("date", "-date") and wanted.parties:
        lead = _lead(connection, wanted)
        if lead.members:
            return _along(wanted, (lead,), together(lead, wanted, days), true(), falling=order == "-date")
        return _along(wanted, (lead,), entry_actors, and_(is_named(lead, wanted.roles), *of_seat(wanted, entry_actors)), falling=order == "-date")
    columns = {"date": entries.c.day, "confidence": entries.c.confidence, "deadline": entries.c.deadline, "kind": entries.c.kind, "sources": entries.c.sources}
    column = columns[order.lstrip("-")]
    by_lists = bool(wanted.contexts or wanted.sectors) and _is_rare(connection, wanted)
    return _matching(wanted, entries.c.id, by_lists=by_lists).order_by(*_both(column, entries.c.id, falling=order.startswith("-")))


def _lead(connection: Connection, wanted: Filter) -> Party:
    """Return which of several parties to follow: a single one before a body of states, unless it is named very often; of those the rarest."""
    if len(wanted.parties) == 1:
        return wanted.parties[0]
    return min(wanted.parties, key=lambda party: _OFTEN if party.members else _named(connection, party))


def _named(connection: Connection, party: Party) -> int:
    """Return how many entries name a party, as far as it matters for whom to follow."""
    some = select(entry_actors.c.entry_id).where(is_named(party)).limit(_FEW).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _both(column: ColumnElement[Any], key: ColumnElement[Any], *, falling: bool) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return two columns to order by, both rising or both falling, as an index holds them."""
    return (column.desc(), key.desc()) if falling else (column.asc(), key.asc())


def _along(wanted: Filter, led: Sequence[Party], table: FromClause, is_led: ColumnElement[bool], *, falling: bool) -> Select[int]:
    """Return the query for the entries that a filter means, read along the days of one of its parties, or of two, in the table that names them."""
    rest = msgspec.structs.replace(wanted, parties=tuple(party for party in wanted.parties if party not in led))
    key, on = table.c.entry_id, table.c.day
    query = _matching(rest, key, on, by_lists=False).select_from(table.join(entries, key == entries.c.id)).where(is_led)
    return query.group_by(on, key).order_by(*_both(on, key, falling=falling))


def listed(connection: Connection, wanted: Filter, *, day: str | None = None) -> list[Entry]:
    """Return all entries that a filter means, in the order of days; commitments as they stand on an ISO day, the moment's or today if left out."""
    return load_standing(connection, list(connection.execute(in_order(connection, wanted, "date")).scalars()), moment=wanted.moment, day=day)


def latest(connection: Connection, wanted: Filter, most: int | None, *, day: str | None = None) -> Listing:
    """Return the latest entries that a filter means, so many at most, in the order of days, and whether there are more; without a number all."""
    if most is None:
        return Listing(listed(connection, wanted, day=day))
    keys = first_keys(connection, wanted, "-date", most + 1)
    return Listing(load_standing(connection, keys[:most][::-1], moment=wanted.moment, day=day), more=len(keys) > most)


def page(connection: Connection, wanted: Filter, order: Order, limit: int, offset: int) -> tuple[list[int], int, bool]:
    """Return the keys of one page of the entries that a filter means, how many there are, and whether there are more than were counted."""
    most = counted_to(limit, offset)
    if most == COUNTED:
        keys = first_keys(connection, wanted, order, most + 1)
        return keys[offset : offset + limit], min(len(keys), most), len(keys) > most
    # so deep a page is not reached by keeping all that stand before it
    query = in_order(connection, wanted, order)
    keys = list(connection.execute(query.limit(limit + 1).offset(offset)).scalars())
    total = offset + min(len(keys), limit) if keys else connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return keys[:limit], total, len(keys) > limit


def counted_to(limit: int, offset: int) -> int:
    """Return how far entries are counted for a page: ``COUNTED``, or to the page's end where that is further."""
    return max(COUNTED, offset + limit)
