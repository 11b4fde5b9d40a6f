"""Tables into articles: CSV and TSV row by row, Parquet batch by batch; columns are named or have usual names."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

import pyarrow
import pyarrow.parquet

from mithaq.errors import SourceError
from mithaq.sources.columns import chosen_columns
from mithaq.sources.files import MARKS, MAX_CHARACTERS, arabic_legacy_of, item_of_values
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.shards import is_shard, items_of_file
from mithaq.sources.stream import MOST_BLANK_LINES, Stream, too_blank

MAX_PARQUET_BYTES = 500_000_000
_DELIMITERS = ",;\t|"
_BATCH_ROWS = 32


def read_csv(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per row; rows are counted as spreadsheets do, the names of the columns being row 1."""
    # a report may be longer than the cells that the library expects
    csv.field_size_limit(MAX_CHARACTERS)
    lines = _lines(stream)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise SourceError("S001", f"{stream.name}: empty; expected a table with the names of its columns in the first row")
    delimiter = "\t" if stream.ending in (".tsv", ".tab") else _delimiter(first)
    rows = _rows(csv.reader(_joined(first, lines), delimiter=delimiter, strict=True), stream.name)
    header = next((row for row in rows if isinstance(row, list)), [])
    columns = chosen_columns(header, options.columns, stream.name)
    found = False
    for number, row in enumerate(rows, 2):
        where = f"{stream.name}, row {number}"
        found = found or isinstance(row, str) or any(cell.strip() for cell in row)
        if isinstance(row, str):
            yield Item(where=where, error=SourceError("S019", f"{where}: {row}"))
        elif any(cell.strip() for cell in row):
            yield _row_item(header, row, columns, where, options)
    if not found:
        raise _no_rows(stream.name)


def read_parquet(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per row; rows are counted from 1. Rows that hold readings give them beside their reports."""
    source = stream.path if stream.path is not None else io.BytesIO(stream.read(MAX_PARQUET_BYTES))
    try:
        with pyarrow.parquet.ParquetFile(source, pre_buffer=False) as file:
            if is_shard(file.schema_arrow):
                yield from items_of_file(file, stream.name)
                return
            columns = chosen_columns(file.schema_arrow.names, options.columns, stream.name)
            _check_text(file.schema_arrow.field(columns["text"]), stream.name)
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=sorted(set(columns.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield values_item({field: row[column] for field, column in columns.items()}, f"{stream.name}, row {number}", options)
            if number == 0:
                raise _no_rows(stream.name)
    except (pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
        raise SourceError("S014", f"{stream.name}: a Parquet file that is broken or cut off: {_first_line(error)}; write it again") from error


def _lines(stream: Stream) -> Iterator[str]:
    """Yield the lines of a table with their ends; bytes that do not fit the encoding become lone surrogates, which no cell may hold."""
    encoding = _encoding(stream)
    text = io.TextIOWrapper(cast(BinaryIO, stream.file), encoding=encoding, errors="surrogateescape", newline="")
    blank = 0
    while line := text.readline(MAX_CHARACTERS + 1):
        blank = blank + 1 if line.isspace() else 0
        if blank > MOST_BLANK_LINES:
            raise too_blank(stream.name)
        if len(line) > MAX_CHARACTERS:
            raise SourceError("S004", f"{stream.name}: a line of more than {MAX_CHARACTERS:,} characters; expected a table with a row a line")
        # a zero that an old program left in a cell means nothing
        yield line.replace("\x00", "")


def _encoding(stream: Stream) -> str:
    """Return the encoding of a table by its first bytes.

    Raises:
        SourceError: where it is neither a Unicode encoding nor an old Arabic one.
    """
    for mark, encoding in MARKS.items():
        if stream.head.startswith(mark):
            return encoding
    # a character may be cut in two where the first bytes end
    whole = stream.head if len(stream.head.splitlines()) < 2 else stream.head[: stream.head.rfind(b"\n") + 1]
    try:
        whole.decode("utf-8")
        return "utf-8-sig"
    except UnicodeDecodeError as error:
        found = arabic_legacy_of(whole)
        if found is None:
            raise SourceError("S003", f"{stream.name}: not UTF-8 (byte {error.start}) and not Arabic in windows-1256 or ISO 8859-6; save it as UTF-8") from error
        return found


def _delimiter(first: str) -> str:
    """Return what parts the cells of the first row: of the usual marks the one that parts most."""
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _joined(first: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a line that was read already, then the others."""
    yield first
    yield from lines


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[list[str] | str]:
    """Yield the rows of a table, or what is wrong with one."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                yield "a quotation mark is opened here and never closed, so that the rest of the table is one cell; close it, or write two in place of one within a cell"
                return
            yield f"{error}; put cells that hold quotation marks or line breaks in quotation marks, and write two in place of one within"


def _row_item(header: list[str], row: list[str], columns: Mapping[str, str], where: str, options: SourceOptions) -> Item:
    """Return the item of a row of text cells."""
    if len(row) > len(header):
        return Item(where=where, error=SourceError("S019", f"{where}: {len(row)} cells; expected {len(header)}, as many as there are columns; put cells that hold the delimiter in quotation marks"))
    cells = dict(zip(reversed(header[: len(row)]), reversed(row), strict=True))
    return values_item({field: cells.get(column) for field, column in columns.items()}, where, options)


def values_item(values: dict[str, Any], where: str, options: SourceOptions) -> Item:
    """Return the item of the fields of an article, or of what is wrong with them."""
    found = {field: _plain(value) for field, value in values.items()}
    try:
        if found.get("text") is None:
            raise SourceError("S001", f"{where}: empty; expected a report's text")
        return item_of_values(found, where, options)
    except SourceError as error:
        return Item(where=where, error=error)


def _plain(value: Any) -> Any:
    """Return the value of a cell: a day as ISO 8601, an empty cell as None."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    return None if isinstance(value, str) and not value.strip() else value


def _no_rows(name: str) -> SourceError:
    """Return the error of a table that holds nothing but the names of its columns."""
    return SourceError("S001", f"{name}: a table without rows; expected a report in each")


def _check_text(field: Any, name: str) -> None:
    """Raise where the column of the text holds none."""
    kind = field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type
    if not any(test(kind) for test in (pyarrow.types.is_string, pyarrow.types.is_large_string, pyarrow.types.is_string_view)):
        raise SourceError("S006", f"{name}, column {field.name!r}: {field.type}; expected text; name another column with --map text=COLUMN")


def _first_line(error: BaseException) -> str:
    """Return the first line of what a library says."""
    return (str(error) or type(error).__name__).split("\n")[0]
