"""An alliance as of a day: its members and their roles, its organs and forces, its partners, who speaks for it."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, func, select

from mithaq.errors import RegisterError
from mithaq.model import Entry, Membership
from mithaq.register import knowledge
from mithaq.register.frames import Framed
from mithaq.register.listing import Listing, table
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, listed, matching
from mithaq.register.tables import actors, entries, entry_actors
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


def alliance(connection: Connection, party: Party, *, day: str | None = None, moment: str | None = None) -> Alliance:
    """Return an alliance as of a day (ISO).

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
        offices=Listing(listed(connection, Filter(parties=(own,), kinds=("offices",), moment=moment))),
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


def partners_of(connection: Connection, party: Party, members: set[str], moment: str | None) -> list[Partner]:
    """Return whom a party deals with, the most often first; its own members are none."""
    chosen = matching(Filter(parties=(party,), kinds=DEALINGS, moment=moment))
    joined = entry_actors.join(entries, entries.c.id == entry_actors.c.entry_id)
    query = select(entry_actors.c.code, entries.c.kind, func.count(entries.c.id.distinct())).select_from(joined)
    rows = connection.execute(query.where(entries.c.id.in_(chosen)).group_by(entry_actors.c.code, entries.c.kind))
    found: dict[str, dict[str, int]] = {}
    for code, kind, number in rows:
        if code not in {party.code, "UNK"} | members:
            found.setdefault(code, dict.fromkeys(DEALINGS, 0))[kind] = number
    ranked = sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [Partner(code=code, name=knowledge.label(code), dealings=dealings) for code, dealings in ranked]


def _speakers(connection: Connection, party: Party, moment: str | None) -> dict[str, int]:
    """Return who spoke for the alliance and how often, by name."""
    own = msgspec.structs.replace(party, members=())
    chosen = matching(Filter(parties=(own,), kinds=("statements",), roles=("speaker",), moment=moment))
    joined = entry_actors.join(actors, actors.c.id == entry_actors.c.actor_id)
    query = select(actors.c.name, func.count()).select_from(joined).where(entry_actors.c.entry_id.in_(chosen), entry_actors.c.role == "speaker")
    query = query.where(entry_actors.c.code == party.code).group_by(actors.c.name).order_by(func.count().desc(), actors.c.name)
    return {row[0]: row[1] for row in connection.execute(query)}
