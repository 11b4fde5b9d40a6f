"""Which entries a question means: one filter for lists, searches, timelines and exports, as one SQL query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)

from mithaq.errors import RegisterError
from mithaq.model import RECORD_TYPES
from mithaq.register import knowledge
from mithaq.register.facts import UNKNOWN
from mithaq.register.loading import held
from mithaq.register.parties import Party
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    entry_actors,
    entry_pairs,
    placements,
    records,
)
from mithaq.register.then import seated, shown, standing, state_at
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


# what may lead to entries: any index of what they are asked for, as the database chooses; their reports; whom they name; nothing, so that all are looked at
ANY, DOCUMENTS, PARTY, NOTHING = "any", "documents", "party", "nothing"
_Column = Callable[[str], ColumnElement[Any]]


def matching(wanted: Filter, *, walked: bool = False) -> Select[int]:
    """Return the query for the keys of the entries that a filter means; ``walked`` where an index of entries is walked and each looked up among those that name an actor."""
    return chosen(wanted, func.coalesce(entries.c.id, 0) if walked else entries.c.id)


def chosen(wanted: Filter, key: ColumnElement[int], day: ColumnElement[str] | None = None, *, lead: str | None = ANY) -> Select[int]:
    """Return the query for the entries that a filter means, by a column that holds their key, and one that holds their day where it does.

    Args:
        lead: the condition whose index leads to them, see :func:`of_column`; None where an order is walked and each entry looked at.
    """
    real, kept = shown(wanted.moment, walked=lead is None)
    plain = [*([real] if wanted.actualities is None else []), *([] if wanted.states else [kept])]
    query = select(key).where(standing(wanted.moment), *plain, *(one for name in (*_CONDITIONS, DOCUMENTS) for one in of_column(wanted, name, lead=lead)))
    by_party = lead in (ANY, PARTY)
    pair = pair_of(wanted) if by_party else None
    if pair is not None:
        query = query.where(key.in_(select(entry_pairs.c.entry_id).where(are(pair), *of_seat(wanted, entry_pairs))))
    for party in wanted.parties:
        if pair is None or party not in pair:
            query = query.where(_names(party, wanted, key, day, listed=by_party))
    return query


def of_column(wanted: Filter, name: str, *, lead: str | None = ANY) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter on one thing that an entry holds; unless that leads, no index of it is read."""
    if name == DOCUMENTS:
        return _of_reports(wanted, first=lead == DOCUMENTS)
    # a place or a deadline leads to fewer entries than a kind
    led = lead == name or (lead == ANY and not (name == "kind" and (wanted.place or wanted.due_by))) or (lead in (None, NOTHING) and name == "day")

    def column(key: str) -> ColumnElement[Any]:
        own = entries.c[key]
        return own if led else func.coalesce(own, 0 if isinstance(own.type, Float) else "")

    return _CONDITIONS[name](wanted, column)


def of_documents(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter on the reports that tell an entry."""
    found: list[ColumnElement[bool]] = []
    if wanted.outlet:
        found.append(or_(documents.c.publisher == wanted.outlet, documents.c.origin == wanted.outlet))
    if wanted.language:
        found.append(documents.c.language == wanted.language)
    return found


def naming(wanted: Filter) -> Select[int]:
    """Return the query for the entries that name all parties of a filter which asks for nothing else than kinds: no entry is looked up."""
    pair = pair_of(wanted)
    if pair is not None:
        return select(entry_pairs.c.entry_id).where(are(pair), *of_seat(wanted, entry_pairs))
    seat, (first, *others) = entry_actors.alias(), wanted.parties
    if first.members:
        both = together(first, wanted)
        query = select(both.c.entry_id)
    else:
        query = select(seat.c.entry_id).where(is_named(first, wanted.roles, seat), *of_seat(wanted, seat))
    return query.where(*(_names(party, wanted, query.selected_columns[0], None, listed=True) for party in others))


def of_seat(wanted: Filter, seat: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter that the rows of whom entries name answer by themselves, so that few entries are looked up."""
    found: list[ColumnElement[bool]] = [seat.c.kind.in_(wanted.kinds)] if wanted.kinds else []
    if wanted.states or wanted.actualities is not None:
        return found
    return [*found, *([seat.c.shown == 1] if wanted.moment is None else seated(wanted.moment, seat.c.entry_id, seat.c.shown))]


def pair_of(wanted: Filter) -> tuple[Party, Party] | None:
    """Return two sides of a filter that entries hold as a pair: told by their codes, in whatever roles."""
    plain = {party.code: party for party in wanted.parties if party.card is None and not party.members and party.code != UNKNOWN}
    return (plain[min(plain)], plain[max(plain)]) if len(plain) == 2 and not wanted.roles else None


def are(pair: tuple[Party, Party]) -> ColumnElement[bool]:
    """Return the condition that a pair of codes is this one."""
    return and_(entry_pairs.c.one == pair[0].code, entry_pairs.c.other == pair[1].code)


def _lists(column: Column[str], values: Sequence[str]) -> Select[str]:
    """Return the query for the lists in a column that hold one of some values; there are few different ones, and each is sought behind the one before."""
    each = select(func.min(column).label("list")).cte(f"each_of_{column.key}", recursive=True)
    each = each.union_all(select(select(func.min(column)).where(column > each.c.list).correlate(each).scalar_subquery()).where(each.c.list.is_not(None)))
    return select(each.c.list).where(or_(*(each.c.list.contains(f"|{value}|", autoescape=True) for value in values)))


def _kind(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the condition on the kind."""
    kind = column("kind")
    return [kind == wanted.kinds[0] if len(wanted.kinds) == 1 else kind.in_(wanted.kinds)] if wanted.kinds else []


def _state(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the condition on the review state."""
    return [(column("state") if wanted.moment is None else state_at(wanted.moment)).in_(wanted.states)] if wanted.states else []


def _actuality(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the condition on how the fact is put."""
    return [column("actuality").in_(wanted.actualities)] if wanted.actualities is not None else []


def _days(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the conditions that an entry does not end before the first day nor begin behind the last; what is cut to a month or year lasts to its end."""
    last, since = func.coalesce(entries.c.date_end, entries.c.day), wanted.since
    found = [or_(last >= since, last == since[:7], last == since[:4])] if since else []
    return [*found, column("day") <= wanted.until + "\uffff"] if wanted.until else found


def _place(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the condition that an entry has a place of one of these names, or in the country of this code or name."""
    found = []
    for place in [wanted.place] if isinstance(wanted.place, str) else wanted.place or ():
        country = place.upper() if place.upper() in knowledge.bodies() else knowledge.codes_by_name().get(folded_words(place))
        found += [column("place") == place, *([column("country") == country] if country else [])]
    return [or_(*found)] if found else []


def _sure(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the conditions on the confidence."""
    found = [column("confidence") >= wanted.surer_than] if wanted.surer_than is not None else []
    return [*found, column("confidence") < wanted.less_sure_than] if wanted.less_sure_than is not None else found


def _due(wanted: Filter, column: _Column) -> list[ColumnElement[bool]]:
    """Return the conditions that a promise is due by a day, neither fulfilled nor taken back."""
    if not wanted.due_by:
        return []
    fulfilment, official = func.coalesce(entries.c.fulfilment, ""), func.coalesce(entries.c.official, "")
    return [entries.c.deadline.is_not(None), column("deadline") <= wanted.due_by, fulfilment != "fulfilled", official.not_in(("withdrawn", "denied"))]


def _of_reports(wanted: Filter, *, first: bool) -> list[ColumnElement[bool]]:
    """Return the conditions on the reports that tell an entry: at a moment, and where few are meant and looked up first, by their placements."""
    told = of_documents(wanted)
    if told and (first or wanted.moment is not None):
        joined = placements.join(records, placements.c.record_id == records.c.id).join(documents, records.c.document_id == documents.c.id)
        return [entries.c.id.in_(select(placements.c.entry_id).select_from(joined).where(held(placements, wanted.moment), *told))]
    asked = (("outlets", wanted.outlet), ("languages", wanted.language))
    return [entries.c[name].contains(f"|{value}|", autoescape=True) for name, value in asked if value]


# the conditions of a filter by what may lead to the entries that fulfil them
_CONDITIONS: dict[str, Callable[[Filter, _Column], list[ColumnElement[bool]]]] = {
    "kind": _kind, "state": _state, "actuality": _actuality, "day": _days, "place": _place, "confidence": _sure, "deadline": _due,
    "type": lambda wanted, column: [column("type").in_(wanted.types)] if wanted.types else [],
    "contexts": lambda wanted, column: [column("contexts").in_(_lists(entries.c.contexts, wanted.contexts))] if wanted.contexts else [],
    "sectors": lambda wanted, column: [column("sectors").in_(_lists(entries.c.sectors, wanted.sectors))] if wanted.sectors else [],
}  # fmt: skip


def _names(party: Party, wanted: Filter, key: ColumnElement[int], day: ColumnElement[str] | None, *, listed: bool) -> ColumnElement[bool]:
    """Return the condition that an entry names a party, a body of states also by at least two of its members.

    With the entry's day the index of whom entries name answers it alone; ``listed`` are all who name it, else each entry is looked at.
    """
    if party.card is None and party.members:
        return key.in_(select(together(party, wanted).c.entry_id))
    seat = entry_actors.alias()
    if not listed:
        return exists().where(seat.c.entry_id == key, is_named(party, wanted.roles, seat, led=False))
    here = is_named(party, wanted.roles, seat)
    if day is None:
        # all who name it are looked up first: rarely more than a few in a hundred do
        return key.in_(select(seat.c.entry_id).where(here, *of_seat(wanted, seat)))
    return exists().where(seat.c.entry_id == key, seat.c.day.is_not_distinct_from(day), here, *of_seat(wanted, seat))


def together(party: Party, wanted: Filter, days: Days | None = None) -> Subquery:
    """Return the entries, with their days, that name a body of states or at least two of its members."""
    named = select(entry_actors.c.entry_id, entry_actors.c.day).where(*of_seat(wanted, entry_actors), *within(days, entry_actors))
    itself, roles = named.where(is_named(party, wanted.roles)), wanted.roles
    if roles:
        members = named.where(entry_actors.c.code.in_(party.members), entry_actors.c.role.in_(roles))
        members = members.group_by(entry_actors.c.entry_id, entry_actors.c.day).having(func.count(entry_actors.c.code.distinct()) > 1)
    else:
        members = select(entry_pairs.c.entry_id, entry_pairs.c.day).where(entry_pairs.c.one.in_(party.members), entry_pairs.c.other.in_(party.members), *of_seat(wanted, entry_pairs), *within(days, entry_pairs))
    return itself.union(members).subquery()


def is_named(party: Party, roles: tuple[str, ...] = (), seat: FromClause = entry_actors, *, led: bool = True) -> ColumnElement[bool]:
    """Return the condition that whom an entry names is a party itself, in some roles; ``led`` by an index of codes."""
    role = seat.c.role.in_(roles) if roles else true()
    if party.card is None:
        return and_((seat.c.code if led else func.coalesce(seat.c.code, "")) == party.code, role)
    return and_(seat.c.actor_id == select(actors.c.id).where(actors.c.key == party.card).scalar_subquery(), role)


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


def within(days: Days | None, table: Table) -> list[ColumnElement[bool]]:
    """Return the condition that what a row names is among some days; none where all are meant."""
    return [days.hold(table.c.day)] if days is not None else []
