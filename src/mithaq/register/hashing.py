"""Short names and numbers that stand for words, the same on every machine."""

from __future__ import annotations

import base64
import functools
import hashlib


def short_hash(*parts: str) -> str:
    """Return twelve small letters and digits that stand for the parts: 60 bits."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:10])[:12].decode().lower()


@functools.lru_cache(1 << 16)
def hashed(key: str) -> int:
    """Return the number under which a key is looked up: 63 bits."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
