"""Pages of drawings: a map of the places that reports state, and the network of who deals with whom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from mithaq.faces.web.asking import Ask
from mithaq.faces.web.brief import Who, of_code
from mithaq.faces.web.drawing import Window, laid_out, projected, readable, window
from mithaq.faces.web.entries import chosen, filter_of
from mithaq.faces.web.holding import held
from mithaq.faces.web.views import Page, Part, View
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register import knowledge
from mithaq.register.exploring import Pair
from mithaq.register.stated import Stated

_COLUMNS = ("place", "country", "lat", "lon", "precision", "entries")
# pairs and actors of the network, and how large its letters are
_PAIRS, _NODES, _LETTERS = 160, 36, 24
# how many places carry their name on the map
_NAMED = 18
_DEALINGS = ("meetings", "agreements", "commitments", "deliveries")


@dataclass(frozen=True)
class Dot:
    """A place on the map: its middle, its radius, its name and where its entries are."""

    x: float
    y: float
    radius: float
    name: str
    country: str
    entries: int
    href: str
    exact: bool
    # how high its name is written, if there is room for it
    label: float | None = None


@dataclass(frozen=True)
class Node:
    """An actor in the network."""

    x: float
    y: float
    radius: float
    who: Who
    # how high its name is written, if there is room for it
    label: float | None


@dataclass(frozen=True)
class Tie:
    """A line of the network between two points, its strength from 1 to 5, and how many dealings it stands for."""

    ends: tuple[float, float, float, float]
    strength: int
    label: str


def places(ask: Ask) -> View:
    """Return the map of the places that the entries of a filter state."""
    wanted = filter_of(ask)
    found = held(ask, ("places", msgspec.json.encode(wanted)), lambda: ask.register.places(wanted))
    shown = window(projected(one.place.lat or 0, one.place.lon or 0) for one in found)
    same: dict[tuple[float, float], list[Stated]] = {}
    for one in found:
        same.setdefault(projected(one.place.lat or 0, one.place.lon or 0), []).append(one)
    listed = sorted((_dot(at, called, ask) for at, called in same.items()), key=lambda dot: (-dot.entries, dot.name))
    dots = _grown(listed, shown)
    rows = [{"place": one.place.name, **{name: getattr(one.place, name) for name in _COLUMNS[1:5]}, "entries": one.entries} for one in found]
    context = {"window": shown, "dots": dots, "listed": listed, "chosen": chosen(ask), "kinds": RECORD_FIELDS, "unit": shown.width / 100}
    return View("map.html", context, found, rows, _COLUMNS)


def _dot(at: tuple[float, float], called: Sequence[Stated], ask: Ask) -> Dot:
    """Return a place as a dot, whatever the names that reports call it by."""
    first, names = called[0].place, [one.place.name for one in called]
    name = knowledge.place_called(first, ask.words.language)
    return Dot(*at, 0, name, first.country or "", sum(one.entries for one in called), ask.url("/entries", place=names), first.precision in ("site", "city"))


def _grown(dots: Sequence[Dot], shown: Window) -> list[Dot]:
    """Return dots whose area grows with their entries, named where there is room."""
    unit, most = shown.width / 100, max((dot.entries for dot in dots), default=1)
    grown = [replace(dot, radius=round(unit * (0.45 + 1.7 * math.sqrt(dot.entries / most)), 1)) for dot in dots]
    labels = readable([(dot.x, (dot.y - dot.radius - unit * 0.5, dot.y + dot.radius + unit * 1.6), dot.name) for dot in grown], unit * 1.7, _NAMED)
    return [replace(dot, label=label) for dot, label in zip(grown, labels, strict=True)]


def network(ask: Ask) -> View:
    """Return the network of who deals with whom."""
    pairs = held(ask, ("ties", ask.moment), lambda: ask.register.pairs(limit=_PAIRS, moment=ask.moment))
    nodes, ties = held(ask, ("network", ask.moment, ask.words.language), lambda: _network(pairs, ask))
    rows = [{"one": pair.one, "other": pair.other, **pair.dealings} for pair in pairs]
    shown = [(of_code(pair.one, ask.words), of_code(pair.other, ask.words), sum(pair.dealings.values())) for pair in pairs[: _NODES - 6]]
    return View("network.html", {"nodes": nodes, "ties": ties, "pairs": shown}, pairs, rows, ("one", "other", *_DEALINGS))


def _network(pairs: Sequence[Pair], ask: Ask) -> tuple[list[Node], list[Tie]]:
    """Return the actors that deal most, and their ties, as they are drawn."""
    weights: dict[str, int] = {}
    for pair in pairs:
        for code in (pair.one, pair.other):
            weights[code] = weights.get(code, 0) + sum(pair.dealings.values())
    first = set(sorted(weights, key=lambda code: (-weights[code], code))[:_NODES])
    kept = {(pair.one, pair.other): sum(pair.dealings.values()) for pair in pairs if {pair.one, pair.other} <= first}
    chosen_codes = sorted({code for pair in kept for code in pair}, key=lambda code: (-weights[code], code))
    at = laid_out(chosen_codes, {pair: math.log1p(number) for pair, number in kept.items()})
    names = {code: of_code(code, ask.words).name for code in chosen_codes}
    most = max(weights.values(), default=1)
    radii = {code: round(7 + 20 * math.sqrt(weights[code] / most), 1) for code in chosen_codes}
    labels = readable([(at[code][0], (at[code][1] - radii[code] - 6, at[code][1] + radii[code] + 24), names[code]) for code in chosen_codes], _LETTERS, _NODES)
    nodes = [Node(*at[code], radii[code], of_code(code, ask.words), label) for code, label in zip(chosen_codes, labels, strict=True)]
    strongest = max(kept.values(), default=1)
    ties = [
        Tie((*at[one], *at[other]), 1 + round(4 * math.log1p(number) / math.log1p(strongest)), f"{names[one]} – {names[other]}: {ask.words.number(number)}")
        for (one, other), number in kept.items()
    ]
    return nodes, ties


PART = Part(pages=(Page("/map", places, csv=True, warm=True), Page("/network", network, csv=True, warm=True)))
