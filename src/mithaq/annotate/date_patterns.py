"""Patterns of a pack's ``dates.toml`` compiled to regexes, with the words that they may begin with.

Nothing here knows a language. How patterns read is told at the top of the data files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mithaq.errors import PackError

Value = int | str
# what may come next: words, NUMBER, MARK, or END where nothing needs to; None for anything
Next = frozenset[str] | None
NUMBER, MARK, END = "#", "", "$"
GAP = r"[^\S\n]{0,3}"
_WORD_END = r"(?![^\W\d_])"
# what may part two names of one value; a set of characters so far apart takes seven times as long to compile
_PARTING = r"(?:[/(,-]|\u060c|)"
_LETTERS = re.compile(r"[^\W\d_]+")
# glue that is one mark of several
_MARKS = re.compile(r"\[(?:\\?[^\w\s\\\]])+\]")
_ONLY = frozenset({END})
_NOTHING = frozenset[str]()
_ITEM = re.compile(
    r"\s+|(?P<nested>\.\.\.)|(?P<mark>~)|(?P<open>!?[(\[]|!)|(?P<close>[)\]])|(?P<or>\|)"
    r"|\{(?P<slot>\w+)(?::(?P<name>\w+))?\}|<(?P<glue>\w+)>|@(?P<macro>\w+)|(?P<word>[^\s\[\]()|!{}<>@~]+)"
)


class Part(NamedTuple):
    """A compiled piece of a pattern: its regex, whether it may be missing, what it may begin with.

    ``then`` says of each first word what may come right behind it, ``opens`` what must stand there for the piece to begin.
    """

    regex: str
    then: Mapping[str, Next] = {}
    opens: Next = _NOTHING
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
    then: Mapping[str, Next]
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


def alternation(phrases: Iterable[str]) -> str:
    """Return a regex of ``phrases``, longest first, each ending where a word ends; what several begin with stands there once."""
    return _branches({tuple(phrase.split()) for phrase in phrases}) + _WORD_END


def _branches(phrases: Iterable[tuple[str, ...]]) -> str:
    """Return a regex of phrases by their first words, with any small gap between words."""
    rests: dict[str, set[tuple[str, ...]]] = {}
    for first, *rest in phrases:
        rests.setdefault(first, set()).add(tuple(rest))
    return f"(?:{'|'.join(_branch(first, rests[first]) for first in sorted(rests, key=lambda word: (-len(word), word)))})"


def _branch(first: str, rests: set[tuple[str, ...]]) -> str:
    """Return a regex of a word and what may follow it."""
    longer = rests - {()}
    follows = rf"[^\S\n]{{1,3}}{_branches(longer)}" if longer else ""
    return re.escape(first) + (f"(?:{follows})?" if longer and () in rests else follows)


def _first(phrase: str) -> str:
    """Return the first run of letters of a phrase, which is what a token shows."""
    match = _LETTERS.match(phrase)
    return match.group() if match else NUMBER


def _behind_first(phrase: str) -> Next:
    """Return what comes behind the first word of a phrase."""
    words = phrase.split()
    if not all(word.isalpha() for word in words):
        return None
    return frozenset(words[1:2]) if len(words) > 1 else _ONLY


def _opening(word: str) -> Next:
    """Return what must stand where a word of a pattern begins."""
    if word[0].isalpha():
        return frozenset({_first(word)})
    return frozenset({NUMBER if word[0].isdigit() else MARK})


def _lexicon(entries: Mapping[str, list[str]]) -> dict[str, Value]:
    """Return word → value; keys of the data that are numbers become numbers."""
    return {
        word: int(value) if value.lstrip("-").isdigit() else value
        for value, words in entries.items()
        for word in words
    }


def slots_of(data: Mapping[str, Any]) -> dict[str, Slot]:
    """Return the slots of the data by their names, compiled."""
    return {name: _slot(name, data) for name in data["slot"]}


def _slot(name: str, data: Mapping[str, Any]) -> Slot:
    """Return a slot of the data, compiled."""
    spec = data["slot"][name]
    words, joined = _words(spec.get("words", ()), data), _words(spec.get("joined", ()), data)
    options = []
    if "digits" in spec:
        options.append(rf"(?:{spec['digits']})(?!\d)")
    if words:
        options.append(_slot_words(spec, words, joined))
    then: dict[str, Next] = {NUMBER: _ONLY} if "digits" in spec else {}
    # what is joined to a word, or stands beside it in a pair, may be anything
    _add(then, [{_first(word): None if joined or "pair" in spec else _behind_first(word)} for word in words])
    return Slot(
        regex=f"(?:{'|'.join(options)})",
        then=then,
        lexicon=joined | words,
        head=re.compile(alternation(words)),
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
        return f"{alternation(words)}(?:{joiner}{alternation(joined)}){times}"
    if "pair" in spec:
        return _pairs(words, "" if spec["pair"] == "required" else "?")
    return alternation(words)


def _pairs(lexicon: Mapping[str, Value], missing: str) -> str:
    """Return a regex of one value's names, the second in parentheses, after a slash or just beside the first."""
    values: dict[Value, list[str]] = {}
    for word, value in lexicon.items():
        values.setdefault(value, []).append(word)
    names = [alternation(words) for words in values.values()]
    return "|".join(rf"{name}(?:{GAP}{_PARTING}{GAP}{name}(?:{GAP}\))?){missing}" for name in names)


class Template:
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
            return Part(glue, {_first(glue): None}, frozenset({MARK}) if _MARKS.fullmatch(glue) else None)
        if item["mark"]:
            self.marked = True
            return Part("(?P<mark>)", kind="mark")
        if item["nested"]:
            self.nested = True
            return None
        if item["word"]:
            word = item["word"]
            return Part(re.escape(word) + (_WORD_END if word[-1].isalpha() else ""), {_first(word): _behind_first(word)}, _opening(word))
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
        then = self._slots[slot].then
        return Part(f"(?P<{group}>{self._slots[slot].regex})", then, frozenset(then))


def _alternatives(branches: list[Part]) -> Part:
    """Return one part that reads as any of ``branches``."""
    regex = branches[0].regex if len(branches) == 1 else "|".join(branch.regex for branch in branches)
    then: dict[str, Next] = {}
    _add(then, (branch.then for branch in branches))
    opens: Next = _NOTHING
    for branch in branches:
        opens = _either(opens, branch.opens)
    return Part(f"(?:{regex})", then, opens, any(branch.optional for branch in branches))


def _joined(parts: list[Part]) -> Part:
    """Return parts in a row: gaps between them, the gap of a missing part missing with it."""
    regex = ""
    begun = False
    for part in parts:
        if part.kind == "mark":
            regex += GAP + part.regex if begun else part.regex
            continue
        if part.kind == "guard":
            regex += part.regex
            continue
        if begun:
            regex += f"(?:{GAP}{part.regex})?" if part.optional else GAP + part.regex
        else:
            regex += f"(?:{part.regex}{GAP})?" if part.optional else part.regex
            begun = not part.optional
    then, opens = _row([part for part in parts if part.kind == "word"])
    return Part(regex, then, opens, not begun)


def _row(parts: list[Part]) -> tuple[dict[str, Next], Next]:
    """Return what parts in a row may begin with, as :class:`Part` keeps it."""
    then: dict[str, Next] = {}
    opens: Next = _ONLY
    for part in reversed(parts):
        own = {first: _behind(following, opens) for first, following in part.then.items()}
        if part.optional:
            _add(then, [own])
            opens = _either(part.opens, opens)
        else:
            then, opens = own, part.opens
    return then, opens


def _behind(following: Next, opens: Next) -> Next:
    """Return what may follow a word where ``opens`` begins what follows its part."""
    return _either(following - _ONLY, opens) if following is not None and END in following else following


def _either(one: Next, other: Next) -> Next:
    """Return what may come next where two ways lead on."""
    return None if one is None or other is None else one | other


def _add(then: dict[str, Next], others: Iterable[Mapping[str, Next]]) -> None:
    """Add what may follow the first words of other parts to what may follow those of one."""
    for other in others:
        for first, following in other.items():
            then[first] = _either(then[first], following) if first in then else following
