"""What comes out of a source: one item per report, with where it stood, and the options of opening one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mithaq.errors import SourceError
from mithaq.model import Article, Reading

if TYPE_CHECKING:
    from mithaq.sources.addresses import Fetcher

STDIN = "-"
DayOf = Callable[[str], str | None]

_ISO_DAY = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")


def numeric_day(text: str) -> str | None:
    """Return the day that a text begins with, year first (2025-04-03, 2025/4/3), as ISO 8601; None for others."""
    match = _ISO_DAY.match(text)
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a source, or the reason why it could not be read.

    ``where`` names the file and the line, row, entry, record or page; ``origin`` is the code of the agency whose
    report it is (see ``origins.tsv``), "" where none is named. Just one of ``article`` and ``error`` is there.
    ``reading`` is there where the source holds readings, with the name of the ``reader`` that made it.
    """

    where: str
    article: Article | None = None
    origin: str = ""
    error: SourceError | None = None
    reading: Reading | None = None
    reader: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceOptions:
    """How sources are opened.

    Attributes:
        language: the language of all reports, before what a source says.
        published: the publication date of all reports (YYYY-MM-DD), before what a source says.
        columns: which column or key holds which field of an article; see :mod:`mithaq.sources.columns`.
        network: whether addresses may be fetched.
        follow: whether the page of each feed entry is fetched as well (only with ``network``).
        day_of: returns the day that a short line of a page states in words, or None;
            ``Reader.stated_day`` knows those of its languages.
        pages: the addresses of pages that a feed's entries linked to and that have been read: they are passed over, and new
            ones added; left out, all are read.
        fetcher: what fetches addresses; left out, one that all sources of this process share.
    """

    language: str | None = None
    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    network: bool = False
    follow: bool = False
    day_of: DayOf = numeric_day
    pages: set[str] | None = None
    fetcher: Fetcher | None = None
