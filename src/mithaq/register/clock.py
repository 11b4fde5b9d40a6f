"""The time as the register writes it: what is written later is later, also where the machine's clock was put back."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select, union_all

from mithaq.register.tables import documents, readings, releases, reviews, runs

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def now() -> str:
    """Return the machine's time in UTC, with microseconds, so that it sorts as text."""
    return datetime.datetime.now(datetime.UTC).strftime(_FORM)


def moment(connection: Connection) -> str:
    """Return the time at which a transaction writes: the machine's, or just behind what was written last where that is later.

    So what the register said at a moment stays what it is, whatever the clock does.
    """
    last, present = written(connection), now()
    if last is None or last < present:
        return present
    return (datetime.datetime.strptime(last, _FORM) + datetime.timedelta(microseconds=1)).strftime(_FORM)


def written(connection: Connection) -> str | None:
    """Return the time of what was written last, None where nothing was."""
    last: str | None = connection.execute(select(func.max(_LAST.c.at))).scalar()
    return last


def _last(column: Column[Any]) -> Select[Any]:
    """Return what the row that was written last holds in a column."""
    row = select(column.label("at")).order_by(column.table.c.id.desc()).limit(1).subquery()
    return select(row.c.at)


# whatever is written is written by a call, with a document or a reading, as a decision, or as a release
_LAST = union_all(*map(_last, (runs.c.begun, runs.c.ended, documents.c.added, readings.c.since, reviews.c.at, releases.c.at))).subquery()
