"""Actors: their list, one of them, two of them over time, and who met whom."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from mithaq.faces.web import charting
from mithaq.faces.web.asking import Ask, WebError, address
from mithaq.faces.web.brief import Who, actor_address, brief, is_alliance, of_card, of_code, promise
from mithaq.faces.web.holding import held
from mithaq.faces.web.relations import side
from mithaq.faces.web.tongues import cards_in_tongue, in_tongue
from mithaq.faces.web.views import Page, Part, View
from mithaq.faces.web.words import Words
from mithaq.model import Actor
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish import charts
from mithaq.register.dyads import Dyad
from mithaq.register.holding import Holding
from mithaq.register.listing import Listing
from mithaq.register.living import is_overdue
from mithaq.register.matrix import most_met
from mithaq.register.portraits import ActorRow
from mithaq.register.selecting import Filter

_KINDS = ("person", "state", "alliance", "igo", "ministry", "agency", "armed_force", "armed_group", "party", "company", "media", "ngo")
# entries of the parts of a dyad
_FEW = 20
# entries that an actor's offices are told from, and promises of either side on its page
_CLAIMS, _PROMISES = 200, 40


@dataclass(frozen=True)
class Stay:
    """An office as it is shown: of whom, of what, from when to when, and who else is told in the same seat."""

    holding: Holding
    who: Who
    of: Who
    rivals: Sequence[str]


def actors(ask: Ask) -> View:
    """Return the actors of a register, those in most entries first; the matches of a word."""
    kind = ask.chosen("kind", _KINDS)
    paging = ask.paging()
    name = ask.one("name")
    rows, total = held(ask, ("actors", name, kind, paging.size, paging.offset), lambda: ask.register.actors(name, kind, limit=paging.size, offset=paging.offset))
    shown = [(of_card(card, ask.words), of_code(row.code, ask.words), row) for card, row in zip(cards_in_tongue(ask, map(_card, rows)), rows, strict=True)]
    context = {"actors": shown, "paging": ask.paging(total), "kinds": _KINDS, "kind": kind}
    flat = [{**msgspec.structs.asdict(row), "labels": "; ".join(row.labels.values())} for row in rows]
    return View("actors.html", context, {"total": total, "actors": rows}, flat, ("key", "name", "kind", "code", "sector", "labels", "entries"))


def _card(row: ActorRow) -> Actor:
    """Return a row of the list of actors as their card."""
    return msgspec.convert({"id": row.key, **{name: getattr(row, name) for name in ("kind", "name", "code", "sector", "labels")}}, Actor)


def actor(ask: Ask) -> View:
    """Return one actor: names, offices, memberships, whom it met, promises, and a page of all its entries.

    Raises:
        RegisterError: R020 or R021 for an actor whom nobody knows, or that may be several.
    """
    key, t = ask.parts["key"], ask.words
    kinds = ask.many("kind")
    for kind in kinds:
        if kind not in RECORD_FIELDS:
            raise WebError("V001", f"kind={kind!r}: expected one of {', '.join(RECORD_FIELDS)}")
    day = ask.day("on")
    card = held(ask, ("card", key, day, ask.moment, ask.today), lambda: ask.register.card(key, day=day or None, as_of=ask.moment, most=_CLAIMS))
    found = held(ask, ("portrait", key, ask.moment, ask.today), lambda: ask.register.portrait(key, moment=ask.moment, most=_PROMISES), large=True)
    names = ask.register.names_in({one.person for one in card.offices}, t.language)
    total = sum(number for kind, number in found.counts.items() if not kinds or kind in kinds)
    paging = ask.paging(total)
    deeds = Listing(ask.register.deeds(key, kinds=kinds, limit=paging.size, offset=paging.offset, moment=ask.moment), total)
    context = {
        "found": found, "who": side(found.party, t) if found.party.card is None or found.card is None else of_card(cards_in_tongue(ask, [found.card])[0], t),
        "card": card, "day": day, "offices": [_stay(one, names.get(one.person, one.name), t) for one in card.offices], "memberships": [(of_code(one.code, t), one) for one in card.memberships], "met": [(of_code(one.code, t), one) for one in found.met],
        "given": [promise(e, t, ask.today) for e in in_tongue(ask, reversed(found.given))], "taken": [promise(e, t, ask.today) for e in in_tongue(ask, reversed(found.taken))],
        "people": [of_card(card, t) for card in cards_in_tongue(ask, found.people)], "deeds": [brief(e, t) for e in in_tongue(ask, deeds)], "paging": paging, "kinds": kinds,
        "all_kinds": RECORD_FIELDS, "alliance": is_alliance(found.party.code) and found.party.card is None,
    }  # fmt: skip
    data = {"card": card, "actor": msgspec.Raw(found.to_json()), "entries": list(deeds), "total": total}
    return View("actor.html", context, data, deeds.rows(), tuple(deeds.rows()[0]) if deeds else ("id",))


def _stay(holding: Holding, name: str, t: Words) -> Stay:
    """Return an office as it is shown."""
    who = Who(name, holding.person, actor_address(holding.person))
    return Stay(holding, who, of_code(holding.polity, t), [address(f"/entries/{one}") for one in holding.rivals])


def dyad(ask: Ask) -> View:
    """Return two sides over time: cooperation and conflict by month, meetings, what is open.

    Raises:
        RegisterError: R020 or R021 for a side that nobody knows, or that may be several.
    """
    names = ask.parts["one"], ask.parts["other"]
    t, today = ask.words, ask.today
    found = held(ask, ("dyad", names, ask.moment), lambda: ask.register.dyad(*names, moment=ask.moment), large=True)
    if found.one.code == found.other.code and found.one.card == found.other.card:
        raise WebError("V010", f"{found.one.name} on both sides; expected two sides", 400)
    sides = (found.one, found.other)
    met = Filter(parties=sides, kinds=("meetings",), roles=("participants",), moment=ask.moment)
    vowed = Filter(parties=sides, kinds=("commitments",), moment=ask.moment, actualities=None)
    meetings, promised = (held(ask, ("of a dyad", one, today), functools.partial(ask.register.first, one, _FEW), large=True) for one in (met, vowed))
    events = list(ask.register.entries(found.latest[:_FEW]))
    kept = [e for e in promised if e.life is None or (e.life.evidence != "fulfilled" and e.life.official not in ("withdrawn", "denied"))]
    context = {
        "found": found, "one": side(found.one, t), "other": side(found.other, t), "chart": held(ask, ("months", names, ask.moment, t.language), lambda: _chart(found, t)), "script": charting.address(),
        "meetings": [brief(e, t) for e in in_tongue(ask, meetings)], "open": [promise(e, t, today) for e in in_tongue(ask, kept)],
        "events": [brief(e, t) for e in in_tongue(ask, events)],
        "overdue": sum(is_overdue(e, today) for e in kept), "total": found.forth + found.back + found.together,
    }  # fmt: skip
    data = {"dyad": found, "meetings": list(meetings), "open": kept, "events": events}
    return View("dyad.html", context, data, found.rows(), ("month", "cooperation", "conflict", "cooperative", "conflictual", "neutral"))


def _chart(found: Dyad, t: Words) -> str:
    """Return the chart of a dyad, empty without months."""
    return charting.as_json(lambda: charts.months(found.months, charting.words(t), called=t.day, reverse=t.direction == "rtl")) if found.months else ""


def matrix(ask: Ask) -> View:
    """Return who met whom."""
    since, until = ask.day("since"), ask.day("until")
    wanted, t = Filter(since=since or None, until=until or None, moment=ask.moment), ask.words
    counts = held(ask, ("matrix", wanted), lambda: ask.register.times_met(wanted))
    codes = most_met(counts)
    names = {code: of_code(code, t).name for code in codes}
    chart = held(ask, ("square", wanted, t.language), lambda: _square(counts, names, codes, t)) if counts else ""
    pairs = [(of_code(one, t), of_code(other, t), number) for (one, other), number in itertools.islice(counts.items(), ask.paging().size)]
    context = {"pairs": pairs, "chart": chart, "script": charting.address(), "since": since, "until": until, "total": len(counts)}

    def rows() -> list[dict[str, Any]]:
        return held(ask, ("who met", wanted), lambda: ask.register.matrix(wanted), large=True).rows()

    return View("matrix.html", context, rows, rows, ("one", "other", "meetings", "entries"))


def _square(counts: Mapping[tuple[str, str], int], names: Mapping[str, str], codes: Sequence[str], t: Words) -> str:
    """Return the chart of who met whom."""
    return charting.as_json(lambda: charts.meetings(counts, names, codes, charting.words(t), reverse=t.direction == "rtl"))


PART = Part(
    pages=(
        Page("/actors", actors, csv=True, nav="actor.nav", order=45, warm=True),
        Page("/actors/{key:str}", actor, csv=True),
        Page("/dyads/{one:str}/{other:str}", dyad, csv=True),
        Page("/matrix", matrix, csv=True, warm=True),
    ),
)
