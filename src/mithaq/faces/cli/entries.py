"""Entries of the register on a terminal: lists, one entry with all it rests on, plain rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
import msgspec

from mithaq.faces.cli.bidi import LRM, isolate, isolated_quotes, plain, quoted, wrapped
from mithaq.faces.cli.tables import SINGULAR
from mithaq.model import Entry, Telling
from mithaq.model.entry import FIRST, OTHERS
from mithaq.register.listing import Listing, day_of, named, what, words

_LABEL_WIDTH, _WHO_WIDTH = 38, 80
_LINES = 3


def print_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str], raw: bytes | None = None) -> None:
    """Print plain rows as a table, or their JSON if it is given."""
    if raw is not None:
        click.echo(raw)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(LRM + isolate(str(row.get(name) if row.get(name) is not None else "")) for name in columns))
    Console(highlight=False).print(table)


def print_listing(listing: Listing, as_json: bool, heading: str = "") -> None:
    """Print entries: when and what, who and whom, the words that prove it."""
    if as_json:
        click.echo(listing.to_json())
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    room = max(console.width - _LABEL_WIDTH - 8, 24)
    widths = {"entry": _LABEL_WIDTH, "who → whom": min(room * 2 // 5, 40), "words": min(room - room * 2 // 5, 90)}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), title=heading or None, title_justify="left")
    for name, width in widths.items():
        table.add_column(name, no_wrap=True, overflow="ignore", width=width)
    for entry in listing:
        shown = [f"{LRM}{line}" for line in wrapped(f"«{words(entry)}»", widths["words"], _LINES)]
        table.add_row(*(f"{chr(10).join(lines)}\n" for lines in (_label(entry), _who(entry, widths["who → whom"]), shown)))
    console.print(table)
    more = f" of {listing.counted}" if listing.total > len(listing) or listing.more else ""
    console.print(f"{len(listing)}{more} {'entry' if listing.total == 1 else 'entries'}", style="dim")


def _label(entry: Entry) -> list[str]:
    """Return when, what and under which id, line by line."""
    told = f" · {entry.sources} sources" if entry.sources > 1 else ""
    state = f" · {entry.review.state}" if entry.review.state != "machine" else ""
    actuality = f" {entry.record.actuality}" if entry.record.actuality != "done" else ""
    lines = [f"{day_of(entry) or 'undated'}{told}{state}", f"{SINGULAR[entry.kind]} {what(entry)}{actuality}", entry.id]
    if entry.life is not None:
        lines.append(f"{entry.life.official}, {entry.life.evidence}, {entry.life.schedule}".replace("_", " "))
    return [f"{LRM}{line[:_LABEL_WIDTH]}" for line in lines]


def _who(entry: Entry, width: int) -> list[str]:
    """Return who does it, then to or with whom."""
    lines: list[str] = []
    for lead, fields in (("", FIRST), ("→ ", OTHERS)):
        for name, code in named(entry, fields):
            shown = wrapped(name, width - len(code) - len(lead) - 1, 1) if name else []
            lines.append(f"{LRM}{lead}{' '.join([*shown, code])}")
    return lines


def print_entry(entry: Entry, as_json: bool) -> None:
    """Print one entry with its tellings, conflicts, life and links."""
    if as_json:
        click.echo(msgspec.json.encode(entry, order="deterministic"))
        return
    for line in entry_lines(entry):
        click.echo(line)


def entry_lines(entry: Entry) -> Iterator[str]:
    """Yield an entry line by line."""
    review = entry.review
    by = f" by {plain(review.by)} on {review.when}" if review.by else ""
    yield f"{LRM}{entry.id}  {SINGULAR[entry.kind]} {what(entry)}  ({entry.record.actuality}, {review.state}{by}, confidence {entry.record.confidence:.2f})"
    yield f"{LRM}{day_of(entry) or 'undated'}{_placed(entry)}  {entry.sources} {'source' if entry.sources == 1 else 'sources'}"
    yield from _who(entry, _WHO_WIDTH)
    for telling in entry.tellings:
        yield from _telling(telling)
    for conflict in entry.conflicts:
        values = "; ".join(f"{isolate(value)} ({len(tellings)})" for value, tellings in conflict.values.items())
        yield f"{LRM}sources disagree on {conflict.field}: {values}"
    yield from _life(entry)
    for link in entry.links:
        yield f"{LRM}{link.decision}: {link.entry if link.commitment == entry.id else link.commitment} {link.relation} ({link.score:.2f}): {isolated_quotes('; '.join(link.reasons))}  [{link.id}]"


def _placed(entry: Entry) -> str:
    """Return where an entry happened."""
    place = entry.record.place
    return f"  {isolate(place.name)} {place.country or ''}".rstrip() if place else ""


def _telling(telling: Telling) -> Iterator[str]:
    """Yield a report's telling: where and when it stood, and its words with their place."""
    document = telling.document
    article = document.article
    day = article.published.start if article.published else None
    origin = f", from {plain(document.origin)}" if document.origin and document.origin != article.publisher else ""
    yield f"{LRM}— {isolate(article.publisher or 'unknown outlet')}{origin}, {day or 'undated'}, {article.language}, {plain(article.url or article.id)}  [{telling.id}]"
    for evidence in telling.record.evidence:
        yield f"{LRM}    {quoted(evidence.text)} [{evidence.start}, {evidence.end})"


def _life(entry: Entry) -> Iterator[str]:
    """Yield where a commitment stands, and how it came there."""
    if entry.life is None:
        return
    yield f"{LRM}official {entry.life.official}, evidence {entry.life.evidence}, schedule {entry.life.schedule}".replace("_", " ")
    for step in entry.life.steps:
        by = f" by {plain(step.by)}" if step.by else ""
        yield f"{LRM}    {step.day or '?'}  {step.axis}: {step.value.replace('_', ' ')}{by}  {isolated_quotes(step.reason)}".rstrip()
