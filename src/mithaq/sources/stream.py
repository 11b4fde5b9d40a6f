"""Bytes with a name: the beginning can be looked at, and nothing is read without a limit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mithaq.errors import SourceError

HEAD_BYTES = 65_536
# empty lines in a row; a file of nothing else is made to keep its reader busy
MOST_BLANK_LINES = 100_000
_BLANK = (b"\n", b"\r\n")
_CHUNK = 1 << 20


class Stream:
    """The bytes of one source. ``name`` stands in messages, ``ending`` tells its form where the bytes do not."""

    def __init__(
        self, name: str, raw: BinaryIO, *, ending: str = "", stem: str = "", path: Path | None = None, media: str = "", url: str | None = None
    ) -> None:
        self.name = name
        self.ending = ending.lower()
        self.stem = stem
        self.path = path
        self.media = media
        self.url = url
        self.head, fault = _head(raw)
        self.file = io.BufferedReader(_Joined(self.head, raw, fault), _CHUNK)

    def read(self, limit: int) -> bytes:
        """Return all bytes.

        Raises:
            SourceError: for more than ``limit`` bytes.
        """
        data = _read_up_to(self.file, limit + 1)
        if len(data) > limit:
            raise SourceError("S016", f"{self.name}: more than {limit:,} bytes; expected at most that for one report; split it")
        return data

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Yield the lines without their line feed; None for one of more than ``limit`` bytes, which is passed over."""
        blank = 0
        while line := self.file.readline(limit + 1):
            blank = blank + 1 if line in _BLANK else 0
            if blank > MOST_BLANK_LINES:
                raise too_blank(self.name)
            if len(line) <= limit or line.endswith(b"\n"):
                yield line.rstrip(b"\n")
                continue
            while line and not line.endswith(b"\n"):
                line = self.file.readline(_CHUNK)
            yield None


def too_blank(name: str) -> SourceError:
    """Return the error of a source that goes on with empty lines."""
    return SourceError("S016", f"{name}: more than {MOST_BLANK_LINES:,} empty lines in a row; expected reports; remove the lines")


def _read_up_to(raw: BinaryIO, count: int) -> bytes:
    """Return the next ``count`` bytes, fewer only at the end; a pipe may give them in pieces."""
    parts: list[bytes] = []
    while count > 0 and (part := raw.read(min(count, _CHUNK))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _head(raw: BinaryIO) -> tuple[bytes, SourceError | None]:
    """Return the first bytes, and the fault that ended them too early."""
    parts: list[bytes] = []
    count = HEAD_BYTES
    try:
        while count > 0 and (part := raw.read(count)):
            parts.append(part)
            count -= len(part)
    except SourceError as error:
        return b"".join(parts), error
    return b"".join(parts), None


class _Joined(io.RawIOBase):
    """What was read already, then the rest or the fault that came instead."""

    def __init__(self, head: bytes, rest: BinaryIO, fault: SourceError | None) -> None:
        self._head = memoryview(head)
        self._rest = rest
        self._fault = fault

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            part = self._head[: len(buffer)]
            self._head = self._head[len(part) :]
        elif self._fault is not None:
            raise self._fault
        else:
            part = memoryview(self._rest.read(len(buffer)) or b"")
        buffer[: len(part)] = part
        return len(part)
