"""Score events against the field's English gold records (PLOVER, one record a sentence).

``plover_gsr.json`` holds records with a sentence, an event type and the countries of both sides; types of earlier drafts
are told by their present names, and records whose target is no actor count as without one.

- *type*: of all records, the share where some event read in the sentence has the type.
- *source*, *target*: of the records that give a country, the share where some event read has it on that side; where all
  sides of an event are actors, each may be source and target.
- *whole*: of all records, the share where one event read has type, source and (where given) target.
- *events per sentence*: over different sentences, denied and hypothetical events left out everywhere.

The codes are those of ``arabic_events``: IGO stands for any organisation between states, IMG for groups across borders.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.evaluation.arabic_events import Shares, shown, stands_for
from mithaq.evaluation.rows import codes
from mithaq.model import Article, Event, Reading
from mithaq.reader import Reader

FILE = "plover_gsr.json"
MEASURES = ("type", "source", "target", "whole")
_PRESENT_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_NOT_TOLD = ("denied", "hypothetical")


@dataclass
class RecordScores:
    """The shares of each measure, how many records of each type were found, the events read, and what is wrong."""

    shares: dict[str, Shares] = field(default_factory=lambda: {name: Shares() for name in MEASURES})
    types: dict[str, Shares] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def per_sentence(self) -> float:
        """How many events are read in a sentence."""
        return sum(self.read.values()) / len(self.read) if self.read else 0.0


def is_plover_records(folder: Path) -> bool:
    """Return whether a folder holds the set."""
    return (folder / FILE).is_file()


def score_plover_records(folder: Path, reader: Reader) -> RecordScores:
    """Return the scores of a reader on the set in a folder."""
    scores = RecordScores()
    for record in json.loads((folder / FILE).read_text(encoding="utf-8")):
        reading = reader.read(Article(text=record["text"], language=record.get("language", "en")))
        _compare(record, reading, scores)
    return scores


def _compare(record: dict[str, Any], reading: Reading, scores: RecordScores) -> None:
    """Count what of one record is read."""
    events = [event for event in reading.events if event.actuality not in _NOT_TOLD]
    scores.read[record["text"]] = len(events)
    kind = _PRESENT_NAMES.get(record["event"], record["event"])
    source, target = (_given(record.get(side)) for side in ("source", "target"))
    told = [(event.type == kind, *_sides(reading, event)) for event in events]
    right = {
        "type": any(same for same, _, _ in told),
        "source": any(source & actor for _, actor, _ in told) if source else None,
        "target": any(target & other for _, _, other in told) if target else None,
        "whole": any(same and (not source or source & actor) and (not target or target & other) for same, actor, other in told),
    }
    for name, value in right.items():
        if value is not None:
            scores.shares[name].add(bool(value), bool(events))
    scores.types.setdefault(kind, Shares()).add(right["type"] is True, bool(events))
    if wrong := [name for name, value in right.items() if value is False]:
        gold = f"{kind} {'+'.join(sorted(source))} > {'+'.join(sorted(target))}"
        scores.errors.append({"set": "plover records", "fault": ", ".join(wrong), "id": record["id"], "text": record["text"], "gold": gold, "read": shown(reading)})


def _given(side: Any) -> set[str]:
    """Return the codes of one side of a record; empty where it is no list of actors."""
    return {actor["code"] for actor in side if actor.get("code")} if isinstance(side, list) else set()


def _sides(reading: Reading, event: Event) -> tuple[set[str], ...]:
    """Return the codes of both sides of an event as the records give them."""
    actors = {actor.id: actor for actor in reading.actors}
    recipient = event.recipient or (event.actor if len(event.actor) > 1 else [])
    source, target = ({*stands_for(codes(actors, refs))} for refs in (event.actor, recipient))
    # relief and rights organisations are given as international ones of states
    return tuple(side | {"IGO"} if "NGO" in side else side for side in (source, target))

