"""The patterns of a pack's ``dates.toml`` compiled to regexes, with an index by first word.

Nothing here knows a language. How patterns read is told at the top of the data files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mithaq.annotate.wordview import WordView
from mithaq.errors import PackError

Value = int | str
NUMBER = "#"  # the first word of whatever begins with a number
GAP = r"[^\S\n]{0,3}"
_WORD_END = r"(?![^\W\d_])"
_NOT_IN_NUMBER = r"(?:(?<!\d)|(?![.,\u066b\u066c/:]?\d|[^\S\n]?[%\u066a]))"
_LETTERS = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(
    r"\s+|(?P<nested>\.\.\.)|(?P<mark>~)|(?P<open>!?[(\[]|!)|(?P<close>[)\]])|(?P<or>\|)"
    r"|\{(?P<slot>\w+)(?::(?P<name>\w+))?\}|<(?P<glue>\w+)>|@(?P<macro>\w+)|(?P<word>[^\s\[\]()|!{}<>@~]+)"
)


class Part(NamedTuple):
    """A compiled piece of a pattern: its regex, the words it may begin with, whether it may be missing."""

    regex: str
    firsts: frozenset[str] = frozenset()
    optional: bool = False
    kind: str = "word"


class Group(NamedTuple):
    """A regex group, the slot that reads it and the name its value gets."""

    group: str
    slot: Slot
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of word or number that carries a value: months, weekdays, counts."""

    regex: str
    firsts: frozenset[str]
    lexicon: Mapping[str, Value]
    head: re.Pattern[str]
    joiner: str

    def value(self, written: str) -> Value | None:
        """Return what ``written`` stands for, or None."""
        if written.isdigit():
            return int(written)
        key = " ".join(written.split())
        if key in self.lexicon:
            return self.lexicon[key]
        if self.joiner:
            parts = [self.lexicon.get(part) for part in key.split(self.joiner)]
            numbers = [part for part in parts if isinstance(part, int)]
            return sum(numbers) if len(numbers) == len(parts) else None
        match = self.head.match(key)
        return self.lexicon.get(match.group()) if match else None


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
    firsts: frozenset[str]
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


class Start(NamedTuple):
    """Where rules may begin in a token: ``offset`` code points in, after its first letters read ``patch``."""

    offset: int
    patch: str
    rules: tuple[Rule, ...]


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


def _alternation(words: Iterable[str]) -> str:
    """Return a regex of ``words``, longest first, each ending where a word ends."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(_phrase(word) for word in ordered)}){_WORD_END}"


def _phrase(words: str) -> str:
    """Return a regex of words with any small gap between them."""
    return r"[^\S\n]{1,3}".join(re.escape(word) for word in words.split())


def _first(phrase: str) -> str:
    """Return the first run of letters of a phrase, which is what a token shows."""
    match = _LETTERS.match(phrase)
    return match.group() if match else NUMBER


def _lexicon(entries: Mapping[str, list[str]]) -> dict[str, Value]:
    """Return word → value; keys of the data that are numbers become numbers."""
    return {
        word: int(value) if value.lstrip("-").isdigit() else value
        for value, words in entries.items()
        for word in words
    }


def _slot(name: str, data: Mapping[str, Any]) -> Slot:
    """Return a slot of the data, compiled."""
    spec = data["slot"][name]
    words, joined = _words(spec.get("words", ()), data), _words(spec.get("joined", ()), data)
    options = []
    if "digits" in spec:
        options.append(rf"(?:{spec['digits']})(?!\d)")
    if words:
        options.append(_slot_words(spec, words, joined))
    firsts = {_first(word) for word in words} | ({NUMBER} if "digits" in spec else set())
    return Slot(
        regex=f"(?:{'|'.join(options)})",
        firsts=frozenset(firsts),
        lexicon=joined | words,
        head=re.compile(_alternation(words)),
        joiner=spec.get("joiner", ""),
    )


def _words(names: str | Iterable[str], data: Mapping[str, Any]) -> dict[str, Value]:
    """Return word → value of one lexicon or several."""
    lexicon: dict[str, Value] = {}
    for name in [names] if isinstance(names, str) else names:
        lexicon.update(_lexicon(data["lexicon"][name]))
    return lexicon


def _slot_words(spec: Mapping[str, Any], words: Mapping[str, Value], joined: Mapping[str, Value]) -> str:
    """Return the regex of a slot's words: alone, joined to more, or two names of one value side by side."""
    if joined:
        joiner = spec["joiner"].replace(" ", r"[^\S\n]+")
        times = f"{{{spec.get('least', 0)},{spec.get('most', 1)}}}"
        return f"{_alternation(words)}(?:{joiner}{_alternation(joined)}){times}"
    if "pair" in spec:
        return _pairs(words, "" if spec["pair"] == "required" else "?")
    return _alternation(words)


def _pairs(lexicon: Mapping[str, Value], missing: str) -> str:
    """Return a regex of one value's names, the second in parentheses, after a slash or just beside the first."""
    values: dict[Value, list[str]] = {}
    for word, value in lexicon.items():
        values.setdefault(value, []).append(word)
    names = [_alternation(words) for words in values.values()]
    return "|".join(rf"{name}(?:{GAP}[/(,\u060c-]?{GAP}{name}(?:{GAP}\))?){missing}" for name in names)


def _rules(data: Mapping[str, Any]) -> Iterable[Rule]:
    """Yield the compiled patterns of every rule, in the order of the data."""
    slots = {name: _slot(name, data) for name in data["slot"]}
    for rule in data["rule"]:
        for pattern in rule["patterns"]:
            template = _Template(pattern, rule["id"], slots, data)
            part = template.compile()
            yield Rule(
                id=rule["id"],
                means=rule["means"],
                kind=rule.get("kind", "date"),
                regex=part.regex + _NOT_IN_NUMBER,
                groups=tuple(template.groups),
                fixed=rule.get("fixed", {}),
                firsts=part.firsts,
                nested=template.nested,
                marked=template.marked,
                closes_range=bool(rule.get("closes_range", False)),
                after=frozenset(rule.get("after", ())),
            )


class _Template:
    """The compiler of one pattern: recursive descent over its items."""

    def __init__(self, pattern: str, rule: str, slots: Mapping[str, Slot], data: Mapping[str, Any]) -> None:
        self.pattern, self.rule = pattern, rule
        self._slots, self._data = slots, data
        self._items = list(self._scan(pattern))
        self._next = 0
        self.groups: list[Group] = []
        self.nested = False
        self.marked = False

    def compile(self) -> Part:
        """Return the whole pattern compiled."""
        part = self._sequence("")
        if self._next < len(self._items):
            raise self._error("closes a bracket it did not open")
        return part

    def _scan(self, pattern: str) -> Iterable[re.Match[str]]:
        """Yield the items of a pattern with macros put in."""
        position = 0
        while position < len(pattern):
            item = _ITEM.match(pattern, position)
            if item is None:
                raise self._error(f"has {pattern[position]!r}, which starts no item")
            position = item.end()
            if item["macro"] is None:
                yield item
                continue
            macro = self._data["macro"].get(item["macro"])
            if macro is None:
                raise self._error(f"names the macro {item['macro']!r}, which [macro] does not have")
            yield from self._scan(macro)

    def _error(self, problem: str) -> PackError:
        """Return the error of this pattern."""
        return PackError(
            "P060", f"dates.toml, rule {self.rule}: {self.pattern!r} {problem}; mend the pattern"
        )

    def _sequence(self, closing: str) -> Part:
        """Return the items up to ``closing`` compiled, alternatives included."""
        branches: list[list[Part]] = [[]]
        while self._next < len(self._items):
            item = self._items[self._next]
            self._next += 1
            if item["close"]:
                if item["close"] != closing:
                    raise self._error(f"has {item['close']!r} where {closing or 'nothing'!r} was open")
                return _alternatives([_joined(parts) for parts in branches])
            if item["or"]:
                branches.append([])
            elif (part := self._item(item)) is not None:
                branches[-1].append(part)
        if closing:
            raise self._error(f"lacks {closing!r}")
        return _alternatives([_joined(parts) for parts in branches])

    def _item(self, item: re.Match[str]) -> Part | None:
        """Return one item compiled, or None for a space."""
        if item["open"]:
            return self._bracket(item["open"])
        if item["slot"]:
            return self._captured(item["slot"], item["name"] or item["slot"])
        if item["glue"]:
            if item["glue"] not in self._data["glue"]:
                raise self._error(f"names the glue {item['glue']!r}, which [glue] does not have")
            glue = self._data["glue"][item["glue"]]
            return Part(glue, frozenset({_first(glue)}))
        if item["mark"]:
            self.marked = True
            return Part("(?P<mark>)", kind="mark")
        if item["nested"]:
            self.nested = True
            return None
        if item["word"]:
            word = item["word"]
            return Part(
                re.escape(word) + (_WORD_END if word[-1].isalpha() else ""), frozenset({_first(word)})
            )
        return None

    def _bracket(self, opened: str) -> Part:
        """Return a bracketed piece compiled."""
        if opened == "!":
            self._next += 1
            guarded = self._item(self._items[self._next - 1])
            return Part(f"(?!{GAP}{guarded.regex})" if guarded else "", kind="guard")
        part = self._sequence("]" if opened[-1] == "[" else ")")
        if opened.startswith("!"):
            return Part(f"(?!{GAP}{part.regex})", kind="guard")
        return part._replace(optional=True) if opened == "[" else part

    def _captured(self, slot: str, name: str) -> Part:
        """Return a slot compiled, its group noted."""
        if slot not in self._slots:
            raise self._error(f"names the slot {slot!r}, which the file does not have")
        group = f"g{len(self.groups)}"
        self.groups.append(Group(group, self._slots[slot], name))
        return Part(f"(?P<{group}>{self._slots[slot].regex})", self._slots[slot].firsts)


def _alternatives(branches: list[Part]) -> Part:
    """Return one part that reads as any of ``branches``."""
    regex = branches[0].regex if len(branches) == 1 else "|".join(branch.regex for branch in branches)
    firsts = frozenset[str]().union(*(branch.firsts for branch in branches))
    return Part(f"(?:{regex})", firsts, any(branch.optional for branch in branches))


def _joined(parts: list[Part]) -> Part:
    """Return parts in a row: gaps between them, the gap of a missing part missing with it."""
    regex = ""
    firsts: frozenset[str] = frozenset()
    begun = False
    for part in parts:
        if part.kind == "mark":
            regex += GAP + part.regex if begun else part.regex
            continue
        if part.kind == "guard":
            regex += part.regex
            continue
        if not begun:
            firsts |= part.firsts
        if begun:
            regex += f"(?:{GAP}{part.regex})?" if part.optional else GAP + part.regex
        else:
            regex += f"(?:{part.regex}{GAP})?" if part.optional else part.regex
            begun = not part.optional
    return Part(regex, firsts, not begun)


def _starts(rules: tuple[Rule, ...], clitics: Mapping[str, Any]) -> dict[str, tuple[Start, ...]]:
    """Return which rules may begin in which token, with whatever may be glued before the first word."""
    by_word: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.firsts:
            by_word.setdefault(word, []).append(rule)
    starts: dict[str, list[Start]] = {}
    for word, found in by_word.items():
        starts.setdefault(word, []).insert(0, Start(0, "", tuple(found)))
        if word != NUMBER:
            for glued, start in _glued(word, tuple(found), clitics):
                starts.setdefault(glued, []).append(start)
    return {word: tuple(found) for word, found in starts.items()}


def _glued(word: str, rules: tuple[Rule, ...], clitics: Mapping[str, Any]) -> Iterable[tuple[str, Start]]:
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
        before=re.compile(rf"(?<![^\W\d_]){prefix}{_alternation(before)}{GAP}{quote}?\Z") if before else None,
        after=re.compile(f"{quote}?{GAP}{_alternation(after)}") if after else None,
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
