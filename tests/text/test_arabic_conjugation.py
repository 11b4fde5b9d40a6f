"""Cells of the conjugation, written by hand from the grammar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.text.arabic_conjugation import Verb, conjugate

SOUND = "بتثجحخدذرزسشصضطظعغفقكلمنه"
ALL_LETTERS = set(SOUND) | set("اأإآؤئءويىة")


def surfaces(verb: Verb, tense: str, cell: str, passive: bool = False) -> set[str]:
    return {
        f.surface for f in conjugate(verb)
        if (f.tense, f.person + f.gender + f.number, f.passive) == (tense, cell, passive)
    }  # fmt: skip


# root, form, past vowel, present vowel, tense (+P passive): cell=surface ...
TABLE = """
قول 1 a u past 3ms=قال 3fs=قالت 3md=قالا 3fd=قالتا 3mp=قالوا 3fp=قلن 1p=قلنا 1s=قلت
قول 1 a u present 3ms=يقول 3fs=تقول 3mp=يقولون 3fp=يقلن 1s=أقول 1p=نقول 3md=يقولان
قول 1 a u jussive 3ms=يقل 3mp=يقولوا 3fs=تقل
قول 1 a u subjunctive 3ms=يقول 3mp=يقولوا
قول 1 a u pastP 3ms=قيل
قول 1 a u presentP 3ms=يقال
علن 4 a u past 3ms=أعلن 3fs=أعلنت 3mp=أعلنوا 1p=أعلنا
علن 4 a u present 3ms=يعلن 3mp=يعلنون 1s=أعلن
وفق 8 a u past 3ms=اتفق 3fs=اتفقت 3mp=اتفقوا 3md=اتفقا
وفق 8 a u present 3ms=يتفق 3mp=يتفقون
قبل 10 a u past 3ms=استقبل 3fs=استقبلت
قبل 10 a u present 3ms=يستقبل
دعو 1 a u past 3ms=دعا 3fs=دعت 3md=دعوا 3mp=دعوا 1p=دعونا
دعو 1 a u present 3ms=يدعو 3mp=يدعون 3md=يدعوان
دعو 1 a u jussive 3ms=يدع 3mp=يدعوا
دعو 1 a u pastP 3ms=دعي 3mp=دعوا
دعو 1 a u presentP 3ms=يدعى
نفي 1 a i past 3ms=نفى 3fs=نفت 3mp=نفوا 3md=نفيا
نفي 1 a i present 3ms=ينفي 3mp=ينفون 3fp=ينفين
نفي 1 a i jussive 3ms=ينف
رمي 1 a i past 3ms=رمى
بقي 1 i a past 3ms=بقي 3fs=بقيت 3mp=بقوا
بقي 1 i a present 3ms=يبقى 3mp=يبقون 3md=يبقيان
ءكد 2 a u past 3ms=أكد 3fs=أكدت 3mp=أكدوا
ءكد 2 a u present 3ms=يؤكد 1s=أؤكد
بدو 4 a u past 3ms=أبدى 3fs=أبدت 3mp=أبدوا
بدو 4 a u present 3ms=يبدي
وقع 2 a u present 3ms=يوقع 3mp=يوقعون
وقع 1 a a past 3ms=وقع
وقع 1 a a present 3ms=يقع 3fs=تقع
وضع 1 a a present 3ms=يضع
وهب 1 a a present 3ms=يهب
وجل 1 i a present 3ms=يوجل
وصل 1 a i present 3ms=يصل
وصل 1 a i presentP 3ms=يوصل
وفي 1 a i past 3ms=وفى
وفي 1 a i present 3ms=يفي
وعي 1 a i present 3ms=يعي 3mp=يعون
وقف 4 a u present 3ms=يوقف
وقف 4 a u pastP 3ms=أوقف
ءخذ 1 a u past 3ms=أخذ
ءخذ 1 a u present 3ms=يأخذ 1s=آخذ
ءخذ 8 a u past 3ms=اتخذ
ءخذ 8 a u pastP 3ms=اتخذ
ءلف 8 a u past 3ms=ائتلف
ءلف 8 a u present 3ms=يأتلف 1s=آتلف
ءمن 8 a u pastP 3ms=اؤتمن
ءنس 3 a u past 3ms=آنس
ءنس 3 a u present 3ms=يؤانس 1s=أؤانس
ءنس 4 a u past 3ms=آنس
ءنس 4 a u present 3ms=يؤنس 1s=أونس
رءي 1 a a past 3ms=رأى 3fs=رأت 3mp=رأوا
رءي 1 a a present 3ms=يرى 3mp=يرون
رءي 1 a a jussive 3ms=ير
رءي 4 a u past 3ms=أرى
رءي 4 a u present 3ms=يري
جيء 1 a i past 3ms=جاء 3fs=جاءت 1p=جئنا
جيء 1 a i present 3ms=يجيء 3mp=يجيئون
جيء 1 a i jussive 3ms=يجئ
سءل 1 a a past 3ms=سأل
سءل 1 a a present 3ms=يسأل
سءل 1 a a pastP 3ms=سئل
قرء 1 a a past 3ms=قرأ 3fs=قرأت 3md=قرآ
قرء 1 a a present 3ms=يقرأ 3md=يقرآن
قرء 1 a a pastP 3ms=قرئ
بدء 1 a a past 3ms=بدأ 1p=بدأنا
ءدي 2 a u past 3ms=أدى 3fs=أدت
ءدي 2 a u present 3ms=يؤدي
ولي 10 a u past 3ms=استولى 3fs=استولت 3mp=استولوا
ولي 10 a u present 3ms=يستولي
دعو 8 a u past 3ms=ادعى
دعو 8 a u present 3ms=يدعي
ضرر 8 a u past 3ms=اضطر 3fs=اضطرت 1p=اضطررنا
ضرر 8 a u present 3ms=يضطر
زيد 8 a u past 3ms=ازداد
زيد 8 a u present 3ms=يزداد
صفف 8 a u past 3ms=اصطف
عدد 10 a u past 3ms=استعد 1p=استعددنا
عدد 10 a u present 3ms=يستعد
قيل 10 a u past 3ms=استقال 3fs=استقالت 1p=استقلنا
قيل 10 a u present 3ms=يستقيل 3fp=يستقلن
عود 4 a u past 3ms=أعاد 1p=أعدنا
عود 4 a u present 3ms=يعيد
عود 4 a u pastP 3ms=أعيد
عود 4 a u presentP 3ms=يعاد
حلل 8 a u past 3ms=احتل
حلل 8 a u present 3ms=يحتل 3mp=يحتلون
حوز 7 a u past 3ms=انحاز
حوز 7 a u present 3ms=ينحاز 3fp=ينحزن
بني 5 a u past 3ms=تبنى 3fs=تبنت
بني 5 a u present 3ms=يتبنى 3mp=يتبنون
وصل 5 a u past 3ms=توصل
لقي 4 a u past 3ms=ألقى
جري 4 a u past 3ms=أجرى
جري 4 a u present 3ms=يجري
وفي 5 a u pastP 3ms=توفي 3fs=توفيت
خير 8 a u pastP 3ms=اختير
ءيد 2 a u past 3ms=أيد
ءيد 2 a u pastP 3ms=أيد
حيي 4 a u past 3ms=أحيا 3fs=أحيت
حيي 4 a u present 3ms=يحيي
عدد 1 a u past 3ms=عد 1p=عددنا
عدد 1 a u present 3ms=يعد 3fp=يعددن
حمر 9 a u past 3ms=احمر 1p=احمررنا
حمر 9 a u present 3ms=يحمر
دهور 12 a u past 3ms=تدهور 3fs=تدهورت
دهور 12 a u present 3ms=يتدهور
طمءن 11 a u past 3ms=طمأن
طمءن 11 a u present 3ms=يطمئن
بحث 3 a u past 3ms=باحث
بحث 3 a u pastP 3ms=بوحث
بدل 6 a u past 3ms=تبادل
بدل 6 a u pastP 3ms=تبودل
عون 6 a u present 3ms=يتعاون
زوج 8 a u past 3ms=ازدوج
"""
CASES = [
    (root, int(form), past, present, tense, *cell.split("="))
    for root, form, past, present, tense, *cells in (line.split() for line in TABLE.strip().splitlines())
    for cell in cells
]


@pytest.mark.parametrize(("root", "form", "past", "present", "tense", "cell", "expected"), CASES)
def test_cell_is_spelt_as_expected(root, form, past, present, tense, cell, expected):
    verb = Verb(root, form, past, present)
    assert surfaces(verb, tense.removesuffix("P"), cell, tense.endswith("P")) == {expected}


def test_table_is_large_enough():
    assert len(CASES) >= 120


def test_plurals_in_hamza_have_both_spellings():
    assert surfaces(Verb("بدء", 1, "a", "a"), "past", "3mp") == {"بدؤوا", "بدأوا"}
    assert surfaces(Verb("جيء", 1, "a", "i"), "past", "3mp") == {"جاؤوا", "جاءوا"}
    assert surfaces(Verb("قرء", 1, "a", "a"), "present", "3mp") == {"يقرؤون", "يقرأون"}


def test_doubled_jussive_has_both_forms():
    assert surfaces(Verb("عدد", 1), "jussive", "3ms") == {"يعد", "يعدد"}


def test_flags_override_the_closed_lists():
    assert surfaces(Verb("وقع", 1, "a", "a", keeps_waw=True), "present", "3ms") == {"يوقع"}
    assert surfaces(Verb("جوب", 10, keeps_middle=True), "past", "3ms") == {"استجوب"}
    assert surfaces(Verb("جوب", 10), "past", "3ms") == {"استجاب"}


def test_form_nine_has_no_passive():
    assert not any(form.passive for form in conjugate(Verb("حمر", 9)))


@pytest.mark.parametrize("args", [("كتب", 13), ("كتب", 11), ("دهور", 1), ("رمي", 1), ("كتب", 1, "o")])
def test_impossible_verb_is_refused(args):
    with pytest.raises(ValueError, match="verb"):
        Verb(*args)


@given(
    root=st.text(SOUND, min_size=3, max_size=3),
    form=st.sampled_from(range(1, 11)),
    vowel=st.sampled_from("aiu"),
)
def test_sound_roots_give_arabic_words_every_time(root, form, vowel):
    verb = Verb(root, form, "a", vowel)
    forms = conjugate(verb)
    assert forms == conjugate(verb)
    assert len(set(forms)) == len(forms)
    assert all(f.surface and set(f.surface) <= ALL_LETTERS for f in forms)
