"""The command ``mithaq export``: entries of a register, or readings as they are, in the formats of the field."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click
import msgspec

from mithaq.errors import MithaqError
from mithaq.model import Entry
from mithaq.publish.exporting import FORMATS, publish
from mithaq.publish.forms import ASIDE, KINDS, Report
from mithaq.publish.single import entries_of
from mithaq.sources.readings import read_readings


class _Formats(click.Choice[str]):
    """The names of the formats, shown in the help as one word."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what stands for the format in the usage line."""
        return "FORMAT"


# "\b" keeps click from wrapping the list
_EPILOG = "\b\n" + "\n".join(f"{name:16}{form.title}" for name, form in FORMATS.items())


@click.command("export", epilog=_EPILOG)
@click.argument("form", type=_Formats(FORMATS))
@click.argument("files", nargs=-1)
@click.option("-o", "--output", required=True, metavar="PATH", help="the file to write; for csv and parquet a folder")
@click.option("--register", "place", metavar="PLACE", help="a register's file or address; used where no FILES are named")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="only records of this kind; may be given again")
@click.option("--include", multiple=True, type=click.Choice(ASIDE), help="also what exports leave out; may be given again")
@click.option("--name", "as_name", metavar="NAME", help="the name the data go by in the file")
@click.option("--json", "as_json", is_flag=True, help="the counts as JSON")
def export_command(
    form: str, files: tuple[str, ...], output: str, place: str | None, kinds: tuple[str, ...], include: tuple[str, ...], as_name: str | None, as_json: bool
) -> None:
    """Write entries as FORMAT: those of a register, or of FILES of readings as mithaq read writes them.

    Records of FILES are not merged: each is an entry of one report. The file is there whole or not at all.
    What was left out is told with its reason.
    """
    if files and place is not None:
        raise click.UsageError("--register: FILES are named as well; give one of the two")
    try:
        with _entries(files, place) as entries:
            report = publish(entries, form, output, include=include, kinds=kinds, as_name=as_name)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(report), indent=1).decode() if as_json else "\n".join(told(report)))


@contextlib.contextmanager
def _entries(files: tuple[str, ...], place: str | None) -> Iterator[Iterator[Entry]]:
    """Yield the entries of files of readings, or of a register."""
    if files:
        yield entries_of(read_readings(files))
        return
    # the database library is loaded only where there is a register to open
    from mithaq.register.register import Register

    with Register(place, read_only=True) as register:
        yield register.entries()


def told(report: Report) -> Iterator[str]:
    """Yield what an export wrote and left out, line by line."""
    yield f"{report.target}: {_counted(report.written)} as {report.form}, {sum(report.rows.values())} rows"
    for reason, counts in report.left_out.items():
        yield f"left out, {reason}: {_counted(counts)}"


def _counted(counts: dict[str, int]) -> str:
    """Return counts by kind in words."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"
