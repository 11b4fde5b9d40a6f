"""Where things happened, as reports state it: places with their coordinates and how many entries have each."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from mithaq.model.when import Place
from mithaq.register.packing import unpack_record
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
    number, last = func.count().label("number"), func.max(entries.c.id).label("last")
    # the index of places answers alone; that of kinds would be asked for each entry
    query = matching(msgspec.structs.replace(wanted, kinds=()), walked=True).with_only_columns(number, last).where(entries.c.place.is_not(None))
    if wanted.kinds:
        query = query.where(func.coalesce(entries.c.kind, "").in_(wanted.kinds))
    query = query.group_by(entries.c.place, entries.c.country)
    most = query.order_by(number.desc(), entries.c.place).limit(limit).subquery()
    rows = select(entries.c.key, entries.c.kind, entries.c.payload, most.c.number).join(most, most.c.last == entries.c.id).order_by(most.c.number.desc(), entries.c.place)
    found = []
    for row in connection.execute(rows):
        place = unpack_record(row.kind, row.payload, "").place
        if place is not None and place.lat is not None and place.lon is not None:
            found.append(Stated(msgspec.structs.replace(place, evidence=None), row.number, row.key))
    return found
