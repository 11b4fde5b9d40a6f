"""Killed, crowded, out of space, its clock put back: what was told as added is there, once, and the file is sound."""

import datetime
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import made
import msgspec
import pytest

from mithaq import Register, RegisterError
from mithaq.register import clock
from mithaq.register.checking import check
from mithaq.register.copying import back_up
from mithaq.register.packing import document_key

ROOT = Path(__file__).parents[2]
KILLS, EACH = 50, 12


@contextmanager
def adder(place: str, *limit: int) -> Iterator["subprocess.Popen[str]"]:
    """Yield a process that adds what it is told to."""
    command = [sys.executable, str(Path(made.__file__)), place, *map(str, limit)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def ask(process: "subprocess.Popen[str]", first: int, last: int, killed_after: str = "") -> None:
    assert process.stdin
    process.stdin.write(f"{first} {last} {killed_after}\n")
    process.stdin.flush()


def answers(process: "subprocess.Popen[str]") -> list[str]:
    """Return what a child told until it was over."""
    assert process.stdout
    lines = []
    while (line := process.stdout.readline()) != "over\n":
        assert line, "the child ended without a word"
        lines.append(line.strip())
    return lines


def added(lines: list[str]) -> set[int]:
    """Return the numbers of the reports that were told as added."""
    return {number for line in lines if line.startswith("added") for number in range(*map(int, line.split()[1:]))}


def numbers(place: str) -> list[int]:
    with sqlite3.connect(place) as connection:
        return sorted(int(row[0][1:]) for row in connection.execute("SELECT article_id FROM documents"))


def check_sound(place: str) -> None:
    """Check that the file is whole and everything in it belongs together."""
    with sqlite3.connect(place) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("documents", "readings", "records", "document_words")}
        assert counts == {"documents": counts["documents"], "readings": counts["documents"], "records": 2 * counts["documents"], "document_words": counts["documents"]}
        placed = connection.execute("SELECT count(*), count(DISTINCT record_id) FROM placements WHERE until IS NULL").fetchone()
        assert placed == (counts["records"], counts["records"])


def test_killed_at_any_moment_nothing_told_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    place, chance, told = str(tmp_path / "r.db"), random.Random(4), set[int]()
    Register(place).close()
    with adder(place) as process:
        # the second time the process has imported all it needs
        for turn in range(2):
            began = time.monotonic()
            ask(process, turn * EACH, (turn + 1) * EACH)
            told |= added(answers(process))
        whole = time.monotonic() - began
        for turn in range(2, KILLS + 2):
            ask(process, turn * EACH, (turn + 1) * EACH, f"{chance.uniform(0, whole):.4f}")
            told |= added(answers(process))
            assert told <= set(numbers(place))
            check_sound(place)
    everything = range((KILLS + 2) * EACH)
    assert len(told) < len(everything), "no child was killed before its end"
    with Register(place) as register:
        register.add_readings(map(made.reading, everything))
    assert numbers(place) == list(everything)
    check_sound(place)


def test_two_processes_add_the_same_while_a_third_reads(tmp_path: Path) -> None:
    place, last = str(tmp_path / "r.db"), 120
    with Register(place) as register:
        register.add_readings([made.reading(last)])
        with adder(place) as one, adder(place) as other:
            ask(one, 0, last)
            ask(other, 0, last)
            waited = 0.0
            told: list[list[str]] = []
            threads = [threading.Thread(target=lambda process=process: told.append(answers(process))) for process in (one, other)]
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                began = time.monotonic()
                assert register.reading(document_key(made.reading(last).article)) == made.reading(last)
                waited = max(waited, time.monotonic() - began)
            assert [added(lines) for lines in told] == [set(range(last))] * 2
    assert numbers(place) == list(range(last + 1))
    check_sound(place)
    assert waited < 5


def test_a_full_disk_is_told_and_what_was_added_stays(tmp_path: Path) -> None:
    place = str(tmp_path / "r.db")
    Register(place).close()
    size = Path(place).stat().st_size
    with adder(place, size + 200_000) as process:
        ask(process, 0, 2_000)
        lines = answers(process)
    assert lines[-1].startswith("[R005]") and "free some space" in lines[-1]
    there = numbers(place)
    assert 0 < len(there) < 2_000 and added(lines) <= set(there)
    check_sound(place)
    with adder(place) as process:
        ask(process, 0, len(there) + 40)
        answers(process)
    assert numbers(place) == list(range(len(there) + 40))
    check_sound(place)


def said(register: Register, as_of: str | None = None) -> dict[str, object]:
    return {entry.id: msgspec.to_builtins(entry) for entry in register.entries(as_of=as_of)}


@contextmanager
def full(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_a_decision_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as register:
        register.add_readings(map(made.reading, range(8)))
        one, other = [entry.id for entry in register.entries() if entry.kind == "events"][:2]
        before = said(register)
        for work in (lambda: register.reject(one, by="نادية"), lambda: register.merge(one, other, by="نادية"), lambda: back_up(register, tmp_path / "copy.db")):
            with full(4_096), pytest.raises(RegisterError, match=r"\[R005\].*free some space"):
                work()
            assert said(register) == before and register.decisions() == []
        assert not list(tmp_path.glob("copy.db*"))
        register.undo(register.merge(one, other, by="نادية"), by="نادية")
        assert said(register) == before
    check_sound(str(tmp_path / "r.db"))


@pytest.mark.parametrize("jump", [datetime.timedelta(days=-400), datetime.timedelta(0), datetime.timedelta(days=400)], ids=["back", "stopped", "forward"])
def test_a_clock_that_jumps_makes_no_order_untrue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: datetime.timedelta) -> None:
    times = [datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC) + jump * n for n in (0, 1, 1, 0)]
    with Register(tmp_path / "r.db") as register:
        told = []
        for n, time_ in enumerate(times):
            monkeypatch.setattr(clock, "now", lambda time_=time_: time_.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
            register.add_readings([made.reading(n)])
            number = register.reject(next(entry.id for entry in register.entries() if entry.review.state == "machine"), by="نادية")
            if n == 1:
                register.undo(number, by="نادية")
            told.append((register.decisions()[0].at, said(register)))
        assert [at for at, _ in told] == sorted({at for at, _ in told})
        assert all(said(register, at) == then for at, then in told)
        with register.connect() as connection:
            assert check(connection).flaws == []


def test_a_register_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    # a folder of its own: that of the tests may be closed to other users
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "r.db"
        with Register(place) as register:
            register.add_readings([made.reading(1)])
        place.chmod(0o444)
        Path(name).chmod(0o555)
        child = os.fork()
        if child == 0:
            os._exit(read_only(place))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        Path(name).chmod(0o755)


def read_only(place: Path) -> int:
    """Return 0 if this process, without the rights of root, reads a register and is told that it cannot write."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        with Register(place) as register:
            same = register.reading(document_key(made.reading(1).article)) == made.reading(1)
            try:
                register.add_readings([made.reading(2)])
            except RegisterError as error:
                return 0 if same and error.code == "R004" else 1
    except RegisterError:
        return 2
    return 3


def test_nothing_is_written_through_a_register_opened_for_reading(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as register:
        register.add_readings([made.reading(1)])
    with Register(tmp_path / "r.db", read_only=True) as register, pytest.raises(RegisterError, match="R004"):
        register.add_readings([made.reading(2)])
