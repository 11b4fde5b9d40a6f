"""Entries as flat tables: one per kind of record, with evidence, parties, reports and what else belongs to them in their own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from mithaq.model import (
    ACTOR_FIELDS,
    RECORD_TYPES,
    Actor,
    Amount,
    Casualties,
    Document,
    Entry,
    Evidence,
    Place,
    Telling,
    When,
)
from mithaq.model.entry import actors_in
from mithaq.publish.forms import misfit

Type = Literal["text", "whole", "number", "texts"]
Row = tuple[Any, ...]


class Column(NamedTuple):
    """A column: its name and what its cells hold; ``texts`` is a list of texts."""

    name: str
    type: Type


class _Part(NamedTuple):
    """A column of a record kind, and how its cell is read from a record."""

    column: Column
    read: Callable[[Any], Any]


# fields that stand in tables of their own, or are the first and last columns of every kind
_ELSEWHERE = {"id", "evidence", "attribution", "review"}
_LAST = ("actuality", "date", "place", "contexts", "rule", "confidence")
_WHEN: tuple[tuple[str, Type], ...] = (("start", "text"), ("end", "text"), ("precision", "text"), ("basis", "text"))
_PLACE: tuple[tuple[str, Type], ...] = (("country", "text"), ("lat", "number"), ("lon", "number"), ("precision", "text"))
_CASUALTIES = ("killed", "injured", "detained", "abducted")


def _columns(**names: Type) -> tuple[Column, ...]:
    """Return columns by name and type."""
    return tuple(Column(name, type_) for name, type_ in names.items())


OTHERS: dict[str, tuple[Column, ...]] = {
    "evidence": _columns(entry="text", telling="text", document="text", field="text", start="whole", end="whole", text="text"),
    "parties": _columns(entry="text", field="text", position="whole", actor="text", code="text"),
    "attribution": _columns(entry="text", telling="text", position="whole", role="text", name="text", actor="text", cue="text"),
    "tellings": _columns(id="text", entry="text", document="text", record="text", actuality="text", rule="text", confidence="number"),
    "documents": _columns(
        id="text", article="text", language="text", title="text", publisher="text", origin="text", group="text", url="text", published_start="text",
        published_end="text", published_precision="text", published_basis="text", added="text",
    ),
    "actors": _columns(id="text", kind="text", name="text", name_en="text", code="text", sector="text", status="text", members="texts"),
    "conflicts": _columns(entry="text", field="text", value="text", telling="text"),
    "steps": _columns(entry="text", position="whole", axis="text", value="text", day="text", noted="text", telling="text", by="text", reason="text"),
    "links": _columns(id="text", commitment="text", entry="text", relation="text", score="number", decision="text", by="text", when="text", since="text", reasons="texts"),
}  # fmt: skip


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table by its name."""
    return OTHERS[table] if table in OTHERS else tuple(part.column for part in _parts(table))


def table_names(kinds: Iterable[str]) -> list[str]:
    """Return the names of all tables that hold entries of these kinds."""
    return [*kinds, *OTHERS]


@functools.cache
def _parts(kind: str) -> tuple[_Part, ...]:
    """Return the columns of a record kind: its id, its own fields, what all kinds share, how often it is told."""
    info = inspect.type_info(RECORD_TYPES[kind])
    assert isinstance(info, inspect.StructType)
    fields = {field.name: field.type for field in info.fields if field.name not in _ELSEWHERE}
    names = [*(name for name in fields if name not in _LAST), *_LAST]
    own = [part for name in names for part in _field(kind, name, fields[name])]
    life = [_life("official"), _life("evidence", "fulfilment"), _life("schedule")] if kind == "commitments" else []
    return (_entry_part("id", "text", lambda entry: entry.id), *own, *life, *_TOLD)


def _entry_part(name: str, type_: Type, read: Callable[[Entry], Any]) -> _Part:
    """Return a column that is read from the entry itself."""
    return _Part(Column(name, type_), read)


def _life(axis: str, name: str | None = None) -> _Part:
    """Return a column of where a commitment stands on an axis."""
    return _entry_part(name or axis, "text", lambda entry: getattr(entry.life, axis, None))


_TOLD = (
    _entry_part("tellings", "whole", lambda entry: len(entry.tellings)),
    _entry_part("sources", "whole", lambda entry: entry.sources),
    _entry_part("review", "text", lambda entry: entry.review.state),
    _entry_part("reviewed_by", "text", lambda entry: entry.review.by),
    _entry_part("reviewed_at", "text", lambda entry: entry.review.when),
)


def _field(kind: str, name: str, type_: inspect.Type) -> list[_Part]:
    """Return the columns of one field of a record."""
    if isinstance(type_, inspect.UnionType):
        type_ = next(one for one in type_.types if not isinstance(one, inspect.NoneType))
    if isinstance(type_, inspect.StructType):
        return _nested(name, type_.cls)
    plain = _Part(Column(name, _type(type_)), lambda entry: getattr(entry.record, name))
    return [plain, *_codes(name, plain.column.type)] if name in ACTOR_FIELDS[kind] else [plain]


def _type(type_: inspect.Type) -> Type:
    """Return what cells of a field hold."""
    if isinstance(type_, inspect.ListType):
        return "texts"
    return "whole" if isinstance(type_, inspect.IntType) else "number" if isinstance(type_, inspect.FloatType) else "text"


def _codes(name: str, type_: Type) -> list[_Part]:
    """Return the column of the codes of the actors that a field names."""
    if type_ == "texts":
        return [_Part(Column(f"{name}_codes", "texts"), lambda entry: [_card(entry, name, one).code for one in getattr(entry.record, name)])]
    return [_Part(Column(f"{name}_code", "text"), lambda entry: _card(entry, name, one).code if (one := getattr(entry.record, name)) else None)]


def _card(entry: Entry, field: str, name: str) -> Actor:
    """Return the actor of an entry with this id.

    Raises:
        PublishError: X005 if the entry does not hold it.
    """
    found = next((actor for actor in entry.actors if actor.id == name), None)
    if found is None:
        raise misfit(entry, field, f"names actor {name!r}", f"one of its own: {', '.join(actor.id for actor in entry.actors) or 'none'}")
    return found


def _nested(name: str, type_: type) -> list[_Part]:
    """Return the columns of a field that has parts."""
    if type_ is Evidence:
        return [_inner(name, "text", name, "text")]
    if type_ is When:
        return [_inner(f"{name}_{part}", kind, name, part) for part, kind in _WHEN]
    if type_ is Place:
        english = _Part(Column(f"{name}_en", "text"), lambda entry: value.labels.get("en") if (value := getattr(entry.record, name)) else None)
        return [_inner(name, "text", name, "name"), english, *(_inner(f"{name}_{part}", kind, name, part) for part, kind in _PLACE)]
    if type_ is Amount:
        return [_inner(f"{name}_value", "number", name, "value"), _inner(f"{name}_unit", "text", name, "unit")]
    assert type_ is Casualties, type_
    return [_Part(Column(part, "number"), functools.partial(_befell, part)) for part in _CASUALTIES]


def _inner(column: str, type_: Type, field: str, part: str) -> _Part:
    """Return the column of one part of a field."""
    return _Part(Column(column, type_), lambda entry: getattr(getattr(entry.record, field), part, None))


def _befell(part: str, entry: Entry) -> float | None:
    """Return how many people an act befell in one way."""
    amount: Amount | None = getattr(getattr(entry.record, "casualties", None), part, None)
    return amount.value if amount is not None else None


class Rows:
    """The rows of entries; actors and reports that several entries share come once."""

    def __init__(self) -> None:
        self._actors: set[str] = set()
        self._documents: set[str] = set()
        self._links: set[str] = set()

    def of(self, entry: Entry) -> Iterator[tuple[str, Row]]:
        """Yield the rows of an entry, each with its table.

        Raises:
            PublishError: X005 if the entry names an actor it does not hold.
        """
        yield entry.kind, tuple(part.read(entry) for part in _parts(entry.kind))
        yield from (("parties", row) for row in _parties(entry))
        yield from (("actors", _actor(actor)) for actor in entry.actors if _first(self._actors, actor.id))
        for telling in entry.tellings:
            yield from _telling(entry, telling)
            if _first(self._documents, telling.document.key):
                yield "documents", _document(telling.document)
        yield from _around(entry)
        # a link stands with the commitment and with what bears on it
        yield from (("links", _struct(link, "links")) for link in entry.links if _first(self._links, link.id))


def _first(known: set[str], name: str) -> bool:
    """Return whether a name comes for the first time, and keep it."""
    new = name not in known
    known.add(name)
    return new


def _struct(value: msgspec.Struct, table: str, *before: Any) -> Row:
    """Return a row of the values of a struct by the names of a table's columns, behind those given."""
    return (*before, *(getattr(value, column.name) for column in OTHERS[table][len(before) :]))


def _parties(entry: Entry) -> Iterator[Row]:
    """Yield whom an entry names, field by field."""
    for field in ACTOR_FIELDS[entry.kind]:
        for position, one in enumerate(actors_in(entry.record, field)):
            yield entry.id, field, position, one, _card(entry, field, one).code


def _actor(actor: Actor) -> Row:
    """Return the row of an actor."""
    return actor.id, actor.kind, actor.name, actor.labels.get("en"), actor.code, actor.sector, actor.status, actor.members


def _telling(entry: Entry, telling: Telling) -> Iterator[tuple[str, Row]]:
    """Yield a telling with its evidence, and by whom it is told."""
    record, document = telling.record, telling.document.key
    yield "tellings", (telling.id, entry.id, document, record.id, record.actuality, record.rule, record.confidence)
    for field, words in evidence_in(record):
        yield "evidence", (entry.id, telling.id, document, field, words.start, words.end, words.text)
    for position, rung in enumerate(record.attribution):
        yield "attribution", (entry.id, telling.id, position, rung.role, rung.name, rung.actor, rung.cue.text if rung.cue else None)


def evidence_in(value: Any, field: str = "") -> Iterator[tuple[str, Evidence]]:
    """Yield all evidence of a record with the field it proves: none for the record as a whole, a dotted path within parts."""
    if isinstance(value, Evidence):
        yield field, value
    elif isinstance(value, list):
        for one in value:
            yield from evidence_in(one, field)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            inner = "" if name == "evidence" else name
            yield from evidence_in(getattr(value, name), ".".join(part for part in (field, inner) if part))


def _document(document: Document) -> Row:
    """Return the row of a report, without its text."""
    article, published = document.article, document.article.published or When()
    return (
        document.key, article.id, article.language, article.title, article.publisher, document.origin, document.group, article.url,
        published.start, published.end, published.precision, published.basis, document.added or None,
    )  # fmt: skip


def _around(entry: Entry) -> Iterator[tuple[str, Row]]:
    """Yield what tellings disagree on, and the steps of a commitment."""
    for conflict in entry.conflicts:
        for value, tellings in conflict.values.items():
            yield from (("conflicts", (entry.id, conflict.field, value, telling)) for telling in tellings)
    for position, step in enumerate(entry.life.steps if entry.life else ()):
        yield "steps", _struct(step, "steps", entry.id, position)
