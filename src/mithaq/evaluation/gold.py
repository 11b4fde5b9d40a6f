"""Score readings against gold readings: per record kind, strict and relaxed, with slots and intervals.

Precision, recall and F1 are micro-averaged over reports, records paired one to one within a report. The interval
is that of the relaxed F1 over reports drawn with replacement.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.coding.confidence import features_of
from mithaq.errors import SourceError
from mithaq.evaluation.pairing import best_pairs
from mithaq.evaluation.rows import SLOTS, Row, agree, compact, gold_row, overlap, slot_right
from mithaq.model import Actor, Article, Reading, Record
from mithaq.model.article import published_on
from mithaq.model.reading import RECORD_FIELDS

DRAWS = 400
_SEED = 7
_LOW, _HIGH = 10, 389


def prf(gold: int, got: int, hits: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of so many hits."""
    p, r = (hits / got if got else 0.0), (hits / gold if gold else 0.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


@dataclass
class Counts:
    """What was in the gold, in the readings, and right; of each slot, how often right and how often compared."""

    gold: int = 0
    got: int = 0
    strict: int = 0
    relaxed: int = 0
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)

    def prf(self, level: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 at ``strict`` or ``relaxed``."""
        return prf(self.gold, self.got, getattr(self, level))

    def with_slot(self, name: str, right: bool) -> None:
        """Add one comparison of a slot."""
        hit, of = self.slots.get(name, (0, 0))
        self.slots[name] = (hit + right, of + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A record of a reading, and whether the gold has it (relaxed). ``features`` are those of its confidence."""

    report: str
    kind: str
    record: Record
    right: bool
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that differs from its gold, is missing, or is surplus."""

    report: str
    kind: str
    fault: str
    gold: Row | None
    got: Row | None


@dataclass
class Scores:
    """Counts per record kind of every report, the outcome of every record read, and what differs."""

    each: list[dict[str, Counts]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def reports(self) -> int:
        """How many reports were compared."""
        return len(self.each)

    @property
    def kinds(self) -> dict[str, Counts]:
        """The counts per record kind over all reports."""
        return {kind: total(self.each, (kind,)) for kind in RECORD_FIELDS}

    @property
    def all(self) -> Counts:
        """The counts over all kinds."""
        return total(self.each, RECORD_FIELDS)

    def intervals(self) -> dict[str, tuple[float, float]]:
        """Return the 95 % interval of the relaxed F1 per kind and over ``all``, the same from run to run."""
        draw, found = random.Random(_SEED), {}
        for kind in (*RECORD_FIELDS, "all"):
            kinds = RECORD_FIELDS if kind == "all" else (kind,)
            if len(self.each) < 2:
                found[kind] = (total(self.each, kinds).prf("relaxed")[2],) * 2
                continue
            drawn = sorted(total(draw.choices(self.each, k=len(self.each)), kinds).prf("relaxed")[2] for _ in range(DRAWS))
            found[kind] = (drawn[_LOW], drawn[_HIGH])
        return found


def total(each: Iterable[dict[str, Counts]], kinds: Sequence[str]) -> Counts:
    """Return the counts of some kinds over reports, added up."""
    whole = Counts()
    for report in each:
        for kind in kinds:
            one = report[kind]
            whole.gold, whole.got = whole.gold + one.gold, whole.got + one.got
            whole.strict, whole.relaxed = whole.strict + one.strict, whole.relaxed + one.relaxed
            for name, (hit, of) in one.slots.items():
                before = whole.slots.get(name, (0, 0))
                whole.slots[name] = (before[0] + hit, before[1] + of)
    return whole


def load_gold(path: Path) -> list[tuple[Article, Row]]:
    """Return the articles and gold readings of a folder, or of one ``ID.gold.json`` with its article beside it.

    Raises:
        SourceError: if there is no gold, or a gold reading has no article.
    """
    files = sorted(path.rglob("*.gold.json")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise SourceError("S008", f"{path}: no gold; expected ID.gold.json with ID.json beside it")
    return [(_article_beside(file), json.loads(file.read_text(encoding="utf-8"))) for file in files]


def _article_beside(gold: Path) -> Article:
    """Return the article of a gold file: ID.json beside it, or ID.txt there or one folder up."""
    stem = gold.name.removesuffix(".gold.json")
    beside = gold.with_name(f"{stem}.json")
    if beside.is_file():
        data = json.loads(beside.read_text(encoding="utf-8"))
        when = data.get("published")
        return Article(
            id=data["id"], text=data["text"], language=data.get("language"), title=data.get("title"), publisher=data.get("publisher"),
            published=published_on(when) if when else None,
        )  # fmt: skip
    for text in (gold.with_name(f"{stem}.txt"), gold.parent.parent / f"{stem}.txt"):
        if text.is_file():
            return Article(id=stem, text=text.read_text(encoding="utf-8"))
    raise SourceError("S009", f"{gold}: no article; expected {beside.name} or {stem}.txt")


def evaluate(pairs: Iterable[tuple[Row, Reading]]) -> Scores:
    """Return the scores of readings against their gold."""
    scores = Scores()
    for gold, reading in pairs:
        got = compact(reading)
        report: dict[str, Counts] = {}
        for kind in RECORD_FIELDS:
            match = _Match(reading.article.id, kind, [gold_row(kind, r) for r in gold.get(kind, [])], got[kind])
            report[kind] = match.counts()
            scores.outcomes += match.outcomes({actor.id: actor for actor in reading.actors})
            scores.differences += match.differences()
        scores.each.append(report)
    return scores


class _Match:
    """The records of one kind in one report, gold and read, paired one to one.

    Optional gold neither rewards nor punishes: what it is paired with is left out.
    """

    def __init__(self, report: str, kind: str, gold: list[Row], got: list[Row]) -> None:
        self.report, self.kind, self.gold, self.got = report, kind, gold, got
        self.agreement = [[agree(kind, one, other) for other in got] for one in gold]
        self.pairs = best_pairs([[self._weight(i, j) for j in range(len(got))] for i in range(len(gold))])
        self.optional = {i for i, one in enumerate(gold) if one.get("optional")}

    def _weight(self, i: int, j: int) -> float:
        possible, strict, relaxed = self.agreement[i][j]
        return 0.01 + 0.1 * overlap(self.gold[i], self.got[j]) + 2 * strict + relaxed if possible else 0.0

    def counts(self) -> Counts:
        """Return what is in the gold, what was read, what is right, and the slots of what is right when relaxed."""
        skipped = sum(1 for i, _ in self.pairs if i in self.optional)
        counts = Counts(len(self.gold) - len(self.optional), len(self.got) - skipped)
        for i, j in self.pairs:
            if i in self.optional:
                continue
            counts.strict += self.agreement[i][j][1]
            counts.relaxed += self.agreement[i][j][2]
            for slot in SLOTS[self.kind] if self.agreement[i][j][2] else ():
                right = slot_right(slot, self.gold[i], self.got[j])
                if right is not None:
                    counts.with_slot(slot, right)
        return counts

    def outcomes(self, actors: dict[str, Actor]) -> list[Outcome]:
        """Return every record read with whether it is right; those paired with optional gold are left out."""
        partner = {j: i for i, j in self.pairs}
        return [
            Outcome(self.report, self.kind, row["record"], j in partner and self.agreement[partner[j]][j][2], features_of(row["record"], actors))
            for j, row in enumerate(self.got)
            if partner.get(j) not in self.optional
        ]

    def differences(self) -> list[Difference]:
        """Return what is read otherwise than the gold says, what is missing, and what is surplus."""
        paired = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        found = [
            Difference(self.report, self.kind, "differs", self.gold[i], self.got[j])
            for i, j in self.pairs
            if i not in self.optional and not self.agreement[i][j][1]
        ]
        found += [Difference(self.report, self.kind, "missed", one, None) for i, one in enumerate(self.gold) if i not in paired[0] | self.optional]
        return found + [Difference(self.report, self.kind, "surplus", None, one) for j, one in enumerate(self.got) if j not in paired[1]]


def plain(row: Row | None) -> dict[str, Any] | None:
    """Return a row as JSON can hold it: sets as sorted lists, empty fields and the record itself left out."""
    if row is None:
        return None
    return {name: _plain(value) for name, value in row.items() if value and name != "record" and not name.endswith("_also")}


def _plain(value: Any) -> Any:
    """Return a value with sets as sorted lists."""
    if isinstance(value, set):
        return sorted(value)
    return [_plain(part) for part in value] if isinstance(value, list) else value
