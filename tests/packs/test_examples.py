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
    made = Reader(loader.languages())
    # the check of a pack asks for the examples that were read one by one
    made.read = functools.cache(made.read)
    return made


def cases() -> list[Any]:
    found = []
    for path in sorted(loader.PACKS.glob("*/frames/*.toml")):
        frame, language = loader.read_frame(path), path.parts[-3]
        for example in (*frame.example, *frame.counterexample):
            marks = [pytest.mark.xfail(reason=example.known_failure, strict=True)] if example.known_failure else []
            found.append(pytest.param(example, language, id=example.id, marks=marks))
    return found


@pytest.mark.parametrize(("example", "language"), cases())
def test_example_reads_as_its_file_says(example: Example, language: str) -> None:
    assert not example_faults(example, reader(), language)


@pytest.mark.parametrize("language", loader.languages())
def test_pack_check_finds_nothing_wrong(language: str) -> None:
    report = check_pack(reader().packs[language], reader())
    assert not report.problems
    assert report.passed > report.known
    assert all(row.examples and row.shown for row in report.coverage), "a frame whose examples do not word it"
