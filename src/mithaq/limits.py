"""Hard limits on what one report may take: seconds and memory, over which it is given up with its reason."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from mithaq.errors import ReadingError

# how long one report may take to be read, in seconds; a long one takes a tenth of one
LIMIT_S = 60.0
# how much memory a process that reads may take beyond what it holds when it is ready, in bytes
LIMIT_BYTES = 2_000_000_000


@contextlib.contextmanager
def within(limit_s: float | None) -> Iterator[None]:
    """Run what stands within for at most so many seconds.

    It holds in the main thread of systems that know alarms; elsewhere only the limit of the pool holds, which ends the
    process. An alarm that was set before is put back.

    Raises:
        ReadingError: D008 when the time is over.
    """
    if limit_s is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise ReadingError("D008", f"took longer than {limit_s:g} seconds")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(beyond: int = LIMIT_BYTES) -> None:
    """Let this process take at most so many bytes more than it has; what asks for more gets a MemoryError.

    It holds where the system says how much a process has (Linux); elsewhere nothing is limited.
    """
    try:
        import resource

        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = held + beyond if hard == resource.RLIM_INFINITY else min(held + beyond, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, OSError, ValueError):
        return
