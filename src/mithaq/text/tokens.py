"""Words, numbers and punctuation of a folded text."""

from __future__ import annotations

import re

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


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order. Offsets: code points into ``text``."""
    stop = len(text) if end is None else end
    return [
        Token(match[0], match.start(), match.end(), match.lastgroup or "punct")
        for match in _TOKEN.finditer(text, start, stop)
    ]
