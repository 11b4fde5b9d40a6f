"""Whether a register is whole: its file, its texts and evidence, its references, what things are found by; and what can be mended."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal

import msgspec
from sqlalchemy import Connection, Table, delete, func, select, text
from sqlalchemy.exc import DatabaseError

from mithaq.model.article import Article
from mithaq.register import tallying
from mithaq.register.database import chunks
from mithaq.register.entering import pairs_of, seated
from mithaq.register.frames import Framed
from mithaq.register.indexing import (
    count_anew,
    empty_words,
    expected,
    index_anew,
    index_documents,
    miscounted,
    mistold,
    tell_anew,
)
from mithaq.register.packing import actor_ids, unpack_record
from mithaq.register.tables import (
    bands,
    blocks,
    documents,
    entries,
    entry_actors,
    entry_pairs,
    identities,
    metadata,
    placements,
    readings,
    records,
)

# tables that are made from others: rows that refer to nothing are let go
_MADE = {table.name: table for table in (entry_actors, entry_pairs, blocks, bands)}
_BATCH = 500


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it must be, and whether it was mended."""

    part: Literal["database", "text", "evidence", "reference", "index"]
    where: str
    said: str
    mended: bool = False


class Check(msgspec.Struct, Framed, frozen=True, kw_only=True):
    """What was looked at, and what was found."""

    columns: ClassVar[tuple[str, ...]] = Flaw.__struct_fields__

    reports: int
    records: int
    entries: int
    flaws: list[Flaw]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, or nothing any more."""
        return all(flaw.mended for flaw in self.flaws)

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per flaw."""
        return [msgspec.structs.asdict(flaw) for flaw in self.flaws]

    def to_json(self) -> bytes:
        """Return the check as JSON."""
        return msgspec.json.encode(self, order="deterministic")


def check(connection: Connection, *, mend: bool = False) -> Check:
    """Look at everything that a register holds and return what is wrong; with ``mend`` what can be mended is, in the caller's transaction."""
    count = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (documents, records, entries)}
    found = [*_database(connection, mend), *_references(connection, mend), *_texts(connection), *_evidence(connection), *_places(connection), *_index(connection, mend)]
    return Check(reports=count["documents"], records=count["records"], entries=count["entries"], flaws=found)


def _database(connection: Connection, mend: bool) -> Iterator[Flaw]:
    """Yield what the database itself finds wrong; broken indexes of columns and words are made anew."""
    if connection.dialect.name != "sqlite":
        return
    said = _integrity(connection)
    if said and mend:
        with contextlib.suppress(DatabaseError):
            connection.exec_driver_sql("REINDEX")
    left = _integrity(connection) if said and mend else said
    yield from (Flaw(part="database", where="file", said=one, mended=one not in left) for one in said)
    for name in ("document_words", "entry_words"):
        try:
            connection.exec_driver_sql(f"SELECT count(*) FROM {name} WHERE {name} MATCH 'a'").scalar_one()
            if mend:
                connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
        except DatabaseError as error:
            if mend:
                # what is missing then is written by the look at the index
                empty_words(connection)
            yield Flaw(part="index", where=name, said=str(error.orig), mended=mend)


def _integrity(connection: Connection) -> list[str]:
    """Return what SQLite says of a broken file."""
    try:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    except DatabaseError as error:
        return [str(error.orig)]


def _references(connection: Connection, mend: bool) -> Iterator[Flaw]:
    """Yield rows that refer to rows that are not there; those of tables that are made from others are let go."""
    for table in metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                there = key.column.table.alias()
                lost = column.is_not(None) & ~select(there.c.id).where(there.c.id == column).exists()
                number = connection.execute(select(func.count()).select_from(table).where(lost)).scalar_one()
                if number:
                    mended = mend and table.name in _MADE
                    if mended:
                        connection.execute(delete(table).where(lost))
                    yield Flaw(part="reference", where=f"{table.name}.{column.name}", said=f"{number} rows name a row of {key.column.table.name} that is not there", mended=mended)


def _texts(connection: Connection) -> Iterator[Flaw]:
    """Yield reports whose text is not the one that was added."""
    for row in _batched(connection, documents, documents.c.key, documents.c.text, documents.c.fingerprint):
        if Article(text=row.text).fingerprint != row.fingerprint:
            yield Flaw(part="text", where=row.key, said="the text is not the one that was added; restore a backup, or add the report again")


def _evidence(connection: Connection) -> Iterator[Flaw]:
    """Yield records whose evidence is no words of their report, or that name actors without a card."""
    joined = select(records.c.id, records.c.key, records.c.kind, records.c.payload, records.c.reading_id, documents.c.key.label("report"), documents.c.text).join(documents, documents.c.id == records.c.document_id)
    for rows in _parts(connection, joined.where(records.c.until.is_(None)), records):
        held = _cards(connection, {row.reading_id for row in rows})
        for row in rows:
            if said := _wrong(row, held.get(row.reading_id, frozenset())):
                yield Flaw(part="evidence", where=f"{row.report}-{row.key}", said=f"{said}; add the report again with --again")


def _wrong(row: Any, cards: frozenset[str]) -> str:
    """Return what is wrong with a record, nothing if nothing is."""
    try:
        record = unpack_record(row.kind, row.payload, row.text)
    except (msgspec.DecodeError, msgspec.ValidationError, TypeError) as error:
        return f"cannot be decoded: {error}"
    if any(not 0 <= words.start < words.end <= len(row.text) for words in record.evidence):
        return "evidence lies outside the report's text"
    lost = sorted(set(actor_ids(row.kind, record)) - cards)
    return f"actors {', '.join(lost)} have no card" if lost else ""


def _cards(connection: Connection, ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the actors of readings that are some card."""
    found: dict[int, set[str]] = {}
    for part in chunks(ids):
        for row in connection.execute(select(identities.c.reading_id, identities.c.local).where(identities.c.reading_id.in_(part), identities.c.until.is_(None))):
            found.setdefault(row.reading_id, set()).add(row.local)
    return {id: frozenset(names) for id, names in found.items()}


def _places(connection: Connection) -> Iterator[Flaw]:
    """Yield records that tell no entry, or several, or one that has ended, and reports with several readings."""
    current = placements.c.until.is_(None)
    number = func.count(placements.c.id)
    query = select(documents.c.key.label("report"), records.c.key, number).join(documents, documents.c.id == records.c.document_id)
    query = query.outerjoin(placements, (placements.c.record_id == records.c.id) & current).where(records.c.until.is_(None)).group_by(documents.c.key, records.c.key, records.c.id).having(number != 1)
    for row in connection.execute(query):
        yield Flaw(part="reference", where=f"{row.report}-{row.key}", said=f"tells {row[2]} entries, expected one; add the report again with --again")
    ended = select(entries.c.key).where(entries.c.until.is_not(None), entries.c.id.in_(select(placements.c.entry_id).where(current)))
    for key in connection.execute(ended).scalars():
        yield Flaw(part="reference", where=key, said="has ended, and still has tellings; add one of its reports again with --again")
    several = select(documents.c.key).join(readings, readings.c.document_id == documents.c.id).where(readings.c.until.is_(None)).group_by(documents.c.key).having(func.count() > 1)
    for key in connection.execute(several).scalars():
        yield Flaw(part="reference", where=key, said="has several readings that hold; add the report again with --again")


def _index(connection: Connection, mend: bool) -> Iterator[Flaw]:
    """Yield reports and entries that are not found by their words or by whom they name."""
    worded = _worded(connection, "document_words")
    lost = [id for id in connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars() if id not in worded]
    if lost:
        if mend:
            index_documents(connection, lost)
        yield Flaw(part="index", where="document_words", said=f"{len(lost)} reports are not found by their words", mended=mend)
    standing = list(connection.execute(select(entries.c.id).where(entries.c.until.is_(None)).order_by(entries.c.id)).scalars())
    worded = _worded(connection, "entry_words")
    wrong = {id for id in standing if id not in worded} | _misnamed(connection, standing)
    if wrong:
        if mend:
            index_anew(connection, sorted(wrong))
        yield Flaw(part="index", where="entry_words, entry_actors", said=f"{len(wrong)} entries are not found by their words or by whom they name", mended=mend)
    if told := mistold(connection, standing):
        if mend:
            tell_anew(connection, told)
        yield Flaw(part="index", where="entries.outlets, entries.languages", said=f"{len(told)} entries are not found by who tells them", mended=mend)
    if counts := miscounted(connection):
        if mend:
            count_anew(connection, counts)
        yield Flaw(part="index", where="actors.entries", said=f"{len(counts)} actors do not count the entries that name them", mended=mend)
    if wrong_by := tallying.miscounted(connection):
        if mend:
            tallying.count_more(connection, wrong_by)
        yield Flaw(part="index", where="tallies", said=f"{len(wrong_by)} numbers of reports and entries are not what is there", mended=mend)


def _worded(connection: Connection, table: str) -> set[int]:
    """Return the keys of what word search finds; of a table that is broken none."""
    try:
        return set(connection.execute(text(f"SELECT {'rowid' if connection.dialect.name == 'sqlite' else 'id'} FROM {table}")).scalars())
    except DatabaseError:
        return set()


def _misnamed(connection: Connection, ids: list[int]) -> set[int]:
    """Return the entries for which others are written down than they name."""
    wrong: set[int] = set()
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        named = [row for _, _, rows in expected(connection, part) for row in rows]
        wrong |= _differing(connection, entry_actors, part, seated(connection, named), ("actor_id", "role", "code", "day", "kind", "shown"))
        wrong |= _differing(connection, entry_pairs, part, pairs_of(named), ("one", "other", "day", "kind", "shown"))
    return wrong


def _differing(connection: Connection, table: Table, ids: list[int], wanted: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> set[int]:
    """Return the entries whose rows in a table are not those wanted."""
    query = select(table.c.entry_id, *(table.c[name] for name in columns)).where(table.c.entry_id.in_(ids))
    there = {tuple(row) for row in connection.execute(query)}
    return {int(row[0]) for row in there ^ {(row["entry_id"], *(row[name] for name in columns)) for row in wanted}}


def _batched(connection: Connection, table: Table, *columns: Any) -> Iterator[Any]:
    """Yield all rows of a table, a part at a time."""
    for rows in _parts(connection, select(table.c.id, *columns), table):
        yield from rows


def _parts(connection: Connection, query: Any, table: Table) -> Iterator[Any]:
    """Yield the rows of a query in parts, by the key of a table."""
    last = 0
    while rows := connection.execute(query.where(table.c.id > last).order_by(table.c.id).limit(_BATCH)).all():
        yield rows
        last = rows[-1].id
