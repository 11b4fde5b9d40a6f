"""Pack files as they are written: Unicode form, signs that hide in text, scripts that do not belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

# signs that must not stand in data: tatweel, presentation forms, zero width, marks of direction, byte order mark
_HIDDEN = re.compile("[\u0640\ufb50-\ufdff\ufe70-\ufefc\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u00a0]")
# letters that look like the right ones where they are not a language's own: Cyrillic and Greek in Latin words
_ALIEN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_RIGHT_TO_LEFT_BEFORE_COMMENT = re.compile('[\u0590-\u08ff][^#\\n]*"?[ \\],]*#[^"]*$')


def misspelt(files: Iterable[Path], root: Path, letters: str) -> Iterator[str]:
    """Yield where data is not in NFC, holds signs that hide in text or scripts other than its ``letters``, or ends in a space."""
    wrong = (_HIDDEN,) if re.match(f"[{letters}]", "\u0430") else (_HIDDEN, _ALIEN)
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            where = f"{file.relative_to(root).as_posix()}:{number}"
            yield from (f"{where}: {problem}" for problem in _line(line, wrong, is_toml=file.suffix == ".toml"))


def _line(line: str, wrong: Iterable[re.Pattern[str]], *, is_toml: bool) -> Iterator[str]:
    """Yield what is wrong with one line."""
    if line != unicodedata.normalize("NFC", line):
        yield "not in Unicode form NFC; write it composed"
    for pattern in wrong:
        found = pattern.search(line)
        if found is not None:
            yield f"{unicodedata.name(found[0], f'U+{ord(found[0]):04X}')} at column {found.start() + 1}; take it out"
    if line != line.rstrip(" \r"):
        yield "a space at the end of the line; take it out"
    if is_toml and not line.lstrip().startswith("#") and _RIGHT_TO_LEFT_BEFORE_COMMENT.search(line):
        yield "a comment behind right-to-left text; editors reorder such lines: put it on a line of its own above"
