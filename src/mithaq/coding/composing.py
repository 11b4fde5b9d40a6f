"""Compositions: what operators make of acts, by the rules shared by all languages."""

from __future__ import annotations

import itertools

from mithaq.annotate.items import NOUNS
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context
from mithaq.coding.sides import act_under
from mithaq.coding.telling import (
    above,
    by_crowd,
    by_force,
    goes_on,
    in_words,
    is_asked,
    is_asserted,
    is_intercepted,
    is_on_oneself,
    is_over,
    is_presumed,
    is_private,
)
from mithaq.packs.schema import Act, Operator

# what a speaker who speaks of its need calls for rather than proposes
_ENDED = ("RETREAT", "CONCEDE")
_OCCURS = "occur"
_AGREES = "agree_to"
_ABLE = "able"
# the strength of what is agreed between sides, over that of what one promises by himself
_AGREED = 5
# who tells of crowds rather than takes to the streets
_TELLERS = ("media", "document", "state", "government", "ministry", "agency", "armed_force")
# who storms and attacks rather than falls victim, where a verb of force has no object
_BODIES = ("state", "government", "ministry", "armed_force", "armed_group", "igo", "alliance")


def compose(context: Context, proposition: Proposition) -> Composed | None:
    """Return the event a proposition makes, or None: denied room, negated, or no act at all."""
    one = _composed(context, proposition)
    if one is not None and one.actuality in ("done", "ongoing") and (proposition.hearsay or any(over.hearsay for over in above(proposition))):
        one.actuality = "hypothetical"
    return one


def _composed(context: Context, proposition: Proposition) -> Composed | None:
    """Return the event a proposition makes, as if all of it were known."""
    predicate = proposition.predicate
    if proposition.negated and (promised := _not_to_end(context, proposition)) is not None:
        return promised
    if proposition.negated or proposition.purpose or _is_pointed_at(proposition) or is_asked(proposition):
        return None
    if predicate.light:
        return _gift_to_come(context, proposition)
    if predicate.operator and predicate.frame in context.pack.operators:
        return None if proposition.conditional and not proposition.planned else _operator_event(context, proposition)
    act = context.pack.acts.get(predicate.frame)
    if act is None or not is_asserted(context, proposition) or (act.type == "COERCE" and is_on_oneself(proposition)):
        return None
    if act.intercepts and is_intercepted(proposition):
        return None
    if act.in_words and in_words(proposition):
        act = context.pack.acts[act.in_words]
    if act.by_crowd and by_crowd(context, proposition):
        act = context.pack.acts[act.by_crowd]
    if act.by_force and by_force(proposition):
        act = context.pack.acts[act.by_force]
    if act.by_several and len({single.code for phrase in proposition.subject for single in actor_phrases(phrase)} - {""}) > 1:
        act = context.pack.acts[act.by_several]
    kind = act.type
    if kind is None or (act.meanwhile and goes_on(context, proposition)) or (kind == "CONSULT" and is_private(proposition, act)):
        return None
    told = (act.told_by_noun and predicate.pos == "noun") or context.pack.composition[kind].told_by_noun or (act.agreement and is_over(proposition))
    if proposition.item.kind in ("masdar", "noun") and proposition.parent is None and not told:
        return None
    return _act_event(context, proposition, act)


def _is_pointed_at(proposition: Proposition) -> bool:
    """Return whether a noun only points at what was told before: «ستمكن هذه الاتفاقية مصر من»."""
    item, sentence = proposition.item, proposition.sentence
    return item.kind in NOUNS and item.det and item.first > 0 and sentence.is_of(item.first - 1, "demonstratives")


def _not_to_end(context: Context, proposition: Proposition) -> Composed | None:
    """Return the promise that lies in «will not give up supporting», the threat in «will not hesitate to bomb»."""
    child, before = proposition.child, proposition.item.first - 1
    if proposition.predicate.frame not in ("stop", "fail") or child is None or not proposition.subject or before < 0:
        return None
    act, words = act_under(context, proposition), context.pack.particle_words("will_not")
    helps = child.predicate.frame == "endorse" or (act is not None and act.type in ("AID", "COOPERATE", "SUPPORT"))
    if proposition.sentence.words[before] not in words:
        return None
    if act is not None and act.type and context.pack.composition[act.type].force:
        return Composed("THREATEN", "violence", "done", proposition.subject, proposition.recipient or child.recipient, "threaten", proposition)
    if not helps:
        return None
    return Composed("AGREE", None, "done", proposition.subject, proposition.recipient or child.recipient, "promise", proposition)


def _gift_to_come(context: Context, proposition: Proposition) -> Composed | None:
    """Return the promise that lies in «will give», whatever is to be given, or in a decision to give money: «سيقدم أكبر قدر ممكن من التيسير»."""
    predicate = proposition.predicate
    gives = predicate.light == "actor" and "ل" in predicate.recipient and predicate.via == "object"
    # «أكبر قدر ممكن من»: an adjective inside what is given is no act
    given = proposition.child is None or proposition.child.predicate.operator
    over = proposition.parent
    # «قررت تقديم 50 مليون دولار لأوكرانيا»
    meant = over is not None and over.predicate.frame == "plan" and not over.negated and proposition.content is not None and any(hit.kind == "money" for hit in context.amounts_in(*proposition.content))
    if not (gives and given and not _is_no_gift(proposition) and proposition.content and (meant or (proposition.item.kind == "verb" and (proposition.item.future or _after_future(context, proposition))))):
        return None
    return Composed("AGREE", None, "done", proposition.subject, proposition.recipient, "promise", proposition)


def _is_no_gift(proposition: Proposition) -> bool:
    """Return whether what is to be given does its receiver no good: «ستوجه إلى الوزير تهم فساد»."""
    sentence = proposition.sentence
    return any(sentence.stem_is_of(at, "no_gifts") for at in sentence.inside(*(proposition.content or (0, 0))))


def _operator_event(context: Context, proposition: Proposition) -> Composed | None:
    """Return the event an operator makes by itself: promised, asked for, refused, threatened, accused."""
    operator, frame = context.pack.operators[proposition.predicate.frame], proposition.predicate.frame
    over = _operator_over(context, proposition)
    if over is not None and _is_put_off(proposition, over):
        return None
    child, act = proposition.child, act_under(context, proposition)
    if frame == "stop" and over is not None and not over.keeps:
        # «urged Washington to stop selling»: nobody has stopped yet
        return None
    if frame == "stop" and (stopped := _stopped(context, proposition, act)) is not None:
        return stopped
    if proposition.content is None and not proposition.recipient and not proposition.partner:
        return None
    if operator.own_act and child is not None and act is not None and act.type and child.planned and context.pack.composition[act.type].future == operator.own_act and _is_own(proposition, child):
        # «warned that it would close the border»
        return Composed(operator.own_act, act.threat, "done", proposition.subject, child.recipient, frame, proposition)
    if operator.reports and operator.keeps and _demands_end(context, proposition, act):
        return Composed("REQUEST", act.ask if act is not None else None, "done", proposition.subject, [], "demand", proposition)
    if operator.event is None or operator.keeps or (operator.by_act == "plan" and (act is None or act.type is None)):
        return None
    kind, mode = _put(context, operator, act)
    parent = proposition.parent
    planned = proposition.planned or (parent is not None and parent.planned and not parent.predicate.reports)
    if kind == "SUPPORT" and operator.strength and planned:
        kind = context.pack.composition[kind].future or kind
    recipient = proposition.recipient or (child.recipient if child is not None and operator.self else [])
    if operator.by_act == "ask" and not recipient:
        recipient = _asked_together(context, proposition)
    due = (operator.by_act == "plan" and act is not None and act.type == "CONSULT") or kind == "MOBILIZE"
    # «نفت تأييدها لإسرائيل»; what is not denied is not told either
    denied = over is not None and over.actuality == "denied"
    if denied and parent is not None and parent.negated:
        return None
    return Composed(kind, mode, "planned" if due else "denied" if denied else "done", _operator_actor(proposition, operator), recipient, frame, proposition)


def _is_own(proposition: Proposition, child: Proposition) -> bool:
    """Return whether somebody speaks of what he does himself."""
    return bool({phrase.code for phrase in proposition.subject} & {phrase.code for phrase in child.subject} - {""})


def _is_put_off(proposition: Proposition, over: Operator) -> bool:
    """Return whether an operator is not done yet, or no more, by what stands over it: «refused to condemn», «urged Turkey to accept», «تخلت عن دعمها»."""
    if over.keeps:
        return False
    stops = proposition.parent is not None and proposition.parent.predicate.frame == "stop"
    # «رفضت إثيوبيا الخطة، متهمة مصر»: a participle tells what is done besides
    return over.opaque or stops or (over.event is not None and proposition.item.kind != "apart")


def _stopped(context: Context, proposition: Proposition, act: Act | None) -> Composed | None:
    """Return the event that the end of one's own act is: aid that stops, troops that no longer attack."""
    child, rule = proposition.child, context.pack.composition.get(act.type or "") if act is not None else None
    if child is None or rule is None or not rule.stopped or _others_do(proposition, child):
        return None
    return Composed(rule.stopped, rule.stopped_mode, "done", proposition.subject, child.recipient, proposition.predicate.frame, proposition)


def _operator_actor(proposition: Proposition, operator: Operator) -> list[Phrase]:
    """Return who promises, asks, refuses: the subject, else who announces it by its noun, or who is to meet."""
    parent = proposition.parent
    announced = parent.subject if parent is not None and parent.predicate.operator and proposition.item.kind in NOUNS else []
    reached = proposition.predicate.frame == _AGREES and (is_over(proposition) or (parent is not None and parent.predicate.frame == _OCCURS))
    if reached and proposition.child is not None:
        # «بعد التوصل إلى اتفاق بين كذا وكذا»
        announced = proposition.child.partner
    if operator.by_act == "plan" and proposition.child is not None and not announced and not proposition.governed:
        # «une réunion est prévue»: by those who are to meet
        announced = proposition.child.subject
    return proposition.subject or announced


def _others_do(stopped: Proposition, act: Proposition) -> bool:
    """Return whether somebody ends what others did: «أنهت الشرطة حصارا فرضه مسلحون»."""
    own = {phrase.code for phrase in stopped.subject}
    return bool(act.subject) and not own & {phrase.code for phrase in act.subject}


def _asked_together(context: Context, proposition: Proposition) -> list[Phrase]:
    """Return whom a call for something that several do together is made to: «دعا إلى استئناف المحادثات بين الطرفين»."""
    inner = proposition
    while inner.child is not None:
        inner = inner.child
    act = context.pack.acts.get(inner.predicate.frame)
    return list(inner.partner) if act is not None and act.reciprocal and len(inner.partner) > 1 else []


def _operator_over(context: Context, proposition: Proposition) -> Operator | None:
    """Return the operator that a proposition stands under, through verbs that only carry it: «نفت شن غارات»."""
    over = _bearing(proposition)
    return context.pack.operators.get(over.predicate.frame) if over is not None and over.predicate.operator else None


def _bearing(proposition: Proposition) -> Proposition | None:
    """Return what a proposition stands under, but for light verbs."""
    return next((one for one in above(proposition) if not one.predicate.light), None)


def _put(context: Context, operator: Operator, act: Act | None) -> tuple[str, str | None]:
    """Return type and mode of an operator's event, which the act it governs can change."""
    kind, mode = operator.event or "", operator.mode
    own = act is not None and operator.self and kind == "AGREE"
    future = context.pack.composition[act.type].future if own and act is not None and act.type else ""
    if future == "CONCEDE" and (operator.strength or 0) < _AGREED:
        # «offered to withdraw» gives way, «agreed to withdraw» agrees
        kind = future
    if future == "THREATEN":
        kind, mode = future, act.threat if act is not None else None
    elif act is not None and future == act.type == "MOBILIZE":
        kind, mode = future, act.mode
    elif operator.by_act == "ask" or operator.by_act is True:
        mode = act.ask if act is not None else None
    elif operator.by_act == "threat":
        mode = act.threat if act is not None else None
    if act is not None and act.invites and operator.by_act == "ask":
        kind, mode = "AGREE", None
    return kind, mode


def _demands_end(context: Context, proposition: Proposition, act: Act | None) -> bool:
    """Return whether a speaker calls for something to end: by a need, of a stop or of what gives way."""
    child = proposition.child
    if child is None or not _calls_for(proposition):
        return False
    return child.predicate.frame == "stop" or (act is not None and act.type in _ENDED)


def _calls_for(proposition: Proposition) -> bool:
    """Return whether what is said begins with a need: «شدد على ضرورة وقف القتال» calls for it."""
    if proposition.content is None or proposition.content_form != "noun":
        return False
    words = zip(proposition.sentence.known, proposition.sentence.tokens, strict=True)
    first = next((word for word, token in words if token.start >= proposition.content[0]), None)
    return first is not None and "needs" in first.stem_classes


def _act_event(context: Context, proposition: Proposition, act: Act) -> Composed | None:
    """Return the event of an act by what stands over it."""
    parent, frame = _bearing(proposition), proposition.predicate.frame
    operator = _operator_over(context, proposition)
    actuality, kind, mode = "done", act.type or "", act.mode
    if operator is not None and parent is not None:
        # «welcomed Peru's ratification»: what is welcomed is done
        welcomed = operator.event == "SUPPORT" and act.stage == "ratified" and bool(proposition.subject)
        if (not welcomed and not is_presumed(context, proposition) and (not operator.keeps or operator.opaque)) or parent.negated:
            return None
        actuality = operator.actuality or "done"
        if kind in operator.pledges and act.delivery and _is_only_named(proposition) and not proposition.predicate.received:
            # «أعلنت تقديم مساعدات»: what is announced by a noun has yet to be given; «أعلن إنقاذ بحارة»: done
            actor, recipient = _parties(context, proposition, act)
            return Composed("AGREE", None, "done", actor or parent.subject, recipient, frame, proposition)
    future = _is_future(context, proposition)
    if (proposition.conditional and not future) or _is_only_able(parent, future):
        return None
    if future and (later := context.pack.composition[kind].future):
        actuality = "planned" if act.type in ("CONSULT", later) else "done"
        kind, mode = later, act.threat if later == "THREATEN" else act.mode if later == act.type else None
    elif not future and proposition.item.kind == "verb" and proposition.item.tense == "present" and actuality == "done":
        actuality = "ongoing"
    actor, recipient = _parties(context, proposition, act)
    told = [] if actor and not proposition.predicate.received else _announcers(context, proposition, act, recipient)
    if proposition.predicate.received:
        # «أعلن الجيش تسلم مدرعات»: whoever announces it got it
        recipient = recipient or told
    else:
        actor = actor or told
    return Composed(kind, mode, actuality, actor, recipient, frame, proposition)


def _is_only_able(parent: Proposition | None, future: bool) -> bool:
    """Return whether somebody can or will be able to do an act rather than brought it off: «تستطيع قصف», «ستتمكن من إرسال»."""
    return parent is not None and parent.predicate.frame == _ABLE and (future or (parent.item.kind == "verb" and parent.item.tense == "present"))


def _is_only_named(proposition: Proposition) -> bool:
    """Return whether nouns alone word an act and what carries it: «أعلنت تقديم مساعدات», not «أعلنت أنها قدمت مساعدات»."""
    carried = itertools.takewhile(lambda one: one.predicate.light, above(proposition))
    return all(one.item.kind in NOUNS for one in (proposition, *carried))


def _is_future(context: Context, proposition: Proposition) -> bool:
    """Return whether an act is still to come, by its own words or by those it stands under."""
    parent = proposition.parent
    over = parent is not None and parent.planned and not parent.predicate.reports
    return proposition.planned or over or _after_future(context, proposition)


def _announcers(context: Context, proposition: Proposition, act: Act, recipient: list[Phrase]) -> list[Phrase]:
    """Return who announces an act by its noun and so does it."""
    parent, rule = proposition.parent, context.pack.composition[act.type or ""]
    force = rule.force
    while parent is not None and parent.predicate.light and (parent.item.kind in NOUNS or (force and parent.predicate.light == "none")):
        # «أعلن الجيش شن غارات», «أعلن الجيش أنه تم قصف مواقع»
        parent = parent.parent
    if parent is None or not parent.predicate.operator or proposition.item.kind not in NOUNS or parent.predicate.frame == _OCCURS:
        # «أثار القرار احتجاجات»: what brings an act about does not do it
        return []
    own = _own_deed(parent, recipient) or (rule.by_state and _by_authorities(context, proposition, parent, recipient))
    if (force and not own) or (rule.by_people and any(p.kind in _TELLERS for p in parent.subject)):
        return []
    # «أعلن الوزير نشر مئة شرطي»: whoever announces it does it
    return parent.subject


def _by_authorities(context: Context, proposition: Proposition, announced: Proposition, recipient: list[Phrase]) -> bool:
    """Return whether a state announces what it did to another's people at home: «l'Élysée a annoncé l'expulsion de douze agents algériens»."""
    place = context.place_of(proposition, told=True)
    own, theirs = {p.code for p in announced.subject}, {p.code for p in recipient} - {""}
    official = bool(own) and all(p.kind in ("state", "government", "ministry") or p.sector in ("GOV", "COP") for p in announced.subject)
    return official and bool(theirs) and not own & theirs and (place is None or place.country in own)


def _own_deed(announced: Proposition, recipient: list[Phrase]) -> bool:
    """Return whether a force announces what was done to its enemy: «أعلنت وزارة الدفاع الروسية تدمير مواقع أوكرانية»."""
    speakers = announced.subject
    fighting = bool(speakers) and all(p.kind in ("armed_force", "armed_group") or p.sector == "MIL" for p in speakers)
    own, theirs = {p.code for p in speakers}, {p.code for p in recipient}
    rebels = all(p.kind == "armed_group" for p in recipient) and all(p.kind == "armed_force" or p.sector == "MIL" for p in speakers)
    return fighting and bool(theirs - {""}) and (rebels or not own & theirs)


def _parties(context: Context, proposition: Proposition, act: Act) -> tuple[list[Phrase], list[Phrase]]:
    """Return the doer and the other side of an act; a verb of force without an object speaks of its victim."""
    actor, recipient = proposition.subject, proposition.recipient
    if act.meeting:
        # «أضاف البيان أن السفينة متوجهة إلى غزة»: no document meets anybody
        actor, recipient = ([phrase for phrase in side if phrase.kind != "document"] for side in (actor, recipient))
    if act.inverse:
        return recipient, actor
    rule = context.pack.composition[act.type or ""]
    hits = rule.force and "object" in proposition.predicate.recipient
    if hits and proposition.item.kind == "verb" and not proposition.transitive and actor and not (act.outward and all(p.kind in _BODIES for p in actor)):
        return proposition.agent, actor
    doers = {phrase.code for phrase in actor}
    where = [phrase for phrase in proposition.where if phrase.code not in doers] if rule.force and not act.reciprocal else []
    if rule.force and proposition.agent:
        return proposition.agent, recipient or [phrase for phrase in actor if phrase not in proposition.agent] or where
    if hits and proposition.item.suffix and proposition.item.kind == "masdar":
        # «مقتله»: the pronoun is the victim, whom the report names elsewhere
        return proposition.agent, recipient
    return actor, recipient or where


def _after_future(context: Context, proposition: Proposition) -> bool:
    """Return whether a particle of the future stands before the predicate."""
    return proposition.item.first > 0 and proposition.sentence.is_of(proposition.item.first - 1, "future")


def share_outcomes(context: Context, composed: list[Composed]) -> None:
    """Let those who met agree on or sign what their meeting is said to have ended in: «توجت المباحثات بين كذا وكذا بتوقيع اتفاقية»."""
    meetings: dict[int, list[Composed]] = {}
    for one in composed:
        if one.type == "CONSULT":
            meetings.setdefault(one.proposition.sentence.index, []).append(one)
    for one in composed:
        over, act = _bearing(one.proposition), context.pack.acts.get(one.act)
        ended = over is not None and over.predicate.frame == _OCCURS and (one.act == _AGREES or (act is not None and act.agreement))
        if not ended or any(phrase.code or phrase.members for phrase in one.actor):
            continue
        met = ([*meeting.actor, *meeting.recipient] for meeting in reversed(meetings.get(one.proposition.sentence.index, [])))
        one.actor = next((sides for sides in met if len({single.code for side in sides for single in actor_phrases(side)} - {""}) > 1), one.actor)


def without_topics(context: Context, composed: list[Composed], propositions: list[Proposition]) -> list[Composed]:
    """Return what is composed without the nouns that only name what somebody asks for, promises, refuses or strives for."""
    deferring: dict[int, list[Proposition]] = {}
    for over in (*(one.proposition for one in composed if _puts_off(context, one)), *(p for p in propositions if _strives(context, p))):
        if over.content:
            deferring.setdefault(over.sentence.index, []).append(over)
    beside = [deferring.get(one.proposition.sentence.index, ()) for one in composed]
    return [one for one, over in zip(composed, beside, strict=True) if is_presumed(context, one.proposition) or not any(_is_topic_of(one.proposition, o) for o in over)]


def _is_topic_of(proposition: Proposition, over: Proposition) -> bool:
    """Return whether a noun stands inside what another proposition of its sentence governs."""
    if proposition.item.kind not in NOUNS or over.content is None:
        return False
    return over.content[0] <= proposition.start < over.content[1]


def _strives(context: Context, proposition: Proposition) -> bool:
    """Return whether an operator only means what it governs: to seek, to try, to hope for."""
    operator = context.pack.operators.get(proposition.predicate.frame)
    return operator is not None and proposition.predicate.operator and operator.opaque and operator.self and operator.event is None


def _puts_off(context: Context, one: Composed) -> bool:
    """Return whether an operator speaks of what has not happened yet: it keeps no act and judges none."""
    operator = context.pack.operators.get(one.act)
    return operator is not None and one.proposition.predicate.operator and not operator.keeps and one.type not in ("ACCUSE", "SUPPORT")
