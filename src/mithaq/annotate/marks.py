"""Punctuation of a text: where quotations open and close, and where words end before it."""

from __future__ import annotations

import re
from collections.abc import Container

OPEN = "«\"“”"
CLOSE = "»\"”“"
COMMA = "،,"
# what joins two names to a pair
DASHES = "-–—"
STOP = "؛;.!؟?…"
# how far behind its opening a quotation may close, and how far before it a colon may stand
_QUOTE_REACH, _SPACED = 1500, 4
# what can close a quotation
_MARK = re.compile("[»”“\"″]")


def quote_end(text: str, start: int) -> int:
    """Return where the quotation opened at ``start`` closes; -1 if it never does. Marks may be odd, sentences several."""
    closers = {"«": "»", "“": "”“\"″", "”": "“”\"", '"': '"”'}.get(text[start], CLOSE)
    inner = False
    for found in _MARK.finditer(text, start + 1, start + _QUOTE_REACH):
        mark, index = found[0], found.start()
        if mark not in closers:
            continue
        if mark == '"' and not inner and index + 1 < len(text) and text[index + 1].isalnum() and not text[index - 1].isalnum():
            inner = True
        elif inner:
            inner = False
        else:
            return index
    return -1


def opens_saying(text: str, at: int, glued: Container[str]) -> bool:
    """Return whether a mark opens a quotation of several words rather than a name; behind a colon two are enough."""
    if text[at] not in OPEN or at + 1 >= len(text) or text[at + 1].isspace() or not _may_open(text, at, glued):
        return False
    closing = quote_end(text, at)
    least = 1 if text[max(at - _SPACED, 0) : at].rstrip().endswith(":") else 3
    return text.count(" ", at, closing if closing >= 0 else min(len(text), at + 400)) >= least


def _may_open(text: str, at: int, glued: Container[str]) -> bool:
    """Return whether a mark stands where a quotation may open: not behind a word, though behind one of the ``glued`` letters."""
    if not at or text[at - 1] in " :(\n،ـ‏":
        return True
    return text[at - 1] in glued and (at < 2 or not text[at - 2].isalnum())


def trim(text: str, end: int) -> int:
    """Return ``end`` without final punctuation, marks and space."""
    while end > 0 and text[end - 1] in " .،,؛:»”“\"\n…":
        end -= 1
    return end
