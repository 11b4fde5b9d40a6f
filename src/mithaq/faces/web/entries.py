"""The pages of entries: the list with its facets and word search, and one entry with all that reports tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from mithaq.faces.web.asking import Ask, WebError
from mithaq.faces.web.holding import held
from mithaq.faces.web.joining import alike
from mithaq.faces.web.shown import Shown, Value, date_value, show, show_entry
from mithaq.faces.web.tongues import as_called, called_in, cards_in_tongue, in_tongue
from mithaq.faces.web.views import Page, Part, View
from mithaq.model import Entry
from mithaq.model.entry import Step, Telling
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register import knowledge
from mithaq.register.faceting import BANDS, FACETS, Facets
from mithaq.register.listing import COLUMNS, day_of
from mithaq.register.living import is_overdue
from mithaq.register.ordering import COUNTED
from mithaq.register.selecting import Filter

ORDERS = ("-date", "date", "confidence", "-confidence", "deadline", "-deadline", "kind", "-kind", "sources", "-sources")
_ACTUALITIES = ("done", "ongoing", "agreed", "promised", "offered", "planned", "requested", "conditional", "hypothetical", "denied", "historical")
# values of a facet that are shown before «more»
_SHOWN = 8


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many entries have it, and the address with it chosen, or given up if it is."""

    value: str
    label: str
    number: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class Facet:
    """One facet: its options, the most frequent first, those that were chosen always among them."""

    name: str
    options: Sequence[Option]

    @property
    def shown(self) -> Sequence[Option]:
        """The options to show at once."""
        return [one for at, one in enumerate(self.options) if at < _SHOWN or one.chosen]

    @property
    def more(self) -> Sequence[Option]:
        """The options behind them."""
        return [one for one in self.options if one not in self.shown]


def filter_of(ask: Ask) -> Filter:
    """Return the filter that an address means.

    Raises:
        WebError: V001 for a value that no entry can have.
        RegisterError: for an actor whom nobody knows.
    """
    band = ask.chosen("confidence", [f"{lower:.1f}" for lower in BANDS])
    lower = float(band) if band else None
    upper = next((one for one in BANDS if lower is not None and one > lower), None)
    actualities = ask.many("actuality")
    for value in actualities:
        if value not in _ACTUALITIES:
            raise WebError("V001", f"actuality={value!r}: expected one of {', '.join(_ACTUALITIES)}")
    return Filter(
        parties=tuple(ask.register.party(name) for name in ask.many("actor")), kinds=ask.many("kind"), types=ask.many("type"), contexts=ask.many("context"), sectors=ask.many("sector"),
        since=ask.period("since") or None, until=ask.period("until") or None, place=ask.many("place") or ask.one("country") or None,
        outlet=ask.one("outlet") or None, language=ask.one("language") or None, states=ask.many("state"),
        actualities=actualities or None, surer_than=lower, less_sure_than=upper, due_by=ask.period("due_by") or None,
    )  # fmt: skip


def entry_list(ask: Ask) -> View:
    """Return the entries that fit what is asked, with their facets."""
    order: Any = ask.chosen("sort", ORDERS, "" if ask.one("q") else "-date") or None
    wanted, asked = filter_of(ask), ask.paging()
    question = (ask.one("q"), msgspec.json.encode(wanted), order)
    keys = held(ask, ("found", *question), lambda: ask.register.found(ask.one("q"), wanted, order))
    facets = held(ask, ("facets", *question), lambda: ask.register.facets_of(keys))
    within = asked.offset + asked.size <= COUNTED
    found = (
        ask.register.page(keys, ask.one("q"), wanted, limit=asked.size, offset=asked.offset)
        if within
        else ask.register.search(ask.one("q"), wanted, limit=asked.size, offset=asked.offset, order=order)
    )
    paging = ask.paging(found.total, more=found.more)
    rows = [_line(entry, ask) for entry in in_tongue(ask, found, quoted=not ask.one("q"))]
    context = {
        "rows": rows, "paging": paging, "order": order or "", "facets": list(_facets(ask, facets)), "whole": facets.whole, "wanted": wanted,
        "terms": ask.one("q"), "chosen": chosen(ask), "orders": ORDERS, "kinds": RECORD_FIELDS,
    }  # fmt: skip
    data = {"total": found.total, "page": paging.number, "size": paging.size, "facets": facets.counts, "entries": list(found)}
    return View("entries.html", context, data, found.rows(), COLUMNS)


def _line(entry: Entry, ask: Ask) -> tuple[Shown, Value]:
    """Return an entry as a list shows it, with its day."""
    return show_entry(entry, ask.words), _day(entry, ask)


def _day(entry: Entry, ask: Ask) -> Value:
    """Return the day an entry is listed under; one of the report's alone says so."""
    when = entry.record.date
    if when is not None and (when.start or when.end):
        return date_value(when, ask.words)
    day = day_of(entry)
    return Value(ask.words.day(day), note=ask.words("date.reported") if day else "", inferred=True)


def chosen(ask: Ask) -> list[tuple[str, str, str]]:
    """Return what narrows the list down: a facet's name, its value as it is shown, the address without it."""
    found = []
    for name in ("kind", "type", "actor", "sector", "context", "country", "place", "outlet", "language", "confidence", "state", "actuality", "since", "until", "due_by"):
        values = ask.many(name)
        found += [(name, label(ask, name, value), ask.url(**{name: [one for one in values if one != value]})) for value in values]
    return found


def _facets(ask: Ask, facets: Facets) -> list[Facet]:
    """Return the facets that have something to choose."""
    made = []
    for name in FACETS:
        counts, taken = facets.counts[name], ask.many(name)
        values = [*counts, *(value for value in taken if value not in counts)]
        options = [Option(value, label(ask, name, value), counts.get(value, 0), value in taken, _toggled(ask, name, value)) for value in values[:40]]
        if options and (len(options) > 1 or taken):
            made.append(Facet(name, options))
    return made


# kinds of promises whose names say nothing by themselves
_OF_PROMISES = ("action", "outcome", "support", "abstention")
# facets of which only one value can be asked for
_SINGLE = ("country", "outlet", "language", "confidence")


def _toggled(ask: Ask, name: str, value: str) -> str:
    """Return the address with a value of a facet chosen, or given up if it is."""
    taken = ask.many(name)
    if value in taken:
        return ask.url(**{name: [one for one in taken if one != value]})
    return ask.url(**{name: value if name in _SINGLE else [*taken, value]})


def label(ask: Ask, name: str, value: str) -> str:
    """Return a value of a facet as it is shown."""
    words = ask.words
    if name in ("actor", "country", "place"):
        return knowledge.label(value, words.language)
    if name == "confidence" and value in map(str, BANDS):
        upper = next((one for one in BANDS if one > float(value)), 1.0)
        return f"{words.number(float(value), 1)} – {words.number(upper, 1)}"
    if name in ("since", "until", "due_by"):
        return words.day(value)
    if name == "type" and value.isupper():
        # types of events and kinds of promises share some names
        return f"{words.of('value', value)}{words.dot}{words('kind_one.events')}"
    if name == "type" and value in _OF_PROMISES:
        return f"{words.of('value', value)}{words.dot}{words('kind_one.commitments')}"
    return words.of({"kind": "kind", "language": "tongue", "sector": "sector", "context": "context"}.get(name, "value"), value) if name != "outlet" else value


def entry(ask: Ask) -> View:
    """Return one entry: what the reports say together, each report's telling field by field, its life and its links."""
    found = ask.register.entry(ask.parts["id"])
    (told,) = in_tongue(ask, [found])
    shown = show_entry(told, ask.words)
    others = {one.id: one for one in in_tongue(ask, ask.register.entries([link.entry if link.commitment == found.id else link.commitment for link in found.links]))}
    compared = _told(found, ask)
    context = {
        "entry": found, "shown": shown, "rows": _compared(found, compared), "ladders": [one.ladder for one in compared], "groups": _groups(found), "overdue": found.life is not None and is_overdue(found, ask.today),
        "linked": [(link, *_line(others[other], ask)) for link in found.links if (other := _other(found, link)) in others],
        "steps": _steps(found), "missing": _missing(found),
        "told": {telling.id: telling for one in (found, *others.values()) for telling in one.tellings}, "day": _day(found, ask), "done": _done(ask),
        "alike": [_line(one, ask) for one in in_tongue(ask, alike(ask, found))] if ask.may("editor") else [],
    }  # fmt: skip
    return View("entry.html", context, found)


def _done(ask: Ask) -> int:
    """Return the number of the decision that just led here, 0 without one."""
    return ask.number("done", 0, 0, 999_999_999)


def _steps(entry: Entry) -> list[Step]:
    """Return the steps in the life of a promise in their order, each once, however many records of a report tell it."""
    steps = sorted(entry.life.steps, key=lambda step: (step.day or step.noted, step.noted)) if entry.life else []
    found: dict[Step, Step] = {}
    for step in steps:
        report = (step.telling or "").rpartition("-")[0]
        found.setdefault(msgspec.structs.replace(step, noted="", telling=report), step)
    return list(found.values())


def _missing(entry: Entry) -> list[str]:
    """Return what a promise leaves open that would let it be checked."""
    return [name for name in ("beneficiaries", "deadline", "amount") if not getattr(entry.record, name)] if entry.kind == "commitments" else []


def _other(entry: Entry, link: Any) -> str:
    """Return the entry at the other end of a link."""
    return str(link.entry if link.commitment == entry.id else link.commitment)


def _groups(entry: Entry) -> list[list[Telling]]:
    """Return the tellings by the group of their reports: copies of one report stand together."""
    found: dict[str, list[Telling]] = {}
    for telling in entry.tellings:
        found.setdefault(telling.document.group, []).append(telling)
    return list(found.values())


@dataclass(frozen=True)
class Row:
    """One field over all tellings, in their order; ``differs`` where the register found them to disagree."""

    name: str
    values: Sequence[Sequence[Value]]
    differs: bool


def _told(entry: Entry, ask: Ask) -> list[Shown]:
    """Return what each report tells of an entry as it is shown."""
    cards = cards_in_tongue(ask, ask.register.cards(entry))
    called, language = called_in(ask, [entry]), ask.words.language
    return [show(entry.kind, one.record, as_called(cards, called.get(one.id, {}), language), ask.words) for one in entry.tellings]


def _compared(entry: Entry, told: Sequence[Shown]) -> list[Row]:
    """Return the tellings of an entry field by field."""
    names = list(dict.fromkeys(field.name for shown in told for field in shown.fields))
    conflicts = {conflict.field for conflict in entry.conflicts}
    rows = []
    for name in names:
        values = [next((field.values for field in shown.fields if field.name == name), []) for shown in told]
        rows.append(Row(name, values, name in conflicts))
    return rows


PART = Part(pages=(Page("/entries", entry_list, csv=True, nav="nav.entries", warm=True, order=10), Page("/entries/{id:str}", entry)))
