"""What the application holds beside its register: the desk that reads, readings that wait to be kept, answers that still hold."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web.access import Limits
from mithaq.faces.web.asking import Ask, WebError
from mithaq.faces.web.desk import Desk, Read
from mithaq.faces.web.views import Page
from mithaq.register.register import Register

# readings that wait to be kept: how many, and how long, in seconds
_MOST_DRAFTS, _DRAFT_S = 50, 3_600.0
_MOST_ANSWERS = 200
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


@dataclass
class Web:
    """What the pages share."""

    register: Register
    nav: Sequence[Page] = ()
    desk: Desk = field(default_factory=Desk)
    drafts: Drafts = field(default_factory=Drafts)
    accounts: Accounts | None = None
    limits: Limits = field(default_factory=Limits)
    answers: OrderedDict[object, tuple[str, Any]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def held(ask: Ask, key: object, make: Callable[[], Made]) -> Made:
    """Return an answer of the register: the one that was made before, as long as the register has not changed."""
    web: Web = ask.app
    marker = web.register.marker()
    with web.lock:
        before = web.answers.get(key)
    if before is not None and before[0] == marker:
        made: Made = before[1]
        return made
    made = make()
    with web.lock:
        web.answers[key] = (marker, made)
        web.answers.move_to_end(key)
        while len(web.answers) > _MOST_ANSWERS:
            web.answers.popitem(last=False)
    return made
