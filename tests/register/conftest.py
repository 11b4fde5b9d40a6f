"""Registers to test on: a SQLite file, and a database of a PostgreSQL server on loopback where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from mithaq.model import Reading

READINGS = sorted((Path(__file__).parents[1] / "golden" / "readings").glob("*.json"))


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    return [Reading.from_json(path.read_bytes()) for path in READINGS]


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: that of the path, or of the distribution's newest package."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else None


def as_postgres(command: list[str]) -> list[str]:
    """Return a command that root runs as the user postgres, since the server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a server, without a database's name."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    folder = Path(tempfile.mkdtemp(prefix="mithaq-pg-"))
    port = free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run(as_postgres([str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "mithaq", "-E", "UTF8", "--no-locale", "--no-sync"]), **quiet)
        server = as_postgres([
            str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port),
            "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off",
        ])  # fmt: skip
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(server, stdout=log, stderr=log, cwd=folder)
        try:
            yield wait_for(f"postgresql://mithaq@127.0.0.1:{port}", process, folder / "log")
        finally:
            subprocess.run(as_postgres([str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"]), **quiet)
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    from mithaq.errors import RegisterError
    from mithaq.register.database import open_engine, reading

    for _ in range(300):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with reading(open_engine(f"{address}/postgres"), address):
                return address
        except RegisterError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield where a new register may be made, on each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "register.db")
        return
    from sqlalchemy import text

    from mithaq.register.database import open_engine

    server = request.getfixturevalue("postgres")
    name = f"register_{uuid.uuid4().hex}"
    engine = open_engine(f"{server}/postgres").execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    # the server goes with its databases
    yield f"{server}/{name}"
