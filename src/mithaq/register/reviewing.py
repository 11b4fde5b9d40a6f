"""What people decide: about entries, merges, links and cards. Every decision is kept and can be taken back by a later one."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, Table, insert, select, update

from mithaq.errors import RegisterError
from mithaq.model.entry import Entry, Link
from mithaq.model.span import Evidence
from mithaq.model.when import When
from mithaq.register import contributing
from mithaq.register.contributing import Words
from mithaq.register.entering import Draft, write_entries
from mithaq.register.facts import days_of
from mithaq.register.following import open_links, refresh
from mithaq.register.loading import load_entries
from mithaq.register.merging import Pool, tellings_of
from mithaq.register.placing import place_anew
from mithaq.register.proposing import pair_row, write_pairs
from mithaq.register.reviewed import DECIDED, decisions, with_corrections
from mithaq.register.same import eldest
from mithaq.register.seating import join_cards, part_cards
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    history,
    links,
    merges,
    placements,
    records,
    reviews,
)

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_MERGE = re.compile(r"m?(\d{1,9})", re.ASCII)
# what is never corrected by hand: it follows from the tellings
_FIXED = frozenset({"id", "review", "confidence", "rule", "attribution"})

# proposed merges that are looked at for the next question
_MOST = 500


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is kept: about what, by whom, when, why; ``undone`` is the later decision that took it back."""

    id: int
    subject: str
    about: str
    decision: str
    by: str
    at: str
    note: str | None = None
    before: Any = None
    after: Any = None
    undone: int | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person is asked: whether an entry is right, two entries or cards are one, a link holds."""

    id: str
    about: Literal["entry", "merge", "actor", "link"]
    certainty: float
    reasons: list[str] = []
    entries: list[Entry] = []
    link: Link | None = None
    names: list[str] = []


def decide(connection: Connection, entry: str, decision: Literal["accept", "reject", "skip"], *, by: str, now: str, note: str = "") -> int:
    """Accept or reject an entry, or pass it over, and return the number of the decision.

    Raises:
        RegisterError: R008 if there is no such entry, R030 without a name.
    """
    row = find_entry(connection, entry)
    number = keep(connection, "entry", row.id, decision, by, now, note, before={"state": row.state})
    if decision != "skip":
        rewrite(connection, [row.id], now)
    return number


def correct(connection: Connection, entry: str, changes: Mapping[str, Any], *, by: str, now: str, note: str = "") -> int:
    """Correct fields of an entry and return the number of the decision; the tellings stay as they were read.

    Dates may be given as ISO text; actors by the ids of their cards, which are the codes of states and organisations;
    words of the report that tells the entry first as they stand in it, or by their offsets.

    Raises:
        RegisterError: R008 for an unknown entry, R030 without a name, R033 for a field or value that does not fit, R037
            for words that do not stand in the report once.
    """
    row = find_entry(connection, entry)
    (found,) = load_entries(connection, [row.id])
    plain, fields = msgspec.to_builtins(found.record), fitting(found, changes)
    number = keep(connection, "entry", row.id, "correct", by, now, note, before={name: plain[name] for name in fields}, after=fields)
    rewrite(connection, [row.id], now)
    return number


def add_record(connection: Connection, document: str, kind: str, words: Sequence[Words], fields: Mapping[str, Any], *, by: str, now: str, note: str = "") -> int:
    """Enter a record that a report tells and no reader found, and return the number of the decision; see :mod:`contributing`.

    Dates may be given as ISO text, a place as its name.

    Raises:
        RegisterError: R009 for an unknown report, R030 without a name, R036 for a kind, field or value that does not fit,
            R037 for words that do not stand in the report once, R020 and R021 for an actor.
    """
    if not by.strip():
        keep(connection, "record", 0, "add", by, now, note)
    given = {name: _value(name, value) for name, value in fields.items()}
    id, telling = contributing.add_record(connection, document, kind, words, given, by=by.strip(), now=now)
    return keep(connection, "record", id, "add", by, now, note, after={"telling": telling, "kind": kind})


def fitting(entry: Entry, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes of an entry's fields as its record holds them.

    Raises:
        RegisterError: R033 for a field or value that does not fit, R037 for words that do not stand in the report once.
    """
    plain = msgspec.to_builtins(entry.record)
    fields = {name: _words(entry, name, _value(name, value)) for name, value in changes.items()}
    unknown = sorted(name for name in fields if name not in plain or name in _FIXED)
    if unknown or not fields:
        known = ", ".join(name for name in plain if name not in _FIXED)
        raise RegisterError("R033", f"{entry.id}: {', '.join(unknown) or 'nothing'} cannot be corrected; expected fields of {entry.kind}: {known}")
    try:
        with_corrections(entry.kind, entry.record, fields)
    except (msgspec.ValidationError, ValueError) as error:
        raise RegisterError("R033", f"{entry.id}: {error}; mithaq show {entry.id} --json shows the fields as they are") from error
    return fields


def _words(entry: Entry, name: str, value: Any) -> Any:
    """Return a field's value, words of the entry's first report with their offsets."""
    types = {field.name: field.type for field in msgspec.structs.fields(type(entry.record))}
    if not entry.tellings or types.get(name) not in (Evidence, Evidence | None, list[Evidence]) or value is None:
        return value
    document = entry.tellings[0].document
    given = value if isinstance(value, list) and not all(isinstance(one, int) for one in value) else [value]
    if not all(given) or (name != "evidence" and len(given) > 1):
        raise RegisterError("R033", f"{name}: {value!r}; expected words of the report, or their offsets")
    found = [one if isinstance(one, dict) else msgspec.to_builtins(contributing.words_in(document, name, one, entry.record.evidence)) for one in given]
    return sorted(found, key=lambda one: one["start"]) if name == "evidence" else found[0]


def _value(name: str, value: Any) -> Any:
    """Return a value of the command line as its field holds it: a date for text where a date belongs."""
    if name in ("date", "deadline", "made_on", "since", "until") and isinstance(value, str):
        when = When(value, value, "day" if value.count("-") > 1 else "month" if "-" in value else "year", "explicit")
        if not _DATE.fullmatch(value) or days_of(when) is None:
            raise RegisterError("R033", f"{name}: {value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
        return msgspec.to_builtins(when)
    return {"name": value} if name == "place" and isinstance(value, str) else value


def merge(connection: Connection, one: str, other: str, *, by: str, now: str, note: str = "") -> int:
    """Make two entries one, and return the number of the decision; the id of the younger answers with the elder.

    Raises:
        RegisterError: R008 for an unknown entry, R030 without a name, R031 if they are of two kinds, or one already.
    """
    first, second = find_entry(connection, one), find_entry(connection, other)
    if first.id == second.id or first.kind != second.kind:
        why = "they are one already" if first.id == second.id else f"one is of {first.kind}, the other of {second.kind}"
        raise RegisterError("R031", f"{one} and {other} cannot be merged: {why}; expected two entries of one kind")
    kept, *others = (record.id for entry in (first, second) for record in _records_of(connection, entry.id))
    rows = [pair_row(kept, other, "confirmed", by, now, "merged by hand") for other in others]
    number = keep(connection, "merge", first.id, "merge", by, now, note, after={"pairs": write_pairs(connection, rows), "entries": [first.key, second.key]})
    place_anew(connection, [first.id, second.id], now)
    return number


def split(connection: Connection, entry: str, telling: str, *, by: str, now: str, note: str = "") -> int:
    """Take a telling out of its entry, and return the number of the decision; it becomes an entry of its own.

    Raises:
        RegisterError: R008 for an unknown entry, R030 without a name, R032 if the entry has no such telling, or no other.
    """
    row = find_entry(connection, entry)
    told = {f"{one.document}-{one.key}": one.id for one in _records_of(connection, row.id)}
    if telling not in told or len(told) < len("ab"):
        raise RegisterError("R032", f"{entry}: {telling!r} cannot be split off; expected one of several tellings: {', '.join(sorted(told))}")
    rows = [pair_row(other, told[telling], "rejected", by, now, "split by hand") for name, other in sorted(told.items()) if name != telling]
    number = keep(connection, "merge", row.id, "split", by, now, note, after={"pairs": write_pairs(connection, rows), "entries": [row.key]})
    place_anew(connection, [row.id], now)
    return number


def answer(connection: Connection, id: str, yes: bool, *, by: str, now: str, note: str = "") -> int:
    """Confirm or reject a proposed link (``l-…``) or merge (``m`` and its number), and return the number of the decision.

    Raises:
        RegisterError: R030 without a name, R034 if nothing of that id is proposed.
    """
    if id.startswith("l-"):
        return _answer_link(connection, id, yes, by, now, note)
    return _answer_merge(connection, id, yes, by, now, note)


def _answer_link(connection: Connection, id: str, yes: bool, by: str, now: str, note: str) -> int:
    """Confirm or reject a link."""
    row = _find_link(connection, id)
    number = keep(connection, "link", row.id, "confirm" if yes else "reject", by, now, note, before={"decision": row.decision})
    _set_link(connection, row.id, "confirmed" if yes else "rejected", by, now)
    return number


def _find_link(connection: Connection, key: str) -> Row[Any]:
    """Return the row of a link."""
    row = connection.execute(select(links).where(links.c.key == key)).first()
    if row is None:
        raise RegisterError("R034", f"{key}: no such link; mithaq review lists what is proposed")
    return row


def _undo_link(connection: Connection, id: int, now: str) -> None:
    """Let an earlier answer about a link stand again, or that it is only proposed."""
    row = connection.execute(select(links.c.since, links.c.at).where(links.c.id == id)).one()
    decision, by, at = decisions(connection, "link", [id]).get(id, ("proposed", None, row.since or row.at))
    _set_link(connection, id, decision, by, now, at=at)


def _set_link(connection: Connection, id: int, decision: str, by: str | None, now: str, *, at: str | None = None) -> None:
    """Write a link's decision, the step it makes, and where its commitment stands; ``at`` is when it was taken, if not now."""
    connection.execute(update(links).where(links.c.id == id).values(decision=decision, by=by, at=at or now))
    row = connection.execute(select(links).where(links.c.id == id)).one()
    for step in _steps(connection, row):
        connection.execute(insert(history).values(
            entry_id=row.commitment_id, axis=step.axis, value=step.value, day=step.day, record_id=step.record_id, by=by, reason=f"{row.relation}, {decision}", noted=now,
        ))  # fmt: skip
    refresh(connection, [row.commitment_id], now[:10])


def _steps(connection: Connection, link: Row[Any]) -> list[Row[Any]]:
    """Return the steps that a link's proposal made, as they were noted first."""
    held = select(placements.c.record_id).where(placements.c.entry_id == link.entry_id)
    query = select(history).where(history.c.entry_id == link.commitment_id, history.c.record_id.in_(held), history.c.reason.startswith(f"{link.relation},")).order_by(history.c.id)
    first: dict[tuple[str, str, int], Row[Any]] = {}
    for row in connection.execute(query):
        first.setdefault((row.axis, row.value, row.record_id), row)
    return list(first.values())


def _answer_merge(connection: Connection, id: str, yes: bool, by: str, now: str, note: str) -> int:
    """Confirm or reject a proposed merge of entries or cards."""
    told = _MERGE.fullmatch(id)
    row = connection.execute(select(merges).where(merges.c.id == int(told[1] if told else 0), merges.c.undone.is_(None))).first()
    if row is None or (row.decision != "proposed" and row.by is None):
        raise RegisterError("R034", f"{id}: nothing of that number is proposed; mithaq review lists what is")
    decision = keep(connection, "merge", row.id, "confirm" if yes else "reject", by, now, note, before={"decision": row.decision}, after={"pairs": [row.id]})
    _set_pairs(connection, [row], "confirmed" if yes else "rejected", by, now)
    return decision


def undo(connection: Connection, number: int, *, by: str, now: str, note: str = "") -> int:
    """Take back a decision by a later one, and return the later one's number; what it changed is as it was before.

    Raises:
        RegisterError: R030 without a name, R035 if there is no such decision or it was taken back already.
    """
    row = connection.execute(select(reviews).where(reviews.c.id == number)).first()
    if row is None or row.undone_by is not None or row.decision == "undo":
        why = "no such decision" if row is None else "it was taken back already" if row.undone_by is not None else "it took back another"
        raise RegisterError("R035", f"decision {number}: {why}; mithaq review --log lists those that can be undone")
    later = keep(connection, row.subject, row.subject_id, "undo", by, now, note, before={"decision": number})
    connection.execute(update(reviews).where(reviews.c.id == number).values(undone_by=later))
    if row.subject == "entry":
        rewrite(connection, [row.subject_id], now)
    elif row.subject == "record":
        contributing.take_back(connection, row.subject_id, now)
    elif row.subject == "coding":
        # what was coded blind changed nothing
        pass
    elif row.subject == "link":
        _undo_link(connection, row.subject_id, now)
    else:
        _undo_merge(connection, row, now)
    return later


def _set_pairs(connection: Connection, pairs: Sequence[Row[Any]], decision: str, by: str | None, now: str, *, undone: bool = False) -> None:
    """Write what is decided about pairs of records or cards, and let the entries that it bears on be made anew."""
    sides = [id for row in pairs for id in (row.kept_id, row.joined_id)]
    stand = eldest(connection, sides) if pairs[0].subject == "actor" else {}
    values: dict[str, Any] = {"undone": now} if undone else {"decision": decision, "by": by, "at": now}
    connection.execute(update(merges).where(merges.c.id.in_([row.id for row in pairs])).values(**values))
    if not stand:
        place_anew(connection, _entries_of(connection, sides), now)
    elif decision == "confirmed":
        join_cards(connection, stand[pairs[0].kept_id], stand[pairs[0].joined_id], now)
    else:
        part_cards(connection, pairs[0].kept_id, pairs[0].joined_id, now)


def _undo_merge(connection: Connection, row: Row[Any], now: str) -> None:
    """Let a decision about a merge count no more, and part what it joined, or join what it parted; an earlier answer stands again."""
    pairs = msgspec.json.decode(row.after)["pairs"]
    held = connection.execute(select(merges).where(merges.c.id.in_(pairs)).order_by(merges.c.id)).all()
    if row.decision not in DECIDED:
        _set_pairs(connection, held, "", None, now, undone=True)
        return
    decision, by, _ = decisions(connection, "merge", pairs).get(held[0].id, ("proposed", None, ""))
    _set_pairs(connection, held, decision, by, now)


def rewrite(connection: Connection, ids: Sequence[int], now: str) -> None:
    """Write entries anew from their tellings and what people decided about them."""
    pool = Pool(connection)
    stood = tellings_of(connection, ids)
    pool.load(stood)
    drafts = []
    for entry in ids:
        members = sorted(id for id, at in stood.items() if at == entry and id in pool.told)
        if members:
            drafts.append(Draft(members, entry, stood=dict.fromkeys(members, entry)))
    write_entries(pool, drafts, now)
    refresh(connection, ids, now[:10])


def log(connection: Connection, limit: int | None = None, about: str | None = None, by: str | None = None) -> list[Review]:
    """Return decisions, the latest first; those about one entry, link or merge alone, those of one person.

    Raises:
        RegisterError: R008, R034 if there is no such entry or link.
    """
    query = select(reviews).order_by(reviews.c.id.desc()).limit(limit)
    if about is not None:
        subject, key = _subject(connection, about)
        query = query.where(reviews.c.subject == subject, reviews.c.subject_id == key)
    if by is not None:
        query = query.where(reviews.c.by == by)
    rows = connection.execute(query).all()
    names = _names(connection, rows)
    return [
        Review(
            id=row.id, subject=row.subject, about=names.get((row.subject, row.subject_id), str(row.subject_id)), decision=row.decision, by=row.by, at=row.at,
            note=row.note, before=_decoded(row.before), after=_decoded(row.after), undone=row.undone_by,
        )
        for row in rows
    ]  # fmt: skip


def _subject(connection: Connection, id: str) -> tuple[str, int]:
    """Return what decisions about an id are kept under."""
    if told := _MERGE.fullmatch(id):
        return "merge", int(told[1])
    return ("link", _find_link(connection, id).id) if id.startswith("l-") else ("entry", find_entry(connection, id).id)


def _decoded(value: str | None) -> Any:
    return msgspec.json.decode(value) if value else None


def _names(connection: Connection, rows: Sequence[Row[Any]]) -> dict[tuple[str, int], str]:
    """Return the ids outside the register of what decisions are about."""
    found: dict[tuple[str, int], str] = {}
    tables: tuple[tuple[str, Table], ...] = (("entry", entries), ("coding", entries), ("link", links))
    for subject, table in tables:
        ids = {row.subject_id for row in rows if row.subject == subject}
        for one in connection.execute(select(table.c.id, table.c.key).where(table.c.id.in_(ids))):
            found[subject, one.id] = one.key
    entered = {row.subject_id for row in rows if row.subject == "record"}
    query = select(placements.c.record_id, entries.c.key).join(entries, entries.c.id == placements.c.entry_id).where(placements.c.record_id.in_(entered)).order_by(placements.c.id)
    for one in connection.execute(query):
        found["record", one.record_id] = one.key
    for row in rows:
        if row.subject == "merge":
            told = (_decoded(row.after) or {}).get("entries")
            found["merge", row.subject_id] = " and ".join(told) if told else f"m{row.subject_id}"
    return found


def queue(connection: Connection, *, by: str = "", limit: int = 20, kinds: Sequence[str] = ()) -> list[Question]:
    """Return what a person should look at next: proposals and entries that nobody has looked at, the least certain first.

    Args:
        by: what this person passed over is left out.
        kinds: only these kinds of entries, without proposals.
    """
    waiting = _waiting_entries(connection, by, limit, kinds)
    if not kinds:
        waiting += [*_waiting_merges(connection), *_waiting_links(connection, limit)]
    found: list[Question] = []
    for one in sorted(waiting, key=lambda one: (one.certainty, one.id)):
        if len(found) < limit and (question := one.build()) is not None:
            found.append(question)
    return found


@dataclass(frozen=True)
class _Waiting:
    """What may be asked: only the questions that are shown are looked up whole; some no longer arise."""

    certainty: float
    id: str
    build: Callable[[], Question | None]


def _waiting_entries(connection: Connection, by: str, limit: int, kinds: Sequence[str]) -> list[_Waiting]:
    """Return the entries that nobody has looked at, the least certain first."""
    passed = select(reviews.c.subject_id).where(reviews.c.subject == "entry", reviews.c.decision == "skip", reviews.c.by == by, reviews.c.undone_by.is_(None))
    query = select(entries.c.id).where(entries.c.until.is_(None), entries.c.state == "machine", entries.c.id.not_in(passed)).order_by(entries.c.confidence, entries.c.id).limit(limit)
    if kinds:
        query = query.where(entries.c.kind.in_(kinds))
    questions = [
        Question(id=entry.id, about="entry", certainty=entry.record.confidence, entries=[entry]) for entry in load_entries(connection, list(connection.execute(query).scalars()))
    ]
    return [_Waiting(one.certainty, one.id, functools.partial(_itself, one)) for one in questions]


def _itself(question: Question) -> Question:
    return question


def _waiting_merges(connection: Connection) -> list[_Waiting]:
    """Return the proposed merges of entries and cards, the least certain first."""
    query = select(merges).where(merges.c.decision == "proposed", merges.c.undone.is_(None)).order_by(merges.c.score, merges.c.id).limit(_MOST)
    return [_Waiting(row.score, f"m{row.id}", functools.partial(_merge_question, connection, row)) for row in connection.execute(query).all()]


def _merge_question(connection: Connection, row: Row[Any]) -> Question | None:
    """Return a proposed merge as a question, None where the two became one already."""
    reasons = msgspec.json.decode(row.reasons)
    if row.subject == "actor":
        names = [str(name) for name in connection.execute(select(actors.c.name).where(actors.c.id.in_([row.kept_id, row.joined_id])).order_by(actors.c.id)).scalars()]
        return Question(id=f"m{row.id}", about="actor", certainty=row.score, reasons=reasons, names=names)
    both = _entries_of(connection, [row.kept_id, row.joined_id])
    return Question(id=f"m{row.id}", about="merge", certainty=row.score, reasons=reasons, entries=load_entries(connection, both)) if len(both) > 1 else None


def _waiting_links(connection: Connection, limit: int) -> list[_Waiting]:
    """Return the proposed links, the least certain first."""
    return [_Waiting(link.score, link.id, functools.partial(_link_question, connection, link)) for link in open_links(connection, limit, least=True)]


def _link_question(connection: Connection, link: Link) -> Question:
    """Return a proposed link with both its entries, the commitment first."""
    ids = list(connection.execute(select(entries.c.id).where(entries.c.key.in_([link.commitment, link.entry])).order_by(entries.c.key != link.commitment, entries.c.id)).scalars())
    return Question(id=link.id, about="link", certainty=link.score, reasons=link.reasons, entries=load_entries(connection, ids), link=link)


def find_entry(connection: Connection, key: str) -> Row[Any]:
    """Return the row of an entry; an ended one answers with where its tellings went."""
    row = connection.execute(select(entries).where(entries.c.key == key)).first()
    while row is not None and row.until is not None and row.successor_id is not None:
        row = connection.execute(select(entries).where(entries.c.id == row.successor_id)).first()
    if row is None:
        raise RegisterError("R008", f"no entry {key!r}; mithaq search finds ids")
    return row


def _records_of(connection: Connection, entry: int) -> list[Row[Any]]:
    """Return the records that tell an entry, each with its document's key, in the order they came."""
    query = (
        select(records.c.id, records.c.key, documents.c.key.label("document"))
        .join(placements, placements.c.record_id == records.c.id)
        .join(documents, documents.c.id == records.c.document_id)
        .where(placements.c.entry_id == entry, placements.c.until.is_(None))
        .order_by(records.c.id)
    )
    return list(connection.execute(query))


def _entries_of(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return the entries that records tell, each once."""
    return sorted(set(connection.execute(select(placements.c.entry_id).where(placements.c.record_id.in_(ids), placements.c.until.is_(None))).scalars()))


def keep(connection: Connection, subject: str, id: int, decision: str, by: str, now: str, note: str, *, before: Any = None, after: Any = None) -> int:
    """Keep a decision and return its number.

    Raises:
        RegisterError: R030 without the name of who decides.
    """
    if not by.strip():
        raise RegisterError("R030", "nobody is named as deciding; give a name with --by, or in MITHAQ_REVIEWER")
    values = {
        "subject": subject, "subject_id": id, "decision": decision, "by": by.strip(), "at": now, "note": note or None,
        "before": msgspec.json.encode(before).decode() if before is not None else None, "after": msgspec.json.encode(after).decode() if after is not None else None,
    }  # fmt: skip
    return int(connection.execute(insert(reviews).values(**values).returning(reviews.c.id)).scalar_one())
