"""What the register answers: ``mithaq stats``, ``search``, ``show``, ``timeline``, ``matrix``, ``partnership``, ``alliance``, ``actor``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import msgspec

from mithaq.faces.cli.bidi import LRM, isolate
from mithaq.faces.cli.entries import print_entry, print_listing, print_rows
from mithaq.faces.cli.registers import as_of_option, json_option, opened, register_option
from mithaq.faces.cli.values import is_date
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register.facts import NOT_REAL
from mithaq.register.register import Register
from mithaq.register.selecting import STATES, Filter

Command = Callable[..., Any]
_ORDERS = ("date", "-date", "confidence", "-confidence", "deadline")


def _filters(command: Command) -> Command:
    """Add the options by which entries are chosen."""
    options = (
        click.option("--actor", "asked", multiple=True, metavar="NAME", help="code, name or card of an actor; given twice: both"),
        click.option("--kind", "kinds", multiple=True, type=click.Choice(RECORD_FIELDS), help="only this kind of record"),
        click.option("--type", "types", multiple=True, metavar="TYPE", help="event type, agreement type, kind of meeting, post, role"),
        click.option("--since", metavar="DATE", help="from this day, month or year on"),
        click.option("--until", metavar="DATE", help="up to this day, month or year"),
        click.option("--place", metavar="PLACE", help="a place as reports name it, or a country"),
        click.option("--outlet", metavar="NAME", help="only what this outlet or agency tells"),
        click.option("--language", metavar="CODE", help="only what reports in this language tell"),
        click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="review state; rejected entries only if asked for"),
        click.option("--include", multiple=True, type=click.Choice(NOT_REAL), help="also what was denied, is hypothetical or long past"),
        as_of_option,
        json_option,
        register_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _filter(register: Register, chosen: dict[str, Any], *names: str) -> Filter:
    """Return the filter that options and named actors mean."""
    moment, include = chosen.get("as_of"), chosen.get("include", ())
    parties = tuple(register.party(name) for name in (*names, *chosen.get("asked", ())))
    plain = {name: chosen[name] for name in ("kinds", "types", "since", "until", "place", "outlet", "language", "states") if chosen.get(name)}
    actualities = tuple(name for name in _ACTUALITIES if name not in NOT_REAL or name in include)
    return Filter(parties=parties, moment=moment, actualities=actualities, **plain)


_ACTUALITIES = ("done", "ongoing", "agreed", "promised", "offered", "planned", "requested", "conditional", "hypothetical", "denied", "historical")


@click.command("stats")
@as_of_option
@json_option
@register_option
def stats_command(as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show what the register holds: reports and entries by kind, language, outlet and review state."""
    with opened(where, read_only=True) as register:
        counts = register.stats(as_of=as_of)
        print_rows(counts.rows(), ("of", "value", "number"), counts.to_json() if as_json else None)


@click.command("search")
@click.argument("words", required=False, default="")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="entries shown")
@click.option("--offset", type=click.IntRange(0), default=0, help="entries passed over")
@click.option("--order", type=click.Choice(_ORDERS), help="the best hits first if left out")
@_filters
def search_command(words: str, limit: int, offset: int, order: Any, as_json: bool, where: str | None, **chosen: Any) -> None:
    """Search entries by WORDS and by actor, kind, type, date, place, outlet, language and state.

    WORDS are found in any spelling of hamza and with glued letters; "words in quotation marks" as they stand; a star lets a word go on.
    """
    with opened(where, read_only=True) as register:
        found = register.search(words, _filter(register, chosen), limit=limit, offset=offset, order=order)
        print_listing(found, as_json)


@click.command("show")
@click.argument("entry")
@as_of_option
@json_option
@register_option
def show_command(entry: str, as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show the entry with the id ENTRY: every telling with its words, where sources disagree, its life and links."""
    with opened(where, read_only=True) as register:
        print_entry(register.entry(entry, as_of=as_of), as_json)


@click.command("timeline")
@click.argument("actor")
@click.argument("other", required=False)
@click.option("--limit", type=click.IntRange(1, 100_000), default=200, show_default=True, help="entries shown")
@_filters
def timeline_command(actor: str, other: str | None, limit: int, as_json: bool, where: str | None, **chosen: Any) -> None:
    """Show what ACTOR did, said and promised in the order of days; with OTHER, what the two have to do with each other."""
    with opened(where, read_only=True) as register:
        wanted = _filter(register, chosen, *([actor, other] if other else [actor]))
        print_listing(register.search("", wanted, limit=limit, order="date"), as_json)


@click.command("matrix")
@_filters
def matrix_command(as_json: bool, where: str | None, **chosen: Any) -> None:
    """Show who met whom, and how often."""
    with opened(where, read_only=True) as register:
        matrix = register.matrix(_filter(register, chosen))
        print_rows(matrix.rows(), ("one", "other", "meetings", "entries"), matrix.to_json() if as_json else None)


@click.command("partnership")
@click.argument("one")
@click.argument("other")
@as_of_option
@json_option
@register_option
def partnership_command(one: str, other: str, as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show the whole relation of two sides, states or alliances: sessions, agreements, promises of either side, deliveries."""
    with opened(where, read_only=True) as register:
        found = register.partnership(one, other, as_of=as_of)
        if as_json:
            click.echo(found.to_json())
            return
        for name, part in found.parts.items():
            if part:
                print_listing(part, False, heading=_HEADINGS[name].format(one=found.one.name, other=found.other.name))
        if not any(found.parts.values()):
            click.echo(f"nothing is known of {found.one.name} and {found.other.name} together")


_HEADINGS = {
    "sessions": "Sessions", "agreements": "Agreements", "given": "{one} promised {other}", "taken": "{other} promised {one}", "shared": "Both promised",
    "deliveries": "Deliveries", "statements": "Statements", "events": "Events", "overdue": "Overdue",
}  # fmt: skip


@click.command("alliance")
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="members on this day; today's if left out")
@as_of_option
@json_option
@register_option
def alliance_command(name: str, day: str | None, as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show the alliance NAME: members with dates and role, organs and forces, partners, who speaks for it."""
    with opened(where, read_only=True) as register:
        found = register.alliance(name, day=day, as_of=as_of)
        if as_json:
            click.echo(found.to_json())
            return
        click.echo(f"{found.party.name} ({found.party.code}), {found.since or '?'} to {found.until or 'now'}")
        print_rows(found.rows(), ("code", "name", "role", "since", "until", "entry"))
        for heading, names in (("organs", found.organs), ("forces", found.forces), ("speakers", [f"{n} ({c})" for n, c in found.speakers.items()])):
            if names:
                click.echo(f"{heading}: {', '.join(names)}")
        if found.partners:
            print_rows([{"code": p.code, "name": p.name, **p.dealings} for p in found.partners], ("code", "name", "meetings", "agreements", "commitments", "deliveries"))


@click.command("actor")
@click.argument("name")
@click.option("--on", "day", metavar="DATE", callback=is_date, help="offices and memberships on this day; today's if left out")
@as_of_option
@json_option
@register_option
def actor_command(name: str, day: str | None, as_of: str | None, as_json: bool, where: str | None) -> None:
    """Show the card of the actor NAME: all its names, offices with their dates, memberships, whom it deals with."""
    with opened(where, read_only=True) as register:
        found = register.card(name, day=day, as_of=as_of)
    if as_json:
        click.echo(found.to_json())
        return
    click.echo(f"{LRM}{isolate(found.name)} ({found.code}), {found.kind.replace('_', ' ')}, sector {found.sector}, on {found.day}  [{found.key}]")
    click.echo(f"{LRM}names: {', '.join(isolate(one.name) + (f' {one.language}' if one.language else '') for one in found.names)}")
    if found.joined:
        click.echo(f"{LRM}one with: {', '.join(found.joined)}")
    if found.offices:
        print_rows(found.rows(), ("name", "post", "polity", "title", "status", "since", "first", "last", "until", "standing", "entry", "rivals"))
    for heading, stays in (("member of", found.memberships), ("members", found.members)):
        if stays:
            click.echo(f"{heading}:")
            print_rows([msgspec.structs.asdict(one) for one in stays], ("code", "name", "role", "since", "until", "entry"))
    if found.dealings:
        print_rows([{"code": one.code, "name": one.name, **one.dealings} for one in found.dealings], ("code", "name", "meetings", "agreements", "commitments", "deliveries"))
