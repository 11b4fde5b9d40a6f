"""Reports as a list, facets, promises that are due: counted in the database as the values say, on either database."""

from collections import Counter

import pytest

from mithaq.model.entry import ACTOR_FIELDS, actors_in
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register import ordering
from mithaq.register.faceting import BANDS
from mithaq.register.facts import NOT_REAL
from mithaq.register.register import Register
from mithaq.register.reports import ReportFilter
from mithaq.register.selecting import Filter


@pytest.fixture
def filled(place, readings):
    with Register(place) as register:
        register.add_readings(readings)
        yield register


def test_facets_count_what_the_entries_say(filled):
    entries = [entry for entry in filled.entries() if entry.record.actuality not in NOT_REAL and entry.review.state != "rejected"]
    found = filled.facets()
    assert found.counted == len(entries) and found.whole
    assert found.counts["kind"] == Counter(entry.kind for entry in entries)
    assert found.counts["actuality"] == Counter(entry.record.actuality for entry in entries)
    assert found.counts["outlet"] == Counter(name for entry in entries for name in {name for t in entry.tellings for name in (t.document.article.publisher, t.document.origin)} if name)
    bands = Counter(f"{max(lower for lower in BANDS if lower <= entry.record.confidence):.1f}" for entry in entries)
    assert found.counts["confidence"] == bands
    assert found.counts["context"] == Counter(one for entry in entries for one in contexts(entry))
    assert found.counts["sector"] == Counter(one for entry in entries for one in sectors(entry))
    for counts in found.counts.values():
        assert list(counts.values()) == sorted(counts.values(), reverse=True)


def contexts(entry):
    return set(getattr(entry.record, "contexts", ()) or getattr(entry.record, "domains", ()))


def sectors(entry):
    named = {name for role in ACTOR_FIELDS[entry.kind] for name in actors_in(entry.record, role)}
    return {card.sector for card in entry.actors if card.id in named} - {"UNK"}


def test_entries_are_chosen_by_what_they_are_about_and_by_the_sectors_of_their_actors(filled):
    whole = filled.search("", Filter(), limit=1_000)
    some = filled.search("", Filter(contexts=("military", "humanitarian")), limit=1_000)
    assert 0 < some.total < whole.total
    assert {entry.id for entry in some} == {entry.id for entry in whole if contexts(entry) & {"military", "humanitarian"}}
    armed = filled.search("", Filter(sectors=("MIL",), contexts=("military",)), limit=1_000)
    assert {entry.id for entry in armed} == {entry.id for entry in whole if "MIL" in sectors(entry) and "military" in contexts(entry)} != set()
    assert not filled.search("", Filter(contexts=("%",))).total


def test_facets_of_a_search_are_those_of_what_it_finds(filled):
    found = filled.search("روسيا", limit=1_000)
    assert found.total > 3 and filled.facets("روسيا").counts["kind"] == Counter(entry.kind for entry in found)


def test_reports_are_listed_with_their_records(filled, readings):
    rows = filled.reports(limit=200).rows
    assert len(rows) == filled.stats().reports
    assert [row.published or "" for row in rows] == sorted((row.published or "" for row in rows), reverse=True)
    for row in rows[:10]:
        reading = filled.reading(row.key)
        assert row.records == {kind: len(getattr(reading, kind)) for kind in RECORD_FIELDS if getattr(reading, kind)}
        assert row.title and row.copies == len(filled.copies(row.key))


def test_reports_are_paged_searched_and_chosen(filled):
    keys = [row.key for row in filled.reports(limit=200, order="added").rows]
    assert [row.key for page in range(0, len(keys), 7) for row in filled.reports(limit=7, offset=page, order="added").rows] == keys
    found = filled.reports("روسيا", limit=200)
    assert 0 < found.total == len(found.rows) < len(keys)
    days = sorted(row.published for row in filled.reports(limit=200).rows if row.published)
    some = filled.reports(wanted=ReportFilter(since=days[3], until=days[-3]), limit=200)
    assert {row.published for row in some.rows} == {day for day in days if days[3] <= day <= days[-3]}


def test_each_record_of_a_report_is_told_by_its_entry(filled):
    for row in filled.reports(limit=10).rows:
        told, reading = filled.told_in(row.key), filled.reading(row.key)
        for record, one in zip(reading.records, told, strict=True):
            entry = filled.entry(one.entry)
            telling = next(t for t in entry.tellings if t.id == one.telling)
            assert telling.record.evidence == record.evidence and telling.document.key == row.key


def test_promises_due_have_a_deadline_that_has_come(filled):
    promised = [entry for entry in filled.entries() if entry.kind == "commitments" and entry.record.deadline and entry.record.actuality not in NOT_REAL]
    ends = sorted((d.end or d.start) for entry in promised if (d := entry.record.deadline))
    assert ends
    day = ends[len(ends) // 2]
    found = filled.search("", Filter(kinds=("commitments",), due_by=day), limit=500)
    assert 0 < found.total <= len(promised)
    assert all((entry.record.deadline.start or entry.record.deadline.end)[:4] <= day for entry in found)


def test_entries_are_chosen_by_confidence(filled):
    found = filled.search("", Filter(surer_than=0.7, less_sure_than=0.8), limit=1_000)
    assert found.total and all(0.7 <= entry.record.confidence < 0.8 for entry in found)


def test_the_marker_changes_with_the_register_and_not_by_itself(place, readings):
    with Register(place) as register:
        empty = register.marker()
        register.add_readings(readings[:1])
        one = register.marker()
        assert empty != one == register.marker()
        register.add_readings(readings[:1])
        assert register.marker() == one
        register.add_readings(readings[1:2])
        assert register.marker() != one


def test_long_lists_are_counted_no_further_than_is_read(filled, monkeypatch):
    whole = filled.search("", limit=1_000)
    assert not whole.more and whole.counted == str(whole.total) and whole.total > 12
    monkeypatch.setattr(ordering, "COUNTED", 5)
    first, deep = filled.search("", limit=3), filled.search("", limit=3, offset=9)
    assert (first.total, first.more, first.counted) == (5, True, "5+")
    assert (deep.total, deep.more) == (12, True) and [*deep] == [*whole][9:12]
    last = filled.search("", limit=3, offset=whole.total - 2)
    assert (len(last), last.total, last.more) == (2, whole.total, False)


def test_the_same_entries_are_found_in_the_same_order_whatever_leads_to_them(filled, monkeypatch):
    outlet, actor = next(iter(filled.stats().outlets)), filled.party("RUS")
    filters = (
        Filter(kinds=("statements",)), Filter(contexts=("military",), sectors=("GOV",)), Filter(language="ar"), Filter(outlet=outlet), Filter(parties=(actor,)),
        Filter(parties=(actor,), kinds=("events",), surer_than=0.2), Filter(parties=(actor,), language="ar"), Filter(states=("machine",), actualities=("planned", "done")),
    )  # fmt: skip
    orders = ("-date", "date", "-confidence", "sources", "kind", "deadline")

    def found():
        return [[entry.id for entry in filled.search("", wanted, limit=500, order=order)] for wanted in filters for order in orders]

    led = found()
    monkeypatch.setattr(ordering, "_FEW", 0)
    assert sum(map(bool, led)) > len(led) / 2 and found() == led


def test_a_body_of_states_is_named_by_itself_or_two_members(filled):
    body = filled.party("IGO:AU")
    named = {entry.id: codes_of(entry) for entry in filled.entries() if entry.record.actuality not in NOT_REAL}
    bodily = {id for id, codes in named.items() if body.acts_in(codes)}
    assert any(body.code not in named[id] for id in bodily), "by its members alone"
    assert {entry.id for entry in filled.timeline("IGO:AU")} == bodily
    partner = Counter(code for id in bodily for code in named[id] - {"IGO:AU", "UNK"}).most_common(1)[0][0]
    both = [entry.id for entry in filled.timeline("IGO:AU", partner)]
    assert both and sorted(both) == sorted(id for id in bodily if partner in named[id])


def codes_of(entry):
    codes = {actor.id: actor.code for actor in entry.actors}
    return {codes.get(id, id) for id in actors_in(entry.record, *ACTOR_FIELDS[entry.kind])}
