"""Entries as one SQLite file with plain tables."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from mithaq.model import Entry
from mithaq.publish.csv_tables import flat
from mithaq.publish.forms import KINDS, Form, Tally, misfit
from mithaq.publish.tables import Rows, columns_of, table_names

_TYPES = {"text": "TEXT", "whole": "INTEGER", "number": "REAL", "texts": "TEXT"}
# what people look up by
_INDEXES = {"evidence": ("entry",), "parties": ("entry", "actor", "code"), "tellings": ("entry", "document"), "attribution": ("telling",), "steps": ("entry",)}


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write all tables into one SQLite file and return how many rows each holds."""
    rows = Rows()
    names = table_names(tally.kinds)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        # the file is moved into place only when it is whole: it needs no journal of its own
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for name in names:
            database.execute(_table(name))
        for entry in entries:
            tally.written[entry.kind] += 1
            for name, row in rows.of(entry):
                _insert(database, entry, name, row)
                tally.rows[name] += 1
        for name, columns in _INDEXES.items():
            for column in columns:
                database.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        database.execute("COMMIT")
        return {name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}


def _table(name: str) -> str:
    """Return the statement that makes a table; its id, where it has one, is its key."""
    columns = columns_of(name)
    parts = [f'"{column.name}" {_TYPES[column.type]}' + (" PRIMARY KEY NOT NULL" if column.name == "id" else "") for column in columns]
    return f'CREATE TABLE "{name}" ({", ".join(parts)})'


def _insert(database: sqlite3.Connection, entry: Entry, name: str, row: tuple[object, ...]) -> None:
    """Insert a row."""
    columns = columns_of(name)
    values = [flat(entry, column, value) for column, value in zip(columns, row, strict=True)]
    try:
        database.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(values))})', values)
    except UnicodeEncodeError as error:
        raise misfit(entry, name, repr(error.object[error.start : error.end]), "characters of Unicode text") from error


FORM = Form("sqlite", "one SQLite file with plain tables", write, kinds=KINDS)
