"""Checks of a pack beyond its schema: spelling of the data, ids and names given twice, examples run, coverage."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.evaluation import compact
from mithaq.model import Article, Reading
from mithaq.model.article import published_on
from mithaq.packs import loader, schema
from mithaq.packs.pack import Pack
from mithaq.reader import Reader

# signs that must not stand in data: tatweel, presentation forms, marks of direction
_FORBIDDEN = [(0x0640, 0x0640), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)]
_KINDS = ("statement", "commitment", "meeting", "agreement", "delivery")


@dataclass(slots=True)
class Report:
    """What a check found: problems as «file: what, what was expected», and how many wordings and examples each frame has."""

    language: str
    problems: list[str] = field(default_factory=list)
    known: int = 0
    passed: int = 0
    coverage: list[tuple[str, int, int, int]] = field(default_factory=list)


def check_pack(pack: Pack, reader: Reader, root: Path = loader.PACKS) -> Report:
    """Return what is wrong with a pack that loads and compiles, and what it covers.

    Raises:
        PackError: where a file does not fit its schema.
    """
    report = Report(pack.language)
    source = loader.load_source(pack.language, root)
    report.problems += _spelling(loader.pack_files(pack.language, root), root)
    report.problems += _given_twice(source)
    report.problems += [f"{frame.frame.id}: no such act or operator; expected one of shared/acts.toml or operators.toml"
                        for frame in source.frames if frame.frame.id not in pack.acts and frame.frame.id not in pack.operators]  # fmt: skip
    for frame in source.frames:
        _run_examples(frame, reader, pack.language, report)
        report.coverage.append((frame.frame.id, len(frame.verb), len(frame.noun) + len(frame.phrase), len(frame.example) + len(frame.counterexample)))
    return report


def _run_examples(frame: schema.Frame, reader: Reader, language: str, report: Report) -> None:
    """Read the examples of a frame and note those that fail, or no longer fail as they say."""
    for example in (*frame.example, *frame.counterexample):
        faults = example_faults(example, reader, language)
        if faults and example.known_failure:
            report.known += 1
        elif faults:
            report.problems.append(f"{frame.frame.id}.toml: example {example.id}: {'; '.join(faults)}")
        elif example.known_failure:
            report.problems.append(f"{frame.frame.id}.toml: example {example.id} passes: take its known_failure out")
        else:
            report.passed += 1


def example_faults(example: schema.Example, reader: Reader, language: str) -> list[str]:
    """Return what a reading of the example misses or holds against its file; nothing if it is as the file says."""
    if not example.expect and not example.forbid:
        return ["expects nothing"]
    when = published_on(example.published.isoformat()) if example.published else None
    reading = reader.read(Article(text=example.text, language=language, published=when))
    missed = [f"missed {want}" for want in example.expect if not _met(reading, want)]
    return missed + [f"read {kind}, which it must not" for kind in example.forbid if _violated(reading, kind)]


def _met(reading: Reading, want: dict[str, Any]) -> bool:
    """Return whether some record is as an example says."""
    rows = compact(reading)
    if "event" in want:
        pairs = zip(rows["events"], reading.events, strict=True)
        return any(_event_met(row, event, want) for row, event in pairs)
    if "statement" in want:
        return any(row["code"] == {want["statement"]} and want.get("content", record.content.text) == record.content.text
                   for row, record in zip(rows["statements"], reading.statements, strict=True))  # fmt: skip
    if "commitment" in want:
        rows["commitments"] = [r for r in rows["commitments"] if _same(r, want, "obligors") and _same(r, want, "beneficiaries")]
        return bool(rows["commitments"]) and any(c.strength == want["commitment"] for c in reading.commitments)
    if "meeting" in want:
        return any(m.status == want["meeting"] and set(want.get("participants", [])) <= row["participants"]
                   for row, m in zip(rows["meetings"], reading.meetings, strict=True))  # fmt: skip
    return any(a.stage == want.get("agreement") and set(want.get("parties", [])) <= row["parties"]
               for row, a in zip(rows["agreements"], reading.agreements, strict=True))  # fmt: skip


def _same(row: dict[str, Any], want: dict[str, Any], name: str) -> bool:
    """Return whether a field that an example names is equal."""
    return name not in want or row[name] == set(want[name])


def _event_met(row: dict[str, Any], event: Any, want: dict[str, Any]) -> bool:
    """Return whether an event is as an example says; the trigger may be any word of its evidence's beginning."""
    if event.type != want["event"] or not (_same(row, want, "actor") and _same(row, want, "recipient")):
        return False
    if want.get("mode", event.mode) != event.mode or want.get("actuality", event.actuality) != event.actuality:
        return False
    trigger = want.get("trigger")
    return trigger is None or event.trigger.text in trigger.split() or any(trigger in e.text for e in event.evidence)


def _violated(reading: Reading, forbidden: str) -> bool:
    """Return whether a reading holds what a counterexample forbids: a record kind, or an event that took place."""
    if forbidden in _KINDS:
        return bool(getattr(reading, "deliveries" if forbidden == "delivery" else f"{forbidden}s"))
    return any(event.type == forbidden and event.actuality in ("done", "ongoing") for event in reading.events)


def _spelling(files: Iterable[Path], root: Path) -> Iterator[str]:
    """Yield where data is not in NFC or holds signs that hide in text."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            if line != unicodedata.normalize("NFC", line):
                yield f"{file.relative_to(root)}:{number}: not in Unicode form NFC"
            hidden = next((c for c in line if any(low <= ord(c) <= high for low, high in _FORBIDDEN)), None)
            if hidden is not None:
                yield f"{file.relative_to(root)}:{number}: {unicodedata.name(hidden, f'U+{ord(hidden):04X}')}; take it out"


def _given_twice(source: loader.PackSource) -> Iterator[str]:
    """Yield example ids that occur twice, and names that mean two states."""
    ids = Counter(e.id for f in source.frames for e in (*f.example, *f.counterexample))
    yield from (f"example id {name!r} occurs {count} times; expected once" for name, count in ids.items() if count > 1)
    owners: dict[str, str] = {}
    for row in source.territories:
        for name in schema.split(row.names):
            if owners.setdefault(name, row.code) != row.code:
                yield f"territories.tsv: {name!r} means {owners[name]} and {row.code}; expected one"
