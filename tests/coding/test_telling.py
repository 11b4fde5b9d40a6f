"""What is told as news, and what is only recalled, asked, feared or spoken of in general."""

import pytest

from mithaq import Article, Reader
from mithaq.model import Event


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["ar"])


def violence(reader: Reader, text: str) -> list[Event]:
    return [event for event in reader.read(Article(text=text, language="ar")).events if event.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "التقى الوزير الدنماركي أسرة الطيار الذي قتل في غارة على أوسلو.",
        "هل قتلت القوات الكينية جنودا صوماليين؟",
        "تخشى السويد أن يؤدي القصف إلى مقتل مدنيين فنلنديين.",
        "لم تقصف تشاد أو تهاجم النيجر.",
        "حذرت أيرلندا من هجوم محتمل على كوبا.",
        "ساحرة تخطف الأطفال.",
        "تستعد كوبا لصد هجوم كندي على هافانا.",
    ],
    ids=["identifies", "asked", "feared", "denied-by-or", "possible", "generic", "indefinite"],
)
def test_what_is_not_told_as_news_is_no_event(reader: Reader, text: str) -> None:
    assert not violence(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "قتل ما لا يقل عن ستين جنديا باكستانيا في كمين.",
        "أعلنت مصادر أمنية نيبالية وأخرى طبية مقتل تسعة جنود نيباليين.",
        "أعلن مصدر هندي «مقتل جنديين هنديين في تفجير سيارة مفخخة».",
        "سيارة مفخخة متوقفة أمام السفارة البولندية انفجرت صباح اليوم.",
        "بحث الوزيران تداعيات القصف الكندي على كوبا.",
        "جاء القرار بعد إعلان كينيا مقتل ضابط كيني في بيدوا.",
        "كان الجيش أعلن في 7 مارس/آذار مقتل الوزير التشادي في كمين.",
        "أسفرت الغارات الكندية، التي دخلت يومها الثالث، عن مقتل أكثر من ستين كوبيا.",
    ],
    ids=["roughly-counted", "behind-two-sources", "quoted-noun", "subject-before-the-verb", "presumed", "made-known-by-a-noun", "made-known-on-a-day", "outcome-behind-an-aside"],
)
def test_news_of_violence_is_an_event(reader: Reader, text: str) -> None:
    assert [event.actuality for event in violence(reader, text)] == ["done"]


def test_year_makes_history_where_the_report_has_no_date(reader: Reader) -> None:
    text = "كان الجيش التايلاندي قد قصف قرى كمبودية عام 1985."
    assert [event.actuality for event in violence(reader, text)] == ["historical"]


def test_the_dead_prove_the_attack_that_the_sentence_tells(reader: Reader) -> None:
    events = violence(reader, "استهدفت الطائرات الكندية سيارة لمسؤول كوبي في هافانا ما أدى إلى مقتل شخصين.")
    assert [[evidence.text for evidence in event.evidence][1:] for event in events] == [["مقتل شخصين"]]
