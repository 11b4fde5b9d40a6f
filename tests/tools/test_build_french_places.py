"""The build script of the French places: which spellings it takes and which names it makes, without its packages."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import build_french_places as build


def place(en: str, country: str = "SYR", *names: str, weak: tuple[str, ...] = ()) -> Any:
    return build.Place(names, en, country, 1.0, 2.0, "city", weak)


@pytest.mark.parametrize(("english", "french"), [("Chernihiv", "Tchernihiv"), ("Mosul", "Mossoul"), ("Zhytomyr", "Jytomyr"), ("Shatila", "Chatila"), ("Homs", "Homs"), ("Bukavu", "Boukavou"), ("Goudoumaria", "Goudoumaria")])
def test_french_respells_by_sound(english: str, french: str) -> None:
    assert build.respelt(english) == french


def test_french_spelling_is_taken_only_where_it_is_listed() -> None:
    assert build.spelled("Mosul", ["Mosul", "Mossoul", "Mosula"]) == ("Mossoul", "Mosul")
    assert build.spelled("Mosul", ["Mosula"]) == ("Mosul",)


def test_kind_of_place_is_told_in_french() -> None:
    by_hand = {("Aleppo", "SYR"): place("Aleppo", "SYR", "Alep"), ("Cairo", "EGY"): place("Cairo", "EGY", "Le Caire")}
    assert build.translated(place("Aleppo Airport"), by_hand, {}).names == ("aéroport d'Alep", "aéroport international d'Alep")
    assert build.translated(place("Cairo Airport", "EGY"), by_hand, {}).names[0] == "aéroport du Caire"
    assert build.translated(place("Idlib countryside"), by_hand, {}).names[0] == "campagne d'Idlib"


def test_english_words_are_no_french_name() -> None:
    assert build.translated(place("Northern Ruritania"), {}, {}) is None
    assert build.translated(place("Long Beach", "USA"), {}, {}).names == ("Long Beach",)


def test_table_by_hand_wins_and_leaves_out() -> None:
    assert build.translated(place("Aleppo"), {("Aleppo", "SYR"): place("Aleppo", "SYR", "Alep")}, {}).names == ("Alep",)
    assert build.translated(place("Aleppo"), {("Aleppo", "SYR"): place("Aleppo")}, {}) is None


def test_word_that_means_something_else_is_weak() -> None:
    assert build.weakened(place("Tours", "FRA", "Tours", "Ville de Tours"), lambda name: name == "Tours") == place("Tours", "FRA", "Ville de Tours", weak=("Tours",))


def test_name_stands_for_one_place() -> None:
    rows = build.once([place("A", "SYR", "Alpha", "Beta"), place("B", "IRQ", "Beta"), place("C", "IRQ", "Gamma", "Beta")], {"Alpha"})
    assert [(row.en, row.names) for row in rows] == [("A", ("Beta",)), ("C", ("Gamma",))]


def test_city_is_added_where_papers_write_french() -> None:
    city = {"name": "Kaolack", "countrycode": "SN", "population": 16_000, "alternatenames": [], "latitude": 1, "longitude": 2, "admin1code": "1"}
    assert [row.en for row in build.francophone([city, {**city, "population": 900}, {**city, "countrycode": "DE"}], {"SN": "SEN", "DE": "DEU"}.__getitem__)] == ["Kaolack"]
