"""Scores: equal to those of a small independent implementation, on gold and readings made by hand."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from mithaq.errors import SourceError
from mithaq.evaluation import best_pairs, evaluate, load_gold
from mithaq.model import Actor, Article, Evidence, Reading
from mithaq.model.records import Commitment, Event, Statement

TEXT = "0123456789" * 20
Row = dict[str, Any]


def words(start: int, end: int) -> Evidence:
    return Evidence(start, end, TEXT[start:end])


def actor(code: str) -> Actor:
    return Actor(id=code.lower(), kind="state", name=code, code=code)


def event(type_: str, span: tuple[int, int], who: list[str], whom: list[str]) -> Event:
    return Event(
        type=type_,
        evidence=[words(*span)],
        trigger=words(span[0], span[0] + 1),
        actor=[code.lower() for code in who],
        recipient=[code.lower() for code in whom],
    )


def statement(span: tuple[int, int], speaker: str) -> Statement:
    return Statement(form="indirect", evidence=[words(*span)], content=words(*span), speaker=speaker.lower())


def reading(events: list[Event] | None = None, statements: list[Statement] | None = None) -> Reading:
    actors = [actor(code) for code in ("EGY", "TUR", "FRA", "RUS")]
    return Reading(article=Article(text=TEXT), actors=actors, events=events or [], statements=statements or [])


def gold_event(type_: str, span: tuple[int, int], who: list[str], whom: list[str], **more: object) -> Row:
    return {"type": type_, "span": list(span), "actor": who, "recipient": whom, **more}


def shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return shared characters over all characters of two spans."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (a[1] - a[0] + b[1] - b[0] - both)


def event_hits(gold: Row, got: Event) -> tuple[int, int]:
    """Return (strict, relaxed), 0 or 1, of an event of the gold and one of a reading whose words touch."""
    codes = [{c.upper() for c in got.actor}, {c.upper() for c in got.recipient}]
    wanted = [set(gold["actor"]), set(gold["recipient"])]
    relaxed = gold["type"] == got.type and all(not w or w & c for w, c in zip(wanted, codes, strict=True))
    return int(relaxed and wanted == codes), int(relaxed)


def reference(gold: list[Row], got: list[Event]) -> tuple[int, int]:
    """Return the (strict, relaxed) hits of the best of all one-to-one pairings."""
    best = (0.0, 0, 0)
    places: list[int | None] = [*range(len(got)), *([None] * len(gold))]
    for chosen in set(itertools.permutations(places, len(gold))):
        total, strict, relaxed = 0.0, 0, 0
        for row, index in zip(gold, chosen, strict=True):
            span = (got[index].evidence[0].start, got[index].evidence[0].end) if index is not None else (0, 0)
            if index is None or not (overlap := shared(tuple(row["span"]), span)):
                continue
            hits = event_hits(row, got[index])
            strict, relaxed = strict + hits[0], relaxed + hits[1]
            total += 0.01 + 0.1 * overlap + 2 * hits[0] + hits[1]
        best = max(best, (total, strict, relaxed))
    return best[1], best[2]


def prf(hits: int, got: int, gold: int) -> tuple[float, float, float]:
    p, r = hits / got if got else 0.0, hits / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


ACCUSED = gold_event("ACCUSE", (0, 20), ["EGY"], ["TUR"])
VISITED = gold_event("CONSULT", (30, 60), ["FRA"], ["RUS"])
AIDED = gold_event("AID", (50, 80), ["FRA", "EGY"], ["RUS"])
CASES: dict[str, tuple[list[Row], list[Event]]] = {
    "perfect": ([ACCUSED, VISITED], [event("ACCUSE", (0, 20), ["EGY"], ["TUR"]), event("CONSULT", (30, 60), ["FRA"], ["RUS"])]),
    "nothing-read": ([ACCUSED, VISITED], []),
    "nothing-to-read": ([], [event("ACCUSE", (0, 20), ["EGY"], ["TUR"])]),
    "missing": ([ACCUSED, VISITED], [event("CONSULT", (30, 60), ["FRA"], ["RUS"])]),
    "surplus": ([ACCUSED], [event("ACCUSE", (0, 20), ["EGY"], ["TUR"]), event("AID", (0, 20), ["EGY"], ["TUR"])]),
    "shifted-words": ([ACCUSED], [event("ACCUSE", (19, 40), ["EGY"], ["TUR"])]),
    "words-apart": ([ACCUSED], [event("ACCUSE", (20, 40), ["EGY"], ["TUR"])]),
    "half-the-actors": ([AIDED], [event("AID", (50, 80), ["FRA"], ["RUS"])]),
    "other-type": ([ACCUSED], [event("REJECT", (0, 20), ["EGY"], ["TUR"])]),
    "other-recipient": ([ACCUSED], [event("ACCUSE", (0, 20), ["EGY"], ["RUS"])]),
    "read-twice": ([ACCUSED], [event("ACCUSE", (0, 20), ["EGY"], ["TUR"])] * 2),
    "crossed": (
        [VISITED, AIDED, ACCUSED],
        [event("AID", (40, 80), ["EGY", "FRA"], ["RUS"]), event("CONSULT", (50, 60), ["FRA"], ["TUR"]), event("CONSULT", (31, 55), ["FRA"], ["RUS"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("gold", "got"), CASES.values(), ids=CASES.keys())
def test_event_scores_equal_the_reference(gold: list[Row], got: list[Event]) -> None:
    counts = evaluate([({"events": gold}, reading(got))]).kinds["events"]
    strict, relaxed = reference(gold, got)
    assert (counts.gold, counts.got) == (len(gold), len(got))
    assert counts.prf("strict") == pytest.approx(prf(strict, len(got), len(gold)))
    assert counts.prf("relaxed") == pytest.approx(prf(relaxed, len(got), len(gold)))


def test_perfect_reading_scores_one() -> None:
    scores = evaluate([({"events": CASES["perfect"][0]}, reading(CASES["perfect"][1]))])
    assert scores.all.prf("strict") == scores.all.prf("relaxed") == (1.0, 1.0, 1.0)


def test_missing_record_costs_recall_only() -> None:
    gold, got = CASES["missing"]
    assert list(evaluate([({"events": gold}, reading(got))]).all.prf("strict")) == pytest.approx([1.0, 0.5, 2 / 3])


def test_surplus_record_costs_precision_only() -> None:
    gold, got = CASES["surplus"]
    assert list(evaluate([({"events": gold}, reading(got))]).all.prf("strict")) == pytest.approx([0.5, 1.0, 2 / 3])


def test_part_of_the_actors_is_right_only_when_relaxed() -> None:
    counts = evaluate([({"events": [AIDED]}, reading(CASES["half-the-actors"][1]))]).all
    assert (counts.strict, counts.relaxed) == (0, 1)


@pytest.mark.parametrize(
    ("span", "speaker", "hits"),
    [((0, 20), "EGY", (1, 1)), ((0, 10), "EGY", (1, 1)), ((0, 9), "EGY", (0, 0)), ((0, 20), "TUR", (0, 0))],
    ids=["same", "half-the-words", "less-than-half", "other-speaker"],
)
def test_statement_needs_half_of_the_words(span: tuple[int, int], speaker: str, hits: tuple[int, int]) -> None:
    gold = {"statements": [{"span": [0, 20], "code": "EGY"}]}
    counts = evaluate([(gold, reading(statements=[statement(span, speaker)]))]).kinds["statements"]
    assert (counts.strict, counts.relaxed) == hits


def test_optional_gold_neither_rewards_nor_punishes() -> None:
    optional = gold_event("ACCUSE", (0, 20), ["EGY"], ["TUR"], optional=True)
    for got in ([], [event("ACCUSE", (0, 20), ["EGY"], ["TUR"])]):
        counts = evaluate([({"events": [optional]}, reading(got))]).all
        assert (counts.gold, counts.got, counts.strict, counts.relaxed) == (0, 0, 0, 0)


def test_second_right_answer_counts() -> None:
    gold = gold_event("ACCUSE", (0, 20), ["FRA"], ["TUR"], actor_also=["EGY"], type_also="REJECT")
    counts = evaluate([({"events": [gold]}, reading([event("REJECT", (0, 20), ["EGY"], ["TUR"])]))]).all
    assert (counts.strict, counts.relaxed) == (1, 1)


def test_groups_are_compared_by_their_members() -> None:
    both = Actor(id="g", kind="group", name="both", members=["egy", "tur"])
    got = event("ACCUSE", (0, 20), ["G"], ["FRA"])
    made = Reading(article=Article(text=TEXT), actors=[both, actor("EGY"), actor("TUR"), actor("FRA")], events=[got])
    gold = gold_event("ACCUSE", (0, 20), ["EGY", "TUR"], ["FRA"])
    assert evaluate([({"events": [gold]}, made)]).all.strict == 1


def test_weakest_commitments_are_left_out() -> None:
    promised = Commitment(evidence=[words(0, 20)], action=words(5, 20), obligors=["egy"], strength=1)
    made = Reading(article=Article(text=TEXT), actors=[actor("EGY")], commitments=[promised])
    assert evaluate([({}, made)]).all.got == 0


def test_reports_are_added_up() -> None:
    pairs = [({"events": gold}, reading(got)) for gold, got in CASES.values()]
    scores = evaluate(pairs)
    hits = [reference(gold, got) for gold, got in CASES.values()]
    assert scores.reports == len(CASES)
    assert (scores.all.strict, scores.all.relaxed) == tuple(map(sum, zip(*hits, strict=True)))


@pytest.mark.parametrize("weights", [[[3.0, 2.9], [2.9, 0.0]], [[1.0, 0.0, 2.0], [0.5, 0.0, 2.4]], [[0.0]], []])
def test_pairs_have_the_greatest_total(weights: list[list[float]]) -> None:
    columns = len(weights[0]) if weights else 0
    slots = [*range(columns), *([-1] * len(weights))]
    totals = [sum(weights[i][j] for i, j in enumerate(p) if j >= 0) for p in itertools.permutations(slots, len(weights))]
    pairs = best_pairs(weights)
    assert sum(weights[i][j] for i, j in pairs) == pytest.approx(max(totals, default=0.0))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_gold_without_its_article_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match=r"S009.*a\.gold\.json: no article; expected a\.json or a\.txt"):
        load_gold(tmp_path)


def test_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"S008.*no gold; expected"):
        load_gold(tmp_path)


def test_gold_finds_its_article_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "text": TEXT, "published": "2025-04-03"}), encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps({"events": [ACCUSED]}), encoding="utf-8")
    ((article, gold),) = load_gold(tmp_path)
    assert article.text == TEXT and article.published is not None and gold["events"] == [ACCUSED]
