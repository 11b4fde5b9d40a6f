"""Readings go through the store's form and come back the same, whatever they hold."""

import msgspec
import pytest

from mithaq import Article, ReadingError
from mithaq.model import Actor, Evidence, Reading
from mithaq.model.article import published_on
from mithaq.model.records import Amount, Casualties, Event, Statement
from mithaq.register.packing import document_key, pack, plain, unpack_reading, unpack_record

TEXT = "قالت مصر إن 😀 عشرين قتلوا."


def through(reading: Reading) -> Reading:
    packed = pack(reading)
    return unpack_reading(packed.article, packed.payload, [(one.kind, one.payload) for one in packed.records])


def words(start: int, end: int) -> Evidence:
    return Evidence(start, end, TEXT[start:end])


def test_amounts_empty_lists_and_nested_spans_come_back() -> None:
    killed = Casualties(killed=Amount(20.0, "person", words(14, 19)), injured=Amount(1.5, "person"))
    event = Event(id="e1", evidence=[], type="ASSAULT", actor=[], trigger=words(20, 25), casualties=killed, confidence=0.5)
    reading = Reading(article=Article(text=TEXT, id="x", published=published_on("2024-01-02")), events=[event])
    assert through(reading).to_json() == reading.to_json()


def test_records_without_ids_and_with_the_same_words_stay_apart() -> None:
    said = Statement(evidence=[words(0, 8)], form="indirect", content=words(9, 26))
    reading = Reading(article=Article(text=TEXT, id="x"), statements=[said, said])
    packed = pack(reading)
    assert len({one.number for one in packed.records}) == len({one.key for one in packed.records}) == 2
    assert through(reading) == reading


def test_a_record_keeps_its_key_when_actors_and_confidence_change() -> None:
    def key(**changes: object) -> str:
        said = msgspec.structs.replace(Statement(evidence=[words(0, 8)], form="indirect", content=words(9, 26)), **changes)
        return pack(Reading(article=Article(text=TEXT), actors=[Actor(id="a1", kind="state", name="مصر")], statements=[said])).records[0].key

    assert key() == key(speaker="a1", confidence=0.9, id="s7")
    assert key() != key(evidence=[words(0, 4)])


def test_entries_keep_words_of_other_documents() -> None:
    said = Statement(evidence=[words(0, 8)], form="indirect", content=Evidence(0, 5, "أكدت…"))
    assert unpack_record("statements", msgspec.json.encode(plain(said, TEXT, strict=False)), TEXT) == said


def test_the_key_is_of_text_address_outlet_and_stated_day() -> None:
    article = Article(text=TEXT, id="1", publisher="p", url="u", published=published_on("2024-01-02"))
    inferred = msgspec.structs.replace(article, published=msgspec.structs.replace(published_on("2024-01-02"), basis="inferred"))
    keys = [
        document_key(msgspec.structs.replace(article, **changes))
        for changes in ({}, {"text": TEXT + " "}, {"publisher": "q"}, {"url": None}, {"published": published_on("2024-01-03")}, {"published": None})
    ]
    assert len(set(keys)) == len(keys)
    assert document_key(msgspec.structs.replace(article, id="2", language="ar", title="t")) == keys[0]
    assert document_key(inferred) == keys[-1]


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "D006"), ("a\ud800b", "D006")])
def test_characters_that_cannot_be_stored_are_told(text: str, code: str) -> None:
    with pytest.raises(ReadingError, match=code):
        pack(Reading(article=Article(text=text)))


def test_an_actor_that_is_not_there_is_told() -> None:
    said = Statement(evidence=[words(0, 8)], form="indirect", content=words(9, 26), speaker="a9")
    with pytest.raises(ReadingError, match=r"D002.*a9"):
        pack(Reading(article=Article(text=TEXT), statements=[said]))
