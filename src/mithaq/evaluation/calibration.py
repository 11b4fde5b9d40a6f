"""How far ``confidence`` can be trusted, and how it is fitted: shares of right records per kind, rule and feature.

A record counts as right when it agrees (relaxed) with a gold record; what is paired with optional gold is left out.

**Fit.** The share of a kind is drawn towards that of all records, the share of a rule towards that of its kind, each by
as many records as its prior is worth (the mean of a Beta posterior). Features then move the log-odds of the rule's
share: a logistic regression with the rule as offset and a strong ridge, so that properties which mostly occur together
do not count twice.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.coding.confidence import KindConfidence, Table, confidence, log_odds
from mithaq.evaluation.gold import Outcome

BINS = 10
THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
# how many records the priors are worth
KIND_PRIOR = 10.0
RULE_PRIOR = 10.0
# a feature must be seen this often; its shift has a prior of this many squared standard deviations
FEATURE_RECORDS = 8
RIDGE = 4.0
# shifts below this are left out of the file
LEAST_SHIFT = 0.05
FOLDS = 5
_ROUNDS = 30


class Bin(NamedTuple):
    """Records whose confidence lies in one range: how many, what they predict, how many are right."""

    low: float
    high: float
    records: int
    predicted: float
    observed: float


class At(NamedTuple):
    """What is kept at a threshold: how many records, precision, recall."""

    threshold: float
    records: int
    precision: float
    recall: float


@dataclass(frozen=True)
class Reliability:
    """How far confidence and truth agree: bins, expected calibration error, Brier score, kept at thresholds."""

    bins: list[Bin]
    error: float
    brier: float
    kept: list[At]


def reliability(outcomes: Sequence[Outcome], gold: int, predicted: Sequence[float] | None = None) -> Reliability:
    """Return how far the confidence of records agrees with whether they are right.

    Args:
        outcomes: records read, with whether the gold has them.
        gold: how many records the gold has.
        predicted: other confidences than the records' own, in the order of the outcomes.
    """
    sure = list(predicted) if predicted is not None else [outcome.record.confidence for outcome in outcomes]
    right = [outcome.right for outcome in outcomes]
    bins = [one for number in range(BINS) if (one := _bin(number, sure, right)) is not None]
    total = len(right) or 1
    error = sum(one.records * abs(one.predicted - one.observed) for one in bins) / total
    brier = sum((p - r) ** 2 for p, r in zip(sure, right, strict=True)) / total
    return Reliability(bins, error, brier, [_kept(at, sure, right, gold) for at in THRESHOLDS])


def _bin(number: int, sure: list[float], right: list[bool]) -> Bin | None:
    """Return one bin, or None if no record falls into it; 1 belongs to the last."""
    inside = [i for i, value in enumerate(sure) if min(int(value * BINS), BINS - 1) == number]
    if not inside:
        return None
    predicted, observed = (sum(float(values[i]) for i in inside) / len(inside) for values in (sure, right))
    return Bin(number / BINS, (number + 1) / BINS, len(inside), predicted, observed)


def _kept(threshold: float, sure: list[float], right: list[bool], gold: int) -> At:
    """Return what is left of records at a threshold."""
    kept = [hit for value, hit in zip(sure, right, strict=True) if value >= threshold]
    return At(threshold, len(kept), sum(kept) / len(kept) if kept else 0.0, sum(kept) / gold if gold else 0.0)


# ---------------------------------------------------------------- fit


def fit(outcomes: Sequence[Outcome]) -> Table:
    """Return the shares that development gold teaches, per record kind."""
    overall = _shrunk([outcome.right for outcome in outcomes], 0.5, KIND_PRIOR)
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    return {kind: _fit_kind([outcome for outcome in outcomes if outcome.kind == kind], overall) for kind in kinds}


def _shrunk(right: Sequence[bool], prior: float, worth: float) -> float:
    """Return a share drawn towards ``prior`` as if ``worth`` more records had been seen."""
    return (sum(right) + worth * prior) / (len(right) + worth)


def _fit_kind(outcomes: list[Outcome], overall: float) -> KindConfidence:
    """Return the shares of one kind."""
    base = _shrunk([outcome.right for outcome in outcomes], overall, KIND_PRIOR)
    rules = {rule: _shrunk([o.right for o in outcomes if o.record.rule == rule], base, RULE_PRIOR) for rule in sorted({o.record.rule for o in outcomes})}
    offsets = [log_odds(rules[outcome.record.rule]) for outcome in outcomes]
    shifts = _shifts(outcomes, offsets)
    return KindConfidence(
        round(base, 3),
        len(outcomes),
        {rule: round(share, 3) for rule, share in rules.items() if rule},
        {name: round(shift, 2) for name, shift in sorted(shifts.items()) if abs(shift) >= LEAST_SHIFT},
    )


def _shifts(outcomes: list[Outcome], odds: list[float]) -> dict[str, float]:
    """Return what each feature adds to the log-odds: Newton steps on one feature after another."""
    members: dict[str, list[int]] = {}
    for index, outcome in enumerate(outcomes):
        for name in outcome.features:
            members.setdefault(name, []).append(index)
    # what all or nearly none have tells nothing
    members = {name: inside for name, inside in members.items() if FEATURE_RECORDS <= len(inside) <= len(outcomes) - FEATURE_RECORDS}
    shifts, odds = dict.fromkeys(members, 0.0), list(odds)
    for _ in range(_ROUNDS):
        for name, inside in members.items():
            chances = [1 / (1 + math.exp(-odds[i])) for i in inside]
            slope = sum(outcomes[i].right - p for i, p in zip(inside, chances, strict=True)) - RIDGE * shifts[name]
            step = slope / (sum(p * (1 - p) for p in chances) + RIDGE)
            shifts[name] += step
            for i in inside:
                odds[i] += step
    return shifts


def cross_validated(outcomes: Sequence[Outcome]) -> list[float]:
    """Return for every outcome the confidence it gets from a fit on the other reports."""
    reports = sorted({outcome.report for outcome in outcomes})
    random.Random(7).shuffle(reports)
    fold_of = {report: number % FOLDS for number, report in enumerate(reports)}
    tables = [fit([o for o in outcomes if fold_of[o.report] != number]) for number in range(FOLDS)]
    return [confidence(o.kind, o.record.rule, o.features, tables[fold_of[o.report]]) for o in outcomes]


def as_toml(table: Table, note: str) -> str:
    """Return shares as the text of ``confidence.toml``."""
    lines = [f"# {line}".rstrip() for line in note.splitlines()]
    for kind, shares in table.items():
        lines += ["", f"[{kind}]", f"base = {shares.base}", f"records = {shares.records}"]
        for name, values in (("rule", shares.rule), ("feature", shares.feature)):
            if values:
                lines += ["", f"[{kind}.{name}]", *_pairs(values.items())]
    return "\n".join(lines) + "\n"


def _pairs(items: Iterable[tuple[str, float]]) -> list[str]:
    """Return keys and numbers as lines of TOML."""
    return [f"{json.dumps(key, ensure_ascii=False)} = {value}" for key, value in items]
