"""Whether a word is an ordinary word of its language: what a word of a foreign name is not."""

from __future__ import annotations

import bisect
import hashlib
import importlib.metadata
import sys
from array import array
from functools import cache, lru_cache

from mithaq.cache import cache_folder, keep

# how many bytes of its hash stand for a word: no two of a million are likely to share them
_SIZE = 8


@lru_cache(maxsize=1 << 16)
def is_ordinary(word: str, language: str) -> bool:
    """Return whether a dictionary of the language holds ``word``, with a large or a small first letter, without what may be glued to it.

    Many names are ordinary words too; the answer only speaks against words that no list of names holds.
    Sources: the word lists that simplemma ships.
    """
    # nothing may be left of a word without what is glued to it: no name begins there
    return not word or any(_holds(one, language) for one in {word, word.lower() if word[0].isupper() else word.capitalize()})


def _holds(word: str, language: str) -> bool:
    """Return whether the dictionary of a language holds a word as written."""
    known, digest = _dictionary(language), _digest(word)
    at = bisect.bisect_left(known, digest)
    return at < len(known) and known[at] == digest


@cache
def _dictionary(language: str) -> array[int]:
    """Return the hashes of all words of a language in order, kept between runs: reading the lists takes a quarter of a second."""
    path = cache_folder() / f"{language}-words-{importlib.metadata.version('simplemma')}.{sys.byteorder}"
    known = array("Q")
    try:
        known.frombytes(path.read_bytes())
    except (OSError, ValueError):
        from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

        known = array("Q", sorted(map(_digest, LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language))))
        keep(path, known.tobytes())
    return known


def _digest(word: str) -> int:
    """Return what stands for a word."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=_SIZE).digest(), "big")
