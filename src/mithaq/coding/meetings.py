"""Meetings: who met, is to meet, or was to meet and did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from mithaq.annotate.items import NOUNS
from mithaq.annotate.propositions import Proposition
from mithaq.coding import details
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, record_id
from mithaq.coding.sides import BY_ITSELF, are_opponents
from mithaq.coding.telling import by_force
from mithaq.model import Meeting
from mithaq.packs.schema import Act

# what was not, or only as others say
_NOT_SO = ("denied", "hypothetical")
# operators whose own act what stands under them is: «تقرر تأجيل القمة»
_DECIDED = ("decide", "plan")
# how many tokens behind the noun of calling off the meeting may stand: «إلغاء القمة»
_CALLED = 2


def code_meetings(context: Context, composed: list[Composed], propositions: Sequence[Proposition]) -> list[Meeting]:
    """Return the meetings, each once; what is planned, put off or cancelled has that status."""
    found: dict[tuple[str, ...], Meeting] = {}
    told = (*_met(context, composed), *_not_held(context, propositions))
    for meeting in sorted(told, key=lambda meeting: meeting.evidence[0].start):
        key = (*context.codes(meeting.participants), meeting.status, *(() if meeting.actuality == "done" else (meeting.actuality,)))
        known = found.get(key)
        found[key] = meeting if known is None else _told_again(known, meeting)
    return list(found.values())


def _met(context: Context, composed: list[Composed]) -> Iterator[Meeting]:
    """Yield the meetings that were held or are planned, one for each time they are told."""
    for one in composed:
        act = _meeting_act(context, one)
        if act is None or one.type not in ("CONSULT", "AGREE") or (one.actuality == "ongoing" and details.is_negotiated(context, one.proposition)):
            continue
        child = one.proposition.child
        parties = [*one.actor, *one.recipient]
        participants = context.ids([*parties, *(child.subject if child is not None and one.proposition.predicate.operator else [])], places=act.meeting == "visit")
        if act.meeting == "visit" and not one.actor and all(context.actors[i].kind in ("state", "government") for i in participants):
            # «la tournée d'un ministre au Chili et au Pérou»: hosts do not meet each other
            continue
        if len(participants) < 2 and not (participants and are_opponents(one)) and not _is_its_own(context, act, participants, one.proposition):
            continue
        due = one.actuality in ("done", "ongoing") and context.is_ahead(context.date_of(one.proposition))
        status = "planned" if due or one.actuality == "planned" or one.type == "AGREE" else "held"
        meeting = _meeting(context, one.proposition, act, participants, status)
        yield msgspec.structs.replace(
            meeting,
            actuality=one.actuality if one.actuality in _NOT_SO else "done",
            level=details.level_of(parties),
            host=meeting.host or next(iter(context.ids(one.recipient) if one.mode == "visit" else []), None),
        )


def _is_its_own(context: Context, act: Act, participants: list[str], proposition: Proposition) -> bool:
    """Return whether an organisation of states meets by itself: «un sommet de la CEDEAO s'est tenu», «la réunion du Conseil de l'UE»."""
    by_itself = act.meeting in BY_ITSELF or (act.meeting == "talks" and proposition.item.kind in NOUNS and proposition.parent is not None)
    return by_itself and any(context.actors[i].kind in ("igo", "alliance") or len(context.members.get(context.actors[i].code, ())) > 1 for i in participants)


def _meeting(context: Context, proposition: Proposition, act: Act, participants: list[str], status: str) -> Meeting:
    """Return the record of a meeting that a proposition tells of."""
    clause = context.clause(proposition)
    return Meeting(
        id=record_id("meeting", clause.start, *context.codes(participants), status),
        evidence=[clause],
        participants=participants,
        persons=[i for i in participants if context.actors[i].kind == "person"],
        attribution=context.attribution(clause.start),
        kind=act.meeting,  # type: ignore[arg-type]
        ordinal=details.ordinal_of(context, proposition),
        status=status,  # type: ignore[arg-type]
        host=_at_home(context, proposition, participants),
        invited_by=context.ids(details.invited_by(context, proposition)),
        topics=details.contexts_in(context, proposition.sentence, proposition.start, proposition.sentence.end),
        date=context.date_of(proposition),
        place=context.place_of(proposition),
        contexts=list(act.contexts),
        rule=proposition.predicate.frame,
        confidence=0.6,
    )


def _not_held(context: Context, propositions: Sequence[Proposition]) -> Iterator[Meeting]:
    """Yield the meetings that were put off or cancelled."""
    for over, meeting in called_off(context, propositions):
        if over.negated or over.conditional or over.planned or not _is_decided(context, over):
            continue
        act = context.pack.acts[meeting.predicate.frame]
        parties = [*over.subject, *over.recipient, *meeting.subject, *meeting.partner, *meeting.recipient]
        participants = context.ids(parties, places=act.meeting == "visit")
        if len(participants) > 1:
            record = _meeting(context, over, act, participants, _off(context, over) or "")
            yield msgspec.structs.replace(record, level=details.level_of(parties))


def called_off(context: Context, propositions: Sequence[Proposition]) -> Iterator[tuple[Proposition, Proposition]]:
    """Yield what speaks of not holding a meeting as it was planned, with the meeting's own proposition."""
    for over in propositions:
        if _off(context, over) is None:
            continue
        nouns = (one for one in propositions if one.sentence is over.sentence and one.item.kind in NOUNS and _is_meeting(context, one))
        meeting = next((one for one in nouns if one.parent is over or one.beside is over or 0 <= one.item.first - over.item.last < _CALLED), None)
        if meeting is not None:
            yield over, meeting


def _off(context: Context, proposition: Proposition) -> str | None:
    """Return the status of a meeting that stands under a proposition, None if that calls nothing off."""
    frame = proposition.predicate.frame
    act, operator = context.pack.acts.get(frame), context.pack.operators.get(frame)
    return (act.off if act is not None else None) or (operator.off if operator is not None else None)


def _is_decided(context: Context, proposition: Proposition) -> bool:
    """Return whether what a proposition stands under makes a fact of it: said or decided, not asked for or threatened."""
    over = proposition.parent
    operator = context.pack.operators.get(over.predicate.frame) if over is not None else None
    return over is None or over.predicate.light != "" or over.predicate.frame in _DECIDED or (operator is not None and operator.keeps and not over.negated)


def _is_meeting(context: Context, proposition: Proposition) -> bool:
    """Return whether a proposition words a meeting."""
    act = context.pack.acts.get(proposition.predicate.frame)
    return act is not None and act.meeting is not None


def _meeting_act(context: Context, one: Composed) -> Act | None:
    """Return the act of meeting that a composition tells of, done or meant: «ينوي لقاء فلان»."""
    child = one.proposition.child
    meant = context.pack.acts.get(child.predicate.frame) if child is not None and one.act == "plan" else None
    act = context.pack.acts.get(one.act) or meant
    return act if act is not None and act.meeting is not None and not (act.by_force and by_force(one.proposition)) else None


def _told_again(known: Meeting, again: Meeting) -> Meeting:
    """Return a meeting with what a second telling adds to it."""
    return msgspec.structs.replace(
        known,
        evidence=[*known.evidence, *again.evidence],
        date=known.date or again.date,
        place=known.place or again.place,
        ordinal=known.ordinal or again.ordinal,
        level=known.level if known.level != "unknown" else again.level,
        host=known.host or again.host,
        invited_by=known.invited_by or again.invited_by,
        topics=list(dict.fromkeys((*known.topics, *again.topics))),
    )


def _at_home(context: Context, proposition: Proposition, participants: list[str]) -> str | None:
    """Return the participant in whose country a meeting was."""
    place = context.place_of(proposition)
    return next((i for i in participants if place is not None and context.actors[i].code == place.country), None)
