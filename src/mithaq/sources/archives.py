"""WARC files into articles: a page a record, archives of any size, read to where they are cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from mithaq.errors import SourceError
from mithaq.sources.bodies import unchunked, unpacked
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.markup import charset_of, decode_page
from mithaq.sources.pages import MAX_PAGE_BYTES, page_item
from mithaq.sources.stream import Stream

_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per page of a WARC file; requests, redirects, errors, pictures and the like are no reports.

    The date of the crawl is never taken for that of publication.
    """
    number = pages = expected = 0
    is_told = False
    source = _Readable(stream)
    try:
        for record in _records(source):
            number, is_told = number + 1, False
            expected = record.stream_pos + _least_bytes(record)
            if _is_page(record):
                pages += 1
                item = _page(record, f"{stream.name}, record at byte {record.stream_pos}", options)
                if source.broken is not None:
                    # told once, of the whole file
                    raise source.broken
                is_told = item.error is not None and item.error.code == "S014"
                yield item
    except SourceError:
        raise
    # the library reports broken records by several kinds of error; what was read before one is kept
    except Exception as error:
        raise SourceError("S014", f"{stream.name}: broken or cut off after {number} records: {error}; the pages before were read; fetch it again") from error
    if number == 0:
        raise SourceError("S014", f"{stream.name}: no record of a page; expected a WARC file with responses")
    # a record ends with an empty line
    is_cut = source.tell() < expected or not source.last.endswith(b"\n")
    if is_cut and not is_told and not stream.head.startswith(_ZSTANDARD):
        raise SourceError("S014", f"{stream.name}: cut off within record {number} or behind it; the pages before were read; fetch it again")
    if pages == 0:
        raise SourceError("S013", f"{stream.name}: {number:,} records, none of them a page; expected responses that hold HTML")


def _least_bytes(record: Any) -> int:
    """Return how many bytes a record takes at the least, its head without spaces."""
    head = sum(len(name) + len(value) + 2 for name, value in record.headers.items())
    return head + int(record.headers.get("Content-Length") or 0)


def _records(source: _Readable) -> Iterator[Any]:
    """Yield the records that may hold pages."""
    yield from ArchiveIterator(
        cast(Any, source),
        record_types=WarcRecordType.response | WarcRecordType.resource,
        parse_http=True,
        auto_decode="none",
        fsspec_args=False,
    )


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
        raw = _body(record, where)
        media = record.headers.get("Content-Type") if record.http_headers is None else record.http_headers.get("Content-Type")
        return page_item(decode_page(raw, where, charset_of(media or "")), where, options, address=address)
    except SourceError as error:
        return Item(where=where, error=error)


def _body(record: Any, where: str) -> bytes:
    """Return the bytes of a page.

    Raises:
        SourceError: for a body that is cut off, cannot be unpacked, or is longer than that of one page.
    """
    size = record.content_length
    if size > MAX_PAGE_BYTES:
        raise SourceError("S016", f"{where}: {size:,} bytes; expected at most {MAX_PAGE_BYTES:,} for one page")
    raw = record.reader.read(size) if size else b""
    if len(raw) < size:
        raise SourceError("S014", f"{where}: cut off, {len(raw):,} of {size:,} bytes; fetch it again")
    headers = record.http_headers if record.http_headers is not None else {}
    if (headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        raw = unchunked(raw)
    return unpacked(raw, headers.get("Content-Encoding") or "", MAX_PAGE_BYTES, where)


class _Readable:
    """The methods of a stream that the library needs; what can be read before an error is given before it."""

    def __init__(self, stream: Stream) -> None:
        self._inner = stream.file
        self._at = 0
        self.last = b""
        self.broken: SourceError | None = None

    def read(self, size: int) -> bytes:
        try:
            data = self._inner.read1(size)
        except SourceError as error:
            self.broken = error
            raise
        self._at += len(data)
        self.last = data[-1:] or self.last
        return data

    def tell(self) -> int:
        return self._at
