"""Who is meant where a verb or a pronoun names nobody: antecedents, speakers, subjects left out."""

from __future__ import annotations

from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Parse
from mithaq.annotate.sentence import Phrase


class Antecedents:
    """Finds in one sentence, and in what was said before, whom its verbs leave out."""

    def __init__(self, parse: Parse) -> None:
        self.u, self.s, self.items = parse.units, parse.sentence, parse.items
        self.clauses, self.by_item, self.discourse = parse.clauses, parse.by_item, parse.discourse

    def elided(self, item: Item, clause: Clause) -> list[Phrase]:
        """Return the subject that a verb leaves out, from what its clause depends on."""
        if clause.subject:
            return clause.subject
        if clause.kind == "relative":
            return [] if item.suffix else self.antecedent(clause)
        if (speaker := self._first_person(item)) and not clause.subject:
            return speaker
        if clause.kind in ("complement", "quote") and clause.governor >= 0 and not clause.conj:
            governor = self.by_item.get(clause.governor)
            return governor.subject if governor is not None and self.discourse.agrees(governor.subject, item) else []
        for other in reversed(self.clauses[: self.clauses.index(clause)]):
            beside = other.parent == clause.parent and other.kind in (clause.kind, "main")
            if beside and other.subject and self.discourse.agrees(other.subject, item):
                return other.subject
        if clause.parent >= 0 and clause.kind != "quote":
            subject = self.clauses[clause.parent].subject
            if subject and self.discourse.agrees(subject, item):
                return subject
        outermost = clause.kind in ("main", "subordinate", "conditional") and clause.parent < 1
        return self.discourse.elided(item) if outermost else []

    def _first_person(self, item: Item) -> list[Phrase]:
        """Return who says «I» or «we» in a quotation, where a verb can be in the first person."""
        if not any(a.entry.kind == "verb" and a.entry.gender == "1" for a in self.s.analyses[item.first]):
            return []
        return self.quoted(item)

    def quoted(self, item: Item) -> list[Phrase]:
        """Return whose words the quotation is that an item stands in."""
        at = item.clause
        while at >= 0 and self.clauses[at].kind != "quote":
            at = self.clauses[at].parent
        governor = self.by_item.get(self.clauses[at].governor) if at >= 0 else None
        return governor.subject if governor is not None else []

    def antecedent(self, clause: Clause) -> list[Phrase]:
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

    def speaker(self, clause: int) -> list[Phrase]:
        """Return the subject of the nearest clause around that has one, or the last one told."""
        at = self.clauses[clause].parent
        told = [c for c in self.clauses[:clause] if c.kind in ("relative", "main") and c.verb >= 0 and c.subject]
        latest = [c for c in told if self.u.reports(c.verb) and c.last == self.clauses[clause].first]
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
