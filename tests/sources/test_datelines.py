"""Datelines and signatures tell who wrote a report, and stay in its text."""

import pytest

from mithaq.packs.loader import load_shared
from mithaq.sources.datelines import read_dateline, read_signature
from mithaq.sources.origins import origin_of
from mithaq.sources.words import name_key, table

# what a report opens with, its origin, its place; the sentence follows
DATELINES = [
    ("الرياض - واس: ", "spa", "الرياض"),
    ("الرياض – واس\n", "spa", "الرياض"),
    ("الدوحة-قنا: ", "qna", "الدوحة"),
    ("القاهرة - أ ش أ: ", "mena.org.eg", "القاهرة"),
    ("باريس (أ ف ب) - ", "afp", "باريس"),
    ("باريس - أ.ف.ب - ", "afp", "باريس"),
    ("بروكسل/ د ب أ/ ", "dpa", "بروكسل"),
    ("واشنطن (رويترز) - ", "reuters", "واشنطن"),
    ("موسكو / 3 أبريل / تاس /. ", "tass", "موسكو"),
    ("موسكو، 3 أبريل (تاس) - ", "tass", "موسكو"),
    ("عمّان 3 نيسان (بترا)- ", "petra", "عمّان"),
    ("أبوظبي في 3 أبريل/ وام / ", "wam", "أبوظبي"),
    ("الكويت – 3 – 4 (كونا) -- ", "kuna", "الكويت"),
    ("بكين 3 أبريل 2025 (شينخوا) -- ", "xinhua", "بكين"),
    ("بيروت، لبنان (CNN) -- ", "cnn", "بيروت"),
    ("بيروت – «الحياة»\n", "alhayat", "بيروت"),
    ("بيروت – «الحياة» ", "alhayat", "بيروت"),
    ("«الشرق الأوسط» - ", "aawsat", ""),
    ("(واس) - ", "spa", ""),
    ("رويترز\n", "reuters", ""),
    ("القاهرة ـ وكالات: ", "", "القاهرة"),
    ("عواصم - وكالات: ", "", ""),
    ("واشنطن - رويترز، أ ف ب: ", "", "واشنطن"),
    ("MOSCOW, April 3. /TASS/. ", "tass", "MOSCOW"),
    ("PARIS (AFP) - ", "afp", "PARIS"),
]
# openings that name an agency or outlet and are no dateline
SENTENCES = [
    "قال الوزير لـ«الحياة»: سنرد على الرسالة.",
    "قالت وكالة (سانا): إن الوفد وصل.",
    "قال الرئيس لـ(رويترز): نعم.",
    "أعلنت رويترز أن الوفد وصل.",
    "أكد وزير الخارجية الروسي، في حديث إلى (تاس) - أن الاتفاق قريب.",
    "الرياض: أعلن المجلس موقفه.",
    "الخليج - اليوم السبت وقع الوزيران.",
    "WASHINGTON, March 26 - The Treasury said so.",
    "The minister told Reuters: we agree.",
    "",
    "تاس",
]
# a text's end, and who signs it
SIGNATURES = [
    ("وصل الوفد. (واس)", "spa"),
    ("وصل الوفد.\n--(بترا)", "petra"),
    ("وصل الوفد.\n/وام/", "wam"),
    ("وصل الوفد. انتهى/ كونا", "kuna"),
    ("وصل الوفد.\nأ ف ب", "afp"),
    ("وصل الوفد. واس", "spa"),
    ("وصل الوفد.\nأ ف ب/ رويترز", ""),
    ("وصل الوفد.\nالمصدر: رويترز", "reuters"),
    ("وصل الوفد.\nالمصدر: وكالات", ""),
    ("It was signed. reuter", "reuters"),
    ("وصل الوفد، كما قالت وكالة (رويترز)", ""),
    ("وصل الوفد.\nالمصدر: شبكة البلد", ""),
    ("نقلت الخبر رويترز", ""),
]


@pytest.mark.parametrize(("opening", "origin", "place"), DATELINES)
def test_dateline_tells_who_and_where(opening: str, origin: str, place: str) -> None:
    found = read_dateline(opening + "وقعت الدولتان اتفاقية.")
    assert found is not None
    assert (found.origin, found.place, found.end) == (origin, place, len(opening))
    assert origin_of(opening + "وقعت الدولتان اتفاقية.") == origin


@pytest.mark.parametrize("text", SENTENCES)
def test_sentence_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(("text", "origin"), SIGNATURES)
def test_signature_tells_who(text: str, origin: str) -> None:
    assert origin_of(text) == origin


def test_signature_alone_is_no_text_that_is_signed() -> None:
    assert read_signature("(واس)") is None and read_signature("") is None


def test_dateline_goes_before_the_signature_and_both_before_the_outlet() -> None:
    assert origin_of("باريس - أ ف ب: وصل الوفد. (واس)", "wam.ae") == "afp"
    assert origin_of("وصل الوفد. (واس)", "wam.ae") == "spa"
    assert origin_of("وصل الوفد.", "wam.ae") == "wam"


def test_byline_of_an_agency_is_the_origin_and_that_of_a_person_is_none() -> None:
    assert origin_of("وصل الوفد.", "example.org", ["رويترز"]) == "reuters"
    assert origin_of("وصل الوفد.", "example.org", ["سلمى الحداد"]) == ""


@pytest.mark.parametrize(("publisher", "origin"), [("spa.gov.sa", "spa"), ("www.wafa.ps", "wafa"), ("youm7.com", ""), ("رويترز", "reuters"), (None, "")])
def test_an_agency_that_publishes_itself_is_the_origin(publisher: str | None, origin: str) -> None:
    assert origin_of("وصل الوفد.", publisher) == origin


def test_no_name_stands_for_two_signers() -> None:
    keys = [name_key(name) for row in table("origins.tsv") for name in row["names"].split("|")]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_codes_are_those_of_the_outlets_where_these_have_one() -> None:
    outlets = {row.outlet for row in load_shared().outlets}
    codes = {row["code"] for row in table("origins.tsv") if row["code"]}
    assert len(codes & outlets) > 60
    # who writes for all Arabs, or from elsewhere, is not listed there
    assert all(code == code.lower() for code in codes)
