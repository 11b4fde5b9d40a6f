"""The command ``mithaq add``: reports into the register."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
import msgspec

from mithaq.faces.cli.incoming import Item, expected, incoming, source_options
from mithaq.faces.cli.progress import Progress, stop_on_interrupt
from mithaq.faces.cli.registers import json_option, opened, register_option
from mithaq.faces.cli.values import is_date, is_language
from mithaq.register.adding import Sum, add, add_again
from mithaq.register.register import Register

_INTERRUPTED = 130


@click.command("add")
@click.argument("sources", nargs=-1)
@register_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="how many processes read; as many as there are cores if left out")
@click.option("--published", callback=is_date, metavar="DATE", help="publication date, YYYY-MM-DD; goes before what a file says")
@click.option("--language", callback=is_language, help="language of the reports; told by their letters if left out")
@source_options
@click.option("--outlet", metavar="NAME", help="who published the reports; goes before what a file says")
@click.option("--again", is_flag=True, help="read those reports of the register anew that another reader or other packs have read")
@json_option
def add_command(
    sources: tuple[str, ...], where: str | None, jobs: int | None, published: str | None, language: str | None, outlet: str | None, again: bool, as_json: bool, **opening: Any
) -> None:
    """Read SOURCES and add what they tell to the register.

    Reports that the register knows are passed over: the same command again goes on where it was interrupted. What cannot
    be read is set aside with its reason and told at the end; then the exit code is 1. Readings that mithaq read --jobs
    wrote are taken as they are.
    """
    if not sources and not again:
        raise click.UsageError("name SOURCES, or give --again")
    with opened(where, make=True) as register:
        items = _of_outlet(incoming(sources, language=language, published=published, **opening), outlet)
        total = _added(register, items, jobs, expected(sources)) if sources else Sum()
        if again and not total.interrupted:
            total = _read_anew(register, jobs, total)
        _tell(register, total, as_json)
    if total.interrupted:
        sys.exit(_INTERRUPTED)
    if total.failed:
        sys.exit(1)


def _of_outlet(items: Iterable[Item], outlet: str | None) -> Iterator[Item]:
    """Yield items with the outlet that the command line names."""
    for item in items:
        # a reading says already whose report it is of
        if outlet is not None and item.article is not None and item.reading is None:
            yield dataclasses.replace(item, article=msgspec.structs.replace(item.article, publisher=outlet))
        else:
            yield item


def _added(register: Register, items: Iterable[Item], jobs: int | None, total: int | None) -> Sum:
    """Add items under a progress bar; an error of the register ends the command and says what stays."""
    with Progress("reports", total) as progress, stop_on_interrupt() as asked:
        return add(register, items, jobs=jobs, told=lambda one: progress.show(one.seen, counts(one)), stopping=lambda: bool(asked))


def _read_anew(register: Register, jobs: int | None, before: Sum) -> Sum:
    """Read stale reports anew under a progress bar, and return the sum with what was added before."""
    with Progress("reports anew", None) as progress, stop_on_interrupt() as asked:
        total = add_again(register, jobs=jobs, told=lambda one: progress.show(one.seen, f"{one.failed:,} set aside"), stopping=lambda: bool(asked))
    total.new, total.known, total.failed, total.aside = before.new, before.known, before.failed + total.failed, [*before.aside, *total.aside]
    return total


def counts(total: Sum) -> str:
    """Return how many reports were new, known and set aside."""
    anew = f"{total.anew:,} read anew, " if total.anew else ""
    return f"{total.new:,} added, {total.known:,} known already, {anew}{total.failed:,} set aside"


def _tell(register: Register, total: Sum, as_json: bool) -> None:
    """Print the sums, and what was set aside with its reasons on standard error."""
    for one in total.aside:
        click.echo(f"mithaq: [{one.code}] {one.message}", err=True)
    if total.failed > len(total.aside):
        click.echo(f"mithaq: … and {total.failed - len(total.aside):,} more", err=True)
    if as_json:
        rows = [{"where": one.where, "code": one.code, "message": one.message} for one in total.aside]
        click.echo(msgspec.json.encode({"register": register.place, "new": total.new, "known": total.known, "anew": total.anew, "aside": total.failed, "reasons": rows}))
    else:
        click.echo(f"{register.place}: {counts(total)}")
    if total.interrupted:
        click.echo("mithaq: interrupted; what is added stays: the same command again goes on from here", err=True)
