"""Files that are made once and kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return where they are kept: ``MITHAQ_CACHE``, else the user's cache folder."""
    base = os.environ.get("MITHAQ_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "mithaq"


def keep(path: Path, content: bytes) -> None:
    """Write a file aside and move it into place; a cache that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        return
