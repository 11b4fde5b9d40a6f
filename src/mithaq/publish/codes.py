"""The codes of the field: countries in four standards, CAMEO codes of acts and groups, names in English."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from mithaq.model import Actor, Event
from mithaq.packs import loader, schema

_FOLDER = Path(__file__).parent
_SHARED = loader.PACKS / "shared"
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
# PLOVER sectors by the role that CAMEO has for them; those it has none for stay without
ROLES = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "SPY": "SPY", "JUD": "JUD", "LEG": "LEG", "OPP": "OPP", "REB": "REB", "UAF": "UAF", "CRM": "CRM",
    "CVL": "CVL", "BUS": "BUS", "LAB": "LAB", "AGR": "AGR", "EDU": "EDU", "JRN": "MED", "MED": "HLH", "REF": "REF", "ELI": "ELI", "IGO": "IGO", "NGO": "NGO",
}  # fmt: skip
# actors that stand for the state itself: CAMEO gives them its code without a role
_STATES = ("state",)


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``countries.tsv``: a state's codes; empty where a standard has none."""

    code: str
    iso2: str = ""
    cameo: str = ""
    fips: str = ""
    cow: str = ""


class _Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``cameo_texts.tsv``."""

    code: str
    text: str


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``cameo_groups.tsv``."""

    code: str
    cameo: str


class _Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``cameo_of_plover.tsv``."""

    type: str
    mode: str
    cameo: str


@functools.cache
def countries() -> dict[str, Country]:
    """Return the codes of states and territories by ISO 3166-1 alpha-3."""
    return {row.code: row for row in loader.read_tsv(_FOLDER / "countries.tsv", Country)}


@functools.cache
def _names() -> dict[str, str]:
    """Return the English names of states, territories, organisations and groups by their code."""
    states = {row.code: row.en for row in loader.read_tsv(_SHARED / "territories.tsv", schema.Territory)}
    return states | {row.code: row.en for row in _organisations().values() if row.en}


@functools.cache
def _organisations() -> dict[str, schema.Organisation]:
    """Return what is known of organisations and groups by their code."""
    return {row.code: row for row in loader.read_tsv(_SHARED / "organisations.tsv", schema.Organisation)}


@functools.cache
def _plover() -> dict[str, schema.EventType]:
    """Return quad class and scores of the PLOVER types."""
    found: dict[str, schema.EventType] = loader.read_toml(_SHARED / "plover.toml", dict[str, schema.EventType])
    return found


@functools.cache
def _acts() -> dict[tuple[str, str], str]:
    """Return the CAMEO code of each PLOVER type and mode."""
    return {(row.type, row.mode): row.cameo for row in loader.read_tsv(_FOLDER / "cameo_of_plover.tsv", _Act)}


@functools.cache
def _texts() -> dict[str, str]:
    """Return what CAMEO codes are called."""
    return {row.code: row.text for row in loader.read_tsv(_FOLDER / "cameo_texts.tsv", _Named)}


@functools.cache
def _groups() -> dict[str, str]:
    """Return the CAMEO codes of organisations and groups."""
    return {row.code: row.cameo for row in loader.read_tsv(_FOLDER / "cameo_groups.tsv", _Group)}


def cameo(event: Event) -> str:
    """Return an event's CAMEO code: its own, else that of its PLOVER type and mode."""
    acts = _acts()
    return event.cameo or acts.get((event.type, event.mode or "")) or acts.get((event.type, ""), "")


def cameo_text(code: str) -> str:
    """Return what a CAMEO code is called, or what the code above it is called."""
    texts = _texts()
    return next((texts[code[:length]] for length in range(len(code), 2, -1) if code[:length] in texts), "")


def quad(event: Event) -> int | None:
    """Return an event's quad class, 1 to 4."""
    kind = _plover().get(event.type)
    return event.quad if event.quad is not None else kind.quad if kind else None


def scale(event: Event) -> float | None:
    """Return an event's score between −10 and 10."""
    kind = _plover().get(event.type)
    if event.score is not None or kind is None:
        return event.score
    return kind.modes.get(event.mode or "", kind.score)


def country_of(actor: Actor) -> str | None:
    """Return the state an actor belongs to (ISO 3166-1 alpha-3): that of its code, or where a group acts if that is one state."""
    if actor.code in countries():
        return actor.code
    found = _organisations().get(actor.code)
    states = schema.split(found.country) if found else ()
    return states[0] if len(states) == 1 and actor.code.startswith("NSA:") else None


def country_name(code: str | None) -> str | None:
    """Return a state's English name."""
    return _names().get(code) if code else None


def label(code: str) -> str:
    """Return the English name of a code, or the code."""
    return _names().get(code, code)


def english(actor: Actor) -> str:
    """Return an actor's English name: the knowledge base's label, the name of its state or organisation, else its name as reported."""
    if actor.kind in ("state", "igo", "alliance", "armed_group") and actor.code in _names():
        return _names()[actor.code]
    return actor.labels.get("en") or actor.name


def group_code(actor: Actor) -> str:
    """Return the CAMEO code of an organisation or group, empty if it has none."""
    return _groups().get(actor.code, "")


def cameo_country(actor: Actor) -> str:
    """Return the CAMEO code of the state an actor belongs to, empty if it has none."""
    found = country_of(actor)
    return countries()[found].cameo if found else ""


def role(actor: Actor) -> str:
    """Return an actor's CAMEO role, empty for a state itself and where CAMEO has none."""
    if actor.code.startswith("IGO:"):
        return "IGO"
    if actor.code.startswith("ORG:"):
        return "MNC" if actor.sector == "BUS" else "NGO"
    return "" if actor.kind in _STATES else ROLES.get(actor.sector, "")


def cameo_actor(actor: Actor) -> str:
    """Return an actor's CAMEO code: its state or kind of organisation, its role, its group."""
    kind = role(actor)
    parts = [cameo_country(actor), kind, group_code(actor)]
    return "".join(dict.fromkeys(part for part in parts if part))
