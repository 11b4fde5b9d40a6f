"""Clauses of a sentence: which words belong together, and what each clause depends on."""

from __future__ import annotations

import msgspec

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA, OPEN, STOP, quote_end
from mithaq.annotate.plain_speech import begins_speech
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.units import Units
from mithaq.packs.predicate import Predicate

# clauses that end where the words around them go on
_BRIEF = ("relative", "subordinate", "conditional", "aside")
_CONTENT = ("complement", "quote")
_NOMINAL = (*NOUNS, "word")
# how many items may stand between a noun and the clause that describes it: «زيارة رسمية تستغرق»
_DESCRIBING = 3
# how far behind «had» its verb may stand
_HAD = 7
# what a participle says without a preposition, and how far behind it one may stand
_UNLED = ("object", "deed", "أن", "quote")
_LED = 5
# how many words may stand between a verb of saying and the noun of saying that goes on from it
_CARRIED = 4


class Clause(msgspec.Struct, gc=False):
    """A run of items with at most one finite verb.

    ``kind``: main, complement (after أن), quote, relative, participle, subordinate, conditional, aside.
    ``governor`` is the item the clause depends on (reporting word, antecedent), -1 if none; ``first`` and ``last``
    are item indexes of all it holds, clauses inside it included, half-open. ``thing``: the gender of a verb whose subject
    is there and names no actor.
    """

    kind: str
    parent: int = -1
    governor: int = -1
    first: int = 0
    last: int = 0
    items: list[int] = []
    verb: int = -1
    conj: bool = False
    opener: str = ""
    subject: list[Phrase] = []
    thing: str = ""


def find_clauses(units: Units) -> list[Clause]:
    """Return the clauses of a sentence in order; every item is given the index of its own."""
    return _Segmenter(units).read()


class _Segmenter:
    """Opens and closes clauses from left to right on a stack."""

    def __init__(self, units: Units) -> None:
        self.u = units
        self.items = units.items
        self.clauses: list[Clause] = []
        self.stack: list[int] = []
        self.quotes: list[tuple[int, int]] = []
        self._open("main", -1, 0)

    def read(self) -> list[Clause]:
        """Return the clauses."""
        for index, item in enumerate(self.items):
            if self.quotes:
                self._close_quotes(item.start)
            self._step(index, item)
        for clause in self.stack:
            self.clauses[clause].last = len(self.items)
        return self.clauses

    @property
    def floor(self) -> int:
        """How deep the stack is where the innermost open quotation began: what lies below is closed to us."""
        return self.quotes[-1][1] if self.quotes else 1

    # --- the stack -------------------------------------------------------------------------------------

    def _open(self, kind: str, governor: int, first: int, opener: str = "") -> None:
        parent = self.stack[-1] if self.stack else -1
        self.stack.append(len(self.clauses))
        self.top = Clause(kind, parent, governor, first, first, opener=opener)
        self.clauses.append(self.top)

    def _close(self, at: int) -> None:
        """Close the innermost clause, which is not the only one."""
        self.top.last = at
        self.stack.pop()
        self.top = self.clauses[self.stack[-1]]

    def _pop_to(self, depth: int, at: int) -> None:
        """Close the clauses above ``depth``, never below the floor."""
        while len(self.stack) > max(depth, self.floor):
            self._close(at)

    def _pop_kinds(self, kinds: tuple[str, ...], at: int) -> None:
        """Close the innermost clauses while they are of these kinds."""
        while len(self.stack) > self.floor and self.top.kind in kinds:
            self._close(at)

    def _coordinate(self, at: int, *, conj: bool) -> None:
        """Begin a clause beside the innermost one, of its kind and under its governor."""
        old = self.top
        if not any(self.items[i].kind not in ("mark", "particle") for i in old.items):
            return
        old.last = at
        self.stack.pop()
        kind = "main" if old.kind == "participle" else old.kind
        self._open(kind, old.governor, at, old.opener)
        self.top.parent = old.parent
        self.top.conj = conj

    def _put(self, index: int) -> None:
        self.items[index].clause = self.stack[-1]
        self.top.items.append(index)

    # --- steps -----------------------------------------------------------------------------------------

    def _step(self, index: int, item: Item) -> None:
        """Let one item open or close clauses, and put it into the innermost."""
        if item.kind == "mark":
            self._mark(index, item)
            return
        verb = self.top.verb
        if self.top.kind == "main" and verb >= 0 and begins_speech(self.u, verb, index) and not self._governs_already(verb):
            self._open("complement", verb, index)
        if item.kind == "particle":
            self._particle(index, item)
        elif item.kind == "verb":
            self._verb(index, item)
        elif item.kind == "apart" and self._is_adverbial(index, item):
            self._pop_to(self._speaking_depth(), index)
            self._open("participle", index, index)
        elif item.kind == "cue" and self.u.s.is_mark(item.first - 1, COMMA) and self.u.reports(index):
            self._pop_to(self._speaking_depth(), index)
        elif item.kind == "cue" and item.conj:
            self._pop_to(1, index)
            self._coordinate(index, conj=True)
        self._put(index)

    def _is_adverbial(self, index: int, item: Item) -> bool:
        """Return whether a participle tells what somebody says meanwhile: «مؤكدا أن»."""
        if item.det or item.prep or item.suffix or not item.predicates or self.u.s.stem_is_of(item.first, "no_participles"):
            return False
        before = self.items[index - 1] if index else None
        if index > 1 and before is not None and self.u.text(before) in OPEN and self.items[index - 2].kind == "np":
            # «إن بلاده «ملتزمة بالاتفاق»»: marks around some of the words part nothing
            before = self.items[index - 2]
        if before is not None and (before.leads or before.is_particle("negations") or (before.kind in NOUNS and not ((before.det or (before.suffix and self.u.reports(index))) and self.u.text(item).endswith("ا")))):
            return False
        if before is not None and before.kind in (*NOUNS, "word", "modifier") and not before.det and (self._is_from(index + 1) or self._is_with(index)):
            # «شحنة مقدمة من الإمارات», «سفينة محملة بالقمح»: only describes the noun
            return False
        if not self.u.is_operator(index):
            return before is not None and (before.kind == "mark" or self._leads_on(index, item))
        if before is not None and before.kind == "verb" and self._lacks_words(index):
            # «ستفتح معبرا جديدا»
            return False
        # «فرنسا مستعدة لدعم الجيش» says so as well behind nothing else
        said = self.top.verb < 0 and (self.top.kind in _CONTENT or (self.top.kind == "main" and index == 1))
        told = before is not None and (before.kind == "np" or (before.kind != "mark" and not self.u.text(item).endswith("ا")))
        if (told and said) or (before is not None and before.kind != "mark" and self._is_copular()):
            # «أن باريس ملتزمة بـ», «أن الحدود مغلقة», «باتت الديمقراطية مهددة»: what the sentence says of somebody
            return False
        return self.u.text(item).endswith(("ا", "ة", "ين")) or (before is not None and before.kind == "mark")

    def _is_from(self, index: int) -> bool:
        """Return whether an item is «from»."""
        return index < len(self.items) and self.u.s.words[self.items[index].first] in self.u.pack.particle_words("from")

    def _is_with(self, index: int) -> bool:
        """Return whether a «with» that none of its own predicates asks for is glued to the word behind an item: «محملة بالأدوية»."""
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        return follows is not None and follows.prep == "ب" and all("ب" not in self.u.pack.positions[ref] for ref in self.items[index].predicates)

    def _lacks_words(self, index: int) -> bool:
        """Return whether a participle says only what stands behind a preposition, and none follows: «معبرا» without «عن»."""
        led = {position for ref in self.items[index].predicates if not (said := self.u.pack.predicates[ref]).words for position in said.content}
        follows = self.items[index + 1 : index + 1 + _LED]
        return bool(led) and led.isdisjoint(_UNLED) and not any(item.prep in led or item.surface in led for item in follows)

    def _leads_on(self, index: int, item: Item) -> bool:
        """Return whether an accusative participle has its own preposition directly behind it: «غادر نيروبي متوجها إلى باريس»."""
        predicate = self.u.select(index) if self.u.text(item).endswith("ا") else None
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        return predicate is not None and follows is not None and follows.is_particle("prepositions") and follows.surface in predicate.recipient

    def _is_copular(self) -> bool:
        """Return whether the innermost clause's verb only links: «كان», «أصبح», «ما زال»."""
        verb = self.items[self.top.verb] if self.top.verb >= 0 else None
        return verb is not None and self.u.s.is_of(verb.first, "copulas")

    def _speaking_depth(self) -> int:
        """Return the depth of the clause whose subject goes on speaking: the outermost that is no content."""
        return next((depth for depth, clause in enumerate(self.stack) if self.clauses[clause].kind in _CONTENT), len(self.stack) - self._brief())

    def _brief(self) -> int:
        """Return how many brief clauses are open above the rest."""
        count = 0
        for clause in reversed(self.stack[1:]):
            if self.clauses[clause].kind not in (*_BRIEF, "participle"):
                break
            count += 1
        return count

    def _mark(self, index: int, item: Item) -> None:
        """Let punctuation close clauses or open quotations and asides."""
        text = self.u.text(item)
        if text == ")":
            self._pop_kinds(("aside",), index)
        elif text in STOP:
            if text != "؛" or self._voice_follows(index):
                self._pop_to(1, index)
            else:
                self._pop_kinds(_BRIEF, index)
            self._put(index)
            self._coordinate(index + 1, conj=False)
            return
        elif text in COMMA:
            while len(self.stack) > self.floor and self.top.kind in _BRIEF and self.top.verb >= 0:
                self._close(index)
        elif self.u.opens_saying(item):
            self._quotation(index, item)
            return
        elif text == ":" and (governor := index if item.predicates else self._speaker_before(index)) >= 0:
            self._put(index)
            if index + 1 < len(self.items) and not self.u.opens_saying(self.items[index + 1]):
                self._open("complement", governor, index + 1)
            return
        self._put(index)
        if text == "(":
            self._open("aside", index, index + 1)

    def _quotation(self, index: int, item: Item) -> None:
        """Open a quotation: a clause of its own after a speaker, else only a fence around its words."""
        self._put(index)
        end = quote_end(self.u.s.text, item.start)
        before = self.items[index - 1] if index else None
        free = before is None or before.kind in ("mark", "np", "verb", "word", "apart") or not (before.leads or before.is_particle("complementisers"))
        governor = self._speaker_before(index) if free and not any(self.clauses[c].kind in _CONTENT for c in self.stack) else -1
        depth = len(self.stack)
        if governor >= 0:
            self._open("quote", governor, index + 1)
        if end >= 0:
            self.quotes.append((end, depth + (governor >= 0)))

    def _close_quotes(self, at: int) -> None:
        """Close the quotations that end before ``at``, with all that was opened inside."""
        while self.quotes and self.quotes[-1][0] <= at:
            _, depth = self.quotes.pop()
            while len(self.stack) > max(depth, 1):
                self._close(self._index_at(at))
            if self.top.kind == "quote" and len(self.stack) == depth:
                self._close(self._index_at(at))

    def _index_at(self, offset: int) -> int:
        """Return the index of the item that begins at ``offset``."""
        return next(i for i in range(len(self.items)) if self.items[i].start == offset)

    def _speaker_before(self, index: int) -> int:
        """Return the word in the open clauses, nearest before, that takes a quotation; -1 if there is none."""
        for depth in range(len(self.stack) - 1, max(self.floor - 2, -1), -1):
            for candidate in reversed(self.clauses[self.stack[depth]].items):
                if candidate < index and self.u.awaits(candidate, "quote") and not self._governs_already(candidate) and not self.u.is_aside(candidate):
                    return candidate
        return -1

    def _governs_already(self, index: int) -> bool:
        return any(clause.governor == index and clause.kind in _CONTENT for clause in self.clauses)

    def _particle(self, index: int, item: Item) -> None:
        """Let a function word open a clause."""
        if item.group == "complementisers":
            self._complement(index)
        elif item.group == "prepositions" and self._returns(item):
            self._close(index)
        elif item.group == "prepositions" and self._is_meanwhile(index, item):
            self._pop_to(1, index)
            self._coordinate(index, conj=True)
        elif item.group == "relatives":
            self._open("relative", index - 1, index, self._relative(index, item))
        elif item.group in ("subordinators", "conditionals"):
            self._pop_kinds(("relative",), index)
            self._open("conditional" if item.group == "conditionals" else "subordinate", index, index)
        elif item.group == "conjunctions" and (self._verb_follows(index) or self.u.s.is_of(item.first, "clause_openers")):
            self._pop_kinds(_BRIEF, index)
            if self._voice_follows(index) or self._turns_back(index, item) or self._deed_follows(index, item):
                self._pop_to(self._speaking_depth(), index)
            self._coordinate(index, conj=True)

    def _is_meanwhile(self, index: int, item: Item) -> bool:
        """Return whether the report goes on behind a comma with what else happened: «، في وقت استدعت فيه عمان السفير»."""
        if item.surface not in self.u.pack.particle_words("in") or not self.u.s.is_mark(item.first - 1, COMMA) or index + 2 >= len(self.items):
            return False
        noun, verb = self.items[index + 1], self.items[index + 2]
        if verb.is_particle("relatives") and index + 3 < len(self.items):
            verb = self.items[index + 3]
        return verb.kind == "verb" and verb.tense == "past" and self.u.s.stem_is_of(noun.first, "meantimes")

    def _returns(self, item: Item) -> bool:
        """Return whether a preposition goes on from the noun that a clause without «that» has described: «زيارة لم يعلن عنها إلى», «زيارة تستمر يومين إلى»."""
        if self.top.kind != "relative" or self.top.opener or self.top.verb < 0 or len(self.stack) <= self.floor or self.top.governor < 0:
            return False
        back = range(self.top.governor, max(self.top.governor - _DESCRIBING, -1), -1)
        at = next((i for i in back if self.items[i].kind in NOUNS and self.items[i].predicates), -1)
        noun, verb = self.u.select(at) if at >= 0 else None, self.u.select(self.top.verb)
        own = verb is not None and (verb.light or item.surface in (*verb.recipient, *verb.partner, *verb.content))
        act = self.u.pack.acts.get(noun.frame) if noun is not None else None
        return noun is not None and act is not None and act.meeting is not None and not own and item.surface in noun.recipient

    def _relative(self, index: int, item: Item) -> str:
        """Return the relative pronoun of a clause that says which one is meant; empty where it goes on from all that was said: «الأمر الذي»."""
        summing = index > 0 and self.u.s.words[self.items[index - 1].first] in self.u.pack.particle_words("summing_up")
        return "" if summing or item.surface not in self.u.pack.particle_words("identifying") else item.surface

    def _verb_follows(self, index: int) -> bool:
        """Return whether a verb comes within three items."""
        return any(item.kind == "verb" for item in self.items[index + 1 : index + 4])

    def _voice_follows(self, index: int) -> bool:
        """Return whether the next verb reports: another voice begins."""
        ahead = next((i for i in range(index + 1, min(index + 5, len(self.items))) if self.items[i].kind == "verb"), -1)
        return ahead >= 0 and self.u.reports(ahead) and self.items[ahead].tense == "past"

    def _complement(self, index: int) -> None:
        """Open the clause after «أن» under the nearest word that waits for one."""
        # «قال في بيان، بدا كرسالة، إنه»: what a comma parts from a verb of saying is nothing else's
        noun, apart = self._noun_before(index), self._interrupted(index) >= 0
        for depth in range(len(self.stack) - 1, max(self.floor - 2, -1), -1) if not (self._is_circumstance(index) or self._is_joined_content(index)) else ():
            for candidate in reversed(self.clauses[self.stack[depth]].items):
                if not self.u.awaits(candidate, "أن") or self._governs_already(candidate) or self.u.is_aside(candidate) or (apart and not self.u.reports(candidate)) or self._is_carried(candidate):
                    continue
                if candidate < noun and self.items[index - 1].surface not in self.u.positions(candidate):
                    # the noun's, unless led by the word's own preposition: «أشار اليعقوبي إلى أن»
                    break
                self._pop_to(depth + 1, index)
                self._put(index)
                self._open("complement", candidate, index)
                return
        if index and self.items[index - 1].conj != "و" and self.items[index].conj == "و" and self.top.kind in _CONTENT:
            self._coordinate(index, conj=True)
            return
        speaker = self._interrupted(index)
        if speaker >= 0:
            self._pop_to(1, index)
        self._open("complement", speaker, index)

    def _is_joined_content(self, index: int) -> bool:
        """Return whether «and that» goes on from what a participle says, though a verb before it could take it: «حث المانحين، مشيرا إلى أن أحدهم دفع وأن»."""
        if self.items[index].conj != "و" or self.items[index - 1].conj == "و" or self.top.kind != "complement" or self.top.governor < 0:
            return False
        return self.clauses[self.items[self.top.governor].clause].kind == "participle"

    def _is_carried(self, index: int) -> bool:
        """Return whether a verbal noun of saying only carries on a verb that takes the same clause: «أعاد الوزير التأكيد أن»."""
        noun = self.items[index]
        if noun.kind != "masdar" or not noun.det or noun.suffix:
            return False
        verb = self.clauses[noun.clause].verb
        return 0 <= verb < index and index - verb <= _CARRIED and self.u.reports(verb) and self.u.awaits(verb, "أن") and not self._governs_already(verb)

    def _interrupted(self, index: int) -> int:
        """Return the verb of saying that words in commas part from its clause: «أفاد المتحدث، أشرف القدرة، بأن»; -1 if none."""
        if not self.u.s.is_mark(self.items[index].first - 1, COMMA) or self.items[index].conj:
            return -1
        for candidate in range(index - 1, -1, -1):
            item = self.items[candidate]
            if item.kind == "mark" and self.u.text(item) in STOP:
                break
            if self.u.awaits(candidate, "أن") and self.u.reports(candidate):
                free = item.kind == "verb" and item.tense == "past" and not self._governs_already(candidate) and not self.u.is_aside(candidate)
                return candidate if free else -1
        return -1

    def _noun_before(self, index: int) -> int:
        """Return the noun that the clause at ``index`` may belong to by a preposition: «دعا إلى العمل على أن»; -1 if there is none."""
        if index < 2 or not self.items[index - 1].leads:
            return -1
        noun = self.items[index - 2]
        return index - 2 if noun.kind in _NOMINAL and not noun.suffix and not self.u.awaits(index - 2, "أن") else -1

    def _is_circumstance(self, index: int) -> bool:
        """Return whether the clause at ``index`` says when or how, or belongs to an adjective: «قبل أن», «من شأنها أن»."""
        if index < 2:
            return False
        before = self.u.s.words[self.items[index - 1].first]
        if before in self.u.pack.particle_words("circumstances"):
            return True
        of = self.u.s.words[self.items[index - 2].first]
        return of in self.u.pack.particle_words("from") and self.items[index - 1].kind != "np" and before in self.u.pack.particle_words("said_of_clauses")

    def _verb(self, index: int, item: Item) -> None:
        """Let a finite verb begin a clause where the innermost one already has its own."""
        if self._turns_back(index, item):
            self._pop_to(self._speaking_depth(), index)
        predicate = self.u.select(index)
        reports_now = item.tense == "past" and predicate is not None and self.u.reports_frame(predicate)
        if item.conj in ("و", "ف"):
            if reports_now or (item.tense == "past" and predicate is not None and (self._speaks_anew(index, predicate) or self._is_behind_promise(item))):
                self._pop_to(self._speaking_depth(), index)
            elif (predicate.operator if predicate is not None else self.u.is_operator(index)) or self.u.s.is_mark(item.first - 1, COMMA):
                self._pop_kinds(_BRIEF, index)
            self._coordinate(index, conj=True)
        elif self._describes(index, item):
            self._open("relative", index - 1, index)
        elif index > 1 and self._is_time_noun(index - 1):
            self._open("subordinate", index - 1, index)
        elif self.top.verb >= 0 and item.prep:
            # «غادر قبيل لقائه فلانا ليتوجه إلى»: whoever left
            self._open("subordinate", self.top.verb, index)
        elif self.top.verb >= 0 and index and self.items[index - 1].kind == "np" and self.items[index - 1].conj and not self.items[index - 1].prep and not self._is_between(index - 1) and not self._do_together(index, item):
            self.top.items.remove(index - 1)
            self._pop_kinds(_BRIEF, index - 1)
            self._coordinate(index - 1, conj=True)
            self._put(index - 1)
        elif self.top.verb >= 0 and not self._continues(index):
            after_comma = self._after_comma(index)
            if after_comma or self.top.kind in _BRIEF:
                self._pop_kinds(_BRIEF, index)
                if reports_now and after_comma and not self._resumes(index):
                    self._pop_to(self._speaking_depth(), index)
                if self.top.verb >= 0 and not self._continues(index):
                    self._coordinate(index, conj=False)
            else:
                self._open("relative", index - 1, index)
        self.top.verb = index

    def _speaks_anew(self, index: int, predicate: Predicate) -> bool:
        """Return whether a comma and «and» lead to what another official does in words: «، وتوعد القيادي فلان الرياض»."""
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        official = follows is not None and follows.phrase is not None and follows.phrase.is_person and bool(follows.phrase.post) and not follows.prep
        return official and predicate.operator and not predicate.light and self.u.s.is_mark(self.items[index].first - 1, COMMA)

    def _is_behind_promise(self, item: Item) -> bool:
        """Return whether a deed behind a comma is the speaker's, as what is said is yet to come: «هددت بأنها سترد، ورفضت»."""
        speaks = self._promising(item)
        return speaks is not None and (speaks.gender, speaks.number) == (item.gender, item.number)

    def _deed_follows(self, index: int, item: Item) -> bool:
        """Return whether behind a comma a conjunction leads to a deed, as what is said is yet to come: «قال إنه سيزورها، فيما استدعت»."""
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        return follows is not None and follows.kind == "verb" and follows.tense == "past" and self._promising(item) is not None

    def _promising(self, item: Item) -> Item | None:
        """Return the verb in whose words something is yet to come that a comma before an item parts it from."""
        said = next((self.clauses[clause] for clause in self.stack if self.clauses[clause].kind in _CONTENT), None)
        if self.quotes or said is None or said.verb < 0 or said.governor < 0 or not self.u.s.is_mark(item.first - 1, COMMA):
            return None
        speaks = self.items[said.governor]
        return speaks if self.items[said.verb].future and speaks.kind == "verb" and speaks.tense == "past" else None

    def _turns_back(self, index: int, item: Item) -> bool:
        """Return whether the report goes back behind what somebody said: «، وكان الوزير قد وصل», «، وقد سبق أن»."""
        if self.quotes or not self.u.s.is_mark(item.first - 1, COMMA) or not any(self.clauses[clause].kind in _CONTENT for clause in self.stack):
            return False
        if self.u.s.is_of(item.first, "had"):
            return any(other.is_particle("aspect") for other in self.items[index + 1 : index + _HAD])
        return index + 1 < len(self.items) and item.is_particle("conjunctions") and self.u.s.is_of(self.items[index + 1].first, "earlier")

    def _do_together(self, index: int, item: Item) -> bool:
        """Return whether two behind a verb that only links do together what a verb in the dual or plural tells: «كانت فرنسا وألمانيا أعلنتا»."""
        linked = self.top.verb == index - 3 and not self.items[self.top.verb].predicates and self.items[index - 2].kind == "np"
        return linked and item.number in ("d", "p")

    def _resumes(self, index: int) -> bool:
        """Return whether a verb is that of a content which a relative clause has parted from its subject: «أن دراسة قدمتها الوزيرة، أكدت»."""
        lacking = self.top.kind in _CONTENT and self.top.verb < 0
        return lacking and any(c.kind == "relative" and c.parent == self.stack[-1] and c.last == index - 1 for c in self.clauses)

    def _after_comma(self, index: int) -> bool:
        """Return whether a comma stands before a verb, with nothing between but when: «، عقب ذلك غادر»."""
        for position in range(index - 1, max(index - 5, -1), -1):
            item = self.items[position]
            if item.kind == "mark":
                return self.u.text(item) in COMMA
            if not (item.kind == "time" or item.is_particle("prepositions", "demonstratives", "adverbs", "openers")):
                return False
        return False

    def _is_between(self, index: int) -> bool:
        """Return whether a coordinated phrase is the second of two sides: «بين فلان وفلان»."""
        between = self.u.pack.particle_words("between")
        return any(item.is_particle("prepositions") and item.surface in between for item in self.items[max(index - 3, 0) : index])

    def _describes(self, index: int, item: Item) -> bool:
        """Return whether a verb opens a relative clause without «that», behind an indefinite noun: «غارات جوية تقودها», «جولة أوروبية تشمل»."""
        before = self.items[index - 1] if index else None
        if before is not None and item.suffix and not before.det and not before.suffix and (before.kind in (*NOUNS, "modifier") or self._is_feminine(before, item)):
            return True
        if not self._is_light(index):
            return False
        at = next((i for i in range(index - 1, max(index - 4, -1), -1) if self.items[i].kind not in ("modifier", "nisba", "word") or self.items[i].det), -1)
        noun = self.items[at] if at >= 0 else None
        return noun is not None and noun.kind in NOUNS and bool(noun.predicates) and not (noun.det or noun.suffix or noun.prep == "ل")

    def _is_feminine(self, before: Item, item: Item) -> bool:
        """Return whether a word of any kind is an indefinite feminine that a verb's pronoun points back to: «مجموعة واسعة شكلتها فلانة», «لجنة شكلتها»."""
        named = before.phrase is not None and (before.phrase.is_person or bool(before.phrase.name) or before.phrase.det)
        return before.kind in ("word", "apart", "ppart", "nisba", "np") and not named and item.suffix == "ها" and self.u.text(before).endswith(self.u.pack.settings.feminine_endings[0])

    def _is_light(self, index: int) -> bool:
        """Return whether a verb only carries the act of the noun before it: «زيارة يقوم بها فلان»."""
        return not self.u.pack.light.isdisjoint(self.items[index].predicates)

    def _is_time_noun(self, index: int) -> bool:
        """Return whether an item is a noun of time behind a preposition, which a clause may follow: «في وقت»."""
        return self.u.s.is_of(self.items[index].first, "times") and self.items[index - 1].is_particle("prepositions")

    def _continues(self, index: int) -> bool:
        """Return whether a verb goes on from an auxiliary of its clause: «كان ... قد أعلن», «بدأ يقصف»."""
        verb = self.items[self.top.verb] if self.top.verb >= 0 else None
        if verb is None:
            return True
        before = self.items[index - 1]
        if before.kind == "verb" or (before.kind == "particle" and before.group in ("conjunctions", "future", "aspect") and not before.conj):
            return True
        return not verb.predicates and not any(self.items[i].kind == "mark" for i in range(self.top.verb, index))
