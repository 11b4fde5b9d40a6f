"""Amounts: money, quantities and counts of people in Arabic wordings, what is none, and data that is broken."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mithaq.packs
from mithaq.annotate.amounts import AmountGrammar, AmountHit, find_amounts
from mithaq.errors import PackError
from mithaq.text.fold import fold

DATA = tomllib.loads((Path(mithaq.packs.__file__).parent / "ar" / "amounts.toml").read_text(encoding="utf-8"))
GRAMMAR = AmountGrammar.from_data(DATA)


def read(text: str, home: str = "") -> list[AmountHit]:
    return find_amounts(fold(text).text, GRAMMAR, home)


def one(wording: str) -> AmountHit:
    """Return the only amount of a wording, which <…> marks where it is not the whole."""
    text = wording.replace("<", "").replace(">", "")
    (hit,) = read(text)
    words = wording[wording.index("<") + 1 : wording.index(">")] if "<" in wording else wording
    folded = fold(text).text
    assert folded[hit.start : hit.end] == fold(words).text, folded[hit.start : hit.end]
    return hit


MONEY = [
    (5e6, "USD", "خمسة ملايين دولار"),
    (2e8, "EUR", "200 مليون يورو"),
    (1.5e9, "riyal", "مليار ونصف مليار ريال"),
    (1.5e9, "SAR", "مليار ونصف المليار ريال سعودي"),
    (2.5e6, "USD", "مليونان ونصف المليون دولار أميركي"),
    (2e6, "USD", "مليوني دولار"),
    (2e6, "USD", "مليونا دولار أمريكي"),
    (3.4e6, "USD", "3 ملايين و400 ألف دولار"),
    (3.4e6, "USD", "ثلاثة ملايين وأربعمئة ألف دولار"),
    (2e8, "USD", "$200 مليون"),
    (200, "USD", "200$"),
    (1.5e9, "USD", "1.5 مليار دولار"),
    (1.5e9, "USD", "1,5 مليار دولار"),
    (1.5e9, "USD", "١٫٥ مليار دولار"),
    (1500, "KWD", "1,500 دينار كويتي"),
    (1500, "dinar", "1.500 دينار"),
    (10000, "MAD", "10 000 درهم مغربي"),
    (1.099, "USD", "1.099 دولار"),
    (5e5, "GBP", "نصف مليون جنيه إسترليني"),
    (1e9, "IQD", "ألف مليون دينار عراقي"),
    (1.7e13, "USD", "17 ألف مليار دولار"),
    (250, "EGP", "مئتان وخمسون جنيها مصريا"),
    (3e5, "LBP", "ثلاث مئة ألف ليرة لبنانية"),
    (4e9, "USD", "الـ<أربعة مليارات دولار>"),
    (5e7, "USD", "بقيمة <خمسين مليون دولار> لدعم"),
    (5e7, "USD", "بـ<50 مليون دولار>"),
    (2, "USD", "<دولارين> يوميا"),
    (7e6, "CHF", "7 ملايين فرنك سويسري"),
    (3e9, "CNY", "ثلاثة مليارات يوان"),
]  # fmt: skip
QUANTITIES = [
    (3, "tonne", "ثلاثة أطنان"),
    (10000, "tonne", "<10 آلاف طن> من القمح"),
    (125, "tonne", "و<مئة وخمسة وعشرون طنا>"),
    (20, "truck", "20 شاحنة"),
    (2, "truck", "وصلت <شاحنتان> إلى"),
    (20, "drone", "20 طائرة مسيرة"),
    (2, "drone", "طائرتين مسيرتين"),
    (50, "ambulance", "50 سيارة إسعاف"),
    (365000, "barrel", "ثلاثمئة وخمسة وستون ألف برميل"),
    (80000, "cubic_metre", "80.000 متر مكعب"),
    (4800, "metre", "4،800 متر"),
    (100, "square_kilometre", "100 كيلومتر مربع"),
    (1, "dose", "جرعة واحدة"),
]
SHARES = [(20, "بنسبة <20%>"), (30.5, "30.5 في المئة"), (0.125, "0.125 بالمئة"), (48, "ثمانية وأربعين في المئة")]
# value, fate, wording
PEOPLE = [
    (12, "killed", "مقتل <12 شخصا>"),
    (12, "killed", "<12 شخصا> لقوا مصرعهم"),
    (12, "killed", "<12 جنديا> قتلوا"),
    (12, "killed", "قتل في الهجوم <12 جنديا>"),
    (30, "killed", "مقتل أكثر من <30>"),
    (20, "injured", "إصابة <العشرات>"),
    (1, None, "جندي واحد"),
    (1, "killed", "مقتل <جندي> في"),
    (1, "killed", "سقوط <قتيل> في"),
    (2, "killed", "قتيلين"),
    (5, "injured", "5 جرحى"),
    (11, "killed", "أحد عشر قتيلا"),
    (39258, "killed", "39 ألفا و258 شهيدا"),
    (20, "killed", "عشرات القتلى"),
    (2e5, "displaced", "مئات الآلاف من النازحين"),
    (2000, None, "آلاف الجنود"),
    (12, "killed", "مقتل <12 سوريا>"),
    (20, "detained", "اعتقلت القوات <20 فلسطينيا>"),
    (7, "abducted", "خطف <سبعة> بحارة"),
    (3, "released", "الإفراج عن <3 مواطنين>"),
    (2000, None, "ألفي جندي"),
    (2300, None, "ألفان وثلاثمئة شخص"),
    (1247, None, "1.247 شخصا"),
    (1e6, None, "لأكثر من <مليون شخص>"),
    (3, None, "٣ جنود"),
]


@pytest.mark.parametrize(("value", "unit", "wording"), MONEY + QUANTITIES)
def test_money_and_quantities(value: float, unit: str, wording: str) -> None:
    hit = one(wording)
    assert (hit.value, hit.unit) == (value, unit)
    assert hit.kind == ("money" if (value, unit, wording) in MONEY else "quantity")


@pytest.mark.parametrize(("value", "wording"), SHARES)
def test_shares(value: float, wording: str) -> None:
    hit = one(wording)
    assert (hit.value, hit.unit, hit.kind) == (value, "percent", "share")


@pytest.mark.parametrize(("value", "fate", "wording"), PEOPLE)
def test_people(value: float, fate: str | None, wording: str) -> None:
    hit = one(wording)
    assert (hit.value, hit.unit, hit.kind, hit.fate) == (value, "person", "people", fate)


@pytest.mark.parametrize(
    ("wording", "low", "high"),
    [
        ("ما بين <3 و5 ملايين دولار>", 3e6, 5e6),
        ("3-5 ملايين يورو", 3e6, 5e6),
        ("من <10 إلى 15 شخصا>", 10, 15),
        ("ثلاثة أو أربعة جنود", 3, 4),
        ("بين <10 و20 %>", 10, 20),
    ],
)
def test_ranges(wording: str, low: float, high: float) -> None:
    hit = one(wording)
    assert (hit.value, hit.high) == (low, high)


@pytest.mark.parametrize(
    ("wording", "bound"),
    [
        ("أكثر من <30 قتيلا>", "at_least"),
        ("ما لا يقل عن <30 قتيلا>", "at_least"),
        ("نحو <30 قتيلا>", "about"),
        ("أقل من <30 دولارا>", "at_most"),
        ("30 قتيلا", "exact"),
        ("عشرات الجرحى", "at_least"),
    ],
)
def test_bounds(wording: str, bound: str) -> None:
    assert one(wording).bound == bound


def test_casualties_stay_apart() -> None:
    dead, hurt = read("سقوط قتيلين و5 جرحى")
    assert (dead.value, dead.fate, hurt.value, hurt.fate) == (2, "killed", 5, "injured")
    dead, hurt, children = read("مقتل ثلاثة مدنيين وإصابة خمسة آخرين بينهم 3 أطفال")
    assert (dead.value, dead.fate, hurt.value, hurt.fate) == (3, "killed", 5, "injured")
    assert (children.value, children.part, hurt.part) == (3, True, False)
    dead, hurt = read("مقتل 3 جنود وجرح 5")
    assert (hurt.value, hurt.fate) == (5, "injured")


def test_what_befell_others_in_another_sentence_does_not_count() -> None:
    assert [hit.fate for hit in read("قتل شرطي. وصل 20 خبيرا إلى العاصمة")] == ["killed", None]


def test_home_tells_whose_currency_is_meant() -> None:
    (hit,) = read("5 ملايين جنيه", home="EGY")
    assert hit.unit == "EGP"
    (hit,) = read("5 ملايين ريال عماني", home="SAU")
    assert hit.unit == "OMR"


NEGATIVE = [
    "12 مايو",
    "عام 2024",
    "خلال 24 ساعة",
    "عمره 25 عاما",
    "القرار 2254",
    "طائرة إف-16",
    "فاز 3-1",
    "وطن واحد",
    "حركة طالبان",
    "نصف المنازل",
    "سرعة 30 كم/ساعة",
    "ارتفع إلى 2000",
    "الساعة 3 مساء",
    "بلغت (36) ألف منزل",
    "اثنين فاصل ثماني بالمئة",
    "قتل في 12 مايو",
    "إصابة خلال ثلاثة أيام",
    "مواطنين تسلحوا",
    "\n12\nشخصا",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_no_amount(text: str) -> None:
    folded = fold(text).text
    assert [folded[hit.start : hit.end] for hit in read(text)] == []


# ---------------------------------------------------------------- the engine knows no language

ENGLISH = {
    "view": {"ignore_case": True},
    "words": {"linkers": ["of"]},
    "number": {
        "unit": {"2": ["two"], "5": ["five"]},
        "tens": {"20": ["twenty"]},
        "scale": {"1000": ["thousand"], "1000000": ["million", "m"]},
        "part": {"0.5": ["half"]},
        "vague": {"20": ["dozens"]},
    },
    "follows": {"tens": ["unit"]},
    "range": {"to": ["to"], "between": ["between"]},
    "bound": {"at_least": ["more than"]},
    "head": {"killed": ["killed"]},
    "unit": [{"id": "person", "kind": "people", "words": ["soldier"], "plural": ["soldiers", "people"]}],
    "currency": [{"id": "USD", "words": ["dollar"], "plural": ["dollars"]}],
    "sign": {"$": "USD"},
}


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("Five million dollars", 5e6, "USD", "exact"),
        ("twenty five million dollars", 25e6, "USD", "exact"),
        ("$2.5 million", 2.5e6, "USD", "exact"),
        ("killed more than 1,200 soldiers", 1200, "person", "at_least"),
        ("dozens of people", 20, "person", "at_least"),
    ],
)
def test_another_language_needs_only_data(text: str, value: float, unit: str, bound: str) -> None:
    (hit,) = find_amounts(text, AmountGrammar.from_data(ENGLISH))
    assert (hit.value, hit.unit, hit.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": {"many": {"1": ["x"]}}}, "P062"),
        ({"bound": {"perhaps": ["x"]}}, "P062"),
        ({"unit": [{"id": "x", "kind": "thing", "words": ["x"]}]}, "P063"),
    ],
)
def test_broken_data_is_an_error(change: dict[str, object], code: str) -> None:
    with pytest.raises(PackError, match=code):
        AmountGrammar.from_data({**ENGLISH, **change})


def test_missing_table_is_an_error() -> None:
    with pytest.raises(PackError, match=r"P061.*'follows'"):
        AmountGrammar.from_data({name: table for name, table in ENGLISH.items() if name != "follows"})


# ---------------------------------------------------------------- whatever the text

WORDS = sorted({word for phrase in GRAMMAR.numbers.starts for word in phrase.split()})[:400]
WORDS += ["12", "3.5", "1,500", "دولار", "شخصا", "طن", "مقتل", "أكثر من", "بين", "و", "$", "%", "\n", "-", "إلى"]


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", "  ", " و", ""]))
def test_hits_lie_inside_the_text_without_overlap(words: list[str], gap: str) -> None:
    text = fold(gap.join(words)).text
    end = 0
    for hit in find_amounts(text, GRAMMAR):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.value > 0 or text[hit.start : hit.end].startswith("0")
        end = hit.end
