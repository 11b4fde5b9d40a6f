"""How sure a record is: the share of records like it that were right in development gold.

``packs/shared/confidence.toml`` holds the shares, fitted by ``tools/calibrate.py``. Per record kind:

- ``base``: the share of all its records, and what a rule without a share of its own counts as;
- ``rule``: per rule (frame or coder) its share, drawn towards ``base`` as far as the rule was seen seldom;
- ``feature``: what a property of the record adds to the log-odds of that share.

A kind that the file does not have counts as even odds.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from mithaq.model import Actor, Record
from mithaq.packs import loader

FILE = "confidence.toml"
LOWEST, HIGHEST = 0.02, 0.98
_EVEN = 0.5
_ACTORS = ("speaker", "person", "participants", "parties", "obligors", "beneficiaries", "provider", "actor", "recipient")
_FIELDS = ("form", "medium", "status", "type", "stage", "actuality", "strength", "post", "role")


class KindConfidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shares of one record kind; ``records`` is how many they were fitted on."""

    base: float
    records: int = 0
    rule: dict[str, float] = {}
    feature: dict[str, float] = {}


Table = dict[str, KindConfidence]


def load_confidence(root: Path = loader.PACKS) -> Table:
    """Return the shares of ``shared/confidence.toml``.

    Raises:
        PackError: where the file is missing or does not fit its schema.
    """
    table: Table = loader.read_toml(root / "shared" / FILE, Table)
    return table


@functools.cache
def _table() -> Table:
    """Return the shares that ship with the packs, read once."""
    return load_confidence()


def confidence(kind: str, rule: str, features: Iterable[str] = (), table: Table | None = None) -> float:
    """Return how likely a record of a kind is right, by its rule and features.

    Args:
        kind: the field of a reading, ``"statements"`` … ``"events"``.
        rule: the record's rule.
        features: what :func:`features_of` returns; those that the table does not have add nothing.
        table: other shares than those that ship with the packs.
    """
    shares = (table if table is not None else _table()).get(kind)
    if shares is None:
        return _EVEN
    odds = log_odds(shares.rule.get(rule, shares.base)) + sum(shares.feature.get(name, 0.0) for name in features)
    return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-odds)))), 3)


def log_odds(share: float) -> float:
    """Return the log-odds of a share, kept off 0 and 1."""
    share = min(HIGHEST, max(LOWEST, share))
    return math.log(share / (1 - share))


def features_of(record: Record, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Return the properties of a record that tell how sure it is, as ``name:value``, in a fixed order.

    Args:
        record: a record of a reading, finished but for its confidence.
        actors: the actors of the reading by id.
    """
    fields, sides = _telling(type(record))
    found = [f"{name}:{value}" for name in fields if (value := getattr(record, name)) is not None]
    for name in sides:
        refs = getattr(record, name)
        listed = refs if isinstance(refs, list) else [refs] if refs else []
        found += [f"{name}:{_how_many(listed)}", *sorted({f"{name}:{_described(actors[ref])}" for ref in listed if ref in actors})]
    found.append("date:yes" if record.date is not None else "date:no")
    found.append("evidence:one" if len(record.evidence) == 1 else "evidence:several")
    return tuple(found)


@functools.cache
def _telling(kind: type[Record]) -> tuple[list[str], list[str]]:
    """Return the fields of a kind of record that tell how sure it is, and those that name actors."""
    names = kind.__struct_fields__
    return [name for name in _FIELDS if name in names], [name for name in _ACTORS if name in names]


def _how_many(listed: list[str]) -> str:
    """Return a number of actors as features count them."""
    return ("none", "one", "two")[len(listed)] if len(listed) < 3 else "many"


def _described(actor: Actor) -> str:
    """Return what an actor is: unknown, or its kind."""
    return "unknown" if actor.code == "UNK" else actor.kind
