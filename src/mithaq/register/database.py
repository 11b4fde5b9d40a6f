"""Connections: one SQLite file or a PostgreSQL database, with transactions that behave alike.

One writer at a time, as many readers as there are: on SQLite through its write-ahead log, on PostgreSQL through an
advisory lock. So ids are given and entries merged without races, and a reader never waits.
"""

from __future__ import annotations

import functools
import getpass
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Select,
    Table,
    TableValuedAlias,
    Text,
    bindparam,
    create_engine,
    event,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from mithaq.errors import RegisterError

# how long a writer waits for another, in seconds; transactions are small, so this is for a machine that sleeps
_PATIENCE = 60
_LOCK = 0x6D697468  # "mith", the key of the advisory lock of writers
_MAGIC = b"SQLite format 3\x00"
# how many values stand in one IN (…); SQLite takes 32,766
_CHUNK = 5_000
One = TypeVar("One")


def default_place() -> str:
    """Return the register that is used when none is named: MITHAQ_REGISTER, else a file in the user's data folder."""
    named = os.environ.get("MITHAQ_REGISTER")
    return named or str(data_folder() / "mithaq.db")


def data_folder() -> Path:
    """Return the folder where the system keeps a user's data for Mithaq."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "mithaq"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "mithaq"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mithaq"


def is_url(place: str) -> bool:
    """Return whether a register is named by a database address and not by a path."""
    return "://" in place


def shown(place: str) -> str:
    """Return the name of a register for messages, without a password."""
    try:
        return make_url(place).render_as_string(hide_password=True) if is_url(place) else place
    except ArgumentError:
        return place


def open_engine(place: str, *, read_only: bool = False, make: bool = True) -> Engine:
    """Return the engine of a register's database; ``make`` says whether a file that is not there yet is made.

    Raises:
        RegisterError: for an address that is none, a driver that is not installed, a file that is no database.
    """
    return _open_url(place, make) if is_url(place) else _open_file(Path(place), read_only, make)


def _open_url(place: str, make: bool) -> Engine:
    """Return the engine of a PostgreSQL database, or of SQLite named as an address."""
    try:
        url = make_url(place)
        if url.get_backend_name() == "sqlite" and url.database:
            return _open_file(Path(url.database), False, make)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+pg8000")
        if url.get_backend_name() != "postgresql":
            raise RegisterError("R010", f"{url.render_as_string()}: no database that Mithaq knows; expected a path or postgresql://user@host/name")
        if url.username is None:
            # as PostgreSQL's own programs do
            url = url.set(username=getpass.getuser())
        return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except ImportError as error:
        raise RegisterError("R010", f"{error.name}: the driver for PostgreSQL is not installed; pip install 'mithaq[postgres]'") from error
    except ArgumentError as error:
        raise RegisterError("R010", f"{place}: no address of a database; expected a path or postgresql://user@host/name") from error


def _open_file(path: Path, read_only: bool, make: bool) -> Engine:
    """Return the engine of a SQLite file; a missing one is made on the first connection unless it is only to be read."""
    _check_file(path, make and not read_only)
    address = _address(path.absolute(), read_only)
    engine = create_engine(f"sqlite:///{path.absolute()}", creator=lambda: sqlite3.connect(address, uri=True, timeout=_PATIENCE, check_same_thread=False))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # pages that are read again and again: indexes and the words of recent entries
        connection.execute("PRAGMA cache_size = -32768")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            # a batch is synced when it is committed: what was told as added, and what a person decided, outlives
            # a power cut as well as a killed process, at one sync per batch
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    return engine


def may_write(path: Path) -> bool:
    """Return whether a register's file can be written: the log beside it needs its folder."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _address(path: Path, read_only: bool) -> str:
    """Return the SQLite address of a file."""
    from urllib.parse import quote

    mode = "mode=ro" if read_only else "mode=rwc"
    if read_only and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        # nobody can be writing, and the log that others are told by cannot be made here
        mode += "&immutable=1"
    return f"file:{quote(path.as_posix())}?{mode}"


def missing(place: str) -> RegisterError:
    """Return the error of a register that is not there."""
    return RegisterError("R001", f"{place}: no register there; mithaq add SOURCE… --register {place} makes one")


def _check_file(path: Path, make: bool) -> None:
    """Raise if a file cannot be a register, or there is none and none is to be made; make its folder if there is none yet."""
    try:
        if path.is_dir():
            raise RegisterError("R001", f"{path}: a folder; expected a register's file, such as {path / 'mithaq.db'}")
        if path.is_file():
            with path.open("rb") as file:
                begin = file.read(16)
            if begin and begin != _MAGIC:
                raise RegisterError("R002", f"{path}: begins with {begin[:16]!r}, no SQLite file; expected a register that mithaq add made")
        elif not make:
            raise missing(str(path))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterError("R004", f"{path}: cannot be opened: {error.strerror}; check the path and its permissions") from error


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """Yield a connection in a transaction that is alone in writing; it is committed at the end, or nothing of it is kept.

    Raises:
        RegisterError: if the database cannot be written, with what to do.
    """
    options: dict[str, Any] = {"writing": True}
    if engine.dialect.name == "postgresql":
        # what others committed while this writer waited for the lock must be seen
        options["isolation_level"] = "READ COMMITTED"
    with told(place), engine.connect().execution_options(**options) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """Yield a connection that sees one state of the register throughout.

    Raises:
        RegisterError: if the database cannot be read.
    """
    with told(place), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what a database says into an error that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error, place) from error


def _explained(error: DBAPIError, place: str) -> RegisterError:
    """Return the error of a register for one of its database."""
    said = _said(error)
    small = said.lower()
    if "full" in small or "no space" in small or "disk i/o" in small:
        return RegisterError("R005", f"{place}: cannot be written: {said}; free some space and run the same command again: nothing that was added is lost")
    if "readonly" in small or "read-only" in small or "unable to open" in small or "permission denied" in small:
        return RegisterError("R004", f"{place}: may only be read, or not at all: {said}; check its permissions and those of its folder")
    if "locked" in small:
        return RegisterError("R006", f"{place}: another program has been writing for {_PATIENCE} seconds; end it, or wait and run the same command again")
    if "not a database" in small or "malformed" in small or "no such table" in small:
        return RegisterError("R002", f"{place}: no register, or a broken one: {said}; restore a copy, or name another with --register")
    if "no such column" in small or "has no column" in small or small.startswith("column "):
        return RegisterError("R003", f"{place}: made by a Mithaq before its first release, with other tables: {said}; add its reports again into a new register")
    if "create a connection" in small or "does not exist" in small or "authentication failed" in small:
        return RegisterError("R010", f"{place}: cannot be opened: {said}; start the server, or mend user, host, port or name in the address")
    return RegisterError("R007", f"{place}: the database says: {said}")


def _said(error: DBAPIError) -> str:
    """Return what a database says in one line; pg8000 gives the fields of PostgreSQL's message."""
    fields = error.orig.args[0] if error.orig and error.orig.args else ""
    said = fields.get("M", "") if isinstance(fields, dict) else str(fields)
    return said.splitlines()[0] if said else type(error.orig).__name__


def allocate(connection: Connection, table: Table, count: int) -> list[int]:
    """Return integer keys for new rows of a table, valid inside a transaction that writes."""
    if connection.dialect.name == "postgresql":
        name = f"{table.name}_id_seq"
        rows = connection.execute(text("SELECT nextval(CAST(:name AS regclass)) FROM generate_series(1, :count)"), {"name": name, "count": count})
        return [int(row[0]) for row in rows]
    last = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def chunks(values: Iterable[One]) -> Iterator[list[One]]:
    """Yield values in lists short enough for one query."""
    found = list(dict.fromkeys(values))
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def numbers(connection: Connection, values: Sequence[int]) -> TableValuedAlias:
    """Return numbers as a table of one column, «value», so that each can be looked up by itself."""
    if connection.dialect.name == "postgresql":
        return func.unnest(literal(list(values), ARRAY(BigInteger))).table_valued("value").render_derived()
    return func.json_each(json.dumps(values)).table_valued("value")


class LookUp:
    """A query for what belongs to any of many values, made once for each kind of database: quicker than one made anew."""

    def __init__(self, make: Callable[[Select[Any]], Select[Any]], type_: type[BigInteger] | type[Text] = BigInteger) -> None:
        """``make`` returns the query, given the values as a query of one column."""
        self._make, self._type = make, type_
        self._made: dict[str, Select[Any]] = {}

    def __call__(self, connection: Connection, values: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows for values."""
        array = connection.dialect.name == "postgresql"
        query = self._made.get(connection.dialect.name)
        if query is None:
            given = bindparam("given", type_=ARRAY(self._type) if array else None)
            table = func.unnest(given).table_valued("value").render_derived() if array else func.json_each(given).table_valued("value")
            query = self._made[connection.dialect.name] = self._make(select(table.c.value))
        for part in chunks(values):
            yield from connection.execute(query, {"given": part if array else json.dumps(part)}).all()


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give the same columns, several at least; much quicker than a statement that names each value."""
    if rows:
        columns = tuple(rows[0])
        connection.exec_driver_sql(_insertion(connection.dialect, table, columns), list(map(itemgetter(*columns), rows)))


@functools.lru_cache(256)
def _insertion(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> str:
    """Return the statement that inserts values into columns of a table, with the marks of the database's driver."""
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(map(dialect.identifier_preparer.quote, columns))
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(columns))})"
