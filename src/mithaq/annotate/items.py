"""Units of a sentence: actor phrases, predicate words and other tokens."""

from __future__ import annotations

import msgspec

from mithaq.annotate.sentence import Phrase

NOUNS = ("masdar", "noun")


class Item(msgspec.Struct, eq=False, gc=False):
    """A unit of a sentence: an actor phrase, a predicate word, or another token.

    ``first`` and ``last`` are token indexes, half-open; ``start`` and ``end`` code points of the folded text.
    """

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
    clause: int = 0

    @property
    def leads(self) -> bool:
        """Whether the item is a preposition to what follows: not «له», which has its pronoun."""
        return self.kind == "particle" and self.group == "prepositions" and not self.suffix

    def is_particle(self, *groups: str) -> bool:
        """Return whether the item is a function word of one of these groups."""
        return self.kind == "particle" and self.group in groups
