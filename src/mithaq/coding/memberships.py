"""Memberships: who founded, joined, left an organisation, was admitted by it or is said to belong to it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, record_id
from mithaq.coding.sides import find_sides
from mithaq.model import Membership, When
from mithaq.packs.schema import Act

_UNION = "IGO:"
# what has not come to pass makes no member
_NOT_SO = ("planned", "promised", "offered", "requested", "conditional", "hypothetical", "denied")


def code_memberships(context: Context, composed: list[Composed], propositions: Iterable[Proposition]) -> list[Membership]:
    """Return who belongs, or no longer belongs, to which organisation, each once."""
    found: dict[tuple[str, str, str], Membership] = {}
    for one in (*composed, *_stated(context, propositions)):
        act = context.pack.acts.get(one.act)
        if act is None or act.membership is None or (act.type or "") != one.type or one.actuality in _NOT_SO:
            continue
        role = _role(context, one, act)
        bodies, members = (one.actor, one.recipient) if act.by_organisation else (one.recipient, one.actor)
        organisations = _bodies(context, bodies) or ([] if act.by_organisation else _reached(context, one))
        for organisation in organisations if role else ():
            for member in context.ids(members, places=True):
                key = (context.actors[member].code, context.actors[organisation].code, role)
                if key[0] != key[1] and _can_belong(context, member):
                    found.setdefault(key, _membership(context, one, member, organisation, role))
    return list(found.values())


def _stated(context: Context, propositions: Iterable[Proposition]) -> Iterable[Composed]:
    """Yield what says who belongs to an organisation without being an event: «يضم الاتحاد خمس دول»."""
    for proposition in propositions:
        act = context.pack.acts.get(proposition.predicate.frame)
        if act is None or act.type or not act.membership or proposition.predicate.operator:
            continue
        if not (proposition.negated or proposition.purpose or proposition.conditional or proposition.planned):
            yield Composed("", None, "done", proposition.subject, proposition.recipient, proposition.predicate.frame, proposition)


def _bodies(context: Context, phrases: list[Phrase]) -> list[str]:
    """Return the organisations among those who act or are joined: by name, or as that whose ministers act."""
    named = [one for phrase in phrases for one in (phrase, *phrase.inner) if one.code.startswith(_UNION)]
    return context.ids([msgspec.structs.replace(one, kind=one.kind if not one.is_person else "igo", members=[]) for one in named])


def _reached(context: Context, one: Composed) -> list[str]:
    """Return the organisations that the words behind an act speak of: «أصبحت عضوا في الرابطة»."""
    return [i for i in find_sides(context, one)[1] if context.actors[i].code.startswith(_UNION)]


def _role(context: Context, one: Composed, act: Act) -> str:
    """Return the role that an act gives: an observer's where its words say so, none to who is only a candidate."""
    if act.membership != "member" or act.type is None:
        return act.membership or ""
    sentence, end = one.proposition.sentence, max(one.proposition.end, one.proposition.item.end)
    words = [w for w, t in zip(sentence.words, sentence.tokens, strict=True) if one.proposition.start <= t.start < end]
    stems = frozenset[str]().union(*(context.pack.stems(word) for word in words))
    if stems & context.pack.particle_words("candidates"):
        return ""
    return "observer" if stems & context.pack.particle_words("observers") else act.membership


def _can_belong(context: Context, member: str) -> bool:
    """Return whether an actor is a state, or a body of states, that can be a member."""
    actor = context.actors[member]
    return (actor.code.isalpha() and len(actor.code) == 3 and actor.code != "UNK") or actor.code.startswith(_UNION)


def _membership(context: Context, one: Composed, member: str, organisation: str, role: str) -> Membership:
    """Return the membership of one member; since when only an act says."""
    act = context.pack.acts[one.act]
    clause = context.clause(one.proposition)
    since: When | None = context.date_of(one.proposition) if act.type else None
    return Membership(
        id=record_id("membership", context.actors[member].code, context.actors[organisation].code, role),
        evidence=[clause],
        attribution=context.attribution(clause.start),
        member=member,
        organisation=organisation,
        role=role,  # type: ignore[arg-type]
        since=since,
        rule=one.act,
        confidence=0.6,
    )
