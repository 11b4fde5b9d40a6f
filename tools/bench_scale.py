"""What it costs to read an archive: seconds of a core per report, on 1 and 2 cores and in batches of several sizes, and what follows.

    python tools/bench_scale.py ARTICLES.jsonl [REPORTS]

Seconds are those of the processor, so that other programs on the machine change little. What more cores would do is
reckoned from two numbers: what a worker takes for a report, and what the one process takes that opens and writes.
"""

from __future__ import annotations

import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mithaq.register.work import open_reader
from mithaq.scale.batches import read_batch
from mithaq.scale.shards import read_shards
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source
from mithaq.sources.shards import batch_of, report_schema, row_of

_ARCHIVE = 300_000_000


class Cost(NamedTuple):
    """Seconds per report: by the clock, of the workers' processors, of the process that opens and writes."""

    clock: float
    worker: float
    writer: float


def main() -> None:
    """Measure and print."""
    reports = list(_reports())
    opening = _of_self(open_reader)
    print(f"opening the reader: {opening:.1f} s of a core")
    for size in (1, 25, 250):
        print(f"batches of {size}: {in_batches(reports, size) * 1_000:.2f} ms of a core per report")
    for jobs in (1, 2):
        cost = on_cores(jobs, opening)
        print(f"{jobs} core(s): {cost.worker * 1_000:.2f} ms per report in workers, {cost.writer * 1_000:.2f} ms in the process that opens and writes, {1 / cost.clock:.0f} reports a second by the clock")
    each = cost.worker + cost.writer
    print(f"{3_600 / each:,.0f} reports per core-hour; {_ARCHIVE:,} reports take {_ARCHIVE * each / 3_600:,.0f} core-hours")
    print(f"one writing process keeps {cost.worker / cost.writer:.0f} workers busy; beyond, more parts (--shard)")


def in_batches(reports: list[Item], size: int) -> float:
    """Return the seconds of a core per report, in batches of one size."""
    rows = [row_of(item) for item in reports[:250]]
    batches = [batch_of(rows[at : at + size], report_schema()) for at in range(0, len(rows), size)]
    return _of_self(lambda: [read_batch(batch) for batch in batches]) / len(rows)


def on_cores(jobs: int, opening: float) -> Cost:
    """Return the cost of reports on so many cores, without what it takes to open readers."""
    begun, before = time.perf_counter(), (_seconds(resource.RUSAGE_SELF), _seconds(resource.RUSAGE_CHILDREN))
    with tempfile.TemporaryDirectory() as folder:
        read = sum(shard.reports for shard in read_shards(_reports(), folder, jobs=jobs))
    writer, worker = _seconds(resource.RUSAGE_SELF) - before[0], _seconds(resource.RUSAGE_CHILDREN) - before[1]
    return Cost((time.perf_counter() - begun) / read, max(worker - jobs * opening, 0.0) / read, writer / read)


def _reports() -> Iterator[Item]:
    """Yield the reports of the file, as many as are asked for."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    return itertools.islice(open_source(sys.argv[1], options=SourceOptions()), count)


def _of_self(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that something takes."""
    before = _seconds(resource.RUSAGE_SELF)
    work()
    return _seconds(resource.RUSAGE_SELF) - before


def _seconds(who: int) -> float:
    """Return the seconds of the processor that this process or its ended children have taken."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
