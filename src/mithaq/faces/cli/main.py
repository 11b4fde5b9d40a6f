"""The ``mithaq`` command: read, explain, evaluate, packs, schema. Exit codes: 0 fine, 1 something failed, 2 usage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from mithaq.errors import MithaqError
from mithaq.evaluation import Scores, evaluate, load_gold
from mithaq.model import Article, Reading, Record
from mithaq.model.reading import RECORD_FIELDS
from mithaq.packs import loader
from mithaq.packs.store import open_pack
from mithaq.publish.page import reading_page
from mithaq.reader import Reader
from mithaq.sources.files import read_articles

# isolates keep an Arabic cell where it is in terminals that reorder text
_FSI, _PDI = "\u2068", "\u2069"
_PARTIES = ("speaker", "person", "member", "participants", "parties", "obligors", "provider", "actor")
_OTHERS = ("organisation", "beneficiaries", "recipient", "polity")


@click.group()
@click.version_option(package_name="mithaq")
def main() -> None:
    """Read reports and keep the register of international relations."""


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--published", help="publication date of the report, YYYY-MM-DD")
@click.option("--language", help="language of the report; told by its letters if left out")
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "html"]), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="a file, or a folder for one ID.json per article")
def read(files: tuple[str, ...], published: str | None, language: str | None, form: str, output: Path | None) -> None:
    """Read FILES (text, .json, .jsonl; - for standard input) and show the records."""
    failures: list[str] = []
    readings = list(_readings(files, published, language, failures))
    if output is not None and (output.is_dir() or not output.suffix):
        output.mkdir(parents=True, exist_ok=True)
        for reading in readings:
            suffix = "html" if form == "html" else "json"
            (output / f"{_safe(reading.article.id)}.{suffix}").write_text(_rendered([reading], "json" if suffix == "json" else form), encoding="utf-8")
    elif output is not None:
        output.write_text(_rendered(readings, "json" if form == "table" else form), encoding="utf-8")
    elif form == "table":
        _tables(readings)
    else:
        click.echo(_rendered(readings, form))
    if failures:
        sys.exit(1)


def _readings(files: tuple[str, ...], published: str | None, language: str | None, failures: list[str]) -> Iterator[Reading]:
    """Yield the readings of all files; what cannot be read is told on standard error, the rest goes on."""
    reader = Reader()
    for name in files:
        try:
            for article in _articles(name, language, published):
                yield reader.read(article)
        except (MithaqError, OSError) as error:
            failures.append(name)
            click.echo(f"mithaq: {error}", err=True)


def _articles(name: str, language: str | None, published: str | None) -> Iterator[Article]:
    """Yield the articles of one file, or of standard input."""
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    yield from read_articles(Path(name), raw, language=language, published=published)


def _safe(name: str) -> str:
    """Return an id as a file name."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name).lstrip(".") or "article"


def _rendered(readings: list[Reading], form: str) -> str:
    """Return readings as JSON (one object, or a list), JSON Lines or pages."""
    if form == "html":
        return "\n".join(reading_page(reading) for reading in readings)
    if form == "jsonl":
        return "\n".join(reading.to_json().decode() for reading in readings)
    if len(readings) == 1:
        return readings[0].to_json(indent=1).decode()
    return "[" + ",\n".join(reading.to_json(indent=1).decode() for reading in readings) + "]"


def _tables(readings: list[Reading]) -> None:
    """Print one table per reading."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for reading in readings:
        table = Table(title=f"{_FSI}{reading.article.title or reading.article.id}{_PDI}", title_justify="left")
        for column in ("record", "who", "to or with", "words"):
            table.add_column(column, overflow="fold")
        for kind in RECORD_FIELDS:
            for record in getattr(reading, kind):
                table.add_row(_label(kind, record), _named(reading, record, _PARTIES), _named(reading, record, _OTHERS), f"{_FSI}{_words(record)}{_PDI}")
        console.print(table)
        for issue in reading.issues:
            console.print(f"  issue {issue.code}: {issue.message}", markup=False)


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
    words = record.evidence[0].text.replace("\n", " ")
    return words if len(words) < 140 else words[:139] + "…"


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.argument("record", required=False)
@click.option("--published")
def explain(file: str, record: str | None, published: str | None) -> None:
    """Show why each record of FILE (or the one with id RECORD) was read: rule, words, fields."""
    failures: list[str] = []
    found = False
    for reading in _readings((file,), published, None, failures):
        for one in reading.records:
            if record is None or one.id == record:
                found = True
                _explained(reading, one)
    if failures or not found:
        click.echo(f"mithaq: {file}: no record {record or ''}; see the ids in --format json", err=True)
        sys.exit(1)


def _explained(reading: Reading, record: Record) -> None:
    """Print one record as a tree."""
    click.echo(f"{type(record).__name__} {record.id}  rule {record.rule}  confidence {record.confidence:.2f}")
    for part in ("cue", "trigger", "content", "action", "title"):
        words = getattr(record, part, None)
        if words is not None:
            click.echo(f"  ├─ {part} [{words.start}, {words.end}) «{words.text}»")
    for field in (*_PARTIES, *_OTHERS):
        value = getattr(record, field, None)
        for actor in value if isinstance(value, list) else [value] if value else []:
            known = next((a for a in reading.actors if a.id == actor), None)
            click.echo(f"  ├─ {field}: {known.name + ' ' + known.code if known else actor}")
    for evidence in record.evidence:
        click.echo(f"  └─ evidence [{evidence.start}, {evidence.end}) «{evidence.text}»")


@main.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def evaluate_command(gold: tuple[Path, ...], as_json: bool) -> None:
    """Read the articles of GOLD folders or files and score the readings."""
    reader = Reader()
    try:
        pairs = [(gold_reading, reader.read(article)) for path in gold for article, gold_reading in load_gold(path)]
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    scores = evaluate(pairs)
    click.echo(_as_json(scores) if as_json else _as_table(scores))


def _as_json(scores: Scores) -> str:
    rows = {name: {"gold": c.gold, "got": c.got, "strict": c.prf("strict"), "relaxed": c.prf("relaxed")} for name, c in (*scores.kinds.items(), ("all", scores.all))}
    return msgspec.json.encode(rows).decode()


def _as_table(scores: Scores) -> str:
    lines = [f"{scores.reports} reports", f"{'kind':13}{'gold':>6}{'got':>6} |{'strict P':>9}{'R':>6}{'F1':>6} |{'relaxed P':>10}{'R':>6}{'F1':>6}"]
    for name, counts in (*scores.kinds.items(), ("all", scores.all)):
        s, r = counts.prf("strict"), counts.prf("relaxed")
        lines.append(f"{name:13}{counts.gold:6}{counts.got:6} |{s[0]:9.2f}{s[1]:6.2f}{s[2]:6.2f} |{r[0]:10.2f}{r[1]:6.2f}{r[2]:6.2f}")
    return "\n".join(lines)


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
def check(languages: tuple[str, ...]) -> None:
    """Load, check and compile packs; say what is broken and where."""
    failed = False
    for language in languages or loader.languages():
        try:
            compiled = open_pack(language).compiled
        except MithaqError as error:
            failed = True
            click.echo(f"mithaq: {error}", err=True)
            continue
        click.echo(f"{language}: {len(compiled.predicates)} predicates, {sum(map(len, compiled.entries.values()))} word forms, {len(compiled.names)} names")
    if failed:
        sys.exit(1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Reading)), indent=1).decode())
