"""Which entries a question means: one filter for lists, searches, timelines and exports, as one SQL query."""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, false, func, or_, select, true

from mithaq.errors import RegisterError
from mithaq.model import RECORD_TYPES, Entry
from mithaq.register import knowledge
from mithaq.register.loading import held, load_entries
from mithaq.register.parties import Party
from mithaq.register.tables import actors, documents, entries, entry_actors, placements, records
from mithaq.register.words import folded_words

# left out of lists unless asked for: what did not happen, or long ago
NOT_REAL = ("denied", "hypothetical", "historical")
STATES = ("machine", "accepted", "corrected", "rejected", "added")
Order = Literal["date", "-date", "confidence", "-confidence", "deadline"]


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What entries are wanted; what is left empty does not matter.

    All of ``parties`` must be named; ``since`` and ``until`` are ISO dates, whole or cut, both included; ``place`` is a
    name or a country's code; ``moment`` is when the register is asked about, ISO 8601 in UTC. Rejected entries are
    left out unless ``states`` asks for them, and those that did not happen unless ``actualities`` does.
    """

    parties: tuple[Party, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None
    outlet: str | None = None
    language: str | None = None
    states: tuple[str, ...] = ()
    actualities: tuple[str, ...] | None = None
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


# the day an entry is listed under: when it happened, else when it was first reported
DAY = func.coalesce(entries.c.date_start, entries.c.first_published)


def matching(wanted: Filter) -> Select[int]:
    """Return the query for the keys of the entries that a filter means."""
    query = select(entries.c.id).where(standing(wanted.moment), *_of_entry(wanted))
    for party in wanted.parties:
        query = query.where(entries.c.id.in_(_naming(party, wanted.roles)))
    told = _of_documents(wanted)
    if told:
        joined = placements.join(records, placements.c.record_id == records.c.id).join(documents, records.c.document_id == documents.c.id)
        query = query.where(entries.c.id.in_(select(placements.c.entry_id).select_from(joined).where(held(placements, wanted.moment), *told)))
    return query


def standing(moment: str | None) -> ColumnElement[bool]:
    """Return the condition that an entry stood at a moment; without one, that it stands now."""
    return held(entries, moment)


def _of_entry(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on an entry's own columns."""
    found: list[ColumnElement[bool]] = []
    if wanted.kinds:
        found.append(entries.c.kind.in_(wanted.kinds))
    if wanted.types:
        found.append(entries.c.type.in_(wanted.types))
    found.append(entries.c.state.in_(wanted.states) if wanted.states else entries.c.state != "rejected")
    found.append(entries.c.actuality.in_(wanted.actualities) if wanted.actualities is not None else entries.c.actuality.not_in(NOT_REAL))
    if wanted.since:
        found.append(_ends(wanted.since))
    if wanted.until:
        found.append(wanted.until + "\uffff" >= DAY)
    if wanted.place:
        found.append(_placed(wanted.place))
    return found


def _ends(since: str) -> ColumnElement[bool]:
    """Return the condition that an entry does not end before a day; what is cut to a month or year lasts to its end."""
    last = func.coalesce(entries.c.date_end, DAY)
    return or_(last >= since, last == since[:7], last == since[:4])


def _placed(place: str) -> ColumnElement[bool]:
    """Return the condition that an entry has a place of this name, or in the country of this code or name."""
    country = place.upper() if place.upper() in knowledge.bodies() else knowledge.codes_by_name().get(folded_words(place))
    return or_(entries.c.place == place, entries.c.country == country if country else false())


def _naming(party: Party, roles: tuple[str, ...]) -> Select[int]:
    """Return the query for the entries that name a party, a body of states also by its members."""
    role = entry_actors.c.role.in_(roles) if roles else true()
    if party.card is not None:
        card = select(actors.c.id).where(actors.c.key == party.card).scalar_subquery()
        return select(entry_actors.c.entry_id).where(entry_actors.c.actor_id == card, role)
    named = select(entry_actors.c.entry_id).where(entry_actors.c.code == party.code, role)
    if not party.members:
        return named
    together = select(entry_actors.c.entry_id).where(entry_actors.c.code.in_(party.members), role).group_by(entry_actors.c.entry_id)
    return named.union(together.having(func.count(entry_actors.c.code.distinct()) > 1)).subquery().select()


def _of_documents(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions on the reports that tell an entry."""
    found: list[ColumnElement[bool]] = []
    if wanted.outlet:
        found.append(or_(documents.c.publisher == wanted.outlet, documents.c.origin == wanted.outlet))
    if wanted.language:
        found.append(documents.c.language == wanted.language)
    return found


def ordered(query: Select[int], order: Order) -> Select[int]:
    """Return a query for entries in an order; equal ones by their keys, so that pages never overlap."""
    falling = order.startswith("-")
    column = {"date": DAY, "confidence": entries.c.confidence, "deadline": entries.c.deadline}[order.lstrip("-")]
    return query.order_by(column.desc() if falling else column.asc(), entries.c.id)


def listed(connection: Connection, wanted: Filter) -> list[Entry]:
    """Return all entries that a filter means, in the order of days."""
    return load_entries(connection, list(connection.execute(ordered(matching(wanted), "date")).scalars()))


def count(connection: Connection, query: Select[int]) -> int:
    """Return how many entries a query means."""
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
