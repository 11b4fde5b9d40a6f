"""Every example and counterexample of every frame, read by the reader itself; and the pack's own check."""

import functools
from typing import Any

import pytest

from mithaq.packcheck import check_pack, example_faults
from mithaq.packs import loader
from mithaq.packs.schema import Example
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def cases() -> list[Any]:
    found = []
    for path in sorted((loader.PACKS / "ar" / "frames").glob("*.toml")):
        frame = loader.read_frame(path)
        for example in (*frame.example, *frame.counterexample):
            marks = [pytest.mark.xfail(reason=example.known_failure, strict=True)] if example.known_failure else []
            found.append(pytest.param(example, id=example.id, marks=marks))
    return found


@pytest.mark.parametrize("example", cases())
def test_example_reads_as_its_file_says(example: Example) -> None:
    assert not example_faults(example, reader(), "ar")


def test_pack_check_finds_nothing_wrong() -> None:
    report = check_pack(reader().packs["ar"], reader())
    assert not report.problems
    assert report.passed > report.known
    assert all(row.examples and row.shown for row in report.coverage), "a frame whose examples do not word it"
