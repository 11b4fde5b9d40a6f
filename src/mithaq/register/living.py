"""Where a commitment stands: what its obligor says of it, what others show, and whether it is due."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from mithaq.model.entry import Decision, Entry, Fulfilment, Life, Official, Relation, Schedule, Step
from mithaq.model.records import Commitment, Delivery, Record
from mithaq.model.when import When
from mithaq.register.facts import days_of

# so many days before its end a deadline is due, and so many after it is over and done with
DUE_DAYS, EXPIRED_DAYS = 7, 180
# how a promise goes on: a step back to an earlier one is none
_FORWARD: tuple[Official, ...] = ("announced", "reaffirmed", "formalised", "declared_started", "declared_done")
_SHOWN: tuple[Fulfilment, ...] = ("not_assessed", "none_found", "started", "partial", "fulfilled")
# who has said so is asked no more
OVER = frozenset({"denied", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Linked:
    """A later record that bears on a commitment: by which relation, decided how, when, and who told it."""

    relation: Relation
    decision: Decision
    record: Record
    day: str | None
    noted: str
    telling: str | None = None
    by_obligor: bool = False
    by: str | None = None


def steps_of(commitment: Commitment, links: Sequence[Linked]) -> list[Step]:
    """Return the steps that links make in the life of a commitment, in the order of days; rejected ones make none.

    What the obligor says moves ``official``. ``evidence`` moves by what others say, and only once a person confirmed
    the link; until then the step is there, with «proposed» as its reason, and moves nothing.
    """
    found: list[Step] = []
    for link in sorted(links, key=lambda one: (one.day or "", one.noted)):
        if link.decision == "rejected":
            continue
        axis, value = _step(commitment, link)
        if axis is None:
            continue
        reason = f"{link.relation}, {link.decision}"
        found.append(Step(axis=axis, value=value, day=link.day, noted=link.noted, telling=link.telling, by=link.by, reason=reason))  # type: ignore[arg-type]
    return found


def _step(commitment: Commitment, link: Linked) -> tuple[str | None, str]:
    """Return the axis and value of what a link means."""
    if link.relation in ("fulfils", "partly"):
        whole = link.relation == "fulfils"
        own = isinstance(link.record, Delivery) and link.record.independence == "provider"
        return ("official", "declared_done" if whole else "declared_started") if own else ("evidence", "fulfilled" if whole else "partial")
    if link.relation == "repeats":
        return "official", "revised" if _is_put_off(commitment, link.record) else "reaffirmed"
    if link.relation == "contradicts":
        return ("official", "denied") if link.by_obligor else ("evidence", "contradicted")
    return {"formalises": ("official", "formalised"), "withdraws": ("official", "withdrawn")}.get(link.relation, (None, ""))


def _is_put_off(commitment: Commitment, again: Record) -> bool:
    """Return whether a promise was made again for a later day."""
    first, second = days_of(commitment.deadline), days_of(getattr(again, "deadline", None))
    return first is not None and second is not None and second.last > first.last


def standing(log: Sequence[Step]) -> list[Step]:
    """Return the steps of a log that stand: of each the last that was noted, those left out that were rejected at last.

    A step is noted when it is proposed and again whenever somebody decides about it; the log itself only grows.
    """
    last: dict[tuple[str, str, str | None, str], Step] = {}
    for step in log:
        last[step.axis, step.value, step.telling, step.reason.partition(",")[0]] = step
    return sorted((step for step in last.values() if not step.reason.endswith(", rejected")), key=lambda step: step.day or step.noted[:10])


def life(commitment: Commitment, steps: Sequence[Step], *, day: str) -> Life:
    """Return where a commitment stands on an ISO day, by the log of its steps up to then.

    The machine's steps move ``official``; those of ``evidence`` count once a person confirmed them.
    """
    known = [step for step in steps if (step.day or "") <= day]
    official: Official = "announced"
    evidence: Fulfilment = "not_assessed"
    for step in standing(known):
        if step.axis == "official":
            official = _official(official, step.value)
        elif step.axis == "evidence" and not step.reason.endswith("proposed"):
            evidence = _evidence(evidence, step.value, official)
    return Life(official=official, evidence=evidence, schedule=schedule(commitment.deadline, day), steps=known)


def _official(now: Official, value: str) -> Official:
    """Return the official state after a step; what was put off, denied or withdrawn stands until something else is said."""
    if now in _FORWARD and value in _FORWARD:
        return max(now, value, key=_FORWARD.index)
    if now == "revised" and value == "reaffirmed":
        return now
    return value  # type: ignore[return-value]


def _evidence(now: Fulfilment, value: str, official: Official) -> Fulfilment:
    """Return what is shown after a step.

    That something is not there yet takes nothing from the part that is shown; it contradicts an obligor who says that
    it began, and otherwise means that nothing was found.
    """
    if value != "contradicted":
        return value if now == "contradicted" else max(now, value, key=_SHOWN.index)  # type: ignore[return-value,arg-type]
    if now in ("partial", "fulfilled", "started"):
        return now
    return "contradicted" if official.startswith("declared") else "none_found"


def schedule(deadline: When | None, day: str) -> Schedule:
    """Return whether a deadline is still ahead, due, missed or long over on an ISO day."""
    days = days_of(deadline)
    if days is None:
        return "no_deadline"
    today = datetime.date.fromisoformat(day[:10]).toordinal()
    if today > days.last:
        return "expired" if today - days.last > EXPIRED_DAYS else "late"
    return "due" if today > days.last - DUE_DAYS else "not_due"


def is_overdue(entry: Entry, day: str | None = None) -> bool:
    """Return whether a commitment's day has passed and it is neither shown to be kept nor denied nor withdrawn.

    Args:
        day: the ISO day on which it is looked at; that for which its life was told if left out.
    """
    if entry.life is None or not isinstance(entry.record, Commitment):
        return False
    return is_missed(entry.life if day is None else msgspec.structs.replace(entry.life, schedule=schedule(entry.record.deadline, day)))


def is_missed(life_: Life) -> bool:
    """Return whether a life says that a day was missed."""
    return life_.schedule in ("late", "expired") and life_.evidence != "fulfilled" and life_.official not in OVER
