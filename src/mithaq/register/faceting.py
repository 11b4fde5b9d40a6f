"""Facets: how many of the entries that a question means have each kind, type, actor, country, outlet and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal,
    select,
    union_all,
)

from mithaq.register.facts import UNKNOWN
from mithaq.register.loading import held
from mithaq.register.selecting import Filter, matching
from mithaq.register.tables import documents, entries, entry_actors, placements, records

FACETS = ("kind", "type", "actor", "sector", "context", "country", "place", "outlet", "language", "confidence", "state", "actuality")
# confidence is told in bands, each from one of these up to the next
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9)
# so many entries are counted at most, so that a large register answers at once
MOST = 2_000
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
    found = connection.execute(query if keys is None else query.where(entries.c.id.in_(keys[:MOST]))).all()
    counts: dict[str, Counter[str]] = {name: Counter(getattr(row, column.name) for row in found) for name, column in _OWN.items()}
    counts["confidence"] = Counter(row.band for row in found)
    counts |= {name: Counter(one for row in found for one in (getattr(row, column.name) or "").split("|")) for name, column in _LISTS.items()}
    for facet, value, number in connection.execute(union_all(*_counted([row.id for row in found]))) if found else ():
        counts.setdefault(facet, Counter())[value] = number
    return Facets({name: {value: number for value, number in _ordered(counts.get(name, Counter())) if value} for name in FACETS}, len(found))


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return values with their numbers, the most frequent first, equal ones in their order."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0] or ""))


def _counted(keys: Sequence[int]) -> list[Select[Any]]:
    """Return one query per facet that other tables tell: its name, a value, how many of some entries have it."""
    told = placements.join(records, records.c.id == placements.c.record_id).join(documents, documents.c.id == records.c.document_id)
    of_documents = (placements.c.entry_id.in_(keys), held(placements, None))
    return [
        _by("actor", entry_actors.c.code, entry_actors.c.entry_id).where(entry_actors.c.entry_id.in_(keys), entry_actors.c.code != UNKNOWN),
        _by("outlet", documents.c.publisher, placements.c.entry_id).select_from(told).where(*of_documents),
        _by("language", documents.c.language, placements.c.entry_id).select_from(told).where(*of_documents),
    ]


def _by(facet: str, value: ColumnElement[Any], entry: ColumnElement[int]) -> Select[Any]:
    """Return the query for how many entries have each value of one facet."""
    return select(literal(facet), value, func.count(entry.distinct())).group_by(value)


def _band(confidence: ColumnElement[float]) -> ColumnElement[str]:
    """Return where the band of a confidence begins, as text."""
    return case(*((confidence >= lower, f"{lower:.1f}") for lower in reversed(BANDS)), else_=f"{BANDS[0]:.1f}")
