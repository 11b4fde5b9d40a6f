"""What a language lacks beside what the others have: names, titles, function words, dates, frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mithaq.packs import loader

# the predicates that news words most often, by the frames of all languages
COMMONEST = (
    "say", "announce", "add", "confirm", "deny", "according_to", "urge", "demand", "condemn", "criticise", "warn", "threaten", "meet", "visit", "phone_call", "sign_agreement",
    "agree", "attack", "kill", "arrest", "impose_sanctions", "give_aid", "promise", "refuse",
)  # fmt: skip
# what the expressions of every language mean
_MEANINGS = ("calendar", "relative_day", "weekday", "period", "distance", "bound")
_BEHIND = ("killed", "injured", "detained")
_SHOWN = 8


def lacking(shared: loader.SharedSource, source: loader.PackSource, root: Path = loader.PACKS) -> Iterator[str]:
    """Yield what a pack lacks, as «file: what»; a pack may do without some of it."""
    others = [loader.load_source(language, root) for language in loader.languages(root) if language != source.language]
    like = [other for other in others if other.settings.syntax == source.settings.syntax]
    yield from _names(shared, source)
    yield from _tables(source)
    yield from _titles(source, others)
    yield from _words(source, like)
    yield from _figures(source)
    yield from _frames(shared, source)


def _names(shared: loader.SharedSource, source: loader.PackSource) -> Iterator[str]:
    """Yield states and organisations without a name."""
    named = {row.code for row in source.territories if row.names or row.weak}
    yield from _told("territories.tsv", "states without a name", (row.code for row in shared.territories if row.kind == "state" and row.code not in named))
    belonging = {row.code for row in source.territories if row.nisba or row.people}
    yield from _told("territories.tsv", "states without an adjective", (row.code for row in shared.territories if row.kind == "state" and row.code in named - belonging))
    called = {row.code for row in source.organisations if row.names or row.weak}
    between = dict.fromkeys(row.code for row in shared.organisations if row.code.startswith("IGO:"))
    yield from _told("organisations.tsv", "bodies of states without a name", (code for code in between if code not in called))


def _tables(source: loader.PackSource) -> Iterator[str]:
    """Yield the tables that have no row."""
    tables = {
        "persons": source.persons, "places": source.places, "roles": source.roles, "modifiers": source.modifiers, "honorifics": source.honorifics, "given_names": source.names,
    }  # fmt: skip
    yield from (f"{name}.tsv: no row" for name, rows in tables.items() if not rows)
    if not source.light.light:
        yield "light_verbs.toml: no verb"
    if not source.assessments.negative.adjectives:
        yield "assessments.toml: no word that blames"


def _titles(source: loader.PackSource, others: list[loader.PackSource]) -> Iterator[str]:
    """Yield posts and kinds of bodies that every other language has a title for."""
    for column, what in (("post", "posts without a title"), ("kind", "kinds of bodies without a noun")):
        known = [{getattr(row, column) for row in other.roles} for other in others]
        shared_by_all = set.intersection(*known) if known else set()
        yield from _told("roles.tsv", what, sorted(shared_by_all - {getattr(row, column) for row in source.roles} - {""}))


def _words(source: loader.PackSource, like: list[loader.PackSource]) -> Iterator[str]:
    """Yield lists of function words and topics that are missing or empty, and filled in every language of the same order of words."""
    yield from _told("particles.toml", "lists without a word", _unfilled(source.particles, [other.particles for other in like]))
    yield from _told("topics.toml", "topics without a word", _unfilled(source.topics.contexts, [other.topics.contexts for other in like]))
    yield from _told("topics.toml", "media without a word", _unfilled(source.topics.media, [other.topics.media for other in like]))


def _unfilled(lists: Mapping[str, Sequence[str]], others: list[Mapping[str, Sequence[str]]]) -> list[str]:
    """Return the names of lists that hold nothing here and something in all others."""
    filled = [{name for name, words in other.items() if words} for other in others]
    return sorted(set.intersection(*filled) - {name for name, words in lists.items() if words}) if filled else []


def _figures(source: loader.PackSource) -> Iterator[str]:
    """Yield what dates and amounts lack."""
    means = {rule["means"] for rule in source.dates.get("rule", ())}
    yield from _told("dates.toml", "meanings without a rule", (name for name in _MEANINGS if name not in means))
    yield from _told("dates.toml", "words without a list", (name for name in ("month", "weekday") if not source.dates.get("lexicon", {}).get(name)))
    yield from _told("amounts.toml", "numbers without a word", (role for role in ("unit", "tens", "scale") if not source.amounts.get("number", {}).get(role)))
    yield from _told("amounts.toml", "fates without a word", (fate for fate in _BEHIND if not source.amounts.get("head", {}).get(fate)))


def _frames(shared: loader.SharedSource, source: loader.PackSource) -> Iterator[str]:
    """Yield the commonest predicates without a frame, and how many acts and operators have none."""
    worded = {frame.frame.id for frame in source.frames}
    known = {*shared.acts, *shared.operators}
    yield from _told("frames", "of the commonest without a file", (name for name in COMMONEST if name in known and name not in worded))
    missing = len(known - worded)
    if missing:
        yield f"frames: {missing} of {len(known)} acts and operators without a file"


def _told(file: str, what: str, missing: Iterable[str]) -> Iterator[str]:
    """Yield one line for what is missing, with the first few of it."""
    listed = list(missing)
    if listed:
        more = ", …" if len(listed) > _SHOWN else ""
        yield f"{file}: {len(listed)} {what}: {', '.join(listed[:_SHOWN])}{more}"

