"""A register that is whole is told so, a broken one is told and mended; a backup holds all and becomes a register again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from story import KEY, gold_reading

from mithaq import Register, RegisterError
from mithaq.faces.cli.main import main
from mithaq.faces.team.accounts import Accounts
from mithaq.faces.team.tables import beside
from mithaq.register.checking import Check, check
from mithaq.register.copying import back_up, restore
from mithaq.register.selecting import Filter

REPORTS = [report["id"] for report in KEY["reports"]]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "r.db") as made:
        made.add_readings(map(gold_reading, REPORTS))
        made.reject(next(entry.id for entry in made.entries()), by="نادية")
        yield made


def looked_at(register: Register, *, mend: bool = False) -> Check:
    with register.begin() if mend else register.connect() as connection:
        return check(connection, mend=mend)


def broken(register: Register, *statements: str) -> None:
    with register.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)


def answers(register: Register) -> list[object]:
    wanted = Filter(actualities=None)
    # the databases rank alike hits, and those without a day, each in its way
    return [sorted(e.id for e in register.search("روسيا", wanted, limit=1_000)), sorted(e.id for e in register.timeline("RUS", wanted=wanted)), sorted(e.id for e in register.timeline("RUS", "MLI", wanted=wanted)), {pair: sorted(met) for pair, met in register.matrix().pairs.items()}]


def test_a_register_that_is_whole_is_told_so(register: Register, place: str) -> None:
    found = looked_at(register)
    assert (found.flaws, found.is_sound, found.reports) == ([], True, len(REPORTS))
    with Register(place) as other:
        other.add_readings(map(gold_reading, REPORTS[:4]))
        assert looked_at(other).flaws == looked_at(other, mend=True).flaws == []


@pytest.mark.parametrize("damage", [
    ["DELETE FROM entry_actors WHERE role = 'obligors' OR role = 'participants'"], ["DELETE FROM entry_pairs"], ["DELETE FROM entry_words"],
    ["UPDATE entry_actors SET code = 'FRA' WHERE code = 'RUS'"], ["DROP TABLE document_words"], ["DROP TABLE entry_words"],
    ["DELETE FROM entry_words_data WHERE id > 1"], ["UPDATE actors SET entries = entries + 1"], ["UPDATE tallies SET number = number + 1"], ["DELETE FROM tallies"], ["UPDATE entry_actors SET shown = 0"], ["UPDATE entries SET outlets = NULL"], ["UPDATE entries SET languages = '|xx|'"],
])  # fmt: skip
def test_what_things_are_found_by_is_made_anew(damage: list[str], register: Register) -> None:
    before = answers(register)
    reports = register.reports("روسيا").total
    broken(register, *damage)
    told = looked_at(register)
    assert told.flaws and {flaw.part for flaw in told.flaws} == {"index"} and not told.is_sound
    assert looked_at(register, mend=True).is_sound and looked_at(register).flaws == []
    assert answers(register) == before and register.reports("روسيا").total == reports > 0


@pytest.mark.parametrize(("damage", "part"), [
    ("UPDATE documents SET text = 'كلمة أخرى ' || text WHERE id = 1", "text"), ("UPDATE records SET payload = '{}' WHERE id = 3", "evidence"),
    ("""UPDATE records SET payload = replace(CAST(payload AS TEXT), '"start":', '"start":9') WHERE id = 3""", "evidence"),
    ("DELETE FROM placements WHERE record_id = 2", "reference"), ("UPDATE entries SET until = since WHERE id = 2", "reference"),
])  # fmt: skip
def test_what_nobody_can_make_anew_is_told_and_left(damage: str, part: str, register: Register) -> None:
    broken(register, damage)
    found = looked_at(register, mend=True)
    assert part in {flaw.part for flaw in found.flaws if not flaw.mended} and not found.is_sound


def test_rows_that_refer_to_nothing_are_told_and_let_go_where_they_are_made_from_others(register: Register) -> None:
    with register.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("INSERT INTO entry_pairs (one, other, entry_id, kind, shown) VALUES ('MLI', 'RUS', 99999, 'meetings', 1)")
        connection.exec_driver_sql("INSERT INTO placements (record_id, entry_id, since) VALUES (99999, 1, '2024')")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    assert {flaw.where: flaw.mended for flaw in looked_at(register, mend=True).flaws} == {"entry_pairs.entry_id": True, "placements.record_id": False, "tallies": True}


def test_the_command_tells_and_mends(register: Register, tmp_path: Path) -> None:
    broken(register, "DELETE FROM entry_pairs")
    place = str(tmp_path / "r.db")
    told = CliRunner().invoke(main, ["doctor", "--register", place])
    assert told.exit_code == 1 and "doctor --mend" in told.stdout
    assert CliRunner().invoke(main, ["doctor", "--mend", "--register", place]).exit_code == 0
    assert "all is well" in CliRunner().invoke(main, ["doctor", "--register", place]).stdout


def test_a_backup_is_the_register_and_becomes_one_again(register: Register, tmp_path: Path, place: str) -> None:
    source, copy = str(tmp_path / "r.db"), tmp_path / "kept" / "copy.db"
    assert CliRunner().invoke(main, ["backup", str(copy), "--register", source]).exit_code == 0
    assert sorted(path.name for path in copy.parent.iterdir()) == ["copy.db"]
    restored = CliRunner().invoke(main, ["restore", str(copy), "--register", place])
    assert restored.exit_code == 0, restored.output
    with Register(place) as again:
        assert list(again.entries()) == list(register.entries()) and answers(again) == answers(register)
        assert again.decisions() == register.decisions() and looked_at(again).flaws == []
        again.add_readings(map(gold_reading, REPORTS))
        assert again.stats().reports == len(REPORTS)
        back_up(again, tmp_path / "second.db")
        again.reject(next(entry.id for entry in again.entries() if entry.review.state == "machine"), by="نادية")
    with Register(tmp_path / "second.db") as second:
        assert list(second.entries()) == list(register.entries()) and looked_at(second).flaws == []


def test_accounts_are_kept_only_if_wanted(register: Register, tmp_path: Path) -> None:
    source, copy, again = str(tmp_path / "r.db"), tmp_path / "copy.db", tmp_path / "again.db"
    Accounts(beside(Path(source))).add("samir", "a long password", "admin")
    told = CliRunner().invoke(main, ["backup", str(tmp_path / "given.db"), "--register", source])
    assert told.exit_code == 0 and "--with-accounts" in told.stderr and not beside(tmp_path / "given.db").exists()
    for command in (["backup", str(copy), "--register", source], ["restore", str(copy), "--register", str(again)]):
        assert CliRunner().invoke(main, [*command, "--with-accounts"]).exit_code == 0
    assert [user.name for user in Accounts(beside(again)).users()] == ["samir"]
    assert beside(again).stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(register: Register, tmp_path: Path) -> None:
    back_up(register, tmp_path / "copy.db")
    for act in (lambda: back_up(register, tmp_path / "copy.db"), lambda: restore(tmp_path / "copy.db", str(tmp_path / "r.db"))):
        with pytest.raises(RegisterError, match="R040"):
            act()
    (tmp_path / "gone.db-wal").write_bytes(b"the log of another")
    with pytest.raises(RegisterError, match="R040"):
        restore(tmp_path / "copy.db", str(tmp_path / "gone.db"))
    (tmp_path / "list.txt").write_text("a shopping list", encoding="utf-8")
    with pytest.raises(RegisterError, match="R002"):
        restore(tmp_path / "list.txt", str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()
    with register.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar_one() == len(REPORTS)
