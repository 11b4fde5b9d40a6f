"""Which register a command speaks to, and as of when: the options that commands share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from mithaq.errors import MithaqError
from mithaq.register.register import Register

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?")


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a moment of the command line in UTC; a day means its end."""
    if value is None:
        return None
    try:
        datetime.datetime.fromisoformat(value if _MOMENT.fullmatch(value) else "")
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: expected a day of the calendar as YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS in UTC") from error
    return value if "T" in value else f"{value}T23:59:59.999999Z"


register_option = click.option(
    "--register", "where", envvar="MITHAQ_REGISTER", metavar="PATH-OR-URL", help="the register: a file or postgresql://…; MITHAQ_REGISTER if left out"
)
as_of_option = click.option("--as-of", "as_of", callback=_moment, metavar="DATE", help="what the register said then")
json_option = click.option("--json", "as_json", is_flag=True, help="the values whole, as JSON")


@contextmanager
def opened(where: str | None, *, read_only: bool = False, make: bool = False) -> Iterator[Register]:
    """Open a register for a command, to be made if it is not there where ``make`` says so; what goes wrong ends the command with its message."""
    try:
        with Register(where, read_only=read_only, make=make) as register:
            yield register
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
