"""Two sides over time: cooperation and conflict by month, as PLOVER scores their events, and what is open between them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, select

from mithaq.packs import loader, schema
from mithaq.register.frames import Framed
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter, matching
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
    chosen = matching(Filter(parties=(one, other), kinds=("events",), moment=moment))
    query = select(entries.c.id, entries.c.key, entries.c.day, entries.c.type, entries.c.mode, entries.c.date_start, entry_actors.c.role, entry_actors.c.code, entry_actors.c.actor_id)
    joined = query.join(entry_actors, entry_actors.c.entry_id == entries.c.id).where(entries.c.id.in_(chosen)).order_by(entries.c.id)
    sides: dict[int, dict[str, set[str]]] = {}
    told: dict[int, Any] = {}
    for row in connection.execute(joined):
        told[row.id] = row
        sides.setdefault(row.id, {}).setdefault(row.role, set()).add(row.code)
    ways = {id: way for id, roles in sides.items() if (way := _way(roles, one, other))}
    dated = [told[id] for id in ways if len(told[id].date_start or "") >= len("2025-04")]
    number = list(ways.values())
    latest = sorted(ways, key=lambda id: (told[id].day or "", id), reverse=True)[:_LATEST]
    return Dyad(
        one=one, other=other, months=_months(dated), forth=number.count("forth"), back=number.count("back"), together=number.count("together"),
        undated=len(ways) - len(dated), latest=[told[id].key for id in latest],
    )  # fmt: skip


def _way(roles: dict[str, set[str]], one: Party, other: Party) -> str:
    """Return who deals with whom in an event, empty where the two only stand side by side."""
    acting, facing = roles.get("actor", set()), roles.get("recipient", set())
    if one.acts_in(acting) and other.acts_in(facing):
        return "forth"
    if other.acts_in(acting) and one.acts_in(facing):
        return "back"
    return "together" if not facing and one.acts_in(acting) and other.acts_in(acting) else ""


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
