"""Content words: what two wordings in one language have in common, whatever is glued to their words."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.packs import loader
from mithaq.packs.schema import Settings
from mithaq.packs.store import open_pack
from mithaq.text.fold import fold, skeleton, western_digits

# the shortest stem that an ending or a glued letter may be taken off to
_STEM = 3
# Latin words are cut here, so that their endings do not count; their letters stand before this one
_LATIN, _BEHIND_LATIN = 6, "\u0250"
_CACHE_LIMIT = 60_000
# the most acts that a word may stand for to tell of one
_FEW_ACTS = 1
# between an act and the word of it that tells it only with others beside it
_OF_LEMMA = "/"
_LEXEMES = frozenset({"verb", "masdar", "noun", "apart", "ppart"})
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# where a clause ends, and with it what is denied in it
_BORDER = re.compile(r"[.,](?!\d)|[;:!?،؛؟…«»\"“”]")
# how many words before a negation and behind it it may be about
_BEFORE, _BEHIND = 3, 8
# a negation and what follows it, in which it may deny nothing
_IDIOM = 4


# the classes of a pack's particles that carry no meaning of their own; others list words that do
_FUNCTION_WORDS = (
    "complementisers", "relatives", "conjunctions", "aspect", "conjunctions_of_two", "subordinators", "conditionals", "negations", "future",
    "prepositions", "demonstratives", "pronouns", "adverbs", "openers", "meanwhile", "on_behalf", "copulas", "about", "from", "in", "between", "may",
    "fronting", "clause_openers", "daytimes", "quantifiers", "ahead",
    "determiners", "definite", "contracted_articles", "partitives", "possessives", "object_pronouns", "reflexives", "have", "be", "was", "do", "modals", "linking",
)  # fmt: skip
# from this strength on what is worded was promised
_PROMISED = 3
# the operator of beginning, the same in every language
_BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a wording is about.

    ``words`` are its content words, each with the act that it words, as the language's pack knows it, without those
    that word a promise: ``promise`` says that there are any, ``denied`` are those that stand by a negation, ``negated``
    says that there is one, ``begun`` that something began.
    """

    words: dict[str, frozenset[str]]
    promise: bool
    negated: bool
    begun: bool = False
    denied: frozenset[str] = frozenset()

    @property
    def acts(self) -> frozenset[str]:
        """The acts that any of the words stand for."""
        return frozenset(act.partition(_OF_LEMMA)[0] for acts in self.words.values() for act in acts)

    def without(self, said: frozenset[str]) -> Topic:
        """Return the topic without words that are said elsewhere."""
        return Topic({word: acts for word, acts in self.words.items() if word not in said}, self.promise, self.negated, self.begun, self.denied - said)


class Vocabulary:
    """How the words of one language are compared: its function words say nothing, its glued letters and endings go.

    A word becomes a key, no stem that a grammar would know: «وزير» and «زير» are one, «المساعدات» and «مساعدة» too.
    """

    def __init__(self, language: str | None) -> None:
        self._keys: dict[str, str] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._prefixes: tuple[str, ...] = ()
        self._endings: tuple[str, ...] = ()
        self._silent: frozenset[str] = frozenset()
        self._negations: frozenset[str] = frozenset()
        self._no_denial: frozenset[str] = frozenset()
        self._conjunctions: tuple[str, ...] = ()
        self._meanings: dict[str, tuple[frozenset[str], dict[str, int], str]] = {}
        self.language = language
        if language is None or language not in loader.languages():
            return
        folder = loader.PACKS / language
        settings: Settings = loader.read_toml(folder / "language.toml", Settings)
        self._prefixes = _longest_first((*settings.glued_articles, settings.article, *settings.conjunctions, *settings.glued_letters, *settings.glued))
        self._endings = _longest_first((*settings.feminine_endings, *settings.oblique_endings, *settings.nominative_endings))
        particles: dict[str, list[str]] = loader.read_toml(folder / "particles.toml", dict[str, Any])
        self._silent = frozenset(skeleton(word) for name in _FUNCTION_WORDS for word in particles.get(name, ()))
        # «غير مستقر» tells what something is like: nothing that was promised is denied
        self._negations = frozenset(skeleton(word) for word in set(particles.get("negations", ())).difference(particles.get("privatives", ())))
        self._no_denial = frozenset(skeleton(words) for name in ("conjunctions_of_two", "no_denial") for words in particles.get(name, ()))
        self._conjunctions = settings.conjunctions

    def content(self, text: str) -> frozenset[str]:
        """Return the keys of the words of ``text`` that carry its meaning; numbers as they stand, in western digits."""
        found = (self._key(word) for word in _WORD.findall(western_digits(fold(text).text)))
        return frozenset(key for key in found if key)

    def _bare(self, key: str) -> str:
        """Return a key without its ending."""
        return key.removesuffix(next((e for e in self._endings if key.endswith(e) and len(key) - len(e) >= _STEM), ""))

    def content_of_name(self, name: str) -> frozenset[str]:
        """Return the keys of the words of a name or another short wording that comes again and again."""
        known = self._names.get(name)
        if known is None:
            if len(self._names) > _CACHE_LIMIT:
                self._names.clear()
            known = self._names[name] = self.content(name)
        return known

    def topic(self, text: str) -> Topic:
        """Return what a wording is about."""
        found: dict[str, frozenset[str]] = {}
        promise = begun = False
        folded = western_digits(fold(text).text)
        near = self._near_negations(folded)
        denied: set[str] = set()
        for word in _WORD.findall(folded):
            if key := self._key(word):
                acts, operators, key = self._meaning(word, key)
                # «launch» words an offer as well, and much else
                promises = 2 * sum(strength >= _PROMISED for strength in operators.values()) >= max(1, len(operators))
                promise, begun = promise or promises, begun or _BEGIN in operators
                if not promises:
                    found[key] = found.get(key, frozenset()) | acts
                    denied.update((key,) if word in near else ())
        return Topic(found, promise, bool(near), begun, frozenset(denied))

    def is_negated(self, text: str) -> bool:
        """Return whether a wording says that something is not so."""
        return bool(self._near_negations(fold(text).text))

    def _near_negations(self, folded: str) -> frozenset[str]:
        """Return the words that stand by a negation in its clause, itself among them."""
        if not any(map(self._negates, set(_WORD.findall(folded)))):
            return frozenset()
        near: set[str] = set()
        for clause in _BORDER.split(folded):
            words = _WORD.findall(clause)
            for at, word in enumerate(words):
                if self._negates(word) and not self._denies_nothing(words[at : at + _IDIOM]):
                    near.update(words[max(0, at - _BEFORE) : at + _BEHIND])
        return frozenset(near)

    def _denies_nothing(self, words: Sequence[str]) -> bool:
        """Return whether a negation and what follows it are a turn that denies nothing: «غير أن», «ولا تزال», "not only"."""
        first, *behind = (skeleton(word.casefold()) for word in words)
        return any(f"{one} {next}" in self._no_denial for one, next in itertools.pairwise((first if first in self._negations else first[1:], *behind)))

    def _negates(self, word: str) -> bool:
        """Return whether a word says that something is not so, also behind a conjunction glued to it."""
        bare = skeleton(word.casefold())
        return bare in self._negations or (bare[:1] in self._conjunctions and bare[1:] in self._negations)

    def _meaning(self, word: str, key: str) -> tuple[frozenset[str], dict[str, int], str]:
        """Return the acts that a word stands for, the operators it words with their strength, and its key without what else is glued to it."""
        known = self._meanings.get(word)
        if known is None:
            if len(self._meanings) > _CACHE_LIMIT:
                self._meanings.clear()
            known = self._meanings[word] = self._looked_up(word, key)
        return known

    def _looked_up(self, word: str, key: str) -> tuple[frozenset[str], dict[str, int], str]:
        if self.language is None or self.language not in loader.languages():
            return frozenset(), {}, key
        pack = open_pack(self.language)
        readings = pack.analyse(word)
        lexemes = [pack.lexemes[one.entry.ref] for one in readings if one.entry.kind in _LEXEMES and one.entry.ref >= 0]
        predicates = [pack.predicates[number] for lexeme in lexemes for number in lexeme.predicates]
        operators = {one.frame: pack.operators[one.frame].strength or 0 for one in predicates if one.operator and one.frame in pack.operators}
        worded = [one for one in predicates if one.pos in ("verb", "noun") and not one.operator and not one.words and one.frame in pack.acts]
        # what asks for other words beside it («organise» a convoy) is like its own forms only
        acts = frozenset(f"{one.frame}{_OF_LEMMA}{one.lemma}" if one.needs else one.frame for one in worded)
        # what puts an act is no act itself; a word of many acts («deliver»), or that may be no act at all («la force»), tells of none by itself
        sure = len(acts) <= _FEW_ACTS and not any(operators.values()) and not any(one.entry.kind == "vocab" for one in readings)
        acts = acts if sure else frozenset()
        stems = [_cut(self._bare(skeleton(stem.casefold()))) for stem in pack.stems(word) if len(stem) >= _STEM and not key.isdigit()]
        return acts, operators, min([key, *filter(None, stems)], key=lambda stem: (len(stem), stem))

    def _key(self, word: str) -> str:
        """Return the key of one word, empty for a function word."""
        known = self._keys.get(word)
        if known is None:
            if len(self._keys) > _CACHE_LIMIT:
                self._keys.clear()
            known = self._keys[word] = self._made(word)
        return known

    def _made(self, word: str) -> str:
        if word[0].isdigit():
            return word.rstrip(".,")
        key = skeleton(word.casefold())
        if key in self._silent or len(key) < _STEM:
            return ""
        for glued in self._prefixes:
            if key.startswith(glued) and len(key) - len(glued) >= _STEM:
                key = key[len(glued) :]
        key = self._bare(key)
        return "" if key in self._silent else _cut(key)


def _cut(key: str) -> str:
    """Return a key without what may be the ending of a Latin word, whatever accents it has."""
    return key[:_LATIN] if key < _BEHIND_LATIN else key


def _longest_first(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({skeleton(part) for part in parts if part}, key=lambda part: (-len(part), part)))


@functools.cache
def vocabulary(language: str | None) -> Vocabulary:
    """Return the vocabulary of a language; one without a pack compares its words as they stand."""
    return Vocabulary(language)


def akin(words: frozenset[str], others: frozenset[str]) -> float:
    """Return how much two wordings have in common, whether or not one of them is shorter: 0 to 1."""
    size = math.sqrt(len(words) * len(others))
    return len(words & others) / size if size else 0.0


def shared(words: frozenset[str], others: frozenset[str]) -> float:
    """Return how much of the shorter of two wordings the other has: 0 to 1."""
    least = min(len(words), len(others))
    return len(words & others) / least if least else 0.0


def alike(words: frozenset[str], others: frozenset[str]) -> float:
    """Return the words that two wordings share, over all their words: 0 to 1."""
    union = len(words | others)
    return len(words & others) / union if union else 0.0
