"""``mithaq read --jobs``: many reports on all cores into a folder of Parquet files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mithaq.faces.cli.incoming import expected, incoming
from mithaq.faces.cli.progress import Progress, stop_on_interrupt
from mithaq.scale.shards import Part, Shard, part_of, read_shards, sources_of, write_ledger

_INTERRUPTED = 130


def read_bulk(sources: Sequence[str], output: str, jobs: int | None, shard: str | None, limit_s: float, **opening: Any) -> None:
    """Read sources into the folder ``output`` and tell what became of them; ends the command where something failed."""
    part = part_of(shard) if shard is not None else Part()
    folder = Path(output)
    opened, share = sources_of(sources, part)
    done: list[Shard] = []
    with Progress("reports", expected(opened) if share.of == 1 else None) as progress, stop_on_interrupt("files that are whole stay") as asked:
        for one in read_shards(incoming(opened, **opening), folder, jobs=jobs, part=share, limit_s=limit_s, stopping=lambda: bool(asked)):
            done.append(one)
            if one.new:
                write_ledger(folder, part, one)
            progress.show(sum(each.reports for each in done), f"{len(done)} files")
    _tell(folder, part, done)
    if asked:
        click.echo("mithaq: interrupted; files that are whole stay: the same command again goes on from here", err=True)
        sys.exit(_INTERRUPTED)
    if any(one.aside for one in done):
        sys.exit(1)


def _tell(folder: Path, part: Part, done: Sequence[Shard]) -> None:
    """Print the sums, and which files of the folder are not of these reports and this reader."""
    reports, aside, there = sum(one.reports for one in done), sum(one.aside for one in done), sum(not one.new for one in done)
    click.echo(f"{folder}: {reports:,} reports in {len(done):,} files ({there:,} there already), {aside:,} set aside")
    if aside:
        click.echo("mithaq: why a report was set aside stands in its row, in the column error", err=True)
    others = {path.name for path in folder.glob("*.parquet")} - {one.file for one in done} if part.of == 1 else set()
    if others:
        click.echo(f"mithaq: {folder}: {len(others):,} files are of other reports or another reader: {', '.join(sorted(others)[:3])}; remove them if they are out of date", err=True)
