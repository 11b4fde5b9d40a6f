"""Readings as Parquet shards: one row per report with its records nested, each file named by a hash of what it holds."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from mithaq.errors import PublishError, ReadingError
from mithaq.model import Reading
from mithaq.publish.files import aside

# reports in one file, unless said otherwise: some megabytes
SIZE = 1_000
_NAME = 24


def write_shards(readings: Iterable[Reading], folder: str | Path, *, size: int = SIZE) -> list[Path]:
    """Write readings into files of ``size`` reports and return their paths; the same readings make the same files.

    A file that is there already holds the same and stays. Files are there whole or not at all.

    Raises:
        PublishError: X002 for a folder that cannot be written, X004 if a file holds other than it should, X005 for a
            text that is no Unicode text.
    """
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError("X002", f"{place}: cannot be made: {error.strerror}; choose another folder") from error
    batches = iter(readings)
    return [_write(batch, place) for batch in iter(lambda: list(itertools.islice(batches, size)), [])]


def _write(readings: list[Reading], folder: Path) -> Path:
    """Write one file and return its path."""
    import pyarrow as pa
    from pyarrow import parquet

    path = folder / f"{_digest(readings)}.parquet"
    if path.exists():
        return path
    table = pa.Table.from_pylist([_row(reading) for reading in readings], schema=shard_schema())
    with aside(path) as made:
        parquet.write_table(table, made, compression="zstd")
        held = parquet.read_metadata(made).num_rows
        if held != len(readings):
            raise PublishError("X004", f"{path}: holds {held} reports, {len(readings)} were written; nothing was kept: report this")
    return path


def _digest(readings: list[Reading]) -> str:
    """Return a hash of readings in their order.

    Raises:
        PublishError: X005 for a text that is no Unicode text.
    """
    digest = hashlib.sha256()
    for reading in readings:
        try:
            digest.update(reading.to_json() + b"\n")
        except UnicodeEncodeError as error:
            found = error.object[error.start : error.end]
            raise PublishError("X005", f"article {reading.article.id}: {found!r}; expected characters of Unicode text: mend the article") from error
    return digest.hexdigest()[:_NAME]


def read_shard(path: str | Path) -> Iterator[Reading]:
    """Yield the readings of a shard, as they were written.

    Raises:
        ReadingError: D003 for a file that holds something else.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=100):
                for row in batch.to_pylist(maps_as_pydicts="strict"):
                    yield msgspec.convert(row, Reading)
    except (pa.ArrowException, OSError, msgspec.ValidationError) as error:
        raise ReadingError("D003", f"{path}: no shard of readings: {error}; expected a file that write_shards wrote") from error


def _row(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values."""
    row: dict[str, Any] = msgspec.to_builtins(reading)
    return row


def shard_schema() -> Any:
    """Return the Arrow schema of a shard, made from the classes of the model."""
    import pyarrow as pa

    found = _arrow(inspect.type_info(Reading))
    return pa.schema(list(found))


def _arrow(type_: inspect.Type) -> Any:
    """Return the Arrow type of a field's type."""
    import pyarrow as pa

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
