"""The field's published sets: told by their files, scored by their rules; the sentences here are made up."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from mithaq.errors import SourceError
from mithaq.evaluation.arabic_events import NEGATIVES, Detection, score_arabic_events
from mithaq.evaluation.attributions import score_attributions
from mithaq.evaluation.expressions import Days, Expected, judge, score_expressions
from mithaq.evaluation.plover_records import score_plover_records
from mithaq.evaluation.report import attributions_table, events_table, expressions_table, records_table
from mithaq.evaluation.sets import Sets, add_sets
from mithaq.reader import Reader

ATTACKED = "هاجم الجيش الإسرائيلي قوات مصر في رفح."
CALM = "زار وزير الخارجية المصري أنقرة أمس."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["ar"])


def span(source: str, target: str, verb: str) -> dict[str, Any]:
    return {"verb": [verb], "source_role": {"main": source, "role": "MIL"}, "target_role": {"main": target, "role": "None"}}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    rows = [("1", "yes", ATTACKED), ("2", "easy no", CALM), ("3", "difficult no", ATTACKED), ("4", "ambiguous", ATTACKED), ("5", "yes", CALM)]
    lines = ["id,event_type,label,text", *(f"{number},ASSAULT,{label},{text}" for number, label, text in rows)]
    (tmp_path / "assault_gsr.csv").write_text("\n".join(lines), encoding="utf-8")
    told = [{"event_type": "ASSAULT", "text": ATTACKED, "spans": [span("ISR", "None", "هاجم"), span("ISR", "EGY", "هاجم")]}]
    told.append({"event_type": "ASSAULT", "text": CALM, "spans": [span("SYR", "EGY", "ضرب"), {"verb": ["ضرب"], "source_role": "UNKNOWN", "target_role": {}}]})
    (tmp_path / "assault_spans.json").write_text(json.dumps(told), encoding="utf-8")
    return tmp_path


def test_detection_counts_each_label(events: Path, reader: Reader) -> None:
    detection = score_arabic_events(events, reader).detection["ASSAULT"]
    assert detection.read == {"yes": 1, "easy no": 0, "difficult no": 1, "ambiguous": 1}
    assert detection.prf(NEGATIVES["all"]) == (0.5, 0.5, 0.5)
    assert detection.prf(NEGATIVES["easy"])[0] == 1.0


def test_parties_are_compared_with_the_annotator_that_agrees_best(events: Path, reader: Reader) -> None:
    scores = score_arabic_events(events, reader)
    shares = scores.parties["ASSAULT"].reader
    assert (shares["source code"].right, shares["source code"].of, shares["source code"].found) == (1, 2, 1)
    assert (shares["verb"].right, shares["triple"].right, shares["triple"].of) == (1, 1, 2)
    assert scores.parties["ASSAULT"].people["source code"].right == 2
    assert "ASSAULT" in events_table(scores) and "people" in events_table(scores)


def test_errors_list_misses_and_false_positives(events: Path, reader: Reader) -> None:
    faults = [(error["fault"], error.get("id")) for error in score_arabic_events(events, reader).errors]
    assert ("missed", "5") in faults and ("false positive", "3") in faults and ("false positive", "4") not in faults


def test_no_sentences_no_score() -> None:
    assert Detection().prf(("easy no",)) == (0.0, 0.0, 0.0)


# ---------------------------------------------------------------- expressions

SAID = "2025-04-04T10:00:00"


def recognizers(text: str, words: str, kind: str, spec: str = "DateParser", **value: object) -> dict[str, Any]:
    return {"spec": spec, "text": text, "ref": SAID, "results": [{"Text": words, "Start": 0, "TypeName": f"datetimeV2.{kind}", "Resolution": {"values": [value]}}]}


def duckling(text: str, values: list[list[int]], grain: str, kind: str = "datetime") -> dict[str, Any]:
    return {"text": text, "kind": kind, "values": values, "grain": grain, "open": None, "ref": SAID}


ROWS = [
    # right
    duckling("أمس", [[2025, 4, 3, 0, 0, 0]], "Day"),
    duckling("السبت", [[2025, 4, 5, 0, 0, 0]], "Day"),
    recognizers("سافر قبل عامين", "قبل عامين", "date", timex="2023-04-04", value="2023-04-04"),
    recognizers("يعود مطلع العام المقبل", "مطلع العام المقبل", "daterange", timex="2026", start="2026-01-01", end="2026-07-01"),
    recognizers("يبقى حتى 5 مايو", "حتى 5 مايو", "daterange", timex="XXXX-05-05", Mod="before", end="2025-05-05"),
    {"text": "قديروف", "kind": "negative"},
    # wrong and missed
    duckling("غدا", [[2025, 4, 9, 0, 0, 0]], "Day"),
    recognizers("بعد حين من الدهر", "حين من الدهر", "date", timex="2025-04-04", value="2025-04-04"),
    # left out
    duckling("الساعة الثالثة", [[2025, 4, 4, 3, 0, 0]], "Hour"),
    duckling("عيد الأم", [[2025, 3, 21, 0, 0, 0]], "Day", "datetimeHoliday"),
    duckling("4/22", [[2025, 4, 22, 0, 0, 0]], "Day"),
    duckling("اليوم التالي", [[2025, 4, 5, 0, 0, 0]], "Day"),
    recognizers("كل يوم", "كل يوم", "set", timex="P1D", value="not resolved"),
    recognizers("لمدة يومين", "لمدة يومين", "duration", timex="P2D", value="172800"),
    recognizers("في محرم", "محرم", "date", value="not resolved"),
    recognizers("في 27", "27", "date", timex="XXXX-XX-27", value="2025-04-27"),
    recognizers("قبل بضعة أيام", "قبل بضعة أيام", "date", timex="2025-04-01", value="2025-04-01"),
]  # fmt: skip


@pytest.fixture
def collections(tmp_path: Path) -> Path:
    (tmp_path / "timex_made_ar.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    (tmp_path / "timex_made_xx.jsonl").write_text("{}", encoding="utf-8")
    return tmp_path


def test_expressions_are_right_wrong_missed_or_left_out(collections: Path) -> None:
    scores = score_expressions([collections / "timex_made_ar.jsonl"], "ar")
    assert dict(scores.verdicts) == {"right": 6, "wrong": 1, "missed": 1}
    assert scores.share == 0.75
    reasons = {"clock time": 1, "holiday": 1, "bare number": 2, "told before": 1, "recurring": 1, "bare duration": 1, "no value": 1, "vague": 1}
    assert dict(scores.left_out) == reasons
    assert [error["fault"] for error in scores.errors] == ["wrong", "missed"]
    assert "0.75 of 8 right" in expressions_table(scores)


# words of assistants that news does not use, and ends that collections count otherwise
ENGLISH = [
    ("right", recognizers("sold from 2014 to 2018", "from 2014 to 2018", "daterange", timex="x", start="2014-01-01", end="2018-01-01")),
    ("right", recognizers("after 2016 we go", "after 2016", "daterange", timex="2016", Mod="after", start="2017-01-01")),
    ("right", duckling("the next three weeks", [[2025, 4, 7, 0, 0, 0], [2025, 4, 28, 0, 0, 0]], "Week")),
    ("right", duckling("after November 1", [[2025, 11, 1, 0, 0, 0]], "Day") | {"open": "After"}),
    ("right", recognizers("earlier this month we met", "earlier this month", "daterange", timex="x", start="2025-04-01", end="2025-04-20")),
    ("wrong", duckling("the next three weeks", [[2025, 4, 7, 0, 0, 0], [2025, 5, 28, 0, 0, 0]], "Week")),
    ("no moment", recognizers("we go tomorrow", "tomorrow", "date", timex="x", value="2016-11-08") | {"ref": None}),
    ("right", recognizers("we met on May 5, 2016", "May 5, 2016", "date", timex="x", value="2016-05-05") | {"ref": None}),
    ("reckoned", recognizers("two days after tomorrow", "two days after tomorrow", "date", timex="x", value="2025-04-07")),
    ("bare unit", recognizers("it is busy for the week", "the week", "daterange", timex="x", start="2025-03-31", end="2025-04-07")),
    ("notation", recognizers("done by EOY", "EOY", "daterange", timex="x", start="2025-10-01", end="2026-01-01")),
    ("told before", duckling("two weeks later", [[2025, 4, 18, 0, 0, 0]], "Day")),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "row"), ENGLISH, ids=[f"{verdict}-{number}" for number, (verdict, _) in enumerate(ENGLISH)])
def test_what_counts_and_what_is_right_is_ruled(verdict: str, row: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "timex_made_en.jsonl").write_text(json.dumps(row), encoding="utf-8")
    scores = score_expressions([tmp_path / "timex_made_en.jsonl"], "en")
    assert dict(scores.verdicts + scores.left_out) == {verdict: 1}


def test_words_that_are_no_date_are_wrong_only_when_one_is_found() -> None:
    nothing = Expected("made", "قديروف", datetime.date(2025, 4, 4), 0, 6)
    assert judge(nothing, []) == ("right", None)
    day = Expected("made", "أمس", datetime.date(2025, 4, 4), 0, 3, (Days(datetime.date(2025, 4, 3), None),))
    assert judge(day, []) == ("missed", None)


# ---------------------------------------------------------------- what a path holds


def test_a_folder_is_scored_by_all_it_holds(events: Path, collections: Path, reader: Reader) -> None:
    (events / "a.json").write_text(json.dumps({"id": "a", "language": "ar", "text": CALM}), encoding="utf-8")
    (events / "a.gold.json").write_text(json.dumps({"events": []}), encoding="utf-8")
    (events / "b.json").write_text(json.dumps({"id": "b", "language": "xx", "text": CALM}), encoding="utf-8")
    (events / "b.gold.json").write_text("{}", encoding="utf-8")
    sets = Sets()
    add_sets(events, reader, sets)
    assert (len(sets.pairs), len(sets.events), len(sets.expressions)) == (1, 1, 1)
    assert sets.without_pack == {"reports in xx": 1, "files of expressions in xx": 1}
    named = {error["set"] for error in sets.errors(sets.readings)}
    assert {"arabic events", "expressions duckling", "expressions recognizers"} <= named


def test_a_folder_that_holds_nothing_is_told(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(SourceError, match="S008"):
        add_sets(tmp_path, reader, Sets())


# ---------------------------------------------------------------- English records and attributions


@pytest.fixture(scope="module")
def english() -> Reader:
    return Reader(["en"])


def record(event: str, text: str, source: str, target: object) -> dict[str, Any]:
    return {"id": f"{event}-{source}", "event": event, "text": text, "source": [{"code": source}], "target": target}


RECORDS = [
    record("AGREE", "France promised to send aid to Lebanon.", "FRA", [{"code": "LBN"}]),
    record("FIGHT", "Israel attacked Lebanon.", "ISR", "military"),
    record("AID", "Israel attacked Lebanon.", "EGY", [{"code": "LBN"}, {"sector": "MIL"}]),
    record("DISAPPROVE", "The weather in Cairo was fine.", "EGY", None),
]


@pytest.fixture
def plover(tmp_path: Path) -> Path:
    (tmp_path / "plover_gsr.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    return tmp_path


def test_records_count_type_and_sides_by_themselves_and_together(plover: Path, english: Reader) -> None:
    scores = score_plover_records(plover, english)
    told = {name: (share.right, share.of) for name, share in scores.shares.items()}
    assert told == {"type": (2, 4), "source": (2, 4), "target": (2, 2), "whole": (2, 4)}
    assert scores.types["ASSAULT"].right == 1 and scores.types["ACCUSE"].of == 1
    assert scores.per_sentence == pytest.approx(2 / 3)
    assert [error["fault"] for error in scores.errors] == ["type, source, whole", "type, source, whole"]
    assert "whole 0.50 2/4; 0.67 events" in records_table(scores)


SAID_SO = "Iran's foreign minister said the talks had failed. She left Vienna. Nobody said why the talks had failed."


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    def part(words: str) -> list[dict[str, Any]]:
        start = SAID_SO.index(words)
        return [{"spans": [[start, start + len(words)]], "text": words}]

    told = [
        {"Content": part("the talks had failed"), "Cue": part("said"), "Source": part("Iran's foreign minister")},
        {"Content": part("She left Vienna"), "Source": part("Nobody")},
        {"Cue": part("said")},
    ]
    (tmp_path / "polnear_made.jsonl").write_text(json.dumps({"doc": "made", "text": SAID_SO, "attributions": told}), encoding="utf-8")
    return tmp_path


def test_attributions_are_paired_by_their_words_and_sources_by_their_names(spoken: Path, english: Reader) -> None:
    scores = score_attributions([spoken / "polnear_made.jsonl"], english)
    assert (scores.content.gold, scores.content.hits) == (2, 1)
    assert (scores.source.right, scores.source.of, scores.source.found) == (1, 2, 1)
    assert "missed" in [error["fault"] for error in scores.errors]
    assert attributions_table(scores).startswith("attributions in 1 texts: content P ")


def test_english_sets_are_told_by_their_files(plover: Path, spoken: Path, english: Reader) -> None:
    sets = Sets()
    add_sets(plover, english, sets)
    assert sets and len(sets.records) == len(sets.attributions) == 1 and not sets.pairs
    assert {error["set"] for error in sets.errors(None)} == {"plover records", "attributions"}
