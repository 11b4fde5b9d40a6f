"""Events as GDELT 2.0 has them: a row per pair of actors, 61 columns without a header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mithaq.model import Actor, Entry, Place
from mithaq.publish import facts, tsv
from mithaq.publish.codes import (
    cameo_actor,
    cameo_country,
    countries,
    country_name,
    english,
    group_code,
    role,
)
from mithaq.publish.dyads import Coded, coded
from mithaq.publish.forms import Form, write_lines

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO), *(f"Actor2Geo_{name}" for name in _GEO), *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
# what GDELT calls a country, a city outside the United States and one within them, a province and a state
_COUNTRY, _STATE, _US_CITY, _CITY, _PROVINCE = 1, 2, 3, 4, 5
_NO_GEO: list[object] = [0, *[None] * 7]


def lines(entry: Entry, name: str) -> Iterator[bytes]:
    """Yield an event as rows.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    for one in coded(entry):
        cells = [*_dates(one), *_actor(one.source), *_actor(one.target), *_action(entry, one), *_NO_GEO, *_NO_GEO, *_geo(entry.record.place)]
        yield tsv.row([*cells, _added(entry), _address(entry)], COLUMNS)


def _dates(one: Coded) -> list[object]:
    """Return number and date in the five forms that GDELT has."""
    day = one.dates.first
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return [one.number, f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{fraction:.4f}"]


def _actor(actor: Actor | None) -> list[object]:
    """Return the ten cells of an actor."""
    if actor is None:
        return [None] * len(_ACTOR)
    return [cameo_actor(actor), english(actor), cameo_country(actor), group_code(actor), None, None, None, role(actor), None, None]


def _action(entry: Entry, one: Coded) -> list[object]:
    """Return what was done, and how often it is told."""
    mentions = sum(max(1, len(telling.record.evidence)) for telling in entry.tellings)
    return [1, one.code, one.code[:3], one.code[:2], one.quad, one.score, mentions, entry.sources, len(facts.documents_of(entry)), None]


def _geo(place: Place | None) -> list[object]:
    """Return the eight cells of where it was done."""
    if place is None:
        return _NO_GEO
    at_home = place.country == "USA"
    kinds = {"country": _COUNTRY, "region": _STATE if at_home else _PROVINCE}
    fips = countries()[place.country].fips if place.country in countries() else ""
    names = list(dict.fromkeys(name for name in (facts.place_name(place), country_name(place.country)) if name))
    return [kinds.get(place.precision, _US_CITY if at_home else _CITY), ", ".join(names), fips, fips, None, place.lat, place.lon, None]


def _added(entry: Entry) -> str | None:
    """Return when the first report was taken in, in GDELT's digits; none where no register took it in."""
    digits = re.sub(r"\D", "", entry.tellings[0].document.added)[:14] if entry.tellings else ""
    return digits.ljust(14, "0") if digits else None


def _address(entry: Entry) -> str | None:
    """Return the address of the first report that has one."""
    return next((document.article.url for document in facts.documents_of(entry) if document.article.url), None)


FORM = Form("gdelt", "GDELT 2.0 events (tab-separated, 61 columns, no header)", write_lines(lines), kinds=("events", "statements"), usual=("events",))
