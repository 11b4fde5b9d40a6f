"""Relations at a glance: a partnership of two sides, and an alliance with its members, organs and partners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from mithaq.faces.web.asking import Ask, WebError, address
from mithaq.faces.web.brief import COLUMNS, Brief, Promise, Who, brief, is_alliance, of_code, promise
from mithaq.faces.web.holding import held
from mithaq.faces.web.tongues import in_tongue
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View
from mithaq.faces.web.words import Words
from mithaq.model import Agreement, Delivery, Entry, Meeting
from mithaq.register.listing import COLUMNS as ROW
from mithaq.register.listing import Listing
from mithaq.register.parties import Party
from mithaq.register.partnerships import Partnership

# the way of an agreement that goes well; the others end it or hold it up
_WAY = ("negotiating", "agreed", "initialled", "signed", "ratified", "in_force")
_DEALINGS = ("meetings", "agreements", "commitments", "deliveries")
# statements that are shown before «all»
_FEW = 8
# entries of each part of a page, the latest
_MOST = 40


@dataclass(frozen=True)
class Staged:
    """An agreement with how far it has come: ``reached`` counts the steps of the way, 0 where it has left it."""

    entry: Brief
    stage: str
    reached: int


@dataclass(frozen=True)
class Claim:
    """What is claimed to have been given: who says so, and the promises it may keep with what people decided about that."""

    entry: Brief
    amount: str
    independence: str
    links: Sequence[tuple[str, str, str]]

    @property
    def confirmed(self) -> bool:
        """Whether the one who received it or a third party says so, or a person has confirmed that it keeps a promise."""
        return self.independence != "provider" or any(decision == "confirmed" for _, decision, _ in self.links)


@dataclass(frozen=True)
class Lane:
    """What one side promised, by the columns of the board."""

    heading: str
    columns: dict[str, list[Promise]]
    number: int


def partnership(ask: Ask) -> View:
    """Return the whole relation of two sides.

    Raises:
        RegisterError: R020 or R021 for a side that nobody knows, or that may be several.
        WebError: V010 if both sides are one.
    """
    names = ask.parts["one"], ask.parts["other"]
    found = held(ask, ("partnership", names, ask.moment, ask.today), lambda: ask.register.partnership(*names, as_of=ask.moment, most=_MOST), large=True)
    if found.one.code == found.other.code and found.one.card == found.other.card:
        raise WebError("V010", f"{found.one.name} on both sides; expected two sides", 400)
    today = ask.moment[:10] if ask.moment else ask.today
    one, other = side(found.one, ask.words), side(found.other, ask.words)
    told = msgspec.structs.replace(found, **{name: Listing(in_tongue(ask, part)) for name, part in found.parts.items()})
    lanes = _lanes(told, one, other, ask.words, today)
    wide = {name for lane in lanes for name, promises in lane.columns.items() if promises}
    context = {"one": one, "other": other, "lanes": lanes, "columns": COLUMNS, "wide": wide, "way": _WAY, "few": _FEW}
    context |= {"found": found, "alliances": [s for s in (one, other) if is_alliance(s.code)], **_parts(told, ask.words, today)}
    data = msgspec.Raw(found.to_json())
    return View("partnership.html", context, data, found.rows(), ("part", *ROW))


def _parts(found: Partnership, t: Words, today: str) -> dict[str, Any]:
    """Return the parts of a partnership as they are shown."""
    claims = [_claim(entry, t) for entry in found.deliveries]
    return {
        "sessions": [(brief(e, t), e.record) for e in found.sessions if isinstance(e.record, Meeting)],
        "agreements": [_staged(e, t) for e in found.agreements],
        "claimed": [c for c in claims if not c.confirmed],
        "confirmed": [c for c in claims if c.confirmed],
        "statements": [brief(e, t) for e in reversed(found.statements)],
        "overdue": [promise(e, t, today) for e in found.overdue],
    }


def side(party: Party, t: Words) -> Who:
    """Return a side of a question as it is named in the interface's language."""
    return of_code(party.code, t) if party.card is None else Who(party.name, party.code, address(f"/actors/{party.card}"))


def _lanes(found: Partnership, one: Who, other: Who, t: Words, today: str) -> list[Lane]:
    """Return the lanes of the board: what either side promised, and both together."""
    named = (
        (t("relation.promised", by=one.name, to=other.name), found.given), (t("relation.promised", by=other.name, to=one.name), found.taken),
        (t("relation.together"), found.shared),
    )  # fmt: skip
    return [Lane(heading, _by_column(promise(e, t, today) for e in listed), len(listed)) for heading, listed in named if listed]


def _by_column(promises: Iterable[Promise]) -> dict[str, list[Promise]]:
    """Return promises by their columns."""
    found: dict[str, list[Promise]] = {name: [] for name in COLUMNS}
    for one in promises:
        found[one.column].append(one)
    return found


def _staged(entry: Entry, t: Words) -> Staged:
    """Return an agreement with its stage."""
    assert isinstance(entry.record, Agreement)
    stage = entry.record.stage
    return Staged(brief(entry, t), stage, _WAY.index(stage) + 1 if stage in _WAY else 0)


def _claim(entry: Entry, t: Words) -> Claim:
    """Return a delivery with who claims it."""
    record = entry.record
    assert isinstance(record, Delivery)
    kept = [(link.relation, link.decision, address(f"/entries/{link.commitment}")) for link in entry.links if link.entry == entry.id and link.decision != "rejected"]
    amount = f"{t.number(record.amount.value)} {t.of('unit', record.amount.unit)}" if record.amount else ""
    return Claim(brief(entry, t), amount, record.independence, kept)


def alliance(ask: Ask) -> View:
    """Return an alliance: members with dates and role, organs and forces, partners, who speaks for it.

    Raises:
        RegisterError: R020, R021 for an unknown name, R023 for a party that is no body of states.
    """
    day = ask.day("on")
    code = ask.parts["code"]
    found = held(ask, ("alliance", code, day, ask.moment, ask.today), lambda: ask.register.alliance(code, day=day or None, as_of=ask.moment, most=_MOST), large=True)
    t = ask.words
    members = [(of_code(m.code, t), m) for m in found.members]
    partners = [(of_code(p.code, t), p) for p in found.partners]
    offices = [brief(e, t) for e in in_tongue(ask, found.offices)]
    context = {"found": found, "name": of_code(found.party.code, t), "members": members, "partners": partners, "offices": offices, "dealings": _DEALINGS, "day": day}
    return View("alliance.html", context, msgspec.Raw(found.to_json()), found.rows(), ("code", "name", "role", "since", "until", "entry"))


def relations(ask: Ask) -> View:
    """Return which relations the register holds: alliances, and the pairs that deal with each other most."""
    pairs = held(ask, ("pairs", ask.moment), lambda: ask.register.pairs(limit=40, moment=ask.moment))
    counted = held(ask, ("alliances", ask.moment), lambda: ask.register.alliances(moment=ask.moment))
    bodies = [(of_code(code, ask.words), number) for code, number in counted.items()]
    shown = [(of_code(pair.one, ask.words), of_code(pair.other, ask.words), pair) for pair in pairs]
    data = {"alliances": {who.code: number for who, number in bodies}, "pairs": pairs}
    rows = [{"one": pair.one, "other": pair.other, **pair.dealings} for pair in pairs]
    return View("relations.html", {"pairs": shown, "bodies": bodies, "dealings": _DEALINGS}, data, rows, ("one", "other", *_DEALINGS))


def go(ask: Ask, form: Form) -> Redirect:
    """Lead to the relation of two sides by their names."""
    sides = [form.one(name).strip() for name in ("one", "other")]
    if not all(sides):
        raise WebError("V001", "a side is missing; expected two names or codes, such as IGO:AES and RUS")
    found = [ask.register.party(name) for name in sides]
    return Redirect(address(f"/partnerships/{found[0].card or found[0].code}/{found[1].card or found[1].code}"))


PART = Part(
    pages=(
        Page("/partnerships", relations, csv=True, nav="relation.nav", order=40, warm=True),
        Page("/partnerships/{one:str}/{other:str}", partnership, csv=True),
        Page("/alliances/{code:str}", alliance, csv=True),
    ),
    actions=(Action("/partnerships", go, role="reader", kept=False),),
)
