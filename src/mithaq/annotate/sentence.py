"""A sentence as the annotators see it: tokens, their skeletons and their analyses."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from mithaq.annotate.scare_quotes import scare_quotes
from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import NameHit, Pack, Spot
from mithaq.packs.word import Word
from mithaq.text.fold import Folded
from mithaq.text.tokens import Token, tokenise


class Phrase(msgspec.Struct):
    """An actor phrase: who, with what the phrase itself says about them.

    ``first`` and ``last`` are token indexes, half-open; ``start`` and ``end`` code points of the folded text,
    with the proclitics of the first word outside. ``inner``: persons named inside it («حكومة الرئيس فلان»).
    ``bare``: a minister of whom only «the minister» is said. ``count``: how many a plural says it means («الدول الثلاث»). ``spot``: where a place lies.
    ``of``: the head of the body whose people it means, where that is not named here («مسلحو الحركة»).
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    code: str = ""
    sector: str = "UNK"
    post: str = ""
    name: str = ""
    label: str = ""
    prep: str = ""
    conj: str = ""
    det: bool = False
    gender: str = ""
    number: str = ""
    status: str = ""
    form: str = "name"
    weak: bool = False
    owned: bool = False
    pronoun: str = ""
    place: bool = False
    spot: Spot | None = None
    head: str = ""
    title: tuple[int, int] | None = None
    members: list[Phrase] = []
    inner: list[Phrase] = []
    actor: str = ""
    count: int = 0
    bare: bool = False
    of: str = ""

    @property
    def is_country(self) -> bool:
        """Whether the phrase is somebody's country: «بلاده», «بلدها»."""
        return self.kind == "state" and self.owned

    @property
    def is_minister(self) -> bool:
        """Whether the phrase names a person who holds a ministry."""
        return bool(self.name) and self.post.endswith("_minister") and self.post != "deputy_minister"

    @property
    def is_person(self) -> bool:
        """Whether the phrase speaks of one or several persons."""
        return self.kind == "person"


@dataclass(slots=True)
class Sentence:
    """One sentence with its tokens. Offsets: code points of the folded text. ``timed``: tokens inside dates.

    By token: ``words`` their skeletons, ``analyses`` what they can be here, ``known`` what the pack knows of their
    spelling, ``names`` the names and roles that begin there, longest first. ``groups``: the lists of function words that
    hold any of them without what is glued to it. ``asides``: relative clauses behind which the clause around them goes on.
    ``passives``: verbs that their vowel signs tell to be passives.
    """

    index: int
    text: str
    start: int
    end: int
    tokens: list[Token]
    words: list[str]
    analyses: list[tuple[Analysis, ...]]
    known: list[Word]
    names: list[Sequence[NameHit]]
    groups: frozenset[str]
    phrases: list[Phrase] = field(default_factory=list)
    timed: set[int] = field(default_factory=set)
    asides: list[tuple[int, int]] = field(default_factory=list)
    passives: set[int] = field(default_factory=set)

    def has(self, index: int, kind: str, group: str = "") -> bool:
        """Return whether token ``index`` can be a word of this kind (and particle group)."""
        if not 0 <= index < len(self.tokens):
            return False
        if kind not in self.known[index].kinds:
            return False
        return not group or any(a.entry.kind == kind and a.entry.tense == group for a in self.analyses[index])

    def leads(self, index: int) -> bool:
        """Return whether token ``index`` can be a preposition to what follows it: not «له», which has its pronoun."""
        if not self.has(index, "particle"):
            return False
        return any(a.entry.kind == "particle" and a.entry.tense == "prepositions" and not a.suffix for a in self.analyses[index])

    def is_of(self, index: int, group: str) -> bool:
        """Return whether a list of function words holds token ``index`` as it stands; none holds what lies outside the sentence."""
        return 0 <= index < len(self.known) and group in self.known[index].classes

    def stem_is_of(self, index: int, group: str) -> bool:
        """Return whether a list of function words holds token ``index`` without what is glued to it."""
        return 0 <= index < len(self.known) and group in self.known[index].stem_classes

    def counts(self, index: int) -> bool:
        """Return whether token ``index`` is a number, in digits or in words."""
        return 0 <= index < len(self.tokens) and (self.tokens[index].kind == "number" or self.is_of(index, "counting"))

    def speaks_of(self, group: str) -> bool:
        """Return whether a list of function words holds any token without what is glued to it."""
        return group in self.groups

    def inside(self, start: int, end: int) -> range:
        """Return the tokens that begin in ``[start, end)`` of the folded text."""
        first = bisect.bisect_left(self.tokens, start, key=_begin)
        return range(first, max(bisect.bisect_left(self.tokens, end, key=_begin), first))

    def mark_times(self, spans: list[tuple[int, int]]) -> None:
        """Note the tokens that lie inside some spans of the folded text, given in order and without overlap."""
        first = bisect.bisect_right(spans, self.start, key=lambda span: span[1])
        here = spans[first : bisect.bisect_left(spans, self.end, key=lambda span: span[0])]
        self.timed = {i for start, end in here for i in self.inside(start, end) if self.tokens[i].end <= end}

    def mark_passives(self, folded: Folded, signs: re.Pattern[str]) -> None:
        """Note the verbs that begin with the vowel ``signs`` of a passive in the text as received: «قُتل»."""
        for i, token in [(i, token) for i, token in enumerate(self.tokens) if "verb" in self.known[i].kinds]:
            verbs = {a.entry.tense for a in self.analyses[i] if a.entry.kind == "verb" and a.entry.gender != "1"}
            if "past" in verbs and "present" not in verbs and signs.match(folded.source, folded.raw(token.start, token.end)[0]):
                self.passives.add(i)

    def is_mark(self, index: int, marks: str) -> bool:
        """Return whether token ``index`` is one of these punctuation marks."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text in marks


def _begin(token: Token) -> int:
    """Return where a token begins."""
    return token.start


def make_sentence(index: int, text: str, start: int, end: int, pack: Pack) -> Sentence:
    """Return the sentence ``text[start:end]`` with tokens and analyses."""
    tokens = tokenise(text, start, end, pack.settings.enclitics, pack.settings.elisions)
    known = [pack.words[token.text] for token in tokens]
    if pack.settings.describes == "behind" and (marks := scare_quotes(text, tokens, known, pack)):
        tokens = [token for at, token in enumerate(tokens) if at not in marks]
        known = [word for at, word in enumerate(known) if at not in marks]
    words = [word.skeleton for word in known]
    for at, word in enumerate(known):
        if "nisba_first" in word.kinds:
            known[at] = pack.narrowed(word, _whole(word.analyses, pack.stems(known[at + 1].skeleton) if at + 1 < len(known) else frozenset()))
    analyses = [word.analyses if token.kind == "word" else () for token, word in zip(tokens, known, strict=True)]
    groups = frozenset[str]().union(*[word.stem_classes for word in known])
    return Sentence(index, text, start, end, tokens, words, analyses, known, pack.names_in(known), groups)


def _whole(analyses: tuple[Analysis, ...], follows: frozenset[str]) -> tuple[Analysis, ...]:
    """Return analyses with adjectives of belonging in two words, where the second follows, before the rest: «الكوري الجنوبي»."""
    first = [a for a in analyses if a.entry.kind == "nisba_first" and any(stem.startswith(a.entry.tense) for stem in follows)]
    whole = [msgspec.structs.replace(a, entry=msgspec.structs.replace(a.entry, kind="nisba")) for a in first]
    return (*whole, *(a for a in analyses if a.entry.kind != "nisba_first"))
