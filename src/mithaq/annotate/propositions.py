"""Propositions: each predicate of a sentence with its arguments and with the operators it stands under."""

from __future__ import annotations

from dataclasses import dataclass, field

from mithaq.annotate.clauses import Clause, find_clauses
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import COMMA, NOUNS, OPEN, Item, Units
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Pack, Predicate

_REACH = 34
# how many words may stand between a noun and the verb that tells of it
_DESCRIBED = 4


@dataclass(slots=True)
class Proposition:
    """A predicate with its arguments.

    ``content`` is what it governs, as folded offsets; ``beside`` is the verb of the clause a noun stands in.
    """

    sentence: Sentence
    item: Item
    predicate: Predicate
    subject: list[Phrase] = field(default_factory=list)
    recipient: list[Phrase] = field(default_factory=list)
    content: tuple[int, int] | None = None
    content_form: str = ""
    parent: Proposition | None = None
    child: Proposition | None = None
    negated: bool = False
    conditional: bool = False
    governed: bool = False
    purpose: bool = False
    planned: bool = False
    relative: bool = False
    verbless: bool = False
    beside: Proposition | None = None
    told: bool = False
    transitive: bool = False
    partner: list[Phrase] = field(default_factory=list)
    agent: list[Phrase] = field(default_factory=list)
    where: list[Phrase] = field(default_factory=list)
    end: int = 0

    @property
    def start(self) -> int:
        """Where the predicate's word begins."""
        return self.item.start


@dataclass(slots=True)
class _Arguments:
    """What stands behind a predicate in its clause: phrases and nouns by position."""

    subject: list[Phrase] = field(default_factory=list)
    places: dict[str, list[Phrase]] = field(default_factory=dict)
    nouns: list[tuple[str, int]] = field(default_factory=list)
    opening: dict[str, int] = field(default_factory=dict)
    bare_subject: bool = False
    led: bool = False
    owned: bool = False
    unnamed: int = -1
    end: int = 0


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _PropositionReader(Units(sentence, pack), discourse).read()


class _PropositionReader:
    """Reads the predicates of one sentence from left to right."""

    def __init__(self, units: Units, discourse: Discourse) -> None:
        self.u = units
        self.s, self.pack, self.items = units.s, units.pack, units.items
        self.discourse = discourse
        self.clauses = find_clauses(units)
        self.by_item: dict[int, Proposition] = {}
        self.consumed = -1
        self.worded = ("", -1)

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        for index, item in enumerate(self.items):
            if index > self.consumed and (item.predicates or item.kind == "verb"):
                self._predicate(index, item)
        self._remember()
        return [self.by_item[i] for i in sorted(self.by_item)]

    def _remember(self) -> None:
        """Keep the subject of the sentence for the verbs after it that leave theirs out."""
        told = [clause for clause in self.clauses if clause.kind == "main" and clause.subject]
        if not told:
            return
        self.discourse.subject = told[-1].subject
        if any(phrase.kind == "document" for phrase in told[-1].subject):
            inner = [c for c in self.clauses if c.kind == "complement" and c.subject and c.subject[0].is_person]
            if inner:
                self.discourse.subject = inner[0].subject

    def _predicate(self, index: int, item: Item) -> None:
        """Read the proposition of one predicate word."""
        predicate = self.u.select(index)
        args = self._arguments(index)
        if predicate is None:
            if item.kind == "verb":
                self._verb_subject(index, item, args)
            return
        if item.kind == "cue" and predicate.cue == "preposition":
            self._preposition_cue(index, item, predicate)
            return
        told = self._told_of(index, predicate) if item.kind in ("apart", "ppart") else []
        if not told and (item.kind == "ppart" or (item.kind == "apart" and not self._is_adverbial(index))):
            return
        if predicate.frame == self.worded[0] and index <= self.worded[1] and item.kind in NOUNS:
            # «أعرب عن استعداده»: the noun is part of the phrase that words the same
            return
        if predicate.pos == "phrase":
            self.worded = (predicate.frame, index + self.u.covered(index, predicate))
        proposition = self.by_item.get(index) or Proposition(self.s, item, predicate)
        proposition.predicate = predicate
        proposition.subject, proposition.told = proposition.subject or told, bool(told)
        if predicate.pos == "noun":
            self.consumed = max(self.consumed, index + self.u.covered(index, predicate))
        self.by_item[index] = proposition
        proposition.end = args.end
        self._polarity(index, proposition)
        self._subject(index, item, proposition, args)
        self._roles(index, proposition, args)
        self._content(index, proposition, args)
        if item.kind == "verb" and self.clauses[item.clause].kind == "relative":
            self._tell_antecedent(proposition)
        if item.kind in ("apart", "ppart") and proposition.content is None and not (proposition.recipient and not predicate.operator):
            del self.by_item[index]

    def _tell_antecedent(self, proposition: Proposition) -> None:
        """Let a noun know its parties from the light verb in its relative clause: «الغارات التي تشنها روسيا على حلب»."""
        governor = self.clauses[proposition.item.clause].governor
        noun = next((self.by_item[i] for i in range(governor, max(governor - 4, -1), -1) if i in self.by_item and self.items[i].kind in NOUNS), None)
        if noun is None or not proposition.predicate.light:
            return
        if proposition.predicate.partner and proposition.item.suffix and proposition.partner:
            # «لقاء جمعه مع نظيره»: the pronoun is the other side
            noun.subject = [*self.discourse.subject[:1], *proposition.partner]
        noun.subject = noun.subject or (list(proposition.subject) if proposition.predicate.light == "actor" else [])
        # «جولة تشمل فرنسا»: what stands behind the verb is what the noun reaches
        noun.recipient = noun.recipient or list(proposition.recipient or (proposition.subject if proposition.predicate.light == "none" else []))
        noun.end = max(noun.end, proposition.end)

    def _told_of(self, index: int, predicate: Predicate) -> list[Phrase]:
        """Return of whom a participle tells in a clause without a verb: «البنك ملتزم بتقديم», «نحن مستعدون»."""
        item = self.items[index]
        clause = self.clauses[item.clause]
        if not predicate.operator or item.det or item.prep or (0 <= clause.verb < index and self.items[clause.verb].predicates):
            return []
        for position in reversed([i for i in clause.items if i < index]):
            before = self.items[position]
            if before.kind == "np" and before.phrase is not None:
                return [] if before.prep or self._is_genitive(position) else [before.phrase]
            if not (before.kind in ("modifier", "time", "verb") or before.is_particle("adverbs", "negations")):
                return self._elided(item, clause) if before.is_particle("complementisers", "pronouns") else []
        return []

    def _is_adverbial(self, index: int) -> bool:
        """Return whether a participle opens a clause of its own: «مؤكدا أن»."""
        clause = self.clauses[self.items[index].clause]
        return clause.kind == "participle" and clause.first == index

    # --- arguments -------------------------------------------------------------------------------------

    def _arguments(self, index: int) -> _Arguments:
        """Collect what stands behind a predicate in its own clause."""
        me = self.items[index]
        args = _Arguments(end=me.end, owned=me.kind in NOUNS and bool(me.suffix))
        prep, is_verb, held = "", me.kind == "verb", ""
        skipped: set[int] = set()
        own = self.clauses[me.clause].items
        for position in own[own.index(index) + 1 :]:
            item = self.items[position]
            if position in skipped:
                continue
            if position - index > _REACH or (item.kind == "verb" and is_verb and item.predicates) or (not is_verb and self._ends_noun(index, position)):
                break
            if item.is_particle("prepositions"):
                prep = "" if item.suffix else "agent" if prep and self.s.words[item.first] in self.pack.particle_words("agents") else item.surface
                args.opening.setdefault(prep, position + 1)
                continue
            if is_verb and item.is_particle("pronouns") and not item.conj and not item.prep and not prep and not self.s.words[item.first].startswith("و"):
                # «الذين قتلوا هم مدنيون»: what follows is said of the subject
                break
            if item.is_particle("demonstratives") and item.prep:
                prep = item.prep
                args.opening.setdefault(prep, position + 1)
                continue
            if item.prep and item.kind != "np" and any(h.named.type == "honorific" for h in self.pack.match_names(self.s.words, item.first)):
                prep = item.prep
                continue
            if item.kind == "word" and self._opens_clause(position):
                break
            role = "attending" if held == "attending" and not item.prep else item.prep or prep or (held if not item.conj else "")
            held = ""
            if (step := self._partitive(position)) is not None and position + 1 in own:
                # «على ثلاثة من قادة الشرطة»
                skipped.add(step)
                prep = role
                args.end = item.end
                continue
            if self._is_transparent(position):
                prep = role
                args.end = item.end
                args.opening.setdefault(role or "object", position)
                continue
            if (item.prep or prep) and item.kind != "np" and self.pack.stems(self.s.words[item.first]) & self.pack.particle_words("attending"):
                held, prep = "attending", ""
                args.end = item.end
                continue
            if item.kind == "np" and item.phrase is not None:
                self._place(args, item.phrase, role, is_verb, item)
            elif self.s.words[item.first] in self.pack.particle_words("agents"):
                prep = "agent"
                continue
            elif item.kind in NOUNS or ((item.kind in ("word", "ppart", "modifier") or (item.kind == "apart" and item.det)) and len(args.nouns) <= args.bare_subject):
                self._noun(args, role, position, is_verb)
            elif item.kind == "word" and item.prep:
                args.opening.setdefault(item.prep, position)
            elif item.kind == "apart" and item.predicates and not item.det and not item.prep:
                break
            elif item.kind in ("particle", "mark", "verb"):
                args.end = max(args.end, item.end if item.kind != "mark" else 0)
                continue
            if role and item.kind in (*NOUNS, "word") and not item.det and not item.suffix:
                held = "inner"
            args.end = item.end
            prep = ""
        return args

    def _opens_clause(self, position: int) -> bool:
        """Return whether an unknown word looks like a verb that goes on after a comma: «، ويتفقد»."""
        text = self.s.tokens[self.items[position].first].text
        return self.s.is_mark(self.items[position].first - 1, COMMA) and len(text) > 3 and text.startswith(self.pack.settings.verb_openings)

    def _partitive(self, position: int) -> int | None:
        """Return the item of the «of» behind a number, before those who are counted: «سبعة من الجنود»; None if there is none."""
        item = self.items[position]
        counts = item.kind != "np" and (self.s.tokens[item.first].kind == "number" or self.s.words[item.first] in self.pack.particle_words("counting") or item.is_particle("quantifiers"))
        if not counts or position + 2 >= len(self.items):
            return None
        of, whole = self.items[position + 1], self.items[position + 2]
        led = self.s.words[of.first] in self.pack.particle_words("from") and not of.suffix
        return position + 1 if led and whole.kind == "np" and not whole.prep and not whole.conj else None

    def _is_transparent(self, position: int) -> bool:
        """Return whether a noun only says what of somebody's it is: «مدينة حلب», «مواقع المتمردين»."""
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        if follows is None or follows.kind != "np" or follows.prep or follows.conj or self.items[position].kind == "np":
            return False
        if self.s.tokens[self.items[position].first].kind == "number" or self.s.words[self.items[position].first] in self.pack.particle_words("counting"):
            return True
        return bool(self.pack.stems(self.s.words[self.items[position].first]) & self.pack.particle_words("transparent"))

    def _ends_noun(self, index: int, position: int) -> bool:
        """Return whether an item ends the phrase of a verbal noun: a verb, or a comma that its own preposition does not follow."""
        item = self.items[position]
        if item.kind != "mark" or self.u.text(item) not in COMMA:
            return item.kind == "verb"
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        return follows is None or not follows.is_particle("prepositions") or follows.surface not in self._valency(index)

    def _noun(self, args: _Arguments, role: str, position: int, is_verb: bool) -> None:
        """Note a noun that is no actor phrase; directly after a verb it takes the subject's place."""
        if is_verb and not role and not args.subject and not args.nouns and not args.places:
            args.bare_subject = True
            args.unnamed = position
        args.nouns.append((role or "object", position))
        args.opening.setdefault(role or "object", position)

    def _place(self, args: _Arguments, phrase: Phrase, role: str, is_verb: bool, item: Item) -> None:
        """Put a phrase into its position; a coordinated phrase joins the one before it."""
        if item.conj and not item.prep and args.places.get("_last") is not None:
            args.places["_last"].append(phrase)
            return
        if role:
            target = args.places.setdefault(role, [])
        elif is_verb and not args.subject and not args.nouns:
            target = args.subject
        elif is_verb and phrase.number == "p" and not phrase.name and self.s.tokens[phrase.first].text.endswith(self.pack.settings.nominative_endings):
            # «الذين قتلوا هم مدنيون»: in the nominative, so not what the verb does something to
            return
        else:
            target = args.places.setdefault("object" if is_verb or args.owned else "genitive", [])
        target.append(phrase)
        args.places["_last"] = target

    def _polarity(self, index: int, proposition: Proposition) -> None:
        """Note negation, condition and purpose that stand before a predicate."""
        before = self.items[index - 1] if index else None
        item = proposition.item
        clause = self.clauses[item.clause]
        proposition.negated = before is not None and before.is_particle("negations")
        copula = self._copula(clause, index) if item.kind == "verb" else -1
        present = item.tense == "present" or (item.kind in NOUNS and clause.verb >= 0 and self.items[clause.verb].tense == "present")
        ahead = present and any(self.s.words[self.items[i].first] in self.pack.particle_words("ahead") for i in clause.items)
        proposition.planned = item.future or ahead or self._is_expected(clause) or (copula >= 0 and self.items[copula].future)
        proposition.conditional = clause.kind == "conditional"
        proposition.relative = clause.kind == "relative"
        proposition.beside = self.by_item.get(clause.verb) if item.kind in NOUNS else None
        proposition.verbless = not any(other.kind == "verb" for other in self.items)
        if item.kind in NOUNS and not proposition.governed:
            proposition.purpose = (item.prep == "ل" and not self._continues_meeting(index)) or (before is not None and before.is_particle("purpose"))

    def _continues_meeting(self, index: int) -> bool:
        """Return whether «ل» ties a noun to the meeting it belongs to: «الدورة الأولى لمشاورات»."""
        at = next((i for i in range(index - 1, max(index - 4, -1), -1) if self.items[i].kind != "modifier"), -1)
        acts = [self.pack.acts.get(self.pack.predicates[ref].frame) for ref in self.items[at].predicates] if at >= 0 else []
        return self.items[at].kind in NOUNS and any(act is not None and act.meeting for act in acts)

    def _is_expected(self, clause: Clause) -> bool:
        """Return whether a clause tells what is expected or scheduled: «من المقرر أن يلتقي»."""
        if clause.kind != "complement" or not clause.first:
            return False
        before = self.items[clause.first - 1]
        return any(word in self.pack.stems(self.s.words[before.first]) for word in self.pack.particle_words("expected"))

    # --- subjects --------------------------------------------------------------------------------------

    def _subject(self, index: int, item: Item, proposition: Proposition, args: _Arguments) -> None:
        """Find who does it: in the verb's clause, in annexation, or the one spoken of last."""
        if item.kind == "verb":
            found = self._verb_subject(index, item, args, proposition.predicate)
            if not proposition.subject:
                proposition.subject = found
            if "subject" in proposition.predicate.recipient:
                proposition.recipient, proposition.subject = proposition.subject, []
        elif proposition.subject:
            return
        elif item.kind == "apart":
            proposition.subject = self._speaker(item.clause)
        else:
            proposition.subject = self._noun_subject(index, item, args)
        if self.u.reports_frame(proposition.predicate):
            for phrase in proposition.subject:
                self.discourse.speaker(phrase)

    def _verb_subject(self, index: int, item: Item, args: _Arguments, predicate: Predicate | None = None) -> list[Phrase]:
        """Return the subject of a verb and keep it as its clause's."""
        clause = self.clauses[item.clause]
        before = self._before(index, clause) if not (item.conj and index == clause.items[0]) else []
        if clause.kind == "relative" and not before and args.subject and self._acts_itself(index, item, clause) and self._antecedent(clause):
            args.places.setdefault("object", args.subject)
            return self._antecedent(clause)
        if args.subject and not before and self._wrong_gender(item, args.subject[0]):
            args.places.setdefault("object", args.subject)
            args.subject, before = [], self._elided(item, clause)
        if before and self._is_predicate_noun(before[-1], clause, index):
            proposition_subject = self._copula_subject(clause, index)
            before = proposition_subject or before
        if before and args.subject:
            args.places.setdefault("object", args.subject)
        found = before or args.subject
        topic = self._topic(index, clause) if not found else -1
        if topic >= 0:
            return self._belonging(self.items[topic])
        if not found and args.bare_subject and clause.kind == "relative" and self._acts_itself(index, item, clause) and ((predicate is not None and predicate.light == "actor") or not self._agrees_with_noun(item, args.unnamed)):
            found = self._antecedent(clause)
        # «فتحت تحقيقا»: the noun is part of the wording, whoever does it is left out
        worded = predicate is not None and args.bare_subject and args.unnamed <= index + self.u.covered(index, predicate)
        if not found and args.bare_subject and not worded:
            found = self._belonging(self.items[args.unnamed]) or self._genitive_of(args.unnamed) or self._unknown_subject(args, predicate)
            if not found:
                return []
        if not found and predicate is not None and item.tense == "past" and item.gender == "m" and not item.conj and self.u.reports_frame(predicate) and (seat := self._told_in(index)):
            return seat
        if not found and predicate is not None and item.tense == "present" and item.gender == "m" and clause.kind == "main" and self.u.reports_frame(predicate):
            # «يذكر أن», «يشار إلى أن»: nobody in particular says so
            return []
        found = found or self._elided(item, clause)
        if found and not clause.subject:
            clause.subject = found
        args.led = bool(before)
        return found

    def _told_in(self, index: int) -> list[Phrase]:
        """Return the seat of power behind a verb of saying without a subject: «أعلن في الكرملين أن»."""
        if index + 2 >= len(self.items) or not self.items[index + 1].is_particle("prepositions"):
            return []
        phrase = self.items[index + 2].phrase
        return [phrase] if phrase is not None and phrase.kind == "government" and self.items[index + 1].surface in self.pack.particle_words("in") else []

    def _topic(self, index: int, clause: Clause) -> int:
        """Return the item of the noun that a clause begins with, before its verb: «أن المستوطنات تعيق»; -1 if there is none."""
        if clause.kind not in ("complement", "quote", "main"):
            return -1
        first = next((i for i in clause.items if not self.items[i].is_particle("complementisers", "conjunctions", "openers", "adverbs")), -1)
        if not 0 <= first < index:
            return -1
        item = self.items[first]
        is_noun = (item.kind in ("word", "apart", "ppart", *NOUNS) and item.det) or (item.kind == "word" and self.s.tokens[item.first].text.startswith(self.pack.settings.article))
        between = any(self.items[i].kind in ("verb", "np") or (self.items[i].kind == "mark" and self.u.text(self.items[i]) in COMMA) for i in clause.items if first < i < index)
        return first if is_noun and not item.prep and not between else -1

    def _is_predicate_noun(self, phrase: Phrase, clause: Clause, index: int) -> bool:
        """Return whether a phrase before a verb only says what somebody is: «ستكون فلانة أول زعيمة تزور»."""
        return not phrase.det and not phrase.name and phrase.is_person and clause.verb == index and self._copula(clause, index) >= 0

    def _copula(self, clause: Clause, index: int) -> int:
        """Return the item of the verb without meaning of its own that stands before item ``index`` in its clause, -1 if none."""
        return next((i for i in clause.items if i < index and self.items[i].kind == "verb" and not self.items[i].predicates), -1)

    def _copula_subject(self, clause: Clause, index: int) -> list[Phrase]:
        """Return the phrase that follows the copula of a clause directly."""
        at = self._copula(clause, index) + 1
        item = self.items[at] if at < index else None
        return [item.phrase] if item is not None and item.phrase is not None and not item.prep else []

    def _wrong_gender(self, item: Item, subject: Phrase) -> bool:
        """Return whether what follows a verb cannot be its subject: a man after «قابلت», a capital after «اتهم»."""
        if subject.number in ("p", "d") and not subject.name and self.s.tokens[subject.first].text.endswith(self.pack.settings.oblique_endings):
            # «سترسل مراقبين»
            return True
        if item.number != "s" or subject.number not in ("", "s"):
            return False
        if item.gender == "f":
            return subject.is_person and subject.gender == "m"
        if item.gender != "m" or subject.members or subject.form not in ("name", "metonym"):
            return False
        if subject.last - subject.first > 1:
            # a name of several words goes by its first: «الاتحاد الروسي», «الولايات المتحدة»
            return subject.kind == "state" and self.s.tokens[subject.first].text.endswith(self.pack.settings.feminine_endings)
        masculine = self.pack.settings.masculine_states
        return subject.place if subject.form == "metonym" else subject.kind == "state" and subject.code not in masculine

    def _acts_itself(self, index: int, item: Item, clause: Clause) -> bool:
        """Return whether what a relative clause speaks of is its verb's subject: nothing in it points back."""
        opener = self.items[clause.items[0]]
        return opener.is_particle("relatives") and not item.suffix and not any(self.items[i].suffix for i in clause.items if i > index and self.items[i].kind == "particle")

    def _agrees_with_noun(self, item: Item, noun: int) -> bool:
        """Return whether a verb can have the noun behind it as its subject: not «نحو 15 غارة» after «شن»."""
        return self.items[noun].kind not in ("modifier",) and (self.items[noun].gender in ("", item.gender) or item.gender not in ("m", "f"))

    def _genitive_of(self, index: int) -> list[Phrase]:
        """Return who stands in the genitive directly behind a noun: «مئات المستوطنين», «طائرات التحالف»."""
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        if follows is None or follows.kind != "np" or follows.phrase is None or follows.prep or follows.conj or self.items[index].det:
            return []
        return [follows.phrase] if not follows.phrase.place or follows.phrase.form == "metonym" else []

    def _unknown_subject(self, args: _Arguments, predicate: Predicate | None) -> list[Phrase]:
        """Return who speaks where an unknown word stands in the subject's place: a person known by one name."""
        item = self.items[args.unnamed]
        if predicate is None or item.kind != "word" or not self.u.reports_frame(predicate) or self.s.analyses[item.first] or item.prep:
            return []
        if self.s.tokens[item.first].kind != "word" or item.end - item.start < 3:
            return []
        follows = self.items[args.unnamed + 1] if args.unnamed + 1 < len(self.items) else None
        if follows is None or follows.kind not in ("particle", "mark", "time"):
            return []
        name = self.s.text[item.start : item.end]
        return [Phrase(item.first, item.last, item.start, item.end, "person", name=name, number="s", form="name")]

    def _before(self, index: int, clause: Clause) -> list[Phrase]:
        """Return the phrase that stands before a verb in its clause as its subject."""
        found: list[Phrase] = []
        far = False
        for position in reversed([i for i in clause.items if i < index]):
            item = self.items[position]
            far = far or (item.kind == "mark" and self.u.text(item) in COMMA)
            if item.kind == "np" and item.phrase is not None:
                if far and not found and not self._leads(position, clause):
                    break
                if item.phrase.place and item.phrase.form != "metonym":
                    continue
                if item.prep or (item.first and self.s.has(item.first - 1, "particle", "prepositions")) or self._is_genitive(position):
                    if not found and self._is_counted(position):
                        found.append(item.phrase)
                    break
                found.insert(0, item.phrase)
                if not item.conj:
                    break
            elif (item.kind == "verb" and item.predicates) or (item.kind in NOUNS and not found) or (item.kind == "mark" and self.u.text(item) not in "،,()-–" + OPEN):
                break
        return found

    def _is_counted(self, position: int) -> bool:
        """Return whether a number stands before a phrase: «24 من أفراد الأمن قتلوا»."""
        first = self.items[position].first
        return first > 1 and self.s.words[first - 1] in self.pack.particle_words("from") and self.s.tokens[first - 2].kind == "number"

    def _leads(self, position: int, clause: Clause) -> bool:
        """Return whether a phrase is the first thing its clause speaks of."""
        before = [self.items[i] for i in clause.items if i < position]
        return all((item.kind in ("particle", "mark", "time") and not item.is_particle("prepositions")) or (item.kind == "verb" and not item.predicates) for item in before)

    def _is_genitive(self, position: int) -> bool:
        """Return whether a phrase belongs to the noun directly before it: «زيارة الرئيس»."""
        before = self.items[position - 1] if position else None
        if before is None or self.items[position].conj:
            return False
        if before.kind == "np" and before.phrase is not None:
            return before.phrase.kind == "document" and not before.phrase.det
        if before.kind == "word" and position > 1 and self.items[position - 2].is_particle("prepositions"):
            return not before.det and not self.items[position].prep
        return before.kind in NOUNS and not before.det and not before.suffix

    def _elided(self, item: Item, clause: Clause) -> list[Phrase]:
        """Return the subject that a verb leaves out, from what its clause depends on."""
        if clause.subject:
            return clause.subject
        if clause.kind == "relative":
            return [] if item.suffix else self._antecedent(clause)
        if (speaker := self._first_person(item)) and not clause.subject:
            return speaker
        if clause.kind in ("complement", "quote") and clause.governor >= 0 and not clause.conj:
            governor = self.by_item.get(clause.governor)
            return governor.subject if governor is not None and self.discourse.agrees(governor.subject, item) else []
        for other in reversed(self.clauses[: self.clauses.index(clause)]):
            if other.parent == clause.parent and other.kind in (clause.kind, "main") and other.subject and self.discourse.agrees(other.subject, item):
                return other.subject
        if clause.parent >= 0 and clause.kind != "quote":
            subject = self.clauses[clause.parent].subject
            if subject and self.discourse.agrees(subject, item):
                return subject
        return self.discourse.elided(item) if clause.kind in ("main", "subordinate", "conditional") and clause.parent < 1 else []

    def _first_person(self, item: Item) -> list[Phrase]:
        """Return who says «I» or «we» in a quotation, where a verb can be in the first person."""
        if not any(a.entry.kind == "verb" and a.entry.gender == "1" for a in self.s.analyses[item.first]):
            return []
        return self._quoted(item)

    def _quoted(self, item: Item) -> list[Phrase]:
        """Return whose words the quotation is that an item stands in."""
        at = item.clause
        while at >= 0 and self.clauses[at].kind != "quote":
            at = self.clauses[at].parent
        governor = self.by_item.get(self.clauses[at].governor) if at >= 0 else None
        return governor.subject if governor is not None else []

    def _antecedent(self, clause: Clause) -> list[Phrase]:
        """Return what a relative clause speaks of: the actor phrase directly before it."""
        for index in range(clause.governor, max(clause.governor - 3, -1), -1):
            item = self.items[index]
            if item.kind == "np" and item.phrase is not None:
                return [self._head_person(index) or item.phrase]
            if item.kind != "mark":
                return []
        return []

    def _head_person(self, index: int) -> Phrase | None:
        """Return the person whose phrase the body at item ``index`` completes: «مسؤول من الاتحاد الأوروبي»."""
        body = self.items[index].phrase
        if index < 2 or body is None or body.is_person or not self.items[index - 1].is_particle("prepositions"):
            return None
        head = self.items[index - 2]
        return head.phrase if head.kind == "np" and head.phrase is not None and head.phrase.is_person else None

    def _speaker(self, clause: int) -> list[Phrase]:
        """Return the subject of the nearest clause around that has one, or the last one told."""
        at = self.clauses[clause].parent
        latest = [c for c in self.clauses[:clause] if c.kind in ("relative", "main") and c.verb >= 0 and c.subject and self.u.reports(c.verb) and c.last == self.clauses[clause].first]
        if latest:
            return latest[-1].subject
        before = [c for c in self.clauses[:clause] if c.subject and c.parent == at and c.kind == "main"]
        if at < 0 and before:
            return before[-1].subject
        while at >= 0:
            if self.clauses[at].subject:
                return self.clauses[at].subject
            at = self.clauses[at].parent
        return before[-1].subject if before else self.discourse.subject

    def _noun_subject(self, index: int, item: Item, args: _Arguments) -> list[Phrase]:
        """Return the doer of a verbal noun: genitive, adjective of belonging, or pronoun."""
        if item.suffix or (item.prep == "ب" and index and self.u.reports(index) and self.u.reports(index - 1)):
            return self.clauses[item.clause].subject or self._speaker(item.clause)
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        predicate = self.u.select(index)
        if predicate is not None and ("genitive" in predicate.recipient or ((predicate.effected or self._hits_seat(predicate, follows, args)) and item.kind == "masdar")):
            return self._belonging(item)
        if follows is not None and follows.kind == "np" and not follows.prep and not follows.conj and follows.phrase is not None:
            return [phrase for phrase in args.places.get("genitive", [follows.phrase]) if not phrase.place or phrase.form == "metonym"]
        if follows is not None and not follows.prep and not follows.conj and self._counts(follows):
            return self._genitive_of(index + 1)
        if follows is not None and follows.kind == "np" and follows.prep == "ل" and follows.phrase is not None and "ل" not in self._valency(index):
            return [follows.phrase]
        return self._belonging(item)

    def _valency(self, index: int) -> set[str]:
        """Return the positions that the predicate of an item fills."""
        predicate = self.u.select(index)
        return set() if predicate is None else {*predicate.recipient, *predicate.partner, *predicate.content, *predicate.actor}

    def _belonging(self, item: Item) -> list[Phrase]:
        """Return the state that an adjective after a noun names: «غارة إسرائيلية», «المقاتلات الحربية التركية»."""
        for index in range(item.last, min(item.last + 2, len(self.s.tokens))):
            for analysis in self.s.analyses[index]:
                if analysis.entry.kind == "nisba" and not analysis.conj and not analysis.prep and analysis.det == item.det and not self._is_ordinary(index):
                    token = self.s.tokens[index]
                    named = self.pack.names[analysis.entry.ref]
                    return [Phrase(index, index + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")]
            if not self.s.has(index, "modifier") and not self.s.has(index, "vocab"):
                return []
        return []

    def _roles(self, index: int, proposition: Proposition, args: _Arguments) -> None:
        """Fill recipient and partner from the positions the predicate names."""
        predicate = proposition.predicate
        proposition.transitive = bool(args.led or args.places.get("object") or proposition.item.suffix or sum(role == "object" for role, _ in args.nouns) > args.bare_subject)
        proposition.agent = args.places.get("agent", [])
        proposition.where = [p for phrases in args.places.values() for p in phrases if p.place]
        genitive_is_object = "object" in predicate.recipient and proposition.item.kind in NOUNS
        for position in predicate.recipient:
            found = args.places.get(position) or (args.places.get("genitive") if position == "object" and (proposition.governed or predicate.effected or not genitive_is_object) else None)
            if found and not proposition.recipient and found is not proposition.subject:
                proposition.recipient = list(found)
        if not proposition.recipient and proposition.item.suffix and proposition.item.kind == "verb" and "object" in predicate.recipient:
            clause = self.clauses[proposition.item.clause]
            if proposition.item.suffix in self.pack.settings.first_person:
                # «دعاني نظيري»: the speaker
                proposition.recipient = self._quoted(proposition.item)
            else:
                proposition.recipient = self._antecedent(clause) if clause.kind == "relative" else self.discourse.pronoun(proposition.item.suffix, proposition.subject, self._phrases_before(index))
        if not proposition.recipient and (predicate.light or not predicate.operator) and any(position in args.opening for position in predicate.recipient if position != "object"):
            # «أثنى على خروج بريطانيا», «أشاد بدور مصر»
            proposition.recipient = list(args.places.get("inner", []))
        if not proposition.recipient and genitive_is_object and proposition.item.det:
            proposition.recipient = list(args.places.get("ل", []))
        if not proposition.recipient and "object" in predicate.recipient:
            proposition.recipient = self._owner_of_object(proposition, args)
        for position in predicate.partner:
            if args.places.get(position):
                proposition.partner = list(args.places[position])
                if proposition.item.kind in NOUNS and not proposition.subject and len(proposition.partner) == 1:
                    # «بحث ... خلال محادثات مع نظيره»: whoever the clause is about
                    proposition.subject = [p for p in self.clauses[proposition.item.clause].subject if p.code != proposition.partner[0].code]
                both = position in self.pack.particle_words("between") and len(proposition.partner) > 1
                proposition.subject = list(proposition.partner) if both else [*proposition.subject, *proposition.partner]
                break
        if proposition.recipient and not proposition.subject and proposition.item.kind in NOUNS and not proposition.governed and self._visits(predicate):
            # «في أثناء زيارة إلى طهران»: whoever the clause is about
            proposition.subject = [p for p in self.clauses[proposition.item.clause].subject if p.code != proposition.recipient[0].code]
        if predicate.partner:
            proposition.subject = [*proposition.subject, *args.places.get("attending", [])]
        if proposition.item.suffix and proposition.item.kind in NOUNS and predicate.partner and not proposition.partner:
            proposition.partner = args.places.get("genitive", [])
            proposition.subject = [*proposition.subject, *proposition.partner]
        for position in predicate.actor:
            if args.places.get(position) and predicate.light == "recipient":
                proposition.agent = list(args.places[position])
            elif args.places.get(position):
                proposition.subject = list(args.places[position])

    def _hits_seat(self, predicate: Predicate, follows: Item | None, args: _Arguments) -> bool:
        """Return whether force is done to the capital that stands in annexation, rather than by it: «قصف تل أبيب»."""
        act = self.pack.acts.get(predicate.frame)
        force = act is not None and bool(act.type) and self.pack.composition[act.type or ""].force
        seat = follows is not None and follows.phrase is not None and follows.phrase.form == "metonym" and follows.phrase.kind == "government"
        return force and seat and "object" in predicate.recipient and "ل" not in args.places

    def _visits(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a visit."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and act.meeting == "visit"

    def _counts(self, item: Item) -> bool:
        """Return whether a word only says how many of somebody there are: «عشرات», «بعض»."""
        return item.is_particle("quantifiers") or (item.kind == "word" and self.s.words[item.first] in self.pack.particle_words("counting"))

    def _phrases_before(self, index: int) -> list[Phrase]:
        """Return the phrases of the sentence before an item, nearest first."""
        return [item.phrase for item in reversed(self.items[:index]) if item.phrase is not None]

    def _owner_of_object(self, proposition: Proposition, args: _Arguments) -> list[Phrase]:
        """Return whose the object is, where the object itself is no actor: «قصفت مواقع لتنظيم ...», «المواقع الروسية»."""
        objects = [i for role, i in args.nouns if role == "object" and i != args.unnamed]
        if not objects or proposition.item.kind not in ("verb", "apart", "masdar"):
            return []
        if proposition.item.kind == "masdar" and not (self.pack.stems(self.s.words[self.items[objects[0]].first]) & self.pack.particle_words("transparent")):
            # «استهداف القواعد الأمريكية», not «قصف الطائرات الروسية»
            return []
        follows = self.items[objects[0] + 1] if objects[0] + 1 < len(self.items) else None
        if follows is not None and not follows.prep and not follows.conj and self._counts(follows):
            return self._genitive_of(objects[0] + 1)
        if follows is not None and follows.kind == "np" and follows.prep == "ل" and follows.phrase is not None:
            return [follows.phrase]
        return self._belonging(self.items[objects[0]])

    def _is_ordinary(self, index: int) -> bool:
        """Return whether an adjective of belonging behind a noun is an ordinary one: «المستحقات المالية»."""
        return bool(self.pack.stems(self.s.words[index]) & self.pack.particle_words("adjectival"))

    # --- content ---------------------------------------------------------------------------------------

    def _content(self, index: int, proposition: Proposition, args: _Arguments) -> None:
        """Find what an operator governs: a clause, a quotation, or a noun in one of its positions."""
        predicate = proposition.predicate
        if not (predicate.operator or predicate.reports) or not predicate.content:
            return
        governed = [c for c in self.clauses if c.governor == index and c.kind in ("complement", "quote")]
        if governed and (governed[0].kind == "quote" or "أن" in predicate.content or "quote" in predicate.content):
            self._clause_content(proposition, governed)
        else:
            self._noun_content(proposition, args)

    def _clause_content(self, proposition: Proposition, governed: list[Clause]) -> None:
        """Take the clauses under an operator as its content; a quotation stands alone."""
        first = governed[0].first
        if self.items[first].is_particle("complementisers"):
            first += 1
        if first >= len(self.items):
            return
        opening = self.items[first - 1] if governed[0].kind == "quote" else self.items[first]
        if self.u.text(opening) in OPEN and self.u.opens_saying(opening):
            end = self.u.quote_end(opening.start)
            start = opening.start + 1
            if governed[0].kind == "quote" or end >= self._end_of(governed) - 2:
                proposition.content_form = "quote"
                proposition.content = (start, self.u.trim(end if end >= 0 else self._end_of(governed)))
                self._child_verb(proposition, governed)
                return
        proposition.content_form = "clause"
        start = self.items[first].start - self.items[first].future
        proposition.content = (start, max(self.u.trim(self._end_of(governed)), start))
        self._child_verb(proposition, governed)

    def _end_of(self, governed: list[Clause]) -> int:
        """Return where the last of some clauses ends."""
        last = max(self._voice_end(self.clauses.index(clause), clause.first) for clause in governed)
        return self.items[last - 1].end if last else 0

    def _child_verb(self, proposition: Proposition, governed: list[Clause]) -> None:
        """Note the predicates of governed clauses, read later, as the operator's own."""
        for clause in governed:
            if clause.verb < 0:
                continue
            predicate = self.u.select(clause.verb)
            if predicate is not None and clause.verb not in self.by_item:
                child = Proposition(self.s, self.items[clause.verb], predicate, parent=proposition)
                proposition.child = proposition.child or child
                self.by_item[clause.verb] = child

    def _noun_content(self, proposition: Proposition, args: _Arguments) -> None:
        """Let an operator govern a noun: «تعهد بتقديم», «أعرب عن استعداده»."""
        content = proposition.predicate.content
        if "subject" in content and args.unnamed >= 0 and self.items[args.unnamed].predicates and self.items[args.unnamed].kind in NOUNS:
            # «اندلعت اشتباكات»
            self._take_noun(proposition, args.unnamed)
            return
        if "subject" in content and not args.nouns and (topic := self._act_before(proposition)) >= 0:
            # «مظاهرة كبيرة اندلعت»
            self._govern(proposition, topic)
            return
        starts = [at for position in content if (at := self._opening(proposition, args, position)) is not None]
        plain = self._opening(proposition, args, "object") if "object" in content else None
        if starts:
            self._take_noun(proposition, starts[0] if plain is None else min(starts[0], plain))
        elif proposition.predicate.light == "none" and (topic := self._act_before(proposition)) >= 0:
            self._govern(proposition, topic)

    def _noun_object(self, index: int) -> int | None:
        """Return the noun that a verbal noun governs: «استئناف المفاوضات», «رفض إسرائيل الانسحاب»."""
        at = index + 1
        if at < len(self.items) and self.items[at].kind == "np" and not self.items[at].prep and not self.items[at].conj:
            at += 1
        item = self.items[at] if at < len(self.items) else None
        return at if item is not None and item.kind in NOUNS and item.predicates and not item.prep and not item.conj else None

    def _act_before(self, proposition: Proposition) -> int:
        """Return the noun of an act that a verb like «جرى» says took place, standing before it: «اتفاقا جرى بين»; -1 if none."""
        index = self.items.index(proposition.item)
        at = next((i for i in range(index - 1, max(index - _DESCRIBED, -1), -1) if self.items[i].kind not in ("modifier", "nisba")), -1)
        before = self.items[at] if at >= 0 else None
        clause = self.clauses[proposition.item.clause]
        beside = before is not None and (before.clause == proposition.item.clause or (clause.kind == "relative" and clause.governor in range(at, index)))
        known = self.by_item.get(at)
        return at if before is not None and before.kind in NOUNS and before.predicates and beside and (known is None or known.parent is None) else -1

    def _opening(self, proposition: Proposition, args: _Arguments, position: str) -> int | None:
        """Return the item at which the words in one position begin, None if it is empty."""
        if proposition.item.kind in NOUNS and position == "object" and not args.owned:
            return self._noun_object(self.items.index(proposition.item))
        at = args.opening.get(position)
        if position == "object" and at == args.unnamed and proposition.subject:
            # «جددت الطائرات الروسية قصف إدلب»: the first noun is the subject
            at = next((i for role, i in args.nouns if role == "object" and i > args.unnamed and self.items[i].predicates), at)
        if at is None and position == "object" and args.places.get("object"):
            at = next((i for i, item in enumerate(self.items) if item.phrase is args.places["object"][0]), None)
        return at if at is not None and at < len(self.items) else None

    def _take_noun(self, proposition: Proposition, at: int) -> None:
        """Set the words from item ``at`` to the end of its clause as content, and what they name as governed."""
        item = self.items[at]
        start = item.start
        end = self.u.trim(self._noun_end(at))
        if self.u.text(item) in OPEN and self.u.opens_saying(item):
            start += 1
            closing = self.u.quote_end(item.start)
            end = self.u.trim(closing) if closing >= 0 else end
        proposition.content, proposition.content_form = (start, max(end, start)), "noun"
        governed = next((i for i in range(at, min(at + 3, len(self.items))) if self.items[i].predicates and self.items[i].kind in NOUNS), None)
        if governed is None and proposition.predicate.light:
            governed = self._later_object(proposition, at)
        if governed is not None:
            self._govern(proposition, governed)

    def _later_object(self, proposition: Proposition, at: int) -> int | None:
        """Return the noun of an act that a light verb reaches over other words: «يشن الجيش ... المتحالفة مع ... هجوما»."""
        own = self.clauses[proposition.item.clause].items
        for i in own[own.index(at) + 1 :] if at in own else []:
            item, before = self.items[i], self.items[i - 1]
            if item.kind in NOUNS and item.predicates and not item.det and not item.prep and not item.conj and item.surface.endswith("ا") and not before.is_particle("prepositions"):
                return i
        return None

    def _noun_end(self, at: int) -> int:
        """Return where the words of a noun content end: where the clause it stands in, with all it holds, ends."""
        clause = self.items[at].clause
        last = self._voice_end(clause, at)
        for index in range(at + 1, last):
            item = self.items[index]
            if item.kind == "cue" and self.u.s.is_mark(item.first - 1, COMMA) and self.u.reports(index):
                last = index
                break
        return self.items[last - 1].end if last > at else self.items[at].end

    def _voice_end(self, clause: int, at: int) -> int:
        """Return the index of the item where a clause ends, or where a participle in it takes up the voice again."""
        inner = [c.first for c in self.clauses if c.kind == "participle" and c.parent == clause and c.first > at]
        return min([self.clauses[clause].last, *inner])

    def _govern(self, proposition: Proposition, index: int) -> None:
        """Put the noun at ``index`` under an operator; the operator's subject does it, if it is so."""
        predicate = self.u.select(index)
        if predicate is None:
            return
        child = Proposition(self.s, self.items[index], predicate, parent=proposition, governed=True)
        operator = self.pack.operators.get(proposition.predicate.frame)
        if proposition.predicate.light == "actor" or (operator is not None and operator.self):
            child.subject = list(proposition.subject)
        elif proposition.predicate.light == "recipient":
            child.subject, child.recipient = list(proposition.agent), list(proposition.subject)
        if proposition.predicate.light == "none" and predicate.partner and not child.subject:
            child.subject = self.discourse.parties()
        if proposition.predicate.light:
            child.recipient = child.recipient or list(proposition.recipient)
            if len(proposition.partner) > 1:
                child.subject = list(proposition.partner)
        if proposition.predicate.reports and self.items[index].suffix:
            child.subject = list(proposition.subject)
        proposition.child = child
        self.by_item[index] = child

    def _preposition_cue(self, index: int, item: Item, predicate: Predicate) -> None:
        """Read «بحسب البيان»: the speaker follows, the words stand before or behind."""
        speaker = next((self.items[i].phrase for i in range(index + 1, min(index + 6, len(self.items))) if self.items[i].kind == "np"), None)
        if speaker is None:
            return
        proposition = Proposition(self.s, item, predicate, subject=[speaker], end=speaker.end, content_form="clause")
        if item.first <= 1:
            behind = [i for i in range(index, len(self.items)) if self.items[i].first >= speaker.last and self.items[i].kind != "mark"]
            start = next((i for i in behind if not self.items[i].is_particle("complementisers")), None)
            if start is not None:
                proposition.content = (self.items[start].start, self.u.trim(self.s.end))
        elif any(self.u.reports(i) for i in range(index) if self.items[i].kind == "verb"):
            return
        else:
            proposition.content = (self.s.start, self.u.trim(item.start))
        self.by_item[index] = proposition
        self.clauses[item.clause].subject = self.clauses[item.clause].subject or [speaker]
