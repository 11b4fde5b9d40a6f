"""The same function through Spark's ``mapInArrow``: sources or a table of reports in, a frame of readings out.

Needs ``mithaq[spark]`` and Java where the job is sent from, and on the workers what Mithaq needs; its own code and packs
are shipped with the job.
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mithaq
from mithaq.limits import LIMIT_S
from mithaq.sources.shards import report_schema, shard_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

# reports that go through the reader as one batch
_ROWS = 25
_SHIPPED = "mithaq_shipped"
_SHIPPED_FOR: set[str] = set()


def read_sources(spark: SparkSession, sources: Sequence[str], *, parts: int | None = None, limit_s: float = LIMIT_S) -> DataFrame:
    """Return a frame with the readings of sources, one row per report as ``mithaq read --jobs`` writes them.

    Sources are what ``mithaq read`` takes: WARC, JSON Lines, Parquet and the others, at paths that every worker sees.

    Args:
        parts: how many tasks the work is cut into, as many as Spark runs at once if left out; with fewer files than
            parts each task goes through all of them and reads its own thousands of reports.
        limit_s: how long one report may take, in seconds.
    """
    of = parts or spark.sparkContext.defaultParallelism
    # a worker stands in another folder
    places = [name if "://" in name[:12] else str(Path(name).absolute()) for name in sources]
    numbers = spark.range(1, of + 1, numPartitions=of)
    return numbers.mapInArrow(_shipped(spark, _sources_task, sources=places, of=of, limit_s=limit_s), _spark_type(shard_schema()))


def read_frame(frame: DataFrame, *, columns: dict[str, str] | None = None, limit_s: float = LIMIT_S) -> DataFrame:
    """Return a frame with the readings of a table of reports, whose columns ``columns`` names as ``--map`` does.

    The table is what Spark reads from wherever it can: ``spark.read.parquet`` or ``spark.read.json``.
    """
    from mithaq.sources.columns import chosen_columns

    chosen = chosen_columns(frame.columns, columns or {}, "the frame")
    narrow = frame.select(*[frame[column].alias(field) for field, column in chosen.items()])
    return narrow.mapInArrow(_shipped(frame.sparkSession, _frame_task, limit_s=limit_s), _spark_type(shard_schema()))


def _shipped(spark: SparkSession, task: Callable[..., Iterator[pa.RecordBatch]], **options: Any) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return a task that runs with the code and packs of this machine, whatever the worker has.

    It is a function within a function, which Spark sends whole, and imports only once the shipped code is in its path.
    """
    archive, name = _ship(spark), task.__name__

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        import importlib
        import sys

        from pyspark import SparkFiles

        place = f"{SparkFiles.getRootDirectory()}/{archive}"
        if place not in sys.path:
            sys.path.insert(0, place)
        yield from getattr(importlib.import_module("mithaq.scale.spark"), name)(batches, **options)

    return run


def _ship(spark: SparkSession) -> str:
    """Send the code and packs of Mithaq with the jobs of a session, once, and return the folder they lie in there."""
    context = spark.sparkContext
    if context.applicationId not in _SHIPPED_FOR:
        with tempfile.TemporaryDirectory() as made:
            package = Path(made) / _SHIPPED / "mithaq"
            shutil.copytree(Path(mithaq.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "static"))
            place = tempfile.mkdtemp()
            # Spark takes it from there while the session lasts
            atexit.register(shutil.rmtree, place, ignore_errors=True)
            archive = shutil.make_archive(str(Path(place) / _SHIPPED), "zip", package.parent)
        context.addArchive(f"{archive}#{_SHIPPED}")
        _SHIPPED_FOR.add(context.applicationId)
    return _SHIPPED


def _spark_type(schema: pa.Schema) -> Any:
    """Return an Arrow schema as Spark's."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _sources_task(batches: Iterable[pa.RecordBatch], *, sources: list[str], of: int, limit_s: float) -> Iterator[pa.RecordBatch]:
    """Yield the readings of the parts whose numbers the batches hold; runs in a worker."""
    from mithaq.register.work import open_reader
    from mithaq.scale.shards import Part, blocks_of, sources_of
    from mithaq.sources.item import SourceOptions
    from mithaq.sources.open import open_source
    from mithaq.sources.shards import row_of

    options = SourceOptions(day_of=lambda line: open_reader().stated_day(line))
    for number in (int(value) for batch in batches for value in batch.column(0).to_pylist()):
        files, part = sources_of(sources, Part(number, of))
        items = itertools.chain.from_iterable(open_source(name, options=options) for name in files)
        yield from _read((row_of(item) for block in blocks_of(items, part) for item in block), limit_s)


def _frame_task(batches: Iterable[pa.RecordBatch], *, limit_s: float) -> Iterator[pa.RecordBatch]:
    """Yield the readings of rows with the fields of articles; runs in a worker."""
    from mithaq.sources.item import SourceOptions
    from mithaq.sources.shards import row_of
    from mithaq.sources.tables import values_item

    rows = (row for batch in batches for row in batch.to_pylist())
    yield from _read((row_of(values_item(row, f"row {row.get('id') or number}", SourceOptions())) for number, row in enumerate(rows, 1)), limit_s)


def _read(rows: Iterator[dict[str, Any]], limit_s: float) -> Iterator[pa.RecordBatch]:
    """Yield the readings of rows, some at a time."""
    from mithaq.register.work import begin_work
    from mithaq.scale.batches import read_batch
    from mithaq.sources.shards import batch_of

    begin_work()
    while some := list(itertools.islice(rows, _ROWS)):
        yield read_batch(batch_of(some, report_schema()), limit_s=limit_s)
