"""What a reading says, without offsets, words and ids: records as tuples that can be counted and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mithaq.model import Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.text.fold import fold, skeleton

SIDES = ("speaker", "participants", "parties", "obligors", "beneficiaries", "provider", "recipient", "member", "organisation", "actor")
PLAIN = ("type", "mode", "stage", "status", "strength", "post", "role", "form", "actuality", "polity")
Row = tuple[Any, ...]


def summary(reading: Reading) -> Counter[Row]:
    """Return the records of a reading, each as its kind, what it is, when, where, and who by code and by name."""
    return Counter(_row(reading, kind, record) for kind in RECORD_FIELDS for record in getattr(reading, kind))


def _row(reading: Reading, kind: str, record: Any) -> Row:
    plain = tuple((name, value) for name in PLAIN if (value := getattr(record, name, None)) is not None)
    sides = tuple((name, frozenset(_codes(reading, value))) for name in SIDES if (value := getattr(record, name, None)))
    person = skeleton(fold(reading.actor(record.person).name).text) if kind == "offices" else ""
    date = record.date.start if record.date else None
    place = record.place.country if record.place else None
    return kind, plain, sides, person, date, place


def _codes(reading: Reading, refs: Any) -> set[str]:
    found: set[str] = set()
    for ref in refs if isinstance(refs, list) else [refs]:
        actor = next((a for a in reading.actors if a.id == ref), None)
        members = list(actor.members) if actor is not None else []
        found |= _codes(reading, members) if members else {actor.code if actor is not None else ref}
    return found


def renamed(rows: Counter[Row], names: Mapping[str, str]) -> Counter[Row]:
    """Return a summary with codes, persons and dates put in place of others; an empty name takes one away."""
    names = {skeleton(old): skeleton(new) for old, new in names.items()}
    # an office of nobody is none
    return Counter({new: count for row, count in rows.items() if (new := _renamed(row, names))[3] or new[0] != "offices"})


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, frozenset):
        return frozenset(name for one in value if (name := names.get(one, one)))
    return tuple(_renamed(one, names) for one in value) if isinstance(value, tuple) else value


def difference(wanted: Counter[Row], got: Counter[Row]) -> str:
    """Return what is missing and what is too much, a record a line; empty if the two are equal."""
    lost = [f"- {_shown(row)}" for row in (wanted - got).elements()]
    gained = [f"+ {_shown(row)}" for row in (got - wanted).elements()]
    return "\n".join([*sorted(lost), *sorted(gained)])


def _shown(row: Row) -> str:
    kind, plain, sides, *rest = row
    told = [f"{name}={value}" for name, value in plain] + [f"{name}={','.join(sorted(codes))}" for name, codes in sides]
    return " ".join([kind, *told, *(str(one) for one in rest if one)])
