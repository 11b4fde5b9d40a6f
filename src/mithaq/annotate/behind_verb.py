"""What stands behind a verb: its subject, or its object, by force, gender, number and pronouns."""

from __future__ import annotations

import itertools

from mithaq.annotate.belonging import Belonging
from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import OPEN
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.packs.predicate import Predicate
from mithaq.text.fold import skeleton

# sectors of bodies that use force
_FORCES = ("MIL", "COP", "SPY", "UAF", "REB", "PRM")
# the most adjectives between an act and a clause that tells of it
_ADJECTIVES = 2
# verbs that tell of two or more
_SEVERAL = ("d", "p")


class BehindVerb:
    """Tells of one sentence what the phrases and nouns around a verb are to it."""

    def __init__(self, parse: Parse, belonging: Belonging) -> None:
        self.u, self.s, self.pack, self.items = parse.units, parse.sentence, parse.pack, parse.items
        self.discourse, self.belonging = parse.discourse, belonging

    def is_passive(self, item: Item) -> bool:
        """Return whether a verb in the third person can only be a passive, by its letters or vowel signs: «أصيب», «هوجمت», «قُتل»."""
        if item.first in self.s.passives:
            return True
        readings = [a.entry.passive for a in self.s.analyses[item.first] if a.entry.kind == "verb" and a.entry.gender != "1"]
        return bool(readings) and all(readings)

    def lacks_object(self, item: Item, args: Arguments, predicate: Predicate | None) -> bool:
        """Return whether a verb that always does something to somebody has nobody else behind it: «كما اتهمت باكستان بالتقاعس»."""
        if predicate is None or item.suffix or item.first in self.s.passives or not (predicate.operator and "object" in predicate.recipient):
            return False
        # «وطالب جميع الأطراف بالتهدئة»: all of them together ask nobody
        everybody = bool(item.conj) and args.subject[0].kind == "group" and self._is_part(args.subject[0])
        if not (predicate.effected or everybody):
            return False
        at = next((i for i, one in enumerate(self.items) if one.phrase is args.subject[-1]), -1) + 1
        while at < len(self.items) and (self.items[at].kind == "mark" or (self.items[at].kind == "word" and not self.items[at].prep and self.s.is_mark(self.items[at].first - 1, OPEN))):
            # «شركتي "كذا" و"كذا" بالتقصير»
            at += 1
        charged = at < len(self.items) and bool({self.items[at].prep, self.items[at].surface} & {*predicate.content})
        return charged and not args.places.get("object") and not any(role == "object" for role, _ in args.nouns)

    def is_worded(self, phrase: Phrase, predicate: Predicate | None) -> bool:
        """Return whether people behind a verb are part of its wording, those it leaves dead: «خلفت 57 شهيدا»."""
        if predicate is None or phrase.kind != "people" or not {"subject", "object"}.isdisjoint(predicate.recipient):
            return False
        at = next((i for i, item in enumerate(self.items) if item.phrase is phrase), -1)
        return at >= 0 and self.u.is_needed(at, predicate)

    def arms(self, index: int, clause: Clause) -> list[Item]:
        """Return the words that a clause begins with before its verb, if they name no actor: «صواريخ إيرانية»; none otherwise."""
        own = [self.items[i] for i in clause.items if i < index and not self.items[i].is_particle("complementisers", "conjunctions", "adverbs")]
        kinds = (*NOUNS, "word", "modifier", "nisba", "apart", "ppart")
        # «هجوم انتحاري»: he who is only the kind of the attack is nobody in particular
        kind = own[1].phrase if len(own) > 1 and own[0].kind in NOUNS else None
        named = [item for item in own if item.kind not in kinds or item.prep]
        return own if all(item.phrase is kind and kind is not None and not (kind.code or kind.det) for item in named) else []

    def is_taken_up(self, index: int, item: Item, predicate: Predicate | None) -> bool:
        """Return whether a pronoun at «that» is the subject of the verb behind it: «أعلنت أنها سلمت كينيا مدرعات»."""
        at = index - 1
        while at >= 0 and self.items[at].is_particle("aspect", "future", "negations", "adverbs"):
            at -= 1
        if predicate is None or "object" not in predicate.recipient or at < 0 or not self.items[at].is_particle("complementisers"):
            return False
        group = {"f": "that_she", "m": "that_he"}.get(item.gender, "")
        return bool(group) and self.s.words[self.items[at].first] in self.pack.particle_words(group)

    def points_back(self, item: Item, before: list[Phrase], behind: list[Phrase]) -> bool:
        """Return whether the pronoun at a verb stands for what is before it, so that who stands behind does it."""
        own = {phrase.code for phrase in before} & {phrase.code for phrase in behind}
        return bool(item.suffix) and not own and not self.wrong_gender(item, behind[0]) and self.discourse.is_meant(item.suffix, before[-1])

    def follows_pronoun(self, index: int, predicate: Predicate | None) -> bool:
        """Return whether the word before a verb holds its subject, so that the noun behind is its object: «لكنها رفضت شروطا»."""
        happens = predicate is not None and (predicate.light == "none" or "subject" in predicate.content)
        return index > 0 and not happens and self.s.is_of(self.items[index - 1].first, "with_pronoun")

    def is_forced(self, predicate: Predicate | None) -> bool:
        """Return whether a predicate is one of force against its object."""
        act = self.pack.acts.get(predicate.frame) if predicate is not None else None
        if predicate is None or act is None or not act.type or not self.pack.composition[act.type].force:
            return False
        return "object" in predicate.recipient

    def strikes_before(self, index: int, item: Item, clause: Clause) -> int:
        """Return the item of the act or the arms that a clause without «that» tells of, if these do what its verb says; -1 if there are none."""
        if clause.kind != "relative" or clause.first != index or item.tense != "past" or item.suffix:
            return -1
        if any(self.items[i].suffix for i in clause.items if i > index and self.items[i].kind == "particle"):
            return -1
        for at in range(clause.governor, max(clause.governor - 1 - _ADJECTIVES, -1), -1):
            noun = self.items[at]
            if noun.det or noun.suffix or noun.phrase is not None:
                return -1
            if (noun.kind in NOUNS and noun.predicates) or self.s.stem_is_of(noun.first, "arms"):
                return at if noun.gender in ("", item.gender) else -1
            if noun.prep or noun.kind in ("verb", "particle", "mark"):
                return -1
        return -1

    def suffers(self, proposition: Proposition) -> bool:
        """Return whether the subject of a word of force are people to whom harm is done: hostages, the dead and the wounded."""
        sufferers = self.pack.particle_words("sufferers")
        return bool(proposition.subject) and all(skeleton(phrase.head) in sufferers for phrase in proposition.subject) and self.is_forced(proposition.predicate)

    def is_hit(self, args: Arguments, predicate: Predicate | None) -> bool:
        """Return whether the only thing behind a verb of force is what it hits: no act and no arms."""
        if predicate is None or not self.is_forced(predicate):
            return False
        # «اقتحمت السجن، وحررت»: what is joined to it is no object of another
        objects = [at for role, at in args.nouns if role == "object" and not self.s.tokens[self.items[at].first].text.startswith(self.pack.settings.conjunctions)]
        return objects == [args.unnamed] and not args.places.get("object") and self.is_target(args.unnamed, predicate)

    def is_target(self, at: int, predicate: Predicate | None) -> bool:
        """Return whether an item behind a verb of force is a thing that is hit."""
        return self.is_forced(predicate) and any(self.s.stem_is_of(self.items[at].first, group) for group in ("transparent", "targets"))

    def counts_victims(self, at: int) -> bool:
        """Return whether an item is a number, or says that one is rough: «واعتقل أكثر من أربعين»."""
        item = self.items[at]
        return item.kind == "about" or self.s.counts(item.first)

    def tells_news(self, at: int, predicate: Predicate) -> bool:
        """Return whether the noun behind a verb of saying is the deed that it makes known: «أعلن تخصيص», not «أعلن مقتل»."""
        noun = self.items[at]
        if noun.kind != "masdar" or noun.det or noun.suffix or noun.prep or "object" not in predicate.content or not self.u.reports_frame(predicate):
            return False
        chosen = self.u.select(at)
        return chosen is not None and not self.is_forced(chosen)

    def takes_up(self, item: Item) -> bool:
        """Return whether a verb can only be in the dual or plural of the third person, so that no noun behind it is its subject: «هاجموا»."""
        if item.number not in _SEVERAL or self.s.has(item.first, "masdar"):
            # «قصفا مدفعيا» is no dual
            return False
        verbs = [a.entry for a in self.s.analyses[item.first] if a.entry.kind == "verb"]
        return any(verb.gender == "m" for verb in verbs) and all(verb.number in _SEVERAL and verb.gender != "1" for verb in verbs)

    def strikes_not(self, subject: Phrase, predicate: Predicate | None) -> bool:
        """Return whether a phrase behind a verb of force is what is hit: churches and civil bodies do not strike."""
        if not self.is_forced(predicate) or subject.is_person:
            return False
        return self.s.stem_is_of(subject.first, "targets") or (subject.kind == "agency" and subject.sector not in _FORCES)

    def of_indefinite(self, index: int, item: Item, clause: Clause) -> list[Phrase]:
        """Return whose the indefinite noun is that a clause without «that» tells of: «طائرة هندية اخترقت الأجواء»."""
        if clause.first != index or item.suffix or item.tense != "past":
            return []
        at = next((i for i in range(index - 1, max(index - 4, -1), -1) if self.items[i].kind not in ("modifier", "nisba")), -1)
        noun = self.items[at] if at >= 0 else None
        if noun is None or noun.det or noun.suffix or noun.kind not in (*NOUNS, "word", "apart") or noun.gender not in ("", item.gender):
            return []
        return self.belonging.belonging(noun)

    def beside_object(self, at: int, predicate: Predicate) -> list[Phrase]:
        """Return who stands behind what sides sign together: «وقع الاتفاقية وزير الخارجية الأرميني ونظيره التركي»."""
        noun = self.items[at]
        if not noun.det or "مع" not in predicate.partner or not any(words[0] in self.s.known[noun.first].stems for words in predicate.needs):
            return []
        behind = itertools.dropwhile(lambda other: other.kind in ("nisba", "modifier", "time"), self.items[at + 1 :])
        row = itertools.takewhile(lambda other: other.phrase is not None and not other.prep, behind)
        found = [other.phrase for other in row if other.phrase is not None]
        return found if found and not found[0].conj and not found[0].place else []

    def wrong_gender(self, item: Item, subject: Phrase) -> bool:
        """Return whether what follows a verb cannot be its subject: a man after «قابلت», a capital after «اتهم», anybody after «سنواصل»."""
        if self.is_first_person(item):
            return True
        head = self.s.tokens[subject.first].text
        oblique = (*self.pack.settings.oblique_endings, *((self.pack.settings.dual_slip,) if subject.number == "d" else ()))
        if subject.number in ("p", "d") and not subject.name and head.endswith(oblique) and not self._is_part(subject):
            # «سترسل مراقبين», «حث طرفي النزاع على»
            return True
        if item.gender == "m" and subject.first == item.last and subject.number == "p" and self.s.stem_is_of(subject.first, "bodies_plural"):
            # «دعا الدول العربية إلى», but «رفض الدول العربية ذلك» has a noun
            return not self.s.has(item.first, "masdar")
        if item.number != "s" or subject.number not in ("", "s"):
            return False
        if item.gender == "f":
            # «وطالبت المجتمع الدولي»
            return (subject.is_person or (subject.kind == "group" and subject.number == "s")) and subject.gender == "m"
        if item.gender != "m" or subject.gender == "m" or subject.members or subject.form not in ("name", "metonym"):
            return False
        if subject.last - subject.first > 1:
            # a name of several words goes by its first: «الاتحاد الروسي», «الولايات المتحدة»
            return subject.kind == "state" and head.endswith(self.pack.settings.feminine_endings)
        masculine = self.pack.settings.masculine_states
        return subject.place if subject.form == "metonym" else subject.kind == "state" and subject.code not in masculine

    def is_first_person(self, item: Item) -> bool:
        """Return whether a verb can only be in the first person: «سنواصل», not «أصيب»."""
        return item.gender == "1" and item.number == "p" and all(a.entry.gender == "1" for a in self.s.analyses[item.first] if a.entry.kind == "verb")

    def is_some_of(self, subject: Phrase) -> bool:
        """Return whether people are counted, so that their number is what a verb may have as its subject: «استشهد أربعة مواطنين»."""
        return self._is_part(subject) or self.s.counts(subject.first - 1) or self.s.is_of(subject.first - 1, "from")

    def _is_part(self, subject: Phrase) -> bool:
        """Return whether a phrase is in the genitive behind the word for some of them: «أحد الدبلوماسيين», «كبار المسؤولين»."""
        if not subject.first:
            return False
        before = self.s.words[subject.first - 1]
        return before in self.pack.particle_words("quantifiers") or before in self.pack.particle_words("transparent")

    def acts_itself(self, index: int, item: Item, clause: Clause) -> bool:
        """Return whether what a relative clause speaks of is its verb's subject: nothing in it points back."""
        opener = self.items[clause.items[0]]
        if not opener.is_particle("relatives") or item.suffix:
            return False
        return not any(self.items[i].suffix for i in clause.items if i > index and self.items[i].kind == "particle")

    def spoken_of(self, clause: Clause) -> Item:
        """Return the noun that a relative clause speaks of, before its adjectives: «العمل الإرهابي الذي»."""
        at = clause.governor
        while at > 0 and self.items[at].kind in ("modifier", "nisba", "apart") and self.items[at - 1].kind != "mark":
            at -= 1
        return self.items[at]

    def act_hits(self, item: Item, clause: Clause) -> bool:
        """Return whether the noun of an act that a relative clause speaks of agrees with its verb."""
        noun = self.spoken_of(clause)
        return noun.kind in NOUNS and bool(noun.predicates) and noun.gender in ("", item.gender) and item.tense == "past"

    def is_accusative(self, noun: int) -> bool:
        """Return whether the noun behind a verb shows that it is no subject: «عرضا»."""
        item, ending = self.items[noun], self.pack.settings.accusative_ending
        bare = item.kind in NOUNS and item.gender == "m" and item.number == "s" and not (item.det or item.suffix)
        return bare and bool(ending) and self.s.tokens[item.first].text.endswith(ending)

    def agrees_with_noun(self, item: Item, noun: int) -> bool:
        """Return whether a verb can have the noun behind it as its subject: not «نحو 15 غارة» after «شن»."""
        alike = self.items[noun].gender in ("", item.gender) or item.gender not in ("m", "f")
        return self.items[noun].kind not in ("modifier",) and alike
