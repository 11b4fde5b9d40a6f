"""The version of a register: new ones are made, older ones brought up after a copy, newer ones refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from mithaq.errors import RegisterError
from mithaq.register.tables import metadata
from mithaq.register.words import POSTGRES_TABLES, SQLITE_TABLES

# the newest step in migrations/versions; a test holds the two together
HEAD = "0001"
SCRIPTS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """Return the version of a register's tables; none if the database has no tables at all.

    Raises:
        RegisterError: if it has tables, but not those of a register.
    """
    there = inspect(connection)
    if not there.has_table("alembic_version") or not there.has_table("documents"):
        names = there.get_table_names()
        if names:
            raise RegisterError("R002", f"{connection.engine.url.database}: a database with other tables ({', '.join(names[:5])}), no register; name another with --register")
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def check(place: str, found: str) -> bool:
    """Return whether a register is of this version; false if it is older and can be brought up.

    Raises:
        RegisterError: if it is newer than this program.
    """
    if found > HEAD:
        raise RegisterError("R003", f"{place}: made by a newer Mithaq (version {found} of its tables; this one knows up to {HEAD}); upgrade Mithaq to open it")
    return found == HEAD


def make(connection: Connection) -> None:
    """Make the tables of a new register: at once, since they are those that all steps end with."""
    metadata.create_all(connection)
    for statement in SQLITE_TABLES if connection.dialect.name == "sqlite" else POSTGRES_TABLES:
        connection.exec_driver_sql(statement)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def bring_up(connection: Connection) -> None:
    """Run every step that a register's database has not seen, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def back_up(path: Path, found: str) -> Path:
    """Return the copy of a SQLite register that is made before its tables change; an earlier copy stays."""
    copy = next(name for n in range(1, 10_000) if not (name := path.with_name(f"{path.name}.{found}{'' if n == 1 else f'-{n}'}.backup")).exists())
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return copy
