"""Records as they are shown: fields in the order a reader asks, each with its words, and why where it was inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mithaq.faces.web.asking import address
from mithaq.faces.web.brief import actor_address, called
from mithaq.faces.web.words import Words
from mithaq.model import Actor, Amount, Attribution, Entry, Evidence, Record, When
from mithaq.model.entry import FIRST, OTHERS, actors_in
from mithaq.publish.marks import proof
from mithaq.register import knowledge
from mithaq.register.nameless import nameless

# what of its kind a record is, then who and what it is about, in the order a reader asks
_SORTS = ("type", "mode", "kind", "post", "form", "medium", "stage", "status", "role", "level")
_SILENT = ("unspecified", "in_office", "unknown", "not_stated", "held")
_ROLES = (
    "speaker", "person", "member", "participants", "persons", "parties", "obligors", "provider", "actor",
    "beneficiaries", "recipient", "organisation", "polity", "host", "invited_by", "claimed_by",
)  # fmt: skip
_SPANS = ("action", "what", "title", "condition")
_DATES = ("date", "deadline", "made_on", "since", "until")
_CODES = ("binding", "verifiable", "independence")
_LISTS = ("contexts", "domains")
_HARM = ("killed", "injured", "detained", "abducted")
_ALONE = ("person", "document", "ministry", "agency", "armed_force", "media", "company", "party")


@dataclass(frozen=True)
class Value:
    """One value of a field: what is shown, the code beside it, where it leads, the words that prove it, a remark."""

    text: str
    code: str = ""
    href: str = ""
    words: str = ""
    note: str = ""
    quoted: bool = False
    # a date that no report states or counts from its own
    inferred: bool = False


@dataclass(frozen=True)
class Field:
    """A field and its values; ``name`` is its key in the catalogue's section «field»."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder from outlet to speaker, with the word that shows it."""

    role: str
    name: str
    cue: str = ""


@dataclass(frozen=True)
class Shown:
    """A record as it is shown."""

    id: str
    kind: str
    sorts: Sequence[str]
    strength: int | None
    actuality: str
    confidence: float
    state: str
    rule: str
    fields: Sequence[Field]
    ladder: Sequence[Rung]
    quotes: Sequence[str]
    ref: str = ""
    entry: str = ""
    sources: int = 0
    who: Sequence[Value] = field(default_factory=tuple)
    whom: Sequence[Value] = field(default_factory=tuple)

    @property
    def quote(self) -> str:
        """The words that prove it, on one line."""
        return " … ".join(self.quotes)


@dataclass(frozen=True)
class Names:
    """How actors are named in a language of the interface."""

    words: Words
    cards: Mapping[str, Actor]

    def value(self, ref: str) -> Value:
        """Return an actor as a value, a bare code under its name."""
        card = self.cards.get(ref)
        if card is None:
            return Value(self.of_code(ref), ref if self.of_code(ref) != ref else "", actor_address(ref))
        members = [self.cards[one] for one in card.members if one in self.cards]
        code = " ".join(dict.fromkeys(one.code for one in members)) or card.code
        name = self.name(card)
        return Value(name, "" if code == name or code == "UNK" else code, actor_address(address_of(card)), card.name if name != card.name and card.code != "UNK" and not nameless(card) else "")

    def name(self, card: Actor) -> str:
        """Return an actor's name: that of the language where one is known, else as the report gives it."""
        return called(card, self.words)

    def of_code(self, code: str) -> str:
        """Return the name of a code."""
        return knowledge.label(code, self.words.language)


def address_of(card: Actor) -> str:
    """Return what an actor's page is asked by: the id of a card where it has one of its own, else the code."""
    return card.id if card.kind in _ALONE and "-" in card.id else card.code


def show(kind: str, record: Record, cards: Iterable[Actor], words: Words, **more: Any) -> Shown:
    """Return a record as it is shown; ``cards`` are the actors its fields name."""
    names = Names(words, {card.id: card for card in cards})
    silent = (*_SILENT, "action") if kind == "commitments" else _SILENT
    sorts = dict.fromkeys(words.of("value", v) for name in _SORTS if (v := getattr(record, name, None)) and v not in silent)
    first, others = _sides(record, names)
    return Shown(
        id=record.id, kind=kind, sorts=list(sorts), strength=getattr(record, "strength", None), actuality=record.actuality,
        confidence=record.confidence, state=record.review.state, rule=record.rule, fields=list(_fields(record, names)),
        ladder=[_rung(rung, names) for rung in record.attribution], quotes=[" ".join(one.text.split()) for one in proof(kind, record)],
        who=first, whom=others, **more,
    )  # fmt: skip


def show_entry(entry: Entry, words: Words) -> Shown:
    """Return an entry as it is shown in a list."""
    shown = show(entry.kind, entry.record, entry.actors, words, entry=entry.id, sources=entry.sources)
    return Shown(**{**shown.__dict__, "state": entry.review.state})


def _sides(record: Record, names: Names) -> tuple[list[Value], list[Value]]:
    """Return who acts, and whom it concerns."""
    return _once(map(names.value, actors_in(record, *FIRST))), _once(map(names.value, actors_in(record, *OTHERS)))


def _once(values: Iterable[Value]) -> list[Value]:
    """Return actors each once under its name, those of one name with the codes of all."""
    found: dict[str, Value] = {}
    for value in values:
        before = found.get(value.text)
        found[value.text] = replace(before, code=" ".join(dict.fromkeys(f"{before.code} {value.code}".split()))) if before else value
    return list(found.values())


def _fields(record: Record, names: Names) -> Iterable[Field]:
    """Yield the fields that hold something, in the order a reader asks."""
    for name in _ROLES:
        if refs := actors_in(record, name):
            yield Field(name, [names.value(ref) for ref in refs])
    for name in _SPANS:
        span: Evidence | None = getattr(record, name, None)
        if span is not None:
            yield Field(name, [Value(" ".join(span.text.split()), quoted=True)])
    for name in _DATES:
        when: When | None = getattr(record, name, None)
        if when is not None and (when.start or when.end):
            yield Field(name, [date_value(when, names.words)])
    yield from _facts(record, names.words)


def _facts(record: Record, words: Words) -> Iterable[Field]:
    """Yield place, amount, harm and codes."""
    if record.place is not None:
        place = record.place
        name = knowledge.place_called(place, words.language)
        yield Field("place", [Value(name, place.country or "", address("/entries", [("place", place.name)]), place.evidence.text if place.evidence else "")])
    amount: Amount | None = getattr(record, "amount", None)
    if amount is not None:
        yield Field("amount", [_amount(amount, words)])
    harm = getattr(record, "casualties", None)
    if harm is not None:
        yield from (Field(name, [_amount(one, words)]) for name in _HARM if (one := getattr(harm, name)) is not None)
    for name in _CODES:
        value = getattr(record, name, None)
        if value and value not in _SILENT:
            yield Field(name, [Value(words.of("value", value))])
    for name in _LISTS:
        if values := getattr(record, name, None):
            yield Field(name, [Value(words.of("context", one)) for one in values])


def date_value(when: When, words: Words) -> Value:
    """Return a date or period, with its words and how it is known where the report does not state it."""
    shown = words.days(when.start, when.end if when.precision != "before" or when.end != when.start else None)
    if when.precision in ("before", "after"):
        shown = words(f"date.{when.precision}", day=words.day(when.end or when.start))
    note = words(f"date.{when.basis}") if when.basis in ("relative", "inferred") else ""
    return Value(shown, words=when.evidence.text if when.evidence else "", note=note, inferred=when.basis == "inferred")


def _amount(amount: Amount, words: Words) -> Value:
    """Return an amount."""
    return Value(f"{words.number(amount.value)} {words.of('unit', amount.unit)}", words=amount.evidence.text if amount.evidence else "")


def _rung(rung: Attribution, names: Names) -> Rung:
    """Return one rung of the ladder."""
    cue = rung.cue.text if rung.cue else ""
    # a colon shows who speaks, and says nothing
    return Rung(rung.role, rung.name or (names.value(rung.actor).text if rung.actor else ""), cue if any(map(str.isalpha, cue)) else "")
