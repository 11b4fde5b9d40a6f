"""Agreements, commitments and deliveries: what events say about dealings between parties."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from mithaq.annotate.items import NOUNS
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.coding import details
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, record_id
from mithaq.coding.sides import act_under
from mithaq.model import Agreement, Commitment, Delivery
from mithaq.packs.schema import Act
from mithaq.packs.word import Word

# the mode of acts that bring two others together
_BETWEEN = "third-party"
# how much of the shorter wording two tellings of one agreement have in common
_SHARED_WORDS = 0.4
# strengths of CODEBOOK 7
_ENDORSEMENT, _OFFER, _PLEDGE, _AGREED, _SIGNED, _BINDING = 2, 3, 4, 5, 6, 7
# how many tokens may stand between what an agreement provides for and its noun
_SPOKEN_OF = 8
# within how many tokens of what leads to it a deed is named that something is signed for
_DEED = 4
# who may give without a name: «المساعدات القادمة من المنظمات الدولية»
_GIVERS = ("igo", "ngo", "group", "state", "company")
# what can be promised by saying that it will be done
_PROMISABLE = ("AID", "COOPERATE", "RETREAT", "CONCEDE")
# what is a good done to others also where it is only meant or decided
_GOOD = ("AID", "RETREAT", "CONCEDE")
# the mode of going, which is no good done to others
_LEAVES = "resign"
# what binds to something said behind it
_BINDING_WORDS = ("agree_to", "promise")
# prepositions glued to what an accord is for
_AIMED = ("ل", "ب")
# acts that are done to relations rather than name them
_BEGUN = ("establish_relations",)
# how many of the first words of what is promised or backed say what it is
_OPENING = 3
# stages that an agreement reaches by an act of its own
_ACTS_ON = ("initialled", "signed", "ratified", "in_force")


def code_agreements(context: Context, composed: list[Composed]) -> list[Agreement]:
    """Return what was agreed or signed, with its stage; tellings of one agreement are one record."""
    found: list[tuple[set[str], Agreement]] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for one in composed:
        agreement = _agreement(context, one)
        if agreement is None:
            continue
        words = _goal(context, one.proposition) or _content_words(context, one.proposition)
        alike = places.setdefault((agreement.stage, context.states(agreement.parties)), [])
        at = next((i for i in alike if _same_words(found[i][0], words)), None)
        if at is None:
            alike.append(len(found))
            found.append((words, agreement))
        else:
            known, other = found[at]
            evidence = [*other.evidence, *agreement.evidence]
            found[at] = (known or words, msgspec.structs.replace(other, evidence=evidence, date=other.date or agreement.date, place=other.place or agreement.place))
    reached = [agreement for _, agreement in found if agreement.stage in _ACTS_ON]
    return [one for _, one in found if one.stage != "agreed" or not any(_is_same(context, one, other) for other in reached)]


def _is_same(context: Context, agreed: Agreement, other: Agreement) -> bool:
    """Return whether the words that tell of an agreement stand inside those that tell how far it has come: «توقيع اتفاقية تعاون»."""
    if context.states(agreed.parties) != context.states(other.parties):
        return False
    return all(any(outer.start <= inner.start and inner.end <= outer.end for outer in other.evidence) for inner in agreed.evidence)


def _agreement(context: Context, one: Composed) -> Agreement | None:
    """Return the agreement an act or operator tells of, None if it tells of none between two sides."""
    act = context.pack.acts.get(one.act)
    kind = act.agreement if act else "understanding" if one.act == "agree_to" and not _is_bare(context, one.proposition) and not _is_view(one.proposition) else None
    stage = act.stage if act else "agreed"
    if details.is_negotiated(context, one.proposition):
        kind, stage = "agreement", "negotiating"
    # who agrees to do something for another makes no agreement with him
    sides = one.actor if one.act == "agree_to" else [*one.actor, *one.recipient]
    named = [single for phrase in sides for single in actor_phrases(phrase)]
    parties = context.ids(named)
    if one.act == "agree_to" and not one.proposition.predicate.partner and one.proposition.item.kind in NOUNS:
        # «موافقة المجلس على»: who consents to something agrees with nobody
        return None
    # one side ratifies by itself
    needed = 1 if stage == "ratified" else 2
    if kind is None or stage is None or not parties or len(named) < needed or one.actuality in ("planned", "denied", "hypothetical"):
        return None
    if _is_to_come(one.proposition):
        if stage == "agreed":
            # «parviendront à un accord»: nothing is agreed yet
            return None
        # «ستوقع مصر وقبرص اتفاقية»: agreed, not yet signed
        stage = "agreed" if stage in _ACTS_ON else stage
    clause = context.clause(one.proposition)
    if stage == "agreed" and _is_in_force(context, one.proposition):
        stage = "in_force"
    return Agreement(
        id=record_id("agreement", stage, context.codes(parties), clause.start),
        evidence=[clause],
        type=kind,  # type: ignore[arg-type]
        parties=parties,
        stage=stage,  # type: ignore[arg-type]
        domains=_domains(context, one.proposition),
        attribution=context.attribution(clause.start),
        date=context.date_of(one.proposition),
        place=context.place_of(one.proposition),
        rule=one.act,
        confidence=0.6,
    )


def _is_in_force(context: Context, proposition: Proposition) -> bool:
    """Return whether the words of an act say that what was agreed is in force: «دخل وقف إطلاق النار حيز التنفيذ»."""
    sentence = proposition.sentence
    told = proposition.item.kind == "verb" and not proposition.planned
    return told and any(sentence.is_of(i, "in_force") for i in sentence.inside(proposition.start, sentence.end))


def _content_words(context: Context, proposition: Proposition) -> set[str]:
    """Return the skeletons of the longer words of what was agreed on."""
    content = proposition.content or (proposition.parent.content if proposition.parent is not None else None)
    if content is None:
        return set()
    tokens = zip(proposition.sentence.tokens, proposition.sentence.words, strict=True)
    return {word for token, word in tokens if content[0] <= token.start < content[1] and len(word) > 3}


def _same_words(words: set[str], others: set[str]) -> bool:
    """Return whether two tellings by the same sides have enough words in common to be of one thing."""
    return not words or not others or len(words & others) >= _SHARED_WORDS * min(len(words), len(others))


def code_commitments(context: Context, composed: list[Composed], propositions: Sequence[Proposition], agreements: Sequence[Agreement]) -> list[Commitment]:
    """Return the commitments: an obligor, something that lies ahead, exact words, how firmly they bind."""
    found: list[tuple[set[str], Commitment]] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for one, strength, obligors in (*_promised(context, composed, propositions), *_provided(context, propositions, agreements)):
        if one.act == "provide" and any(_binds(context, known, obligors) for _, known in found):
            # the terms of one agreement are means to one goal
            continue
        commitment = _commitment(context, one, strength, obligors, composed)
        words = _goal(context, one.proposition) or _content_words(context, one.proposition)
        alike = places.setdefault((strength, context.codes(obligors), context.codes(commitment.beneficiaries)), [])
        at = next((i for i in alike if _same_words(found[i][0], words)), None)
        if at is None:
            alike.append(len(found))
            found.append((words, commitment))
        else:
            known, other = found[at]
            found[at] = (known, msgspec.structs.replace(other, evidence=[*other.evidence, *commitment.evidence]))
    return [commitment for _, commitment in found]


def _binds(context: Context, commitment: Commitment, parties: list[str]) -> bool:
    """Return whether a commitment comes from an agreement of these parties."""
    return commitment.strength >= _AGREED and set(context.states(parties)) <= set(context.states(commitment.obligors))


def _promised(context: Context, composed: list[Composed], propositions: Sequence[Proposition]) -> Iterator[tuple[Composed, int, list[str]]]:
    """Yield what somebody promises, offers, agrees to or signs, with its strength and obligors."""
    for one in composed:
        if one.act == "agree_to" and one.actuality == "done" and (shares := list(_shares(context, one, propositions))):
            yield from shares
            continue
        strength, obligors = _strength(context, one), context.ids(one.actor)
        if lenders := _lenders(context, one, obligors):
            strength, obligors = _BINDING, lenders
        partners = context.ids(one.proposition.partner) if one.type == "AGREE" and _works_with(context, one) else []
        if strength == _PLEDGE and partners and (own := [i for i in obligors if i not in partners]):
            # «nous travaillerons avec le Togo»: whom it is promised to promises nothing
            yield one, strength, own
        elif strength is not None and obligors:
            yield one, strength, obligors


def _shares(context: Context, one: Composed, propositions: Sequence[Proposition]) -> Iterator[tuple[Composed, int, list[str]]]:
    """Yield what each side takes on where they agree on that: «اتفقا على التزام كينيا بفتح الحدود والتزام أوغندا بتسليم المطلوبين»."""
    start, end = one.proposition.content or (0, 0)
    for own in propositions:
        if own.predicate.frame == "promise" and own.item.kind in NOUNS and start <= own.item.start < end and own.content is not None and own.subject is not one.proposition.subject:
            obligors = context.ids(own.subject)
            if len(obligors) == 1:
                yield Composed("AGREE", None, "done", list(own.subject), list(own.child.recipient) if own.child is not None else [], "promise", own), _AGREED, obligors


def _works_with(context: Context, one: Composed) -> bool:
    """Return whether somebody is to work together with others."""
    act = context.pack.acts.get(one.act)
    return act is not None and act.type == "COOPERATE"


def _provided(context: Context, propositions: Sequence[Proposition], agreements: Sequence[Agreement]) -> Iterator[tuple[Composed, int, list[str]]]:
    """Yield what an agreement provides for, with how firmly it binds and its parties: those it does not benefit, if it benefits some."""
    for proposition in propositions:
        if proposition.predicate.frame != "provide" or proposition.content is None or proposition.negated or proposition.conditional:
            continue
        strength, parties = _bound(context, proposition, propositions, agreements)
        reached = proposition.child.recipient if proposition.child is not None else []
        helped = set(context.codes(context.ids(reached, places=True)))
        others = [i for i in parties if context.actors[i].code not in helped]
        if len(parties) > 1 and others:
            yield Composed("AGREE", None, "done", [], reached, "provide", proposition), strength, others


def _bound(context: Context, over: Proposition, propositions: Sequence[Proposition], agreements: Sequence[Agreement]) -> tuple[int, list[str]]:
    """Return how firmly the agreement that a verb speaks of binds and whom: those named beside its noun, else the parties of the last one told of."""
    nouns = (one for one in propositions if one.sentence is over.sentence and one.item.kind in NOUNS and abs(one.item.first - over.item.first) <= _SPOKEN_OF)
    acts = ((one, context.pack.acts.get(one.predicate.frame)) for one in nouns)
    named = next((context.ids(one.subject) for one, act in acts if act is not None and act.agreement and len(one.subject) > 1), [])
    start = context.clause(over).start
    before = [one for one in agreements if one.evidence[0].start < start and (not named or context.codes(one.parties) == context.codes(named))]
    if not before:
        return _AGREED, named
    signed = before[-1].stage in _ACTS_ON
    return (_SIGNED if before[-1].type == "memorandum" else _BINDING) if signed else _AGREED, before[-1].parties


def _strength(context: Context, one: Composed) -> int | None:
    """Return how firmly a composition binds its actors, None if it is no commitment."""
    operator, act = context.pack.operators.get(one.act), context.pack.acts.get(one.act)
    if one.actuality == "denied":
        return None
    if operator is not None and one.proposition.predicate.operator:
        if one.act == "endorse" and one.type == "AGREE":
            # «ستواصل دعم طاجيكستان»
            return _PLEDGE
        if one.act == "agree_to" and one.proposition.item.future:
            # «سنتفق على»: nothing is agreed yet
            return None
        if one.act == "plan":
            return _OFFER if _is_promisable(context, one.proposition) else None
        # what words a strength is the operator, or the future of a verb of giving
        if operator.strength is None or operator.strength < _ENDORSEMENT or one.proposition.content is None or _names_nothing(context, one.proposition):
            return None
        return None if one.act == "endorse" and not _is_endeavour(one.proposition) else operator.strength
    if one.act == "show_solidarity" and one.type == "AGREE":
        # «ستقف مع السودان»
        return _PLEDGE
    if act is not None and act.mode != _LEAVES and one.type in ("AGREE", "CONCEDE") and act.type in _PROMISABLE and one.actuality == "done":
        # «رفعت العقوبات» is done, «سترفع العقوبات» is promised
        return _PLEDGE if act.type != one.type or _is_to_come(one.proposition) else None
    if act is not None and one.actuality == "done" and len(one.actor) > 1 and _names_action(one.proposition):
        return act.strength
    return None


def _is_promisable(context: Context, proposition: Proposition) -> bool:
    """Return whether what somebody means or decides to do is a good done to others: «يعتزم تقديم مساعدات»."""
    act = act_under(context, proposition)
    if proposition.content is None or proposition.relative:
        # «المساعدات التي تنوي الحكومة تقديمها»: only says which ones
        return False
    return act is not None and act.type in _GOOD and act.mode != _LEAVES


def _lenders(context: Context, one: Composed, parties: list[str]) -> list[str]:
    """Return the bodies bound by a signed loan or grant: those among its parties that lend to the others, if there are such."""
    act = context.pack.acts.get(one.act)
    if act is None or act.stage != "signed" or act.agreement != "agreement" or one.actuality != "done":
        return []
    money = context.pack.particle_words("loans")
    sentence = one.proposition.sentence
    end = max(one.proposition.end, one.proposition.item.end)
    lent = any(context.pack.stems(w) & money for w, t in zip(sentence.words, sentence.tokens, strict=True) if one.proposition.start <= t.start < end)
    bodies = [i for i in parties if context.actors[i].code.startswith("IGO:")]
    return bodies if lent and 0 < len(bodies) < len(parties) else []


def _goal(context: Context, proposition: Proposition) -> set[str]:
    """Return the act promised where its wordings are means to one goal: who offers to mediate offers to host talks."""
    frame = proposition.child.predicate.frame if proposition.child else ""
    act = context.pack.acts.get(frame)
    return {f"act {frame}"} if act is not None and act.mode == _BETWEEN else set()


def _is_to_come(proposition: Proposition) -> bool:
    """Return whether an act, or what puts it, lies ahead."""
    return proposition.planned or (proposition.parent is not None and proposition.parent.planned)


def _names_action(proposition: Proposition) -> bool:
    """Return whether what is signed says what for: «مذكرة تفاهم لتطوير حقول الغاز»."""
    sentence = proposition.sentence
    inside = (i for i, token in enumerate(sentence.tokens) if proposition.item.end <= token.start < proposition.end)
    return any(a.entry.kind == "masdar" and a.prep == "ل" and not a.det for i in inside for a in sentence.analyses[i]) or _is_for_deed(proposition)


def _is_for_deed(proposition: Proposition) -> bool:
    """Return whether an infinitive says what is signed for, other than closer relations: «un accord visant à former des officiers»."""
    sentence = proposition.sentence
    first = next((i for i in sentence.inside(proposition.item.end, sentence.end) if sentence.is_of(i, "signed_for") or sentence.tokens[i].text in ",;"), -1)
    if first < 0 or not sentence.is_of(first, "signed_for"):
        return False
    deed = next((i for i in range(first + 1, min(first + _DEED, len(sentence.tokens))) if any(a.entry.tense == "infinitive" for a in sentence.analyses[i])), -1)
    return deed > 0 and not any(sentence.is_of(i, "closer_ties") for i in range(deed + 1, min(deed + _DEED, len(sentence.tokens))))


def _is_endeavour(proposition: Proposition) -> bool:
    """Return whether what is endorsed is somebody's undertaking that goes on, rather than somebody: «دعمه لهذه المبادرة»."""
    return any("endeavours" in word.stem_classes for word in _opening(proposition))


def _promise_span(context: Context, one: Composed) -> tuple[int, int]:
    """Return where the words stand that tell what is promised; of support, with the word for it: «will support Ukraine»."""
    item, operator = one.proposition.item, context.pack.operators.get(one.act)
    start, end = one.proposition.content or (one.proposition.start, max(one.proposition.end, item.end))
    return (min(item.start, start) if operator is not None and operator.event == "SUPPORT" else start), end


def _commitment(context: Context, one: Composed, strength: int, obligors: list[str], composed: list[Composed]) -> Commitment:
    """Return the commitment of one composition."""
    beneficiaries = _beneficiaries(context, one, obligors, composed)
    clause = context.clause(one.proposition)
    span = _promise_span(context, one)
    action = context.evidence(*span)
    return Commitment(
        id=record_id("commitment", strength, context.codes(obligors), context.codes(beneficiaries), action.start),
        evidence=[clause],
        attribution=context.attribution(clause.start),
        actuality="promised",
        obligors=obligors,
        beneficiaries=beneficiaries,
        action=action,
        strength=strength,
        kind="support" if strength == _ENDORSEMENT else "action",
        domains=_domains(context, one.proposition),
        amount=details.amount_of(context, *span),
        deadline=details.deadline_of(context, *span),
        condition=details.condition_of(context, one.proposition.sentence, *span),
        made_on=context.date_of(one.proposition),
        rule=one.act,
        confidence=0.55,
    )


def _address_gifts(context: Context, composed: list[Composed]) -> None:
    """Let aid that names nobody go to whom the same giver helped just before: «أغاثت قطر اليمن. وأرسلت قطر أمس خياما»."""
    helped: dict[tuple[str, ...], Composed] = {}
    for one in sorted(composed, key=lambda one: one.proposition.start):
        act = context.pack.acts.get(one.act) or act_under(context, one.proposition)
        if one.type not in ("AID", "AGREE") or act is None or act.type != "AID":
            continue
        own = context.codes(context.ids(one.actor))
        if one.recipient:
            helped[own] = one
        elif own in helped and one.type == "AID" and one.proposition.item.kind == "verb":
            one.recipient = list(helped[own].recipient)


def code_deliveries(context: Context, composed: list[Composed]) -> list[Delivery]:
    """Return what is claimed to have been given; what is told again is one record."""
    _address_gifts(context, composed)
    found: dict[tuple[object, ...], Delivery] = {}
    for one in composed:
        act = context.pack.acts.get(one.act)
        if act is None or not act.delivery or one.type != "AID" or one.actuality not in ("done", "ongoing"):
            continue
        provider = context.ids(one.actor) or [context.actor(phrase) for phrase in one.actor[:1] if phrase.kind in _GIVERS and not phrase.place]
        recipient = [i for i in context.ids(one.recipient, places=True) if i not in provider]
        if not provider or not recipient:
            continue
        given = _delivery(context, one, act, provider, recipient)
        key = (one.act, context.codes(provider), context.codes(recipient), given.date.start if given.date else None)
        known = found.get(key)
        found[key] = given if known is None else msgspec.structs.replace(known, evidence=[*known.evidence, *given.evidence], amount=known.amount or given.amount)
    return list(found.values())


def _delivery(context: Context, one: Composed, act: Act, provider: list[str], recipient: list[str]) -> Delivery:
    """Return the delivery that one act tells of."""
    clause = context.clause(one.proposition)
    claimed_by = _claimed_by(context, clause.start)
    return Delivery(
        id=record_id("delivery", clause.start, *context.codes(provider), *context.codes(recipient)),
        evidence=[clause],
        actuality=one.actuality,  # type: ignore[arg-type]
        provider=provider,
        recipient=recipient,
        what=clause,
        claimed_by=claimed_by,
        independence=_independence(context, claimed_by, provider, recipient),
        attribution=context.attribution(clause.start),
        date=context.date_of(one.proposition),
        amount=details.amount_of(context, one.proposition.start, max(one.proposition.end, one.proposition.item.end)),
        contexts=list(act.contexts),
        rule=one.act,
        confidence=0.6,
    )


def _claimed_by(context: Context, start: int) -> str | None:
    """Return who says that something was given: the innermost of those whose words tell it."""
    return next((rung.actor for rung in reversed(context.attribution(start)) if rung.actor), None)


def _independence(context: Context, claimed_by: str | None, provider: list[str], recipient: list[str]) -> Literal["provider", "recipient", "third_party"]:
    """Return on which side whoever claims a delivery stands: an alliance's members stand on its side."""
    if claimed_by is None:
        return "third_party"
    own = set(context.states([claimed_by]))
    if own & set(context.states(provider)):
        return "provider"
    return "recipient" if own & set(context.states(recipient)) else "third_party"


def _beneficiaries(context: Context, one: Composed, obligors: list[str], composed: list[Composed]) -> list[str]:
    """Return for whom a commitment is: whom it names, whom its words speak of, or the other side of the report's dealing."""
    own_codes = set(context.codes(obligors))
    # «عن دعم بلاده للمبادرة التونسية»: his own country gives it
    named = context.ids((phrase for phrase in one.recipient if not (phrase.owned and phrase.code in own_codes)), places=True)
    if not named and len(obligors) < len(own := context.ids(one.actor)):
        # «وقعت تونس والبنك الدولي اتفاقية قرض»: the other party
        named = [i for i in own if i not in obligors]
    if not named:
        named = context.ids(context.spoken_of(one.proposition, own_codes))
    if not named and len(obligors) > 1:
        spoken_of = (p for p in context.spoken_of(one.proposition, set()) if not (p.first and one.proposition.sentence.stem_is_of(p.first - 1, "attending")))
        return [i for i in context.ids(spoken_of) if context.actors[i].code.startswith("IGO:")]
    child = one.proposition.child
    act = context.pack.acts.get(child.predicate.frame) if child is not None else None
    if not named and act is not None and act.type == "AID":
        named = _other_side(context, obligors, composed)
    same = set(context.codes(obligors)) - {"UNK"}
    return [i for i in named if i not in obligors and context.actors[i].code not in same]


def _other_side(context: Context, obligors: list[str], composed: list[Composed]) -> list[str]:
    """Return who agreed or met with the obligors in the same report, if that was one side."""
    own = set(context.codes(obligors))
    for one in composed:
        parties = context.ids([*one.actor, *one.recipient]) if one.type in ("AGREE", "CONSULT") else []
        others = [i for i in parties if context.actors[i].code not in own]
        if len(others) == 1 and len(parties) == 2:
            return others
    return []


def _names_nothing(context: Context, proposition: Proposition) -> bool:
    """Return whether what is promised or agreed on is nothing to be done: a view, a partnership, a law or a text."""
    first = next(iter(_opening(proposition)), None)
    lists = first.stem_classes if first is not None and proposition.predicate.frame in _BINDING_WORDS else frozenset[str]()
    text = "texts" in lists or ("accords" in lists and not _has_terms(proposition))
    return text or _is_bare(context, proposition) or _is_view(proposition)


def _has_terms(proposition: Proposition) -> bool:
    """Return whether the words of an accord go on to say what is to be done: «اتفاق لتبادل الأسرى», «اتفاق على فتح المعبر»."""
    sentence = proposition.sentence
    inside = list(sentence.inside(*(proposition.content or (0, 0))))[1:]
    acts = ((i, a) for i in inside for a in sentence.analyses[i] if a.entry.kind == "masdar" and not a.det)
    return any(a.prep in _AIMED or sentence.is_of(i - 1, "terms_behind") for i, a in acts)


def _opening(proposition: Proposition) -> list[Word]:
    """Return the first words of what a proposition governs, the one it is glued to among them."""
    start, end = proposition.content or (0, 0)
    words = (w for w, t in zip(proposition.sentence.known, proposition.sentence.tokens, strict=True) if start < t.end <= end)
    return list(itertools.islice(words, _OPENING))


def _is_view(proposition: Proposition) -> bool:
    """Return whether those who agree only think alike: «اتفقا على أن الأجور مرتفعة», not «على أن تبدأ» or «أن بلاده ستبدأ»."""
    if proposition.predicate.frame not in _BINDING_WORDS or proposition.content_form != "clause":
        return False
    first = next(iter(_opening(proposition)), None)
    inside = proposition.sentence.inside(*(proposition.content or (0, 0)))
    if not proposition.sentence.is_of(inside.start - 1, "complementisers"):
        return False
    ahead = any(a.future for i in inside for a in proposition.sentence.analyses[i]) or any(proposition.sentence.is_of(i, "future") or proposition.sentence.is_of(i, "will_not") or proposition.sentence.is_of(i, "to_come") for i in inside)
    planned = proposition.child is not None and proposition.child.planned
    return first is not None and not ("verb" in first.kinds or ahead or planned)


def _is_bare(context: Context, proposition: Proposition) -> bool:
    """Return whether what was agreed is a bare partnership or relation, which names no action."""
    start, child = proposition.content[0] if proposition.content else 0, proposition.child
    words = [w for w, t in zip(proposition.sentence.known, proposition.sentence.tokens, strict=True) if t.start >= start][:3]
    if words and child is not None and child.predicate.frame in _BEGUN and child.start == start and "bare_agreements" not in words[0].classes:
        # «استئناف العلاقات», not «تعزيز العلاقات»
        return False
    return proposition.predicate.frame == "agree_to" and any("bare_agreements" in word.classes for word in words)


def _domains(context: Context, proposition: Proposition) -> list[str]:
    """Return the contexts of the act that a commitment or agreement speaks of."""
    act: Act | None = context.pack.acts.get(proposition.child.predicate.frame) if proposition.child else None
    start, end = proposition.content or (proposition.start, proposition.end)
    return list(dict.fromkeys((*(act.contexts if act else ()), *details.contexts_in(context, proposition.sentence, start, end))))
