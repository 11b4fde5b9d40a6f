"""The folded view of a text, used for matching only, with the way back to the text as received."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# harakat, tanwin, shadda, sukun, combining madda and hamza, superscript alef, Quranic marks
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_TATWEEL = "\u0640"
# zero-width and bidirectional controls, byte order mark, soft hyphen
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c"
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000\t\v\f"
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
# quotation marks as typewriters and wire services make them
_TYPED_QUOTES = ("``", "''")
_CHANGES = re.compile(f"{'|'.join(_TYPED_QUOTES)}|[{_MARKS}{_TATWEEL}{_INVISIBLE}{_SPACES}{_PRESENTATION}]")
_DELETED = re.compile(f"[{_MARKS}{_TATWEEL}{_INVISIBLE}]")
_TRAILING = re.compile(f"[{_MARKS}{_TATWEEL}]*")
_ONLY_DELETIONS = re.compile(f"[{_SPACES}{_PRESENTATION}]")

# What matching forgives beyond the folded view: where hamza sits on alef, final ya without dots, and ё written as е.
_SKELETON = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ё": "е", "Ё": "Е"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class Folded:
    """A view of ``source`` without diacritics, tatweel and bidi marks; letters stay as the text has them.

    Offsets: code points into ``text``; :meth:`raw` turns a range into code points of ``source``.
    """

    text: str
    source: str
    starts: Sequence[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of ``source`` that ``text[start:end]`` stands for, with marks on its last letter."""
        if self.starts is _IDENTITY:
            return start, end
        if start >= end:
            position = self.starts[start] if start < len(self.starts) else len(self.source)
            return position, position
        last = self.starts[end - 1]
        stop = last + (2 if self.source[last : last + 2] in _TYPED_QUOTES else 1)
        match = _TRAILING.match(self.source, stop)
        return self.starts[start], match.end() if match else stop


    def folded(self, position: int) -> int:
        """Return where a code point of ``source`` stands in ``text``, or what follows it there."""
        return position if self.starts is _IDENTITY else bisect.bisect_left(self.starts, position)


_IDENTITY: Sequence[int] = ()


def fold(source: str) -> Folded:
    """Return the folded view of ``source``.

    Diacritics, tatweel, bidi marks and zero-width characters are left out, special spaces become a space,
    presentation forms become letters, two typed marks a quotation mark. A text without any of these is its own view.
    """
    if not _CHANGES.search(source):
        return Folded(source, source, _IDENTITY)
    kept: list[str] = []
    starts: list[int] = []
    position = 0
    for match in _CHANGES.finditer(source):
        index = match.start()
        kept.append(source[position:index])
        starts.extend(range(position, index))
        replacement = '"' if match.group() in _TYPED_QUOTES else _replacement(source[index])
        kept.append(replacement)
        starts.extend([index] * len(replacement))
        position = match.end()
    kept.append(source[position:])
    starts.extend(range(position, len(source)))
    return Folded("".join(kept), source, starts)


def _replacement(character: str) -> str:
    """Return what stands for a character that the folded view changes."""
    if _DELETED.match(character):
        return ""
    if not _ONLY_DELETIONS.match(character):
        return ""
    letters = unicodedata.normalize("NFKC", character)
    return " " if letters.isspace() or not letters else _DELETED.sub("", letters)


def skeleton(word: str) -> str:
    """Return the key under which a word is looked up: alef without hamza, ya for alef maqsura, е for ё."""
    return word.translate(_SKELETON)


def western_digits(text: str) -> str:
    """Return ``text`` with Arabic-Indic and Persian digits as 0-9; the length stays the same."""
    return text.translate(_DIGITS)


# how many letters a word has at most that a slip inside would make another word
_SHORT = 4


def spelled_alike(written: str, form: str) -> bool:
    """Return whether ``written`` may be a spelling of ``form``: hamza may be missing, never contradict.

    Both must have the same :func:`skeleton`.
    """
    if written == form:
        return True
    for index, (have, want) in enumerate(zip(written, form, strict=True)):
        if have == want or have == "ا" or have in "ىيیک":
            continue
        # the frequent slip «إجتماع» for «اجتماع»; «فإن» is no slip for «فان»
        if have == "إ" and want == "ا" and (index == 0 or (index <= 2 and len(written) > _SHORT)):
            continue
        return False
    return True
