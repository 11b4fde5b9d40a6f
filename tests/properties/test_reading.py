"""Properties that hold for any report: evidence equals text, same in same out, noise changes nothing."""

import functools
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
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


SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "samples").glob("*.json") if not path.name.endswith(".gold.json"))
# those in every language, without the story
EVERY_SAMPLE = SAMPLES + sorted(path for folder in ("en", "fr") for path in (SAMPLES[0].parent / folder).glob("*.json") if not path.name.endswith(".gold.json"))
# without damma, which tells passives
NOISE = {"diacritics": "\u064b\u064c\u064d\u064e\u0650\u0651\u0652\u0670", "tatweel": "\u0640", "bidi": "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c"}
_NOISE = re.compile("[" + "".join(NOISE.values()) + "]")


@functools.cache
def sample(path: Path) -> tuple[str, list]:
    text = json.loads(path.read_text(encoding="utf-8"))["text"]
    return text, told(read(text))


def told(reading: Reading) -> list:
    """Return the records with their words, as they are without noise."""
    words = [[_NOISE.sub("", evidence.text) for evidence in record.evidence] for record in reading.records]
    return list(zip(summary(reading), words, strict=True))


@pytest.mark.parametrize("kind", NOISE)
@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.05, 0.4, 0.9]))
def test_noise_anywhere_changes_no_record_of_a_sample(path: Path, kind: str, seed: int, share: float) -> None:
    (text, expected), chance = sample(path), random.Random(seed)
    # diacritics and tatweel stand behind letters; a mark of direction may stand anywhere
    noisy = "".join(c + (chance.choice(NOISE[kind]) if (c in ARABIC or kind == "bidi") and chance.random() < share else "") for c in text)
    assert told(read(noisy)) == expected


@functools.cache
def reader_of(language: str) -> Reader:
    return Reader([language])


@pytest.mark.parametrize("path", EVERY_SAMPLE, ids=[path.stem for path in EVERY_SAMPLE])
def test_a_sentence_may_break_off_behind_any_word(path: Path) -> None:
    report = json.loads(path.read_text(encoding="utf-8"))
    for sentence in re.split(r"[.\n]", report["text"]):
        words = sentence.split()
        for end in range(1, len(words) + 1):
            text = " ".join(words[:end])
            reading = reader_of(report["language"]).read(Article(text=text, language=report["language"]))
            assert all(e.text == text[e.start : e.end] for e in evidence_of(reading.records))
