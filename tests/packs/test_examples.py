"""Every example and counterexample of every frame, read by the reader itself."""

import functools

import pytest

from mithaq.model import Article, Reading
from mithaq.model.article import published_on
from mithaq.packs import loader
from mithaq.packs.schema import Example
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def read(example: Example) -> Reading:
    when = published_on(example.published.isoformat()) if example.published else None
    return reader().read(Article(text=example.text, language="ar", published=when))


def codes(reading: Reading, ids) -> set[str]:
    found = set()
    for actor_id in [ids] if isinstance(ids, str) else ids or []:
        actor = reading.actor(actor_id)
        found |= codes(reading, actor.members) if actor.members else {actor.code}
    return found


def met(reading: Reading, want: dict) -> bool:
    if "event" in want:
        return any(
            (event.type == want["event"]
            and want.get("mode", event.mode) == event.mode
            and set(want.get("actor", codes(reading, event.actor))) == codes(reading, event.actor)
            and set(want.get("recipient", codes(reading, event.recipient))) == codes(reading, event.recipient)
            and want.get("actuality", event.actuality) == event.actuality
            and want.get("trigger", event.trigger.text) in (event.trigger.text, *(e.text for e in event.evidence)))
            or (want["event"] == event.type
            and "trigger" in want
            and event.trigger.text in str(want["trigger"]).split()
            and set(want.get("actor", [])) == codes(reading, event.actor)
            and set(want.get("recipient", codes(reading, event.recipient))) == codes(reading, event.recipient))
            for event in reading.events
        )
    if "statement" in want:
        return any(
            codes(reading, s.speaker) == {want["statement"]} and want.get("content", s.content.text) == s.content.text
            for s in reading.statements
        )
    if "commitment" in want:
        return any(
            c.strength == want["commitment"]
            and set(want.get("obligors", codes(reading, c.obligors))) == codes(reading, c.obligors)
            and set(want.get("beneficiaries", codes(reading, c.beneficiaries))) == codes(reading, c.beneficiaries)
            for c in reading.commitments
        )
    if "meeting" in want:
        return any(
            m.status == want["meeting"] and set(want.get("participants", [])) <= codes(reading, m.participants)
            for m in reading.meetings
        )
    if "agreement" in want:
        return any(
            a.stage == want["agreement"] and set(want.get("parties", [])) <= codes(reading, a.parties)
            for a in reading.agreements
        )
    raise AssertionError(f"unknown expectation: {want}")


def violated(reading: Reading, forbidden: str) -> bool:
    kinds = {"statement": reading.statements, "commitment": reading.commitments, "meeting": reading.meetings,
             "agreement": reading.agreements, "delivery": reading.deliveries}  # fmt: skip
    if forbidden in kinds:
        return bool(kinds[forbidden])
    return any(event.type == forbidden and event.actuality in ("done", "ongoing") for event in reading.events)


def cases() -> list:
    found = []
    for path in sorted((loader.PACKS / "ar" / "frames").glob("*.toml")):
        frame = loader.read_frame(path)
        for example in (*frame.example, *frame.counterexample):
            marks = [pytest.mark.xfail(reason=example.known_failure, strict=True)] if example.known_failure else []
            found.append(pytest.param(example, id=example.id, marks=marks))
    return found


@pytest.mark.parametrize("example", cases())
def test_example_reads_as_its_file_says(example: Example) -> None:
    assert example.expect or example.forbid, f"{example.id}: expects nothing"
    reading = read(example)
    missed = [want for want in example.expect if not met(reading, want)]
    broken = [kind for kind in example.forbid if violated(reading, kind)]
    assert not missed and not broken, f"missed {missed}, read what is forbidden {broken}"


def test_example_ids_are_unique() -> None:
    ids = [case.id for case in cases()]
    assert len(ids) == len(set(ids))
