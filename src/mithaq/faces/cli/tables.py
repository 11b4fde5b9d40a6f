"""Readings as tables for the terminal: what was read, who with whom, the words that prove it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mithaq.faces.cli.bidi import LRM, isolate, isolated_quotes, plain, wrapped
from mithaq.model import Amount, Evidence, Reading, Record, When
from mithaq.model.entry import FIRST, OTHERS, actors_in
from mithaq.model.reading import RECORD_FIELDS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_SORTS = ("type", "mode", "post", "kind", "stage", "status", "role", "form")
# what goes without saying
_SILENT = ("in_office", "held")
_STYLES = {
    "statements": "blue", "meetings": "green", "agreements": "magenta", "commitments": "bright_magenta",
    "deliveries": "yellow", "offices": "bright_black", "memberships": "cyan", "events": "red",
}  # fmt: skip
SINGULAR = {kind: kind.removesuffix("s") for kind in RECORD_FIELDS} | {"deliveries": "delivery"}
_LABEL_WIDTH = 22
_WORD_LINES = 3
_FILE_WIDTH = 120


def show_tables(readings: Iterable[Reading]) -> None:
    """Print one table per reading, each as soon as it is made."""
    from rich.console import Console

    console = Console(highlight=False)
    for reading in readings:
        _show(reading, console)


def tables(readings: Iterable[Reading]) -> str:
    """Return the tables of readings as text for a file."""
    from rich.console import Console

    out = io.StringIO()
    for reading in readings:
        _show(reading, Console(file=out, width=_FILE_WIDTH, highlight=False))
    return out.getvalue()


def _show(reading: Reading, console: Console) -> None:
    """Print the heading, the records and the issues of one reading."""
    from rich.text import Text

    article = reading.article
    heading = article.title or article.text.strip().partition("\n")[0]
    console.print(Text(LRM).append(plain(article.id), style="bold").append(_published(article.published)))
    for line in wrapped(heading, console.width - 2, 2):
        console.print(Text(f"{LRM}{line}"))
    if any(True for _ in reading.records):
        console.print(_table(reading, console.width))
    console.print(Text(f"{LRM}{_totals(reading)}", style="dim"))
    for issue in reading.issues:
        console.print(Text(f"{LRM}issue {issue.code}: {isolated_quotes(issue.message)}", style="yellow"))
    console.print()


def _published(when: When | None) -> str:
    """Return the publication date, and whether it was inferred."""
    if when is None or when.start is None:
        return ""
    return f" · {when.start}{' (inferred)' if when.basis == 'inferred' else ''}"


def _totals(reading: Reading) -> str:
    """Return how many records of each kind were read."""
    counts = [(len(getattr(reading, kind)), kind) for kind in RECORD_FIELDS]
    told = ", ".join(f"{n} {kind if n > 1 else SINGULAR[kind]}" for n, kind in counts if n)
    return told or "no record was read"


def _table(reading: Reading, width: int) -> Table:
    """Return the records of a reading in three columns that fit ``width``."""
    from rich import box
    from rich.table import Table

    room = max(width - _LABEL_WIDTH - 8, 24)
    who_width = min(room * 2 // 5, 40)
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1))
    for heading, columns in (("record", _LABEL_WIDTH), ("who → whom", who_width), ("words", min(room - who_width, 90))):
        table.add_column(heading, no_wrap=True, overflow="ignore", width=columns)
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            table.add_row(*_row(reading, record, kind, who_width, min(room - who_width, 90)))
    return table


def _row(reading: Reading, record: Record, kind: str, who_width: int, words_width: int) -> tuple[Text, Text, Text]:
    """Return the three cells of a record, as many lines each."""
    from rich.text import Text

    label, who = _label(record, kind), _who(reading, record, who_width)
    words = _words(record, words_width)
    height = max(len(label), len(who), len(words)) + 1
    label += [LRM] * (height - len(label))
    first = Text(f"{label[0]}\n", style=f"bold {_STYLES[kind]}").append(Text("\n".join(label[1:]), style="not bold default"))
    return first, Text("\n".join(who)), Text("\n".join(words))


def _label(record: Record, kind: str) -> list[str]:
    """Return what a record is, line by line: its kind, its type and state, when."""
    sorts = [str(v) for name in _SORTS if (v := getattr(record, name, None)) and v not in _SILENT]
    strength = [f"strength {s}"] if (s := getattr(record, "strength", None)) else []
    how = [record.actuality] if record.actuality != "done" else []
    when = [record.date.start] if record.date and record.date.start else []
    lines = [" ".join(part).replace("_", " ") for part in (sorts + strength, how, when, _amount(record), _deadline(record)) if part]
    return [f"{LRM}{line[:_LABEL_WIDTH]}" for line in (SINGULAR[kind], *lines)]


def _amount(record: Record) -> list[str]:
    """Return how much is promised or was given."""
    amount: Amount | None = getattr(record, "amount", None)
    return [f"{amount.value:,.0f}" if amount.value == int(amount.value) else f"{amount.value:,}", amount.unit] if amount else []


def _deadline(record: Record) -> list[str]:
    """Return by when something is promised."""
    deadline: When | None = getattr(record, "deadline", None)
    return ["by", day] if deadline and (day := deadline.end or deadline.start) else []


def _who(reading: Reading, record: Record, width: int) -> list[str]:
    """Return who does it, then to or with whom."""
    lines = [line for one in _named(reading, record, FIRST) for line in _actor_lines("", one, width)]
    others = [line for one in _named(reading, record, OTHERS) for line in _actor_lines("→ ", one, width)]
    return [f"{LRM}{line}" for line in (*lines, *others)] or [LRM]


def _actor_lines(lead: str, actor: tuple[str, str], width: int) -> list[str]:
    """Return a name with its code behind it."""
    name, code = actor
    lines = wrapped(name, width - len(lead) - len(code) - 1, 2) if name else [""]
    label = f" {code}" if name else code
    return [f"{lead if n == 0 else ' ' * len(lead)}{line}{label if n == 0 else ''}" for n, line in enumerate(lines)]


def _named(reading: Reading, record: Record, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return name and code of the actors in some fields; a bare code has no name."""
    names = {actor.id: (actor.name, _code(reading, actor.id)) for actor in reading.actors}
    return [names.get(ref, ("", ref)) for ref in actors_in(record, *fields)]


def _code(reading: Reading, ref: str) -> str:
    """Return an actor's code; of a group, those of its members."""
    actor = reading.actor(ref)
    members = {other.id: other.code for other in reading.actors if other.id in actor.members}
    return ",".join(dict.fromkeys(members.values())) if members else actor.code


def _words(record: Record, width: int) -> list[str]:
    """Return the first words that prove a record, and how many more pieces there are."""
    content: Evidence | None = getattr(record, "content", None)
    proof = [content] if content is not None else record.evidence
    if not proof:
        return [LRM]
    more = [f"{LRM}+ {len(proof) - 1} more"] if len(proof) > 1 else []
    return [f"{LRM}{line}" for line in wrapped(f"«{proof[0].text}»", width, _WORD_LINES)] + more


def line_of(reading: Reading, record: Record) -> str:
    """Return who a record is about on one line: «كندا CAN → الصومال SOM»."""
    first, others = (
        ", ".join(" ".join(part for part in (isolate(name), code) if part) for name, code in _named(reading, record, fields))
        for fields in (FIRST, OTHERS)
    )
    return " → ".join(part for part in (first, others) if part)
