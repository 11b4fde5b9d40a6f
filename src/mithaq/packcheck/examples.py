"""The examples and counterexamples of a pack, read by the reader itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mithaq.evaluation import compact
from mithaq.model import Article, Reading
from mithaq.model.article import published_on
from mithaq.packs import schema
from mithaq.reader import Reader

_KINDS = ("statement", "commitment", "meeting", "agreement", "delivery", "membership")


@dataclass(slots=True)
class Run:
    """What came of reading the examples of a frame."""

    problems: list[str] = field(default_factory=list)
    known: int = 0
    passed: int = 0


def run_examples(frame: schema.Frame, reader: Reader, language: str) -> Run:
    """Read the examples of a frame; those that fail, or no longer fail as they say, are problems."""
    run = Run()
    for example in (*frame.example, *frame.counterexample):
        faults = example_faults(example, reader, language)
        if faults and example.known_failure:
            run.known += 1
        elif faults:
            run.problems.append(f"{frame.frame.id}.toml: example {example.id}: {'; '.join(faults)}")
        elif example.known_failure:
            run.problems.append(f"{frame.frame.id}.toml: example {example.id} passes: take its known_failure out")
        else:
            run.passed += 1
    return run


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
    if "office" in want:
        return any(o.post == want["office"] and want.get("person", reading.actor(o.person).name) == reading.actor(o.person).name
                   and want.get("polity", o.polity) == o.polity for o in reading.offices)  # fmt: skip
    if "membership" in want:
        return any(row["role"] == want["membership"] and _same(row, want, "member") and _same(row, want, "organisation") for row in rows["memberships"])
    if "delivery" in want:
        return any(_same(row, {"provider": want["delivery"], **want}, "provider") and _same(row, want, "recipient")
                   and want.get("independence", d.independence) == d.independence
                   for row, d in zip(rows["deliveries"], reading.deliveries, strict=True))  # fmt: skip
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
