"""The register comes to what the key of the story says: what is one entry, what is not, what follows from what."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from story import KEY, article_of, facts_in, gold_reading

from mithaq import Register
from mithaq.model import Entry

REPORTS = [report["id"] for report in KEY["reports"]]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register of the whole story, from right readings."""
    with Register(tmp_path_factory.mktemp("story") / "story.db") as made:
        made.add_readings(map(gold_reading, REPORTS))
        yield made


@pytest.fixture(scope="module")
def found(register: Register) -> dict[str, set[str]]:
    """For each entry of the key, the ids of the register's entries that hold its tellings, those that may be missing too."""
    entries = list(register.entries())
    return {wanted["id"]: {held.id for telling in wanted["tellings"] if (held := holder(entries, wanted, telling)) is not None} for wanted in KEY["entries"]}


def holder(entries: list[Entry], wanted: dict[str, Any], telling: dict[str, Any]) -> Entry | None:
    """The entry with the telling that the key names by its report and words."""
    text, where = article_of(telling["report"]).text, spellings(wanted)
    for entry in entries:
        if entry.kind != wanted["kind"]:
            continue
        for told in entry.tellings:
            words = {evidence.text for evidence in told.record.evidence}
            if told.document.article.text == text and telling["words"] in words and fits(entry, told.record, where):
                return entry
    return None


def spellings(wanted: dict[str, Any]) -> dict[str, set[str]]:
    """The member or person that an entry of the key is about, as its tellings spell them."""
    return {field: {value, *(telling["where"][field] for telling in wanted["tellings"] if field in telling.get("where", {}))} for field, value in wanted.get("where", {}).items()}


def fits(entry: Entry, record: Any, where: dict[str, set[str]]) -> bool:
    """Whether a record is about the member or person that the key names."""
    names = {actor.id: {actor.code, actor.name, *actor.labels.values()} for actor in entry.actors}
    return all(values & names.get(getattr(record, field), {getattr(record, field)}) for field, values in where.items())


@pytest.mark.parametrize("wanted", KEY["entries"], ids=[entry["id"] for entry in KEY["entries"]])
def test_tellings_of_one_fact_are_one_entry(register: Register, wanted: dict[str, Any]) -> None:
    entries = list(register.entries())
    needed = [holder(entries, wanted, telling) for telling in wanted["tellings"] if not telling.get("optional")]
    assert all(entry is not None for entry in needed)
    assert len({entry.id for entry in needed if entry}) == 1


def test_what_is_apart_stays_apart(found: dict[str, set[str]]) -> None:
    wrong = [
        (a, b, group["why"])
        for group in KEY["apart"]
        for a, b in itertools.combinations(group["entries"], 2)
        if found[a] & found[b]
    ]
    assert not wrong


def test_no_entry_holds_two_facts(found: dict[str, set[str]]) -> None:
    either = [set(group["entries"]) for group in KEY["either"]]
    wrong = [
        (a, b)
        for a, b in itertools.combinations(found, 2)
        if found[a] & found[b] and not any({a, b} <= group for group in either)
    ]
    assert not wrong


@pytest.mark.parametrize("wanted", [e for e in KEY["entries"] if {"status", "date", "stage", "role", "since"} & e.keys()], ids=lambda e: e["id"])
def test_entries_show_what_their_tellings_say_together(register: Register, wanted: dict[str, Any]) -> None:
    entry = holder(list(register.entries()), wanted, wanted["tellings"][0])
    assert entry is not None
    record = entry.record
    for field in ("status", "stage", "role"):
        if wanted.get(field):
            assert getattr(record, field) == wanted[field]
    for field in ("date", "since"):
        when = getattr(record, field, None)
        # a record of a promise or an event may be dated by another than itself
        if wanted.get(field) and (when is not None or field == "since"):
            assert when is not None
            assert when.start == wanted[field]


@pytest.mark.parametrize("name", ["moscow_session", "partnership", "assistance", "lavrov", "mli_in_alliance", "mli_left_ecowas"])
def test_what_three_languages_tell_is_one_entry(register: Register, found: dict[str, set[str]], name: str) -> None:
    (id,) = found[name]
    assert {telling.document.article.language for telling in register.entry(id).tellings} == {"ar", "en", "fr"}


def test_copies_count_as_one_source(register: Register, found: dict[str, set[str]]) -> None:
    (id,) = found["partnership"]
    entry = register.entry(id)
    assert (len(entry.tellings), entry.sources) == (5, 4)


def test_the_order_of_reports_changes_nothing(register: Register, tmp_path: Path) -> None:
    with Register(tmp_path / "backwards.db") as other:
        for name in reversed(REPORTS):
            other.add_readings([gold_reading(name)])
        assert facts_in(other) == facts_in(register)
        # whether two entries are one is asked also where they came one after the other
        assert other.stats().proposed["merges"] == register.stats().proposed["merges"] > 0


# --- what becomes of promises ---


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The story added report by report, every right link confirmed when it is proposed: what stood on each day of the key."""
    days = sorted(KEY["overdue"])
    told: dict[str, Any] = {"missing": [], "lives": {}, "overdue": {}, "ids": {}}
    with Register(tmp_path_factory.mktemp("followed") / "story.db") as register:
        for report, following in zip(KEY["reports"], [*KEY["reports"][1:], {"published": "9999"}], strict=True):
            register.add_readings([gold_reading(report["id"])])
            entries = list(register.entries())
            told["missing"] += confirmed(register, entries, report["id"])
            ids = {wanted["id"]: entry.id for wanted in KEY["entries"] if wanted["kind"] == "commitments" and (entry := holder(entries, wanted, wanted["tellings"][0]))}
            told["ids"] = ids
            for day in (day for day in days if report["published"] < day <= following["published"] or (following["published"] == "9999" and day > report["published"])):
                standing = {entry.id: entry.life for entry in register.follow(day=day)}
                told["lives"][day] = {name: standing[id] for name, id in ids.items()}
                late = {entry.id for entry in register.follow(day=day, overdue=True)}
                told["overdue"][day] = sorted(name for name, id in ids.items() if id in late)
        yield told


def confirmed(register: Register, entries: list[Entry], report: str) -> list[str]:
    """Confirm the links that the key has to a report, and name those that were not proposed."""
    missing = []
    for wanted in KEY["commitments"]:
        named = next(entry for entry in KEY["entries"] if entry["id"] == wanted["id"])
        promise = holder(entries, named, named["tellings"][0])
        for link in (link for link in wanted["links"] if link["to"]["report"] == report):
            target = holder(entries, {"kind": link["to"]["kind"]}, link["to"])
            assert promise is not None and target is not None
            if promise.id == target.id:
                continue
            found = [one for one in register.entry(promise.id).links if one.commitment == promise.id and one.entry == target.id and one.relation == link["relation"]]
            if found:
                register.confirm(found[0].id, by="نادية")
            else:
                missing.append(f"{wanted['id']} {link['relation']} {report}: {link['to']['words']}")
    return missing


def test_every_link_of_the_key_is_proposed(followed: dict[str, Any]) -> None:
    assert not followed["missing"]


@pytest.mark.parametrize("wanted", KEY["commitments"], ids=[one["id"] for one in KEY["commitments"]])
def test_commitments_stand_where_the_key_says(followed: dict[str, Any], wanted: dict[str, Any]) -> None:
    wrong = []
    for day, states in wanted["states"].items():
        life = followed["lives"][day][wanted["id"]]
        for axis, value in states.items():
            if value is not None and getattr(life, axis) not in (value if isinstance(value, list) else [value]):
                wrong.append((day, axis, getattr(life, axis), value))
    assert not wrong


@pytest.mark.parametrize("day", sorted(KEY["overdue"]))
def test_overdue_commitments_surface_by_themselves(followed: dict[str, Any], day: str) -> None:
    assert followed["overdue"][day] == sorted(KEY["overdue"][day])
