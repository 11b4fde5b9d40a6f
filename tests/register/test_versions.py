"""Registers of other versions: older ones are brought up after a copy, newer ones and strange files refused."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from mithaq import Register, RegisterError
from mithaq.model import Reading
from mithaq.register import database, versions
from mithaq.register.selecting import Filter
from mithaq.register.tables import metadata

ADVICE = "the tables differ from the steps: run python tools/migration.py MESSAGE (--first before the first release) and set versions.HEAD"
STEP = '''"""One column more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("mood", sa.String()))
'''


def ours(name: str | None, kind: str, parents: object) -> bool:
    return kind != "table" or not str(name).startswith(("document_words", "entry_words"))


def test_the_steps_end_with_the_tables(place: str) -> None:
    with database.writing(database.open_engine(place), place) as connection:
        versions.bring_up(connection)
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == [], ADVICE
        assert versions.version(connection) == versions.HEAD
        assert {"document_words", "entry_words"} <= set(inspect(connection).get_table_names())
    assert ScriptDirectory(str(versions.SCRIPTS)).get_current_head() == versions.HEAD


def test_an_older_register_is_brought_up(place: str, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Register(place) as register:
        register.add_readings(readings[:2])
    shutil.copytree(versions.SCRIPTS, tmp_path / "steps")
    (tmp_path / "steps" / "versions" / "v0002.py").write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(versions, "SCRIPTS", tmp_path / "steps")
    monkeypatch.setattr(versions, "HEAD", "0002")
    with pytest.raises(RegisterError, match=r"R003.*older"):
        Register(place, read_only=True)
    with Register(place) as register, register.connect() as connection:
        assert versions.version(connection) == "0002"
        assert connection.execute(text("SELECT count(*), count(mood) FROM documents")).one() == (2, 0)
    if not database.is_url(place):
        with sqlite3.connect(f"{place}.0001.backup") as copy:
            assert copy.execute("SELECT count(*) FROM documents").fetchone() == (2,)
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_newer_register_is_refused(place: str) -> None:
    with Register(place) as register, register.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RegisterError, match=r"R003.*9999.*upgrade Mithaq"):
        Register(place)


def test_a_register_from_before_the_first_release_is_told(place: str, readings: list[Reading]) -> None:
    with Register(place) as register, register.begin() as connection:
        connection.execute(text("ALTER TABLE entries RENAME COLUMN contexts TO mood"))
    with Register(place) as register:
        for work in (lambda: register.add_readings(readings[:1]), lambda: register.search("", Filter(contexts=("military",)))):
            with pytest.raises(RegisterError, match=r"R003.*contexts.*new register"):
                work()


def test_a_database_of_something_else_is_refused(place: str) -> None:
    with database.writing(database.open_engine(place), place) as connection:
        connection.execute(text("CREATE TABLE songs (id INTEGER)"))
    with pytest.raises(RegisterError, match=r"R002.*songs"):
        Register(place)


@pytest.mark.parametrize("content", [b"hello, this is no register", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_file_that_is_no_register_is_refused_and_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="R002"):
        Register(path)
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"R001.*folder"):
        Register(tmp_path)
    with pytest.raises(RegisterError, match=r"R001.*mithaq add"):
        Register(tmp_path / "none.db", read_only=True)


@pytest.mark.parametrize("address", ["mysql://localhost/x", "postgresql+psycopg9://localhost/x", "://"])
def test_addresses_of_other_databases_are_told(address: str) -> None:
    with pytest.raises(RegisterError, match="R010"):
        Register(address)


def test_a_server_that_does_not_answer_is_told_and_a_user_may_be_left_out() -> None:
    with pytest.raises(RegisterError, match=r"R010.*start the server"):
        Register("postgresql://127.0.0.1:1/none")


def test_a_password_is_never_shown() -> None:
    with pytest.raises(RegisterError) as told:
        Register("postgresql://somebody:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)
