"""What reports and entries are found by, made anew from what they hold: words, and whom entries name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, update

from mithaq.model.entry import Entry
from mithaq.register.database import chunks
from mithaq.register.entering import Teller, name_all, name_rows, tellers, unname
from mithaq.register.loading import load_cards, load_entries
from mithaq.register.packing import actor_ids
from mithaq.register.tables import actors, documents, entries, entry_actors, placements, records
from mithaq.register.words import SQLITE_TABLES, folded_words, index_entries, index_texts

_BATCH = 200


def mistold(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str | None]]:
    """Return the entries of which it is not written down who tells them, with the columns that say so."""
    columns = entries.c.id, entries.c.outlets, entries.c.languages
    kept = {id: {"outlets": outlets, "languages": languages} for part in chunks(ids) for id, outlets, languages in connection.execute(select(*columns).where(entries.c.id.in_(part)))}
    told: dict[int, set[Teller]] = {id: set() for id in kept}
    query = select(placements.c.entry_id, documents.c.publisher, documents.c.origin, documents.c.language).join(records, records.c.id == placements.c.record_id)
    query = query.join(documents, documents.c.id == records.c.document_id).where(placements.c.until.is_(None))
    for part in chunks(kept):
        for entry, publisher, origin, language in connection.execute(query.where(placements.c.entry_id.in_(part))):
            told[entry].add((publisher, origin, language))
    real = {id: tellers(told_by) for id, told_by in told.items()}
    return {id: columns for id, columns in real.items() if columns != kept[id]}


def tell_anew(connection: Connection, wrong: Mapping[int, Mapping[str, str | None]]) -> None:
    """Write down who tells entries."""
    for id, columns in wrong.items():
        connection.execute(update(entries).where(entries.c.id == id).values(**columns))


def expected(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, Entry, list[dict[str, Any]]]]:
    """Yield entries by their keys with the rows of whom they name, as they must be."""
    for start in range(0, len(ids), _BATCH):
        part = list(ids[start : start + _BATCH])
        columns = select(entries.c.id, entries.c.key, entries.c.kind, entries.c.day, entries.c.state, entries.c.actuality)
        rows = {row.key: row._asdict() for row in connection.execute(columns.where(entries.c.id.in_(part)))}
        for entry in _readable(connection, part):
            row = rows[entry.id]
            yield row["id"], entry, name_rows(row["id"], row, entry.record, {actor.id: actor for actor in entry.actors})


def _readable(connection: Connection, ids: list[int]) -> list[Entry]:
    """Return entries, without those of which a record cannot be decoded."""
    try:
        return load_entries(connection, ids)
    except (msgspec.DecodeError, msgspec.ValidationError, TypeError):
        return [entry for id in ids for entry in _readable(connection, [id])] if len(ids) > 1 else []


def index_all(connection: Connection) -> None:
    """Make everything findable of a register whose rows were copied."""
    index_documents(connection, list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars()))
    index_anew(connection, list(connection.execute(select(entries.c.id).where(entries.c.until.is_(None)).order_by(entries.c.id)).scalars()))


def index_documents(connection: Connection, ids: Sequence[int]) -> None:
    """Make reports findable by their words that are not."""
    for part in chunks(ids):
        rows = connection.execute(select(documents.c.id, documents.c.title, documents.c.text).where(documents.c.id.in_(part)))
        index_texts(connection, [(row.id, folded_words(row.title or ""), folded_words(row.text)) for row in rows])


def index_anew(connection: Connection, ids: Sequence[int]) -> None:
    """Make entries findable by their words and by whom they name, whatever was written of that before."""
    for id, entry, named in expected(connection, ids):
        unname(connection, [id])
        name_all(connection, named)
        index_entries(connection, [(id, *_found_by(connection, entry))], [id])


def miscounted(connection: Connection) -> dict[int, int]:
    """Return the cards that do not count the entries that name them, with how many do."""
    query = select(entry_actors.c.actor_id, func.count(entry_actors.c.entry_id.distinct())).group_by(entry_actors.c.actor_id)
    named = {row[0]: row[1] for row in connection.execute(query)}
    return {row.id: number for row in connection.execute(select(actors.c.id, actors.c.entries)) if row.entries != (number := named.get(row.id, 0))}


def count_anew(connection: Connection, counts: Mapping[int, int]) -> None:
    """Let cards count so many entries."""
    for card, number in counts.items():
        connection.execute(update(actors).where(actors.c.id == card).values(entries=number))


def _found_by(connection: Connection, entry: Entry) -> tuple[str, str]:
    """Return the folded words of an entry's evidence and of its actors' names."""
    cards = load_cards(connection, {name for telling in entry.tellings for name in actor_ids(entry.kind, telling.record)})
    said = dict.fromkeys(words.text for telling in entry.tellings for words in telling.record.evidence)
    names = dict.fromkeys(name for card in cards.values() for name in (card.name, *card.labels.values()))
    return folded_words(" ".join(said)), folded_words(" ".join(names))


def empty_words(connection: Connection) -> None:
    """Make the tables of word search of a SQLite file anew, without words."""
    for name, statement in zip(("document_words", "entry_words"), SQLITE_TABLES, strict=True):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        connection.exec_driver_sql(statement)
