"""Entries of the lexicon, and how a token can be one of them."""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A surface form in the lexicon. ``ref`` points at a lexeme, or at a name for nisba adjectives."""

    surface: str
    kind: str
    ref: int = -1
    tense: str = ""
    gender: str = ""
    number: str = ""
    passive: bool = False


def is_mine(entry: Entry) -> bool:
    """Return whether a form is a verb's first person singular, which news hardly uses outside quotations."""
    return entry.kind == "verb" and entry.gender == "1" and entry.number == "s"


class Analysis(msgspec.Struct, frozen=True, gc=False):
    """One reading of a token: a lexicon entry and what is glued to it."""

    entry: Entry
    conj: str
    prep: str
    det: bool
    future: bool
    suffix: str
    offset: int
