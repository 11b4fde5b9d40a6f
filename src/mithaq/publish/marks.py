"""The words of a report with its evidence underlined, one lane below the other where records overlap.

Lanes and colours are classes of ``static/marks.css``, so that a page may forbid styles in line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from mithaq.model import Evidence, Reading, Record
from mithaq.model.reading import RECORD_FIELDS

_MAX_LANES = 6
# a line without a full stop that is no longer than this is a title or a subhead
_HEADING_LENGTH = 110
_STOPS = ".!?؟…:؛،”»\""
# characters that would show words in another order than they stand in are shown themselves
_OVERRIDES = dict.fromkeys((0x202D, 0x202E), "\ufffd")


@dataclass(frozen=True)
class _Mark:
    """Evidence of one record. ``start`` and ``end`` are code points of the report, half-open; lanes count from 0."""

    start: int
    end: int
    kind: str
    ref: str
    lane: int = 0


def proof(kind: str, record: Record) -> list[Evidence]:
    """Return the words to underline for a record."""
    content: Evidence | None = getattr(record, "content", None) if kind == "statements" else None
    return [content] if content is not None else record.evidence


def paragraphs(reading: Reading, number: int) -> Iterator[str]:
    """Yield the lines of a report as paragraphs, each tall enough for the lanes under its words."""
    text, marks, start = reading.article.text, _marks(reading, number), 0
    seen: set[str] = set()
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [m for m in marks if m.start < end and start < m.end]
            lanes = 1 + max((m.lane for m in here), default=0)
            heading = " heading" if _is_heading(line, text) else ""
            yield f'<p dir="auto" data-at="{start}" class="n{lanes}{heading}">{"".join(_pieces(text, start, end, here, seen))}</p>'
        start = end + 1


def _is_heading(line: str, text: str) -> bool:
    """Return whether a line is a title or subhead of a report of several lines."""
    shown = line.strip()
    return len(shown) <= _HEADING_LENGTH and shown[-1] not in _STOPS and "\n" in text.strip()


def _marks(reading: Reading, number: int) -> list[_Mark]:
    """Return all evidence in reading order, each in the first lane that is free over its whole length.

    Records of one kind on the same words share a lane; what finds no free lane goes into the last.
    """
    found = [
        _Mark(evidence.start, evidence.end, kind, f"{number}-{kind}-{n}")
        for kind in RECORD_FIELDS
        for n, record in enumerate(getattr(reading, kind))
        for evidence in proof(kind, record)
        if evidence.start < evidence.end
    ]
    ends = [0] * _MAX_LANES
    lanes: dict[tuple[int, int, str], int] = {}
    for key in sorted({(m.start, m.end, m.kind) for m in found}, key=lambda k: (k[0], -k[1], k[2])):
        lane = next((n for n, end in enumerate(ends) if end <= key[0]), _MAX_LANES - 1)
        lanes[key], ends[lane] = lane, max(ends[lane], key[1])
    return [_Mark(m.start, m.end, m.kind, m.ref, lanes[m.start, m.end, m.kind]) for m in found]


def _pieces(text: str, start: int, end: int, marks: list[_Mark], seen: set[str]) -> Iterator[str]:
    """Yield a line cut at every border of evidence, each piece an inline element so that letters stay joined.

    The first piece of a record takes the keyboard's focus; ``seen`` holds the records that had theirs.
    """
    inside = {border for m in marks for border in (m.start, m.end) if start < border < end}
    for first, last in itertools.pairwise([start, *sorted(inside), end]):
        over = [m for m in marks if m.start <= first and last <= m.end]
        words = escape(text[first:last].translate(_OVERRIDES))
        if not over:
            yield words
            continue
        refs = list(dict.fromkeys(m.ref for m in over))
        focus = "" if seen.issuperset(refs) else ' tabindex="0" role="button"'
        seen.update(refs)
        yield f'<mark data-r="{" ".join(refs)}"{focus} class="{_underlines(over)}">{words}</mark>'


def _underlines(over: list[_Mark]) -> str:
    """Return the classes that draw one line for each lane in use, lane 0 nearest to the letters."""
    return " ".join(f"{kind}-{lane}" for lane, kind in sorted({m.lane: m.kind for m in over}.items()))
