"""Any bytes under any name are items, each with an article or an error; nothing else is raised."""

import functools
import gzip
import io
import itertools
import tempfile
import zipfile
from pathlib import Path

import pyarrow
import pyarrow.parquet
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mithaq.errors import SourceError
from mithaq.sources.columns import parse_columns
from mithaq.sources.datelines import read_dateline, read_signature
from mithaq.sources.duplicates import Signature, signature
from mithaq.sources.furniture import trimmed
from mithaq.sources.item import Item, SourceOptions, numeric_day
from mithaq.sources.open import open_source
from mithaq.sources.page_dates import day_in_address, day_of_stamp

REPORT = "وقّعت النيجر وتونس مذكرة تفاهم في مجال المياه، وقال الوزير إن بلاده ستفتح سفارة."
NAMES = ["x", "x.txt", "x.html", "x.xml", "x.rss", "x.csv", "x.tsv", "x.json", "x.jsonl", "x.warc", "x.warc.gz", "x.gz", "x.zip", "x.docx", "x.pdf", "x.parquet"]
TAGS = ["<html>", "<p>", "</p>", "<div class='related'>", "</div>", "<h1>", "</h1>", "<br>", "<table><tr><td>", "</table>", "<script>", "<time datetime='2025-04-03'>", "<img src=a>", "<!--", "-->",
        "<meta property='article:published_time' content='2025-99-99T'>", "<script type='application/ld+json'>{\"@type\":[1,{}]}</script>", "<link rel=canonical href='http://['>", "&#0;", "&amp;", REPORT, "3 أبريل 2025",
        "<rss><channel><item>", "<description>", "</description>", "</item>", "<feed><entry>", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='x'?>", "WARC/1.0\r\n", "Content-Length: 99\r\n\r\n", "HTTP/1.1 200 OK\r\n",
        "WARC-Type: response\r\n", "text,id\n", '"', ",", "\n", "\x00", "{", "}", '{"text": "x"}']  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=8)), max_size=30).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
HEADS = st.sampled_from([b"", b"%PDF-1.7\n", b"WARC/1.0\r\n", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"<html>", b"<rss>", b"\xff\xfe", b"\xef\xbb\xbf"])
SLOW = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@functools.cache
def folder() -> Path:
    return Path(tempfile.mkdtemp())


@functools.cache
def whole() -> list[tuple[str, bytes]]:
    """Return files that are right, to be damaged."""
    zipped, table = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", REPORT)
        archive.writestr("b.html", f"<p>{REPORT}</p>")
    pyarrow.parquet.write_table(pyarrow.table({"text": [REPORT, REPORT]}), table)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>{REPORT}</p></html>".encode()
    record = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
    return [("x.zip", zipped.getvalue()), ("x.parquet", table.getvalue()), ("x.warc", record * 3), ("x.warc.gz", gzip.compress(record) * 3), ("x.csv", f'text,id\n"{REPORT}",1\n'.encode() * 3), ("x.xml", f"<rss><channel><item><description>{REPORT}</description></item></channel></rss>".encode())]  # fmt: skip


def items_of(name: str, raw: bytes) -> list[Item]:
    path = folder() / name
    path.write_bytes(raw)
    items = list(itertools.islice(open_source(str(path), options=SourceOptions()), 1000))
    for item in items:
        assert (item.article is None) != (item.error is None)
        assert item.where.startswith(str(path))
        if item.article is not None:
            assert item.article.text.strip()
        if item.error is not None:
            assert isinstance(item.error, SourceError) and str(item.error).startswith("[S0")
    assert items
    return items


@SLOW
@given(st.sampled_from(NAMES), HEADS, st.binary(max_size=300))
@example("x.warc", b"WARC/1.0\r\n", b"Content-Length: 99999999999999999999\r\n\r\n")
@example("x.html", b"", b"<!---->")
@example("x.csv", b"", b'text\n"')
def test_any_bytes_are_items(name: str, head: bytes, raw: bytes) -> None:
    items_of(name, head + raw)


@SLOW
@given(st.sampled_from(NAMES[:12]), SOUP)
def test_any_soup_of_tags_is_items(name: str, raw: bytes) -> None:
    items_of(name, raw)


@SLOW
@given(st.integers(0, 5), st.integers(0, 2000), st.binary(max_size=12), st.integers(0, 2000))
def test_any_damage_to_a_right_file_is_items(which: int, at: int, change: bytes, cut: int) -> None:
    name, raw = whole()[which]
    at %= len(raw)
    items_of(name, (raw[:at] + change + raw[at + len(change) :])[: len(raw) - cut % len(raw)])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(["الرياض", "واس", "رويترز", "(", ")", "-", "–", "/", ":", "،", "«", "»", "\n", " ", "3", "أبريل", ".", "وكالات", "المصدر"]), st.text(max_size=5)), max_size=20).map("".join))
@example("الرياض(الرياض).")
def test_any_text_has_a_dateline_within_it_or_none(text: str) -> None:
    found = read_dateline(text)
    assert found is None or (0 < found.end < len(text) and text[found.end :].strip() and found.place in text)
    assert read_signature(text) is None or text.strip()
    assert Signature.from_bytes(bytes(signature(text))) == signature(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12), st.text(max_size=20))
def test_trimming_keeps_lines_in_their_order(lines: list[str], title: str) -> None:
    kept = iter(lines)
    assert all(any(line == one for one in kept) for line in trimmed(lines, title, numeric_day))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_a_day_a_mapping_or_none(text: str) -> None:
    for found in (day_in_address(f"https://a.example/{text}"), day_in_address(text), numeric_day(text)):
        assert found is None or len(found) == 10
    assert (found_stamp := day_of_stamp(text, numeric_day)) is None or len(found_stamp[0]) == 10
    try:
        assert parse_columns(text)
    except SourceError as error:
        assert error.code == "S017"
