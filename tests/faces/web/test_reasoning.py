"""Reasons in the words of the interface: every one the story gives is said in Arabic and French, with its numbers and names."""

import re

import pytest

from mithaq.faces.web.reasoning import reasoned
from mithaq.faces.web.words import Words


@pytest.mark.parametrize(
    ("reason", "language", "said"),
    [
        ("words 40% in common +0.28", "ar", "كلمات مشتركة: ٤٠% +٠.٢٨"),
        ("words 40% in common +0.28", "en", "words 40% in common +0.28"),
        ("parties FRA, IRN +0.10", "fr", "parties France, Iran +0.10"),
        ("parties FRA, IRN in common +0.10", "ar", "أطراف مشتركة: فرنسا, إيران +٠.١٠"),
        ("the same obligors, some of them +0.20", "ar", "بعض المتعهدين أنفسهم +٠.٢٠"),
        ("stated days 9 apart: ruled out", "ar", "بين اليومين المذكورين: ٩: يستبعد"),
        ("the same consonants", "fr", "les mêmes consonnes"),
        ("something else -0.50", "ar", "something else -٠.٥٠"),
        ("both <b>{0}</b> +0.10", "en", "both <b>{0}</b> +0.10"),
    ],
)
def test_a_reason_is_said_in_the_language(reason, language, said):
    assert reasoned(reason, Words(language)) == said


def test_the_reasons_of_the_story_are_all_known_in_arabic(pages):
    given = {reason for one in pages.get("/review.json?by=x&size=200").json()["queue"] for reason in one["reasons"]}
    for entry in pages.get("/entries.json?kind=commitments&size=200").json()["entries"]:
        given |= {reason for link in entry["links"] for reason in link["reasons"]}
    assert len(given) > 5
    unknown = [reason for reason in given if not re.search("[\u0600-\u06ff]", reasoned(reason, Words("ar")))]
    assert not unknown
