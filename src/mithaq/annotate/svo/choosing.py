"""Which predicate of a word is meant, by what stands around it."""

from __future__ import annotations

from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.contents import Contents
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.parse import WORDED_WITHIN, Arguments, Parse
from mithaq.annotate.svo.sides import Sides
from mithaq.packs.predicate import Predicate

# how many tokens of an object are asked for the noun that a verb needs
NEEDED_WITHIN = 8
# how many tokens behind an object of whatever length
_BEHIND_OBJECT = 2
# within how many tokens of «that» stands what several only think of a thing: «agreed that it was important to»
_VIEWED = 6
# kinds of phrases that mean people, whom a verb may do something to that it does to things as well
_PERSONS = ("people", "armed_group")


class Choosing(Sides):
    """Chooses among the predicates of a verb or a noun of one sentence."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self.contents = Contents(parse, self.references)
        self._quoted = False
        # whether a predicate of the same word says something
        self._says_too = False
        # who stands before a passive, while its predicate is chosen
        self._passive: list[Phrase] = []

    def _talks_alone(self, predicate: Predicate, group: Group, args: Arguments) -> bool:
        """Return whether one person speaks of something with nobody, or only of what is done with a state: «a évoqué la guerre avec la Russie»."""
        if not self.parse.behind or not predicate.operator or not predicate.partner or predicate.content != ("object",):
            return False
        with_whom = [phrase for position in predicate.partner for phrase in args.places.get(position, [])]
        subject = self.parse.subjects[group.first]
        alone = len(subject) == 1 and subject[0].is_person and subject[0].number != "p" and not subject[0].members
        return all(p.kind == "state" for p in with_whom) if with_whom else alone

    def _goods_come(self, predicate: Predicate, group: Group) -> bool:
        """Return whether goods stand before a verb that tells of their coming, rather than people: not «aid workers reached Mali»."""
        if "giver" not in predicate.actor:
            return True
        words, before = self.w.lowers, self.w.lowers[self.w.begin : group.first]
        hoped = [needed for needed in predicate.needs if needed[0] in before]
        ends = (at + len(needed) for needed in hoped for at in range(self.w.begin, group.first) if tuple(words[at : at + len(needed)]) == needed)
        return any(not self.parse.is_content(end) for end in ends)

    def _in_accord(self, group: Group, refs: tuple[int, ...], args: Arguments) -> tuple[int, ...]:
        """Return of the predicates of a verb those that fit how many sides it has: several who «agree that» come to an agreement, one only says so."""
        accords = tuple(ref for ref in refs if "that" in self.pack.predicates[ref].content and self._is_accord(self.pack.predicates[ref]))
        if not accords or self.parse.behind:
            return refs
        sides = (single for phrase in (*self.parse.subjects[group.first], *args.places.get("with", ())) for single in (phrase.members or [phrase]))
        ahead = self.w.is_of(group.last, "complementisers") and any(g.first >= group.last and (g.future or g.unreal or g.kind == "infinitive") for g in self.parse.groups)
        if ahead and not any(self.w.is_of(at, "views") for at in range(group.last, group.last + _VIEWED)) and len({side.code for side in sides} - {""}) > 1:
            return accords
        return tuple(ref for ref in refs if ref not in accords)

    def _is_accord(self, predicate: Predicate) -> bool:
        """Return whether a predicate words what several settle between them."""
        operator = self.pack.operators.get(predicate.frame)
        return operator is not None and operator.event == "AGREE" and not operator.reports and "with" in predicate.partner

    def _meant(self, group: Group) -> tuple[int, ...]:
        """Return which predicates of a verb its form allows: «will not accept» refuses, «does not rule out» threatens, «will host» promises, «accept» and «host» do not."""
        cues = {ref: self.pack.predicates[ref].cue for ref in group.predicates}
        if not group.future or group.negated or group.passive or group.would:
            cues = {ref: cue for ref, cue in cues.items() if cue != "will"}
        denying = tuple(ref for ref, cue in cues.items() if cue == "not")
        if denying and group.negated:
            return denying
        refusing = tuple(ref for ref, cue in cues.items() if cue in ("negated", "not"))
        if refusing and group.negated and (group.future or group.unreal):
            return refusing
        return tuple(ref for ref in cues if ref not in refusing)

    def _complement(self, group: Group, args: Arguments) -> tuple[Predicate | None, int]:
        """Return what an adjective behind «be» words, and its token: «is ready to help»."""
        last = group.last if group.passive else min(group.last + WORDED_WITHIN + 1, self.w.size)
        for at in range(group.last - group.passive, last):
            refs = tuple(ref for a in self.w.forms(at, "cue") for ref in self.pack.lexemes[a.entry.ref].predicates if not self.pack.predicates[ref].cue)
            predicate = self._select(refs, at + 1, args, passive=group.passive)
            if predicate is not None:
                return predicate, at
        return None, -1

    def _select(self, refs: tuple[int, ...], last: int, args: Arguments, *, passive: bool = False) -> Predicate | None:
        """Return the predicate whose words and nouns are there, the most demanding one first."""
        best: tuple[float, Predicate | None] = (-0.5, None)
        last = self.parse.past_insertion(last)
        clause = len(refs) > 1 and self._opens_clause(last) and self.contents.has_verb(last)
        # what closes before a verb of saying is what it says
        quotes = self._quoted or self.w.text(last) == ":" or self.w.begins_quotation(last + (self.w.text(last) == ","))
        self._says_too = not self.parse.behind and any("quote" in self.pack.predicates[ref].content for ref in refs)
        for ref in refs:
            predicate = self.pack.predicates[ref]
            said = 3 * (quotes and "quote" in predicate.content) + 0.3 * (clause and "that" in predicate.content)
            demand = self._demand(ref, last, args, passive) + said
            if demand > best[0]:
                best = (demand, predicate)
        return best[1]

    def _opens_clause(self, at: int) -> bool:
        """Return whether a clause without a conjunction may begin at a token: with a pronoun, a name, an article."""
        return self.w.is_of(at, "pronouns") or (self.pack.settings.bare_clauses and (self.w.is_large(at) or self.w.is_of(at, "determiners")))

    def _demand(self, ref: int, last: int, args: Arguments, passive: bool) -> float:
        """Return how much a predicate asks for that is there; negative if something is missing."""
        predicate = self.pack.predicates[ref]
        following = self.w.lowers[last : max(last + NEEDED_WITHIN, self._past_object(last) + _BEHIND_OBJECT)]
        if predicate.unless and any(tuple(following[: len(words)]) == words for words in predicate.unless):
            return -1.0
        sides = (*predicate.recipient, *predicate.partner)
        # where two could be meant, what lacks its other side is the less likely
        demand = 0.5 if not args.places.keys().isdisjoint(sides) else -0.1 if sides and predicate.needs else 0.0
        demand += self._governing(predicate, last)
        if predicate.words and demand > -1.0:
            sizes = [len(tokens) for tokens in self.parse.worded(last, predicate.words)]
            # the longer wording is the surer one: «go on strike», not «go on»
            demand = demand + 2 + 0.1 * max(sizes) if sizes else -1.0
        if predicate.needs and demand > -1.0:
            size = self._needed(ref, last, following, passive) or self._stands_in(predicate, self._passive if passive else args.places.get("object", []))
            demand = demand + 2 + 0.1 * (size - 1) if size else -1.0
        return demand

    def _governing(self, predicate: Predicate, last: int) -> float:
        """Return how well what follows fits what a predicate governs; far below zero if it cannot."""
        wanted, missing = predicate.content, -2.0
        if wanted in (("as",), ("named",)):
            return 0.5 if self.contents.called(last, wanted[0])[1] > 0 else missing
        if wanted == ("inf",):
            # «called on Iran to release» asks, «called on the president» visits
            return 0.5 if self._infinitive_follows(last) and (not self._says_too or self.contents.is_asked(last)) else missing
        if self.w.is_of(last, "complementisers") and wanted:
            return 0.5 if "that" in wanted else missing
        after = self.parse.group_at.get(last + 1)
        if wanted == ("object",) and predicate.needs and not self.parse.behind and self.w.is_of(last, "prepositions") and after is not None and after.kind == "gerund":
            # «committed to providing six million» has no object of its own
            return missing
        group = self.parse.group_at.get(last)
        gerund = "ing" in wanted and group is not None and group.kind == "gerund"
        if wanted == ("ing",) and not gerund:
            return missing
        return 0.4 * gerund + 0.25 * (self.parse.behind and "object" in wanted and self._has_object(last))

    def _needed(self, ref: int, last: int, following: list[str], passive: bool) -> int:
        """Return how many words the noun has that a predicate needs behind it, or before a passive or where either side will do; 0 if none stands there."""
        # «a 24-hour hunger strike»: hyphens end nothing
        stop = next((i for i, word in enumerate(following) if word in BORDERS and word != "-"), len(following))
        near = [*following[:stop], *(self.w.lowers[max(last - 2 * NEEDED_WITHIN, 0) : last] if passive or self.pack.predicates[ref].either_side else ())]
        heads = self.pack.needs[ref]
        hoped = [[*words] for head in heads.keys() & near for words in heads[head]]
        return max((len(words) for words in hoped for at in range(len(near)) if words == near[at : at + len(words)]), default=0)

    def _stands_in(self, predicate: Predicate, hit: list[Phrase]) -> bool:
        """Return whether a person or a place stands where a predicate needs a noun, which does as well."""
        person = predicate.or_person and any(phrase.is_person or phrase.kind in _PERSONS for phrase in hit)
        return person or (predicate.or_place and any(phrase.place or phrase.kind == "state" for phrase in hit))

    def _infinitive_follows(self, last: int) -> bool:
        """Return whether an infinitive follows before any other verb."""
        group = next((group for group in self.parse.groups if group.first >= last), None)
        return group is not None and group.kind == "infinitive"

    def _past_object(self, last: int) -> int:
        """Return the token behind somebody who stands directly behind a verb; its own last one if nobody does."""
        phrase = self.parse.starts.get(last)
        return phrase.last if phrase is not None else last
