"""The tables of accounts: a file of its own beside the register, so that a register can be given away without them."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Column, Engine, ForeignKey, Integer, MetaData, String, Table, Text

from mithaq.register import database

metadata = MetaData()


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _user() -> Column[int]:
    return Column("user_id", Integer, ForeignKey("users.id"), nullable=False, index=True)


users = Table(
    "users", metadata, _key(),
    Column("name", String, nullable=False, unique=True), Column("role", String, nullable=False), Column("password", String, nullable=False),
    Column("made", String, nullable=False), Column("ended", String),
)  # fmt: skip

# of a session and of a token only the digest is kept: who reads this file can use neither
sessions = Table(
    "sessions", metadata, _key(), _user(),
    Column("digest", String, nullable=False, unique=True), Column("begun", String, nullable=False), Column("seen", String, nullable=False),
)  # fmt: skip

tokens = Table(
    "tokens", metadata, _key(), _user(),
    Column("digest", String, nullable=False, unique=True), Column("label", String, nullable=False), Column("scope", String, nullable=False),
    Column("made", String, nullable=False), Column("ends", String, nullable=False), Column("ended", String),
)  # fmt: skip

# who did what when, from where; append-only, by name, so that it outlives the account
audit = Table(
    "audit", metadata, _key(),
    Column("at", String, nullable=False), Column("by", String, nullable=False), Column("address", String, nullable=False),
    Column("what", String, nullable=False), Column("about", Text, nullable=False), Column("status", Integer, nullable=False),
)  # fmt: skip


def place_beside(register: str) -> Path:
    """Return where the accounts of a register lie: MITHAQ_ACCOUNTS, else beside its file, of a database in the user's data folder."""
    if named := os.environ.get("MITHAQ_ACCOUNTS"):
        return Path(named)
    return beside(database.data_folder() / "mithaq.db" if database.is_url(register) else Path(register))


def beside(path: Path) -> Path:
    """Return where the accounts beside a register's file lie."""
    return path.with_name(f"{path.name}.accounts")


def open_accounts(path: Path) -> Engine:
    """Return the engine of a file of accounts, made for its owner's eyes alone if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    engine = database.open_engine(str(path.absolute()))
    with database.writing(engine, str(path)) as connection:
        metadata.create_all(connection)
    return engine
