"""Web pages into articles: the body without what surrounds it, the title without the outlet's name, the date if stated."""

from __future__ import annotations

import copy
import itertools
import logging
import re
from collections.abc import Iterator

import lxml.html
import trafilatura

from mithaq.errors import SourceError
from mithaq.sources.files import Incoming, item_of
from mithaq.sources.furniture import is_prose, is_stamp, trimmed
from mithaq.sources.item import DayOf, Item, SourceOptions
from mithaq.sources.markup import charset_of, decode_page, parse_page, text_of
from mithaq.sources.page_dates import published_day
from mithaq.sources.page_heads import declared_language, head_of
from mithaq.sources.stream import Stream

# what the library notes about broken pages is for those who listen, and no line on standard error
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
MAX_PAGE_BYTES = 10_000_000
_NEVER = ("script", "style", "noscript", "template", "button", "nav", "footer", "aside", "figcaption", "iframe", "svg", "select")
# names of classes and ids of blocks around a report, as whole words
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:related(?:[-_]?(?:posts?|articles?|news|stories|topics|links|content))?|shar(?:e|ing|er|ethis)(?:[-_]?(?:buttons?|bar|box|links|icons?|this))?|social(?:[-_]?(?:share|media|links|icons?|buttons?))?"
    r"|(?:post|entry|article|news)[-_]tags?|tags?[-_]?(?:list|links|box|cloud|container)|tags|keywords|breadcrumbs?|copyrights?|copy-right|comments?(?:[-_]?(?:list|area|box|form|section|respond))?|respond"
    r"|captions?|img-?cap(?:tion)?|wp-caption-text|image-(?:caption|credit|title)|photo-(?:caption|credit)|newsletter|subscribe|most-?(?:read|viewed|popular)|trending|read-?(?:more|also|next)|also-?read|see-?also"
    r"|recommend(?:ed|ations?)|more-?(?:news|stories|from)|next-?prev(?:ious)?|prev(?:ious)?-?next|post-?navigation|author-?(?:box|bio|name)?|by-?line|writer|write-?by|(?:entry|post|article|news)-?(?:meta|info|date)|publish(?:ed)?-?(?:date|on|at|time)|print-?(?:button|link)|advert(?:isement)?s?|ads?-?(?:box|container|slot)|cookie-?(?:banner|notice))(?:$|[\s_-])",
    re.IGNORECASE,
)  # fmt: skip
_KEPT = frozenset({"html", "body", "main", "article", "h1"})
_CAPTION_WORDS = 25
_SMALL = 12
# of the words of all paragraphs, the share that no block around a report holds
_MOST_AROUND = 0.3
_BLANK = re.compile(r"[^\S\n]+")


def read_page(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield the report of a web page."""
    text = decode_page(stream.read(MAX_PAGE_BYTES), stream.name, charset_of(stream.media))
    yield page_item(text, stream.name, options, id=stream.stem, address=stream.url)


def page_item(html: str, where: str, options: SourceOptions, *, id: str = "", address: str | None = None) -> Item:
    """Return the report of a page.

    Args:
        address: where the page was fetched, if that is known.
    Raises:
        SourceError: for a page without a report.
    """
    tree = parse_page(html, where)
    head = head_of(tree, address)
    lines = body_lines(tree, head.title, options.day_of)
    if not lines:
        raise SourceError("S013", f"{where}: no report found on this page; expected paragraphs of text: save the words of the report as .txt")
    text = "\n".join(lines)
    incoming = Incoming(
        text=text,
        id=id,
        title=head.title,
        publisher=head.outlet,
        url=head.url,
        language=declared_language(head.language, text),
        published=published_day(tree, head, options.day_of),
    )
    return item_of(incoming, where, options, head.credits)


def body_lines(tree: lxml.html.HtmlElement, title: str | None, day_of: DayOf) -> list[str]:
    """Return the paragraphs of the report on a page, without what surrounds it; none if there is no report."""
    bare = copy.deepcopy(tree)
    for element in [one for one in bare.iter(*_NEVER) if one.getparent() is not None]:
        _drop(element)
    pruned = copy.deepcopy(bare)
    _prune(pruned, day_of)
    for candidate in (pruned, bare):
        lines = trimmed(_extracted(candidate), title, day_of)
        if any(is_prose(line) for line in lines):
            return lines
    return []


def _extracted(tree: lxml.html.HtmlElement) -> list[str]:
    """Return the lines that are found to be the main text of a page."""
    try:
        found = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    # a page can be broken in more ways than its library knows of; it is then a page without a report
    except Exception:  # noqa: BLE001
        return []
    text = found.text if found is not None and not isinstance(found, dict) and found.text else ""
    return [_BLANK.sub(" ", line).strip() for line in text.split("\n")]


def _prune(tree: lxml.html.HtmlElement, day_of: DayOf) -> None:
    """Take out of a tree what surrounds a report: by the kind of element, by its names, stamps by their words, captions by their place."""
    words = sum(len(text_of(paragraph).split()) for paragraph in tree.iter("p")) or len(text_of(tree).split())
    for element in list(tree.iter()):
        # some systems lay a form around the whole page, others only around the search or the comments
        if isinstance(element.tag, str) and element.tag not in _KEPT and (element.tag == "form" or _is_around(element)):
            size = len(text_of(element).split())
            if size <= words * _MOST_AROUND and not any(True for _ in element.iter("h1")):
                _drop(element)
    for element in [one for one in tree.iter("div", "span", "time", "small", "li", "td") if _is_small(one) and is_stamp(text_of(one), day_of)]:
        _drop(element)
    for table in [one for one in tree.iter("table") if next(one.iter("h1", "p"), None) is not None]:
        # laid out by tables: its cells are blocks
        for element in table.iter("table", "tbody", "thead", "tr", "td", "th"):
            element.tag = "div"
    for image in list(tree.iter("img", "picture")):
        caption = _caption_block(image)
        if caption is not None:
            _drop(caption)


def _is_small(element: lxml.html.HtmlElement) -> bool:
    """Return whether an element holds but a few others."""
    return sum(1 for _ in itertools.islice(element.iter(), _SMALL + 1)) <= _SMALL


def _is_around(element: lxml.html.HtmlElement) -> bool:
    """Return whether the names of an element say that it stands around a report."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(names.strip() and _AROUND.search(names))


def _caption_block(image: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the largest block around an image that holds a caption and nothing else, or None."""
    block = None
    element = image.getparent()
    while element is not None and element.tag not in (*_KEPT, "p"):
        words = text_of(element)
        if len(words.split()) > _CAPTION_WORDS or is_prose(words) or any(True for _ in element.iter("h1", "h2", "p", "time")):
            break
        block = element if words else block
        element = element.getparent()
    return block


def _drop(element: lxml.html.HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
