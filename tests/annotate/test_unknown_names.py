"""Arabic names that no list and no title announces, and adjectives that only look like belonging to a state."""

import functools

import pytest

from mithaq.model import Article
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def told(text: str) -> list[tuple[str, str]]:
    reading = reader().read(Article(text=text, language="ar"))
    return [(reading.actor(one.speaker).name if one.speaker else "", one.content.text) for one in reading.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقالت روبنسدال كارفيلد إن القرية خالية.", [("روبنسدال كارفيلد", "القرية خالية")]),
        ("وقالت روبنسدال كارفيلد لصحيفة الغارديان إن القرية خالية.", [("روبنسدال كارفيلد", "القرية خالية")]),
        ("قال روبنسدال كارفيلد: \"أعتقد أن القرية خالية من سكانها\".", [("روبنسدال كارفيلد", "أعتقد أن القرية خالية من سكانها")]),
        ("أعلن لكم بحزن أن القرية خالية.", []),
    ],
)
def test_unknown_names_speak(text: str, expected: list[tuple[str, str]]) -> None:
    assert [one for one in told(text) if one[0] == "روبنسدال كارفيلد" or not expected] == expected


def test_finance_is_not_of_mali() -> None:
    reading = reader().read(Article(text="أعلنت الهيئة المالية أن الأسعار تنخفض في تونس. وقالت الهيئة إن النمو مستمر.", language="ar"))
    assert "MLI" not in {actor.code for actor in reading.actors}
