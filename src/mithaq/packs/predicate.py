"""Predicates, the words that word them, and those of one word found by what they ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

Phrase = tuple[str, ...]
# phrases by their first word
ByHead = dict[str, tuple[Phrase, ...]]


class Predicate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One wording of an act or operator, or a light verb, with its valency as tuples of positions."""

    frame: str
    operator: bool
    lemma: str
    pos: str
    recipient: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    or_person: bool = False
    or_organisation: bool = False
    either_side: bool = False
    words: tuple[tuple[str, ...], ...] = ()
    cue: str = ""
    light: str = ""
    via: str = ""
    reports: bool = False
    unless: tuple[tuple[str, ...], ...] = ()
    effected: bool = False
    or_place: bool = False

    @property
    def received(self) -> bool:
        """Whether the grammatical subject is who it is done to: «تسلم», «تلقى»."""
        return "subject" in self.recipient


class Lexeme(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A verb or noun with the predicates it words (none for a verb that words no act)."""

    lemma: str
    predicates: tuple[int, ...] = ()


class Heads(dict[int, ByHead]):
    """The phrases of each predicate by their first word, sorted when they are first asked for, once for all that ask for the same."""

    def __init__(self, phrases: Sequence[tuple[Phrase, ...]]) -> None:
        super().__init__()
        self._phrases = phrases
        self._sorted: dict[tuple[Phrase, ...], ByHead] = {}

    def __missing__(self, ref: int) -> ByHead:
        phrases = self._phrases[ref]
        found = self._sorted.get(phrases)
        if found is None:
            found = self._sorted[phrases] = by_head(phrases)
        self[ref] = found
        return found


def by_head(phrases: Iterable[Phrase]) -> ByHead:
    """Return phrases by their first word; tuples of words are nothing that the collector of cycles looks at."""
    heads: ByHead = {}
    for phrase in phrases:
        heads[phrase[0]] = (*heads.get(phrase[0], ()), phrase)
    return heads


class Alternatives:
    """The predicates of one word, in the order of the pack.

    ``wordings`` and ``needs`` are the first words of what some predicate asks for: of what must follow it, and of what
    it must govern. A predicate whose first words stand nowhere near cannot be meant.
    """

    __slots__ = ("_by_need", "_by_wording", "_free", "_free_refs", "needs", "refs", "wordings")

    def __init__(self, refs: Sequence[int], predicates: Sequence[Predicate], wordings: Heads, needs: Heads) -> None:
        self.refs = refs
        free: list[int] = []
        by_wording: dict[str, list[int]] = {}
        by_need: dict[str, list[int]] = {}
        for rank, ref in enumerate(refs):
            predicate = predicates[ref]
            if predicate.words:
                _list(by_wording, wordings[ref], rank)
            elif predicate.needs and not (predicate.or_person or predicate.or_organisation or predicate.or_place):
                _list(by_need, needs[ref], rank)
            else:
                free.append(rank)
        self._free, self._free_refs = free, [refs[rank] for rank in free]
        # tuples of numbers are nothing that the collector of cycles looks at
        self._by_wording = {word: tuple(ranks) for word, ranks in by_wording.items()}
        self._by_need = {word: tuple(ranks) for word, ranks in by_need.items()}
        self.wordings, self.needs = self._by_wording.keys(), self._by_need.keys()

    def possible(self, wordings: Collection[str], needs: Collection[str]) -> Sequence[int]:
        """Return the predicates that can be meant where some of ``wordings`` and ``needs`` stand near, in order."""
        if not wordings and not needs:
            return self._free_refs
        ranks = {*self._free}
        for word in wordings:
            ranks.update(self._by_wording.get(word, ()))
        for word in needs:
            ranks.update(self._by_need.get(word, ()))
        return [self.refs[rank] for rank in sorted(ranks)]


def _list(ranks: dict[str, list[int]], heads: Iterable[str], rank: int) -> None:
    """Note a predicate under the first words of what it asks for."""
    for head in heads:
        ranks.setdefault(head, []).append(rank)
