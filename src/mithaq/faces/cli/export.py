"""The command ``mithaq export``: entries of a register, or readings as they are, in the formats of the field."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click
import msgspec
from click.core import ParameterSource

from mithaq.errors import MithaqError
from mithaq.faces.cli.registers import as_of_option, register_option
from mithaq.model import Entry
from mithaq.publish.exporting import FORMATS, publish
from mithaq.publish.forms import ASIDE, KINDS, Report
from mithaq.publish.releasing import Release, release, released
from mithaq.publish.single import entries_of
from mithaq.register.register import Register
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
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="only records of this kind; may be given again")
@click.option("--include", multiple=True, type=click.Choice(ASIDE), help="also what exports leave out; may be given again")
@click.option("--name", "as_name", metavar="NAME", help="the name the data go by in the file")
@click.option("--json", "as_json", is_flag=True, help="the counts as JSON")
@as_of_option
@register_option
@click.pass_context
def export_command(
    context: click.Context, form: str, files: tuple[str, ...], output: str, where: str | None, as_of: str | None, kinds: tuple[str, ...], include: tuple[str, ...],
    as_name: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write entries as FORMAT: those of a register, or of FILES of readings as mithaq read writes them.

    Records of FILES are not merged: each is an entry of one report. The file is there whole or not at all.
    What was left out is told with its reason.
    """
    if files and (as_of is not None or context.get_parameter_source("where") is ParameterSource.COMMANDLINE):
        raise click.UsageError("--register, --as-of: FILES are named as well; give one of the two")
    try:
        with _entries(files, where, as_of) as entries:
            report = publish(entries, form, output, include=include, kinds=kinds, as_name=as_name)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(report), indent=1).decode() if as_json else "\n".join(told(report)))


@contextlib.contextmanager
def _entries(files: tuple[str, ...], where: str | None, as_of: str | None) -> Iterator[Iterator[Entry]]:
    """Yield the entries of files of readings, or of a register."""
    if files:
        yield entries_of(read_readings(files))
        return
    with Register(where, read_only=True) as register:
        yield register.entries(as_of=as_of)


@click.command("release")
@click.argument("name", required=False)
@click.option("-o", "--output", metavar="FOLDER", help="the folder to write; NAME in the current one if left out")
@click.option("--json", "as_json", is_flag=True, help="the releases as JSON")
@register_option
def release_command(name: str | None, output: str | None, as_json: bool, where: str | None) -> None:
    """Freeze the register as release NAME: Parquet files with checksums, and how to cite it; without NAME list the releases.

    A release that was frozen before is made again byte for byte, whatever was added since.
    """
    try:
        with Register(where, read_only=name is None, make=False) as register:
            found = [release(register, name, output or name)] if name is not None else released(register)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode() if as_json else "\n".join(map(cited, found)) or "no releases")


def cited(one: Release) -> str:
    """Return a release as a line."""
    return f"{one.name}  {one.at}  {one.entries} entries  {one.checksum}\n  {one.citation}"


def told(report: Report) -> Iterator[str]:
    """Yield what an export wrote and left out, line by line."""
    yield f"{report.target}: {_counted(report.written)} as {report.form}, {sum(report.rows.values())} rows"
    for reason, counts in report.left_out.items():
        yield f"left out, {reason}: {_counted(counts)}"


def _counted(counts: dict[str, int]) -> str:
    """Return counts by kind in words."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"
