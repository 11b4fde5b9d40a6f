"""Properties that hold for any report: evidence equals text, same in same out, noise changes nothing."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.model import Article, Reading
from mithaq.reader import Reader
from mithaq.text.fold import fold
from mithaq.text.sentences import split_sentences
from mithaq.text.tokens import tokenise

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةؤئ"
NOISY = st.text(alphabet=ARABIC + " \n.،؛:«»\"()123٤ًَُّـ\u200f\u200e\u00a0😀", max_size=300)
REPORT = (
    "أعلنت وزارة الخارجية الروسية أن موسكو تعهدت بتقديم مساعدات إلى مالي.\n"
    "وقال وزير الخارجية التركي هاكان فيدان إن بلاده ترفض العقوبات على إيران.\n"
    "استقبل الرئيس المصري وزير الخارجية الفرنسي في القاهرة يوم 3 أبريل 2025."
)


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def read(text: str) -> Reading:
    return reader().read(Article(id="x", text=text, language="ar"))


def evidence_of(value) -> list:
    if hasattr(value, "start") and hasattr(value, "end") and hasattr(value, "text"):
        return [value]
    if isinstance(value, list):
        return [e for item in value for e in evidence_of(item)]
    if hasattr(value, "__struct_fields__"):
        return [e for name in value.__struct_fields__ for e in evidence_of(getattr(value, name))]
    return []


def summary(reading: Reading) -> list:
    codes = {actor.id: actor.code for actor in reading.actors}
    fields = ("speaker", "participants", "parties", "obligors", "beneficiaries", "provider", "recipient", "actor", "member")
    rows = []
    for record in reading.records:
        row = [type(record).__name__, getattr(record, "type", ""), getattr(record, "strength", "")]
        for name in fields:
            value = getattr(record, name, None)
            listed = value if isinstance(value, list) else [value] if value else []
            row.append(sorted(codes.get(item, item) for item in listed))
        rows.append(row)
    return rows


@settings(max_examples=60, deadline=None)
@given(NOISY)
def test_evidence_equals_the_text_for_any_input(text: str) -> None:
    reading = read(text)
    for evidence in evidence_of(reading):
        assert text[evidence.start : evidence.end] == evidence.text


@settings(max_examples=80, deadline=None)
@given(NOISY)
def test_folding_leads_back(text: str) -> None:
    folded = fold(text)
    for start, end in split_sentences(folded.text):
        for token in tokenise(folded.text, start, end):
            first, last = folded.raw(token.start, token.end)
            assert 0 <= first < last <= len(text)
            assert fold(text[first:last]).text == token.text


def test_same_input_same_bytes() -> None:
    assert read(REPORT).to_json() == Reader(["ar"]).read(Article(id="x", text=REPORT, language="ar")).to_json()


def test_reading_survives_a_round_trip() -> None:
    reading = read(REPORT)
    assert Reading.from_json(reading.to_json()) == reading


def _diacritics(text: str) -> str:
    return "".join(c + ("\u064e" if c in "بتدرسعقلمن" else "") for c in text)


def _tatweel(text: str) -> str:
    return text.replace("سا", "سـا").replace("عق", "عـق")


def _bidi(text: str) -> str:
    return "\u200f" + text.replace(" ", " \u200f")


@pytest.mark.parametrize("noise", [_diacritics, _tatweel, _bidi])
def test_noise_changes_no_record(noise) -> None:
    plain = summary(read(REPORT))
    assert plain
    assert summary(read(noise(REPORT))) == plain


def test_the_report_of_this_file_is_read() -> None:
    kinds = {type(record).__name__ for record in read(REPORT).records}
    assert {"Statement", "Event", "Office"} <= kinds
