"""Score readings against gold readings: per record kind, strict and relaxed, records paired one to one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.errors import SourceError
from mithaq.model import Article, Reading
from mithaq.model.article import published_on
from mithaq.model.reading import RECORD_FIELDS

# per kind: the fields that hold actor codes, in the order they are compared
_PARTIES = {
    "statements": ("code",), "meetings": ("participants",), "agreements": ("parties",),
    "commitments": ("obligors", "beneficiaries"), "deliveries": ("provider", "recipient"), "offices": ("polity",),
    "memberships": ("member", "organisation"), "events": ("actor", "recipient"),
}  # fmt: skip
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "-": None, " ": None, "\u00a0": None, "'": None, "’": None, "ـ": None}
)
Row = dict[str, Any]


@dataclass
class Counts:
    """What was in the gold, in the readings, and right."""

    gold: int = 0
    got: int = 0
    strict: int = 0
    relaxed: int = 0

    def prf(self, level: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 at ``strict`` or ``relaxed``."""
        hit = getattr(self, level)
        p, r = (hit / self.got if self.got else 0.0), (hit / self.gold if self.gold else 0.0)
        return p, r, (2 * p * r / (p + r) if p + r else 0.0)


@dataclass
class Scores:
    """Counts per record kind over all reports."""

    reports: int = 0
    kinds: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in RECORD_FIELDS})

    @property
    def all(self) -> Counts:
        """The counts over all kinds."""
        parts = self.kinds.values()
        return Counts(sum(c.gold for c in parts), sum(c.got for c in parts), sum(c.strict for c in parts), sum(c.relaxed for c in parts))


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
        return Article(id=data["id"], text=data["text"], language=data.get("language"), published=published_on(when) if when else None)
    for text in (gold.with_name(f"{stem}.txt"), gold.parent.parent / f"{stem}.txt"):
        if text.is_file():
            return Article(id=stem, text=text.read_text(encoding="utf-8"))
    raise SourceError("S009", f"{gold}: no article; expected {beside.name} or {stem}.txt")


def evaluate(pairs: Iterable[tuple[Row, Reading]]) -> Scores:
    """Return the scores of readings against their gold."""
    scores = Scores()
    for gold, reading in pairs:
        scores.reports += 1
        got = compact(reading)
        for kind in RECORD_FIELDS:
            _count(scores.kinds[kind], kind, [_gold_row(kind, r) for r in gold.get(kind, [])], got[kind])
    return scores


def compact(reading: Reading) -> dict[str, list[Row]]:
    """Return a reading's records as rows of codes and spans, like the gold's."""
    actors = {actor.id: actor for actor in reading.actors}

    def codes(refs: Any) -> set[str]:
        found: set[str] = set()
        for ref in refs if isinstance(refs, list) else [refs] if refs else []:
            actor = actors.get(ref)
            if actor is None:
                found.add(ref)
            else:
                found |= codes(list(actor.members)) if actor.kind == "group" and actor.members else {actor.code}
        return found

    rows: dict[str, list[Row]] = {}
    for kind in RECORD_FIELDS:
        rows[kind] = []
        for record in getattr(reading, kind):
            if kind == "commitments" and record.strength == 1:
                continue
            spans = [record.content] if kind == "statements" else record.evidence
            row: Row = {"spans": [(s.start, s.end) for s in spans], "type": getattr(record, "type", None), "post": getattr(record, "post", None)}
            for name in _PARTIES[kind]:
                row[name] = codes(getattr(record, "speaker" if name == "code" else name))
            person = actors.get(getattr(record, "person", None) or getattr(record, "speaker", None) or "")
            row["person"] = person.name if person else None
            rows[kind].append(row)
    return rows


def _gold_row(kind: str, record: Row) -> Row:
    """Return a gold record with spans as tuples and codes as sets of equally right answers."""
    row = dict(record)
    row["spans"] = [tuple(s) for s in record.get("spans") or [record["span"]]]
    for name in _PARTIES[kind]:
        answers = [set(_listed(record.get(name)))]
        if record.get(f"{name}_also") is not None:
            answers.append(set(_listed(record[f"{name}_also"])))
        row[name] = answers
    row["person"] = record.get("person") or record.get("speaker")
    return row


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _overlap(a: Row, b: Row) -> float:
    """Return shared characters over all characters of two sets of spans."""
    first = {i for start, end in a["spans"] for i in range(start, end)}
    second = {i for start, end in b["spans"] for i in range(start, end)}
    return len(first & second) / len(first | second) if first | second else 0.0


def _same_person(gold: Row, got: Row) -> bool:
    if not gold.get("person"):
        return True
    a, b = (_folded(row.get("person")) for row in (gold, got))
    return bool(b) and (a in b or b in a)


def _folded(name: str | None) -> str:
    return "".join(c for c in (name or "").translate(_FOLD).lower() if not "\u064b" <= c <= "\u0652")


def agree(kind: str, gold: Row, got: Row) -> tuple[bool, bool, bool]:
    """Return (possible, strict, relaxed) for one gold record and one record of a reading."""
    overlap = _overlap(gold, got)
    if overlap == 0 or (kind == "statements" and overlap < 0.5):
        return False, False, False
    names = _PARTIES[kind]
    equal = all(got[name] in gold[name] for name in names)
    if kind in ("events", "statements"):
        shared = all(any(not answer or got[name] & answer for answer in gold[name]) for name in names)
        if kind == "statements":
            return True, equal and _same_person(gold, got), shared
        same = got["type"] in [gold["type"], *_listed(gold.get("type_also"))]
        return True, same and equal, same and shared
    if kind == "offices":
        person = _same_person(gold, got)
        return person, person and equal and got["post"] in [gold["post"], *_listed(gold.get("post_also"))], person and equal
    if kind == "memberships":
        return equal, equal, equal
    return True, equal, any(not answer or _jaccard(got[names[0]], answer) >= 0.5 for answer in gold[names[0]])


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _count(counts: Counts, kind: str, gold: list[Row], got: list[Row]) -> None:
    """Pair the records of one report and add to the counts; optional gold neither rewards nor punishes."""
    agreement = [[agree(kind, one, other) for other in got] for one in gold]
    weights = [
        [0.01 + 0.1 * _overlap(one, other) + 2 * ok[1] + ok[2] if (ok := agreement[i][j])[0] else 0.0 for j, other in enumerate(got)]
        for i, one in enumerate(gold)
    ]
    pairs = best_pairs(weights)
    optional = {i for i, one in enumerate(gold) if one.get("optional")}
    counts.gold += len(gold) - len(optional)
    counts.got += len(got) - sum(1 for i, _ in pairs if i in optional)
    for i, j in pairs:
        if i not in optional:
            counts.strict += agreement[i][j][1]
            counts.relaxed += agreement[i][j][2]


def best_pairs(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of greatest total weight; 0 means not allowed.

    Sources: the Hungarian method with potentials (Kuhn, Munkres), on the square matrix of costs.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-(weights[i][j] if i < rows and j < columns else 0.0) for j in range(size)] for i in range(size)]
    u, v, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        _augment(row, cost, u, v, match)
    return [(match[j] - 1, j - 1) for j in range(1, columns + 1) if match[j] <= rows and weights[match[j] - 1][j - 1] > 0]


def _augment(row: int, cost: list[list[float]], u: list[float], v: list[float], match: list[int]) -> None:
    """Find a place for one row along a cheapest alternating path."""
    size = len(cost)
    least, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    match[0], column = row, 0
    while match[column] != 0:
        used[column] = True
        at, delta, following = match[column], float("inf"), 0
        for j in range(1, size + 1):
            if used[j]:
                continue
            current = cost[at - 1][j - 1] - u[at] - v[j]
            if current < least[j]:
                least[j], way[j] = current, column
            if least[j] < delta:
                delta, following = least[j], j
        for j in range(size + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
    while column:
        match[column] = match[way[column]]
        column = way[column]
