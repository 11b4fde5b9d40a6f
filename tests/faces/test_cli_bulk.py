"""``mithaq read --jobs`` fills a folder, ``mithaq add`` takes it without reading anew."""

import json
import sqlite3
from pathlib import Path

import polars
from click.testing import CliRunner, Result

from mithaq.faces.cli.main import main
from mithaq.register import work

SAMPLES = [str(path) for path in sorted((Path(__file__).parents[2] / "samples").glob("*.json")) if not path.name.endswith(".gold.json")]


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_readings_of_many_are_those_of_one_and_go_into_a_register_as_they_are(tmp_path: Path, monkeypatch) -> None:
    out, torn = tmp_path / "out", tmp_path / "torn.json"
    torn.write_text("{", encoding="utf-8")
    first = run("read", *SAMPLES, torn, "--jobs", "2", "-o", out)
    assert first.exit_code == 1 and f"{out}: {len(SAMPLES) + 1} reports in 1 files (0 there already), 1 set aside" in first.stdout
    (ledger,) = (json.loads(line) for line in (out / "_ledger.jsonl").read_text().splitlines())
    assert (ledger["reports"], ledger["aside"], ledger["last"]) == (len(SAMPLES) + 1, 1, str(torn))
    again = run("read", *SAMPLES, torn, "--jobs", "2", "-o", out)
    assert "(1 there already), 1 set aside" in again.stdout
    other = run("read", SAMPLES[0], "--shard", "1/1", "-o", out)
    assert other.exit_code == 0 and "1 files are of other reports or another reader" in other.stderr
    (out / json.loads((out / "_ledger.jsonl").read_text().splitlines()[1])["file"]).unlink()
    monkeypatch.setattr(work, "open_reader", None)
    added = run("add", out, "--register", tmp_path / "r.db", "--jobs", "1")
    assert f"{len(SAMPLES)} added, 0 known already, 1 set aside" in added.stdout and "[S005]" in added.stderr
    plain = run("add", *SAMPLES, "--register", tmp_path / "s.db", "--jobs", "1")
    assert plain.exit_code == 0
    assert contents(tmp_path / "r.db") == contents(tmp_path / "s.db")


def contents(place: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(place) as connection:
        documents = connection.execute("SELECT key, article_id, publisher, language, source FROM documents ORDER BY key").fetchall()
        return documents + connection.execute("SELECT key, kind, payload FROM records ORDER BY document_id, key").fetchall()


def test_readings_are_asked_where_they_lie(tmp_path: Path) -> None:
    run("read", *SAMPLES, "--jobs", "1", "-o", tmp_path)
    events = polars.scan_parquet(tmp_path / "*.parquet").explode("events").unnest("events", separator=".").filter(polars.col("events.type").is_not_null())
    counted = events.group_by("events.type").len().collect()
    alone = [json.loads(line) for path in SAMPLES for line in run("read", path, "--format", "jsonl").stdout.splitlines()]
    assert dict(counted.iter_rows()) == {
        type_: sum(event["type"] == type_ for reading in alone for event in reading["events"]) for type_ in {event["type"] for reading in alone for event in reading["events"]}
    }


def test_bulk_needs_a_folder_and_its_own_format(tmp_path: Path) -> None:
    for args in (["--jobs", "1"], ["--jobs", "1", "-o", tmp_path / "x.json"], ["--shard", "1/2", "-o", tmp_path / "x", "--format", "html"]):
        assert run("read", SAMPLES[0], *args).exit_code == 2
    assert "[S026]" in run("read", SAMPLES[0], "--shard", "3/2", "-o", tmp_path / "x").stderr
