"""An actor's card: names in all spellings, offices and memberships as of a day, conflicts over a post, whom it deals with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mithaq import Register, RegisterError
from mithaq.faces.cli.main import main
from mithaq.model import Actor, Article, Meeting, Membership, Mention, Office, Reading, When, quote_span
from mithaq.model.article import published_on
from mithaq.register.clock import now


def report(person: str, day: str | None, post: str = "foreign_minister", *, title: str = "وزير الخارجية", status: str = "in_office", code: str = "TCD", since: str | None = None, language: str = "ar") -> Reading:
    """A report that names somebody in an office of a state, and a meeting of that state with another."""
    text = f"{title} {person} استقبل وفدا من غانا."
    words, whole = quote_span(text, 0, len(title) + 1 + len(person)), quote_span(text, 0, len(text))
    date = When(since, since, "day", "explicit") if since else None
    return Reading(
        article=Article(text=text, id=f"{person}{day}{post}", language=language, publisher=f"outlet {day}", published=published_on(day) if day else None),
        actors=[
            Actor(id="p", kind="person", name=person, code=code, sector="GOV"),
            Actor(id="s", kind="state", name="تشاد", code=code, sector="GOV"), Actor(id="g", kind="state", name="غانا", code="GHA", sector="GOV"),
        ],
        mentions=[Mention(actor="p", start=len(title) + 1, end=words.end)],
        offices=[Office(id="o", evidence=[words], person="p", post=post, title=words, polity=code, status=status, date=date)],  # type: ignore[arg-type]
        meetings=[Meeting(id="m", evidence=[whole], participants=["s", "g"], persons=["p"])],
    )  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "cards.db") as made:
        yield made


def held(register: Register, name: str, day: str, **asked: Any) -> list[tuple[str, str]]:
    return [(one.name, one.standing) for one in register.card(name, day=day, **asked).offices]


def test_a_person_keeps_two_posts_over_time_each_dated(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("يوسف دارفان", "2024-06-01"), report("يوسف دارفان", "2025-03-01", "head_of_government", title="رئيس الوزراء")])
    first, second = register.card("يوسف دارفان", day="2025-04-01").offices
    assert (first.post, first.first, first.last, first.until, first.standing) == ("foreign_minister", "2024-02-01", "2024-06-01", "2025-03-01", "over")
    assert (second.post, second.first, second.until, second.standing, second.reports) == ("head_of_government", "2025-03-01", None, "presumed", 1)
    assert first.title == "وزير الخارجية يوسف دارفان"
    assert [one.standing for one in register.card("يوسف دارفان", day="2024-03-01").offices] == ["told", "not_yet"]


def test_a_family_name_alone_means_the_only_one_who_bears_it(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("نبيل غوراني", "2024-02-02", "spokesperson"), report("سليم غوراني", "2024-02-03", "ambassador")])
    assert register.party("دارفان").name == "يوسف دارفان"
    with pytest.raises(RegisterError, match=r"R021.*2 are known.*(نبيل|سليم) غوراني.*(نبيل|سليم) غوراني"):
        register.party("غوراني")
    with pytest.raises(RegisterError, match="R020"):
        register.party("يوسف")


def test_a_state_shows_who_holds_which_office_on_a_day(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("نبيل غوراني", "2025-01-10"), report("آمنة كلثومي", "2024-05-05", "spokesperson", title="الناطقة باسم الحكومة")])
    assert held(register, "TCD", "2024-02-01") == [("يوسف دارفان", "told")]
    assert held(register, "TCD", "2024-12-01") == [("يوسف دارفان", "presumed"), ("آمنة كلثومي", "presumed")]
    assert held(register, "TCD", "2025-06-01") == [("آمنة كلثومي", "presumed"), ("نبيل غوراني", "presumed")]
    assert held(register, "TCD", "2023-01-01") == held(register, "GHA", "2025-06-01") == []


def test_two_in_one_post_on_a_day_are_a_conflict_one_after_the_other_are_none(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("نبيل غوراني", "2024-03-10"), report("يوسف دارفان", "2024-04-01"), report("نبيل غوراني", "2024-08-01")])
    one, other = register.card("تشاد", day="2024-03-20").offices
    assert one.rivals == [other.entry] and other.rivals == [one.entry]
    assert [(held.name, held.rivals) for held in register.card("TCD", day="2024-09-01").offices] == [("نبيل غوراني", [])]
    assert [held.rivals for held in register.card("TCD", day="2024-02-15").offices] == [[]]


@pytest.mark.parametrize("status", ["former", "designate"])
def test_former_and_coming_holders_are_no_rivals(register: Register, status: str) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("نبيل غوراني", "2024-02-01", status=status)])
    assert [(one.name, one.rivals) for one in register.card("TCD", day="2024-02-01").offices] == [("يوسف دارفان", [])]
    (own,) = register.card("نبيل غوراني", day="2024-02-01").offices
    assert own.status == status and not own.holds


def test_who_is_told_as_a_former_holder_later_has_left(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("يوسف دارفان", "2025-02-01", status="former")])
    assert held(register, "TCD", "2024-12-01") == [("يوسف دارفان", "presumed")]
    assert held(register, "TCD", "2025-03-01") == []
    assert [(one.status, one.first, one.until) for one in register.card("يوسف دارفان", day="2025-03-01").offices] == [("in_office", "2024-02-01", "2025-02-01"), ("former", "2025-02-01", None)]


def test_a_stated_day_of_taking_office_counts_before_the_first_report(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01", since="2023-09-01")])
    assert held(register, "TCD", "2023-10-01") == [("يوسف دارفان", "told")]
    assert held(register, "TCD", "2023-08-01") == []
    assert register.card("TCD", day="2024-02-01").offices[0].since == "2023-09-01"


def test_undated_reports_prove_no_office_on_a_day(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", None)])
    assert held(register, "TCD", "2024-02-01") == []
    assert held(register, "يوسف دارفان", "2024-02-01") == [("يوسف دارفان", "undated")]


def test_a_card_has_every_spelling_with_its_language(register: Register) -> None:
    register.add_readings([report("بوبكر سينايوغو", "2024-02-01"), report("Boubacar Sinayogo", "2024-03-01", title="foreign minister", language="en")])
    card = register.card("Boubacar Sinayogo", day="2024-04-01")
    assert {(one.name, one.language) for one in card.names} == {("بوبكر سينايوغو", "ar"), ("Boubacar Sinayogo", "en")}
    assert card == register.card("بوبكر سينايوغو", day="2024-04-01") == register.card(card.key, day="2024-04-01")
    assert (card.kind, card.code, card.sector, len(card.offices)) == ("person", "TCD", "GOV", 1)


def test_a_rejected_office_is_held_by_nobody_and_a_corrected_one_as_corrected(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("آمنة كلثومي", "2024-05-05", "spokesperson", title="الناطقة")])
    one, other = register.card("TCD", day="2024-06-01").offices
    moment = now()
    register.reject(one.entry, by="نادية")
    register.correct(other.entry, {"status": "former"}, by="نادية")
    assert held(register, "TCD", "2024-06-01") == []
    assert len(register.card("TCD", day="2024-06-01", as_of=moment).offices) == 2


def test_as_of_is_the_card_of_that_time(place: str) -> None:
    with Register(place) as register:
        register.add_readings([report("داوود ميزاني", "2024-02-01"), report("ميزاني", "2024-03-01")])
        moment, before = now(), [register.card(name, day="2024-06-01").offices for name in ("TCD", "داوود ميزاني", "ميزاني")]
        (asked,) = (one for one in register.queue(limit=50) if one.about == "actor")
        number = register.confirm(asked.id, by="نادية")
        between, joined = now(), register.card("ميزاني", day="2024-06-01")
        assert (len(joined.offices), joined.offices[0].reports, len(joined.joined)) == (1, 2, 1)
        register.undo(number, by="نادية")
        register.add_readings([report("نبيل غوراني", "2024-05-01")])
        assert [register.card(name, day="2024-06-01", as_of=moment).offices for name in ("TCD", "داوود ميزاني", "ميزاني")] == before
        assert register.card("ميزاني", day="2024-06-01", as_of=between).offices == joined.offices
        assert held(register, "TCD", "2024-06-01") == [("نبيل غوراني", "presumed")]


def test_memberships_come_from_packs_and_reports_on_either_side(register: Register) -> None:
    text = "انضمت غانا إلى تحالف دول الساحل."
    whole = quote_span(text, 0, len(text))
    actors = [Actor(id="g", kind="state", name="غانا", code="GHA", sector="GOV"), Actor(id="a", kind="alliance", name="تحالف دول الساحل", code="IGO:AES", sector="IGO")]
    since = When("2025-01-01", "2025-01-01", "day", "explicit")
    register.add_readings([Reading(
        article=Article(text=text, id="m", language="ar", publisher="o", published=published_on("2025-01-02")), actors=actors,
        memberships=[Membership(id="b", evidence=[whole], member="g", organisation="a", role="observer", since=since)],
    )])  # fmt: skip
    before, after = (register.card("IGO:AES", day=day).members for day in ("2024-12-31", "2025-02-01"))
    assert {one.code for one in after} - {one.code for one in before} == {"GHA"}
    assert "MLI" in {one.code for one in before} and next(one for one in after if one.code == "GHA").role == "observer"
    told = {one.code: one for one in register.card("GHA", day="2025-02-01").memberships}
    assert (told["IGO:AES"].role, told["IGO:AES"].since) == ("observer", "2025-01-01") and told["IGO:AES"].entry
    assert "IGO:AES" not in {one.code for one in register.card("GHA", day="2024-12-31").memberships}
    assert "IGO:AES" in {one.code for one in register.card("MLI", day="2025-02-01").memberships}


def test_dealings_are_counted_by_partner(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01"), report("يوسف دارفان", "2024-06-01")])
    for name in ("TCD", "يوسف دارفان"):
        assert [(one.code, one.dealings["meetings"]) for one in register.card(name).dealings] == [("GHA", 2)]


def test_a_card_converts_and_shows_in_a_notebook(register: Register) -> None:
    register.add_readings([report("يوسف <دارفان>", "2024-02-01")])
    card = register.card("TCD", day="2024-02-01")
    assert list(card.to_pandas()["post"]) == card.to_polars()["post"].to_list() == ["foreign_minister"]
    assert json.loads(card.to_json())["offices"][0]["entry"] == card.offices[0].entry
    assert "يوسف &lt;دارفان&gt;" in card._repr_html_() and "<دارفان>" not in card._repr_html_()
    assert len(register.card("GHA").to_polars()) == len(register.card("GHA").to_pandas()) == 0


def test_an_actor_whom_only_the_packs_know_has_a_card(register: Register) -> None:
    card = register.card("فرنسا", day="2025-01-01")
    assert (card.key, card.code, card.kind, card.offices, card.dealings) == ("FRA", "FRA", "state", [], [])
    assert "France" in {one.name for one in card.names} and card.memberships
    with pytest.raises(RegisterError, match="R020"):
        register.card("لا أحد يعرفه")


def test_the_command_shows_the_card(register: Register) -> None:
    register.add_readings([report("يوسف دارفان", "2024-02-01")])

    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, ["actor", *arguments, "--register", register.place], env={"COLUMNS": "240"})
        assert result.exit_code == code, result.output
        return result.output

    shown = run("يوسف دارفان", "--on", "2024-03-01")
    assert "foreign_minister" in shown and "presumed" in shown and "GHA" in shown
    assert json.loads(run("TCD", "--on", "2024-02-01", "--json"))["offices"][0]["standing"] == "told"
    assert "IGO:AU" in run("TCD")
    assert "R020" in run("لا أحد", code=1)
    run("TCD", "--on", "soon", code=2)
