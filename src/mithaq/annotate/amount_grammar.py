"""The words of a pack's ``amounts.toml`` ready for matching: numbers, units, currencies, people, what stands before them.

Nothing here knows a language. What the tables mean is told at the top of the data files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import msgspec

from mithaq.annotate.wordview import WordView
from mithaq.errors import PackError

Kind = Literal["money", "quantity", "people", "share"]
Bound = Literal["exact", "about", "at_least", "at_most"]
KINDS = ("money", "quantity", "people", "share")
BOUNDS = ("about", "at_least", "at_most")
ROLES = ("unit", "teen", "tens", "hundreds", "scale", "dual", "part", "vague", "round")
_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,\u060c\u066b\u066c]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[$€£¥%\u066a])")
# how many spaces, or an apostrophe of an elision, may stand between words that belong together
_NEAR = 3
Value = TypeVar("Value")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A number, word or sign of a text, and whether only spaces stand between it and the one before."""

    text: str
    start: int
    end: int
    kind: str
    near: bool


class Found(NamedTuple, Generic[Value]):
    """What a phrase stands for, how many tokens it takes, and how many letters are glued before it."""

    value: Value
    length: int
    glued: int


class NumberWord(NamedTuple):
    """What a word counts, and how it combines: ``role`` is one of :data:`ROLES`."""

    value: float
    role: str


class Unit(NamedTuple):
    """What is counted. ``alone`` is how many the form alone says: 1 or 2, or 0 where it needs a number."""

    id: str
    kind: Kind
    fate: str
    alone: int
    homes: Mapping[str, str]


@dataclass(slots=True)
class Phrases(Generic[Value]):
    """Phrases of one or more words, found at a token; a first word may have letters glued before it."""

    prefixes: tuple[str, ...] = ()
    starts: dict[str, list[tuple[str, tuple[str, ...], Value]]] = field(default_factory=dict)

    def add(self, phrase: str, value: Value) -> None:
        """Add a phrase; the same phrase may stand for several things."""
        words = tuple(phrase.split())
        for prefix in dict.fromkeys(("", *self.prefixes)):
            entries = self.starts.setdefault(prefix + words[0], [])
            if (prefix, words, value) not in entries:
                entries.append((prefix, words, value))
                entries.sort(key=lambda entry: (-len(entry[1]), len(entry[0])))

    def at(self, tokens: Sequence[Token], index: int, *, glued: Iterable[str] | None = None) -> list[Found[Value]]:
        """Return what stands at a token, the longest first, then those with the fewest letters glued before.

        ``glued`` says which letters may be; without it any prefix of the phrases.
        """
        entries = self.starts.get(tokens[index].text) if index < len(tokens) else None
        if not entries:
            return []
        return [
            Found(value, len(words), len(prefix))
            for prefix, words, value in entries
            if (glued is None or prefix in glued) and (len(words) == 1 or _follow(tokens, index, words[1:]))
        ]

    def ending(self, tokens: Sequence[Token], index: int) -> Found[Value] | None:
        """Return the longest phrase that ends right before a token."""
        for length in range(min(4, index), 0, -1):
            if tokens[index - length].text in self.starts and all(token.near for token in tokens[index - length + 1 : index + 1]):
                for one in self.at(tokens, index - length):
                    if one.length == length:
                        return one
        return None


def _follow(tokens: Sequence[Token], index: int, words: Sequence[str]) -> bool:
    """Return whether words follow a token, with only spaces between."""
    following = tokens[index + 1 : index + 1 + len(words)]
    return len(following) == len(words) and all(t.near and t.text == word for t, word in zip(following, words, strict=True))


@dataclass(frozen=True, slots=True)
class AmountGrammar:
    """The amounts of one language, ready for :func:`mithaq.annotate.amounts.find_amounts`."""

    words: WordView
    numbers: Phrases[NumberWord]
    units: Phrases[Unit]
    heads: Phrases[str]
    bounds: Phrases[Bound]
    parts: Phrases[bool]
    leaves: Phrases[bool]
    ranges: Phrases[str]
    follows: Mapping[str, frozenset[str]]
    signs: Mapping[str, Unit]
    joiner: str
    article: str
    linkers: frozenset[str]
    point: frozenset[str]
    spaced: bool
    endings: tuple[str, ...]
    never: frozenset[str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> AmountGrammar:
        """Return the grammar of a decoded ``amounts.toml``.

        Raises:
            PackError: where the data lacks a table or has one that means nothing.
        """
        words = WordView.of(data)
        data = words.respelt(data)
        try:
            return cls(words=words, **_tables(data))
        except KeyError as error:
            raise PackError("P061", f"amounts.toml: lacks {error}; see the top of packs/ar/amounts.toml for its tables") from error

    def tokens(self, view: str, first: int, last: int) -> list[Token]:
        """Return the tokens of a part of a text as the view shows it."""
        tokens: list[Token] = []
        end = first
        for match in _TOKEN.finditer(view, first, last):
            start, gap = match.start(), view[end : match.start()]
            end = match.end()
            near = gap == " " or (not gap.strip(" \t'") and len(gap) <= _NEAR)
            tokens.append(Token(match[0], start, end, match.lastgroup or "", near))
        return tokens


def _tables(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the grammar that are made of the data's tables."""
    spec = data["words"]
    prefixes = tuple(spec.get("prefixes", ()))
    units, signs = _units(data)
    return {
        "numbers": _numbers(data, prefixes),
        "units": units,
        "heads": _listed(data.get("head", {}), prefixes),
        "bounds": _listed(_checked(data.get("bound", {}), BOUNDS, "bound"), prefixes),
        "parts": _listed({True: spec.get("part", ())}, prefixes),
        "leaves": _listed({True: spec.get("leaves", ())}, prefixes),
        "ranges": _listed(_checked(data.get("range", {}), ("to", "between", "and"), "range"), prefixes),
        "follows": {role: frozenset(roles) for role, roles in data["follows"].items()},
        "signs": signs,
        "joiner": spec.get("joiner", ""),
        "article": data.get("inflection", {}).get("article", ""),
        "linkers": frozenset(spec.get("linkers", ())),
        "point": frozenset(spec.get("point", ())),
        "spaced": bool(spec.get("spaced_digits", False)),
        "endings": tuple(data.get("people", {}).get("endings", ())),
        "never": frozenset(data.get("people", {}).get("never", ())),
    }


def _checked(table: dict[str, Any], known: Iterable[str], name: str) -> dict[str, Any]:
    """Return a table whose keys are all known."""
    for key in table:
        if key not in known:
            raise PackError("P062", f"amounts.toml, {name}.{key}: means nothing; expected one of {', '.join(known)}")
    return table


def _listed(table: Mapping[Any, Iterable[str]], prefixes: tuple[str, ...]) -> Phrases[Any]:
    """Return phrases that stand for the key they are listed under."""
    phrases: Phrases[Any] = Phrases(prefixes)
    for key, words in table.items():
        for word in words:
            phrases.add(word, key)
    return phrases


def _numbers(data: Mapping[str, Any], prefixes: tuple[str, ...]) -> Phrases[NumberWord]:
    """Return the words of numbers."""
    article = data.get("inflection", {}).get("article", "")
    numbers: Phrases[NumberWord] = Phrases((*prefixes, *(prefix + article for prefix in ("", *prefixes) if article)))
    for role, table in _checked(data["number"], ROLES, "number").items():
        for value, words in table.items():
            for word in words:
                numbers.add(word, NumberWord(float(value), role))
    return numbers


def _units(data: Mapping[str, Any]) -> tuple[Phrases[Unit], dict[str, Unit]]:
    """Return the words of what is counted, in all their forms, and the signs of currencies."""
    units: Phrases[Unit] = Phrases(tuple(data["words"].get("prefixes", ())))
    inflection = data.get("inflection", {})
    for entry in data["unit"]:
        if entry["kind"] not in KINDS:
            raise PackError("P063", f"amounts.toml, unit {entry['id']}: kind {entry['kind']!r}; expected one of {', '.join(KINDS)}")
        for form, count in _forms(entry, inflection):
            units.add(form, Unit(entry["id"], entry["kind"], entry.get("fate", ""), count, {}))
    for entry in data["currency"]:
        for form, count in _forms(entry, inflection):
            units.add(form, Unit(entry["id"], "money", "", count, entry.get("homes", {})))
            for code, adjectives in entry.get("kinds", {}).items():
                for adjective in _agreeing(adjectives, inflection):
                    units.add(f"{form} {adjective}", Unit(code, "money", "", count, {}))
    kinds: dict[str, Kind] = {entry["id"]: entry["kind"] for entry in data["unit"]}
    signs = {sign: Unit(code, kinds.get(code, "money"), "", 0, {}) for sign, code in data.get("sign", {}).items()}
    return units, signs


def _forms(entry: Mapping[str, Any], inflection: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the forms of a noun with what each says alone: one, two, or nothing without a number."""
    article = inflection.get("article", "")
    for word in entry["words"]:
        head, _, rest = word.partition(" ")
        tail = f" {rest}" if rest else ""
        yield from ((form, count) for form, count in _inflected(head, tail, entry, inflection))
        if article and not tail:
            yield f"{article}{head}", 0
        elif article:
            yield f"{article}{head} {article}{rest.replace(' ', f' {article}')}", 0
    for word in entry.get("plural", ()):
        yield word, 0
        if article:
            yield " ".join(f"{article}{part}" for part in word.split()), 0


def _inflected(head: str, tail: str, entry: Mapping[str, Any], inflection: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the indefinite forms of a singular: itself, behind large numbers, and two of it."""
    ending = inflection.get("feminine", {}).get("ending")
    feminine = bool(ending) and head.endswith(ending)
    stem, spec = (head[: -len(ending)], inflection["feminine"]) if feminine else (head, inflection)
    yield head + tail, 1
    for suffix in spec.get("counted", ()):
        yield stem + suffix + tail, 0
        yield from ((stem + suffix + f" {form}", 0) for form in _agreeing([tail.strip()], inflection) if tail)
    for suffix in spec.get("sound_dual" if entry.get("sound") else "dual", ()) if entry.get("dual", True) else ():
        yield from ((stem + suffix + f" {form}", 2) for form in _paired(tail.strip(), spec) if tail)
        if not tail:
            yield stem + suffix, 2


def _paired(adjective: str, spec: Mapping[str, Any]) -> Iterator[str]:
    """Yield the dual forms of an adjective behind a dual noun."""
    ending = spec.get("ending", "")
    stem = adjective[: -len(ending)] if ending and adjective.endswith(ending) else adjective
    yield from (stem + suffix for suffix in spec.get("dual", ()))


def _agreeing(adjectives: Iterable[str], inflection: Mapping[str, Any]) -> Iterator[str]:
    """Yield adjectives as they stand behind a noun: indefinite in two cases, definite."""
    article = inflection.get("article", "")
    ending = inflection.get("feminine", {}).get("ending", "")
    for adjective in adjectives:
        yield adjective
        if not (ending and adjective.endswith(ending)):
            yield from (adjective + suffix for suffix in inflection.get("counted", ()))
        if article:
            yield " ".join(f"{article}{part}" for part in adjective.split())
