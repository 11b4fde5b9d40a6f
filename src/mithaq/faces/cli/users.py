"""``mithaq users``: who may come into a register that a team shares, with which role, and what they did."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from mithaq.errors import MithaqError
from mithaq.faces.cli.entries import print_rows
from mithaq.faces.cli.registers import json_option, register_option
from mithaq.faces.team.accounts import ROLES, SCOPES, Accounts
from mithaq.faces.team.tables import place_beside
from mithaq.register import database

Command = Callable[..., Any]


def accounts_option(command: Command) -> Command:
    """Add the options that say which accounts are meant."""
    command = click.option("--accounts", "place", type=click.Path(path_type=Path), metavar="PATH", help="the file of accounts; MITHAQ_ACCOUNTS, or beside the register, if left out")(command)
    return register_option(command)


def place_of(where: str | None, place: Path | None) -> Path:
    """Return the file of accounts that options mean."""
    return place or place_beside(where or database.default_place())


@contextmanager
def _opened(where: str | None, place: Path | None) -> Iterator[Accounts]:
    """Open the accounts for a command; what goes wrong ends it with its message."""
    try:
        accounts = Accounts(place_of(where, place))
        try:
            yield accounts
        finally:
            accounts.close()
    except MithaqError as error:
        raise click.ClickException(str(error)) from error


def _password() -> str:
    """Return a password: asked for twice at a terminal, else the first line that comes in."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@click.group("users")
def users_command() -> None:
    """Keep the accounts of a team that shares a register through mithaq serve."""


@users_command.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="what they may do")
@accounts_option
def add(name: str, role: str, where: str | None, place: Path | None) -> None:
    """Give NAME an account; the password is asked for, or is the first line of standard input."""
    with _opened(where, place) as accounts:
        made = accounts.add(name, _password(), role)
        click.echo(f"{made.name}: {made.role}, in {accounts.path}")


@users_command.command("list")
@json_option
@accounts_option
def list_users(as_json: bool, where: str | None, place: Path | None) -> None:
    """List who has an account."""
    with _opened(where, place) as accounts:
        users = accounts.users()
        print_rows([msgspec.to_builtins(user) for user in users], ("name", "role", "made"), msgspec.json.encode(users) if as_json else None)


@users_command.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@accounts_option
def role(name: str, role: str, where: str | None, place: Path | None) -> None:
    """Give NAME another ROLE."""
    with _opened(where, place) as accounts:
        accounts.set_role(name, role)


@users_command.command()
@click.argument("name")
@accounts_option
def password(name: str, where: str | None, place: Path | None) -> None:
    """Give NAME another password; their sessions end."""
    with _opened(where, place) as accounts:
        accounts.set_password(name, _password())


@users_command.command()
@click.argument("name")
@accounts_option
def remove(name: str, where: str | None, place: Path | None) -> None:
    """Take the account of NAME away; what was decided under the name stays."""
    with _opened(where, place) as accounts:
        accounts.end(name)


@users_command.command()
@click.argument("name")
@click.option("--scope", type=click.Choice(list(SCOPES)), default="read", show_default=True, help="what it allows, never more than the role of NAME")
@click.option("--label", default="", metavar="WORDS", help="what it is for")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="how long it lasts")
@accounts_option
def token(name: str, scope: str, label: str, days: int, where: str | None, place: Path | None) -> None:
    """Make a token of the API for NAME and print it; it is told only now."""
    with _opened(where, place) as accounts:
        click.echo(accounts.issue(accounts.user(name), label, scope, days))


@users_command.command()
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="how much is shown")
@json_option
@accounts_option
def log(limit: int, as_json: bool, where: str | None, place: Path | None) -> None:
    """Show who did what, the latest first."""
    with _opened(where, place) as accounts:
        deeds, _ = accounts.deeds(limit=limit)
        print_rows([msgspec.to_builtins(deed) for deed in deeds], ("at", "by", "address", "what", "about", "status"), msgspec.json.encode(deeds) if as_json else None)
