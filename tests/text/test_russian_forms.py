"""Russian forms: cases of names, titles and persons, adjectives, verbs."""

import pytest

from mithaq.text.russian_forms import adjective, cases, conjugate, person_cases


@pytest.mark.parametrize(
    ("nominative", "forms"),
    [
        ("Франция", {"Франции", "Францию", "Францией"}),
        ("Египет", {"Египта", "Египту", "Египтом", "Египте"}),
        ("Саудовская Аравия", {"Саудовской Аравии", "Саудовскую Аравию"}),
        ("Соединённые Штаты Америки", {"Соединённых Штатов Америки", "Соединёнными Штатами Америки"}),
        ("министр", {"министра", "министром"}),
        ("официальный представитель", {"официального представителя"}),
        ("израильтяне", {"израильтян", "израильтянами"}),
    ],
)
def test_phrases_have_cases(nominative: str, forms: set[str]) -> None:
    found = cases(nominative)
    assert found[0] == nominative and forms <= set(found)


@pytest.mark.parametrize("name", ["США", "Марокко", "Того"])
def test_abbreviations_and_foreign_names_have_one_form(name: str) -> None:
    assert cases(name) == [name]


def test_every_word_of_a_personal_name_changes() -> None:
    assert {"Антона Орлова", "Антоном Орловым"} <= set(person_cases("Антон Орлов"))
    assert {"Марии Орловой", "Марию Орлову"} <= set(person_cases("Мария Орлова"))


def test_adjectives_agree() -> None:
    assert {("турецкая", "f", "s"), ("турецкого", "m", "s"), ("турецкое", "n", "s"), ("турецких", "", "p")} <= set(adjective("турецкий"))
    assert "бывшей" in {form for form, _, _ in adjective("бывший")}


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("заявить", {("заявил", "past"), ("заявят", "present")}),
        ("встретиться", {("встретилась", "past"), ("встретится", "present")}),
        ("атаковать", {("атакует", "present"), ("атакована", "participle")}),
        ("провести", {("провёл", "past"), ("проведены", "participle")}),
        ("опровергнуть", {("опровергли", "past")}),
    ],
)
def test_verbs_have_tenses(infinitive: str, forms: set[tuple[str, str]]) -> None:
    assert forms <= {(form.surface, form.tense) for form in conjugate(infinitive)}


def test_what_is_no_infinitive_is_refused() -> None:
    with pytest.raises(ValueError, match="дом"):
        list(conjugate("дом"))
