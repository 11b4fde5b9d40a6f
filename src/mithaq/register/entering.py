"""Entries as their rows hold them: written when they are founded, gain or lose tellings, or end."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Text, bindparam, delete, func, select, update

from mithaq.model.actor import Actor
from mithaq.model.entry import ACTOR_FIELDS, Document, Telling, actors_in
from mithaq.model.records import Record
from mithaq.register.clustering import components
from mithaq.register.consolidating import consolidate, in_order
from mithaq.register.database import LookUp, allocate, chunks, insert_rows
from mithaq.register.facts import UNKNOWN, is_shown
from mithaq.register.likeness import Likeness
from mithaq.register.packing import entry_key, pack_entry_record, record_type
from mithaq.register.reviewed import corrections, with_corrections
from mithaq.register.tables import (
    actors,
    documents,
    entries,
    entry_actors,
    entry_pairs,
    merges,
    placements,
    records,
)
from mithaq.register.tallying import count_entries, count_records, leave_out
from mithaq.register.words import folded_label, index_entries

if TYPE_CHECKING:
    from mithaq.register.merging import Pool, Told

_CARD_IDS = LookUp(lambda keys: select(actors.c.key, actors.c.id).where(actors.c.key.in_(keys)), Text)
_TAKEN = LookUp(lambda keys: select(entries.c.key).where(entries.c.key.in_(keys)), Text)
# the outlet of a report, whom it has it from, its language
Teller = tuple[str | None, str | None, str | None]
# from so many tellings at hand on there may be more that are not
_MANY = 6


@dataclass(slots=True)
class Draft:
    """An entry as it is to be: its records, those of ``stood`` with where they are now; ``ended`` entries go into it."""

    members: list[int]
    entry: int | None
    ended: list[int] = field(default_factory=list)
    stood: dict[int, int] = field(default_factory=dict)
    joined: dict[tuple[int, int], Likeness] = field(default_factory=dict)
    proposed: dict[tuple[int, int], Likeness] = field(default_factory=dict)
    is_new: bool = False
    has_lost: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything about it is to be written."""
        return self.entry is None or bool(self.ended) or self.has_lost or any(self.stood.get(id) != self.entry for id in self.members)


def move(pool: Pool, drafts: Sequence[Draft], now: str) -> list[int]:
    """Write where records stand that have come, or stand elsewhere now, and return their keys."""
    connection = pool.connection
    coming = [(id, draft) for draft in drafts for id in draft.members if draft.stood.get(id) != draft.entry]
    coming += [(id, draft) for draft in drafts for id in _left_behind(connection, draft)]
    leaving = [id for id, draft in coming if id in draft.stood or id not in draft.members]
    left = 0
    for part in chunks(leaving):
        left += connection.execute(update(placements).where(placements.c.record_id.in_(part), placements.c.until.is_(None)).values(until=now)).rowcount
    causes = _write_merges(connection, coming, now)
    rows = [{"record_id": id, "entry_id": draft.entry, "merge_id": causes.get(id), "since": now} for id, draft in coming]
    insert_rows(connection, placements, rows)
    count_records(connection, len(rows) - left)
    return [id for id, _ in coming]


def _left_behind(connection: Connection, draft: Draft) -> list[int]:
    """Return the records of ended entries that are not at hand: they go where the others went."""
    if not draft.ended:
        return []
    held = select(placements.c.record_id).where(placements.c.entry_id.in_(draft.ended), placements.c.until.is_(None))
    return [id for id in connection.execute(held).scalars() if id not in draft.stood]


def _write_merges(connection: Connection, coming: Sequence[tuple[int, Draft]], now: str) -> dict[int, int]:
    """Write down what joined records to others, and return the row's key for each of them."""
    rows: list[dict[str, Any]] = []
    for id, draft in coming:
        if (cause := _cause(id, draft)) is not None:
            partner, likeness = cause
            reasons = msgspec.json.encode(likeness.reasons).decode()
            rows.append({"subject": "record", "kept_id": partner, "joined_id": id, "score": likeness.score, "reasons": reasons, "decision": "confirmed", "at": now})
    for key, row in zip(allocate(connection, merges, len(rows)), rows, strict=True):
        row["id"] = key
    insert_rows(connection, merges, rows)
    return {row["joined_id"]: row["id"] for row in rows}


def _cause(id: int, draft: Draft) -> tuple[int, Likeness] | None:
    """Return the record that one is like, and why; none for the one that founded its entry."""
    pairs = sorted(((likeness.score, pair) for pair, likeness in draft.joined.items() if id in pair), key=lambda one: (-one[0], one[1]))
    if not pairs or (draft.is_new and id == min(draft.members)):
        return None
    a, b = pairs[0][1]
    return (b if a == id else a), draft.joined[a, b]


def write_entries(pool: Pool, drafts: Sequence[Draft], now: str) -> None:
    """Write the rows of entries, whom they name and the words they are found by."""
    connection = pool.connection
    taken = _taken_keys(connection, pool, drafts)
    kept = corrections(connection, [draft.entry for draft in drafts if draft.entry is not None and not draft.is_new])
    counts = _counts(connection, [draft for draft in drafts if not draft.is_new])
    new, old, named, found = [], [], [], []
    for draft in drafts:
        assert draft.entry is not None
        told = [pool.told[id] for id in draft.members]
        row, record, cards = entry_row(told, counts.get(draft.entry), kept.get(draft.entry))
        if draft.is_new:
            new.append({"id": draft.entry, "key": _free_key(told, taken), "since": now, **row})
        else:
            # an entry that had ended stands again
            old.append({"entry": draft.entry, "until": None, "successor_id": None, **row})
        named += name_rows(draft.entry, row, record, cards)
        found.append((draft.entry, _words(told), _names(told)))
    _write_rows(connection, new, old, named)
    index_entries(connection, found, {row["entry"] for row in old})


def _write_rows(connection: Connection, new: list[dict[str, Any]], old: list[dict[str, Any]], named: list[dict[str, Any]]) -> None:
    """Write rows of new and of changed entries."""
    insert_rows(connection, entries, new)
    leave_out(connection, (row["entry"] for row in old))
    count_entries(connection, [*new, *old])
    if old:
        columns: dict[str, Any] = {name: bindparam(name) for name in old[0] if name != "entry"}
        connection.execute(update(entries).where(entries.c.id == bindparam("entry")).values(**columns), old)
        unname(connection, (row["entry"] for row in old))
    name_all(connection, named)


def name_all(connection: Connection, named: list[dict[str, Any]]) -> None:
    """Write down whom entries name, from the rows of all that is named in each; each card counts its entries."""
    rows = seated(connection, named)
    insert_rows(connection, entry_actors, rows)
    insert_rows(connection, entry_pairs, pairs_of(named))
    _count_entries(connection, Counter(actor for actor, _ in {(row["actor_id"], row["entry_id"]) for row in rows}))


def unname(connection: Connection, ids: Iterable[int]) -> None:
    """Let entries name nobody: they ended, or are written anew."""
    for part in chunks(ids):
        query = select(entry_actors.c.actor_id, -func.count(entry_actors.c.entry_id.distinct())).where(entry_actors.c.entry_id.in_(part))
        _count_entries(connection, {row[0]: row[1] for row in connection.execute(query.group_by(entry_actors.c.actor_id))})
        for table in (entry_actors, entry_pairs):
            connection.execute(delete(table).where(table.c.entry_id.in_(part)))


def _count_entries(connection: Connection, more: Mapping[int, int]) -> None:
    """Let cards count so many entries more."""
    if more:
        counted = update(actors).where(actors.c.id == bindparam("card")).values(entries=actors.c.entries + bindparam("more"))
        connection.execute(counted, [{"card": card, "more": number} for card, number in sorted(more.items())])


def pairs_of(named: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the pairs of known codes of each entry, from the rows of whom entries name."""
    codes: dict[tuple[int, str | None, str, int], set[str]] = defaultdict(set)
    for row in named:
        codes[row["entry_id"], row["day"], row["kind"], row["shown"]].add(row["code"])
    return [
        {"one": one, "other": other, "day": day, "entry_id": entry, "kind": kind, "shown": shown}
        for (entry, day, kind, shown), found in codes.items()
        for one, other in itertools.combinations(sorted(found - {UNKNOWN}), 2)
    ]


def seated(connection: Connection, named: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of whom entries name with the keys of the cards' rows."""
    ids = {row.key: row.id for row in _CARD_IDS(connection, (row["actor"] for row in named))}
    return [{"actor_id": ids[row["actor"]], **{name: value for name, value in row.items() if name != "actor"}} for row in named if row["actor"] in ids]


def entry_row(told: Sequence[Told], count: Mapping[str, Any] | None, corrected: Mapping[str, Any] | None) -> tuple[dict[str, Any], Record, dict[str, Actor]]:
    """Return the columns of an entry that its tellings make, the record they make together, and the cards it names."""
    cards = {name: actor for one in told for name, actor in one.actors.items()}
    kind = told[0].facts.kind
    tellings = [Telling(id=one.facts.telling, document=one.document, record=one.record) for one in told]
    record, conflicts = consolidate(kind, tellings, cards)
    if corrected:
        record = with_corrections(kind, record, corrected)
    first = in_order(tellings)[0].document.article
    published = [when.start for one in told if (when := one.document.article.published) is not None and when.start]
    count = count if count is not None and count["tellings"] > len(told) else None
    deadline, sources = getattr(record, "deadline", None), count_sources(told)
    happened = record.date.start if record.date else None
    reported = count["first"] if count else min(published, default=None)
    row = {
        "kind": kind,
        "type": record_type(kind, record),
        "mode": getattr(record, "mode", None),
        "contexts": listed(getattr(record, "contexts", ()) or getattr(record, "domains", ())),
        "sectors": listed(cards[name].sector for role in ACTOR_FIELDS[kind] for name in actors_in(record, role) if name in cards),
        **tellers([*(teller(one.document) for one in told), *(count["told_by"] if count else ())]),
        "actuality": record.actuality,
        "date_start": happened,
        "day": happened or reported,
        "date_end": record.date.end if record.date else None,
        "place": record.place.name if record.place else None,
        "country": record.place.country if record.place else None,
        "deadline": deadline.end or deadline.start if deadline else None,
        "first_published": reported,
        "sources": max(count["sources"], sources) if count else sources,
        "confidence": record.confidence,
        "state": record.review.state,
        # the first telling of all may not be at hand: then the words are kept, since offsets would mean another text
        "payload": _alone(told, record, corrected) or pack_entry_record(record, first.text if count is None else ""),
        "conflicts": msgspec.json.encode(conflicts) if conflicts else None,
    }
    return row, record, cards


def tellers(told_by: Collection[Teller]) -> dict[str, str | None]:
    """Return the columns of an entry that say who tells it, and in which languages."""
    return {"outlets": listed(name for *names, _ in told_by for name in names if name), "languages": listed(language for *_, language in told_by if language)}


def teller(report: Document) -> Teller:
    """Return the outlet of a report, whom it has it from, and its language."""
    return report.article.publisher, report.origin, report.article.language


def _alone(told: Sequence[Told], record: Record, corrected: Mapping[str, Any] | None) -> bytes:
    """Return the payload of an entry that one record tells as its worker packed it, empty where it must be made."""
    return told[0].payload if len(told) == 1 and not corrected and record is told[0].record else b""


def listed(values: Iterable[str]) -> str | None:
    """Return values as a column holds a list: each once, in their order, between bars."""
    found = sorted(set(values) - {UNKNOWN})
    return f"|{'|'.join(found)}|" if found else None


def count_sources(told: Sequence[Told | Telling]) -> int:
    """Return from how many origins an entry is told: copies of one report, and reports of one agency or outlet, are one."""
    documents = {one.document.key: one.document for one in told}
    if len(documents) == 1:
        return 1
    links = [(key, f"group {document.group}") for key, document in documents.items()]
    links += [(key, f"origin {document.origin}") for key, document in documents.items() if document.origin]
    return len(components([*documents, *(name for _, name in links)], links))


def _counts(connection: Connection, drafts: Sequence[Draft]) -> dict[int, dict[str, Any]]:
    """Return how many tellings and origins entries have in all, also those of which not all records are at hand, and who tells them."""
    found: dict[int, dict[str, Any]] = {}
    for part in chunks(draft.entry for draft in drafts if draft.entry is not None and len(draft.members) >= _MANY):
        query = (
            select(placements.c.entry_id, func.count().label("tellings"), func.count(func.distinct(func.coalesce(documents.c.origin, documents.c.key))).label("sources"), func.min(documents.c.published).label("first"))
            .join(records, records.c.id == placements.c.record_id)
            .join(documents, documents.c.id == records.c.document_id)
            .where(placements.c.entry_id.in_(part), placements.c.until.is_(None))
            .group_by(placements.c.entry_id)
        )
        found |= {row.entry_id: {**row._mapping, "told_by": []} for row in connection.execute(query)}
        each = query.with_only_columns(placements.c.entry_id, documents.c.publisher, documents.c.origin, documents.c.language).group_by(None).distinct()
        for entry, *told_by in connection.execute(each):
            found[entry]["told_by"].append(tuple(told_by))
    return found


def name_rows(entry: int, row: Mapping[str, Any], record: Record, cards: Mapping[str, Actor]) -> list[dict[str, Any]]:
    """Return whom an entry names, each card once in each role, with what its row says that is asked along with it."""
    named = {(name, role): None for role in ACTOR_FIELDS[row["kind"]] for name in actors_in(record, role)}
    own = {"entry_id": entry, "day": row["day"], "kind": row["kind"], "shown": int(is_shown(row["state"], row["actuality"]))}
    return [{"actor": name, "role": role, "code": cards[name].code if name in cards else name, **own} for name, role in named]


def _words(told: Sequence[Told]) -> str:
    """Return the folded words that prove an entry, each wording once."""
    folded = {one.text: words for telling in told for one, words in zip(telling.record.evidence, telling.facts.found_by, strict=True)}
    return " ".join(filter(None, folded.values()))


def _names(told: Sequence[Told]) -> str:
    """Return the folded names of the actors of an entry, in all languages."""
    cards = {name: actor for one in told for name, actor in one.actors.items()}
    return " ".join(dict.fromkeys(folded_label(name) for actor in cards.values() for name in (actor.name, *actor.labels.values())))


def _taken_keys(connection: Connection, pool: Pool, drafts: Sequence[Draft]) -> set[str]:
    """Return those of the keys that new entries would have that were given once."""
    again = {first_key(pool, draft) for draft in drafts if draft.is_new}
    return {row.key for row in _TAKEN(connection, again)}


def first_key(pool: Pool, draft: Draft) -> str:
    """Return the key that an entry has from its first telling."""
    first = pool.told[min(draft.members)].facts
    return entry_key(first.kind, first.telling)


def _free_key(told: Sequence[Told], taken: set[str]) -> str:
    """Return a new entry's key: that of its first telling, or one behind it if that was given once."""
    first = min(told, key=lambda one: one.id).facts
    key, count = entry_key(first.kind, first.telling), 1
    while key in taken:
        count += 1
        key = entry_key(first.kind, f"{first.telling}#{count}")
    taken.add(key)
    return key


def end_entries(connection: Connection, drafts: Iterable[Draft], now: str) -> None:
    """End entries whose tellings went into others; their ids answer with where they went."""
    successors: dict[int, list[int]] = defaultdict(list)
    for draft in drafts:
        if draft.ended and draft.entry is not None:
            successors[draft.entry] += draft.ended
    for successor, ended in successors.items():
        leave_out(connection, ended)
        connection.execute(update(entries).where(entries.c.id.in_(ended)).values(until=now, successor_id=successor))
        unname(connection, ended)
