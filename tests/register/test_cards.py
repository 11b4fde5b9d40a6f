"""One actor is one card over spellings and scripts; what is only like it is proposed."""

from __future__ import annotations

import pytest

from mithaq.model import Actor, Article, Reading
from mithaq.packs import loader, schema
from mithaq.register.bodies import body_of
from mithaq.register.cards import (
    MAYBE_PERSON,
    SAME_PERSON,
    bare_name,
    card_of,
    cards_of,
    match_person,
)
from mithaq.register.free_names import free_name
from mithaq.register.names import LIKE, folded_name, is_part_of, name_likeness


@pytest.mark.parametrize(("one", "other"), [
    ("سيرغي لافروف", "Sergey Lavrov"), ("سيرغي لافروف", "سيرجي لافروف"), ("إيمانويل ماكرون", "Emmanuel Macron"),
    ("عبد العزيز بوتفليقة", "عبدالعزيز بوتفليقة"), ("معمر القذافي", "Muammar Gaddafi"), ("هاكان فيدان", "Hakan Fidan"),
])  # fmt: skip
def test_names_are_alike_over_spellings_and_scripts(one: str, other: str) -> None:
    assert name_likeness(one, other) >= LIKE


@pytest.mark.parametrize(("one", "other"), [("سيرغي لافروف", "سيرغي شويغو"), ("Hakan Fidan", "سامح شكري"), ("عبد الله ديوب", "Emmanuel Macron")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert name_likeness(one, other) < LIKE


def test_a_shorter_name_is_part_of_a_longer_a_given_name_alone_of_none() -> None:
    assert is_part_of("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز")
    assert not is_part_of("محمد", "محمد بن سلمان")
    assert is_part_of("علي صالح", "علي عبد الله صالح")


def test_sons_of_two_fathers_are_two() -> None:
    assert not is_part_of("فيصل بن خالد بن عبد العزيز", "فيصل بن سلمان بن عبد العزيز")


@pytest.mark.parametrize(("name", "post", "scores"), [("محمد بن عبد الله", None, []), ("محمد بن عبد الله", "governor", [0.9]), ("محمد الحربي", None, [0.9])])
def test_the_beginning_of_a_name_tells_its_bearer_only_in_one_post(name: str, post: str | None, scores: list[float]) -> None:
    known = [("p-1", ["محمد بن عبد الله الحربي"], frozenset({"governor"}))]
    assert [match.score for match in match_person(name, post, known)] == scores


@pytest.mark.parametrize(("one", "other"), [("هالة أبو زيد", "هالة أبوزيد"), ("عبد ربه سالم", "عبدربه سالم")])
def test_what_is_written_in_one_word_or_two_is_one_name(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(("year", "known"), [(1985, True), (2015, False), (None, True)])
def test_a_name_that_the_packs_know_is_their_person_unless_a_namesake_of_other_times(year: int | None, known: bool) -> None:
    met = Actor(id="a1", kind="person", name="فيصل بن عبد العزيز", code="SAU", sector="GOV")
    assert (card_of(met, named=True, year=year).labels == {"en": "King Faisal"}) is known


def test_a_person_whom_the_packs_know_is_one_card_in_any_script() -> None:
    arabic = Actor(id="a1", kind="person", name="سيرغي لافروف", code="RUS", sector="GOV", labels={"en": "Sergey Lavrov"})
    latin = Actor(id="a7", kind="person", name="Sergueï Lavrov", code="RUS", sector="GOV", labels={"en": "Sergey Lavrov"})
    assert card_of(arabic, named=True).key == card_of(latin, named=True).key


def test_a_state_its_government_and_its_side_are_one_card_its_ministries_are_others() -> None:
    state, government, side, ministry = (
        Actor(id="x", kind=kind, name=name, code="RUS", sector=sector)  # type: ignore[arg-type]
        for kind, name, sector in (("state", "روسيا", "GOV"), ("government", "موسكو", "GOV"), ("group", "الجانب الروسي", "UNK"), ("ministry", "وزارة الدفاع", "MIL"))
    )
    assert {card_of(one, named=False).key for one in (state, government, side)} == {"RUS"}
    assert card_of(ministry, named=False).key != "RUS"
    assert bare_name("وزارة الدفاع الروسية", "RUS") == bare_name("وزارة الدفاع", "RUS") != bare_name("وزارة الدفاع التركية", "RUS")


@pytest.mark.parametrize(("met", "called"), [
    ("وزارته", "الوزارة"), ("للشرطة", "الشرطة"), ("وزير خارجيتها", "وزير الخارجية"), ("بعثتها الدبلوماسية", "البعثة الدبلوماسية"),
    ("هيئة الأركان", "هيئة الأركان"), ("التيار الصدري", "التيار الصدري"), ("وكالة الطاقة", "وكالة الطاقة"),
])  # fmt: skip
def test_bodies_and_roles_are_called_as_they_are_apart_from_their_sentence(met: str, called: str) -> None:
    assert free_name(met, "ar") == called


def test_a_mark_that_is_no_word_stays_where_it_stands():
    assert free_name("وزير \u0640 الخارجية", "ar") == "وزير \u0640 الخارجية"
    assert free_name("\u200f", "ar").strip("\u200f") == ""


def test_no_card_is_called_by_a_pronoun_and_a_plain_word_is_told_apart_by_its_state() -> None:
    actors = [Actor(id=f"a{n}", kind="ministry", name=name, code="TUR", sector="GOV") for n, name in enumerate(("وزارته", "الوزارة", "للوزارة"))]
    cards = cards_of(Reading(article=Article(text="كلمة", language="ar"), actors=actors)).values()
    assert len({card.key for card in cards}) == 1
    assert {(card.name, card.spelling) for card in cards} == {("الوزارة (تركيا)", "الوزارة")}


def test_an_unknown_person_is_known_again_by_name_and_post() -> None:
    known = [("p-1", ["بوبكر سينايوغو"], frozenset({"defence_minister"})), ("p-2", ["عليو كوندي"], frozenset({"defence_minister"}))]
    assert match_person("بوبكر سينايوغو", None, known)[0].score == 1.0
    assert match_person("Boubacar Sinayogo", "defence_minister", known)[0].key == "p-1"
    other_post = match_person("بوبكر سنايوغو", "spokesperson", known)
    assert other_post and MAYBE_PERSON <= other_post[0].score < SAME_PERSON
    assert match_person("إدريس ماهامادو", "defence_minister", known) == []


DEFENCE = (("وزارة الدفاع المالية", "ar"), ("وزارة الدفاع", "ar"), ("Mali's defence ministry", "en"), ("Malian Ministry of Defence", "en"), ("ministère malien de la Défense", "fr"))


def test_a_ministry_is_one_card_in_every_language_and_each_state_has_its_own() -> None:
    def key(name: str, language: str, code: str = "MLI", kind: str = "ministry") -> str:
        return card_of(Actor(id="a1", kind=kind, name=name, code=code, sector="GOV"), named=False, language=language).key  # type: ignore[arg-type]

    assert len({key(*one) for one in DEFENCE}) == 1
    assert key("Malian army", "en", kind="armed_force") == key("الجيش المالي", "ar", kind="armed_force") == key("armée malienne", "fr", kind="armed_force")
    apart = [key("وزارة الدفاع", "ar"), key("وزارة الدفاع", "ar", "NER"), key("وزارة المالية", "ar"), key("الجيش", "ar"), key("وزارة الثقافة", "ar"), key("ministère malien", "fr")]
    assert len(set(apart)) == len(apart)


def test_no_two_bodies_have_a_name_in_common() -> None:
    rows = loader.read_tsv(loader.PACKS / "shared" / "bodies.tsv", schema.StateBody)
    assert {row.language for row in rows} >= {"ar", "en", "fr"}
    assert [(row.body, name) for row in rows for name in schema.split(row.names) if body_of(name, "MLI", row.language) != row.body] == []


def test_bodies_that_differ_by_a_number_alone_are_two() -> None:
    one, other = (card_of(Actor(id="a", kind="media", name=f"القناة {number}", code="ISR", sector="JRN"), named=False, language="ar") for number in (12, 13))
    assert one.key != other.key
