"""What goes into a register comes out of it, byte for byte, once."""

import msgspec
import pytest

from mithaq import ReadingError, Register, RegisterError
from mithaq.model import Evidence, Reading
from mithaq.register.packing import actor_ids, document_key
from mithaq.register.words import find_words, folded_words


def test_readings_come_back_byte_for_byte(place: str, readings: list[Reading]) -> None:
    with Register(place) as register:
        added = register.add_readings(readings)
        assert (added.new, added.known) == (len(readings), 0)
        for reading in readings:
            assert register.reading(document_key(reading.article)).to_json() == reading.to_json()


def test_a_second_time_adds_nothing(place: str, readings: list[Reading]) -> None:
    with Register(place) as register:
        register.add_readings(readings)
        before = [entry.id for entry in register.entries()]
    with Register(place) as register:
        again = register.add_readings(readings)
        assert (again.new, again.known) == (0, len(readings))
        assert [entry.id for entry in register.entries()] == before


def test_every_record_is_told_by_an_entry(place: str, readings: list[Reading]) -> None:
    with Register(place) as register:
        register.add_readings(readings)
        told = [telling for entry in register.entries() for telling in entry.tellings]
        assert len(told) == sum(1 for reading in readings for _ in reading.records)
        assert len({telling.id for telling in told}) == len(told)
        for entry in register.entries():
            assert {actor.id for actor in entry.actors} >= set(actor_ids(entry.kind, entry.record))
            for telling in entry.tellings:
                for evidence in telling.record.evidence:
                    assert telling.document.article.text[evidence.start : evidence.end] == evidence.text


def test_an_unknown_entry_is_told(place: str) -> None:
    with Register(place) as register, pytest.raises(RegisterError, match=r"R008.*e-none"):
        register.entry("e-none")


def test_evidence_that_differs_from_the_article_is_refused(place: str, readings: list[Reading]) -> None:
    reading = next(one for one in readings if one.events)
    event = msgspec.structs.replace(reading.events[0], evidence=[Evidence(0, 3, "???")])
    with Register(place) as register, pytest.raises(ReadingError, match="D001"):
        register.add_readings([msgspec.structs.replace(reading, events=[event])])


def test_words_are_found_however_they_are_spelled(place: str, readings: list[Reading]) -> None:
    with Register(place) as register:
        register.add_readings(readings)
        with register.connect() as connection:
            for written in ("الأُمَم المتحدة", "الامم المتّحدة"):
                found = find_words(connection, "document_words", [[folded_words(written)]], 10)
                assert found
                assert [rank for _, rank in found] == sorted(rank for _, rank in found)
            assert not find_words(connection, "document_words", [[folded_words("المتحدة الأمم")]], 10)
            assert find_words(connection, "entry_words", [["طاجيك*", "لاشيء"]], 10)
