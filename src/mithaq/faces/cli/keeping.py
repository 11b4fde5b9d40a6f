"""``mithaq doctor``, ``backup`` and ``restore``: whether a register is whole, and copies of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mithaq.errors import MithaqError
from mithaq.faces.cli.registers import json_option, opened, register_option
from mithaq.faces.team.tables import beside, place_beside
from mithaq.register import database
from mithaq.register.checking import Check, check
from mithaq.register.copying import back_up, copy_beside, restore

accounts_too = click.option("--with-accounts", is_flag=True, help="the team's accounts too, a file of their own beside the register's")


@click.command("doctor")
@click.option("--mend", is_flag=True, help="make anew what can be: indexes, words, whom entries name")
@json_option
@register_option
def doctor_command(mend: bool, as_json: bool, where: str | None) -> None:
    """Check that a register is whole; exit code 1 where something is wrong and not mended.

    Looked at are the file, the texts of reports, the evidence of records, references, and what reports and entries are
    found by. Make a backup before --mend.
    """
    with opened(where, read_only=not mend) as register, register.begin() if mend else register.connect() as connection:
        found = check(connection, mend=mend)
    click.echo(found.to_json() if as_json else _told(found))
    if not found.is_sound:
        sys.exit(1)


def _told(found: Check) -> str:
    """Return what was looked at and found, line by line."""
    lines = [f"{flaw.part}, {flaw.where}: {flaw.said}{' (mended)' if flaw.mended else ''}" for flaw in found.flaws]
    number = f"{found.reports} reports, {found.records} records, {found.entries} entries"
    wrong = sum(not flaw.mended for flaw in found.flaws)
    may = " (mithaq backup FILE, then mithaq doctor --mend)" if any(flaw.part in ("index", "database") and not flaw.mended for flaw in found.flaws) else ""
    return "\n".join([*lines, f"{number}: {f'{wrong} things are wrong{may}' if wrong else 'all is well'}"])


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@accounts_too
@register_option
def backup_command(target: Path, with_accounts: bool, where: str | None) -> None:
    """Copy the register into the new file TARGET, also while others write into it; of PostgreSQL too it is one file, itself a register.

    Passwords and tokens of a team are left out, so that a copy can be given away; --with-accounts keeps them beside it.
    """
    with opened(where, read_only=True) as register:
        size = back_up(register, target)
        click.echo(f"{register.place}: {size / 1e6:,.1f} MB in {target}")
        _accounts_too(place_beside(where or database.default_place()), beside(target), with_accounts)


def _accounts_too(source: Path, target: Path, wanted: bool) -> None:
    """Copy the accounts of a team if there are any and they are wanted, and tell where they are."""
    if not source.exists():
        return
    if wanted:
        copy_beside(source, target)
        click.echo(f"{source}: accounts in {target}")
    else:
        click.echo(f"{source}: accounts were not copied; to keep them too: mithaq backup|restore --with-accounts", err=True)


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@accounts_too
@register_option
def restore_command(source: Path, with_accounts: bool, where: str | None) -> None:
    """Make the register from the backup SOURCE, where there is none yet or an empty database; with the accounts beside it if wanted."""
    place = where or database.default_place()
    try:
        number = restore(source, place)
        click.echo(f"{database.shown(place)}: {number} reports from {source}")
        _accounts_too(beside(source), place_beside(place), with_accounts)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
