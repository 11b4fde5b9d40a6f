"""Answers of the register as values: entries in order, which convert to rows, pandas, Polars and a notebook's table."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, overload

import msgspec

from mithaq.model.entry import FIRST, OTHERS, Entry, actors_in
from mithaq.register.frames import Framed

_SORTS = ("type", "mode", "post", "kind", "stage", "status", "role", "form")
COLUMNS = ("id", "kind", "what", "date", "first", "others", "place", "words", "actuality", "sources", "state", "confidence")
LIFE = ("deadline", "official", "fulfilment", "schedule")
WHOLES, NUMBERS = ("sources",), ("confidence",)


def named(entry: Entry, fields: Sequence[str]) -> list[tuple[str, str]]:
    """Return name and code of the actors in some fields of an entry; a bare code has no name."""
    cards = {actor.id: actor for actor in entry.actors}
    return [(card.name, card.code) if (card := cards.get(ref)) else ("", ref) for ref in actors_in(entry.record, *fields)]


def codes(entry: Entry, fields: Sequence[str]) -> set[str]:
    """Return the codes of the actors in some fields; those of a group are its members'."""
    cards = {actor.id: actor for actor in entry.actors}
    found: set[str] = set()
    for ref in actors_in(entry.record, *fields):
        card = cards.get(ref)
        members = [cards[m].code for m in card.members if m in cards] if card else []
        found.update(members or [card.code if card else ref])
    return found


def what(entry: Entry) -> str:
    """Return in a few words what an entry is: its type and state, the strength of a promise."""
    sorts = [str(v) for name in _SORTS if (v := getattr(entry.record, name, None))]
    strength = getattr(entry.record, "strength", None)
    return " ".join([*sorts, *([f"strength {strength}"] if strength else [])]).replace("_", " ")


def words(entry: Entry) -> str:
    """Return the first words that prove an entry; of a statement what was said."""
    content = getattr(entry.record, "content", None) or getattr(entry.record, "action", None)
    proof = [content] if content is not None else entry.record.evidence
    return proof[0].text if proof else ""


def day_of(entry: Entry) -> str | None:
    """Return when an entry happened; where no report says, when it was first reported."""
    if entry.record.date is not None and entry.record.date.start:
        return entry.record.date.start
    days = [p.start for t in entry.tellings if (p := t.document.article.published) and p.start]
    return min(days, default=None)


def row(entry: Entry) -> dict[str, Any]:
    """Return an entry as one flat row of :data:`COLUMNS`."""
    shown = {name: "; ".join(f"{n} ({c})" if n and n != c else c for n, c in named(entry, fields)) for name, fields in (("first", FIRST), ("others", OTHERS))}
    values = (
        entry.id, entry.kind, what(entry), day_of(entry), shown["first"], shown["others"], entry.record.place.name if entry.record.place else None,
        words(entry), entry.record.actuality, entry.sources, entry.review.state, entry.record.confidence,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


class Listing(Framed, Sequence[Entry]):
    """Entries in an order, with how many there are in all when only some are listed; ``more`` says that there are more than were counted."""

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    wholes: ClassVar[tuple[str, ...]] = WHOLES
    numbers: ClassVar[tuple[str, ...]] = NUMBERS

    def __init__(self, entries: Sequence[Entry], total: int | None = None, heading: str = "", *, more: bool = False) -> None:
        self._entries = list(entries)
        self.total = len(self._entries) if total is None else total
        self.heading, self.more = heading, more

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Listing: ...
    def __getitem__(self, at: int | slice) -> Entry | Listing:
        return type(self)(self._entries[at], self.total, self.heading, more=self.more) if isinstance(at, slice) else self._entries[at]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} of {self.counted} entries{f': {self.heading}' if self.heading else ''})"

    @property
    def counted(self) -> str:
        """How many there are, as it is shown: «2000+» where more were not counted."""
        return f"{self.total}{'+' if self.more else ''}"

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per entry."""
        return [row(entry) for entry in self]

    def to_json(self) -> bytes:
        """Return the entries whole as a JSON list."""
        return msgspec.json.encode(self._entries, order="deterministic")

    def _repr_html_(self) -> str:
        """Return the entries as a table for a notebook; Arabic words keep their direction."""
        return table(self.rows(), self.columns, self.heading)


class Promises(Listing):
    """Promises in an order, with where each stands: what its obligor says, what is shown, and whether it is due."""

    columns: ClassVar[tuple[str, ...]] = (*COLUMNS, *LIFE)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per promise."""
        return [row(entry) | _standing(entry) for entry in self]


def _standing(entry: Entry) -> dict[str, str | None]:
    """Return where a promise stands, and the last day for keeping it; columns as in exports."""
    deadline, life = getattr(entry.record, "deadline", None), entry.life
    last = (deadline.end or deadline.start) if deadline is not None else None
    standing = (last, life.official, life.evidence, life.schedule) if life is not None else (last, None, None, None)
    return dict(zip(LIFE, standing, strict=True))


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str], caption: str = "") -> str:
    """Return rows as an HTML table; what reports say is escaped."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f'<td dir="auto">{_cell(one.get(name))}</td>' for name in columns) + "</tr>" for one in rows)
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    return "" if value is None else html.escape(f"{value:.2f}" if isinstance(value, float) else str(value))
