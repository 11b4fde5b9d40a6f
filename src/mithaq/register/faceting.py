"""Facets: how many of the entries that a question means have each kind, type, actor, country, outlet and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from mithaq.register.facts import UNKNOWN
from mithaq.register.ordering import COUNTED
from mithaq.register.tables import entries, entry_actors

FACETS = ("kind", "type", "actor", "sector", "context", "country", "place", "outlet", "language", "confidence", "state", "actuality")
# confidence is told in bands, each from one of these up to the next
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9)
# lists in one column: a list counts for each of its values
_LISTS = {"sector": entries.c.sectors, "context": entries.c.contexts, "outlet": entries.c.outlets, "language": entries.c.languages}
_OWN = {"kind": entries.c.kind, "type": entries.c.type, "country": entries.c.country, "place": entries.c.place, "state": entries.c.state, "actuality": entries.c.actuality}


class Facets(msgspec.Struct, frozen=True):
    """How many entries have each value of each facet, the most frequent first; ``counted`` is how many were looked at."""

    counts: dict[str, dict[str, int]]
    counted: int

    @property
    def whole(self) -> bool:
        """Whether all entries were counted."""
        return self.counted < COUNTED


def facets(connection: Connection, keys: Sequence[int]) -> Facets:
    """Return the facets of entries by their keys, of the first :data:`COUNTED`, so that a large register answers at once."""
    columns = (entries.c.id, entries.c.confidence, *_OWN.values(), *_LISTS.values())
    rows = connection.execute(select(*columns).where(entries.c.id.in_(keys[:COUNTED]))).all()
    by_column = dict(zip(("id", "confidence", *_OWN, *_LISTS), zip(*rows, strict=True) if rows else ((),) * len(columns), strict=True))
    counts: dict[str, Counter[str | None]] = {name: Counter(by_column[name]) for name in _OWN}
    counts["confidence"] = Counter(map(_band, by_column["confidence"]))
    for name in _LISTS:
        counts[name] = Counter()
        for value, number in Counter(by_column[name]).items():
            counts[name].update(dict.fromkeys((value or "").split("|"), number))
    counts["actor"] = Counter({row.code: row.number for row in connection.execute(_actors(by_column["id"]))})
    return Facets({name: {value: number for value, number in _ordered(counts[name]) if value} for name in FACETS}, len(rows))


def _ordered(counts: Counter[str | None]) -> list[tuple[str | None, int]]:
    """Return values with their numbers, the most frequent first, equal ones in their order."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0] or ""))


def _actors(keys: Sequence[int]) -> Select[Any]:
    """Return the query for how many of some entries name each code."""
    seat = entry_actors.c
    return select(seat.code, func.count(seat.entry_id.distinct()).label("number")).where(seat.entry_id.in_(keys), seat.code != UNKNOWN).group_by(seat.code)


def _band(confidence: float) -> str:
    """Return where the band of a confidence begins, as text."""
    return f"{max(lower for lower in BANDS if lower <= confidence):.1f}"
