"""A compiled language pack: what the stages ask it about words and names. Immutable but for its caches."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from mithaq.packs.analysis import Analysis, Entry, is_mine
from mithaq.packs.predicate import Alternatives, Heads, Lexeme, Predicate
from mithaq.packs.readings import WordReader
from mithaq.packs.schema import Act, Composition, EventType, Operator, Settings
from mithaq.packs.word import Node, Word
from mithaq.text.clitics import SPLITTERS, Split
from mithaq.text.fold import skeleton, spelled_alike

_CACHE_LIMIT = 40_000
# how much of a text tells its language, in code points
_SAMPLE = 4_000
# which definite numerals say of how many a plural speaks
_COUNTS = range(3, 11)
# the least letters of a foreign name
_SHORTEST = 3
_NONE: frozenset[str] = frozenset()
# the kinds of words that can name somebody without standing in a list of names
_NAMING = frozenset({"given", "nisba", "nisba_first", "accusative"})
# what may stand around the proper part of a name
QUOTES = frozenset("«»\"“”„'‘’")


class Spot(NamedTuple):
    """Where a place lies, as far as the pack knows, and how exact that is: a site, a city, a region, a country."""

    lat: float | None
    lon: float | None
    precision: str


class Named(msgspec.Struct, frozen=True, array_like=True):
    """Something the gazetteer or the role table knows under one or more words."""

    type: str
    code: str = ""
    kind: str = ""
    sector: str = ""
    post: str = ""
    name: str = ""
    label: str = ""
    weak: bool = False
    gender: str = ""
    number: str = ""
    tail: str = ""
    pronoun: str = ""
    since: str = ""
    until: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""

    @property
    def spot(self) -> Spot | None:
        """Where it lies, of a place."""
        return Spot(self.lat, self.lon, self.precision) if self.precision else None


class NameHit(msgspec.Struct, frozen=True, gc=False):
    """A name or role found at a token. ``end`` is the index of the token after its last word."""

    named: Named
    end: int
    offset: int
    conj: str
    prep: str
    det: bool
    suffix: str


class Topics(msgspec.Struct, frozen=True):
    """What ``topics.toml`` is compiled to: skeletons of words; media as phrases of skeletons."""

    contexts: dict[str, str]
    media: dict[str, list[tuple[str, ...]]]
    conditions: frozenset[str]
    invitations: frozenset[str]
    ordinals: dict[str, int]


class Compiled(msgspec.Struct, frozen=True):
    """Everything a pack is compiled to; stored in the cache as MessagePack."""

    language: str
    version: str
    settings: Settings
    acts: dict[str, Act]
    operators: dict[str, Operator]
    plover: dict[str, EventType]
    composition: dict[str, Composition]
    outlets: dict[str, str]
    topics: Topics
    predicates: list[Predicate]
    lexemes: list[Lexeme]
    entries: dict[str, tuple[Entry, ...]]
    names: list[Named]
    trie: dict[str, Node]
    particles: dict[str, Any]
    dates: dict[str, Any]
    amounts: dict[str, Any]


# the word class, as clitics know it, of each kind of entry
_CLASS = {
    "verb": "verb",
    "masdar": "noun",
    "noun": "noun",
    "apart": "noun",
    "ppart": "noun",
    "nisba": "noun",
    "modifier": "noun",
    "honorific": "noun",
    "vocab": "noun",
    "given": "name",
    "family": "noun",
    "particle": "particle",
}


class _Words(dict[str, Word]):
    """What the pack knows of spellings (folded tokens), each looked up when it is first asked for."""

    def __init__(self, look_up: Callable[[str], Word]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, text: str) -> Word:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[text] = self._look_up(text)
        return found


class Pack:
    """A language as the reader uses it.

    Holds the compiled tables and answers two questions: what can this token be (:attr:`words`), and which
    known names and roles begin at each word of a sentence (:meth:`names_in`).
    """

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.language = compiled.language
        self.acts = compiled.acts
        self.operators = compiled.operators
        self.plover = compiled.plover
        self.composition = compiled.composition
        self.topics = compiled.topics
        self.predicates = compiled.predicates
        self.lexemes = compiled.lexemes
        # the positions of a predicate's valency, filled by prepositions
        self.positions = [frozenset((*predicate.recipient, *predicate.partner, *predicate.content, *predicate.actor)) for predicate in compiled.predicates]
        # what a predicate needs and what must follow it, by their first words: most are ruled out by these alone
        self.needs = Heads([predicate.needs for predicate in compiled.predicates])
        self.wordings = Heads([predicate.words for predicate in compiled.predicates])
        # predicates that word statements, operators, or only carry the act of a noun; those that take a content in some form
        self.reporting = frozenset(ref for ref, predicate in enumerate(compiled.predicates) if self.words_statement(predicate))
        self.operating = frozenset(ref for ref, predicate in enumerate(compiled.predicates) if predicate.operator)
        self.light = frozenset(ref for ref, predicate in enumerate(compiled.predicates) if predicate.light)
        # those that ask for no words around them
        self.undemanding = frozenset(ref for ref, predicate in enumerate(compiled.predicates) if not (predicate.words or predicate.needs or predicate.unless))
        self.awaiting = _by_form(compiled.predicates)
        # predicates that only tell of a speaker by the way
        self.asides = frozenset(ref for ref, predicate in enumerate(compiled.predicates) if predicate.frame in compiled.operators and compiled.operators[predicate.frame].aside)
        # what a colon behind a name at the head of a line words: «لافروف: الوضع خطير»
        self.colons = tuple(ref for ref, predicate in enumerate(compiled.predicates) if predicate.cue == "colon")
        self.names = compiled.names
        self.states = {named.code: named for named in reversed(compiled.names) if named.type == "state"}
        self.settings = compiled.settings
        self._splits: Callable[[str], Iterator[Split]] = SPLITTERS[compiled.settings.clitics]
        self.word_reader = WordReader(self.lexemes, self.predicates, self.settings)
        self.words = _Words(self._look_up)
        self._alternatives: dict[tuple[int, ...], Alternatives] = {}
        self._particles = {
            name: frozenset(skeleton(word) for word in words)
            for name, words in compiled.particles.items()
            if isinstance(words, list)
        }
        self._heads: dict[str, frozenset[str]] = {}
        self._classes = _by_word(self._particles)
        # few sets are in many words: each is kept once
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        # the second words of conjunctions of two
        self.pair_ends = frozenset(pair.split()[-1] for pair in self.particle_words("conjunctions_of_two"))
        # how many a definite numeral says there are
        self.counts = {word: count for count in _COUNTS for word in self.particle_words(f"the_{count}")}
        topics = compiled.topics
        # the first words of what says through what somebody spoke
        self.media_heads = frozenset(phrase[0] for phrases in topics.media.values() for phrase in phrases)
        # the words whose stems somebody asks for
        self._asked = frozenset(word for predicate in compiled.predicates for phrase in predicate.needs for word in phrase).union(
            topics.contexts, topics.conditions, topics.invitations, topics.ordinals, *(phrase for phrases in topics.media.values() for phrase in phrases)
        )

    @functools.cached_property
    def approximations(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """What says that a number behind it is rough, by its first word, which may carry a preposition: that, and the words that follow."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for phrase in self._particles.get("rough", ()):
            head, *rest = phrase.split()
            for conjunction in ("", *self.settings.conjunctions):
                for prep in ("", *self.settings.glued):
                    found.setdefault(conjunction + prep + head, []).append((prep, tuple(rest)))
        return found

    def outlet_country(self, publisher: str | None) -> str:
        """Return the country that an outlet speaks from, found by its name or address; empty if unknown."""
        whole = (publisher or "").lower()
        parts = whole.split("/")[0].split(".")
        # the edition first: «bbc.com/afrique»
        names = (whole, *(".".join(parts[first:last]) for first in range(len(parts)) for last in range(len(parts), first, -1)))
        return next((self.compiled.outlets[name] for name in names if name in self.compiled.outlets), "")

    def particle_words(self, name: str) -> frozenset[str]:
        """Return the skeletons of a class of function words; empty if the language has none."""
        return self._particles.get(name, _NONE)

    def particle_heads(self, name: str) -> frozenset[str]:
        """Return the first words of a class of function words."""
        found = self._heads.get(name)
        if found is None:
            found = self._heads[name] = frozenset(phrase.split()[0] for phrase in self.particle_words(name))
        return found

    def _look_up(self, text: str) -> Word:
        """Return what the pack knows of a word not seen lately."""
        bare = skeleton(text)
        splits = tuple(self._splits(text))
        keys = [skeleton(split.stem) for split in splits]
        analyses = self._analyse(splits, keys)
        if bare != text:
            splits = tuple(self._splits(bare))
            keys = [skeleton(split.stem) for split in splits]
        stems = frozenset(keys)
        trie = self.compiled.trie
        openings = tuple([(trie[split.stem], split) for split in splits if not split.future and split.stem in trie])
        stem_classes = [self._classes[stem] for stem in stems if stem in self._classes]
        kinds, foreign, common = _known_as(text, analyses)
        asked, classes, kinds = self._one(self._asked & stems), self._one(_NONE.union(*stem_classes)), self._one(kinds)
        readings = self.word_reader.readings(text, analyses)
        return Word(text, bare, analyses, readings, asked, openings, self._classes.get(bare, _NONE), classes, kinds, foreign, common)

    def _one(self, found: frozenset[str]) -> frozenset[str]:
        """Return the one set that is kept of all that are like it."""
        return self._sets.setdefault(found, found)

    def function_share(self, text: str) -> float:
        """Return what share of the first words of a text are function words of the language: how it is told from others of its letters."""
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", text[:_SAMPLE])]
        return sum("particle" in self.words[word].kinds for word in words) / len(words) if words else 0.0

    def words_statement(self, predicate: Predicate) -> bool:
        """Return whether a predicate words a statement."""
        operator = self.operators.get(predicate.frame)
        return predicate.reports or (operator is not None and predicate.operator and operator.reports)

    def narrowed(self, word: Word, analyses: tuple[Analysis, ...]) -> Word:
        """Return a word that can be less where it stands than anywhere."""
        kinds, foreign, common = _known_as(word.text, analyses)
        return msgspec.structs.replace(word, analyses=analyses, readings=self.word_reader.readings(word.text, analyses), kinds=kinds, foreign=foreign, common=common)

    def alternatives(self, refs: tuple[int, ...]) -> Alternatives:
        """Return the predicates of a word, found by what they ask for."""
        found = self._alternatives.get(refs)
        if found is None:
            if len(self._alternatives) > _CACHE_LIMIT:
                self._alternatives.clear()
            found = self._alternatives[refs] = Alternatives(refs, self.predicates, self.wordings, self.needs)
        return found

    def stems(self, word: str) -> frozenset[str]:
        """Return the skeletons of what ``word`` can be without what is glued to it."""
        return frozenset(skeleton(split.stem) for split in self._splits(word))

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Return what ``word`` (a folded token) can be, those with the fewest glued letters first."""
        return self.words[word].analyses

    def _analyse(self, splits: Sequence[Split], keys: Sequence[str]) -> tuple[Analysis, ...]:
        """Return the analyses of the least split that the lexicon knows, and of all as short as it; ``keys`` are the skeletons of the stems."""
        hits: list[tuple[int, Analysis]] = []
        entries = self.compiled.entries
        for split, key in zip(splits, keys, strict=True):
            for entry in entries.get(key, ()):
                if _CLASS.get(entry.kind, "noun") not in split.classes or not spelled_alike(split.stem, entry.surface):
                    continue
                if split.future and entry.tense != "present":
                    continue
                # a passive is rarer than the word it looks like with «and» before it: «ووفقا»
                cost = split.offset + len(split.suffix) - (2 if split.det else 0) + (1 if entry.passive else 0)
                hits.append((cost, Analysis(entry, split.conj, split.prep, split.det, split.future, split.suffix, split.offset)))
        return _least(hits) if len(hits) > 1 else tuple([analysis for _, analysis in hits])

    def names_in(self, words: Sequence[Word]) -> list[Sequence[NameHit]]:
        """Return the names and roles that begin at each word of a sentence, longest first."""
        skeletons = [word.skeleton for word in words]
        return [self._names_at(skeletons, index, word.openings) if word.openings else () for index, word in enumerate(words)]

    def _names_at(self, words: Sequence[str], index: int, openings: Sequence[tuple[Node, Split]]) -> list[NameHit]:
        """Return the names and roles that begin at token ``index`` with one of ``openings``, longest first."""
        hits: list[NameHit] = []
        for node, split in openings:
            position = index + 1
            current: Node | None = node
            marks = 0
            while current is not None:
                word = words[position] if position < len(words) else ""
                marked = word in QUOTES
                for ref in current.refs:
                    end = position + 1 if marked and marks == 1 else position
                    hits.append(NameHit(self.names[ref], end, split.offset, split.conj, split.prep, split.det, split.suffix))
                if position + marked >= len(words) or split.suffix:
                    break
                # «حركة "حماس"», «صحيفة "الغد" الأردنية»: marks around the proper part of a name
                if marked and marks < 2:
                    marks += 1
                    position += 1
                    word = words[position]
                current = current.after.get(word)
                position += 1
        if len(hits) > 1:
            hits.sort(key=lambda hit: (-hit.end, hit.offset))
        return hits


def _least(hits: Sequence[tuple[int, Analysis]]) -> tuple[Analysis, ...]:
    """Return the analyses that cost least, each once."""
    once: dict[tuple[Entry, str, str, str], tuple[int, Analysis]] = {}
    for cost, one in hits:
        once.setdefault((one.entry, one.conj, one.prep, one.suffix), (cost, one))
    least = min(cost for cost, _ in once.values())
    found = [one for cost, one in once.values() if cost == least]
    if all(is_mine(one.entry) for one in found):
        # «أصيب» is hardly ever «I hit»: the passive of the same letters is read beside it
        found += [one for cost, one in once.values() if cost == least + 1 and one.entry.passive]
    return tuple(found)


def _known_as(text: str, analyses: Sequence[Analysis]) -> tuple[frozenset[str], bool, bool]:
    """Return the kinds of a word's analyses, whether it is foreign and whether it is common.

    Foreign is what the lexicon knows no word like, unless as a part of names or an ordinary noun behind an article.
    """
    kinds = frozenset([analysis.entry.kind for analysis in analyses]) if analyses else _NONE
    known = any(a.entry.kind not in ("given", "family") and not (a.entry.kind == "vocab" and a.det) for a in analyses)
    foreign = not known and len(text) >= _SHORTEST and not text.endswith("ة")
    return kinds, foreign, bool(kinds) and not foreign and kinds.isdisjoint(_NAMING)


def _by_form(predicates: Sequence[Predicate]) -> dict[str, frozenset[int]]:
    """Return by the form of a content the predicates that can take it."""
    refs: dict[str, set[int]] = {}
    for ref, predicate in enumerate(predicates):
        for form in predicate.content:
            refs.setdefault(form, set()).add(ref)
    return {form: frozenset(found) for form, found in refs.items()}


def _by_word(lists: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return by word the names of the lists that hold it."""
    names: dict[str, set[str]] = {}
    for name, words in lists.items():
        for word in words:
            names.setdefault(word, set()).add(name)
    return {word: frozenset(found) for word, found in names.items()}
