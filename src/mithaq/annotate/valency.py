"""Which of the predicates of a unit is meant: the one that asks for most of what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.sentence import Sentence
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import ByHead, Predicate

# what marks a predicate that words its frame only in the future
_FUTURE = "will"
_NEAR = 3
_GOVERNED = 26
# how many tokens behind a predicate the words that it asks for by themselves may begin
_WORDED_WITHIN = 8
# how many tokens a subject may put between a verb and the words of its phrase
_PARTED = 4
# how far before a verb with a pronoun the noun that it stands for may be: «التحالف الذي أسسته»
_BEHIND = 8
# how far behind a verb the organisation may be that its subject joins or leaves
_REACH = 14
# what the codes of organisations of states begin with
_UNION = "IGO:"


class Valency:
    """The items of one sentence, and which predicate each of them words."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.s = sentence
        self.pack = pack
        self.items: list[Item] = []
        self._selected: dict[int, Predicate | None] = {}

    def select(self, index: int) -> Predicate | None:
        """Return the predicate of an item whose required words are there; the most demanding one first."""
        if index not in self._selected:
            refs: Sequence[int] = self.items[index].predicates
            if len(refs) > 1 or not self.pack.undemanding.issuperset(refs):
                refs = self._possible(self.items[index])
            if len(refs) == 1 and refs[0] in self.pack.undemanding:
                self._selected[index] = self.pack.predicates[refs[0]]
            else:
                self._selected[index] = self._most_demanding(index, refs)
        return self._selected[index]

    def _most_demanding(self, index: int, refs: Sequence[int]) -> Predicate | None:
        """Return the one of some predicates of an item that asks for most of what is there; None if all ask for more."""
        item, follows = self.items[index], self._follows(index) if refs else frozenset[str]()
        best: tuple[float, Predicate | None] = (-1.0, None)
        for ref in refs:
            demand = self._demand(item, ref, follows)
            if demand > best[0]:
                best = (demand, self.pack.predicates[ref])
        return best[1]

    def _possible(self, item: Item) -> Sequence[int]:
        """Return the predicates of an item for which the first word of something they ask for stands near."""
        choice = self.pack.alternatives(item.predicates)
        wordings = choice.wordings & self.s.words[self._reach_back(item) : item.last + _WORDED_WITHIN] if choice.wordings else ()
        return choice.possible(wordings, choice.needs & self._places.keys() if choice.needs else ())

    def _demand(self, item: Item, ref: int, follows: frozenset[str]) -> float:
        """Return how much a predicate asks for that is there; negative if something it needs is not."""
        predicate = self.pack.predicates[ref]
        exact = self.s.words[item.last : item.last + _WORDED_WITHIN] if predicate.unless or predicate.words else []
        if predicate.unless and any(tuple(exact[: len(words)]) == words for words in predicate.unless):
            return -1.0
        if predicate.cue == _FUTURE and not self._lies_ahead(item):
            return -1.0
        demand = 0.0 if follows.isdisjoint(self.pack.positions[ref]) else 0.5
        if predicate.light and predicate.via == "object" and self._act_follows(item):
            demand += 0.25
        if predicate.words:
            reach = _PARTED if predicate.pos == "phrase" and predicate.cue == "" else 1
            if not near(self.pack.wordings[ref], exact, reach) and not self._stands_before(item, self.pack.wordings[ref]):
                return -1.0
            demand += 2
        if predicate.needs:
            size = self._needed(item, predicate, self.pack.needs[ref]) or int(self._is_met(item, predicate))
            if not size:
                return -1.0
            demand += 1 + size
        return demand

    def _lies_ahead(self, item: Item) -> bool:
        """Return whether a verb is in the future: «سنحترم», «سوف تحترم»."""
        at = self.items.index(item)
        return item.kind == "verb" and (item.future or (at > 0 and self.items[at - 1].is_particle("future")))

    def _act_follows(self, item: Item) -> bool:
        """Return whether the noun of an act comes within a few words, before another verb: «أكملت الولايات المتحدة انسحابها»."""
        at = self.items.index(item) + 1
        for other in self.items[at : at + _NEAR]:
            if other.kind in NOUNS and other.predicates and not other.prep:
                return True
            if other.kind == "verb":
                return False
        return False

    def _reach_back(self, item: Item) -> int:
        """Return the first token that a predicate can ask for: a verb points back by a pronoun, others only ahead."""
        return max(item.first - _BEHIND, 0) if item.suffix and item.kind == "verb" else item.last

    def _stands_before(self, item: Item, phrases: ByHead) -> bool:
        """Return whether what a verb points back to by a pronoun is one of some words: «الانتخابات التي قاطعتها المعارضة»."""
        behind = self.s.words[self._reach_back(item) : item.first]
        return near(phrases, behind, len(behind))

    def _is_met(self, item: Item, predicate: Predicate) -> bool:
        """Return whether somebody stands in for the nouns that a predicate needs: a person, an organisation by name, a place."""
        if predicate.or_place and self._place_follows(item):
            return True
        return (predicate.or_person and self._person_follows(item)) or (predicate.or_organisation and self._organisation_follows(item, predicate))

    def _place_follows(self, item: Item) -> bool:
        """Return whether a place is the object of an item, a capital only of armed forces: «استهدف الجيش الإسرائيلي صور»."""
        at = self.items.index(item)
        armed = at > 0 and self._is_armed(self.items[at - 1])
        for other in self.items[at + 1 : at + 1 + _NEAR]:
            if other.prep or not (other.phrase is not None or other.kind in ("modifier", "nisba", "time")):
                return False
            if other.phrase is not None and other.phrase.place:
                return armed or other.phrase.form != "metonym"
            armed = armed or self._is_armed(other)
        return False

    def _is_armed(self, item: Item) -> bool:
        """Return whether an item names those who bear arms."""
        return item.phrase is not None and (item.phrase.kind in ("armed_force", "armed_group") or item.phrase.sector == "MIL")

    def _organisation_follows(self, item: Item, predicate: Predicate) -> bool:
        """Return whether an organisation of states stands in the place of a predicate's recipient: «انسحبت بوروندي من إيكاس»."""
        at, led = self.items.index(item) + 1, ""
        for other in self.items[at : at + _REACH]:
            if other.kind == "verb" or other.is_particle("conjunctions", "relatives", "complementisers"):
                return False
            if other.phrase is not None and other.phrase.code.startswith(_UNION) and (other.prep or led or "object") in _bare(predicate.recipient):
                return True
            led = other.surface if other.is_particle("prepositions") and not other.suffix else ""
        return False

    def _person_follows(self, item: Item) -> bool:
        """Return whether a person or people stand directly behind an item."""
        at = self.items.index(item) + 1
        phrase = self.items[at].phrase if at < len(self.items) else None
        return phrase is not None and not phrase.prep and (phrase.is_person or phrase.kind in ("people", "armed_force"))

    def _needed(self, item: Item, predicate: Predicate, needs: ByHead) -> int:
        """Return the length of the longest required phrase among what an item can govern, or what it follows; 0 if there is none."""
        starts = [item.last]
        if predicate.either_side or (item.kind == "verb" and item.suffix):
            starts.append(max(item.first - _BEHIND, 0))
        near = needs.keys() & self._places.keys()
        # «قدم استقالته قائلا إنه ينوي دعم أهله»: what a clause behind «that» holds is none of it
        end = next((at + 1 for at in self._that if at >= item.last), len(self.s.tokens)) if near else 0
        governed = ((head, [at for start in starts for at in self._within(head, start, end, done_to=predicate.effected)]) for head in near)
        lengths = (len(words) for head, places in governed for words in needs[head] if any(self._begins(words, at) for at in places))
        return max(lengths, default=0)

    def _follows(self, index: int) -> frozenset[str]:
        """Return the prepositions, alone or glued, directly behind an item, and «أن» where a clause follows it."""
        found: set[str] = set()
        for item in self.items[index + 1 : index + 1 + _NEAR]:
            if item.kind in ("verb", "mark"):
                break
            if item.is_particle("complementisers"):
                found.add("أن")
                break
            if item.prep or item.is_particle("prepositions"):
                found.add(item.prep or item.surface)
        return frozenset(found)

    def covered(self, index: int, predicate: Predicate) -> int:
        """Return how many tokens after an item are part of the predicate's own wording."""
        last = self.items[index].last
        following = self.s.words[last : last + 6]
        return max((len(words) for words in predicate.words if tuple(following[: len(words)]) == words), default=0)

    def is_needed(self, index: int, predicate: Predicate) -> bool:
        """Return whether an item begins what a predicate needs as its object, or counts what is given: the arms of «أرسلت أسلحة», «أرسلت تسع شاحنات محملة»."""
        if "object" in predicate.partner or not predicate.needs:
            return False
        first, act = self.items[index].first, self.pack.acts.get(predicate.frame)
        counts = act is not None and act.delivery and self.s.counts(first)
        words = self.s.words[first + counts :]
        return any(tuple(words[: len(needed)]) == needed for needed in predicate.needs)

    def wording_end(self, index: int, predicate: Predicate) -> int:
        """Return the token after a phrase's own words, which a subject may part: «أعرب الرئيس عن أمله»."""
        last = self.items[index].last
        starts = ((at, words) for at in range(last, last + _PARTED) for words in predicate.words)
        return next((at + len(words) for at, words in starts if tuple(self.s.words[at : at + len(words)]) == words), last)

    def _within(self, head: str, first: int, end: int, *, done_to: bool) -> list[int]:
        """Return where a noun stands among the tokens from ``first`` to ``end``, in any case or with a pronoun; not beside what an act is done to."""
        last = min(first + _GOVERNED, end)
        return [at for at in self._places[head] if first <= at < last and not (done_to and at and self.s.is_of(at - 1, "beside"))]

    def _begins(self, words: tuple[str, ...], at: int) -> bool:
        """Return whether the words behind a token, which is the first of some, are the others."""
        return at + len(words) <= len(self.s.tokens) and all(word in self.s.known[at + step].stems for step, word in enumerate(words) if step)

    @cached_property
    def _that(self) -> list[int]:
        """The tokens that open a clause as «that» does."""
        return [at for at in range(len(self.s.known)) if self.s.is_of(at, "complementisers")] if self.s.speaks_of("complementisers") else []

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The tokens of the sentence by each of their stems."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.s.known):
            for stem in word.stems:
                places.setdefault(stem, []).append(at)
        return places


def near(phrases: ByHead, following: list[str], reach: int) -> bool:
    """Return whether one of some phrases, given by first word, begins among the first ``reach`` following words."""
    if phrases.keys().isdisjoint(following):
        return False
    return any(
        tuple(following[at : at + len(words)]) == words
        for at, word in enumerate(following[:reach])
        for words in phrases.get(word, ())
    )


def _bare(positions: tuple[str, ...]) -> tuple[str, ...]:
    """Return positions as they are found without roles: who stands in no preposition's is subject or object."""
    return tuple("object" if position in ("subject", "genitive") else position for position in positions)
