"""One function over many items on all cores: in order, with bounded memory, whatever an item does to its process.

A worker that dies or takes too long is replaced. Which of the items it held is to blame is found by giving each to a
worker alone; only that item fails. Processes are spawned: the same on every system, and safe beside threads.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Literal, TypeVar

from mithaq.errors import MithaqError

In = TypeVar("In")
Out = TypeVar("Out")
# how many items a worker holds at most: enough to go on while results are being written, few enough for memory
_AHEAD = 32
# an item that kills its worker is tried once more: the system may have killed it for another's sake
_ATTEMPTS = 2
# so many workers in a row that die before they are ready are the fault of no item
_STILLBORN = 3
_POLL_S = 0.5
# the exit code of a worker that cannot take an item in
_NOT_TAKEN = 4


@dataclass(frozen=True)
class Failure:
    """Why an item has no result: its function raised, its worker died, or it took longer than allowed."""

    reason: Literal["raised", "died", "late"]
    message: str
    code: str | None = None


@dataclass(frozen=True)
class Outcome(Generic[In, Out]):
    """An item with its result, or with why it has none."""

    item: In
    result: Out | None = None
    failure: Failure | None = None


@dataclass
class _Task(Generic[In, Out]):
    """An item on its way."""

    item: In
    attempts: int = 0
    outcome: Outcome[In, Out] | None = None


@dataclass
class _Worker(Generic[In, Out]):
    """A process and the items it holds, the one it works on first."""

    process: Any
    pipe: Connection
    held: deque[_Task[In, Out]] = field(default_factory=deque)
    ready: bool = False
    heard: float = 0.0

    @property
    def alone(self) -> bool:
        """Whether it holds a suspect, which must stay alone."""
        return bool(self.held) and self.held[0].attempts > 0


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    work: Callable[[In], Out], items: Iterable[In], *, jobs: int, limit_s: float | None = None, prepare: Callable[[], object] | None = None
) -> Iterator[Outcome[In, Out]]:
    """Yield an outcome per item, in the order of the items.

    Args:
        work: is sent to each worker once, so it must pickle: a function of a module, or a callable value.
        jobs: how many processes; they start when the first items are there.
        limit_s: how long one item may take, in seconds.
        prepare: is called once in each worker before its first item, outside the limit.

    Raises:
        MithaqError: if workers cannot be made ready.
    """
    pool: _Pool[In, Out] = _Pool(work, jobs, limit_s, prepare)
    try:
        yield from pool.run(iter(items))
    finally:
        pool.close()


class _Pool(Generic[In, Out]):
    """The workers of one call."""

    def __init__(self, work: Callable[[In], Out], jobs: int, limit_s: float | None, prepare: Callable[[], object] | None) -> None:
        self.work, self.jobs, self.limit_s, self.prepare = work, jobs, limit_s, prepare
        # workers in a row that died before they were ready
        self.stillborn = 0
        self.spawn = multiprocessing.get_context("spawn")
        self.workers: list[_Worker[In, Out]] = []
        self.order: deque[_Task[In, Out]] = deque()
        self.waiting: deque[_Task[In, Out]] = deque()
        # items of which one brought its worker down; each goes to a worker that holds nothing else
        self.suspects: deque[_Task[In, Out]] = deque()

    def run(self, items: Iterator[In]) -> Iterator[Outcome[In, Out]]:
        """Yield the outcomes in order."""
        more = True
        while more or self.order:
            while more and len(self.order) < self.jobs * _AHEAD:
                more = self._take(items)
            self._hand_out()
            while self.order and self.order[0].outcome is not None:
                yield self.order.popleft().outcome  # type: ignore[misc]
            if self.order and self.order[0].outcome is None:
                self._listen()

    def _take(self, items: Iterator[In]) -> bool:
        """Take the next item in; return whether there was one."""
        for item in items:
            task: _Task[In, Out] = _Task(item)
            self.order.append(task)
            self.waiting.append(task)
            # hand it out at once: the next item may be long in coming
            self._hand_out()
            return True
        return False

    def _hand_out(self) -> None:
        """Give waiting items to the workers that hold fewest, and suspects to workers that hold none."""
        while self.suspects and (free := self._free(1)):
            self._give(free, self.suspects.popleft())
        while self.waiting and not self.suspects and (free := self._free(_AHEAD)):
            self._give(free, self.waiting.popleft())

    def _free(self, most: int) -> _Worker[In, Out] | None:
        """Return a worker that holds fewer than ``most`` items, a new one while there may be more."""
        found = min((worker for worker in self.workers if not worker.alone), key=lambda worker: len(worker.held), default=None)
        if (found is None or found.held) and len(self.workers) < self.jobs:
            found = self._start()
        return found if found is not None and len(found.held) < most else None

    def _start(self) -> _Worker[In, Out]:
        """Return a new worker."""
        ours, theirs = self.spawn.Pipe()
        process = self.spawn.Process(target=_serve, args=(theirs, self.work, self.prepare), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[In, Out] = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker[In, Out], task: _Task[In, Out]) -> None:
        """Send an item to a worker; one that has just died is noticed when it is listened to."""
        if not worker.held:
            worker.heard = time.monotonic()
        worker.held.append(task)
        try:
            worker.pipe.send(task.item)
        except OSError:
            return

    def _listen(self) -> None:
        """Wait for results, deaths and items that take too long."""
        busy = [worker for worker in self.workers if worker.held]
        ready = wait([worker.pipe for worker in busy], timeout=_POLL_S)
        for worker in busy:
            if worker.pipe in ready:
                self._hear(worker)
            elif self.limit_s is not None and worker.ready and time.monotonic() - worker.heard > self.limit_s:
                self._lose(worker, "late")

    def _hear(self, worker: _Worker[In, Out]) -> None:
        """Take in what a worker has sent."""
        try:
            while worker.held and worker.pipe.poll():
                result, failure = worker.pipe.recv()
                worker.heard = time.monotonic()
                if worker.ready:
                    task = worker.held.popleft()
                    task.outcome = Outcome(task.item, result, failure)
                elif failure is not None:
                    raise MithaqError(failure.code or "W001", f"a worker process cannot begin: {failure.message}")
                else:
                    worker.ready, self.stillborn = True, 0
        except (EOFError, OSError):
            self._lose(worker, "died")

    def _lose(self, worker: _Worker[In, Out], reason: Literal["died", "late"]) -> None:
        """End a worker; its only item is to blame, of several each is tried alone."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        held = list(worker.held)
        self.stillborn += not worker.ready
        if self.stillborn >= _STILLBORN:
            raise MithaqError("W002", f"worker processes end before they begin, with code {worker.process.exitcode}; a script must call this under if __name__ == \"__main__\"")
        for task in held:
            task.attempts += 1
        if len(held) == 1 and (reason == "late" or held[0].attempts >= _ATTEMPTS):
            message = f"took longer than {self.limit_s:g} seconds" if reason == "late" else f"its process ended with code {worker.process.exitcode}"
            held[0].outcome = Outcome(held[0].item, None, Failure(reason, message))
            return
        self.suspects.extendleft(reversed(held))

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.process.kill()
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join()


def _serve(pipe: Connection, work: Callable[[Any], Any], prepare: Callable[[], object] | None) -> None:
    """Work on what comes through the pipe until its other end is gone."""
    # Ctrl-C is for the process that writes; it ends the workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    todo: queue.SimpleQueue[Any] = queue.SimpleQueue()
    done: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, todo), daemon=True).start()
    threading.Thread(target=_send, args=(pipe, done), daemon=True).start()
    done.put(_outcome(_begin, prepare))
    while True:
        done.put(_outcome(work, todo.get()))


def _begin(prepare: Callable[[], object] | None) -> None:
    """Make a worker ready."""
    if prepare is not None:
        prepare()


def _outcome(work: Callable[[Any], Any], item: Any) -> tuple[Any, Failure | None]:
    """Return the result of an item, or why there is none."""
    try:
        return work(item), None
    except Exception as error:  # noqa: BLE001 - whatever an item raises is its own failure, told with its item
        if isinstance(error, MithaqError):
            return None, Failure("raised", error.message, error.code)
        return None, Failure("raised", f"{type(error).__name__}: {error}")


def _receive(pipe: Connection, todo: queue.SimpleQueue[Any]) -> None:
    """Take items in as they come, so that the sender never waits; without a sender the process ends."""
    try:
        while True:
            todo.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
    except Exception:  # noqa: BLE001 - an item that cannot be taken in, for its size or its kind, ends the worker at once, not after its limit
        os._exit(_NOT_TAKEN)


def _send(pipe: Connection, done: queue.SimpleQueue[Any]) -> None:
    """Send results as they come, so that the work goes on while they are written."""
    try:
        while True:
            pipe.send(done.get())
    except OSError:
        os._exit(0)
