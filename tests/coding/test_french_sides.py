"""Who did it, with whom and to whom, where French words could be taken for more than they tell."""

import pytest

from mithaq import Article, Reader

# sentences → type, actors and recipients of each of their events
SIDES = {
    "what-is-refused-has-not-been-said": ("Le Brésil refuse de condamner le Venezuela.", {("REJECT", "BRA", "VEN")}),
    "what-is-told-besides-has": ("Le Brésil a rejeté le plan, accusant le Venezuela de mentir.", {("REJECT", "BRA", ""), ("ACCUSE", "BRA", "VEN")}),
    "a-visit-to-come-is-its-talks": ("Le ministre danois se rendra à Lima, où il rencontrera le président péruvien.", {("AGREE", "DNK PER", "")}),
    "folk-travel-for-themselves": ("Des étudiants danois arrivent en Tunisie.", set()),
    "the-press-is-no-party": ("Le ministre danois a eu un entretien avec la BBC.", set()),
    "what-states-hold-is-wronged": ("Le ministre danois a dit que toute atteinte à la souveraineté du Tchad serait inacceptable.", set()),
    "some-states-of-a-continent-are-not-their-union": ("Neuf pays européens, dont la Norvège, ont condamné le Tchad.", {("ACCUSE", "NOR", "TCD")}),
    "matches-are-no-fights": ("Le Brésil affrontera le Pérou en demi-finale.", set()),
    "a-verb-ends-the-words-before-it": ("Trois gendarmes sont blessés précisent des témoins joints par la BBC.", set()),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["fr"])


@pytest.mark.parametrize(("text", "expected"), SIDES.values(), ids=SIDES.keys())
def test_sides_of_a_french_event(reader: Reader, text: str, expected: set[tuple[str, str, str]]) -> None:
    reading = reader.read(Article(text=text, language="fr"))
    codes = {actor.id: actor.code for actor in reading.actors}
    read = {(event.type, " ".join(codes[i] for i in event.actor), " ".join(codes[i] for i in event.recipient)) for event in reading.events}
    assert read == expected


def test_an_agreement_to_come_is_none(reader: Reader) -> None:
    assert reader.read(Article(text="Le Pérou et le Tchad parviendront à un accord.", language="fr")).agreements == []
    assert reader.read(Article(text="Le Pérou et le Tchad sont parvenus à un accord.", language="fr")).agreements
