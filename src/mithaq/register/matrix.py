"""Who met whom: how often each pair of states and organisations sat together, and in which entries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from sqlalchemy import Connection, select

from mithaq.register import knowledge
from mithaq.register.frames import Framed
from mithaq.register.listing import table
from mithaq.register.selecting import Filter, matching
from mithaq.register.tables import entries, entry_actors

if TYPE_CHECKING:
    import pandas

_SIDES = ("participants",)
_UNKNOWN = "UNK"


class Matrix(msgspec.Struct, Framed, frozen=True):
    """Meetings of pairs. ``pairs`` holds the ids of the entries of each pair of codes, the first code before the second."""

    columns: ClassVar[tuple[str, ...]] = ("one", "other", "meetings", "entries")
    wholes: ClassVar[tuple[str, ...]] = ("meetings",)

    pairs: dict[tuple[str, str], list[str]]

    @property
    def codes(self) -> list[str]:
        """The codes in the order of how often they met anybody, equal ones by the alphabet."""
        counts: dict[str, int] = {}
        for pair, met in self.pairs.items():
            for code in pair:
                counts[code] = counts.get(code, 0) + len(met)
        return sorted(counts, key=lambda code: (-counts[code], code))

    def met(self, one: str, other: str) -> list[str]:
        """Return the ids of the meetings of two codes, in either order."""
        return self.pairs.get((min(one, other), max(one, other)), [])

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per pair, the most frequent first."""
        listed = sorted(self.pairs.items(), key=lambda item: (-len(item[1]), item[0]))
        return [{"one": one, "other": other, "meetings": len(met), "entries": " ".join(met)} for (one, other), met in listed]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a square pandas frame of counts; pandas must be installed."""
        import pandas

        return pandas.DataFrame([[len(self.met(a, b)) for b in self.codes] for a in self.codes], index=self.codes, columns=self.codes)

    def to_json(self) -> bytes:
        """Return the rows as a JSON list."""
        return msgspec.json.encode(self.rows())

    def _repr_html_(self) -> str:
        """Return the counts as a table for a notebook."""
        rows = [{"": knowledge.label(a), **{b: len(self.met(a, b)) or "" for b in self.codes}} for a in self.codes]
        return table(rows, ("", *self.codes), "who met whom")


def met(connection: Connection, wanted: Filter) -> Matrix:
    """Return who met whom in the meetings that a filter means (``kinds`` is meetings whatever it says)."""
    chosen = matching(msgspec.structs.replace(wanted, kinds=("meetings",)))
    joined = entry_actors.join(entries, entries.c.id == entry_actors.c.entry_id)
    query = select(entries.c.key, entry_actors.c.code).select_from(joined)
    query = query.where(entry_actors.c.entry_id.in_(chosen), entry_actors.c.role.in_(_SIDES)).order_by(entries.c.date_start, entries.c.id)
    sides: dict[str, set[str]] = {}
    for entry, code in connection.execute(query):
        sides.setdefault(entry, set()).add(code)
    return Matrix(dict(sorted(_pairs(sides).items())))


def _pairs(sides: dict[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """Return the entries of each pair of codes; nobody meets the unknown."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry, pair in _each(sides):
        found.setdefault(pair, []).append(entry)
    return found


def _each(sides: dict[str, set[str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every pair of every meeting."""
    for entry, codes in sides.items():
        for one, other in combinations(sorted(codes - {_UNKNOWN}), 2):
            yield entry, (one, other)
