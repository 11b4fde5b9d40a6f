"""French amounts: numbers in figures and words, money, quantities, people and what befell them, and what is none."""

import tomllib
from pathlib import Path

import pytest

import mithaq.packs
from mithaq.annotate.amounts import AmountGrammar, AmountHit, find_amounts
from mithaq.text.fold import fold

DATA = tomllib.loads((Path(mithaq.packs.__file__).parent / "fr" / "amounts.toml").read_text(encoding="utf-8"))
GRAMMAR = AmountGrammar.from_data(DATA)


def read(text: str, home: str = "") -> list[AmountHit]:
    return find_amounts(fold(text).text, GRAMMAR, home)


@pytest.mark.parametrize(
    ("wording", "value", "unit"),
    [
        ("cinq millions de dollars", 5e6, "USD"),
        ("200 millions d'euros", 2e8, "EUR"),
        ("200 millions d’euros", 2e8, "EUR"),
        ("un milliard et demi de dollars", 1.5e9, "USD"),
        ("1,5 milliard d'euros", 1.5e9, "EUR"),
        ("1 500,5 dollars", 1500.5, "USD"),
        ("10 000 dirhams marocains", 1e4, "MAD"),
        ("trois cents millions de francs CFA", 3e8, "XOF"),
        ("7 millions de francs suisses", 7e6, "CHF"),
        ("500 000 €", 5e5, "EUR"),
        ("$5 millions", 5e6, "USD"),
        ("17 000 milliards de dollars", 1.7e13, "USD"),
        ("vingt et un soldats", 21, "person"),
        ("soixante et onze civils", 71, "person"),
        ("quatre-vingts civils", 80, "person"),
        ("quatre-vingt-dix-sept civils", 97, "person"),
        ("deux mille cinq cents personnes", 2500, "person"),
        ("un demi-million de réfugiés", 5e5, "person"),
        ("cent vingt-cinq tonnes", 125, "tonne"),
        ("deux cent cinquante mille barils", 250000, "barrel"),
        ("15 chars", 15, "tank"),
        ("2,1 %", 2.1, "percent"),
        ("vingt pour cent", 20, "percent"),
    ],
)
def test_number_and_unit(wording: str, value: float, unit: str) -> None:
    (hit,) = read(wording)
    assert (hit.value, hit.unit, hit.end - hit.start) == (value, unit, len(wording))


@pytest.mark.parametrize(
    ("text", "value", "fate"),
    [
        ("la mort de 12 soldats", 12, "killed"),
        ("tuant un policier", 1, "killed"),
        ("Une trentaine de civils ont été tués", 30, "killed"),
        ("12 personnes ont été blessées", 12, "injured"),
        ("l'arrestation de 40 manifestants", 40, "detained"),
        ("L'enlèvement de deux cents écolières", 200, "abducted"),
        ("la libération de 5 otages", 5, "abducted"),
        ("Le bilan est de 30 morts", 30, "killed"),
        ("Deux habitants sont venus", 2, None),
    ],
)
def test_people(text: str, value: float, fate: str | None) -> None:
    (hit,) = read(text)
    assert (hit.value, hit.unit, hit.fate) == (value, "person", fate)


@pytest.mark.parametrize("text", ["entre 3 et 5 millions d'euros", "de 3 à 5 millions d'euros", "3-5 millions d'euros"])
def test_range(text: str) -> None:
    (hit,) = read(text)
    assert (hit.value, hit.high, hit.unit) == (3e6, 5e6, "EUR")


@pytest.mark.parametrize(
    ("text", "bound"),
    [("plus de 30 soldats", "at_least"), ("moins de 30 soldats", "at_most"), ("environ 30 soldats", "about"), ("des dizaines de soldats", "at_least"), ("une trentaine de soldats", "about"), ("30 soldats", "exact")],
)
def test_bound(text: str, bound: str) -> None:
    assert [hit.bound for hit in read(text)] == [bound]


def test_part_of_others() -> None:
    hits = read("L'attaque a fait 12 morts, dont 5 enfants")
    assert [(hit.value, hit.part) for hit in hits] == [(12, False), (5, True)]


def test_home_tells_whose_franc_is_meant() -> None:
    assert [read("mille francs", home)[0].unit for home in ("", "CHE", "CMR")] == ["franc", "CHF", "XAF"]


@pytest.mark.parametrize("text", ["le G7", "les 27", "en 2014", "le F-16", "à 120 km/h", "la phase 2", "un accord"])
def test_no_amount(text: str) -> None:
    assert not read(text)
