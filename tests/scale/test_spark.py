"""Through Spark: the same readings as on one core, whatever source they come from, also where a worker is killed.

Needs ``mithaq[spark]`` and Java; skipped without them.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from mithaq.model import Article, Reading
from mithaq.scale.shards import read_shards
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source
from mithaq.sources.shards import read_shard

pytest.importorskip("pyspark", reason="no pyspark: pip install mithaq[spark]")
if shutil.which("java") is None:
    pytest.skip("no Java", allow_module_level=True)

from mithaq.scale import spark as through

TEXTS = ["أدانت مصر الهجوم على تركيا في 3 أبريل 2025.", "تعهدت قطر بتقديم مساعدات إلى الصومال.", "Egypt condemned the attack on Turkey on 3 April 2025.", "ქართული ენა აქ არ არის წაკითხული"]
Batches = Iterable[Any]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    # its workers are started by name, which may be another Python
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # a task may fail twice: the third try counts
    made = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return a WARC file, JSON Lines with a broken line, and a Parquet file."""
    folder = tmp_path_factory.mktemp("spark")
    page = f'<html lang="ar"><head><title>مصر تدين</title></head><body><h1>مصر تدين</h1><p>{TEXTS[0]}</p></body></html>'
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/2025/04/03/x\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode()
    (folder / "a.warc").write_bytes((head + http + b"\r\n\r\n") * 2)
    rows = [json.dumps({"id": f"j{n}", "text": TEXTS[n % 4], "published": "2025-04-04"}, ensure_ascii=False) for n in range(60)]
    (folder / "b.jsonl").write_text("\n".join([*rows[:30], '{"text": ', *rows[30:]]), encoding="utf-8")
    parquet.write_table(pyarrow.table({"id": [f"p{n}" for n in range(40)], "body": [TEXTS[n % 3] for n in range(40)]}), folder / "c.parquet")
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def alone(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """Return the rows that one core makes."""
    folder = tmp_path_factory.mktemp("alone")
    items = [item for name in sources for item in open_source(name, options=SourceOptions())]
    list(read_shards(items, folder, jobs=1))
    return rows_of(folder)


def rows_of(folder: Path) -> list[tuple[object, ...]]:
    """Return what the files of a folder hold, row by row."""
    rows = [row for path in sorted(folder.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    return sorted((row["where"], json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)) for row in rows)


def test_code_and_packs_are_shipped_with_the_job(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = through._shipped(session, through._sources_task, sources=[], of=1, limit_s=1)

    def where(batches: Batches) -> Iterator[Any]:
        list(shipped(()))
        import mithaq.packs.loader

        yield pyarrow.RecordBatch.from_pydict({"place": [str(mithaq.packs.loader.PACKS)]})

    (row,) = session.range(1, numPartitions=1).mapInArrow(where, "place string").collect()
    assert "mithaq_shipped/mithaq/packs" in row.place


@pytest.mark.parametrize("parts", [1, 5])
def test_sources_are_read_as_on_one_core(session: Any, sources: list[str], alone: list[tuple[object, ...]], tmp_path: Path, parts: int) -> None:
    through.read_sources(session, sources, parts=parts).write.parquet(str(tmp_path / "out"))
    made = rows_of(tmp_path / "out")
    assert len(made) == 103 and made == alone


def test_a_killed_worker_changes_nothing(session: Any, sources: list[str], alone: list[tuple[object, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = str(tmp_path / "killed")
    real = through._shipped

    def deadly(*args: Any, **options: Any) -> Any:
        task = real(*args, **options)

        def run(batches: Batches) -> Iterator[Any]:
            for number, batch in enumerate(task(batches)):
                yield batch
                # in the middle of the work, once
                if number == 1 and not os.path.exists(killed):  # noqa: PTH110
                    open(killed, "x").close()  # noqa: PTH123
                    os.kill(os.getpid(), signal.SIGKILL)

        return run

    monkeypatch.setattr(through, "_shipped", deadly)
    through.read_sources(session, sources, parts=2).write.parquet(str(tmp_path / "out"))
    assert Path(killed).exists()
    assert rows_of(tmp_path / "out") == alone


def test_a_frame_is_read_as_its_rows_are(session: Any, sources: list[str], tmp_path: Path) -> None:
    frame = session.read.parquet(sources[2])
    through.read_frame(frame, columns={"text": "body"}).write.parquet(str(tmp_path / "out"))
    made = {reading.article.id: reading for path in (tmp_path / "out").glob("*.parquet") for reading in read_shard(path)}
    assert len(made) == 40
    list(read_shards([Item("x", Article(id="p0", text=TEXTS[0]))], tmp_path / "one", jobs=1))
    (one,) = (reading for path in (tmp_path / "one").glob("*.parquet") for reading in read_shard(path))
    assert isinstance(made["p0"], Reading) and made["p0"] == one
