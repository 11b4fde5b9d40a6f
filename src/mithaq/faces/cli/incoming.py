"""What the sources of a command line give, one item per report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mithaq.errors import SourceError
from mithaq.model import Article
from mithaq.sources.files import STDIN, load, read_articles


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a source, or the reason why it could not be read."""

    where: str
    article: Article | None = None
    origin: str = ""
    error: SourceError | None = None


def incoming(sources: Sequence[str], *, language: str | None, published: str | None) -> Iterator[Item]:
    """Yield what sources give; what cannot be read is an item with its error."""
    for name in sources:
        try:
            raw = sys.stdin.buffer.read() if name == STDIN else load(name)
            broken: list[SourceError] = []
            for article in read_articles(Path(name), raw, language=language, published=published, on_error=broken.append):
                yield from (Item(name, error=error) for error in broken)
                broken.clear()
                yield Item(name, article)
            yield from (Item(name, error=error) for error in broken)
        except SourceError as error:
            yield Item(name, error=error)


def expected(sources: Sequence[str]) -> int | None:
    """Return how many reports are to come, if their files tell: one each, and one a line of JSON Lines."""
    count = 0
    for name in sources:
        path = Path(name)
        if name == STDIN or not path.is_file():
            return None
        count += _lines(path) if path.suffix.lower() == ".jsonl" else 1
    return count


def _lines(path: Path) -> int:
    """Return how many lines a file has."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
