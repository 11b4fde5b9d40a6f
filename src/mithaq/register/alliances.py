"""An alliance as of a day: its members and their roles, its organs and forces, its partners, who speaks for it."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, FromClause, Label, Subquery, case, func, or_, select

from mithaq.errors import RegisterError
from mithaq.model import Entry, Membership
from mithaq.register import knowledge
from mithaq.register.facts import UNKNOWN
from mithaq.register.frames import Framed
from mithaq.register.listing import Listing, table
from mithaq.register.ordering import latest, listed
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, naming, of_seat
from mithaq.register.tables import actors, entry_actors, entry_pairs
from mithaq.register.words import folded_words

DEALINGS = ("meetings", "agreements", "commitments", "deliveries")
_FORCES = ("armed_force", "armed_group")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A state or body that belongs to an alliance; ``entry`` is what reports say of it, none if only the packs know."""

    code: str
    name: str
    role: str = "member"
    since: str | None = None
    until: str | None = None
    entry: str | None = None


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an alliance deals with, and in how many entries of each kind."""

    code: str
    name: str
    dealings: dict[str, int]


class Alliance(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """What the packs and the register know of a body of states.

    ``organs`` and ``forces`` are names as reports write them; ``speakers`` the statements made for it.
    """

    columns: ClassVar[tuple[str, ...]] = Member.__struct_fields__

    party: Party
    labels: dict[str, str]
    since: str | None
    until: str | None
    members: list[Member]
    organs: list[str]
    forces: list[str]
    partners: list[Partner]
    offices: Listing
    speakers: dict[str, int]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per member."""
        return [msgspec.structs.asdict(member) for member in self.members]

    def to_json(self) -> bytes:
        """Return the alliance as JSON, its offices whole."""
        return msgspec.json.encode({**msgspec.structs.asdict(self), "offices": list(self.offices)}, order="deterministic")

    def _repr_html_(self) -> str:
        """Return members and partners as tables for a notebook."""
        partners = [{"code": p.code, "name": p.name, **p.dealings} for p in self.partners]
        members = table(self.rows(), self.columns, self.party.name)
        return members + table(partners, ("code", "name", *DEALINGS), "partners")


def alliance(connection: Connection, party: Party, *, day: str | None = None, moment: str | None = None, most: int | None = None) -> Alliance:
    """Return an alliance as of a day (ISO); of its offices the latest ``most``, all without a number.

    Raises:
        RegisterError: R023 if the party is no body of states.
    """
    body = knowledge.bodies().get(party.code)
    told = listed(connection, Filter(parties=(party,), kinds=("memberships",), roles=("organisation",), moment=moment))
    if body is None or not (body.joint or told):
        raise RegisterError("R023", f"{party.name} ({party.code}) is no alliance or organisation of states; `mithaq timeline` shows what it did")
    members = _members(party.code, told, day)
    own = msgspec.structs.replace(party, members=())
    organs, forces = _organs(connection, party.code)
    return Alliance(
        party=party, labels=body.labels, since=body.since or None, until=body.until or None, members=members, organs=organs, forces=forces,
        partners=partners_of(connection, party, {member.code for member in members}, moment),
        offices=latest(connection, Filter(parties=(own,), kinds=("offices",), moment=moment), most),
        speakers=_speakers(connection, party, moment),
    )  # fmt: skip


def _members(code: str, told: list[Entry], day: str | None) -> list[Member]:
    """Return the members that packs and reports know; what reports say of roles and dates goes before."""
    found = {
        stay.state: Member(code=stay.state, name=knowledge.label(stay.state), since=stay.since or None, until=stay.until or None)
        for stay in knowledge.members_on(code, day)
    }
    for entry in told:
        cards = {actor.id: actor for actor in entry.actors}
        record = entry.record
        if not isinstance(record, Membership) or record.member not in cards:
            continue
        card, known = cards[record.member], found.get(cards[record.member].code)
        since = (record.since.start if record.since else None) or (known.since if known else None)
        until = (record.until.start if record.until else None) or (known.until if known else None)
        if day is None or ((not since or day[: len(since)] >= since) and (not until or day[: len(until)] <= until)):
            found[card.code] = Member(code=card.code, name=knowledge.label(card.code), role=record.role, since=since, until=until, entry=entry.id)
    return sorted(found.values(), key=lambda member: (member.since or "9", member.code))


def _organs(connection: Connection, code: str) -> tuple[list[str], list[str]]:
    """Return the names of an organisation's organs and of its forces, as reports write them."""
    query = select(actors.c.name, actors.c.kind).where(actors.c.code == code, actors.c.key != code, actors.c.kind.not_in(("person", "group", "document")))
    rows = connection.execute(query.order_by(actors.c.name)).all()
    forces = [row.name for row in rows if row.kind in _FORCES]
    return [row.name for row in rows if row.kind not in _FORCES and knowledge.codes_by_name().get(folded_words(row.name)) != code], forces


def dealt(seat: FromClause) -> list[Label[int]]:
    """Return the columns that count the rows of each kind of dealings."""
    return [func.sum(case((seat.c.kind == kind, 1), else_=0)).label(kind) for kind in DEALINGS]


def partners_of(connection: Connection, party: Party, members: set[str], moment: str | None) -> list[Partner]:
    """Return whom a party deals with, the most often first; its own members are none."""
    wanted = Filter(parties=(party,), kinds=DEALINGS, moment=moment)
    alone = party.card is None and not party.members
    named = _paired(party.code, wanted) if alone else _named_with(wanted)
    rows = connection.execute(select(named.c.code, *dealt(named)).group_by(named.c.code))
    found = {row.code: {kind: row._mapping[kind] for kind in DEALINGS} for row in rows if row.code not in {party.code, UNKNOWN} | members}
    ranked = sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [Partner(code=code, name=knowledge.label(code), dealings=dealings) for code, dealings in ranked]


def _paired(code: str, wanted: Filter) -> Subquery:
    """Return who stands beside a code in entries, from the pairs alone."""
    partner = case((entry_pairs.c.one == code, entry_pairs.c.other), else_=entry_pairs.c.one).label("code")
    return select(partner, entry_pairs.c.kind).where(or_(entry_pairs.c.one == code, entry_pairs.c.other == code), *of_seat(wanted, entry_pairs)).subquery()


def _named_with(wanted: Filter) -> Subquery:
    """Return whom the entries of a filter name, each once in each."""
    seat = entry_actors.c
    return select(seat.code, seat.entry_id, seat.kind).where(seat.entry_id.in_(naming(wanted))).distinct().subquery()


def _speakers(connection: Connection, party: Party, moment: str | None) -> dict[str, int]:
    """Return who spoke for the alliance and how often, by name."""
    wanted = Filter(kinds=("statements",), moment=moment)
    query = select(actors.c.name, func.count()).join(entry_actors, actors.c.id == entry_actors.c.actor_id)
    query = query.where(entry_actors.c.code == party.code, entry_actors.c.role == "speaker", *of_seat(wanted, entry_actors))
    query = query.group_by(actors.c.name).order_by(func.count().desc(), actors.c.name)
    return {row[0]: row[1] for row in connection.execute(query)}
