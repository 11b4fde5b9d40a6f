"""``mithaq packs``: the languages that have a pack, what is broken in one or lacks, and a new one begun."""

from __future__ import annotations

import sys

import click

from mithaq.errors import MithaqError
from mithaq.packcheck import Report, begin_pack, check_pack
from mithaq.packs import loader
from mithaq.packs.pack import Pack
from mithaq.packs.store import open_pack
from mithaq.reader import Reader


@click.group("packs")
def packs_group() -> None:
    """List and check language packs."""


@packs_group.command("list")
def list_packs() -> None:
    """List the languages that have a pack."""
    for language in loader.languages():
        click.echo(language)


@packs_group.command()
@click.argument("language")
@click.option("--like", default="en", show_default=True, help="the language whose settings and lists are begun with")
def new(language: str, like: str) -> None:
    """Begin the pack of a new LANGUAGE (its ISO 639 code): every file it needs, without words."""
    try:
        files = begin_pack(language, like)
    except (MithaqError, OSError) as error:
        click.echo(f"mithaq: {error}", err=True)
        sys.exit(1)
    for path in files:
        click.echo(path)
    click.echo(f"`mithaq packs check {language}` says what they lack")


@packs_group.command()
@click.argument("languages", nargs=-1)
@click.option("--coverage", is_flag=True, help="a line per frame: its wordings, those in examples, forms, examples, known failures")
def check(languages: tuple[str, ...], coverage: bool) -> None:
    """Check packs: schema, spelling, tables, forms found again, patterns, examples read; say what is broken, and what they lack."""
    failed = False
    for language in languages or loader.languages():
        try:
            report = check_pack(open_pack(language), Reader([language]))
        except MithaqError as error:
            failed = True
            click.echo(f"mithaq: {error}", err=True)
            continue
        for problem in report.problems:
            failed = True
            click.echo(f"mithaq: {problem}", err=True)
        _told_pack(open_pack(language), report, coverage)
    if failed:
        sys.exit(1)


def _told_pack(pack: Pack, report: Report, coverage: bool) -> None:
    """Print what a pack holds, and with ``coverage`` a line per frame."""
    if coverage:
        click.echo(f"{'frame':28}{'wordings':>9}{'in examples':>13}{'forms':>7}{'examples':>10}{'counter':>9}{'not yet':>9}")
        for row in report.coverage:
            counts = f"{row.wordings:9}{row.shown:13}{row.forms:7}{row.examples:10}{row.counterexamples:9}{row.known_failures:9}"
            click.echo(f"{row.frame:28}{counts}")
    compiled = pack.compiled
    forms = sum(map(len, compiled.entries.values()))
    shown = sum(row.shown for row in report.coverage)
    click.echo(f"{report.language}: {len(compiled.predicates)} wordings of {len(report.coverage)} frames, {forms} word forms, {len(compiled.names)} names")
    click.echo(f"{report.language}: {shown} wordings stand in examples, the forms of all are generated and found again")
    click.echo(f"{report.language}: {report.passed} examples read as they say, {report.known} known not to be, {len(report.problems)} problems")
    for line in report.lacks:
        click.echo(f"{report.language} lacks {line}")
