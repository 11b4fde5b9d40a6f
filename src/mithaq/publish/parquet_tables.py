"""Entries as a folder of Parquet files, one per table, with lists as lists."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mithaq.model import Entry
from mithaq.publish.forms import KINDS, Form, Tally, misfit
from mithaq.publish.tables import Row, Rows, columns_of, table_names

# rows that are held before they are written as one group
GROUP = 20_000


class _Table:
    """One Parquet file with the rows that are not written yet."""

    def __init__(self, path: Path, name: str) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "texts": pa.list_(pa.string())}
        self.schema = pa.schema([pa.field(column.name, types[column.type]) for column in columns_of(name)])
        self.rows: list[Row] = []
        self.writer = parquet.ParquetWriter(path, self.schema, compression="zstd")

    def add(self, row: Row) -> None:
        """Add a row."""
        self.rows.append(row)
        if len(self.rows) == GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        import pyarrow as pa

        if self.rows:
            arrays = [pa.array(values, type=field.type) for values, field in zip(zip(*self.rows, strict=True), self.schema, strict=True)]
            self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self.rows = []

    def close(self) -> None:
        """Write what is held and the end of the file."""
        self.flush()
        self.writer.close()


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write one Parquet file per table into a folder and return how many rows each holds."""
    from pyarrow import parquet

    rows = Rows()
    with contextlib.ExitStack() as stack:
        tables = {name: _Table(path / f"{name}.parquet", name) for name in table_names(tally.kinds)}
        for table in tables.values():
            stack.callback(table.close)
        for entry in entries:
            tally.written[entry.kind] += 1
            for name, row in rows.of(entry):
                tables[name].add(_unicode(entry, row))
                tally.rows[name] += 1
    return {name: parquet.read_metadata(path / f"{name}.parquet").num_rows for name in tables}


def _unicode(entry: Entry, row: Row) -> Row:
    """Return a row as it is.

    Raises:
        PublishError: X005 if a text of it is no Unicode text.
    """
    for value in _texts(row):
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise misfit(entry, "text", repr(error.object[error.start : error.end]), "characters of Unicode text") from error
    return row


def _texts(row: Row) -> Iterable[str]:
    """Yield the texts of a row."""
    value: Any
    for value in row:
        yield from [value] if isinstance(value, str) else value if isinstance(value, list) else []


FORM = Form("parquet", "folder of Parquet files, one per kind, evidence and reports in their own", write, kinds=KINDS, folder=True)
