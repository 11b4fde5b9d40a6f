"""Merges that a person is asked about, and what a person decided about two records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, and_, insert, or_, select, update

from mithaq.register.database import chunks, insert_rows
from mithaq.register.tables import merges, placements

if TYPE_CHECKING:
    from mithaq.register.entering import Draft
    from mithaq.register.merging import Pool


def propose(pool: Pool, plan: Sequence[Draft], now: str) -> None:
    """Write down which entries may be one, each pair of entries once."""
    found = {pair: likeness for draft in plan for pair, likeness in draft.proposed.items()}
    if not found:
        return
    entry = {id: draft.entry for draft in plan for id in draft.members}
    known = _asked(pool.connection, entry)
    rows = []
    for (a, b), likeness in sorted(found.items()):
        between = frozenset((entry[a], entry[b]))
        if between not in known:
            known.add(between)
            reasons = msgspec.json.encode(likeness.reasons).decode()
            rows.append({"subject": "record", "kept_id": a, "joined_id": b, "score": likeness.score, "reasons": reasons, "decision": "proposed", "at": now})
    insert_rows(pool.connection, merges, rows)


def _asked(connection: Connection, entry: Mapping[int, int | None]) -> set[frozenset[int | None]]:
    """Return the pairs of entries about which a person is, or was, asked."""
    found: set[frozenset[int | None]] = set()
    for part in chunks(entry):
        query = select(merges.c.kept_id, merges.c.joined_id).where(
            merges.c.subject == "record", merges.c.undone.is_(None), merges.c.decision.in_(("proposed", "rejected")), merges.c.kept_id.in_(part)
        )
        found |= {frozenset((entry[row.kept_id], entry[row.joined_id])) for row in connection.execute(query) if row.joined_id in entry}
    return found


def settle(connection: Connection, moved: Sequence[int], now: str) -> None:
    """Close proposals whose two records have come into one entry."""
    for part in chunks(moved):
        query = select(merges.c.id, merges.c.kept_id, merges.c.joined_id).where(
            merges.c.subject == "record", merges.c.decision == "proposed", merges.c.undone.is_(None),
            or_(merges.c.kept_id.in_(part), merges.c.joined_id.in_(part)),
        )  # fmt: skip
        for row in connection.execute(query).all():
            stands = select(placements.c.entry_id).where(and_(placements.c.record_id.in_([row.kept_id, row.joined_id]), placements.c.until.is_(None)))
            if len(set(connection.execute(stands).scalars())) == 1:
                connection.execute(update(merges).where(merges.c.id == row.id).values(decision="confirmed", at=now))


def pair_row(kept: int, joined: int, decision: str, by: str, now: str, reason: str) -> dict[str, Any]:
    """Return the row of what a person decided about two records."""
    reasons = msgspec.json.encode([reason]).decode()
    return {"subject": "record", "kept_id": kept, "joined_id": joined, "score": 1.0, "reasons": reasons, "decision": decision, "by": by, "at": now}


def write_pairs(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write what was decided about pairs of records, and return the rows' keys."""
    return [int(connection.execute(insert(merges).values(**row).returning(merges.c.id)).scalar_one()) for row in rows]
