"""Texts whose lines are broken at a width read as one paragraph; other line breaks end a sentence."""

import textwrap

import pytest

from mithaq.text.sentences import split_sentences

TEXT = " ".join(3 * [
    "قال وزير النقل الكيني خلال مؤتمر صحفي عقده في نيروبي مع نظيره الهندي إن البلدين اتفقا على بناء ميناء جديد في مدينة "
    "مومباسا خلال السنوات الخمس المقبلة. وأضاف أن الأعمال ستبدأ في الربيع وأن شركات من البلدين ستشارك فيها إلى جانب البنك الدولي."
])  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_broken_at_a_width_are_one_paragraph(width: int) -> None:
    wrapped = "\n".join(textwrap.wrap(TEXT, width))
    assert [wrapped[start:end].replace("\n", " ") for start, end in split_sentences(wrapped)] == [TEXT[start:end] for start, end in split_sentences(TEXT)]


def test_lines_of_a_list_stay_apart() -> None:
    lines = ["وصول الوفد الكيني إلى مدينة مومباسا الساحلية", "كلمة وزير النقل", "توقيع اتفاقية بناء الميناء الجديد", "ختام الزيارة"]
    assert len(split_sentences("\n".join(lines))) == len(lines)
