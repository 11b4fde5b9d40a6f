"""Who met whom: how often each pair of states and organisations sat together, and in which entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, func, literal_column, select

from mithaq.register import knowledge
from mithaq.register.database import chunks
from mithaq.register.frames import Framed
from mithaq.register.listing import table
from mithaq.register.selecting import Filter, matching
from mithaq.register.tables import entries, entry_actors
from mithaq.register.then import restored, seated

if TYPE_CHECKING:
    import pandas

_UNKNOWN = "UNK"


class Matrix(msgspec.Struct, Framed, frozen=True):
    """Meetings of pairs. ``pairs`` holds the ids of the entries of each pair of codes, the first code before the second."""

    columns: ClassVar[tuple[str, ...]] = ("one", "other", "meetings", "entries")
    wholes: ClassVar[tuple[str, ...]] = ("meetings",)

    pairs: dict[tuple[str, str], list[str]]

    @property
    def codes(self) -> list[str]:
        """The codes in the order of how often they met anybody, equal ones by the alphabet."""
        return most_met({pair: len(met) for pair, met in self.pairs.items()})

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
    sides = _sides(connection, wanted)
    keys = {row.id: row.key for part in chunks(sides) for row in connection.execute(select(entries.c.id, entries.c.key).where(entries.c.id.in_(part)))}
    found: dict[tuple[str, str], list[str]] = {}
    for entry, pair in _each(sides):
        found.setdefault(pair, []).append(keys[entry])
    return Matrix(dict(sorted(found.items())))


def times_met(connection: Connection, wanted: Filter) -> dict[tuple[str, str], int]:
    """Return how often each pair of codes met in the meetings that a filter means, those most often first, equal ones by the alphabet."""
    found = Counter(pair for _, pair in _each(_sides(connection, wanted)))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def most_met(times: Mapping[tuple[str, str], int]) -> list[str]:
    """Return the codes of pairs in the order of how often they met anybody, equal ones by the alphabet."""
    counts: Counter[str] = Counter()
    for pair, number in times.items():
        counts.update(dict.fromkeys(pair, number))
    return sorted(counts, key=lambda code: (-counts[code], code))


def sat_together(seat: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions under which an index holds whom meetings bring together; it is found by their very words (``tables.MET``)."""
    return [seat.c.kind == literal_column("'meetings'"), seat.c.role == literal_column("'participants'"), seat.c.shown == literal_column("1")]


def _sides(connection: Connection, wanted: Filter) -> dict[int, set[str]]:
    """Return who sat together in each meeting that a filter means, by the keys of the entries in the order of days."""
    seat = entry_actors.c
    seats, held = select(seat.entry_id, seat.code, seat.day), func.coalesce(seat.entry_id, 0)
    meetings = matching(msgspec.structs.replace(wanted, kinds=("meetings",)))
    if wanted.states or wanted.actualities is not None:
        query = seats.where(seat.role == "participants", seat.entry_id.in_(meetings))
    else:
        # the index of those who met is read along; which meetings are meant is looked up in a list of them
        query = seats.where(*sat_together(entry_actors), *([held.in_(meetings)] if wanted != Filter(moment=wanted.moment) else []))
    rows = query.subquery()
    if wanted.moment is not None:
        once = seats.where(seat.role == "participants", seat.entry_id.in_(meetings), seat.entry_id.in_(restored(wanted.moment)))
        rows = query.where(*seated(wanted.moment, seat.entry_id, seat.shown)).union_all(once).subquery()
    sides: dict[int, set[str]] = {}
    for entry, code in connection.execute(select(rows.c.entry_id, rows.c.code).order_by(rows.c.day, rows.c.entry_id)):
        sides.setdefault(entry, set()).add(code)
    return sides


def _each(sides: dict[int, set[str]]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield every pair of every meeting; nobody meets the unknown."""
    for entry, codes in sides.items():
        for one, other in combinations(sorted(codes - {_UNKNOWN}), 2):
            yield entry, (one, other)
