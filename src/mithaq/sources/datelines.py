"""The dateline a report opens with and the signature it ends with: «الرياض - واس:», «موسكو / 3 أبريل / تاس /», «(بترا)».

They stay in the text; what they say is who wrote the report, and where.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.sources.words import name_key, table

# code points from the beginning that a dateline may take, and from the end that a signature may take
_FAR = 110
_NEAR_END = 60
_MOST_SEGMENTS = 6
_MOST_WORDS = 3
# with a number: «القاهرة في 3 أبريل 2025»
_MOST_WORDS_OF_DATE = 6
# what parts a dateline; a full stop does only behind a slash or bracket
_SEPARATORS = re.compile(r"\s*(?:[-–—/:|،,()\[\]«»\"“”]|(?<=\s)ـ+(?=\s)|\n)[-–—/:|،,()\[\]«»\"“”ـ\s]*")
_ENDS = re.compile("[-–—:/|\n]")
_QUOTE = re.compile("[«\"“]")
_DASH = re.compile("[-–—/ـ]")
_DIGIT = re.compile(r"\d")
_STOPS = (".", "!", "؟", "?", "…", "»", "”", '"', ")")
# «. (واس)», «-- (بترا)», «/وام/», «انتهى – كونا», and a name alone on the last line
_SIGNED = re.compile(r"[-–—\s]*[(\[/«\"“]\s*(?P<name>[^()\[\]/«»\"“”\n]{2,40}?)\s*[)\]/»\"”][-–—/\s.]*\Z")
_DASHED = re.compile(r"[-–—/]\s*(?P<name>[^-–—/\n]{2,40}?)[\s.]*\Z")
_PLAIN = re.compile(r"\s(?P<name>[^.\n]{2,40}?)[\s.]*\Z")
_LAST_LINE = re.compile(r"\n[\s\-–—*]*(?P<name>[^\n]{2,40}?)[\s.]*\Z")
_NAMES = re.compile(r"\s*(?:[+/،,;&]|[-–—]|\sو\s?|\sand\s|\set\s)\s*")


class Signer(NamedTuple):
    """An agency, an outlet, or a word that signs without saying who (``code`` is then empty)."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a report opens with before its first sentence.

    ``origin`` is the code of who wrote it, "" where several or unnamed agencies did; ``place`` the place as written.

    Offsets: code points of the text, half-open; the sentence begins at ``end``.
    """

    end: int
    origin: str
    place: str


class _Segment(NamedTuple):
    """A piece of a dateline, with what stands before it and behind it."""

    before: str
    text: str
    behind: str
    end: int


@functools.cache
def signers() -> dict[str, Signer]:
    """Return who signs reports, by the key of each name."""
    rows = table("origins.tsv")
    return {name_key(name): Signer(row["code"], row["kind"]) for row in rows for name in row["names"].split("|")}


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that a text opens with, or None where no agency or outlet stands in one."""
    segments: list[_Segment] = []
    for segment in _segments(text, len(text) - len(text.lstrip())):
        segments.append(segment)
        if _signer(segment, first=len(segments) == 1) is not None:
            return _dateline(text, segments)
        if not _is_part(segment) or len(segments) == _MOST_SEGMENTS:
            return None
    return None


def read_signature(text: str) -> str | None:
    """Return the code of who signs a text at its end, "" for unnamed or several agencies, None for no signature."""
    body = text.rstrip()
    tail = max(0, len(body) - _NEAR_END)
    for pattern in (_SIGNED, _LAST_LINE, _DASHED, _PLAIN):
        match = pattern.search(body, tail)
        if match is not None and _is_ended(body[: match.start()], alone=pattern is _LAST_LINE):
            code = named_origins(match["name"])
            if code is not None:
                return code
    return None


def named_origins(names: str) -> str | None:
    """Return the code of the agency that a byline or source names, "" for unnamed or several, None where any other is named."""
    whole = _named(names)
    found = [whole] if whole else [_named(part) for part in _NAMES.split(names.strip(" :.")) if part]
    codes = {signer.code for signer in found if signer is not None}
    if not found or None in found:
        return None
    return codes.pop() if len(codes) == 1 else ""


def _named(name: str) -> Signer | None:
    """Return who bears a name, if anybody signs with it."""
    signer = signers().get(name_key(name))
    return signer if signer and signer.kind in ("agency", "outlet", "none") else None


def _is_ended(before: str, *, alone: bool) -> bool:
    """Return whether what stands before a signature is a whole text: a last line alone is, else a sentence ends there."""
    before = before.rstrip(" \t\n\u00a0-–—/(")
    last = signers().get(name_key(before.rpartition(" ")[2].rpartition("\n")[2]))
    return bool(before) and (alone or before.endswith(_STOPS) or (last is not None and last.kind == "end"))


def _segments(text: str, start: int) -> Iterator[_Segment]:
    """Yield the pieces of the first words of a text from ``start`` on."""
    before = ""
    for match in _SEPARATORS.finditer(text, start, start + _FAR):
        piece = text[start : match.start()].strip()
        if piece:
            yield _Segment(before, piece, match.group(), match.end())
        before, start = match.group(), match.end()


def _signer(segment: _Segment, *, first: bool) -> Signer | None:
    """Return who a piece names; an outlet counts behind a dash or bracket only, since its name may be a place or stand in a sentence."""
    signer = _named(segment.text)
    if signer is None or signer.kind != "outlet" or segment.text.isascii():
        return signer
    in_quotes = bool(_QUOTE.search(segment.before))
    fits = _DASH.search(segment.before) if not first else in_quotes
    return signer if fits or (not first and not in_quotes and "(" in segment.before) else None


def _is_part(segment: _Segment) -> bool:
    """Return whether a piece may stand in a dateline before a name: a place or a date, no sentence."""
    words = segment.text.split()
    most = _MOST_WORDS_OF_DATE if _DIGIT.search(segment.text) else _MOST_WORDS
    tells = any((signer := signers().get(name_key(word))) is not None and signer.kind == "word" for word in words)
    return len(words) <= most and not tells and "\n" not in segment.behind


def _dateline(text: str, segments: list[_Segment]) -> Dateline | None:
    """Return the dateline whose last piece names who wrote it, if it ends as one; more agencies may follow."""
    named, last = [segments[-1]], segments[-1]
    for more in _segments(text, last.end):
        signer = _named(more.text)
        if signer is None or signer.kind == "outlet":
            break
        named.append(more)
        last = more
    if not _closes(text, last):
        return None
    end = last.end + (len(rest) - len(rest.lstrip(" .\t\u00a0")) if (rest := text[last.end :]).startswith(".") else 0)
    codes = {signer.code for piece in named if (signer := _named(piece.text))}
    place = next(filter(None, map(_place, segments[:-1])), "")
    return Dateline(end, codes.pop() if len(codes) == 1 else "", place)


def _closes(text: str, last: _Segment) -> bool:
    """Return whether a sentence follows behind a name: after a dash, colon, slash or line, after «» behind a dash, or «).»."""
    behind = last.behind.strip()
    quoted = behind.endswith(("»", "”", '"')) and bool(_DASH.search(last.before))
    stopped = behind.endswith(")") and text[last.end : last.end + 1] == "."
    follows = text[last.end :].lstrip(" .\t\u00a0").strip()
    return bool(follows) and (bool(_ENDS.search(last.behind)) or quoted or stopped)


def _place(segment: _Segment) -> str:
    """Return the place in a piece of a dateline: its words up to a number, without the preposition of a date."""
    words = _DIGIT.split(segment.text)[0].strip(" .\t\u00a0").split()
    if words and len(words[-1]) <= 2:
        words.pop()
    place = " ".join(words)
    return "" if name_key(place) in signers() and signers()[name_key(place)].kind == "none" else place
