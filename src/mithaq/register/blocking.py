"""Keys by which tellings of one fact find each other, so that not each is compared with all."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from mithaq.register.comparing import FEW_WORDS, SIGNED
from mithaq.register.facts import Facts

# per kind: the days within which two tellings of one fact must lie to be looked at; reports come a little later
_WINDOW = {"meetings": 8, "agreements": 16, "commitments": 12, "deliveries": 16, "events": 6, "statements": 8}
# the longest period of which every window is a key
_PERIOD = 40
# of many parties, the pairs of the first few are keys
_PARTIES = 6


def block_keys(facts: Facts) -> list[str]:
    """Return the keys by which tellings of the same fact find each other: two that may be one share at least one."""
    return sorted({f"{facts.kind}|{key}" for key in _KEYED[facts.kind](facts)})


def _windows(facts: Facts) -> list[str]:
    """Return overlapping windows of time, so that two days close to each other share one; «?» without a day."""
    size = _WINDOW[facts.kind]
    half = size // 2
    days = facts.day
    if days is None:
        return ["?"]
    edges = [days.first, days.last]
    if facts.published is not None and days.last - days.first > _PERIOD:
        edges = [facts.published, facts.published]
    elif days.last - days.first > _PERIOD:
        edges = [days.last, days.last]
    spans = ((letter, (edges[0] + shift) // size, (edges[1] + shift) // size) for letter, shift in (("", 0), ("h", half)))
    return [f"{letter}{number}" for letter, first, last in spans for number in range(first, last + 1)]


def _timed(keys: Iterable[str], facts: Facts) -> Iterator[str]:
    """Yield each key with each window."""
    windows = _windows(facts)
    return (f"{key}|{window}" for key in keys for window in windows)


def _parties(codes: frozenset[str]) -> list[str]:
    """Return the first few of many parties."""
    return sorted(codes)[:_PARTIES]


def _meeting_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of two parties with a time or a number; of a single party with its persons."""
    pairs = _pairs(facts)
    if facts.ordinal is not None:
        yield from (f"{pair}|no{facts.ordinal}" for pair in pairs)
    yield from _timed(pairs or [f"{code}+{person}" for code in facts.wide[0] for person in facts.persons], facts)


def _agreement_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of two parties with a time, and of kind and place for those recalled later."""
    pairs = _pairs(facts)
    if facts.spot is not None and facts.spot.precision in ("city", "site"):
        yield from (f"{pair}|{facts.sorts[0]}|{name}" for pair in pairs for name in facts.spot.names)
    yield from _timed(pairs, facts)


def _pairs(facts: Facts) -> list[str]:
    """Return the pairs of the first few parties."""
    return [f"{a}+{b}" for a, b in combinations(_parties(facts.wide[0]), 2)]


def _commitment_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of who promises with a time, and with the deadline for those recalled later."""
    codes = _parties(facts.wide[0])
    if (facts.strength or 0) >= SIGNED:
        yield from (f"{code}|signed{number}" for code in codes for number in facts.numbers)
    if facts.deadline is not None:
        yield from (f"{code}|until{facts.deadline.last}" for code in codes)
    yield from _timed(codes, facts)


def _delivery_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of who gives with a time, and with each number for those recalled later."""
    codes = _parties(facts.wide[0])
    yield from (f"{code}|no{number}" for code in codes for number in facts.numbers)
    yield from _timed(codes, facts)


def _event_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of type, who and whom, and a time; those of the dealing it codes."""
    actors, recipients = (_parties(side) for side in facts.wide)
    pairs = [f"{facts.sorts[0]}+{actor}+{recipient}" for actor in actors for recipient in recipients or ["-"]]
    yield from _timed(pairs, facts)
    if facts.companion is not None:
        # its keys of time would only repeat those of the event
        yield from (key for key in _KEYED[facts.companion.kind](facts.companion) if not _TIMED.search(key))


_TIMED = re.compile(r"\|h?-?\d+$|\?$")


def _statement_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of the side that speaks and a sketch of its words: near equal wordings share two of the least hashes."""
    if len(facts.words) < FEW_WORDS:
        return iter(())
    sketch = combinations(sorted(map(_hashed, facts.words))[:_SKETCH], 2)
    return (f"{code}|{facts.language}|{one:x}|{other:x}" for one, other in sketch for code in _parties(facts.wide[0]))


_SKETCH = 3


@functools.lru_cache(1 << 16)
def _hashed(word: str) -> int:
    """Return a number for a word, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=6).digest())


def _office_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of a person in a post."""
    return (f"{person}|{facts.sorts[0]}|{facts.sorts[1]}" for person in facts.persons)


def _membership_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of a member and its organisation."""
    return (f"{member}|{organisation}" for member in sorted(facts.sides[0]) for organisation in sorted(facts.sides[1]))


_KEYED: dict[str, Callable[[Facts], Iterator[str]]] = {
    "statements": _statement_keys,
    "meetings": _meeting_keys,
    "agreements": _agreement_keys,
    "commitments": _commitment_keys,
    "deliveries": _delivery_keys,
    "offices": _office_keys,
    "memberships": _membership_keys,
    "events": _event_keys,
}
