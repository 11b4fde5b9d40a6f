"""Who speaks without being known as anybody: noun phrases before or behind a verb of saying, unknown names, pronouns left open."""

from __future__ import annotations

import re

from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import BORDERS
from mithaq.annotate.svo.parse import Parse

# how many words such a phrase has at most, and what may stand before it besides a border
_LONGEST = 14
_OPENERS = ("and", "but", "or", "subordinators", "complementisers", "conditionals")
# marks of stock symbols and of code
_CODE = frozenset("<>[]{}=/_|#")
_LINKS = ("prepositions", "title_links", "part_links")


class Unnamed:
    """Makes phrases of words that name nobody whom the lists know."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w, self.s = parse, parse.w, parse.s

    def before(self, at: int, *, nearest: bool = False, crowd: bool = False) -> list[Phrase]:
        """Return who stands in the words that end with token ``at``: «three diplomats at the talks said»; ``nearest``: in the last noun phrase."""
        first = at
        while first >= max(self.w.begin, at - _LONGEST) and self._belongs(first):
            first -= 1
        first += 1
        if nearest:
            first = max([first, *(i + 1 for i in range(first, at) if self.w.is_of(i, *_LINKS))])
            return self._phrase(first, at + 1, crowd=crowd)
        led = self.parse.group_at.get(first - 1)
        if led is not None and led.kind == "participle" and led.first == self.w.begin and first <= at:
            # «Leaked documents show»
            first = led.first
        elif led is not None and led.kind == "participle" and first <= at and self.w.is_word(led.first - 1):
            # «interviews conducted by the paper with workers found»
            return self.before(led.first - 1, crowd=crowd)
        if self.w.text(first - 1) not in BORDERS and first > self.w.begin and not self.w.is_of(first - 1, "relatives", *_OPENERS):
            return []
        return self._phrase(first, at + 1, crowd=crowd)

    def behind(self, at: int) -> list[Phrase]:
        """Return who stands in the words that begin with token ``at``, behind an inverted verb: «, said one resident»."""
        last = at
        while last < min(self.w.size, at + _LONGEST) and self._belongs(last):
            last += 1
        return self._phrase(at, last)

    def _belongs(self, at: int) -> bool:
        """Return whether a token can stand inside such a phrase."""
        if self.w.is_possessive(at):
            return True
        # «the 2016 campaign's officials»
        year = 0 < at + 1 < self.w.size and self.s.tokens[at].kind == "number" and self.w.is_word(at + 1) and not self.w.is_timed(at + 1) and not self.w.is_function(at + 1)
        if self.w.text(at) == "-" and self.s.tokens[at - 1].end == self.w.start_of(at) and self.w.end_of(at) == self.w.start_of(at + 1):
            # «a 40-page lawsuit»
            return True
        ends = at in self.parse.in_group or (self.w.is_timed(at) and not year) or self.w.text(at) in BORDERS
        return not ends and not self.w.is_of(at, "relatives", "pronouns", *_OPENERS)

    def _phrase(self, first: int, last: int, *, crowd: bool = False) -> list[Phrase]:
        """Return the phrase of some tokens, without what prepositions add to its end; nobody if no noun stands in it."""
        while first < last and (self.w.is_of(first, "adverbs", "plural_articles") or self.w.is_possessive(first) or self.w.counts(first)):
            first += 1
        end = next((at for at in range(first, last) if self.w.is_of(at, *_LINKS)), last)
        words = [at for at in range(first, end) if self.w.is_word(at) and not self.w.is_function(at)]
        acts = bool(words) and not self.w.is_of(words[-1], "told_in") and self._words_act(words[-1])
        abstract = bool(words) and not self.w.is_large(words[-1]) and self.w.lower(words[-1]).endswith(self.parse.pack.settings.abstract_endings)
        marked = any(not self.w.is_word(at) and self.w.text(at) in _CODE and not self._joins_names(at) for at in range(first, end))
        if not words and end == first + 1 and self.w.is_of(first, "somebody"):
            words = [end - 1]
        # «sign up, you agree»: who reads is nobody that a report tells of
        addressed = bool(words) and self.w.is_of(words[-1], "addressed")
        if not words or end == first or acts or abstract or marked or addressed:
            return []
        head = words[0 if self.parse.behind else -1]
        proper = all(self.w.is_large(at) for at in words) and (words[0] > self.w.begin or not self.w.forms(words[0], "noun"))
        speaking = self.parse.pack.particle_words("speaking")
        if speaking and not proper and self.w.lower(head) not in speaking and not (crowd and self.w.is_of(head, "crowds")):
            return []
        plural = self.w.lower(head).endswith("s") and not proper
        name = self.s.text[self.w.start_of(first) : self.w.end_of(end - 1)]
        kind = "document" if self.w.is_of(head, "told_in") else "group" if plural else "person"
        if proper and (same := self.earlier(name)) is not None:
            return [same]
        return [Phrase(first, last, self.w.start_of(first), self.w.end_of(end - 1), kind, name=name, number="p" if plural else "s", head=self.w.lower(head), form="unnamed")]

    def _joins_names(self, at: int) -> bool:
        """Return whether a stroke joins two names: «the Reuters/Ipsos poll»."""
        return self.w.text(at) == "/" and self.w.is_large(at - 1) and self.w.is_large(at + 1)

    def _words_act(self, at: int) -> bool:
        """Return whether a noun alone words an act: «attack», not «official», which only «official visit» does."""
        pack = self.parse.pack
        lexemes = (pack.lexemes[a.entry.ref] for a in self.w.forms(at, "noun") if a.entry.ref >= 0)
        return any(not pack.predicates[ref].words for lexeme in lexemes for ref in lexeme.predicates)

    def earlier(self, name: str) -> Phrase | None:
        """Return the person told of before whose family name, behind a hyphen or an article, is meant: «Tayer» for «al-Tayer»."""
        family = name.split()[-1].lower()
        return next((one for one in reversed(self.parse.discourse.recent) if one.is_person and one.name and re.split(r"[\s-]", one.name.lower())[-1] == family), None)

    def pronoun(self, at: int) -> list[Phrase]:
        """Return the phrase of a pronoun of which nobody knows whom it means."""
        if not self.w.is_of(at, "person_pronouns", "they"):
            return []
        several = self.w.is_of(at, "they")
        return [Phrase(at, at + 1, self.w.start_of(at), self.w.end_of(at), "group" if several else "person", number="p" if several else "s", head=self.w.lower(at), form="unnamed")]
