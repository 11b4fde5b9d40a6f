"""FollowTheMoney entities and calendars, read back by the libraries of their formats."""

import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest
from export_entries import ARABIC, DAY, FIRST, all_kinds, entry, words
from icalendar import Calendar

from mithaq.model import Actor, Commitment, Entry, Meeting, Place, When
from mithaq.model.actor import ActorKind
from mithaq.publish.exporting import publish
from mithaq.publish.followthemoney import SCHEMATA
from mithaq.publish.icalendar import folded

try:
    from followthemoney import model
except ImportError:
    # it needs ICU's headers where it is installed: requirements.entities.lock
    model = None
needs_followthemoney = pytest.mark.skipif(model is None, reason="followthemoney is not installed")


def entities(tmp_path: Path, made: list[Entry]) -> list[dict[str, Any]]:
    publish(made, "followthemoney", tmp_path / "ftm.jsonl")
    return [json.loads(line) for line in (tmp_path / "ftm.jsonl").read_text(encoding="utf-8").splitlines()]


def by_schema(held: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for one in held:
        found[one["schema"]].append(one)
    return found


@needs_followthemoney
def test_entities_are_valid_and_nothing_is_dropped(tmp_path: Path) -> None:
    held = entities(tmp_path, all_kinds())
    for one in held:
        proxy = model.get_proxy(one)
        proxy.schema.validate(one)
        for name, values in one["properties"].items():
            kept = proxy.get(name, quiet=False)
            assert sorted(kept) == sorted(values), (one["schema"], name)
            assert all(proxy.schema.get(name).type.validate(value) for value in values), (one["schema"], name, values)


@needs_followthemoney
def test_entities_refer_to_entities_of_the_right_schema(tmp_path: Path) -> None:
    held = {one["id"]: one for one in entities(tmp_path, all_kinds())}
    assert len(held) == len(entities(tmp_path, all_kinds()))
    for one in held.values():
        for name, prop in model.get(one["schema"]).properties.items():
            if prop.type.name == "entity":
                for value in one["properties"].get(name, []):
                    assert value in held, (one["schema"], name)
                    assert model.get(held[value]["schema"]).is_a(prop.range), (one["schema"], name, held[value]["schema"])


def test_entities_say_what_happened_and_who_holds_what(tmp_path: Path) -> None:
    found = by_schema(entities(tmp_path, all_kinds()))
    assert {one["properties"]["keywords"][0] for one in found["Event"]} == {"statements", "meetings", "agreements", "commitments", "deliveries", "events"}
    (occupancy,), (position,), (membership,) = found["Occupancy"], found["Position"], found["Membership"]
    assert position["properties"]["name"] == ["foreign minister (Oman)"] and position["properties"]["country"] == ["om"]
    assert occupancy["properties"]["post"] == [position["id"]] and occupancy["properties"]["summary"] == [all_kinds()[5].record.evidence[0].text]
    assert membership["properties"]["role"] == ["member"] and membership["properties"]["startDate"] == ["1971-10"]
    assert {one["properties"]["title"][0] for one in found["Article"] if "title" in one["properties"]} == {FIRST.article.title}
    quoted = [one["properties"] for one in found["Documentation"]]
    assert all(len(one["summary"]) == 1 and one["document"] and one["entity"] for one in quoted)
    assert {ARABIC[slice(*map(int, one["recordId"][0].split("-")))] for one in quoted} >= {all_kinds()[1].record.evidence[0].text}
    meeting = next(one["properties"] for one in found["Event"] if one["properties"]["keywords"][0] == "meetings")
    assert meeting["date"] == ["2024-03-05"] and len(meeting["involved"]) == 3 and len(meeting["organizer"]) == 1 and meeting["location"] == ["Muscat"]


def test_a_document_that_speaks_proves_and_is_not_involved(tmp_path: Path) -> None:
    communique = Actor(id="doc", kind="document", name="البيان", code="OMN", sector="GOV")
    meeting = msgspec.structs.replace(all_kinds()[1].record, participants=["omn", "doc"], persons=[], host="doc")
    state = Actor(id="omn", kind="state", name="x", code="OMN", sector="GOV")
    found = by_schema(entities(tmp_path, [entry("meetings", meeting, actors=[state, communique])]))
    (document,), (event,) = found["Document"], found["Event"]
    assert document["id"] in event["properties"]["proof"] and document["id"] not in event["properties"]["involved"]
    assert "organizer" not in event["properties"] and {one["properties"]["name"][0] for one in found["Mention"]} == {"x"}


@needs_followthemoney
def test_every_kind_of_actor_has_a_schema() -> None:
    assert set(SCHEMATA) == set(ActorKind.__args__)
    assert all(model.get(name) is not None for name in SCHEMATA.values())


@pytest.mark.parametrize(("code", "country"), [("XKX", "xk"), ("SUN", "suhh"), ("YUG", "yucs"), ("PSE", "ps"), ("GBR", "gb"), ("CSK", "cshh"), ("VDR", None)])
def test_countries_of_entities(code: str, country: str | None, tmp_path: Path) -> None:
    state = Actor(id="omn", kind="state", name="x", code=code, sector="GOV")
    meeting = msgspec.structs.replace(all_kinds()[1].record, participants=["omn"], persons=[], host=None)
    (body,) = by_schema(entities(tmp_path, [entry("meetings", meeting, actors=[state])]))["PublicBody"]
    assert body["properties"].get("country") == ([country] if country else None)


# --- iCalendar ---


def calendar(tmp_path: Path, made: list[Entry]) -> Calendar:
    publish(made, "icalendar", tmp_path / "c.ics", as_name="Oman, 2024; test")
    raw = (tmp_path / "c.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    return Calendar.from_ical(raw)


def test_calendar_holds_meetings_and_deadlines(tmp_path: Path) -> None:
    held = calendar(tmp_path, all_kinds())
    met, due = held.walk("VEVENT")
    # an x-property is text, though the library leaves its escapes
    assert held["X-WR-CALNAME"] == "Oman\\, 2024\\; test" and held["VERSION"] == "2.0"
    assert (met.decoded("DTSTART"), met.decoded("DTEND")) == (datetime.date(2024, 3, 5), datetime.date(2024, 3, 6))
    assert (str(met["SUMMARY"]), str(met["LOCATION"]), str(met["STATUS"])) == ("Talks: Oman, Nairobi", "Muscat", "CONFIRMED")
    # a calendar knows no tabs worth keeping apart from text, and one kind of line break
    assert all_kinds()[1].record.evidence[0].text.replace("\r\n", "\n") in str(met["DESCRIPTION"])
    assert (due.decoded("DTSTART"), str(due["SUMMARY"])) == (datetime.date(2024, 6, 1), "Deadline: Commitment: Oman → Nairobi")
    assert "😀" in str(due["DESCRIPTION"]) and str(due["URL"]) == FIRST.article.url
    assert met.decoded("DTSTAMP") == datetime.datetime(2024, 3, 7, 8, 9, 10, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("status", "shown"), [("held", "CONFIRMED"), ("planned", "TENTATIVE"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")])
def test_status_of_a_meeting(status: str, shown: str, tmp_path: Path) -> None:
    meeting = msgspec.structs.replace(all_kinds()[1].record, status=status)
    assert calendar(tmp_path, [entry("meetings", meeting)]).walk("VEVENT")[0]["STATUS"] == shown


def test_days_of_a_range_and_times_not_known_to_the_day(tmp_path: Path) -> None:
    base = all_kinds()[1].record
    assert isinstance(base, Meeting)
    days = msgspec.structs.replace(base, id="m2", date=When("2024-03-05", "2024-03-07", "range", "explicit"))
    month = msgspec.structs.replace(base, id="m3", date=When("2024-03", None, "month", "explicit"))
    unknown = msgspec.structs.replace(base, id="m4", date=None)
    pledge = all_kinds()[3].record
    assert isinstance(pledge, Commitment)
    open_end = msgspec.structs.replace(pledge, deadline=None)
    made = [entry("meetings", days), entry("meetings", month), entry("meetings", unknown), entry("commitments", open_end)]
    (event,) = calendar(tmp_path, made).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (datetime.date(2024, 3, 5), datetime.date(2024, 3, 8))
    report = publish(made, "icalendar", tmp_path / "d.ics")
    assert report.left_out == {"not known to the day": {"meetings": 2}, "without a deadline": {"commitments": 1}}


def test_text_of_a_calendar_comes_back(tmp_path: Path) -> None:
    told = 'أ;ب,ج\\د\\n "ه"\nو 😀 ' * 20
    meeting = msgspec.structs.replace(all_kinds()[1].record, date=DAY, place=Place(told.strip()), evidence=[words(ARABIC, "مسقط")])
    (event,) = calendar(tmp_path, [entry("meetings", meeting)]).walk("VEVENT")
    assert str(event["LOCATION"]) == told.strip()


def test_lines_are_folded_between_letters() -> None:
    for text in ("ا" * 200, "😀" * 60, "a" * 74, "a" * 75, "a" * 76, ""):
        raw = folded("X", text)
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        assert all(part.decode() is not None for part in raw.split(b"\r\n"))
        assert raw.replace(b"\r\n ", b"").decode() == f"X:{text}\r\n"
