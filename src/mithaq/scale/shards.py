"""Readings in Parquet files, each named by a hash of what is read in it: what is there already is not read again."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyarrow as pa
from pyarrow import parquet

from mithaq import pool
from mithaq.errors import PublishError, SourceError
from mithaq.limits import LIMIT_S
from mithaq.publish.files import aside
from mithaq.register.work import begin_work, reader_version
from mithaq.scale.batches import failed, read_batch
from mithaq.sources.item import Item
from mithaq.sources.shards import batch_of, report_schema, row_of, shard_schema

# reports in one file: some megabytes, some seconds of work
SIZE = 1_000
# reports that go to a worker at once, and what a worker has beside the limit of one for all of them
_CHUNK, _GRACE_S = 25, 30.0
_NAME = 24
_PART = re.compile(r"(\d{1,9})/(\d{1,9})")
_CODES = {"died": "D007", "late": "D008", "raised": "D009"}


class Part(NamedTuple):
    """Which part of the work is done here: the ``number``-th of ``of``, counted from 1."""

    number: int = 1
    of: int = 1


ALL = Part()


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A file of readings, as a line of the ledger tells it: its reports, those without a reading, and where they stood."""

    file: str
    reports: int
    aside: int
    first: str
    last: str
    seconds: float = 0.0
    new: bool = True


@dataclass
class _Chunk:
    """Reports that go to a worker at once; the last chunk of a file closes it."""

    path: Path
    items: Sequence[Item]
    last: bool
    batches: list[pa.RecordBatch] = field(default_factory=list)


def part_of(text: str) -> Part:
    """Return which part ``i/n`` names.

    Raises:
        SourceError: S026 for a part that is none.
    """
    match = _PART.fullmatch(text.strip())
    part = Part(int(match[1]), int(match[2])) if match else Part(0, 0)
    if not 1 <= part.number <= part.of:
        raise SourceError("S026", f"{text!r}: no part; expected i/n with i from 1 to n, as in 2/8")
    return part


def sources_of(sources: Sequence[str], part: Part) -> tuple[list[str], Part]:
    """Return the sources that a part opens, and which part of their reports is its own.

    Where there are at least as many files as parts, a part takes whole files and opens no other; else every part goes
    through all of them and takes every n-th thousand of reports.
    """
    if part.of == 1:
        return list(sources), part
    files = [str(one) for name in sources for one in _files(name)]
    if len(files) < part.of:
        return files, part
    return files[part.number - 1 :: part.of], Part()


def _files(name: str) -> list[str]:
    """Return the files of a folder in their order; what is no folder as it is."""
    from mithaq.sources.folders import files_in

    if not Path(name).is_dir():
        return [name]
    # what is no file is an item with its error, told again when the folder within is opened
    return [found if isinstance(found, str) else found.where for found in files_in(name)]


def read_shards(
    items: Iterable[Item],
    folder: str | Path,
    *,
    jobs: int | None = None,
    part: Part = ALL,
    size: int = SIZE,
    limit_s: float = LIMIT_S,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Shard]:
    """Read reports on all cores into files of ``size`` reports, and yield each file when it is whole.

    A file is named by a hash of its reports and of the reader; one that is there is not read again, so that the same call
    goes on where an interrupted one ended, and several machines may fill one folder, each its ``part``.
    A report that takes longer than ``limit_s``, or brings its process down, is a row with its reason.

    Raises:
        PublishError: X002 for a folder or file that cannot be written.
    """
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError("X002", f"{place}: cannot be made: {error.strerror}; choose another folder") from error
    there: list[Shard] = []
    chunks = _chunks(itertools.takewhile(lambda _: not stopping(), items), place, part, size, there, stopping)
    work = functools.partial(_read_chunk, limit_s=limit_s)
    begun, batches, done = time.monotonic(), [], list[Item]()
    for outcome in pool.run(work, chunks, jobs=jobs or pool.cores(), limit_s=limit_s + _GRACE_S, prepare=begin_work):
        yield from _taken(there)
        chunk = outcome.item
        batches.append(_batch(outcome.result) if outcome.result is not None else _one_by_one(chunk, limit_s))
        done += chunk.items
        if chunk.last:
            yield _written(chunk.path, batches, done, time.monotonic() - begun)
            begun, batches, done = time.monotonic(), [], []
    yield from _taken(there)


def _taken(there: list[Shard]) -> Iterator[Shard]:
    """Yield what is in a list and take it out."""
    while there:
        yield there.pop(0)


def _chunks(items: Iterable[Item], folder: Path, part: Part, size: int, there: list[Shard], stopping: Callable[[], bool]) -> Iterator[_Chunk]:
    """Yield what is to be read in chunks; files that are there are put into ``there`` instead."""
    for block in blocks_of(items, part, size):
        if len(block) < size and stopping():
            # a file of fewer reports than the next call would put into it would be there twice
            return
        path = folder / f"{_digest(block)}.parquet"
        if path.exists():
            there.append(_held(path, block))
            continue
        for at in range(0, len(block), _CHUNK):
            yield _Chunk(path, block[at : at + _CHUNK], at + _CHUNK >= len(block))


def blocks_of(items: Iterable[Item], part: Part, size: int = SIZE) -> Iterator[list[Item]]:
    """Yield those blocks of ``size`` items that are a part's own."""
    source = iter(items)
    blocks = iter(lambda: list(itertools.islice(source, size)), [])
    return (block for number, block in enumerate(blocks) if number % part.of == part.number - 1)


def _digest(items: Sequence[Item]) -> str:
    """Return a hash of reports in their order, where they stood, and the reader."""
    digest = hashlib.sha256(reader_version().encode())
    for item in items:
        digest.update(json.dumps(row_of(item), sort_keys=True).encode())
    return digest.hexdigest()[:_NAME]


def _held(path: Path, items: Sequence[Item]) -> Shard:
    """Return what a file that is there holds."""
    with parquet.ParquetFile(path) as file:
        errors = file.read(columns=["error.code"]).column("error")
        return Shard(file=path.name, reports=len(errors), aside=len(errors) - errors.null_count, first=items[0].where, last=items[-1].where, new=False)


def _read_chunk(chunk: _Chunk, limit_s: float) -> bytes:
    """Return the readings of a chunk as the bytes of an Arrow stream; runs in a worker process."""
    made = read_batch(batch_of([row_of(item) for item in chunk.items], report_schema()), limit_s=limit_s)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, made.schema) as stream:
        stream.write_batch(made)
    return bytes(sink.getvalue())


def _batch(raw: bytes) -> pa.RecordBatch:
    """Return the batch of an Arrow stream."""
    with pa.ipc.open_stream(raw) as stream:
        return stream.read_next_batch()


def _one_by_one(chunk: _Chunk, limit_s: float) -> pa.RecordBatch:
    """Return the readings of a chunk that brought its worker down, each read alone, so that one row fails and no other."""
    work = functools.partial(_read_chunk, limit_s=limit_s)
    alone = [_Chunk(chunk.path, [item], False) for item in chunk.items]
    tables = []
    for outcome in pool.run(work, alone, jobs=1, limit_s=limit_s + 1, prepare=begin_work):
        failure = outcome.failure
        if outcome.result is not None:
            tables.append(_batch(outcome.result))
        elif failure is not None:
            tables.append(batch_of([failed(outcome.item.items[0], failure.code or _CODES[failure.reason], failure.message)], shard_schema()))
    return pa.Table.from_batches(tables).combine_chunks().to_batches()[0]


def _written(path: Path, batches: list[pa.RecordBatch], items: Sequence[Item], seconds: float) -> Shard:
    """Write a file and its line of the ledger."""
    table = pa.Table.from_batches(batches)
    with aside(path) as made:
        parquet.write_table(table, made, compression="zstd")
        held = parquet.read_metadata(made).num_rows
        if held != len(items):
            raise PublishError("X004", f"{path}: holds {held} reports, {len(items)} were read; nothing was kept: report this")
    failures = held - table.column("error").null_count
    return Shard(file=path.name, reports=held, aside=failures, first=items[0].where, last=items[-1].where, seconds=round(seconds, 2))


def write_ledger(folder: Path, part: Part, shard: Shard) -> None:
    """Add a line about a file to the ledger of a part: what was done here, when, and how long it took."""
    name = "_ledger.jsonl" if part.of == 1 else f"_ledger-{part.number}-of-{part.of}.jsonl"
    with (folder / name).open("ab") as file:
        file.write(msgspec.json.encode(shard) + b"\n")
