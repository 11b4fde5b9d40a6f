"""Any sequence of work on a register leaves it whole: nothing is lost, history only grows, what is undone is as it was.

A long run by hand: ``MITHAQ_SEQUENCES=500 pytest tests/register/test_sequences.py``.
"""

from __future__ import annotations

import datetime
import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from story import KEY, gold_reading
from test_same import FULL, SHORT, report

from mithaq import Register, RegisterError
from mithaq.model import Reading
from mithaq.register import clock
from mithaq.register.checking import check
from mithaq.register.copying import back_up, restore
from mithaq.register.packing import pack
from mithaq.register.rereading import reread
from mithaq.register.tables import documents, history, identities, placements, readings, records, reviews

# what is written once: a row that is there keeps all its columns but these
WRITTEN_ONCE = {
    history: set(), reviews: {"undone_by"}, readings: {"until", "payload"}, records: {"until", "state"}, placements: {"until"},
    identities: {"until"}, documents: {"published", "published_when"},
}  # fmt: skip
NOW = clock.now
NAMES = st.sampled_from(["نادية", "Karim", "أمينة"])
PICK = st.integers(0, 10_000)
CORRECTIONS: dict[str, dict[str, Any]] = {"commitments": {"strength": 5}, "events": {"actuality": "planned"}, "meetings": {"date": "2025-07"}}


@functools.cache
def reports() -> list[Reading]:
    """Return the reports of the story, and two of a person who may be one."""
    return [*map(gold_reading, [one["id"] for one in KEY["reports"]]), report(FULL, "2025-03-01"), report(SHORT, "2025-04-09")]


def said(register: Register, moment: str | None = None) -> dict[str, Any]:
    return {entry.id: msgspec.to_builtins(entry) for entry in register.entries(as_of=moment)}


class Work(RuleBasedStateMachine):
    """One register, on which several people work."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.register = Register(self.folder / "r.db")
        self.copies = 0
        self.added: list[int] = []
        # what was written once, by table
        self.kept: dict[Any, dict[Any, Any]] = {table: {} for table in WRITTEN_ONCE}
        # what the register said before each decision that may be taken back, the latest last
        self.before: list[tuple[int, dict[str, Any]]] = []
        self.moments: list[tuple[str, dict[str, Any]]] = []

    def teardown(self) -> None:
        clock.now = NOW
        self.register.close()
        shutil.rmtree(self.folder)

    def decide(self, work: Callable[[], int]) -> None:
        """Take a decision; one that cannot be taken is refused and changes nothing."""
        before = said(self.register)
        try:
            self.before.append((work(), before))
        except RegisterError:
            assert said(self.register) == before

    def entry(self, pick: int, kind: str | None = None) -> Any:
        """Return one of the entries."""
        found = [entry for entry in self.register.entries() if kind is None or entry.kind == kind]
        return found[pick % len(found)] if found else None

    @initialize(first=st.integers(2, 6))
    def begin(self, first: int) -> None:
        self.added = list(range(first))
        self.register.add_readings(reports()[:first])

    @rule(which=st.integers(0, len(KEY["reports"]) + 1))
    def add(self, which: int) -> None:
        new = self.register.add_readings([reports()[which]]).new
        assert new == (which not in self.added)
        if new:
            self.added.append(which)
            self.before.clear()

    @rule(pick=PICK, keep=st.integers(0, 7))
    def read_anew(self, pick: int, keep: int) -> None:
        """Read a report anew: some of its records are told otherwise, others not at all."""
        one = reports()[self.added[pick % len(self.added)]]
        changed = {kind: [msgspec.structs.replace(record, confidence=0.5) for n, record in enumerate(getattr(one, kind)) if keep >> n % 3 & 1] for kind in ("statements", "events", "commitments", "meetings")}
        with self.register.begin() as connection:
            reread(connection, [pack(msgspec.structs.replace(one, **changed), f"reader {keep}")], clock.moment(connection))
        self.before.clear()

    @rule(pick=PICK, how=st.sampled_from(["accept", "reject", "skip"]), by=NAMES)
    def judge(self, pick: int, how: str, by: str) -> None:
        entry = self.entry(pick)
        self.decide(lambda: getattr(self.register, how)(entry.id, by=by))

    @rule(pick=PICK, kind=st.sampled_from(sorted(CORRECTIONS)), by=NAMES)
    def correct(self, pick: int, kind: str, by: str) -> None:
        if entry := self.entry(pick, kind):
            self.decide(lambda: self.register.correct(entry.id, CORRECTIONS[kind], by=by))

    @rule(one=PICK, other=PICK, by=NAMES)
    def merge(self, one: int, other: int, by: str) -> None:
        first = self.entry(one)
        second = self.entry(other, first.kind)
        self.decide(lambda: self.register.merge(first.id, second.id, by=by))

    @rule(pick=PICK, telling=PICK, by=NAMES)
    def split(self, pick: int, telling: int, by: str) -> None:
        several = [entry for entry in self.register.entries() if len(entry.tellings) > 1]
        if several:
            entry = several[pick % len(several)]
            self.decide(lambda: self.register.split(entry.id, entry.tellings[telling % len(entry.tellings)].id, by=by))

    @rule(pick=PICK, yes=st.booleans(), by=NAMES)
    def answer(self, pick: int, yes: bool, by: str) -> None:
        asked = [one.id for one in self.register.queue(limit=500) if one.about != "entry"]
        if asked:
            self.decide(lambda: (self.register.confirm if yes else self.register.deny)(asked[pick % len(asked)], by=by))

    @rule(pick=PICK, by=NAMES)
    def enter(self, pick: int, by: str) -> None:
        """Enter a record that no reader found: the first sentence of a report as a meeting."""
        one = reports()[self.added[pick % len(self.added)]]
        key = pack(one).key
        words = (0, min(40, len(one.article.text)))
        self.decide(lambda: self.register.add_record(key, "meetings", [words], {"participants": ["MLI", "RUS"]}, by=by))

    @rule(pick=PICK, how=st.sampled_from(["accept", "reject"]), by=NAMES)
    def code_blind(self, pick: int, how: Any, by: str) -> None:
        seen = self.register.unseen(by=by, limit=500)
        if seen:
            self.decide(lambda: self.register.code(seen[pick % len(seen)].id, how, by=by))

    @rule(pick=PICK, which=st.sampled_from(["first", "second"]), by=NAMES)
    def settle(self, pick: int, which: Any, by: str) -> None:
        coded = self.register.agreement().coded
        if coded:
            self.decide(lambda: self.register.settle(coded[pick % len(coded)].id, which, by=by))

    @precondition(lambda self: self.before)
    @rule(by=NAMES)
    def undo_last(self, by: str) -> None:
        """Take back the last decision: all is as it was before it."""
        number, before = self.before.pop()
        self.register.undo(number, by=by)
        assert said(self.register) == before

    @rule(pick=PICK, by=NAMES)
    def undo_any(self, pick: int, by: str) -> None:
        standing = [one for one in self.register.decisions() if one.decision != "undo" and not one.undone]
        if standing:
            self.register.undo(standing[pick % len(standing)].id, by=by)
            self.before.clear()

    @rule(hours=st.sampled_from([-30_000, -1, 1, 30_000]))
    def jump(self, hours: int) -> None:
        """Put the machine's clock back or forward."""
        clock.now = lambda: (datetime.datetime.fromisoformat(NOW()) + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @rule()
    def copy_and_restore(self) -> None:
        """Go on with what was restored from a backup."""
        before, decided = said(self.register), self.register.decisions()
        self.copies += 1
        copy, place = self.folder / f"{self.copies}.copy", self.folder / f"{self.copies}.db"
        back_up(self.register, copy)
        restore(copy, str(place))
        self.register.close()
        self.register = Register(place)
        assert said(self.register) == before and self.register.decisions() == decided

    @rule()
    def mend(self) -> None:
        before = said(self.register)
        with self.register.begin() as connection:
            assert check(connection, mend=True).flaws == []
        assert said(self.register) == before

    @rule()
    def remember(self) -> None:
        """Keep what the register says at the moment of its last entry: a later one may come again where the clock is put back."""
        with self.register.connect() as connection:
            self.moments.append((clock.written(connection) or "", said(self.register)))

    @precondition(lambda self: self.moments)
    @rule(pick=PICK)
    def look_back(self, pick: int) -> None:
        """What the register said at a moment it says of that moment still."""
        moment, then = self.moments[pick % len(self.moments)]
        assert said(self.register, moment) == then

    @invariant()
    def is_whole(self) -> None:
        with self.register.connect() as connection:
            flaws = check(connection).flaws
        assert flaws == [], flaws

    @invariant()
    def only_grows(self) -> None:
        with self.register.connect() as connection:
            for table, changing in WRITTEN_ONCE.items():
                rows = {row["id"]: {name: value for name, value in row.items() if name not in changing} for row in connection.execute(select(table)).mappings()}
                lost = {id: (row, rows.get(id)) for id, row in self.kept[table].items() if row != rows.get(id)}
                assert not lost, (table.name, lost)
                self.kept[table] = rows


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=int(os.environ.get("MITHAQ_SEQUENCES", "5")), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
