"""When a page says its report was published; a date that only surrounds it, or tells of a change, is not taken."""

from __future__ import annotations

import datetime
import email.utils
import itertools
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import lxml.html

from mithaq.sources.furniture import is_masthead, is_prose, is_stamp_label, is_updated
from mithaq.sources.item import DayOf, numeric_day
from mithaq.sources.markup import text_of
from mithaq.sources.page_heads import Head
from mithaq.sources.words import folded

# what heads call the time of publication, the surest first
_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published", "rnews:datepublished",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "publication_date", "publicationdate", "publish_date",
    "publishdate", "publish-date", "publishtime", "published_time", "pubdate", "article_date_original", "article.published", "article:post_date", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "parsely-pub-date", "sailthru.date", "ptime", "dateposted", "date_published", "citation_publication_date", "citation_online_date",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_STAMP = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T\s](\d{2}):?(\d{2}))?")
_UTC = re.compile(r"(?:Z|[+-]00:?00)\s*$")
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?\s*$")
# /2020/8/24/, /2020-08-24-, /20200824/, and with the section between year and month: /2013/middle_east/8/3/
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/_.-])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d)|/[a-z_]+/(\d{1,2})/(\d{1,2}))(?![\d])")
# short lines between the headline and the first paragraph where the date may stand
_NEAR_LINES = 14
_LINE_WORDS = 14
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_DEEPEST = 60
_OTHER_BLOCKS = re.compile(r"(?:^|[-_ ])(?:related|sidebar|widget|ticker|most|trending|latest|breadcrumbs?|weather|comments?)(?:$|[-_ ])", re.IGNORECASE)
_UNSHOWN = frozenset({"script", "style", "noscript", "template", "svg", "select", "button"})


def published_day(tree: lxml.html.HtmlElement, head: Head, day_of: DayOf) -> str | None:
    """Return the day of publication as ISO 8601, or None where the page does not state it.

    What the head states comes first, then the line near the headline, then the address. A time in UTC gives way to
    the next day or the day before where the page shows that: it is the day where the outlet is.

    Args:
        day_of: returns the day that a line states in words.
    """
    stated, is_utc = _stated(tree, head, day_of)
    if stated is not None and not is_utc:
        return stated
    shown = _shown(tree, head, day_of)
    if stated is None:
        return shown or day_in_address(head.url)
    return shown if shown is not None and abs((_date(shown) - _date(stated)).days) <= 1 else stated


def day_of_stamp(stamp: str, day_of: DayOf) -> tuple[str, bool] | None:
    """Return the day of a machine's time stamp, and whether it is one of UTC; None where it is no time."""
    match = _STAMP.match(stamp)
    if match:
        day = _valid(match[1], match[2], match[3])
        return (day, bool(match[4] and _UTC.search(stamp))) if day else None
    epoch = _EPOCH.match(stamp)
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date().isoformat(), True
    try:
        moment = email.utils.parsedate_to_datetime(stamp)
        day = _sane(moment.date().isoformat())
        return (day, bool(re.search(r"(?:GMT|UTC|\+0000)\s*$", stamp))) if day else None
    except (ValueError, TypeError, IndexError, OverflowError):
        day = numeric_day(stamp) or day_of(stamp)
        return (day, False) if day else None


def day_in_address(url: str | None) -> str | None:
    """Return the day that an address has in its path; of several different ones None."""
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    days = set()
    for match in _IN_ADDRESS.finditer(path):
        month, day = next(((m, d) for m, d in ((match[3], match[4]), (match[5], match[6]), (match[7], match[8])) if m), ("", ""))
        if valid := _valid(match[1], month, day):
            days.add(valid)
    return days.pop() if len(days) == 1 else None


def _stated(tree: lxml.html.HtmlElement, head: Head, day_of: DayOf) -> tuple[str | None, bool]:
    """Return the day that the page states for machines, and whether it is counted in UTC."""
    described = head.report.get("datePublished")
    marked = (_marked(element) for element in tree.iter() if _says_published(element))
    for stamp in (described, *(head.metas.get(name) for name in _METAS), *marked):
        found = day_of_stamp(stamp, day_of) if isinstance(stamp, str) and stamp.strip() else None
        if found is not None and _sane(found[0]):
            return found
    return None, False


def _says_published(element: lxml.html.HtmlElement) -> bool:
    """Return whether an element is marked as the time of publication."""
    if not isinstance(element.tag, str) or element.tag == "meta":
        return False
    return "datepublished" in (element.get("itemprop") or "").lower() or (element.tag == "time" and element.get("pubdate") is not None)


def _marked(element: lxml.html.HtmlElement) -> str:
    """Return the time that an element states."""
    return element.get("datetime") or element.get("content") or text_of(element)[:80]


def _shown(tree: lxml.html.HtmlElement, head: Head, day_of: DayOf) -> str | None:
    """Return the day that a line near the headline shows, behind it first, then before it.

    Before it stands the day of the visit as well, so that only a line with a label or a time counts there.
    """
    if head.headline is None:
        return None
    before = (line for line in _before(head.headline) if _CLOCK.search(folded(line)) or is_stamp_label(line))
    days = (_line_day(line, day_of) for line in (*_behind(head.headline), *before))
    return next((day for day in days if day is not None), None)


def _line_day(line: str, day_of: DayOf) -> str | None:
    """Return the day of publication that a line states."""
    if is_updated(line) or is_masthead(line) or not re.search(r"\d", line):
        return None
    stamp = _STAMP.match(line)
    day = (stamp and _valid(stamp[1], stamp[2], stamp[3])) or numeric_day(line) or day_of(line)
    return _sane(day) if day else None


def _behind(headline: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the short lines behind a headline up to the first paragraph."""
    for line in itertools.islice(_following(headline), _NEAR_LINES):
        if is_prose(line):
            return
        if len(line.split()) <= _LINE_WORDS:
            yield line


def _before(headline: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the short lines before a headline in its block, and of the block before that."""
    block = headline.getparent()
    elements = [*headline.itersiblings(preceding=True), *([] if block is None else itertools.islice(block.itersiblings(preceding=True), 1))]
    for line in itertools.islice((line for element in elements for line in _lines(element)), _NEAR_LINES):
        if len(line.split()) <= _LINE_WORDS:
            yield line


def _following(headline: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the lines of the page behind a headline, nearest first."""
    element = headline
    while element is not None:
        for sibling in element.itersiblings():
            yield from _lines(sibling)
        element = element.getparent()


def _lines(element: lxml.html.HtmlElement, depth: int = 0) -> Iterator[str]:
    """Yield the lines of an element: of ``time`` the machine's form, of others what they hold without further elements."""
    if not isinstance(element.tag, str) or element.tag in _UNSHOWN or depth > _DEEPEST or _is_other(element):
        return
    if element.tag == "time" and element.get("datetime"):
        yield element.get("datetime")
        return
    whole = text_of(element)
    if len(whole.split()) <= _LINE_WORDS or element.tag == "p":
        yield from [whole] if whole and element.find(".//time[@datetime]") is None else _parts(element, depth)
    else:
        yield from _parts(element, depth)


def _parts(element: lxml.html.HtmlElement, depth: int) -> Iterator[str]:
    """Yield the lines within an element."""
    if own := " ".join((element.text or "").split()):
        yield own
    for child in element:
        yield from _lines(child, depth + 1)
        if tail := " ".join((child.tail or "").split()):
            yield tail


def _is_other(element: lxml.html.HtmlElement) -> bool:
    """Return whether an element holds other reports or what the site shows on every page."""
    if element.tag == "footer":
        # an article's own says when and by whom
        return next(element.iterancestors("article", "main"), None) is None
    return element.tag in ("aside", "nav") or bool(_OTHER_BLOCKS.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _valid(year: str, month: str, day: str) -> str | None:
    """Return a day as ISO 8601 if there is such a day."""
    try:
        return _sane(datetime.date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return None


def _sane(day: str) -> str | None:
    """Return a day that a page can be of."""
    return day if _FIRST_YEAR <= int(day[:4]) <= _LAST_YEAR else None


def _date(day: str) -> datetime.date:
    """Return an ISO day as a date."""
    return datetime.date.fromisoformat(day)
