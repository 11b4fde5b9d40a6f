"""The files of a folder and of the folders within it, in one order everywhere; links that lead in circles end."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator

from mithaq.errors import SourceError
from mithaq.sources.item import Item

# what saved pages and archives keep beside reports: pictures, styles, scripts, fonts, sound, moving pictures
PASSED_OVER = frozenset(
    f".{ending}"
    for ending in ["jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "ico", "svg", "tif", "tiff", "css", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "mov", "avi", "mkv", "swf"]
)

# what programs that fill folders with tables write beside them: marks of success, ledgers, indexes
_BESIDE = re.compile(r"_(?:SUCCESS|metadata|common_metadata|ledger[\w-]*\.jsonl)")


def files_in(folder: str) -> Iterator[str | Item]:
    """Yield the paths of the files in a folder, sorted by name, folders where their name stands; what cannot be opened as an item.

    Hidden files, the endings of ``PASSED_OVER`` and what stands beside tables are no reports. A link to a folder that was visited is passed over.
    """
    found = False
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    waiting.extend(reversed(_entries(path)))
                continue
        except OSError as error:
            found = True
            yield Item(where=path, error=_refused(path, error))
            continue
        found = True
        yield path if stat.S_ISREG(status.st_mode) else Item(where=path, error=_no_file(path))
    if not found:
        yield Item(where=folder, error=SourceError("S011", f"{folder}: a folder without files to read; expected reports in it or in the folders within it"))


def _entries(folder: str) -> list[str]:
    """Return the paths of what may hold reports in a folder, sorted."""
    names = sorted(entry for entry in os.listdir(folder) if not entry.startswith(".") and not _BESIDE.fullmatch(entry))  # noqa: PTH208
    return [os.path.join(folder, name) for name in names if os.path.splitext(name)[1].lower() not in PASSED_OVER]  # noqa: PTH118, PTH122


def _refused(path: str, error: OSError) -> SourceError:
    """Return the error of a file or folder that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return SourceError("S010", f"{path}: a link that leads nowhere; mend or remove it")
    return SourceError("S012", f"{path}: cannot be read: {error.strerror}; check the path and its permissions")


def _no_file(path: str) -> SourceError:
    """Return the error of a pipe, socket or device in a folder."""
    return SourceError("S012", f"{path}: a pipe or device; expected a file: name it alone if it holds a report")
