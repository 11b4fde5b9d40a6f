"""Two readings of one report side by side: what both tell, and what only one does."""

from __future__ import annotations

import msgspec

from mithaq.model import Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Record


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one kind: pairs that both coders have, and what only the reader or only the second one has."""

    kind: str
    both: list[tuple[Record, Record]]
    only_reader: list[Record]
    only_second: list[Record]

    @property
    def agreement(self) -> float | None:
        """F1 of the two, the same whichever is taken as right; none where neither has any."""
        each = 2 * len(self.both) + len(self.only_reader) + len(self.only_second)
        return 2 * len(self.both) / each if each else None


def compare(reader: Reading, second: Reading) -> list[Compared]:
    """Return the records of two readings of one report, kind by kind; those are one whose words overlap and whose type is the same."""
    return [_compared(kind, getattr(reader, kind), list(getattr(second, kind))) for kind in RECORD_FIELDS]


def _compared(kind: str, ours: list[Record], theirs: list[Record]) -> Compared:
    """Return the records of one kind side by side."""
    both: list[tuple[Record, Record]] = []
    alone: list[Record] = []
    for record in ours:
        other = next((one for one in theirs if _same(record, one)), None)
        if other is None:
            alone.append(record)
        else:
            both.append((record, other))
            theirs.remove(other)
    return Compared(kind=kind, both=both, only_reader=alone, only_second=theirs)


def _same(one: Record, other: Record) -> bool:
    """Return whether two records of a kind are of one type and rest on words that overlap."""
    typed = getattr(one, "type", None) == getattr(other, "type", None)
    return typed and any(mine.span.overlaps(theirs.span) for mine in one.evidence for theirs in other.evidence)
