"""Whether a predicate is denied, awaited, conditional or only a purpose, by what stands before it."""

from __future__ import annotations

import itertools

from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.proposition import Parse, Proposition

# how far before «or» the verb may be that it goes on from
_TIED = 7
# what a headline or a dateline sets before the news
_DATELINE = ":-–ـ|*•"


class Polarity:
    """Reads what stands before the predicates of one sentence."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.s, self.pack, self.items = parse, parse.sentence, parse.pack, parse.items
        self.clauses, self.by_item = parse.clauses, parse.by_item
        # whether any word of the sentence is of these kinds is asked once, not at each predicate
        self.ahead, self.unreal = (parse.sentence.speaks_of(group) for group in ("ahead", "unreal"))

    def read(self, index: int, proposition: Proposition) -> None:
        """Note negation, condition and purpose that stand before a predicate."""
        before = self.items[index - 1] if index else None
        item = proposition.item
        clause = self.clauses[item.clause]
        proposition.negated = before is not None and before.is_particle("negations")
        copula = self.parse.copula(clause, index) if item.kind == "verb" else -1
        present = item.tense == "present" or (item.kind in NOUNS and clause.verb >= 0 and self.items[clause.verb].tense == "present")
        ahead = self.ahead and present and any(self.s.is_of(self.items[i].first, "ahead") for i in clause.items)
        proposition.planned = item.future or ahead or self._is_expected(clause) or self._is_on_the_eve(index, proposition) or (copula >= 0 and self.items[copula].future)
        proposition.conditional = clause.kind == "conditional" or (item.kind in NOUNS and self._is_unreal(index))
        if clause.kind == "conditional" and item.kind == "verb" and not any(self.items[i].predicates for i in clause.items if i < index and self.items[i].kind == "verb"):
            # «إذا كان ذلك سيساعد»: what is to come is the condition itself
            proposition.planned = False
        proposition.negated = proposition.negated or (item.kind == "verb" and self._shares_negation(index))
        if item.kind == "verb" and self._is_possible(index, clause):
            proposition.conditional, proposition.planned = True, False
        proposition.relative = clause.kind == "relative"
        proposition.identifies = proposition.relative and self._says_which(item, clause)
        proposition.subjunctive = item.kind == "verb" and item.tense in ("present", "jussive") and self._is_subjunctive(index)
        proposition.beside = self.by_item.get(clause.verb) if item.kind in NOUNS else None
        proposition.headline = item.kind in NOUNS and self._is_headline(index)
        if item.kind in NOUNS and not proposition.governed:
            led = before is not None and before.is_particle("purpose")
            proposition.purpose = led or (item.prep == "ل" and not self._continues_meeting(index))
        if item.kind in NOUNS and (self._is_aim(index, proposition) or self.parse.units.is_owed(index)):
            proposition.purpose = True

    def _is_on_the_eve(self, index: int, proposition: Proposition) -> bool:
        """Return whether a noun of meeting tells what comes the day after: «عشية زيارة يقوم بها»."""
        act = self.pack.acts.get(proposition.predicate.frame)
        return proposition.item.kind in NOUNS and act is not None and act.meeting is not None and index > 0 and self.s.is_of(self.items[index - 1].first, "eve")

    def _is_aim(self, index: int, proposition: Proposition) -> bool:
        """Return whether a noun is only what something aims at, or what a way to it is sought for: «الهادفة إلى التوصل», «سبل التوصل»."""
        before = self.items[index - 1] if index else None
        if before is None:
            return False
        if before.is_particle("prepositions"):
            return index > 1 and not before.suffix and self.s.stem_is_of(self.items[index - 2].first, "aiming_at")
        act = self.pack.acts.get(proposition.predicate.frame)
        agreed = act is not None and act.agreement is not None
        return self.s.stem_is_of(before.first, "ways_to") or (agreed and self.s.stem_is_of(before.first, "worth"))

    def _is_unreal(self, index: int) -> bool:
        """Return whether a noun speaks of what has not come about, by its adjective or by «any»: «هجوم محتمل», «أي عدوان»."""
        if index and self.s.is_of(self.items[index - 1].first, "any"):
            return True
        behind = self.items[index + 1 : index + 4] if self.unreal else ()
        ahead = itertools.takewhile(lambda other: other.kind in ("modifier", "nisba", "word", "apart", "ppart") and not other.prep, behind)
        return any(self.s.stem_is_of(other.first, "unreal") for other in ahead)

    def _shares_negation(self, index: int) -> bool:
        """Return whether «or» ties a verb to a denied one: «لم يقتل أو يجرح أحد»."""
        tied = index > 1 and self.s.is_of(self.items[index - 1].first, "or")
        before = next((i for i in range(index - 2, max(index - _TIED, -1), -1) if self.items[i].kind == "verb"), -1) if tied else -1
        known = self.by_item.get(before)
        return known is not None and known.negated

    def _says_which(self, item: Item, clause: Clause) -> bool:
        """Return whether a relative clause only says which one is meant: behind «that», or pointing back to what is no act."""
        if clause.opener:
            return True
        near = range(clause.governor, max(clause.governor - 4, -1), -1)
        return item.kind == "verb" and bool(item.suffix) and not any(self.items[i].kind in NOUNS and self.items[i].predicates for i in near)

    def _is_subjunctive(self, index: int) -> bool:
        """Return whether «that» stands directly before a verb, and no preposition of time before it: not «قبل أن تقصف»."""
        if not index or not self.s.is_of(self.items[index - 1].first, "that"):
            return False
        return index < 2 or not self.items[index - 2].is_particle("prepositions") or self.items[index - 2].surface not in self.pack.particle_words("before_and_after")

    def _is_headline(self, index: int) -> bool:
        """Return whether a noun is what a main clause without a verb begins with, behind no more than where and when."""
        clause = self.clauses[self.items[index].clause]
        if clause.kind != "main" or clause.verb >= 0:
            return False
        before = [i for i in clause.items if i < index]
        start = max((at + 1 for at, i in enumerate(before) if self.s.tokens[self.items[i].first].text in _DATELINE), default=0)
        return all(self._sets_scene(i) for i in before[start:])

    def _sets_scene(self, index: int) -> bool:
        """Return whether an item only says where or when, or stands between."""
        item = self.items[index]
        return item.kind in ("time", "mark") or item.is_particle("prepositions", "adverbs", "openers") or (item.kind == "np" and item.phrase is not None and item.phrase.place)

    def _continues_meeting(self, index: int) -> bool:
        """Return whether «ل» ties a noun to the meeting it belongs to: «الدورة الأولى لمشاورات»."""
        at = next((i for i in range(index - 1, max(index - 4, -1), -1) if self.items[i].kind != "modifier"), -1)
        acts = [self.pack.acts.get(self.pack.predicates[ref].frame) for ref in self.items[at].predicates] if at >= 0 else []
        return self.items[at].kind in NOUNS and any(act is not None and act.meeting for act in acts)

    def _is_expected(self, clause: Clause) -> bool:
        """Return whether a clause tells what is expected or scheduled: «من المقرر أن يلتقي»."""
        return self._follows(clause, "expected")

    def _is_possible(self, index: int, clause: Clause) -> bool:
        """Return whether a verb tells only what may be: «قد تفرض», «من المحتمل أن تهاجم»."""
        may = index > 0 and self.items[index].tense == "present" and self.s.is_of(self.items[index - 1].first, "may")
        return may or self._follows(clause, "possible")

    def _follows(self, clause: Clause, group: str) -> bool:
        """Return whether a clause with «that» depends on one of some words."""
        if clause.kind != "complement" or not clause.first:
            return False
        return self.s.stem_is_of(self.items[clause.first - 1].first, group)
