"""Feeds are asked when they are due, only for what is new, and what they bring is added once."""

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import made
import pytest
from sqlalchemy import select

from mithaq import Register, RegisterError
from mithaq.register.tables import documents, feeds
from mithaq.register.watching import Feed, Polled, read_feeds, watch
from mithaq.sources.addresses import Fetcher
from mithaq.sources.item import SourceOptions

TEXT = "وصل وزير الخارجية المصري إلى الخرطوم يوم الأحد في زيارة رسمية تستغرق يومين يلتقي خلالها كبار المسؤولين، بحسب البيان رقم"


def feed_of(count: int, base: str) -> bytes:
    entries = "".join(f"<item><title>خبر {n}</title><link>{base}/{n}</link><description>{TEXT} {n}.</description></item>" for n in range(count))
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أخبار</title>{entries}</channel></rss>'.encode()


class Host:
    """A host of this machine with one feed, which it sends only if it has changed."""

    def __init__(self) -> None:
        self.entries, self.broken = 2, False
        self.asked: list[str | None] = []
        self.pages: list[str] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/robots.txt":
                    self.send_error(404)
                    return
                if self.path != "/rss":
                    host.pages.append(self.path)
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(f"<html><body><p>{TEXT}{self.path}.</p></body></html>".encode())
                    return
                mark = f'"{host.entries}"'
                host.asked.append(self.headers["If-None-Match"])
                if host.broken:
                    self.send_error(500)
                elif self.headers["If-None-Match"] == mark:
                    self.send_response(304)
                    self.end_headers()
                else:
                    self.send_response(200)
                    self.send_header("ETag", mark)
                    self.send_header("Content-Type", "application/rss+xml")
                    self.end_headers()
                    self.wfile.write(feed_of(host.entries, host.url.removesuffix("/rss")))

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://feeds.example:{self.server.server_port}/rss"
        threading.Thread(target=lambda: self.server.serve_forever(0.02), daemon=True).start()


@pytest.fixture
def host() -> Iterator[Host]:
    one = Host()
    yield one
    one.server.shutdown()
    one.server.server_close()


def asked(register: Register, feed: Feed, **options: object) -> list[Polled]:
    fetcher = Fetcher(resolver=lambda *_: ["127.0.0.1"], allowed=lambda _: True, pause=lambda _: None)
    opening = SourceOptions(fetcher=fetcher)
    usual = {"once": True, "read": made.read_nothing, "prepare": int}
    return list(watch(register, [feed], jobs=1, options=opening, **{**usual, **options}))  # type: ignore[arg-type]


def test_what_is_new_is_added_once(place: str, host: Host) -> None:
    feed = Feed(url=host.url, outlet="المنار", language="ar")
    with Register(place) as register:
        (first,) = asked(register, feed)
        assert first.sum and (first.sum.new, first.sum.known) == (2, 0), first
        (again,) = asked(register, feed)
        assert again.unchanged
        host.entries = 3
        (later,) = asked(register, feed)
        assert later.sum and (later.sum.new, later.sum.known) == (1, 2)
        assert host.asked == [None, '"2"', '"2"']
        with register.connect() as connection:
            rows = connection.execute(select(documents.c.publisher, documents.c.language)).all()
            assert rows == [("المنار", "ar")] * 3
            assert connection.execute(select(feeds.c.etag, feeds.c.status)).all() == [('"3"', "1 added, 2 known, 0 set aside")]


def test_a_feed_that_fails_is_told_and_asked_again_from_where_it_was(place: str, host: Host) -> None:
    feed = Feed(url=host.url)
    with Register(place) as register:
        asked(register, feed)
        host.broken = True
        (failed,) = asked(register, feed)
        assert failed.error is not None and failed.error.code == "S024"
        host.broken = False
        (mended,) = asked(register, feed)
        assert mended.unchanged


def test_a_version_is_kept_only_when_all_of_it_is_in(place: str, host: Host) -> None:
    feed = Feed(url=host.url)
    with Register(place) as register:
        (failed,) = asked(register, feed, read=made.fail)
        assert failed.sum and failed.sum.failed == 2
        (again,) = asked(register, feed)
        assert again.sum and again.sum.new == 2
        assert host.asked == [None, None]


def test_the_page_of_an_entry_is_fetched_once(place: str, host: Host) -> None:
    fetcher = Fetcher(resolver=lambda *_: ["127.0.0.1"], allowed=lambda _: True, pause=lambda _: None)
    with Register(place) as register:
        told = watch(
            register, [Feed(url=host.url, language="ar", every="1m")], jobs=1, options=SourceOptions(fetcher=fetcher, follow=True), read=made.read_nothing, prepare=int,
            clock=itertools.count(0, 100).__next__, sleep=lambda _: None,
        )  # fmt: skip
        first = next(told)
        host.entries = 3
        later = next(told)
        assert first.sum and first.sum.new == 2 and later.sum and later.sum.new == 1
    assert host.pages == ["/0", "/1", "/2"]


def test_feeds_are_asked_when_they_are_due(tmp_path: Path, host: Host) -> None:
    time = [0.0]

    def sleep(seconds: float) -> None:
        time[0] += max(seconds, 1.0)

    with Register(tmp_path / "r.db") as register:
        found = asked(register, Feed(url=host.url, every="2m"), once=False, clock=lambda: time[0], sleep=sleep, stopping=lambda: time[0] > 300)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[[feed]]\n", "url"),
        ('[[feed]]\nurl = "http://a.example/"\nevery = "soon"\n', "'soon'"),
        ('[[feed]]\nurl = "http://a.example/"\nevery = "0m"\n', "at least 1m"),
        ('[[feed]]\nurl = "http://a.example/"\nlanguage = "xx"\n', "'xx'"),
        ('[[feed]]\nurl = "ftp://a.example/"\n', "http"),
        ('[[feed]]\nurl = "http://a.example/"\n' * 2, "listed twice"),
        ('[[feed]]\nurl = "http://a.example/"\nname = "x"\n', "name"),
        ("[[feed", "no list of feeds"),
    ],
)
def test_a_broken_list_of_feeds_is_told(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError, match="R011") as error:
        read_feeds(path, ["ar"])
    assert told in str(error.value)


def test_a_list_of_feeds_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\nurl = "https://a.example/rss"\noutlet = "المنار"\nlanguage = "ar"\nevery = "2h"\n[[feed]]\nurl = "https://b.example/"\n', encoding="utf-8")
    one, two = read_feeds(path, ["ar"])
    assert (one.outlet, one.language, one.every_s, two.every_s) == ("المنار", "ar", 7_200, 900)
