"""New records into entries, and their actors onto cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from mithaq.model import Reading
from mithaq.model.entry import Document
from mithaq.model.records import Record
from mithaq.register.cards import Card
from mithaq.register.clustering import Partition
from mithaq.register.consolidating import ends_of
from mithaq.register.database import LookUp, allocate, chunks
from mithaq.register.entering import Draft, end_entries, first_key, move, write_entries
from mithaq.register.following import follow_up, refresh
from mithaq.register.gists import Gist
from mithaq.register.identifying import Arrived, Seat, identify
from mithaq.register.likeness import Likeness
from mithaq.register.loading import DOCUMENT_KEYS
from mithaq.register.merging import (
    BY_KEY,
    Pool,
    Told,
    coupled_told,
    index,
    make_told,
    part_anew,
    reindex,
    tellings_of,
)
from mithaq.register.packing import telling_id
from mithaq.register.proposing import propose, settle
from mithaq.register.tables import blocks, documents, entries, placements, records

_UNDER = LookUp(
    lambda keys: select(blocks.c.key, placements.c.entry_id, documents.c.key.label("document"))
    .join(placements, placements.c.record_id == blocks.c.record_id)
    .join(entries, entries.c.id == placements.c.entry_id)
    .join(records, records.c.id == blocks.c.record_id)
    .join(documents, documents.c.id == records.c.document_id)
    .where(blocks.c.key.in_(keys), placements.c.until.is_(None), entries.c.until.is_(None))
    .order_by(placements.c.entry_id)
)
_SAME_KEY = Likeness(1.0, ["the same person in the same post, or the same member of the same organisation"])


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """A document that was added in this transaction: its row's key, its reading's, what they hold, and the cards of its actors."""

    id: int
    key: str
    reading_id: int
    group_id: int
    origin: str | None
    reading: Reading
    cards: Mapping[str, Card] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddedRecord:
    """A record that was added in this transaction; its actors are ids of ``document.reading``."""

    id: int
    key: str
    kind: str
    record: Record
    document: AddedDocument
    gist: Gist | None = None
    payload: bytes = b""

    @property
    def telling(self) -> str:
        """The record's id outside the register."""
        return telling_id(self.document.key, self.key)


def place(connection: Connection, added: list[AddedRecord], now: str) -> None:
    """Give each record its entry, and each actor it names its card; records of one fact come into one entry."""
    arrived = {one.document.id: Arrived(one.document.id, one.document.reading_id, one.document.reading, one.document.cards) for one in added}
    settle_in(connection, added, identify(connection, list(arrived.values()), now), now)


def settle_in(connection: Connection, added: Sequence[AddedRecord], seats: Mapping[int, Mapping[str, Seat]], now: str) -> None:
    """Give each record its entry; the cards of the actors of their reports are known."""
    pool = Pool(connection)
    told = _told(connection, added, seats, now)
    for one in told:
        pool.add(one)
    index(connection, told, pool)
    plan = _by_key(connection, pool, [one for one in told if one.facts.kind in BY_KEY])
    plan += [draft for found in part_anew(pool, [one.id for one in told if one.facts.kind not in BY_KEY]) for draft in _drafts(pool, *found)]
    enter(pool, plan, now)
    follow_up(pool, told, now)


def place_anew(connection: Connection, ids: Sequence[int], now: str, *, keys: bool = False) -> None:
    """Part the records of entries anew after somebody decided about them.

    Args:
        keys: the keys by which they are found are written anew too, after their actors have changed.
    """
    pool = Pool(connection)
    placed = tellings_of(connection, ids)
    pool.load(placed)
    told = [pool.told[id] for id in sorted(placed) if id in pool.told]
    if keys:
        reindex(connection, told, pool)
    plan = [draft for found in part_anew(pool, [one.id for one in told]) for draft in _drafts(pool, *found)]
    if keys:
        # their records are the same, but they name other cards
        for draft in plan:
            draft.has_lost = True
    enter(pool, plan, now)
    refresh(connection, [draft.entry for draft in plan if draft.entry is not None], now[:10])


def _told(connection: Connection, added: Sequence[AddedRecord], seats: Mapping[int, Mapping[str, Seat]], now: str) -> list[Told]:
    """Return new records as they are compared, those of one report coupled."""
    groups = _group_keys(connection, added)
    found: list[Told] = []
    for document_id, members in _by_document(added).items():
        one = members[0].document
        document = Document(key=one.key, article=one.reading.article, origin=one.origin, group=groups[one.group_id], added=now)
        local = {name: seat.actor for name, seat in seats[document_id].items()}
        found += coupled_told([make_told(member.id, member.kind, member.telling, member.record, document, local, member.gist, member.payload) for member in members])
    return found


def _by_document(added: Iterable[AddedRecord]) -> dict[int, list[AddedRecord]]:
    """Return records by the row's key of their document."""
    found: dict[int, list[AddedRecord]] = defaultdict(list)
    for one in added:
        found[one.document.id].append(one)
    return found


def _group_keys(connection: Connection, added: Iterable[AddedRecord]) -> dict[int, str]:
    """Return the keys of the documents that new documents are copies of."""
    return {row.id: row.key for row in DOCUMENT_KEYS(connection, {one.document.group_id for one in added})}


def _by_key(connection: Connection, pool: Pool, told: Sequence[Told]) -> list[Draft]:
    """Return which entries new offices and memberships tell: that of their key, unless their report tells it already."""
    keys = {one.id: pool.keys[one.id][0] for one in told if pool.keys[one.id]}
    stands, taken = _holders(connection, set(keys.values()))
    beside = tellings_of(connection, stands.values(), ends_of("offices"))
    pool.load(beside)
    drafts: dict[int, Draft] = {}
    found: list[Draft] = []
    for one in told:
        key = keys.get(one.id)
        document = one.document.key
        draft = drafts.get(key) if key is not None else None
        if key is not None and draft is None and key in stands:
            stood = {id: entry for id, entry in beside.items() if entry == stands[key] and id in pool.told}
            draft = drafts[key] = Draft(sorted(stood), stands[key], stood=stood)
            found.append(draft)
        if draft is None or (key is not None and (key, document) in taken):
            draft = Draft([], None)
            found.append(draft)
            if key is not None:
                drafts.setdefault(key, draft)
        if draft.members:
            draft.joined[draft.members[0], one.id] = _SAME_KEY
        draft.members.append(one.id)
        if key is not None:
            taken.add((key, document))
    return found


def _holders(connection: Connection, keys: Iterable[int]) -> tuple[dict[int, int], set[tuple[int, str]]]:
    """Return the first entry that stands under each key, and which documents tell under it."""
    stands: dict[int, int] = {}
    taken: set[tuple[int, str]] = set()
    for key, entry, document in _UNDER(connection, keys):
        stands.setdefault(key, entry)
        taken.add((key, document))
    return stands, taken


def _drafts(pool: Pool, parted: Partition, placed: Mapping[int, int]) -> list[Draft]:
    """Return the entries that a partition makes; each known entry goes on where the record is that founded it, or most of its records."""
    groups = [[pool.names[name] for name in group] for group in parted.groups]
    of = {id: n for n, group in enumerate(groups) for id in group}
    votes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for id, entry in placed.items():
        votes[entry][of[id]] += 1
    drafts = [Draft(sorted(group), None) for group in groups]
    founders = _founders(pool.connection, votes) if len(groups) > 1 and votes else {}
    for entry in sorted(votes):
        at = of.get(founders.get(entry, 0), max(votes[entry], key=lambda n: (votes[entry][n], -min(groups[n]))))
        if drafts[at].entry is None:
            drafts[at].entry = entry
        else:
            drafts[at].ended.append(entry)
    for n, draft in enumerate(drafts):
        draft.stood = {id: placed[id] for id in draft.members if id in placed}
        draft.has_lost = any(entry == draft.entry and of[id] != n for id, entry in placed.items())
    _revive(pool.connection, drafts)
    _explain(pool, drafts, of, parted)
    return drafts


def _founders(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return the record that each entry began with."""
    found: dict[int, int] = {}
    for part in chunks(ids):
        query = select(placements.c.entry_id, placements.c.record_id).where(placements.c.entry_id.in_(part)).order_by(placements.c.id.desc())
        found |= {row.entry_id: row.record_id for row in connection.execute(query)}
    return found


def _revive(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Give records that are parted again the entry that they had told before, so that its id answers for itself again."""
    used = {draft.entry for draft in drafts}
    for draft in drafts:
        if draft.entry is not None or not draft.stood:
            continue
        query = (
            select(placements.c.entry_id)
            .join(entries, entries.c.id == placements.c.entry_id)
            .where(placements.c.record_id.in_(draft.members), entries.c.until.is_not(None))
            .order_by(placements.c.id.desc())
        )
        draft.entry = next((int(id) for id in connection.execute(query).scalars() if id not in used), None)
        used.add(draft.entry)


def _stand_again(pool: Pool, drafts: Sequence[Draft]) -> None:
    """Give drafts the entries that ended when no report told them any more and that are told again, so that ids last."""
    named = {first_key(pool, draft): draft for draft in drafts}
    for part in chunks(named):
        query = select(entries.c.id, entries.c.key).where(entries.c.key.in_(part), entries.c.until.is_not(None), entries.c.successor_id.is_(None))
        for row in pool.connection.execute(query):
            named[row.key].entry = row.id


def _explain(pool: Pool, drafts: Sequence[Draft], of: Mapping[int, int], parted: Partition) -> None:
    """Add to drafts what joined their records, and what a person is to be asked."""
    for (a, b), likeness in parted.joined.items():
        drafts[of[pool.names[a]]].joined[pool.names[a], pool.names[b]] = likeness
    for (a, b), likeness in parted.proposed.items():
        drafts[of[pool.names[a]]].proposed[pool.names[a], pool.names[b]] = likeness


def enter(pool: Pool, plan: Sequence[Draft], now: str) -> None:
    """Write the entries of a plan: new ones, those that gained or lost tellings, and those that ended."""
    changed = [draft for draft in plan if draft.is_changed]
    _stand_again(pool, [draft for draft in changed if draft.entry is None])
    founding = [draft for draft in changed if draft.entry is None]
    for draft, id in zip(founding, allocate(pool.connection, entries, len(founding)), strict=True):
        draft.entry, draft.is_new = id, True
    write_entries(pool, founding, now)
    moved = move(pool, changed, now)
    write_entries(pool, [draft for draft in changed if not draft.is_new], now)
    end_entries(pool.connection, changed, now)
    settle(pool.connection, moved, now)
    propose(pool, plan, now)
