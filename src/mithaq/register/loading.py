"""Rows into nouns: documents, readings and entries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, or_, select

from mithaq.model import Actor, Article, Reading
from mithaq.model.entry import RECORD_TYPES, Conflict, Document, Entry, Link, Step, Telling
from mithaq.model.records import Commitment, Record
from mithaq.model.span import Evidence
from mithaq.register.consolidating import in_order
from mithaq.register.database import LookUp, chunks
from mithaq.register.living import life
from mithaq.register.packing import (
    actor_ids,
    telling_id,
    unpack_reading,
    unpack_record,
    unpack_when,
    with_actors,
)
from mithaq.register.reviewed import corrections, review_of
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    history,
    identities,
    link_grounds,
    links,
    placements,
    readings,
    records,
)

_DOCUMENTS = LookUp(lambda ids: select(documents).where(documents.c.id.in_(ids)))
DOCUMENT_KEYS = LookUp(lambda ids: select(documents.c.id, documents.c.key).where(documents.c.id.in_(ids)))


def load_documents(connection: Connection, ids: Iterable[int]) -> dict[int, Document]:
    """Return documents by their integer keys."""
    rows = list(_DOCUMENTS(connection, ids))
    firsts = {row.id: row.key for row in rows}
    firsts |= {row.id: row.key for row in DOCUMENT_KEYS(connection, {row.group_id for row in rows} - firsts.keys())}
    return {row.id: Document(key=row.key, article=article_of(row), origin=row.origin, group=firsts[row.group_id], added=row.added) for row in rows}


def article_of(row: Row[Any]) -> Article:
    """Return a document's article as it was read."""
    return Article(text=row.text, id=row.article_id, language=row.language, title=row.title, publisher=row.publisher, url=row.url, published=unpack_when(row.published_when))


def load_reading(connection: Connection, document: int) -> Reading | None:
    """Return the newest reading of a document, byte for byte as it was added; none if there is no such document."""
    found = load_documents(connection, [document]).get(document)
    query = select(readings.c.id, readings.c.payload).where(readings.c.document_id == document, readings.c.until.is_(None))
    row = connection.execute(query).first()
    if found is None or row is None:
        return None
    held = connection.execute(select(records.c.kind, records.c.payload).where(records.c.reading_id == row.id, records.c.until.is_(None)).order_by(records.c.id))
    return unpack_reading(found.article, row.payload, [(one.kind, one.payload) for one in held])


def load_entries(connection: Connection, ids: Sequence[int], *, day: str | None = None) -> list[Entry]:
    """Return entries by their integer keys, in the order asked for, each with all that belongs to it.

    An entry that ended answers with the one its tellings went to.

    Args:
        day: the ISO day on which commitments are looked at; today's if left out.
    """
    on = day or datetime.datetime.now(datetime.UTC).date().isoformat()
    return [entry for part in chunks(successors(connection, ids)) for entry in _load_some(connection, part, on)]


def successors(connection: Connection, ids: Sequence[int], moment: str | None = None) -> list[int]:
    """Return where the tellings of entries are now, or were at a moment."""
    gone: dict[int, int] = {}
    for part in chunks(ids):
        query = select(entries.c.id, entries.c.successor_id).where(entries.c.id.in_(part), entries.c.until.is_not(None), entries.c.successor_id.is_not(None))
        query = query.where(entries.c.until <= moment) if moment is not None else query
        gone |= {row.id: row.successor_id for row in connection.execute(query)}
    if not gone:
        return list(ids)
    following = {id: successors(connection, [successor], moment)[0] for id, successor in gone.items()}
    return list(dict.fromkeys(following.get(id, id) for id in ids))


def _load_some(connection: Connection, ids: list[int], day: str) -> list[Entry]:
    """Return the entries of one query."""
    rows = {row.id: row for row in connection.execute(select(entries).where(entries.c.id.in_(ids)))}
    told = load_tellings(connection, ids)
    made = {row.id: _entry_record(row, told[row.id]) for row in rows.values()}
    cards = _cards(connection, ((row.kind, made[row.id]) for row in rows.values()), told)
    logs = load_steps(connection, (row.id for row in rows.values() if row.kind == "commitments"))
    bound, reviewed = load_links(connection, ids), corrections(connection, ids)
    found = []
    for key in ids:
        if (row := rows.get(key)) is None:
            continue
        record = made[key]
        found.append(Entry(
            id=row.key,
            kind=row.kind,
            record=record,
            actors=[cards[name] for name in dict.fromkeys(actor_ids(row.kind, record)) if name in cards],
            tellings=told[key],
            conflicts=msgspec.json.decode(row.conflicts, type=list[Conflict]) if row.conflicts else [],
            sources=row.sources,
            life=life(record, logs[key], day=day) if isinstance(record, Commitment) else None,
            links=bound[key],
            review=review_of(reviewed.get(key, {}), row.state),
        ))  # fmt: skip
    return found


def _entry_record(row: Row[Any], told: list[Telling]) -> Record:
    """Return an entry's record; its words are those of the first telling's document."""
    text = told[0].document.article.text if told else ""
    record = unpack_record(row.kind, row.payload, text)
    if told and any(text[words.start : words.end] != words.text for words in record.evidence):
        return with_words_of(record, told[0].record)
    return record


def with_words_of(record: Record, first: Record) -> Record:
    """Return a record that holds the words of another telling with those of the first."""
    changes: dict[str, Any] = {"evidence": first.evidence, "attribution": first.attribution}
    changes |= {name: getattr(first, name) for name in record.__struct_fields__ if isinstance(getattr(record, name), Evidence)}
    return msgspec.structs.replace(record, **changes)


def load_tellings(connection: Connection, ids: list[int], moment: str | None = None) -> dict[int, list[Telling]]:
    """Return the tellings of entries by entry, in the order in which their reports were published; those of a moment if one is given."""
    query = (
        select(placements.c.entry_id, records.c.id, records.c.key, records.c.kind, records.c.payload, records.c.document_id, records.c.reading_id)
        .join(records, records.c.id == placements.c.record_id)
        .where(placements.c.entry_id.in_(ids), held(placements, moment))
        .order_by(records.c.id)
    )
    rows = connection.execute(query).all()
    of = load_documents(connection, (row.document_id for row in rows))
    cards = identities_of(connection, {row.reading_id for row in rows}, moment)
    found: dict[int, list[Telling]] = defaultdict(list)
    for row in rows:
        document, local = of[row.document_id], cards[row.reading_id]
        record = with_actors(row.kind, unpack_record(row.kind, row.payload, document.article.text), lambda name, local=local: local.get(name, name))  # type: ignore[misc]
        found[row.entry_id].append(Telling(id=telling_id(document.key, row.key), document=document, record=record))
    return defaultdict(list, {entry: in_order(tellings) for entry, tellings in found.items()})


def held(table: Table, moment: str | None) -> ColumnElement[bool]:
    """Return the condition that a row held at a moment; without one, that it holds now."""
    if moment is None:
        return table.c.until.is_(None)
    return and_(table.c.since <= moment, or_(table.c.until.is_(None), table.c.until > moment))


def identities_of(connection: Connection, ids: Iterable[int], moment: str | None = None) -> dict[int, dict[str, str]]:
    """Return, for each reading, which card each of its actors is."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for part in chunks(ids):
        query = (
            select(identities.c.reading_id, identities.c.local, actors.c.key)
            .join(actors, actors.c.id == identities.c.actor_id)
            .where(identities.c.reading_id.in_(part), held(identities, moment))
        )
        for row in connection.execute(query):
            found[row.reading_id][row.local] = row.key
    return found


def _cards(connection: Connection, records: Iterable[tuple[str, Record]], told: dict[int, list[Telling]]) -> dict[str, Actor]:
    """Return the cards that records and tellings of entries name, by key."""
    names = {name for kind, record in records for name in actor_ids(kind, record)}
    names |= {name for one in told.values() for telling in one for name in actor_ids(kind_of(telling.record), telling.record)}
    return load_cards(connection, names)


def kind_of(record: Record) -> str:
    """Return the kind of a record."""
    return next(kind for kind, type_ in RECORD_TYPES.items() if type(record) is type_)


def load_cards(connection: Connection, keys: Iterable[str]) -> dict[str, Actor]:
    """Return actor cards by their keys."""
    found: dict[str, Actor] = {}
    for part in chunks(sorted(keys)):
        for row in connection.execute(select(actors).where(actors.c.key.in_(part))):
            found[row.key] = Actor(id=row.key, kind=row.kind, name=row.name, code=row.code, sector=row.sector, labels=msgspec.json.decode(row.labels))
    return found


def load_steps(connection: Connection, ids: Iterable[int], moment: str | None = None) -> dict[int, list[Step]]:
    """Return the steps in the life of commitments, by entry; those of entries that went into them stand with theirs."""
    homes = _homes(connection, ids, moment)
    steps: dict[int, list[Step]] = defaultdict(list)
    for part in chunks(homes):
        query = (
            select(history, documents.c.key.label("document"), records.c.key.label("record"))
            .outerjoin(records, records.c.id == history.c.record_id)
            .outerjoin(documents, documents.c.id == records.c.document_id)
            .where(history.c.entry_id.in_(part))
            .order_by(history.c.id)
        )
        for row in connection.execute(query):
            told = telling_id(row.document, row.record) if row.document else None
            steps[homes[row.entry_id]].append(Step(axis=row.axis, value=row.value, day=row.day, noted=row.noted, telling=told, by=row.by, reason=row.reason))
    return steps


def _homes(connection: Connection, ids: Iterable[int], moment: str | None) -> dict[int, int]:
    """Return entries, and those that ended and went into them, each with the one where it is now; of a moment only themselves."""
    found = {id: id for id in ids}
    latest = dict(found)
    while latest and moment is None:
        before: dict[int, int] = {}
        for part in chunks(latest):
            query = select(entries.c.id, entries.c.successor_id).where(entries.c.successor_id.in_(part), entries.c.until.is_not(None))
            before |= {row.id: latest[row.successor_id] for row in connection.execute(query) if row.id not in found}
        found |= before
        latest = before
    return found


def load_links(connection: Connection, ids: list[int], moment: str | None = None) -> dict[int, list[Link]]:
    """Return the links of entries, as commitment or as what bears on one, by entry; those of entries that went into them too."""
    homes = _homes(connection, ids, moment)
    rows = [row for part in chunks(homes) for row in connection.execute(select(links).where(links.c.commitment_id.in_(part) | links.c.entry_id.in_(part)))]
    sides = sorted({id for row in rows for id in (row.commitment_id, row.entry_id)})
    at = dict(zip(sides, (sides if moment is not None else (successors(connection, [id])[0] for id in sides)), strict=True))
    keys = {row.id: row.key for part in chunks(at.values()) for row in connection.execute(select(entries.c.id, entries.c.key).where(entries.c.id.in_(part)))}
    grounds = _grounds(connection, [row.id for row in rows], moment) if moment is not None else {}
    found: dict[int, dict[tuple[int, int, str], Link]] = defaultdict(dict)
    # of two links that have become one, the one that was decided, or proposed first
    for row in sorted({row.id: row for row in rows}.values(), key=lambda row: (row.decision == "proposed", row.id)):
        commitment, entry = at[row.commitment_id], at[row.entry_id]
        if commitment == entry:
            continue
        ground = grounds.get(row.id, row)
        link = Link(
            id=row.key, commitment=keys[commitment], entry=keys[entry], relation=row.relation, score=ground.score,
            reasons=msgspec.json.decode(ground.reasons), decision=row.decision, by=row.by, when=row.at, since=row.since,
        )  # fmt: skip
        for id in {commitment, entry} & set(ids):
            found[id].setdefault((commitment, entry, row.relation), link)
    return defaultdict(list, {id: sorted(some.values(), key=lambda link: (link.since or "", link.id)) for id, some in found.items()})


def _grounds(connection: Connection, ids: Iterable[int], moment: str) -> dict[int, Row[Any]]:
    """Return what links rested on at a moment, of those that rest on something surer now."""
    query = select(link_grounds).where(link_grounds.c.until > moment).order_by(link_grounds.c.until.desc())
    return {row.link_id: row for part in chunks(ids) for row in connection.execute(query.where(link_grounds.c.link_id.in_(part)))}
