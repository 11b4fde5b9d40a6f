"""Bodies of HTTP answers, unpacked within a limit: chunks, gzip, deflate, Brotli."""

from __future__ import annotations

import re
import zlib

import brotli

from mithaq.errors import SourceError

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")
_ZLIB = frozenset({"gzip", "x-gzip", "deflate"})
_PLAIN = frozenset({"", "identity", "none", "utf-8"})


def unpacked(raw: bytes, encoding: str, limit: int, where: str) -> bytes:
    """Return a body as it was before it was packed.

    Args:
        encoding: what the Content-Encoding says; several are undone last first.
    Raises:
        SourceError: for a packing that is not known or broken, and for more than ``limit`` bytes.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in _PLAIN:
            continue
        try:
            raw = _unpacked_once(raw, name, limit)
        except (zlib.error, brotli.error) as error:
            raise SourceError("S014", f"{where}: packed with {name}, which cannot be unpacked: {error}; fetch it again") from error
        except LookupError as error:
            raise SourceError("S014", f"{where}: packed as {name!r}; expected gzip, deflate, br or nothing: fetch it again without") from error
        if len(raw) > limit:
            raise SourceError("S016", f"{where}: unpacks to more than {limit:,} bytes; expected at most that for one page")
    return raw


def unchunked(raw: bytes) -> bytes:
    """Return a body that was sent in chunks as one; a body that is no chunks, as crawlers store it, as it is."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(raw, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(raw[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if raw[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) if parts and at >= len(raw) else raw


def _unpacked_once(raw: bytes, name: str, limit: int) -> bytes:
    """Return bytes with one packing undone, at most one byte more than ``limit``.

    Raises:
        LookupError: for a packing that is not known.
    """
    if name in _ZLIB:
        return _inflated(raw, limit)
    if name != "br":
        raise LookupError(name)
    unpacker = brotli.Decompressor()
    parts = [unpacker.process(raw, output_buffer_limit=limit + 1)]
    while sum(map(len, parts)) <= limit and not unpacker.is_finished() and not unpacker.can_accept_more_data():
        parts.append(unpacker.process(b"", output_buffer_limit=limit + 1))
    return b"".join(parts)


def _inflated(raw: bytes, limit: int) -> bytes:
    """Return the bytes of gzip or zlib data; of deflate without a head, as some servers send it, too."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(raw, limit + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, limit + 1)
