"""A process beside the server that reads what people bring: within a time and a memory, and replaced when it exceeds them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from mithaq.errors import MithaqError
from mithaq.faces.web.asking import WebError
from mithaq.model import Article, Explanation
from mithaq.reader import in_language
from mithaq.register.work import open_reader
from mithaq.sources.files import read_articles

# how long one call may take, in seconds; the first waits for the packs as well
LIMIT_S, _FIRST_S = 20.0, 60.0
# how many calls may wait for the desk
_WAITING = 16
_MEMORY_BYTES = 3_000_000_000


class Brought(msgspec.Struct, frozen=True):
    """A file that somebody brought, or a text (then without a name), and what is said of it."""

    raw: bytes
    name: str = ""
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
        self._waiting = threading.BoundedSemaphore(_WAITING)
        self._process: Any = None
        self._pipe: Connection | None = None

    def read(self, brought: Sequence[Brought]) -> Read:
        """Return what was read from what somebody brought.

        Raises:
            WebError: V005 if it takes too long or its process dies, V008 if too many are waiting.
        """
        return msgspec.json.decode(self._ask(("read", list(brought))), type=Read)

    def explain(self, article: Article) -> Explanation:
        """Return the reading of an article with the trees behind its records.

        Raises:
            WebError: as :meth:`read`.
            MithaqError: if its language has no pack.
        """
        return msgspec.json.decode(self._ask(("explain", article)), type=Explanation)

    def _ask(self, task: tuple[str, Any]) -> bytes:
        """Return the answer of the process."""
        if not self._waiting.acquire(blocking=False):
            raise WebError("V008", "too many reports are being read; try again in a minute", 503)
        try:
            with self._lock:
                return self._answer(task)
        finally:
            self._waiting.release()

    def _answer(self, task: tuple[str, Any]) -> bytes:
        first = self._process is None or not self._process.is_alive()
        if first:
            self._begin()
        assert self._pipe is not None
        try:
            self._pipe.send(task)
            if not self._pipe.poll(self.limit_s + (_FIRST_S if first else 0)):
                raise WebError("V005", f"reading took longer than {self.limit_s:g} seconds and was given up; bring less at once", 422)
            answer, code, message = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise WebError("V005", "the process that reads died, perhaps for want of memory; bring less at once", 422) from error
        except WebError:
            self.close()
            raise
        if code:
            raise MithaqError(code, message)
        return bytes(answer)

    def _begin(self) -> None:
        """Start a process."""
        self.close()
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
    _limit_memory()
    with suppress(EOFError, OSError):
        while True:
            name, value = pipe.recv()
            try:
                pipe.send((msgspec.json.encode(_TASKS[name](value)), "", ""))
            except MithaqError as error:
                pipe.send((b"", error.code, str(error).removeprefix(f"[{error.code}] ")))


def _limit_memory() -> None:
    """Let the process fail rather than take the machine's memory, where the system can see to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _read(brought: Sequence[Brought]) -> Read:
    """Return what was read."""
    found: list[Explanation] = []
    refused: list[Refused] = []
    for one in brought:
        name = one.name or "the text"

        def refuse(error: MithaqError, name: str = name) -> None:
            refused.append(Refused(name, error.code, str(error).removeprefix(f"[{error.code}] ")))

        try:
            path = Path(Path(one.name).name) if one.name else Path("-")
            for article in read_articles(path, one.raw, language=one.language, published=one.published, on_error=refuse):
                try:
                    found.append(_explain(_named(article, one)))
                except MithaqError as error:
                    refuse(error)
        except MithaqError as error:
            refuse(error)
    return Read(found, refused)


def _named(article: Article, brought: Brought) -> Article:
    """Return an article with what is said of it."""
    said = {name: value for name in ("title", "publisher", "url") if (value := getattr(brought, name))}
    return msgspec.structs.replace(article, **said)


def _explain(article: Article) -> Explanation:
    """Return the reading of an article with its trees."""
    reader = open_reader()
    return reader.explain(in_language(reader, article, article.title or article.id or "the report"))


_TASKS: dict[str, Any] = {"read": _read, "explain": _explain}
