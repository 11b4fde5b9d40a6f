"""Dates: many wordings per value on a fixed day of publication, what is no date, and the pack's own examples."""

import datetime
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import mithaq.packs
from mithaq.annotate.dates import DateGrammar, DateHit, find_dates, infer_published
from mithaq.errors import PackError
from mithaq.text.fold import fold

DATA = tomllib.loads((Path(mithaq.packs.__file__).parent / "ar" / "dates.toml").read_text(encoding="utf-8"))
GRAMMAR = DateGrammar.from_data(DATA)
# a Friday
PUBLISHED = datetime.date(2025, 4, 4)


def read(text: str, published: datetime.date | None = PUBLISHED) -> list[DateHit]:
    return find_dates(fold(text).text, GRAMMAR, published)


# value → wordings; <…> marks what the hit must cover, a wording without marks must be covered whole
DAYS = {
    "2025-04-03": [
        "3 أبريل 2025",
        "في <3 ابريل 2025> وصل",
        "٣ أبريل ٢٠٢٥",
        "3 نيسان 2025",
        "3 أفريل 2025",
        "3 نيسان/أبريل 2025",
        "3 نيسان/ أبريل 2025",
        "3 أبريل (نيسان) 2025",
        "3 أبريل نيسان 2025",
        "الثالث من أبريل 2025",
        "الثالث من شهر أبريل عام 2025",
        "3 من نيسان من عام 2025",
        "3 أبريل، 2025",
        "3-أبريل-2025",
        "3أبريل 2025",
        "وفي<3 أبريل 2025> عقد",
        "بتاريخ <3 أبريل 2025م>",
        "لـ<3 أبريل 2025>",
        "3/4/2025",
        "03/04/2025",
        "3.4.2025",
        "3-4-2025",
        "2025-04-03",
        "2025/4/3",
        "٢٠٢٥/٤/٣",
        "3 أَبْرِيل 2025",
        "3 أبريل",
        "3 أبريل الجاري",
        "3 أبريل من العام الجاري",
        "3 أبريل من هذا العام",
        "الخميس 3 أبريل",
        "الخميس، 3 أبريل",
        "يوم الخميس (3 أبريل)",
        "الخميس الموافق 3 أبريل 2025",
        "يوم الخميس الموافق لـ 3 أبريل 2025",
        "الخميس 5 شوال 1446هـ الموافق 3 أبريل 2025",
        "5 شوال 1446 الموافق 3 أبريل 2025م",
        "3 أبريل 2025 (5 شوال 1446)",
        "5 شوال 1446هـ",
        "الخامس من شوال 1446 هجرية",
        "5 شوال",
        "3 الجاري",
        "الثالث من الشهر الجاري",
        "أمس",
        "و<أمس> التقى",
        "امس",
        "بـ<الأمس> التقى",
        "يوم أمس",
        "مساء أمس",
        "البارحة",
        "أمس الخميس",
        "مساء أمس الخميس",
        "أمس (الخميس)",
        "أمس، الخميس",
        "يوم أمس الخميس 3 أبريل 2025",
        "الخميس",
        "يوم الخميس",
        "صباح الخميس",
        "الخميس الماضي",
        "يوم الخميس الماضي",
        "الخميس من هذا الأسبوع",
        "الليلة الماضية",
        "نيسان 3، 2025",
        "أبريل الثالث، 2025",
        "الثالث من أبريل ألفين وخمسة وعشرين",
        "في <ثلاثة نيسان> زار",
        "بتاريخ <3/04> صدر",
        "5/10/1446هـ",
        "الخميس 5/10/1446هـ الموافق 3/4/2025",
        "خميس الأسبوع الجاري",
        "هذا الأسبوع الخميس",
        "ثالث يوم من أبريل",
        "اليوم الثالث من الشهر الجاري",
        "أول خميس من أبريل",
        "الخميس الأول من نيسان",
        "اليوم الماضي",
    ],
    "2025-04-02": [
        "أول أمس",
        "أول من أمس",
        "أمس الأول",
        "مساء أمس الأول",
        "امس الاول",
        "أول من أمس الأربعاء",
        "أول من أمس (الأربعاء)",
        "الأربعاء",
        "الإربعاء الماضي",
        "قبل يومين",
        "منذ يومين",
        "الليلة قبل الماضية",
        "قبل أمس",
        "قبل 48 ساعة",
    ],
    "2025-04-04": [
        "اليوم",
        "اليوم الجمعة",
        "اليوم (الجمعة)",
        "صباح اليوم",
        "فجر اليوم الجمعة",
        "هذا اليوم",
        "الجمعة",
        "الليلة",
        "هذا المساء",
    ],
    "2025-04-05": [
        "غدا",
        "غدًا",
        "يوم غد",
        "صباح غد",
        "غدا السبت",
        "غد السبت",
        "السبت المقبل",
        "بعد يوم واحد",
        "يوم الغد",
    ],
    "2025-04-13": ["الأحد الثاني من أبريل 2025", "ثاني أحد في نيسان", "<الأحد 13>.", "الأحد الثالث عشر"],
    "2025-03-28": [
        "الجمعة الماضي",
        "28 مارس",
        "قبل أسبوع",
        "قبل أسبوع واحد",
        "قبل 7 أيام",
        "آخر جمعة من مارس",
        "آخر جمعة من الشهر الماضي",
        "الجمعة الأخيرة من شهر آذار/مارس",
    ],
    "2025-12-31": ["آخر يوم من العام", "31 ديسمبر المقبل"],
    "2025-04-06": ["بعد غد", "بعد غد الأحد", "الأحد المقبل", "الأحد القادم", "بعد يومين"],
    "2025-03-30": ["الأحد", "الأحد الماضي", "30 مارس", "30 آذار/مارس الماضي", "قبل خمسة أيام", "قبل 5 أيام"],
    "2025-03-07": ["الجمعة 7 مارس", "أول جمعة من مارس", "الجمعة السابع من آذار"],
    "2025-03-27": ["الخميس قبل الماضي", "الخميس من الأسبوع الماضي", "27 مارس الفائت"],
    "2025-04-18": ["بعد أسبوعين", "بعد 14 يوما", "18 أبريل المقبل", "18 أبريل"],
    "2025-05-20": [
        "20 مايو",
        "العشرين من مايو",
        "20 أيار المقبل",
        "20 ماي",
        "20 من الشهر المقبل",
        "الثلاثاء 20 أيار/ مايو",
    ],
    "2024-12-21": [
        "21 ديسمبر",
        "21 كانون الأول",
        "21 دجنبر الماضي",
        "الحادي والعشرين من ديسمبر 2024",
        "21 كانون الأول/ديسمبر 2024",
        "21 ديسمبر من العام الماضي",
    ],
    "2025-08-15": ["15 أغسطس", "15 آب", "15 غشت", "15 أوت", "الخامس عشر من آب/أغسطس", "15 أغسطس المقبل"],
    "2023-10-07": [
        "7 أكتوبر 2023",
        "7 تشرين الأول 2023",
        "السابع من تشرين الأول/ أكتوبر 2023",
        "السابع من أكتوبر/تشرين الأول عام 2023",
    ],
    "1954-11-01": ["الفاتح من نوفمبر 1954", "أول نوفمبر 1954", "الأول من تشرين الثاني 1954"],
}
MONTHS = {
    "2025-03": [
        "مارس 2025",
        "آذار 2025",
        "شهر مارس 2025",
        "آذار/مارس 2025",
        "مارس (آذار) 2025",
        "مارس الماضي",
        "شهر مارس الماضي",
        "في <مارس>",
        "شهر آذار",
        "مارس من العام الجاري",
        "الشهر الماضي",
        "الشهر المنصرم",
        "3/2025",
        "2025/3",
        "03-2025",
        "في <شهر 3>",
        "مارس من سنة ألفين وخمسة وعشرين",
        "قبل شهر",
        "آذار/مارس",
    ],
    "2025-01": [
        "يناير 2025",
        "جانفي 2025",
        "كانون الثاني 2025",
        "كانون الثاني/ يناير 2025",
        "يناير الماضي",
        "قبل ثلاثة أشهر",
        "منذ ثلاثة أشهر",
        "قبل 3 شهور",
        "قبل نحو ثلاثة أشهر",
    ],
    "2025-06": ["يونيو المقبل", "جوان 2025", "حزيران/يونيو 2025", "يونيه 2025", "بعد شهرين"],
    "2024-11": ["نوفمبر الماضي", "نونبر 2024", "تشرين الثاني من العام الماضي", "نوفمبر 2024"],
    "2025-04": ["الشهر الجاري", "هذا الشهر", "الشهر الحالي", "نيسان الجاري", "أبريل 2025"],
    "2025-05": ["الشهر المقبل", "الشهر القادم", "مايو المقبل", "لـ<شهر أيار المقبل>"],
}
YEARS = {
    "1967": ["عام ألف وتسعمئة وسبعة وستين", "سنة ألف وتسعمائة وسبع وستين", "عام 1967"],
    "2011": ["عام ألفين وأحد عشر", "عام 2011", "العام 2011م"],
    "2024": [
        "العام الماضي",
        "العام الماضي 2024",
        "عام ،2024",
        "السنة الماضية",
        "للعام الماضي",
        "عام 2024",
        "العام 2024",
        "سنة 2024م",
        "في <2024>، وقع",
        "قبل عام",
        "قبل سنة واحدة",
        "العام الفائت",
    ],
    "2025": ["العام الجاري", "هذا العام", "هذه السنة", "العام الحالي", "عام 2025"],
    "2026": ["العام المقبل", "السنة القادمة", "عام 2026", "بعد عام"],
    "2014": ["عام 2014", "قبل 11 عاما", "قبل أحد عشر عاما", "منذ 11 سنة"],
    "2000": ["عام 2000", "سنة 2000", "قبل خمسة وعشرين عاما", "قبل 25 سنة"],
}
RANGES = {
    ("2025-04-02", "2025-04-04"): ["الساعات الـ48 الماضية", "الـ48 ساعة الأخيرة", "الساعات الثماني والأربعين الماضية"],
    ("2025-04-04", "2025-04-30"): ["ما تبقى من الشهر", "بقية الشهر الجاري", "باقي الشهر"],
    ("2025-04-04", "2025-12-31"): ["ما تبقى من العام الجاري", "بقية العام"],
    ("2025-04-07", "2025-04-13"): ["الأسبوع الأول من أبريل", "أول أسبوع من أبريل 2025", "أسبوع 10 أبريل", "الأسبوع المقبل", "الأسبوع القادم", "للأسبوع المقبل"],
    ("2025-03-24", "2025-03-30"): ["الأسبوع الأخير من مارس", "آخر أسبوع في آذار", "الأسبوع الرابع من مارس", "الأسبوع الماضي", "الأسبوع المنصرم", "خلال <الأسبوع الماضي>"],
    ("2025-01-06", "2025-01-12"): ["الأسبوع الثاني من عام 2025"],
    ("2025-01", "2025-02"): ["يناير وفبراير الماضيين"],
    ("2025-04-08", "2025-04-10"): ["الأسبوع المقبل من الثلاثاء إلى الخميس"],
    ("2025-04-10", "2025-04-13"): ["من <الخميس 10 حتى الأحد 13>."],
    ("2025-05-04", "2025-05-23"): ["من <4 إلى 23 من الشهر المقبل>", "4 حتى 23 في الشهر المقبل"],
    ("2024-11-08", "2024-11-12"): ["8 إلى 12/11/2024", "نوفمبر 2024 بين 8 و12"],
    ("2025-05", "2025-07"): ["من <مايو إلى يوليو المقبل>"],
    ("2001", "2010"): ["العقد الأول من القرن الحالي", "العقد الأول من القرن الـ21"],
    ("1860", "1869"): ["ستينيات القرن التاسع عشر", "ستينيات القرن الـ19"],
    ("1956", "1989"): ["أواخر خمسينيات إلى ثمانينيات القرن الماضي"],
    ("2020", "2022"): ["الأعوام 2020 و2021 و2022"],
    ("2024-12", "2025-02"): ["شتاء 2024-2025", "شتاء 2024", "الشتاء الماضي"],
    ("2025-04", "2025-06"): ["الربع الحالي", "هذا الربع", "الربع الثاني من العام"],
    ("2025-03-31", "2025-04-06"): ["هذا الأسبوع", "الأسبوع الجاري"],
    ("2025-04-03", "2025-04-05"): [
        "3-5 أبريل",
        "من <3 إلى 5 أبريل 2025>",
        "بين <3 و5 أبريل>",
        "<3 إلى 5 نيسان/أبريل 2025>",
        "من <3 أبريل إلى 5 أبريل 2025>",
        "من <3 حتى 5 الجاري>",
    ],
    ("2025-03-28", "2025-04-03"): [
        "من <28 مارس إلى 3 أبريل 2025>",
        "بين <28 مارس و3 أبريل 2025>",
        "من <28 مارس حتى 3 أبريل>",
    ],
    ("2014", "2018"): [
        "بين <2014 و2018>",
        "بين <عامي 2014 و2018>",
        "2014-2018",
        "(<2014 - 2018>)",
        "من <2014 إلى 2018>",
        "من <عام 2014 حتى عام 2018>",
    ],
    ("2025-01", "2025-03"): [
        "من <يناير إلى مارس>",
        "بين <يناير ومارس 2025>",
        "بين <كانون الثاني/يناير وآذار/مارس>",
        "الربع الأول من العام الجاري",
        "الربع الأول من 2025",
        "الربع الأول من عام 2025",
    ],
    ("2024-07", "2024-12"): [
        "النصف الثاني من العام الماضي",
        "النصف الثاني من 2024",
        "النصف الثاني لعام 2024",
    ],
    ("2025-03-21", "2025-03-31"): [
        "أواخر مارس",
        "نهاية مارس 2025",
        "أواخر الشهر الماضي",
        "نهاية شهر آذار/مارس الماضي",
    ],
    ("2025-03-01", "2025-03-10"): ["مطلع مارس", "أوائل آذار 2025", "بداية الشهر الماضي"],
    ("2025-03-11", "2025-03-20"): ["منتصف مارس", "أواسط الشهر الماضي"],
    ("2024-06", "2024-08"): ["الصيف الماضي", "صيف 2024", "صيف عام 2024", "صيف العام الماضي"],
    ("1980", "1989"): ["ثمانينيات القرن الماضي", "الثمانينيات", "الثمانينات من القرن الماضي"],
    ("1801", "1900"): ["القرن التاسع عشر"],
    ("1901", "2000"): ["القرن الماضي", "القرن العشرين"],
    ("2025-03-01", "2025-03-29"): ["شهر رمضان الماضي", "رمضان الماضي", "رمضان 1446هـ", "شهر رمضان المبارك"],
    ("2025-04-02", "2025-04-03"): ["يومي الأربعاء والخميس", "ليل الأربعاء الخميس", "ليل الأربعاء/الخميس"],
    ("2025-04-09", "2025-04-10"): ["يومي الأربعاء والخميس المقبلين"],
}
# (start, end, precision, kind) → wordings
BOUNDS = {
    (None, "2025-12-31", "before", "deadline"): [
        "قبل نهاية العام",
        "بحلول نهاية العام الجاري",
        "حتى نهاية عام 2025",
        "قبل نهاية 2025",
    ],
    (None, "2030", "before", "deadline"): ["بحلول 2030", "بحلول عام 2030", "قبل عام 2030", "حتى 2030"],
    (None, "2025-05-05", "before", "deadline"): [
        "حتى 5 مايو",
        "قبل 5 مايو المقبل",
        "بحلول الخامس من أيار/مايو",
        "في موعد أقصاه 5 مايو",
        "لغاية 5 أيار",
    ],
    (None, "2025-04-30", "before", "deadline"): [
        "قبل نهاية الشهر",
        "بحلول نهاية أبريل",
        "حتى نهاية الشهر الجاري",
    ],
    ("2025-04-04", "2025-04-06", "range", "deadline"): ["في غضون 48 ساعة", "خلال مهلة 48 ساعة", "الـ48 ساعة المقبلة", "خلال يومين"],
    ("2023-10", None, "month", "duration_before"): ["قبل عام ونصف", "قبل عام ونصف العام", "منذ سنة وستة أشهر", "قبل نحو عام ونصف العام"],
    ("2026-10", None, "month", "after"): ["بعد عام ونصف", "بعد سنة و6 أشهر"],
    (None, "2025-04-05", "before", "deadline"): ["قبل الغد", "حتى يوم غد"],
    (None, "2026-12-31", "before", "deadline"): ["بحلول نهاية 2026", "قبل نهاية العام المقبل"],
    ("2024-08", None, "after", "after"): ["منذ هذا أغسطس", "منذ آب الماضي"],
    ("2025-04-18", None, "day", "after"): ["بعد أسبوعين من الآن"],
    ("2025-04-04", "2025-10-04", "range", "deadline"): [
        "خلال ستة أشهر",
        "في غضون 6 أشهر",
        "خلال <الأشهر الستة المقبلة>",
        "خلال مهلة لا تتجاوز ستة أشهر",
    ],
    ("2025-04-04", "2025-06-04", "range", "deadline"): ["خلال شهرين", "في غضون شهرين", "<الشهرين المقبلين>"],
    ("2025-01-04", "2025-04-04", "range", "duration_before"): [
        "خلال <الأشهر الثلاثة الماضية>",
        "في <الأشهر الثلاثة الأخيرة>",
        "آخر 3 أشهر",
        "<الثلاثة أشهر الماضية>",
    ],
    ("2011", None, "after", "after"): ["منذ 2011", "منذ عام 2011", "بعد عام 2011", "ابتداء من عام 2011"],
    ("2025-05-05", None, "after", "after"): [
        "بعد 5 مايو",
        "اعتبارا من 5 مايو المقبل",
        "بدءا من 5 أيار/مايو 2025",
    ],
    ("2025-01", None, "after", "after"): ["منذ يناير", "منذ يناير الماضي", "منذ كانون الثاني/يناير الماضي"],
    ("2024-10-07", None, "after", "after"): ["منذ 7 أكتوبر", "منذ السابع من أكتوبر الماضي"],
    ("2025-03-30", None, "after", "after"): ["منذ الأحد", "منذ يوم الأحد الماضي"],
    (None, None, "unknown", "duration_before"): [
        "قبل أيام",
        "منذ سنوات",
        "قبل عدة أشهر",
        "خلال <السنوات الماضية>",
        "في <الأيام القليلة الماضية>",
    ],
    (None, None, "unknown", "after"): ["في <الأيام المقبلة>", "بعد أيام قليلة"],
}
CORPUS = [
    *(((day, None, "day", None), text) for day, texts in DAYS.items() for text in texts),
    *(((month, None, "month", None), text) for month, texts in MONTHS.items() for text in texts),
    *(((year, None, "year", None), text) for year, texts in YEARS.items() for text in texts),
    *(((*ends, "range", None), text) for ends, texts in RANGES.items() for text in texts),
    *((value, text) for value, texts in BOUNDS.items() for text in texts),
]


def marked(wording: str) -> tuple[str, str]:
    """Return a text and the words in it that a hit must cover."""
    text = fold(wording).text
    if "<" not in text:
        return f"{text} ", text
    return text.replace("<", "").replace(">", ""), text[text.index("<") + 1 : text.index(">")]


@pytest.mark.parametrize(("value", "wording"), CORPUS, ids=[str(number) for number in range(len(CORPUS))])
def test_wording_means_value(value, wording):
    text, words = marked(wording)
    hits = find_dates(text, GRAMMAR, PUBLISHED)
    covered = {_covered(text, hit): hit for hit in hits}
    assert words in covered, f"{text}: found {list(covered)}"
    hit = covered[words]
    start, end, precision, kind = value
    assert (hit.start_date, hit.end_date, hit.precision) == (start, end, precision), hit
    assert kind is None or hit.kind == kind
    assert not hit.weekday_conflict
    assert not hit.unresolved


def _covered(text: str, hit: DateHit) -> str:
    return text[hit.start : hit.end]


NEGATIVE = [
    # parties, movements, places, wars
    "قال قيادي في تيار 14 آذار إن الحكومة",
    "قوى 8 آذار ترفض",
    "حركة 6 أبريل المصرية",
    "وحركة «6 أبريل» تدعو",
    "ثورة 25 يناير",
    "مدينة 6 أكتوبر",
    "جسر 14 تموز",
    "أحداث 11 سبتمبر",
    "هجمات 11 سبتمبر",
    "حرب أكتوبر",
    # verbs and other words
    "مارس ضغوطا على الحكومة",
    "الذي مارس 20 لاعبا فيه",
    "لم يأت أحد من الوفد",
    "أب لثلاثة أطفال",
    "فاز الفريق 3 صفر",
    "قديروف رمضان",
    "الأمين العام الحالي للأمم المتحدة",
    "المدعي العام المقبل",
    "الرأي العام الحالي",
    # documents and issues are numbered like months
    "القرار 2015/3",
    "القضية رقم 4/2019",
    # counted, not a day of the month
    # hours within a day, centuries of other eras, terms of something else
    "قبل ثلاث ساعات",
    "خلال 24 ساعة",
    "أواخر القرن الـ12 الهجري",
    "القرن الثاني عشر قبل الميلاد",
    "بداية العقد الثالث من عمره",
    # numbers
    "الساعة 3:30 مساء",
    "هاتف 0123-456-789",
    "بنسبة 20% و2023%",
    "نحو 2024 شخصا",
    "في 2000 موقع",
    "في 2015 شخصا",
    "حدود 1967",
    "القرار 2254 الصادر عن مجلس الأمن",
    "القرار 1325 (2000)",
    "بلغ 3.5 مليون",
    "31 أبريل 2025",
    "1/13/2025",
    "في 5/4/2025/7",
    "30 فبراير 2024",
    "رجل في الأربعينيات من عمره",
    # «today» that is no day
    "روسيا اليوم",
    "صحيفة المصري اليوم",
    "اليوم العالمي للمرأة",
    "في اليوم التالي",
    "في اليوم نفسه",
    "حتى اليوم",
    "مليون برميل في اليوم",
    "ذلك اليوم",
    # sets, not dates
    "كل يوم جمعة",
    "كل خميس",
    "أيام السبت والأحد",
    # told from another time
    "بعد يومين من الهجوم",
    "قبل أسبوع من الانتخابات",
    "خلال ستة أشهر من توقيع الاتفاق",
    "بعد شهر واحد على الانقلاب",
    "يوما بعد يوم",
    "شهر أغسطس من العام نفسه",
    # a head noun, no distance
    "قبل يوم الانتخابات",
    "خلال عام الحزن",
    "هنأه بعيد الفطر",
    "ساعتين",
    "لمدة ثلاثة أيام",
    "عمره 25 عاما",
]


@pytest.mark.parametrize("text", NEGATIVE, ids=[str(number) for number in range(len(NEGATIVE))])
def test_no_date(text):
    folded = fold(text).text
    assert [_covered(folded, hit) for hit in find_dates(folded, GRAMMAR, PUBLISHED)] == []


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        # a day without year: the year of publication unless another is nearer
        ("20 ديسمبر", "2025-01-10", "2024-12-20"),
        ("10 يناير", "2025-12-20", "2026-01-10"),
        ("3 مارس", "2025-11-15", "2025-03-03"),
        ("29 فبراير", "2025-04-04", "2024-02-29"),
        ("ديسمبر الماضي", "2025-12-20", "2024-12"),
        ("مارس المقبل", "2025-03-20", "2026-03"),
        # the weekday decides between two years
        ("السبت 7 أكتوبر", "2024-07-01", "2023-10-07"),
        # the year stands elsewhere in the report
        ("هجوم السابع من أكتوبر 2023، ثم قالت إن 7 أكتوبر", "2024-07-22", "2023-10-07"),
        # weekdays
        ("الخميس", "2025-04-03", "2025-04-03"),
        ("الخميس الماضي", "2025-04-03", "2025-03-27"),
        ("الخميس المقبل", "2025-04-03", "2025-04-10"),
        # the end of a month that has fewer days
        ("قبل شهر", "2025-03-31", "2025-02"),
    ],
)
def test_publication_decides(text, published, start):
    assert read(text, datetime.date.fromisoformat(published))[-1].start_date == start


def test_weekday_with_a_number_is_a_day_only_where_nothing_is_counted():
    assert [hit.rule for hit in read("قتل الجمعة 22 جنديا")] == ["weekday"]
    assert [hit.rule for hit in read("فاز السبت 3-0")] == ["weekday"]


def test_period_that_runs_backwards_leaves_its_ends():
    assert [hit.rule for hit in read("من 5 مايو 2025 إلى 3 مايو 2025")] == ["day_month_year", "day_month_year"]


def test_weekday_behind_until_is_the_next_one():
    (hit,) = read("من مساء الخميس حتى صباح السبت")
    assert (hit.start_date, hit.end_date) == ("2025-04-03", "2025-04-05")


def test_basis_and_resolution():
    full, yearless, yesterday = read("3 أبريل 2025 ثم 20 مارس ثم أمس", None)
    assert (full.basis, full.unresolved, full.start_date) == ("explicit", False, "2025-04-03")
    for hit in (yearless, yesterday):
        assert (hit.basis, hit.unresolved, hit.start_date, hit.precision) == (
            "relative",
            True,
            None,
            "unknown",
        )


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("أمس الخميس", False),
        ("أمس الأربعاء", True),
        ("منذ أمس الأربعاء", True),
        ("اليوم (الخميس)", True),
        ("غدا الجمعة", True),
        ("الخميس 3 أبريل 2025", False),
        ("الجمعة 3 أبريل 2025", True),
        ("أمس 3 أبريل 2025", False),
        ("أمس، 2 أبريل 2025", True),
    ],
)
def test_weekday_conflict(text, conflict):
    (hit,) = read(text)
    assert hit.weekday_conflict is conflict


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("التقى أمس الخميس نظيره. جرت المباحثات في 3 أبريل 2025.", "2025-04-04"),
        ("يجتمع اليوم الجمعة. وقع الاتفاق يوم 4 أبريل 2025 بعد زيارة 21 مارس 2025.", "2025-04-04"),
        ("وصل أول من أمس (2 أبريل 2025) إلى موسكو", "2025-04-04"),
        ("أمس 3 أبريل 2025", "2025-04-04"),
        # no weekday, no anchor
        ("التقى أمس نظيره. جرت المباحثات في 3 أبريل 2025.", None),
        # no date with that weekday
        ("التقى أمس الخميس نظيره في 4 أبريل 2025", None),
        # two anchors that lead to different days
        ("أمس الخميس واليوم السبت، 3 أبريل 2025 و12 أبريل 2025", None),
        ("جرت المباحثات في 3 أبريل 2025", None),
        # a weekday that the date is not
        ("وصل أمس الجمعة 3 أبريل 2025", None),
        # so far away that the weekday is one by chance
        ("توفي اليوم الجمعة مستشار سابق. " + "ولد في قرية صغيرة ودرس القانون وعمل محاميا. " * 5 + "وانتخب في 1 أكتوبر 1982", None),
    ],
)
def test_publication_is_inferred(text, published):
    folded = fold(text).text
    found = infer_published(find_dates(folded, GRAMMAR, None), folded)
    assert (found and found[0].isoformat()) == published


def test_inference_shows_its_words():
    text = "جرت المباحثات في 3 أبريل 2025 والتقى أمس الخميس نظيره"
    found = infer_published(find_dates(text, GRAMMAR, None), text)
    assert found is not None
    assert text[found[1] : found[2]] == "أمس الخميس"


def test_rule_tells_how_it_was_read():
    (hit,) = read("قبل نهاية العام المقبل")
    assert hit.rule == "before(edge(period_relative))"
    (hit,) = read("أمس الخميس 3 أبريل 2025")
    assert hit.rule == "relative_day+weekday+day_month_year"


# ---------------------------------------------------------------- the pack's own examples

SILENT = [rule for rule in DATA["rule"] if rule["means"] == "none"]
EXAMPLES = [(rule["id"], text) for rule in DATA["rule"] if rule not in SILENT for text in rule["examples"]]
COUNTEREXAMPLES = [text for entry in (*DATA["block"], *SILENT) for text in entry["examples"]]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(EXAMPLES)])
def test_rule_reads_its_example(rule, example):
    text, words = marked(example)
    found = {(_covered(text, hit), name) for hit in read(text) for name in re.findall(r"\w+", hit.rule)}
    assert (words, rule) in found


@pytest.mark.parametrize(
    "example", COUNTEREXAMPLES, ids=[str(number) for number in range(len(COUNTEREXAMPLES))]
)
def test_block_stops_its_example(example):
    assert read(example) == []


def test_every_rule_and_block_has_examples():
    assert all(entry["examples"] for entry in (*DATA["rule"], *DATA["block"]))


def test_blocks_name_rules_that_exist():
    rules = {rule["id"] for rule in DATA["rule"]}
    assert {name for block in DATA["block"] for name in block["rules"]} <= rules


@pytest.mark.parametrize("pattern", ["{nothing}", "@nothing", "<nothing>", "(a", "a)", "[a", "a }"])
def test_broken_pattern_is_an_error(pattern):
    data = {**DATA, "rule": [{"id": "broken", "means": "calendar", "patterns": [pattern], "examples": []}]}
    with pytest.raises(PackError, match=r"\[P060\].*broken"):
        DateGrammar.from_data(data)


# ---------------------------------------------------------------- the engine knows no language

ENGLISH = {
    "view": {"ignore_case": True},
    "glue": {"comma": ","},
    "joins": {
        "same": r",? ?\(?",
        "range": " (?:to|until) ",
        "and": " and ",
        "between": "between ",
        "from": "from ",
    },
    "lexicon": {
        "month": {"3": ["march", "mar"], "4": ["april"]},
        "weekday": {"3": ["thursday"]},
        "relative_day": {"-1": ["yesterday"]},
        "ones": {"5": ["five"], "2": ["two"]},
        "tens": {"20": ["twenty"]},
        "units": {"day": ["days"], "year": ["years"]},
    },
    "slot": {
        "day": {"digits": "[12]\\d|3[01]|0?[1-9]"},
        "year": {"digits": "[12]\\d{3}"},
        "month": {"words": ["month"]},
        "weekday": {"words": ["weekday"]},
        "relative_day": {"words": ["relative_day"]},
        "count": {"words": ["ones", "tens"]},
        "units": {"words": ["units"]},
    },
    "macro": {},
    "rule": [
        {"id": "mdy", "means": "calendar", "patterns": ["{month} {day} [<comma>] [{year}]"]},
        {"id": "dmy", "means": "calendar", "patterns": ["{day} {month} [{year}]"]},
        {"id": "yesterday", "means": "relative_day", "patterns": ["{relative_day:offset}"]},
        {"id": "weekday", "means": "weekday", "patterns": ["{weekday}"]},
        {"id": "ago", "means": "distance", "patterns": ["{count} {units} ago"], "fixed": {"sign": -1}},
        {
            "id": "by",
            "means": "bound",
            "kind": "deadline",
            "patterns": ["by ..."],
            "fixed": {"side": "before"},
        },
    ],
}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Yesterday, Thursday", "2025-04-03", None),
        ("on March 5, 2024", "2024-03-05", None),
        ("from 28 March to 3 April 2025", "2025-03-28", "2025-04-03"),
        ("two days ago", "2025-04-02", None),
        ("by 3 April 2026", None, "2026-04-03"),
    ],
)
def test_another_language_needs_only_data(text, start, end):
    (hit,) = find_dates(text, DateGrammar.from_data(ENGLISH), PUBLISHED)
    assert (hit.start_date, hit.end_date, hit.weekday_conflict) == (start, end, False)


# ---------------------------------------------------------------- whatever the text

WORDS = sorted(
    {word for entries in DATA["lexicon"].values() for words in entries.values() for word in words}
    | {
        "من",
        "إلى",
        "في",
        "و",
        "بين",
        "حتى",
        "قبل",
        "بعد",
        "منذ",
        "(",
        ")",
        "،",
        "/",
        "-",
        "3",
        "31",
        "2025",
        "1446",
        "\n",
    }
)


@example(["فيفري", "ما قبل الماضي"], " ", datetime.date(2, 1, 1))
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", "  ", " و", ""]), st.dates())
def test_hits_lie_inside_the_text_without_overlap(words, gap, published):
    text = gap.join(words)
    end = 0
    for hit in find_dates(text, GRAMMAR, published):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        if hit.start_date and hit.end_date:
            assert hit.start_date <= hit.end_date
