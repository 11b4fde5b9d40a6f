"""The command ``mithaq second``: a language model reads the same reports, shown as a second coder beside the reader."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from mithaq.errors import MithaqError, SourceError
from mithaq.faces.cli.bidi import isolate
from mithaq.faces.cli.incoming import incoming
from mithaq.faces.cli.values import is_date, is_language
from mithaq.model import Article, Reading
from mithaq.reader import in_language
from mithaq.register.work import open_reader
from mithaq.second.asking import LIMIT_S, Endpoint, ask, told
from mithaq.second.checking import checked
from mithaq.second.comparing import Compared, compare

_SHOWN_WORDS = 60


@click.command("second")
@click.argument("files", nargs=-1, required=True)
@click.option("--endpoint", "url", required=True, metavar="URL", help="the API of a server that speaks OpenAI's protocol, as http://localhost:8080/v1")
@click.option("--model", required=True, metavar="NAME", help="the model there")
@click.option("--network", is_flag=True, help="the endpoint may be another machine, which then gets the text of every report")
@click.option("--timeout", type=click.FloatRange(min=1), default=LIMIT_S, show_default=True, metavar="SECONDS", help="how long one answer may take")
@click.option("--published", callback=is_date, metavar="DATE", help="publication date, YYYY-MM-DD; goes before what a file says")
@click.option("--language", callback=is_language, help="language of the reports; told by their letters if left out")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="keep the second readings, a file for each report")
@click.option("--json", "as_json", is_flag=True, help="both readings, one line per report")
def second_command(
    files: tuple[str, ...], url: str, model: str, network: bool, timeout: float, published: str | None, language: str | None, output: Path | None, as_json: bool
) -> None:
    """Have a language model read FILES too, and show what it and the reader tell alike and otherwise.

    The text of each report is sent to the endpoint; MITHAQ_SECOND_KEY is its key, if it needs one. What the model says is
    kept only where its words stand in the report. Nothing of it goes into a register or among the reader's records.
    """
    endpoint = Endpoint(url=url, model=model, key=os.environ.get("MITHAQ_SECOND_KEY", ""), network=network, limit_s=timeout)
    failures = 0
    items = list(incoming(files, published=published, language=language))
    try:
        endpoint.check()
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    texts = [item.article for item in items if item.article is not None]
    click.echo(f"mithaq: {told(endpoint, len(texts), sum(len(article.text) for article in texts))}", err=True)
    for item in items:
        try:
            if item.article is None:
                raise item.error or SourceError("S001", f"{item.where}: empty; expected a report's text")
            _read_twice(in_language(open_reader(), item.article, item.where), endpoint, output, as_json)
        except MithaqError as error:
            failures += 1
            click.echo(f"mithaq: {item.where}: {error}", err=True)
    if failures:
        sys.exit(1)


def _read_twice(article: Article, endpoint: Endpoint, output: Path | None, as_json: bool) -> None:
    """Read a report with both, and show them side by side."""
    reading = open_reader().read(article)
    second = checked(reading.article, ask(endpoint, reading.article), endpoint.model)
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{reading.article.fingerprint}.second.json").write_bytes(second.to_json(indent=1))
    if as_json:
        click.echo(msgspec.json.encode({"reader": reading, "second": second}))
    else:
        click.echo("\n".join(_lines(reading, second, endpoint.model)))


def _lines(reading: Reading, second: Reading, model: str) -> list[str]:
    """Return what two coders tell of a report, in lines."""
    lines = [f"{reading.article.id}: the reader | second coder {model}"]
    for one in compare(reading, second):
        if one.both or one.only_reader or one.only_second:
            lines += _of_kind(one)
    return [*lines, *[f"  dropped: {isolate(issue.message)}" for issue in second.issues]]


def _of_kind(one: Compared) -> Sequence[str]:
    """Return the lines of one kind of record."""
    rows = [("both", pair[0]) for pair in one.both] + [("reader only", record) for record in one.only_reader] + [("second only", record) for record in one.only_second]
    agreement = one.agreement
    head = f"  {one.kind}: {len(one.both)} alike, {len(one.only_reader)} the reader's only, {len(one.only_second)} the second's only" + (f", F1 {agreement:.2f}" if agreement is not None else "")
    return [head, *[f"    {where:12} {isolate(record.evidence[0].text[:_SHOWN_WORDS])}" for where, record in rows]]
