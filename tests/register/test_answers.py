"""What a register answers about reports of our own: searches, timelines, who met whom, partnerships, alliances."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mithaq import Article, Reader, Register, RegisterError
from mithaq.model.article import published_on
from mithaq.register import ordering
from mithaq.register.clock import now
from mithaq.register.parties import Party
from mithaq.register.searching import query_of
from mithaq.register.selecting import Filter

REPORTS = {
    "2024-03-05": "التقى وزير الخارجية المصري وزير الخارجية الفرنسي في القاهرة. وتعهدت فرنسا بتقديم مساعدات إلى مصر قبل نهاية أبريل 2024.",
    "2024-03-12": "التقى وزير الخارجية المصري وزير الخارجية الفرنسي في باريس. وقال وزير الخارجية الفرنسي إن باريس تدعم القاهرة.",
    "2024-03-20": "وقعت مصر وفرنسا مذكرة تفاهم في باريس. وأدانت مصر الهجوم على تركيا.",
    "2024-04-02": "اتفقت روسيا وتحالف دول الساحل على شراكة عسكرية. وأكدت روسيا استعدادها لتدريب القوة الموحدة لتحالف دول الساحل.",
    "2024-04-09": "نفت إيران أنها أرسلت أسلحة إلى روسيا.",
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    reader = Reader(["ar"])
    articles = [
        Article(text=text, language="ar", publisher="الغد" if number % 2 else "المساء", published=published_on(day))
        for number, (day, text) in enumerate(REPORTS.items())
    ]
    with Register(tmp_path_factory.mktemp("answers") / "r.db") as opened:
        opened.add_readings(reader.read(article) for article in articles)
        yield opened


def test_every_question_answers_on_every_database(register: Register, place: str) -> None:
    readings = [register.reading(telling.document.key) for entry in register.entries() for telling in entry.tellings]
    with Register(place) as other:
        other.add_readings({reading.article.text: reading for reading in readings}.values())
        moment = now()
        for as_of in (None, moment):
            wanted = Filter(moment=as_of)
            assert other.stats(as_of=as_of).reports == len(REPORTS)
            assert other.search("مصر", wanted) and other.search("مصر", wanted, order="date") and other.timeline("EGY", "FRA", wanted=wanted)
            assert other.matrix(wanted).met("EGY", "FRA") and other.partnership("EGY", "FRA", as_of=as_of).sessions
            assert other.alliance("IGO:AES", as_of=as_of).partners and other.follow(day="2024-06-01", as_of=as_of)


def test_the_first_entries_of_a_body_of_states_are_the_same_among_few_days_or_all(register: Register, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = {telling.document.key: register.reading(telling.document.key) for entry in register.entries() for telling in entry.tellings}
    undated = msgspec.structs.replace(readings[min(readings)].article, published=None, url="https://a.example/undated")
    wanted = Filter(parties=(Party("all", "IGO:ALL", members=("EGY", "FRA", "RUS", "MLI")),))
    with Register(place) as other:
        other.add_readings([*readings.values(), Reader(["ar"]).read(undated)])
        whole = {order: [entry.id for entry in other.search("", wanted, order=order)] for order in ("date", "-date")}
        monkeypatch.setattr(ordering, "COUNTED", 0)
        monkeypatch.setattr(ordering, "_AMONG", 1)
        for order, ids in whole.items():
            assert len(ids) > 4
            assert [[entry.id for entry in other.search("", wanted, order=order, limit=limit)] for limit in range(1, len(ids))] == [ids[:limit] for limit in range(1, len(ids))]


def test_stats_count_every_report_and_entry(register: Register) -> None:
    counts = register.stats()
    assert counts.reports == len(REPORTS) and counts.outlets == {"المساء": 3, "الغد": 2} and counts.languages == {"ar": 5}
    assert counts.entries == sum(counts.kinds.values()) == sum(counts.states.values()) == len(list(register.entries()))
    assert (counts.first, counts.last) == ("2024-03-05", "2024-04-09")


def test_a_word_of_few_letters_does_not_go_on() -> None:
    assert not any(form.endswith("*") for group in query_of("ا* من*") for form in group if len(form) < 4) and query_of("مسا*")[0][0] == "مسا*"


@pytest.mark.parametrize("typed", ["مساعدات", "المساعدات", "مُساعَدات", "مساعد*", '"مساعدات إلى مصر"', "«مساعدات إلى مصر»"])
def test_words_are_found_in_any_spelling(register: Register, typed: str) -> None:
    found = register.search(typed, Filter(kinds=("commitments",)))
    assert [entry.record.evidence[0].text for entry in found if "مساعدات" in entry.record.evidence[0].text]


@pytest.mark.parametrize("typed", ["مساعدو", '"مصر إلى مساعدات"', "مساعدات اليابان"])
def test_words_that_are_not_there_find_nothing(register: Register, typed: str) -> None:
    assert not register.search(typed)


def test_what_is_typed_becomes_groups_of_phrases() -> None:
    assert query_of('"اتفاق السلام" روسيا 2024') == [["اتفاق السلام"], query_of("روسيا")[0], ["2024"]]
    assert {"روسيا", "وروسيا", "لروسيا"} <= set(query_of("روسيا")[0])
    assert query_of("  ") == [] and query_of('""') == []


def test_filters_narrow_and_what_did_not_happen_is_left_out(register: Register) -> None:
    iran = register.party("إيران")
    assert not register.search("", Filter(parties=(iran,), types=("AID",)))
    denied = register.search("", Filter(parties=(iran,), types=("AID",), actualities=("denied",)))
    assert [entry.record.actuality for entry in denied] == ["denied"]
    march = register.search("", Filter(kinds=("meetings",), since="2024-03", until="2024-03-09"))
    assert len(march) == 1 and march[0].record.place is not None and march[0].record.place.country == "EGY"
    assert not register.search("", Filter(outlet="الأيام")) and register.search("", Filter(outlet="الغد"))
    assert not register.search("", Filter(language="fr")) and not register.search("", Filter(states=("accepted",)))


def test_a_wrong_filter_names_what_there_is() -> None:
    with pytest.raises(RegisterError, match=r"R022.*'meeting'.*meetings"):
        Filter(kinds=("meeting",))


def test_pages_hold_every_entry_once(register: Register) -> None:
    whole = [entry.id for entry in register.search("", limit=1_000)]
    paged = [entry.id for offset in range(0, len(whole), 4) for entry in register.search("", limit=4, offset=offset)]
    assert paged == whole and len(set(whole)) == len(whole) == register.search("", limit=1).total


@pytest.mark.parametrize("name", ["FRA", "fra", "فرنسا", "France"])
def test_an_actor_is_known_by_code_and_by_name(register: Register, name: str) -> None:
    assert register.party(name).code == "FRA"


def test_an_unknown_actor_is_told_with_what_is_near(register: Register) -> None:
    with pytest.raises(RegisterError, match=r"R020.*did you mean france"):
        register.party("Frnce")
    with pytest.raises(RegisterError, match=r"R020.*give a code"):
        register.party("qqqqqqqq")


@pytest.mark.parametrize("name", ["IGO:AES", "AES", "aes", "تحالف دول الساحل"])
def test_an_alliance_is_known_by_its_short_name(register: Register, name: str) -> None:
    assert register.party(name).code == "IGO:AES"


def test_a_name_of_several_is_asked_back_with_who_they_are(register: Register) -> None:
    with pytest.raises(RegisterError, match=r"R021.*2 are known.*IGO:OPEC .*IGO:OPECPLUS "):
        register.party("OPEC")


def test_a_timeline_runs_by_days_and_a_second_actor_narrows_it(register: Register) -> None:
    alone, both = register.timeline("مصر"), register.timeline("مصر", "FRA")
    days = [row["date"] for row in alone.rows()]
    assert days == sorted(days)
    assert {entry.id for entry in both} < {entry.id for entry in alone}


def test_two_meetings_of_the_same_two_a_week_apart_stay_two(register: Register) -> None:
    assert len(register.matrix().met("FRA", "EGY")) == 2


def test_a_partnership_holds_promises_by_who_made_them(register: Register) -> None:
    found = register.partnership("EGY", "FRA", today="2024-05-01")
    assert len(found.sessions) == 2 and len(found.agreements) == 1
    assert not found.given and len(found.taken) == 1
    assert [entry.id for entry in found.overdue] == [found.taken[0].id]
    assert not register.partnership("EGY", "FRA", today="2024-04-30").overdue
    turned = register.partnership("FRA", "EGY", today="2024-05-01")
    assert [entry.id for entry in turned.given] == [entry.id for entry in found.taken]
    assert [entry.record.content.text for entry in found.statements] == ["باريس تدعم القاهرة"]  # type: ignore[attr-defined]


def test_of_a_long_relation_the_latest_is_told_and_what_is_due(register: Register) -> None:
    whole, cut = (register.partnership("EGY", "FRA", today="2024-05-01", most=most) for most in (None, 1))
    assert "meetings" in cut.more and not whole.more
    assert list(cut.sessions) == list(whole.sessions)[-1:] and list(cut.overdue) == list(whole.overdue)


def test_strangers_have_no_partnership(register: Register) -> None:
    assert not any(register.partnership("EGY", "JPN").parts.values())


def test_an_alliance_has_members_forces_and_partners(register: Register) -> None:
    found = register.alliance("تحالف دول الساحل", day="2024-04-02")
    assert [(m.code, m.since) for m in found.members] == [("BFA", "2023-09"), ("MLI", "2023-09"), ("NER", "2023-09")]
    assert [partner.code for partner in found.partners] == ["RUS"]
    assert not register.alliance("IGO:AES", day="2022-01-01").members
    with pytest.raises(RegisterError, match=r"R023.*no alliance"):
        register.alliance("مصر")


def test_answers_convert_to_frames_and_show_in_a_notebook(register: Register) -> None:
    listing, matrix = register.timeline("مصر"), register.matrix()
    assert listing.to_pandas().shape[0] == listing.to_polars().height == len(listing) == len(listing.rows())
    assert int(matrix.to_pandas().loc["EGY", "FRA"]) == 2 and matrix.to_polars().height == len(matrix.pairs)
    assert "<script" not in listing._repr_html_() and listing._repr_html_().count("<tr>") == len(listing) + 1
    for answer in (register.partnership("EGY", "FRA"), register.alliance("IGO:AES"), register.stats(), matrix, register.follow(day="2024-05-01")):
        assert answer._repr_html_().startswith("<table>") and answer.to_json()


def test_every_answer_with_rows_is_a_frame_with_its_columns_and_types(register: Register) -> None:
    shown = (
        register.partnership("EGY", "FRA"), register.alliance("IGO:AES"), register.stats(), register.dyad("EGY", "FRA"), register.follow(day="2024-05-01"),
        register.partnership("EGY", "JPN"), register.dyad("EGY", "JPN"),
    )  # fmt: skip
    for answer in shown:
        one, other = answer.to_pandas(), answer.to_polars()
        assert list(one.columns) == other.columns == list(answer.columns) and len(one) == other.height == len(answer.rows())
        assert all(list(row) == other.columns for row in answer.rows())
    counts = register.stats().to_polars()
    assert counts.filter(counts["of"] == "reports")["number"].item() == len(REPORTS)
    assert register.follow(day="2024-05-01", limit=1).total == len(register.follow(day="2024-05-01")) > 1
    assert set(register.follow(day="2024-05-01").to_pandas()["schedule"]) >= {"no_deadline"}


def test_the_first_promises_are_those_of_the_whole_list(register: Register) -> None:
    for day in ("2024-05-01", "2999-01-01"):
        for overdue in (False, True):
            whole = register.follow(day=day, overdue=overdue)
            for limit in (1, 2, len(whole)):
                first = register.follow(day=day, overdue=overdue, limit=limit)
                assert [one.id for one in first] == [one.id for one in whole[:limit]] and first.total == len(whole)


def test_an_empty_register_answers(tmp_path: Path) -> None:
    with Register(tmp_path / "empty.db") as empty:
        assert empty.stats().reports == 0 and not empty.search("سلام") and not empty.search() and not empty.matrix().pairs
        assert not any(empty.partnership("EGY", "FRA").parts.values())


def test_frequent_words_are_found_without_ranking(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = register.search("مصر", limit=100)
    monkeypatch.setattr("mithaq.register.searching._FREQUENT", 1)
    latest = register.search("مصر", limit=100)
    assert {entry.id for entry in latest} == {entry.id for entry in ranked} and latest.total == ranked.total > 1
    narrow = Filter(kinds=("meetings",))
    assert {e.id for e in register.search("مصر", narrow)} == {e.id for e in ranked if e.kind == "meetings"}


def test_a_dyad_follows_the_rarer_of_two(register: Register) -> None:
    assert [entry.id for entry in register.timeline("FRA", "EGY")] == [entry.id for entry in register.timeline("EGY", "FRA")]
    falling = register.search("", Filter(parties=(register.party("EGY"),)), order="-date")
    assert [entry.id for entry in falling] == [entry.id for entry in register.timeline("EGY")][::-1]
