"""What the application holds beside its register: the desk that reads, readings that wait to be kept, answers that still hold."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from anyio import CapacityLimiter

from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web.access import Limits
from mithaq.faces.web.asking import Ask, WebError
from mithaq.faces.web.desk import WAITING, Desk, Read
from mithaq.faces.web.views import Page
from mithaq.register.register import Register

# readings that wait to be kept: how many, and how long, in seconds
_MOST_DRAFTS, _DRAFT_S = 50, 3_600.0
_MOST_ANSWERS, _MOST_LARGE = 300, 12
_STRIPES = 64
# of those who wait for the desk one more than it lets wait, who is told so
_AT_ONCE, _READ_AT_ONCE = 4, WAITING + 1
Made = TypeVar("Made")


@dataclass
class Drafts:
    """Readings that were made and are not kept yet, under names that nobody guesses."""

    held: OrderedDict[str, tuple[float, Read]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, read: Read) -> str:
        """Hold what was read and return its name; the oldest make room."""
        name = secrets.token_urlsafe(16)
        with self.lock:
            self.held[name] = (time.monotonic(), read)
            while len(self.held) > _MOST_DRAFTS:
                self.held.popitem(last=False)
        return name

    def get(self, name: str) -> Read:
        """Return what is held under a name.

        Raises:
            WebError: V004.
        """
        with self.lock:
            since, read = self.held.get(name, (0.0, None))
        if read is None or time.monotonic() - since > _DRAFT_S:
            raise WebError("V004", "this reading is no longer held ready; bring the report again", 404)
        return read

    def drop(self, name: str) -> None:
        """Forget what is held under a name."""
        with self.lock:
            self.held.pop(name, None)


@dataclass(frozen=True)
class Answer:
    """An answer that was made, and for which state of the register."""

    marker: str
    made: Any


Kept = OrderedDict[object, Answer]


@dataclass
class Web:
    """What the pages share."""

    register: Register
    nav: Sequence[Page] = ()
    desk: Desk = field(default_factory=Desk)
    drafts: Drafts = field(default_factory=Drafts)
    accounts: Accounts | None = None
    limits: Limits = field(default_factory=Limits)
    answers: OrderedDict[object, Answer] = field(default_factory=OrderedDict)
    # answers that hold hundreds of entries
    large: OrderedDict[object, Answer] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    # one of them is held while an answer is made, so that many who ask alike wait for one
    making: Sequence[threading.Lock] = field(default_factory=lambda: [threading.Lock() for _ in range(_STRIPES)])
    # held while somebody decides about what nobody else may have decided about meanwhile
    deciding: threading.Lock = field(default_factory=threading.Lock)

    # pages that are made at once, each with a connection of its own memory; and beside them those that wait for reports to be read
    limiters: dict[bool, CapacityLimiter] = field(default_factory=dict)

    def threads(self, *, reads: bool = False) -> CapacityLimiter:
        """Return what bounds how many pages are made at once: those that wait for reports to be read keep no other waiting."""
        return self.limiters.setdefault(reads, CapacityLimiter(_READ_AT_ONCE if reads else _AT_ONCE))


def held(ask: Ask, key: object, make: Callable[[], Made], *, large: bool = False) -> Made:
    """Return an answer of the register: the one that was made before, as long as the register has not changed; see :func:`held_in`."""
    return held_in(ask.app, key, make, large=large)


def held_in(web: Web, key: object, make: Callable[[], Made], *, large: bool = False) -> Made:
    """Return an answer that was made before, as long as the register has not changed.

    ``make`` asks for no other answer that is held; of those that are ``large`` only a few are kept.
    """
    kept = web.large if large else web.answers
    marker = web.register.marker()
    before = _before(web, kept, key)
    if before is None or before.marker != marker:
        with web.making[hash(key) % _STRIPES]:
            # somebody else may have made it while this one waited
            again = _before(web, kept, key)
            before = again if again is not None and again.marker == marker else _keep(web, kept, key, Answer(marker, make()))
    made: Made = before.made
    return made


def _before(web: Web, kept: Kept, key: object) -> Answer | None:
    """Return the answer that is kept, which is now the last to make room."""
    with web.lock:
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _keep(web: Web, kept: Kept, key: object, answer: Answer) -> Answer:
    """Keep an answer; the ones that nobody has asked for longest make room."""
    most = _MOST_LARGE if kept is web.large else _MOST_ANSWERS
    with web.lock:
        kept[key] = answer
        kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)
    return answer
