"""``mithaq review``, ``merge``, ``split``, ``undo``: what people decide about a register, at the prompt or by options."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from mithaq.errors import MithaqError, RegisterError
from mithaq.evaluation import as_gold
from mithaq.faces.cli.bidi import LRM, isolate, isolated_quotes, plain
from mithaq.faces.cli.entries import entry_lines, print_rows
from mithaq.faces.cli.registers import json_option, opened, register_option
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register.listing import what, words
from mithaq.register.packing import document_key
from mithaq.register.register import Register
from mithaq.register.reviewing import Question

Command = Callable[..., Any]
_CHOICES = {"entry": "[a]ccept, [c]orrect, [r]eject, [s]kip, [u]ndo the last, [q]uit", "": "[y]es, [n]o, [s]kip, [u]ndo the last, [q]uit"}


def _signed(command: Command) -> Command:
    """Add the options that say who decides, and why."""
    command = click.option("--note", default="", metavar="WORDS", help="why")(command)
    return click.option("--by", envvar="MITHAQ_REVIEWER", default="", metavar="NAME", help="who decides; MITHAQ_REVIEWER if left out")(command)


@click.command("review")
@click.option("--accept", "accepted", multiple=True, metavar="ENTRY", help="say that an entry is right")
@click.option("--reject", "rejected", multiple=True, metavar="ENTRY", help="say that an entry is wrong")
@click.option("--correct", "corrected", metavar="ENTRY", help="correct an entry by --set")
@click.option("--add", "added", type=click.Choice(RECORD_FIELDS), help="enter a record of this kind that no reader found, by --document, --words and --set")
@click.option("--document", metavar="KEY", help="the report that tells it")
@click.option("--words", "proof", multiple=True, metavar="WORDS", help="words of the report that prove it, as they stand, or their offsets START:END")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="a field and its value, as text or JSON")
@click.option("--confirm", "confirmed", multiple=True, metavar="ID", help="say that a proposed link or merge holds")
@click.option("--deny", "denied", multiple=True, metavar="ID", help="say that a proposed link or merge does not hold")
@click.option("--skip", "skipped", multiple=True, metavar="ENTRY", help="pass an entry over")
@click.option("--log", "logged", is_flag=True, help="what was decided, the latest first")
@click.option("--list", "listed", is_flag=True, help="what is to be looked at, without asking")
@click.option("--agreement", "agreed", is_flag=True, help="how far coders agree: Cohen's kappa and F1")
@click.option("--gold", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="write the reports that were reviewed whole as gold for mithaq evaluate")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(RECORD_FIELDS), help="only entries of this kind")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="questions or decisions shown")
@_signed
@json_option
@register_option
def review_command(by: str, note: str, as_json: bool, where: str | None, logged: bool, listed: bool, agreed: bool, folder: Path | None, kinds: tuple[str, ...], limit: int, **chosen: Any) -> None:
    """Look at entries, links and merges, the least certain first, and decide; without options one after the other at the prompt."""
    with opened(where) as register:
        if any(chosen.values()):
            _tell(_decided(register, by, note, **chosen), as_json)
        elif folder is not None:
            click.echo(f"{folder}: {_write_gold(register, folder)} reports reviewed whole")
        elif agreed:
            found = register.agreement()
            rows = [{name: round(value, 2) if isinstance(value, float) else value for name, value in msgspec.to_builtins(pair).items()} for pair in found.pairs]
            print_rows(rows, ("first", "second", "entries", "verdict", "kept", "actors", "words"), msgspec.json.encode(found) if as_json else None)
        elif logged:
            decisions = register.decisions(limit=limit)
            rows = [{**msgspec.to_builtins(one), "undone by": one.undone} for one in decisions]
            print_rows(rows, ("id", "at", "by", "decision", "about", "note", "undone by"), msgspec.json.encode(decisions) if as_json else None)
        elif listed or as_json:
            _print_queue(register.queue(by=by, limit=limit, kinds=kinds), as_json)
        else:
            _ask(register, by, kinds, limit)


def _write_gold(register: Register, folder: Path) -> int:
    """Write reviewed readings into a folder, each article with its gold beside it, and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    readings = register.reviewed_readings()
    for reading in readings:
        key, article = document_key(reading.article), reading.article
        said = {name: value for name in ("language", "title", "publisher") if (value := getattr(article, name))}
        published = {"published": article.published.start} if article.published and article.published.start else {}
        for name, value in ((f"{key}.json", {"id": key, "text": article.text, **said, **published}), (f"{key}.gold.json", {"id": key, **as_gold(reading)})):
            (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(readings)


def _decided(
    register: Register, by: str, note: str, accepted: tuple[str, ...], rejected: tuple[str, ...], corrected: str | None, changes: tuple[str, ...],
    added: str | None, document: str | None, proof: tuple[str, ...], confirmed: tuple[str, ...], denied: tuple[str, ...], skipped: tuple[str, ...],
) -> Iterator[tuple[int, str]]:  # fmt: skip
    """Take the decisions that options name, and yield each with its number."""
    if changes and (corrected is None) == (added is None):
        raise click.UsageError("--set needs --correct ENTRY or --add KIND")
    if ((document is not None or proof) and added is None) or (added is not None and document is None):
        raise click.UsageError("--add KIND, --document KEY and --words WORDS go together")
    simple = ((register.accept, accepted), (register.reject, rejected), (register.confirm, confirmed), (register.deny, denied), (register.skip, skipped))
    for decide, ids in simple:
        for id in ids:
            yield decide(id, by=by, note=note), f"{decide.__name__} {id}"
    if corrected is not None:
        yield register.correct(corrected, _fields(changes), by=by, note=note), f"correct {corrected}"
    if added is not None and document is not None:
        number = register.add_record(document, added, [_place(one) for one in proof], _fields(changes), by=by, note=note)
        yield number, f"add {next(one.about for one in register.decisions() if one.id == number)}"


def _place(words: str) -> str | tuple[int, int]:
    """Return offsets for START:END, else the words themselves."""
    start, sign, end = words.partition(":")
    return (int(start), int(end)) if sign and start.isascii() and start.isdigit() and end.isascii() and end.isdigit() else words


def _fields(changes: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields and values of the command line."""
    found: dict[str, Any] = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise RegisterError("R033", f"{change!r}: expected FIELD=VALUE, such as deadline=2025-06-30")
        try:
            found[name.strip()] = json.loads(value)
        except ValueError:
            found[name.strip()] = value
    return found


def _tell(decisions: Iterator[tuple[int, str]], as_json: bool) -> None:
    """Print decisions with the numbers by which they can be undone."""
    for number, told in decisions:
        click.echo(json.dumps({"decision": number, "what": told}) if as_json else f"decision {number}: {told}")


def _print_queue(questions: list[Question], as_json: bool) -> None:
    """Print what is to be looked at."""
    if as_json:
        click.echo(msgspec.json.encode(questions, order="deterministic"))
        return
    rows = [{"id": one.id, "about": one.about, "certainty": f"{one.certainty:.2f}", "what": _short(one)} for one in questions]
    print_rows(rows, ("id", "about", "certainty", "what"))


def _short(question: Question) -> str:
    """Return a question in a few words."""
    if question.link is not None:
        return f"{question.link.entry} {question.link.relation} {question.link.commitment}?"
    if question.names:
        return f"one person? {' / '.join(question.names)}"
    if question.about == "merge":
        return " and ".join(entry.id for entry in question.entries) + "?"
    return " ".join(f"{entry.kind} {what(entry)} «{words(entry)}»" for entry in question.entries)


def _ask(register: Register, by: str, kinds: tuple[str, ...], limit: int) -> None:
    """Ask one question after the other until there are none, or nobody wants to go on."""
    by = by or click.prompt("your name")
    passed: set[str] = set()
    asked, last = 0, 0
    while asked < limit:
        question = next((one for one in register.queue(by=by, limit=len(passed) + 1, kinds=kinds) if one.id not in passed), None)
        if question is None:
            click.echo("nothing more to look at")
            return
        for line in _lines(question):
            click.echo(line)
        choice = click.prompt(_CHOICES.get(question.about, _CHOICES[""]), default="s", show_default=False).strip().lower()[:1]
        if choice == "q":
            return
        try:
            last = _answered(register, question, choice, by, last, passed)
        except MithaqError as error:
            click.echo(str(error), err=True)
        asked += 1


def _answered(register: Register, question: Question, choice: str, by: str, last: int, passed: set[str]) -> int:
    """Take one answer, and return the number of the last decision that can be undone."""
    if choice == "u":
        if last:
            register.undo(last, by=by)
            click.echo(f"decision {last} is undone")
        return 0
    if choice == "a" and question.about == "entry":
        return register.accept(question.id, by=by)
    if choice == "r" and question.about == "entry":
        return register.reject(question.id, by=by, note=click.prompt("why", default="", show_default=False))
    if choice == "c" and question.about == "entry":
        return register.correct(question.id, _fields((click.prompt("field=value"),)), by=by)
    if choice in ("y", "n") and question.about != "entry":
        return (register.confirm if choice == "y" else register.deny)(question.id, by=by)
    passed.add(question.id)
    return register.skip(question.id, by=by) if question.about == "entry" else last


def _lines(question: Question) -> Iterator[str]:
    """Yield a question line by line."""
    yield f"{LRM}{'─' * 40}"
    if question.link is not None:
        yield f"{LRM}does {question.link.entry} bear on {question.link.commitment}: {question.link.relation}? ({question.certainty:.2f})  [{question.id}]"
    elif question.about == "merge":
        yield f"{LRM}are these one? ({question.certainty:.2f})  [{question.id}]"
    elif question.about == "actor":
        yield f"{LRM}are these one person? {' / '.join(map(isolate, question.names))} ({question.certainty:.2f})  [{question.id}]"
    if question.reasons:
        yield f"{LRM}{isolated_quotes('; '.join(map(plain, question.reasons)))}"
    for entry in question.entries:
        yield from entry_lines(entry)


@click.command("merge")
@click.argument("one")
@click.argument("other")
@_signed
@json_option
@register_option
def merge_command(one: str, other: str, by: str, note: str, as_json: bool, where: str | None) -> None:
    """Make the entries ONE and OTHER one; the id of the younger answers with the elder from then on."""
    with opened(where) as register:
        _tell(iter([(register.merge(one, other, by=by, note=note), f"merge {one} and {other}")]), as_json)


@click.command("split")
@click.argument("entry")
@click.argument("telling")
@_signed
@json_option
@register_option
def split_command(entry: str, telling: str, by: str, note: str, as_json: bool, where: str | None) -> None:
    """Take TELLING, a report's record as mithaq show names it, out of ENTRY; it becomes an entry of its own."""
    with opened(where) as register:
        _tell(iter([(register.split(entry, telling, by=by, note=note), f"split {telling} off {entry}")]), as_json)


@click.command("undo")
@click.argument("decision", type=int)
@_signed
@json_option
@register_option
def undo_command(decision: int, by: str, note: str, as_json: bool, where: str | None) -> None:
    """Take back DECISION, the number that a decision was told with; the decision and its undoing are both kept."""
    with opened(where) as register:
        _tell(iter([(register.undo(decision, by=by, note=note), f"undo {decision}")]), as_json)
