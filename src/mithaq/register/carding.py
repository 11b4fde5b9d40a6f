"""An actor's card as an answer: its names in all spellings, its offices and memberships as of a day, whom it deals with."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Membership
from mithaq.register import knowledge
from mithaq.register.alliances import DEALINGS, Member, Partner, partners_of
from mithaq.register.database import chunks
from mithaq.register.frames import Framed
from mithaq.register.holding import Claim, Holding, cards_in, claims, entries_of, holdings
from mithaq.register.identifying import actor_of
from mithaq.register.listing import table
from mithaq.register.parties import Party
from mithaq.register.same import same_cards
from mithaq.register.tables import actor_names, actors

COLUMNS = ("person", "name", "post", "polity", "organisation", "title", "status", "since", "first", "last", "until", "standing", "reports", "entry", "rivals")
_BODIES = ("igo", "alliance")


class Spelling(msgspec.Struct, frozen=True):
    """A name of an actor; ``language`` is that of the report or of the list that gives it."""

    name: str
    language: str | None = None


class Card(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """What the packs and the register know of an actor on an ISO day.

    ``offices`` are a person's over all time, or those in a state or organisation that are held on the day; ``memberships``
    are where it belongs on the day, ``members`` who belongs to it. ``joined`` are the cards that people found to be this one.
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    wholes: ClassVar[tuple[str, ...]] = ("reports",)

    key: str
    kind: str
    code: str
    sector: str
    name: str
    labels: dict[str, str]
    names: list[Spelling]
    day: str
    offices: list[Holding]
    memberships: list[Member]
    members: list[Member]
    dealings: list[Partner]
    joined: list[str] = []

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per office, in the order in which they were first told."""
        return [{name: value if name != "rivals" else " ".join(value) for name, value in msgspec.structs.asdict(one).items()} for one in self.offices]

    def to_json(self) -> bytes:
        """Return the card as JSON."""
        return msgspec.json.encode(self, order="deterministic")

    def _repr_html_(self) -> str:
        """Return names, offices, memberships and dealings as tables for a notebook."""
        stays = [{"": heading, **msgspec.structs.asdict(one)} for heading, some in (("of", self.memberships), ("has", self.members)) for one in some]
        partners = [{"code": one.code, "name": one.name, **one.dealings} for one in self.dealings]
        names = " · ".join(f'<bdi lang="{html.escape(one.language or "")}">{html.escape(one.name)}</bdi>' for one in self.names)
        parts = (
            (self.rows(), COLUMNS, f"{self.name} ({self.code}), offices on {self.day}"),
            (stays, ("", "code", "name", "role", "since", "until", "entry"), "memberships"),
            (partners, ("code", "name", *DEALINGS), "dealings"),
        )
        return f"<p>{names}</p>" + "".join(table(rows, columns, caption) for rows, columns, caption in parts if rows)


def card(connection: Connection, party: Party, *, day: str, moment: str | None = None, most: int | None = None) -> Card:
    """Return the card of a party as of an ISO day; its offices told from the latest ``most`` entries, all without a number."""
    ids = _cards_of(connection, party, moment)
    rows = connection.execute(select(actors).where(actors.c.id.in_(ids)).order_by(actors.c.id)).all()
    body = knowledge.bodies().get(party.code) if party.card is None else None
    kind, sector = (rows[0].kind, rows[0].sector) if rows else ((body.kind, "IGO" if body.kind in _BODIES else "GOV") if body else ("state", "GOV"))
    labels = {**(actor_of(rows[0]).labels if rows else {}), **(body.labels if body else {})}
    stays = _stays(connection, party, moment)
    members = _members(stays, party.code, day) if party.card is None else []
    return Card(
        key=rows[0].key if rows else party.code, kind=kind, code=party.code, sector=sector, name=party.name, labels=labels, names=_names(connection, ids, labels), day=day,
        offices=_offices(connection, party, day, moment, most), memberships=_memberships(stays, party.code, day) if party.card is None else [], members=members,
        dealings=partners_of(connection, party, {one.code for one in members}, moment), joined=[row.key for row in rows[1:]],
    )  # fmt: skip


def _cards_of(connection: Connection, party: Party, moment: str | None) -> list[int]:
    """Return the rows' keys of a party's card and of those that are one with it, the eldest first."""
    id = connection.execute(select(actors.c.id).where(actors.c.key == (party.card or party.code))).scalar()
    return same_cards(connection, [id], moment)[id] if id is not None else []


def _names(connection: Connection, ids: Sequence[int], labels: Mapping[str, str]) -> list[Spelling]:
    """Return the spellings of cards, those of the knowledge base first."""
    found = {name: Spelling(name, language) for language, name in sorted(labels.items())}
    for part in chunks(ids):
        for row in connection.execute(select(actor_names.c.name, actor_names.c.language).where(actor_names.c.actor_id.in_(part)).order_by(actor_names.c.id)):
            found.setdefault(row.name, Spelling(row.name, row.language))
    return list(found.values())


def _offices(connection: Connection, party: Party, day: str, moment: str | None, most: int | None) -> list[Holding]:
    """Return the offices of a person, or those of a state or organisation that are held on the day."""
    seats = claims(connection, entries_of(connection, "offices", ("person", "organisation"), code=party.code, card=None, moment=moment, most=most), moment)
    if party.card is not None:
        known = {one.entry for one in seats}
        own = claims(connection, entries_of(connection, "offices", ("person",), code=party.code, card=party.card, moment=moment), moment)
        seats += [one for one in own if one.entry not in known]
    cards = cards_in(connection, seats)
    found = holdings(seats, cards, day)
    if party.card is not None:
        return [one for one in found if one.person == party.card]
    return [one for one in found if one.holds and party.code in (one.polity, cards[one.organisation].code if one.organisation in cards else None)]


def _stays(connection: Connection, party: Party, moment: str | None) -> list[_Stay]:
    """Return the memberships that reports tell of a state or organisation, on either side: code of the member, of the organisation, and the claim."""
    if party.card is not None:
        return []
    told = claims(connection, entries_of(connection, "memberships", ("member", "organisation"), code=party.code, card=None, moment=moment), moment)
    cards = cards_in(connection, told)
    return [
        (cards[one.record.member].code, cards[one.record.organisation].code, one.record, one)
        for one in told if isinstance(one.record, Membership) and one.record.member in cards and one.record.organisation in cards
    ]  # fmt: skip


_Stay = tuple[str, str, Membership, Claim]


def _members(stays: Iterable[_Stay], code: str, day: str) -> list[Member]:
    """Return who belongs to an organisation on a day."""
    known = [Member(code=stay.state, name=knowledge.label(stay.state), since=stay.since or None, until=stay.until or None) for stay in knowledge.members_on(code, day)]
    return _with_told(known, ((member, record, claim) for member, organisation, record, claim in stays if organisation == code), day)


def _memberships(stays: Iterable[_Stay], code: str, day: str) -> list[Member]:
    """Return where a state or organisation belongs on a day."""
    known = [
        Member(code=body.code, name=knowledge.label(body.code), since=stay.since or None, until=stay.until or None)
        for body in knowledge.bodies().values() for stay in body.members if stay.state == code and stay.on(day)
    ]  # fmt: skip
    return _with_told(known, ((organisation, record, claim) for member, organisation, record, claim in stays if member == code), day)


def _with_told(known: Iterable[Member], told: Iterable[tuple[str, Membership, Claim]], day: str) -> list[Member]:
    """Return stays that the packs know with those that reports tell; what reports say of roles and dates goes before."""
    found = {one.code: one for one in known}
    for code, record, claim in told:
        before = found.get(code)
        since = (record.since.start if record.since else None) or (before.since if before else None)
        until = (record.until.start if record.until else None) or (before.until if before else None)
        if (not since or day[: len(since)] >= since) and (not until or day[: len(until)] <= until):
            found[code] = Member(code=code, name=knowledge.label(code), role=record.role, since=since, until=until, entry=claim.entry)
    return sorted(found.values(), key=lambda one: (one.since or "9", one.code))
