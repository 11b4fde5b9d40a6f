"""Who does it: the subject of a verb, the doer of a verbal noun."""

from __future__ import annotations

from mithaq.annotate.antecedents import Antecedents
from mithaq.annotate.behind_verb import BehindVerb
from mithaq.annotate.belonging import Belonging
from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA, OPEN
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.packs.predicate import Predicate
from mithaq.text.vocabulary import is_ordinary

# how many phrases and commas may stand between what is put in front and its verb
_FRONT = 6
# sectors of those who rule and enforce
_POWERS = ("GOV", "COP")
# those who bear arms
_ARMED = ("armed_force", "armed_group")
# of whom a verb in the plural may speak
_MANY = ("people", "group", *_ARMED)
# those who strike by name
_STRIKING = (*_ARMED, "state", "government", "ministry")


class Subjects:
    """Finds the subjects of one sentence: in the clause, in annexation, or the one spoken of last."""

    def __init__(self, parse: Parse, belonging: Belonging, antecedents: Antecedents) -> None:
        self.parse, self.u, self.s, self.pack, self.items = parse, parse.units, parse.sentence, parse.pack, parse.items
        self.clauses, self.discourse = parse.clauses, parse.discourse
        self.belonging, self.antecedents = belonging, antecedents
        self.behind = BehindVerb(parse, belonging)

    def read(self, index: int, item: Item, proposition: Proposition, args: Arguments) -> None:
        """Find who does it: in the verb's clause, in annexation, or the one spoken of last."""
        if item.kind == "verb":
            found = self.verb_subject(index, item, args, proposition.predicate)
            learn_gender(item, found, args)
            if not proposition.subject:
                proposition.subject = found
        elif proposition.subject:
            return
        elif item.kind == "apart":
            proposition.subject = self.antecedents.speaker(item.clause)
        else:
            proposition.subject = self._noun_subject(index, item, args)
        if proposition.predicate.received and item.kind in ("verb", *NOUNS):
            proposition.recipient, proposition.subject = proposition.subject, []
        if self.behind.suffers(proposition):
            # «رهائن خطفوا»: the words can be read as a passive
            proposition.recipient, proposition.subject = proposition.subject, []
        if self.u.reports_frame(proposition.predicate):
            for phrase in proposition.subject:
                self.discourse.speaker(phrase)

    def verb_subject(self, index: int, item: Item, args: Arguments, predicate: Predicate | None = None) -> list[Phrase]:
        """Return the subject of a verb and keep it as its clause's."""
        clause = self.clauses[item.clause]
        before = self._before(index, clause) if not (item.conj and index == clause.items[0]) else self._fronted(index, item)
        if args.subject and not before and (found := self._before_object(index, item, args, predicate)) is not None:
            return found
        if args.subject and not before and (self.behind.is_worded(args.subject[0], predicate) or self._tells_of_topic(index, item, clause)):
            args.places.setdefault("object", args.subject)
            args.subject = []
            return self._unnamed_subject(index, item, args, predicate)
        if not before and (doers := self._goes_on(item, clause, args, predicate)):
            # «اغتال الجيش قياديا، واعتقل 40 فلسطينيا»
            args.places.setdefault("object", args.subject)
            args.subject, args.led = [], True
            return _keep(clause, doers)
        if args.subject and not before and self.behind.lacks_object(item, args, predicate):
            return _keep(clause, self._accuser(index, item, args))
        if args.subject and not before and predicate is not None and "object" in predicate.recipient and self.behind.is_passive(item):
            # «أصيب ثلاثة مدنيين»: whoever did it is not told
            args.places.setdefault("object", args.subject)
            args.subject, args.led = [], False
            return []
        suffers = predicate is not None and next(iter(predicate.recipient), "") == "subject"
        if args.subject and not before and not (suffers and self.behind.is_some_of(args.subject[0])) and (self.behind.wrong_gender(item, args.subject[0]) or self.behind.is_taken_up(index, item, predicate)):
            args.places.setdefault("object", args.subject)
            args.subject, before = [], self.antecedents.elided(item, clause)
        if args.subject and not before and (visitors := self._visitors(item, clause, args, predicate)):
            # «وصل الوزير إلى لومي حيث التقى الرئيس التوغولي»
            args.places["object"] = args.subject
            args.subject, before = [], visitors
        if args.subject and not before and self.behind.takes_up(item) and predicate is not None and "object" in predicate.recipient:
            # «استهدفوا القوات»: a verb in the plural has its subject before it
            args.places.setdefault("object", args.subject)
            args.subject, before = [], self._several(item, clause)
        if args.subject and not before and self.behind.strikes_not(args.subject[0], predicate):
            args.places.setdefault("object", args.subject)
            args.subject, before = [], self.antecedents.elided(item, clause) if item.conj else []
        if before and self._is_predicate_noun(before[-1], clause, index):
            before = self._copula_subject(clause, index) or before
        if before and args.subject and self.behind.points_back(item, before, args.subject):
            # «الرابطة أسستها خمس دول»: what the pronoun stands for is spoken of first
            args.places.setdefault("object", before)
            before = []
        if before and args.subject:
            args.places.setdefault("object", args.subject)
        args.led = bool(before)
        found = before or args.subject
        return _keep(clause, found) if found else self._unnamed_subject(index, item, args, predicate)

    def _goes_on(self, item: Item, clause: Clause, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return those in arms who act before in the sentence, where a verb joined to theirs has only a number of victims behind it."""
        if not item.conj or predicate is None or predicate.operator or "object" not in predicate.recipient or self.behind.is_passive(item):
            return []
        if not (self.behind.is_some_of(args.subject[0]) if args.subject else args.bare_subject and self.behind.counts_victims(args.unnamed)):
            return []
        found = self.antecedents.elided(item, clause)
        here = any(other.subject is found for other in self.clauses if other is not clause)
        # «قتل ثلاثة» may be a passive: of a state, the feminine alone tells that it goes on
        armed = all(phrase.kind in _ARMED or phrase.sector in ("MIL", "COP", "REB") or (phrase.kind == "state" and item.gender == "f") for phrase in found)
        return found if here and armed and not {p.code for p in found} & {p.code for p in args.subject} else []

    def _visitors(self, item: Item, clause: Clause, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return who was spoken of before, where a verb of meeting has only one side behind it."""
        if predicate is None or "object" not in predicate.partner or any(args.places.get(position) for position in predicate.partner):
            return []
        met = {phrase.code for phrase in args.subject}
        joined = item.conj or self.items[clause.first].is_particle("conjunctions")
        if len(met) > 1 or "" in met or not joined or any(phrase.members or (phrase.is_person and not phrase.post) for phrase in args.subject):
            return []
        found = self.antecedents.elided(item, clause)
        return found if all(phrase.code and phrase.code not in met and not phrase.place for phrase in found) else []

    def _several(self, item: Item, clause: Clause) -> list[Phrase]:
        """Return the people whom a verb in the plural leaves out: no body or state."""
        found = self.antecedents.elided(item, clause)
        return found if all(phrase.is_person or phrase.members or phrase.kind in _MANY for phrase in found) else []

    def _accuser(self, index: int, item: Item, args: Arguments) -> list[Phrase]:
        """Return whoever was spoken of before as the subject of a verb behind which its object alone stands; nobody where it opens its clause."""
        accused, clause = args.subject, self.clauses[item.clause]
        args.places["object"], args.subject = accused, []
        found = self.antecedents.elided(item, clause) if item.conj or index != clause.items[0] else []
        return [] if {phrase.code for phrase in found} & {phrase.code for phrase in accused} else found

    def _before_object(self, index: int, item: Item, args: Arguments, predicate: Predicate | None) -> list[Phrase] | None:
        """Return the subject where the phrase behind a verb is its object, by what a relative clause or words of arms before it tell; None if it is not."""
        clause = self.clauses[item.clause]
        own = clause.kind == "relative" and self.behind.acts_itself(index, item, clause)
        if own and (antecedent := self.antecedents.antecedent(clause)):
            args.places.setdefault("object", args.subject)
            return antecedent
        if own and self.behind.act_hits(item, clause):
            # «التفجير الذي استهدف الوزارة»: the act is the subject, whoever did it
            args.places.setdefault("object", args.subject)
            args.subject = []
            return self.belonging.belonging(self.behind.spoken_of(clause))
        if self.behind.is_forced(predicate) and (strikes := self.behind.strikes_before(index, item, clause)) >= 0:
            # «هجوم استهدف الشرطة»: so without «that»
            args.places.setdefault("object", args.subject)
            args.subject = []
            return _keep(clause, self.belonging.belonging(self.items[strikes]))
        if predicate is not None and predicate.either_side and (arms := self.behind.arms(index, clause)):
            # «غارات روسية استهدفت كييف»: what strikes stands before, what it hits behind
            args.places.setdefault("object", args.subject)
            args.subject = []
            return _keep(clause, next(filter(None, map(self.belonging.belonging, arms)), []))
        return None

    def _tells_of_topic(self, index: int, item: Item, clause: Clause) -> bool:
        """Return whether a verb goes with somebody's act or arms that its clause begins with: «إن طائرات الجيش قصفت حلب»."""
        topic = self._topic(index, clause) if not item.suffix else -1
        return topic >= 0 and self.items[topic].gender in ("", item.gender) and bool(self._whose(topic))

    def _whose(self, topic: int) -> list[Phrase]:
        """Return whose the noun is that a clause begins with: by its adjective, or in the genitive behind it."""
        return self.belonging.belonging(self.items[topic]) or self.belonging.genitive_of(topic)

    def _unnamed_subject(self, index: int, item: Item, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return the subject of a verb beside which no actor phrase stands as its subject."""
        clause = self.clauses[item.clause]
        if item.first in self.s.passives and predicate is not None and (self.behind.is_forced(predicate) or predicate.operator):
            # «أُطلقت قذائف», «أُعلن أن»: whoever did it is not told
            args.led, args.unnamed = True, -1
            return []
        if self.behind.is_first_person(item) or (args.bare_subject and self.behind.follows_pronoun(index, predicate)):
            return _keep(clause, self.antecedents.elided(item, clause))
        if args.bare_subject and clause.kind == "relative" and self.behind.acts_itself(index, item, clause) and self.behind.act_hits(item, clause):
            # «العمل الدنيء الذي استهدف مخازن الجيش»: the act hits the stores
            args.led, args.unnamed = True, -1
            return self.belonging.belonging(self.behind.spoken_of(clause))
        topic = self._topic(index, clause)
        if topic < 0 and self._is_told_of_before(index, item):
            topic = index - 1
        if topic >= 0:
            return self._thing(item, clause, self._whose(topic))
        if args.bare_subject and item.number == "s" and self.behind.is_target(args.unnamed, predicate) and (arms := self.behind.arms(index, clause)):
            # «هجوم استهدف مبنى الشرطة»: the building does not strike
            args.led, args.unnamed = True, -1
            return _keep(clause, next(filter(None, map(self.belonging.belonging, arms)), []))
        if args.bare_subject and predicate is not None and (late := self.behind.beside_object(args.unnamed, predicate)):
            args.led, args.unnamed = True, -1
            return _keep(clause, late)
        if args.bare_subject and (found := self._described(index, item, args, predicate)):
            # so the noun behind the verb is its object
            args.led, args.unnamed = True, -1
            return _keep(clause, found)
        if args.bare_subject and self.behind.takes_up(item):
            args.led, args.unnamed = True, -1
            return _keep(clause, self._several(item, clause))
        if args.bare_subject and clause.kind != "relative" and self.behind.is_accusative(args.unnamed):
            # «ورفضت عرضا من سيول»: whoever was spoken of before
            args.led, args.unnamed = True, -1
            return _keep(clause, self.antecedents.elided(item, clause))
        if args.bare_subject and clause.kind != "relative" and self.behind.is_hit(args, predicate):
            # «استهدفت قواعد فرنسية»: the bases do not strike
            args.led, args.unnamed = True, -1
            return _keep(clause, self.antecedents.elided(item, clause)) if item.conj else []
        if args.bare_subject and item.conj and predicate is not None and self.behind.tells_news(args.unnamed, predicate):
            teller = self.antecedents.elided(item, clause)
            if teller and all(phrase.is_person for phrase in teller):
                # «وأعلن تخصيص خمسة ملايين»: whoever spoke before goes on
                args.led, args.unnamed = True, -1
                return _keep(clause, teller)
        # «فتحت تحقيقا», «أرسلت أسلحة»: the noun is part of the wording or what it needs, whoever does it is left out
        worded = predicate is not None and (args.unnamed <= index + self.u.covered(index, predicate) or self._is_wording(args, predicate))
        if args.bare_subject and not worded:
            found = self._behind_noun(args, predicate)
            if found or predicate is None or not self.u.is_needed(args.unnamed, predicate):
                return _keep(clause, self._thing(item, clause, found))
        if predicate is not None and item.gender == "m" and self.u.reports_frame(predicate):
            if item.tense == "past" and not item.conj and (seat := self._told_in(index)):
                return seat
            if item.tense == "present" and clause.kind == "main":
                # «يذكر أن», «يشار إلى أن»: nobody in particular says so
                return []
        return _keep(clause, self._not_teller(item, self.antecedents.elided(item, clause)))

    def _thing(self, item: Item, clause: Clause, found: list[Phrase]) -> list[Phrase]:
        """Return whose the noun is that is a verb's subject, and note where it is nobody's."""
        clause.thing = "" if found else item.gender
        return found

    def _not_teller(self, item: Item, found: list[Phrase]) -> list[Phrase]:
        """Return who is left out, unless a verb of what an attack brings about would have its teller as its subject: «أدان الوزير الهجوم. وتسبب في مقتل»."""
        if not found or item.suffix or not self.s.stem_is_of(item.first, "causing") or all(p.kind in _ARMED or p.sector in ("MIL", "REB") for p in found):
            return found
        verbs = (self.u.select(clause.verb) for clause in self.clauses if clause.subject is found and clause.verb >= 0)
        return found if any(verb is not None and (verb.light or self.behind.is_forced(verb)) for verb in verbs) else []

    def _described(self, index: int, item: Item, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return what a relative clause speaks of, where the noun behind its verb is not the subject."""
        clause = self.clauses[item.clause]
        if clause.kind == "relative" and predicate is not None and "object" in predicate.recipient:
            return self.behind.of_indefinite(index, item, clause)
        if clause.kind != "relative" or not self.behind.acts_itself(index, item, clause):
            return []
        given = predicate is not None and predicate.light == "actor"
        return self.antecedents.antecedent(clause) if given or not self.behind.agrees_with_noun(item, args.unnamed) else []

    def _is_wording(self, args: Arguments, predicate: Predicate) -> bool:
        """Return whether the noun behind a verb is part of its wording, though a pronoun stands between: «خاضت معها معارك»."""
        return args.bare_subject and not args.pronouns.keys().isdisjoint(predicate.partner) and any(words[0] in self.s.known[self.items[args.unnamed].first].stems for words in predicate.words)

    def _behind_noun(self, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return who stands behind the noun in the subject's place: whose it is, or whom it names."""
        noun = args.unnamed
        return self._pair(noun) or self.belonging.belonging(self.items[noun]) or self.belonging.genitive_of(noun) or self._unknown_subject(args, predicate)

    def _pair(self, index: int) -> list[Phrase]:
        """Return the two states whose meeting or accord a noun names: «القمة الكينية الأوغندية»."""
        predicate = self.u.select(index)
        act = self.pack.acts.get(predicate.frame) if predicate is not None and predicate.partner else None
        return self.belonging.pair(self.items[index]) if act is not None and (act.meeting or act.agreement) else []

    def _told_in(self, index: int) -> list[Phrase]:
        """Return the seat of power behind a verb of saying without a subject: «أعلن في الكرملين أن»."""
        if index + 2 >= len(self.items) or not self.items[index + 1].is_particle("prepositions"):
            return []
        phrase = self.items[index + 2].phrase
        inside = self.items[index + 1].surface in self.pack.particle_words("in")
        return [phrase] if phrase is not None and phrase.kind == "government" and inside else []

    def _topic(self, index: int, clause: Clause) -> int:
        """Return the item of the noun that a clause begins with, before its verb: «أن المستوطنات تعيق»; -1 if there is none."""
        if clause.kind not in ("complement", "quote", "main"):
            return -1
        opening = ("complementisers", "conjunctions", "openers", "adverbs")
        first = next((i for i in clause.items if not self.items[i].is_particle(*opening)), -1)
        if not 0 <= first < index:
            return -1
        item = self.items[first]
        is_noun = (item.kind in ("word", "apart", "ppart", *NOUNS) and item.det) or (
            item.kind == "word" and self.s.tokens[item.first].text.startswith(self.pack.settings.article)
        )
        # «إن طائرات حربية روسية قصفت»
        is_noun = is_noun or (item.kind in (*NOUNS, "word") and not item.det and bool(self._whose(first)) and not self.s.stem_is_of(item.first, "localities"))
        owner = first + bool(self.belonging.genitive_of(first))
        between = (self.items[i] for i in clause.items if owner < i < index)
        apart = any(other.kind in ("verb", "np") or (other.kind == "mark" and self.u.text(other) in COMMA) for other in between)
        return first if is_noun and not item.prep and not apart else -1

    def _is_told_of_before(self, index: int, item: Item) -> bool:
        """Return whether the noun of an act directly before a verb is its subject: «إن هجوما استهدف القاعدة»."""
        own = self.clauses[item.clause].items
        if index == own[0] or own[own.index(index) - 1] != index - 1:
            return False
        noun = self.items[index - 1]
        return noun.kind in NOUNS and bool(noun.predicates) and not noun.prep and not noun.suffix and noun.gender in ("", item.gender)

    def _is_predicate_noun(self, phrase: Phrase, clause: Clause, index: int) -> bool:
        """Return whether a phrase before a verb only says what somebody is: «ستكون فلانة أول زعيمة تزور»."""
        return not phrase.det and not phrase.name and phrase.is_person and clause.verb == index and self.parse.copula(clause, index) >= 0

    def _copula_subject(self, clause: Clause, index: int) -> list[Phrase]:
        """Return the phrase that follows the copula of a clause directly."""
        at = self.parse.copula(clause, index) + 1
        item = self.items[at] if at < index else None
        return [item.phrase] if item is not None and item.phrase is not None and not item.prep else []

    def _unknown_subject(self, args: Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return who speaks where an unknown word stands in the subject's place: a person known by one name."""
        item = self.items[args.unnamed]
        if predicate is None or item.kind != "word" or not self.u.reports_frame(predicate) or self.s.analyses[item.first] or item.prep:
            return []
        if self.s.tokens[item.first].kind != "word" or item.end - item.start < 3:
            return []
        if self.s.tokens[item.first].text.endswith(self.pack.settings.oblique_endings):
            return []
        last = self._name_end(args.unnamed)
        follows = self.items[last + 1] if last + 1 < len(self.items) else None
        if follows is None or not (follows.kind in ("particle", "mark", "time") or (last > args.unnamed and follows.prep)):
            return []
        first, last_item = item, self.items[last]
        name = self.s.text[first.start : last_item.end]
        return [Phrase(first.first, last_item.last, first.start, last_item.end, "person", name=name, number="s", form="name")]

    def _name_end(self, index: int) -> int:
        """Return the item that ends an unknown name: a family name may be an ordinary word, «سليمة صديق»."""
        family = self.items[index + 1] if index + 1 < len(self.items) else None
        plain = family is not None and family.kind in ("word", "modifier", "nisba") and not (family.det or family.prep or family.conj or family.suffix)
        first = self.s.tokens[self.items[index].first].text
        glued = first.startswith((self.pack.settings.article, *self.pack.settings.glued_articles, *self.pack.settings.glued))
        return index + (plain and not glued and not is_ordinary(first, self.pack.language))

    def _before(self, index: int, clause: Clause) -> list[Phrase]:
        """Return the phrase that stands before a verb in its clause as its subject."""
        found: list[Phrase] = []
        far = False
        for position in reversed([i for i in clause.items if i < index]):
            item = self.items[position]
            far = far or (item.kind == "mark" and self.u.text(item) in COMMA)
            if item.kind == "np" and item.phrase is not None:
                if not found and self._only_describes(position):
                    continue
                if far and not found and not self._leads(position, clause):
                    break
                if item.phrase.place and item.phrase.form != "metonym":
                    continue
                if self._is_bound(position):
                    if not found and self._is_counted(position):
                        found.append(item.phrase)
                    break
                found.insert(0, item.phrase)
                if not item.conj:
                    break
            elif self._shuts_off(item, found):
                break
        return found

    def _only_describes(self, position: int) -> bool:
        """Return whether a title only tells what the state or body directly before it is: «تركيا العضو في الحلف رفضت»."""
        item, before = self.items[position], self.items[position - 1] if position else None
        title = item.phrase is not None and item.phrase.is_person and item.phrase.det and not (item.phrase.name or item.conj or item.prep)
        return title and before is not None and before.phrase is not None and not (before.phrase.is_person or before.prep or self._is_bound(position - 1))

    def _fronted(self, index: int, item: Item) -> list[Phrase]:
        """Return what was put before a verb that takes it up again: «أما المكسيك فعرضت»."""
        if item.conj not in self.pack.particle_words("taking_up"):
            return []
        found: list[Phrase] = []
        for other in reversed(self.items[max(index - _FRONT, 0) : index]):
            if found and self.s.words[other.first] in self.pack.particle_words("fronting"):
                return found
            if other.kind == "np" and other.phrase is not None and not other.prep:
                found.insert(0, other.phrase)
            elif other.kind != "mark" or self.u.text(other) not in COMMA:
                return []
        return []

    def _is_bound(self, position: int) -> bool:
        """Return whether a phrase depends on a preposition or on the noun before it, so that it is no subject."""
        item = self.items[position]
        if item.prep or (item.first and self.s.leads(item.first - 1)):
            return True
        return self.belonging.is_genitive(position)

    def _shuts_off(self, item: Item, found: list[Phrase]) -> bool:
        """Return whether nothing before an item can be the subject: another predicate, a mark between clauses."""
        if item.kind == "mark":
            return self.u.text(item) not in "،,()-–" + OPEN
        return bool(item.kind == "verb" and item.predicates) or (item.kind in NOUNS and not found)

    def _is_counted(self, position: int) -> bool:
        """Return whether a number stands before a phrase: «24 من أفراد الأمن قتلوا»."""
        first = self.items[position].first
        if first and self.s.stem_is_of(first - 1, "transparent"):
            # «24 من أفراد الجيش قتلوا»
            first -= 1
        return first > 1 and self.s.is_of(first - 1, "from") and (self.s.tokens[first - 2].kind == "number" or self.s.stem_is_of(first - 2, "numbers_of"))

    def _leads(self, position: int, clause: Clause) -> bool:
        """Return whether a phrase is the first thing its clause speaks of."""
        for item in (self.items[i] for i in clause.items if i < position):
            passed = item.kind in ("particle", "mark", "time") and not item.is_particle("prepositions")
            if not passed and not (item.kind == "verb" and not item.predicates):
                return False
        return True

    def _noun_subject(self, index: int, item: Item, args: Arguments) -> list[Phrase]:
        """Return the doer of a verbal noun: genitive, adjective of belonging, or pronoun."""
        if item.suffix or (item.prep == "ب" and index and self.u.reports(index) and self.u.reports(index - 1)):
            return self._owner(index, item)
        # «اقتحام "جيش" الاحتلال»
        behind = index + 1 + (index + 1 < len(self.items) and self.u.text(self.items[index + 1]) in OPEN)
        follows = self.items[behind] if behind < len(self.items) else None
        predicate = self.u.select(index)
        if pair := self._pair(index):
            return pair
        if follows is None or (predicate is not None and self._is_suffered(item, predicate, follows, args)):
            return self.belonging.belonging(item)
        if follows.kind == "np" and not follows.prep and not follows.conj and follows.phrase is not None:
            if item.det and follows.phrase.det and follows.phrase.is_person and not follows.phrase.name:
                # «الهجوم الخاطف»: behind an article an adjective stands, no owner
                return []
            owners = args.places.get("genitive", [follows.phrase])
            return [phrase for phrase in owners if not phrase.place or phrase.form == "metonym"]
        if not follows.prep and not follows.conj and self.belonging.counts(follows):
            return self.belonging.genitive_of(index + 1)
        if follows.kind == "np" and follows.prep == "ل" and follows.phrase is not None and "ل" not in self.parse.valency(index):
            return [follows.phrase]
        return self.belonging.belonging(item)

    def _owner(self, index: int, item: Item) -> list[Phrase]:
        """Return whom the pronoun at a verbal noun means: whoever its clause is about, or the party before it that agrees where they cannot be meant."""
        found = self.clauses[item.clause].subject or self.antecedents.speaker(item.clause)
        if len(found) != 1 or item.suffix not in self.pack.settings.possessives or not (found[0].kind == "media" or self._differs(item.suffix, found[0])):
            return found
        before = (other.phrase for other in reversed(self.items[:index]) if other.phrase is not None)
        nearer = next((p for p in before if p.code and p is not found[0] and (not p.place or p.form == "metonym") and (p.is_person or self.discourse.gender(p)) and self.discourse.is_meant(item.suffix, p)), None)
        if nearer is None and item.suffix in self.pack.settings.plural_pronouns and found[0].is_person:
            # «رفضهم»: of whomever, not of one person
            return []
        return [nearer] if nearer is not None else found

    def _differs(self, suffix: str, phrase: Phrase) -> bool:
        """Return whether a pronoun cannot mean a phrase of known gender."""
        gender = self.discourse.gender(phrase)
        return bool(gender) and phrase.number in ("", "s") and not phrase.members and not self.discourse.is_meant(suffix, phrase)

    def _is_suffered(self, item: Item, predicate: Predicate, follows: Item, args: Arguments) -> bool:
        """Return whether the genitive behind a verbal noun names who it is done to rather than who does it."""
        if "genitive" in predicate.recipient:
            return True
        if item.kind != "masdar":
            return False
        done = "object" in predicate.recipient and self._is_done_to(follows)
        args.led = done or (predicate.effected and predicate.operator and "ل" in args.places)
        stormed = follows.phrase is not None and not follows.prep and "object" in predicate.recipient and self.behind.strikes_not(follows.phrase, predicate)
        return ((predicate.effected or stormed) and not args.led) or self._hits_seat(predicate, follows, args)

    def _is_done_to(self, follows: Item) -> bool:
        """Return whether what a deed is done to stands directly behind those in power who do it: «قمع السلطات التظاهرات»."""
        at = self.items.index(follows) + 1
        behind = self.items[at] if at < len(self.items) else None
        if follows.phrase is None or follows.prep or behind is None or behind.conj:
            return False
        if behind.prep:
            # «قصف روسيا لخاركيف», not «استهداف قوات لليونيفيل»
            named = follows.phrase.form in ("name", "metonym") or follows.phrase.det
            return behind.prep == "ل" and named and not follows.phrase.place and (follows.phrase.kind in _STRIKING or follows.phrase.sector in _POWERS)
        if behind.kind == "np" and follows.phrase.kind in _STRIKING:
            # «قصف إسرائيل غزة»
            return True
        if all(self.s.tokens[one.last - 1].text.endswith(self.pack.settings.oblique_endings) for one in (follows, behind)):
            # «بمقتل جنديين إضافيين»: an adjective
            return False
        if follows.phrase.kind in _ARMED or follows.phrase.sector == "MIL":
            # «استهداف القوات اليمنية حاملة طائرات»
            return behind.kind in (*NOUNS, "word", "apart")
        return follows.phrase.sector in _POWERS and behind.kind in (*NOUNS, "word") and behind.det

    def _hits_seat(self, predicate: Predicate, follows: Item, args: Arguments) -> bool:
        """Return whether force is done to the capital that stands in annexation, rather than by it: «قصف تل أبيب»."""
        act = self.pack.acts.get(predicate.frame)
        force = act is not None and bool(act.type) and self.pack.composition[act.type or ""].force
        seat = follows.phrase is not None and follows.phrase.form == "metonym" and follows.phrase.kind == "government"
        return force and seat and "object" in predicate.recipient and "ل" not in args.places


def learn_gender(item: Item, found: list[Phrase], args: Arguments) -> None:
    """Let a verb tell whether the person behind it, of a name that does not, is a man or a woman."""
    one = found[0] if len(found) == 1 and found is args.subject else None
    if one is not None and one.is_person and one.name and not one.gender and item.number == "s" and item.gender in ("m", "f") and item.last <= one.first <= item.last + 1:
        one.gender = item.gender


def _keep(clause: Clause, found: list[Phrase]) -> list[Phrase]:
    """Return a subject found, kept as that of its clause if it has none yet."""
    if found and not clause.subject:
        clause.subject = found
    return found
