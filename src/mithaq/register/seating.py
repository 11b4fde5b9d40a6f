"""Two cards that are one actor: what the one was named in goes to the other, and back."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from mithaq.register.placing import place_anew
from mithaq.register.tables import entry_actors, identities


def join_cards(connection: Connection, kept: int, joined: int, now: str, *, since: str | None = None) -> None:
    """Let the readings that name one card name another, and write the entries that name it anew.

    Args:
        since: only what came to the card at this moment, as when a merge of cards is taken back.
    """
    query = select(identities).where(identities.c.actor_id == joined, identities.c.until.is_(None))
    if since is not None:
        query = query.where(identities.c.since == since)
    rows = connection.execute(query).all()
    touched = sorted(set(connection.execute(select(entry_actors.c.entry_id).where(entry_actors.c.actor_id == joined)).scalars()))
    if rows:
        connection.execute(update(identities).where(identities.c.id.in_([row.id for row in rows])).values(until=now))
        connection.execute(insert(identities), [{"reading_id": row.reading_id, "local": row.local, "actor_id": kept, "since": now} for row in rows])
    if touched:
        place_anew(connection, touched, now, keys=True)
