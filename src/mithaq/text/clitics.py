"""What may be glued to a word: the ways to take a token apart, to be tried against a closed lexicon.

A language pack names its splitter (``clitics = "arabic"``); a language without clitics names ``none``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec


class Split(msgspec.Struct, frozen=True, gc=False):
    """One way to take a token apart.

    ``stem`` is the part to look up and starts ``offset`` code points into the token (the article of an
    assimilated «لل» counts to the stem, which then is longer than what the token shows). ``classes`` says
    for which word classes the split is allowed.
    """

    stem: str
    offset: int
    conj: str
    prep: str
    det: bool
    future: bool
    suffix: str
    classes: frozenset[str]


_ALL = frozenset({"verb", "noun", "name", "particle"})
_UNNAMED = frozenset({"verb", "noun", "particle"})
_NOMINAL = frozenset({"noun", "name"})
_NOUN = frozenset({"noun"})
_VERB = frozenset({"verb"})
_NAME = frozenset({"name"})
_ATTACHED = frozenset({"verb", "noun", "particle"})
_PARTICLE = frozenset({"particle"})
# large letters that stand for a word with an accent
_ALONE = {"A": "à"}
_PREPOSITIONS = ("ب", "ك", "ل")
# the prepositions of one letter that take a pronoun, and the pronouns of the third person
_WITH_PRONOUN, _THIRD = ("ب", "ل"), ("ه", "ها", "هم", "هن", "هما")
# function words that prepositions stand before as before nouns: «بعدم»
_NOUNLIKE = frozenset({"عدم"})
# longest first; the pronouns that follow a noun, a verb or a particle
_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "نا", "ني", "كم", "ه", "ي", "ك")


def no_splits(word: str) -> Iterator[Split]:
    """Yield the word as it stands: for languages that glue nothing to their words."""
    yield Split(word, 0, "", "", False, False, "", _ALL)


def cased_splits(word: str) -> Iterator[Split]:
    """Yield the word as it stands, and a capitalised one without its capital: at the head of a sentence, in a title."""
    yield Split(word, 0, "", "", False, False, "", _ALL)
    if word[:1].isupper() and (word[1:].islower() or len(word) == 1 or "'" in word):
        yield Split(word.lower(), 0, "", "", False, False, "", _UNNAMED)


def accented_splits(word: str) -> Iterator[Split]:
    """Yield what :func:`cased_splits` does, and what a large letter without its accent may stand for: «Etats», «A Moscou»."""
    if word in _ALONE:
        yield Split(_ALONE[word], 0, "", "", False, False, "", _UNNAMED)
        return
    yield from cased_splits(word)
    if word[:1] == "E" and len(word) > 1:
        for accented in ("É" + word[1:], "È" + word[1:]):
            yield Split(accented, 0, "", "", False, False, "", _ALL)
            yield Split(accented.lower(), 0, "", "", False, False, "", _UNNAMED)


def arabic_splits(word: str) -> Iterator[Split]:
    """Yield the ways to take an Arabic token apart: conjunction, preposition or future, article, suffix.

    Fewest letters first, so that a word that begins with و (وزير) is found before و + X.
    """
    for conj in ("", *(word[:1] if word[:1] in ("و", "ف") and len(word) > 2 else ())):
        rest = word[len(conj) :]
        yield from _after_conjunction(rest, conj)


def _after_conjunction(rest: str, conj: str) -> Iterator[Split]:
    """Yield the splits of what follows a conjunction."""
    taken = len(conj)
    yield Split(rest, taken, conj, "", False, False, "", _ALL)
    yield from _with_article(rest, taken, conj, "")
    yield from _with_suffix(rest, taken, conj, "", False, _ATTACHED)
    if rest[:1] in _WITH_PRONOUN and rest[1:] in _THIRD:
        # «له», «بها»
        yield Split(rest[0], taken, conj, "", False, False, rest[1:], _PARTICLE)
    if len(rest) > 3 and rest[0] == "س" and rest[1] in "يتنأا":
        yield Split(rest[1:], taken + 1, conj, "", False, True, "", _VERB)
        yield from _with_suffix(rest[1:], taken + 1, conj, "", True, _VERB)
    if len(rest) > 3 and rest.startswith("لل"):
        # the alif of the article is not written after ل: «للقوة» is ل + القوة
        yield Split("ا" + rest[1:], taken + 1, conj, "ل", False, False, "", _NAME)
        yield Split(rest[2:], taken + 2, conj, "ل", True, False, "", _NOUN)
    if len(rest) > 2 and rest[0] in _PREPOSITIONS:
        glued = rest[0] == "ل" or rest[1:] in _NOUNLIKE
        yield Split(rest[1:], taken + 1, conj, rest[0], False, False, "", _ALL if glued else _NOMINAL)
        yield from _with_article(rest[1:], taken + 1, conj, rest[0])
        yield from _with_suffix(rest[1:], taken + 1, conj, rest[0], False, _NOUN)


def _with_article(rest: str, taken: int, conj: str, prep: str) -> Iterator[Split]:
    """Yield the split after the article, if there is one."""
    if len(rest) > 3 and rest.startswith("ال"):
        yield Split(rest[2:], taken + 2, conj, prep, True, False, "", _NOUN)


def _with_suffix(
    rest: str, taken: int, conj: str, prep: str, future: bool, classes: frozenset[str]
) -> Iterator[Split]:
    """Yield the splits before an attached pronoun, with the stem as it is written without it."""
    if not rest.endswith(_SUFFIXES):
        return
    for suffix in _SUFFIXES:
        if len(rest) - len(suffix) < 2 or not rest.endswith(suffix):
            continue
        stem = rest[: -len(suffix)]
        for restored in _restored(stem):
            yield Split(restored, taken, conj, prep, False, future, suffix, classes)


def _restored(stem: str) -> Iterator[str]:
    """Yield how a stem is written when no pronoun follows: ت is ة, ا is ى, ؤ and ئ are ء, و is وا."""
    yield stem
    last = stem[-1]
    if last == "ت":
        yield stem[:-1] + "ة"
    elif last == "ا":
        yield stem[:-1] + "ى"
    elif last in "ؤئ":
        yield stem[:-1] + "ء"
    elif last == "و":
        yield stem + "ا"


SPLITTERS: dict[str, Callable[[str], Iterator[Split]]] = {"none": no_splits, "cased": cased_splits, "accented": accented_splits, "arabic": arabic_splits}
