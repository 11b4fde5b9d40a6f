"""Rows of the TSV files: codes, dates, coordinates, names given twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mithaq.packs import schema
from mithaq.packs.loader import FORMER_STATES, PackSource, SharedSource

_TIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SECTORS = frozenset(
    ["GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "CRM", "CVL", "BUS", "LAB", "AGR", "EDU", "JRN", "MED", "REF", "REL", "SOC", "ELI", "PRE", "IGO", "NGO", "UNK"]
)


def wrong_rows(shared: SharedSource, source: PackSource) -> Iterator[str]:
    """Yield what is wrong with the rows of a language's tables and of the shared ones."""
    codes = {row.code for row in shared.territories} | {row.code for row in shared.organisations} | FORMER_STATES
    yield from _territories(shared, source)
    yield from _organisations(source, codes)
    yield from _persons(source, codes)
    yield from _places(source, codes)
    yield from _roles(source)


def _territories(shared: SharedSource, source: PackSource) -> Iterator[str]:
    """Yield states given twice or put on no globe, and names that mean two states."""
    yield from _twice("shared/territories.tsv", "code", (row.code for row in shared.territories))
    for row in shared.territories:
        yield from _coordinates(f"shared/territories.tsv, {row.code}", row.lat, row.lon)
    yield from _twice("territories.tsv", "code", (row.code for row in source.territories))
    owners: dict[str, str] = {}
    for names in source.territories:
        called = (*schema.split(names.names), *schema.split(names.capital))
        yield from _shared_names("territories.tsv", owners, called, names.code)


def _organisations(source: PackSource, codes: set[str]) -> Iterator[str]:
    """Yield organisations without shared data, sectors unknown, and names that mean two of them."""
    owners: dict[str, str] = {}
    for row in source.organisations:
        where = f"organisations.tsv, {row.code}"
        if row.code not in codes:
            yield f"{where}: not in shared/organisations.tsv or shared/territories.tsv; add it there or mend it"
        yield from _sector(where, row.sector)
        yield from _shared_names("organisations.tsv", owners, schema.split(row.names), row.code)


def _shared_names(table: str, owners: dict[str, str], names: Iterable[str], code: str) -> Iterator[str]:
    """Yield names that another code owns already; ``owners`` keeps the others."""
    for name in names:
        if owners.setdefault(name, code) != code:
            yield f"{table}: {name!r} means {owners[name]} and {code}; expected one: put it under «weak» or take it out"


def _persons(source: PackSource, codes: set[str]) -> Iterator[str]:
    """Yield persons of unknown states, with times that cannot be, or under a full name that another has."""
    owners: dict[str, str] = {}
    for row in source.persons:
        where = f"persons.tsv, {row.en or row.names}"
        if row.code not in codes:
            yield f"{where}: code {row.code!r} is no state or organisation; expected one of the shared tables"
        yield from _sector(where, row.sector)
        wrong = [time for time in (row.since, row.until) if time and not _TIME.fullmatch(time)]
        yield from (f"{where}: {time!r} is no time; expected 2024, 2024-05 or 2024-05-31" for time in wrong)
        if not wrong and row.since and row.until and row.until < row.since[: len(row.until)]:
            yield f"{where}: from {row.since} to {row.until}; expected from to lie before to"
        for name in schema.split(row.names):
            if owners.setdefault(name, row.en) != row.en:
                yield f"persons.tsv: {name!r} means {owners[name]} and {row.en}; expected one: put it under «short» or take it out"


def _places(source: PackSource, codes: set[str]) -> Iterator[str]:
    """Yield places of unknown states or put on no globe; seas and disputed places belong to none."""
    for row in source.places:
        where = f"places.tsv, {row.en or row.names}"
        if row.country and row.country not in codes:
            yield f"{where}: country {row.country!r} is no state; expected a code of shared/territories.tsv"
        yield from _coordinates(where, row.lat, row.lon)


def _roles(source: PackSource) -> Iterator[str]:
    """Yield roles of unknown sector, and the same words given twice."""
    for row in source.roles:
        yield from _sector(f"roles.tsv, {row.singular} {row.tail}".strip(), row.sector)
    yield from _twice("roles.tsv", "role", (" ".join(cell for cell in (row.singular, row.feminine, row.plural, row.tail) if cell) for row in source.roles))


def _twice(file: str, what: str, values: Iterable[str]) -> Iterator[str]:
    """Yield values that occur more than once."""
    yield from (f"{file}: {what} {value!r} is given {count} times; expected once" for value, count in Counter(values).items() if count > 1)


def _sector(where: str, sector: str) -> Iterator[str]:
    """Yield a sector that PLOVER does not have."""
    if sector and sector not in SECTORS:
        yield f"{where}: sector {sector!r}; expected one of {', '.join(sorted(SECTORS))}"


def _coordinates(where: str, lat: str, lon: str) -> Iterator[str]:
    """Yield coordinates that are no degrees."""
    if not lat and not lon:
        return
    try:
        fits = abs(float(lat)) <= 90 and abs(float(lon)) <= 180
    except ValueError:
        fits = False
    if not fits:
        yield f"{where}: lat {lat!r}, lon {lon!r}; expected degrees, -90 to 90 and -180 to 180"
