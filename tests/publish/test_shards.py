"""Shards: readings come back as they were, files are named by what they hold and are there whole or not at all."""

from pathlib import Path

import msgspec
import pytest
from export_entries import all_kinds
from pyarrow import parquet

import mithaq
from mithaq.errors import PublishError, ReadingError
from mithaq.model import Actor, Article, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish.shards import read_shard, write_shards

TEXT = "أدانت مصر الهجوم على تركيا. وتعهدت قطر بتقديم مساعدات بقيمة مليون دولار إلى الصومال. وقال وزير خارجية الأردن إن السلام ممكن."


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = mithaq.Reader(["ar"])
    read = [reader.read(Article(text=TEXT * number, id=f"r{number}", language="ar")) for number in (1, 2, 3)]
    first = all_kinds()[0].tellings[0].document.article
    kinds = {kind: [one.record for one in all_kinds() if one.kind == kind] for kind in RECORD_FIELDS}
    group = Actor(id="g", kind="group", name="x", members=["omn"], labels={"ar": "س", "en": "x"})
    return [*read, Reading(article=first, actors=[*all_kinds()[0].actors, group], **kinds)]  # type: ignore[arg-type]


def test_readings_come_back_as_they_were(readings: list[Reading], tmp_path: Path) -> None:
    paths = write_shards(readings, tmp_path, size=3)
    assert len(paths) == 2 and sorted(tmp_path.iterdir()) == sorted(paths)
    back = [reading for path in paths for reading in read_shard(path)]
    assert back == readings and [one.to_json() for one in back] == [one.to_json() for one in readings]


def test_records_are_nested_in_the_row_of_their_report(readings: list[Reading], tmp_path: Path) -> None:
    (path,) = write_shards(readings, tmp_path)
    table = parquet.read_table(path)
    assert table.num_rows == 4 and table.column_names[:4] == ["schema", "article", "actors", "mentions"]
    assert [len(row) for row in table.column("events").to_pylist()] == [len(one.events) for one in readings]


def test_files_are_named_by_what_they_hold(readings: list[Reading], tmp_path: Path) -> None:
    (one,) = write_shards(readings, tmp_path / "a")
    (two,) = write_shards(iter(readings), tmp_path / "b")
    assert one.name == two.name and one.read_bytes() == two.read_bytes()
    (other,) = write_shards(readings[:1], tmp_path / "a")
    assert other.name != one.name
    before = one.stat().st_mtime_ns
    assert write_shards(readings, tmp_path / "a") == [one] and one.stat().st_mtime_ns == before


def test_no_readings_no_file(tmp_path: Path) -> None:
    assert write_shards([], tmp_path / "a") == [] and not list((tmp_path / "a").iterdir())


def test_what_is_no_shard_is_refused(readings: list[Reading], tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReadingError, match=r"\[D003\].*x\.parquet"):
        list(read_shard(tmp_path / "x.parquet"))
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match=r"\[X002\]"):
        write_shards(readings, tmp_path / "file")
    broken = msgspec.structs.replace(readings[0], article=msgspec.structs.replace(readings[0].article, title="\ud800"))
    with pytest.raises(PublishError, match=r"\[X005\] article r1"):
        write_shards([broken], tmp_path / "c")
    assert not list((tmp_path / "c").iterdir())
