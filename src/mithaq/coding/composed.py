"""What an operator and an act make together: the value that the coders of all record kinds read."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase


@dataclass(slots=True)
class Composed:
    """One composition. ``trigger`` and ``span`` are folded offsets, where they are not the proposition's own."""

    type: str
    mode: str | None
    actuality: str
    actor: list[Phrase]
    recipient: list[Phrase]
    act: str
    proposition: Proposition
    trigger: tuple[int, int] | None = None
    span: tuple[int, int] | None = None
