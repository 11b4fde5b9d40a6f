"""Content words: what two wordings in one language have in common, whatever is glued to their words."""

from __future__ import annotations

import functools
import math
import re

from mithaq.packs import loader
from mithaq.packs.schema import Settings
from mithaq.text.fold import fold, skeleton, western_digits

# the shortest stem that an ending or a glued letter may be taken off to
_STEM = 3
# Latin words are cut here, so that their endings do not count
_LATIN = 6
_CACHE_LIMIT = 60_000
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


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
        if language is None or language not in loader.languages():
            return
        folder = loader.PACKS / language
        settings: Settings = loader.read_toml(folder / "language.toml", Settings)
        self._prefixes = _longest_first((*settings.glued_articles, settings.article, *settings.conjunctions, *settings.glued_letters))
        self._endings = _longest_first((*settings.feminine_endings, *settings.oblique_endings, *settings.nominative_endings, *settings.first_person))
        self._silent = frozenset(
            skeleton(word)
            for words in loader.read_toml(folder / "particles.toml", dict[str, object]).values()
            if isinstance(words, list)
            for word in words
            if isinstance(word, str)
        )

    def content(self, text: str) -> frozenset[str]:
        """Return the keys of the words of ``text`` that carry its meaning; numbers as they stand, in western digits."""
        found = (self._key(word) for word in _WORD.findall(western_digits(fold(text).text)))
        return frozenset(key for key in found if key)

    def content_of_name(self, name: str) -> frozenset[str]:
        """Return the keys of the words of a name or another short wording that comes again and again."""
        known = self._names.get(name)
        if known is None:
            if len(self._names) > _CACHE_LIMIT:
                self._names.clear()
            known = self._names[name] = self.content(name)
        return known

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
        ending = next((e for e in self._endings if key.endswith(e) and len(key) - len(e) >= _STEM), "")
        key = key.removesuffix(ending)
        return "" if key in self._silent else key[:_LATIN] if key.isascii() else key


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
