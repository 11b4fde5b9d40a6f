"""What the register said at a moment: entries made again from what held then, whatever came later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Actor
from mithaq.model.entry import Entry, Life, Link, Step, Telling
from mithaq.register.consolidating import consolidate
from mithaq.register.entering import count_sources
from mithaq.register.loading import (
    held,
    kind_of,
    load_cards,
    load_entries,
    load_links,
    load_steps,
    load_tellings,
)
from mithaq.register.packing import actor_ids
from mithaq.register.reviewed import corrections, review_of, with_corrections
from mithaq.register.tables import entries

# entries that are made again at once
_BATCH = 200


def entries_at(connection: Connection, moment: str) -> Iterator[Entry]:
    """Yield the entries that stood at a moment (ISO 8601, UTC) as they were then, in the order they came to be.

    Each is made from the tellings placed in it then, the decisions of people taken till then, and what was known then
    of a commitment's life: for one moment the same, whatever is added, merged or decided later.
    """
    keys = list(connection.execute(select(entries.c.id).where(held(entries, moment)).order_by(entries.c.id)).scalars())
    for start in range(0, len(keys), _BATCH):
        yield from _some(connection, keys[start : start + _BATCH], moment)


def _some(connection: Connection, ids: list[int], moment: str) -> Iterator[Entry]:
    """Yield some entries as they were."""
    rows: dict[int, Any] = {row.id: row for row in connection.execute(select(entries.c.id, entries.c.key, entries.c.kind).where(entries.c.id.in_(ids)))}
    told = load_tellings(connection, ids, moment)
    cards = load_cards(connection, {name for one in told.values() for telling in one for name in actor_ids(kind_of(telling.record), telling.record)})
    decided, steps, links = corrections(connection, ids, moment), load_steps(connection, ids), load_links(connection, ids)
    for id in ids:
        if told[id]:
            made = _made(rows[id], told[id], cards, decided.get(id, {}))
            life = _life(steps[id], moment) if made.kind == "commitments" else None
            yield msgspec.structs.replace(made, life=life, links=_links(links[id], moment))
        else:
            # what a person put in without a report has only the record it has
            yield from load_entries(connection, [id])


def _made(row: Any, told: Sequence[Telling], cards: Mapping[str, Actor], decided: Mapping[str, Any]) -> Entry:
    """Return an entry as its tellings and the decisions about it make it."""
    record, conflicts = consolidate(row.kind, told, cards)
    if decided:
        record = with_corrections(row.kind, record, decided)
    return Entry(
        id=row.key,
        kind=row.kind,
        record=record,
        actors=[cards[name] for name in dict.fromkeys(actor_ids(row.kind, record)) if name in cards],
        tellings=list(told),
        conflicts=conflicts,
        sources=count_sources(told),
        review=review_of(decided),
    )


def _life(steps: Sequence[Step], moment: str) -> Life:
    """Return where a commitment stood: on each axis where the last step known then led."""
    known = [step for step in steps if step.noted <= moment]
    axes: dict[str, Any] = {step.axis: step.value for step in known}
    return msgspec.convert({**axes, "steps": msgspec.to_builtins(known)}, Life)


def _links(links: Sequence[Link], moment: str) -> list[Link]:
    """Return the links that were proposed till then; a decision that came later is left out."""
    found = []
    for link in links:
        since = link.since or link.when
        if since is not None and since <= moment:
            later = link.when is not None and link.when > moment
            found.append(msgspec.structs.replace(link, decision="proposed", by=None, when=since) if later else link)
    return found
