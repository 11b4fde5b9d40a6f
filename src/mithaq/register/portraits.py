"""Dealings of one actor over all reports: whom it met, promises of and to it, who acts for it; its card is ``carding``'s."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from mithaq.errors import RegisterError
from mithaq.model import Actor, Entry
from mithaq.register import knowledge
from mithaq.register.database import chunks
from mithaq.register.facts import UNKNOWN
from mithaq.register.listing import Listing
from mithaq.register.loading import load_cards, load_entries
from mithaq.register.matrix import sat_together
from mithaq.register.ordering import in_order, latest
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, Order, is_named, of_seat
from mithaq.register.tables import actor_names, actors, entry_actors
from mithaq.register.words import folded_words

# entries of each part, the latest of them
MOST = 200
_KINDS = ("person", "state", "igo", "alliance", "ministry", "agency", "armed_force", "armed_group", "party", "company", "media", "ngo", "people", "group", "government")


class Met(msgspec.Struct, frozen=True):
    """A code that an actor met, in how many meetings, the last of them."""

    code: str
    meetings: int
    last: str | None


class Portrait(msgspec.Struct, frozen=True, kw_only=True):
    """What a register holds of one actor; each list the latest :data:`MOST`, in the order of days.

    ``card`` is none where only the packs know the actor. ``given`` and ``taken`` are what it promised and was promised.
    """

    party: Party
    card: Actor | None
    people: list[Actor]
    given: Listing
    taken: Listing
    met: list[Met]
    counts: dict[str, int]

    def to_json(self) -> bytes:
        """Return the portrait as JSON, its lists whole."""
        lists = {name: list(value) for name in self.__struct_fields__ if isinstance(value := getattr(self, name), Listing)}
        return msgspec.json.encode({**msgspec.structs.asdict(self), **lists}, order="deterministic")


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """One actor of a list: its card, and in how many entries it stands."""

    key: str
    name: str
    kind: str
    code: str
    sector: str
    labels: dict[str, str]
    entries: int


def portrait(connection: Connection, party: Party, moment: str | None = None, most: int = MOST) -> Portrait:
    """Return what a register holds of one actor, with so many promises of either side at most."""
    own = msgspec.structs.replace(party, members=())
    card = load_cards(connection, [party.card or party.code]).get(party.card or party.code)

    def of(kind: str, *roles: str) -> Listing:
        return latest(connection, Filter(parties=(own,), kinds=(kind,), roles=roles, moment=moment), most)

    return Portrait(
        party=party, card=card, people=_people(connection, party) if party.card is None else [],
        given=of("commitments", "obligors"), taken=of("commitments", "beneficiaries"), met=_met(connection, own, moment), counts=_counts(connection, own, moment),
    )  # fmt: skip


def _people(connection: Connection, party: Party) -> list[Actor]:
    """Return the persons and bodies of a state or organisation, those in most entries first."""
    named = select(actors.c.key).where(actors.c.code == party.code, actors.c.key != party.code, actors.c.kind != "group", actors.c.entries > 0)
    keys = list(connection.execute(named.order_by(actors.c.entries.desc(), actors.c.key).limit(40)).scalars())
    cards = load_cards(connection, keys)
    return [cards[key] for key in keys]


def _met(connection: Connection, party: Party, moment: str | None) -> list[Met]:
    """Return whom an actor met, the most often first."""
    wanted, own, other = Filter(kinds=("meetings",), roles=("participants",), moment=moment), entry_actors.alias(), entry_actors.alias()
    number = func.count(other.c.entry_id.distinct())
    query = select(other.c.code, number, func.max(other.c.day)).join(own, own.c.entry_id == other.c.entry_id)
    query = query.where(is_named(party, wanted.roles, own), *of_seat(wanted, own), other.c.role.in_(wanted.roles), other.c.code.not_in((party.code, UNKNOWN)))
    if moment is None and party.card is None:
        query = query.where(own.c.day.is_not_distinct_from(other.c.day), *sat_together(own), *sat_together(other))
    return [Met(*row) for row in connection.execute(query.group_by(other.c.code).order_by(number.desc(), other.c.code))]


def _counts(connection: Connection, party: Party, moment: str | None) -> dict[str, int]:
    """Return how many entries of each kind name an actor."""
    wanted, seat = Filter(moment=moment), entry_actors.c
    named = select(seat.day, seat.entry_id, seat.kind).where(is_named(party), *of_seat(wanted, entry_actors)).distinct().subquery()
    return {row[0]: row[1] for row in connection.execute(select(named.c.kind, func.count()).group_by(named.c.kind).order_by(named.c.kind))}


def timeline(connection: Connection, party: Party, *, kinds: tuple[str, ...] = (), order: Order = "-date", limit: int = 50, offset: int = 0, moment: str | None = None) -> list[Entry]:
    """Return a page of the entries that name an actor."""
    own = msgspec.structs.replace(party, members=())
    query = in_order(connection, Filter(parties=(own,), kinds=kinds, moment=moment), order)
    return load_entries(connection, list(connection.execute(query.limit(limit).offset(offset)).scalars()))


def names_in(connection: Connection, keys: Iterable[str], language: str) -> dict[str, str]:
    """Return how reports in a language call the actors of some cards: of several names the one of most words, of those the first; a body's word alone tells it from no other."""
    found: dict[str, str] = {}
    for part in chunks(keys):
        query = select(actors.c.key, actors.c.kind, actor_names.c.name).join(actor_names, actor_names.c.actor_id == actors.c.id)
        for row in connection.execute(query.where(actors.c.key.in_(part), actor_names.c.language == language).order_by(actor_names.c.id)):
            words = len(row.name.split())
            if words > len(found.get(row.key, "").split()) and (words > 1 or row.kind == "person"):
                found[row.key] = row.name
    return found


def listed_actors(connection: Connection, words: str = "", kind: str = "", *, limit: int = 50, offset: int = 0) -> tuple[list[ActorRow], int]:
    """Return a page of the actors in entries, those in most of them first, and how many there are.

    Raises:
        RegisterError: R022 for a kind that no actor has.
    """
    if kind and kind not in _KINDS:
        raise RegisterError("R022", f"kind of actor {kind!r}: expected one of {', '.join(_KINDS)}")
    wanted = [actors.c.key != UNKNOWN, actors.c.entries > 0]
    if kind:
        wanted.append(actors.c.kind == kind)
    if words.strip():
        wanted.append(_called(folded_words(words)))
    rows = connection.execute(select(actors).where(*wanted).order_by(actors.c.entries.desc(), actors.c.id).limit(limit).offset(offset)).all()
    total = connection.execute(select(func.count()).select_from(actors).where(*wanted)).scalar_one()
    return [_row(row) for row in rows], total


def _called(folded: str) -> ColumnElement[bool]:
    """Return the condition that a name of an actor holds some folded words."""
    if not folded:
        return false()
    pattern = "%" + folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    named: Select[int] = select(actor_names.c.actor_id).where(actor_names.c.folded.like(pattern, escape="\\"))
    coded = [code for name, code in knowledge.codes_by_name().items() if folded in name][:200]
    return or_(actors.c.id.in_(named), and_(actors.c.key == actors.c.code, actors.c.code.in_([*coded, folded.upper()])))


def _row(row: Any) -> ActorRow:
    """Return an actor of a list."""
    return ActorRow(key=row.key, name=row.name, kind=row.kind, code=row.code, sector=row.sector, labels=msgspec.json.decode(row.labels), entries=row.entries)
