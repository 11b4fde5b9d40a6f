"""Where the words that were searched for stand in a text, whatever is glued to them or left out of their spelling."""

from __future__ import annotations

import functools
import re

from mithaq.register.searching import query_of
from mithaq.register.words import folded_words

# a word with its vowel marks and lengthenings
_WORD = re.compile("[\\w\u0640\u064b-\u065f\u0670]+")


@functools.lru_cache(maxsize=64)
def _phrases(typed: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a search, each as its folded words; a star ends a word that may go on."""
    return tuple(tuple(phrase.split()) for group in query_of(typed) for phrase in group if phrase.strip("* "))


@functools.lru_cache(maxsize=50_000)
def _beginning(typed: str, word: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a search that may begin with a word."""
    return tuple(phrase for phrase in _phrases(typed) if _same(phrase[0], word))


def hits(text: str, typed: str) -> list[tuple[str, bool]]:
    """Return a text cut where words begin and end that were searched for, each piece with whether it is one."""
    phrases = _phrases(typed) if typed.strip() else ()
    if not phrases:
        return [(text, False)]
    words = [(match.start(), match.end(), _folded(match[0])) for match in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        length = max((len(phrase) for phrase in _beginning(typed, words[at][2]) if _is_at(phrase, words, at)), default=0)
        if length:
            found.append((words[at][0], words[at + length - 1][1]))
        at += length or 1
    return _cut(text, found)


@functools.lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """Return a word as it is compared; most words of a text have been met before."""
    return folded_words(word).replace(" ", "")


def _is_at(phrase: tuple[str, ...], words: list[tuple[int, int, str]], at: int) -> bool:
    """Return whether a phrase stands at a word of a text."""
    there = words[at : at + len(phrase)]
    return len(there) == len(phrase) and all(_same(wanted, word[2]) for wanted, word in zip(phrase, there, strict=True))


def _same(wanted: str, word: str) -> bool:
    """Return whether a word is the one wanted."""
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _cut(text: str, found: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return the pieces of a text."""
    pieces: list[tuple[str, bool]] = []
    last = 0
    for start, end in found:
        pieces += [(text[last:start], False), (text[start:end], True)]
        last = end
    return [piece for piece in (*pieces, (text[last:], False)) if piece[0]]


def excerpt(text: str, typed: str, around: int = 90) -> list[tuple[str, bool]]:
    """Return the surroundings of the first hits in a long text, cut as :func:`hits` does; nothing where none stands in it."""
    start = _first(text, typed)
    if start is None:
        return []
    begin, end = max(0, start - around), min(len(text), start + 2 * around)
    # no word is cut
    begin = text.rfind(" ", 0, begin) + 1
    end = found if (found := text.find(" ", end)) > 0 else len(text)
    words = " ".join(text[begin:end].split())
    return hits(f"{'… ' if begin else ''}{words}{' …' if end < len(text) else ''}", typed)


def _first(text: str, typed: str) -> int | None:
    """Return where the first hit begins; the text behind it is not looked at."""
    phrases = _phrases(typed) if typed.strip() else ()
    longest = max(map(len, phrases), default=0)
    ahead: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        ahead.append((match.start(), match.end(), _folded(match[0])))
        if len(ahead) == longest:
            if any(_is_at(phrase, ahead, 0) for phrase in _beginning(typed, ahead[0][2])):
                return ahead[0][0]
            ahead.pop(0)
    return next((ahead[at][0] for at in range(len(ahead)) if any(_is_at(phrase, ahead, at) for phrase in _beginning(typed, ahead[at][2]))), None)
