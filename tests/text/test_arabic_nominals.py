"""Verbal nouns, participles, nouns, adjectives and suffix stems, written by hand from the grammar."""

import pytest

from mithaq.text.arabic_conjugation import Verb
from mithaq.text.arabic_nominals import (
    AdjForm,
    active_participle,
    inflect_adjective,
    inflect_noun,
    masdars,
    passive_participle,
)  # fmt: skip
from mithaq.text.arabic_orthography import with_suffixes


@pytest.mark.parametrize(("root", "form", "expected"), [
    ("دعو", 1, ""), ("وفق", 8, "اتفاق"), ("قبل", 10, "استقبال"), ("علن", 4, "إعلان"), ("ءكد", 2, "تأكيد"),
    ("بحث", 3, "مباحثة"), ("جري", 4, "إجراء"), ("قوم", 4, "إقامة"), ("قيل", 10, "استقالة"), ("بني", 5, "تبني"),
    ("لقي", 3, "ملاقاة"), ("سمي", 2, "تسمية"), ("هنء", 2, "تهنئة"), ("وجد", 4, "إيجاد"), ("ءمن", 4, "إيمان"),
    ("ورد", 10, "استيراد"), ("ولي", 10, "استيلاء"), ("ءنف", 10, "استئناف"), ("حوز", 7, "انحياز"),
    ("زيد", 8, "ازدياد"), ("دعو", 8, "ادعاء"), ("ءخذ", 8, "اتخاذ"), ("ءلف", 8, "ائتلاف"), ("حمر", 9, "احمرار"),
    ("عون", 6, "تعاون"), ("لقي", 6, "تلاقي"), ("نبء", 5, "تنبؤ"), ("رءس", 5, "ترؤس"), ("سءل", 3, "مساءلة"),
    ("دهور", 12, "تدهور"), ("زعزع", 11, "زعزعة"), ("سوء", 4, "إساءة"), ("رءي", 4, "إراءة"), ("عدد", 4, "إعداد"),
    ("زوج", 8, "ازدواج"), ("حدد", 2, "تحديد"),
])  # fmt: skip
def test_usual_masdar(root, form, expected):
    assert masdars(Verb(root, form))[:1] == ((expected,) if expected else ())


def test_third_form_has_a_second_masdar():
    assert masdars(Verb("لقي", 3)) == ("ملاقاة", "لقاء")
    assert masdars(Verb("قوم", 3)) == ("مقاومة",)


@pytest.mark.parametrize(("verb", "active", "passive"), [
    (Verb("كتب", 1), "كاتب", "مكتوب"), (Verb("قول", 1), "قائل", "مقول"), (Verb("ءخذ", 1), "آخذ", "مأخوذ"),
    (Verb("دعو", 1), "داعي", "مدعو"), (Verb("نفي", 1, "a", "i"), "نافي", "منفي"), (Verb("عدد", 1), "عاد", "معدود"),
    (Verb("بيع", 1, "a", "i"), "بائع", "مبيع"), (Verb("جيء", 1, "a", "i"), "جائي", "مجيء"),
    (Verb("سءل", 1, "a", "a"), "سائل", "مسؤول"), (Verb("قرء", 1, "a", "a"), "قارئ", "مقروء"),
    (Verb("ءكد", 2), "مؤكد", "مؤكد"), (Verb("جري", 4), "مجري", "مجرى"), (Verb("بني", 5), "متبني", "متبنى"),
    (Verb("عود", 4), "معيد", "معاد"), (Verb("ولي", 10), "مستولي", "مستولى"), (Verb("نشء", 4), "منشئ", "منشأ"),
    (Verb("وفد", 4), "موفد", "موفد"), (Verb("حلل", 8), "محتل", "محتل"), (Verb("حمر", 9), "محمر", ""),
    (Verb("حيي", 4), "محيي", "محيا"), (Verb("حور", 6), "متحاور", "متحاور"), (Verb("رءي", 1, "a", "a"), "رائي", "مرئي"),
])  # fmt: skip
def test_participles(verb, active, passive):
    assert (active_participle(verb), passive_participle(verb)) == (active, passive)


def test_noun_in_ta_marbuta_takes_dual_in_t():
    assert inflect_noun("دولة") == {"دولة", "دولتان", "دولتين", "دولتا", "دولتي"}


def test_noun_takes_given_plurals_with_their_cases():
    forms = inflect_noun("مسؤول", ["مسؤولون"])
    assert forms == {
        "مسؤول", "مسؤولا", "مسؤولان", "مسؤولين", "مسؤولي", "مسؤولون", "مسؤولو",
    }  # fmt: skip
    assert {"حزب", "أحزاب", "أحزابا"} <= inflect_noun("حزب", ["أحزاب"])


def test_broken_plurals_lose_no_nun_and_diptotes_take_no_alif():
    assert not {"قوانيا", "قواني", "قوانينا", "وزراءا"} & (
        inflect_noun("قانون", ["قوانين"]) | inflect_noun("وزير", ["وزراء"])
    )
    assert "فنو" not in inflect_noun("فن", ["فنون"])


@pytest.mark.parametrize(("base", "options", "present", "absent"), [
    ("إجراء", {"sound_feminine": True}, "إجراءان إجراءات", "إجرائات"), ("مباراة", {"sound_feminine": True}, "مباريات مباراتان", "مباراات"),
    ("مستشفى", {"sound_feminine": True}, "مستشفيان مستشفيات", "مستشفىا"), ("شيء", {}, "شيئا شيئان", "شيءا"),
    ("مبدأ", {}, "مبدآن مبدأين", "مبدأا"), ("محامي", {"defective": True, "sound_masculine": True}, "محام محامون محامين", "محاميون"),
    ("مفاجأة", {"sound_feminine": True}, "مفاجآت مفاجأتان", "مفاجأات"), ("قائد", {"accusative": False, "plural": ["قادة"]}, "قادة قائدي", "قادةا"),
])  # fmt: skip
def test_noun_endings(base, options, present, absent):
    forms = inflect_noun(base, **options)
    assert set(present.split()) <= forms
    assert absent not in forms


def test_nisba_without_accusative_leaves_out_the_country():
    forms = inflect_adjective("روسي", accusative=False)
    assert "روسيا" not in {f.surface for f in forms}
    assert {AdjForm("روسية", "f", "s"), AdjForm("روسيون", "m", "p"), AdjForm("روسيات", "f", "p")} <= forms
    assert AdjForm("روسيتان", "f", "d") in forms
    assert AdjForm("روسيا", "m", "s") in inflect_adjective("روسي")


@pytest.mark.parametrize(("base", "options", "expected"), [
    ("داعي", {"defective": True}, "داعي داع داعية داعيا داعيان داعيين داعيتان داعيتين داعون داعين داعيات"),
    ("مستثنى", {}, "مستثنى مستثناة مستثنيان مستثنيين مستثناتان مستثناتين مستثنون مستثنين مستثنيات"),
    ("بريء", {"plural": ["أبرياء"]}, "بريء بريئة بريئا بريئان بريئين بريئتان بريئتين أبرياء بريئات"),
    ("أكبر", {"feminine": "كبرى", "plural": ["أكابر"], "accusative": False},
     "أكبر كبرى أكبران أكبرين كبريان كبريين أكابر كبريات"),
])  # fmt: skip
def test_adjective_forms(base, options, expected):
    assert {f.surface for f in inflect_adjective(base, **options)} == set(expected.split())


@pytest.mark.parametrize(("surface", "stems"), [
    ("دولة", "دولت"), ("نفى", "نفا"), ("أعضاء", "أعضاؤ أعضائ أعضاء"), ("دعوا", "دعو"), ("كتاب", "كتاب"),
    ("مبدأ", "مبدأ مبدؤ مبدئ"), ("جزء", "جزأ جزؤ جزئ"), ("شيء", "شيئ"), ("شاطئ", "شاطئ"), ("سوء", "سوء سوئ"),
])  # fmt: skip
def test_stems_before_suffixes(surface, stems):
    assert with_suffixes(surface) == set(stems.split())
