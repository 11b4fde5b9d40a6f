"""What pages put around a report: links to others, share buttons, tags, rights, stamps; told by the words they begin with."""

from __future__ import annotations

import functools
import re

from mithaq.sources.item import DayOf
from mithaq.sources.words import folded, table

_FURNITURE = ("related", "share", "tags", "rights", "notice")
_DECORATION = re.compile(r"^[\s\-–—•·*»«#|>:؛،,.…◄►▪●\[\](){}]+|[\s\-–—•·*»«#|>:.…\[\](){}]+$")
_FULL_STOP = re.compile(r"[.!؟…][»”\")\]]*\s*$")
_QUOTED_END = re.compile(r"[»”\"]\s*$")
_SEPARATOR = re.compile(r"[\s:：\-–—|.…،,(\[]")
_MARK = re.compile(r"\s?[:：|–—-]|\s?…|\s?\.\.")
# words of a line that is a label or a link; longer ones are sentences
_LINK_WORDS = 25
_SHORT_WORDS = 8
_PROSE_WORDS = 20
# lines at the beginning that may be a stamp or the title again, and words of a stamp
_HEAD_LINES = 5
_STAMP_WORDS = 14
# a report on such rules may name two of them
_POLICIES = 2
# words besides numbers in a date: weekday, month in two names, half of the day
_DATE_WORDS = 5


def trimmed(lines: list[str], title: str | None, day_of: DayOf) -> list[str]:
    """Return the lines of a report without the furniture of its page before, within and behind them."""
    lines = _without_policies(_without_head([line for line in lines if line], title, day_of))
    prose = [number for number, line in enumerate(lines) if kind_of_line(line) is None and is_prose(line)]
    last = prose[-1] if prose else len(lines)
    kept: list[str] = []
    skips = False
    for number, line in enumerate(lines):
        kind = kind_of_line(line)
        if kind == "related" and number > last:
            # only links and labels follow
            break
        # «اقرأ أيضا:» alone on a line speaks of the next
        if kind is None and (not skips or is_prose(line)):
            kept.append(line)
        skips = kind == "related" and _is_bare(line)
    return kept


def kind_of_line(line: str) -> str | None:
    """Return which furniture a line is (related, share, tags, rights, notice), or None for words of a report."""
    if _tells_where(line):
        return "notice"
    found = label_of(line)
    if found is None or found[0] not in _FURNITURE:
        return None
    kind, label, rest = found
    words = len(line.split())
    if not rest.strip(" :：|-–—.…"):
        return kind
    if kind in ("rights", "notice") and (len(label.split()) > 2 or "©" in line):
        return kind
    if kind in ("related", "tags") and _MARK.match(rest) and words <= _LINK_WORDS:
        return kind
    return kind if " " in label and words <= _SHORT_WORDS and not is_prose(line) else None


def label_of(line: str) -> tuple[str, str, str] | None:
    """Return the kind and words of the label that a line begins with, and what follows it; the longest label counts."""
    clean = _DECORATION.sub("", folded(line)).casefold()
    for label, kind in _labels():
        if kind not in ("policy", "appeared") and clean.startswith(label) and (len(clean) == len(label) or _SEPARATOR.match(clean[len(label)])):
            return kind, label, clean[len(label) :]
    return None


def is_prose(line: str) -> bool:
    """Return whether a line is a sentence of a report, and not a label, a link or a caption."""
    words = len(line.split())
    ends = _FULL_STOP.search(line) or (_QUOTED_END.search(line) and words > _SHORT_WORDS)
    return words > _PROSE_WORDS or bool(ends and words > 3)


def is_stamp(line: str, day_of: DayOf) -> bool:
    """Return whether a line says when the page was published or changed, and no more."""
    words = line.split()
    if not words or len(words) > _STAMP_WORDS or _FULL_STOP.search(line):
        return False
    found = label_of(line)
    if found is not None and found[0] in ("stamp", "updated"):
        return bool(re.search(r"\d", found[2]))
    named = [word for word in words if not re.search(r"\d", folded(word)) and re.search(r"\w", word)]
    return len(named) <= _DATE_WORDS and bool(re.search(r"\d{4}", folded(line))) and day_of(line) is not None


def is_updated(line: str) -> bool:
    """Return whether a line states when the page was last changed and not when it was published."""
    clean = folded(line).casefold()
    return _states(clean, "updated") and not _states(clean, "stamp")


def is_stamp_label(line: str) -> bool:
    """Return whether a line begins with a label of the time of publication."""
    found = label_of(line)
    return found is not None and found[0] == "stamp"


def is_masthead(line: str) -> bool:
    """Return whether a line is one of the outlet, whose date is that of its issue."""
    return _states(folded(line).casefold(), "masthead")


@functools.cache
def _labels() -> tuple[tuple[str, str], ...]:
    """Return the labels, the longest first, each with its kind."""
    rows = {(folded(row["words"]).casefold().strip(), row["kind"]) for row in table("furniture.tsv")}
    return tuple(sorted(rows, key=lambda pair: (-len(pair[0]), pair)))


def _tells_where(line: str) -> bool:
    """Return whether a line says where the report appeared first, as blogs add it to their feeds."""
    clean = _DECORATION.sub("", folded(line)).casefold()
    pairs = (label.split(" * ") for label, kind in _labels() if kind == "appeared")
    return any(clean.startswith(begin) and within in clean for begin, within in pairs)


def _without_policies(lines: list[str]) -> list[str]:
    """Return lines without the rules for comments behind the report, which name several of the site's policies."""
    last = len(lines)
    while last > 1 and (_names_policies(lines[last - 1]) or kind_of_line(lines[last - 1]) in ("rights", "notice", "share")):
        last -= 1
    return lines[:last]


def _names_policies(line: str) -> bool:
    """Return whether a line names so many of a site's policies that it can only be its rules."""
    clean = folded(line).casefold()
    return sum(of == "policy" and label in clean for label, of in _labels()) > _POLICIES


def _states(clean: str, kind: str) -> bool:
    """Return whether a label of a kind stands in a folded line as words."""
    return any(of == kind and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", clean) for label, of in _labels())


def _is_bare(line: str) -> bool:
    """Return whether a line is a label and nothing else."""
    found = label_of(line)
    return found is not None and not found[2].strip(" :：|-–—.…")


def _without_head(lines: list[str], title: str | None, day_of: DayOf) -> list[str]:
    """Return lines without the title said again and stamps before the first sentence."""
    head = [line for line in lines[:_HEAD_LINES] if not (_is_title(line, title) or is_stamp(line, day_of))]
    return head + lines[_HEAD_LINES:]


def _is_title(line: str, title: str | None) -> bool:
    """Return whether a line is the title."""
    return title is not None and folded(line).split() == folded(title).split()
