"""The commands that ask a register: tables for people, whole values with --json, errors that help."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mithaq import Register
from mithaq.faces.cli.main import main
from mithaq.model import Reading

READINGS = sorted((Path(__file__).parents[1] / "golden" / "readings").glob("*.json"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "r.db"
    with Register(path) as register:
        register.add_readings(Reading.from_json(one.read_bytes()) for one in READINGS)
    return path


def ask(place: Path, *args: str) -> Result:
    result = CliRunner().invoke(main, [*args, "--register", str(place)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_every_question_has_a_table_and_json(place: Path) -> None:
    with Register(place) as register:
        entry = next(iter(register.entries())).id
    for command in (["stats"], ["search"], ["show", entry], ["timeline", "KOR"], ["timeline", "KOR", "MOZ"], ["matrix"], ["partnership", "KOR", "MOZ"], ["alliance", "IGO:EU"]):
        shown = ask(place, *command)
        assert shown.exit_code == 0 and shown.stdout.strip(), command
        json.loads(ask(place, *command, "--json").stdout)


def test_search_finds_by_words_and_filters(place: Path) -> None:
    found = json.loads(ask(place, "search", "موزمبيق", "--kind", "statements", "--actor", "KOR", "--json").stdout)
    assert found and all(entry["kind"] == "statements" for entry in found)
    assert json.loads(ask(place, "search", "موزمبيق", "--kind", "statements", "--actor", "JPN", "--json").stdout) == []


def test_show_quotes_the_words_with_their_place(place: Path) -> None:
    with Register(place) as register:
        entry = next(entry for entry in register.entries() if entry.kind == "commitments")
    shown = ask(place, "show", entry.id).stdout
    evidence = entry.tellings[0].record.evidence[0]
    assert evidence.text in shown and f"[{evidence.start}, {evidence.end})" in shown and "official announced" in shown


@pytest.mark.parametrize(("args", "says"), [(["show", "e-none"], "R008"), (["timeline", "Mozambik"], "did you mean"), (["alliance", "KOR"], "R023"), (["search", "--kind", "meeting"], "is not one of")])
def test_what_is_not_there_is_told(place: Path, args: list[str], says: str) -> None:
    result = ask(place, *args)
    assert result.exit_code != 0 and says in result.stderr


def test_a_question_makes_no_register(tmp_path: Path) -> None:
    missing = tmp_path / "mistyped" / "r.db"
    for command in (["stats"], ["search", "x"], ["follow"], ["show", "m-x"], ["partnership", "KOR", "MOZ"]):
        result = ask(missing, *command)
        assert result.exit_code == 1 and "R001" in result.stderr and "mithaq add" in result.stderr
    assert not missing.parent.exists()


def test_a_wrong_moment_is_a_usage_error(place: Path) -> None:
    result = ask(place, "stats", "--as-of", "yesterday")
    assert result.exit_code == 2 and "YYYY-MM-DD" in result.stderr


def test_before_the_register_began_it_held_nothing(place: Path) -> None:
    assert json.loads(ask(place, "stats", "--as-of", "2001-01-01", "--json").stdout)["entries"] == 0
