"""Words, numbers and punctuation of a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or punctuation mark. Offsets: code points into the folded text, half-open."""

    text: str
    start: int
    end: int
    kind: str


# a word is a run of letters; ta marbuta and alef maqsura end one, since they stand nowhere else («إلىإصلاح»);
# an apostrophe or hyphen stays inside Latin words; runs of dots are one mark
_LETTER = r"[^\W\d_]"
_JOINED = r"(?:['’\-][A-Za-z\u00c0-\u024f]+)*"
_TOKEN = re.compile(
    rf"(?P<word>[دA-Z]\.(?<!{_LETTER}..)|[^\W\d_ةى]++(?:[ةى](?={_LETTER}{{2}})|{_LETTER}*{_JOINED})|[ةى]{_LETTER}*{_JOINED})"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*%?)"
    r"|(?P<punct>\.{2,}|[^\w\s]|_)"
)


def tokenise(text: str, start: int = 0, end: int | None = None, enclitics: tuple[str, ...] = ()) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order. Offsets: code points into ``text``.

    ``enclitics`` are endings that are tokens of their own («Russia's» is two), written with a straight apostrophe.
    """
    stop = len(text) if end is None else end
    tokens = [
        Token(match[0], match.start(), match.end(), match.lastgroup or "punct")
        for match in _TOKEN.finditer(text, start, stop)
    ]
    return [part for token in tokens for part in _parted(token, enclitics)] if enclitics else tokens


def _parted(token: Token, enclitics: tuple[str, ...]) -> Iterator[Token]:
    """Yield a token, its enclitic apart; an apostrophe inside a word is straight."""
    text = token.text.replace("’", "'") if len(token.text) > 1 else token.text
    ending = next((one for one in enclitics if text.endswith(one) and len(text) > len(one)), "")
    cut = token.end - len(ending)
    if not ending:
        yield token if text == token.text else Token(text, token.start, token.end, token.kind)
        return
    yield Token(text[: -len(ending)], token.start, cut, token.kind)
    yield Token(ending, cut, token.end, token.kind)
