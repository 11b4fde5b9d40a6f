"""Events: one for each act between its sides, with all that tells of it."""

from __future__ import annotations

import itertools
from collections import Counter

import msgspec

from mithaq.annotate.items import NOUNS
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, record_id
from mithaq.coding.details import casualties_of
from mithaq.coding.sides import act_under, are_complete, find_sides, hosted
from mithaq.coding.telling import above, is_generic, is_means, is_placed, is_presumed, tells
from mithaq.model import Event, Evidence, When
from mithaq.packs.schema import Act, Composition

# what is done to whoever threatens in return
_HARM = ("SANCTION", "ASSAULT", "COERCE")
_SIGNED = "signed"
_CLAIMED = "claim_responsibility"
# how many tokens behind a verb the noun may stand that is part of its wording
_WORDED = 4


def _share_parties(composed: list[Composed]) -> None:
    """Let the parts of one violent act in a sentence complete each other: «قتل ... في غارة إسرائيلية»."""
    violent: dict[int, list[Composed]] = {}
    for one in composed:
        if one.type == "ASSAULT":
            violent.setdefault(one.proposition.sentence.index, []).append(one)
    for one in itertools.chain.from_iterable(violent.values()):
        same = [o for o in violent[one.proposition.sentence.index] if o is not one]
        if one.recipient and all(p.kind in ("people", "person") and not (p.code or p.members or p.post) for p in one.recipient):
            # «douze civils tués dans une frappe sur un marché de Kherson»: people of where it struck
            one.recipient = next((o.recipient for o in same if any(p.code and p.place for p in o.recipient) and o.recipient != one.actor), one.recipient)
        if one.actor and one.recipient:
            continue
        if not one.actor:
            one.actor = next((doers for o in same if (doers := _others(o, one.recipient)) and doers != one.recipient), [])
        if not one.recipient and not (len(one.actor) > 1 and one.proposition.partner):
            # «اشتباكات بين الجيش والمتمردين، فيما قصف الجيش البلدة»: both sides of a fight are named
            one.recipient = next((o.recipient for o in same if o.recipient and o.recipient != one.actor), [])


def _others(fight: Composed, harmed: list[Phrase]) -> list[Phrase]:
    """Return the sides of a fight but for the one whose people are harmed; whoever acts alone in any case."""
    own = {phrase.code for phrase in harmed if phrase.code}
    return [phrase for phrase in fight.actor if phrase.code not in own] if fight.proposition.partner else fight.actor


def _hits(context: Context, composed: list[Composed]) -> dict[str, Counter[str]]:
    """Return how often each side is said to use force against which other, by code."""
    found: dict[str, Counter[str]] = {}
    for one in composed:
        if context.pack.composition[one.type].force and one.actor and one.recipient:
            own, others = context.codes(context.ids(one.actor)), context.codes(context.ids(one.recipient, places=True))
            for code in own if len(own) == 1 else ():
                found.setdefault(code, Counter()).update(other for other in others if other not in own)
    return found


def _protested(context: Context, composed: list[Composed]) -> str:
    """Return the code of the one state against which a report says that people in several countries take to the streets, empty if there is none."""
    crowds = [one for one in composed if context.pack.composition[one.type].by_people]
    turned = {p.code for one in crowds for p in context.turned_against(one.proposition, set())}
    return next(iter(turned)) if len(turned) == 1 and len(crowds) > 1 and next(iter(turned)).isalpha() else ""


def _lay_claims(composed: list[Composed]) -> None:
    """Let whoever claims an attack have made the one of nobody known that was told before: «قتل جنديان في هجوم. وتبنت الحركة الهجوم»."""
    unclaimed: list[Composed] = []
    for one in sorted(composed, key=lambda one: one.proposition.start):
        if one.type != "ASSAULT":
            continue
        if not any(phrase.code or phrase.members for phrase in one.actor):
            unclaimed.append(one)
        elif not one.recipient and unclaimed and any(over.predicate.frame == _CLAIMED for over in above(one.proposition)):
            one.recipient = list(unclaimed[-1].recipient)
            for other in unclaimed:
                if other.proposition.sentence is unclaimed[-1].proposition.sentence:
                    other.actor = list(one.actor)


def _address_offers(context: Context, composed: list[Composed]) -> None:
    """Let an offer of aid that names nobody be made to the other side of the report's dealing."""
    # the first dealing of two sides with each of them, and of anybody at all
    dealings: dict[frozenset[str], Composed] = {}
    for one in composed:
        codes = context.codes(context.ids([*one.actor, *one.recipient])) if one.type in ("AGREE", "CONSULT") else ()
        for side in ((), codes[:1], codes[1:]) if len(codes) == 2 else ():
            dealings.setdefault(frozenset(side), one)
    for one in composed:
        act = act_under(context, one.proposition)
        if one.type != "AGREE" or one.recipient or act is None or act.type != "AID":
            continue
        own = frozenset(context.codes(context.ids(one.actor)))
        other = dealings.get(own)
        if other is not None:
            one.recipient = [p for p in (*other.actor, *other.recipient) for p in actor_phrases(p) if p.code and p.code not in own][:1]


def _answer(context: Context, composed: list[Composed]) -> None:
    """Let a refusal that names nobody answer whoever asked, offered or blamed last: «رفضت دوشنبه هذه الدعوة»."""
    called: list[Composed] = []
    for one in sorted(composed, key=lambda one: one.proposition.start):
        own = {phrase.code for phrase in one.actor}
        if one.type == "THREATEN" and not one.recipient and own:
            # «Poland expelled three envoys. Moscow vowed to retaliate»: against whoever harmed the threatener last
            harmed = next((hit for hit in reversed(called) if hit.type in _HARM and own & {p.code for p in hit.recipient} and not own & {p.code for p in hit.actor}), None)
            blamed = next((call for call in reversed(called) if call.type == "ACCUSE" and call.recipient and own == {p.code for p in call.actor}), None)
            one.recipient = list(harmed.actor) if harmed is not None else list(blamed.recipient) if blamed is not None else []
        elif one.type == "REJECT" and one.proposition.child is not None and not one.recipient and own:
            caller = next((call for call in reversed(called) if call.type not in _HARM and own & {p.code for p in call.recipient} and not own & {p.code for p in call.actor}), None)
            one.recipient = list(caller.actor) if caller is not None else []
        elif one.type in ("REQUEST", "AGREE", "ACCUSE", *_HARM):
            called.append(one)


def code_events(context: Context, composed: list[Composed]) -> list[Event]:
    """Return the events of an article; the same act of the same parties is one event with all its evidence."""
    _lay_claims(composed)
    _share_parties(composed)
    context.hits = _hits(context, composed)
    context.protested = _protested(context, composed)
    _address_offers(context, composed)
    _answer(context, composed)
    told: dict[tuple[object, ...], list[Event]] = {}
    events = [(one, event) for one in composed if (event := _event(context, one)) is not None]
    for event in _received(context, _with_outcomes(context, events)):
        key: tuple[object, ...] = (event.type, _who(context, event.actor), _who(context, event.recipient))
        known = told.get(key, [event])[0]
        if known.date and event.date and known.date.start != event.date.start:
            key = (*key, event.date.start)
        told.setdefault(key, []).append(event)
    return [_merged(events) for events in told.values()]


def _with_outcomes(context: Context, events: list[tuple[Composed, Event]]) -> list[Event]:
    """Return the events; what only tells how an attack of the same sentence ended is told of that: «استهدفت سيارة المسؤول ما أدى إلى مقتل شخصين»."""
    keys = [(one.proposition.sentence.index, _who(context, event.actor)) if event.type == "ASSAULT" else None for one, event in events]
    hits = {key: event for key, (_, event) in reversed([*zip(keys, events, strict=True)]) if key is not None and event.recipient}
    outcomes: dict[str, list[Evidence]] = {}
    found: list[Event] = []
    for key, (one, event) in zip(keys, events, strict=True):
        if key in hits and not event.recipient and not one.proposition.partner and one.proposition.item.kind in NOUNS:
            outcomes.setdefault(hits[key].id, []).extend(event.evidence)
        else:
            found.append(event)
    return [msgspec.structs.replace(event, evidence=[*event.evidence, *outcomes[event.id]]) if event.id in outcomes else event for event in found]


def _who(context: Context, ids: list[str]) -> tuple[str, ...]:
    """Return who acts: by code, those within one country also by sector (its army and its rebels)."""
    actors = [context.actors[i] for i in ids]
    return tuple(sorted({f"{actor.code}:{actor.sector if actor.sector in ('REB', 'OPP') else ''}" for actor in actors}))


def _received(context: Context, events: list[Event]) -> list[Event]:
    """Return the events, a meeting of two sides as a visit where the report tells that one was the other's guest."""
    visits: dict[frozenset[str], tuple[str, ...]] = {}
    for event in events:
        if event.mode == "visit" and event.recipient:
            guests = context.codes(event.actor)
            visits.setdefault(frozenset((*guests, *context.codes(event.recipient))), guests)
    talks = {frozenset(context.codes(event.actor)) for event in events if event.actuality == "planned" and not event.recipient}
    return [_as_talks(context, _as_visit(context, event, visits), talks) for event in events]


def _as_talks(context: Context, event: Event, talks: set[frozenset[str]]) -> Event:
    """Return a visit to come as the talks that it is to bring, whose sides are in ``talks``; other events as they are."""
    sides = [*event.actor, *event.recipient]
    due = event.actuality == "planned" and event.type == "AGREE" and event.recipient and frozenset(context.codes(sides)) in talks
    return msgspec.structs.replace(event, actor=sides, recipient=[]) if due else event


def _as_visit(context: Context, event: Event, visits: dict[frozenset[str], tuple[str, ...]]) -> Event:
    """Return a meeting as the visit it belongs to, other events as they are; ``visits``: the guests by both sides."""
    if event.type != "CONSULT" or event.mode not in (None, "multilateral") or event.recipient or len(event.actor) < 2:
        return event
    guests = visits.get(frozenset(context.codes(event.actor)))
    if guests is None:
        return event
    came = [i for i in event.actor if context.actors[i].code in guests]
    return msgspec.structs.replace(event, mode="visit", actor=came, recipient=[i for i in event.actor if i not in came])


def _event(context: Context, one: Composed) -> Event | None:
    """Return one event, if its parties are known."""
    rule, act = context.pack.composition[one.type], context.pack.acts.get(one.act)
    if context.is_sport(one.proposition.sentence):
        return None
    told = _is_told(one, rule) or is_presumed(context, one.proposition) or is_means(context, one) or _is_dated_history(context, one)
    if not told or _is_worded_by_act(context, one.proposition) or _names_agreement(one, act):
        return None
    actor, recipient = find_sides(context, one)
    if (rule.by_somebody or rule.by_people) and set(context.codes(actor)) == {"UNK"} and not _is_news(context, one, recipient):
        return None
    if act is not None and act.agreement and act.reciprocal and len(set(context.codes(actor))) > 1:
        # «paraphé au Qatar entre Kinshasa et le M23»: where it was signs nothing
        recipient = []
    if act is not None and act.reciprocal and one.type in ("CONSULT", "AGREE", "COOPERATE"):
        actor, recipient = hosted(context, one, [*actor, *recipient])
        if recipient:
            one.mode = "visit"
    return _written(context, one, actor, recipient) if are_complete(context, one, actor, recipient) else None


def _names_agreement(one: Composed, act: Act | None) -> bool:
    """Return whether a noun names what was signed before: «الاتفاق الموقع بين» tells of no signing."""
    told = one.proposition.parent is not None and one.proposition.item.kind == "noun"
    return act is not None and act.stage == _SIGNED and one.proposition.predicate.pos == "noun" and not told


def _is_worded_by_act(context: Context, proposition: Proposition) -> bool:
    """Return whether a noun is only part of how the verb of its clause words its act: «جمد محادثات»."""
    verb = proposition.beside
    if verb is None or proposition.parent is not None or verb.predicate.operator or proposition.item.first - verb.item.last > _WORDED:
        return False
    heads = {words[0] for words in (*verb.predicate.needs, *verb.predicate.words)}
    return bool(heads & context.pack.stems(proposition.sentence.words[proposition.item.first]))


def _is_told(one: Composed, rule: Composition) -> bool:
    """Return whether words tell of an act of a kind that reports also recall: violence, and protest of nobody named."""
    recalls = rule.by_somebody or (rule.by_people and (one.proposition.item.kind in NOUNS or all(phrase.kind == "people" and not phrase.code for phrase in one.actor)))
    return not recalls or tells(one.proposition)


def _is_dated_history(context: Context, one: Composed) -> bool:
    """Return whether a clause that only says who is meant dates what somebody named did long ago: «الذي اغتالته فلانة عام 2004»."""
    verb = one.proposition.item.kind == "verb" and any(phrase.code for phrase in one.actor)
    return verb and (context.is_history(context.date_of(one.proposition)) or context.is_long_ago(one.proposition))


def _is_news(context: Context, one: Composed, recipient: list[str]) -> bool:
    """Return whether an act of nobody in particular is told of one time: not «تخطف الأطفال», not «قتل أناس»."""
    counted = any(hit.kind == "people" for hit in context.amounts_in(one.proposition.start, one.proposition.end))
    gunmen = any(phrase.kind == "armed_group" and phrase.det for phrase in one.actor) and bool(set(context.codes(recipient)) - {"UNK"})
    if is_generic(one.proposition) and not gunmen and not (counted and is_placed(context, one.proposition)):
        # «تفجير في كراتشي يقتل أربعين شخصا» is news in the present tense
        return False
    return bool(set(context.codes(recipient)) - {"UNK"}) or is_placed(context, one.proposition)


def _written(context: Context, one: Composed, actor: list[str], recipient: list[str]) -> Event:
    """Return the record of an event between these sides."""
    rule, act, scores = context.pack.composition[one.type], context.pack.acts.get(one.act), context.pack.plover[one.type]
    trigger = context.evidence(*(one.trigger or (one.proposition.item.start, one.proposition.item.end)))
    clause = context.evidence(*one.span) if one.span else context.clause(one.proposition)
    date = context.date_of(one.proposition)
    _set_in_time(context, one, date)
    return Event(
        id=record_id("event", one.type, clause.start, *context.codes(actor), ">", *context.codes(recipient)),
        evidence=[clause],
        attribution=context.attribution(clause.start),
        type=one.type,
        mode=one.mode,
        actor=actor,
        recipient=recipient,
        actuality=one.actuality,  # type: ignore[arg-type]
        date=date,
        place=context.place_of(one.proposition),
        contexts=list(act.contexts) if act else [],
        cameo=act.cameo if act and act.type == one.type else None,
        quad=scores.quad,
        score=scores.modes.get(one.mode or "", scores.score),
        trigger=trigger,
        casualties=casualties_of(context, one.proposition.sentence) if rule.force else None,
        rule=one.act,
        confidence=0.7 if recipient or len(actor) > 1 else 0.5,
    )


def _set_in_time(context: Context, one: Composed, date: When | None) -> None:
    """Let a meeting on a day to come be agreed on, and what was long ago be history."""
    if one.actuality in ("done", "ongoing") and one.type == "CONSULT" and context.is_ahead(date):
        one.type, one.mode, one.actuality = "AGREE", None, "planned"
    past = context.is_history(date) or context.is_long_ago(one.proposition)
    if one.actuality in ("done", "ongoing") and past:
        one.actuality = "historical"


def _merged(events: list[Event]) -> Event:
    """Return one event with the evidence of all its tellings, and the first date, place and mode told."""
    if len(events) == 1:
        return events[0]
    return msgspec.structs.replace(
        events[0],
        evidence=list(dict.fromkeys(evidence for event in events for evidence in event.evidence)),
        date=next((event.date for event in events if event.date), None),
        place=next((event.place for event in events if event.place), None),
        mode=next((event.mode for event in events if event.mode), None),
    )
