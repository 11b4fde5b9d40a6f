"""What the register said at a moment: entries made again from what held then, whatever came later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mithaq.model import Actor
from mithaq.model.entry import Entry, Link, Telling
from mithaq.model.records import Commitment
from mithaq.register.consolidating import consolidate
from mithaq.register.database import chunks
from mithaq.register.entering import count_sources
from mithaq.register.living import life
from mithaq.register.loading import (
    held,
    kind_of,
    load_cards,
    load_entries,
    load_links,
    load_steps,
    load_tellings,
    successors,
)
from mithaq.register.packing import actor_ids
from mithaq.register.reviewed import corrections, decisions, review_of, with_corrections
from mithaq.register.tables import entries, links, placements

# entries that are made again at once
_BATCH = 200


def load_standing(connection: Connection, ids: Sequence[int], *, moment: str | None = None, day: str | None = None) -> list[Entry]:
    """Return entries by their integer keys in the order asked for: as they are, or as they were at a moment (ISO 8601, UTC).

    Of a moment, each is made from the tellings placed in it then, the decisions of people taken till then, and what was
    known then of a commitment's life: for one moment the same, whatever is added, merged or decided later. An entry that
    had ended answers with the one its tellings went to, one that had not begun is left out.

    Args:
        day: the ISO day on which commitments are looked at; that of the moment, or today's, if left out.
    """
    if moment is None:
        return load_entries(connection, ids, day=day)
    there = successors(connection, ids, moment)
    stood = {id for part in chunks(there) for id in connection.execute(select(entries.c.id).where(entries.c.id.in_(part), held(entries, moment))).scalars()}
    keys = [id for id in there if id in stood]
    return [entry for start in range(0, len(keys), _BATCH) for entry in _load_at(connection, keys[start : start + _BATCH], moment, day)]


def _load_at(connection: Connection, ids: list[int], moment: str, day: str | None) -> Iterator[Entry]:
    """Yield entries as they were at a moment."""
    rows: dict[int, Any] = {row.id: row for row in connection.execute(select(entries.c.id, entries.c.key, entries.c.kind).where(entries.c.id.in_(ids)))}
    told = load_tellings(connection, ids, moment)
    cards = load_cards(connection, {name for one in told.values() for telling in one for name in actor_ids(kind_of(telling.record), telling.record)})
    decided, steps, bound = corrections(connection, ids, moment), load_steps(connection, ids, moment), load_links(connection, ids, moment)
    answers = _answers(connection, ids, moment)
    # what had gone into others then, and was parted from them later, did not stand
    emptied = set(connection.execute(select(placements.c.entry_id).where(placements.c.entry_id.in_([id for id in ids if not told[id]])).distinct()).scalars())
    for id in ids:
        if told[id]:
            made = _made(rows[id], told[id], cards, decided.get(id, {}))
            known = [step for step in steps[id] if step.noted <= moment]
            held_life = life(made.record, known, day=day or moment[:10]) if isinstance(made.record, Commitment) else None
            yield msgspec.structs.replace(made, life=held_life, links=_links(bound[id], answers, moment))
        elif id not in emptied:
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
        review=review_of(decided, record.review.state),
    )


def _answers(connection: Connection, ids: Sequence[int], moment: str) -> dict[str, tuple[str, str, str]]:
    """Return what people had decided about links of entries till a moment, by the links' ids."""
    query = select(links.c.id, links.c.key).where(links.c.commitment_id.in_(ids) | links.c.entry_id.in_(ids))
    keys = {row.id: row.key for row in connection.execute(query)}
    return {keys[id]: answer for id, answer in decisions(connection, "link", keys, moment).items()}


def _links(bound: Sequence[Link], answers: Mapping[str, tuple[str, str, str]], moment: str) -> list[Link]:
    """Return the links that were proposed till then, decided as they were then."""
    found = []
    for link in bound:
        since = link.since or link.when
        if since is not None and since <= moment:
            decision, by, when = answers.get(link.id, ("proposed", None, since))
            found.append(msgspec.structs.replace(link, decision=decision, by=by, when=when))
    return found
