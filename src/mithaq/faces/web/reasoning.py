"""Reasons in the words of the interface: what the register says of merges and links and the reader of a record, found again by its English and said anew."""

from __future__ import annotations

import functools
import re

from mithaq.faces.web.words import Words, catalogue
from mithaq.model import RECORD_TYPES
from mithaq.register import knowledge

_POINTS = re.compile(r"(?P<why>.*) (?P<points>[+-]\d+\.\d+)", re.DOTALL)
_RULED_OUT = ": ruled out"
_HOLE = re.compile(r"\\{(\w)\\}")
_VALUE = re.compile(r"[\w:+.%-]+")
# what fills a reason is looked up in these sections of the catalogue, in {f} among acts first
_SECTIONS = ("value", "field", "context")
_KINDS = {record.__name__.lower(): kind for kind, record in RECORD_TYPES.items()}


@functools.cache
def _patterns(section: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the keys of a section with what their English looks like, the ones with the fewest open places first."""
    found = [(key, wording["en"]) for key, wording in catalogue().items() if key.startswith(f"{section}.")]
    found.sort(key=lambda one: (one[1].count("{"), -len(one[1])))
    return [(key, re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(english)))) for key, english in found]


def reasoned(reason: str, t: Words) -> str:
    """Return a reason of a merge or link in the language of the interface, with its points; one that the catalogue does not know stays as it is."""
    match = _POINTS.fullmatch(reason)
    why, points = (match["why"], f" {match['points'][0]}{t.number(float(match['points'][1:]), 2)}") if match else (reason, "")
    if why.endswith(_RULED_OUT):
        return t("reasoned.ruled_out", why=_said("reason", why.removesuffix(_RULED_OUT), t))
    return _said("reason", why, t) + points


def composed(because: str, t: Words) -> str:
    """Return what composed a record, as its tree tells it, in the language of the interface; in English as the tables have it."""
    return because if t.language == "en" else _said("because", because, t)


def _said(section: str, why: str, t: Words) -> str:
    """Return a reason without its points in a language."""
    for key, pattern in _patterns(section):
        if (match := pattern.fullmatch(why)) is not None:
            filled = {hole: _values(hole, text, t) for hole, text in match.groupdict().items()}
            return t(key, **filled) if filled else t(key)
    return why


def _values(hole: str, text: str, t: Words) -> str:
    """Return what fills a reason: codes and values of the data by their names, numbers in the language's digits."""
    if hole == "k":
        kind = _VALUE.match(text)
        return t.of("kind_one", _KINDS.get(kind[0], kind[0])) + _values("a", text[kind.end() :], t) if kind else text
    sections = ("act", *_SECTIONS) if hole == "f" else _SECTIONS
    return _VALUE.sub(lambda one: _value(one[0], sections, t), text).replace(", ", t("record.and"))


def _value(value: str, sections: tuple[str, ...], t: Words) -> str:
    if value in knowledge.bodies():
        return knowledge.label(value, t.language)
    for section in sections:
        if f"{section}.{value}" in catalogue():
            return t.of(section, value)
    return t.digits(value)
