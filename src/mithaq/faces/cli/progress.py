"""How far a long command has come: a bar on a terminal, else a line every few seconds. On standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import click

_EVERY_S = 5.0


class Progress:
    """Shows how many of ``total`` are done, how many a second, and how long the rest takes if the total is known."""

    def __init__(self, what: str, total: int | None) -> None:
        self.what, self.total = what, total
        self.shown = time.monotonic()
        # how many were done when the first were: opening packs is not counted in the rate
        self._first: tuple[int, float] | None = None
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(self.what, total=self.total, rate="", more="")
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, more: str) -> None:
        """Show that so many are done; ``more`` is told beside it."""
        rate = self._rate(done)
        if self._bar is not None:
            self._bar.update(self._task, completed=done, rate=f"{rate:.0f}/s" if rate else "", more=more)
        elif time.monotonic() - self.shown >= _EVERY_S:
            self.shown = time.monotonic()
            click.echo(f"mithaq: {self.what}: {done:,}{self._of(done, rate)}, {f'{rate:.0f} a second, ' if rate else ''}{more}", err=True)

    def _rate(self, done: int) -> float:
        """Return how many are done in a second since the first were; 0 as long as that is not known."""
        now = time.monotonic()
        if self._first is None and done:
            self._first = done, now
        first, since = self._first or (done, now)
        return (done - first) / max(now - since, 0.001)

    def _of(self, done: int, rate: float) -> str:
        """Return the total and the time that is left, where they are known."""
        if not self.total or done > self.total:
            return ""
        return f" of {self.total:,}" + (f", {_duration((self.total - done) / rate)} left" if rate else "")


def _bar() -> Any:
    """Return a bar with rate and time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    parts = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn()
    return Bar(*parts, TextColumn("{task.fields[more]}"), console=Console(stderr=True), transient=True, refresh_per_second=4)


def _duration(seconds: float) -> str:
    """Return a duration as a person says it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60:02} min"


@contextmanager
def stop_on_interrupt(stays: str = "what has been read is still added") -> Iterator[list[bool]]:
    """Yield a list that is filled at the first Ctrl-C, so that what is begun can be finished; the second one ends at once.

    Args:
        stays: what becomes of what is begun, for the message.
    """
    import signal

    asked: list[bool] = []

    def ask(number: int, frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)
        click.echo(f"mithaq: stopping; {stays} (Ctrl-C again to end at once)", err=True)

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:
        # not in the main thread: nobody can interrupt here
        yield asked
        return
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
