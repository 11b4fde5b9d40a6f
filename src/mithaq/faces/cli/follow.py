"""``mithaq follow``: what was promised, where it stands, what is overdue."""

from __future__ import annotations

import click

from mithaq.faces.cli.entries import print_listing
from mithaq.faces.cli.registers import as_of_option, json_option, opened, register_option
from mithaq.model import Entry
from mithaq.model.article import published_on
from mithaq.register.listing import Listing
from mithaq.register.living import is_overdue


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a day of the command line."""
    try:
        return published_on(value).start if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("follow")
@click.option("--overdue", is_flag=True, help="only what should have been kept by now and is not shown to be")
@click.option("--state", "--actor", "sides", multiple=True, metavar="NAME", help="code or name of a side that promises or is promised something; given twice: either")
@click.option("--on", "day", callback=_day, metavar="DATE", help="where promises stood on this day; today if left out")
@click.option("--limit", type=click.IntRange(1, 100_000), help="entries shown")
@as_of_option
@json_option
@register_option
def follow_command(overdue: bool, sides: tuple[str, ...], day: str | None, limit: int | None, as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show promises and where they stand: what their obligors say, what is shown, whether they are due; overdue ones first."""
    with opened(where, read_only=True) as register:
        codes = [register.party(side, day=day).code for side in sides]
        found = register.follow(day=day, overdue=overdue, codes=codes, as_of=as_of, limit=limit)
        print_listing(found, as_json)
        if not as_json:
            click.echo(_sum(found))


def _sum(found: Listing) -> str:
    """Return how many promises stand where."""
    late = sum(map(is_overdue, found))
    kept = sum(1 for entry in found if _evidence(entry) == "fulfilled")
    return f"{len(found)} {'promise' if len(found) == 1 else 'promises'}: {late} overdue, {kept} shown to be kept"


def _evidence(entry: Entry) -> str:
    """Return what is shown of a promise."""
    return entry.life.evidence if entry.life is not None else ""
