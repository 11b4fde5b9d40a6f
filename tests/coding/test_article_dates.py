"""Articles given a day as a string; the day of a report that states none."""

from __future__ import annotations

import pytest

import mithaq
from mithaq.model.article import published_on


def test_a_string_is_a_day() -> None:
    assert mithaq.Article(text="", published="2025-04-03").published == published_on("2025-04-03")  # type: ignore[arg-type]


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="expected YYYY-MM-DD"):
        mithaq.Article(text="", published="April")  # type: ignore[arg-type]


def test_yesterday_of_an_unknown_day_takes_no_other_date() -> None:
    text = "قال وزير الخارجية الكيني أمس الخميس إن هجوم 31 مايو 2010 كان خطأ. ورفضت إثيوبيا الاعتذار."
    reading = mithaq.Reader(["ar"]).read(mithaq.Article(text=text))
    refused = next(record for record in reading.events if record.type == "REJECT")
    assert refused.date is None
