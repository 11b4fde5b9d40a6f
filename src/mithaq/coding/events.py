"""Events: what operators make of acts, by the composition rules shared by all languages."""

from __future__ import annotations

import itertools

import msgspec

from mithaq.annotate.items import NOUNS
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, record_id
from mithaq.coding.details import casualties_of
from mithaq.model import Event
from mithaq.packs.schema import Act

# what a speaker who speaks of its need calls for rather than proposes
_ENDED = ("RETREAT", "CONCEDE")
# sectors whose people attack in words
_CIVIL = ("GOV", "LEG", "PTY", "OPP", "JRN", "NGO", "IGO", "JUD", "ELI", "EDU", "BUS")


def compose(context: Context, proposition: Proposition) -> Composed | None:
    """Return the event a proposition makes, or None: denied room, negated, or no act at all."""
    predicate = proposition.predicate
    if proposition.negated or proposition.purpose:
        return None
    if predicate.light:
        return _gift_to_come(proposition)
    if predicate.operator and predicate.frame in context.pack.operators:
        return None if proposition.conditional and not proposition.planned else _operator_event(context, proposition)
    act = context.pack.acts.get(predicate.frame)
    if act is None:
        return None
    if act.in_words and _is_spoken(proposition):
        act = context.pack.acts[act.in_words]
    kind = act.type
    if kind is None:
        return None
    if proposition.item.kind in ("masdar", "noun") and proposition.parent is None and not context.pack.composition[kind].told_by_noun:
        return None
    return _act_event(context, proposition, act)


def _is_spoken(proposition: Proposition) -> bool:
    """Return whether who attacks is one person of civil office, alone: a minister does it in words."""
    subject = proposition.subject
    return bool(subject) and all(phrase.is_person and phrase.number != "p" and phrase.sector in _CIVIL for phrase in subject)


def _gift_to_come(proposition: Proposition) -> Composed | None:
    """Return the promise that lies in «will give», whatever is to be given: «سيقدم أكبر قدر ممكن من التيسير»."""
    predicate = proposition.predicate
    gives = predicate.light == "actor" and "ل" in predicate.recipient and predicate.via == "object"
    if not (gives and proposition.item.future and proposition.child is None and proposition.content and proposition.item.kind == "verb"):
        return None
    return Composed("AGREE", None, "done", proposition.subject, proposition.recipient, "promise", proposition)


def _operator_event(context: Context, proposition: Proposition) -> Composed | None:
    """Return the event an operator makes by itself: promised, asked for, refused, threatened, accused."""
    operator, rules = context.pack.operators[proposition.predicate.frame], context.pack.composition
    over = context.pack.operators.get(proposition.parent.predicate.frame) if proposition.parent is not None and proposition.parent.predicate.operator else None
    if over is not None and over.opaque and not over.keeps:
        return None
    child = proposition.child
    act = context.pack.acts.get(child.predicate.frame) if child is not None else None
    if proposition.predicate.frame == "stop" and act is not None and act.type and (rule := rules[act.type]).stopped and child is not None:
        return Composed(rule.stopped, rule.stopped_mode, "done", proposition.subject, child.recipient, proposition.predicate.frame, proposition)
    if proposition.content is None and not proposition.recipient and not proposition.partner:
        return None
    if operator.reports and operator.keeps and _calls_for(context, proposition) and child is not None and (child.predicate.frame == "stop" or (act is not None and act.type in _ENDED)):
        return Composed("REQUEST", act.ask if act is not None else None, "done", proposition.subject, [], "demand", proposition)
    if operator.event is None or operator.keeps or (operator.by_act == "plan" and act is None):
        return None
    kind: str = operator.event
    mode: str | None = operator.mode
    if act is not None and operator.self and kind == "AGREE" and act.type and rules[act.type].future == "CONCEDE":
        kind = "CONCEDE"
    if act is not None and operator.self and kind == "AGREE" and act.type and rules[act.type].future == "THREATEN":
        kind, mode = "THREATEN", act.threat
    elif operator.by_act == "ask" or operator.by_act is True:
        mode = act.ask if act is not None else None
    elif operator.by_act == "threat":
        mode = act.threat if act is not None else None
    if act is not None and act.invites and operator.by_act == "ask":
        kind, mode = "AGREE", None
    recipient = proposition.recipient or (child.recipient if child is not None and operator.self else [])
    parent = proposition.parent
    if kind == "SUPPORT" and operator.strength and (proposition.planned or (parent is not None and parent.planned and not parent.predicate.reports)):
        kind = rules[kind].future or kind
    announced = parent.subject if parent is not None and parent.predicate.operator and proposition.item.kind in NOUNS else []
    return Composed(kind, mode, "done", proposition.subject or announced, recipient, proposition.predicate.frame, proposition)


def _calls_for(context: Context, proposition: Proposition) -> bool:
    """Return whether what is said begins with a need: «شدد على ضرورة وقف القتال» calls for it."""
    if proposition.content is None or proposition.content_form != "noun":
        return False
    first = next((w for w, t in zip(proposition.sentence.words, proposition.sentence.tokens, strict=True) if t.start >= proposition.content[0]), "")
    return bool(context.pack.stems(first) & context.pack.particle_words("needs"))


def _act_event(context: Context, proposition: Proposition, act: Act) -> Composed | None:
    """Return the event of an act by what stands over it."""
    parent = proposition.parent
    actuality, kind, mode = "done", act.type or "", act.mode
    if parent is not None and not parent.predicate.light:
        operator = context.pack.operators.get(parent.predicate.frame)
        if operator is not None and parent.predicate.operator:
            if not operator.keeps or operator.opaque:
                return None
            actuality = operator.actuality or "done"
            if parent.negated:
                return None
            if kind in operator.pledges and proposition.item.kind in NOUNS:
                # «أعلنت تقديم مساعدات»: what is announced by a noun has yet to be given
                actor, recipient = _parties(context, proposition, act)
                return Composed("AGREE", None, "done", actor or parent.subject, recipient, proposition.predicate.frame, proposition)
    future = proposition.planned or (parent is not None and parent.planned and not parent.predicate.reports) or _after_future(context, proposition)
    if future or proposition.conditional:
        later = context.pack.composition[kind].future
        if later:
            actuality = "planned" if act.type == "CONSULT" else "done"
            kind, mode = later, act.threat if later == "THREATEN" else None
        if proposition.conditional and not future:
            return None
    elif proposition.item.kind == "verb" and proposition.item.tense == "present" and actuality == "done":
        actuality = "ongoing"
    actor, recipient = _parties(context, proposition, act)
    if parent is not None and parent.predicate.operator and proposition.item.kind in NOUNS and (not context.pack.composition[act.type or ""].force or _own_deed(context, proposition, recipient)):
        # «أعلن الوزير نشر مئة شرطي»: whoever announces it does it
        actor = actor or parent.subject
    return Composed(kind, mode, actuality, actor, recipient, proposition.predicate.frame, proposition)


def _own_deed(context: Context, proposition: Proposition, recipient: list[Phrase]) -> bool:
    """Return whether a force announces what was done to its enemy: «أعلنت وزارة الدفاع الروسية تدمير مواقع أوكرانية»."""
    speakers = proposition.parent.subject if proposition.parent is not None else []
    fighting = bool(speakers) and all(p.kind in ("armed_force", "armed_group") or p.sector == "MIL" for p in speakers)
    own, theirs = {p.code for p in speakers}, {p.code for p in recipient}
    return fighting and bool(theirs - {""}) and not own & theirs


def _parties(context: Context, proposition: Proposition, act: Act) -> tuple[list[Phrase], list[Phrase]]:
    """Return the doer and the other side of an act; a verb of force without an object speaks of its victim."""
    actor, recipient = proposition.subject, proposition.recipient
    if act.inverse:
        return recipient, actor
    rule = context.pack.composition[act.type or ""]
    if rule.force and proposition.item.kind == "verb" and "object" in proposition.predicate.recipient and not proposition.transitive and actor:
        return proposition.agent, actor
    if rule.force and proposition.agent:
        return proposition.agent, recipient or actor
    if rule.force and proposition.item.suffix and proposition.item.kind == "masdar" and "object" in proposition.predicate.recipient:
        # «مقتله»: the pronoun is the victim, whom the report names elsewhere
        return proposition.agent, recipient
    return actor, recipient or (proposition.where if rule.by_somebody and not act.reciprocal else [])


def _after_future(context: Context, proposition: Proposition) -> bool:
    """Return whether a particle of the future stands before the predicate."""
    return proposition.item.first > 0 and proposition.sentence.words[proposition.item.first - 1] in context.pack.particle_words("future")


def _share_parties(composed: list[Composed]) -> None:
    """Let the parts of one violent act in a sentence complete each other: «قتل ... في غارة إسرائيلية»."""
    violent: dict[int, list[Composed]] = {}
    for one in composed:
        if one.type == "ASSAULT":
            violent.setdefault(one.proposition.sentence.index, []).append(one)
    for one in itertools.chain.from_iterable(violent.values()):
        if one.actor and one.recipient:
            continue
        same = [o for o in violent[one.proposition.sentence.index] if o is not one]
        if not one.actor:
            one.actor = next((o.actor for o in same if o.actor and o.actor != one.recipient), [])
        if not one.recipient:
            one.recipient = next((o.recipient for o in same if o.recipient and o.recipient != one.actor), [])


def without_topics(context: Context, composed: list[Composed]) -> list[Composed]:
    """Return what is composed without the nouns that only name what somebody asks for, promises or refuses."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in composed:
        if one.proposition.content and _puts_off(context, one):
            spans.setdefault(one.proposition.sentence.index, []).append(one.proposition.content)
    return [one for one in composed if not (one.proposition.item.kind in NOUNS and any(start <= one.proposition.start < end for start, end in spans.get(one.proposition.sentence.index, ())))]


def _puts_off(context: Context, one: Composed) -> bool:
    """Return whether an operator speaks of what has not happened yet: it keeps no act and judges none."""
    operator = context.pack.operators.get(one.act)
    return operator is not None and one.proposition.predicate.operator and not operator.keeps and one.type not in ("ACCUSE", "SUPPORT")


def _address_offers(context: Context, composed: list[Composed]) -> None:
    """Let an offer of aid that names nobody be made to the other side of the report's dealing."""
    # the first dealing of two sides with each of them, and of anybody at all
    dealings: dict[frozenset[str], Composed] = {}
    for one in composed:
        codes = context.codes(context.ids([*one.actor, *one.recipient])) if one.type in ("AGREE", "CONSULT") else ()
        for side in ((), codes[:1], codes[1:]) if len(codes) == 2 else ():
            dealings.setdefault(frozenset(side), one)
    for one in composed:
        child = one.proposition.child
        act = context.pack.acts.get(child.predicate.frame) if child is not None else None
        if one.type != "AGREE" or one.recipient or act is None or act.type != "AID":
            continue
        own = frozenset(context.codes(context.ids(one.actor)))
        other = dealings.get(own)
        if other is not None:
            one.recipient = [p for p in (*other.actor, *other.recipient) for p in actor_phrases(p) if p.code and p.code not in own][:1]


def code_events(context: Context, composed: list[Composed]) -> list[Event]:
    """Return the events of an article; the same act of the same parties is one event with all its evidence."""
    _share_parties(composed)
    _address_offers(context, composed)
    told: dict[tuple[object, ...], list[Event]] = {}
    events = [event for one in composed if (event := _event(context, one)) is not None]
    for event in _received(context, events):
        key: tuple[object, ...] = (event.type, _who(context, event.actor), _who(context, event.recipient))
        known = told.get(key, [event])[0]
        if known.date and event.date and known.date.start != event.date.start:
            key = (*key, event.date.start)
        told.setdefault(key, []).append(event)
    return [_merged(events) for events in told.values()]


def _who(context: Context, ids: list[str]) -> tuple[str, ...]:
    """Return who acts: by code, those within one country also by sector (its army and its rebels)."""
    return tuple(sorted({f"{context.actors[i].code}:{context.actors[i].sector if context.actors[i].sector in ('REB', 'OPP') else ''}" for i in ids}))


def _received(context: Context, events: list[Event]) -> list[Event]:
    """Return the events, a meeting of two sides as a visit where the report tells that one was the other's guest."""
    visits: dict[frozenset[str], tuple[str, ...]] = {}
    for event in events:
        if event.mode == "visit" and event.recipient:
            guests = context.codes(event.actor)
            visits.setdefault(frozenset((*guests, *context.codes(event.recipient))), guests)
    return [_as_visit(context, event, visits) for event in events]


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
    if context.is_sport(one.proposition.sentence):
        return None
    if context.pack.composition[one.type].by_somebody and one.proposition.item.kind in NOUNS and not (_tells(one.proposition) or _is_means(context, one)):
        return None
    act = context.pack.acts.get(one.act)
    actor = context.ids(one.actor)
    rule = context.pack.composition[one.type]
    own = set(context.codes(actor))
    found = context.ids(one.recipient, places=True) or _culprits(context, one)
    if not found and rule.spoken_of and one.act != "agree_to":
        found = context.ids(context.spoken_of(one.proposition, own), places=rule.needs_recipient)
    if not found and rule.answered and actor:
        found = context.ids(context.other_side(own))
    if not found and rule.needs_recipient and any(phrase.kind == "people" for phrase in one.recipient):
        # «إجلاء المدنيين من الخرطوم»: people of the place
        found = [i for i in context.crowd(one.proposition) if context.actors[i].code not in own]
    recipient = [i for i in found if rule.domestic or context.actors[i].code not in own]
    if rule.domestic:
        actor = actor or context.nameless(one.actor)
        recipient = recipient or context.nameless(one.recipient)
    if not actor and rule.by_people and not one.actor and _tells(one.proposition):
        actor = context.crowd(one.proposition)
    if rule.by_somebody and not actor and all(p.weak and not p.code for p in one.actor) and _tells(one.proposition):
        # «انفجرت عبوة في الموصل»: nobody is named on either side, people of the place are hit
        recipient = recipient or context.crowd(one.proposition)
        actor = [context.unknown()] if recipient else []
    if not actor and recipient and rule.by_state and not one.actor and set(context.codes(recipient)) == {context.home}:
        actor = [context.country()]
    if not recipient and rule.domestic and own == {context.home} and context.home and not _is_official(context, actor):
        recipient = [context.country()]
    if rule.by_people and not recipient and len(codes := context.codes(actor)) == 1 and not _is_official(context, actor):
        # who takes to the streets turns to the authorities of the country
        recipient = [context.country(codes[0])] if codes[0].isalpha() else []
    if act is not None and act.reciprocal and one.type in ("CONSULT", "AGREE", "COOPERATE"):
        actor, recipient = _hosted(context, one, [*actor, *recipient])
        if recipient:
            one.mode = "visit"
    if not actor or (rule.needs_recipient and not recipient and len(actor) < 2):
        return None
    if act is not None and act.reciprocal and rule.force and len({*actor, *recipient}) < 2:
        return None
    if rule.by_somebody and not one.actor and _is_accident(context, one):
        return None
    if act is not None and rule.mutual and (act.reciprocal or one.type != "SUPPORT") and not act.agreement and not (one.type == "AGREE" and act.delivery) and not _several(context, [*actor, *recipient]):
        return None
    trigger = context.evidence(*(one.trigger or (one.proposition.item.start, one.proposition.item.end)))
    scores = context.pack.plover[one.type]
    clause = context.evidence(*one.span) if one.span else context.clause(one.proposition)
    date = context.date_of(one.proposition)
    if one.actuality in ("done", "ongoing") and one.type == "CONSULT" and context.is_ahead(date):
        one.type, one.mode, one.actuality = "AGREE", None, "planned"
    if one.actuality in ("done", "ongoing") and context.is_history(date):
        one.actuality = "historical"
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


def _culprits(context: Context, one: Composed) -> list[str]:
    """Return who is condemned with an attack: whoever is said to have made it."""
    child = one.proposition.child
    act = context.pack.acts.get(child.predicate.frame) if child is not None else None
    if one.type != "ACCUSE" or child is None or act is None or not act.type or not context.pack.composition[act.type].force:
        return []
    return context.ids([*child.subject, *child.agent])


def _tells(proposition: Proposition) -> bool:
    """Return whether words tell of an act rather than recall it: not «منذ اغتيال فلان», not «الذي قتل في»."""
    if proposition.item.kind in NOUNS:
        # a headline has no verb
        return proposition.parent is not None or proposition.verbless
    return not proposition.relative


def _is_means(context: Context, one: Composed) -> bool:
    """Return whether a noun of attack says how the victims of its clause's verb came by their harm: «قتل ضابط في غارة على حلب»."""
    proposition = one.proposition
    words, first = proposition.sentence.words, proposition.item.first
    verb = proposition.beside
    act = context.pack.acts.get(verb.predicate.frame) if verb is not None and not verb.negated else None
    led = first > 0 and words[first - 1] in context.pack.particle_words("harmed_by")
    return led and act is not None and act.type == one.type and bool(proposition.subject) and bool(proposition.recipient)


def _several(context: Context, parties: list[str]) -> bool:
    """Return whether an act takes place between several: different sides, or the members of one alliance."""
    codes = context.codes(parties)
    return len(codes) > 1 or any(len(context.members.get(code, ())) > 1 for code in codes)


def _is_accident(context: Context, one: Composed) -> bool:
    """Return whether the sentence speaks of a crash, a fire, a flood: people die in it by nobody's hand."""
    words = context.pack.particle_words("accidents")
    sentence = one.proposition.sentence
    return any(word in words or words & context.pack.stems(word) for word in sentence.words)


def _hosted(context: Context, one: Composed, parties: list[str]) -> tuple[list[str], list[str]]:
    """Return visitors and host of a meeting held in the country of one of two sides; all are actors elsewhere."""
    place = context.place_of(one.proposition) if one.proposition.partner or one.recipient else None
    hosts = [i for i in parties if place is not None and context.actors[i].code == place.country]
    visitors = [i for i in parties if i not in hosts]
    return (visitors, hosts) if one.type == "CONSULT" and one.mode is None and hosts and len(visitors) == 1 else (parties, [])


def _is_official(context: Context, actor: list[str]) -> bool:
    """Return whether those who act do so for their state."""
    return any(context.actors[i].sector in ("GOV", "MIL", "COP", "SPY", "UNK", "") or context.actors[i].kind == "state" for i in actor)


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
