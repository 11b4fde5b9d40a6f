"""What a pack knows of one spelling: looked up once for all the places where it stands."""

from __future__ import annotations

import msgspec

from mithaq.packs.analysis import Analysis
from mithaq.packs.readings import Readings
from mithaq.text.clitics import Split


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place in the trie of names: the names that end there, by number, and where the next words lead."""

    refs: tuple[int, ...] = ()
    after: dict[str, Node] = {}


class Word(msgspec.Struct, frozen=True, gc=False):
    """One spelling as the pack sees it, whatever stands around it.

    ``stems`` are the skeletons of what it can be without what is glued to it, as far as predicates or topics ask for
    them, ``openings`` the places in the trie
    of names that it leads to, ``classes`` the lists of function words that hold it, ``stem_classes`` those that hold
    one of its stems. ``kinds`` are those of its analyses; ``foreign`` says that the lexicon knows nothing of it, as of
    names of other languages, ``common`` that it is no name, no part of one and no adjective of belonging either.
    """

    text: str
    skeleton: str
    analyses: tuple[Analysis, ...]
    readings: Readings
    stems: frozenset[str]
    openings: tuple[tuple[Node, Split], ...]
    classes: frozenset[str]
    stem_classes: frozenset[str]
    kinds: frozenset[str]
    foreign: bool
    common: bool
