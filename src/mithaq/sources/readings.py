"""Readings from the files that ``mithaq read`` writes: one as JSON, several as a list or as JSON Lines, or a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from mithaq.errors import ReadingError
from mithaq.model import Reading
from mithaq.sources.files import load

_BEGIN = b"["


def read_readings(names: Iterable[str]) -> Iterator[Reading]:
    """Yield the readings of files, in the order named; of a folder, those of its ``.json`` and ``.jsonl`` by name.

    Raises:
        SourceError: for a file that cannot be read.
        ReadingError: D003 for one that holds something else.
    """
    for name in names:
        folder = Path(name)
        for path in sorted(one for one in folder.iterdir() if one.suffix.lower() in (".json", ".jsonl")) if folder.is_dir() else [folder]:
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Reading]:
    """Yield the readings of one file."""
    raw = load(str(path))
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(raw.splitlines(), 1):
            if line.strip():
                yield _decoded(line, f"{path}, line {number}")
    elif raw.lstrip().startswith(_BEGIN):
        yield from _list(raw, path)
    else:
        yield _decoded(raw, str(path))


def _decoded(raw: bytes, where: str) -> Reading:
    """Return one reading."""
    try:
        return Reading.from_json(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _told(where, error) from error


def _list(raw: bytes, path: Path) -> list[Reading]:
    """Return a list of readings."""
    try:
        return msgspec.json.decode(raw, type=list[Reading])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _told(str(path), error) from error


def _told(where: str, error: Exception) -> ReadingError:
    """Return the error for a file that holds something else."""
    return ReadingError("D003", f"{where}: no reading: {error}; expected what mithaq read FILES -o readings.json writes")
