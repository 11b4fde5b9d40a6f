"""Find money, quantities and counts of people in a text: «five million dollars», «20 trucks», «12 killed».

One pass over the words: a number in digits, words or both, and what is counted behind it. A number alone counts people
where the word before it says what befell them («the killing of more than 30»). The words are data
(``packs/<language>/amounts.toml``); no language is known here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mithaq.annotate.amount_grammar import AmountGrammar, Bound, Found, Kind, NumberWord, Token, Unit

__all__ = ["AmountGrammar", "AmountHit", "find_amounts"]

# how many tokens before a number may tell what befell the people it counts
_LOOK_BACK = 6
_SENTENCE_END = re.compile(r"[.!?؟\n;؛]")
# digits or a bracket before a number that make it part of something else: «F-16», «3/4», «(36) thousand», «2ر70»
_CONTINUED = re.compile(r"(?:[\d/.,:\-–]|\d[)\]»\"”][^\S\n]*|\d[^\W\d_])\Z")
_PER = re.compile(r"/[^\W\d_]")
_HYPHEN = re.compile(r"[^\S\n]*[-–—][^\S\n]*")
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class AmountHit:
    """An amount that a text names.

    ``unit`` is a currency by ISO 4217 (or its common name where the text does not say whose: «riyal»), or the id of a
    unit. ``high`` is the upper end of a range whose lower end is ``value``. ``bound`` says that the amount is at least
    or at most this, or about it; vague words («dozens») count as the least they can mean. Of people, ``fate`` is what
    befell them: killed, injured, detained, missing, displaced, abducted, or nothing that the words say; ``part`` that
    they are told as a part of others («among them»).

    Offsets: code points into the folded text, half-open; glued prepositions and words like «more than» left out.
    """

    start: int
    end: int
    value: float
    unit: str
    kind: Kind
    high: float | None = None
    bound: Bound = "exact"
    fate: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that was read: its value, the token behind it, where it starts, its last scale, whether it is vague."""

    value: float
    following: int
    start: int
    end: int
    scale: float
    vague: bool = False


def find_amounts(text: str, grammar: AmountGrammar, home: str = "") -> list[AmountHit]:
    """Return the amounts of a folded text, in reading order, without overlap.

    Args:
        text: the folded view of an article or a part of it.
        grammar: the amounts of the text's language.
        home: the state the text is about (ISO 3166-1 alpha-3), whose currency a bare «pound» means.
    """
    return list(_Scanner(text, grammar, home).hits())


class _Scanner:
    """One text being searched."""

    def __init__(self, text: str, grammar: AmountGrammar, home: str) -> None:
        self.view = grammar.words.apply(text)
        self.grammar, self.home = grammar, home
        self.tokens = grammar.tokens(self.view)

    def hits(self) -> Iterator[AmountHit]:
        """Yield the amounts from left to right."""
        index = 0
        numbers, units = self.grammar.numbers.starts, self.grammar.units.starts
        while index < len(self.tokens):
            token = self.tokens[index]
            found = self._counted(index) if token.kind != "word" or token.text in numbers else None
            found = found or (self._uncounted(index) if token.text in units else None)
            if found is None:
                index += 1
                continue
            hit, index = found
            yield hit

    # ------------------------------------------------------------ with a number

    def _counted(self, index: int) -> tuple[AmountHit, int] | None:
        """Return the amount whose number (or sign before it) stands at a token, and the token behind it."""
        sign = self.grammar.signs.get(self.tokens[index].text) if self.tokens[index].kind == "sign" else None
        at = index + 1 if sign is not None else index
        number = self._fresh(at)
        if number is None or (sign is not None and not self.tokens[at].near):
            return None
        high = self._upper(number, at)
        last = high or number
        first = self.tokens[index].start if sign is not None else number.start
        unit = (sign, last.following, last.end) if sign is not None else self._unit(last)
        before = self._before(index)
        if unit is None:
            unit = self._nameless(last, before.head_end if before else None, index)
        if unit is None or (high is not None and high.value <= number.value) or self._is_share_of(number, unit[0], unit[2]):
            return None
        hit = self._hit(first, unit[2], number, high, unit[0], index)
        return hit, unit[1]

    def _fresh(self, index: int) -> _Number | None:
        """Return the number at a token, unless it continues what stands before it."""
        before = self.tokens[index - 1] if 0 < index < len(self.tokens) and self.tokens[index].near else None
        if before is not None and (before.text in self.grammar.point or (before.kind == "digits" and self.tokens[index].kind == "word")):
            return None
        number = self._number(index)
        if number is None or _CONTINUED.search(self.view, max(0, number.start - 6), number.start):
            return None
        return number

    def _upper(self, number: _Number, index: int) -> _Number | None:
        """Return the upper end of a range that begins with a number: «3 to 5 million», «between 3 and 5»."""
        at = number.following
        if at >= len(self.tokens) or number.vague:
            return None
        hyphen = _HYPHEN.fullmatch(self.view, number.end, self.tokens[at].start)
        joined = [one for one in self.grammar.ranges.at(self.tokens, at) if one.value == "to"] if self.tokens[at].near else []
        if hyphen and self.tokens[at].kind == "digits":
            return self._number(at)
        if joined:
            return self._number(at + joined[0].length)
        opened = self.grammar.ranges.ending(self.tokens, index)
        if opened is None or opened.value != "between":
            return None
        return self._joined_number(at)

    def _joined_number(self, index: int) -> _Number | None:
        """Return the number behind a joiner, glued to it or apart."""
        token = self.tokens[index]
        if token.text == self.grammar.joiner and token.near:
            return self._number(index + 1)
        return self._number(index) if token.near and token.text.startswith(self.grammar.joiner) else None

    def _unit(self, number: _Number) -> tuple[Unit, int, int] | None:
        """Return what stands behind a number, the token behind it and where it ends."""
        at = number.following
        if at >= len(self.tokens) or not self.tokens[at].near:
            return None
        token = self.tokens[at]
        if token.kind == "sign":
            unit = self.grammar.signs.get(token.text)
            return None if unit is None else (unit, at + 1, token.end)
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if token.text in self.grammar.linkers and following is not None and following.near and following.text.startswith(self.grammar.article):
            at += 1
        found = self.grammar.units.at(self.tokens, at, glued=("",))
        if not found:
            return None
        last = at + found[0].length
        return found[0].value, last, self.tokens[last - 1].end

    def _is_share_of(self, number: _Number, unit: Unit, end: int) -> bool:
        """Return whether «half» means half of some known things, or a speed or price follows («km/h»)."""
        noun = self.tokens[number.following].text if number.following < len(self.tokens) else ""
        some = number.value < 1 and unit.kind != "share" and bool(self.grammar.article) and noun.startswith(self.grammar.article)
        return some or _PER.match(self.view, end) is not None

    def _nameless(self, number: _Number, head: int | None, index: int) -> tuple[Unit, int, int] | None:
        """Return people whom no known word names: a number behind what befell them, or such a word's ending."""
        following = self.tokens[number.following] if number.following < len(self.tokens) else None
        noun = following if following is not None and following.near and following.kind == "word" else None
        named = noun is not None and noun.text not in self.grammar.never and noun.text.endswith(self.grammar.endings) and bool(self.grammar.endings)
        person = Unit(_PERSON, "people", "", 0, {})
        if named and noun is not None and (head is not None or self._told_before(index)):
            return person, number.following + 1, noun.end
        if head is None or (noun is not None and (noun.text in self.grammar.never or number.scale > 1000)):
            return None
        return person, number.following, number.end

    # ------------------------------------------------------------ without a number

    def _uncounted(self, index: int) -> tuple[AmountHit, int] | None:
        """Return the amount of a noun that says by itself how many: two of it, «one soldier», «a soldier killed»."""
        for found in self.grammar.units.at(self.tokens, index):
            unit, following = found.value, index + found.length
            # letters before a noun that is no person are more often its own
            if unit.alone == 0 or unit.kind == "share" or (found.glued and unit.kind != "people"):
                continue
            end = self.tokens[following - 1].end
            if unit.alone == 1:
                one = self._one(following)
                if one is not None:
                    following, end = following + 1, one.end
                elif unit.kind != "people" or not self._befallen(unit, index):
                    continue
            start = self.tokens[index].start + found.glued
            number = _Number(float(unit.alone), following, start, end, 1.0)
            return self._hit(start, end, number, None, unit, index), following
        return None

    def _one(self, index: int) -> Token | None:
        """Return the token that says «one» behind a noun."""
        if index >= len(self.tokens) or not self.tokens[index].near:
            return None
        found = self.grammar.numbers.at(self.tokens, index, glued=("",))
        ones = [one for one in found if one.value == NumberWord(1.0, "unit") and one.length == 1]
        return self.tokens[index] if ones else None

    def _befallen(self, unit: Unit, index: int) -> bool:
        """Return whether the word right before a noun says what befell it, or what was left behind."""
        if not self.tokens[index].near:
            return False
        left = bool(unit.fate) and self.grammar.leaves.ending(self.tokens, index) is not None
        return left or self.grammar.heads.ending(self.tokens, index) is not None

    # ------------------------------------------------------------ what stands before

    def _before(self, index: int) -> _Before | None:
        """Return what is said right before an amount: a bound, and before it what befell the people."""
        bound = self.grammar.bounds.ending(self.tokens, index)
        at = index - bound.length if bound else index
        head = self.grammar.heads.ending(self.tokens, at)
        part = self.grammar.parts.ending(self.tokens, at)
        return _Before(bound.value if bound else "exact", head.value if head else None, at if head else None, part is not None)

    def _told_before(self, index: int) -> str | None:
        """Return what befell somebody by the nearest word before an amount in its sentence."""
        for at in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            if _SENTENCE_END.search(self.view, self.tokens[at].end, self.tokens[min(at + 1, len(self.tokens) - 1)].start):
                return None
            found = self.grammar.heads.at(self.tokens, at)
            if found:
                return found[0].value
        return None

    def _hit(self, start: int, end: int, number: _Number, high: _Number | None, unit: Unit, index: int) -> AmountHit:
        """Return an amount with all that is said about it."""
        before = self._before(index) or _Before("exact", None, None, False)
        value = number.value
        if high is not None and number.scale == 1 and high.scale > 1:
            value *= high.scale
        bound: Bound = "at_least" if number.vague and before.bound == "exact" else before.bound
        hit = AmountHit(start, end, _tidy(value), unit.homes.get(self.home, unit.id), unit.kind, bound=bound, part=before.part)
        if high is not None:
            hit = replace(hit, high=_tidy(high.value))
        if unit.kind != "people":
            return hit
        return replace(hit, fate=unit.fate or before.head or self._told_before(index) or self._told_behind(number.following, end))

    def _told_behind(self, following: int, end: int) -> str | None:
        """Return what befell people by the word behind them: «12 soldiers were killed»."""
        at = next((i for i in range(following, min(following + 2, len(self.tokens))) if self.tokens[i].start >= end), None)
        found = self.grammar.heads.at(self.tokens, at, glued=("",)) if at is not None and self.tokens[at].near else []
        return found[0].value if found else None

    # ------------------------------------------------------------ numbers

    def _number(self, index: int) -> _Number | None:
        """Return the number that begins at a token."""
        return _NumberReader(self.tokens, self.grammar).read(index)


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before an amount."""

    bound: Bound
    head: str | None
    head_end: int | None
    part: bool


def _tidy(value: float) -> float:
    """Return a value without the dust of binary fractions."""
    return float(round(value, 6))


class _NumberReader:
    """Reads one number: groups below a thousand, each times a scale, the scales falling («2 million and 500 thousand»)."""

    def __init__(self, tokens: Sequence[Token], grammar: AmountGrammar) -> None:
        self.tokens, self.grammar = tokens, grammar
        self.total = 0.0
        self.group: float | None = None
        self.role = ""
        self.scale = math.inf

    def read(self, index: int) -> _Number | None:
        """Return the number that begins at a token, or None."""
        if index >= len(self.tokens):
            return None
        start, at = self.tokens[index].start, index
        first = self._first(index)
        if first is None:
            return None
        if first.value.role == "vague":
            at += first.length
            return _Number(first.value.value, at, start + first.glued, self.tokens[at - 1].end, 1.0, vague=True)
        self._take(first.value)
        at += first.length
        while at < len(self.tokens) and self.tokens[at].near:
            taken = self._next(at)
            if not taken:
                break
            at += taken
        value = self.total + (self.group or 0.0)
        return _Number(value, at, start + first.glued, self.tokens[at - 1].end, 1.0 if math.isinf(self.scale) else self.scale)

    def _first(self, index: int) -> Found[NumberWord] | None:
        """Return the first word or figure of a number."""
        figure = self._figure(index)
        if figure is not None:
            return figure
        found = self.grammar.numbers.at(self.tokens, index)
        longest = [one for one in found if one.length == found[0].length] if found else []
        longest = [one for one in longest if one.glued == min(o.glued for o in longest)]
        order = ("vague", "unit", "teen", "tens", "hundreds", "dual", "part", "scale")
        return min(longest, key=lambda one: order.index(one.value.role), default=None)

    def _figure(self, index: int) -> Found[NumberWord] | None:
        """Return a number in digits, thousands apart or not."""
        token = self.tokens[index]
        if token.kind != "digits":
            return None
        text, length = token.text, 1
        while self.grammar.spaced and text.isdigit() and self._thousands(index, length):
            text, length = text + self.tokens[index + length].text, length + 1
        value = _figures(text, self._dot_is_decimal(index + length, text))
        return None if value is None else Found(NumberWord(value, "figure"), length, 0)

    def _dot_is_decimal(self, following: int, text: str) -> bool:
        """Return whether three digits behind a dot are a fraction: before a scale, of a share, of a price in full («1.099»)."""
        if following >= len(self.tokens) or not self.tokens[following].near:
            return False
        if any(one.value.role == "scale" for one in self.grammar.numbers.at(self.tokens, following, glued=("",))):
            return True
        sign = self.grammar.signs.get(self.tokens[following].text)
        kinds = {found.value.kind for found in self.grammar.units.at(self.tokens, following, glued=("",))} | ({sign.kind} if sign else set())
        return "share" in kinds or ("money" in kinds and text[1:2] == "." and not text.endswith("0"))

    def _thousands(self, index: int, length: int) -> bool:
        """Return whether three digits follow that continue a number of at most three."""
        following = index + length
        if following >= len(self.tokens) or len(self.tokens[index].text) > 3:
            return False
        token = self.tokens[following]
        return token.kind == "digits" and token.near and len(token.text) == 3 and token.text.isdigit()

    def _next(self, at: int) -> int:
        """Add the word at a token if it continues the number; return how many tokens it took."""
        token, joiner = self.tokens[at], self.grammar.joiner
        if joiner and token.text == joiner and at + 1 < len(self.tokens) and self.tokens[at + 1].near:
            taken = self._continued(at + 1, "", joined=True)
            return taken + 1 if taken else 0
        return self._continued(at, "", joined=False) or (self._continued(at, joiner, joined=True) if joiner else 0)

    def _continued(self, at: int, glued: str, *, joined: bool) -> int:
        """Add what stands at a token, behind glued letters, if it fits; return how many tokens it took."""
        figure = self._figure(at) if not glued else None
        if figure is not None:
            return figure.length if joined and self._fits_group(figure.value, joined=True) and self._take(figure.value) else 0
        for one in self.grammar.numbers.at(self.tokens, at, glued=(glued,)):
            if one.value.role == "part":
                if joined and self._add_part(one.value.value):
                    return one.length + self._repeated(at + one.length)
            elif self._fits(one.value, joined=joined) and self._take(one.value):
                return one.length
        return 0

    def _fits(self, word: NumberWord, *, joined: bool) -> bool:
        """Return whether a word may continue the number."""
        if word.role == "scale" and not joined and self.group is None and self.scale < word.value:
            # «a thousand million»
            return True
        if word.role in ("scale", "dual"):
            size = word.value if word.role == "scale" or self.group is not None else word.value / 2
            return size < self.scale and (self.group is not None) != joined and (word.role == "scale" or joined)
        return word.role != "vague" and self._fits_group(word, joined=joined)

    def _fits_group(self, word: NumberWord, *, joined: bool) -> bool:
        """Return whether a word or figure may continue the group below the last scale."""
        if self.group is None:
            return (joined or not self.grammar.joiner) and word.value < self.scale
        if not joined and word.role == "hundreds" and word.value == 100 and self.role == "unit":
            return True
        return (joined or not self.grammar.joiner) and word.role in self.grammar.follows.get(self.role, ())

    def _take(self, word: NumberWord) -> bool:
        """Add a word to the number."""
        if word.role == "scale" and self.group is None and self.scale < word.value:
            self.total, self.scale = self.total * word.value, word.value
        elif word.role == "scale":
            self.total += (1.0 if self.group is None else self.group) * word.value
            self.group, self.role, self.scale = None, "", word.value
        elif word.role == "dual":
            self.total, self.scale = self.total + word.value, word.value / 2
        elif word.role == "hundreds" and word.value == 100 and self.role == "unit" and self.group is not None:
            self.group, self.role = self.group * 100, "hundreds"
        else:
            self.group, self.role = (self.group or 0.0) + word.value, word.role
        return True

    def _add_part(self, part: float) -> bool:
        """Add half or a quarter of the last scale, or of one."""
        if self.group is None and not math.isinf(self.scale):
            self.total += part * self.scale
        elif self.group is not None and math.isinf(self.scale):
            self.group += part
        else:
            return False
        return True

    def _repeated(self, at: int) -> int:
        """Return 1 if the scale is told again behind «and a half»."""
        if at >= len(self.tokens) or not self.tokens[at].near:
            return 0
        found = self.grammar.numbers.at(self.tokens, at, glued=("", self.grammar.article))
        return 1 if any(one.value == NumberWord(self.scale, "scale") and one.length == 1 for one in found) else 0


def _figures(text: str, decimal_dot: bool) -> float | None:
    """Return the value of digits with separators: a dot or comma before three digits parts thousands.

    ``decimal_dot`` says that a single dot does not.
    """
    parts = re.split(r"([.,\u060c\u066b\u066c])", text)
    digits, marks = parts[::2], parts[1::2]
    if not marks:
        return float(text)
    threes = all(len(part) == 3 for part in digits[1:]) and len(digits[0]) <= 3
    if len(marks) == 1:
        thousands = threes and marks[0] != "\u066b" and not (decimal_dot and marks[0] == ".") and digits[0] != "0"
        return float("".join(digits)) if thousands else float(f"{digits[0]}.{digits[1]}")
    if threes and len(set(marks)) == 1:
        return float("".join(digits))
    whole = digits[:-1]
    if all(len(part) == 3 for part in whole[1:]) and len(set(marks[:-1])) == 1 and marks[-1] != marks[0]:
        return float(f"{''.join(whole)}.{digits[-1]}")
    return None
