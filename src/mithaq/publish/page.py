"""Readings as one self-contained HTML page: each report beside its records, evidence underlined in lanes."""

from __future__ import annotations

import base64
import functools
import hashlib
import unicodedata
from collections.abc import Sequence
from html import escape
from pathlib import Path

from mithaq.model import Explanation, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish.cards import LABELS, cards
from mithaq.publish.marks import paragraphs


def reading_page(reading: Reading, *, direction: str | None = None) -> str:
    """Return the page of one reading, without the trees behind its records."""
    return readings_page([reading], direction=direction)


def readings_page(readings: Sequence[Reading | Explanation], *, direction: str | None = None) -> str:
    """Return one page that shows each report beside its records; those of an explanation open to why they were read.

    Text of a report is escaped: it is data, never markup. The page loads nothing and refers to nothing outside.

    Args:
        direction: ``rtl`` or ``ltr`` for all reports; told by each report's letters if left out.
    """
    explained = [one if isinstance(one, Explanation) else Explanation(reading=one) for one in readings]
    title = escape(_title(explained[0].reading) if len(explained) == 1 else f"{len(explained)} reports")
    reports = "".join(_report(one, number, direction) for number, one in enumerate(explained))
    style, script = _asset("page.css") + _asset("static/marks.css"), _asset("static/report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{title} · Mithaq</title><style>{style}</style></head>\n"
        f"<body><main>{_contents([one.reading for one in explained])}{reports}</main><script>{script}</script></body></html>\n"
    )


@functools.cache
def _asset(name: str) -> str:
    """Return a file that stands beside this one."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _title(reading: Reading) -> str:
    """Return what a report is called."""
    return reading.article.title or reading.article.id or "Report"


def _contents(readings: Sequence[Reading]) -> str:
    """Return links to the reports of a page that holds several."""
    if len(readings) < 2:
        return ""
    items = "".join(
        f'<li dir="{_direction(_title(one))}"><a href="#report-{n}"><bdi>{escape(_title(one))}</bdi> <b>{sum(1 for _ in one.records)}</b></a></li>'
        for n, one in enumerate(readings)
    )
    return f'<nav aria-label="Reports"><ul>{items}</ul></nav>'


def _report(explained: Explanation, number: int, direction: str | None) -> str:
    """Return one report with its records; ``number`` keeps its ids apart from those of other reports."""
    reading = explained.reading
    article = reading.article
    way = direction or _direction(article.text)
    language = f' lang="{escape(article.language)}"' if article.language else ""
    items = "".join(cards(explained, number))
    records = f"<ol>{items}</ol>" if items else '<p class="none">No record was read from this report.</p>'
    return (
        f'<section class="report" id="report-{number}" dir="{way}"><article{language} dir="{way}">{_head(reading)}'
        f'<div class="text">{"".join(paragraphs(reading, number))}</div></article>'
        f'<aside dir="ltr" aria-label="Records">{_filters(reading)}{records}{_issues(reading)}</aside></section>\n'
    )


def _direction(text: str) -> str:
    """Return ``rtl`` or ``ltr``: the direction of most letters."""
    counts = [unicodedata.bidirectional(character) for character in text]
    return "rtl" if sum(c in ("R", "AL") for c in counts) >= counts.count("L") else "ltr"


def _head(reading: Reading) -> str:
    """Return the heading of a report: title, publisher, date, address; nothing the text itself begins with."""
    article = reading.article
    when = article.published
    parts = [article.publisher, f"{when.start}{' (inferred)' if when.basis == 'inferred' else ''}" if when else None]
    facts = "".join(f"<li><bdi>{escape(part)}</bdi></li>" for part in parts if part)
    facts += f'<li><bdi dir="ltr">{escape(article.url)}</bdi></li>' if article.url else ""
    shown = article.title and not article.text.lstrip().startswith(article.title)
    title = f'<h1 dir="auto">{escape(article.title or "")}</h1>' if shown else ""
    return f'<header>{title}<ul class="facts">{facts}</ul></header>' if title or facts else ""


def _filters(reading: Reading) -> str:
    """Return a switch for each kind of record that was read, with its number."""
    counts = [(kind, len(getattr(reading, kind))) for kind in RECORD_FIELDS]
    items = [
        f'<li><button type="button" class="filter" data-kind="{kind}" aria-pressed="true" style="--c:var(--{kind})">'
        f"{LABELS[kind]} <b>{n}</b></button></li>"
        for kind, n in counts
        if n
    ]
    return f'<ul class="filters" aria-label="Show kinds of record">{"".join(items)}</ul>' if items else ""


def _issues(reading: Reading) -> str:
    """Return what was unclear in the report."""
    items = "".join(f'<li><code>{escape(i.code)}</code> <span dir="auto">{escape(i.message)}</span></li>' for i in reading.issues)
    return f'<details class="issues"><summary>{len(reading.issues)} unclear</summary><ul>{items}</ul></details>' if items else ""
