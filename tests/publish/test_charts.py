"""Charts: what their specifications hold, and that the renderer draws them."""

import pytest

pytest.importorskip("altair")

from mithaq.publish import charts
from mithaq.register.dyads import Month

MONTHS = [Month(month="2024-11", cooperation=4.0, cooperative=1), Month(month="2025-02", cooperation=2.5, conflict=-9.0, cooperative=1, conflictual=1)]
WORDS = {"cooperation": "تعاون", "conflict": "نزاع", "month": "الشهر", "year": "السنة", "score": "الدرجة", "events": "الأحداث", "meetings": "لقاءات"}


def values(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_every_month_has_two_bars_and_none_is_left_out():
    rows = [row for row in values(charts.months(MONTHS)) if "month" in row]
    assert [row["month"] for row in rows[::2]] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert [row["score"] for row in rows if row["what"] == "conflict"] == [0.0, 0.0, 0.0, -9.0]


def test_many_months_are_drawn_as_years_as_the_reader_writes_them():
    long = [*MONTHS, Month(month="2031-02", cooperation=1.0, cooperative=1), Month(month="2031-05", cooperation=2.0, conflict=-1.0, cooperative=2, conflictual=1)]
    chart = charts.months(long, called=lambda day: f"year {day}")
    assert [(row["month"], row["score"], row["events"]) for row in values(chart) if row.get("what") == "cooperation"][-2:] == [("2030", 0.0, 0), ("2031", 3.0, 3)]
    assert '"2031": "year 2031"' in chart.to_dict()["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]


def test_time_runs_the_other_way_where_a_reader_expects_it():
    forth, back = (charts.months(MONTHS, WORDS, reverse=way).to_dict()["layer"][0]["encoding"] for way in (False, True))
    assert (forth["x"]["sort"], back["x"]["sort"]) == ("ascending", "descending") and back["y"]["axis"]["orient"] == "right"


def test_the_square_is_the_same_on_both_sides():
    chart = charts.meetings({("EGY", "TUR"): 3, ("EGY", "IRN"): 1}, {"EGY": "مصر", "TUR": "تركيا", "IRN": "إيران"}, ["EGY", "TUR", "IRN"], WORDS)
    assert {(row["a"], row["b"], row["n"]) for row in values(chart)} == {("مصر", "تركيا", 3), ("تركيا", "مصر", 3), ("مصر", "إيران", 1), ("إيران", "مصر", 1)}


def test_charts_are_drawn():
    convert = pytest.importorskip("vl_convert")
    drawn = convert.vegalite_to_svg(charts.months(MONTHS, WORDS).properties(width=400).to_dict())
    assert drawn.startswith("<svg") and "نزاع" in drawn and drawn.count('aria-roledescription="bar"') >= 8
