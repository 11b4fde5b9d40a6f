"""The whole relation of two sides: sessions, agreements, what either promised the other and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, or_, select

from mithaq.model import Entry
from mithaq.register.database import chunks
from mithaq.register.frames import Framed
from mithaq.register.listing import COLUMNS, NUMBERS, WHOLES, Listing, codes, day_of, table
from mithaq.register.living import is_overdue
from mithaq.register.loading import held
from mithaq.register.moments import load_standing
from mithaq.register.ordering import first_keys, in_order
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, is_named, of_seat, pair_of
from mithaq.register.tables import documents, entries, entry_actors, placements, records

_RELATIONS = ("meetings", "agreements", "commitments", "deliveries", "events")
# how far an agreement has come, the furthest last
STAGES = ("proposed", "negotiating", "agreed", "initialled", "signed", "ratified", "in_force", "suspended", "withdrawn", "terminated")


class Partnership(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """What the register holds of two sides, each list in the order of days.

    ``given`` and ``taken`` are what the first side promised the second, and the second the first; ``shared`` what both
    promised together. ``overdue`` are those of all three whose day has passed without a confirmed delivery. ``more`` names the
    kinds of which the register holds earlier entries than those that were asked for.
    """

    columns: ClassVar[tuple[str, ...]] = ("part", *COLUMNS)
    wholes: ClassVar[tuple[str, ...]] = WHOLES
    numbers: ClassVar[tuple[str, ...]] = NUMBERS

    one: Party
    other: Party
    moment: str | None
    sessions: Listing
    agreements: Listing
    given: Listing
    taken: Listing
    shared: Listing
    deliveries: Listing
    statements: Listing
    events: Listing
    overdue: Listing
    more: list[str] = []

    @property
    def parts(self) -> dict[str, Listing]:
        """The lists by name, in reading order."""
        return {name: value for name in self.__struct_fields__ if isinstance(value := getattr(self, name), Listing)}

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per entry, with the part it stands in."""
        return [{"part": name, **row} for name, part in self.parts.items() for row in part.rows()]

    def to_json(self) -> bytes:
        """Return the partnership as JSON, the lists whole."""
        lists = {name: list(part) for name, part in self.parts.items()}
        return msgspec.json.encode({"one": self.one, "other": self.other, "moment": self.moment, **lists}, order="deterministic")

    def _repr_html_(self) -> str:
        """Return the parts that hold something as tables for a notebook."""
        columns = ("id", "what", "date", "first", "others", "words", "sources")
        return "".join(table(part.rows(), columns, f"{name}: {self.one.name}, {self.other.name}") for name, part in self.parts.items() if part)


def partnership(connection: Connection, one: Party, other: Party, *, today: str, moment: str | None = None, most: int | None = None) -> Partnership:
    """Return the relation of two sides; ``today`` (ISO day) decides what is overdue; of each kind the latest ``most``, and of promises those that are due, all without a number."""
    wanted = Filter(parties=(one, other), kinds=_RELATIONS, moment=moment)
    by_kind = _latest_by_kind(connection, wanted, most)
    more = [kind for kind, keys in by_kind.items() if most is not None and len(keys) > most]
    keys = [key for some in by_kind.values() for key in (some if most is None else some[-most:])]
    if "commitments" in more:
        due = in_order(connection, msgspec.structs.replace(wanted, kinds=("commitments",), due_by=today), "-date").limit(most)
        keys += connection.execute(due).scalars()
    found = sorted(load_standing(connection, list(dict.fromkeys(keys)), moment=moment, day=today), key=_in_time)
    kinds = {kind: [entry for entry in found if entry.kind == kind and _faces(entry, one, other)] for kind in _RELATIONS}
    promised = kinds["commitments"]
    given, taken = (_promises(promised, a, b) for a, b in ((one, other), (other, one)))
    shared = [entry for entry in promised if entry not in given and entry not in taken]
    return Partnership(
        one=one, other=other, moment=moment, sessions=Listing(kinds["meetings"]), agreements=Listing(kinds["agreements"]),
        given=Listing(given), taken=Listing(taken), shared=Listing(shared), deliveries=Listing(kinds["deliveries"]),
        statements=Listing(_said(connection, found, one, other, moment, most)), events=Listing(kinds["events"]),
        overdue=Listing([entry for entry in promised if is_overdue(entry)]), more=more,
    )  # fmt: skip


def _latest_by_kind(connection: Connection, wanted: Filter, most: int | None) -> dict[str, list[int]]:
    """Return the entries of two sides by their kinds in the order of days: of two that are named by their codes one more than ``most``, else all."""
    if most is not None and pair_of(wanted) is not None:
        return {kind: first_keys(connection, msgspec.structs.replace(wanted, kinds=(kind,)), "-date", most + 1)[::-1] for kind in _RELATIONS}
    return _by_kind(connection, list(connection.execute(in_order(connection, wanted, "date")).scalars()))


def _by_kind(connection: Connection, keys: Sequence[int]) -> dict[str, list[int]]:
    """Return entries by their kinds, each in the order given."""
    kinds = {row.id: row.kind for part in chunks(keys) for row in connection.execute(select(entries.c.id, entries.c.kind).where(entries.c.id.in_(part)))}
    found: dict[str, list[int]] = {kind: [] for kind in _RELATIONS}
    for key in keys:
        found[kinds[key]].append(key)
    return found


def _in_time(entry: Entry) -> tuple[str, str]:
    """Return what entries are ordered by in time."""
    return day_of(entry) or "", entry.id


def _faces(entry: Entry, one: Party, other: Party) -> bool:
    """Return whether the two sides deal with each other in an entry, and not side by side with a third."""
    fields = {
        "meetings": ("participants",), "agreements": ("parties",), "commitments": ("obligors", "beneficiaries"),
        "deliveries": ("provider", "recipient"), "events": ("actor", "recipient"),
    }[entry.kind]  # fmt: skip
    first = codes(entry, fields[:1])
    if len(fields) == 1:
        return one.acts_in(first) and other.acts_in(first)
    second = codes(entry, fields[1:])
    across = (one.acts_in(first) and other.acts_in(second)) or (other.acts_in(first) and one.acts_in(second))
    return across or (not second and one.acts_in(first) and other.acts_in(first))


def _promises(promised: Iterable[Entry], by: Party, to: Party) -> list[Entry]:
    """Return what one side promised the other alone."""
    return [e for e in promised if by.acts_in(codes(e, ("obligors",))) and not to.acts_in(codes(e, ("obligors",)))]


def _said(connection: Connection, told: Iterable[Entry], one: Party, other: Party, moment: str | None, most: int | None) -> list[Entry]:
    """Return what either side said in the reports that tell of the two together, the latest ``most`` of it."""
    about = {telling.document.key for entry in told if entry.kind != "events" for telling in entry.tellings}
    there = _told_in(connection, about, moment)
    wanted, seat = Filter(kinds=("statements",), roles=("speaker",), moment=moment), entry_actors.c
    speaks = or_(*(seat.code.in_((side.code, *side.members)) if side.card is None else is_named(side) for side in (one, other)))
    query = select(seat.entry_id, seat.day).where(seat.role.in_(wanted.roles), *of_seat(wanted, entry_actors), speaks)
    days = {key: day or "" for part in chunks(there) for key, day in connection.execute(query.where(seat.entry_id.in_(part)))}
    found = sorted(sorted(days, key=lambda key: (days[key], key))[-(most or len(days)) :])
    return sorted(load_standing(connection, found, moment=moment), key=_in_time)


def _told_in(connection: Connection, keys: Iterable[str], moment: str | None) -> list[int]:
    """Return the statements that some reports tell."""
    joined = placements.join(records, records.c.id == placements.c.record_id).join(documents, documents.c.id == records.c.document_id)
    query = select(placements.c.entry_id).select_from(joined).where(records.c.kind == "statements", held(placements, moment)).distinct()
    return sorted({key for part in chunks(keys) for key in connection.execute(query.where(documents.c.key.in_(part))).scalars()})
