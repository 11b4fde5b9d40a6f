"""What people decided about entries, as it bears on what is written and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model.entry import RECORD_TYPES
from mithaq.model.records import Record, Review
from mithaq.register.database import chunks
from mithaq.register.tables import reviews

# the state that each decision about an entry leaves it in
DECIDED = {"confirm": "confirmed", "reject": "rejected"}
STATES = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def corrections(connection: Connection, ids: Iterable[int], as_of: str | None = None) -> dict[int, dict[str, Any]]:
    """Return what people decided about entries that stands: corrected fields, and who looked at them last under «review».

    Args:
        as_of: a moment in ISO 8601, UTC; later decisions are left out, and what was taken back later still stands.
    """
    found: dict[int, dict[str, Any]] = {}
    for part in chunks(sorted(ids)):
        query = select(reviews).where(reviews.c.subject == "entry", reviews.c.subject_id.in_(part), reviews.c.decision.in_(STATES)).order_by(reviews.c.id)
        for row in connection.execute(query):
            if (as_of is not None and row.at > as_of) or _is_undone(connection, row.undone_by, as_of):
                continue
            fields = found.setdefault(row.subject_id, {})
            if row.decision == "correct" and row.after:
                fields |= msgspec.json.decode(row.after)
            fields["review"] = {"state": STATES[row.decision], "by": row.by, "when": row.at}
    return found


def _is_undone(connection: Connection, by: int | None, as_of: str | None) -> bool:
    """Return whether a decision was taken back, as far as was known then."""
    if by is None:
        return False
    return as_of is None or str(connection.execute(select(reviews.c.at).where(reviews.c.id == by)).scalar_one()) <= as_of


def with_corrections(kind: str, record: Record, fields: Mapping[str, Any]) -> Record:
    """Return a record with the fields that people corrected.

    Raises:
        msgspec.ValidationError: if a value does not fit its field.
    """
    plain = msgspec.to_builtins(record)
    return msgspec.convert({**plain, **fields}, RECORD_TYPES[kind])


def review_of(fields: Mapping[str, Any], state: str = "machine") -> Review:
    """Return who looked at an entry last; without anybody its ``state``."""
    return msgspec.convert(fields["review"], Review) if "review" in fields else Review(state)  # type: ignore[arg-type]


def decisions(connection: Connection, subject: str, ids: Iterable[int], as_of: str | None = None) -> dict[int, tuple[str, str, str]]:
    """Return what was decided last about links or merges, by the keys of their rows: «confirmed» or «rejected», by whom, when."""
    found: dict[int, tuple[str, str, str]] = {}
    for part in chunks(sorted(ids)):
        query = select(reviews).where(reviews.c.subject == subject, reviews.c.subject_id.in_(part), reviews.c.decision.in_(DECIDED)).order_by(reviews.c.id)
        for row in connection.execute(query):
            if (as_of is None or row.at <= as_of) and not _is_undone(connection, row.undone_by, as_of):
                found[row.subject_id] = (DECIDED[row.decision], row.by, row.at)
    return found
