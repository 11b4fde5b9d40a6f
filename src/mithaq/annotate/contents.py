"""What an operator governs: a clause, a quotation, or a noun in one of its positions."""

from __future__ import annotations

from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS
from mithaq.annotate.marks import COMMA, OPEN, quote_end, trim
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.packs.predicate import Predicate

# how many words may stand between a noun and the verb that tells of it
_DESCRIBED = 4
# how many words may stand between a verb and what takes place
_PARTED = 8


class Contents:
    """Finds the contents of one sentence's operators and puts the predicates in them under their operators."""

    def __init__(self, parse: Parse) -> None:
        self.u, self.s, self.pack, self.items = parse.units, parse.sentence, parse.pack, parse.items
        self.clauses, self.by_item, self.discourse = parse.clauses, parse.by_item, parse.discourse

    def find(self, index: int, proposition: Proposition, args: Arguments) -> None:
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
            end = quote_end(self.s.text, opening.start)
            start = opening.start + 1
            if governed[0].kind == "quote" or end >= self._end_of(governed) - 2 or self._ends_with(end, self._end_of(governed)):
                proposition.content_form = "quote"
                proposition.content = (start, trim(self.s.text, end if end >= 0 else self._end_of(governed)))
                self._child_verb(proposition, governed)
                return
        proposition.content_form = "clause"
        # «إن بوسعه»: what is glued to the first word is said too, but for «and»
        start = self.items[first].start - self.items[first].future if self.items[first].conj else self.s.tokens[self.items[first].first].start
        proposition.content = (start, max(trim(self.s.text, self._end_of(governed)), start))
        self._child_verb(proposition, governed)

    def _ends_with(self, closing: int, end: int) -> bool:
        """Return whether a comma parts a quotation that closes here from the report's own words: «إن «…»، بعد ليلة من المحادثات»."""
        follows = [item for item in self.items if closing < item.start < end] if closing >= 0 else []
        if len(follows) < 2 or self.u.text(follows[0]) not in COMMA or follows[1].is_particle("complementisers"):
            return False
        return not any(self.u.text(item) in OPEN for item in follows)

    def _end_of(self, governed: list[Clause]) -> int:
        """Return where the last of some clauses ends."""
        last = max(self._voice_end(self.clauses.index(clause), clause.first) for clause in governed)
        return self.items[last - 1].end if last else 0

    def _child_verb(self, proposition: Proposition, governed: list[Clause]) -> None:
        """Note the predicates of governed clauses, read later, as the operator's own."""
        for clause in governed:
            if clause.verb < 0:
                self._child_noun(proposition, clause)
                continue
            predicate = self.u.select(clause.verb)
            if predicate is not None and clause.verb not in self.by_item:
                child = Proposition(self.s, self.items[clause.verb], predicate, parent=proposition)
                proposition.child = proposition.child or child
                self.by_item[clause.verb] = child

    def _child_noun(self, proposition: Proposition, clause: Clause) -> None:
        """Put the noun that a quotation begins with under whoever is quoted: «أعلن مصدر أمني «مقتل شخصين»»."""
        first = next((i for i in clause.items if self.items[i].kind != "mark"), -1)
        if clause.kind == "quote" and "object" in proposition.predicate.content and first >= 0 and first not in self.by_item and self.items[first].kind in NOUNS and not self.items[first].prep:
            self._govern(proposition, first)

    def _noun_content(self, proposition: Proposition, args: Arguments) -> None:
        """Let an operator govern a noun: «تعهد بتقديم», «أعرب عن استعداده»."""
        content = proposition.predicate.content
        noun = self.items[args.unnamed] if args.unnamed >= 0 else None
        if "subject" in content and noun is not None and noun.predicates and noun.kind in NOUNS:
            # «اندلعت اشتباكات»
            self._take_noun(proposition, args.unnamed)
            return
        if "subject" in content and all(role != "object" for role, _ in args.nouns) and (topic := self._act_before(proposition)) >= 0:
            # «مظاهرة كبيرة اندلعت»
            self._govern(proposition, topic)
            return
        if "subject" in content and (noun is None or not noun.predicates) and (later := self._late_subject(proposition)) >= 0:
            self._take_noun(proposition, later)
            return
        if proposition.item.kind == "verb" and proposition.item.suffix and self.u.reports_frame(proposition.predicate):
            # «وفقا لما أعلنه الناطق»: its pronoun is what is said
            content = tuple(position for position in content if position != "object")
        starts = [at for position in content if (at := self._opening(proposition, args, position)) is not None]
        plain = self._opening(proposition, args, "object") if "object" in content else None
        if starts and plain is not None and self.items[plain].kind == "np":
            # «أعلنت سفيرة الاتحاد عن تخصيص»: a name between is not what is announced
            plain = None
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
        if item is None or item.prep or item.conj:
            return None
        # «تخصيص عشرة ملايين دولار»
        counted = item.kind == "word" and self.s.counts(item.first)
        return at if counted or (item.kind in NOUNS and item.predicates) else None

    def _act_before(self, proposition: Proposition) -> int:
        """Return the noun of an act that a verb like «جرى» says took place, standing before it: «اتفاقا جرى بين»; -1 if none."""
        index = self.items.index(proposition.item)
        near = range(index - 1, max(index - _DESCRIBED, -1), -1)
        at = next((i for i in near if self.items[i].kind not in ("modifier", "nisba")), -1)
        if at < 0 or self.items[at].kind not in NOUNS or not self.items[at].predicates:
            return -1
        clause, known = self.clauses[proposition.item.clause], self.by_item.get(at)
        described = clause.kind == "relative" and clause.governor in range(at, index)
        beside = self.items[at].clause == proposition.item.clause or described
        return at if beside and (known is None or known.parent is None) else -1

    def _opening(self, proposition: Proposition, args: Arguments, position: str) -> int | None:
        """Return the item at which the words in one position begin, None if it is empty."""
        if proposition.item.kind in NOUNS and position == "object" and not args.owned:
            return self._noun_object(self.items.index(proposition.item))
        if position == "deed":
            # «تعهدت تقديم مساعدات», «تعهدت عدم تخصيب اليورانيوم»
            at = self._opening(proposition, args, "object")
            return at if at is not None and (self.items[at].is_particle("negations") or (self.items[at].kind == "masdar" and not self.items[at].det)) else None
        at = args.opening.get(position)
        if position == "object" and at == args.unnamed and proposition.subject and not args.led and proposition.item.gender != "1":
            # «جددت الطائرات الروسية قصف إدلب»: the first noun is the subject; it is none of «نرفض ربط»
            later = (i for role, i in args.nouns if role == "object" and i > args.unnamed)
            at = next((i for i in later if self.items[i].predicates), at)
        elif position == "object" and at is not None and at == args.unnamed and proposition.predicate.needs and not self.u.is_needed(at, proposition.predicate):
            # «أثار القرار احتجاجات»: the first noun is the subject, whosever it is
            at = next((i for role, i in args.nouns if role == "object" and self.u.is_needed(i, proposition.predicate)), at)
        if at is None and (position == "object" or proposition.predicate.cue) and args.places.get(position):
            # «ستساهم بكتيبة»
            at = next((i for i, item in enumerate(self.items) if item.phrase is args.places[position][0]), None)
        return at if at is not None and at < len(self.items) else None

    def _take_noun(self, proposition: Proposition, at: int) -> None:
        """Set the words from item ``at`` to the end of its clause as content, and what they name as governed."""
        item = self.items[at]
        # «للوفاء» is one word: its «to» and its article share a letter
        start = self.s.tokens[item.first].start if item.det and item.prep in self.pack.settings.aiming else item.start
        end = trim(self.s.text, self._noun_end(at, self.items.index(proposition.item)))
        if self.u.text(item) in OPEN and self.u.opens_saying(item):
            start += 1
            closing = quote_end(self.s.text, item.start)
            end = trim(self.s.text, closing) if closing >= 0 else end
        proposition.content, proposition.content_form = (start, max(end, start)), "noun"
        # what somebody is not to do is not governed: «تعهدت بعدم حيازة السلاح»
        own = next((i for i in range(at + 1, min(at + 3, len(self.items))) if self.u.is_told_anew(self.items.index(proposition.item), i)), len(self.items))
        near = range(at, at if item.is_particle("negations") else min(at + 3, own))
        governed = next((i for i in near if self._words_act(i) or (self.items[i].predicates and self._is_topic(i) and not self._only_describes(i))), None)
        if governed is None and proposition.predicate.light:
            governed = self._later_object(proposition, at)
        elif governed is None and proposition.item.kind == "verb" and self.u.reports_frame(proposition.predicate):
            governed = self._later_news(proposition, at)
        if governed is not None:
            self._govern(proposition, governed)
            if proposition.child is not None:
                # what is found behind other words stands in annexation to none: «نفذ عمال الموانئ إضرابا»
                carried = bool(proposition.predicate.light) and governed not in near
                # «نفذ نحو مئتي عامل اعتصاما»: behind who does it as well
                first = max((i + 1 for i in range(at, governed) if self.items[i].phrase is not None), default=at)
                proposition.child.topic = not carried and any(self._is_topic(i) for i in range(first, governed))

    def _only_describes(self, index: int) -> bool:
        """Return whether an item is a definite participle, an adjective of the noun before it: «الأطراف الموقعة على»."""
        return self.items[index].kind in ("apart", "ppart") and self.items[index].det

    def _is_topic(self, index: int) -> bool:
        """Return whether an act's noun in annexation to an item is only what it is about: «خطر الهجمات», not «عدد من الهجمات»."""
        item = self.items[index]
        carries = self.s.stem_is_of(item.first, "carriers")
        return item.kind in (*NOUNS, "word", "apart") and not carries and self.s.tokens[item.first].kind == "word"

    def _words_act(self, index: int) -> bool:
        """Return whether an item is a noun that words an act or operator here."""
        return bool(self.items[index].predicates) and self.items[index].kind in NOUNS and self.u.select(index) is not None

    def _late_subject(self, proposition: Proposition) -> int:
        """Return the noun of an act that takes place, behind when and where it does: «اندلعت أمس في نيروبي مظاهرات»; -1 if none."""
        index = self.items.index(proposition.item)
        for at in range(index + 1, min(index + _PARTED, len(self.items))):
            item, before = self.items[at], self.items[at - 1]
            if item.clause != proposition.item.clause or item.kind == "mark":
                return -1
            free = before.kind in ("time", "np", "verb") or before.det or self.s.tokens[before.first].kind == "number"
            if item.kind in NOUNS and free and not (item.prep or item.conj or item.suffix) and self._words_act(at) and not self._only_describes(at):
                return at
        return -1

    def _later_news(self, proposition: Proposition, at: int) -> int | None:
        """Return the noun of an act that is reported, behind all that describes the source: «أعلنت مصادر أمنية وأخرى طبية مقتل»."""
        own = self.clauses[proposition.item.clause].items
        for i in own[own.index(at) + 1 :] if at in own else []:
            item, before = self.items[i], self.items[i - 1]
            bare = item.kind == "masdar" and not (item.det or item.prep or item.conj or item.suffix)
            apart = before.det or before.kind not in (*NOUNS, "word") or before.first in self.s.timed
            if bare and not before.leads and apart and self._words_act(i):
                return i
        return None

    def _later_object(self, proposition: Proposition, at: int) -> int | None:
        """Return the noun of an act that a light verb reaches over other words: «يشن الجيش ... المتحالفة مع ... هجوما»."""
        own = self.clauses[proposition.item.clause].items
        for i in own[own.index(at) + 1 :] if at in own else []:
            item, before = self.items[i], self.items[i - 1]
            bare = item.kind in NOUNS and item.predicates and not item.det and not item.prep and not item.conj
            if bare and item.surface.endswith("ا") and not before.leads:
                return i
        return None

    def _noun_end(self, at: int, operator: int) -> int:
        """Return where the words of a noun content end: where the clause it stands in, with all it holds, ends."""
        clause = self.items[at].clause
        last = self._voice_end(clause, at)
        for index in range(at + 1, last):
            item = self.items[index]
            source = item.kind == "cue" and self.u.s.is_mark(item.first - 1, COMMA) and self.u.reports(index)
            if source or self._is_moreover(index) or self.u.is_told_anew(operator, index):
                last = index
                break
        return self.items[last - 1].end if last > at else self.items[at].end

    def _is_moreover(self, index: int) -> bool:
        """Return whether an item leads to when or how all before it was: «وذلك خلال لقاء»."""
        item, follows = self.items[index], self.items[index + 1] if index + 1 < len(self.items) else None
        return item.is_particle("demonstratives") and item.conj == "و" and follows is not None and (follows.kind == "time" or follows.is_particle("prepositions", "subordinators"))

    def _voice_end(self, clause: int, at: int) -> int:
        """Return the index of the item where a clause ends, or where a participle in it takes up the voice again."""
        inner = [c.first for c in self.clauses if c.kind == "participle" and c.parent == clause and c.first > at]
        return min([self.clauses[clause].last, *inner])

    def _binds_others(self, index: int, predicate: Predicate) -> bool:
        """Return whether the noun of a promise names by itself whose it is."""
        operator, follows = self.pack.operators.get(predicate.frame), self.items[index + 1] if index + 1 < len(self.items) else None
        own = follows is not None and follows.phrase is not None and not (follows.prep or follows.conj or follows.phrase.place or follows.phrase.owned)
        return own and operator is not None and operator.self and operator.strength is not None and "object" not in predicate.recipient

    def _govern(self, proposition: Proposition, index: int) -> None:
        """Put the noun at ``index`` under an operator; the operator's subject does it, if it is so."""
        predicate = self.u.select(index)
        if predicate is None:
            return
        child = Proposition(self.s, self.items[index], predicate, parent=proposition, governed=True)
        operator = self.pack.operators.get(proposition.predicate.frame)
        if not proposition.predicate.light and self._binds_others(index, predicate):
            # «اتفقا على التزام كينيا بفتح الحدود»
            pass
        elif proposition.predicate.light == "actor" or (operator is not None and operator.self):
            child.subject = list(proposition.subject)
        elif proposition.predicate.light == "recipient":
            child.subject, child.recipient = list(proposition.agent), list(proposition.subject)
        bounded = proposition.predicate.light == "none" and self._bounds(proposition, index)
        if proposition.predicate.light == "none" and predicate.partner and not child.subject and not bounded:
            child.subject = self.discourse.parties()
        if proposition.predicate.light:
            child.recipient = child.recipient or list(proposition.recipient)
            if len(proposition.partner) > 1 and not bounded:
                child.subject = list(proposition.partner)
        if proposition.predicate.reports and self.items[index].suffix:
            child.subject = list(proposition.subject)
        proposition.child = child
        self.by_item[index] = child

    def _bounds(self, proposition: Proposition, index: int) -> bool:
        """Return whether those that «between» leads to only say where the noun of an act takes place: «تشهد الحدود بين كذا وكذا هجمات»."""
        if not proposition.partner or proposition.partner[0].start > self.items[index].start:
            return False
        before = (item for item in self.items if proposition.item.last <= item.first < proposition.partner[0].first - 1)
        return any(item.kind in ("word", "nisba", *NOUNS) for item in before)
