"""The ``mithaq`` command: read, explain, evaluate, packs, schema. Exit codes: 0 fine, 1 something failed, 2 usage."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from mithaq.errors import MithaqError, SourceError
from mithaq.faces.cli.scores import evaluate_command, open_reader
from mithaq.model import Article, Evidence, Reading, Record
from mithaq.model.article import published_on
from mithaq.model.reading import RECORD_FIELDS
from mithaq.packcheck import Report, check_pack
from mithaq.packs import loader
from mithaq.packs.pack import Pack
from mithaq.packs.store import open_pack
from mithaq.publish.page import readings_page
from mithaq.reader import Reader
from mithaq.sources.files import STDIN, load, read_articles

if TYPE_CHECKING:
    from rich.text import Text

# isolates keep an Arabic cell where it is in terminals that reorder text
_FSI, _PDI = "\u2068", "\u2069"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_PARTIES = ("speaker", "person", "member", "participants", "parties", "obligors", "provider", "actor")
_OTHERS = ("organisation", "beneficiaries", "recipient", "polity")


@click.group()
@click.version_option(package_name="mithaq")
def main() -> None:
    """Read reports and keep the register of international relations."""


def _is_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a date of the command line; another form is a usage error."""
    try:
        return published_on(value).start if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _has_pack(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a language of the command line; one without a pack is a usage error."""
    if value is not None and value not in loader.languages():
        raise click.BadParameter(f"{value!r} has no pack; expected one of: {', '.join(loader.languages())}")
    return value


_published = click.option("--published", callback=_is_date, metavar="DATE", help="publication date, YYYY-MM-DD; goes before what a file says")
_language = click.option("--language", callback=_has_pack, help="language of the reports; told by their letters if left out")


@main.command()
@click.argument("files", nargs=-1, required=True)
@_published
@_language
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "html"]), help="table, or what the ending of -o says")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="a file, or a folder for one ID.json per article")
def read(files: tuple[str, ...], published: str | None, language: str | None, form: str | None, output: Path | None) -> None:
    """Read FILES (text, .json, .jsonl; - for standard input) and show the records.

    What cannot be read is told on standard error, the rest is still read, and the exit code is 1.
    """
    failures: list[str] = []
    readings = _readings(files, published, language, failures)
    form = form or _form_of(output)
    # one article named alone is one JSON object; whatever may hold several is a list, however many are read
    alone = len(files) == 1 and not files[0].lower().endswith(".jsonl")
    try:
        if output is None:
            _show(readings, form, alone)
        elif output.is_dir() or not output.suffix:
            _fill(output, readings, form)
        else:
            _write(output, list(readings), form, alone)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"{error.filename or output}: cannot be written: {error.strerror}; choose another -o") from error
    if failures:
        sys.exit(1)


def _form_of(output: Path | None) -> str:
    """Return the format for an output: what its ending says, JSON for other files, a table for the terminal."""
    if output is None:
        return "table"
    return {".html": "html", ".jsonl": "jsonl"}.get(output.suffix.lower(), "json")


def _readings(files: tuple[str, ...], published: str | None, language: str | None, failures: list[str]) -> Iterator[Reading]:
    """Yield the readings of all files; what cannot be read is told and added to ``failures``, the rest goes on."""

    def failed(error: MithaqError) -> None:
        failures.append(name)
        click.echo(f"mithaq: {error}", err=True)

    reader = open_reader()
    for name in files:
        try:
            raw = sys.stdin.buffer.read() if name == STDIN else load(name)
            articles = read_articles(Path(name), raw, language=language, published=published, on_error=failed)
            for article in articles:
                try:
                    yield _read_one(reader, article, name)
                except MithaqError as error:
                    failed(error)
        except MithaqError as error:
            failed(error)


def _read_one(reader: Reader, article: Article, name: str) -> Reading:
    """Return the reading of an article whose language has a pack.

    Raises:
        SourceError: if its language has none, or its letters tell none.
    """
    language = article.language or reader.detect(article.text)
    if language in reader.packs:
        return reader.read(msgspec.structs.replace(article, language=language))
    where = name if name != STDIN else "standard input"
    where += f", article {article.id}" if article.id and article.id != Path(name).stem else ""
    known = ", ".join(reader.packs)
    if language is None:
        message = f"{where}: most letters belong to no language that has a pack; expected one of: {known}; give --language if it is one of them"
    else:
        message = f"{where}: language {language!r} has no pack; expected one of: {known}; mend the key «language» or leave it out"
    raise SourceError("S015", message)


def _show(readings: Iterable[Reading], form: str, alone: bool) -> None:
    """Print readings, each as soon as it is made where the format allows."""
    if form == "table":
        _tables(readings)
    elif form == "jsonl":
        for reading in readings:
            click.echo(reading.to_json())
    elif made := list(readings):
        click.echo(_rendered(made, form, alone))


def _write(output: Path, readings: list[Reading], form: str, alone: bool) -> None:
    """Write readings into one file; no reading, no file."""
    if readings:
        output.write_text(_rendered(readings, form, alone), encoding="utf-8")


def _fill(folder: Path, readings: Iterable[Reading], form: str) -> None:
    """Write one file per article into a folder; a second article of the same name gets a number, and it is told."""
    suffix = "html" if form == "html" else "json"
    taken: set[str] = set()
    for reading in readings:
        name = free = _safe(reading.article.id)
        for number in itertools.count(2):
            if free.lower() not in taken:
                break
            free = f"{name}-{number}"
        taken.add(free.lower())
        if free != name:
            click.echo(f"mithaq: {folder}: another article is named {name}.{suffix}; this one is written as {free}.{suffix}", err=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{free}.{suffix}").write_text(_rendered([reading], suffix, True), encoding="utf-8")


def _safe(name: str) -> str:
    """Return an id as a file name of at most 200 bytes."""
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in name).lstrip(".")
    return kept.encode()[:200].decode(errors="ignore") or "article"


def _rendered(readings: list[Reading], form: str, alone: bool) -> str:
    """Return readings as JSON (one object if ``alone``, else a list), JSON Lines or one page."""
    if form == "html":
        return readings_page(readings)
    if form == "jsonl":
        return "".join(reading.to_json().decode() + "\n" for reading in readings)
    rows = [reading.to_json(indent=1).decode() for reading in readings]
    return rows[0] if alone and len(rows) == 1 else "[" + ",\n".join(rows) + "]"


def _tables(readings: Iterable[Reading]) -> None:
    """Print one table per reading."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for reading in readings:
        table = Table(title=_cell(reading.article.title or reading.article.id), title_justify="left")
        for column in ("record", "who", "to or with", "words"):
            table.add_column(column, overflow="fold")
        for kind in RECORD_FIELDS:
            for record in getattr(reading, kind):
                who, others = _named(reading, record, _PARTIES), _named(reading, record, _OTHERS)
                table.add_row(_label(kind, record), _text(who), _text(others), _cell(_words(record)))
        console.print(table)
        for issue in reading.issues:
            console.print(_text(f"  issue {issue.code}: {issue.message}"))


def _text(words: str) -> Text:
    """Return words of a report for a terminal: never markup, and no character that steers the terminal."""
    from rich.text import Text

    return Text(_CONTROLS.sub("\ufffd", words))


def _cell(words: str) -> Text:
    """Return words of a report as a cell of their own direction."""
    return _text(f"{_FSI}{words}{_PDI}")


def _label(kind: str, record: Record) -> str:
    """Return what kind of record it is, with its type and state."""
    extra = [str(v) for name in ("type", "mode", "post", "stage", "status", "strength", "role", "form") if (v := getattr(record, name, None))]
    return f"{kind}: {' '.join(extra)} ({record.actuality})"


def _named(reading: Reading, record: Record, fields: tuple[str, ...]) -> str:
    """Return the actors in some fields, name and code."""
    names = {actor.id: f"{_FSI}{actor.name}{_PDI} {actor.code}" for actor in reading.actors}
    found: list[str] = []
    for field in fields:
        value: list[str] | str | None = getattr(record, field, None)
        found += [names.get(v, v) for v in (value if isinstance(value, list) else [value] if value else [])]
    return "; ".join(found)


def _words(record: Record) -> str:
    """Return the first words that prove a record."""
    words = " ".join(record.evidence[0].text.split()) if record.evidence else ""
    return words if len(words) < 140 else words[:139] + "…"


@main.command()
@click.argument("file")
@click.argument("record", required=False)
@_published
@_language
def explain(file: str, record: str | None, published: str | None, language: str | None) -> None:
    """Show why each record of FILE (or the one with id RECORD) was read: rule, words, fields."""
    failures: list[str] = []
    readings = list(_readings((file,), published, language, failures))
    chosen = [(reading, one) for reading in readings for one in reading.records if record in (None, one.id)]
    for reading, one in chosen:
        _explained(reading, one)
    if readings and not chosen:
        known = ", ".join(one.id for reading in readings for one in reading.records) or "none"
        click.echo(f"mithaq: {file}: no record {record or 'was read'}; the ids of its records: {known}", err=True)
    if failures or (record is not None and not chosen):
        sys.exit(1)


def _explained(reading: Reading, record: Record) -> None:
    """Print one record as a tree: rule, words of its parts, actors, evidence. Offsets: code points, half-open."""
    click.echo(f"{type(record).__name__} {record.id}  rule {record.rule}  confidence {record.confidence:.2f}")
    for part in ("cue", "trigger", "content", "action", "what", "title", "condition"):
        words = getattr(record, part, None)
        if words is not None:
            click.echo(f"  ├─ {part} {_quoted(words)}")
    for field in (*_PARTIES, *_OTHERS):
        value = getattr(record, field, None)
        for actor in value if isinstance(value, list) else [value] if value else []:
            known = next((a for a in reading.actors if a.id == actor), None)
            click.echo(f"  ├─ {field}: {_plain(known.name) + ' ' + known.code if known else actor}")
    for number, evidence in enumerate(record.evidence, 1):
        click.echo(f"  {'└' if number == len(record.evidence) else '├'}─ evidence {_quoted(evidence)}")


def _quoted(words: Evidence) -> str:
    """Return words with their place in the report."""
    return f"[{words.start}, {words.end}) «{_plain(words.text)}»"


def _plain(words: str) -> str:
    """Return words on one line, without characters that steer a terminal."""
    return _CONTROLS.sub("\ufffd", " ".join(words.split()))


main.add_command(evaluate_command)


@main.group()
def packs() -> None:
    """List and check language packs."""


@packs.command("list")
def list_packs() -> None:
    """List the languages that have a pack."""
    for language in loader.languages():
        click.echo(language)


@packs.command()
@click.argument("languages", nargs=-1)
@click.option("--coverage", is_flag=True, help="list the wordings and examples of every frame")
def check(languages: tuple[str, ...], coverage: bool) -> None:
    """Check packs: schema, spelling of the data, ids given twice, examples read; say what is broken and where."""
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
        click.echo(f"{'frame':28}{'verbs':>6}{'nouns and phrases':>19}{'examples':>10}")
        for name, verbs, others, examples in report.coverage:
            click.echo(f"{name:28}{verbs:6}{others:19}{examples:10}")
    compiled = pack.compiled
    forms = sum(map(len, compiled.entries.values()))
    click.echo(f"{report.language}: {len(compiled.predicates)} wordings of {len(report.coverage)} frames, {forms} word forms, {len(compiled.names)} names")
    click.echo(f"{report.language}: {report.passed} examples read as they say, {report.known} known not to be, {len(report.problems)} problems")


@main.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Reading)), indent=1).decode())
