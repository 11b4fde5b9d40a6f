"""The ``mithaq`` command: reading, packs, and what the register answers. Exit codes: 0 fine, 1 something failed, 2 usage."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from mithaq.errors import MithaqError, SourceError
from mithaq.faces.cli.incoming import Item, incoming, source_options
from mithaq.faces.cli.lazy import LazyGroup
from mithaq.faces.cli.output import fill, form_of, is_folder, show, write
from mithaq.faces.cli.packs import packs_group
from mithaq.faces.cli.scores import evaluate_command, open_reader
from mithaq.faces.cli.trees import explained
from mithaq.faces.cli.values import is_date, is_language
from mithaq.limits import LIMIT_S, within
from mithaq.model import Article, Explanation, Reading
from mithaq.reader import in_language
from mithaq.sources.open import holds_one

# where within a file a report stood
_WITHIN = re.compile(r", (?:line|row|entry|record) \d[^,]*\Z")
# commands that need the register's database or a table library: each in its module of this folder, imported when it is called
_LAZY = {
    **{name: f"asking:{name}_command" for name in ("stats", "search", "show", "timeline", "matrix", "partnership", "alliance", "actor")},
    **{name: f"export:{name}_command" for name in ("export", "release")},
    "add": "add:add_command",
    "serve": "serving:serve_command",
    "second": "second:second_command",
    "users": "users:users_command",
    "watch": "watch:watch_command",
    "follow": "follow:follow_command",
    **{name: f"keeping:{name}_command" for name in ("doctor", "backup", "restore")},
    **{name: f"review:{name}_command" for name in ("review", "merge", "split", "undo")},
}


@click.group(cls=LazyGroup, lazy=_LAZY)
@click.version_option(package_name="mithaq")
def main() -> None:
    """Read reports and keep the register of international relations."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # what is written holds every script, whatever the terminal says it can show
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_published = click.option("--published", callback=is_date, metavar="DATE", help="publication date, YYYY-MM-DD; goes before what a file says")
_language = click.option("--language", callback=is_language, help="language of the reports; told by their letters if left out")


@main.command()
@click.argument("files", nargs=-1, required=True)
@_published
@_language
@source_options
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "html", "parquet"]), help="table, or what the ending of -o says; parquet with --jobs")
@click.option("-o", "--output", metavar="PATH", help="a file, or a folder for one ID.json per article")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="read with so many processes into a folder of Parquet files")
@click.option("--shard", metavar="I/N", help="the same, but only the I-th of N parts: one for each machine")
@click.option("--limit", type=click.FloatRange(min=0.1), default=LIMIT_S, show_default=True, metavar="SECONDS", help="how long one report may take")
def read(
    files: tuple[str, ...], published: str | None, language: str | None, form: str | None, output: str | None, jobs: int | None, shard: str | None, limit: float, **opening: Any
) -> None:
    """Read FILES and show the records.

    FILES are text, .json, .jsonl, web pages, RSS and Atom feeds, WARC files, CSV, Parquet, Word and PDF, packed with
    gzip or ZIP too, folders of them, addresses with --network, or - for standard input.
    What cannot be read is told on standard error, the rest is still read, and the exit code is 1.
    """
    if jobs is not None or shard is not None or form == "parquet":
        _in_bulk(files, output, form, jobs=jobs, shard=shard, limit_s=limit, published=published, language=language, **opening)
        return
    failures: list[str] = []
    form = form or form_of(output)
    # only the page shows why
    made = _explained(incoming(files, language=language, published=published, **opening), failures, trees=form == "html", limit_s=limit)
    # one article named alone is one JSON object; whatever may hold several is a list, however many are read
    alone = len(files) == 1 and holds_one(files[0])
    try:
        if output is None:
            show(made, form, alone)
        elif is_folder(output):
            fill(Path(output), made, form)
        else:
            write(Path(output), list(made), form, alone)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"{error.filename or output}: cannot be written: {error.strerror}; choose another -o") from error
    if failures:
        sys.exit(1)


def _in_bulk(files: tuple[str, ...], output: str | None, form: str | None, **options: Any) -> None:
    """Read many reports into a folder of Parquet files.

    Raises:
        click.UsageError: without a folder, or with another format.
    """
    from mithaq.faces.cli.bulk import read_bulk

    if form not in (None, "parquet"):
        raise click.UsageError(f"--jobs and --shard write Parquet; expected no --format {form}")
    if output is None or not is_folder(output):
        raise click.UsageError("--jobs, --shard and --format parquet write a folder of files; name it with -o FOLDER")
    try:
        read_bulk(files, output, **options)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error


def _explained(items: Iterable[Item], failures: list[str], *, trees: bool = True, limit_s: float = LIMIT_S) -> Iterator[Explanation]:
    """Yield the readings of all reports, with ``trees`` why each record was read; what cannot be read is told and added to ``failures``, the rest goes on."""
    reader = open_reader()
    for item in items:
        try:
            if item.article is None:
                raise item.error or SourceError("S001", f"{item.where}: empty; expected a report's text")
            article = in_language(reader, item.article, _where(item.article, item.where))
            with within(limit_s):
                made = reader.explain(article) if trees else Explanation(reading=reader.read(article))
            yield made
        except MithaqError as error:
            failures.append(item.where)
            click.echo(f"mithaq: {error}", err=True)


def _where(article: Article, where: str) -> str:
    """Return where an article stood, for messages: by its id where it has one of its own."""
    if not article.id or article.id == Path(where).stem:
        return where
    return f"{_WITHIN.sub('', where)}, article {article.id}"


@main.command()
@click.argument("file")
@click.argument("record", required=False)
@_published
@_language
@click.option("--json", "as_json", is_flag=True, help="the trees as JSON")
def explain(file: str, record: str | None, published: str | None, language: str | None, as_json: bool) -> None:
    """Show why each record of FILE (or the one with id RECORD) was read.

    A tree of operators over acts with the words under each, and the entries of the shared tables that composed it.
    """
    failures: list[str] = []
    found = list(_explained(incoming((file,), language=language, published=published), failures))
    chosen = [(one, r) for one in found for r in one.reading.records if record in (None, r.id)]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode({r.id: one.trees[r.id] for one, r in chosen}), indent=1))
    else:
        click.echo("\n\n".join("\n".join(explained(one, r)) for one, r in chosen), nl=bool(chosen))
    if found and not chosen:
        known = ", ".join(r.id for one in found for r in one.reading.records) or "none"
        click.echo(f"mithaq: {file}: no record {record or 'was read'}; the ids of its records: {known}", err=True)
    if failures or (record is not None and not chosen):
        sys.exit(1)


main.add_command(evaluate_command)
main.add_command(packs_group)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Reading)), indent=1).decode())
