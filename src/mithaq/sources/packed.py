"""Packed files: gzip and ZIP, unpacked piece by piece and never beyond a limit."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from mithaq.errors import SourceError
from mithaq.sources.folders import PASSED_OVER
from mithaq.sources.item import Item
from mithaq.sources.stream import Stream

# text packs to a tenth; what grows a hundredfold beyond the first megabytes is made to fill memory and disks
MAX_RATIO = 100
FREE_BYTES = 64_000_000
MAX_PACKED_BYTES = 2_000_000_000
MAX_MEMBERS = 200_000
# what is packed and read whole: Word documents and ZIP files from a pipe
MAX_WHOLE_BYTES = 200_000_000
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError)


def unpack_gzip(stream: Stream) -> Iterator[Stream]:
    """Yield the one file within a gzip file, its name that of the packed one without ``.gz``."""
    inner = PurePosixPath(stream.stem) if stream.ending in (".gz", ".gzip") else PurePosixPath(stream.stem + stream.ending)
    counted = _Counted(stream.file)
    unpacked = _Bounded(gzip.GzipFile(fileobj=cast(BinaryIO, counted)), stream.name, counted)
    yield Stream(stream.name, cast(BinaryIO, unpacked), ending=inner.suffix, stem=inner.stem, media=stream.media, url=stream.url)


def unpack_zip(stream: Stream) -> Iterator[Stream | Item]:
    """Yield the files within a ZIP file, sorted by name; what cannot be unpacked as an item."""
    with open_zip(stream) as archive:
        members = sorted((info for info in archive.infolist() if _is_report(info)), key=lambda info: info.filename)
        if not members:
            raise SourceError("S011", f"{stream.name}: a ZIP file without files to read; expected reports in it")
        for info in members[:MAX_MEMBERS]:
            where = f"{stream.name}, {info.filename}"
            try:
                with archive.open(info) as member:
                    bounded = _Bounded(member, where, limit=_limit(info))
                    path = PurePosixPath(info.filename)
                    yield Stream(where, cast(BinaryIO, bounded), ending=path.suffix, stem=path.stem)
            except SourceError as error:
                yield Item(where=where, error=error)
            except _BROKEN as error:
                yield Item(where=where, error=_damaged(where, error))
        if len(members) > MAX_MEMBERS:
            raise SourceError("S016", f"{stream.name}: {len(members):,} files; the first {MAX_MEMBERS:,} were read; split it")


def open_zip(stream: Stream) -> zipfile.ZipFile:
    """Return a ZIP file, opened.

    Raises:
        SourceError: for one that is broken or cut off.
    """
    try:
        if stream.path is not None:
            return zipfile.ZipFile(stream.path)
        return zipfile.ZipFile(io.BytesIO(stream.read(MAX_WHOLE_BYTES)))
    except (*_BROKEN, ValueError) as error:
        raise _damaged(stream.name, error) from error


def _is_report(info: zipfile.ZipInfo) -> bool:
    """Return whether a member of a ZIP file may hold reports."""
    path = PurePosixPath(info.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return bool(info.filename) and not info.is_dir() and not hidden and path.suffix.lower() not in PASSED_OVER


def _limit(info: zipfile.ZipInfo) -> int:
    """Return how many bytes a member may unpack to."""
    return min(max(FREE_BYTES, info.compress_size * MAX_RATIO), MAX_PACKED_BYTES)


def _damaged(where: str, error: BaseException) -> SourceError:
    """Return the error of a packed file that is broken, cut off or locked."""
    reason = "it is locked with a password" if isinstance(error, RuntimeError) and "password" in str(error) else str(error) or type(error).__name__
    return SourceError("S014", f"{where}: a packed file that cannot be unpacked: {reason}; fetch or pack it again")


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read of it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer)) or b""
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Bounded(io.RawIOBase):
    """Unpacked bytes that end with an error where the packed ones do, or where they grow beyond measure."""

    def __init__(self, inner: Any, where: str, packed: _Counted | None = None, limit: int = 0) -> None:
        self._inner = inner
        self._where = where
        self._packed = packed
        self._limit = limit
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            # one step at a time, so that what was unpacked before a fault is not lost
            data = self._inner.read1(len(buffer))
        except _BROKEN as error:
            raise _damaged(self._where, error) from error
        buffer[: len(data)] = data
        self._count += len(data)
        limit = self._limit or max(FREE_BYTES, (self._packed.count if self._packed else 0) * MAX_RATIO)
        if self._count > limit:
            raise SourceError("S016", f"{self._where}: unpacks to more than {limit:,} bytes; expected at most {MAX_RATIO} times its size: unpack it yourself if it can be trusted")
        return len(data)
