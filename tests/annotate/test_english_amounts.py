"""English amounts: numbers in figures and words, money, quantities, people and what befell them, and what is none."""

import tomllib
from pathlib import Path

import pytest

import mithaq.packs
from mithaq.annotate.amounts import AmountGrammar, AmountHit, find_amounts
from mithaq.text.fold import fold

GRAMMAR = AmountGrammar.from_data(tomllib.loads((Path(mithaq.packs.__file__).parent / "en" / "amounts.toml").read_text(encoding="utf-8")))


def read(text: str, home: str = "") -> list[AmountHit]:
    return find_amounts(fold(text).text, GRAMMAR, home)


@pytest.mark.parametrize(
    ("wording", "value", "unit"),
    [
        ("five million dollars", 5e6, "USD"),
        ("$200 million", 2e8, "USD"),
        ("a billion and a half dollars", 1.5e9, "USD"),
        ("1.5 billion euros", 1.5e9, "EUR"),
        ("10,000 Saudi riyals", 1e4, "SAR"),
        ("7 million Swiss francs", 7e6, "CHF"),
        ("half a million refugees", 5e5, "person"),
        ("twenty-five soldiers", 25, "person"),
        ("one hundred and twenty-five tons", 125, "tonne"),
        ("two thousand five hundred people", 2500, "person"),
        ("365,000 barrels", 365000, "barrel"),
        ("15 tanks", 15, "tank"),
        ("2.1%", 2.1, "percent"),
        ("twenty percent", 20, "percent"),
    ],
)
def test_number_and_unit(wording: str, value: float, unit: str) -> None:
    (hit,) = read(wording)
    assert (hit.value, hit.unit, hit.end - hit.start) == (value, unit, len(wording))


@pytest.mark.parametrize(
    ("text", "value", "fate"),
    [
        ("the death of 12 soldiers", 12, "killed"),
        ("killing a policeman", 1, "killed"),
        ("Thirty civilians were killed", 30, "killed"),
        ("At least 12 people were injured", 12, "injured"),
        ("the arrest of 40 protesters", 40, "detained"),
        ("ninety-seven wounded", 97, "injured"),
        ("the toll is 30 dead", 30, "killed"),
        ("Two residents came", 2, None),
    ],
)
def test_people(text: str, value: float, fate: str | None) -> None:
    (hit,) = read(text)
    assert (hit.value, hit.unit, hit.fate) == (value, "person", fate)


@pytest.mark.parametrize("text", ["between 3 and 5 million euros", "3 to 5 million euros", "3-5 million euros"])
def test_range(text: str) -> None:
    (hit,) = read(text)
    assert (hit.value, hit.high, hit.unit) == (3e6, 5e6, "EUR")


@pytest.mark.parametrize(("text", "bound"), [("more than 30 soldiers", "at_least"), ("up to 30 soldiers", "at_most"), ("some 30 soldiers", "about"), ("dozens of soldiers", "at_least"), ("a dozen soldiers", "about"), ("30 soldiers", "exact")])
def test_bound(text: str, bound: str) -> None:
    assert [hit.bound for hit in read(text)] == [bound]


def test_casualties_stay_apart() -> None:
    hits = read("The attack left 12 dead and 30 wounded, including 5 children")
    assert [(hit.value, hit.fate, hit.part) for hit in hits] == [(12, "killed", False), (30, "injured", False), (5, "injured", True)]


@pytest.mark.parametrize("text", ["the G7", "the 27", "in 2014", "an F-16", "120 km/h", "phase 2", "a U.S. official"])
def test_no_amount(text: str) -> None:
    assert not read(text)
