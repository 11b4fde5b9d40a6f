"""Which register a command speaks to: only those that add make one; days that are none are refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mithaq import Register
from mithaq.faces.cli.main import main

ASKING = [
    ["review", "--by", "نادية"], ["merge", "m-1", "m-2", "--by", "نادية"], ["split", "m-1", "t-1", "--by", "نادية"], ["undo", "1", "--by", "نادية"],
    ["actor", "مصر"], ["stats"], ["search", "مصر"], ["follow"], ["release", "one"],
]  # fmt: skip


@pytest.mark.parametrize("command", ASKING, ids=lambda command: command[0])
def test_a_mistyped_register_is_told_and_not_made(command: list[str], tmp_path: Path) -> None:
    place = tmp_path / "mistyped" / "r.db"
    result = CliRunner().invoke(main, [*command, "--register", str(place)])
    assert result.exit_code == 1 and "[R001]" in result.stderr and "no register there" in result.stderr, result.output
    assert not place.parent.exists()


@pytest.mark.parametrize("day", ["2025-99-99", "2025-02-30", "2025-02-01T25:00", "yesterday", "2025"])
def test_a_moment_that_is_no_day_of_the_calendar_is_refused(day: str, tmp_path: Path) -> None:
    Register(tmp_path / "r.db").close()
    result = CliRunner().invoke(main, ["stats", "--as-of", day, "--register", str(tmp_path / "r.db")])
    assert result.exit_code == 2 and day in result.stderr and "YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize("day", ["2025-02-28", "2025-02-28T10:00", "2025-02-28T10:00:05Z", "2025-02-28T10:00:05.123456Z"])
def test_a_day_or_a_moment_is_taken(day: str, tmp_path: Path) -> None:
    Register(tmp_path / "r.db").close()
    assert CliRunner().invoke(main, ["stats", "--as-of", day, "--register", str(tmp_path / "r.db")]).exit_code == 0
