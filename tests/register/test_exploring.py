"""Who is in a register and who deals with whom: actors, portraits, pairs, two sides by month."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from made import reading

from mithaq import Register, RegisterError
from mithaq.model import Actor, Article, Evidence, Reading
from mithaq.model.article import published_on
from mithaq.model.records import Event, Meeting, Office
from mithaq.model.when import When
from mithaq.register.dyads import score

TEXT = "زار وزير الخارجية فلان القاهرة ثم هاجم جيشه المدينة يوم الخميس بعد لقاء آخر"


def told(number: int, type_: str, day: str | None, actor: list[str], recipient: list[str], mode: str | None = None) -> Reading:
    """The reading of a report of one event, an office and a meeting of both sides."""
    text = f"{TEXT} {number}"
    words = Evidence(0, 20, text[:20])
    when = When(day, day, "day", "explicit") if day else None
    actors = [Actor(id=code, kind="state", name=code, code=code, sector="GOV") for code in ("EGY", "TUR", "IRN")]
    actors.append(Actor(id="p", kind="person", name="فلان الفلاني", code="TUR", sector="GOV", labels={"en": f"Fulan {number % 1}"}))
    return Reading(
        article=Article(text=text, id=f"x{number}", language="ar", publisher="outlet", published=published_on("2024-05-01")), actors=actors,
        events=[Event(id="e", evidence=[words], date=when, type=type_, mode=mode, actor=actor, recipient=recipient, trigger=words)],
        meetings=[Meeting(id="m", evidence=[words], date=when, participants=["TUR", "EGY"])] if number == 1 else [],
        offices=[Office(id="o", evidence=[words], person="p", post="foreign_minister", title=words, polity="TUR")] if number == 1 else [],
    )  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register(tmp_path_factory.mktemp("exploring") / "r.db") as opened:
        opened.add_readings([
            told(1, "CONSULT", "2024-01-05", ["TUR"], ["EGY"], "visit"), told(2, "ASSAULT", "2024-01-20", ["EGY"], ["TUR"]), told(3, "AGREE", "2024-03-02", ["EGY", "TUR"], []),
            told(4, "ACCUSE", "2024-03-03", ["EGY", "TUR"], ["IRN"]), told(5, "AID", None, ["EGY"], ["TUR"]), told(6, "REQUEST", "2024-03-09", ["TUR"], ["EGY"], "meet"),
        ])  # fmt: skip
        yield opened


def test_months_sum_the_scores_of_what_two_sides_do_to_each_other(register: Register) -> None:
    found = register.dyad("TUR", "EGY")
    assert [(m.month, m.cooperation, m.conflict) for m in found.months] == [("2024-01", score("CONSULT", "visit"), score("ASSAULT", None)), ("2024-03", score("AGREE", None), 0.0)]
    assert [(m.cooperative, m.conflictual, m.neutral) for m in found.months] == [(1, 1, 0), (1, 0, 1)]
    assert score("CONSULT", "visit") > 0 > score("ASSAULT", None) and score("nothing", None) == 0.0


def test_sides_that_stand_together_against_a_third_are_not_counted(register: Register) -> None:
    found = register.dyad("EGY", "TUR")
    assert (found.forth, found.back, found.together, found.undated) == (2, 2, 1, 1)
    assert register.dyad("EGY", "IRN").forth == 1 and register.dyad("IRN", "FRA").months == []


def test_a_dyad_turned_round_has_the_same_months(register: Register) -> None:
    one, other = register.dyad("EGY", "TUR"), register.dyad("TUR", "EGY")
    assert one.months == other.months and (one.forth, one.back) == (other.back, other.forth)


def test_a_portrait_holds_promises_people_and_whom_it_met(register: Register) -> None:
    found = register.portrait("TUR")
    assert [(one.code, one.meetings, one.last) for one in found.met] == [("EGY", 1, "2024-01-05")]
    assert found.counts["events"] == 6 and "فلان الفلاني" in [card.name for card in found.people]
    person = register.portrait("فلان الفلاني")
    assert person.card is not None and person.card.kind == "person" and person.people == [] and person.counts == {"offices": 1}
    assert msgspec.json.decode(found.to_json())["counts"] == found.counts


def test_deeds_are_paged_without_gaps(register: Register) -> None:
    whole = [entry.id for entry in register.deeds("TUR", limit=100)]
    assert [entry.id for at in range(0, len(whole), 3) for entry in register.deeds("TUR", limit=3, offset=at)] == whole
    assert {entry.kind for entry in register.deeds("TUR", kinds=("meetings",))} == {"meetings"}


def test_actors_are_found_by_any_of_their_names(register: Register) -> None:
    rows, total = register.actors()
    assert total == len(rows) and [row.entries for row in rows] == sorted((row.entries for row in rows), reverse=True)
    assert [row.key for row in register.actors("egypt")[0]] == [row.key for row in register.actors("مصر")[0]] == ["EGY"]
    assert [row.name for row in register.actors("فلان", "person")[0]] == ["فلان الفلاني"]
    assert register.actors("%")[1] == 0 and register.actors(limit=1, offset=1)[0][0] == rows[1]
    with pytest.raises(RegisterError, match="R022"):
        register.actors(kind="planet")


def test_pairs_are_those_who_deal_with_each_other(register: Register) -> None:
    assert [(pair.one, pair.other, pair.dealings["meetings"]) for pair in register.pairs()] == [("EGY", "TUR", 1)]
    assert register.alliances() == {}


def test_nothing_is_known_of_an_empty_register(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as empty:
        assert empty.actors() == ([], 0) and empty.pairs() == [] and empty.dyad("EGY", "TUR").months == []
        assert empty.portrait("EGY").card is None and not empty.portrait("EGY").counts


def test_what_a_register_says_of_an_earlier_moment(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as opened:
        opened.add_readings([reading(1)])
        assert opened.portrait("EGY").counts and not opened.portrait("EGY", moment="2020-01-01T00:00:00Z").counts
        assert opened.dyad("EGY", "TUR", moment="2020-01-01T00:00:00Z").back == 0
