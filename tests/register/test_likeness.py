"""Two tellings are one entry, are proposed to be, or are not: families of pairs, positive and negative."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mithaq.model import (
    Actor,
    Agreement,
    Amount,
    Article,
    Attribution,
    Commitment,
    Delivery,
    Event,
    Evidence,
    Meeting,
    Office,
    Place,
    Record,
    Statement,
    When,
)
from mithaq.model.article import published_on
from mithaq.model.entry import Document
from mithaq.register.blocking import block_keys
from mithaq.register.comparing import compare
from mithaq.register.facts import Facts, facts_of

CARDS = {
    **{code: Actor(id=code, kind="state", name=code, code=code, sector="GOV") for code in ("RUS", "TUR", "EGY", "MLI", "BFA", "NER", "FRA", "QAT")},
    "IGO:AES": Actor(id="IGO:AES", kind="alliance", name="تحالف دول الساحل", code="IGO:AES", sector="IGO"),
    "p-lavrov": Actor(id="p-lavrov", kind="person", name="سيرغي لافروف", code="RUS", sector="GOV"),
    "p-putin": Actor(id="p-putin", kind="person", name="فلاديمير بوتين", code="RUS", sector="GOV"),
    "p-fidan": Actor(id="p-fidan", kind="person", name="هاكان فيدان", code="TUR", sector="GOV"),
    "UNK": Actor(id="UNK", kind="group", name="unknown", code="UNK", sector="UAF"),
}
KINDS = {Meeting: "meetings", Agreement: "agreements", Commitment: "commitments", Delivery: "deliveries", Statement: "statements", Event: "events", Office: "offices"}
MOSCOW = Place("موسكو", "RUS", 55.75, 37.62, labels={"en": "Moscow"})
ANKARA = Place("أنقرة", "TUR", 39.93, 32.86, labels={"en": "Ankara"})


def on(day: str | None, basis: str = "explicit") -> When | None:
    return When(day, day, "day", basis) if day else None  # type: ignore[arg-type]


def words(text: str) -> Evidence:
    return Evidence(0, len(text), text)


def meeting(day: str | None = "2025-03-11", **fields: Any) -> Meeting:
    return Meeting(**{"evidence": [words("التقى لافروف نظيره فيدان وبحثا ملف سوريا")], "participants": ["p-lavrov", "p-fidan"], "place": MOSCOW, "date": on(day), **fields})


def event(kind: str = "ASSAULT", day: str | None = "2025-03-11", text: str = "قصف مستودع وقود قرب الميناء", **fields: Any) -> Event:
    return Event(**{"evidence": [words(text)], "type": kind, "actor": ["RUS"], "recipient": ["TUR"], "date": on(day), "trigger": words("قصف"), **fields})


def promise(text: str = "تسليم عشرين محطة لتنقية المياه", **fields: Any) -> Commitment:
    return Commitment(**{"evidence": [words(text)], "obligors": ["QAT"], "beneficiaries": ["MLI"], "action": words(text), "strength": 4, "domains": ["humanitarian"], **fields})


def accord(text: str = "وقعا مذكرة تفاهم للتعاون في قطاع الطاقة المتجددة", **fields: Any) -> Agreement:
    return Agreement(**{"evidence": [words(text)], "type": "memorandum", "parties": ["EGY", "QAT"], "stage": "signed", "date": on("2025-05-07"), **fields})


def said(text: str, speaker: str = "p-lavrov", **fields: Any) -> Statement:
    return Statement(**{"evidence": [words(text)], "speaker": speaker, "form": "indirect", "content": words(text), **fields})


def given(text: str = "تسلمت مالي من قطر محطات لتنقية المياه", **fields: Any) -> Delivery:
    return Delivery(**{"evidence": [words(text)], "provider": ["QAT"], "recipient": ["MLI"], "what": words(text), **fields})


def facts(record: Record, name: str, published: str = "2025-03-12", language: str = "ar", group: str | None = None) -> Facts:
    document = Document(key=name, article=Article(text=name, language=language, published=published_on(published)), group=group or name, added="")
    return facts_of(KINDS[type(record)], f"{name}-1", record, document, CARDS)


SAME = {
    "the same ministers, day and city": (meeting(), meeting()),
    "one report without its day": (meeting(), meeting("2025-03-12", date=on("2025-03-12", "inferred"))),
    "one report without any date": (meeting(), meeting(None)),
    "one report without persons, in the same words": (meeting(), meeting(participants=["RUS", "TUR"])),
    "planned and held that day": (meeting(status="planned", actuality="planned"), meeting()),
    "the same numbered session, recalled": (meeting(ordinal=3), meeting("2025-03-11", ordinal=3, participants=["RUS", "TUR"])),
    "an alliance and its members": (meeting(participants=["RUS", "IGO:AES"]), meeting(participants=["RUS", "BFA", "MLI", "NER"])),
    "one attack in one city": (event(place=ANKARA), event(place=ANKARA, text="قصف مستودع للوقود")),
    "an attack with the same toll and words": (event(), event(text="قصف قرب الميناء مستودع وقود")),
    "a promise in other words, with its deadline": (promise(deadline=on("2025-09-30")), promise("أن تسلم عشرين محطة تنقية", deadline=on("2025-09-30"))),
    "a promise with its amount": (promise(amount=Amount(20, "USD")), promise(amount=Amount(20, "USD"))),
    "an agreement told with and without its day": (accord(), accord(date=on("2025-05-07", "inferred"))),
    "agreed is what some say of what was signed": (accord(stage="agreed"), accord()),
    "a statement with another word or two": (said("روسيا مستعدة لمواصلة المحادثات حول سوريا في أي وقت"), said("روسيا مستعدة لمواصلة المحادثات حول سوريا في كل وقت")),
    "a delivery in nearly the same words": (given(), given("قطر سلمت مالي محطات تنقية المياه")),
}  # fmt: skip

APART = {
    "the same ministers a week later": (meeting(), meeting("2025-03-18")),
    "the same day, other persons of the same states": (meeting(place=None), meeting(place=None, participants=["p-putin", "TUR"])),
    "the same day, cities far apart": (meeting(participants=["RUS", "TUR"]), meeting(participants=["RUS", "TUR"], place=ANKARA)),
    "two numbered sessions": (meeting(ordinal=1), meeting(ordinal=2)),
    "a call is no visit": (meeting(kind="call", place=None, participants=["RUS", "TUR"]), meeting(kind="visit", place=None, participants=["RUS", "TUR"])),
    "other parties": (meeting(), meeting(participants=["p-lavrov", "EGY"])),
    "two attacks on two days": (event(), event(day="2025-03-12")),
    "two attacks in two cities": (event(place=ANKARA), event(place=MOSCOW)),
    "nothing in common but sides and day": (event(), event(text="غارة على ثكنة في الجنوب")),
    "attack and counter-attack": (event(), event(actor=["TUR"], recipient=["RUS"])),
    "done and denied": (event(), event(actuality="denied")),
    "unknown doers on one day": (event(actor=["UNK"]), event(actor=["UNK"], text="تفجير سيارة أمام سوق شعبية")),
    "a promise with another deadline": (promise(deadline=on("2025-09-30")), promise(deadline=on("2025-12-31"))),
    "a promise of another amount": (promise(amount=Amount(20, "USD")), promise(amount=Amount(50, "USD"))),
    "two promises of one state on one day": (promise(), promise("إرسال مدربين إلى كلية الأركان", domains=["military"])),
    "promises to two states": (promise(), promise(beneficiaries=["NER"])),
    "forty are not twenty-five": (given("تسلمت مالي من قطر 40 محطة لتنقية المياه"), given("تسلمت مالي من قطر 25 سيارة إسعاف")),
    "signed and ratified are two steps": (accord(), accord(stage="ratified")),
    "two agreements of one day": (accord(), accord("وقعا اتفاقية لتسليم المطلوبين", type="agreement")),
    "a statement of another speaker": (said("نرحب بكل جهد يوقف القتال في السودان"), said("نرحب بكل جهد يوقف القتال في السودان", "p-fidan")),
    "too short to be told apart": (said("نأسف لما حدث"), said("نأسف لما حدث")),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_tellings_of_one_fact(name: str) -> None:
    a, b = (facts(record, key) for record, key in zip(SAME[name], "ab", strict=True))
    likeness = compare(a.kind, a, b)
    assert likeness.is_same, likeness
    assert set(block_keys(a)) & set(block_keys(b))
    assert likeness.reasons


@pytest.mark.parametrize("name", APART)
def test_tellings_of_two_facts(name: str) -> None:
    a, b = (facts(record, key) for record, key in zip(APART[name], "ab", strict=True))
    assert not compare(a.kind, a, b).is_same, compare(a.kind, a, b)


@pytest.mark.parametrize("name", [*SAME, *APART])
def test_likeness_is_the_same_either_way(name: str) -> None:
    a, b = (facts(record, key) for record, key in zip((SAME | APART)[name], "ab", strict=True))
    assert compare(a.kind, a, b) == compare(a.kind, b, a)


def test_one_report_never_tells_one_fact_twice() -> None:
    a, b = facts(meeting(), "a"), facts(meeting(), "a")
    assert compare("meetings", a, b).ruled_out


def test_copies_of_a_report_tell_the_same() -> None:
    other = meeting("2025-03-13")
    assert compare("meetings", facts(meeting(), "a", group="g"), facts(other, "b", group="g")).score == 1.0
    assert compare("meetings", facts(meeting(), "a"), facts(other, "b")).ruled_out


def test_over_languages_codes_days_and_places_decide() -> None:
    english = meeting(evidence=[words("Lavrov met his counterpart Fidan")])
    assert compare("meetings", facts(meeting(), "a"), facts(english, "b", language="en")).is_same
    undated = meeting(None, place=None, participants=["RUS", "TUR"], evidence=english.evidence)
    assert not compare("meetings", facts(meeting(), "a"), facts(undated, "b", language="en")).is_same


def test_an_inferred_day_counts_less_than_a_stated_one() -> None:
    stated = compare("meetings", facts(meeting(), "a"), facts(meeting(), "b"))
    guess = msgspec.structs.replace(meeting(), date=on("2025-03-11", "inferred"), participants=["RUS", "TUR"], place=None)
    guessed = compare("meetings", facts(msgspec.structs.replace(guess, date=on("2025-03-11")), "a"), facts(guess, "b"))
    assert guessed.score < stated.score


def test_a_promise_made_again_is_another_one_that_others_recall_is_the_same() -> None:
    made = promise(deadline=on("2025-09-30"))
    again = facts(made, "b", "2025-05-20")
    recalled = facts(promise(deadline=on("2025-09-30"), attribution=[Attribution(role="speaker", actor="MLI")]), "c", "2025-05-20")
    first = facts(made, "a", "2025-03-12")
    assert compare("commitments", first, again).ruled_out
    assert compare("commitments", first, recalled).is_same


def test_an_office_is_one_from_taking_it_up_to_leaving_it() -> None:
    office = Office(evidence=[words("وزير الخارجية")], person="p-fidan", post="foreign_minister", title=words("وزير الخارجية"), polity="TUR")
    left = msgspec.structs.replace(office, status="former")
    other = msgspec.structs.replace(office, post="head_of_government")
    assert compare("offices", facts(office, "a"), facts(left, "b", "2025-12-01")).is_same
    assert not compare("offices", facts(office, "a"), facts(other, "b")).is_same
