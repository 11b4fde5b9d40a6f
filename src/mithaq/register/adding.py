"""Reports into the register: those it knows are passed over unread, the others read on all cores and added in batches."""

from __future__ import annotations

import contextlib
import gc
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from sqlalchemy import Connection, insert, select, update

from mithaq import pool
from mithaq.errors import MithaqError
from mithaq.limits import LIMIT_S
from mithaq.model import Article, Reading
from mithaq.register.clock import moment
from mithaq.register.loading import article_of
from mithaq.register.packing import Arrival, PackedReading, document_key
from mithaq.register.register import Register
from mithaq.register.rereading import reread
from mithaq.register.tables import documents, readings, runs, set_aside
from mithaq.register.work import Report, begin_work, read_report, reader_version
from mithaq.register.writing import known_keys, write_readings

# a batch is one transaction: so many reports, or what came in so many seconds; small enough that no writer waits long
BATCH, _BATCH_S = 100, 2.0
# how many reports are looked up at once
_LOOKED_UP = 64
# bytes of what is set aside that are kept with it
_MOST_KEPT = 1_000_000
_CODES = {"died": "D007", "late": "D008", "raised": "D009"}
_SHOWN = 1_000


class Incoming(Protocol):
    """One report of a source, or why there is none; see ``sources``."""

    @property
    def where(self) -> str:
        """The file and the line, row, entry or page."""

    @property
    def article(self) -> Article | None:
        """The report."""

    @property
    def origin(self) -> str:
        """The agency behind it."""

    @property
    def error(self) -> MithaqError | None:
        """Why there is no report."""

    @property
    def reading(self) -> Reading | None:
        """What it tells, where it has been read already."""

    @property
    def reader(self) -> str:
        """The name of the reader that made the reading."""


class Aside(msgspec.Struct, frozen=True):
    """What could not be added, and why."""

    where: str
    code: str
    message: str
    content: bytes | None = None


class Sum(msgspec.Struct, kw_only=True):
    """How far adding has come: reports that were new, known, read anew, set aside; ``aside`` holds the first of the last."""

    new: int = 0
    anew: int = 0
    known: int = 0
    failed: int = 0
    aside: list[Aside] = []
    interrupted: bool = False

    @property
    def seen(self) -> int:
        """How many reports have come in."""
        return self.new + self.known + self.anew + self.failed


def add(
    register: Register,
    items: Iterable[Incoming],
    *,
    jobs: int | None = None,
    limit_s: float = LIMIT_S,
    command: str = "add",
    told: Callable[[Sum], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
    read: Callable[[Report], PackedReading] = read_report,
    prepare: Callable[[], object] = begin_work,
) -> Sum:
    """Add reports to a register and return how many were new, known, and set aside.

    A report that is known by its text, address, outlet and day is not read again. What is committed stays, whatever
    happens later; the same call goes on where an interrupted one ended.

    Args:
        items: what sources give, reports and errors.
        jobs: how many processes read; without it as many as there are cores.
        limit_s: how long one report may take, in seconds.
        told: is called after each report.
        stopping: where it returns True no further report is taken in; what has been is still added.
        read: reads and packs one report in a worker process.
        prepare: makes a worker process ready.

    Raises:
        RegisterError: if the register cannot be written; batches before stay.
    """
    adder = _Adder(register, command, told)
    reports = adder.fresh(itertools.takewhile(lambda _: not stopping(), items))
    for outcome in pool.run(read, reports, jobs=jobs or pool.cores(), limit_s=limit_s, prepare=prepare):
        adder.take(outcome)
    adder.end()
    adder.sum.interrupted = stopping()
    return adder.sum


def add_again(
    register: Register,
    *,
    jobs: int | None = None,
    limit_s: float = LIMIT_S,
    told: Callable[[Sum], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
    read: Callable[[Report], PackedReading] = read_report,
    prepare: Callable[[], object] = begin_work,
    reader: Callable[[], str] = reader_version,
) -> Sum:
    """Read those documents anew that another reader or other packs have read, and return how many they were.

    What a new reading tells again keeps its entry; see :mod:`mithaq.register.rereading`. A document at which the reader
    fails now keeps its reading, and is set aside.

    Args:
        reader: returns the name of the reader that reads now.

    Raises:
        RegisterError: if the register cannot be written; batches before stay.
    """
    adder = _Adder(register, "again", told)
    reports = itertools.takewhile(lambda _: not stopping(), stale(register, reader()))
    for outcome in pool.run(read, reports, jobs=jobs or pool.cores(), limit_s=limit_s, prepare=prepare):
        adder.take(outcome, again=True)
    adder.end()
    adder.sum.interrupted = stopping()
    return adder.sum


def stale(register: Register, reader: str) -> Iterator[Report]:
    """Yield the reports whose reading another reader made, as they were received."""
    last = 0
    while True:
        query = (
            select(documents)
            .join(readings, readings.c.document_id == documents.c.id)
            .where(readings.c.until.is_(None), readings.c.reader != reader, documents.c.id > last)
            .order_by(documents.c.id)
            .limit(_LOOKED_UP)
        )
        with register.connect() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        yield from (Report(_received(article_of(row)), row.source, row.origin or "") for row in rows)


def _received(article: Article) -> Article:
    """Return an article without the date that a reader inferred."""
    inferred = article.published is not None and article.published.basis == "inferred"
    return msgspec.structs.replace(article, published=None) if inferred else article


class _Adder:
    """One call of :func:`add` or :func:`add_again`: its sums, and the batch that is not written yet."""

    def __init__(self, register: Register, command: str, told: Callable[[Sum], None]) -> None:
        self.register, self.told = register, told
        self.sum = Sum()
        self.batch: list[Arrival] = []
        self.anew: list[PackedReading] = []
        self.aside: list[Aside] = []
        self.since = time.monotonic()
        with register.begin() as connection:
            self.run = connection.execute(insert(runs).values(command=command, begun=moment(connection)).returning(runs.c.id)).scalar_one()

    def fresh(self, items: Iterable[Incoming]) -> Iterator[Report]:
        """Yield the reports that the register does not know; count the others."""
        items = iter(items)
        while some := list(itertools.islice(items, _LOOKED_UP)):
            reports = list(self._reports(some))
            keys = [document_key(report.article) for report in reports]
            with self.register.connect() as connection:
                known = known_keys(connection, keys)
            self.sum.known += sum(key in known for key in keys)
            self.write_if_due()
            self.told(self.sum)
            yield from (report for report, key in zip(reports, keys, strict=True) if key not in known)

    def _reports(self, items: Sequence[Incoming]) -> Iterator[Report]:
        """Yield the reports among items; set the errors aside."""
        for item in items:
            if item.article is not None:
                yield Report(item.article, item.where, item.origin, item.reading, item.reader)
            elif item.error is not None:
                self._put_aside(Aside(item.where, item.error.code, item.error.message, _content(item.where)))

    def take(self, outcome: pool.Outcome[Report, PackedReading], *, again: bool = False) -> None:
        """Take in the outcome of a report, and write the batch when it is full or old."""
        report = outcome.item
        if outcome.result is not None and again:
            self.anew.append(outcome.result)
        elif outcome.result is not None:
            self.batch.append(Arrival(packed=outcome.result, source=report.where, origin=report.origin))
        elif outcome.failure is not None:
            code = outcome.failure.code or _CODES[outcome.failure.reason]
            content = msgspec.json.encode(report.article)
            self._put_aside(Aside(report.where, code, outcome.failure.message, content if len(content) <= _MOST_KEPT else None))
        self.write_if_due()
        self.told(self.sum)

    def write_if_due(self) -> None:
        """Write the batch if it is full or old."""
        if len(self.batch) + len(self.anew) >= BATCH or time.monotonic() - self.since > _BATCH_S:
            self.write()

    def _put_aside(self, one: Aside) -> None:
        """Note what could not be added."""
        self.sum.failed += 1
        self.aside.append(one)
        if len(self.sum.aside) < _SHOWN:
            self.sum.aside.append(one)

    def write(self) -> None:
        """Write the batch and what was set aside beside it, in one transaction."""
        if self.batch or self.anew or self.aside:
            with _uncollected(), self.register.begin() as connection:
                time_ = moment(connection)
                new = write_readings(connection, self.batch, self.run, time_)
                self.sum.anew += reread(connection, self.anew, time_) if self.anew else 0
                _keep_aside(connection, self.aside, self.run, time_)
                _solve(connection, {one.source for one in self.batch}, time_)
                known = self.sum.known + len(self.batch) - new
                counts = {"added": self.sum.new + new, "known": known, "aside": self.sum.failed}
                connection.execute(update(runs).where(runs.c.id == self.run).values(counts))
            self.sum.new, self.sum.known = self.sum.new + new, known
            self.batch, self.anew, self.aside = [], [], []
        self.since = time.monotonic()

    def end(self) -> None:
        """Write what is left, and that the call has ended."""
        self.write()
        with self.register.begin() as connection:
            connection.execute(update(runs).where(runs.c.id == self.run).values(ended=moment(connection), known=self.sum.known))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: a batch makes many objects, hardly any in cycles, and searching them costs an eighth of its time."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


def _content(where: str) -> bytes | None:
    """Return the bytes of a file that is no report, if it is one and small."""
    path = Path(where)
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _MOST_KEPT else None
    except (OSError, ValueError):
        return None


def _keep_aside(connection: Connection, asides: Sequence[Aside], run: int, time_: str) -> None:
    """Write down what could not be added; the same again only gets the new time."""
    for one in asides:
        same = (set_aside.c.source == one.where, set_aside.c.code == one.code, set_aside.c.solved.is_(None))
        again = connection.execute(select(set_aside.c.id).where(*same)).scalar()
        values = {"run_id": run, "message": one.message, "content": one.content, "at": time_}
        if again is None:
            connection.execute(insert(set_aside).values(source=one.where, code=one.code, **values))
        else:
            connection.execute(update(set_aside).where(set_aside.c.id == again).values(values))


def _solve(connection: Connection, sources: set[str], time_: str) -> None:
    """Write down that what was set aside from these sources has been added after all."""
    if sources:
        connection.execute(update(set_aside).where(set_aside.c.source.in_(sources), set_aside.c.solved.is_(None)).values(solved=time_))
