"""Words of a report for a terminal: isolated, wrapped, and without characters that steer it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# an isolate keeps a cell where it is in terminals that reorder text; a mark gives a line or a cell its direction
FSI, PDI, LRM, RLM = "\u2068", "\u2069", "\u200e", "\u200f"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_QUOTES = re.compile("«[^»]*»")


def plain(words: str) -> str:
    """Return words on one line, without characters that steer a terminal or leave a cell."""
    return _CONTROLS.sub("\ufffd", " ".join(words.split()))


def isolate(words: str) -> str:
    """Return words on one line in an isolate of their own direction; no words, no isolate."""
    shown = plain(words)
    return f"{FSI}{shown}{PDI}" if shown else ""


def quoted(words: str) -> str:
    """Return words in quotation marks that stay on their sides."""
    return f"{FSI}«{plain(words)}»{PDI}"


def isolated_quotes(message: str) -> str:
    """Return a message on one line with the words it quotes isolated."""
    return _QUOTES.sub(lambda match: f"{FSI}{match[0]}{PDI}", plain(message))


def wrapped(words: str, width: int, most: int = 0) -> list[str]:
    """Return words as isolated lines of at most ``width`` columns, all of one direction.

    Args:
        most: the most lines; what is longer ends in «…». 0 for all of it.
    """
    shown = plain(words)
    lines = list(_lines(shown, max(width, 4)))
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width)]
    mark = RLM if _runs_right_to_left(shown) else LRM
    return [f"{FSI}{mark}{line}{PDI}" for line in lines]


def _lines(words: str, width: int) -> Iterator[str]:
    """Yield lines broken between words, and within a word only if it alone is too wide."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if columns(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        while columns(word) > width:
            yield word[:width]
            word = word[width:]
        line = word
    if line:
        yield line


def _cut(line: str, width: int) -> str:
    """Return a line that tells there is more."""
    while columns(line) > width - 2 and line:
        line = line[:-1]
    return f"{line.rstrip()} …"


def columns(words: str) -> int:
    """Return how many columns of a terminal words take."""
    from rich.cells import cell_len

    return cell_len(words)


def _runs_right_to_left(words: str) -> bool:
    """Return whether most letters run from right to left."""
    kinds = [unicodedata.bidirectional(character) for character in words]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")
