"""Near-duplicates: copies are found, reports on the same matter are kept apart, signatures last."""

import random
import subprocess
import sys

import pytest
from pages import BODY

from mithaq.sources.duplicates import NearDuplicates, Signature, are_copies, likeness, signature

TALKS = [
    "عقد وزير الخارجية الأردني ونظيره الكيني، اليوم الاثنين، جلسة مباحثات في عمّان تناولت التعاون في مجالات الطاقة والزراعة والنقل البحري.",
    "وقال الوزير الأردني إن بلاده تنظر إلى كينيا بوصفها بوابة إلى شرق أفريقيا، وإن الجانبين يعملان على خط بحري بين العقبة ومومباسا.",
    "وأوضح الوزير الكيني أن وفدا من رجال الأعمال سيزور عمّان الشهر المقبل للاطلاع على تجربة الأردن في تحلية المياه.",
    "واتفق الوزيران على مواصلة المشاورات السياسية، وعلى تشكيل لجنة فنية تضع مسودة اتفاقية للنقل البحري قبل نهاية العام.",
    "وحضر الجلسة سفيرا البلدين وعدد من المسؤولين في وزارتي الطاقة والنقل.",
]
NEXT_DAY = [
    "اختتم وزير الخارجية الأردني ونظيره الكيني، اليوم الثلاثاء، مباحثاتهما في عمّان بتوقيع مذكرة تفاهم في مجال الطاقة.",
    "وتنص المذكرة على تبادل الخبرات في الطاقة الشمسية وتدريب مهندسين كينيين في الأردن على مدى ثلاث سنوات.",
    "وقال الوزير الكيني في مؤتمر صحفي مشترك إن بلاده ستوفد الدفعة الأولى من المتدربين في الخريف.",
    "وكان الوزيران قد اتفقا أمس على تشكيل لجنة فنية تضع مسودة اتفاقية للنقل البحري قبل نهاية العام.",
    "وغادر الوزير الكيني عمّان مساء متوجها إلى القاهرة.",
]
FIRST_REPORT = "\n".join(TALKS)
# how another outlet prints the same report
COPIES = {
    "headline": "الأردن وكينيا يبحثان النقل البحري\n" + FIRST_REPORT,
    "dateline": "عمّان 3 نيسان 2025 (بترا)- " + FIRST_REPORT,
    "other-dateline": "عمّان - أ ف ب: " + FIRST_REPORT,
    "trimmed": "\n".join(TALKS[:-1]),
    "trimmed-by-half": "\n".join(TALKS[:3]),
    "signature": FIRST_REPORT + "\n(بترا)",
    "words-changed": FIRST_REPORT.replace("تناولت", "تطرقت إلى").replace("وأوضح", "وبيّن").replace("رجال الأعمال", "المستثمرين"),
    "spelling": FIRST_REPORT.replace("أ", "ا").replace("إ", "ا").replace("عمّان", "عمان").replace("،", ","),
    "lines": FIRST_REPORT.replace("\n", " \u200f "),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_copies_are_found(copy: str) -> None:
    index = NearDuplicates()
    assert index.add("a", FIRST_REPORT) == "a" and index.add("other", "\n".join(BODY)) == "other"
    assert index.add("b", copy) == "a"


def test_reports_on_the_same_talks_on_the_next_day_are_kept_apart() -> None:
    index = NearDuplicates()
    assert index.add("a", FIRST_REPORT) == "a" and index.add("b", "\n".join(NEXT_DAY)) == "b"
    # though it repeats half of the first day's report as its background
    assert index.add("c", "\n".join([*NEXT_DAY, *TALKS[1:3]])) in ("b", "c")


def test_reports_of_one_mould_with_other_figures_are_kept_apart() -> None:
    mould = " ".join(TALKS) + " وبلغ عدد النازحين {} شخصا في {} مخيما."
    assert not are_copies(signature(mould.format("1200", "14")), signature(mould.format("1350", "16")))
    assert are_copies(signature(mould.format("1200", "14")), signature(mould.format("١٢٠٠", "١٤")))


def test_reports_days_apart_are_no_copies() -> None:
    index = NearDuplicates()
    index.add("a", FIRST_REPORT, day=100)
    assert index.add("b", FIRST_REPORT, day=101) == "a" and index.add("c", FIRST_REPORT, day=130) == "c" and index.add("d", FIRST_REPORT) == "a"


def test_short_texts_are_copies_only_as_a_whole() -> None:
    assert are_copies(signature("وصل الوفد إلى القاهرة اليوم"), signature("وصل الوفد إلى القاهرة اليوم."))
    assert not are_copies(signature("وصل الوفد إلى القاهرة اليوم"), signature("وصل الوفد إلى القاهرة أمس"))
    assert not are_copies(signature("وصل الوفد إلى القاهرة"), signature(f"وصل الوفد إلى القاهرة. {FIRST_REPORT}"))


def test_groups_do_not_depend_on_what_else_is_added() -> None:
    keys = list(COPIES)
    others = ["\n".join(random.Random(number).sample(BODY + NEXT_DAY, 5)) + f" {number}" for number in range(20)]
    index = NearDuplicates()
    index.add("a", FIRST_REPORT)
    for number, other in enumerate(others):
        index.add(f"o{number}", other)
    assert [index.add(key, COPIES[key]) for key in keys] == ["a"] * len(keys)
    assert index.add("a", "something else") == "a" and index.group_of("a") == "a" and index.group_of("none") is None


def test_signature_is_stored_and_comes_back() -> None:
    one = signature(FIRST_REPORT)
    stored = bytes(one)
    assert Signature.from_bytes(stored) == one and len(stored) < 1000
    index = NearDuplicates()
    index.add("a", Signature.from_bytes(stored))
    assert index.add("b", COPIES["trimmed"]) == "a"


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01" * 20, bytes(signature("x")) + b"\x00"])
def test_bytes_that_are_no_signature_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="signature"):
        Signature.from_bytes(data)


def test_signature_of_another_version_is_told() -> None:
    with pytest.raises(ValueError, match="version 9"):
        Signature.from_bytes(b"\x09" + bytes(signature("x"))[1:])


def test_signature_is_the_same_in_every_process() -> None:
    code = "import sys; from mithaq.sources.duplicates import signature; print(bytes(signature(sys.stdin.buffer.read().decode())).hex())"
    made = {
        subprocess.run([sys.executable, "-c", code], input=FIRST_REPORT.encode(), capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout
        for seed in ("1", "2")
    }
    assert made == {bytes(signature(FIRST_REPORT)).hex().encode() + b"\n"}


def test_likeness_is_of_both_and_of_the_shorter() -> None:
    whole, half = signature(FIRST_REPORT), signature("\n".join(TALKS[:3]))
    shared, within = likeness(whole, half)
    assert 0.4 < shared < 0.8 and within > 0.85
    assert likeness(whole, whole) == (1.0, 1.0)
    assert likeness(signature(""), signature("")) == (1.0, 1.0)
