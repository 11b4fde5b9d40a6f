"""Readings as Arrow rows: one row per report, its records nested, and why a report has none; the way there and back."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect
from pyarrow import parquet

from mithaq.errors import ReadingError, SourceError
from mithaq.model import Article, Reading
from mithaq.sources.item import Item

# what a row says beside the reading: where the report stood, the agency behind it, the reader, and why there is no reading
_BESIDE = ("where", "origin", "reader")
_BATCH_ROWS = 64


@functools.cache
def shard_schema() -> pa.Schema:
    """Return the Arrow schema of readings, made from the classes of the model."""
    beside = [pa.field(name, pa.string()) for name in _BESIDE]
    error = pa.field("error", pa.struct([pa.field("code", pa.string()), pa.field("message", pa.string())]))
    return pa.schema([*_arrow(inspect.type_info(Reading)), *beside, error])


@functools.cache
def report_schema() -> pa.Schema:
    """Return the Arrow schema of reports that are to be read: the same without readings."""
    full = shard_schema()
    return pa.schema([full.field(name) for name in ("article", "where", "origin", "error")])


def is_shard(schema: pa.Schema) -> bool:
    """Return whether a table holds readings."""
    return {"schema", "article", "mentions", "issues"} <= set(schema.names)


def row_of(item: Item, reading: Reading | None = None, reader: str = "", error: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return the row of a report, with its reading or with the code and message of why there is none."""
    if item.error is not None:
        error = item.error.code, item.error.message
    row: dict[str, Any] = msgspec.to_builtins(reading) if reading is not None else {"article": msgspec.to_builtins(item.article)}
    told = None if error is None else {"code": error[0], "message": error[1].encode("utf-8", "backslashreplace").decode()}
    return {**row, "where": item.where.encode("utf-8", "backslashreplace").decode(), "origin": item.origin, "reader": reader, "error": told}


def reading_of(row: Mapping[str, Any]) -> Reading:
    """Return the reading of a row.

    Raises:
        msgspec.ValidationError: if it holds none.
    """
    return msgspec.convert({name: row[name] for name in Reading.__struct_fields__}, Reading)


def item_of_row(row: Mapping[str, Any], where: str) -> Item:
    """Return the item of a row, with its reading if it holds one; ``where`` the row stands, if it does not say itself."""
    place, error = row.get("where") or where, row.get("error")
    if error is not None:
        return Item(where=place, error=SourceError(error["code"], error["message"]))
    try:
        # rows that are still to be read hold no schema
        reading = reading_of(row) if row.get("schema") else None
        article = reading.article if reading is not None else msgspec.convert(row["article"], Article)
    except (msgspec.ValidationError, KeyError) as error_:
        return Item(where=where, error=SourceError("S019", f"{where}: no reading: {error_}; expected a row that mithaq read --jobs wrote"))
    return Item(where=place, article=article, origin=row.get("origin") or "", reading=reading, reader=row.get("reader") or "")


def items_of_file(file: parquet.ParquetFile, name: str) -> Iterator[Item]:
    """Yield an item per row of an open file, each with its reading."""
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH_ROWS):
        for row in batch.to_pylist(maps_as_pydicts="strict"):
            number += 1
            yield item_of_row(row, f"{name}, row {number}")


def read_shard(path: str | Path) -> Iterator[Reading]:
    """Yield the readings of a file, as they were written; rows without one are passed over.

    Raises:
        ReadingError: D003 for a file that holds something else.
    """
    try:
        with parquet.ParquetFile(path) as file:
            if not is_shard(file.schema_arrow):
                raise ReadingError("D003", f"{path}: no readings in it; expected a file that mithaq read --jobs wrote")
            yield from (item.reading for item in items_of_file(file, str(path)) if item.reading is not None)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadingError("D003", f"{path}: no file of readings: {error}; expected one that mithaq read --jobs wrote") from error


def batch_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Return rows as one batch."""
    return pa.RecordBatch.from_pylist(list(rows), schema=schema)


def _arrow(type_: inspect.Type) -> Any:
    """Return the Arrow type of a field's type."""
    if isinstance(type_, inspect.UnionType):
        return _arrow(next(one for one in type_.types if not isinstance(one, inspect.NoneType)))
    if isinstance(type_, inspect.StructType):
        return pa.struct([pa.field(field.name, _arrow(field.type)) for field in type_.fields])
    if isinstance(type_, inspect.ListType):
        return pa.list_(_arrow(type_.item_type))
    if isinstance(type_, inspect.DictType):
        return pa.map_(_arrow(type_.key_type), _arrow(type_.value_type))
    plain = {inspect.IntType: pa.int64(), inspect.FloatType: pa.float64(), inspect.BoolType: pa.bool_()}
    return plain.get(type(type_), pa.string())
