"""What a worker process does with a report: read it and pack the reading."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import msgspec

import mithaq
from mithaq.errors import ReadingError
from mithaq.limits import limit_memory
from mithaq.model import Article, Reading
from mithaq.packs import loader
from mithaq.packs.store import content_version
from mithaq.reader import Reader, in_language
from mithaq.register.packing import PackedReading, pack

_CODE = ("text", "annotate", "coding", "reader.py")


class Report(msgspec.Struct, frozen=True):
    """A report that is to be read: ``where`` it stood, for messages, and the agency it came from.

    One that comes with a ``reading`` is taken as the ``reader`` it names has read it.
    """

    article: Article
    where: str = ""
    origin: str = ""
    reading: Reading | None = None
    reader: str = ""


@functools.cache
def open_reader() -> Reader:
    """Return this process's reader of all languages.

    Raises:
        PackError: if a pack is broken.
    """
    return Reader(loader.languages())


@functools.cache
def begin_work() -> None:
    """Make a worker process ready, once: its reader is open, and its memory has a limit."""
    open_reader()
    limit_memory()


@functools.cache
def reader_version() -> str:
    """Return what names the reader and its packs: another name, other readings."""
    root = Path(mithaq.__file__).parent
    digest = hashlib.sha256()
    for name in _CODE:
        for path in sorted((root / name).rglob("*.py")) or [root / name]:
            digest.update(path.read_bytes())
    for language in loader.languages():
        digest.update(content_version(language).encode())
    return digest.hexdigest()[:16]


def read_report(report: Report) -> PackedReading:
    """Return the packed reading of a report.

    Raises:
        SourceError: if its language has no pack, or its letters tell none.
        ReadingError: D010 if it takes more memory than a report may.
    """
    if report.reading is not None:
        return pack(report.reading, report.reader)
    reader = open_reader()
    try:
        return pack(reader.read(in_language(reader, report.article, report.where)), reader_version())
    except MemoryError as error:
        raise ReadingError("D010", "took more memory than one report may") from error
