"""Propositions: each predicate of a sentence with its arguments and with the operators it stands under."""

from __future__ import annotations

from mithaq.annotate.antecedents import Antecedents
from mithaq.annotate.arguments import find_arguments
from mithaq.annotate.belonging import Belonging
from mithaq.annotate.clauses import Clause
from mithaq.annotate.contents import Contents
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA, OPEN, quote_end, trim
from mithaq.annotate.polarity import Polarity
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.roles import Roles
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.subjects import Subjects, learn_gender
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import Predicate

__all__ = ["Proposition", "find_propositions"]

# how many items a speaker may be behind «بحسب», and how many words at most stand before one that opens a sentence
_SPEAKER = 5
# how many words may stand between that speaker and «فإن»
_THAT = 6
_OPENING = 2
# what the codes of bodies that are no states have in them
_BODY = ":"


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _PropositionReader(Parse(sentence, pack, discourse)).read()


class _PropositionReader:
    """Reads the predicates of one sentence from left to right."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.u, self.s, self.pack, self.items = parse, parse.units, parse.sentence, parse.pack, parse.items
        self.clauses, self.by_item, self.discourse = parse.clauses, parse.by_item, parse.discourse
        self.belonging, self.antecedents = Belonging(parse), Antecedents(parse)
        self.polarity, self.contents = Polarity(parse), Contents(parse)
        self.subjects = Subjects(parse, self.belonging, self.antecedents)
        self.roles = Roles(parse, self.belonging, self.antecedents)
        self.consumed = -1
        # meetings of one with whom a pronoun means, who may be named behind them
        self.joined: list[Proposition] = []
        self.worded = ("", -1)

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        for index, item in enumerate(self.items):
            if index > self.consumed and (item.predicates or item.kind == "verb"):
                self._predicate(index, item)
        for meeting in self.joined:
            self._join(meeting)
        self._remember()
        self.s.asides = [(self.items[c.first].start, self.items[c.last - 1].end) for c in self.clauses if c.kind == "relative" and c.verb >= 0 and c.first < c.last and self._goes_on(c)]
        return [self.by_item[i] for i in sorted(self.by_item)]

    def _join(self, meeting: Proposition) -> None:
        """Let a meeting that brought others together with «him» be of whoever its clause is about, else of whoever was: «بعد لقاء جمعه بنظيره، أعلن الوزير»."""
        others = {phrase.code for phrase in meeting.subject}
        for known in (self.clauses[meeting.item.clause].subject, self.discourse.subject):
            if known and known[0].code not in others:
                meeting.subject = [known[0], *meeting.subject]
                return

    def _goes_on(self, clause: Clause) -> bool:
        """Return whether the clause around a relative one goes on behind it."""
        return clause.parent >= 0 and any(i >= clause.last and self.items[i].kind != "mark" for i in self.clauses[clause.parent].items)

    def _remember(self) -> None:
        """Keep the subject of the sentence for the verbs after it that leave theirs out, and who was brought together in it."""
        for _, one in sorted(self.by_item.items()):
            sides = self.antecedents.met(one)
            if len({phrase.code for phrase in sides} - {""}) > 1:
                self.discourse.together = sides
        self.discourse.others_told = [(clause.subject, clause.verb >= 0 and self.u.reports(clause.verb)) for clause in self.clauses if clause.kind != "relative" and clause.subject]
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
        if predicate is None:
            if item.kind == "verb":
                args = find_arguments(self.parse, index)
                learn_gender(item, self.subjects.verb_subject(index, item, args), args)
            return
        if item.kind == "cue" and predicate.cue == "preposition":
            self._preposition_cue(index, item, predicate)
            return
        if item.kind == "mark" and (teller := self.items[self.u.head].phrase) is not None:
            proposition = self.by_item[index] = Proposition(self.s, item, predicate, subject=[teller], end=item.end)
            self.contents.find(index, proposition, find_arguments(self.parse, index))
            return
        told = self._told_of(index, predicate) if item.kind in ("apart", "ppart") else []
        if not told and (item.kind == "ppart" or (item.kind == "apart" and not self._is_adverbial(index))):
            return
        if item.first < self.worded[1] and item.kind in NOUNS and (predicate.frame == self.worded[0] or self.worded[0] in self.pack.operators):
            # «أعرب عن استعداده», «سحبت تعهدها»: the noun is part of the phrase
            return
        if predicate.pos == "phrase":
            self.worded = (predicate.frame, self.u.wording_end(index, predicate))
            for clause in self.clauses:
                if clause.governor > index and self.items[clause.governor].first < self.worded[1]:
                    # «أعرب عن أمله في أن»: what the phrase's own noun governs is the phrase's
                    clause.governor = index
        if predicate.pos == "noun":
            self.consumed = max(self.consumed, index + self.u.covered(index, predicate))
        proposition = self.by_item.setdefault(index, Proposition(self.s, item, predicate))
        proposition.predicate = predicate
        proposition.subject, proposition.told = proposition.subject or told, bool(told)
        self._complete(index, proposition, find_arguments(self.parse, index))

    def _complete(self, index: int, proposition: Proposition, args: Arguments) -> None:
        """Read what belongs to a proposition; a participle without a content or recipient is none."""
        item, predicate = proposition.item, proposition.predicate
        proposition.end = args.end
        self.polarity.read(index, proposition)
        self.subjects.read(index, item, proposition, args)
        self.roles.fill(index, proposition, args)
        self.contents.find(index, proposition, args)
        if item.kind == "verb" and predicate.actor and proposition.subject and self.u.reports_frame(predicate):
            # «نقلت وسائل إعلام عن الوزير قوله ... وأضاف»: he goes on
            self.clauses[item.clause].subject = proposition.subject
        if item.kind == "verb" and self.u.reports_frame(predicate):
            self._lay_to(index, proposition)
            self._own_words(proposition)
        if item.kind == "verb" and self.clauses[item.clause].kind == "relative":
            self._tell_antecedent(proposition)
            self._tell_giver(proposition)
        elif item.kind == "verb" and item.suffix and predicate.operator and proposition.content is None:
            self._claim(proposition)
        acts = bool(proposition.recipient) and not predicate.operator
        if item.kind in ("apart", "ppart") and proposition.content is None and not acts:
            del self.by_item[index]

    def _claim(self, proposition: Proposition) -> None:
        """Let whoever takes on what a pronoun stands for have done the act of nobody named before it: «هجوم قتل جنودا، وقد تبناه التنظيم»."""
        operator = self.pack.operators.get(proposition.predicate.frame)
        if operator is None or not (operator.self and operator.keeps):
            return
        acts = (known for known in self.by_item.values() if known.item.kind in NOUNS and known.item.first < proposition.item.first and not known.predicate.operator)
        for noun in acts:
            noun.subject = noun.subject or list(proposition.subject)

    def _tell_antecedent(self, proposition: Proposition) -> None:
        """Let a noun know its parties from the verb of its relative clause: «الغارات التي تشنها روسيا على حلب», «هجوم تبنته الحركة»."""
        governor = self.clauses[proposition.item.clause].governor
        before = [self.by_item[i] for i in range(governor, max(governor - 4, -1), -1) if i in self.by_item]
        noun = next((known for known in before if known.item.kind in NOUNS), None)
        operator = self.pack.operators.get(proposition.predicate.frame)
        own = operator is not None and operator.self and operator.keeps and bool(proposition.item.suffix)
        light = "actor" if own else proposition.predicate.light
        if noun is None or not light:
            return
        if proposition.predicate.partner and proposition.item.suffix and proposition.partner:
            # «لقاء جمعه مع نظيره»: the pronoun is the other side
            noun.subject = list(proposition.partner)
            self.joined.append(noun)
        elif light == "none" and len(proposition.partner) > 1:
            # «اللقاء الذي جمع الوزير بنظيره»
            noun.subject = list(proposition.partner)
        # «الاجتماع الذي سيجمع الوزيرين»
        noun.planned = noun.planned or (light == "none" and proposition.item.future)
        noun.subject = noun.subject or (list(proposition.subject) if light == "actor" else [])
        # «جولة تشمل فرنسا»: what stands behind the verb is what the noun reaches
        noun.recipient = noun.recipient or list(proposition.recipient or (proposition.subject if light == "none" else []))
        noun.where = noun.where or list(proposition.where)
        noun.end = max(noun.end, proposition.end)
        noun.described = not (proposition.identifies or noun.item.det) and (proposition.item.tense == "past" or (bool(proposition.subject) and proposition.predicate.light != "none"))

    def _tell_giver(self, proposition: Proposition) -> None:
        """Let what came be given by whoever sent it: «وصلت قافلة مساعدات سيّرتها قطر إلى أم درمان»."""
        parent = self.clauses[proposition.item.clause].parent
        came = self.by_item.get(self.clauses[parent].verb) if parent >= 0 else None
        act = self.pack.acts.get(came.predicate.frame) if came is not None else None
        sent = self.pack.acts.get(proposition.predicate.frame)
        if came is not None and act is not None and sent is not None and act.delivery and sent.delivery and proposition.item.suffix and not came.subject:
            came.subject = list(proposition.subject)

    def _told_of(self, index: int, predicate: Predicate) -> list[Phrase]:
        """Return of whom a participle tells in a clause without a verb: «البنك ملتزم بتقديم», «نحن مستعدون»."""
        item = self.items[index]
        clause = self.clauses[item.clause]
        # «نحن مهددون بالموت»: of whom an act takes as its object, it is told what is done to them
        if not predicate.operator or item.det or item.prep or "object" in predicate.recipient:
            return []
        if 0 <= clause.verb < index and self.items[clause.verb].predicates:
            return []
        for position in reversed([i for i in clause.items if i < index]):
            before = self.items[position]
            if before.kind == "np" and before.phrase is not None:
                return [] if before.prep or self.belonging.is_genitive(position) else self._joined(position)
            if not (before.kind in ("modifier", "time", "verb") or before.is_particle("adverbs", "negations") or (position == index - 1 and self.u.text(before) in OPEN)):
                return self.antecedents.elided(item, clause) if before.is_particle("complementisers", "pronouns") else []
        return []

    def _joined(self, position: int) -> list[Phrase]:
        """Return the phrase at an item with those it is joined to: «فرنسا وألمانيا»."""
        found: list[Phrase] = []
        while position >= 0 and (item := self.items[position]).phrase is not None:
            found.insert(0, item.phrase)
            if not item.conj or item.prep:
                break
            position -= 1
        return found

    def _is_adverbial(self, index: int) -> bool:
        """Return whether a participle opens a clause of its own: «مؤكدا أن»."""
        clause = self.clauses[self.items[index].clause]
        return clause.kind == "participle" and clause.first == index

    def _preposition_cue(self, index: int, item: Item, predicate: Predicate) -> None:
        """Read «بحسب البيان»: the speaker follows, the words stand before or behind."""
        last = index + 1 + self.u.covered(index, predicate)
        speaker = next((other.phrase for other in self.items[last : last + _SPEAKER] if other.kind == "np"), None)
        if speaker is None:
            return
        content = self._words_behind(index, speaker) if self._opens(index) else self._words_before(index)
        told = (known for i, known in self.by_item.items() if i < index and known.item.kind not in NOUNS and self.u.reports_frame(known.predicate))
        if not self._opens(index) and any(known.content is not None or known.subject for known in told):
            return
        if self.clauses[item.clause].kind == "relative" and not self.s.is_mark(item.first - 1, COMMA):
            # «التصريحات التي صدرت على لسان الوزير»: says which ones
            return
        self.by_item[index] = Proposition(
            self.s, item, predicate, subject=[speaker], end=speaker.end, content=content, content_form="clause"
        )  # fmt: skip
        clause = self.clauses[item.clause]
        clause.subject = clause.subject or [speaker]

    def _lay_to(self, index: int, proposition: Proposition) -> None:
        """Give a verb of saying the words before «كما قال السفير», and what a medium passes on to whom it has it from."""
        if proposition.content is None and self._closes(index, proposition):
            start, end = self._words_before(index)
            # «وقد مكنت العملية، يضيف البلاغ، من توقيف»: the words go on behind it
            behind = self.items[index + 2] if index + 3 < len(self.items) else None
            on = behind is not None and self.u.text(behind) in COMMA and not self.items[index + 3].conj and not self.u.reports(index + 3)
            proposition.content, proposition.content_form = (start, trim(self.s.text, self.s.end) if on else end), "clause"
            self._note_quote(proposition)
        elif proposition.content is None:
            as_said = index > 1 and self.items[index - 1].kind == "particle" and self.s.words[self.items[index - 1].first] in self.pack.particle_words("as_said")
            if as_said and proposition.subject and not self._opens(index - 1) and self._says_no_more(index):
                proposition.content, proposition.content_form = self._words_before(index - 1), "clause"
        elif proposition.subject and proposition.subject[0].kind == "media":
            proposition.subject = self._quoted(index, proposition.content[0]) or proposition.subject

    def _closes(self, index: int, proposition: Proposition) -> bool:
        """Return whether a verb of saying stands behind what it tells, with nobody else's words before: «…، يقول الوزير، موضحا»."""
        item, before = proposition.item, self.items[index - 1] if index > 1 else None
        if before is None or before.kind != "mark" or item.conj or item.tense != "present" or not proposition.subject or self._opens(index):
            return False
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        if follows is None or follows.phrase is None or follows.prep or self.u.text(before) not in COMMA:
            return False
        behind = next((other for other in self.items[index + 2 :] if not (other.kind in ("time", "modifier") or other.is_particle("adverbs"))), None)
        told = any(known.content is not None and self.u.reports_frame(known.predicate) for i, known in self.by_item.items() if i < index)
        return (behind is None or behind.kind == "mark") and not told

    def _note_quote(self, proposition: Proposition) -> None:
        """Note that words are quoted whole: «…»، يقول الوزير."""
        start, end = proposition.content or (0, 0)
        if start and self.s.text[start - 1] in OPEN and quote_end(self.s.text, start - 1) == end:
            proposition.content_form = "quote"

    def _own_words(self, proposition: Proposition) -> None:
        """Let «his country» in somebody's words be the speaker's, whoever was spoken of last."""
        speaker = proposition.subject[0] if len(proposition.subject) == 1 else None
        if speaker is None or proposition.content is None or not speaker.is_person or not speaker.code or _BODY in speaker.code:
            return
        start, end = proposition.content
        for phrase in self.s.phrases:
            his = phrase.owned and phrase.weak and phrase.kind == "state"
            if his and start <= phrase.start < end and self.discourse.is_meant(phrase.pronoun, speaker):
                phrase.code = speaker.code

    def _says_no_more(self, index: int) -> bool:
        """Return whether nothing but who, when, where and to whom follows a verb, and no other verb of saying stands before it."""
        behind = (item for item in self.items[index + 1 :] if item.kind not in ("np", "time", "word", "mark", "modifier", "nisba") and not (item.kind in NOUNS and item.det))
        return all(item.is_particle("prepositions", "adverbs") for item in behind) and not any(self.u.reports(i) for i in range(index) if self.items[i].kind == "verb")

    def _quoted(self, index: int, end: int) -> list[Phrase]:
        """Return whom a medium quotes between its verb and the words at ``end``: «نقلا عن مسؤول»."""
        quoting = self.pack.particle_words("quoting")
        for at, item in enumerate(self.items[index + 1 :], index + 1):
            if item.start >= end:
                break
            if self.s.words[item.first] in quoting:
                return [other.phrase for other in self.items[at + 1 : at + 4] if other.phrase is not None and other.start < end][:1]
        return []

    def _opens(self, index: int) -> bool:
        """Return whether hardly a word stands before an item in its sentence."""
        return sum(item.kind not in ("mark", "particle") for item in self.items[:index]) < _OPENING

    def _words_before(self, index: int) -> tuple[int, int]:
        """Return the words of the sentence before an item, without «وذلك» at their end and the conjunction at their beginning."""
        at = index
        while at > 1 and (self.items[at - 1].kind == "mark" or (self.items[at - 1].is_particle("demonstratives") and self.items[at - 1].conj)):
            at -= 1
        first = next((i for i in range(at) if self.items[i].kind != "mark"), 0)
        return self.items[first].start, trim(self.s.text, self.items[at - 1].end)

    def _words_behind(self, index: int, speaker: Phrase) -> tuple[int, int] | None:
        """Return the words behind a speaker whom the sentence opens with."""
        behind = [i for i, item in enumerate(self.items) if i >= index and item.first >= speaker.last and item.kind not in ("mark", "time")]
        # «وفقا لأحد أفراد العائلة، أمس، فإن»
        that = next((i for i in behind[:_THAT] if self.items[i].is_particle("complementisers")), -1)
        at = next((i for i in behind if i > that), -1)
        return (self.items[at].start, trim(self.s.text, self.s.end)) if at >= 0 else None
