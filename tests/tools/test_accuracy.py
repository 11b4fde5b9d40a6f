"""The accuracy document ends with the error analysis written by hand beside it, where there is one."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("accuracy", ROOT / "tools" / "accuracy.py")
assert _SPEC and _SPEC.loader
accuracy = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(accuracy)


@pytest.mark.parametrize(("written", "end"), [(None, ""), ("## What is misread\n\nMuch.\n\n", "\n## What is misread\n\nMuch.\n")])
def test_error_analysis_ends_the_document(written: str | None, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if written is not None:
        (tmp_path / accuracy.ANALYSIS).write_text(written, encoding="utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    monkeypatch.setattr(sys, "argv", ["accuracy.py", str(gold), "-o", str(tmp_path / "accuracy.md")])
    accuracy.main()
    text = (tmp_path / "accuracy.md").read_text(encoding="utf-8")
    assert text.startswith("# Accuracy\n")
    assert text.endswith(end)
    assert ("misread" in text) == (written is not None)


def test_error_analysis_counts_all_records_it_drew() -> None:
    parts = (ROOT / "docs" / accuracy.ANALYSIS).read_text(encoding="utf-8").split("\n## ")
    tables = [[line.split(" | ") for line in part.splitlines() if line.startswith("| ")] for part in parts]
    # sixty records of gold, and 120 attributions in English news
    assert [sum(int(cells[1]) for cells in rows if cells[1].isdigit()) for rows in tables] == [60, 120]
