"""Words of stage 1: a light fold for comparing, and the tables of this folder."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

# harakat and Quranic marks, tatweel, zero-width and bidirectional controls, soft hyphen, byte order mark
_LEFT_OUT = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
_ALIKE = str.maketrans("أإآٱىیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايي" + "ك" + "0123456789" * 2)
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return a text for comparing: without marks and tatweel, alef and ya alike, digits as 0-9, compatibility forms resolved."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)).translate(_ALIKE)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in lower case."""
    return _WORD.findall(folded(text).casefold())


def name_key(name: str) -> str:
    """Return what a name is looked up by: its folded words, the letters of an abbreviation together («أ. ف. ب.»)."""
    parts = _WORD.findall(folded(name))
    return "".join(parts) if parts and all(len(part) == 1 for part in parts) else " ".join(parts)


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this folder by the names in its first line; lines that begin with «# » are comments."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])
