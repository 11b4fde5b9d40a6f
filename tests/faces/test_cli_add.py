"""``mithaq add``: sums and exit codes, interruption, killed processes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from mithaq.faces.cli.main import main

SAMPLES = [str(path) for path in sorted((Path(__file__).parents[2] / "samples").glob("*.json")) if not path.name.endswith(".gold.json")]
COMMAND = [sys.executable, "-c", "from mithaq.faces.cli.main import main; main()"]


def documents(place: Path) -> list[tuple[str, str | None]]:
    with sqlite3.connect(place) as connection:
        return connection.execute("SELECT article_id, publisher FROM documents ORDER BY id").fetchall()


def many(tmp_path: Path, count: int) -> str:
    path = tmp_path / "many.jsonl"
    rows = [{"id": f"n{n}", "text": f"وقالت مصر إن تركيا هاجمت المدينة رقم {n} أمس الأحد.", "published": "2024-01-02"} for n in range(count)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_reports_are_added_once_and_what_is_broken_is_told(tmp_path: Path) -> None:
    place, broken = tmp_path / "r.db", tmp_path / "torn.json"
    broken.write_text('{"text": ', encoding="utf-8")
    first = CliRunner().invoke(main, ["add", *SAMPLES, str(broken), "--register", str(place), "--jobs", "1"])
    assert first.exit_code == 1
    assert f"{place}: {len(SAMPLES)} added, 0 known already, 1 set aside" in first.stdout
    assert "[S005]" in first.stderr and "torn.json" in first.stderr
    assert len(documents(place)) == len(SAMPLES)
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT content FROM set_aside").fetchall() == [(b'{"text": ',)]
    again = CliRunner().invoke(main, ["add", *SAMPLES, "--json"], env={"MITHAQ_REGISTER": str(place)})
    assert again.exit_code == 0
    assert json.loads(again.stdout) == {"register": str(place), "new": 0, "known": len(SAMPLES), "anew": 0, "aside": 0, "reasons": []}


def test_the_outlet_of_the_command_line_goes_before_the_files(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    result = CliRunner().invoke(main, ["add", SAMPLES[0], "--outlet", "المنار", "--register", str(place), "--jobs", "1"])
    assert result.exit_code == 0, result.stderr
    assert documents(place)[0][1] == "المنار"


def test_a_register_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    place = tmp_path / "no.db"
    place.write_text("a shopping list, not a register", encoding="utf-8")
    result = CliRunner().invoke(main, ["add", SAMPLES[0], "--register", str(place)])
    assert result.exit_code == 1 and "[R002]" in result.stderr


def wait_until_some(place: Path, process: "subprocess.Popen[str]") -> None:
    for _ in range(1_200):
        if place.exists():
            try:
                if documents(place):
                    return
            except sqlite3.OperationalError:
                pass
        assert process.poll() is None
        time.sleep(0.05)
    raise AssertionError("nothing was added in a minute")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_command_goes_on_from_there(how: signal.Signals, tmp_path: Path) -> None:
    place, count = tmp_path / "r.db", 400
    command = [*COMMAND, "add", many(tmp_path, count), "--register", str(place), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until_some(place, process)
        workers = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, how)
        _, told = process.communicate(timeout=120)
    if how == signal.SIGINT:
        assert process.returncode == 130, told
        assert "the same command again goes on" in told
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive
    there = len(documents(place))
    assert 0 < there < count
    again = CliRunner().invoke(main, ["add", command[4], "--register", str(place), "--json"])
    assert json.loads(again.stdout) | {"register": ""} == {"register": "", "new": count - there, "known": there, "anew": 0, "aside": 0, "reasons": []}
    assert [name for name, _ in documents(place)] == [f"n{n}" for n in range(count)]
