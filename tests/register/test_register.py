"""What goes into a register comes out of it, byte for byte, once."""

from pathlib import Path

import pytest

from mithaq import Register, RegisterError
from mithaq.model import Reading
from mithaq.register.packing import actor_ids, document_key

READINGS = sorted((Path(__file__).parents[1] / "golden" / "readings").glob("*.json"))


def readings() -> list[Reading]:
    return [Reading.from_json(path.read_bytes()) for path in READINGS]


def test_readings_come_back_byte_for_byte(tmp_path: Path) -> None:
    given = readings()
    with Register(tmp_path / "r.db") as register:
        added = register.add_readings(given)
        assert (added.new, added.known) == (len(given), 0)
        for reading in given:
            assert register.reading(document_key(reading.article)).to_json() == reading.to_json()


def test_a_second_time_adds_nothing(tmp_path: Path) -> None:
    given = readings()
    with Register(tmp_path / "r.db") as register:
        register.add_readings(given)
        before = [entry.id for entry in register.entries()]
        again = register.add_readings(given)
        assert (again.new, again.known) == (0, len(given))
        assert [entry.id for entry in register.entries()] == before


def test_every_record_is_told_by_an_entry(tmp_path: Path) -> None:
    given = readings()
    with Register(tmp_path / "r.db") as register:
        register.add_readings(given)
        told = [telling for entry in register.entries() for telling in entry.tellings]
        assert len(told) == sum(1 for reading in given for _ in reading.records)
        assert len({telling.id for telling in told}) == len(told)
        for entry in register.entries():
            assert {actor.id for actor in entry.actors} == set(actor_ids(entry.kind, entry.record))
            for telling in entry.tellings:
                for evidence in telling.record.evidence:
                    assert telling.document.article.text[evidence.start : evidence.end] == evidence.text


def test_an_unknown_entry_is_told(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as register, pytest.raises(RegisterError, match=r"R008.*e-none"):
        register.entry("e-none")
