"""Names of persons over spellings and scripts: what is compared, and how like two names are."""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import Levenshtein

from mithaq.packs import loader, schema
from mithaq.text.fold import fold, skeleton

# Consonants over scripts. Vowels, and letters that are vowels as often as consonants (و ي w y), are left out; letters that
# one script writes for several of the other are one: ق ك غ ج for g, j, k, q; ف for f and v; خ ح ه for h and kh.
_ARABIC = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "k", "چ": "x", "ح": "h", "خ": "h", "ه": "h", "د": "d", "ذ": "d", "ض": "d",
    "ر": "r", "ز": "z", "ژ": "k", "ظ": "z", "س": "s", "ص": "s", "ش": "x", "غ": "k", "ف": "f", "ڤ": "f", "ڥ": "f", "ق": "k", "ك": "k",
    "گ": "k", "ڭ": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_LATIN = {
    "b": "b", "p": "b", "t": "t", "d": "d", "h": "h", "r": "r", "z": "z", "s": "s", "f": "f", "v": "f", "g": "k", "j": "k", "k": "k",
    "q": "k", "c": "k", "l": "l", "m": "m", "n": "n", "x": "ks",
}  # fmt: skip
_DIGRAPHS = (
    ("tsch", "x"), ("tch", "x"), ("sch", "x"), ("sh", "x"), ("ch", "x"), ("kh", "h"), ("gh", "k"), ("dj", "k"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("zh", "k"), ("ck", "k"), ("tz", "z"), ("ts", "z"),
)  # fmt: skip
# Arabic writes these for one letter of the other script
_PAIRS = (("تش", "x"), ("تس", "z"), ("دج", "k"))
_SOFT_C = re.compile(r"c(?=[eiy])|ç")
_ACCENTS = str.maketrans("àáâãäåèéêëìíîïòóôõöøùúûüýñšžčćğşıłđ", "aaaaaaeeeeiiiioooooouuuuynsžcckxiid".replace("ž", "z"))
_REPEATED = re.compile(r"(.)\1+")
_WORD = re.compile(r"\d+|[^\W\d_]+")
# the article and the words for «son of», which are written or left out at will
_LINKS = frozenset({"ال", "بن", "ابن", "ولد", "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "bin", "ibn", "ben", "ould"})
# what is written in one word or two: «عبد الله», «أبو عاقلة»
_JOINED = re.compile(r"\b(عبد) (?=ال|رب)|\b(ابو) ")
# from where on two consonant skeletons are taken for one name
LIKE = 0.8
_CACHE = 50_000


@functools.lru_cache(_CACHE)
def folded_name(name: str) -> str:
    """Return a name as spellings of one language share it: no marks, one alef, one ya, no case, single spaces."""
    words = _WORD.findall(skeleton(fold(name).text.casefold()).replace("ة", "ه"))
    return _JOINED.sub(lambda found: found[1] or found[2], " ".join(words))


@functools.lru_cache(_CACHE)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: no article, no «son of», those of a family without «آل»."""
    words = folded_name(name).split()
    parts = [word for word in words if word not in _LINKS]
    return tuple(_bare(word) for word in parts)


def _bare(word: str) -> str:
    """Return a part of a name without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@functools.lru_cache(_CACHE)
def consonants(name: str) -> tuple[str, ...]:
    """Return the consonant skeleton of each part of a name, the same for Arabic and Latin spellings as far as they go."""
    return tuple(one for one in map(_skeleton, name_parts(name)) if one)


def _skeleton(word: str) -> str:
    """Return the consonants of one word."""
    if word.isascii() or word[0] < "\u0600":
        latin = _SOFT_C.sub("s", word.translate(_ACCENTS))
        # a final h is hardly ever spoken: «Fatimah», فاطمة
        latin = latin[:-1] if latin.endswith("ah") else latin
        for letters, one in _DIGRAPHS:
            latin = latin.replace(letters, one.upper())
        letters_of = "".join(c.lower() if c.isupper() else _LATIN.get(c, "") for c in latin)
    else:
        for pair, one in _PAIRS:
            word = word.replace(pair, one)
        word = word.removesuffix("ه") if len(word) > _SHORT else word
        letters_of = "".join(_ARABIC.get(c, c if c.isascii() else "") for c in word)
    return _REPEATED.sub(r"\1", letters_of)


_SHORT = 3


def name_likeness(name: str, other: str) -> float:
    """Return how like two names are, in whatever scripts: 1 for one spelling of the other, near 0 for different ones.

    It compares consonants only, so that it can propose that two names are one person, hardly ever prove it.
    """
    if folded_name(name) == folded_name(other):
        return 1.0
    first, second = "".join(consonants(name)), "".join(consonants(other))
    return float(Levenshtein.normalized_similarity(first, second)) if first and second else 0.0


def is_part_of(name: str, other: str) -> bool:
    """Return whether a name of two parts or more is a shorter form of another, in the same spelling.

    «محمد بن سلمان» is one of «محمد بن سلمان بن عبد العزيز»; a given or family name alone is none, nor is one with another father.
    """
    short, long = sorted((name_parts(name), name_parts(other)), key=len)
    if len(short) < _FULL:
        return False
    rest = iter(long)
    return long[: len(short)] == short or (long[0] == short[0] and long[-1] == short[-1] and all(part in rest for part in short))


def is_given(name: str) -> bool:
    """Return whether a name is made of given names alone: it may be the beginning of many a name."""
    return _given_names().issuperset(name_parts(name))


@functools.cache
def _given_names() -> frozenset[str]:
    """Return the parts of names that are given names in any language."""
    rows = (row for language in loader.languages() for row in loader.read_tsv(loader.PACKS / language / "given_names.tsv", schema.NamePart))
    return frozenset(part for row in rows if row.kind.startswith("given") for part in name_parts(row.name))


def end_alike(name: str, other: str) -> bool:
    """Return whether two names end in the same part: the family name, where they have one."""
    return name_parts(name)[-1:] == name_parts(other)[-1:]


_FULL = 2
