"""Numbers that are kept as a register is written, so that nobody has to count it whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, text

from mithaq.register.database import chunks
from mithaq.register.tables import documents, entries, placements, tallies

# what is counted: tellings, entries that stand by kind and review state, reports by language and outlet, groups of copies
RECORDS, ENTRIES, LANGUAGES, OUTLETS, GROUPS = "records", "entries", "languages", "outlets", "groups"
UNSAID = "unknown"
Tally = Mapping[tuple[str, str], int]
_MORE = text("INSERT INTO tallies (sort, value, number) VALUES (:sort, :value, :more) ON CONFLICT (sort, value) DO UPDATE SET number = tallies.number + :more")


def count_more(connection: Connection, more: Tally) -> None:
    """Count so many more of each sort and value, fewer where the number is below zero."""
    rows = [{"sort": sort, "value": value, "more": number} for (sort, value), number in sorted(more.items()) if number]
    if rows:
        connection.execute(_MORE, rows)


def count_records(connection: Connection, more: int) -> None:
    """Count so many tellings more."""
    count_more(connection, {(RECORDS, ""): more})


def count_entries(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Count entries by the columns they are written with."""
    count_more(connection, Counter((ENTRIES, _sort_of(row["kind"], row["state"])) for row in rows))


def leave_out(connection: Connection, ids: Iterable[int]) -> None:
    """Count entries no more, those of them that stand, before they end or are written anew."""
    for part in chunks(ids):
        count_more(connection, {key: -number for key, number in _standing(connection, entries.c.id.in_(part)).items()})


def count_documents(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Count reports by the columns they are written with."""
    more: Counter[tuple[str, str]] = Counter()
    for row in rows:
        more[LANGUAGES, row["language"]] += 1
        more[OUTLETS, row["publisher"] or UNSAID] += 1
        more[GROUPS, ""] += row["group_id"] in (None, row["id"])
    count_more(connection, more)


def numbers(connection: Connection, *sorts: str) -> dict[str, dict[str, int]]:
    """Return what was counted of some sorts, by value, the most frequent first."""
    found: dict[str, dict[str, int]] = {sort: {} for sort in sorts}
    query = select(tallies).where(tallies.c.sort.in_(sorts), tallies.c.number > 0).order_by(tallies.c.number.desc(), tallies.c.value)
    for row in connection.execute(query):
        found[row.sort][row.value] = row.number
    return found


def by_kind_and_state(entries: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many entries there are of each kind and in each review state, the most frequent first."""
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for sort, number in entries.items():
        kind, _, state = sort.partition(" ")
        kinds[kind] += number
        states[state] += number
    first, second = (dict(sorted(some.items(), key=lambda one: (-one[1], one[0]))) for some in (kinds, states))
    return first, second


def miscounted(connection: Connection) -> dict[tuple[str, str], int]:
    """Return by how much each number is wrong, from a count of the whole register; nothing if none is."""
    kept = {(row.sort, row.value): row.number for row in connection.execute(select(tallies))}
    real = _standing(connection)
    real[RECORDS, ""] = connection.execute(select(func.count()).select_from(placements).where(placements.c.until.is_(None))).scalar_one()
    first = or_(documents.c.group_id.is_(None), documents.c.group_id == documents.c.id)
    real[GROUPS, ""] = connection.execute(select(func.count()).select_from(documents).where(first)).scalar_one()
    for sort, column in ((LANGUAGES, documents.c.language), (OUTLETS, documents.c.publisher)):
        for value, number in connection.execute(select(column, func.count()).group_by(column)):
            real[sort, value or UNSAID] += number
    return {key: more for key in sorted({*kept, *real}) if (more := real[key] - kept.get(key, 0))}


def _standing(connection: Connection, *conditions: Any) -> Counter[tuple[str, str]]:
    """Return how many entries stand of each kind and review state."""
    query = select(entries.c.kind, entries.c.state, func.count()).where(and_(entries.c.until.is_(None), *conditions)).group_by(entries.c.kind, entries.c.state)
    return Counter({(ENTRIES, _sort_of(kind, state)): number for kind, state, number in connection.execute(query)})


def _sort_of(kind: str, state: str) -> str:
    """Return the value under which entries are counted."""
    return f"{kind} {state}"
