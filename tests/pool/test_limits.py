"""Limits: time is over when it is over, memory is refused, and neither is left behind."""

import signal
import subprocess
import sys
import threading

import pytest

from mithaq.errors import ReadingError
from mithaq.limits import within


def endless() -> None:
    while True:
        pass


def test_time_is_over_within_and_not_after() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(ReadingError, match=r"\[D008\] took longer than 0\.2 seconds"), within(0.2):
        endless()
    assert signal.getsignal(signal.SIGALRM) == before and signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    with within(0.2):
        pass
    with within(None):
        threading.Event().wait(0.3)


def test_other_threads_run_without_an_alarm() -> None:
    ended: list[bool] = []

    def work() -> None:
        with within(0.05):
            threading.Event().wait(0.1)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory a process holds")
def test_memory_beyond_the_limit_is_refused() -> None:
    code = "from mithaq.limits import limit_memory\nlimit_memory(200_000_000)\nbytearray(50_000_000)\ntry:\n    bytearray(400_000_000)\nexcept MemoryError:\n    print('refused')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "refused\n"
