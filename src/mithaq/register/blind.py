"""Blind second coding: another person decides what was decided already, without seeing it; how far both agree; who settles it.

A blind decision changes no entry. It is kept beside the others under the subject «coding» and can be taken back like them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, select

from mithaq.errors import RegisterError
from mithaq.evaluation.agreement import f1, kappa
from mithaq.model.entry import ACTOR_FIELDS, Entry, actors_in
from mithaq.model.records import Record, Review
from mithaq.register import reviewing
from mithaq.register.consolidating import consolidate
from mithaq.register.loading import load_cards, load_entries
from mithaq.register.packing import actor_ids
from mithaq.register.reviewed import STATES, with_corrections
from mithaq.register.tables import entries, reviews

Verdict = Literal["accept", "reject", "correct", "skip"]
# what is looked at for figures, the latest first
_MOST = 2_000
# fields with few values, over which chance agreement is high
_CATEGORIES = ("type", "mode", "kind", "stage", "status", "strength", "actuality", "form", "post", "role", "binding", "independence")


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that two people decided about, the second blind; ``settled`` is who decided between them since."""

    id: int
    entry: str
    kind: str
    first: str
    second: str
    verdicts: tuple[str, str]
    # fields on which they differ, with what each says
    differ: dict[str, tuple[Any, Any]]
    settled: str | None = None


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """How far two people agree over the entries that both coded: kappa of the verdicts and of fields, F1 of what they keep."""

    first: str
    second: str
    entries: int
    verdict: float | None
    kept: float | None
    actors: float | None
    words: float | None
    fields: dict[str, float | None]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far coders agree, pair by pair, and each entry that two of them coded, the latest first."""

    pairs: list[Agreed]
    coded: list[Coded]


class _Pair(msgspec.Struct, frozen=True):
    """Two decisions about one entry, with the records that each leaves; none where it is rejected."""

    coding: int
    entry: Entry
    names: tuple[str, str]
    verdicts: tuple[str, str]
    records: tuple[Record | None, Record | None]
    settled: str | None


def unseen(connection: Connection, by: str, *, kinds: Sequence[str] = (), limit: int = 20, entry: str | None = None) -> list[Entry]:
    """Return entries that others decided about and this person did not, as the reader read them, in an order that follows nothing about them.

    Args:
        entry: the id of the only one that is asked about.
    """
    own = select(reviews.c.subject_id).where(reviews.c.subject.in_(("entry", "coding")), reviews.c.by == by, reviews.c.decision.in_((*STATES, "skip")), reviews.c.undone_by.is_(None))
    done = select(reviews.c.subject_id).where(reviews.c.subject == "entry", reviews.c.decision.in_(STATES), reviews.c.undone_by.is_(None))
    query = select(entries.c.id).where(entries.c.until.is_(None), entries.c.id.in_(done), entries.c.id.not_in(own))
    # keys are digests: their order says nothing of when or how sure
    query = query.where(entries.c.kind.in_(kinds)) if kinds else query
    query = query.where(entries.c.key == entry) if entry is not None else query
    found = load_entries(connection, list(connection.execute(query.order_by(entries.c.key).limit(limit)).scalars()))
    return [as_read(connection, entry) for entry in found]


def as_read(connection: Connection, entry: Entry) -> Entry:
    """Return an entry as its tellings make it, without what people decided about it."""
    cards = load_cards(connection, {name for told in entry.tellings for name in actor_ids(entry.kind, told.record)})
    record, conflicts = consolidate(entry.kind, entry.tellings, cards)
    actors = [cards[name] for name in dict.fromkeys(actor_ids(entry.kind, record)) if name in cards]
    return msgspec.structs.replace(entry, record=record, actors=actors, conflicts=conflicts, review=Review())


def code(connection: Connection, entry: str, decision: Verdict, changes: Mapping[str, Any], *, by: str, now: str, note: str = "") -> int:
    """Keep what somebody decides blind, and return the number under which it is kept.

    Raises:
        RegisterError: R008, R030, R033, R037 as for :func:`reviewing.correct`; R038 for an entry that this person decided
            about already, or nobody else did.
    """
    row = reviewing.find_entry(connection, entry)
    if not unseen(connection, by.strip(), entry=row.key):
        raise RegisterError("R038", f"{entry}: not to be coded blind by {by or 'nobody'}; expected an entry that others decided about and they did not")
    read = as_read(connection, load_entries(connection, [row.id])[0])
    fields = reviewing.fitting(read, changes) if decision == "correct" else None
    return reviewing.keep(connection, "coding", row.id, decision, by, now, note, after=fields)


def settle(connection: Connection, number: int, pick: Literal["first", "second"], *, by: str, now: str, note: str = "") -> int:
    """Decide between two codings, and return the number of the decision, which is one about the entry.

    Raises:
        RegisterError: R030 without a name, R039 if there is no such coding, or nothing to settle.
    """
    found = next((pair for pair in _pairs(connection, number) if pair.coding == number), None)
    if found is None or found.settled:
        raise RegisterError("R039", f"coding {number}: {f'settled by {found.settled}' if found else 'no such coding'}; expected one that two people decided otherwise")
    at = 0 if pick == "first" else 1
    record = found.records[at]
    row = reviewing.find_entry(connection, found.entry.id)
    (current,) = load_entries(connection, [row.id])
    # what the first corrected stands in the entry: the second's settles it back to what was read
    fields = _changed(found.entry.record, record) | _changed(current.record, record) if record is not None else None
    decision = "reject" if record is None else "correct" if fields else "accept"
    kept = reviewing.keep(connection, "entry", row.id, decision, by, now, note, before={"settles": number}, after=fields or None)
    reviewing.rewrite(connection, [row.id], now)
    return kept


def _changed(read: Record, record: Record) -> dict[str, Any]:
    """Return the fields of a record that are not as they were read."""
    before, after = msgspec.to_builtins(read), msgspec.to_builtins(record)
    return {name: value for name, value in after.items() if value != before[name] and name != "review"}


def agreement(connection: Connection) -> Agreement:
    """Return how far coders agree, and what they coded."""
    found = _pairs(connection)
    by_names: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in found:
        by_names[pair.names].append(pair)
    return Agreement(pairs=[_agreed(names, pairs) for names, pairs in sorted(by_names.items())], coded=[_coded(pair) for pair in found])


def _pairs(connection: Connection, number: int | None = None) -> list[_Pair]:
    """Return the codings that stand, each with the decision it stands beside, the latest first."""
    query = select(reviews).where(reviews.c.subject == "coding", reviews.c.decision.in_(STATES), reviews.c.undone_by.is_(None)).order_by(reviews.c.id.desc()).limit(_MOST)
    codings = connection.execute(query if number is None else query.where(reviews.c.id == number)).all()
    about = sorted({row.subject_id for row in codings})
    keys = {row.id: row.key for row in connection.execute(select(entries.c.id, entries.c.key).where(entries.c.id.in_(about)))}
    read = {entry.id: as_read(connection, entry) for entry in load_entries(connection, about)}
    query = select(reviews).where(reviews.c.subject == "entry", reviews.c.subject_id.in_(about), reviews.c.decision.in_(STATES), reviews.c.undone_by.is_(None)).order_by(reviews.c.id)
    decided: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        decided[row.subject_id].append(row)
    return [made for row in codings if keys[row.subject_id] in read and (made := _pair(row, read[keys[row.subject_id]], decided[row.subject_id])) is not None]


def _pair(coding: Row[Any], read: Entry, decided: Sequence[Row[Any]]) -> _Pair | None:
    """Return a coding beside the decision that stood when it was made; none where that was taken back."""
    settled = next((row.by for row in reversed(decided) if _settles(row) == coding.id), None)
    before = [row for row in decided if row.by != coding.by and row.id < coding.id and _settles(row) is None]
    if not before:
        return None
    last = before[-1]
    fields: dict[str, Any] = {}
    for row in before:
        fields |= msgspec.json.decode(row.after) if row.decision == "correct" and row.after else {}
    one = None if last.decision == "reject" else with_corrections(read.kind, read.record, fields)
    more = msgspec.json.decode(coding.after) if coding.decision == "correct" and coding.after else {}
    other = None if coding.decision == "reject" else with_corrections(read.kind, read.record, more)
    return _Pair(coding.id, read, (last.by, coding.by), (_verdict(last.decision), _verdict(coding.decision)), (one, other), settled)


def _settles(row: Row[Any]) -> int | None:
    """Return which coding a decision settles, if it does."""
    return (msgspec.json.decode(row.before) or {}).get("settles") if row.before else None


def _verdict(decision: str) -> str:
    """Return whether somebody keeps an entry: one that is corrected is kept."""
    return "rejected" if decision == "reject" else "kept"


def _agreed(names: tuple[str, str], pairs: Sequence[_Pair]) -> Agreed:
    """Return how far two people agree."""
    both = [(one, other) for pair in pairs for one, other in [pair.records] if one is not None and other is not None]
    kinds = [pair.entry.kind for pair in pairs if None not in pair.records]
    fields: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for one, other in both:
        for name in _CATEGORIES:
            if hasattr(one, name):
                fields[name].append((getattr(one, name), getattr(other, name)))
    return Agreed(
        first=names[0], second=names[1], entries=len(pairs), verdict=kappa([pair.verdicts for pair in pairs]),
        kept=f1((_kept(pair, 0), _kept(pair, 1)) for pair in pairs),
        actors=f1((_actors(kind, one), _actors(kind, other)) for kind, (one, other) in zip(kinds, both, strict=True)),
        words=f1((_letters(one), _letters(other)) for one, other in both),
        fields={name: kappa(values) for name, values in fields.items()},
    )  # fmt: skip


def _kept(pair: _Pair, at: int) -> frozenset[str]:
    """Return the entry if one of both keeps it."""
    return frozenset([pair.entry.id] if pair.records[at] is not None else [])


def _actors(kind: str, record: Record) -> frozenset[tuple[str, str]]:
    """Return who stands in which field."""
    return frozenset((name, one) for name in ACTOR_FIELDS[kind] for one in actors_in(record, name))


def _letters(record: Record) -> frozenset[int]:
    """Return the offsets of the words that prove a record."""
    return frozenset(at for one in record.evidence for at in range(one.start, one.end))


def _coded(pair: _Pair) -> Coded:
    """Return an entry that two people coded with the fields on which they differ."""
    one, other = (msgspec.to_builtins(record) if record is not None else None for record in pair.records)
    differ = _differ(one, other) if one is not None and other is not None else {}
    return Coded(id=pair.coding, entry=pair.entry.id, kind=pair.entry.kind, first=pair.names[0], second=pair.names[1], verdicts=pair.verdicts, differ=differ, settled=pair.settled)


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names: Iterable[str] = one
    return {name: (one[name], other[name]) for name in names if one[name] != other[name]}
