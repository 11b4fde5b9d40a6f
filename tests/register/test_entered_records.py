"""Records that people enter: proved by words of the report, placed like others, kept with who entered them, taken back whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from test_same import FULL, report

from mithaq import Register, RegisterError
from mithaq.faces.cli.main import main
from mithaq.model import Article, Entry, Reading
from mithaq.model.article import published_on
from mithaq.register.clock import now
from mithaq.register.packing import pack
from mithaq.register.rereading import reread

TEXT = "زار وفد من غانا تشاد. وتعهدت غانا ببناء مستشفى في أبشي. وقالت غانا إنها راضية."
PLEDGE = "وتعهدت غانا ببناء مستشفى في أبشي"
GIVEN: dict[str, Any] = {"obligors": ["GHA"], "beneficiaries": ["تشاد"], "action": "بناء مستشفى في أبشي", "strength": 4, "deadline": "2025-12"}


def plain_report(name: str = "one", text: str = TEXT) -> Reading:
    return Reading(article=Article(text=text, id=name, language="ar", publisher=name, published=published_on("2025-03-01")))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "hand.db") as made:
        made.add_readings([plain_report()])
        yield made


def key(register: Register) -> str:
    return register.reports().rows[0].key


def said(register: Register, as_of: str | None = None) -> dict[str, Any]:
    return {entry.id: msgspec.to_builtins(entry) for entry in register.entries(as_of=as_of)}


def only(register: Register) -> Entry:
    (entry,) = register.entries()
    return entry


def test_a_record_is_entered_with_its_words_and_actors(register: Register) -> None:
    number = register.add_record(key(register), "commitments", [PLEDGE], GIVEN, by="نادية", note="فات القارئ")
    entry = only(register)
    record: Any = entry.record
    assert all(TEXT[one.start : one.end] == one.text for one in (*record.evidence, record.action))
    assert (record.action.text, record.obligors, record.beneficiaries, record.strength, record.deadline.start) == (GIVEN["action"], ["GHA"], ["TCD"], 4, "2025-12")
    assert (entry.review.state, record.review.by, record.rule, entry.life and entry.life.official) == ("added", "نادية", "added", "announced")
    assert [one.id for one in register.timeline("غانا", "تشاد")] == [entry.id] == [one.id for one in register.search("مستشفى")]
    (decision,) = register.decisions()
    assert (decision.id, decision.decision, decision.about, decision.by, decision.note) == (number, "add", entry.id, "نادية", "فات القارئ")
    assert register.reading(key(register)).commitments[0].action == record.action


def test_taking_it_back_leaves_the_reading_as_it_was(register: Register) -> None:
    document, before = key(register), register.reading(key(register)).to_json()
    number = register.add_record(document, "commitments", [PLEDGE], GIVEN, by="نادية")
    moment, entered = now(), said(register)
    register.undo(number, by="سامي")
    assert said(register) == {} and register.reading(document).to_json() == before
    assert said(register, moment) == entered and register.decisions()[1].undone
    register.add_record(document, "commitments", [PLEDGE], GIVEN, by="نادية")
    assert len(said(register)) == 1
    with pytest.raises(RegisterError, match="R035"):
        register.undo(number, by="نادية")


def test_it_joins_the_entry_that_others_tell(register: Register) -> None:
    register.add_readings([plain_report("two", "بداية أخرى. " + TEXT)])
    one, two = (row.key for row in register.reports().rows)
    register.add_record(one, "commitments", [PLEDGE], GIVEN, by="نادية")
    number = register.add_record(two, "commitments", [PLEDGE], GIVEN, by="نادية")
    assert len(only(register).tellings) == 2
    register.undo(number, by="نادية")
    assert [len(entry.tellings) for entry in register.entries()] == [1]


def test_actors_of_the_reading_are_used_and_new_persons_made(register: Register) -> None:
    register.add_readings([report(FULL, "2025-03-01")])
    document = next(row.key for row in register.reports().rows if row.key != key(register) or row.publisher != "one")
    actors = len(register.reading(document).actors)
    register.add_record(document, "statements", ["بلاده ستشق طريقا"], {"speaker": FULL, "form": "indirect"}, by="نادية")
    assert len(register.reading(document).actors) == actors
    register.add_record(document, "statements", ["طريقا جديدا"], {"speaker": {"name": "سمير الحلواني", "code": "TCD"}, "form": "indirect"}, by="نادية")
    assert register.party("سمير الحلواني").code == "TCD"
    assert {entry.record.speaker for entry in register.timeline("سمير الحلواني")} == {register.party("سمير الحلواني").card}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "words", "fields", "code"), [
    ("commitments", ["غانا"], GIVEN, "R037"), ("commitments", ["لا يوجد"], GIVEN, "R037"), ("commitments", [], GIVEN, "R037"), ("commitments", [""], GIVEN, "R037"),
    ("commitments", [(5, 5)], GIVEN, "R037"), ("commitments", [(0, 9_000)], GIVEN, "R037"), ("commitments", [PLEDGE], {**GIVEN, "action": "ليس هنا"}, "R037"),
    ("promises", [PLEDGE], GIVEN, "R036"), ("commitments", [PLEDGE], {**GIVEN, "strenght": 4}, "R036"), ("commitments", [PLEDGE], {**GIVEN, "strength": "firm"}, "R036"),
    ("commitments", [PLEDGE], {"strength": 4}, "R036"), ("commitments", [PLEDGE], {**GIVEN, "action": [1]}, "R036"), ("commitments", [PLEDGE], {**GIVEN, "evidence": []}, "R036"),
    ("commitments", [PLEDGE], {**GIVEN, "obligors": ["لا أحد يعرفه"]}, "R020"), ("commitments", [PLEDGE], {**GIVEN, "obligors": [{"kind": "person"}]}, "R036"),
    ("commitments", [PLEDGE], {**GIVEN, "obligors": [7]}, "R036"), ("commitments", [PLEDGE], {**GIVEN, "deadline": "soon"}, "R033"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_nothing(register: Register, kind: str, words: list[Any], fields: dict[str, Any], code: str) -> None:
    before = register.reading(key(register)).to_json()
    with pytest.raises(RegisterError, match=code):
        register.add_record(key(register), kind, words, fields, by="نادية")
    assert said(register) == {} and register.reading(key(register)).to_json() == before and not register.decisions()


def test_who_enters_it_and_where_must_be_known(register: Register) -> None:
    with pytest.raises(RegisterError, match="R030"):
        register.add_record(key(register), "commitments", [PLEDGE], GIVEN, by=" ")
    with pytest.raises(RegisterError, match="R009"):
        register.add_record("none", "commitments", [PLEDGE], GIVEN, by="نادية")


def test_words_that_stand_twice_are_told_by_offsets_or_by_what_is_around_them(register: Register) -> None:
    at = TEXT.index("غانا", TEXT.index("وقالت"))
    register.add_record(key(register), "statements", [(at - 6, len(TEXT))], {"speaker": "GHA", "form": "indirect", "content": "إنها راضية", "cue": [at - 6, at - 1]}, by="نادية")
    record: Any = only(register).record
    assert (record.cue.text, record.content.text) == ("وقالت", "إنها راضية")


def test_it_outlasts_a_new_reading_of_its_report(register: Register) -> None:
    register.add_record(key(register), "commitments", [PLEDGE], GIVEN, by="نادية")
    before = only(register)
    with register.begin() as connection:
        reread(connection, [pack(plain_report(), "better")], now())
    assert only(register).id == before.id and only(register).record == before.record


def test_it_is_entered_by_command(register: Register) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, ["review", *arguments, "--by", "نادية", "--register", register.place])
        assert result.exit_code == code, result.output
        return result.output

    added = ("--add", "commitments", "--document", key(register), "--words", PLEDGE)
    sets = ("--set", "obligors=GHA", "--set", "strength=4", "--set", "deadline=2025-12-01")
    shown = run(*added, *sets)
    assert only(register).id in shown and "decision 1: add" in shown
    assert json.loads(run("--log", "--json"))[0]["decision"] == "add"
    assert "R037" in run(*added[:-1], "غانا", *sets, code=1)
    run("--words", PLEDGE, code=2)
    run("--add", "commitments", "--words", PLEDGE, code=2)
