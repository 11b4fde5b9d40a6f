"""Slots, intervals and differences of the scores on gold readings."""

import pytest

from mithaq.evaluation import evaluate
from mithaq.evaluation.gold import plain
from mithaq.evaluation.rows import slot_right
from mithaq.model import Actor, Article, Evidence, Place, Reading, When
from mithaq.model.records import Event

TEXT = "0123456789" * 20


def event(span: tuple[int, int], **fields: object) -> Event:
    words = Evidence(*span, TEXT[slice(*span)])
    return Event(type="ACCUSE", evidence=[words], trigger=words, actor=["egy"], recipient=["tur"], **fields)  # type: ignore[arg-type]


def reading(*events: Event, name: str = "a") -> Reading:
    actors = [Actor(id=code.lower(), kind="state", name=code, code=code) for code in ("EGY", "TUR")]
    return Reading(article=Article(id=name, text=TEXT), actors=actors, events=list(events))


def gold(span: tuple[int, int], **fields: object) -> dict[str, object]:
    return {"type": "ACCUSE", "span": list(span), "actor": ["EGY"], "recipient": ["TUR"], **fields}


@pytest.mark.parametrize(
    ("slot", "want", "have", "right"),
    [
        ("date", "2025-04", "2025-04-03", True),
        ("date", "2025-04-03", "2025-04", False),
        ("date", None, "2025-04-03", None),
        ("date", "2025-04-03", None, False),
        ("place", "Moscow", ["موسكو", "Moscow"], True),
        ("place", "القاهرة", ["مدينة القاهره"], True),
        ("place", "Moscow", [], False),
        ("strength", 3, 4, False),
        ("strength±1", 3, 4, True),
        ("strength±1", 3, None, False),
        ("mode", "visit", "visit", True),
    ],
)
def test_slot(slot: str, want: object, have: object, right: bool | None) -> None:
    name = slot.removesuffix("±1")
    assert slot_right(slot, {name: want}, {name: have}) is right


def test_slots_are_counted_over_relaxed_pairs_where_the_gold_speaks() -> None:
    place = Place(name="القاهرة", labels={"en": "Cairo"})
    when = When("2025-04-03", "2025-04-03", "day", "explicit")
    read = reading(event((0, 20), mode="allege", date=when, place=place), event((50, 60), mode="allege"))
    counts = evaluate([({"events": [gold((0, 20), mode="disapprove", date="2025-04-03", place="Cairo"), gold((100, 110), mode="allege")]}, read)]).kinds["events"]
    assert counts.slots == {"date": (1, 1), "place": (1, 1), "mode": (0, 1)}


def test_intervals_hold_the_score_and_are_the_same_again() -> None:
    pairs = [({"events": [gold((0, 20)), gold((30, 40))]}, reading(*[event((0, 20))] * n, name=str(n))) for n in (0, 1, 2)] * 4
    scores = evaluate(pairs)
    low, high = scores.intervals()["events"]
    assert low < scores.kinds["events"].prf("relaxed")[2] < high
    assert scores.intervals() == evaluate(pairs).intervals()


def test_differences_name_report_kind_and_fault() -> None:
    scores = evaluate([({"events": [gold((0, 20)), gold((30, 40), actor=["FRA"])]}, reading(event((30, 40)), event((60, 70))))])
    assert [(d.report, d.kind, d.fault) for d in scores.differences] == [("a", "events", "differs"), ("a", "events", "missed"), ("a", "events", "surplus")]
    row = plain(scores.differences[0].got)
    assert row is not None and row["actor"] == ["EGY"] and "record" not in row
