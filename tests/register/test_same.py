"""Two cards that a person finds to be one: their entries become one, later reports follow, and all of it can be taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mithaq import Register, RegisterError
from mithaq.model import (
    Actor,
    Article,
    Attribution,
    Commitment,
    Entry,
    Mention,
    Office,
    Reading,
    Statement,
    quote_span,
)
from mithaq.model.article import published_on
from mithaq.register.clock import now

FULL, SHORT = "داوود ميزاني", "ميزاني"


def report(name: str, day: str, *, post: str = "foreign_minister") -> Reading:
    """A report in which a minister of Chad says and promises something."""
    text = f"أعلن الوزير {name} يوم {day} أن بلاده ستشق طريقا جديدا."
    whole, title, said = quote_span(text, 0, len(text)), quote_span(text, 5, 12 + len(name)), quote_span(text, text.index("أن "), len(text))
    voice = [Attribution(role="speaker", actor="p", name=name)]
    return Reading(
        article=Article(text=text, id=f"{name}{day}", language="ar", publisher=f"outlet {day}", published=published_on(day)),
        actors=[Actor(id="p", kind="person", name=name, code="TCD", sector="GOV"), Actor(id="s", kind="state", name="تشاد", code="TCD", sector="GOV")],
        mentions=[Mention(actor="p", start=12, end=12 + len(name))],
        offices=[Office(id="o", evidence=[title], person="p", post=post, title=title, polity="TCD")],
        statements=[Statement(id="t", evidence=[whole], speaker="p", form="indirect", content=said)],
        commitments=[Commitment(id="c", evidence=[whole], obligors=["s"], action=said, strength=4, attribution=voice)],
    )


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "cards.db") as made:
        made.add_readings([report(FULL, "2025-03-01"), report(SHORT, "2025-04-09")])
        yield made


def said(register: Register, as_of: str | None = None) -> dict[str, Any]:
    return {entry.id: msgspec.to_builtins(entry) for entry in register.entries(as_of=as_of)}


def offices(register: Register) -> list[Entry]:
    return [entry for entry in register.entries() if entry.kind == "offices"]


def named(register: Register) -> set[str]:
    """The ids of the cards of persons that stand anywhere in entries and their tellings."""
    cards = (card for entry in register.entries() for card in register.cards(entry))
    return {card.id for card in cards if card.kind == "person"}


def question(register: Register) -> str:
    (asked,) = (one for one in register.queue(limit=100) if one.about == "actor")
    assert set(asked.names) == {FULL, SHORT} and asked.reasons
    return asked.id


def test_what_is_only_like_stays_two_until_a_person_says_so(register: Register) -> None:
    assert question(register) and len(named(register)) == 2
    assert [len(entry.tellings) for entry in offices(register)] == [1, 1]
    assert len(register.timeline(FULL)) == 2


def test_confirming_makes_one_office_and_one_timeline_of_two(register: Register) -> None:
    register.confirm(question(register), by="نادية")
    (office,) = offices(register)
    assert len(office.tellings) == 2 and len(named(register)) == 1
    assert register.party(FULL) == register.party(SHORT)
    assert [entry.id for entry in register.timeline(FULL)] == [entry.id for entry in register.timeline(SHORT)]
    assert len(register.timeline(SHORT)) == 3


def test_later_reports_name_the_card_that_stands_for_both(register: Register) -> None:
    register.confirm(question(register), by="نادية")
    register.add_readings([report(SHORT, "2025-05-20"), report(FULL, "2025-06-11")])
    assert len(named(register)) == 1 and len(offices(register)) == 1
    assert len(offices(register)[0].tellings) == 4


def test_undoing_parts_them_with_what_came_since(register: Register) -> None:
    before = said(register)
    number = register.confirm(question(register), by="نادية")
    register.undo(number, by="نادية")
    assert said(register) == before
    number = register.confirm(question(register), by="نادية")
    register.add_readings([report(SHORT, "2025-05-20")])
    register.undo(number, by="سامي")
    after = said(register)
    assert {id: after[id] for id in before if len(after[id]["tellings"]) == 1} == {id: one for id, one in before.items() if len(after[id]["tellings"]) == 1}
    tellings = {register.party(name).card: sorted(len(e.tellings) for e in offices(register) if e.record.person == register.party(name).card) for name in (FULL, SHORT)}  # type: ignore[attr-defined]
    assert list(tellings.values()) == [[1], [2]]


def test_denying_after_confirming_parts_and_its_undoing_joins(register: Register) -> None:
    asked = question(register)
    register.confirm(asked, by="نادية")
    number = register.deny(asked, by="سامي")
    assert len(named(register)) == 2
    register.undo(number, by="سامي")
    assert len(named(register)) == 1


def test_as_of_knows_the_cards_of_that_time(register: Register) -> None:
    moment, before = now(), said(register)
    number = register.confirm(question(register), by="نادية")
    between, joined = now(), said(register)
    register.undo(number, by="نادية")
    assert said(register, moment) == before
    assert said(register, between) == joined


def test_an_answer_needs_a_name(register: Register) -> None:
    before = said(register)
    with pytest.raises(RegisterError, match="R030"):
        register.confirm(question(register), by="")
    assert said(register) == before
