"""Entries as a folder of CSV files, one per table."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from mithaq.model import Entry
from mithaq.publish.forms import KINDS, Form, Tally, misfit
from mithaq.publish.tables import Column, Rows, columns_of, table_names
from mithaq.publish.tsv import number_text

_QUOTED = re.compile(r'[",\r\n]|^\s|\s$|^$')
LIST = "; "


def flat(entry: Entry, column: Column, value: Any) -> Any:
    """Return a value for a table that has no lists: the texts of a list in one.

    Raises:
        PublishError: X005 if a text of the list holds what parts them.
    """
    if column.type != "texts" or value is None:
        return value
    # reasons are sentences; what other lists hold are codes, ids and names of contexts
    parts = "\n" if column.name == "reasons" else LIST
    if any(parts.strip(" ") in one for one in value):
        raise misfit(entry, column.name, value, f"texts without {parts!r} (Parquet has lists)")
    return parts.join(value) or None


def cell(value: Any) -> str:
    """Return a value as a CSV cell; no value is nothing, an empty text is quoted."""
    if value is None:
        return ""
    text = number_text(value) if isinstance(value, float) else str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write one CSV file per table into a folder and return how many rows each holds."""
    rows = Rows()
    with contextlib.ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for table in table_names(tally.kinds):
            files[table] = stack.enter_context((path / f"{table}.csv").open("wb"))
            files[table].write((",".join(column.name for column in columns_of(table)) + "\n").encode())
        for entry in entries:
            tally.written[entry.kind] += 1
            for table, row in rows.of(entry):
                files[table].write(_line(entry, columns_of(table), row))
                tally.rows[table] += 1
    return {table: _rows_in(path / f"{table}.csv") for table in files}


def _line(entry: Entry, columns: Iterable[Column], row: tuple[Any, ...]) -> bytes:
    """Return a row as a line."""
    text = ",".join(cell(flat(entry, column, value)) for column, value in zip(columns, row, strict=True))
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError as error:
        raise misfit(entry, "text", repr(error.object[error.start : error.end]), "characters of Unicode text") from error


def _rows_in(path: Path) -> int:
    """Return how many rows a CSV file holds, read back."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


FORM = Form("csv", "folder of CSV files, one per kind, evidence and reports in their own", write, kinds=KINDS, folder=True)
