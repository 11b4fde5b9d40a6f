"""Facets: how many of the entries that a question means have each kind, type, actor, country, outlet and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal,
    select,
    union_all,
)

from mithaq.register.loading import held
from mithaq.register.selecting import Filter, matching
from mithaq.register.tables import documents, entries, entry_actors, placements, records

FACETS = ("kind", "type", "actor", "sector", "context", "country", "place", "outlet", "language", "confidence", "state", "actuality")
# confidence is told in bands, each from one of these up to the next
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9)
# so many entries are counted at most, so that a large register answers at once
MOST = 3_000
# lists in one column: a list counts for each of its values
_LISTS = {"sector": entries.c.sectors, "context": entries.c.contexts}
_OWN = {"kind": entries.c.kind, "type": entries.c.type, "country": entries.c.country, "place": entries.c.place, "state": entries.c.state, "actuality": entries.c.actuality}


class Facets(msgspec.Struct, frozen=True):
    """How many entries have each value of each facet, the most frequent first; ``counted`` is how many were looked at."""

    counts: dict[str, dict[str, int]]
    counted: int

    @property
    def whole(self) -> bool:
        """Whether all entries were counted."""
        return self.counted < MOST


def facets(connection: Connection, wanted: Filter, keys: Sequence[int] | None = None) -> Facets:
    """Return the facets of the entries that fit a filter; with ``keys``, of those among these (what word search found)."""
    query = matching(wanted).with_only_columns(entries.c.id, _band(entries.c.confidence).label("band"), *_OWN.values(), *_LISTS.values()).limit(MOST)
    some = (query if keys is None else query.where(entries.c.id.in_(keys[:MOST]))).cte("some")
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    counted = 0
    for facet, value, number in connection.execute(union_all(*_counted(some))):
        if facet == "all":
            counted = number
            continue
        for one in filter(None, (value or "").split("|") if facet in _LISTS else [value]):
            counts[facet][one] = counts[facet].get(one, 0) + number
    return Facets({name: dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))) for name, found in counts.items()}, counted)


def _counted(some: CTE) -> list[Select[Any]]:
    """Return one query per facet: its name, a value, how many entries have it."""
    own = [_by(name, some.c[column.name]).group_by(some.c[column.name]) for name, column in (_OWN | _LISTS).items()]
    actor = _by("actor", entry_actors.c.code, entry_actors.c.entry_id.distinct()).select_from(some.join(entry_actors, entry_actors.c.entry_id == some.c.id))
    told = some.join(placements, (placements.c.entry_id == some.c.id) & held(placements, None))
    told = told.join(records, records.c.id == placements.c.record_id).join(documents, documents.c.id == records.c.document_id)
    return [
        select(literal("all"), literal(""), func.count()).select_from(some),
        *own,
        _by("confidence", some.c.band).group_by(some.c.band),
        actor.where(entry_actors.c.code != "UNK").group_by(entry_actors.c.code),
        _by("outlet", documents.c.publisher, some.c.id.distinct()).select_from(told).group_by(documents.c.publisher),
        _by("language", documents.c.language, some.c.id.distinct()).select_from(told).group_by(documents.c.language),
    ]


def _by(facet: str, value: ColumnElement[Any], counted: ColumnElement[Any] | None = None) -> Select[Any]:
    """Return the query for one facet, not grouped yet."""
    return select(literal(facet), value, func.count() if counted is None else func.count(counted))


def _band(confidence: ColumnElement[float]) -> ColumnElement[str]:
    """Return where the band of a confidence begins, as text."""
    return case(*((confidence >= lower, f"{lower:.1f}") for lower in reversed(BANDS)), else_=f"{BANDS[0]:.1f}")
