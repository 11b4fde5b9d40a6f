"""A process beside the server that reads what people bring: within a time and a memory, and replaced when it exceeds them."""

from __future__ import annotations

import io
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from mithaq.errors import MithaqError
from mithaq.faces.web.asking import WebError
from mithaq.model import Article, Explanation
from mithaq.reader import in_language
from mithaq.register.work import begin_work, open_reader
from mithaq.sources.files import read_articles
from mithaq.sources.item import SourceOptions
from mithaq.sources.open import items_of
from mithaq.sources.stream import Stream

# how long one call may take, in seconds; the first waits for the packs as well
LIMIT_S, _FIRST_S = 20.0, 60.0
# how many calls may wait for the desk
WAITING = 16
# how many reports are taken from one file: a table or an archive may hold any number
_MOST_REPORTS = 200


class Brought(msgspec.Struct, frozen=True):
    """A file that somebody brought, or a text that was pasted, and what is said of it."""

    raw: bytes
    name: str
    pasted: bool = False
    language: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


class Refused(msgspec.Struct, frozen=True):
    """What could not be read, and why."""

    name: str
    code: str
    message: str


class Read(msgspec.Struct, frozen=True):
    """What was brought: explanations of what could be read, and what could not."""

    explained: list[Explanation] = []
    refused: list[Refused] = []


class Desk:
    """Reads in a process of its own, one call after the other."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self.limit_s = limit_s
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(WAITING)
        self._process: Any = None
        # whether the process has answered nothing yet, and may still be loading its packs
        self._fresh = True
        self._pipe: Connection | None = None
        # the job that is being read, and how many of its reports are
        self._so_far = ("", 0)

    def so_far(self, job: str) -> int:
        """Return how many reports of a job have been read, 0 while it waits and once it is done."""
        at, number = self._so_far
        return number if job and at == job else 0

    def read(self, brought: Sequence[Brought], job: str = "") -> Read:
        """Return what was read from what somebody brought; under the name of its ``job`` others see how far it is.

        Raises:
            WebError: V005 if it takes too long or its process dies, V008 if too many are waiting.
        """
        return msgspec.json.decode(self._ask(("read", list(brought)), job), type=Read)

    def explain(self, article: Article) -> Explanation:
        """Return the reading of an article with the trees behind its records.

        Raises:
            WebError: as :meth:`read`.
            MithaqError: if its language has no pack.
        """
        return msgspec.json.decode(self._ask(("explain", article)), type=Explanation)

    def wake(self) -> None:
        """Start the process, if it is not there and nobody waits for it, so that it has its packs when something comes."""
        if self._lock.acquire(blocking=False):
            try:
                if not self._is_alive():
                    self._begin()
            finally:
                self._lock.release()

    def _is_alive(self) -> bool:
        return self._process is not None and bool(self._process.is_alive())

    def _ask(self, task: tuple[str, Any], job: str = "") -> bytes:
        """Return the answer of the process."""
        if not self._waiting.acquire(blocking=False):
            raise WebError("V008", "too many reports are being read; try again in a minute", 503)
        try:
            with self._lock:
                return self._answer(task, job)
        finally:
            self._so_far = ("", 0) if self._so_far[0] == job else self._so_far
            self._waiting.release()

    def _answer(self, task: tuple[str, Any], job: str = "") -> bytes:
        if not self._is_alive():
            self._begin()
        assert self._pipe is not None
        try:
            self._pipe.send(task)
            until = time.monotonic() + self.limit_s + (_FIRST_S if self._fresh else 0)
            while isinstance(told := self._next(self._pipe, until), int):
                self._so_far = (job, told)
            answer, code, message = told
            self._fresh = False
        except (EOFError, OSError) as error:
            self.close()
            raise WebError("V005", "the process that reads died, perhaps for want of memory; bring less at once", 422) from error
        except WebError:
            self.close()
            raise
        if code:
            raise MithaqError(code, message)
        return bytes(answer)

    def _next(self, pipe: Connection, until: float) -> Any:
        """Return what the process says next: how many reports it has read, or its answer."""
        if not pipe.poll(max(0.0, until - time.monotonic())):
            raise WebError("V005", f"reading took longer than {self.limit_s:g} seconds and was given up; bring less at once", 422)
        return pipe.recv()

    def _begin(self) -> None:
        """Start a process."""
        self.close()
        self._fresh = True
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _serve(pipe: Connection) -> None:
    """Answer what comes through the pipe until its other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        begin_work()
        while True:
            name, value = pipe.recv()
            try:
                pipe.send((msgspec.json.encode(_TASKS[name](value, pipe.send)), "", ""))
            except MithaqError as error:
                pipe.send((b"", error.code, error.message))


def _read(brought: Sequence[Brought], tell: Callable[[int], None]) -> Read:
    """Return what was read; how many reports that are is told after each."""
    read = Read([], [])
    for one in brought:
        try:
            for number, article in enumerate(_articles(one, read.refused)):
                if number == _MOST_REPORTS:
                    raise WebError("V003", f"more than {_MOST_REPORTS} reports; expected at most that of one file; add it with mithaq add")
                try:
                    read.explained.append(_explain(_named(article, one)))
                except MithaqError as error:
                    read.refused.append(_refused(one, error))
                tell(len(read.explained))
        except MithaqError as error:
            read.refused.append(_refused(one, error))
    return read


def _articles(brought: Brought, refused: list[Refused]) -> Iterator[Article]:
    """Yield the reports of what was brought; what is no report is refused. What was pasted is text whatever it begins with."""
    path = Path(brought.name)
    if brought.pasted:
        yield from read_articles(path, brought.raw, language=brought.language, published=brought.published)
        return
    options = SourceOptions(language=brought.language, published=brought.published, day_of=open_reader().stated_day)
    for item in items_of(Stream(brought.name, io.BytesIO(brought.raw), ending=path.suffix, stem=path.stem), options):
        if item.article is not None:
            yield item.article
        elif item.error is not None:
            refused.append(_refused(brought, item.error))


def _refused(brought: Brought, error: MithaqError) -> Refused:
    """Return what could not be read, and why."""
    return Refused(brought.name, error.code, error.message.removeprefix(f"{brought.name}: "))


def _named(article: Article, brought: Brought) -> Article:
    """Return an article with what is said of it."""
    said = {name: value for name in ("title", "publisher", "url") if (value := getattr(brought, name))}
    return msgspec.structs.replace(article, **said)


def _explain(article: Article, tell: Callable[[int], None] | None = None) -> Explanation:
    """Return the reading of an article with its trees."""
    reader = open_reader()
    return reader.explain(in_language(reader, article, article.title or article.id or "the report"))


_TASKS: dict[str, Any] = {"read": _read, "explain": _explain}
