"""Whether a word is an ordinary word of its language: what a word of a foreign name is not."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def is_ordinary(word: str, language: str) -> bool:
    """Return whether a dictionary of the language holds ``word`` as written, without what may be glued to it.

    Many names are ordinary words too; the answer only speaks against words that no list of names holds.
    Sources: the word lists that simplemma ships.
    """
    import simplemma

    # nothing may be left of a word without what is glued to it: no name begins there
    return not word or bool(simplemma.is_known(word, lang=language))
