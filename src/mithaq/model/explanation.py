"""Why each record was read: operators nested over acts, with the words under each node."""

from __future__ import annotations

from typing import Literal

import msgspec

from mithaq.model.reading import Reading
from mithaq.model.span import Evidence

NodeKind = Literal["operator", "act", "light", "title", "words"]
Flag = Literal["negated", "conditional", "future", "purpose"]
EXPLANATION_SCHEMA = "mithaq.explanation/1"


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One role of a node and the words that fill it.

    ``codes`` are those of the actors the words speak of. ``elsewhere``: the words stand in another sentence, or
    in another clause than the node's own, as with a subject that is left out.
    """

    role: str
    words: Evidence
    codes: list[str] = []
    elsewhere: bool = False


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One operator or act with what it governs: ``announce`` over ``offer`` over ``give_aid``.

    ``rule`` is the frame; ``words`` are the parts of its wording, each with its place. ``makes`` names the record
    that came of this node, empty for the nodes above and below it; ``because`` the entries of the shared tables
    that composed it.
    """

    rule: str
    kind: NodeKind
    words: list[Evidence]
    flags: list[Flag] = []
    slots: list[Slot] = []
    children: list[Node] = []
    makes: str = ""
    because: list[str] = []


class Explanation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reading with the trees behind its records: by record id, one tree for each telling of the record."""

    schema: str = EXPLANATION_SCHEMA
    reading: Reading
    trees: dict[str, list[Node]] = {}
