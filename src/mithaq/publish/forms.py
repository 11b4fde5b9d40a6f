"""What an export is: its kinds, how its rows are made, and the tally that must come out even."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from mithaq.errors import PublishError
from mithaq.model import RECORD_TYPES, Entry

KINDS = tuple(RECORD_TYPES)
# what exports leave out unless asked: acts that were not done, or not now, and records that a person has rejected
ASIDE = ("denied", "hypothetical", "historical", "rejected")


class LeftOut(Exception):  # noqa: N818  (no error: the report counts it)
    """Raised for an entry that a format has no place for; ``reason`` is counted and shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What an export wrote: entries by kind, rows by table or file, and entries left out by reason and kind."""

    form: str
    target: str
    written: dict[str, int]
    rows: dict[str, int]
    left_out: dict[str, dict[str, int]]


@dataclass
class Tally:
    """The running counts of one export, the kinds it holds, and the name its data go by."""

    name: str
    kinds: tuple[str, ...] = KINDS
    read: int = 0
    written: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    left: dict[str, Counter[str]] = field(default_factory=dict)

    def leave(self, entry: Entry, reason: str) -> None:
        """Count an entry that is left out."""
        self.left.setdefault(reason, Counter())[entry.kind] += 1

    def check(self, found: Mapping[str, int]) -> None:
        """Raise unless every entry is written or left out, and the files hold the rows that were made.

        Raises:
            PublishError: X004.
        """
        told = self.written.total() + sum(counts.total() for counts in self.left.values())
        if told != self.read:
            raise PublishError("X004", f"{self.read} entries were read, {told} are written or left out; expected the same number: nothing was kept, report this")
        for name, rows in found.items():
            if rows != self.rows[name]:
                raise PublishError("X004", f"{name}: holds {rows} rows, {self.rows[name]} were written; nothing was kept: report this")


# writes entries to a path that is not there yet and returns how many rows each file holds when read back
Writer = Callable[[Iterable[Entry], Path, Tally], dict[str, int]]


@dataclass(frozen=True)
class Form:
    """A format of export: which kinds of record it has a place for, and which it writes unless asked."""

    name: str
    title: str
    write: Writer
    kinds: tuple[str, ...] = KINDS
    usual: tuple[str, ...] = KINDS
    folder: bool = False


def counted(entries: Iterable[Entry], tally: Tally, rows_of: Callable[[Entry], Iterable[bytes]], name: str = "rows") -> Iterator[bytes]:
    """Yield the rows of entries and count both; an entry without a row and without a reason is an error.

    Raises:
        PublishError: X004 for such an entry, X005 for a value that does not fit.
    """
    for entry in entries:
        try:
            rows = list(rows_of(entry))
        except LeftOut as left:
            tally.leave(entry, left.reason)
            continue
        except UnicodeEncodeError as error:
            raise misfit(entry, "text", repr(error.object[error.start : error.end]), "characters of Unicode text") from error
        if not rows:
            raise PublishError("X004", f"{entry.kind} {entry.id}: made no row; nothing was kept: report this")
        tally.written[entry.kind] += 1
        tally.rows[name] += len(rows)
        yield from rows


def misfit(entry: Entry, where: str, value: object, expected: str) -> PublishError:
    """Return the error for a value of an entry that a format cannot hold."""
    return PublishError("X005", f"{entry.kind} {entry.id}, {where}: {value}; expected {expected}: correct the entry, or leave its kind out of this export")


def write_lines(rows_of: Callable[[Entry, str], Iterable[bytes]], header: bytes = b"") -> Writer:
    """Return a writer of one line per row; ``rows_of`` gets an entry and the name the data go by."""

    def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
        with path.open("wb") as file:
            file.write(header)
            file.writelines(row + b"\n" for row in counted(entries, tally, lambda entry: rows_of(entry, tally.name)))
        return {"rows": count_lines(path) - (1 if header else 0)}

    return write


def count_lines(path: Path) -> int:
    """Return how many lines a file has."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
