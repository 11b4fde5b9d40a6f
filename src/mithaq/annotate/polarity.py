"""Whether a predicate is denied, awaited, conditional or only a purpose, by what stands before it."""

from __future__ import annotations

from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS
from mithaq.annotate.proposition import Parse, Proposition


class Polarity:
    """Reads what stands before the predicates of one sentence."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.s, self.pack, self.items = parse, parse.sentence, parse.pack, parse.items
        self.clauses, self.by_item = parse.clauses, parse.by_item

    def read(self, index: int, proposition: Proposition) -> None:
        """Note negation, condition and purpose that stand before a predicate."""
        before = self.items[index - 1] if index else None
        item = proposition.item
        clause = self.clauses[item.clause]
        proposition.negated = before is not None and before.is_particle("negations")
        copula = self.parse.copula(clause, index) if item.kind == "verb" else -1
        present = item.tense == "present" or (item.kind in NOUNS and clause.verb >= 0 and self.items[clause.verb].tense == "present")
        ahead = present and any(self.s.words[self.items[i].first] in self.pack.particle_words("ahead") for i in clause.items)
        proposition.planned = item.future or ahead or self._is_expected(clause) or (copula >= 0 and self.items[copula].future)
        proposition.conditional = clause.kind == "conditional"
        if item.kind == "verb" and self._is_possible(index, clause):
            proposition.conditional, proposition.planned = True, False
        proposition.relative = clause.kind == "relative"
        proposition.beside = self.by_item.get(clause.verb) if item.kind in NOUNS else None
        proposition.verbless = not any(other.kind == "verb" for other in self.items)
        if item.kind in NOUNS and not proposition.governed:
            led = before is not None and before.is_particle("purpose")
            proposition.purpose = led or (item.prep == "ل" and not self._continues_meeting(index))

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
        before = self.s.words[self.items[index - 1].first] if index else ""
        may = self.items[index].tense == "present" and before in self.pack.particle_words("may")
        return may or self._follows(clause, "possible")

    def _follows(self, clause: Clause, group: str) -> bool:
        """Return whether a clause with «that» depends on one of some words."""
        if clause.kind != "complement" or not clause.first:
            return False
        stems = self.pack.stems(self.s.words[self.items[clause.first - 1].first])
        return bool(stems & self.pack.particle_words(group))
