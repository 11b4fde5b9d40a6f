"""What people decide changes what the register says, is kept with who and why, and can be taken back."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from story import KEY, facts_in, gold_reading

from mithaq import Register, RegisterError
from mithaq.faces.cli.main import main
from mithaq.model import Entry

REPORTS = [report["id"] for report in KEY["reports"]]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "story.db") as made:
        made.add_readings(map(gold_reading, REPORTS[:9]))
        yield made


def said(register: Register) -> dict[str, Any]:
    """All that the register says, by entry."""
    return {entry.id: msgspec.to_builtins(entry) for entry in register.entries()}


def of_kind(register: Register, kind: str) -> list[Entry]:
    return [entry for entry in register.entries() if entry.kind == kind]


def test_accepting_is_kept_and_taken_back(register: Register) -> None:
    before, entry = said(register), of_kind(register, "meetings")[0]
    number = register.accept(entry.id, by="نادية", note="قرأتها")
    after = register.entry(entry.id)
    assert (after.review.state, after.review.by, after.record) == ("accepted", "نادية", msgspec.structs.replace(entry.record, review=after.review))
    register.undo(number, by="سامي")
    assert said(register) == before
    later, first = register.decisions()
    assert (first.decision, first.by, first.note, first.undone) == ("accept", "نادية", "قرأتها", later.id)


def test_a_correction_outlives_later_reports(register: Register) -> None:
    entry = next(e for e in of_kind(register, "commitments") if getattr(e.record, "deadline", None))
    telling = entry.tellings[0].record
    number = register.correct(entry.id, {"deadline": "2025-07-15", "strength": 5}, by="نادية")
    register.add_readings(map(gold_reading, REPORTS[9:]))
    record = register.entry(entry.id).record
    assert (record.deadline.start, record.strength, record.review.state) == ("2025-07-15", 5, "corrected")  # type: ignore[attr-defined]
    assert register.entry(entry.id).tellings[0].record == telling
    register.undo(number, by="نادية")
    assert register.entry(entry.id).record.strength == telling.strength  # type: ignore[attr-defined]


@pytest.mark.parametrize("changes", [{"strenght": 5}, {"strength": "firm"}, {"deadline": "soon"}, {"evidence": []}, {}])
def test_a_correction_that_does_not_fit_is_refused(register: Register, changes: dict[str, Any]) -> None:
    before, entry = said(register), of_kind(register, "commitments")[0]
    with pytest.raises(RegisterError, match="R033"):
        register.correct(entry.id, changes, by="نادية")
    assert said(register) == before


def test_rejected_entries_are_left_out_of_what_is_followed(register: Register) -> None:
    entry = register.follow(day="2026-01-01", overdue=True)[0]
    register.reject(entry.id, by="نادية")
    assert entry.id not in {one.id for one in register.follow(day="2026-01-01")}


def test_merging_by_hand_and_back(register: Register) -> None:
    before = said(register)
    one, other = of_kind(register, "meetings")[:2]
    number = register.merge(one.id, other.id, by="نادية")
    joined = register.entry(one.id)
    assert {telling.id for telling in joined.tellings} == {telling.id for entry in (one, other) for telling in entry.tellings}
    assert register.entry(other.id).id == one.id
    assert register.entry(one.id).conflicts
    register.undo(number, by="نادية")
    assert said(register) == before


def test_a_merge_by_hand_outlives_later_reports(register: Register) -> None:
    one, other = of_kind(register, "meetings")[:2]
    register.merge(one.id, other.id, by="نادية")
    register.add_readings(map(gold_reading, REPORTS[9:]))
    assert {telling.id for entry in (one, other) for telling in entry.tellings} <= {telling.id for telling in register.entry(one.id).tellings}


def test_splitting_by_hand_and_back(register: Register) -> None:
    before = said(register)
    entry = max(of_kind(register, "meetings"), key=lambda e: len(e.tellings))
    telling = entry.tellings[-1].id
    number = register.split(entry.id, telling, by="نادية")
    assert telling not in {one.id for one in register.entry(entry.id).tellings}
    alone = next(e for e in of_kind(register, "meetings") if telling in {one.id for one in e.tellings})
    assert [one.id for one in alone.tellings] == [telling]
    register.undo(number, by="نادية")
    after = said(register)
    assert {id: after[id] for id in before} == before
    assert register.entry(alone.id).id == entry.id


def test_what_cannot_be_one_is_refused(register: Register) -> None:
    meeting, promise = of_kind(register, "meetings")[0], of_kind(register, "commitments")[0]
    for one, other in ((meeting.id, promise.id), (meeting.id, meeting.id)):
        with pytest.raises(RegisterError, match="R031"):
            register.merge(one, other, by="نادية")
    with pytest.raises(RegisterError, match="R032"):
        register.split(meeting.id, "none", by="نادية")
    with pytest.raises(RegisterError, match="R030"):
        register.accept(meeting.id, by=" ")
    with pytest.raises(RegisterError, match="R008"):
        register.accept("m-none", by="نادية")
    with pytest.raises(RegisterError, match="R034"):
        register.confirm("l-none", by="نادية")
    with pytest.raises(RegisterError, match="R035"):
        register.undo(99, by="نادية")


def test_proposals_are_asked_answered_and_taken_back(tmp_path: Path) -> None:
    with Register(tmp_path / "story.db") as register:
        register.add_readings(map(gold_reading, REPORTS))
        before = said(register)
        asked = [question for question in register.queue(limit=100) if question.about == "merge"]
        assert asked and all(len(question.entries) == 2 and question.reasons for question in asked)
        one, other = (entry.id for entry in asked[0].entries)
        number = register.confirm(asked[0].id, by="نادية")
        assert register.entry(one).id == register.entry(other).id
        register.undo(number, by="نادية")
        assert said(register) == before
        register.deny(asked[0].id, by="نادية")
        assert asked[0].id not in {question.id for question in register.queue(limit=100)}
        assert register.entry(one).id != register.entry(other).id


def test_evidence_moves_only_when_a_person_confirms(tmp_path: Path) -> None:
    with Register(tmp_path / "story.db") as register:
        register.add_readings(map(gold_reading, REPORTS))
        link = next(link for e in register.entries() if e.life for link in e.links if link.relation == "partly" and link.commitment == e.id and delivered_by_recipient(register, link.entry))
        life = lambda: register.entry(link.commitment).life  # noqa: E731
        assert life().evidence == "not_assessed"
        number = register.confirm(link.id, by="نادية")
        assert life().evidence == "partial"
        register.undo(number, by="نادية")
        assert life().evidence == "not_assessed"
        register.deny(link.id, by="نادية")
        assert life().evidence == "not_assessed" and not any(step.value == "partial" and step.reason.endswith("confirmed") and step.noted > life().steps[-1].noted for step in life().steps)


def delivered_by_recipient(register: Register, entry: str) -> bool:
    return getattr(register.entry(entry).record, "independence", "") == "recipient"


def test_any_order_of_reports_gives_the_same_entries(tmp_path: Path) -> None:
    found = []
    for seed in range(4):
        order = list(REPORTS)
        random.Random(seed).shuffle(order)
        with Register(tmp_path / f"{seed}.db") as register:
            for start in range(0, len(order), 4):
                register.add_readings(map(gold_reading, order[start : start + 4]))
            register.add_readings(map(gold_reading, order))
            found.append(facts_in(register))
    assert all(one == found[0] for one in found)


# --- the command line ---


def test_review_follow_and_undo_by_command(register: Register) -> None:
    def run(*arguments: str, typed: str | None = None) -> str:
        result = CliRunner().invoke(main, [*arguments, "--register", register.place], input=typed)
        assert result.exit_code == 0, result.output
        return result.output

    late = json.loads(run("follow", "--on", "2025-08-06", "--overdue", "--json"))
    assert late and "overdue" in run("follow", "--on", "2025-08-06", "--state", "RUS")
    entry = of_kind(register, "meetings")[0].id
    assert "decision 1" in run("review", "--accept", entry, "--by", "نادية", "--note", "صحيح")
    assert "decision 2" in run("review", "--correct", entry, "--set", "kind=summit", "--by", "نادية")
    assert register.entry(entry).record.kind == "summit"  # type: ignore[attr-defined]
    assert json.loads(run("undo", "2", "--by", "سامي", "--json"))["decision"] == 3
    assert "نادية" in run("review", "--log")
    assert json.loads(run("review", "--json", "--limit", "3"))
    asked = run("review", "--kind", "events", typed="نادية\na\nu\ns\nq\n")
    assert "decision 4 is undone" in asked
    assert [one.decision for one in register.decisions(limit=3)] == ["skip", "undo", "accept"]


def test_merge_and_split_by_command(register: Register) -> None:
    one, other = of_kind(register, "meetings")[:2]
    run = CliRunner().invoke
    assert run(main, ["merge", one.id, other.id, "--by", "نادية", "--register", register.place]).exit_code == 0
    assert run(main, ["split", one.id, other.tellings[0].id, "--by", "نادية", "--register", register.place]).exit_code == 0
    refused = run(main, ["merge", one.id, "m-none", "--by", "نادية", "--register", register.place])
    assert refused.exit_code == 1 and "R008" in refused.output
