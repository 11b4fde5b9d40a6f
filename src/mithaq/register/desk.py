"""The desk of a register: what people decide about it, and what they are to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

from sqlalchemy import Connection

from mithaq.model import Reading
from mithaq.model.entry import Entry
from mithaq.register import blind, reviewing
from mithaq.register.blind import Agreement
from mithaq.register.clock import moment, now
from mithaq.register.contributing import Words
from mithaq.register.following import follow
from mithaq.register.golden import reviewed_readings
from mithaq.register.listing import Listing
from mithaq.register.reviewing import Question, Review


class Desk:
    """Decisions about a register. ``by`` is who decides, ``note`` why; each returns the number under which it is kept."""

    def begin(self) -> AbstractContextManager[Connection]:
        """Return a transaction that is alone in writing."""
        raise NotImplementedError

    def connect(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading."""
        raise NotImplementedError

    def accept(self, entry: str, *, by: str, note: str = "") -> int:
        """Say that an entry is right.

        Raises:
            RegisterError: R008 if there is no such entry, R030 without a name.
        """
        with self.begin() as connection:
            return reviewing.decide(connection, entry, "accept", by=by, now=moment(connection), note=note)

    def reject(self, entry: str, *, by: str, note: str = "") -> int:
        """Say that an entry is wrong: it stays, and lists leave it out.

        Raises:
            RegisterError: R008 if there is no such entry, R030 without a name.
        """
        with self.begin() as connection:
            return reviewing.decide(connection, entry, "reject", by=by, now=moment(connection), note=note)

    def skip(self, entry: str, *, by: str, note: str = "") -> int:
        """Pass an entry over, so that this person is not asked again.

        Raises:
            RegisterError: R008 if there is no such entry, R030 without a name.
        """
        with self.begin() as connection:
            return reviewing.decide(connection, entry, "skip", by=by, now=moment(connection), note=note)

    def correct(self, entry: str, changes: Mapping[str, Any], *, by: str, note: str = "") -> int:
        """Correct fields of an entry; its tellings stay as they were read.

        Raises:
            RegisterError: R008 for an unknown entry, R030 without a name, R033 for a field or value that does not fit.
        """
        with self.begin() as connection:
            return reviewing.correct(connection, entry, changes, by=by, now=moment(connection), note=note)

    def add_record(self, document: str, kind: str, words: Sequence[Words], fields: Mapping[str, Any] | None = None, *, by: str, note: str = "") -> int:
        """Enter a record that a report tells and no reader found; it is placed in an entry like any other.

        Args:
            document: the key of the report.
            kind: one of the eight kinds, such as ``"commitments"``.
            words: what proves it: words that stand in the report exactly once, or their offsets in code points.
            fields: its other fields. Actors are codes, names, ids of cards, or tables with name, kind and code; dates are
                ISO text; words such as what is promised stand in ``words``, which they are where they are left out.

        Raises:
            RegisterError: R009 for an unknown report, R030 without a name, R036 for a kind, field or value that does not
                fit, R037 for words that do not stand in the report once, R020 and R021 for an actor.
        """
        with self.begin() as connection:
            return reviewing.add_record(connection, document, kind, words, fields or {}, by=by, now=moment(connection), note=note)

    def merge(self, one: str, other: str, *, by: str, note: str = "") -> int:
        """Make two entries one.

        Raises:
            RegisterError: R008 for an unknown entry, R030 without a name, R031 if they cannot be one.
        """
        with self.begin() as connection:
            return reviewing.merge(connection, one, other, by=by, now=moment(connection), note=note)

    def split(self, entry: str, telling: str, *, by: str, note: str = "") -> int:
        """Take a telling out of its entry.

        Raises:
            RegisterError: R008 for an unknown entry, R030 without a name, R032 if the entry has no such telling, or no other.
        """
        with self.begin() as connection:
            return reviewing.split(connection, entry, telling, by=by, now=moment(connection), note=note)

    def confirm(self, id: str, *, by: str, note: str = "") -> int:
        """Say that a proposed link or merge holds.

        Raises:
            RegisterError: R030 without a name, R034 if nothing of that id is proposed.
        """
        with self.begin() as connection:
            return reviewing.answer(connection, id, True, by=by, now=moment(connection), note=note)

    def deny(self, id: str, *, by: str, note: str = "") -> int:
        """Say that a proposed link or merge does not hold.

        Raises:
            RegisterError: R030 without a name, R034 if nothing of that id is proposed.
        """
        with self.begin() as connection:
            return reviewing.answer(connection, id, False, by=by, now=moment(connection), note=note)

    def unseen(self, *, by: str, kinds: Sequence[str] = (), limit: int = 20, entry: str | None = None) -> list[Entry]:
        """Return entries for blind second coding: others decided about them, this person did not; as they were read. ``entry`` asks about one."""
        with self.connect() as connection:
            return blind.unseen(connection, by, kinds=kinds, limit=limit, entry=entry)

    def code(self, entry: str, decision: blind.Verdict, changes: Mapping[str, Any] | None = None, *, by: str, note: str = "") -> int:
        """Decide blind about an entry that others decided about: this changes nothing but the figures of agreement.

        Raises:
            RegisterError: R008 if there is no such entry, R030 without a name, R033 and R037 for a field, value or words
                that do not fit, R038 if it is not to be coded blind by this person.
        """
        with self.begin() as connection:
            return blind.code(connection, entry, decision, changes or {}, by=by, now=moment(connection), note=note)

    def settle(self, coding: int, pick: Literal["first", "second"], *, by: str, note: str = "") -> int:
        """Decide between two people who coded an entry, by the number of the second's coding.

        Raises:
            RegisterError: R030 without a name, R039 if there is no such coding, or it was settled.
        """
        with self.begin() as connection:
            return blind.settle(connection, coding, pick, by=by, now=moment(connection), note=note)

    def agreement(self) -> Agreement:
        """Return how far coders agree: Cohen's kappa and F1 for each two of them, and where they differ."""
        with self.connect() as connection:
            return blind.agreement(connection)

    def reviewed_readings(self) -> list[Reading]:
        """Return the readings of reports that were reviewed whole, as people left them."""
        with self.connect() as connection:
            return list(reviewed_readings(connection))

    def undo(self, decision: int, *, by: str, note: str = "") -> int:
        """Take back a decision by a later one.

        Raises:
            RegisterError: R030 without a name, R035 if there is no such decision or it was taken back already.
        """
        with self.begin() as connection:
            return reviewing.undo(connection, decision, by=by, now=moment(connection), note=note)

    def queue(self, *, by: str = "", limit: int = 20, kinds: Sequence[str] = ()) -> list[Question]:
        """Return what a person should look at next, the least certain first."""
        with self.connect() as connection:
            return reviewing.queue(connection, by=by, limit=limit, kinds=kinds)

    def decisions(self, *, about: str | None = None, by: str | None = None, limit: int | None = None) -> list[Review]:
        """Return decisions, the latest first; with the id of an entry, link or merge those about it alone, with a name those of this person.

        Raises:
            RegisterError: R008, R034 if there is no such entry or link.
        """
        with self.connect() as connection:
            return reviewing.log(connection, limit, about, by)

    def follow(self, *, day: str | None = None, overdue: bool = False, codes: Iterable[str] = (), as_of: str | None = None, limit: int | None = None) -> Listing:
        """Return commitments as they stand on an ISO day (today if left out), overdue ones first.

        Args:
            overdue: only those whose day has passed and that are neither shown to be kept nor denied nor withdrawn.
            codes: only those in which these sides promise or are promised something.
            as_of: what the register said at that moment, ISO 8601 in UTC.
        """
        on = day or (as_of[:10] if as_of else now()[:10])
        with self.connect() as connection:
            return follow(connection, on, overdue=overdue, codes=codes, moment=as_of, limit=limit)
