"""Reasons of merges and links in the words of the interface: what the register writes in English is found again and said anew."""

from __future__ import annotations

import functools
import re

from mithaq.faces.web.words import Words, catalogue
from mithaq.register import knowledge

_POINTS = re.compile(r"(?P<why>.*) (?P<points>[+-]\d+\.\d+)", re.DOTALL)
_RULED_OUT = ": ruled out"
_HOLE = re.compile(r"\\{(\w)\\}")
_VALUE = re.compile(r"[\w:+.%]+")


@functools.cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the keys of reasons with what their English looks like, the ones with the fewest open places first."""
    found = [(key, wording["en"]) for key, wording in catalogue().items() if key.startswith("reason.")]
    found.sort(key=lambda one: (one[1].count("{"), -len(one[1])))
    return [(key, re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(english)))) for key, english in found]


def reasoned(reason: str, t: Words) -> str:
    """Return a reason in the language of the interface, with its points; one that the catalogue does not know stays as it is."""
    match = _POINTS.fullmatch(reason)
    why, points = (match["why"], f" {t.digits(match['points'])}") if match else (reason, "")
    if why.endswith(_RULED_OUT):
        return t("reasoned.ruled_out", why=_said(why.removesuffix(_RULED_OUT), t))
    return _said(why, t) + points


def _said(why: str, t: Words) -> str:
    """Return a reason without its points in a language."""
    for key, pattern in _patterns():
        if (match := pattern.fullmatch(why)) is not None:
            return t(key, **{name: _values(value, t) for name, value in match.groupdict().items()}) if match.groupdict() else t(key)
    return why


def _values(text: str, t: Words) -> str:
    """Return what fills a reason: codes and values of the data by their names, numbers in the language's digits."""
    return _VALUE.sub(lambda one: _value(one[0], t), text)


def _value(value: str, t: Words) -> str:
    if value in knowledge.bodies():
        return knowledge.label(value, t.language)
    for section in ("value", "field", "context"):
        if f"{section}.{value}" in catalogue():
            return t.of(section, value)
    return t.digits(value)
