"""What the packs know of states and organisations, as the register asks it: names to codes, names of codes, members."""

from __future__ import annotations

import functools

import msgspec

from mithaq.model.actor import Actor
from mithaq.model.when import Place
from mithaq.packs import loader, schema
from mithaq.register.names import folded_name
from mithaq.register.words import folded_words

# kinds that are the state or organisation of their code itself, whatever it is called
ITSELF = frozenset({"state", "government", "igo", "alliance", "armed_group", "ngo"})


_NEVER = 9999
# so many years before a first post and after a last one a person may be in the news
_LIFE = 20


class Body(msgspec.Struct, frozen=True):
    """A state, organisation or group of the packs. ``organs`` are its bodies' names in the languages' packs."""

    code: str
    kind: str
    labels: dict[str, str]
    since: str = ""
    until: str = ""
    members: tuple[schema.Member, ...] = ()
    organs: tuple[str, ...] = ()

    @property
    def joint(self) -> bool:
        """Whether it is a body of states: its members act for it, and it may act through them."""
        return self.kind in ("igo", "alliance", "group")


@functools.cache
def bodies() -> dict[str, Body]:
    """Return the states and organisations of the shared tables by code."""
    shared = loader.load_shared()
    found = {row.code: Body(row.code, row.kind, _labels(row)) for row in shared.territories}
    organs = _organs()
    for row in shared.organisations:
        found[row.code] = Body(row.code, row.kind, _labels(row), row.since, row.until, tuple(schema.members(row.members)), tuple(organs.get(row.code, ())))
    return found


@functools.cache
def codes_by_name() -> dict[str, str]:
    """Return the code of each name that means one state or organisation."""
    return {name: codes[0] for name, codes in codes_of_names().items() if len(codes) == 1}


@functools.cache
def codes_of_names() -> dict[str, list[str]]:
    """Return the codes of each name of states and organisations, in every language that has a pack, and of the short form of their codes; no organs."""
    listed: dict[str, set[str]] = {}
    for body in bodies().values():
        for name in body.labels.values():
            listed.setdefault(folded_words(name), set()).add(body.code)
    for language in loader.languages():
        for code, names in (*((r.code, r.names) for r in _states(language)), *((r.code, r.names) for r in _organisations(language))):
            for name in schema.split(names):
                listed.setdefault(folded_words(name), set()).add(code)
    short: dict[str, set[str]] = {}
    for code in bodies():
        short.setdefault(folded_words(code.partition(":")[2]), set()).add(code)
    return {name: sorted(codes) for name, codes in {**short, **listed}.items() if name}


def label(code: str, language: str = "en") -> str:
    """Return the name of a code in a language, the code itself if no table knows it."""
    body = bodies().get(code)
    return (body.labels.get(language) or body.labels.get("en") or code) if body else code


def is_known(actor: Actor) -> bool:
    """Return whether an actor stands for a code that the tables know, whatever it is called."""
    return actor.kind in ITSELF and actor.code in bodies()


def name_of(actor: Actor, language: str) -> str:
    """Return an actor's name in a language: its own, else that of the code it stands for, else as reports give it."""
    return actor.labels.get(language) or (label(actor.code, language) if is_known(actor) or actor.name == actor.code else actor.name)


def place_called(place: Place, language: str) -> str:
    """Return the name of a place in a language: that of the language's pack where it knows the place, else as the report gives it."""
    return place.labels.get(language) or _places(language).get((place.labels.get("en", ""), place.country or "")) or place.name


@functools.cache
def _places(language: str) -> dict[tuple[str, str], str]:
    """Return the first name of each place of a language's pack, by its English name and country; capitals stand with their states."""
    if language not in loader.languages():
        return {}
    rows = loader.read_tsv(loader.PACKS / language / "places.tsv", schema.PlaceRow)
    found = {(row.en, row.country): [*schema.split(row.names), *schema.split(row.weak)][0] for row in reversed(rows) if row.en}
    english = {row.code: row.capital for row in loader.load_shared().territories}
    return found | {(english[row.code], row.code): schema.split(row.capital)[0] for row in _states(language) if row.capital and english.get(row.code)}


def members_on(code: str, day: str | None) -> list[schema.Member]:
    """Return the stays of the states that belong to an organisation on an ISO day; without a day, of those that have not left."""
    body = bodies().get(code)
    return [member for member in body.members if member.on(day)] if body else []


@functools.cache
def _persons() -> dict[tuple[str, str], tuple[str, int, int]]:
    """Return the persons of the packs by code and folded name: the English name, the years of the first and the last post."""
    found: dict[tuple[str, str], tuple[str, int, int]] = {}
    for language in loader.languages():
        for row in loader.read_tsv(loader.PACKS / language / "persons.tsv", schema.Person):
            since, until = int(row.since[:4] or 0), int(row.until[:4] or _NEVER)
            for name in schema.split(row.names):
                _, first, last = found.get((row.code, folded_name(name)), (row.en, since, until))
                found[row.code, folded_name(name)] = row.en, min(first, since), max(last, until)
    return found


def person_called(name: str, code: str, year: int | None) -> str | None:
    """Return the English name of the person of a state or organisation who is called so, if a report of that year may mean them: no namesake of other times."""
    known = _persons().get((code, folded_name(name)))
    if known is None or (year is not None and not known[1] - _LIFE <= year <= known[2] + _LIFE):
        return None
    return known[0]


def _labels(row: schema.Territory | schema.Organisation) -> dict[str, str]:
    """Return the names of a shared row by language."""
    return {language: name for language, name in (("en", row.en), ("fr", row.fr), ("ar", row.ar)) if name}


def _organs() -> dict[str, list[str]]:
    """Return the names of the bodies of each organisation."""
    found: dict[str, list[str]] = {}
    for language in loader.languages():
        for row in _organisations(language):
            found.setdefault(row.code, []).extend(schema.split(row.organs))
    return found


def _states(language: str) -> list[schema.TerritoryNames]:
    """Return the states' rows of a language."""
    return loader.read_tsv(loader.PACKS / language / "territories.tsv", schema.TerritoryNames)


def _organisations(language: str) -> list[schema.OrganisationNames]:
    """Return the organisations' rows of a language."""
    return loader.read_tsv(loader.PACKS / language / "organisations.tsv", schema.OrganisationNames)
