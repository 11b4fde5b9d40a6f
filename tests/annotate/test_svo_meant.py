"""English: whom words without a name of their own mean, and where force strikes."""

import functools

import pytest

from mithaq.model import Article, Reading
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(["en"])


def read(text: str, publisher: str | None = None) -> Reading:
    return reader().read(Article(text=text, language="en", published="2025-06-05", publisher=publisher))


def speakers(reading: Reading) -> list[str]:
    return [reading.actor(one.speaker).code for one in reading.statements if one.speaker]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The EU wrote to Chad. Brussels said it was worried.", ["IGO:EU"]),
        ("Belgium and the EU met. Brussels said it was worried.", ["BEL"]),
        ("The Norwegian Embassy said the harvest had failed. Kenya is the main buyer, it said.", ["NOR", "NOR"]),
        ("Secretary of State Ann Orr met the minister of Chad. The Secretary said it was late.", ["USA"]),
    ],
)
def test_who_speaks_is_whom_the_report_means(text: str, codes: list[str]) -> None:
    assert speakers(read(text)) == codes


def test_a_report_that_names_no_country_is_from_its_outlets() -> None:
    text = "The bridge is shut again, her manager said."
    assert speakers(read(text, "theguardian.com")) == ["GBR"]
    assert speakers(read(text)) == ["UNK"]


def test_a_question_promises_nothing() -> None:
    assert not read("Does Norway plan to lift the sanctions on Chadian officials?").events


def test_presidents_by_the_full_name_of_their_republic_are_heads_of_state() -> None:
    offices = read("The President of the Socialist Republic of Viet Nam, H.E. Tran Hoa, met President Ravi Rao of India.").offices
    assert [(one.post, one.polity) for one in offices] == [("head_of_state", "VNM"), ("head_of_state", "IND")]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Russian drones and rockets struck depots across Ukraine.", ["RUS"], ["UKR"]),
        ("Ukrainian forces attacked a refinery in Russia's Saratov region.", ["UKR"], ["RUS"]),
        ("The convoy was attacked by gunmen near Gao.", ["UNK"], ["MLI"]),
        ("Poland expelled two Russian envoys. Moscow vowed to retaliate.", ["RUS"], ["POL"]),
    ],
)
def test_deeds_reach_where_their_words_say(text: str, actors: list[str], recipients: list[str]) -> None:
    reading = read(text)
    last = reading.events[-1]
    assert [reading.actor(i).code for i in last.actor] == actors
    assert [reading.actor(i).code for i in last.recipient] == recipients


def test_money_is_of_whom_its_sign_names() -> None:
    (promise,) = read("New Zealand committed to providing NZ$6 million to Fiji.").commitments
    assert promise.amount is not None
    assert (promise.amount.value, promise.amount.unit) == (6_000_000, "NZD")
