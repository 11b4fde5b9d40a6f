"""The command ``mithaq watch``: feeds asked again and again, what is new in them into the register."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from mithaq.faces.cli.add import counts
from mithaq.faces.cli.incoming import stated_day
from mithaq.faces.cli.progress import stop_on_interrupt
from mithaq.faces.cli.registers import json_option, opened, register_option
from mithaq.packs import loader
from mithaq.register.watching import Polled, read_feeds, watch
from mithaq.sources.item import SourceOptions


@click.command("watch")
@click.argument("feeds", type=click.Path(path_type=Path))
@register_option
@click.option("--once", is_flag=True, help="ask each feed once and end; exit code 1 where one failed or a report was set aside")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="how many processes read; as many as there are cores if left out")
@click.option("--follow", is_flag=True, help="read the page of each entry instead of what the feed says")
@json_option
def watch_command(feeds: Path, where: str | None, once: bool, jobs: int | None, follow: bool, as_json: bool) -> None:
    """Ask the feeds that FEEDS lists, each when it is due, and add what is new, until Ctrl-C.

    FEEDS is a TOML file with a table [[feed]] for each: url, and as needed outlet, language and every (15m, 2h, 1d).
    """
    failed = False
    with opened(where, make=True) as register, stop_on_interrupt() as asked:
        options = SourceOptions(follow=follow, day_of=stated_day)
        for one in watch(register, read_feeds(feeds, loader.languages()), once=once, jobs=jobs, options=options, stopping=lambda: bool(asked)):
            failed |= one.error is not None or bool(one.sum and one.sum.failed)
            _tell(one, as_json)
    if once and failed:
        sys.exit(1)


def _tell(one: Polled, as_json: bool) -> None:
    """Print what a feed brought, and what failed on standard error."""
    for aside in one.sum.aside if one.sum else ():
        click.echo(f"mithaq: [{aside.code}] {aside.message}", err=True)
    if one.error is not None:
        click.echo(f"mithaq: {one.error}", err=True)
    if as_json:
        row = {"feed": one.feed.url, "unchanged": one.unchanged, "error": str(one.error) if one.error else None}
        sums = {"new": one.sum.new, "known": one.sum.known, "aside": one.sum.failed} if one.sum else {"new": 0, "known": 0, "aside": 0}
        click.echo(msgspec.json.encode(row | sums))
    elif one.error is None:
        click.echo(f"{one.feed.url}: {counts(one.sum) if one.sum else 'unchanged'}")
