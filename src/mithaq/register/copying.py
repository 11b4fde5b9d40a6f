"""A register copied whole: a backup is a register in one file, whatever database it comes from, and a restored one is the backup's."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from mithaq.errors import RegisterError
from mithaq.register import database
from mithaq.register.indexing import index_all
from mithaq.register.register import Register
from mithaq.register.tables import metadata

_ROWS = 1_000


def back_up(register: Register, target: Path) -> int:
    """Write a register into a new file as it stands now, also while others write into it, and return how many bytes it takes.

    Raises:
        RegisterError: R040 if the file is there already, R005 or R004 if it cannot be written.
    """
    with _draft(target) as draft:
        if register.file is not None:
            _copy_file(register.file, draft)
        else:
            with Register(draft) as copy:
                _copy_rows(register, copy)
    return target.stat().st_size


def copy_beside(source: Path, target: Path) -> None:
    """Copy a SQLite file that belongs to a register, also while others write into it, with its permissions.

    Raises:
        RegisterError: R040 if there is a file already, R005 if it cannot be written.
    """
    with _draft(target) as draft:
        _copy_file(source, draft)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Yield the place of a draft, which takes the target's at the end or leaves nothing."""
    _refuse(target)
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        yield draft
        draft.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise RegisterError("R005", f"{target}: cannot be written: {error}; free some space or name another file, and run the same command again") from error
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            draft.with_name(name).unlink(missing_ok=True)


def restore(source: Path, place: str) -> int:
    """Make a register from a backup where there is none yet, and return how many reports it holds.

    Raises:
        RegisterError: R001 or R002 if the backup is none, R040 if there is a register at the place.
    """
    with Register(source, read_only=True) as backup:
        if database.is_url(place):
            with Register(place) as register:
                if register.stats().reports:
                    raise RegisterError("R040", f"{register.place}: holds reports; restore into an empty database")
                _copy_rows(backup, register)
        else:
            back_up(backup, Path(place))
        return backup.stats().reports


def _refuse(target: Path) -> None:
    """Raise if something is at a place that is to be written, also the log of a register that is gone."""
    there = [name for end in ("", "-wal", "-shm") if (name := target.with_name(f"{target.name}{end}")).exists()]
    if there:
        raise RegisterError("R040", f"{there[0]}: is there already; move it away, or name another file")


def _copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite register as it stands at one moment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(stat.S_IMODE(source.stat().st_mode))
    mode = "ro" if os.access(source.parent, os.W_OK) else "ro&immutable=1"
    there, copy = sqlite3.connect(f"{source.absolute().as_uri()}?mode={mode}", uri=True), sqlite3.connect(target)
    try:
        there.backup(copy)
        # one file, without a log beside it
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        there.close()
        copy.close()


def _copy_rows(source: Register, target: Register) -> None:
    """Copy all rows of a register into an empty one, and make its words findable."""
    with source.connect() as there, target.begin() as connection:
        for table in metadata.sorted_tables:
            for part in there.execute(select(table)).mappings().partitions(_ROWS):
                connection.execute(insert(table), [dict(row) for row in part])
            _count_on(connection, table.name)
        index_all(connection)


def _count_on(connection: Connection, table: str) -> None:
    """Let the keys of new rows begin behind those that were copied."""
    if connection.dialect.name == "postgresql" and "id" in metadata.tables[table].c:
        last = connection.execute(select(func.max(metadata.tables[table].c.id))).scalar()
        if last:
            connection.execute(text("SELECT setval(CAST(:name AS regclass), :last)"), {"name": f"{table}_id_seq", "last": last})
