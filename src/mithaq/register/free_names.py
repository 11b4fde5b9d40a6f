"""What bodies and roles are called apart from the sentence they stand in: «للشرطة» is «الشرطة», «وزير خارجيتها» «وزير الخارجية»."""

from __future__ import annotations

import functools

from mithaq.packs import loader
from mithaq.packs.pack import Pack
from mithaq.packs.store import open_pack
from mithaq.text.clitics import Split
from mithaq.text.fold import fold

_CACHE = 50_000


@functools.lru_cache(_CACHE)
def free_name(name: str, language: str | None) -> str:
    """Return a name without the preposition before it and the pronouns behind its words, as far as the language's pack knows the words.

    What belonged to somebody by a pronoun gets the article; a word that can be itself without a pronoun stays.
    """
    if language is None or language not in loader.languages():
        return name
    pack = open_pack(language)
    if not pack.settings.possessives:
        return name
    # a mark that stands alone folds into nothing and is no word
    words = [(fold(given).text, given) for given in name.split()]
    return " ".join((_free_word(pack, word, first=number == 0) if word else None) or given for number, (word, given) in enumerate(words))


def _free_word(pack: Pack, text: str, *, first: bool) -> str | None:
    """Return a word with nothing glued to it; None where it stands by itself already."""
    word = pack.words[text]
    found = [split for _, split in word.openings]
    found += [Split(one.entry.surface, one.offset, one.conj, one.prep, one.det, one.future, one.suffix, frozenset()) for one in word.analyses if one.entry.kind != "verb"]
    if not found or any(one.conj or (one.prep and not first) or not (one.prep or one.suffix in pack.settings.possessives) for one in found):
        return None
    least = found[0]
    stem, shown = least.stem, text[least.offset : len(text) - len(least.suffix)]
    if len(shown) == len(stem):
        # as it is spelled here, but for the last letter, which the pronoun had changed
        stem = shown[:-1] + stem[-1]
    bare = stem.startswith(pack.settings.article) or not (least.det or least.suffix)
    return stem if bare else pack.settings.article + stem
