"""Explanations as trees for the terminal: operators nested over acts, the words under each node."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.faces.cli.bidi import LRM, quoted
from mithaq.faces.cli.tables import line_of
from mithaq.model import Evidence, Explanation, Node, Record, Slot

_KINDS = {"light": "light verb", "words": "words"}
_ROLE_WIDTH = 9


def explained(explanation: Explanation, record: Record) -> Iterator[str]:
    """Yield a record line by line: what it is, who, and a tree for each telling.

    Offsets: code points of the report, half-open.
    """
    trees = explanation.trees.get(record.id, [])
    made = next((node.makes for tree in trees for node in _nodes(tree) if node.makes), type(record).__name__.lower())
    yield f"{LRM}{record.id}  {made}  (rule {record.rule}, confidence {record.confidence:.2f})"
    who = line_of(explanation.reading, record)
    if who:
        yield f"{LRM}  {who}"
    for number, tree in enumerate(trees, 1):
        if len(trees) > 1:
            yield f"{LRM}  told {number} of {len(trees)}"
        yield from _node(tree, "  ", "")
        yield from _reasons(tree)


def _nodes(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    yield node
    for child in node.children:
        yield from _nodes(child)


def _node(node: Node, indent: str, branch: str) -> Iterator[str]:
    """Yield a node, its slots, and what it governs."""
    flags = f"  [{', '.join(node.flags)}]" if node.flags else ""
    makes = "  ◀ " + node.makes if node.makes else ""
    yield f"{LRM}{indent}{branch}{node.rule.replace('_', ' ')} ← {_words(node.words)}  {_KINDS.get(node.kind, node.kind)}{flags}{makes}"
    deeper = indent + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
    trunk = "│" if node.children else " "
    for slot in node.slots:
        yield f"{LRM}{deeper}{trunk}   {_slot(slot)}"
    for number, child in enumerate(node.children, 1):
        yield from _node(child, deeper, "└─ " if number == len(node.children) else "├─ ")


def _slot(slot: Slot) -> str:
    """Return a role, the words that fill it, and whom they speak of."""
    codes = f" {','.join(slot.codes)}" if slot.codes else ""
    where = " (from another sentence)" if slot.elsewhere else ""
    return f"{slot.role:{_ROLE_WIDTH}} {quoted(slot.words.text)}{codes} {_place(slot.words)}{where}"


def _words(parts: list[Evidence]) -> str:
    """Return the parts of a wording with the place of each."""
    return " … ".join(f"{quoted(part.text)} {_place(part)}" for part in parts)


def _place(words: Evidence) -> str:
    """Return where words stand."""
    return f"[{words.start}, {words.end})"


def _reasons(tree: Node) -> Iterator[str]:
    """Yield the composition and the entries of the tables behind a record."""
    for node in _nodes(tree):
        yield from (f"{LRM}  {'∴' if number == 0 else ' '} {reason}" for number, reason in enumerate(node.because))
