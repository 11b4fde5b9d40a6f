"""WARC files: a page a record, whatever breaks off; the day of the crawl is no day of publication."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import BODY, FIRST, PAGES, TITLE, paragraphs

from mithaq.reader import Reader
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source

PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{paragraphs()}</body></html>".encode()


def record(body: bytes = PAGE, *, kind: str = "response", status: str = "200 OK", headers: str = "Content-Type: text/html; charset=utf-8", uri: str = "https://www.delta.example/2025/04/04/a", date: str = "2026-01-01T00:00:00Z") -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n".encode() if kind == "response" else b""
    media = "application/http; msgtype=response" if kind == "response" else headers.partition(": ")[2]
    block = http + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


INFO = record(b"software: x\r\n", kind="warcinfo", headers="Content-Type: application/warc-fields")


def read(path: Path, raw: bytes) -> list[Item]:
    path.write_bytes(raw)
    return list(open_source(str(path), options=SourceOptions(day_of=Reader(["ar"]).stated_day)))


def articles(items: list[Item]) -> Iterator[str]:
    return (item.article.text for item in items if item.article is not None)


def test_pages_are_read_with_their_addresses(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.warc", INFO + record() + record(uri="https://delta.example/b"))
    assert first.article.text.split("\n") == BODY and first.article.publisher == "delta.example" and first.article.id == ""
    assert first.article.published.start == "2025-04-04" and first.article.url == "https://www.delta.example/2025/04/04/a"
    assert second.article.published is None
    assert f"record at byte {len(INFO)}" in first.where and "https://www.delta.example/2025/04/04/a" in first.where


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", headers="Content-Type: application/http; msgtype=request"),
        record(status="404 Not Found"), record(status="301 Moved"), record(b"\x89PNG", headers="Content-Type: image/png"),
        record(b"a { }", headers="Content-Type: text/css"), record(b"", kind="revisit", headers="Content-Type: application/http; msgtype=response"),
    ]  # fmt: skip
    (item,) = read(tmp_path / "a.warc", b"".join([INFO, *others, record()]))
    assert item.article.title == TITLE


def test_packed_archives_and_bodies_are_unpacked(tmp_path: Path) -> None:
    packed = record(gzip.compress(PAGE), headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    raw = [INFO, record(), packed, record(chunked, headers="Content-Type: text/html\r\nTransfer-Encoding: chunked"), record(PAGE, kind="resource", headers="Content-Type: text/html")]
    items = read(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, raw)))
    assert [text.split("\n") for text in articles(items)] == [BODY] * 4
    assert len({item.where for item in items}) == 4


def test_page_without_a_report_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.warc", record(b"<html><body><nav>x</nav></body></html>") + record())
    assert first.error.code == "S013" and "record at byte 0" in str(first.error) and second.article.title == TITLE


@pytest.mark.parametrize("packed", [False, True])
def test_archive_that_is_cut_off_keeps_what_was_read(tmp_path: Path, packed: bool) -> None:
    parts = [INFO, record(), record()]
    raw = b"".join(map(gzip.compress, parts)) if packed else b"".join(parts)
    within = len(parts[-1]) if not packed else len(gzip.compress(parts[-1]))
    for lost in (len(PAGE) // 2 if not packed else 200, within - 30):
        items = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), raw[:-lost])
        assert next(iter(articles(items))).split("\n") == BODY
        (told,) = (item.error for item in items if item.error is not None)
        assert told is items[-1].error and told.code == "S014" and "again" in str(told)


def test_damaged_member_keeps_what_was_read(tmp_path: Path) -> None:
    good, bad = gzip.compress(record()), bytearray(gzip.compress(record()))
    bad[40:60] = b"\x00" * 20
    items = read(tmp_path / "a.warc.gz", good + bytes(bad) + good)
    assert next(iter(articles(items))).split("\n") == BODY and any(item.error and item.error.code == "S014" for item in items)


def test_archive_without_pages_is_told(tmp_path: Path) -> None:
    for number, raw in enumerate([INFO, b"WARC/1.0\r\n", b"WARC/1.0\r\nnonsense", b"WARC/" + b"\x00" * 50]):
        (item,) = read(tmp_path / f"{number}.warc", raw)
        assert item.error is not None and item.error.code == "S014"


def test_body_that_grows_beyond_measure_is_refused(tmp_path: Path) -> None:
    bomb = zlib.compress(b"<html>" + b" " * 200_000_000)
    first, second = read(tmp_path / "a.warc", record(bomb, headers="Content-Type: text/html\r\nContent-Encoding: deflate") + record())
    assert first.error.code == "S016" and second.article.title == TITLE


def test_archive_of_many_pages_is_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record() * 50 + b"broken")
    items = open_source(str(path), options=SourceOptions())
    assert next(items).article is not None and next(items).article is not None
    items.close()


def test_pages_of_every_shape_are_read_from_an_archive(tmp_path: Path) -> None:
    items = read(tmp_path / "a.warc", b"".join(record(page.html.encode(), headers="Content-Type: text/html") for page in PAGES.values()))
    assert [text.split("\n") for text in articles(items)] == [list(page.body) for page in PAGES.values()]
    assert FIRST in next(articles(items))
