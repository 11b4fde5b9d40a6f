"""The actors of readings onto cards: known ones found again, new ones made, doubtful ones proposed to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, or_, select

from mithaq.model.actor import Actor
from mithaq.model.reading import Reading
from mithaq.register.cards import (
    MAYBE_PERSON,
    SAME_PERSON,
    Card,
    Match,
    match_person,
)
from mithaq.register.database import allocate, chunks, insert_rows
from mithaq.register.facts import NAMED
from mithaq.register.same import eldest, same_cards
from mithaq.register.tables import actor_names, actors, entries, entry_actors, identities, merges
from mithaq.register.words import folded_words

# how many conditions stand in one query
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Seat:
    """The card of an actor: its row's key, the actor it is in the register, and the card of its spelling if people joined that to it."""

    id: int
    actor: Actor
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A reading whose actors are to be identified: the keys of its rows, what it holds, the card each actor would have by itself."""

    document_id: int
    reading_id: int
    reading: Reading
    cards: Mapping[str, Card]


@dataclass(slots=True)
class _Known:
    """A card that a name may mean: its row's key, its spellings, the posts of its person."""

    id: int
    key: str
    code: str
    names: list[str]
    posts: set[str]


def identify(connection: Connection, arrived: Sequence[Arrived], now: str) -> dict[int, dict[str, Seat]]:
    """Return, for each document, the card of each of its actors; what is new is written.

    The card of an unknown person is one with the same name, or one of the same state whose name is like it, in the
    same post if the likeness leaves a doubt. Where a doubt remains the two cards are proposed to be one.
    """
    drafts = {one.document_id: one.cards for one in arrived}
    wanted = {card.key: card for cards in drafts.values() for card in cards.values()}
    seats = _find(connection, wanted)
    missing = {key: card for key, card in wanted.items() if key not in seats}
    doubts: list[tuple[str, Match]] = []
    if missing:
        posts = _posts(arrived, drafts)
        joined, doubts = _like(connection, missing, posts)
        seats |= _make(connection, [card for key, card in missing.items() if key not in joined], now)
        seats |= _find(connection, set(joined.values()) - seats.keys())
        seats |= {key: seats[to] for key, to in joined.items()}
    _propose(connection, doubts, seats, now)
    found = {document: {local: seats[card.key] for local, card in cards.items()} for document, cards in drafts.items()}
    _write(connection, arrived, drafts, found, now)
    return found


def _find(connection: Connection, wanted: Iterable[str]) -> dict[str, Seat]:
    """Return the cards of these keys that there are; those that people joined to others are the others."""
    found: dict[str, Seat] = {}
    for part in chunks(sorted(wanted)):
        for row in connection.execute(select(actors).where(actors.c.key.in_(part))):
            found[row.key] = Seat(row.id, actor_of(row))
    stand = eldest(connection, [seat.id for seat in found.values() if seat.actor.kind == "person"])
    moved = sorted({to for id, to in stand.items() if to != id})
    if not moved:
        return found
    others = {row.id: Seat(row.id, actor_of(row)) for row in connection.execute(select(actors).where(actors.c.id.in_(moved)))}
    return {key: replace(others[stand[seat.id]], joined=seat.id) if stand.get(seat.id) in others else seat for key, seat in found.items()}


def actor_of(row: Any) -> Actor:
    """Return the actor that a row of the cards holds."""
    return Actor(id=row.key, kind=row.kind, name=row.name, code=row.code, sector=row.sector, labels=msgspec.json.decode(row.labels))


def _make(connection: Connection, cards: Sequence[Card], now: str) -> dict[str, Seat]:
    """Write new cards and return them."""
    if not cards:
        return {}
    found: dict[str, Seat] = {}
    rows = []
    for id, card in zip(allocate(connection, actors, len(cards)), cards, strict=True):
        labels = msgspec.json.encode(dict(card.labels), order="deterministic").decode()
        rows.append({"id": id, "key": card.key, "kind": card.kind, "code": card.code, "sector": card.sector, "name": card.name, "labels": labels, "skeleton": card.skeleton, "since": now})
        found[card.key] = Seat(id, Actor(id=card.key, kind=card.kind, name=card.name, code=card.code, sector=card.sector, labels=dict(card.labels)))  # type: ignore[arg-type]
    insert_rows(connection, actors, rows)
    return found


def _posts(arrived: Iterable[Arrived], drafts: Mapping[int, Mapping[str, Card]]) -> dict[str, set[str]]:
    """Return the posts in which these readings name the person of a card."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in arrived:
        for office in one.reading.offices:
            found[drafts[one.document_id][office.person].key].add(office.post)
    return found


def _like(connection: Connection, missing: Mapping[str, Card], posts: Mapping[str, set[str]]) -> tuple[dict[str, str], list[tuple[str, Match]]]:
    """Return which of the missing cards are others under another spelling, and which may be."""
    people = [card for card in missing.values() if card.key.startswith(NAMED) and not card.labels]
    if not people:
        return {}, []
    by_code: dict[str, list[_Known]] = defaultdict(list)
    for known in _candidates(connection, people):
        by_code[known.code].append(known)
    joined: dict[str, str] = {}
    doubts: list[tuple[str, Match]] = []
    for card in sorted(people, key=lambda one: (-len(one.name.split()), one.key)):
        own = posts.get(card.key, set())
        held: list[str | None] = [*sorted(own)] or [None]
        matches = _best([
            match for post in held
            for match in match_person(card.name, post, ((k.key, k.names, frozenset(k.posts)) for k in by_code[card.code]))
        ])  # fmt: skip
        best = matches[0] if matches else None
        if best is not None and best.score >= SAME_PERSON and (len(matches) == 1 or matches[1].score < best.score):
            joined[card.key] = joined.get(best.key, best.key)
            known = next(k for k in by_code[card.code] if k.key == best.key)
            known.names.append(card.name)
            known.posts |= own
            continue
        doubts += [(card.key, match) for match in matches if match.score >= MAYBE_PERSON]
        by_code[card.code].append(_Known(0, card.key, card.code, [card.name], set(own)))
    return joined, doubts


def _best(matches: Iterable[Match]) -> list[Match]:
    """Return the likest match for each card, the likest card first."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.key not in best or match.score > best[match.key].score:
            best[match.key] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.key))


def _candidates(connection: Connection, people: Sequence[Card]) -> list[_Known]:
    """Return the cards of persons whose names may be those of ``people``: the same consonants, or one name a part of the other."""
    ids: set[int] = set()
    for start in range(0, len(people), _CHUNK):
        some = people[start : start + _CHUNK]
        skeletons = {card.skeleton for card in some if card.skeleton}
        query = select(actors.c.id).where(actors.c.skeleton.in_(skeletons), actors.c.code.in_({card.code for card in some}))
        ids |= set(connection.execute(query).scalars())
        longer, shorter = [], set[str]()
        for card in some:
            words = folded_words(card.name).split()
            shorter |= {" ".join(words[:n]) for n in range(2, len(words))}
            if len(words) > 1:
                begin = " ".join(words)
                longer.append(and_(actor_names.c.folded >= f"{begin} ", actor_names.c.folded < f"{begin}!"))
        clause = or_(*longer, actor_names.c.folded.in_(shorter)) if longer else actor_names.c.folded.in_(shorter)
        ids |= set(connection.execute(select(actor_names.c.actor_id).where(clause)).scalars())
    return _known(connection, ids)


def _known(connection: Connection, ids: Iterable[int]) -> list[_Known]:
    """Return cards of persons with their spellings and posts, those of cards that were joined to them too."""
    groups = same_cards(connection, ids)
    stand = {id: group[0] for group in groups.values() for id in group}
    found: dict[int, _Known] = {}
    for part in chunks(sorted(stand.values())):
        for row in connection.execute(select(actors.c.id, actors.c.key, actors.c.code).where(actors.c.id.in_(part), actors.c.kind == "person", actors.c.key.startswith(NAMED))):
            found[row.id] = _Known(row.id, row.key, row.code, [], set())
        spelled = [id for id, to in stand.items() if to in found]
        for spelling in connection.execute(select(actor_names.c.actor_id, actor_names.c.name).where(actor_names.c.actor_id.in_(spelled)).order_by(actor_names.c.id)):
            found[stand[spelling.actor_id]].names.append(spelling.name)
        query = (
            select(entry_actors.c.actor_id, entries.c.type)
            .join(entries, entries.c.id == entry_actors.c.entry_id)
            .where(entry_actors.c.actor_id.in_(found), entry_actors.c.role == "person", entries.c.kind == "offices")
        )
        for held in connection.execute(query):
            found[held.actor_id].posts.add(held.type)
    return sorted(found.values(), key=lambda known: known.key)


def _propose(connection: Connection, doubts: Iterable[tuple[str, Match]], seats: Mapping[str, Seat], now: str) -> None:
    """Write down which cards may be one."""
    rows = []
    for key, match in doubts:
        kept, joined = seats[match.key].id if match.key in seats else _seat_id(connection, match.key), seats[key].id
        reasons = msgspec.json.encode(match.reasons).decode()
        rows.append({"subject": "actor", "kept_id": kept, "joined_id": joined, "score": match.score, "reasons": reasons, "decision": "proposed", "at": now})
    insert_rows(connection, merges, rows)


def _seat_id(connection: Connection, key: str) -> int:
    """Return the row's key of a card."""
    return int(connection.execute(select(actors.c.id).where(actors.c.key == key)).scalar_one())


def _write(connection: Connection, arrived: Iterable[Arrived], drafts: Mapping[int, Mapping[str, Card]], found: Mapping[int, Mapping[str, Seat]], now: str) -> None:
    """Write down which card each actor of each reading is, and spellings that cards were not met in before."""
    rows = []
    names: dict[tuple[int, str], str | None] = {}
    for one in arrived:
        for actor in one.reading.actors:
            seat = found[one.document_id][actor.id]
            rows.append({"reading_id": one.reading_id, "local": actor.id, "actor_id": seat.id, "since": now})
            spelled = seat.joined or seat.id
            names.setdefault((spelled, drafts[one.document_id][actor.id].spelling), one.reading.article.language)
            for language, label in actor.labels.items():
                names.setdefault((spelled, label), language)
    insert_rows(connection, identities, rows)
    _add_names(connection, names)


def _add_names(connection: Connection, names: Mapping[tuple[int, str], str | None]) -> None:
    """Write down those spellings that are new."""
    known: set[tuple[int, str]] = set()
    for part in chunks(card for card, _ in names):
        query = select(actor_names.c.actor_id, actor_names.c.name).where(actor_names.c.actor_id.in_(part))
        known |= {(row.actor_id, row.name) for row in connection.execute(query)}
    rows = [
        {"actor_id": card, "name": name, "folded": folded_words(name), "language": language}
        for (card, name), language in names.items()
        if (card, name) not in known
    ]
    insert_rows(connection, actor_names, rows)
