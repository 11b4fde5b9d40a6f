"""Propositions: each predicate of a sentence with its arguments and with the operators it stands under."""

from __future__ import annotations

from dataclasses import dataclass, field

from mithaq.annotate.discourse import Discourse
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Analysis, Pack, Predicate

_OPEN = "«\"“”"
_CLOSE = "»\"”“"
_COMMA = "،,؛;"
_REACH = 34


@dataclass(slots=True)
class Item:
    """A unit of a sentence: an actor phrase, a predicate word, or another token."""

    kind: str
    first: int
    last: int
    start: int
    end: int
    conj: str = ""
    prep: str = ""
    det: bool = False
    suffix: str = ""
    future: bool = False
    tense: str = ""
    gender: str = ""
    number: str = ""
    predicates: tuple[int, ...] = ()
    group: str = ""
    surface: str = ""
    phrase: Phrase | None = None


@dataclass(slots=True)
class Proposition:
    """A predicate with its arguments. ``content`` is what it governs, as folded offsets."""

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
    end: int = 0

    @property
    def start(self) -> int:
        """Where the predicate's word begins."""
        return self.item.start


@dataclass(slots=True)
class _Arguments:
    """What stands behind a predicate: phrases by position, the governed noun, the clause or quotation."""

    subject: list[Phrase] = field(default_factory=list)
    places: dict[str, list[Phrase]] = field(default_factory=dict)
    nouns: list[tuple[str, int]] = field(default_factory=list)
    clause: int | None = None
    clause_prep: str = ""
    quote: int | None = None
    opening: dict[str, int] = field(default_factory=dict)
    end: int = 0


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _Clauses(sentence, pack, discourse).read()


class _Clauses:
    """Reads the predicates of one sentence from left to right."""

    def __init__(self, sentence: Sentence, pack: Pack, discourse: Discourse) -> None:
        self.s = sentence
        self.pack = pack
        self.discourse = discourse
        self.open_verb = False
        self.items = self._items()
        self.by_item: dict[int, Proposition] = {}
        self.main_subject: list[Phrase] = []

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        for index, item in enumerate(self.items):
            if item.predicates:
                self._predicate(index, item)
        return [self.by_item[i] for i in sorted(self.by_item)]

    # --- items -----------------------------------------------------------------------------------------

    def _items(self) -> list[Item]:
        """Return the units of the sentence."""
        items: list[Item] = []
        starts = {phrase.first: phrase for phrase in self.s.phrases}
        index = 0
        while index < len(self.s.tokens):
            phrase = starts.get(index)
            if phrase is not None:
                items.append(Item("np", phrase.first, phrase.last, phrase.start, phrase.end, phrase.conj, phrase.prep, phrase.det, phrase=phrase))
                index = phrase.last
                continue
            self.open_verb = self._verb_is_open(items)
            items.append(self._word_item(index, items[-1] if items else None))
            index += 1
        return items

    def _verb_is_open(self, items: list[Item]) -> bool:
        """Return whether a verb stands before without the border of a clause since."""
        for item in reversed(items[-8:]):
            if item.kind == "verb":
                return True
            if item.kind == "mark" or (item.kind == "particle" and item.group in ("complementisers", "relatives", "subordinators", "conjunctions")):
                return False
        return False

    def _word_item(self, index: int, before: Item | None) -> Item:
        """Return the unit of one token, read as verb or noun by its surroundings."""
        token = self.s.tokens[index]
        if token.kind != "word":
            return Item("mark" if token.kind == "punct" else "word", index, index + 1, token.start, token.end)
        analysis = self._choose(index, before)
        if analysis is None:
            prep, offset = self._glued_preposition(token.text)
            return Item("word", index, index + 1, token.start + offset, token.end, prep=prep)
        entry = analysis.entry
        lexeme = self.pack.lexemes[entry.ref] if entry.kind in ("verb", "masdar", "noun", "apart", "ppart", "cue") and entry.ref >= 0 else None
        start = token.start + analysis.offset - (2 if analysis.det and analysis.prep != "ل" else 0)
        return Item(
            entry.kind, index, index + 1, start, token.end, analysis.conj, analysis.prep, analysis.det, analysis.suffix,
            analysis.future, entry.tense, entry.gender, entry.number, lexeme.predicates if lexeme else (),
            entry.tense if entry.kind == "particle" else "", entry.surface,
        )  # fmt: skip

    def _glued_preposition(self, word: str) -> tuple[str, int]:
        """Return the preposition that an unknown word seems to carry, and how far it reaches."""
        for prep in self.pack.settings.get("glued", []):
            if word.startswith(prep) and len(word) - len(prep) >= 4:
                return prep[:1], 1
        return "", 0

    def _choose(self, index: int, before: Item | None) -> Analysis | None:
        """Return the analysis of a token that fits its place."""
        analyses = self.s.analyses[index]
        if not analyses:
            return None
        particle = next((a for a in analyses if a.entry.kind == "particle"), None)
        if particle is not None:
            return particle
        cue = next((a for a in analyses if a.entry.kind == "cue" and any(self.pack.predicates[r].cue for r in self._predicates(a))), None)
        if cue is not None:
            return cue
        verbs = [a for a in analyses if a.entry.kind == "verb" and self._verb_allowed(a, before)]
        nouns = [a for a in analyses if a.entry.kind in ("masdar", "noun", "apart", "ppart", "cue")]
        if verbs and (not nouns or self._verb_place(index, verbs[0], before)):
            return max(verbs, key=lambda a: (bool(self._predicates(a)), not a.entry.passive))
        if nouns:
            return max(nouns, key=lambda a: (bool(self._predicates(a)), a.entry.kind in ("masdar", "noun", "cue")))
        return verbs[0] if verbs else analyses[0]

    def _predicates(self, analysis: Analysis) -> tuple[int, ...]:
        """Return the predicates an analysis words."""
        return self.pack.lexemes[analysis.entry.ref].predicates if analysis.entry.ref >= 0 else ()

    def _verb_allowed(self, analysis: Analysis, before: Item | None) -> bool:
        """Return whether a verb form may stand here: the jussive only behind what calls for it."""
        if analysis.prep and analysis.entry.tense == "past":
            return False
        if before is not None and before.kind == "particle" and before.group == "prepositions":
            return False
        if analysis.entry.tense == "jussive":
            return (before is not None and before.kind == "particle" and before.group in ("negations", "complementisers")) or bool(analysis.prep)
        return True

    def _verb_place(self, index: int, analysis: Analysis, before: Item | None) -> bool:
        """Return whether the place calls for a verb rather than a noun of the same letters."""
        if before is None or analysis.conj or (before.kind == "particle" and before.group in ("negations", "relatives", "conjunctions", "subordinators", "future", "openers", "adverbs", "complementisers")):
            return True
        if before.kind == "mark":
            return True
        if before.kind in ("verb", "masdar", "noun"):
            return False
        return not self.open_verb and index + 1 < len(self.s.tokens)

    # --- predicates ------------------------------------------------------------------------------------

    def _predicate(self, index: int, item: Item) -> None:
        """Read the proposition of one predicate word."""
        args = self._arguments(index)
        predicate = self._select(index, item)
        if predicate is None:
            if item.kind == "verb" and args.subject:
                self.main_subject = args.subject
            return
        if item.kind == "cue" and predicate.cue == "preposition":
            self._preposition_cue(index, item, predicate, args)
            return
        if item.kind in ("apart", "ppart") and (item.det or item.kind == "ppart" or not predicate.operator):
            return
        proposition = self.by_item.get(index) or Proposition(self.s, item, predicate)
        proposition.predicate = predicate
        self.by_item[index] = proposition
        proposition.end = args.end
        self._polarity(index, proposition)
        self._subject(index, item, proposition, args)
        self._roles(proposition, args)
        self._content(index, proposition, args)

    def _select(self, index: int, item: Item) -> Predicate | None:
        """Return the predicate whose required words are there; the most demanding one first."""
        exact = self.s.words[item.last : item.last + 8]
        best: tuple[int, Predicate] | None = None
        for ref in item.predicates:
            predicate = self.pack.predicates[ref]
            demand = 0
            if predicate.words:
                if not any(_near(words, exact, 4 if predicate.pos == "phrase" and predicate.cue == "" else 1) for words in predicate.words):
                    continue
                demand += 2
            if predicate.needs:
                found = [len(words) for words in predicate.needs if self._governs(words, item.last)]
                if not found:
                    continue
                demand += 1 + max(found)
            if best is None or demand > best[0]:
                best = (demand, predicate)
        return best[1] if best else None

    def _governs(self, words: tuple[str, ...], first: int) -> bool:
        """Return whether the noun ``words`` stands among the tokens from ``first``, in any case or with a pronoun."""
        last = min(first + 12, len(self.s.tokens) - len(words) + 1)
        return any(
            all(word in self.pack.stems(self.s.words[at + step]) for step, word in enumerate(words)) for at in range(first, last)
        )

    def _arguments(self, index: int) -> _Arguments:
        """Collect what stands behind a predicate up to the end of its clause."""
        args = _Arguments(end=self.items[index].end)
        prep, is_verb = "", self.items[index].kind == "verb"
        position = index + 1
        while position < len(self.items) and position - index < _REACH:
            item = self.items[position]
            if item.kind == "mark":
                if self._mark(position, args, bool(args.subject) or not is_verb):
                    break
                position += 1
                continue
            if item.kind == "particle" and item.group == "complementisers":
                args.clause, args.clause_prep = position + 1, prep
                break
            if item.kind == "particle" and item.group == "prepositions":
                prep = item.surface
                args.opening.setdefault(prep, position + 1)
                position += 1
                continue
            if item.kind == "particle" and item.group in ("subordinators", "conditionals", "purpose", "conjunctions") and not args.nouns and item.group != "purpose":
                break
            if item.kind == "particle" and item.group == "relatives":
                position = self._after_relative(position)
                prep = ""
                continue
            if item.kind == "verb" and (item.conj or not is_verb or self._ends_clause(item)):
                break
            role = item.prep or prep
            if item.kind == "np" and item.phrase is not None:
                self._place(args, item.phrase, role, is_verb, item)
            elif item.kind in ("masdar", "noun") or (item.kind in ("word", "ppart", "modifier") and not args.nouns):
                args.nouns.append((role or "object", position))
                args.opening.setdefault(role or "object", position)
            elif item.kind == "word" and item.prep:
                args.opening.setdefault(item.prep, position)
            elif item.kind == "apart" and item.predicates and not item.det and not item.prep:
                break
            args.end = item.end
            prep = ""
            position += 1
        return args

    def _ends_clause(self, item: Item) -> bool:
        """Return whether a verb without conjunction begins another clause."""
        return bool(item.predicates) or item.tense == "past"

    def _mark(self, position: int, args: _Arguments, has_subject: bool) -> bool:
        """Deal with punctuation behind a predicate; return whether the clause ends."""
        item = self.items[position]
        text = self.s.tokens[item.first].text
        if text in _OPEN or text == ":":
            follows = position + 1 < len(self.items) and self.s.tokens[self.items[position + 1].first].text in _OPEN
            if text == ":" or has_subject or follows or args.end <= self.items[max(position - 1, 0)].end:
                if text in _OPEN and not (self._opens(item.start) and self._is_long_quote(item.start)):
                    return False
                args.quote = self.items[position + 1].first if text == ":" and follows else item.first
                return True
            return False
        return text in "؛;.!؟?"

    def _opens(self, at: int) -> bool:
        """Return whether a quotation mark, which may be odd, stands where one opens."""
        text = self.s.text
        return (at == 0 or text[at - 1] in " :(\n،ـ") and at + 1 < len(text) and not text[at + 1].isspace()

    def _is_long_quote(self, start: int) -> bool:
        """Return whether quotation marks hold a saying rather than a name."""
        text = self.s.text
        closing = next((i for i in range(start + 1, min(len(text), start + 1200)) if text[i] in _CLOSE), len(text))
        return text.count(" ", start, closing) >= 3

    def _after_relative(self, position: int) -> int:
        """Return the index after a relative clause: behind the next comma, or at the end of a short one."""
        for index in range(position + 1, min(len(self.items), position + 18)):
            item = self.items[index]
            if item.kind == "mark" and self.s.tokens[item.first].text in _COMMA:
                return index + 1
            if item.kind == "particle" and item.group == "complementisers" and index > position + 1:
                return index
        return len(self.items)

    def _place(self, args: _Arguments, phrase: Phrase, role: str, is_verb: bool, item: Item) -> None:
        """Put a phrase into its position; a coordinated phrase joins the one before it."""
        if item.conj and not item.prep and args.places.get("_last") is not None:
            args.places["_last"].append(phrase)
            return
        if role:
            target = args.places.setdefault(role, [])
        elif is_verb and not args.subject and not args.nouns:
            target = args.subject
        else:
            target = args.places.setdefault("object" if is_verb else "genitive", [])
        target.append(phrase)
        args.places["_last"] = target

    def _polarity(self, index: int, proposition: Proposition) -> None:
        """Note negation, condition and purpose that stand before a predicate."""
        before = self.items[index - 1] if index else None
        if before is not None and before.kind == "particle" and before.group == "negations":
            proposition.negated = True
        for earlier in self.items[max(0, index - 8) : index]:
            if earlier.kind == "particle" and earlier.group == "conditionals":
                proposition.conditional = True
        item = proposition.item
        if item.kind in ("masdar", "noun") and not proposition.governed:
            proposition.purpose = item.prep == "ل" or (before is not None and before.kind == "particle" and before.group == "purpose")

    def _subject(self, index: int, item: Item, proposition: Proposition, args: _Arguments) -> None:
        """Find who does it: behind the verb, before it, in annexation, or the one spoken of last."""
        if proposition.subject:
            return
        if item.kind == "verb":
            before = self._before(index) if not item.conj else []
            if before and args.subject:
                args.places.setdefault("object", args.subject)
            proposition.subject = before or args.subject or self._before(index) or self.discourse.elided(item)
            if "subject" in proposition.predicate.recipient:
                proposition.recipient, proposition.subject = proposition.subject, []
            if proposition.subject and not self._in_content(index):
                self.main_subject = proposition.subject
                self.discourse.subject = proposition.subject
        elif item.kind == "apart":
            proposition.subject = self.main_subject or self.discourse.subject
        else:
            proposition.subject = self._noun_subject(index, item, args)

    def _noun_subject(self, index: int, item: Item, args: _Arguments) -> list[Phrase]:
        """Return the doer of a verbal noun: genitive, adjective of belonging, or pronoun."""
        if item.suffix:
            return self.main_subject or self.discourse.subject
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        if follows is not None and follows.kind == "np" and not follows.prep and not follows.conj and follows.phrase is not None:
            return args.places.get("genitive", [follows.phrase])
        for analysis in self.s.analyses[item.last] if item.last < len(self.s.tokens) else ():
            if analysis.entry.kind == "nisba" and not analysis.conj and not analysis.prep:
                token = self.s.tokens[item.last]
                named = self.pack.names[analysis.entry.ref]
                return [Phrase(item.last, item.last + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")]
        return []

    def _before(self, index: int) -> list[Phrase]:
        """Return the phrase that stands before a verb as its subject (headlines, clauses after أن)."""
        found: list[Phrase] = []
        for item in reversed(self.items[max(0, index - 12) : index]):
            if item.kind == "np" and item.phrase is not None:
                if item.prep or self._after_preposition(item):
                    break
                found.insert(0, item.phrase)
                if not item.conj:
                    break
            elif (item.kind == "verb" and item.predicates) or (item.kind == "particle" and (item.group in ("complementisers", "relatives", "subordinators") or self.s.words[item.first] in self.pack.particle_words("meanwhile"))) or (item.kind == "mark" and self.s.tokens[item.first].text not in "،,()") or (item.kind in ("masdar", "noun") and not found):
                break
        return found

    def _after_preposition(self, item: Item) -> bool:
        """Return whether a phrase stands behind a preposition of its own."""
        return item.first > 0 and self.s.has(item.first - 1, "particle", "prepositions")

    def _in_content(self, index: int) -> bool:
        """Return whether an item lies inside what an earlier predicate governs."""
        start = self.items[index].start
        return any(p.content is not None and p.content[0] <= start < p.content[1] for p in self.by_item.values())

    def _roles(self, proposition: Proposition, args: _Arguments) -> None:
        """Fill recipient and partner from the positions the predicate names."""
        predicate = proposition.predicate
        genitive_is_object = "object" in predicate.recipient and proposition.item.kind in ("masdar", "noun")
        for position in predicate.recipient:
            found = args.places.get(position) or (args.places.get("genitive") if position == "object" and (proposition.governed or not genitive_is_object) else None)
            if found and not proposition.recipient and found is not proposition.subject:
                proposition.recipient = list(found)
        if not proposition.recipient and proposition.item.suffix and "object" in predicate.recipient:
            proposition.recipient = self._antecedent(proposition.item)
        for position in predicate.partner:
            if args.places.get(position):
                proposition.subject = [*proposition.subject, *args.places[position]]
                break
        for position in predicate.actor:
            if args.places.get(position):
                proposition.subject = list(args.places[position])

    def _antecedent(self, item: Item) -> list[Phrase]:
        """Return what the pronoun of a relative clause stands for: «التحالف الذي أسسته مالي»."""
        index = self.items.index(item)
        if not index or self.items[index - 1].group != "relatives":
            return []
        for earlier in reversed(self.items[max(0, index - 4) : index - 1]):
            if earlier.kind == "np" and earlier.phrase is not None:
                return [earlier.phrase]
            if earlier.kind != "mark":
                return []
        return []

    # --- content ---------------------------------------------------------------------------------------

    def _content(self, index: int, proposition: Proposition, args: _Arguments) -> None:
        """Find what an operator governs: a clause, a quotation, or a noun in one of its positions."""
        predicate = proposition.predicate
        if not predicate.operator or not predicate.content:
            return
        if args.clause is not None and ("أن" in predicate.content or args.clause_prep in predicate.content):
            self._set_content(proposition, args.clause, "clause")
        elif args.quote is not None and "quote" in predicate.content:
            token = self.s.tokens[args.quote]
            end = self._quote_end(token.start) if token.text in _OPEN else self._clause_end(args.quote + 1)
            first = args.quote + 1 if token.text in _OPEN or token.text == ":" else args.quote
            if first < len(self.s.tokens):
                proposition.content = (self.s.tokens[first].start, end)
                proposition.content_form = "quote" if token.text in _OPEN else "clause"
        else:
            self._noun_content(proposition, args)

    def _noun_content(self, proposition: Proposition, args: _Arguments) -> None:
        """Let an operator govern a noun: «تعهد بتقديم», «أعرب عن استعداده»."""
        for position in proposition.predicate.content:
            at = args.opening.get(position)
            if position == "object" and at is None and args.places.get("object"):
                at = next((i for i, item in enumerate(self.items) if item.phrase is args.places["object"][0]), None)
            glued = next((i for role, i in args.nouns if role == position), None)
            at = at if at is not None else glued
            if at is None or at >= len(self.items):
                continue
            if proposition.item.kind in ("masdar", "noun") and position == "object":
                continue
            self._set_content(proposition, at, "noun")
            governed = next((i for i in range(at, min(at + 3, len(self.items))) if self.items[i].predicates and self.items[i].kind in ("masdar", "noun")), None)
            if governed is not None and self._select(governed, self.items[governed]) is not None:
                self._govern(proposition, governed)
            return

    def _govern(self, proposition: Proposition, index: int) -> None:
        """Put the noun at ``index`` under an operator; the operator's subject does it, if it is so."""
        predicate = self._select(index, self.items[index])
        if predicate is None:
            return
        child = Proposition(self.s, self.items[index], predicate, parent=proposition, governed=True)
        operator = self.pack.operators.get(proposition.predicate.frame)
        if proposition.predicate.light == "actor" or (operator is not None and operator.self):
            child.subject = list(proposition.subject)
        elif proposition.predicate.light == "recipient":
            child.recipient = list(proposition.subject)
        if proposition.predicate.light:
            child.recipient = child.recipient or list(proposition.recipient)
        if proposition.predicate.reports and self.items[index].suffix:
            child.subject = list(proposition.subject)
        proposition.child = child
        self.by_item[index] = child

    def _set_content(self, proposition: Proposition, at: int, form: str) -> None:
        """Set the governed words from item ``at`` to the end of the clause."""
        if at >= len(self.items):
            return
        item = self.items[at]
        token = self.s.tokens[item.first]
        start = item.start
        if token.text in _OPEN and item.first + 1 < len(self.s.tokens):
            start = self.s.tokens[item.first + 1].start
        end = self._clause_end(item.first)
        if token.text in _OPEN and form != "noun":
            end = min(end, self._quote_end(token.start))
            form = "quote"
        proposition.content = (start, max(end, start))
        proposition.content_form = form
        if form == "clause":
            self._child_verb(proposition, at)

    def _child_verb(self, proposition: Proposition, at: int) -> None:
        """Note the first predicate of a governed clause, read later, as the operator's own."""
        for index in range(at, min(at + 14, len(self.items))):
            item = self.items[index]
            if item.kind == "verb" and item.predicates:
                predicate = self._select(index, item)
                if predicate is not None:
                    child = Proposition(self.s, item, predicate, parent=proposition)
                    proposition.child = child
                    self.by_item[index] = child
                return
            if item.kind == "mark" and self.s.tokens[item.first].text in _COMMA:
                return

    def _quote_end(self, start: int) -> int:
        """Return where the quotation that opens at ``start`` ends; marks may be odd, sentences several."""
        text = self.s.text
        closers = {"«": "»", "“": "”“\"″", "”": "“”\"", '"': '"”'}.get(text[start], _CLOSE)
        depth_name = False
        for index in range(start + 1, min(len(text), start + 1500)):
            mark = text[index]
            if mark not in closers:
                continue
            if mark == '"' and not depth_name and index + 1 < len(text) and text[index + 1].isalnum() and not text[index - 1].isalnum():
                depth_name = True
                continue
            if depth_name:
                depth_name = False
                continue
            return self._trim(index)
        return self._clause_end(len(self.s.tokens))

    def _trim(self, end: int) -> int:
        """Return ``end`` without final punctuation, marks and space."""
        while end > 0 and self.s.text[end - 1] in " .،,؛:»”“\"\n…":
            end -= 1
        return end

    def _clause_end(self, first: int) -> int:
        """Return where a governed clause ends: the sentence's end, or where another voice begins."""
        inside = 0
        for item in self.items:
            if item.first < first:
                continue
            text = self.s.tokens[item.first].text
            if item.kind == "mark" and text in "«»":
                inside += 1 if text == "«" else -1
            if inside > 0 or item.first == first:
                continue
            if self._new_voice(item):
                return self._trim(self.s.tokens[item.first].start)
        return self._trim(self.s.end)

    def _new_voice(self, item: Item) -> bool:
        """Return whether an item ends the words of the speaker before it."""
        comma = self.s.is_mark(item.first - 1, _COMMA)
        if item.kind == "cue" and comma and any(self.pack.predicates[r].cue == "preposition" for r in item.predicates):
            return self._select(0, item) is not None
        if item.kind == "apart" and not item.det and not item.prep and comma:
            return any(self._reports(ref) for ref in item.predicates)
        if item.kind == "particle" and comma and self.s.words[item.first] in self.pack.particle_words("meanwhile"):
            return True
        return item.kind == "verb" and item.tense == "past" and item.conj == "و" and comma and any(self._reports(ref) for ref in item.predicates)

    def _reports(self, ref: int) -> bool:
        """Return whether a predicate makes a statement."""
        operator = self.pack.operators.get(self.pack.predicates[ref].frame)
        return operator is not None and self.pack.predicates[ref].operator and operator.reports

    def _preposition_cue(self, index: int, item: Item, predicate: Predicate, args: _Arguments) -> None:
        """Read «بحسب البيان»: the speaker follows, the words stand before or behind."""
        speaker = next((self.items[i].phrase for i in range(index + 1, min(index + 6, len(self.items))) if self.items[i].kind == "np"), None)
        if speaker is None:
            return
        proposition = Proposition(self.s, item, predicate, subject=[speaker], end=speaker.end)
        if item.first <= 1:
            start = next((i for i in range(index, len(self.items)) if self.items[i].first >= speaker.last and self.items[i].kind not in ("mark",) and not (self.items[i].kind == "particle" and self.items[i].group == "complementisers")), None)
            if start is not None:
                proposition.content = (self.items[start].start, self._clause_end(self.items[start].first))
        else:
            proposition.content = (self.s.start, self._trim(item.start))
        if item.first > 1 and any(self._reports(ref) for i in self.items[:index] for ref in i.predicates if i.kind == "verb"):
            return
        proposition.content_form = "clause"
        self.by_item[index] = proposition
        self.discourse.subject = [speaker]
        _ = args


def _near(words: tuple[str, ...], following: list[str], reach: int) -> bool:
    """Return whether ``words`` stand in order among the first ``reach`` following words."""
    size = len(words)
    return any(tuple(following[at : at + size]) == words for at in range(max(0, min(reach, len(following) - size + 1))))
