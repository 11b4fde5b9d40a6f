"""A text as the patterns of a pack's data files read it: digits made western, letters that count alike made one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mithaq.text.fold import western_digits

_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class WordView:
    """Which letters a data file counts as one, whether case matters and hyphens part words. The length of a text stays the same."""

    alike: tuple[tuple[str, str], ...] = ()
    ignore_case: bool = False
    parts_hyphens: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> WordView:
        """Return the view that a decoded data file asks for in its table ``view``."""
        spec = data.get("view", {})
        alike = tuple((letter, group[0]) for group in spec.get("alike", ()) for letter in group[1:])
        return cls(alike, bool(spec.get("ignore_case", False)), bool(spec.get("parts_hyphens", False)))

    def respelt(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data with every string spelt as the view spells it."""
        text = json.dumps(data, ensure_ascii=False)
        for letter, stands_for in self.alike:
            text = text.replace(letter, stands_for)
        return dict(json.loads(text))

    def apply(self, text: str) -> str:
        """Return ``text`` as the data reads it."""
        if _EASTERN.search(text):
            text = western_digits(text)
        if self.ignore_case and len(lower := text.lower()) == len(text):
            text = lower
        for letter, stands_for in self.alike:
            text = text.replace(letter, stands_for)
        return _INNER_HYPHEN.sub(" ", text) if self.parts_hyphens else text
