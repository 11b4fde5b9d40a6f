"""Feeds that are asked again and again, and what is new in them added to the register."""

from __future__ import annotations

import io
import re
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from mithaq.errors import RegisterError, SourceError
from mithaq.register.adding import Sum, add
from mithaq.register.clock import moment
from mithaq.register.packing import PackedReading
from mithaq.register.register import Register
from mithaq.register.tables import feeds
from mithaq.register.work import Report, begin_work, read_report
from mithaq.sources.addresses import Answer, Version, parsed, shared_fetcher
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import items_of
from mithaq.sources.stream import Stream

_EVERY = re.compile(r"(\d+)([mhd])")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}
# how often one looks whether watching is to stop, in seconds
_LOOK_S = 0.5


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed to be watched. ``every`` is minutes, hours or days: ``15m``, ``2h``, ``1d``."""

    url: str
    outlet: str | None = None
    language: str | None = None
    every: str = "15m"

    @property
    def every_s(self) -> int:
        """The time between two questions, in seconds."""
        found = _EVERY.fullmatch(self.every)
        return int(found[1]) * _SECONDS[found[2]] if found else 0


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """One question to a feed: what it brought, or why it brought nothing."""

    feed: Feed
    sum: Sum | None = None
    error: SourceError | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the host says that nothing is new."""
        return self.sum is None and self.error is None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A file of feeds."""

    feed: list[Feed]


def read_feeds(path: Path, languages: Iterable[str]) -> list[Feed]:
    """Return the feeds that a TOML file lists, each in a table ``[[feed]]``.

    Raises:
        RegisterError: R011 where the file is missing or something in it is not as it must be.
    """
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).feed
    except (OSError, ValueError, msgspec.ValidationError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RegisterError("R011", f"{path}: no list of feeds: {reason}; expected tables [[feed]] with url, and outlet, language and every as needed") from error
    for number, feed in enumerate(found, 1):
        _check(feed, f"{path}, feed {number}", languages)
    twice = sorted({feed.url for feed in found if sum(other.url == feed.url for other in found) > 1})
    if twice:
        raise RegisterError("R011", f"{path}: listed twice: {', '.join(twice)}; leave one of them")
    return found


def _check(feed: Feed, where: str, languages: Iterable[str]) -> None:
    """Raise if a feed cannot be watched."""
    if not feed.every_s >= 60:
        raise RegisterError("R011", f"{where}, every: {feed.every!r}; expected minutes, hours or days such as 15m, 2h, 1d, at least 1m")
    known = list(languages)
    if feed.language is not None and feed.language not in known:
        raise RegisterError("R011", f"{where}, language: {feed.language!r} has no pack; expected one of: {', '.join(known)}")
    try:
        parsed(feed.url)
    except SourceError as error:
        raise RegisterError("R011", f"{where}, url: {error}") from error


def watch(
    register: Register,
    watched: Iterable[Feed],
    *,
    once: bool = False,
    jobs: int | None = None,
    options: SourceOptions | None = None,
    stopping: Callable[[], bool] = lambda: False,
    told: Callable[[Sum], None] = lambda _: None,
    read: Callable[[Report], PackedReading] = read_report,
    prepare: Callable[[], object] = begin_work,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Polled]:
    """Yield what each question to a feed brought, until stopped; with ``once`` each feed is asked once.

    A host is asked for what is newer than what it sent last, as far as it says (ETag, Last-Modified); both are kept in
    the register. A feed that fails is told and asked again when it is due next. Pages that entries link to are fetched
    once, not each time the feed brings something new.

    Args:
        options: how pages are opened; the network is asked in any case.
        stopping: where it returns True no further feed is asked.
        told: is called after each report.

    Raises:
        RegisterError: if the register cannot be written.
    """
    due: dict[str, float] = {}
    chosen = list(watched)
    opening = replace(options or SourceOptions(), network=True)
    pages: dict[str, set[str]] = {feed.url: set() for feed in chosen}
    while not stopping():
        for feed in chosen:
            if clock() >= due.get(feed.url, 0.0) and not stopping():
                due[feed.url] = clock() + feed.every_s
                yield _poll(register, feed, replace(opening, language=feed.language, pages=pages[feed.url]), {"jobs": jobs, "stopping": stopping, "told": told, "read": read, "prepare": prepare})
        if once:
            return
        sleep(max(0.0, min(_LOOK_S, min(due.values(), default=0.0) - clock())))


def _poll(register: Register, feed: Feed, options: SourceOptions, adding: Mapping[str, Any]) -> Polled:
    """Ask a feed, add what it brings, and write down how it went; its version only once all of it is in."""
    known, pages = _version(register, feed.url), set(options.pages or ())
    try:
        answer = (options.fetcher or shared_fetcher()).fetch(feed.url, known)
    except SourceError as error:
        _note(register, feed.url, known, str(error))
        return Polled(feed=feed, error=error)
    if answer.unchanged:
        _note(register, feed.url, known, "unchanged")
        return Polled(feed=feed)
    total = add(register, _items(feed, answer, options), command=f"watch {feed.url}", **adding)
    # reports that failed are tried again when the feed comes again, and so is what an interruption left out
    whole = not (total.interrupted or total.failed)
    if not whole and options.pages is not None:
        options.pages.intersection_update(pages)
    _note(register, feed.url, answer.version if whole else Version(), f"{total.new} added, {total.known} known, {total.failed} set aside")
    return Polled(feed=feed, sum=total)


def _items(feed: Feed, answer: Answer, options: SourceOptions) -> Iterator[Item]:
    """Yield the reports of a feed under the outlet that the file gives it."""
    stream = Stream(answer.url, io.BytesIO(answer.body), media=answer.media, url=answer.url)
    for item in items_of(stream, options):
        named = feed.outlet is not None and item.article is not None
        yield replace(item, article=msgspec.structs.replace(item.article, publisher=feed.outlet)) if named and item.article else item


def _version(register: Register, url: str) -> Version:
    """Return what a feed's host said of it last."""
    with register.connect() as connection:
        row = connection.execute(select(feeds.c.etag, feeds.c.modified).where(feeds.c.url == url)).first()
    return Version(row.etag or "", row.modified or "") if row is not None else Version()


def _note(register: Register, url: str, version: Version, status: str) -> None:
    """Write down how asking a feed went."""
    with register.begin() as connection:
        values = {"etag": version.etag or None, "modified": version.modified or None, "polled": moment(connection), "status": status}
        if not connection.execute(update(feeds).where(feeds.c.url == url).values(values)).rowcount:
            connection.execute(insert(feeds).values(url=url, **values))
