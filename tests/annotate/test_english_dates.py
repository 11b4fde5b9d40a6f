"""English dates: many wordings per value on a fixed day of publication, and what is no date."""

import datetime
import re
import tomllib
from pathlib import Path

import pytest

import mithaq.packs
from mithaq.annotate.dates import DateGrammar, DateHit, find_dates
from mithaq.text.fold import fold

GRAMMAR = DateGrammar.from_data(tomllib.loads((Path(mithaq.packs.__file__).parent / "en" / "dates.toml").read_text(encoding="utf-8")))
# a Friday
PUBLISHED = datetime.date(2025, 4, 4)


def read(text: str) -> list[DateHit]:
    return find_dates(fold(text).text, GRAMMAR, PUBLISHED)


# value → wordings; <…> marks what the hit must cover, a wording without marks must be covered whole
WORDINGS = {
    ("2025-04-03", None): [
        "April 3, 2025", "3 April 2025", "the <3rd of April, 2025>", "Apr. 3, 2025", "4/3/2025", "2025-04-03", "April 3", "yesterday", "Thursday, April 3", "Thursday", "yesterday (Thursday)",
        "Thursday the 3rd", "late Thursday", "Thursday evening", "April 3rd", "the <third of April>", "APRIL 3, 2025", "Thursday of this week",
    ],
    ("2025-04-04", None): ["today", "this morning", "this Friday", "tonight"],
    ("2025-04-05", None): ["tomorrow", "tomorrow morning"],
    ("2025-04-02", None): ["the day before yesterday"],
    ("2025-04-06", None): ["the day after tomorrow", "next Sunday"],
    ("2025-04-03", "2025-04-05"): ["April 3-5, 2025", "3-5 April 2025", "the <3rd to the 5th of April 2025>", "from <April 3 to April 5, 2025>", "between <April 3 and 5>"],
    ("2019-05", None): ["May 2019", "in <May 2019>", "5/2019"],
    ("2024-12", None): ["last December"],
    ("2025-03", None): ["last month", "in <March>"],
    ("1974-10", None): ["Oct. '74"],
    ("2019", None): ["in <2019>", "the <year 2019>"],
    ("2024", None): ["last year"],
    ("2026", None): ["next year"],
    ("2014", "2018"): ["from <2014 to 2018>", "between <2014 and 2018>", "2014-2018"],
    ("2025-03-24", "2025-03-30"): ["last week"],
    ("2025-04-05", "2025-04-06"): ["this weekend"],
    ("1980", "1989"): ["the <1980s>", "the eighties", "the 80s"],
    ("2010", "2019"): ["the <2010s>"],
    ("1801", "1900"): ["the 19th century", "the nineteenth century"],
    ("2025-01", "2025-03"): ["the first quarter of 2025", "Q1 2025"],
    ("2024-07", "2024-12"): ["the second half of 2024", "H2 2024"],
    ("2006-06", "2006-08"): ["the <summer of 2006>"],
    ("2025-04-01", "2025-04-04"): ["earlier this month"],
    ("2025-04-04", "2025-12-31"): ["later this year", "the rest of the year"],
    ("2025-04-02", None, "duration_before"): ["two days ago", "48 hours ago"],
    ("2025-01", None, "duration_before"): ["three months ago", "nearly three months ago"],
    ("2025-03-23", None, "duration_before"): ["two Sundays ago"],
    ("2025-04-18", None, "after"): ["in two weeks", "two weeks from now"],
    ("2025-04-04", "2025-10-04", "deadline"): ["within six months", "the next six months"],
    ("2025-04-03", "2025-04-04", "duration_before"): ["the last 24 hours"],
    (None, "2025-12-31", "deadline"): ["by the end of the year", "until the end of the year", "before the end of 2025"],
    (None, "2030", "deadline"): ["by 2030", "between now and 2030"],
    ("2014", None, "after"): ["since 2014", "after 2014"],
    ("2023-10-07", None, "after"): ["since October 7, 2023", "starting from October 7, 2023"],
    ("2025-03-21", "2025-03-31"): ["late March", "the end of March"],
    ("2025-05-11", "2025-05-20"): ["mid-May"],
    ("2024-10-07", None): ["the <first Monday of October 2024>"],
}  # fmt: skip
ARTICLE = re.compile(r"^(?:the|from) ")
CASES = [(value, wording) for value, wordings in WORDINGS.items() for wording in wordings]


@pytest.mark.parametrize(("value", "wording"), CASES, ids=lambda part: str(part))
def test_wording_means_value(value: tuple[str | None, ...], wording: str) -> None:
    text = fold(wording.replace("<", "").replace(">", "")).text
    words = wording[wording.index("<") + 1 : wording.index(">")] if "<" in wording else text
    (hit,) = read(text)
    # whether the article belongs to the date is no matter
    assert ARTICLE.sub("", text[hit.start : hit.end]) == ARTICLE.sub("", words)
    assert (hit.start_date, hit.end_date) == value[:2]
    assert hit.kind == (value[2] if len(value) > 2 else "date")


@pytest.mark.parametrize(
    "text", ["They may go", "A march began", "12 soldiers died", "in 2000 soldiers", "every Monday", "40 barrels a day", "the March 23 Movement", "Resolution 2025/4", "a second time", "some 1950 people", "The sun rose"]
)
def test_no_date(text: str) -> None:
    assert not [hit for hit in read(text) if hit.start_date or hit.end_date]
