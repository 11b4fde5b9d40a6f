"""The story of the register: gold that quotes its reports, and a key that quotes the gold."""

import datetime
import functools
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from mithaq.evaluation import load_gold
from mithaq.model import Article
from mithaq.model.reading import RECORD_FIELDS

STORY = Path(__file__).parents[2] / "samples" / "story"
KEY: dict[str, Any] = json.loads((STORY / "key.json").read_text(encoding="utf-8"))
PUBLISHED: dict[str, str] = {row["id"]: row["published"] for row in KEY["reports"]}
REPORTS = tuple(PUBLISHED)
ENTRIES: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in KEY["entries"]}
COMMITMENTS: dict[str, dict[str, Any]] = {one["id"]: one for one in KEY["commitments"]}
OFFICIAL = {"announced", "reaffirmed", "formalised", "declared_started", "declared_done", "revised", "suspended", "withdrawn", "denied"}
EVIDENCE = {"not_assessed", "none_found", "started", "partial", "fulfilled", "contradicted"}
SCHEDULE = {"no_deadline", "not_due", "due", "late", "expired"}
RELATIONS = {"fulfils", "partly", "formalises", "repeats", "contradicts", "withdraws"}
AXES = {"official": OFFICIAL, "evidence": EVIDENCE, "schedule": SCHEDULE}


@functools.cache
def report(name: str) -> tuple[Article, dict[str, Any]]:
    ((article, gold),) = load_gold(STORY / f"{name}.gold.json")
    return article, gold


def records(kind: str, telling: dict[str, Any], where: dict[str, str]) -> list[dict[str, Any]]:
    """Return the gold records of a kind that a telling names."""
    rows = report(telling["report"])[1][kind]
    return [row for row in rows if telling["words"] in row["words"] and all(row[name] == value for name, value in where.items())]


def tellings() -> Iterator[tuple[str, str, dict[str, Any], dict[str, str]]]:
    """Yield whose telling it is, its kind, the telling, and what picks it among records on the same words."""
    for entry in KEY["entries"]:
        yield from ((entry["id"], entry["kind"], telling, entry.get("where", {}) | telling.get("where", {})) for telling in entry["tellings"])
    for commitment in KEY["commitments"]:
        yield from ((commitment["id"], link["to"]["kind"], link["to"], {}) for link in commitment["links"])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_story_has_a_gold_for_every_report() -> None:
    names = [f"{name}{end}" for name in REPORTS for end in (".json", ".gold.json")]
    assert sorted(path.name for path in STORY.iterdir()) == sorted([*names, "README.md", "key.json"])


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_the_story_is_whole(name: str) -> None:
    article, gold = report(name)
    data = json.loads((STORY / f"{name}.json").read_text(encoding="utf-8"))
    assert data["id"] == article.id == gold["id"] == name
    assert data["published"] == gold["published"] == PUBLISHED[name]
    assert data["text"].startswith(data["title"] + "\n\n")
    assert data["url"].startswith("https://example.org/")
    assert 120 <= len(data["text"].split()) <= 280
    assert datetime.date.fromisoformat(data["published"])


@pytest.mark.parametrize("name", REPORTS)
def test_gold_of_the_story_quotes_its_report(name: str) -> None:
    article, gold = report(name)
    for kind in (*RECORD_FIELDS, "negatives"):
        for row in gold[kind]:
            spans = row.get("spans") or [row["span"]]
            assert [article.text[start:end] for start, end in spans] == row["words"]
            for person in (row.get("person"), row.get("speaker"), *row.get("persons", [])):
                assert person is None or person in article.text


@pytest.mark.parametrize("name", REPORTS)
def test_every_firm_record_that_can_be_followed_is_in_the_key(name: str) -> None:
    told = {(telling["report"], kind, telling["words"]) for _, kind, telling, _ in tellings()}
    for kind in ("meetings", "agreements", "commitments", "deliveries", "memberships", "offices"):
        for row in report(name)[1][kind]:
            assert row.get("optional") or any((name, kind, words) in told for words in row["words"]), (kind, row["words"])


def test_key_names_records_of_the_gold() -> None:
    for whose, kind, telling, where in tellings():
        assert len(records(kind, telling, where)) == 1 or (kind in ("memberships", "events") and records(kind, telling, where)), (whose, telling)


def test_key_names_entries_that_exist() -> None:
    assert len(ENTRIES) == len(KEY["entries"])
    for group in (*KEY["apart"], *KEY["either"]):
        assert len(group["entries"]) > 1
        assert group["why"]
        kinds = {ENTRIES[name]["kind"] for name in group["entries"]}
        assert len(kinds) == 1
    assert {name for name, entry in ENTRIES.items() if entry["kind"] == "commitments"} == set(COMMITMENTS)
    assert {name for copies in KEY["copies"] for name in copies} <= set(REPORTS)
    assert list(PUBLISHED.values()) == sorted(PUBLISHED.values())


def test_no_two_entries_must_be_both_apart_and_one() -> None:
    pairs = [{frozenset(pair) for group in KEY[name] for pair in itertools.combinations(group["entries"], 2)} for name in ("apart", "either")]
    assert not pairs[0] & pairs[1]


def test_no_record_belongs_to_two_entries() -> None:
    seen = [
        (entry["kind"], telling["report"], telling["words"], *sorted(entry.get("where", {}).items())) for entry in KEY["entries"] for telling in entry["tellings"]
    ]
    assert len(seen) == len(set(seen))


def test_states_stand_on_the_day_after_each_report() -> None:
    after = {(datetime.date.fromisoformat(row["published"]) + datetime.timedelta(1)).isoformat() for row in KEY["reports"]}
    assert set(KEY["overdue"]) == after | {"2026-01-31"}
    for name, commitment in COMMITMENTS.items():
        first = min(report(telling["report"])[1]["published"] for telling in ENTRIES[name]["tellings"])
        assert set(commitment["states"]) == {day for day in KEY["overdue"] if day > first}


def test_states_and_links_speak_the_words_of_the_codebook() -> None:
    for commitment in COMMITMENTS.values():
        assert {link["relation"] for link in commitment["links"]} <= RELATIONS
        for state in commitment["states"].values():
            assert set(state) == set(AXES)
            for axis, value in state.items():
                assert {one for one in listed(value) if one} <= AXES[axis]


def test_links_lead_to_later_reports() -> None:
    for name, commitment in COMMITMENTS.items():
        first = min(PUBLISHED[telling["report"]] for telling in ENTRIES[name]["tellings"])
        assert all(PUBLISHED[link["to"]["report"]] > first for link in commitment["links"])


def test_overdue_is_what_its_deadline_and_state_say() -> None:
    for day, overdue in KEY["overdue"].items():
        late = []
        for name, commitment in COMMITMENTS.items():
            state, deadline = commitment["states"].get(day), ENTRIES[name]["deadline"]
            if state and deadline and deadline < day and state["schedule"] is not None:
                assert "fulfilled" not in listed(state["evidence"])
                assert set(listed(state["schedule"])) <= {"late", "expired"}
                late.append(name)
            elif state:
                assert deadline is None or "late" not in listed(state["schedule"])
        assert sorted(late) == overdue, day


def test_gold_deadlines_are_those_of_the_key() -> None:
    for name in COMMITMENTS:
        entry = ENTRIES[name]
        golds = {row.get("deadline") for telling in entry["tellings"] for row in records("commitments", telling, {})}
        assert entry["deadline"] in golds
        assert golds <= {None, entry["deadline"]}


def test_axes_are_those_of_the_register() -> None:
    entry = pytest.importorskip("mithaq.model.entry")
    assert {"official": set(get_args(entry.Official)), "evidence": set(get_args(entry.Fulfilment)), "schedule": set(get_args(entry.Schedule))} == AXES
    assert set(get_args(entry.Relation)) >= RELATIONS
