"""Russian sentences: genitives without a preposition, negation, what lies ahead, quotations with a dash."""

import functools

import pytest

from mithaq import Article, Reader, Reading
from mithaq.evaluation import compact


@functools.cache
def reader() -> Reader:
    return Reader(["ru", "en"])


def read(text: str) -> Reading:
    return reader().read(Article(text=text, language="ru"))


@pytest.mark.parametrize(
    ("text", "code", "content"),
    [
        ("«Порт закрыт», — сообщил посол Турции.", "TUR", "Порт закрыт"),
        ("Министр обороны Греции заявил, что порт закрыт.", "GRC", "порт закрыт"),
        ("По словам премьер-министра Индии, порт закрыт.", "IND", "порт закрыт"),
    ],
)
def test_who_said_what(text: str, code: str, content: str) -> None:
    reading = read(text)
    assert [(row["code"], one.content.text) for row, one in zip(compact(reading)["statements"], reading.statements, strict=True)] == [({code}, content)]


def test_a_title_takes_whose_it_is_in_the_genitive() -> None:
    offices = read("Министр иностранных дел Кении Антон Орлов встретился с французским послом.").offices
    assert [(office.post, office.polity) for office in offices] == [("foreign_minister", "KEN")]


def test_persons_are_known_in_every_case() -> None:
    (meeting,) = read("Президент Египта встретился с Сергеем Лавровым.").meetings
    assert meeting.status == "held" and len(meeting.persons) == 2


@pytest.mark.parametrize(("text", "status"), [("Президент Чада встретится с президентом Кении.", "planned"), ("Президент Чада встретился с президентом Кении.", "held")])
def test_the_present_of_perfective_verbs_lies_ahead(text: str, status: str) -> None:
    assert [meeting.status for meeting in read(text).meetings] == [status]


@pytest.mark.parametrize("text", ["Израиль не атаковал Ливан.", "Израиль не будет атаковать Ливан.", "Израиль атаковал бы Ливан."])
def test_what_is_denied_or_unreal_is_not_done(text: str) -> None:
    assert [event.actuality for event in read("Израиль атаковал Ливан.").events if event.type == "ASSAULT"] == ["done"]
    assert not [event for event in read(text).events if event.type == "ASSAULT" and event.actuality == "done"]


def test_the_language_is_told_by_its_letters() -> None:
    assert reader().detect("Министр принял посла в столице, и они обсудили вопрос о границе.") == "ru"
