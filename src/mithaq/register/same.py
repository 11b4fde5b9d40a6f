"""Which cards are one actor by what people decided, now or at a moment."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from mithaq.register.database import chunks
from mithaq.register.reviewed import decisions
from mithaq.register.tables import merges


def same_cards(connection: Connection, ids: Iterable[int], moment: str | None = None) -> dict[int, list[int]]:
    """Return all cards that are one with each of some (keys of their rows), the eldest first, which stands for all.

    Args:
        moment: ISO 8601 in UTC: what was decided until then.
    """
    wanted = set(ids)
    groups: dict[int, set[int]] = {id: {id} for id in wanted}
    frontier = set(wanted)
    while frontier:
        seen = set(groups)
        for one, other in _pairs(connection, frontier, moment):
            joined = groups.setdefault(one, {one}) | groups.setdefault(other, {other})
            groups |= dict.fromkeys(joined, joined)
        frontier = set(groups) - seen
    return {id: sorted(groups[id]) for id in wanted}


def _pairs(connection: Connection, ids: Iterable[int], moment: str | None) -> list[tuple[int, int]]:
    """Return the pairs of cards of which people said that they are one."""
    found: dict[int, tuple[int, int]] = {}
    for part in chunks(sorted(ids)):
        query = select(merges).where(merges.c.subject == "actor", or_(merges.c.kept_id.in_(part), merges.c.joined_id.in_(part)))
        if moment is None:
            query = query.where(merges.c.decision == "confirmed", merges.c.by.is_not(None))
        found |= {row.id: (row.kept_id, row.joined_id) for row in connection.execute(query)}
    if moment is None or not found:
        return list(found.values())
    decided = decisions(connection, "merge", found, moment)
    return [pair for id, pair in found.items() if id in decided and decided[id][0] == "confirmed"]


def eldest(connection: Connection, ids: Iterable[int], moment: str | None = None) -> dict[int, int]:
    """Return the card that stands for each of some cards."""
    return {id: group[0] for id, group in same_cards(connection, ids, moment).items()}
