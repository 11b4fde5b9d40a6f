"""The reader as one function from Arrow batch to Arrow batch: as many rows out as in, in their order."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from mithaq.errors import MithaqError
from mithaq.limits import LIMIT_S, within
from mithaq.model import Article, Reading
from mithaq.reader import in_language
from mithaq.register.work import open_reader, reader_version
from mithaq.sources.item import Item
from mithaq.sources.shards import batch_of, item_of_row, row_of, shard_schema


def read_batch(batch: pa.RecordBatch, *, limit_s: float | None = LIMIT_S) -> pa.RecordBatch:
    """Return the readings of a batch of reports; a report without one says why in the column «error».

    A pure function of its rows but for the limits: the same reports give the same rows on every machine.

    Args:
        batch: reports as ``report_schema`` says; a row that has an error already keeps it.
        limit_s: how long one report may take, in seconds.
    """
    rows = batch.to_pylist(maps_as_pydicts="strict")
    return batch_of([_read_row(row, number, limit_s) for number, row in enumerate(rows, 1)], shard_schema())


def _read_row(row: dict[str, Any], number: int, limit_s: float | None) -> dict[str, Any]:
    """Return the row of one report with its reading, or with why there is none."""
    item = item_of_row(row, f"row {number}")
    if item.article is None:
        return row_of(item)
    try:
        with within(limit_s):
            return row_of(item, _reading(item.article, item.where), reader_version())
    except MithaqError as error:
        return row_of(item, error=(error.code, error.message))
    except MemoryError:
        return row_of(item, error=("D010", "took more memory than one report may"))
    except Exception as error:  # noqa: BLE001 - whatever a report raises is its own failure, told in its row
        return row_of(item, error=("D009", f"{type(error).__name__}: {error}"))


def _reading(article: Article, where: str) -> Reading:
    """Return the reading of an article in whatever language it is."""
    reader = open_reader()
    return reader.read(in_language(reader, article, where))


def failed(item: Item, code: str, message: str) -> dict[str, Any]:
    """Return the row of a report whose process ended at it."""
    return row_of(item, error=(code, message))
