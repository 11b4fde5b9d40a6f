"""Where a meeting was, not where what was spoken of is."""

import pytest

from mithaq import Article, Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["ar", "en"])


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("ar", "بحث وزير الخارجية الكيني مع نظيره التركي الوضع الأمني في ليبيا.", None),
        ("ar", "التقى وزير الخارجية الكيني نظيره التركي في أنقرة وبحثا الأزمة في السودان.", "ANK"),
        ("ar", "التقى وزير الدفاع الكيني قائد قوات حفظ السلام في أنقرة.", "ANK"),
        ("en", "The foreign ministers of Kenya and Turkey discussed the situation in Libya.", None),
    ],
    ids=["spoken-of", "met-and-spoken-of", "peace-is-of-the-forces", "english"],
)
def test_where_talks_were(reader: Reader, language: str, text: str, place: str | None) -> None:
    (meeting,) = reader.read(Article(text=text, language=language)).meetings
    assert (meeting.place.labels.get("en", "")[:3].upper() if meeting.place else None) == place
