"""The patterns of a pack's ``dates.toml`` compiled to regexes, with an index by their first two words.

Nothing here knows a language. How patterns read is told at the top of the data files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mithaq.annotate.date_patterns import (
    END,
    GAP,
    NUMBER,
    Group,
    Next,
    Template,
    Value,
    alternation,
    slots_of,
)
from mithaq.annotate.wordview import WordView

# a set of characters as far apart as these takes seven times as long to compile
_NOT_IN_NUMBER = r"(?:(?<!\d)|(?!(?:[.,/:]|\u066b|\u066c|)\d|[^\S\n]?[%\u066a]))"


@dataclass(frozen=True)
class Rule:
    """One pattern of one rule. ``means`` names its calculation, ``after`` what it must stand behind.

    The regex is compiled when a text first needs it: most texts need few of them.
    """

    id: str
    means: str
    kind: str
    regex: str
    groups: tuple[Group, ...]
    fixed: Mapping[str, Value]
    then: Mapping[str, Next]
    nested: bool
    marked: bool
    closes_range: bool
    after: frozenset[str]

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Return what matches the rule at a place of a text."""
        return re.compile(self.regex).match

    def values(self, match: re.Match[str]) -> dict[str, Value] | None:
        """Return the values that a match carries, or None if one of its words has none."""
        values = dict(self.fixed)
        for group, slot, name in self.groups:
            written = match.group(group)
            if written is None:
                continue
            value = slot.value(written)
            if value is None:
                return None
            values[name] = value
        return values


class Rules:
    """The rules that may begin with one word, found by what comes next: most of them ask for words that do not."""

    def __init__(self, first: str, rules: Iterable[Rule]) -> None:
        self.first, self.all = first, tuple(rules)

    def before(self, following: str) -> tuple[Rule, ...]:
        """Return the rules that may go on with a word, ``NUMBER`` or ``MARK``, or end before it."""
        return self._by_next.get(following, self._others)

    @cached_property
    def _by_next(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that may go on with each word that any of them names."""
        asked = frozenset[str]().union(*(then for rule in self.all if (then := rule.then[self.first]) is not None))
        return {word: self._that(word) for word in asked}

    @cached_property
    def _others(self) -> tuple[Rule, ...]:
        """The rules that may go on with any word, or none."""
        return self._that(END)

    def _that(self, word: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.all if (then := rule.then[self.first]) is None or END in then or word in then)


class Start(NamedTuple):
    """Where rules may begin in a token: ``offset`` code points in, after its first letters read ``patch``."""

    offset: int
    patch: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class Block:
    """Words beside which some rules yield no date."""

    rules: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def stops(self, rule: str, text: str, start: int, end: int) -> bool:
        """Return whether a match of ``rule`` at ``text[start:end]`` is no date."""
        if rule not in self.rules:
            return False
        if self.before is not None and self.before.search(text, max(0, start - 32), start):
            return True
        return self.after is not None and self.after.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Joins:
    """What stands between two expressions that make one date."""

    same: re.Pattern[str]
    range: re.Pattern[str]
    both: re.Pattern[str]
    between: re.Pattern[str]
    since: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The date expressions of one language, ready for :func:`mithaq.annotate.dates.find_dates`."""

    rules: tuple[Rule, ...]
    starts: Mapping[str, tuple[Start, ...]]
    blocks: tuple[Block, ...]
    joins: Joins
    words: WordView
    week_start: int

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> DateGrammar:
        """Return the grammar of a decoded ``dates.toml``.

        Raises:
            PackError: where a pattern names an unknown slot, macro or glue, or does not close.
        """
        words = WordView.of(data)
        data = words.respelt(data)
        rules = tuple(_rules(data))
        return cls(
            rules=rules,
            starts=_starts(rules, data.get("clitics", {})),
            blocks=tuple(_block(block, data) for block in data.get("block", ())),
            joins=_joins(data["joins"]),
            words=words,
            week_start=int(data.get("week_start", 0)),
        )

    def view(self, text: str) -> str:
        """Return ``text`` as the patterns read it: letters that count alike made one; the length stays."""
        return self.words.apply(text)

    def blocked(self, rule: str, view: str, start: int, end: int) -> bool:
        """Return whether what a rule matched is no date where it stands."""
        return any(block.stops(rule, view, start, end) for block in self.blocks)


def _rules(data: Mapping[str, Any]) -> Iterable[Rule]:
    """Yield the compiled patterns of every rule, in the order of the data."""
    slots = slots_of(data)
    for rule in data["rule"]:
        for pattern in rule["patterns"]:
            template = Template(pattern, rule["id"], slots, data)
            part = template.compile()
            yield Rule(
                id=rule["id"],
                means=rule["means"],
                kind=rule.get("kind", "date"),
                regex=part.regex + _NOT_IN_NUMBER,
                groups=tuple(template.groups),
                fixed=rule.get("fixed", {}),
                then=part.then,
                nested=template.nested,
                marked=template.marked,
                closes_range=bool(rule.get("closes_range", False)),
                after=frozenset(rule.get("after", ())),
            )


def _starts(rules: tuple[Rule, ...], clitics: Mapping[str, Any]) -> dict[str, tuple[Start, ...]]:
    """Return which rules may begin in which token, with whatever may be glued before the first word."""
    by_word: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.then:
            by_word.setdefault(word, []).append(rule)
    starts: dict[str, list[Start]] = {}
    for word, found in by_word.items():
        rules_of = Rules(word, found)
        starts.setdefault(word, []).insert(0, Start(0, "", rules_of))
        if word != NUMBER:
            for glued, start in _glued(word, rules_of, clitics):
                starts.setdefault(glued, []).append(start)
    return {word: tuple(found) for word, found in starts.items()}


def _glued(word: str, rules: Rules, clitics: Mapping[str, Any]) -> Iterable[tuple[str, Start]]:
    """Yield a first word with clitics before it, and where in such a token the date starts."""
    for clitic in clitics.get("glued", ()):
        yield clitic + word, Start(len(clitic), "", rules)
    article, assimilated = clitics.get("article", ""), clitics.get("assimilated", "")
    if article and word.startswith(article):
        for before in ("", *clitics.get("before_assimilated", ())):
            yield before + assimilated + word[len(article) :], Start(len(before), article, rules)


def _block(block: Mapping[str, Any], data: Mapping[str, Any]) -> Block:
    """Return one block of the data, compiled."""
    prefix = data.get("clitics", {}).get("prefix", "")
    before, after = block.get("before"), block.get("after")
    quote = "[\"'\u00ab\u00bb\u201c\u201d\u2018\u2019(]"
    return Block(
        rules=frozenset(block["rules"]),
        before=re.compile(rf"(?<![^\W\d_]){prefix}{alternation(before)}{GAP}{quote}?\Z") if before else None,
        after=re.compile(f"{quote}?{GAP}{alternation(after)}") if after else None,
    )


def _joins(spec: Mapping[str, str]) -> Joins:
    """Return the regexes of what joins two expressions."""
    return Joins(
        same=re.compile(spec["same"]),
        range=re.compile(spec["range"]),
        both=re.compile(spec["and"]),
        between=re.compile(spec["between"] + r"\Z"),
        since=re.compile(spec["from"] + r"\Z"),
    )
