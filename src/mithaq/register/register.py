"""The register: what many reports say together, kept in one file or one database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import msgspec
from sqlalchemy import Connection, insert, select

from mithaq.errors import RegisterError
from mithaq.model import Actor, Reading
from mithaq.model.entry import Document, Entry
from mithaq.register import database, versions
from mithaq.register.answers import Answers
from mithaq.register.clock import moment
from mithaq.register.desk import Desk
from mithaq.register.exploring import Explorer
from mithaq.register.loading import held, load_cards, load_documents, load_reading
from mithaq.register.moments import load_standing
from mithaq.register.packing import Arrival, actor_ids, pack
from mithaq.register.reports import ReportRow, Told, copies_of, texts_of, told_in
from mithaq.register.tables import documents, entries, runs
from mithaq.register.writing import known_keys, write_readings

# readings that are added in one transaction: few enough that another writer hardly waits
BATCH = 50


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """How many readings were new, and how many the register knew already."""

    new: int = 0
    known: int = 0


class Register(Answers, Desk, Explorer):
    """A register in a file or a database: ``with Register("mithaq.db") as register: …``.

    Args:
        place: a path, or the address of a PostgreSQL database; without it what MITHAQ_REGISTER names, else a file in
            the user's data folder. A register that is not there yet is made.
        read_only: nothing can be written, and a register that is not there is an error; a file that may only be read
            is opened so in any case.
        make: whether a register that is not there yet is made.

    Raises:
        RegisterError: if it cannot be opened.
    """

    def __init__(self, place: str | Path | None = None, *, read_only: bool = False, make: bool = True) -> None:
        named = str(place) if place is not None else database.default_place()
        self.place = database.shown(named)
        self.read_only = read_only or _is_locked(named)
        self._engine = database.open_engine(named, read_only=self.read_only, make=make)
        self._bring_up(make and not self.read_only)

    @property
    def file(self) -> Path | None:
        """The file of the register; none where it is a database of a server."""
        url = self._engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections; the register can be opened again."""
        self._engine.dispose()

    def _bring_up(self, make: bool) -> None:
        """Make the tables of a new register; bring those of an older one up, after a copy of its file."""
        with self.connect() as connection:
            found = versions.version(connection)
        if found and versions.check(self.place, found):
            return
        if not found and not make:
            raise database.missing(self.place)
        if self.read_only:
            raise RegisterError("R003", f"{self.place}: made by an older Mithaq (version {found} of its tables); open it once for writing, for example with mithaq add")
        if found and not database.is_url(self.place):
            versions.back_up(Path(self.place), found)
        with self.begin() as connection:
            # another process may have done it in the meantime
            if versions.version(connection) == found:
                versions.bring_up(connection) if found else versions.make(connection)

    def begin(self) -> AbstractContextManager[Connection]:
        """Return a transaction that is alone in writing: committed at the end of ``with``, or not at all after an error.

        Raises:
            RegisterError: if the register may only be read.
        """
        if self.read_only:
            raise RegisterError("R004", f"{self.place}: may only be read; check the permissions of the file and its folder, or name another with --register")
        return database.writing(self._engine, self.place)

    def connect(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading; it sees one state of the register throughout."""
        return database.reading(self._engine, self.place)

    def add_readings(self, readings: Iterable[Reading], *, source: str = "", command: str = "add_readings") -> Added:
        """Add readings and return how many were new; those of a known report are passed over.

        Args:
            source: where they came from, kept with each document.

        Raises:
            ReadingError: if a reading does not fit its article; the batches before it are added.
        """
        total = Added()
        batch: list[Arrival] = []
        with self.begin() as connection:
            run = connection.execute(insert(runs).values(command=command, begun=moment(connection)).returning(runs.c.id)).scalar_one()
        for reading in readings:
            batch.append(Arrival(packed=pack(reading), source=source))
            if len(batch) == BATCH:
                total = self._add(batch, run, total)
                batch = []
        total = self._add(batch, run, total)
        with self.begin() as connection:
            connection.execute(runs.update().where(runs.c.id == run).values(ended=moment(connection), added=total.new, known=total.known))
        return total

    def _add(self, batch: Sequence[Arrival], run: int, total: Added) -> Added:
        """Add a batch in one transaction and return the sum so far."""
        if not batch:
            return total
        with self.begin() as connection:
            new = write_readings(connection, batch, run, moment(connection))
        return Added(new=total.new + new, known=total.known + len(batch) - new)

    def entries(self, ids: Iterable[str] | None = None, *, as_of: str | None = None) -> Iterator[Entry]:
        """Yield entries by id in the order asked for, or all that stand; ids that are unknown are left out.

        Args:
            as_of: a moment, ISO 8601 in UTC: the entries that stood then as they were.
        """
        with self.connect() as connection:
            if ids is None:
                keys = list(connection.execute(select(entries.c.id).where(held(entries, as_of)).order_by(entries.c.id)).scalars())
            else:
                keys = _entry_keys(connection, list(ids))
            for start in range(0, len(keys), 200):
                yield from load_standing(connection, keys[start : start + 200], moment=as_of)

    def entry(self, id: str, *, as_of: str | None = None) -> Entry:
        """Return the entry with this id, with ``as_of`` (ISO 8601 in UTC) as it was then.

        Raises:
            RegisterError: if the register has none, or had none then.
        """
        found = next(self.entries([id], as_of=as_of), None)
        if found is None:
            raise RegisterError("R008", f"{self.place}: no entry {id!r}{f' as of {as_of}' if as_of else ''}; mithaq search finds ids")
        return found

    def document(self, key: str) -> Document:
        """Return the report with this key.

        Raises:
            RegisterError: if the register has none.
        """
        with self.connect() as connection:
            found = self._document_id(connection, key)
            return load_documents(connection, [found])[found]

    def reading(self, key: str) -> Reading:
        """Return the newest reading of a report, byte for byte as JSON as it was added.

        Raises:
            RegisterError: if the register has no report of this key.
        """
        with self.connect() as connection:
            found = load_reading(connection, self._document_id(connection, key))
        assert found is not None, key
        return found

    def known(self, keys: Sequence[str]) -> list[str]:
        """Return those keys under which the register holds a report."""
        with self.connect() as connection:
            found = known_keys(connection, keys)
        return [key for key in keys if key in found]

    def cards(self, entry: Entry) -> list[Actor]:
        """Return the cards of all actors whom an entry and its tellings name."""
        refs = [*actor_ids(entry.kind, entry.record), *(ref for told in entry.tellings for ref in actor_ids(entry.kind, told.record))]
        with self.connect() as connection:
            return list(load_cards(connection, refs).values())

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the texts of reports by key; keys that are unknown are left out."""
        with self.connect() as connection:
            return texts_of(connection, list(keys))

    def told_in(self, key: str) -> list[Told]:
        """Return the entries that a report tells, one per record in the order of its reading's records.

        Raises:
            RegisterError: if the register has no report of this key.
        """
        with self.connect() as connection:
            return told_in(connection, self._document_id(connection, key))

    def copies(self, key: str) -> list[ReportRow]:
        """Return the reports that are copies of one, without it.

        Raises:
            RegisterError: if the register has no report of this key.
        """
        with self.connect() as connection:
            return copies_of(connection, self._document_id(connection, key))

    def _document_id(self, connection: Connection, key: str) -> int:
        """Return a document's integer key."""
        found = connection.execute(select(documents.c.id).where(documents.c.key == key)).scalar()
        if found is None:
            raise RegisterError("R009", f"{self.place}: no report {key!r}; mithaq search finds its key")
        return int(found)


def _is_locked(place: str) -> bool:
    """Return whether a register is a file that may be read but not written."""
    path = Path(place).absolute()
    return not database.is_url(place) and path.is_file() and not database.may_write(path)


def _entry_keys(connection: Connection, ids: list[str]) -> list[int]:
    """Return the integer keys of entries in the order of their ids."""
    found: dict[str, int] = {}
    for part in database.chunks(ids):
        query = select(entries.c.key, entries.c.id).where(entries.c.key.in_(part))
        found |= {row.key: row.id for row in connection.execute(query)}
    return [found[one] for one in ids if one in found]
