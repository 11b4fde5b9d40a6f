"""Entries in brief, as boards, timelines and tables show them: when, who to whom, what it is, its words, where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.faces.web.asking import address
from mithaq.faces.web.words import Words
from mithaq.model import Actor, Commitment, Entry
from mithaq.model.entry import FIRST, OTHERS, actors_in
from mithaq.register import knowledge
from mithaq.register.listing import day_of, words
from mithaq.register.living import is_overdue
from mithaq.register.nameless import nameless

_SORTS = ("type", "mode", "post", "kind", "stage", "status", "role")
# what goes without saying
_SILENT = ("held", "action", "in_office", "unspecified")


@dataclass(frozen=True)
class Who:
    """An actor as it is named in the interface's language, with its code and the address of its page."""

    name: str
    code: str
    href: str


@dataclass(frozen=True)
class Brief:
    """An entry in brief; ``day`` as the language writes it, ``iso`` as the register keeps it."""

    id: str
    kind: str
    href: str
    iso: str
    day: str
    sorts: Sequence[str]
    who: Sequence[Who]
    whom: Sequence[Who]
    words: str
    place: str
    sources: int
    state: str
    confidence: float
    actuality: str


def brief(entry: Entry, t: Words) -> Brief:
    """Return an entry in brief."""
    record = entry.record
    sorts = [t.of("value", v) for name in _SORTS if (v := getattr(record, name, None)) and v not in _SILENT]
    place = knowledge.place_called(record.place, t.language) if record.place else ""
    iso = day_of(entry) or ""
    return Brief(
        id=entry.id, kind=entry.kind, href=address(f"/entries/{entry.id}"), iso=iso, day=t.day(iso), sorts=sorts, who=named(entry, FIRST, t), whom=named(entry, OTHERS, t),
        words=words(entry), place=place, sources=entry.sources, state=entry.review.state, confidence=record.confidence, actuality=record.actuality,
    )  # fmt: skip


def named(entry: Entry, fields: Sequence[str], t: Words) -> list[Who]:
    """Return the actors in some fields of an entry, each once."""
    cards = {actor.id: actor for actor in entry.actors}
    found: dict[str, Who] = {}
    for ref in actors_in(entry.record, *fields):
        who = of_card(cards[ref], t) if ref in cards else of_code(ref, t)
        found.setdefault(who.name, who)
    return list(found.values())


def of_card(card: Actor, t: Words) -> Who:
    """Return an actor by its card."""
    asked = card.code if knowledge.is_known(card) else card.id
    return Who(called(card, t), card.code if card.code != "UNK" else "", actor_address(asked))


def called(card: Actor, t: Words) -> str:
    """Return an actor's name in the interface's language; whoever is not known is said to be so, whoever no report names by the state alone."""
    if (shared := nameless(card)) and t.language not in card.labels:
        return t(f"nameless_of.{shared}", of=knowledge.label(card.code, t.language)) if card.code != "UNK" else t(f"nameless.{shared}")
    return t("list.unknown") if (card.code, card.name) == ("UNK", "unknown") else knowledge.name_of(card, t.language)


def of_code(code: str, t: Words) -> Who:
    """Return whoever carries a code."""
    return Who(knowledge.label(code, t.language), code, actor_address(code))


def actor_address(asked: str) -> str:
    """Return the address of an actor's page, none for the unknown."""
    return address(f"/actors/{asked}") if asked and asked != "UNK" else ""


def is_alliance(code: str) -> bool:
    """Return whether a code is that of a body of states."""
    body = knowledge.bodies().get(code)
    return body is not None and body.joint


# the columns of a board of promises, in the order in which a promise goes
COLUMNS = ("announced", "formalised", "claimed", "partial", "fulfilled", "overdue", "ended")


@dataclass(frozen=True)
class Promise:
    """A promise as a card of a board: its column, and what the three axes say."""

    entry: Brief
    column: str
    strength: int
    deadline: str
    amount: str
    official: str
    evidence: str
    schedule: str
    proposed: int
    overdue: bool


def promise(entry: Entry, t: Words, today: str) -> Promise:
    """Return a promise as a card."""
    record = entry.record
    assert isinstance(record, Commitment)
    held, due, amount = entry.life, record.deadline, record.amount
    open_links = sum(link.decision == "proposed" and link.commitment == entry.id for link in entry.links)
    return Promise(
        entry=brief(entry, t), column=column_of(entry, today), strength=record.strength, deadline=t.day((due.end or due.start) if due else None),
        amount=f"{t.number(amount.value)} {t.of('unit', amount.unit)}" if amount else "", official=held.official if held else "",
        evidence=held.evidence if held else "", schedule=held.schedule if held else "", proposed=open_links, overdue=is_overdue(entry, today),
    )  # fmt: skip


def column_of(entry: Entry, today: str) -> str:
    """Return the column of a board where a promise stands: what is shown goes before what is missed, and that before what is said."""
    if (held := entry.life) is None:
        return "announced"
    if held.evidence == "fulfilled":
        return "fulfilled"
    if held.official in ("withdrawn", "denied", "suspended"):
        return "ended"
    if is_overdue(entry, today):
        return "overdue"
    if held.evidence in ("partial", "started"):
        return "partial"
    if held.official in ("declared_started", "declared_done"):
        return "claimed"
    return "formalised" if held.official == "formalised" else "announced"
