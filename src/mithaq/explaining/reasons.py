"""Which entries of the shared tables composed a record: «operators.toml offer.strength = 3»."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.annotate.propositions import Proposition
from mithaq.coding.context import Context
from mithaq.model import (
    Agreement,
    Commitment,
    Delivery,
    Event,
    Meeting,
    Membership,
    Office,
    Record,
    Statement,
)
from mithaq.packs.schema import Act, Operator


def outcome(record: Record) -> str:
    """Return what a record is, in a few words: «commitment, strength 3»."""
    kind = type(record).__name__.lower()
    told = {
        "event": ("type", "mode"), "agreement": ("type", "stage"), "meeting": ("kind", "status"), "statement": ("form",),
        "office": ("post",), "membership": ("role",),
    }.get(kind, ())  # fmt: skip
    parts = [str(value) for name in told if (value := getattr(record, name))]
    strength = [f"strength {record.strength}"] if isinstance(record, Commitment) else []
    how = [record.actuality] if record.actuality != "done" else []
    return ", ".join([" ".join([kind, *parts]), *strength, *how])


def reasons(context: Context, proposition: Proposition, record: Record) -> list[str]:
    """Return the composition, then the entries of the tables that a record follows from."""
    chain = [p.predicate.frame for p in _chain(proposition) if not p.predicate.light]
    formula = f"{' × '.join(chain)} → {outcome(record)}"
    return [formula, *dict.fromkeys(_entries(context, proposition, record))]


def lineage(proposition: Proposition) -> list[Proposition]:
    """Return a proposition with all operators over it, the outermost first."""
    found = [proposition]
    while (parent := found[0].parent) is not None:
        found.insert(0, parent)
    return found


def _chain(proposition: Proposition) -> list[Proposition]:
    """Return the operators over a proposition, itself, and what it governs first, from outside in."""
    found = lineage(proposition)
    while (child := found[-1].child) is not None:
        found.append(child)
    return found


def _entries(context: Context, proposition: Proposition, record: Record) -> Iterator[str]:
    """Yield the entries behind one record."""
    frame = proposition.predicate.frame
    act, operator = context.pack.acts.get(frame), context.pack.operators.get(frame)
    if isinstance(record, Statement):
        yield f"light_verbs.toml {proposition.predicate.lemma}.reports" if proposition.predicate.light else f"operators.toml {frame}.reports"
    elif isinstance(record, Event):
        yield from _event_entries(context, proposition, record)
    elif isinstance(record, Commitment) and operator is not None:
        # what an agreement provides for has no strength of its own
        yield f"operators.toml {frame}: binds as the agreement does" if operator.strength is None else f"operators.toml {frame}.strength = {operator.strength}"
    elif isinstance(record, Meeting | Agreement | Delivery | Membership):
        yield from _dealing_entries(frame, act, record)
    elif isinstance(record, Office):
        yield f"roles.tsv {record.post}"


def _dealing_entries(frame: str, act: Act | None, record: Record) -> Iterator[str]:
    """Yield the entry of an act that makes a meeting, agreement, delivery or membership."""
    if act is None:
        yield f"operators.toml {frame}: what is agreed on is an understanding"
    elif isinstance(record, Agreement):
        yield f"acts.toml {frame}.agreement = {act.agreement}, stage = {act.stage}"
    else:
        name = type(record).__name__.lower()
        yield f"acts.toml {frame}.{name} = {getattr(act, name)}"


def _event_entries(context: Context, proposition: Proposition, event: Event) -> Iterator[str]:
    """Yield the entries that gave an event its type and mode: the act's own, an operator's, or the composition's."""
    frame = proposition.predicate.frame
    act, operator = context.pack.acts.get(frame), context.pack.operators.get(frame)
    if proposition.predicate.operator and operator is not None:
        yield from _operator_entries(context, proposition, event, operator)
    elif act is not None:
        yield f"acts.toml {frame}.type = {act.type}"
        if act.type is not None and act.type != event.type:
            yield f"composition.toml {act.type}.future = {event.type}"
        elif event.mode and event.mode == act.mode:
            yield f"acts.toml {frame}.mode = {act.mode}"
        for over in _kept_by(context, proposition):
            yield f"operators.toml {over}.keeps"


def _kept_by(context: Context, proposition: Proposition) -> Iterator[str]:
    """Yield the operators over an act that leave it its own type."""
    parent = proposition.parent
    while parent is not None:
        operator = context.pack.operators.get(parent.predicate.frame)
        if operator is not None and operator.keeps:
            yield parent.predicate.frame
        parent = parent.parent


def _operator_entries(context: Context, proposition: Proposition, event: Event, operator: Operator) -> Iterator[str]:
    """Yield the entries behind the event of an operator and of the act it governs."""
    frame, child = proposition.predicate.frame, proposition.child
    act = context.pack.acts.get(child.predicate.frame) if child is not None else None
    rule = context.pack.composition.get(act.type) if act is not None and act.type else None
    if act is not None and rule is not None and operator.event != event.type:
        name = next((name for name in ("future", "stopped") if getattr(rule, name) == event.type), "type")
        yield f"composition.toml {act.type}.{name} = {event.type}"
    else:
        yield f"operators.toml {frame}.event = {operator.event or event.type}"
    if child is not None and act is not None and event.mode:
        name = next((name for name in ("ask", "threat") if getattr(act, name) == event.mode), "")
        yield f"acts.toml {child.predicate.frame}.{name} = {event.mode}" if name else f"operators.toml {frame}.mode = {event.mode}"
