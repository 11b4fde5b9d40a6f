"""RSS and Atom feeds into articles: what an entry holds of its report, or the whole page where that may be fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import feedparser

from mithaq.errors import SourceError
from mithaq.sources.files import Incoming, item_of
from mithaq.sources.furniture import trimmed
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.markup import lines_of
from mithaq.sources.page_dates import day_of_stamp
from mithaq.sources.page_heads import declared_language
from mithaq.sources.stream import Stream

MAX_FEED_BYTES = 20_000_000


def read_feed(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per entry; where the feed is broken XML, what could be read of it, and then the error."""
    raw = stream.read(MAX_FEED_BYTES)
    if not raw.strip():
        raise SourceError("S001", f"{stream.name}: empty; expected an RSS or Atom feed")
    feed = _parsed(raw, stream)
    entries = feed.get("entries", [])
    for number, entry in enumerate(entries, 1):
        where = f"{stream.name}, entry {number}"
        if options.network and options.follow and entry.get("link") in (options.pages or ()):
            continue
        try:
            yield _entry_item(entry, feed.get("feed", {}), where, options)
        except SourceError as error:
            yield Item(where=where, error=error)
    problem = feed.get("bozo_exception")
    # only a sign of trouble where something is missing: feeds that declare a wrong encoding are read all the same
    if not entries:
        raise SourceError("S020", f"{stream.name}: a feed without entries{_reason(problem)}; expected RSS or Atom")
    if problem is not None and _breaks_off(problem):
        raise SourceError("S020", f"{stream.name}: broken XML{_reason(problem)}; {len(entries)} entries could be read, others may be missing; fetch it again")


def _parsed(raw: bytes, stream: Stream) -> Any:
    """Return a feed as its library reads it.

    Raises:
        SourceError: where the library gives up.
    """
    headers = {"content-type": stream.media} if stream.media else {}
    try:
        return feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    # the library reads anything; what it stumbles over is a feed that cannot be read
    except Exception as error:
        raise SourceError("S020", f"{stream.name}: no feed that can be read{_reason(error)}; fetch it again") from error


def _entry_item(entry: Any, feed: Any, where: str, options: SourceOptions) -> Item:
    """Return the item of an entry: the page it links to if pages may be fetched, else what it says itself."""
    link = entry.get("link") or None
    if options.network and options.follow and link:
        whole = _followed(link, options)
        if whole is not None:
            return whole
    title = " ".join(lines_of(entry.get("title") or "")) or None
    text = "\n".join(_lines(entry, title, options))
    if not text:
        raise SourceError("S001", f"{where}: empty; expected a report's text, or fetch the pages of the entries with --network --follow")
    incoming = Incoming(
        text=text,
        id=_id(entry),
        title=title,
        publisher=_publisher(entry, feed, link),
        url=link,
        language=declared_language(feed.get("language"), text),
        published=_day(entry, options),
    )
    return item_of(incoming, where, options, [entry["author"]] if entry.get("author") else [])


def _followed(link: str, options: SourceOptions) -> Item | None:
    """Return the report of the page that an entry links to, or None if it cannot be had."""
    from mithaq.sources.addresses import fetched
    from mithaq.sources.pages import read_page

    try:
        item = next(read_page(fetched(link, options), options))
    except SourceError:
        return None
    if options.pages is not None:
        options.pages.add(link)
    return item


def _lines(entry: Any, title: str | None, options: SourceOptions) -> list[str]:
    """Return the paragraphs of an entry: its content, or its summary where that is longer."""
    bodies = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    found = [trimmed(lines_of(body), title, options.day_of) for body in bodies if body.strip()]
    return max(found, key=lambda lines: sum(map(len, lines)), default=[])


def _id(entry: Any) -> str:
    """Return the id of an entry, unless that is its address."""
    stated = str(entry.get("id") or "")
    return "" if "://" in stated else stated


def _publisher(entry: Any, feed: Any, link: str | None) -> str | None:
    """Return the outlet of an entry: the source it names, the address it links to, or the feed's title."""
    source = entry.get("source") or {}
    for address in (source.get("href"), link, feed.get("link")):
        try:
            host = urlsplit(address).hostname if address else None
        except ValueError:
            host = None
        if host:
            return host.removeprefix("www.")
    return source.get("title") or feed.get("title") or None


def _day(entry: Any, options: SourceOptions) -> str | None:
    """Return the day an entry was published, where the outlet is; the time of a change is none."""
    stated = entry.get("published")
    found = day_of_stamp(stated, options.day_of) if isinstance(stated, str) and stated.strip() else None
    return found[0] if found else None


def _breaks_off(problem: BaseException) -> bool:
    """Return whether what the library noticed may have cost entries."""
    return not isinstance(problem, (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType))


def _reason(problem: BaseException | None) -> str:
    """Return what is wrong, for a message."""
    text = re.sub(r"<unknown>:", "line ", str(problem)) if problem is not None else ""
    return f" ({text})" if text else ""
