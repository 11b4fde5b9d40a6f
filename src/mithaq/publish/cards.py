"""Records as cards: what was read, who with whom, the words that prove it, and the tree that says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from mithaq.model import Actor, Attribution, Evidence, Explanation, Node, Record, Slot, When
from mithaq.model.entry import actors_in
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish.marks import proof

LABELS = dict(
    zip(
        RECORD_FIELDS,
        ("Statement", "Meeting", "Agreement", "Commitment", "Delivery", "Office", "Membership", "Event"),
        strict=True,
    )
)
# what a record is, then who and what it is about, in the order a reader asks
_TYPES = ("type", "mode", "kind", "post", "form", "medium", "stage", "status", "role")
_SILENT = ("unspecified", "in_office")
_ROLES = (
    "speaker", "person", "member", "participants", "persons", "parties", "obligors", "provider", "actor",
    "beneficiaries", "recipient", "organisation", "polity", "host", "claimed_by",
)  # fmt: skip
_SPANS = ("condition",)
_DATES = ("date", "deadline", "made_on", "since", "until")
_NODE_KINDS = {"light": "light verb", "words": "words", "title": "title"}


def cards(explained: Explanation, number: int) -> Iterator[str]:
    """Yield the records as list items in the order of the report, each with a button and, if known, why it was read."""
    reading = explained.reading
    actors = {actor.id: actor for actor in reading.actors}
    rows = [(record, kind, n) for kind in RECORD_FIELDS for n, record in enumerate(getattr(reading, kind))]
    for record, kind, n in sorted(rows, key=lambda row: min((e.start for e in proof(row[1], row[0])), default=0)):
        body = f"{_headline(record, kind)}{_fields(record, actors)}{_quote(record, kind)}"
        yield (
            f'<li class="card" data-kind="{kind}" style="--c:var(--{kind})">'
            f'<button type="button" class="record" data-r="{number}-{kind}-{n}" aria-pressed="false">{body}</button>'
            f"{_why(record, explained.trees.get(record.id, []))}</li>"
        )


def _headline(record: Record, kind: str) -> str:
    """Return a record's kind, what of its kind it is, and how real it is."""
    values = dict.fromkeys(str(v) for name in _TYPES if (v := getattr(record, name, None)) and v not in _SILENT)
    strength = getattr(record, "strength", None)
    sorts = [*values, *([f"strength {strength}"] if strength else [])]
    real = f'<span class="real">{escape(record.actuality)}</span>' if record.actuality != "done" else ""
    what = escape(" · ".join(sorts).replace("_", " "))
    return f'<span class="top"><span class="kind">{LABELS[kind]}</span> <span class="sort">{what}</span>{real}</span>'


def _fields(record: Record, actors: dict[str, Actor]) -> str:
    """Return who, when, where, how much and who says so, one row each."""
    rows = []
    for role in _ROLES:
        if refs := actors_in(record, role):
            rows.append(_row(role, "".join(_actor(ref, actors) for ref in refs)))
    rows += [_row(name, f"<bdi>«{escape(v.text)}»</bdi>") for name in _SPANS if (v := getattr(record, name, None)) is not None]
    rows += [_row(name, escape(_when(v))) for name in _DATES if (v := getattr(record, name, None)) is not None]
    if record.place is not None:
        rows.append(_row("place", f"<bdi>{escape(record.place.name)}</bdi>"))
    amount = getattr(record, "amount", None)
    if amount is not None:
        rows.append(_row("amount", escape(f"{_number(amount.value)} {amount.unit}")))
    if record.attribution:
        rows.append(_row("according to", "".join(_rung(rung, actors) for rung in record.attribution)))
    return "".join(rows)


def _number(value: float) -> str:
    """Return a number with its thousands apart and no more decimals than it has."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _row(label: str, value: str) -> str:
    """Return a field of a record; ``value`` is markup already."""
    return f'<span class="row"><span class="label">{label.replace("_", " ")}</span><span>{value}</span></span>'


def _actor(ref: str, actors: dict[str, Actor]) -> str:
    """Return an actor's name with the code records are compared by; a bare code stands for itself."""
    actor = actors.get(ref)
    if actor is None:
        return f'<span class="who"><code>{escape(ref)}</code></span>'
    members = [actors[one].code for one in actor.members if one in actors]
    code = " ".join(dict.fromkeys(members)) if members else actor.code
    return f'<span class="who"><bdi>{escape(actor.name)}</bdi> <code>{escape(code)}</code></span>'


def _rung(rung: Attribution, actors: dict[str, Actor]) -> str:
    """Return one rung of the ladder from publisher to speaker, with its cue."""
    actor = actors.get(rung.actor or "")
    name = rung.name or (actor.name if actor else "")
    cue = f" <bdi>«{escape(rung.cue.text)}»</bdi>" if rung.cue else ""
    return f'<span class="who"><bdi>{escape(name)}</bdi> <span class="label">{rung.role}</span>{cue}</span>'


def _when(when: When) -> str:
    """Return a date or period as ISO 8601, with how it is known if the report does not state it."""
    days = " to ".join(dict.fromkeys(day for day in (when.start, when.end) if day)) or when.precision
    return days if when.basis in ("explicit", "none") else f"{days} ({when.basis})"


def _quote(record: Record, kind: str) -> str:
    """Return the words that prove a record."""
    words = " … ".join(" ".join(evidence.text.split()) for evidence in proof(kind, record))
    return f'<span class="quote" dir="auto">{escape(words)}</span>'


def _why(record: Record, trees: Iterable[Node]) -> str:
    """Return what opens to the trees of a record, its rule, confidence (0 to 1) and permanent id."""
    shown = "".join(f'<ul class="tree">{_node(tree)}</ul>' for tree in trees)
    origin = f'<div class="origin">rule {escape(record.rule)} · confidence {record.confidence:.2f} · {escape(record.id)}</div>'
    return f'<details class="why"><summary>why</summary>{shown}{origin}</details>'


def _node(node: Node) -> str:
    """Return a node with its slots, what it made, and what it governs."""
    flags = "".join(f'<span class="flag">{flag}</span>' for flag in node.flags)
    slots = "".join(map(_slot, node.slots))
    made = f'<div class="made">{"<br>".join(escape(reason) for reason in node.because)}</div>' if node.because else ""
    below = f"<ul>{''.join(map(_node, node.children))}</ul>" if node.children else ""
    kind = _NODE_KINDS.get(node.kind, node.kind)
    return (
        f'<li><div class="node"><b>{escape(node.rule.replace("_", " "))}</b> ← {_parts(node.words)} '
        f'<span class="label">{kind}</span>{flags}</div>{f"<dl>{slots}</dl>" if slots else ""}{made}{below}</li>'
    )


def _slot(slot: Slot) -> str:
    """Return a role with the words that fill it and the codes of those they speak of."""
    codes = f" <code>{escape(' '.join(slot.codes))}</code>" if slot.codes else ""
    where = ' <span class="label">from another sentence</span>' if slot.elsewhere else ""
    return f"<div><dt>{escape(slot.role)}</dt><dd>{_parts([slot.words])}{codes}{where}</dd></div>"


def _parts(parts: list[Evidence]) -> str:
    """Return words with their place in the report, code points, half-open."""
    return " … ".join(f'<bdi>«{escape(" ".join(part.text.split()))}»</bdi><small>{part.start}–{part.end}</small>' for part in parts)
