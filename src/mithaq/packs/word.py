"""What a pack knows of one spelling: looked up once for all the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from mithaq.text.clitics import Split


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


class Analysis(NamedTuple):
    """One reading of a token: a lexicon entry and what is glued to it."""

    entry: Entry
    conj: str
    prep: str
    det: bool
    future: bool
    suffix: str
    offset: int


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling as the pack sees it, whatever stands around it.

    ``stems`` are the skeletons of what it can be without what is glued to it, ``openings`` the places in the trie
    of names that it leads to, ``classes`` the lists of function words that hold it, ``stem_classes`` those that hold
    one of its stems.
    """

    skeleton: str
    analyses: tuple[Analysis, ...]
    stems: frozenset[str]
    openings: tuple[tuple[dict[str, Any], Split], ...]
    classes: frozenset[str]
    stem_classes: frozenset[str]
