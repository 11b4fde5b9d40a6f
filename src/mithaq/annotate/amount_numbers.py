"""Read numbers in digits, words or both: «3.5», «2 million and 500 thousand», «a billion and a half», «dozens»."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.annotate.amount_grammar import AmountGrammar, Bound, Found, NumberWord, Token

_SPACED = re.compile(r"\d{3}([.,]\d+)?")
_ORDER = ("vague", "round", "unit", "teen", "tens", "hundreds", "dual", "part", "scale")
# how words bound what they count that are no exact number: «dozens», «une centaine»
_VAGUE: dict[str, Bound] = {"vague": "at_least", "round": "about"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: its value, the token behind it, where it starts, its last scale, how vague words bound it."""

    value: float
    following: int
    start: int
    end: int
    scale: float
    bound: Bound = "exact"


class NumberReader:
    """Reads one number: groups below a thousand, each times a scale, the scales falling («2 million and 500 thousand»)."""

    def __init__(self, tokens: Sequence[Token], grammar: AmountGrammar) -> None:
        self.tokens, self.grammar = tokens, grammar
        self.total = 0.0
        self.group: float | None = None
        self.role = ""
        self.scale = math.inf

    def read(self, index: int) -> Number | None:
        """Return the number that begins at a token, or None."""
        if index >= len(self.tokens):
            return None
        start, at = self.tokens[index].start, index
        first = self._first(index)
        if first is None:
            return None
        if first.value.role in _VAGUE:
            at += first.length
            return Number(first.value.value, at, start + first.glued, self.tokens[at - 1].end, 1.0, _VAGUE[first.value.role])
        self._take(first.value)
        at += first.length
        while at < len(self.tokens) and self.tokens[at].near:
            taken = self._next(at)
            if not taken:
                break
            at += taken
        value = self.total + (self.group or 0.0)
        return Number(value, at, start + first.glued, self.tokens[at - 1].end, 1.0 if math.isinf(self.scale) else self.scale)

    def _first(self, index: int) -> Found[NumberWord] | None:
        """Return the first word or figure of a number."""
        figure = self._figure(index)
        if figure is not None:
            return figure
        found = self.grammar.numbers.at(self.tokens, index)
        longest = [one for one in found if one.length == found[0].length] if found else []
        longest = [one for one in longest if one.glued == min(o.glued for o in longest)]
        return min(longest, key=lambda one: _ORDER.index(one.value.role), default=None)

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
        return token.kind == "digits" and token.near and _SPACED.fullmatch(token.text) is not None

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
                if (joined or not self.grammar.joiner) and self._add_part(one.value.value):
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
        return word.role not in _VAGUE and self._fits_group(word, joined=joined)

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
