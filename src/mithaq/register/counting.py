"""What a register holds, in numbers: reports and entries by kind, language, outlet and review state."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Table, func, select

from mithaq.register.frames import Framed
from mithaq.register.listing import table
from mithaq.register.loading import held
from mithaq.register.tables import (
    documents,
    entries,
    history,
    links,
    merges,
    placements,
    reviews,
    set_aside,
)
from mithaq.register.tallying import (
    ENTRIES,
    GROUPS,
    LANGUAGES,
    OUTLETS,
    RECORDS,
    UNSAID,
    by_kind_and_state,
    numbers,
)
from mithaq.register.then import standing


class Counts(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """Numbers of a register at a moment. ``records`` are tellings, ``entries`` what they come to when merged."""

    columns: ClassVar[tuple[str, ...]] = ("of", "value", "number")
    wholes: ClassVar[tuple[str, ...]] = ("number",)

    reports: int
    groups: int
    records: int
    entries: int
    aside: int
    first: str | None
    last: str | None
    kinds: dict[str, int]
    languages: dict[str, int]
    outlets: dict[str, int]
    states: dict[str, int]
    proposed: dict[str, int]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per number: what is counted, its value, how many."""
        plain = [{"of": name, "value": "", "number": getattr(self, name)} for name in ("reports", "groups", "records", "entries", "aside")]
        broken = (("kinds", self.kinds), ("languages", self.languages), ("outlets", self.outlets), ("states", self.states), ("proposed", self.proposed))
        return plain + [{"of": name, "value": value, "number": number} for name, counts in broken for value, number in counts.items()]

    def to_json(self) -> bytes:
        """Return the numbers as JSON."""
        return msgspec.json.encode(self)

    def _repr_html_(self) -> str:
        """Return the numbers as a table for a notebook."""
        return table(self.rows(), self.columns, "the register")


def counts(connection: Connection, moment: str | None = None) -> Counts:
    """Return the numbers of a register at a moment (ISO 8601 in UTC), now if none is given."""
    if moment is not None:
        return _counted_then(connection, moment)
    found = numbers(connection, RECORDS, ENTRIES, LANGUAGES, OUTLETS, GROUPS)
    kinds, states = by_kind_and_state(found[ENTRIES])
    # each of the two alone is read from the end of an index
    first, last = (connection.execute(select(which(documents.c.published))).scalar() for which in (func.min, func.max))
    return Counts(
        reports=sum(found[LANGUAGES].values()), groups=found[GROUPS].get("", 0), records=found[RECORDS].get("", 0), entries=sum(states.values()),
        aside=_number(connection, set_aside, set_aside.c.solved.is_(None)), first=first, last=last,
        kinds=kinds, states=states, languages=found[LANGUAGES], outlets=found[OUTLETS],
        proposed={table.name: _number(connection, table, table.c.decision == "proposed") for table in (links, merges)},
    )  # fmt: skip


def _counted_then(connection: Connection, moment: str) -> Counts:
    """Return the numbers of a register at a moment, which are counted one by one."""
    there, stands = documents.c.added <= moment, standing(moment)
    days = connection.execute(select(func.min(documents.c.published), func.max(documents.c.published)).where(there)).one()
    by_state = _by(connection, entries.c.state, stands)
    return Counts(
        reports=_number(connection, documents, there),
        groups=connection.execute(select(func.count(func.coalesce(documents.c.group_id, documents.c.id).distinct())).where(there)).scalar_one(),
        # each record that counts stands in one entry
        records=_number(connection, placements, held(placements, moment)), entries=sum(by_state.values()),
        aside=_number(connection, set_aside, (set_aside.c.at <= moment) & (set_aside.c.solved.is_(None) | (set_aside.c.solved > moment))),
        first=days[0], last=days[1],
        kinds=_by(connection, entries.c.kind, stands), states=by_state,
        languages=_by(connection, documents.c.language, there), outlets=_by(connection, documents.c.publisher, there),
        proposed={table.name: _number(connection, table, table.c.decision == "proposed", table.c.at <= moment) for table in (links, merges)},
    )  # fmt: skip


def states(connection: Connection) -> dict[str, int]:
    """Return how many entries there are in each review state."""
    return by_kind_and_state(numbers(connection, ENTRIES)[ENTRIES])[1]


def _number(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    """Return how many rows of a table fulfil conditions."""
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def _by(connection: Connection, column: Column[Any], condition: Any) -> dict[str, int]:
    """Return how many rows have each value of a column, the most frequent first."""
    query = select(column, func.count()).where(condition).group_by(column).order_by(func.count().desc(), column)
    return {value or UNSAID: number for value, number in connection.execute(query)}


def marker(connection: Connection) -> str:
    """Return what changes whenever the register does: answers may be kept as long as it stays."""
    newest = [select(func.max(table.c.id)).scalar_subquery() for table in (documents, placements, reviews, history, merges, links, set_aside)]
    return ".".join(str(value or 0) for value in connection.execute(select(*newest)).one())
