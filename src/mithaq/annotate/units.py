"""Units made of a sentence: actor phrases, and words read as verb, noun or particle by their place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA, OPEN, opens_saying
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.valency import Valency, near
from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import Predicate
from mithaq.packs.readings import Reading

_BEFORE_VERB = ("negations", "relatives", "conjunctions", "subordinators", "future", "openers", "adverbs", "complementisers", "conditionals")
# what only a verb can follow
_CALLS_VERB = ("negations", "future", "aspect")
_NONE: frozenset[int] = frozenset()
_AHEAD = 8
# who may speak at the head of a line, before a colon; how far the colon may be, and how many words must follow it
_TELLERS = ("person", "igo", "alliance", "ministry", "government", "party", "armed_group", "armed_force", "ngo", "agency")
_HEAD, _TOLD = 6, 3
# how many units the hour before a line of a live report is
_CLOCK = 3
# how many words an aside about a speaker covers: «اشترط عدم الكشف عن هويته»
_ASIDE = 5
# how many items a noun may stand before one that «and» joins to it, and where they are listed
_JOINED, _LISTED = 7, 16
# the most words that are said out of courtesy together: «صاحب السمو الملكي»
_COURTESY = 4


class Units(Valency):
    """The items of one sentence, each word read as verb, noun or particle by its place, and what they say about each other."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        super().__init__(sentence, pack)
        starts = self._starts = {phrase.first: phrase for phrase in sentence.phrases}
        self._rough = self._approximations()
        conjunctions = pack.settings.conjunctions
        index, apart = 0, ""
        while index < len(sentence.tokens):
            phrase = starts.get(index)
            if phrase is None and sentence.tokens[index].text in conjunctions and self._word_follows(index):
                # «و قال»: set apart by a space
                index, apart = index + 1, sentence.tokens[index].text
                continue
            item = self._word_item(index) if phrase is None else Item("np", phrase.first, phrase.last, phrase.start, phrase.end, phrase.conj, phrase.prep, phrase.det, phrase=phrase)
            if phrase is not None and phrase.is_person:
                self._take_courtesy(item)
            if apart:
                if apart + sentence.words[index] in pack.particle_words("conjunctions"):
                    item.kind, item.group = "particle", "conjunctions"
                if item.kind != "mark":
                    item.conj, apart = item.conj or apart, ""
            if item.kind == "particle" and self._is_while(item):
                before = self.items.pop()
                item.kind, item.group, item.conj = "particle", "conjunctions", before.conj
            self.items.append(item)
            index = item.last
        self._head_line()

    def _take_courtesy(self, item: Item) -> None:
        """Let what is said out of courtesy before a name belong to it: «قال الدكتور فلان», «مع السيد فلان»."""
        while (start := self._courtesy_before(item.first)) < item.first:
            while self.items and self.items[-1].first >= start:
                before = self.items.pop()
                item.conj, item.prep = before.conj or item.conj, before.prep or item.prep
            item.first = start

    def _courtesy_before(self, index: int) -> int:
        """Return where words of courtesy begin that end before a token; the token if none do."""
        starts = range(max(index - _COURTESY, 0), index)
        free = (at for at in starts if at not in self._starts)
        return next((at for at in free if any(h.named.type == "honorific" and h.end == index for h in self.s.names[at])), index)

    @property
    def head(self) -> int:
        """Where the words of a line begin, behind the hour of a live report: «10:40 الكرملين: …»."""
        clock = [self.s.tokens[item.first] for item in self.items[:_CLOCK]]
        hour = len(clock) == _CLOCK and clock[0].kind == clock[2].kind == "number" and clock[1].text == ":"
        return _CLOCK if hour else 0

    def _head_line(self) -> None:
        """Let the colon behind whoever a line begins with word a saying: «لافروف: الوضع خطير»."""
        speaker = self.items[self.head].phrase if self.head < len(self.items) else None
        if speaker is None or speaker.conj or speaker.prep or speaker.place or not (speaker.code or speaker.weak) or speaker.kind not in _TELLERS:
            return
        begin = self.head + 1
        at = next((i for i, item in enumerate(self.items[begin : self.head + _HEAD], begin) if self.text(item) == ":"), 0)
        between = self.items[begin:at]
        if between and not (between[0].prep == "ل" or between[0].surface == "ل"):
            # only an outlet may stand between: «وزير الخارجية لصحيفة محلية: …»
            return
        words = sum(token.kind == "word" for token in self.s.tokens[self.items[at].last :]) if at else 0
        listed = all(item.kind in ("np", "mark") for item in self.items[at + 1 :])
        if words >= _TOLD and not listed:
            self.items[at].predicates = self.pack.colons

    def _is_while(self, item: Item) -> bool:
        """Return whether a word and the one before it are a conjunction: «، في حين أكدت», «إلا أنه أكد»."""
        return self.s.words[item.first] in self.pack.pair_ends and bool(self.items) and f"{self.s.words[self.items[-1].first]} {self.s.words[item.first]}" in self.pack.particle_words("conjunctions_of_two")

    def _word_follows(self, index: int) -> bool:
        """Return whether a word stands behind a token, or its opening mark: «و"الجيش"»."""
        at = index + 1 + (index + 2 < len(self.s.tokens) and self.s.is_mark(index + 1, OPEN))
        return at < len(self.s.tokens) and self.s.tokens[at].kind == "word"

    def is_told_anew(self, index: int, position: int) -> bool:
        """Return whether the noun of an act is taken up again for somebody else: «التزام كينيا بفتح الحدود والتزام أوغندا بتسليم المطلوبين»."""
        noun, again = self.items[index], self.items[position]
        named = position + 1 < len(self.items) and self.items[position + 1].kind == "np" and not self.items[position + 1].prep
        return named and again.conj in self.pack.settings.conjunctions and again.kind == noun.kind == "masdar" and again.surface == noun.surface and not (again.prep or again.suffix or again.det)

    def text(self, item: Item) -> str:
        """Return the first token's text of an item."""
        return self.s.tokens[item.first].text

    def reports(self, index: int) -> bool:
        """Return whether an item can word a statement."""
        return not self.pack.reporting.isdisjoint(self.items[index].predicates)

    def is_operator(self, index: int) -> bool:
        """Return whether an item can word an operator."""
        return not self.pack.operating.isdisjoint(self.items[index].predicates)

    def awaits(self, index: int, form: str) -> bool:
        """Return whether some predicate of an item takes a content in this form: «أن» or «quote»."""
        return not self.pack.awaiting.get(form, _NONE).isdisjoint(self.items[index].predicates)

    def positions(self, index: int) -> frozenset[str]:
        """Return the prepositions that lead to what some predicate of an item governs."""
        return frozenset(word for ref in self.items[index].predicates for word in self.pack.predicates[ref].content)

    def opens_saying(self, item: Item) -> bool:
        """Return whether a mark opens a quotation of several words rather than a name."""
        return opens_saying(self.s.text, item.start, self.pack.settings.glued_letters)

    def reports_frame(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a statement."""
        return self.pack.words_statement(predicate)

    def _word_item(self, index: int) -> Item:
        """Return the unit of one token, read as verb or noun by its surroundings."""
        token = self.s.tokens[index]
        if token.kind != "word":
            return Item("mark" if token.kind == "punct" else "word", index, index + 1, token.start, token.end)
        if index in self._rough:
            return Item("about", index, index + 1, token.start, token.end, prep=self._rough[index])
        if self.s.timed and self._is_time(index):
            return Item("time", index, index + 1, token.start, token.end)
        read = self.s.known[index].readings.settled or self._choose(index)
        return Item(
            read.kind, index, index + 1, token.start + read.shift, token.end, read.conj, read.prep, read.det, read.suffix,
            read.future, read.tense, read.gender, read.number, read.predicates, read.group, read.surface,
        )  # fmt: skip

    def _approximations(self) -> dict[int, str]:
        """Return the tokens that only say that a number behind them is rough, each with a preposition glued to it: «أكثر من 40», «بنحو مئة»."""
        heads = self.pack.approximations
        if heads.keys().isdisjoint(self.s.words):
            return {}
        found: dict[int, str] = {}
        for index, word in ((index, word) for index, word in enumerate(self.s.words) if word in heads):
            for prep, rest in heads[word]:
                after = index + 1 + len(rest)
                if tuple(self.s.words[index + 1 : after]) == rest and self.s.counts(after):
                    found |= {at: prep if at == index else "" for at in range(index, after)}
        return found

    def _is_time(self, index: int) -> bool:
        """Return whether a word belongs to a date and is not its sentence's verb, or is the part of a day before one."""
        if index not in self.s.timed and index + 1 not in self.s.timed:
            return False
        if self._is_daytime(index) or self._is_month(index):
            return True
        return index in self.s.timed and not any(self._predicates(a) for a in self.s.analyses[index] if a.entry.kind == "verb")

    def _is_month(self, index: int) -> bool:
        """Return whether a word of a date follows its number: «26 مارس», though «مارس» is a verb too."""
        return index in self.s.timed and index > 0 and self.s.tokens[index - 1].kind == "number" and index - 1 in self.s.timed

    def _is_daytime(self, index: int) -> bool:
        """Return whether a word names a part of the day that follows: «فجر اليوم», not «فجر مسلحون»."""
        return index + 1 in self.s.timed and self.s.is_of(index, "daytimes")

    def _choose(self, index: int) -> Reading:
        """Return what a token that can be several things is read as at its place."""
        found = self.s.known[index].readings
        if found.cue is not None and (found.cue_only or near(found.cue_words, self.s.words[index + 1 : index + 4], 1)):
            return found.cue
        if found.particle is not None and not self._is_verb_after_all(index, found.particle, found.verbs):
            return found.particle
        before = self.items[-1] if self.items else None
        unverbed = before is not None and before.kind == "particle" and before.surface in self.pack.particle_words("noun_negations")
        verbs = [a for a in found.verbs if not unverbed and _verb_allowed(a, before)]
        if found.plain is not None and found.noun is None and not (before is not None and before.is_particle(*_CALLS_VERB)):
            return found.plain
        if verbs and (found.noun is None or self._verb_place(index, verbs[0], before)):
            verbs = self._agreeing(index, verbs) if len(verbs) > 1 else verbs
            return found.verb if found.verb is not None and len(verbs) == len(found.verbs) else self.pack.word_reader.verb(verbs)
        return found.noun or found.other or found.unknown

    def _agreeing(self, index: int, verbs: list[Analysis]) -> list[Analysis]:
        """Return those of a verb's homographs that agree with who follows: «تسلم الجيش» is no «she hands over»."""
        if len({a.entry.gender for a in verbs if a.entry.gender in ("m", "f")}) < 2:
            return verbs
        phrase = self._starts.get(index + 1)
        wanted = "" if phrase is None or phrase.prep or phrase.conj else self._gender(phrase)
        return [a for a in verbs if a.entry.gender == wanted] or verbs

    def _gender(self, phrase: Phrase) -> str:
        """Return the gender that a verb before a phrase takes, empty if the phrase does not tell."""
        if phrase.kind == "state" and phrase.form == "name" and phrase.code and not phrase.place and not phrase.gender:
            return "m" if phrase.code in self.pack.settings.masculine_states else "f"
        if phrase.number in ("p", "d") or phrase.form == "metonym":
            return ""
        return phrase.gender if phrase.gender in ("m", "f") else ""

    def _is_verb_after_all(self, index: int, particle: Reading, verbs: Sequence[Analysis]) -> bool:
        """Return whether what looks like a preposition or a purpose is a verb: «عبر عن», «وعبر لافروف عن», «أجل زيارته»."""
        verbs = [a for a in verbs if self._predicates(a)] if particle.group in ("prepositions", "purpose") else []
        if not verbs:
            return False
        if particle.group == "purpose":
            return index + 1 in self._starts and not (self.items and self.items[-1].is_particle("prepositions"))
        follows = self.s.words[index + 1] if index + 1 < len(self.s.words) else ""
        if any(follows in self._positions(ref) for verb in verbs for ref in self._predicates(verb)):
            return True
        before = self.items[-1] if self.items else None
        opens = before is None or before.kind == "mark" or bool(particle.conj) or before.is_particle("aspect", "conjunctions", "openers", "relatives", "complementisers")
        named = next((phrase for phrase in self.s.phrases if phrase.first == index + 1 and phrase.is_person and not phrase.prep), None)
        if not opens or named is None:
            return False
        ahead = range(named.last, min(named.last + _AHEAD, len(self.s.words)))
        awaited = {word for verb in verbs for ref in self._predicates(verb) for word in self._positions(ref)}
        return any(self.s.words[at] in awaited or (self.s.has(at, "particle", "complementisers") and "أن" in awaited) for at in ahead)

    def _positions(self, ref: int) -> tuple[str, ...]:
        """Return the prepositions that lead to what a predicate governs or addresses."""
        predicate = self.pack.predicates[ref]
        return (*predicate.content, *predicate.recipient, *predicate.partner)

    def _predicates(self, analysis: Analysis) -> tuple[int, ...]:
        """Return the predicates an analysis words."""
        return self.pack.word_reader.worded(analysis)

    def _verb_place(self, index: int, analysis: Analysis, before: Item | None) -> bool:
        """Return whether the place calls for a verb rather than a noun of the same letters."""
        if (analysis.conj and self._joins_noun(index)) or (not analysis.conj and self.is_owed(len(self.items))):
            return False
        if analysis.entry.tense == "past" and not analysis.conj and before is not None and self._opens_with_noun(before):
            return False
        if analysis.entry.number == "d" and analysis.entry.tense == "past" and before is not None and before.kind == "mark" and self._closes_aside(before):
            # «قصف الجيش، بقذائف الهاون، تجمعا لجنود»
            return False
        if before is None or analysis.conj or before.is_particle(*_BEFORE_VERB) or before.kind == "mark":
            # «قررت فرنسا مؤخرا طرد السفير»: behind the adverb stands what the open verb is about
            return before is None or bool(analysis.conj) or not (before.is_particle("adverbs") and self._verb_is_open())
        if self.s.counts(index + 1) and before.kind in ("word", "noun", "time") and before.prep and not self._verb_is_open():
            # «قبل ذلك بيوم قتل ستة»
            return True
        if analysis.suffix and before.kind in NOUNS and before.predicates and not before.det and any(self.pack.predicates[ref].light for ref in self._predicates(analysis)):
            # «هجوم شنه مسلحون»
            return True
        if before.kind in ("verb", "masdar", "noun") or self.s.tokens[before.first].kind == "number":
            return False
        if before.kind == "np" and self._tells_aside(index, analysis):
            return True
        return not self._verb_is_open() and index + 1 < len(self.s.tokens)

    def is_owed(self, at: int) -> bool:
        """Return whether a noun at item ``at`` is what somebody has to do, in a clause without a verb: «إن على روسيا سحب قواتها»."""
        debtors = list(itertools.takewhile(lambda item: item.phrase is not None or item.kind in ("modifier", "nisba"), reversed(self.items[:at])))
        led = at - len(debtors) - 1
        if not debtors or led < 0 or not self.items[led].is_particle("prepositions") or not self.s.is_of(self.items[led].first, "owing"):
            return False
        first = debtors[-1].phrase
        actor = first is not None and (not first.place or first.form == "metonym")
        return actor and (not led or self.items[led - 1].kind == "mark" or self.items[led - 1].is_particle("complementisers", "conjunctions"))

    def _closes_aside(self, mark: Item) -> bool:
        """Return whether a comma closes words of how, when or where that another opened."""
        commas = [at for at, item in enumerate(self.items) if item.kind == "mark" and self.text(item) in COMMA]
        if mark.kind != "mark" or len(commas) < 2 or self.items[commas[-1]] is not mark:
            return False
        inside = self.items[commas[-2] + 1 : commas[-1]]
        return bool(inside) and bool(inside[0].prep or inside[0].is_particle("prepositions")) and not any(item.kind == "verb" for item in inside)

    def _opens_with_noun(self, before: Item) -> bool:
        """Return whether an item is «that» which a noun follows, no verb in the past: «إن قصفا استهدف», not «بعد أن قصفا»."""
        if not (before.is_particle("complementisers") and self.s.is_of(before.first, "bare_that")):
            return False
        return not (before.first and self.s.words[before.first - 1] in self.pack.particle_words("circumstances"))

    def _tells_aside(self, index: int, analysis: Analysis) -> bool:
        """Return whether a verb and the words directly behind it only say how a speaker speaks: «طلب عدم ذكر اسمه»."""
        following = self.s.words[index + 1 : index + 1 + _ASIDE]
        asides = (ref for ref in self._predicates(analysis) if ref in self.pack.asides)
        return any(near(phrases, following, 1) for ref in asides for phrases in (self.pack.needs[ref], self.pack.wordings[ref]))

    def is_aside(self, index: int) -> bool:
        """Return whether an item's verb only tells of a speaker by the way, or one of the words it covers."""
        for at in range(index, max(index - _ASIDE, -1), -1):
            item = self.items[at]
            if item.kind in ("verb", "apart"):
                return not self.pack.asides.isdisjoint(item.predicates) and self._is_aside(at)
            if item.kind in ("mark", "np"):
                return False
        return False

    def _is_aside(self, index: int) -> bool:
        """Return whether the predicate of an item is one that only tells of a speaker by the way."""
        predicate = self.select(index)
        operator = self.pack.operators.get(predicate.frame) if predicate is not None else None
        return operator is not None and operator.aside

    def _joins_noun(self, index: int) -> bool:
        """Return whether a word behind «and» goes on from the noun of an act: «أدى إلى مقتل شخص وجرح آخر», «طالب بوقف الحرب، ورفع الحصار»."""
        listed = self._governs_thing(index)
        for at in range(len(self.items) - 1, max(len(self.items) - (_LISTED if listed else _JOINED), -1), -1):
            item = self.items[at]
            comma = listed and item.kind == "mark" and self.text(item) in COMMA
            if item.kind == "verb" or (item.kind == "mark" and not comma) or item.is_particle("complementisers", "relatives", "conjunctions", "subordinators"):
                return False
            if item.kind == "masdar" and item.predicates:
                return listed or bool(item.prep) or (at > 0 and self.items[at - 1].is_particle("prepositions"))
        return False

    def _governs_thing(self, index: int) -> bool:
        """Return whether the definite noun of a thing, of nobody, stands directly behind a token."""
        after = index + 1
        if after >= len(self.s.tokens) or after in self._starts:
            return False
        return self.s.tokens[after].text.startswith(self.pack.settings.article)

    def _verb_is_open(self) -> bool:
        """Return whether a verb stands before without the border of a clause since."""
        for item in reversed(self.items[-8:]):
            if item.kind == "verb" and not self.s.is_of(item.first, "copulas"):
                return True
            if item.kind == "mark" or item.is_particle("complementisers", "relatives", "subordinators", "conjunctions"):
                return False
        return False


def _verb_allowed(analysis: Analysis, before: Item | None) -> bool:
    """Return whether a verb form may stand here: the jussive only behind what calls for it."""
    if analysis.prep and analysis.entry.tense == "past":
        return False
    if before is not None and before.leads:
        return False
    if before is not None and before.kind == "masdar" and before.prep == "ل" and not (before.det or before.suffix or analysis.conj or analysis.suffix):
        # «لضمان حسن سير الامتحانات»
        return False
    if analysis.entry.tense == "jussive":
        return (before is not None and before.is_particle("negations", "complementisers")) or bool(analysis.prep)
    return True
