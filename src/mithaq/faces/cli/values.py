"""Values of the command line that several commands take; what cannot be is a usage error."""

from __future__ import annotations

import click

from mithaq.model.article import published_on
from mithaq.packs import loader


def is_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a date of the command line."""
    try:
        return published_on(value).start if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def is_language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a language of the command line; it has a pack."""
    if value is not None and value not in loader.languages():
        raise click.BadParameter(f"{value!r} has no pack; expected one of: {', '.join(loader.languages())}")
    return value
