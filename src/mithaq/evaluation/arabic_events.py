"""Score events against the field's Arabic gold sentences (ASSAULT and PROTEST, judged by several people).

A folder holds ``TYPE_gsr.csv`` (sentences with a label) and ``TYPE_spans.json`` (who did it to whom, per annotator).

**Detection.** A sentence is positive when an event of the type is read in it with actuality done or ongoing.
``yes`` sentences are the positives; the negatives are ``easy no`` and ``difficult no`` together, and each alone;
``ambiguous`` is left out. Precision, recall and F1 are those of the positives.

**Parties.** Annotators give word bags and codes without offsets and differ often, so each sentence is compared with
the annotator that agrees best, with every event of the type read in it, and the best of these counts. Per field:

- *source code*, *target code*: of the sentences where some annotator gives a country, the share where the event read
  has one that this annotator gives; a sentence without an event counts as wrong. «Found only» leaves those out.
- *source sector*, *target sector*: the same over the roles.
- *verb*: of all sentences, the share where the words of the trigger and of an annotator's verb share a word.
- *triple*: of all sentences, the share where source and target codes are both as one annotator gives them, none
  where the annotator gives none.

``people`` is the same measure with each annotator in the place of the reader against the others of the sentence.

The gold has no codes for groups across borders (it writes IMG) or names their home state; organisations are IGO or
INT. The codes of the reader are compared with whichever of these they may stand for; UNK stands for none.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mithaq.evaluation.rows import codes
from mithaq.model import Article, Event, Reading
from mithaq.reader import Reader
from mithaq.text.fold import fold, skeleton

POSITIVE = "yes"
NEGATIVES = {"all": ("easy no", "difficult no"), "easy": ("easy no",), "difficult": ("difficult no",)}
FIELDS = ("source code", "target code", "source sector", "target sector")
_FACTUAL = ("done", "ongoing")
# groups that the gold codes by the state they belong to
_HOMES = {
    "PSE": ("HAMAS", "PIJ", "PFLP", "DFLP", "PFLPGC", "AQSABRIGADES", "PRC", "LIONSDEN"),
    "LBN": ("HEZBOLLAH", "FATAHISLAM"),
    "AFG": ("TALIBAN",), "YEM": ("HOUTHI",), "TUR": ("PKK",), "LKA": ("LTTE",), "ESP": ("ETA",), "SDN": ("JEM", "SPLM", "RSF"),
    "SOM": ("SHABAAB",), "COL": ("FARC",), "UGA": ("LRA",),
}  # fmt: skip
_HOME_OF = {f"NSA:{group}": state for state, groups in _HOMES.items() for group in groups}
_WORD = re.compile(r"[^\W_]+")


class Told(NamedTuple):
    """Who did it to whom, by whom it is told: codes and sectors of both sides, the words of the verb."""

    source: frozenset[str]
    target: frozenset[str]
    source_sector: frozenset[str]
    target_sector: frozenset[str]
    verb: frozenset[str]


@dataclass
class Detection:
    """How many sentences of each label there are, and in how many an event was read."""

    sentences: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    def prf(self, negatives: Sequence[str]) -> tuple[float, float, float]:
        """Return precision, recall and F1 against the negatives of some labels."""
        hits, gold = self.read.get(POSITIVE, 0), self.sentences.get(POSITIVE, 0)
        got = hits + sum(self.read.get(label, 0) for label in negatives)
        p, r = (hits / got if got else 0.0), (hits / gold if gold else 0.0)
        return p, r, (2 * p * r / (p + r) if p + r else 0.0)


@dataclass
class Shares:
    """Of how many sentences a field was right, of how many compared, and of how many of these an event was found in."""

    right: int = 0
    of: int = 0
    found: int = 0

    def add(self, right: bool, found: bool) -> None:
        """Add one sentence."""
        self.right, self.of, self.found = self.right + right, self.of + 1, self.found + found


@dataclass
class Parties:
    """Fields of the events of one type: the reader's shares, and those of people against each other."""

    sentences: int = 0
    reader: dict[str, Shares] = field(default_factory=dict)
    people: dict[str, Shares] = field(default_factory=dict)


@dataclass
class EventScores:
    """Everything the set tells about a reader, per event type, and the sentences it got wrong."""

    detection: dict[str, Detection] = field(default_factory=dict)
    parties: dict[str, Parties] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)


def is_arabic_events(folder: Path) -> bool:
    """Return whether a folder holds the set."""
    return folder.is_dir() and any(folder.glob("*_gsr.csv"))


def score_arabic_events(folder: Path, reader: Reader) -> EventScores:
    """Return the scores of a reader on the set in a folder."""
    scores = EventScores()
    for path in sorted(folder.glob("*_gsr.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            _detect(row, reader, scores)
    for path in sorted(folder.glob("*_spans.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            _compare(row, reader, scores)
    return scores


# ---------------------------------------------------------------- detection


def _detect(row: dict[str, str], reader: Reader, scores: EventScores) -> None:
    """Read one labelled sentence and count whether an event of its type is in it."""
    kind, label = row["event_type"], row["label"]
    reading = reader.read(Article(text=row["text"], language="ar"))
    events = _events(reading, kind)
    detection = scores.detection.setdefault(kind, Detection())
    detection.sentences[label] = detection.sentences.get(label, 0) + 1
    detection.read[label] = detection.read.get(label, 0) + bool(events)
    fault = "missed" if label == POSITIVE and not events else "false positive" if events and label in NEGATIVES["all"] else None
    if fault:
        scores.errors.append({"set": "arabic events", "type": kind, "fault": fault, "label": label, "id": row["id"], "text": row["text"], "read": shown(reading)})


def _events(reading: Reading, kind: str) -> list[Event]:
    """Return the events of a type that took or take place."""
    return [event for event in reading.events if event.type == kind and event.actuality in _FACTUAL]


def shown(reading: Reading) -> list[str]:
    """Return the events of a reading in one line each."""
    actors = {actor.id: actor for actor in reading.actors}
    return [
        f"{e.type} {e.actuality} {'+'.join(sorted(codes(actors, e.actor)))} > {'+'.join(sorted(codes(actors, e.recipient)))} ({e.rule}: {e.trigger.text})"
        for e in reading.events
    ]


# ---------------------------------------------------------------- parties


def _compare(row: dict[str, Any], reader: Reader, scores: EventScores) -> None:
    """Read one sentence that people took apart, and count the fields that agree with them."""
    kind = row["event_type"]
    annotators = [_annotated(span) for span in row["spans"]]
    reading = reader.read(Article(text=row["text"], language="ar"))
    told = [_told(reading, event) for event in _events(reading, kind)]
    parties = scores.parties.setdefault(kind, Parties())
    parties.sentences += 1
    right = _count(parties.reader, told, annotators)
    for index, one in enumerate(annotators):
        others = annotators[:index] + annotators[index + 1 :]
        if others:
            _count(parties.people, [one], others)
    wrong = [name for name in FIELDS if right.get(name) is False]
    if told and wrong:
        gold = [f"{'/'.join(a.source) or '-'} > {'/'.join(a.target) or '-'} ({' '.join(sorted(a.verb))})" for a in annotators]
        scores.errors.append({"set": "arabic events", "type": kind, "fault": ", ".join(wrong), "text": row["text"], "gold": gold, "read": shown(reading)})


def _count(shares: dict[str, Shares], told: list[Told], annotators: list[Told]) -> dict[str, bool | None]:
    """Add one sentence to the shares, by the telling that agrees best; return which fields were right."""
    best = max((_agreement(one, annotators) for one in told), key=_rights, default=_agreement(None, annotators))
    for name, right in best.items():
        if right is not None:
            shares.setdefault(name, Shares()).add(right, bool(told))
    return best


def _rights(agreement: dict[str, bool | None]) -> int:
    """Return how many fields are right."""
    return sum(1 for right in agreement.values() if right)


def _agreement(told: Told | None, annotators: list[Told]) -> dict[str, bool | None]:
    """Return per field whether a telling agrees with some annotator; None where no annotator says anything."""
    fields: dict[str, bool | None] = {"found": told is not None, "verb": told is not None and any(told.verb & a.verb for a in annotators)}
    for index, name in enumerate(FIELDS):
        given = [a[index] for a in annotators if a[index]]
        fields[name] = None if not given else told is not None and any(told[index] & codes for codes in given)
    fields["triple"] = told is not None and any(_same(told.source, a.source) and _same(told.target, a.target) for a in annotators)
    return fields


def _same(read: frozenset[str], given: frozenset[str]) -> bool:
    """Return whether two sides share a code, or neither has one."""
    return bool(read & given) or not (read or given)


def _annotated(span: dict[str, Any]) -> Told:
    """Return what one annotator told."""
    source, target = (role if isinstance(role := span.get(name), dict) else {} for name in ("source_role", "target_role"))
    countries, sectors = (tuple(frozenset(v for v in (role.get(name),) if v and v != "None") for role in (source, target)) for name in ("main", "role"))
    return Told(countries[0], countries[1], sectors[0], sectors[1], frozenset(_words(" ".join(span.get("verb") or []))))


def _told(reading: Reading, event: Event) -> Told:
    """Return what an event of a reading tells; where all sides are actors each may be source and target."""
    recipient = event.recipient or (event.actor if len(event.actor) > 1 else [])
    actors = {actor.id: actor for actor in reading.actors}
    countries, sectors = [], []
    for refs in (event.actor, recipient):
        countries.append(frozenset(stands_for(codes(actors, refs))))
        sectors.append(frozenset(actors[ref].sector for ref in refs if ref in actors) - {"UNK", ""})
    return Told(countries[0], countries[1], sectors[0], sectors[1], frozenset(_words(event.trigger.text)))


def stands_for(found: Iterable[str]) -> Iterator[str]:
    """Yield the codes of the gold that codes of a reading may stand for."""
    for code in found:
        family, _, _ = code.partition(":")
        if family == "IGO":
            yield from ("IGO", "INT")
        elif family == "NSA":
            yield from ("IMG", *([_HOME_OF[code]] if code in _HOME_OF else []))
        elif family == "ORG":
            yield "NGO"
        elif code != "UNK":
            yield code


def _words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [skeleton(word) for word in _WORD.findall(fold(text).text)]
