"""Blind second coding: nothing of the first is seen, nothing of the second changes an entry, who settles decides; words are corrected; gold is written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mithaq import Register, RegisterError
from mithaq.evaluation import evaluate, load_gold
from mithaq.faces.cli.main import main
from mithaq.model import Article
from mithaq.model.article import published_on
from mithaq.reader import Reader

TEXT = "أكد وزير الخارجية الغاني أن بلاده لن تتراجع. وتعهدت غانا بتقديم مساعدات إلى تشاد قبل نهاية العام. وزار رئيس غانا تشاد أمس ووقعت غانا وتشاد اتفاقا. وأدانت غانا الهجوم في مالي."
ONE, OTHER, EDITOR = "نادية", "Karim", "أمينة"


@pytest.fixture(scope="module")
def reading():
    return Reader(["ar"]).read(Article(text=TEXT, id="one", language="ar", publisher="وكالة المرفأ", published=published_on("2025-03-02")))


@pytest.fixture
def register(tmp_path, reading):
    with Register(tmp_path / "r.db") as made:
        made.add_readings([reading])
        yield made


def coded(register):
    """Entries that the first person decided about: one rejected, one corrected, the rest accepted."""
    found = list(register.entries())
    assert len(found) >= 4
    register.reject(found[0].id, by=ONE)
    register.correct(found[1].id, {"actuality": "planned"}, by=ONE)
    for entry in found[2:]:
        register.accept(entry.id, by=ONE)
    return found


def test_what_is_coded_blind_shows_nothing_of_the_first(register):
    assert register.unseen(by=OTHER) == []
    before = {entry.id: entry for entry in coded(register)}
    seen = register.unseen(by=OTHER)
    assert {entry.id for entry in seen} == set(before)
    assert all(entry.review.state == "machine" and entry.review.by is None and entry.record == before[entry.id].record for entry in seen)
    assert register.unseen(by=ONE) == []
    kinds = {entry.kind for entry in register.unseen(by=OTHER, kinds=["commitments"])}
    assert kinds == {"commitments"}


def test_what_is_coded_blind_changes_no_entry_and_is_taken_back(register):
    found = coded(register)
    before = list(register.entries())
    number = register.code(found[2].id, "reject", by=OTHER, note="ليس حدثا")
    assert list(register.entries()) == before
    with pytest.raises(RegisterError, match="R038"):
        register.code(found[2].id, "accept", by=OTHER)
    assert [(one.decision, one.about, one.by) for one in register.decisions(limit=1)] == [("reject", found[2].id, OTHER)]
    register.undo(number, by=OTHER)
    assert list(register.entries()) == before
    assert register.code(found[2].id, "accept", by=OTHER) > number


@pytest.mark.parametrize("by", [ONE, "", " "])
def test_the_first_and_nobody_code_nothing_blind(register, by):
    found = coded(register)
    with pytest.raises(RegisterError, match=r"R038|R030"):
        register.code(found[0].id, "accept", by=by)


def test_agreement_is_counted_over_what_both_coded(register):
    found = coded(register)
    register.code(found[0].id, "reject", by=OTHER)
    register.code(found[1].id, "accept", by=OTHER)
    register.code(found[2].id, "reject", by=OTHER)
    register.code(found[3].id, "accept", by=OTHER)
    (pair,) = register.agreement().pairs
    assert (pair.first, pair.second, pair.entries) == (ONE, OTHER, 4)
    # three of four alike; by chance 1/4 × 1/2 + 3/4 × 1/2
    assert pair.verdict == pytest.approx(0.5)
    assert pair.kept == pytest.approx(2 * 2 / (3 + 2)) and pair.words == 1.0
    differ = {one.entry: one for one in register.agreement().coded}
    assert differ[found[1].id].differ.keys() == {"actuality"} and differ[found[2].id].verdicts == ("kept", "rejected")
    assert differ[found[3].id].differ == {} and differ[found[0].id].verdicts == ("rejected", "rejected")


def test_a_decision_that_was_taken_back_is_no_ones_coding(register):
    found = coded(register)
    register.code(found[0].id, "accept", by=OTHER)
    first = next(one for one in register.decisions() if one.about == found[0].id and one.by == ONE)
    register.undo(first.id, by=ONE)
    assert register.agreement().pairs == []


@pytest.mark.parametrize(("pick", "state"), [("first", "rejected"), ("second", "corrected")])
def test_who_settles_decides_about_the_entry(register, pick, state):
    found = coded(register)
    number = register.code(found[0].id, "correct", {"date": "2025-03-01"}, by=OTHER)
    register.settle(number, pick, by=EDITOR)
    entry = register.entry(found[0].id)
    assert (entry.review.state, entry.review.by) == (state, EDITOR)
    assert pick == "first" or entry.record.date.start == "2025-03-01"
    (one,) = register.agreement().coded
    assert one.settled == EDITOR and one.verdicts == ("rejected", "kept")
    with pytest.raises(RegisterError, match="R039"):
        register.settle(number, pick, by=EDITOR)
    register.undo(register.decisions(limit=1)[0].id, by=EDITOR)
    assert register.entry(found[0].id).review.state == "rejected" and register.agreement().coded[0].settled is None


def test_settling_for_the_second_takes_the_firsts_correction_back(register):
    entry = next(entry for entry in register.entries() if entry.kind == "commitments")
    before = entry.record.strength
    register.correct(entry.id, {"strength": 1 if before != 1 else 2}, by=ONE)
    number = register.code(entry.id, "accept", by=OTHER)
    register.settle(number, "second", by=EDITOR)
    assert register.entry(entry.id).record.strength == before


def test_words_are_corrected_as_they_stand_in_the_report(register):
    entry = next(entry for entry in register.entries() if entry.kind == "commitments")
    register.correct(entry.id, {"evidence": ["تعهدت غانا بتقديم مساعدات", [TEXT.index("إلى تشاد قبل"), TEXT.index(" قبل نهاية")]], "action": "تقديم مساعدات"}, by=ONE)
    record = register.entry(entry.id).record
    assert [one.text for one in record.evidence] == ["تعهدت غانا بتقديم مساعدات", "إلى تشاد"] and record.action.text == "تقديم مساعدات"
    assert all(TEXT[one.start : one.end] == one.text for one in (*record.evidence, record.action))
    for wrong, code in ((["ليس هنا"], "R037"), (["ا"], "R037"), ([], "R033"), ([""], "R033"), ([[5, 5]], "R037"), ([[1, 2, 3]], "R036"), ("", "R033")):
        with pytest.raises(RegisterError, match=code):
            register.correct(entry.id, {"evidence": wrong}, by=ONE)


def test_a_report_that_was_reviewed_whole_is_gold_as_people_left_it(register, tmp_path, reading):
    found = list(register.entries())
    assert register.reviewed_readings() == []
    for entry in found:
        register.accept(entry.id, by=ONE)
    (whole,) = register.reviewed_readings()
    assert len(list(whole.records)) == len(list(reading.records))
    register.reject(found[0].id, by=ONE)
    event = next(entry for entry in found if entry.kind == "events" and entry.id != found[0].id)
    register.correct(event.id, {"actor": ["MLI"]}, by=ONE)
    key = register.reports().rows[0].key
    register.add_record(key, "statements", ["أكد وزير الخارجية الغاني"], {"speaker": {"name": "وزير ما", "kind": "person", "code": "GHA"}, "form": "indirect"}, by=ONE)
    done = CliRunner().invoke(main, ["review", "--gold", str(tmp_path / "gold"), "--register", register.place])
    assert done.exit_code == 0 and "1 reports" in done.output
    (pair,) = load_gold(tmp_path / "gold")
    (left,) = register.reviewed_readings()
    assert pair[0].text == TEXT and len(list(left.records)) == len(list(reading.records))
    codes = {actor.id: actor.code for actor in left.actors}
    assert any([codes[one] for one in told.actor] == ["MLI"] for told in left.events)
    scores = evaluate([(pair[1], left)])
    assert all(counts.gold == counts.got == counts.strict for counts in scores.each[0].values())


def test_a_report_with_a_record_nobody_looked_at_is_no_gold(register):
    for entry in list(register.entries())[1:]:
        register.accept(entry.id, by=ONE)
    assert register.reviewed_readings() == []


def test_agreement_is_shown_on_the_command_line(register):
    found = coded(register)
    register.code(found[0].id, "reject", by=OTHER)
    done = CliRunner().invoke(main, ["review", "--agreement", "--json", "--register", register.place])
    assert json.loads(done.output)["pairs"][0]["second"] == OTHER
    assert Path(register.place).exists()
