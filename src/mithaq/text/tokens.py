"""Words, numbers and punctuation of a folded text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or punctuation mark. Offsets: code points into the folded text, half-open."""

    text: str
    start: int
    end: int
    kind: str


_APOSTROPHES = frozenset("'’")
# how long a capitalised word may be that an ending with a hyphen follows: «A-t-il», «Est-ce»
_VERBAL = 3
# a word is a run of letters; ta marbuta and alef maqsura end one, since they stand nowhere else («إلىإصلاح»);
# an apostrophe or hyphen stays inside Latin words; runs of dots are one mark
_LETTER = r"[^\W\d_]"
_JOINED = r"(?:['’\-][A-Za-z\u00c0-\u024f]+)*"
# names of letters with dots between them are one word: «سي.إن.إن»
_SPELLED = r"[\u0621-\u064a]{1,4}(?:\.[\u0621-\u064a]{1,3}){2,}(?!\w)"
_TOKEN = re.compile(
    rf"(?P<word>{_SPELLED}|[دA-Z]\.(?<!{_LETTER}..)|[^\W\d_ةى]++(?:[ةى](?={_LETTER}{{2}})|{_LETTER}*{_JOINED})|[ةى]{_LETTER}*{_JOINED})"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*%?)"
    r"|(?P<punct>\.{2,}|[^\w\s]|_)"
)


def tokenise(text: str, start: int = 0, end: int | None = None, enclitics: tuple[str, ...] = (), elisions: tuple[str, ...] = ()) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order. Offsets: code points into ``text``.

    ``enclitics`` are endings that are tokens of their own («Russia's» is two), ``elisions`` such beginnings («l'accord», «ex-ministre»);
    both are written with a straight apostrophe.
    """
    stop = len(text) if end is None else end
    tokens = [
        Token(match[0], match.start(), match.end(), match.lastgroup or "punct")
        for match in _TOKEN.finditer(text, start, stop)
    ]
    if elisions and not _APOSTROPHES.isdisjoint([token.text for token in tokens]):
        tokens = list(_elided(tokens, elisions))
    if not (enclitics or elisions):
        return tokens
    marked = _are_marked(enclitics + elisions)
    return [part for token in tokens for part in ((token,) if len(token.text) == 1 or (marked and token.text.isalnum()) else _parted(token, enclitics, elisions))]


@functools.cache
def _are_marked(parts: tuple[str, ...]) -> bool:
    """Return whether a mark stands in all that may be parted from words, so that most words, which have none, are whole."""
    return all("'" in part or "-" in part for part in parts)


def _elided(tokens: list[Token], elisions: tuple[str, ...]) -> Iterator[Token]:
    """Yield tokens with the apostrophe of an elision that a mark follows joined to it: «d'«agression»»."""
    index = 0
    while index < len(tokens):
        token, mark = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        if mark is not None and mark.text in _APOSTROPHES and mark.start == token.end and token.text.lower() + "'" in elisions:
            token, index = Token(token.text + "'", token.start, mark.end, "word"), index + 1
        yield token
        index += 1


def _parted(token: Token, enclitics: tuple[str, ...], elisions: tuple[str, ...]) -> Iterator[Token]:
    """Yield a token, its elision and its enclitic apart; an apostrophe inside a word is straight."""
    text, start = token.text.replace("’", "'") if len(token.text) > 1 else token.text, token.start
    while opening := next((one for one in elisions if ("'" in text or "-" in text) and text.lower().startswith(one) and len(text) > len(one)), ""):
        yield Token(text[: len(opening)], start, start + len(opening), token.kind)
        text, start = text[len(opening) :], start + len(opening)
    ending = next((one for one in enclitics if text.endswith(one) and len(text) > len(one) and _is_apart(text, one)), "")
    cut = token.end - len(ending)
    if not ending:
        yield token if text == token.text else Token(text, start, token.end, token.kind)
        return
    yield Token(text[: -len(ending)], start, cut, token.kind)
    yield Token(ending, cut, token.end, token.kind)


def _is_apart(text: str, ending: str) -> bool:
    """Return whether an ending is no part of a name: «dit-il», but «Jong-il»."""
    return not (ending.startswith("-") and text[:1].isupper() and text[1:2].islower() and len(text) - len(ending) > _VERBAL)
