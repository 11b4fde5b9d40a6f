"""Whether words tell that something happened: not what they recall, ask, deny, await, or speak of in general."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.annotate.items import NOUNS
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context
from mithaq.packs.schema import Act

# bodies that a relative clause tells of rather than says which one is meant: «التحالف الذي شن غارات»
_BODIES = frozenset({"state", "government", "ministry", "armed_force", "armed_group", "igo", "alliance"})
# sectors whose people attack in words
_CIVIL = ("GOV", "LEG", "PTY", "OPP", "JRN", "NGO", "IGO", "JUD", "ELI", "EDU", "BUS", "REL")
# sectors whom a crowd clashes with
FORCES = ("COP", "MIL", "SPY")
# acts that leave dead and wounded, by whatever arms
DEATHS = ("kill", "wound")
# nouns of saying that take what they say for granted
_MAKING_KNOWN = ("announce", "confirm")
# sectors whose people travel for themselves
_FOLK = ("", "UNK", "CVL", "EDU", "MED", "REF", "LAB", "AGR")
# bodies that have nothing but words to attack with
_SPEAKING = frozenset({"party", "ngo", "media", "igo"})


def above(proposition: Proposition) -> Iterator[Proposition]:
    """Yield what a proposition stands under, innermost first."""
    over = proposition.parent
    while over is not None:
        yield over
        over = over.parent


def is_asserted(context: Context, proposition: Proposition) -> bool:
    """Return whether an act is put as a fact: nothing it stands under is denied, feared or only meant, and nobody asks."""
    if proposition.subjunctive and not proposition.planned and _is_free(context, proposition):
        return False
    if is_presumed(context, proposition):
        return True
    over = list(above(proposition))
    return not any(one.negated or one.purpose for one in over) and not any(_only_means(context, one) for one in over[1:])


def _is_free(context: Context, proposition: Proposition) -> bool:
    """Return whether no operator that makes a fact of it governs what stands behind «that»: not «استطاع أن يقصف»."""
    parent = proposition.parent
    operator = context.pack.operators.get(parent.predicate.frame) if parent is not None else None
    return operator is None or operator.reports


def is_asked(proposition: Proposition) -> bool:
    """Return whether the sentence is a question."""
    return any(token.text in ("؟", "?") for token in proposition.sentence.tokens[-2:])


def _only_means(context: Context, proposition: Proposition) -> bool:
    """Return whether an operator makes no fact of what it governs, at whatever distance: «خشية أن تؤدي إلى مقتل»."""
    operator = context.pack.operators.get(proposition.predicate.frame) if proposition.predicate.operator else None
    return operator is not None and not proposition.predicate.light and (operator.opaque or not operator.keeps)


def tells(proposition: Proposition) -> bool:
    """Return whether words tell of an act rather than recall it: not «منذ اغتيال فلان», not «الذي قتل في»."""
    if proposition.item.kind not in NOUNS:
        return not proposition.identifies or _are_bodies(proposition) or _is_crowd(proposition)
    if proposition.topic:
        return False
    if _is_made_known(proposition):
        return True
    # under a verb, through however many nouns: not «سياسة شن الهجمات»
    return proposition.described or (tells(proposition.parent) if proposition.parent is not None else proposition.headline)


def _is_crowd(proposition: Proposition) -> bool:
    """Return whether a relative clause tells what people who protest did: «demonstrators who had gathered outside the ministry asked»."""
    sentence = proposition.sentence
    here = [phrase for phrase in proposition.subject if sentence.start <= phrase.start < sentence.end]
    return bool(here) and all(any(sentence.stem_is_of(at, "protesters") for at in range(phrase.first, phrase.last)) for phrase in here)


def _is_made_known(proposition: Proposition) -> bool:
    """Return whether somebody's announcement or admission of an act is what recalls it: «بعد إعلان الجيش مقتل ضابطين»."""
    over, item = proposition.parent, proposition.item
    if over is None:
        # «إعلان الجيش» is read as a document
        return proposition.predicate.frame in DEATHS and not item.prep and any(p.kind == "document" and p.code and p.last == item.first for p in proposition.sentence.phrases)
    return over.item.kind in NOUNS and over.predicate.frame in _MAKING_KNOWN and bool(over.subject) and not over.planned


def _are_bodies(proposition: Proposition) -> bool:
    """Return whether a relative clause tells what a state or force did: they need not be told apart."""
    subject = proposition.subject
    return not proposition.item.suffix and bool(subject) and all(phrase.code and phrase.kind in _BODIES for phrase in subject)


def is_presumed(context: Context, proposition: Proposition) -> bool:
    """Return whether a definite noun of force names both its sides, so that it speaks of what was done, whoever condemns or discusses it: «ندد بالغارات التركية على سنجار»."""
    item, act = proposition.item, context.pack.acts.get(proposition.predicate.frame)
    if item.kind not in NOUNS or act is None or act.type is None or not context.pack.composition[act.type].by_somebody:
        return False
    doers, targets = ({phrase.code for phrase in side if not phrase.weak} - {""} for side in (proposition.subject, [*proposition.recipient, *proposition.where]))
    if not doers or not targets or doers & targets or not _is_definite(proposition):
        return False
    over = (context.pack.operators.get(one.predicate.frame) for one in above(proposition) if one.predicate.operator)
    return all(operator is None or operator.presumes or (operator.keeps and not operator.actuality) for operator in over)


def _is_definite(proposition: Proposition) -> bool:
    """Return whether a noun has the article, or is annexed to a definite one: «الهجوم», «هجمات الحركة»."""
    return proposition.item.det or any(phrase.first == proposition.item.last and (phrase.det or bool(phrase.name)) for phrase in proposition.subject)


def is_over(proposition: Proposition) -> bool:
    """Return whether a noun tells behind «after» of what has been done: «عقب التوصل إلى هدنة»."""
    item = proposition.item
    return item.kind in NOUNS and not item.prep and proposition.sentence.is_of(item.first - 1, "after_deeds")


def is_means(context: Context, one: Composed) -> bool:
    """Return whether a noun of attack says how the victims of its clause's verb came by their harm: «قتل ضابط في غارة على حلب»."""
    proposition = one.proposition
    first = proposition.item.first
    verb = proposition.beside
    act = context.pack.acts.get(verb.predicate.frame) if verb is not None and not verb.negated else None
    led = first > 0 and proposition.sentence.is_of(first - 1, "harmed_by")
    return led and act is not None and act.type == one.type and bool(proposition.subject) and bool(proposition.recipient)


def is_generic(proposition: Proposition) -> bool:
    """Return whether words say what people do in general: in the present tense, by nobody in particular: «ساحرة تخطف الأطفال»."""
    verb = next((one for one in (proposition, *above(proposition)) if one.item.kind == "verb" and (one is proposition or one.predicate.light or not one.predicate.operator)), None)
    return verb is not None and verb.item.tense in ("present", "jussive")


def is_placed(context: Context, proposition: Proposition) -> bool:
    """Return whether the sentence says when, where, or to how many something happened that nobody is named for."""
    sentence = proposition.sentence
    return bool(
        context.dates_in(sentence.start, sentence.end)
        or any(hit.kind == "people" for hit in context.amounts_in(sentence.start, sentence.end))
        or any(phrase.place for phrase in sentence.phrases)
    )


def is_accident(one: Composed) -> bool:
    """Return whether the sentence speaks of a crash, a fire, a flood: people die in it by nobody's hand."""
    return one.proposition.sentence.speaks_of("accidents")


def in_words(proposition: Proposition) -> bool:
    """Return whether who attacks does it in words: one person of civil office, or a civil body that attacks such."""
    subject, target = proposition.subject, proposition.recipient
    if not subject:
        return False
    one = all(phrase.is_person and phrase.number != "p" for phrase in subject)
    if one and all(phrase.sector in _CIVIL for phrase in subject):
        return True
    # a leader by himself, of whatever movement, attacks a government in a speech
    speaks = (one and all(phrase.name for phrase in subject)) or all(phrase.kind in _SPEAKING or (phrase.sector in _CIVIL and phrase.sector != "GOV") for phrase in subject)
    return speaks and bool(target) and all(_is_civil(phrase) for phrase in target)


def is_on_oneself(proposition: Proposition) -> bool:
    """Return whether an act is done to oneself, so that nobody is meant: «حاصرت الحكومة نفسها بالديون»."""
    return proposition.sentence.is_of(proposition.item.last, "oneself")


def is_intercepted(proposition: Proposition) -> bool:
    """Return whether what is destroyed are missiles or drones in flight, rather than what stands on the ground: not «منصات صواريخ»."""
    sentence, item = proposition.sentence, proposition.item
    for at in range(item.last, sentence.inside(item.start, max(proposition.end, item.end)).stop):
        if sentence.is_of(at, "airborne"):
            return True
        if sentence.leads(at) or sentence.stem_is_of(at, "transparent") or sentence.stem_is_of(at, "targets"):
            return False
    return False


def by_crowd(context: Context, proposition: Proposition) -> bool:
    """Return whether people who protest are who attacks, storms or burns: «اقتحم مئات المتظاهرين السفارة»."""
    protesters = context.pack.particle_words("protesters")
    crowd = [phrase for phrase in proposition.subject if phrase.head in protesters]
    # «اشتبك متظاهرون مع الشرطة»
    return bool(crowd) and all(phrase in crowd or phrase.sector in FORCES for phrase in proposition.subject)


def goes_on(context: Context, proposition: Proposition) -> bool:
    """Return whether those do something who have been told to demonstrate: «وردد المتظاهرون شعارات», «ورفعوا لافتات»."""
    protesters, subject = context.pack.particle_words("protesters"), proposition.subject
    known = bool(subject) and all(phrase.det and phrase.head in protesters for phrase in subject)
    return known or not any(proposition.sentence.start <= phrase.start and _is_beside(phrase, proposition) for phrase in subject)


def _is_beside(phrase: Phrase, proposition: Proposition) -> bool:
    """Return whether a subject stands directly before its verb, or behind it."""
    return phrase.start > proposition.item.start or phrase.last == proposition.item.first


def by_force(proposition: Proposition) -> bool:
    """Return whether armed forces are who goes somewhere: «the first troops have arrived in Mali»."""
    return bool(proposition.subject) and all(phrase.kind == "armed_force" for phrase in proposition.subject)


def is_private(proposition: Proposition, act: Act) -> bool:
    """Return whether those who come, or are come to, do so for themselves, or somebody talks to the press: «des touristes visitent», «un entretien avec la BBC»."""
    sides = (proposition.subject, proposition.recipient) if act.mode == "visit" else ()
    return any(side and all(map(_is_folk, side)) for side in sides) or any(p.kind == "media" or p.sector == "JRN" for p in proposition.partner)


def _is_folk(phrase: Phrase) -> bool:
    """Return whether several people are meant who hold no office."""
    many = phrase.is_person and phrase.number == "p" and not (phrase.post or phrase.name or phrase.members)
    return (phrase.kind == "people" or many) and phrase.sector in _FOLK


def _is_civil(phrase: Phrase) -> bool:
    """Return whether somebody is attacked in words rather than by arms: a person or body of civil office, no place."""
    return not phrase.place and phrase.number != "p" and phrase.sector in _CIVIL
