"""WARC files into articles: a page a record, archives of any size, read to where they are cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from mithaq.errors import SourceError
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.markup import charset_of, decode_page
from mithaq.sources.pages import MAX_PAGE_BYTES, page_item
from mithaq.sources.stream import Stream

_PAGES = ("text/html", "application/xhtml+xml")
_CHUNK = 1 << 16


def read_warc(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per page of a WARC file; requests, redirects, errors, pictures and the like are no reports.

    The date of the crawl is never taken for that of publication.
    """
    number = 0
    try:
        source = ArchiveIterator(
            cast(Any, _Readable(cast(BinaryIO, stream.file))),
            record_types=WarcRecordType.response | WarcRecordType.resource,
            parse_http=True,
            auto_decode="all",
            stream_detect=False,
            fsspec_args=False,
        )
        for record in source:
            number += 1
            if _is_page(record):
                yield _page(record, f"{stream.name}, record at byte {record.stream_pos}", options)
    except SourceError:
        raise
    # the library reports broken records by several kinds of error; what was read before one is kept
    except Exception as error:
        raise SourceError("S014", f"{stream.name}: broken or cut off after {number} records: {error}; the pages before were read; fetch it again") from error
    if number == 0:
        raise SourceError("S014", f"{stream.name}: no record of a page; expected a WARC file with responses")


def _is_page(record: Any) -> bool:
    """Return whether a record holds a page that was found."""
    media = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    status = record.http_headers.status_code if record.http_headers is not None else 200
    return status == 200 and media in _PAGES


def _page(record: Any, where: str, options: SourceOptions) -> Item:
    """Return the report of a page in a record."""
    address = record.headers.get("WARC-Target-URI")
    address = address.strip("<>") if address else None
    where = f"{where} ({address})" if address else where
    try:
        raw = _content(record, where)
        charset = record.http_charset if record.http_headers is not None else charset_of(record.headers.get("Content-Type") or "")
        return page_item(decode_page(raw, where, charset), where, options, address=address)
    except SourceError as error:
        return Item(where=where, error=error)


def _content(record: Any, where: str) -> bytes:
    """Return the bytes of a page.

    Raises:
        SourceError: for more than a page may have, or a body that is cut off or cannot be unpacked.
    """
    parts: list[bytes] = []
    size = 0
    try:
        while size <= MAX_PAGE_BYTES and (part := record.reader.read(_CHUNK)):
            parts.append(part)
            size += len(part)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError("S014", f"{where}: its body cannot be unpacked: {error}; fetch it again") from error
    if size > MAX_PAGE_BYTES:
        raise SourceError("S016", f"{where}: more than {MAX_PAGE_BYTES:,} bytes; expected at most that for one page")
    return b"".join(parts)


class _Readable:
    """The one method of a stream that the library needs, and its place."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._at = 0

    def read(self, size: int) -> bytes:
        data = self._inner.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at
