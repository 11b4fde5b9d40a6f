"""What a source is: told by its first bytes, then by what the server calls it, then by the ending of its name."""

from __future__ import annotations

import json
import re
from typing import Literal

from mithaq.sources.files import MARKS
from mithaq.sources.stream import Stream

Kind = Literal["text", "json", "jsonl", "page", "feed", "warc", "table", "parquet", "word", "pdf", "gzip", "zip"]

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    # Zstandard, which of all that is read only WARC files are packed with
    (b"\x28\xb5\x2f\xfd", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_ENDINGS: dict[str, Kind] = {
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page", ".mhtml": "text",
    ".rss": "feed", ".atom": "feed", ".csv": "table", ".tsv": "table", ".tab": "table", ".parquet": "parquet", ".warc": "warc", ".docx": "word", ".pdf": "pdf",
}  # fmt: skip
_MEDIA: dict[str, Kind] = {
    "text/html": "page", "application/xhtml+xml": "page", "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "text/csv": "table", "text/tab-separated-values": "table", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "application/json": "json",
}  # fmt: skip
_BEFORE_ELEMENTS = r"\A(?:\s|<\?xml[^>]*\?>|<\?xml-stylesheet[^>]*\?>|<!--.*?-->)*"
_FEED = re.compile(_BEFORE_ELEMENTS + r"(?:<!DOCTYPE\s+rss[^>]*>\s*)?<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(_BEFORE_ELEMENTS + r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)


def kind_of(stream: Stream) -> Kind:
    """Return what a source is."""
    head = stream.head
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _zip_kind(stream) if kind == "zip" else kind
    start = _as_text(head)
    if _FEED.search(start):
        return "feed"
    if _PAGE.search(start):
        return "page"
    media = stream.media.partition(";")[0].strip().lower()
    return _MEDIA.get(media) or _ENDINGS.get(stream.ending) or _told_by_text(stream, start)


def _zip_kind(stream: Stream) -> Kind:
    """Return what a ZIP file is: a Word document, another office document (refused as text), or files."""
    if stream.ending == ".zip":
        return "zip"
    if stream.ending in (".docx", ".docm") or b"word/" in stream.head:
        return "word"
    return "text" if b"[Content_Types].xml" in stream.head or b"mimetypeapplication/" in stream.head else "zip"


def _as_text(head: bytes) -> str:
    """Return the first bytes as text, for looking only."""
    encoding = next((encoding for mark, encoding in MARKS.items() if head.startswith(mark)), "utf-8-sig")
    return head.decode(encoding, errors="replace")


def _told_by_text(stream: Stream, start: str) -> Kind:
    """Return what a source is that nothing else tells: JSON by its beginning where it has no name, XML that is no feed, or text."""
    if stream.ending == ".xml":
        return "feed"
    if stream.ending or stream.path is not None or not start.lstrip().startswith("{"):
        return "text"
    try:
        json.loads(start.strip().partition("\n")[0])
    except (ValueError, RecursionError):
        return "json"
    return "jsonl"
