"""Where the words of a report begin behind its dateline."""

from __future__ import annotations

import pytest

from mithaq.annotate.datelines import after_dateline
from mithaq.annotate.sentence import make_sentence
from mithaq.packs.store import open_pack


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("القدس (CNN)-- ", "قال مسؤول إن المعبر مغلق."),
        ("إسلام أباد، باكستان (CNN) -- ", "أودت ضربتان بحياة ثلاثة أشخاص."),
        ("موسكو- ", "قال وزير الخارجية الروسي إن بلاده ترفض العقوبات."),
        ("نيروبي «الخليج» – ", "بحث الرئيس الكيني الأوضاع."),
        ("الخرطوم - وكالات: ", "أعلنت الشرطة إغلاق الطريق."),
        ("طرابلس - رويترز: ", "قال مسؤول إن المعبر مغلق."),
        ("القاهرة - ", "الرئيس المصري: لن نقبل بذلك."),
        ("أحمد علي - ", "قال الوزير إن العمل جار."),
        ("", "المقاومة الإسلامية في لبنان - حزب الله، استهدفت موقعا."),
        ("", "قال مسؤول - رفض ذكر اسمه - إن المعبر مغلق."),
        ("", "خط كابول-قندهار مغلق."),
    ],
)
def test_words_begin_behind_a_dateline(dateline: str, rest: str) -> None:
    text = dateline + rest
    sentence = make_sentence(0, text, 0, len(text), open_pack("ar"))
    assert text[after_dateline(sentence, open_pack("ar")) :] == rest
