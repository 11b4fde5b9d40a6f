"""What becomes of commitments: later records that bear on them are proposed, their lives written down, overdue ones found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Text, case, func, insert, select, update

from mithaq.model.entry import Entry, Link
from mithaq.model.records import Commitment
from mithaq.register import clock
from mithaq.register.bearing import Bearing, bears_on, may_bear, topic_keys
from mithaq.register.codes import expanded
from mithaq.register.copies import day_number
from mithaq.register.database import LookUp, chunks, insert_rows, numbers
from mithaq.register.facts import Facts
from mithaq.register.hashing import hashed, short_hash
from mithaq.register.listing import Promises
from mithaq.register.living import OVER, Linked, is_overdue, steps_of
from mithaq.register.loading import load_entries
from mithaq.register.merging import PLACED, Pool, Told
from mithaq.register.moments import load_standing
from mithaq.register.tables import (
    actors,
    blocks,
    documents,
    entries,
    entry_actors,
    history,
    identities,
    link_grounds,
    links,
    placements,
    readings,
    records,
)
from mithaq.register.then import standing, state_at

_PUBLISHED = LookUp(lambda ids: select(records.c.id, documents.c.published).join(documents, documents.c.id == records.c.document_id).where(records.c.id.in_(ids)))
_FIRST = LookUp(lambda ids: select(entries.c.id, entries.c.first_published).where(entries.c.id.in_(ids)))
_NAMED = LookUp(
    lambda keys: select(documents.c.key, actors.c.code)
    .join(readings, readings.c.document_id == documents.c.id)
    .join(identities, identities.c.reading_id == readings.c.id)
    .join(actors, actors.c.id == identities.c.actor_id)
    .where(documents.c.key.in_(keys), readings.c.until.is_(None), identities.c.until.is_(None))
    .distinct(),
    Text,
)
# a word that more records of one side than this share tells none of them from the others
_COMMON = 200
# the words and acts that two records share at least to be looked at
_WORDS = 2
# the records that are looked at for each new one, those that share most words
_MOST = 25
# what holds a promise bears on it as well, a little less surely
_HELD = 0.05


@dataclass(frozen=True, slots=True)
class Found:
    """A later record that bears on a promise: both records, their entries, what it means."""

    promise: int
    later: int
    commitment: int
    entry: int
    bearing: Bearing


def follow_up(pool: Pool, new: Sequence[Told], now: str) -> None:
    """Propose what new records mean for commitments, and what known records mean for new ones; write down the steps."""
    promises = [one for one in new if one.facts.kind == "commitments"]
    bearers = [one for one in new if may_bear(one.facts)]
    obligors = {one.id: one.facts.sides[0] for one in promises}
    named = _named(pool, bearers)
    _index(pool, promises, "promise", obligors)
    _index(pool, bearers, "bearing", named)
    pairs = [(promise, later) for later, some in _alike(pool, bearers, "promise", named).items() for promise in some]
    pairs += [(promise, later) for promise, some in _alike(pool, promises, "bearing", obligors).items() for later in some]
    found = _with_holders(pool, _judged(pool, pairs))
    touched = _announce(pool, promises, now)
    touched |= _write(pool, found, now)
    refresh(pool.connection, touched, now[:10])


def _keys(facts: Facts, role: str, codes: Iterable[str]) -> dict[str, list[int]]:
    """Return the keys of each word and act of a record's topic, beside each of some codes: obligors of a promise, whom the report of what bears on it names."""
    sides = [hashed(f"{role}|{code}") for code in codes]
    return {word: [side ^ hashed(word) for side in sides] for word in topic_keys(facts)}


def _index(pool: Pool, told: Iterable[Told], role: str, codes: Mapping[int, frozenset[str]]) -> None:
    """Write the topics by which promises and what bears on them find each other."""
    rows = [{"key": key, "record_id": one.id} for one in told for key in {key for keys in _keys(one.facts, role, codes[one.id]).values() for key in keys}]
    insert_rows(pool.connection, blocks, rows)


def _alike(pool: Pool, told: Sequence[Told], role: str, codes: Mapping[int, frozenset[str]]) -> dict[int, list[int]]:
    """Return for each record those in a role that share most of its topic, rare words before common ones; they are at hand afterwards."""
    keys = {one.id: _keys(one.facts, role, codes[one.id]) for one in told}
    holders = _rare_holders(pool.connection, {key for words in keys.values() for some in words.values() for key in some})
    likely: dict[int, list[int]] = {}
    for one in told:
        shared: Counter[int] = Counter()
        for word, some in keys[one.id].items():
            # an act in common is worth two words
            shared.update(dict.fromkeys((id for key in some for id in holders[key]), _WORDS if "|@" in word else 1))
        del shared[one.id]
        enough = [item for item in shared.items() if item[1] >= min(_WORDS, len(keys[one.id]))]
        likely[one.id] = [id for id, _ in sorted(enough, key=lambda item: (-item[1], item[0]))]
    found = _in_their_order(pool, likely, role)
    pool.load(id for some in found.values() for id in some)
    return {id: [other for other in some if other in pool.told and _share_a_side(pool.told[other].facts, pool.told[id].facts)] for id, some in found.items()}


def _rare_holders(connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the records under each key, none under a key that very many share."""
    found: dict[int, list[int]] = defaultdict(list)
    for part in chunks(keys):
        each, other = numbers(connection, part), blocks.alias()
        many = select(other.c.record_id).where(other.c.key == each.c.value).limit(1).offset(_COMMON).exists()
        for key, id in connection.execute(select(each.c.value, blocks.c.record_id).join(blocks, blocks.c.key == each.c.value).where(~many)):
            found[key].append(id)
    return found


def _in_their_order(pool: Pool, likely: Mapping[int, Sequence[int]], role: str) -> dict[int, list[int]]:
    """Return the likeliest few for each record, those left out that were told on the same day or on the wrong side of it."""
    days = {row.id: day_number(row.published) for row in _PUBLISHED(pool.connection, (id for some in likely.values() for id in some))}
    found: dict[int, list[int]] = {}
    for id, some in likely.items():
        own = pool.told[id].facts.published
        order = ((days[one], own) if role == "promise" else (own, days[one]) for one in some)
        found[id] = [one for one, (promised, told) in zip(some, order, strict=True) if promised is None or told is None or promised < told][:_MOST]
    return found


def _share_a_side(promise: Facts, later: Facts) -> bool:
    """Return whether two records name a side in common; who speaks of a promise may be anybody."""
    if "statements" in (promise.kind, later.kind):
        return True
    return bool(frozenset[str]().union(*promise.wide) & frozenset[str]().union(*later.wide))


def _judged(pool: Pool, pairs: Iterable[tuple[int, int]]) -> list[Found]:
    """Return what later records mean for promises, of each two entries and relation the surest."""
    pairs = list(dict.fromkeys(pairs))
    stands = _stand(pool.connection, {id for pair in pairs for id in pair})
    since = _first_told(pool.connection, set(stands.values()))
    beside = _reports_of(pool.connection, {stands[promise] for promise, _ in pairs if promise in stands})
    best: dict[tuple[int, int, str], Found] = {}
    for promise, later in pairs:
        commitment, entry = stands.get(promise), stands.get(later)
        if commitment is None or entry is None or commitment == entry:
            continue
        told = pool.told[later]
        if told.facts.kind == "commitments" and since.get(entry, "") <= since.get(commitment, ""):
            continue
        bearing = bears_on(pool.told[promise].facts, told.facts, beside=told.document.key in beside[commitment])
        key = (commitment, entry, bearing.relation) if bearing is not None else None
        if bearing is not None and key is not None and (key not in best or bearing.score > best[key].bearing.score):
            best[key] = Found(promise, later, commitment, entry, bearing)
    return list(best.values())


def _stand(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return the entry of each record."""
    return {row.record_id: row.entry_id for row in PLACED(connection, ids)}


def _first_told(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the day on which each entry was told first."""
    return {row.id: row.first_published or "" for row in _FIRST(connection, ids)}


def _reports_of(connection: Connection, ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the keys of the reports that tell each entry."""
    found: dict[int, set[str]] = defaultdict(set)
    for part in chunks(ids):
        query = (
            select(placements.c.entry_id, documents.c.key)
            .join(records, records.c.id == placements.c.record_id)
            .join(documents, documents.c.id == records.c.document_id)
            .where(placements.c.entry_id.in_(part), placements.c.until.is_(None))
        )
        for row in connection.execute(query):
            found[row.entry_id].add(row.key)
    return found


def _named(pool: Pool, told: Sequence[Told]) -> dict[int, frozenset[str]]:
    """Return for each record the codes that its report names, members of small alliances with them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _NAMED(pool.connection, (one.document.key for one in told)):
        found[row.key].add(row.code)
    codes = {key: frozenset(some) | expanded(some, None) for key, some in found.items()}
    return {one.id: codes[one.document.key] for one in told}


def _with_holders(pool: Pool, found: Sequence[Found]) -> list[Found]:
    """Return bearings with those of the agreements that hold the promises which formalise others."""
    more = list(found)
    signed = [one for one in found if one.bearing.relation == "formalises" and pool.told[one.later].facts.kind == "commitments"]
    holders = _agreements(pool, {pool.told[one.later].document.key for one in signed})
    known = {(one.commitment, one.entry) for one in found}
    for one in signed:
        obligors = pool.told[one.promise].facts.wide[0]
        for id, entry in holders.get(pool.told[one.later].document.key, {}).items():
            facts = pool.told[id].facts
            if obligors <= facts.wide[0] and facts.sorts[1] in ("signed", "ratified", "in_force") and (one.commitment, entry) not in known:
                known.add((one.commitment, entry))
                score = round(one.bearing.score - _HELD, 4)
                more.append(Found(one.promise, id, one.commitment, entry, Bearing("formalises", score, ["holds a promise that formalises it", *one.bearing.reasons])))
    return more


def _agreements(pool: Pool, keys: Iterable[str]) -> dict[str, dict[int, int]]:
    """Return the agreements that reports tell, each record with its entry; they are at hand afterwards."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for part in chunks(sorted(keys)):
        query = (
            select(documents.c.key, records.c.id, placements.c.entry_id)
            .join(records, records.c.document_id == documents.c.id)
            .join(placements, placements.c.record_id == records.c.id)
            .where(documents.c.key.in_(part), records.c.kind == "agreements", records.c.until.is_(None), placements.c.until.is_(None))
        )
        for row in pool.connection.execute(query):
            found[row.key][row.id] = row.entry_id
    pool.load(id for some in found.values() for id in some)
    return found


def _announce(pool: Pool, promises: Sequence[Told], now: str) -> set[int]:
    """Write down the first step of commitments that are new: they were announced; return those that were known."""
    stands = _stand(pool.connection, (one.id for one in promises))
    known = {row for part in chunks(stands.values()) for row in pool.connection.execute(select(history.c.entry_id).where(history.c.entry_id.in_(part))).scalars()}
    rows: list[dict[str, Any]] = []
    fresh: set[int] = set()
    for one in promises:
        entry = stands[one.id]
        if entry not in known | fresh:
            fresh.add(entry)
            rows.append({"entry_id": entry, "axis": "official", "value": "announced", "day": _day(one), "record_id": one.id, "reason": "first told", "noted": now})
    insert_rows(pool.connection, history, rows)
    for part in chunks(fresh):
        pool.connection.execute(update(entries).where(entries.c.id.in_(part)).values(official="announced", fulfilment="not_assessed"))
    return set(stands.values()) - fresh


def _day(one: Told) -> str | None:
    """Return when a record's fact happened, or else when it was told, as far as that is known."""
    record, published = one.record, one.document.article.published
    when = record.made_on if isinstance(record, Commitment) else record.date
    told = published.start if published is not None else None
    stated = when.start if when is not None and when.basis in ("explicit", "relative") else None
    return min(stated, told) if stated and told else stated or told


def link_key(commitment: str, entry: str, relation: str) -> str:
    """Return the id of a link."""
    return f"l-{short_hash('link', commitment, entry, relation)}"


def _write(pool: Pool, found: Sequence[Found], now: str) -> set[int]:
    """Write links that are new, and the steps they make, and return their commitments; surer reasons take the place of those of an open proposal."""
    connection = pool.connection
    keys = {row.id: row.key for part in chunks({id for one in found for id in (one.commitment, one.entry)}) for row in connection.execute(select(entries.c.id, entries.c.key).where(entries.c.id.in_(part)))}
    named = {link_key(keys[one.commitment], keys[one.entry], one.bearing.relation): one for one in found}
    known = {row.key: row for row in connection.execute(select(links).where(links.c.key.in_(named)))} if named else {}
    for key, one in sorted(named.items()):
        reasons = msgspec.json.encode(one.bearing.reasons).decode()
        if key not in known:
            connection.execute(insert(links).values(
                key=key, commitment_id=one.commitment, entry_id=one.entry, relation=one.bearing.relation, score=one.bearing.score, reasons=reasons, decision="proposed", at=now, since=now,
            ))  # fmt: skip
            _note(pool, one, now)
        elif known[key].decision == "proposed" and known[key].score < one.bearing.score:
            connection.execute(insert(link_grounds).values(link_id=known[key].id, score=known[key].score, reasons=known[key].reasons, until=now))
            connection.execute(update(links).where(links.c.id == known[key].id).values(score=one.bearing.score, reasons=reasons))
    return {one.commitment for one in found}


def _note(pool: Pool, one: Found, now: str) -> None:
    """Write down the step that a new link makes."""
    promise = pool.told[one.promise].record
    assert isinstance(promise, Commitment)
    for step in steps_of(promise, [linked(pool.told[one.later], one.bearing.relation, pool.told[one.promise].facts, now)]):
        pool.connection.execute(insert(history).values(
            entry_id=one.commitment, axis=step.axis, value=step.value, day=step.day, record_id=one.later, reason=step.reason, noted=now,
        ))  # fmt: skip


def linked(later: Told, relation: str, promise: Facts, noted: str) -> Linked:
    """Return a later record as it is linked to a promise, not decided yet."""
    speakers = later.facts.wide[0]
    own = later.facts.kind == "statements" and speakers == promise.wide[0]
    return Linked(relation=relation, decision="proposed", record=later.record, day=_day(later), noted=noted, telling=later.facts.telling, by_obligor=own)  # type: ignore[arg-type]


def refresh(connection: Connection, ids: Iterable[int], day: str) -> None:
    """Write where commitments stand on a day into their rows, for lists and filters."""
    wanted = [
        id for part in chunks(ids)
        for id in connection.execute(select(entries.c.id).where(entries.c.id.in_(part), entries.c.kind == "commitments", entries.c.until.is_(None)).order_by(entries.c.id)).scalars()
    ]  # fmt: skip
    for entry in load_entries(connection, wanted, day=day):
        if (held := entry.life) is not None:
            connection.execute(update(entries).where(entries.c.key == entry.id).values(official=held.official, fulfilment=held.evidence))


def follow(connection: Connection, day: str, *, overdue: bool = False, codes: Iterable[str] = (), moment: str | None = None, limit: int | None = None) -> Promises:
    """Return commitments as they stand on an ISO day, overdue ones first, then by deadline.

    Args:
        overdue: only those whose day has passed and that are neither shown to be kept nor denied nor withdrawn.
        codes: only those in which these sides promise or are promised something.
        moment: what the register knew then, ISO 8601 in UTC; now if left out.
    """
    wanted = select(entries.c.id).where(entries.c.kind == "commitments", standing(moment), state_at(moment) != "rejected")
    wanted = wanted.where(entries.c.first_published.is_(None) | (entries.c.first_published <= day))
    sides = sorted(set(codes))
    if sides:
        wanted = wanted.where(entries.c.id.in_(select(entry_actors.c.entry_id).where(entry_actors.c.code.in_(sides), entry_actors.c.role.in_(("obligors", "beneficiaries")))))
    # rows say where promises stand now: only what is asked for is loaded; for another day all must be
    current = moment is None and day >= clock.now()[:10]
    missed = (entries.c.deadline.concat("-99") < day) & entries.c.fulfilment.is_distinct_from("fulfilled") & func.coalesce(entries.c.official, "").not_in(OVER)
    if overdue:
        wanted = wanted.where(missed if current else entries.c.deadline < day)
    order = (case((missed, 0), else_=1), func.coalesce(entries.c.deadline, "9"), entries.c.key)
    keys = list(connection.execute(wanted.order_by(*order)).scalars())
    found = load_standing(connection, keys[:limit] if current else keys, moment=moment, day=day)
    chosen = [entry for entry in found if not overdue or is_overdue(entry)]
    return Promises(sorted(chosen, key=_urgency)[:limit], len(keys) if current else len(chosen), f"promises on {day}")


def _urgency(entry: Entry) -> tuple[bool, str, str]:
    """Return how urgent a commitment is: overdue first, then the nearest deadline."""
    deadline = entry.record.deadline if isinstance(entry.record, Commitment) else None
    return (not is_overdue(entry), (deadline.end or deadline.start or "9") if deadline is not None else "9", entry.id)


def open_links(connection: Connection, limit: int | None = None, *, least: bool = False) -> list[Link]:
    """Return links that nobody has decided yet, the surest first, or the least sure."""
    one, other = entries.alias("one"), entries.alias("other")
    query = (
        select(links, one.c.key.label("commitment_key"), other.c.key.label("entry_key"))
        .join(one, one.c.id == links.c.commitment_id)
        .join(other, other.c.id == links.c.entry_id)
        .where(links.c.decision == "proposed")
        .order_by(links.c.score.asc() if least else links.c.score.desc(), links.c.id)
        .limit(limit)
    )
    return [
        Link(id=row.key, commitment=row.commitment_key, entry=row.entry_key, relation=row.relation, score=row.score, reasons=msgspec.json.decode(row.reasons))
        for row in connection.execute(query)
    ]
