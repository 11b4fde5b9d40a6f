"""The build script of the places table: which spellings it takes, on small made-up data and without its package."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

_SPEC = importlib.util.spec_from_file_location("build_places", Path(__file__).parents[2] / "tools" / "build_places.py")
assert _SPEC and _SPEC.loader
build = importlib.util.module_from_spec(_SPEC)
sys.modules["build_places"] = build
_SPEC.loader.exec_module(build)


def city(name: str, country: str, population: int, *alternates: str, lat: float = 1.0, lon: float = 2.0) -> dict[str, Any]:
    return {"name": name, "countrycode": country, "population": population, "alternatenames": list(alternates), "latitude": lat, "longitude": lon}


def place(name: str, country: str, population: int, lat: float = 1.0, lon: float = 2.0) -> Any:
    return build.Place((name,), name, country, lat, lon, population=population)


@pytest.mark.parametrize("name", ["حلب", "دير الزور", "بوبو-ديولاسو", "الإسكندرية", "سيئون", "مأرب"])
def test_arabic_names_pass(name: str) -> None:
    assert build.is_arabic(name)


# Persian and Urdu letters, Uyghur and Kurdish ways of writing, other scripts, digits, brackets, scraps
@pytest.mark.parametrize("name", ["گرونوبل", "کرج", "لیون", "ئسفهان", "مووسل", "لاہور", "Halab", "حي 7", "حلب (سوريا)", "لي", ""])
def test_other_spellings_do_not(name: str) -> None:
    assert not build.is_arabic(name)


@pytest.mark.parametrize(
    ("latin", "like", "unlike"),
    [("Grenoble", "غرونوبل", "ليون"), ("Al Mawsil", "الموصل", "البصرة"), ("Xi'an", "شيآن", "بكين"), ("Kharkiv", "خاركيف", "كييف"), ("Szczecin", "شتتين", "وارسو")],
)
def test_a_spelling_sounds_like_its_name(latin: str, like: str, unlike: str) -> None:
    assert build.likeness(latin, like) > 0.6 > build.likeness(latin, unlike)
    assert build.likeness("", like) == build.likeness(latin, "") == 0.0


def test_choose_takes_what_sounds_right() -> None:
    alternates = ["Mosoul", "موسڵ", "موصل", "الموصل", "مدينة الموصل", "نينوى"]
    assert build.choose("Al Mawsil", alternates)[0] == "الموصل"
    assert build.choose("Nowhere", ["الموصل", "حلب"]) == ()
    assert build.choose("Nowhere", []) == ()


def test_a_foreign_g_is_written_the_egyptian_way_too() -> None:
    assert build.with_variants("Grenoble", ["غرونوبل"]) == ("غرونوبل", "جرونوبل")
    assert build.with_variants("Ghazni", ["غزني"]) == ("غزني",)
    assert build.with_variants("Lyon", ["ليون"]) == ("ليون",)


def test_hyphens_are_written_as_texts_are_cut_into_words() -> None:
    assert build.hyphens(["بوبو-ديولاسو", "غاو"]) == ("بوبو ديولاسو", "بوبو - ديولاسو", "غاو")


def test_short_foreign_names_are_left_out() -> None:
    assert build.guarded(place("كيل", "DEU", 240_000), arab=False) == []
    assert build.guarded(place("بيرا", "MOZ", 200_000), arab=False) == []
    assert build.guarded(place("ليدز", "GBR", 500_000), arab=False)
    assert build.guarded(place("صيدا", "LBN", 160_000), arab=True)
    assert build.guarded(place("ببا", "EGY", 60_000), arab=True) == []


def test_cities_that_are_large_enough_and_have_a_spelling() -> None:
    cities = [
        city("Tallabad", "SY", 6_000, "تلاباد"),
        city("Smallville", "US", 6_000, "سمولفيل"),
        city("Bigville", "US", 900_000, "بيغفيل"),
        city("Nameless", "US", 900_000, "Sans-nom"),
    ]
    found = build.from_cities(cities, lambda code: {"SY": "SYR", "US": "USA"}[code], frozenset({"SYR"}))
    assert [(p.names, p.country) for p in found] == [(("تلاباد",), "SYR"), (("بيغفيل", "بيجفيل"), "USA")]


def test_a_spelling_means_one_place() -> None:
    twins = [place("فالنسيا", "ESP", 800_000), place("فالنسيا", "VEN", 700_000), place("طنجة", "MAR", 900_000), place("طنجه", "XXX", 10)]
    assert [p.names for p in build.one_meaning(twins)] == [("طنجة",), ("طنجه",)]
    clear = [place("أربيل", "IRQ", 900_000), place("اربيل", "IRN", 9_000)]
    assert [p.country for p in build.one_meaning(clear)] == ["IRQ"]


def test_what_is_left_out_and_what_is_known_already() -> None:
    places = [place("صور", "LBN", 1), place("حلب", "SYR", 1, 36.2, 37.16), place("ترابلس", "LBY", 1, 32.89, 13.19), place("سرت", "LBY", 1, 31.2, 16.6)]
    known = [build.Place(("طرابلس",), "Tripoli", "LBY", 32.9, 13.2)]
    assert [p.names for p in build.without(places, {build.skeleton("صور")}, known)] == [("حلب",), ("سرت",)]


def test_rows_without_coordinates_take_those_of_the_city() -> None:
    cities = [city("Sīdah", "LB", 5, "Sidon", lat=33.5, lon=35.4), city("Sidon", "US", 9)]
    row = build.Place(("صيدا",), "Sidon", "LBN", None, None)
    assert build.located(row, cities, {"LBN": "LB"}.get).lat == 33.5
    sea = build.Place(("البحر",), "Sea", "", None, None)
    assert build.located(sea, cities, {"LBN": "LB"}.get) == sea
    with pytest.raises(ValueError, match=r"no coordinates, and no city 'Sidon' in JOR"):
        build.located(build.Place(("صيدا",), "Sidon", "JOR", None, None), cities, {"JOR": "JO"}.get)


def test_tables_are_read_and_written(tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.tsv", tmp_path / "out.tsv"
    rows.write_text("# own\nnames\tweak\ten\tcountry\tlat\tlon\tprecision\nحلب\t\tAleppo\tSYR\t36.2\t37.16\tcity\n\tجنين\tJenin\tPSE\t32.46\t35.3\n", encoding="utf-8")
    out.write_text("# why\nصور|بلد\tan ordinary word\n", encoding="utf-8")
    read = build.read_rows(rows)
    assert [(p.names, p.weak, p.precision) for p in read] == [(("حلب",), (), "city"), ((), ("جنين",), "city")]
    assert build.read_left_out(out) == {"صور", "بلد"}
    text = build.table(read, [place("درعا", "SYR", 1)])
    assert text.splitlines()[3:] == ["حلب\t\tAleppo\tSYR\t36.2\t37.16\tcity", "\tجنين\tJenin\tPSE\t32.46\t35.3\tcity", "درعا\t\tدرعا\tSYR\t1\t2\tcity"]
    assert "CC BY 4.0" in text
    with pytest.raises(ValueError, match="given to Aleppo and Other"):
        build.table([*read, build.Place(("حلب",), "Other", "XXX", 0.0, 0.0)], [])


def test_the_packs_table_is_what_its_sources_say() -> None:
    table = {line for line in build.PLACES.read_text(encoding="utf-8").splitlines() if line}
    left_out = build.read_left_out(build.LEFT_OUT)
    by_hand = build.read_rows(build.OVERRIDES)
    assert len(table) > 3_000
    missing = [row.en for row in by_hand if row.lat is not None and row.line() not in table]
    assert not missing, "run tools/build_places.py"
    own = {build.skeleton(name) for row in by_hand for name in (*row.names, *row.weak)}
    generated = {build.skeleton(name) for line in table for name in line.split("\t")[0].split("|")} - own
    assert not generated & left_out, "run tools/build_places.py"
