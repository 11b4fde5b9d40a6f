"""Small reports and readings, and a process that adds them when told and can be killed; run as ``made.py PLACE``.

It reads a line with a first and a last number, forks, and the child adds those reports four at a time, with a line for
each four once they are committed. A third number says after how many seconds the child is killed. The process that is
asked stays, so that nothing is imported again.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time

import msgspec

from mithaq import Register, RegisterError
from mithaq.model import Actor, Article, Evidence, Reading
from mithaq.model.article import published_on
from mithaq.model.records import Event, Statement
from mithaq.register.packing import PackedReading, pack
from mithaq.register.work import Report

STEP = 4


def reading(number: int) -> Reading:
    """Return the reading of a report that differs from all others."""
    text = f"وقالت مصر إن تركيا هاجمت المدينة رقم {number} أمس."
    quoted, said, hit = (Evidence(start, end, text[start:end]) for start, end in ((1, 9), (13, len(text)), (19, 24)))
    actors = [Actor(id="a1", kind="state", name="مصر", code="EGY"), Actor(id="a2", kind="state", name="تركيا", code="TUR")]
    return Reading(
        article=Article(text=text, id=f"n{number}", language="ar", publisher="outlet", published=published_on("2024-01-01")),
        actors=actors,
        statements=[Statement(id="s1", evidence=[quoted], form="indirect", speaker="a1", content=said)],
        events=[Event(id="e1", evidence=[hit], type="ASSAULT", actor=["a2"], recipient=["a1"], trigger=hit)],
    )


def ready() -> None:
    """Load what packing looks up, before the time of any report is counted."""
    pack(reading(0))


def read_fast(report: Report) -> PackedReading:
    """Return the packed reading of a report of these, quickly, in a worker; outlets say what else happens."""
    if report.article.publisher == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if report.article.publisher == "hang":
        time.sleep(1000)
    if report.article.publisher == "fail":
        raise ValueError("no reading")
    made = reading(int(report.article.id[1:]))
    return pack(Reading(article=report.article, actors=made.actors, statements=made.statements, events=made.events))


def read_otherwise(report: Report) -> PackedReading:
    """Return what a better reader reads: sayings with longer words and another confidence, no events of even reports."""
    number = int(report.article.id[1:])
    made, text = reading(number), report.article.text
    said = [msgspec.structs.replace(one, confidence=0.9, evidence=[Evidence(0, 9, text[:9])]) for one in made.statements]
    return pack(Reading(article=report.article, actors=made.actors, statements=said, events=made.events if number % 2 else []), "better")


def read_nothing(report: Report) -> PackedReading:
    """Return a reading without records."""
    return pack(Reading(article=report.article.identified()))


def fail(report: Report) -> PackedReading:
    """Fail at any report."""
    raise ValueError(report.where)


def add(place: str, first: int, last: int) -> None:
    """Add reports and tell each four that are committed; an error of the register ends it with its message."""
    try:
        with Register(place) as register:
            for number in range(first, last, STEP):
                register.add_readings(reading(n) for n in range(number, min(number + STEP, last)))
                print(f"added {number} {min(number + STEP, last)}", flush=True)
    except RegisterError as error:
        print(error, flush=True)


def main() -> None:
    ready()
    place, *limit = sys.argv[1:]
    for line in sys.stdin:
        first, last, *seconds = line.split()
        child = os.fork()
        if child == 0:
            if limit:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), int(limit[0])))
            add(place, int(first), int(last))
            os._exit(0)
        for delay in seconds:
            time.sleep(float(delay))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("over", flush=True)


if __name__ == "__main__":
    main()
