"""Two sides over time: cooperation and conflict by month, as PLOVER scores their events, and what is open between them."""

from __future__ import annotations

import functools
import heapq
from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from mithaq.packs import loader, schema
from mithaq.register.frames import Framed
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, naming
from mithaq.register.tables import entries, entry_actors

# events that are named, the latest
_LATEST = 50


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """The events of a month (YYYY-MM): the sums of their scores above and below zero, and how many there are of each."""

    month: str
    cooperation: float = 0.0
    conflict: float = 0.0
    cooperative: int = 0
    conflictual: int = 0
    neutral: int = 0


class Dyad(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """Two sides by month, months without events left out. ``forth`` counts events of the first side to the second, ``back`` the other way, ``together`` what both did.

    ``undated`` counts events of which not even the month is known; they stand in no month. ``latest`` are the ids of the
    latest events.
    """

    columns: ClassVar[tuple[str, ...]] = Month.__struct_fields__
    wholes: ClassVar[tuple[str, ...]] = ("cooperative", "conflictual", "neutral")
    numbers: ClassVar[tuple[str, ...]] = ("cooperation", "conflict")

    one: Party
    other: Party
    months: list[Month]
    forth: int
    back: int
    together: int
    undated: int
    latest: list[str] = []

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per month."""
        return [msgspec.structs.asdict(month) for month in self.months]


def score(type_: str, mode: str | None) -> float:
    """Return the PLOVER score of a type and mode of events, 0 for a type that is unknown."""
    known = _types().get(type_)
    return known.modes.get(mode or "", known.score) if known else 0.0


@functools.cache
def _types() -> dict[str, schema.EventType]:
    """Return the types of events with their scores."""
    return loader.load_shared().plover


def dyad(connection: Connection, one: Party, other: Party, moment: str | None = None) -> Dyad:
    """Return the events of two sides with each other by month."""
    chosen = naming(Filter(parties=(one, other), kinds=("events",), moment=moment))
    seats = select(entry_actors.c.entry_id, _way(one, other).label("way")).where(entry_actors.c.entry_id.in_(chosen)).group_by(entry_actors.c.entry_id).subquery()
    query = select(entries.c.id, entries.c.day, entries.c.type, entries.c.mode, entries.c.date_start, seats.c.way)
    told = connection.execute(query.join(seats, seats.c.entry_id == entries.c.id).where(seats.c.way.is_not(None))).all()
    dated = [row for row in told if len(row.date_start or "") >= len("2025-04")]
    ways = Counter(row.way for row in told)
    latest = [id for _, id in heapq.nlargest(_LATEST, ((row.day or "", row.id) for row in told))]
    keys = {row.id: row.key for row in connection.execute(select(entries.c.id, entries.c.key).where(entries.c.id.in_(latest)))}
    return Dyad(
        one=one, other=other, months=_months(dated), forth=ways["forth"], back=ways["back"], together=ways["together"],
        undated=len(told) - len(dated), latest=[keys[id] for id in latest],
    )  # fmt: skip


def _way(one: Party, other: Party) -> ColumnElement[str]:
    """Return who deals with whom in an event, from the rows of whom it names; nothing where the two only stand side by side."""
    forth = and_(_is_among(one, "actor"), _is_among(other, "recipient"))
    back = and_(_is_among(other, "actor"), _is_among(one, "recipient"))
    alone = func.max(case((entry_actors.c.role == "recipient", 1), else_=0)) == 0
    return case((forth, "forth"), (back, "back"), (and_(alone, _is_among(one, "actor"), _is_among(other, "actor")), "together"))


def _is_among(party: Party, role: str) -> ColumnElement[bool]:
    """Return the condition on the rows of whom an event names that a side is among those in a role: itself, or two of its members."""
    here = entry_actors.c.role == role
    itself = func.max(case((and_(here, entry_actors.c.code == party.code), 1), else_=0)) == 1
    several = func.count(case((and_(here, entry_actors.c.code.in_(party.members)), entry_actors.c.code)).distinct()) > 1
    return or_(itself, several) if party.members else itself


def _months(rows: Iterable[Any]) -> list[Month]:
    """Return the sums of scores by month."""
    found: dict[str, list[float]] = {}
    for row in rows:
        found.setdefault(row.date_start[:7], []).append(score(row.type, row.mode))
    return [
        Month(
            month=month, cooperation=round(sum((s for s in scores if s > 0), 0.0), 2), conflict=round(sum((s for s in scores if s < 0), 0.0), 2),
            cooperative=sum(s > 0 for s in scores), conflictual=sum(s < 0 for s in scores), neutral=scores.count(0.0),
        )
        for month, scores in sorted(found.items())
    ]  # fmt: skip
