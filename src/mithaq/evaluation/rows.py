"""Records of readings and of gold as rows of codes, spans and slots, and whether two rows agree."""

from __future__ import annotations

from typing import Any

from mithaq.model import Actor, Reading, Record
from mithaq.model.reading import RECORD_FIELDS

Row = dict[str, Any]
# per kind: the fields that hold actor codes, in the order they are compared
PARTIES = {
    "statements": ("code",), "meetings": ("participants",), "agreements": ("parties",),
    "commitments": ("obligors", "beneficiaries"), "deliveries": ("provider", "recipient"), "offices": ("polity",),
    "memberships": ("member", "organisation"), "events": ("actor", "recipient"),
}  # fmt: skip
# per kind: what is compared beyond the key fields, over relaxed pairs and where the gold says it
SLOTS = {
    "statements": ("form",), "meetings": ("date", "place", "status"), "agreements": ("stage", "date"),
    "commitments": ("strength", "strength±1"), "deliveries": ("date",), "offices": ("status",),
    "memberships": ("role", "since"), "events": ("date", "place", "mode", "actuality"),
}  # fmt: skip
_PLAIN = ("type", "post", "form", "status", "stage", "strength", "role", "mode", "actuality")
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "-": None, " ": None, "\u00a0": None, "'": None, "’": None, "ـ": None}
)


def compact(reading: Reading) -> dict[str, list[Row]]:
    """Return a reading's records as rows of codes, spans and slots, like the gold's."""
    actors = {actor.id: actor for actor in reading.actors}
    rows: dict[str, list[Row]] = {kind: [] for kind in RECORD_FIELDS}
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            # aspirations are kept by the reader but are no commitments
            if kind == "commitments" and record.strength == 1:
                continue
            spans = [record.content] if kind == "statements" else record.evidence
            row: Row = {"spans": [(s.start, s.end) for s in spans], "record": record, **_slots(record)}
            for name in PARTIES[kind]:
                row[name] = codes(actors, getattr(record, "speaker" if name == "code" else name))
            person = actors.get(getattr(record, "person", None) or getattr(record, "speaker", None) or "")
            row["person"] = person.name if person else None
            rows[kind].append(row)
    return rows


def as_gold(reading: Reading) -> dict[str, list[Row]]:
    """Return a reading as gold, the way back from :func:`gold_row`."""
    return {kind: [_as_gold(row) for row in rows] for kind, rows in compact(reading).items() if rows}


def _as_gold(row: Row) -> Row:
    """Return a row as it is written: codes in order, one name of a place, the words beside their offsets."""
    record: Record = row["record"]
    spans = [getattr(record, "content", None)] if hasattr(record, "content") else record.evidence
    plain = {name: sorted(value) if isinstance(value, set) else value for name, value in row.items() if name != "record"}
    found = {**plain, "place": row["place"][0] if row["place"] else None, "words": [span.text for span in spans if span]}
    return {name: value for name, value in found.items() if value is not None}


def codes(actors: dict[str, Actor], refs: Any) -> set[str]:
    """Return the codes that actor ids stand for, groups by their members."""
    found: set[str] = set()
    for ref in refs if isinstance(refs, list) else [refs] if refs else []:
        actor = actors.get(ref)
        if actor is None:
            found.add(ref)
        else:
            found |= codes(actors, list(actor.members)) if actor.kind == "group" and actor.members else {actor.code}
    return found


def _slots(record: Record) -> Row:
    """Return what a record says beyond its parties, as the gold writes it."""
    place, since = record.place, getattr(record, "since", None)
    return {
        **{name: getattr(record, name, None) for name in _PLAIN},
        "date": record.date.start if record.date else None,
        "since": since.start if since else None,
        "place": [place.name, *place.labels.values()] if place else [],
    }


def gold_row(kind: str, record: Row) -> Row:
    """Return a gold record with spans as tuples and codes as sets of equally right answers."""
    row = dict(record)
    row["spans"] = [tuple(s) for s in record.get("spans") or [record["span"]]]
    for name in PARTIES[kind]:
        answers = [set(listed(record.get(name)))]
        if record.get(f"{name}_also") is not None:
            answers.append(set(listed(record[f"{name}_also"])))
        row[name] = answers
    row["person"] = record.get("person") or record.get("speaker")
    return row


def listed(value: Any) -> list[Any]:
    """Return a value that may be one, several or none as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def overlap(a: Row, b: Row) -> float:
    """Return shared characters over all characters of two sets of spans."""
    first = {i for start, end in a["spans"] for i in range(start, end)}
    second = {i for start, end in b["spans"] for i in range(start, end)}
    return len(first & second) / len(first | second) if first | second else 0.0


def _same_person(gold: Row, got: Row) -> bool:
    if not gold.get("person"):
        return True
    a, b = (folded(row.get("person")) for row in (gold, got))
    return bool(b) and (a in b or b in a)


def folded(name: str | None) -> str:
    """Return a name for comparison: no diacritics, one alef, one ya, no spaces or case."""
    return "".join(c for c in (name or "").translate(_FOLD).lower() if not "\u064b" <= c <= "\u0652")


def agree(kind: str, gold: Row, got: Row) -> tuple[bool, bool, bool]:
    """Return (possible, strict, relaxed) for one gold record and one record of a reading."""
    shared_words = overlap(gold, got)
    if shared_words == 0 or (kind == "statements" and shared_words < 0.5):
        return False, False, False
    names = PARTIES[kind]
    equal = all(got[name] in gold[name] for name in names)
    if kind in ("events", "statements"):
        shared = all(any(not answer or got[name] & answer for answer in gold[name]) for name in names)
        if kind == "statements":
            return True, equal and _same_person(gold, got), shared
        same = got["type"] in [gold["type"], *listed(gold.get("type_also"))]
        return True, same and equal, same and shared
    if kind == "offices":
        person = _same_person(gold, got)
        return person, person and equal and got["post"] in [gold["post"], *listed(gold.get("post_also"))], person and equal
    if kind == "memberships":
        return equal, equal, equal
    return True, equal, any(not answer or _jaccard(got[names[0]], answer) >= 0.5 for answer in gold[names[0]])


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def slot_right(slot: str, gold: Row, got: Row) -> bool | None:
    """Return whether a slot of a reading's record is as the gold says, or None where the gold is silent.

    Dates agree down to the gold's precision; places by name, in the report's language or any label's;
    «strength±1» forgives one level.
    """
    name = slot.removesuffix("±1")
    want, have = gold.get(name), got.get(name)
    if want is None:
        return None
    if slot.endswith("±1"):
        return have is not None and abs(have - want) <= 1
    if name == "place":
        return bool(folded(want)) and any(folded(want) in folded(label) for label in have or [])
    if name in ("date", "since"):
        return bool(have is not None and have[: len(want)] == want)
    return bool(have == want)
