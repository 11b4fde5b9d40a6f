"""The whole relation of two sides: sessions, agreements, what either promised the other and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Entry
from mithaq.register.database import chunks
from mithaq.register.frames import Framed
from mithaq.register.listing import COLUMNS, NUMBERS, WHOLES, Listing, codes, day_of, table
from mithaq.register.living import is_overdue
from mithaq.register.loading import held
from mithaq.register.moments import load_standing
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, listed, matching
from mithaq.register.tables import documents, entries, placements, records

_RELATIONS = ("meetings", "agreements", "commitments", "deliveries", "events")
# how far an agreement has come, the furthest last
STAGES = ("proposed", "negotiating", "agreed", "initialled", "signed", "ratified", "in_force", "suspended", "withdrawn", "terminated")


class Partnership(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """What the register holds of two sides, each list in the order of days.

    ``given`` and ``taken`` are what the first side promised the second, and the second the first; ``shared`` what both
    promised together. ``overdue`` are those of all three whose day has passed without a confirmed delivery.
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


def partnership(connection: Connection, one: Party, other: Party, *, today: str, moment: str | None = None) -> Partnership:
    """Return the relation of two sides; ``today`` (ISO day) decides what is overdue."""
    wanted = Filter(parties=(one, other), kinds=_RELATIONS, moment=moment, actualities=None)
    found = listed(connection, wanted, day=today)
    kinds = {kind: [entry for entry in found if entry.kind == kind and _faces(entry, one, other)] for kind in _RELATIONS}
    promised = kinds["commitments"]
    given, taken = (_promises(promised, a, b) for a, b in ((one, other), (other, one)))
    shared = [entry for entry in promised if entry not in given and entry not in taken]
    return Partnership(
        one=one, other=other, moment=moment, sessions=Listing(kinds["meetings"]), agreements=Listing(kinds["agreements"]),
        given=Listing(given), taken=Listing(taken), shared=Listing(shared), deliveries=Listing(kinds["deliveries"]),
        statements=Listing(_said(connection, found, one, other, moment)), events=Listing(kinds["events"]),
        overdue=Listing([entry for entry in promised if is_overdue(entry)]),
    )  # fmt: skip


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


def _said(connection: Connection, told: Iterable[Entry], one: Party, other: Party, moment: str | None) -> list[Entry]:
    """Return what either side said in the reports that tell of the two together."""
    about = {telling.document.key for entry in told if entry.kind != "events" for telling in entry.tellings}
    there = _told_in(connection, about, moment)
    speakers = [Party(code, code, side.card) for side in (one, other) for code in (side.code, *side.members)]
    found: set[int] = set()
    for speaker in speakers:
        query = matching(Filter(parties=(speaker,), kinds=("statements",), roles=("speaker",), moment=moment))
        found.update(key for part in chunks(there) for key in connection.execute(query.where(entries.c.id.in_(part))).scalars())
    return sorted(load_standing(connection, sorted(found), moment=moment), key=lambda entry: (day_of(entry) or "", entry.id))


def _told_in(connection: Connection, keys: Iterable[str], moment: str | None) -> list[int]:
    """Return the statements that some reports tell."""
    joined = placements.join(records, records.c.id == placements.c.record_id).join(documents, documents.c.id == records.c.document_id)
    query = select(placements.c.entry_id).select_from(joined).where(records.c.kind == "statements", held(placements, moment)).distinct()
    return sorted({key for part in chunks(keys) for key in connection.execute(query.where(documents.c.key.in_(part))).scalars()})
