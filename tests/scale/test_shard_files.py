"""Shards: readings come back as they were, files are named by what is read, are whole or not there, and are never read twice."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow
import pytest
from pyarrow import parquet

import mithaq
from mithaq.errors import PublishError, ReadingError, SourceError
from mithaq.model import Article, Reading
from mithaq.scale import batches, shards
from mithaq.scale.batches import read_batch
from mithaq.scale.shards import Part, part_of, read_shards, sources_of
from mithaq.sources.item import Item
from mithaq.sources.shards import batch_of, item_of_row, read_shard, report_schema, row_of, shard_schema

TEXT = "أدانت مصر الهجوم على تركيا. وتعهدت قطر بتقديم مساعدات بقيمة مليون دولار إلى الصومال. وقال وزير خارجية الأردن إن السلام ممكن."


def items(count: int) -> Iterator[Item]:
    for number in range(count):
        yield Item(f"f, line {number + 1}", Article(text=f"{TEXT} {number}", id=f"r{number}"), "agency")


def readings_in(folder: Path) -> dict[str, Reading]:
    return {reading.article.id: reading for path in sorted(folder.glob("*.parquet")) for reading in read_shard(path)}


def test_the_reader_is_a_function_from_batch_to_batch() -> None:
    given = [*items(2), Item("g", error=SourceError("S005", "g: not JSON")), Item("h", Article(text="ქართული ენა აქ არ არის"))]
    made = read_batch(batch_of([row_of(one) for one in given], report_schema()))
    assert made.schema == shard_schema()
    back = [item_of_row(row, "?") for row in made.to_pylist(maps_as_pydicts="strict")]
    reader = mithaq.Reader(["ar"])
    assert [one.reading for one in back[:2]] == [reader.read(msgspec.structs.replace(one.article, language="ar")) for one in items(2)]  # type: ignore[type-var]
    assert [one.error.code for one in back[2:] if one.error] == ["S005", "S015"]
    assert [one.where for one in back] == [one.where for one in given] and back[0].origin == "agency"


def test_a_report_over_its_time_or_memory_is_set_aside_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    real = batches._reading

    def reading(article: Article, where: str) -> Reading:
        if article.id == "r1":
            while True:
                pass
        if article.id == "r2":
            raise MemoryError
        if article.id == "r3":
            raise KeyError("x")
        return real(article, where)

    monkeypatch.setattr(batches, "_reading", reading)
    made = read_batch(batch_of([row_of(one) for one in items(5)], report_schema()), limit_s=0.5)
    told = [row["error"] and (row["error"]["code"], row["error"]["message"]) for row in made.to_pylist()]
    assert told == [None, ("D008", "took longer than 0.5 seconds"), ("D010", "took more memory than one report may"), ("D009", "KeyError: 'x'"), None]


def test_files_are_named_by_what_is_read_and_read_once(tmp_path: Path) -> None:
    first = list(read_shards(items(70), tmp_path / "a", jobs=1, size=30))
    assert [(one.reports, one.aside, one.new) for one in first] == [(30, 0, True), (30, 0, True), (10, 0, True)]
    assert (first[0].first, first[2].last) == ("f, line 1", "f, line 70")
    whole = readings_in(tmp_path / "a")
    assert len(whole) == 70
    # what is there is kept; what is missing is read again into the same bytes
    lost = tmp_path / "a" / first[1].file
    before = lost.read_bytes()
    lost.unlink()
    second = list(read_shards(items(70), tmp_path / "a", jobs=1, size=30))
    assert sorted((one.file, one.new) for one in second) == sorted((one.file, one is first[1]) for one in first)
    assert lost.read_bytes() == before


def test_parts_are_the_whole_and_share_nothing(tmp_path: Path) -> None:
    made = [list(read_shards(items(70), tmp_path, jobs=1, size=20, part=Part(number, 3))) for number in (1, 2, 3)]
    assert [sum(one.reports for one in part) for part in made] == [30, 20, 20]
    assert len(readings_in(tmp_path)) == 70


def test_a_part_takes_whole_files_where_there_are_enough(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    taken = [sources_of([str(tmp_path)], Part(number, 2)) for number in (1, 2)]
    assert [[Path(one).stem for one in files] for files, _ in taken] == [["a", "c", "e"], ["b", "d"]]
    assert all(part == Part() for _, part in taken)
    assert sources_of([str(tmp_path)], Part(2, 9))[1] == Part(2, 9)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", ""])
def test_a_part_that_is_none_is_told(text: str) -> None:
    with pytest.raises(SourceError, match="S026"):
        part_of(text)


def test_an_interrupted_call_leaves_no_half_file(tmp_path: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Item]:
        for number, item in enumerate(items(70)):
            taken.append(number)
            yield item

    made = list(read_shards(counted(), tmp_path, jobs=1, size=30, stopping=lambda: len(taken) > 40))
    assert [one.reports for one in made] == [30]
    assert sum(one.reports for one in read_shards(items(70), tmp_path, jobs=1, size=30)) == 70
    assert len(list(tmp_path.iterdir())) == 3


def test_a_report_that_kills_its_process_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_read_chunk", deadly)
    (one,) = read_shards(items(4), tmp_path, jobs=1, limit_s=30)
    assert (one.reports, one.aside) == (4, 1)
    rows = parquet.read_table(tmp_path / one.file).to_pylist()
    assert [row["error"] and row["error"]["code"] for row in rows] == [None, None, "D007", None]
    assert rows[2]["article"]["id"] == "r2" and rows[2]["where"] == "f, line 3"


_read_chunk = shards._read_chunk


def deadly(chunk: shards._Chunk, limit_s: float) -> bytes:
    if any(item.article and item.article.id == "r2" for item in chunk.items):
        os.kill(os.getpid(), signal.SIGKILL)
    return _read_chunk(chunk, limit_s)


def test_what_is_no_shard_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    parquet.write_table(pyarrow.table({"text": [TEXT]}), tmp_path / "y.parquet")
    for name in ("x", "y"):
        with pytest.raises(ReadingError, match=rf"\[D003\].*{name}\.parquet"):
            list(read_shard(tmp_path / f"{name}.parquet"))
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match=r"\[X002\]"):
        list(read_shards(items(1), tmp_path / "file", jobs=1))
    row = {**row_of(next(items(1))), "schema": "mithaq.reading/1"}
    error = item_of_row(json.loads(json.dumps(row)), "x, row 1").error
    assert error is not None and error.code == "S019"
