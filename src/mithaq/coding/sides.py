"""The two sides of an event: who did it, to whom, and who is meant where the words name nobody."""

from __future__ import annotations

import msgspec

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, names_talks, suffers
from mithaq.coding.telling import DEATHS, FORCES, above, is_accident, tells
from mithaq.packs.schema import Act

# the mode of driving people from their homes, which floods and quakes do as well
_DRIVEN = "deport"
# sectors of those who stand against their government, or beside it
_OPPOSED = ("OPP", "PTY", "REB")
# sectors of those who take land
_ARMED = ("MIL", "PRM", "REB", "UAF")
# the modes of leaving a place, of taking land and of setting free
_LEAVES, _TAKES, _FREES = "withdraw", "seize", "release"
# the modes of what courts do, where nobody else is said to
_BY_LAW = ("convict", "investigate")
# meetings that the members of one organisation hold
BY_ITSELF = ("summit", "session", "conference", "committee")
# what several of one country can be that meet each other
_FACTIONS = ("group", "party", "armed_group")
# how often one side hits another in a report for it to be whom it coerces
_OFTEN = 2
# modes of what only the authorities of a place do
_BY_AUTHORITIES = ("arrest", "deport", "censor", "curfew", "martial-law")


def find_sides(context: Context, one: Composed) -> tuple[list[str], list[str]]:
    """Return actors and recipients of a composition."""
    rule = context.pack.composition[one.type]
    if rule.force:
        # «مقتل ثلاثة ومشروع قرار جزائري»: papers neither kill nor die
        one.actor, one.recipient = ([p for p in phrases if p.kind != "document"] for phrases in (one.actor, one.recipient))
        _claim_soldiers(one)
    if one.type == "MOBILIZE" and one.actor and all(p.kind in ("media", "document") for p in one.actor):
        # «ما نشرته الصحافة»: it deploys nobody
        return [], []
    if rule.by_people:
        _face_police(context, one)
        # «قالت الشرطة الألمانية ... كما خرجت مسيرات»: who told of it before does not march
        one.actor = [p for p in one.actor if p.start >= one.proposition.sentence.start or p.sector not in FORCES]
    actor = context.ids(one.actor)
    if rule.force and one.proposition.partner:
        # «اشتباكات بين الجيش ومسلحين»: each side of a fight counts, also one without a country
        actor = [*actor, *(i for p in one.actor if not p.code for i in context.nameless([p], one.proposition, force=True) if i not in actor)]
    own = set(context.codes(actor))
    recipient = [i for i in _reached(context, one, actor, own) if rule.domestic or context.actors[i].code not in own]
    if one.mode == _LEAVES:
        # «le retrait de ses soldats du Tchad», «a rappelé son ambassadeur»
        others = context.ids(context.other_side(own)) if one.type == "SANCTION" and recipient else []
        recipient = [i for i in recipient if context.actors[i].code not in own] or others or recipient
    if rule.by_people and not actor and one.actor and all(_is_crowd(p) for p in one.actor):
        # «أحرق متظاهرون العلم الأمريكي في بغداد»: they are of where they are
        actor = context.crowd(one.proposition)
    elif rule.by_people and not actor:
        # «شهدت أغاديز مظاهرات»: the people of the town
        actor = context.ids([p for p in one.actor if p.place], places=True)
    if rule.domestic:
        actor = actor or context.nameless(one.actor, one.proposition, force=rule.force)
        recipient = recipient or _struck(context, one, actor) or _nameless_victims(context, one, own)
    if not actor and rule.by_somebody and one.actor and tells(one.proposition) and not any(phrase.code for phrase in one.actor):
        # «برصاص قوات الأمن»: of which country nobody says
        actor = [context.unknown()]
    if not actor:
        actor, recipient = _unnamed(context, one, recipient)
    # rebels of no named country fight their own
    rebels = rule.force and not any(p.code for p in one.actor)
    armed = set() if rebels else {context.actors[i].code for i in actor if context.actors[i].kind == "armed_group"}
    # the armed wing of a movement, and the movement: nobody asks, blames or fights himself
    others = [i for i in recipient if not (i in actor and rule.spoken_of) and context.actors[i].code not in armed]
    act = context.pack.acts.get(one.act)
    if rule.force and act is not None and act.reciprocal:
        if len(set(context.codes(actor))) > 1:
            # «اشتباكات بين الجيش والحركة أدت إلى مقتل جنود»: both sides are named
            return actor, [i for i in others if context.actors[i].code not in context.codes(actor)]
        if not others:
            # «تخوض المقاومة معارك»: with whomever it fights, not with its own
            return actor if len(actor) > 1 else [*actor, *context.hit_by(own)], []
    return actor, others or ([] if _disapproves_force(context, one) else _authorities(context, one, actor, own))


def _nameless_victims(context: Context, one: Composed, own: set[str]) -> list[str]:
    """Return whom an act is done to where the report gives them no country: of those whom the same side hits elsewhere rather than its own."""
    force = context.pack.composition[one.type].force
    found = context.nameless(one.recipient, one.proposition, force=force)
    if force and own and set(context.codes(found)) == own and context.place_of(one.proposition, told=True) is None:
        # «the army struck a boat, killing three»: whose people they were nobody says
        army = all(p.kind == "armed_force" or p.sector == "MIL" for p in one.actor)
        return context.hit_by(own) or (found if not army else [])
    return found


def _claim_soldiers(one: Composed) -> None:
    """Let soldiers of no named country who come to harm be those of the army or the media that tell of it: «أعلن الجيش مقتل ضابطين»."""
    tellers = (phrase for over in above(one.proposition) for phrase in over.subject if over.predicate.operator)
    teller = next((phrase for phrase in tellers if phrase.code.isalpha() and (phrase.sector == "MIL" or phrase.kind == "media")), None)
    if teller is None or any(phrase.code == teller.code for phrase in one.actor):
        return
    one.recipient = [msgspec.structs.replace(p, code=teller.code) if p.sector == "MIL" and p.is_person and p.post != "military_commander" and (p.weak or not p.code) else p for p in one.recipient]


def _face_police(context: Context, one: Composed) -> None:
    """Let a crowd that clashes with police or soldiers act against them: «مصادمات بين الشرطة ومحتجين»."""
    forces = [phrase for phrase in one.actor if phrase.sector in FORCES]
    people = [phrase for phrase in one.actor if phrase.sector not in FORCES]
    if forces and people and all(phrase.kind in ("people", "person", "group") for phrase in people):
        one.actor, one.recipient = people, forces


def _reached(context: Context, one: Composed, actor: list[str], own: set[str]) -> list[str]:
    """Return whom an act reaches: as its words say, or as the report around it tells."""
    rule = context.pack.composition[one.type]
    harmed = _victims(context, one)
    if rule.by_people and (turned := context.turned_against(one.proposition, own)):
        return context.ids(turned, places=True)
    meant = [p for p in one.recipient if not (p.start in harmed or names_talks(one.proposition.sentence, p))]
    if rule.by_people and not one.proposition.sentence.stem_is_of(one.proposition.item.first, "wrongs"):
        # nor what only happens somewhere: «تظاهرات على أحداث غزة»
        meant = [p for p in meant if not suffers(one.proposition.sentence, p) and (not p.place or p.form == "metonym")]
    found = context.ids(meant, places=True) or _culprits(context, one, harmed)
    if not found and one.type == "REQUEST":
        found = [i for i in context.ids(_asked(one)) if context.actors[i].code not in own]
    if not found and one.type == "REQUEST" and _addresses_somebody(context, one):
        # «دعا المجتمع الدولي إلى»: whoever that is, it is nobody whom the words name behind it
        return []
    if not found and one.type == "REQUEST" and own == {context.home} and not _is_official(context, actor) and _speaks_to_own(context, one):
        # «طالب المتظاهرون باستقالة رئيس الوزراء»
        return [context.country()]
    if not found and rule.spoken_of and one.act != "agree_to":
        found = context.ids(context.spoken_of(one.proposition, own, harmed), places=rule.needs_recipient)
        if not found and (harmed or _disapproves_force(context, one)):
            return []
    if not found and rule.answered and actor:
        found = context.ids(context.other_side(own))
    if not found and rule.needs_recipient and any(phrase.kind == "people" or (one.type == "AID" and _is_crowd(phrase)) for phrase in one.recipient):
        # «إجلاء المدنيين من الخرطوم»: people of the place
        found = [i for i in context.crowd(one.proposition) if context.actors[i].code not in own]
    return found


def _asked(one: Composed) -> list[Phrase]:
    """Return who is to do what is asked for, named before it: «a appelé Rabat à reprendre», «demanded that Chad withdraw»."""
    child = one.proposition.child
    asked = [] if child is None else [p for p in child.subject if one.proposition.item.end <= p.start < child.item.start]
    while child is not None and not asked:
        # «دعا إلى وقف القصف من جانب أوغندا»
        asked, child = child.agent, child.child
    return asked


def _judges_force(context: Context, one: Composed) -> bool:
    """Return whether somebody condemns, rejects or charges others with violence."""
    act = act_under(context, one.proposition)
    if one.type not in ("ACCUSE", "REJECT"):
        return False
    return (act is not None and act.type is not None and context.pack.composition[act.type].force) or _points_at_wrong(one.proposition)


def _points_at_wrong(judging: Proposition) -> bool:
    """Return whether what somebody judges is violence that was told before: «a condamné ces violences»."""
    sentence, (start, end) = judging.sentence, judging.content or (0, 0)
    inside = sentence.inside(start, end)
    return any(sentence.is_of(at, "demonstratives") and sentence.stem_is_of(at + 1, "wrongs") for at in inside)


def _disapproves_force(context: Context, one: Composed) -> bool:
    """Return whether somebody condemns violence, which is told also where nobody is named for it: whoever is not said to do it is not blamed."""
    return one.type == "ACCUSE" and one.mode == "disapprove" and _judges_force(context, one)


def _victims(context: Context, one: Composed) -> set[int]:
    """Return where those begin who suffer the violence or other harm that somebody condemns or rejects: they are not whom he speaks against."""
    if one.type == "REQUEST":
        # «a réclamé la libération d'un Français»: he is not asked
        freed = act_under(context, one.proposition)
        return {phrase.start for phrase in _held(one.proposition)} if freed is not None and freed.mode == _FREES else set()
    if one.type not in ("ACCUSE", "REJECT"):
        return set()
    force = _judges_force(context, one)
    child = one.proposition.child if force else None
    inside = [] if child is None else [p for p in child.recipient if not one.proposition.sentence.is_of(p.first - 1, "in")]
    act = act_under(context, one.proposition)
    attack = act is not None and act.type == "ASSAULT" and one.mode == "disapprove"
    where = [p for p in one.proposition.sentence.phrases if _is_where(one.proposition, p)] if attack else []
    return {*(phrase.start for phrase in (*inside, *where)), *context.harmed_in(one.proposition, force=force)}


def _held(asking: Proposition) -> list[Phrase]:
    """Return those whose freedom somebody asks for."""
    child = asking.child
    while child is not None and child.predicate.light and child.child is not None:
        child = child.child
    return child.recipient if child is not None else []


def _is_where(judged: Proposition, phrase: Phrase) -> bool:
    """Return whether a name behind the violence that somebody condemns only says where it was: «des meurtres au Kenya»."""
    behind = judged.child is not None and judged.child.sentence is judged.sentence and judged.child.item.last < phrase.first
    return behind and judged.sentence.is_of(phrase.first - 1, "in") and not (phrase.prep or phrase.kind in ("person", "people"))


def _addresses_somebody(context: Context, one: Composed) -> bool:
    """Return whether something stands in the place of whom an operator addresses, which is not what it is about."""
    predicate = one.proposition.predicate
    if one.recipient and not one.proposition.item.suffix and predicate.operator and "object" in predicate.recipient:
        return True
    addressed = predicate.operator and "object" in predicate.recipient and "object" not in predicate.content
    return addressed and (one.proposition.transitive or bool(one.recipient)) and not one.proposition.item.suffix and one.proposition.content is not None


def _unnamed(context: Context, one: Composed, recipient: list[str]) -> tuple[list[str], list[str]]:
    """Return the sides where nobody named acts: people, somebody unknown, or the country itself."""
    rule, told = context.pack.composition[one.type], tells(one.proposition)
    actor: list[str] = []
    if rule.by_people and told and all(phrase.kind in ("people", "group") and not phrase.code for phrase in one.actor):
        actor = context.demonstrators(one.proposition)
    act = context.pack.acts.get(one.act)
    if rule.by_somebody and act is not None and act.reciprocal and not one.actor and told:
        # «استمرت الاشتباكات في المدينة»: fought by whoever is there
        return context.crowd(one.proposition), []
    if rule.by_somebody and not actor and all(p.weak and not p.code for p in one.actor) and told:
        # «انفجرت عبوة في الموصل»: nobody is named on either side, people of the place are hit
        recipient = recipient or context.crowd(one.proposition)
        actor = (context.hitting(context.codes(recipient), _OFTEN) if one.act in DEATHS else []) or [context.unknown()]
    if not actor and recipient and act is not None and act.mode in _BY_LAW and not one.actor and told:
        # «un opposant a été condamné à Niamey»: by the courts of that country
        place = context.place_of(one.proposition)
        code = place.country if place is not None else next(iter(context.codes(recipient)), None)
        actor = [context.country(code)] if code and (place is not None or code == context.home) else []
    if not actor and rule.by_state and not one.actor and told and act is not None and (act.mode in _BY_AUTHORITIES or not one.recipient):
        # «un touriste suisse a été arrêté en Iran»: by the authorities of that country
        place = context.place_of(one.proposition, told=True)
        actor = [context.country(place.country)] if place is not None and place.country and place.country not in context.codes(recipient) else []
        recipient = recipient or list(actor)
    if not actor and recipient and rule.spoken_of:
        actor = context.some_states(one.actor)
    if not actor and recipient and rule.by_state and not one.actor and set(context.codes(recipient)) == {context.home}:
        actor = [context.country()]
    return actor, recipient


def _authorities(context: Context, one: Composed, actor: list[str], own: set[str]) -> list[str]:
    """Return the country that an act of its people is turned to, if no recipient is named."""
    rule = context.pack.composition[one.type]
    if rule.by_people and context.protested and context.protested not in own:
        # «مظاهرات ضد الحرب الأمريكية ... وخرجت مسيرات في ليما»: of the same wave
        return [context.country(context.protested)] if not _is_in_favour(one) else []
    if rule.by_people and (_is_in_favour(one) or any(suffers(one.proposition.sentence, p) for p in one.recipient)):
        # «مسيرات دعما لغزة», «ضد الحرب على غزة»: turned to nobody named
        return []
    if rule.domestic and own == {context.home} and context.home and not _is_official(context, actor):
        return [context.country()]
    if one.mode == _TAKES and all(phrase.sector in _ARMED for phrase in one.actor):
        # an army takes land from those in whose country it is, or whom it fights
        place = context.place_of(one.proposition)
        if taken := [context.country(place.country)] if place is not None and place.country and place.country not in own else context.hit_by(own):
            return taken
    if rule.by_state and len(codes := context.codes(actor)) == 1 and codes[0].isalpha() and codes[0] != "UNK":
        # a state that coerces nobody else coerces its own people, or those whom it hits elsewhere
        return context.hit_by(own, _OFTEN) or [context.country(codes[0])]
    people = all(phrase.kind == "state" and phrase.form == "description" for phrase in one.actor)
    if rule.by_people and len(codes := context.codes(actor)) == 1 and (people or not _is_official(context, actor)):
        # who takes to the streets turns to the authorities of the country
        return [context.country(codes[0])] if codes[0].isalpha() else []
    return []


def _speaks_to_own(context: Context, one: Composed) -> bool:
    """Return whether the first whom somebody's words name is an official of the country he is of."""
    first = context.spoken_of(one.proposition, set())
    return bool(first) and first[0].code == context.home and first[0].sector in ("GOV", "LEG", "JUD", "COP")


def _struck(context: Context, one: Composed, actor: list[str]) -> list[str]:
    """Return whom the attack of the sentence was made on, where only people without a country are said to have died in it: «الهجوم على غزة أدى إلى مقتل مئة شخص»."""
    rule, sentence = context.pack.composition[one.type], one.proposition.sentence
    if not rule.by_somebody or not one.recipient or not all(p.kind == "people" and not p.code for p in one.recipient):
        return []
    own = set(context.codes(actor))
    return context.ids([p for p in sentence.phrases if p.code not in own and suffers(sentence, p)][:1], places=True)


def _is_crowd(phrase: Phrase) -> bool:
    """Return whether a phrase means several people, or a union, of whom the report names no country."""
    many = phrase.kind in ("people", "person", "group") and phrase.number != "s"
    return (many or phrase.kind == "ngo") and not (phrase.code or phrase.members or phrase.post)


def _is_in_favour(one: Composed) -> bool:
    """Return whether people are said to take to the streets for somebody."""
    sentence, end = one.proposition.sentence, max(one.proposition.end, one.proposition.item.end)
    return any(sentence.is_of(at, "in_favour") for at in sentence.inside(one.proposition.start, end))


def are_complete(context: Context, one: Composed, actor: list[str], recipient: list[str]) -> bool:
    """Return whether an event has the sides that its type and act ask for."""
    rule, act = context.pack.composition[one.type], context.pack.acts.get(one.act)
    if not actor or (rule.needs_recipient and not recipient and len(actor) < 2 and not _disapproves_force(context, one)):
        return False
    if act is not None and act.reciprocal and rule.force and len({*actor, *recipient}) < 2 and len({phrase.kind for phrase in one.actor}) == 1:
        # «بين الجيش ومسلحين»: the army and gunmen of one country are two sides
        return False
    if (rule.by_somebody or one.mode == _DRIVEN) and is_accident(one) and all(_is_nobody(phrase) for phrase in one.actor):
        # «شردوا إثر الزلزال»
        return False
    mutual = act is not None and rule.mutual and _is_mutual(one, act)
    by_itself = act is not None and act.meeting in BY_ITSELF and any(context.actors[i].kind in ("igo", "alliance") for i in actor)
    return not mutual or by_itself or _several(context, [*actor, *recipient]) or are_opponents(one)


def _is_nobody(phrase: Phrase) -> bool:
    """Return whether a phrase names no doer: a place, or people of no known country."""
    return phrase.place or (phrase.kind in ("people", "person") and not (phrase.code or phrase.post))


def are_opponents(one: Composed) -> bool:
    """Return whether parties of one country meet that stand on different sides of its politics: government and opposition."""
    sides = [phrase for phrase in one.actor if phrase.code or phrase.kind in ("group", "party", "armed_group")]
    if one.type not in ("CONSULT", "AGREE"):
        return False
    # «بين الأطراف السودانية»
    between = [p for p in one.proposition.partner if one.proposition.sentence.is_of(p.first - 1, "between")]
    return (len(sides) > 1 and any(phrase.sector in _OPPOSED for phrase in sides)) or any(p.kind in _FACTIONS and p.number in ("p", "d") and p.code for p in between)


def _is_mutual(one: Composed, act: Act) -> bool:
    """Return whether it takes several to do an act: not an agreement by name, nor aid agreed to."""
    if act.agreement or (one.type == "AGREE" and act.delivery):
        return False
    return act.reciprocal or one.type != "SUPPORT"


def act_under(context: Context, proposition: Proposition) -> Act | None:
    """Return the act that an operator governs, through words that only carry it: «هدد بشن غارات»."""
    child = proposition.child
    while child is not None and child.predicate.light and child.child is not None:
        child = child.child
    return context.pack.acts.get(child.predicate.frame) if child is not None else None


def _culprits(context: Context, one: Composed, harmed: set[int]) -> list[str]:
    """Return who is condemned with an attack: whoever is said to have made it."""
    child = one.proposition.child
    if one.type != "ACCUSE" or child is None or not _judges_force(context, one):
        return []
    doers = [p for p in (*child.subject, *child.agent) if p.start not in harmed]
    # «استنكرت النقابة اقتحام الأجهزة الأمنية المقر»
    return context.ids(doers) or context.nameless(doers, child, force=True)


def _several(context: Context, parties: list[str]) -> bool:
    """Return whether an act takes place between several: different sides, or the members of one alliance."""
    codes = context.codes(parties)
    return len(codes) > 1 or any(len(context.members.get(code, ())) > 1 for code in codes)


def hosted(context: Context, one: Composed, parties: list[str]) -> tuple[list[str], list[str]]:
    """Return visitors and host of a meeting held in the country of one of two sides; all are actors elsewhere."""
    place = context.place_of(one.proposition) if one.proposition.partner or one.recipient else None
    hosts = [i for i in parties if place is not None and context.actors[i].code == place.country]
    visitors = [i for i in parties if i not in hosts]
    visit = one.type == "CONSULT" and one.mode is None and hosts and len(visitors) == 1
    return (visitors, hosts) if visit else (parties, [])


def _is_official(context: Context, actor: list[str]) -> bool:
    """Return whether those who act do so for their state."""
    return any(context.actors[i].sector in ("GOV", "MIL", "COP", "SPY", "UNK", "") or context.actors[i].kind == "state" for i in actor)
