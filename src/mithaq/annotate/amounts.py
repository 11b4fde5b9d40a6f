"""Find money, quantities and counts of people in a text: «five million dollars», «20 trucks», «12 killed».

One pass over the words: a number in digits, words or both, and what is counted behind it. A number alone counts people
where the word before it says what befell them («the killing of more than 30»). The words are data
(``packs/<language>/amounts.toml``); no language is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mithaq.annotate.amount_grammar import AmountGrammar, Bound, Kind, NumberWord, Token, Unit
from mithaq.annotate.amount_numbers import Number, NumberReader

__all__ = ["AmountGrammar", "AmountHit", "find_amounts"]

# more than any amount of money or number of people
_BEYOND = 1e18
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
    befell them by the words near: killed, injured, detained, abducted, missing, displaced, released; ``part`` says that
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
class _Before:
    """What stands before an amount."""

    bound: Bound
    head: str | None
    part: bool


def find_amounts(text: str, grammar: AmountGrammar, home: str = "", start: int = 0, end: int | None = None) -> list[AmountHit]:
    """Return the amounts of a folded text, in reading order, without overlap.

    Args:
        text: the folded view of an article or a part of it.
        grammar: the amounts of the text's language.
        home: the state the text is about (ISO 3166-1 alpha-3), whose currency a bare «pound» means.
        start: where to begin, at the border of a sentence.
        end: where to end, at the border of a sentence.
    """
    return list(_Scanner(text, grammar, home, start, len(text) if end is None else end).hits())


class _Scanner:
    """One text being searched."""

    def __init__(self, text: str, grammar: AmountGrammar, home: str, start: int, end: int) -> None:
        self.view = grammar.words.apply(text)
        self.grammar, self.home = grammar, home
        self.tokens = grammar.tokens(self.view, start, end)

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
        sign = self._sign(index) if self.tokens[index].kind == "sign" else None
        at = index + 1 if sign is not None else index
        number = self._fresh(at)
        if number is None or (sign is not None and not self.tokens[at].near):
            return None
        high = self._upper(number, at)
        last = high or number
        first = self.tokens[index].start if sign is not None else number.start
        unit = (sign, last.following, last.end) if sign is not None else self._unit(last)
        unit = unit or self._nameless(last, index)
        if unit is None or (high is not None and high.value <= number.value) or self._is_share_of(number, unit[0], unit[2]):
            return None
        counted, behind, end = unit
        return self._hit((first, end), (number, high), counted, (index, behind)), behind

    def _sign(self, index: int) -> Unit | None:
        """Return the currency of a sign, told by letters glued before it or by itself: «NZ$», «$»."""
        text, before = self.tokens[index].text, self.tokens[index - 1] if index else None
        glued = before.text + text if before is not None and before.end == self.tokens[index].start else text
        return self.grammar.signs.get(glued) or self.grammar.signs.get(text)

    def _fresh(self, index: int) -> Number | None:
        """Return the number at a token, unless it continues what stands before it."""
        before = self.tokens[index - 1] if 0 < index < len(self.tokens) and self.tokens[index].near else None
        if before is not None and (before.text in self.grammar.point or (before.kind == "digits" and self.tokens[index].kind == "word")):
            return None
        number = self._number(index)
        if number is None or _CONTINUED.search(self.view, max(0, number.start - 6), number.start):
            return None
        return number

    def _upper(self, number: Number, index: int) -> Number | None:
        """Return the upper end of a range that begins with a number: «3 to 5 million», «between 3 and 5»."""
        at = number.following
        if at >= len(self.tokens) or number.bound != "exact":
            return None
        hyphen = _HYPHEN.fullmatch(self.view, number.end, self.tokens[at].start)
        follows = {one.value: one.length for one in self.grammar.ranges.at(self.tokens, at)} if self.tokens[at].near else {}
        if hyphen and self.tokens[at].kind == "digits":
            return self._number(at)
        if "to" in follows:
            return self._number(at + follows["to"])
        opened = self.grammar.ranges.ending(self.tokens, index)
        if opened is None or opened.value != "between":
            return None
        return self._number(at + follows["and"]) if "and" in follows else self._joined_number(at)

    def _joined_number(self, index: int) -> Number | None:
        """Return the number behind a joiner, glued to it or apart."""
        token = self.tokens[index]
        if token.text == self.grammar.joiner and token.near:
            return self._number(index + 1)
        return self._number(index) if self.grammar.joiner and token.near and token.text.startswith(self.grammar.joiner) else None

    def _unit(self, number: Number) -> tuple[Unit, int, int] | None:
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

    def _is_share_of(self, number: Number, unit: Unit, end: int) -> bool:
        """Return whether «half» means half of some known things, or a speed or price follows («km/h»)."""
        noun = self.tokens[number.following].text if number.following < len(self.tokens) else ""
        some = number.value < 1 and unit.kind != "share" and bool(self.grammar.article) and noun.startswith(self.grammar.article)
        return some or _PER.match(self.view, end) is not None

    def _nameless(self, number: Number, index: int) -> tuple[Unit, int, int] | None:
        """Return people whom no known word names: a number behind what befell them, or such a word's ending."""
        befallen = self._before(index).head is not None
        following = self.tokens[number.following] if number.following < len(self.tokens) else None
        noun = following if following is not None and following.near and following.kind == "word" else None
        named = noun is not None and noun.text not in self.grammar.never and noun.text.endswith(self.grammar.endings) and bool(self.grammar.endings)
        person = Unit(_PERSON, "people", "", 0, {})
        if named and noun is not None and (befallen or self._told_before(index)):
            return person, number.following + 1, noun.end
        if not befallen or (noun is not None and (noun.text in self.grammar.never or number.scale > 1000)):
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
            number = Number(float(unit.alone), following, start, end, 1.0)
            return self._hit((start, end), (number, None), unit, (index, following)), following
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

    def _before(self, index: int) -> _Before:
        """Return what is said right before an amount: a bound, and before it what befell the people."""
        bound = self.grammar.bounds.ending(self.tokens, index)
        at = index - bound.length if bound else index
        head = self.grammar.heads.ending(self.tokens, at)
        part = self.grammar.parts.ending(self.tokens, at)
        return _Before(bound.value if bound else "exact", head.value if head else None, part is not None)

    def _told_before(self, index: int) -> str | None:
        """Return what befell somebody by the nearest word before an amount in its sentence."""
        for at in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            if _SENTENCE_END.search(self.view, self.tokens[at].end, self.tokens[min(at + 1, len(self.tokens) - 1)].start):
                return None
            found = self.grammar.heads.at(self.tokens, at)
            if found:
                return found[0].value
        return None

    def _hit(self, span: tuple[int, int], ends: tuple[Number, Number | None], unit: Unit, around: tuple[int, int]) -> AmountHit:
        """Return an amount with all that is said about it; ``around`` are its first token and the one behind it."""
        before, (number, high) = self._before(around[0]), ends
        value = number.value
        if high is not None and number.scale == 1 and high.scale > 1:
            value *= high.scale
        fate = unit.fate or before.head or self._told_before(around[0]) or self._told_behind(around[1])
        return AmountHit(
            start=span[0],
            end=span[1],
            value=_tidy(value),
            unit=unit.homes.get(self.home, unit.id),
            kind=unit.kind,
            high=_tidy(high.value) if high is not None else None,
            bound=number.bound if before.bound == "exact" else before.bound,
            fate=fate if unit.kind == "people" else None,
            part=before.part,
        )

    def _told_behind(self, index: int) -> str | None:
        """Return what befell people by the word behind them: «12 soldiers were killed»."""
        found = self.grammar.heads.at(self.tokens, index, glued=("",)) if index < len(self.tokens) and self.tokens[index].near else []
        return found[0].value if found else None

    # ------------------------------------------------------------ numbers

    def _number(self, index: int) -> Number | None:
        """Return the number that begins at a token; a row of digits beyond whatever is counted or paid is none."""
        number = NumberReader(self.tokens, self.grammar).read(index)
        return number if number is not None and number.value < _BEYOND else None


def _tidy(value: float) -> float:
    """Return a value without the dust of binary fractions."""
    return float(round(value, 6))
