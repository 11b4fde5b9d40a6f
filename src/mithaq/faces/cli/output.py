"""Readings into files or onto standard output: JSON, JSON Lines, one page, or a folder of files."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import click

from mithaq.faces.cli.tables import show_tables, tables
from mithaq.model import Explanation, Reading
from mithaq.publish.page import readings_page

_ENDINGS = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".txt": "table"}
# the ending of the files in a folder; JSON Lines of one article are JSON
_SUFFIXES = {"html": "html", "table": "txt"}
_NAME_BYTES = 200


def form_of(output: str | None) -> str:
    """Return the format for an output: what its ending says, JSON for other files, a table for the terminal."""
    return "table" if output is None else _ENDINGS.get(Path(output).suffix.lower(), "json")


def is_folder(output: str) -> bool:
    """Return whether an output is a folder: there as one, or named with a final slash or without an ending."""
    path = Path(output)
    return path.is_dir() or output.endswith(("/", "\\")) or not (path.suffix or path.is_file())


def show(explained: Iterable[Explanation], form: str, alone: bool) -> None:
    """Print readings, each as soon as it is made where the format allows."""
    if form == "table":
        show_tables(one.reading for one in explained)
    elif form == "jsonl":
        for one in explained:
            click.echo(one.reading.to_json())
    elif made := list(explained):
        click.echo(_rendered(made, form, alone))


def write(output: Path, explained: list[Explanation], form: str, alone: bool) -> None:
    """Write readings into one file; no reading, no file."""
    if explained:
        output.write_text(_rendered(explained, form, alone), encoding="utf-8")


def fill(folder: Path, explained: Iterable[Explanation], form: str) -> None:
    """Write one file per article into a folder; a second article of the same name gets a number, and it is told."""
    suffix = _SUFFIXES.get(form, "json")
    taken: set[str] = set()
    for one in explained:
        name = _safe(one.reading.article.id)
        free = next(free for number in itertools.count(1) if (free := f"{name}-{number}" if number > 1 else name).lower() not in taken)
        taken.add(free.lower())
        if free != name:
            click.echo(f"mithaq: {folder}: another article is named {name}.{suffix}; this one is written as {free}.{suffix}", err=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{free}.{suffix}").write_text(_rendered([one], form if form in _SUFFIXES else "json", True), encoding="utf-8")


def _safe(name: str) -> str:
    """Return an id as a file name."""
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in name).lstrip(".")
    return kept.encode()[:_NAME_BYTES].decode(errors="ignore") or "article"


def _rendered(explained: list[Explanation], form: str, alone: bool) -> str:
    """Return readings as tables, JSON (one object if ``alone``, else a list), JSON Lines or one page."""
    readings: list[Reading] = [one.reading for one in explained]
    if form == "html":
        return readings_page(explained)
    if form == "table":
        return tables(readings)
    if form == "jsonl":
        return "".join(reading.to_json().decode() + "\n" for reading in readings)
    rows = [reading.to_json(indent=1).decode() for reading in readings]
    return rows[0] if alone and len(rows) == 1 else "[" + ",\n".join(rows) + "]"
