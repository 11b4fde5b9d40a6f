"""Recipient, partner and doer of a predicate, from the positions that its valency names."""

from __future__ import annotations

from mithaq.annotate.antecedents import Antecedents
from mithaq.annotate.belonging import Belonging
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.packs.predicate import Predicate

# meetings that those whose they are said to be hold
_CONVENED = ("summit", "session", "conference", "committee", "talks")
# acts that are done to people, and who these may be
_HARMS, _HUMAN = ("kill", "wound", "abduct"), ("person", "people")


class Roles:
    """Gives the arguments of one sentence's predicates their roles."""

    def __init__(self, parse: Parse, belonging: Belonging, antecedents: Antecedents) -> None:
        self.pack, self.items, self.clauses, self.discourse = parse.pack, parse.items, parse.clauses, parse.discourse
        self.belonging, self.antecedents = belonging, antecedents
        self.inside, self.between = parse.pack.particle_words("in"), parse.pack.particle_words("between")

    def fill(self, index: int, proposition: Proposition, args: Arguments) -> None:
        """Fill recipient and partner from the positions the predicate names."""
        item = proposition.item
        objects = sum(role == "object" for role, _ in args.nouns) > (args.bare_subject and not args.led)
        proposition.transitive = bool(args.places.get("object") or item.suffix or objects) and not self._come_to_harm(proposition, args)
        proposition.agent = args.places.get("agent", [])
        # «قصفت منازل في كمبوديا»
        proposition.where = [p for at, phrases in args.places.items() for p in phrases if p.place or (at in self.inside and p.kind == "state")]
        self._recipient(index, proposition, args)
        self._partner(index, proposition, args)
        if proposition.recipient and not proposition.governed and self._visits(proposition.predicate):
            # «في أثناء زيارة إلى طهران»: whoever the clause is about
            self._clause_subject(proposition, proposition.recipient[0])
        self._doer(proposition, args)
        self._by_agent(proposition, args)

    def _by_agent(self, proposition: Proposition, args: Arguments) -> None:
        """Let whoever «by» names do what no force does: «استقبل الوزير من قبل الرئيس»."""
        predicate = proposition.predicate
        passive = proposition.item.kind == "verb" and "object" in predicate.recipient and not (predicate.operator or predicate.light or args.places.get("object"))
        if passive and proposition.agent and not self._forces(predicate):
            proposition.recipient = proposition.recipient or proposition.subject
            proposition.subject = proposition.agent

    def _come_to_harm(self, proposition: Proposition, args: Arguments) -> bool:
        """Return whether the subject of a verb of killing are people of no name who kill nobody: «قتل متظاهر خلال محاولة وقف الاحتجاج»."""
        item, subject = proposition.item, proposition.subject
        if item.kind != "verb" or item.suffix or proposition.predicate.frame not in _HARMS or not args.subject or subject is not args.subject:
            return False
        people = all(p.kind in _HUMAN and not (p.code or p.post or p.det or p.form == "name") for p in subject)
        return people and all(p.place for p in args.places.get("object", []))

    def _recipient(self, index: int, proposition: Proposition, args: Arguments) -> None:
        """Fill who it is done to: in a position of its own, as a pronoun, or as the owner of what is named."""
        predicate, item = proposition.predicate, proposition.item
        genitive_is_object = "object" in predicate.recipient and item.kind in NOUNS
        elsewhere = any(args.places.get(position) for position in predicate.recipient if position != "object")
        # «تأجيل زيارة الوفد إلى بغداد»: whom the noun is annexed to goes there
        annexed = ((proposition.governed and not elsewhere) or predicate.effected or not genitive_is_object) and not (item.kind == "masdar" and args.led)
        inside = self.inside if self._forces(predicate) and self._belongs_to_target(predicate, args) else ()
        for position in (position for position in predicate.recipient if position not in inside):
            found = args.places.get(position) or (args.places.get("genitive") if position == "object" and annexed else None)
            if found and not proposition.recipient and found is not proposition.subject:
                # «قصفت طائرات الجيش»: whose the planes are is not hit
                own = proposition.subject if item.kind == "verb" and self._forces(predicate) else []
                proposition.recipient = [p for p in found if not any(p is one for one in own)]
        self._third(proposition)
        if not proposition.recipient and item.suffix and item.kind == "verb" and "object" in predicate.recipient:
            proposition.recipient = self._pronoun(index, proposition)
        if not proposition.recipient and _reaches_inside(predicate, args):
            # «أثنى على خروج بريطانيا», «أشاد بدور مصر»
            proposition.recipient = list(args.places.get("inner", []))
        if not proposition.recipient and not predicate.operator and not predicate.light:
            # «أفرجت عن ناقلة بريطانية»
            proposition.recipient = self._owner(predicate, args)
        if not proposition.recipient and self._forces(predicate) and self._belongs_to_target(predicate, args):
            # «هاجم معسكرا للجيش الكيني»
            proposition.recipient = list(args.places.get("ل", []))
        if not proposition.recipient and genitive_is_object and (item.det or args.led):
            # «القصف لخاركيف», «قصف روسيا لخاركيف»
            proposition.recipient = list(args.places.get("ل", []))
        if not proposition.recipient and "object" in predicate.recipient:
            proposition.recipient = self.belonging.owner_of_object(proposition, args)

    def _third(self, proposition: Proposition) -> None:
        """Let «the two sides» that somebody stands between be two others: «عرضت المكسيك التوسط بين الجانبين»."""
        if self.between.isdisjoint(proposition.predicate.recipient):
            return
        own = {phrase.code for phrase in (*proposition.subject, *self.clauses[proposition.item.clause].subject)}
        for phrase in proposition.recipient:
            if not phrase.name and any(member.code in own for member in phrase.members):
                phrase.members = self.discourse.others(own)

    def _forces(self, predicate: Predicate) -> bool:
        """Return whether a predicate words an act of force."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and bool(act.type) and self.pack.composition[act.type or ""].force

    def _belongs_to_target(self, predicate: Predicate, args: Arguments) -> bool:
        """Return whether «of» stands behind the noun of what is hit rather than behind another: not «قتلوا في هجمات للمتمردين»."""
        owners = args.places.get("ل", [])
        opened = ((self.items[first].start, position) for position, first in args.opening.items() if first < len(self.items))
        before = max((one for one in opened if owners and one[0] < owners[0].start), default=None)
        return before is not None and before[1] in predicate.recipient

    def _owner(self, predicate: Predicate, args: Arguments) -> list[Phrase]:
        """Return whose the thing is that a preposition leads to, by its adjective of belonging."""
        openings = (args.opening.get(position) for position in predicate.recipient if position != "object")
        at = next((at for at in openings if at is not None and at < len(self.items)), None)
        return self.belonging.belonging(self.items[at]) if at is not None and self.items[at].kind != "np" else []

    def _pronoun(self, index: int, proposition: Proposition) -> list[Phrase]:
        """Return whom the pronoun at a verb stands for."""
        item = proposition.item
        if item.suffix in self.pack.settings.first_person:
            # «دعاني نظيري»: the speaker
            return self.antecedents.quoted(item)
        clause = self.clauses[item.clause]
        if clause.kind == "relative":
            return self.antecedents.antecedent(clause)
        if self._means_thing(index, item):
            return []
        return self.discourse.pronoun(item.suffix, proposition.subject, self._phrases_before(index))

    def _means_thing(self, index: int, item: Item) -> bool:
        """Return whether a pronoun at a verb stands for the thing right before it, on which another verb acts: «اعترضت الصاروخ ودمرته»."""
        at = index - 1
        while at > 0 and self.items[at].kind in ("modifier", "nisba"):
            at -= 1
        thing = self.items[at]
        plain = thing.kind in (*NOUNS, "word") and thing.det and not (thing.prep or thing.suffix or thing.predicates)
        alike = (thing.gender or "m") == ("f" if item.suffix == "ها" else "m")
        return bool(item.conj) and at > 0 and plain and alike and self.items[at - 1].kind in ("verb", "np")

    def _partner(self, index: int, proposition: Proposition, args: Arguments) -> None:
        """Fill the other side of what several do together, which becomes an actor with the subject."""
        position = next((position for position in proposition.predicate.partner if args.places.get(position)), None)
        if position is None:
            # «خاضت معها معارك»
            suffix = next((args.pronouns[at] for at in proposition.predicate.partner if at in args.pronouns), "")
            proposition.partner = self.discourse.pronoun(suffix, proposition.subject, self._phrases_before(index)) if suffix and proposition.subject else []
            proposition.subject = [*proposition.subject, *proposition.partner]
            return
        proposition.partner = list(args.places[position])
        if proposition.predicate.light and position == "object":
            # «جمع لقاء الوزير بنظيره»: the two stand in two positions
            proposition.partner += next((args.places[other] for other in proposition.predicate.partner if other != position and args.places.get(other)), [])
        if len(proposition.partner) == 1:
            # «بحث ... خلال محادثات مع نظيره»: whoever the clause is about
            self._clause_subject(proposition, proposition.partner[0])
        both = position in self.between and len(proposition.partner) > 1
        proposition.subject = list(proposition.partner) if both else [*proposition.subject, *proposition.partner]

    def _clause_subject(self, proposition: Proposition, other: Phrase) -> None:
        """Let a noun without a doer be done by whoever its clause is about, unless that is the other side."""
        if proposition.item.kind in NOUNS and not proposition.subject:
            proposition.subject = [p for p in self.clauses[proposition.item.clause].subject if p.code != other.code]

    def _doer(self, proposition: Proposition, args: Arguments) -> None:
        """Fill who does it where it is not, or not only, the grammatical subject."""
        predicate = proposition.predicate
        if predicate.partner and self._meets(predicate):
            proposition.subject = [*proposition.subject, *args.places.get("attending", [])]
        if proposition.governed and proposition.subject and self._convenes(predicate):
            # «شارك في اجتماع لحلف الناتو»: whose meeting it is meets too
            proposition.subject = [*proposition.subject, *(p for position in ("genitive", "ل") for p in args.places.get(position, []) if p.kind in ("igo", "alliance") or (p.number == "p" and not p.weak))]
        if proposition.item.suffix and proposition.item.kind in NOUNS and predicate.partner and not proposition.partner:
            proposition.partner = args.places.get("genitive", [])
            proposition.subject = [*proposition.subject, *proposition.partner]
        if "subject" in predicate.recipient and predicate.actor and not proposition.subject:
            # «استلمت الدفعة الأولى من الوديعة السعودية»
            things = (self.belonging.of_thing(at) for role, at in args.nouns if role in ("object", "من"))
            proposition.subject = next((owner for owner in things if owner), [])
        for position in predicate.actor:
            if args.places.get(position) and predicate.light == "recipient":
                proposition.agent = list(args.places[position])
            elif args.places.get(position):
                proposition.subject = list(args.places[position])
        if predicate.needs and not proposition.subject and (predicate.actor or (proposition.item.kind in NOUNS and self._delivers(predicate))):
            # «جرى تسليم مساعدات إماراتية»
            proposition.subject = self._of_goods(predicate, args)

    def _of_goods(self, predicate: Predicate, args: Arguments) -> list[Phrase]:
        """Return whose the goods are that came or were received: «وصلت شحنة مساعدات فرنسية», «تلقت شحنة من القمح الروسي»."""
        found = self.belonging.of_goods([i for role, i in args.nouns if role == "object"])
        of = next((at for position in predicate.actor if (at := args.opening.get(position)) is not None and at < len(self.items)), None)
        return found or (self.belonging.belonging(self.items[of]) if of is not None and self.items[of].kind != "np" else [])

    def _meets(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a meeting, at which others may be present: none is party to what is signed before him."""
        act = self.pack.acts.get(predicate.frame)
        return act.agreement is None if act is not None else bool(predicate.light) or not predicate.operator

    def _convenes(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a meeting that a body holds."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and act.meeting in _CONVENED

    def _delivers(self, predicate: Predicate) -> bool:
        """Return whether a predicate words the giving of something."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and act.delivery

    def _visits(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a visit."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and act.meeting == "visit"

    def _phrases_before(self, index: int) -> list[Phrase]:
        """Return the phrases of the sentence before an item, nearest first."""
        return [item.phrase for item in reversed(self.items[:index]) if item.phrase is not None]


def _reaches_inside(predicate: Predicate, args: Arguments) -> bool:
    """Return whether who stands inside the noun a preposition leads to can be the recipient."""
    if predicate.operator and not predicate.light:
        return False
    return any(position in args.opening for position in predicate.recipient if position != "object")
