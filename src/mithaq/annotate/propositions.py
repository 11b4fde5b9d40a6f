"""Propositions: each predicate of a sentence with its arguments and with the operators it stands under."""

from __future__ import annotations

from mithaq.annotate.antecedents import Antecedents
from mithaq.annotate.arguments import find_arguments
from mithaq.annotate.belonging import Belonging
from mithaq.annotate.contents import Contents
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.polarity import Polarity
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.roles import Roles
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.subjects import Subjects
from mithaq.packs.pack import Pack, Predicate

__all__ = ["Proposition", "find_propositions"]


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _PropositionReader(Parse(sentence, pack, discourse)).read()


class _PropositionReader:
    """Reads the predicates of one sentence from left to right."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.u, self.s, self.items = parse, parse.units, parse.sentence, parse.items
        self.clauses, self.by_item, self.discourse = parse.clauses, parse.by_item, parse.discourse
        self.belonging, self.antecedents = Belonging(parse), Antecedents(parse)
        self.polarity, self.contents = Polarity(parse), Contents(parse)
        self.subjects = Subjects(parse, self.belonging, self.antecedents)
        self.roles = Roles(parse, self.belonging, self.antecedents)
        self.consumed = -1
        self.worded = ("", -1)

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        for index, item in enumerate(self.items):
            if index > self.consumed and (item.predicates or item.kind == "verb"):
                self._predicate(index, item)
        self._remember()
        return [self.by_item[i] for i in sorted(self.by_item)]

    def _remember(self) -> None:
        """Keep the subject of the sentence for the verbs after it that leave theirs out."""
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
        args = find_arguments(self.parse, index)
        if predicate is None:
            if item.kind == "verb":
                self.subjects.verb_subject(index, item, args)
            return
        if item.kind == "cue" and predicate.cue == "preposition":
            self._preposition_cue(index, item, predicate)
            return
        told = self._told_of(index, predicate) if item.kind in ("apart", "ppart") else []
        if not told and (item.kind == "ppart" or (item.kind == "apart" and not self._is_adverbial(index))):
            return
        if predicate.frame == self.worded[0] and item.first < self.worded[1] and item.kind in NOUNS:
            # «أعرب عن استعداده»: the noun is part of the phrase that words the same
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
        self._complete(index, proposition, args)

    def _complete(self, index: int, proposition: Proposition, args: Arguments) -> None:
        """Read what belongs to a proposition; a participle without a content or recipient is none."""
        item, predicate = proposition.item, proposition.predicate
        proposition.end = args.end
        self.polarity.read(index, proposition)
        self.subjects.read(index, item, proposition, args)
        self.roles.fill(index, proposition, args)
        self.contents.find(index, proposition, args)
        if item.kind == "verb" and self.clauses[item.clause].kind == "relative":
            self._tell_antecedent(proposition)
        acts = bool(proposition.recipient) and not predicate.operator
        if item.kind in ("apart", "ppart") and proposition.content is None and not acts:
            del self.by_item[index]

    def _tell_antecedent(self, proposition: Proposition) -> None:
        """Let a noun know its parties from the light verb in its relative clause: «الغارات التي تشنها روسيا على حلب»."""
        governor = self.clauses[proposition.item.clause].governor
        before = [self.by_item[i] for i in range(governor, max(governor - 4, -1), -1) if i in self.by_item]
        noun = next((known for known in before if known.item.kind in NOUNS), None)
        light = proposition.predicate.light
        if noun is None or not light:
            return
        if proposition.predicate.partner and proposition.item.suffix and proposition.partner:
            # «لقاء جمعه مع نظيره»: the pronoun is the other side
            noun.subject = [*self.discourse.subject[:1], *proposition.partner]
        noun.subject = noun.subject or (list(proposition.subject) if light == "actor" else [])
        # «جولة تشمل فرنسا»: what stands behind the verb is what the noun reaches
        noun.recipient = noun.recipient or list(proposition.recipient or (proposition.subject if light == "none" else []))
        noun.end = max(noun.end, proposition.end)

    def _told_of(self, index: int, predicate: Predicate) -> list[Phrase]:
        """Return of whom a participle tells in a clause without a verb: «البنك ملتزم بتقديم», «نحن مستعدون»."""
        item = self.items[index]
        clause = self.clauses[item.clause]
        if not predicate.operator or item.det or item.prep:
            return []
        if 0 <= clause.verb < index and self.items[clause.verb].predicates:
            return []
        for position in reversed([i for i in clause.items if i < index]):
            before = self.items[position]
            if before.kind == "np" and before.phrase is not None:
                return [] if before.prep or self.belonging.is_genitive(position) else [before.phrase]
            if not (before.kind in ("modifier", "time", "verb") or before.is_particle("adverbs", "negations")):
                return self.antecedents.elided(item, clause) if before.is_particle("complementisers", "pronouns") else []
        return []

    def _is_adverbial(self, index: int) -> bool:
        """Return whether a participle opens a clause of its own: «مؤكدا أن»."""
        clause = self.clauses[self.items[index].clause]
        return clause.kind == "participle" and clause.first == index

    def _preposition_cue(self, index: int, item: Item, predicate: Predicate) -> None:
        """Read «بحسب البيان»: the speaker follows, the words stand before or behind."""
        near = self.items[index + 1 : index + 6]
        speaker = next((other.phrase for other in near if other.kind == "np"), None)
        if speaker is None:
            return
        content = self._words_behind(index, speaker) if item.first <= 1 else (self.s.start, self.u.trim(item.start))
        if item.first > 1 and any(self.u.reports(i) for i in range(index) if self.items[i].kind == "verb"):
            return
        self.by_item[index] = Proposition(
            self.s, item, predicate, subject=[speaker], end=speaker.end, content=content, content_form="clause"
        )  # fmt: skip
        clause = self.clauses[item.clause]
        clause.subject = clause.subject or [speaker]

    def _words_behind(self, index: int, speaker: Phrase) -> tuple[int, int] | None:
        """Return the words behind a speaker whom the sentence opens with."""
        for item in self.items[index:]:
            if item.first >= speaker.last and item.kind != "mark" and not item.is_particle("complementisers"):
                return item.start, self.u.trim(self.s.end)
        return None
