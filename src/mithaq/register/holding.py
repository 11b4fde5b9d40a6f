"""Who holds which office when: what reports tell, and what follows for a day from who was told in the same seat later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection, Select, Table, func, select

from mithaq.model import Actor, Office
from mithaq.model.records import Record
from mithaq.model.span import Evidence
from mithaq.register.cards import SINGLE
from mithaq.register.database import chunks
from mithaq.register.facts import NOT_REAL
from mithaq.register.loading import held, load_cards
from mithaq.register.moments import load_standing
from mithaq.register.packing import actor_ids, unpack_record
from mithaq.register.reviewed import corrections
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    entry_actors,
    identities,
    placements,
    records,
)

Standing = Literal["told", "presumed", "over", "not_yet", "undated"]
# who claims a seat by these is its holder; a former or coming one is none
_HOLDERS = ("in_office", "acting")
_STATED = ("explicit", "relative")


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What reports tell under one entry of an office or membership, and from when to when they told it (ISO dates)."""

    entry: str
    record: Record
    first: str | None = None
    last: str | None = None
    reports: int = 0
    words: str = ""


class _Status(msgspec.Struct):
    """The status in the payload of an office."""

    status: str = "in_office"


_decode = msgspec.json.Decoder(_Status).decode
# an entry's key, its claim without days, its record, and of each telling the status and the day of its report
_Told = tuple[int, Claim, Record, list[tuple[str, str | None]]]


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's office as of a day.

    ``first`` and ``last`` are the days of the reports that tell it, ``since`` when it was taken up as far as one says,
    ``until`` the day from which reports tell otherwise: another in the seat, the person in another or as a former one.
    ``standing`` says how sure it is on the day: told before and after, presumed to go on, over, not told yet.
    ``rivals`` are the entries of others whom reports tell in the same seat on the day.
    """

    person: str
    name: str
    post: str
    polity: str
    organisation: str | None
    title: str
    status: str
    since: str | None
    first: str | None
    last: str | None
    until: str | None
    standing: Standing
    reports: int
    entry: str
    rivals: list[str] = []

    @property
    def holds(self) -> bool:
        """Whether the office is held on the day."""
        return self.standing in ("told", "presumed") and self.status in _HOLDERS


def claims(connection: Connection, ids: Sequence[int], moment: str | None) -> list[Claim]:
    """Return what entries of offices and memberships claim, now or at a moment; rejected and unreal ones are left out.

    An office that some reports call a former one, or one to come, makes a claim of its own of these.
    """
    told = _told_then(connection, ids, moment) if moment is not None else _told_now(connection, ids)
    decided = corrections(connection, [id for id, _, _, _ in told], moment)
    found = []
    for id, claim, record, tellings in told:
        fixed = "status" in decided.get(id, {}) or not isinstance(record, Office)
        days: dict[str, list[str | None]] = defaultdict(list)
        for status, day in tellings:
            days[getattr(record, "status", "") if fixed else status].append(day)
        found += [_claim(claim, record, status, some) for status, some in days.items()]
    return found


def _claim(base: Claim, record: Record, status: str, days: Sequence[str | None]) -> Claim:
    """Return what some tellings of an entry claim."""
    stated = sorted(day for day in days if day)
    shown = msgspec.structs.replace(record, status=status) if isinstance(record, Office) else record
    return msgspec.structs.replace(base, record=shown, first=stated[0] if stated else None, last=stated[-1] if stated else None, reports=len(days))


def _told_then(connection: Connection, ids: Sequence[int], moment: str) -> list[_Told]:
    """Return what told entries at a moment, made again from what held then."""
    keys = {row.key: row.id for part in chunks(ids) for row in connection.execute(select(entries.c.key, entries.c.id).where(entries.c.id.in_(part)))}
    found = []
    for entry in load_standing(connection, list(ids), moment=moment):
        if entry.review.state != "rejected" and entry.record.actuality not in NOT_REAL:
            days = [(getattr(one.record, "status", ""), when.start if (when := one.document.article.published) is not None else None) for one in entry.tellings]
            title: Evidence | None = getattr(entry.record, "title", None)
            found.append((keys[entry.id], Claim(entry=entry.id, record=entry.record, words=title.text if title else ""), entry.record, days))
    return found


def _told_now(connection: Connection, ids: Sequence[int]) -> list[_Told]:
    """Return what tells entries now, by their rows alone: an office may be told by thousands of reports."""
    found: list[_Told] = []
    for part in chunks(ids):
        standing = (entries.c.id.in_(part), entries.c.until.is_(None), entries.c.state != "rejected", entries.c.actuality.not_in(NOT_REAL))
        rows = connection.execute(select(entries.c.id, entries.c.key, entries.c.kind, entries.c.payload).where(*standing).order_by(entries.c.id)).all()
        days = _days(connection, [row.id for row in rows])
        words = _titles(connection, [row.id for row in rows if row.kind == "offices"])
        for row in rows:
            record = unpack_record(row.kind, row.payload, "")
            found.append((row.id, Claim(entry=row.key, record=record, words=words.get(row.id, "")), record, days[row.id]))
    return found


def _days(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    """Return the status that each telling of entries gives, and the day of its report."""
    query = (
        select(placements.c.entry_id, records.c.payload, documents.c.published)
        .join(records, records.c.id == placements.c.record_id)
        .join(documents, documents.c.id == records.c.document_id)
        .where(placements.c.entry_id.in_(ids), placements.c.until.is_(None))
    )
    found: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.entry_id].append((_decode(row.payload).status, row.published))
    return found


def _titles(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the words of the title in the first record that tells each office."""
    first = select(placements.c.entry_id, func.min(placements.c.record_id).label("record")).where(placements.c.entry_id.in_(ids), placements.c.until.is_(None)).group_by(placements.c.entry_id).subquery()
    query = select(first.c.entry_id, records.c.payload, documents.c.text).join(records, records.c.id == first.c.record).join(documents, documents.c.id == records.c.document_id)
    found: dict[int, str] = {}
    for row in connection.execute(query):
        record = unpack_record("offices", row.payload, row.text)
        found[row.entry_id] = record.title.text if isinstance(record, Office) else ""
    return found


def entries_of(connection: Connection, kind: str, roles: Sequence[str], *, code: str, card: str | None, moment: str | None, most: int | None = None) -> list[int]:
    """Return the entries of a kind that name a card, or whoever carries a code, in some roles, or the latest ``most``; those of a moment if one is given.

    Of what was placed or identified otherwise since a moment the roles are not looked at: whom an entry names is kept for now alone.
    """
    seat = entry_actors.c
    named = seat.actor_id == select(actors.c.id).where(actors.c.key == card).scalar_subquery() if card is not None else seat.code == code
    query = select(seat.entry_id).where(named, seat.kind == kind, seat.role.in_(roles)).group_by(seat.day, seat.entry_id)
    found = connection.execute(query.order_by(seat.day.desc(), seat.entry_id.desc()).limit(most)).scalars()
    if moment is None:
        return sorted(found)
    return sorted({*found, *(key for changed in (placements, identities) for key in connection.execute(_entries_then(kind, code, card, moment, changed).limit(most)).scalars())})


def _entries_then(kind: str, code: str, card: str | None, moment: str, changed: Table) -> Select[int]:
    """Return the query for the entries whose reports named a card or code at a moment, of those whose rows in a table have ended since, the latest first."""
    ended = changed.alias()
    query = (
        select(placements.c.entry_id)
        .join(records, records.c.id == placements.c.record_id)
        .join(identities, identities.c.reading_id == records.c.reading_id)
        .join(actors, actors.c.id == identities.c.actor_id)
        .join(entries, entries.c.id == placements.c.entry_id)
        .where(records.c.kind == kind, held(placements, moment), held(identities, moment), changed.c.id.in_(select(ended.c.id).where(ended.c.until > moment)))
    )
    query = query.where(actors.c.key == card) if card is not None else query.where(actors.c.code == code)
    return query.group_by(placements.c.entry_id, entries.c.day).order_by(entries.c.day.desc().nulls_last(), placements.c.entry_id.desc())


def cards_in(connection: Connection, told: Iterable[Claim]) -> dict[str, Actor]:
    """Return the cards that claims name."""
    kinds = {"Office": "offices", "Membership": "memberships"}
    return load_cards(connection, {name for one in told for name in actor_ids(kinds[type(one.record).__name__], one.record)})


def holdings(told: Sequence[Claim], cards: Mapping[str, Actor], day: str) -> list[Holding]:
    """Return offices as of an ISO day, in the order in which they were first told."""
    seats: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    persons: dict[str, list[Claim]] = defaultdict(list)
    for one in told:
        if isinstance(one.record, Office):
            seats[_seat(one.record)].append(one)
            persons[one.record.person].append(one)
    made = [_holding(one, one.record, seats[_seat(one.record)], persons[one.record.person], cards, day) for one in told if isinstance(one.record, Office)]
    return sorted(_with_rivals(made), key=lambda one: (one.first or "", one.post, one.entry))


def _seat(record: Office) -> tuple[str, str, str | None]:
    """Return what two holders of an office would share."""
    return record.post, record.polity, record.organisation


def _holding(claim: Claim, record: Office, seat: Sequence[Claim], own: Sequence[Claim], cards: Mapping[str, Actor], day: str) -> Holding:
    """Return an office as of a day, seen against what else is told of its seat and its person."""
    stated = record.date is not None and record.date.basis in _STATED
    since = record.date.start if stated and record.date else None
    card, against = cards.get(record.person), _against(claim, record, seat, own)
    return Holding(
        person=record.person, name=card.name if card else record.person, post=record.post, polity=record.polity, organisation=record.organisation,
        title=claim.words, status=record.status, since=since, first=claim.first, last=claim.last, until=_until(claim, record, against),
        standing=_standing(claim, since, against, day), reports=claim.reports, entry=claim.entry,
    )  # fmt: skip


def _against(claim: Claim, record: Office, seat: Sequence[Claim], own: Sequence[Claim]) -> list[Claim]:
    """Return the claims that speak against an office where they are told later: of another holder, or of the person elsewhere."""
    others: list[Claim] = []
    if record.post in SINGLE:
        others = [one for one in seat if isinstance(one.record, Office) and one.record.person != record.person and one.record.status in _HOLDERS]
    for one in own:
        if one is claim or not isinstance(one.record, Office):
            continue
        left = _seat(one.record) == _seat(record) and one.record.status == "former"
        moved = record.post in SINGLE and one.record.post in SINGLE and one.record.post != record.post and one.record.polity == record.polity and one.record.status in _HOLDERS
        others += [one] if left or moved else []
    return others


def _until(claim: Claim, record: Office, against: Sequence[Claim]) -> str | None:
    """Return the day from which reports tell otherwise, if any does after the last that tells it."""
    if claim.last is None or record.status not in _HOLDERS:
        return None
    return min((one.first for one in against if one.first and _begin(one.first) > _end(claim.last)), default=None)


def _standing(claim: Claim, since: str | None, against: Sequence[Claim], day: str) -> Standing:
    """Return how sure an office is on a day."""
    if claim.first is None or claim.last is None:
        return "undated"
    if _end(day) < min(_begin(claim.first), _begin(since or claim.first)):
        return "not_yet"
    if _begin(day) <= _end(claim.last):
        return "told"
    # whoever was told in the seat last has it
    later = (one for one in against if one.first and one.last and _end(one.last) > _end(claim.last) and _begin(one.first) <= _end(day))
    return "over" if next(later, None) is not None else "presumed"


def _with_rivals(made: Sequence[Holding]) -> list[Holding]:
    """Return offices with those of others in the same seat that are held on the same day."""
    seats: dict[tuple[str, str, str | None], list[Holding]] = defaultdict(list)
    for one in made:
        if one.holds and one.post in SINGLE:
            seats[one.post, one.polity, one.organisation].append(one)
    rivals = {one.entry: sorted({other.entry for other in group if other.person != one.person}) for group in seats.values() for one in group}
    return [msgspec.structs.replace(one, rivals=rivals.get(one.entry, []) if one.holds else []) for one in made]


def _begin(day: str) -> str:
    """Return the first day of a date that is cut to a month or year."""
    return f"{day}-01-01"[:10] if len(day) < len("2025-01") else f"{day}-01"[:10]


def _end(day: str) -> str:
    """Return the last day of a date that is cut to a month or year, as far as it is compared."""
    return f"{day}-12-31"[:10] if len(day) < len("2025-01") else f"{day}-31"[:10]
