"""What the sources of a command line give, one item per report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from mithaq.errors import MithaqError
from mithaq.sources.columns import parse_columns
from mithaq.sources.item import STDIN, Item, SourceOptions
from mithaq.sources.open import holds_one, open_source

__all__ = ["Item", "expected", "incoming", "source_options", "stated_day"]


def _has_columns(context: click.Context, parameter: click.Parameter, value: str | None) -> dict[str, str]:
    """Return a column mapping of the command line; one that is none is a usage error."""
    try:
        return parse_columns(value) if value is not None else {}
    except MithaqError as error:
        raise click.BadParameter(str(error)) from error


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with the options of opening sources: ``columns``, ``network`` and ``follow``."""
    follow = click.option("--follow", is_flag=True, help="with --network: read the page of each feed entry instead of what the feed says")
    network = click.option("--network", is_flag=True, help="fetch addresses; without it nothing is fetched")
    columns = click.option("--map", "columns", callback=_has_columns, metavar="FIELD=COLUMN,…", help="which column or key holds which field, as in text=body,published=date")
    return columns(network(follow(command)))


def incoming(
    sources: Sequence[str], *, language: str | None = None, published: str | None = None, columns: Mapping[str, str] | None = None, network: bool = False, follow: bool = False
) -> Iterator[Item]:
    """Yield what sources give; what cannot be read is an item with its error."""
    options = SourceOptions(language=language, published=published, columns=columns or {}, network=network, follow=follow, day_of=stated_day)
    for name in sources:
        yield from open_source(name, options=options)


def stated_day(line: str) -> str | None:
    """Return the day that a line of a page states in any language that has a pack."""
    return _stating()(line)


@functools.cache
def _stating() -> Callable[[str], str | None]:
    """Return what knows the days that lines state; it is made when the first page asks."""
    from mithaq.faces.cli.scores import open_reader

    return open_reader().stated_day


def expected(sources: Sequence[str]) -> int | None:
    """Return how many reports are to come, if their files tell: one each, and one a line of JSON Lines."""
    count = 0
    for name in sources:
        path = Path(name)
        lines = path.suffix.lower() == ".jsonl"
        if name == STDIN or not path.is_file() or not (lines or holds_one(name)):
            return None
        count += _lines(path) if lines else 1
    return count


def _lines(path: Path) -> int:
    """Return how many lines a file has."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
