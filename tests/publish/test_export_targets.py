"""Targets of exports: there whole or as they were, also on a full disk; and readings taken as entries."""

import json
import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from export_entries import all_kinds, entry, event

import mithaq
from mithaq.errors import PublishError
from mithaq.model import Article, Entry, Evidence, Meeting, Reading
from mithaq.publish.exporting import FORMATS, publish
from mithaq.publish.single import entries_of, named_in

TEXT = "أدانت مصر الهجوم على تركيا. وتعهدت قطر بتقديم مساعدات إلى الصومال. وقال وزير خارجية الأردن إن السلام ممكن."
MEETING = Meeting(id="m1", evidence=[Evidence(0, 5, TEXT[:5])], participants=[])
FOLDERS = [name for name, form in FORMATS.items() if form.folder]
FILES = [name for name, form in FORMATS.items() if not form.folder]


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size``, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def many(count: int = 300) -> list[Entry]:
    made = [msgspec.structs.replace(one, id=f"{number}-{one.id}") for number in range(count) for one in all_kinds()]
    return [one for one in made if one.review.state != "rejected"]


@pytest.mark.parametrize("form", FORMATS)
def test_full_disk_leaves_what_was_there(form: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    publish(all_kinds()[:1] if form != "icalendar" else [], form, target, kinds=None)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    entries = many()
    with small_disk(8192), pytest.raises(PublishError, match=r"\[X002\].*out: cannot be written.*make room"):
        publish(entries, form, target)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", FORMATS)
def test_an_error_among_the_entries_leaves_nothing(form: str, tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield from all_kinds()
        raise ValueError("the register went away")

    with pytest.raises(ValueError, match="went away"):
        publish(broken(), form, tmp_path / "out")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="may write everywhere")
def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(PublishError, match=r"\[X002\].*cannot be written"):
        publish(all_kinds(), "gdelt", tmp_path / "out")


@pytest.mark.parametrize("form", ["csv", "gdelt"])
def test_target_without_its_folder(form: str, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"\[X002\].*there is no folder.*make it first"):
        publish(all_kinds(), form, tmp_path / "none" / "out")


@pytest.mark.parametrize("form", FILES)
def test_file_is_replaced_and_a_folder_is_not(form: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    publish(all_kinds(), form, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() != b"old"
    (tmp_path / "folder").mkdir()
    with pytest.raises(PublishError, match=r"\[X002\].*is a folder; expected a file"):
        publish(all_kinds(), form, tmp_path / "folder")


@pytest.mark.parametrize("form", FOLDERS)
def test_folder_is_replaced_if_all_in_it_is_an_export(form: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    publish(all_kinds(), form, target)
    publish(all_kinds()[:1], form, target)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (target / "mine.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"\[X002\].*mine\.txt.*choose another"):
        publish(all_kinds(), form, target)
    assert (target / "mine.txt").read_text() == "mine" and len(list(target.iterdir())) > 1
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match=r"\[X002\].*is a file; expected a folder"):
        publish(all_kinds(), form, tmp_path / "file")


# --- readings as entries ---


@pytest.fixture(scope="module")
def reader() -> mithaq.Reader:
    return mithaq.Reader(["ar"])


@pytest.fixture(scope="module")
def reading(reader: mithaq.Reader) -> Reading:
    return reader.read(Article(text=TEXT, id="r/1", language="ar", publisher="وكالة"))


def test_each_record_is_an_entry_of_one_telling(reading: Reading) -> None:
    made = list(entries_of([reading]))
    assert len(made) == sum(1 for _ in reading.records) > 3
    for one, record in zip(made, reading.records, strict=True):
        assert one.id == f"r/1/{record.id}" and one.sources == 1 and one.record.evidence == record.evidence
        (telling,) = one.tellings
        assert telling.record == one.record and telling.document.article == reading.article
        assert set(named_in(one.record, one.kind)) <= {actor.id for actor in one.actors}
        assert all(actor.id.startswith("r/1/") for actor in one.actors)


def test_references_between_records_hold(reading: Reading) -> None:
    pledge = msgspec.structs.replace(reading.commitments[0], meeting="m1", agreement="a9")
    bound = msgspec.structs.replace(reading.events[0], source_record=pledge.id)
    held = msgspec.structs.replace(reading, commitments=[pledge], events=[bound], meetings=[msgspec.structs.replace(MEETING, outcomes=[pledge.id, "elsewhere"])])
    made = {one.kind: one for one in entries_of([held])}
    assert made["events"].record.source_record == made["commitments"].id  # type: ignore[attr-defined]
    # what is no record of the reading stays as it is
    assert (made["commitments"].record.meeting, made["commitments"].record.agreement) == (made["meetings"].id, "a9")  # type: ignore[attr-defined]
    assert made["meetings"].record.outcomes == [made["commitments"].id, "elsewhere"]  # type: ignore[attr-defined]


def test_articles_of_one_id_are_told_apart_and_one_article_twice_is_refused(reader: mithaq.Reader, reading: Reading) -> None:
    other = reader.read(Article(text=TEXT + " وأدانت تونس الهجوم.", id="r/1", language="ar"))
    made = list(entries_of([reading, other]))
    assert len({one.id for one in made}) == len(made)
    with pytest.raises(PublishError, match=r"\[X003\] article r/1: comes twice"):
        list(entries_of([reading, reading]))
    with pytest.raises(PublishError, match=r"\[X003\]"):
        list(entries_of([reading, other, other]))


def test_records_of_one_id_are_numbered(reading: Reading) -> None:
    twice = msgspec.structs.replace(reading, events=[reading.events[0], reading.events[0]], statements=[], commitments=[])
    assert [one.id for one in entries_of([twice]) if one.kind == "events"] == [f"r/1/{reading.events[0].id}", f"r/1/{reading.events[0].id}-2"]


@pytest.mark.parametrize("form", FORMATS)
def test_readings_export_in_every_format(form: str, reading: Reading, tmp_path: Path) -> None:
    dated = msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, published=all_kinds()[0].record.date))
    report = publish(entries_of([dated]), form, tmp_path / "out")
    if "events" in FORMATS[form].usual and form != "geojson":
        assert report.written["events"] == len(reading.events)


def test_export_names_its_data(tmp_path: Path) -> None:
    publish([entry("events", event())], "plover", tmp_path / "out", as_name="Oman 2024")
    assert json.loads((tmp_path / "out").read_bytes())["cite_info"]["corpus"] == "Oman 2024"
