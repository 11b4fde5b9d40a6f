"""Which entry new records tell: their like are found by keys, compared, and parted anew together with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, func, select

from mithaq.model.actor import Actor
from mithaq.model.entry import Document
from mithaq.model.records import Record
from mithaq.register.blocking import block_keys
from mithaq.register.clustering import Decisions, Pair, Partition, components, pair, partition
from mithaq.register.comparing import compare
from mithaq.register.consolidating import ENDS
from mithaq.register.database import LookUp, chunks, insert_rows
from mithaq.register.facts import DEALINGS, Facts, facts_of, with_companions
from mithaq.register.gists import Gist
from mithaq.register.hashing import hashed
from mithaq.register.identifying import actor_of
from mithaq.register.likeness import Likeness
from mithaq.register.loading import load_documents
from mithaq.register.packing import actor_ids, seated_payload, telling_id, unpack_record, with_actors
from mithaq.register.tables import (
    actors,
    blocks,
    documents,
    identities,
    merges,
    placements,
    records,
)

# kinds whose records are one entry if and only if they share a key, without any comparison
BY_KEY = frozenset({"offices", "memberships"})
_COUPLED = frozenset({*DEALINGS, "events"})
_TOLD = (records.c.id, records.c.key, records.c.kind, records.c.payload, records.c.document_id, records.c.reading_id)
_BY_ID = LookUp(lambda ids: select(*_TOLD).where(records.c.id.in_(ids), records.c.until.is_(None)))
_BESIDE = LookUp(lambda readings: select(*_TOLD).where(records.c.reading_id.in_(readings), records.c.kind.in_(_COUPLED)))
_DEALING = LookUp(lambda readings: select(records.c.reading_id).where(records.c.reading_id.in_(readings), records.c.kind.in_(DEALINGS)))
_SEATS = LookUp(
    lambda readings: select(identities.c.reading_id, identities.c.local, identities.c.actor_id).where(identities.c.reading_id.in_(readings), identities.c.until.is_(None))
)
_CARDS = LookUp(lambda ids: select(actors).where(actors.c.id.in_(ids)))
_HOLDERS = LookUp(
    lambda keys: select(blocks.c.key, blocks.c.record_id, placements.c.entry_id)
    .outerjoin(placements, (placements.c.record_id == blocks.c.record_id) & placements.c.until.is_(None))
    .where(blocks.c.key.in_(keys))
    .order_by(blocks.c.key, blocks.c.record_id)
)
PLACED = LookUp(lambda ids: select(placements.c.record_id, placements.c.entry_id).where(placements.c.record_id.in_(ids), placements.c.until.is_(None)))


@dataclass(frozen=True, slots=True)
class Told:
    """A record that takes part in merging: its row's key, what it is compared by, and its record with cards for actors.

    ``payload`` is that of an entry which it alone tells, where it is at hand.
    """

    id: int
    facts: Facts
    record: Record
    document: Document
    actors: Mapping[str, Actor]
    payload: bytes = b""


@dataclass
class Pool:
    """Records that are at hand in one transaction, their likenesses, and where they stand."""

    connection: Connection
    told: dict[int, Told] = field(default_factory=dict)
    keys: dict[int, list[int]] = field(default_factory=dict)
    scores: dict[Pair, Likeness] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    cards: dict[int, Actor] = field(default_factory=dict)

    def add(self, one: Told) -> None:
        """Take in a record."""
        self.told[one.id] = one
        self.names[one.facts.telling] = one.id

    def load(self, ids: Iterable[int]) -> None:
        """Take in records of the register that are not at hand yet."""
        missing = [id for id in dict.fromkeys(ids) if id not in self.told]
        for one in load_told(self.connection, missing, self.cards):
            self.add(one)

    def likeness(self, a: str, b: str) -> Likeness:
        """Return how like two tellings at hand are."""
        known = self.scores.get(pair(a, b))
        if known is None:
            first, second = self.told[self.names[a]].facts, self.told[self.names[b]].facts
            known = self.scores[pair(a, b)] = compare(first.kind, first, second)
        return known


def index(connection: Connection, told: Iterable[Told], pool: Pool, known: Set[int] = frozenset()) -> None:
    """Write the keys by which records are found, those left out that are ``known``."""
    rows = []
    for one in told:
        keys = pool.keys[one.id] = sorted({hashed(key) for key in block_keys(one.facts)})
        rows += [{"key": key, "record_id": one.id} for key in keys if key not in known]
    insert_rows(connection, blocks, rows)


def reindex(connection: Connection, told: Sequence[Told], pool: Pool) -> None:
    """Write anew the keys by which records find others that tell the same; those of their topics stay."""
    for one in told:
        index(connection, [one], pool, known=set(connection.execute(select(blocks.c.key).where(blocks.c.record_id == one.id)).scalars()))


def load_told(connection: Connection, ids: Sequence[int], cards: dict[int, Actor] | None = None) -> list[Told]:
    """Return records of the register by their keys, as far as their readings stand.

    Dealings and events are compared together with the other dealings and events of their report, which are loaded
    with them but not returned.

    Args:
        cards: those at hand, by the keys of their rows; it takes in those that are loaded.
    """
    rows = {row.id: row for row in _BY_ID(connection, ids)}
    coupled = _with_dealings(connection, {row.reading_id for row in rows.values() if row.kind in _COUPLED})
    beside = {row.id: row for row in _BESIDE(connection, coupled)}
    everything = beside | rows
    reports = load_documents(connection, {row.document_id for row in everything.values()})
    seated = _seats(connection, {row.reading_id for row in everything.values()}, {} if cards is None else cards)
    made: dict[int, list[Told]] = defaultdict(list)
    for row in everything.values():
        document, local = reports[row.document_id], seated.get(row.reading_id, {})
        record = unpack_record(row.kind, row.payload, document.article.text)
        made[row.document_id].append(make_told(row.id, row.kind, telling_id(document.key, row.key), record, document, local))
    return [one for group in made.values() for one in coupled_told(group) if one.id in rows]


def _with_dealings(connection: Connection, readings: Iterable[int]) -> set[int]:
    """Return those readings that tell any dealing: elsewhere there is nothing to couple."""
    return {row.reading_id for row in _DEALING(connection, readings)}


def make_told(id: int, kind: str, telling: str, record: Record, document: Document, local: Mapping[str, Actor], gist: Gist | None = None, payload: bytes = b"") -> Told:
    """Return a record with its actors as cards; ``local`` holds the card of each id that it may name, ``payload`` is that of its row."""
    seated = with_actors(kind, record, lambda name: local[name].id if name in local else name)
    named = {local[name].id: local[name] for name in actor_ids(kind, record) if name in local}
    return Told(id, facts_of(kind, telling, seated, document, named, gist), seated, document, named, seated_payload(kind, payload, {name: card.id for name, card in local.items()}) if payload else b"")


def coupled_told(told: Sequence[Told]) -> list[Told]:
    """Return the records of one report with dealings and events coupled."""
    changed = with_companions([one.facts for one in told])
    return [one if facts is one.facts else replace(one, facts=facts) for one, facts in zip(told, changed, strict=True)]


def _seats(connection: Connection, readings: Iterable[int], cards: dict[int, Actor]) -> dict[int, dict[str, Actor]]:
    """Return the cards of the actors of readings, by reading and the reading's own id."""
    rows = list(_SEATS(connection, readings))
    cards |= {row.id: actor_of(row) for row in _CARDS(connection, {row.actor_id for row in rows} - cards.keys())}
    found: dict[int, dict[str, Actor]] = defaultdict(dict)
    for row in rows:
        found[row.reading_id][row.local] = cards[row.actor_id]
    return found


def neighbours(pool: Pool, ids: Iterable[int]) -> dict[int, set[int]]:
    """Return, for each record at hand, the records of the register that share a key with it; they are at hand afterwards."""
    ids = list(ids)
    for id in ids:
        if id not in pool.keys:
            pool.keys[id] = sorted({hashed(key) for key in block_keys(pool.told[id].facts)})
    holders = _holders(pool.connection, {key for id in ids for key in pool.keys[id]})
    found = {id: {other for key in pool.keys[id] for other in holders[key]} - {id} for id in ids}
    pool.load(other for others in found.values() for other in others)
    return {id: {other for other in others if other in pool.told} for id, others in found.items()}


def _holders(connection: Connection, keys: Iterable[int]) -> dict[int, set[int]]:
    """Return the records under each key, of an entry with many tellings only the first that came."""
    held: dict[int, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, record, entry in _HOLDERS(connection, keys):
        some = held[key][entry]
        if entry is None or len(some) < ENDS:
            some.append(record)
    return defaultdict(set, {key: {id for some in by_entry.values() for id in some} for key, by_entry in held.items()})


def part_anew(pool: Pool, new: Sequence[int]) -> list[tuple[Partition, dict[int, int]]]:
    """Return the groups of new records and of all that a merge with them may move, component by component.

    With each partition come the entries in which its records stand now. The likest pairs join first whatever came
    first, so that the register is the same in whatever order reports are added.
    """
    reached: set[int] = set()
    frontier = set(new)
    placed: dict[int, int] = {}
    proposals: set[Pair] = set()
    links: set[Pair] = set()
    while frontier:
        reached |= frontier
        found = neighbours(pool, frontier)
        following: set[int] = set()
        for id in sorted(frontier):
            for other in sorted(found[id]):
                a, b = pool.told[id].facts, pool.told[other].facts
                if a.kind != b.kind:
                    continue
                likeness = pool.likeness(a.telling, b.telling)
                if likeness.is_same:
                    links.add(pair(a.telling, b.telling))
                    following.add(other)
                elif likeness.is_proposed and (id in new or other in new):
                    # a person can only be asked about entries that are at hand as a whole
                    proposals.add(pair(a.telling, b.telling))
                    following.add(other)
        fresh = (frontier | following) - placed.keys()
        stands = _placed(pool.connection, fresh)
        placed |= stands
        beside = tellings_of(pool.connection, set(stands.values()))
        pool.load(beside)
        placed |= {id: entry for id, entry in beside.items() if id in pool.told}
        links |= _together(pool, beside)
        frontier = {id for id in (following | beside.keys()) if id in pool.told} - reached
    return _partitions(pool, reached, links, proposals, placed)


def _placed(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return the entry of each record that has one."""
    return {row.record_id: row.entry_id for row in PLACED(connection, ids)}


def tellings_of(connection: Connection, entries: Iterable[int], ends: int = ENDS) -> dict[int, int]:
    """Return the records of entries, each with its entry; of many the first and the last ``ends`` that were published."""
    found: dict[int, int] = {}
    order = (func.coalesce(documents.c.published, "9"), documents.c.key, records.c.key)
    for part in chunks(entries):
        held = (
            select(
                placements.c.record_id, placements.c.entry_id,
                func.row_number().over(partition_by=placements.c.entry_id, order_by=order).label("first"),
                func.count().over(partition_by=placements.c.entry_id).label("all"),
            )
            .join(records, records.c.id == placements.c.record_id)
            .join(documents, documents.c.id == records.c.document_id)
            .where(placements.c.entry_id.in_(part), placements.c.until.is_(None))
            .subquery()
        )  # fmt: skip
        query = select(held.c.record_id, held.c.entry_id).where((held.c.first <= ends) | (held.c.first > held.c["all"] - ends))
        found |= {row.record_id: row.entry_id for row in connection.execute(query)}
    return found


def _together(pool: Pool, placed: Mapping[int, int]) -> set[Pair]:
    """Return pairs that keep the records of an entry in one component."""
    groups: dict[int, list[str]] = defaultdict(list)
    for id in sorted(placed):
        if id in pool.told:
            groups[placed[id]].append(pool.told[id].facts.telling)
    return {pair(group[0], other) for group in groups.values() for other in group[1:]}


def _partitions(pool: Pool, reached: set[int], links: set[Pair], proposals: set[Pair], placed: Mapping[int, int]) -> list[tuple[Partition, dict[int, int]]]:
    """Return the partition of each component of the records reached."""
    names = {pool.told[id].facts.telling for id in reached}
    inside = {one for one in proposals if one[0] in names and one[1] in names}
    decisions = decided(pool, reached)
    groups = components(names, links | inside | {one for one in decisions.one if one[0] in names and one[1] in names})
    number = {name: n for n, group in enumerate(groups) for name in group}
    scores: list[dict[Pair, Likeness]] = [{} for _ in groups]
    for one, likeness in pool.scores.items():
        if (at := number.get(one[0])) is not None and at == number.get(one[1]):
            scores[at][one] = likeness
    found = []
    for group, known in zip(groups, scores, strict=True):
        tellings = {name: pool.told[pool.names[name]].facts for name in group}
        ids = {pool.names[name] for name in group}
        found.append((partition(tellings, known, decisions, pool.likeness), {id: placed[id] for id in ids if id in placed}))
    return found


def decided(pool: Pool, ids: Iterable[int]) -> Decisions:
    """Return what people decided about pairs of these records."""
    one: set[Pair] = set()
    apart: set[Pair] = set()
    for part in chunks(ids):
        query = (
            select(merges.c.kept_id, merges.c.joined_id, merges.c.decision)
            .where(merges.c.subject == "record", merges.c.by.is_not(None), merges.c.undone.is_(None), merges.c.kept_id.in_(part))
            .order_by(merges.c.id)
        )
        for row in pool.connection.execute(query):
            if row.joined_id not in pool.told or row.kept_id not in pool.told:
                continue
            both = pair(pool.told[row.kept_id].facts.telling, pool.told[row.joined_id].facts.telling)
            (one if row.decision == "confirmed" else apart).add(both)
    return Decisions(frozenset(one - apart), frozenset(apart - one))
