"""Where things happened, as reports state it: places with their coordinates and how many entries have each."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from mithaq.model.when import Place
from mithaq.register.loading import load_entries
from mithaq.register.selecting import Filter, matching
from mithaq.register.tables import entries

# the rarest places are left out where there are more
MOST = 250


class Stated(msgspec.Struct, frozen=True):
    """A place, how many entries have it, and the newest of them."""

    place: Place
    entries: int
    latest: str


def stated(connection: Connection, wanted: Filter, *, limit: int = MOST) -> list[Stated]:
    """Return the places of the entries that a filter means, those with most entries first; what has no coordinates is left out."""
    number = func.count()
    query = select(entries.c.place, entries.c.country, number, func.max(entries.c.id)).where(entries.c.id.in_(matching(wanted)), entries.c.place.is_not(None))
    rows = connection.execute(query.group_by(entries.c.place, entries.c.country).order_by(number.desc(), entries.c.place).limit(limit)).all()
    found = []
    for row, entry in zip(rows, load_entries(connection, [row[3] for row in rows]), strict=True):
        place = entry.record.place
        if place is not None and place.lat is not None and place.lon is not None:
            found.append(Stated(msgspec.structs.replace(place, evidence=None), row[2], entry.id))
    return found
