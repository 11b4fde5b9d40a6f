"""Charts as Altair specifications, the same in a notebook, a file and a page: cooperation and conflict by month, who met whom.

Needs the extra: ``pip install 'mithaq[web]'``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from mithaq.register.dyads import Month

if TYPE_CHECKING:
    import altair

# cooperation and conflict apart for those who do not tell green from red
_COOPERATION, _CONFLICT = "#1f7a8c", "#c2452d"
# what a chart says where nobody gives other words
_WORDS = {"cooperation": "cooperation", "conflict": "conflict", "month": "month", "year": "year", "score": "score", "events": "events", "meetings": "meetings"}
# more months than these are drawn as years; cells are smaller where there are many
_MONTHS, _CELLS, _FEW_CELLS = 48, 30, 16


def months(found: Sequence[Month], words: Mapping[str, str] = _WORDS, *, called: Callable[[str], str] = str, reverse: bool = False) -> altair.LayerChart:
    """Return the sums of scores by month, over many months by year: cooperation above the line, conflict below.

    Args:
        words: the words of the chart: cooperation, conflict, month, year, score, events.
        called: how a month or year is written.
        reverse: time runs from right to left, as a reader of Arabic expects.
    """
    import altair as alt

    unbroken = _unbroken(found)
    yearly = len(unbroken) > _MONTHS
    rows = [row for part in (_years(unbroken) if yearly else unbroken) for row in _rows(part, words)]
    labels = json.dumps({row["month"]: called(row["month"]) for row in rows}, ensure_ascii=False)
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8, labelExpr=f"({labels})[datum.value]")
    time = alt.X("month:O", title=words["year" if yearly else "month"], sort="descending" if reverse else "ascending", axis=axis)
    colour = alt.Color("what:N", title=None, scale=alt.Scale(domain=[words["cooperation"], words["conflict"]], range=[_COOPERATION, _CONFLICT]), legend=alt.Legend(orient="top"))
    tooltip = [alt.Tooltip(field, title=words[name]) for field, name in (("month:O", "month"), ("score:Q", "score"), ("events:Q", "events"))]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar().encode(x=time, y=alt.Y("score:Q", title=words["score"], axis=alt.Axis(orient="right" if reverse else "left")), color=colour, tooltip=tooltip)
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(strokeWidth=1).encode(y=alt.Y("zero:Q"))
    layers: altair.LayerChart = alt.LayerChart(layer=[bars, zero]).properties(width="container", height=260)
    return layers


def _unbroken(found: Sequence[Month]) -> list[Month]:
    """Return months in order with the empty ones between them, so that a chart does not hide how time passes."""
    known = {_number(month.month): month for month in found}
    return [known.get(n) or Month(month=f"{n // 12:04}-{n % 12 + 1:02}") for n in range(min(known), max(known) + 1)] if known else []


def _number(month: str) -> int:
    """Return how many months there are before one, from the year 0 on."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _rows(month: Month, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a month's two bars."""
    return [
        {"month": month.month, "what": words["cooperation"], "score": month.cooperation, "events": month.cooperative},
        {"month": month.month, "what": words["conflict"], "score": month.conflict, "events": month.conflictual},
    ]


def _years(found: Sequence[Month]) -> list[Month]:
    """Return the sums of months by year."""
    sums: dict[str, Month] = {}
    for month in found:
        year = month.month[:4]
        known = msgspec.structs.asdict(sums.get(year, Month(month=year)))
        sums[year] = Month(month=year, **{name: round(number + getattr(month, name), 2) for name, number in known.items() if name != "month"})
    return list(sums.values())


def meetings(pairs: Mapping[tuple[str, str], int], names: Mapping[str, str], order: Sequence[str], words: Mapping[str, str] = _WORDS, *, reverse: bool = False) -> altair.LayerChart:
    """Return who met whom as a square of cells, the darker the more often; at most the first of an order.

    Args:
        pairs: how often two codes met, each pair once.
        names: what each code is called.
        order: the codes, those to be shown first.
        reverse: the square begins at the right.
    """
    import altair as alt

    shown = [names[code] for code in order[:_CELLS]]
    known, few = set(order[:_CELLS]), len(shown) <= _FEW_CELLS
    rows = [{"a": names[a], "b": names[b], "n": n} for (one, other), n in pairs.items() if {one, other} <= known for a, b in ((one, other), (other, one))]
    across = alt.X("a:N", sort=shown[::-1] if reverse else shown, title=None, axis=alt.Axis(orient="top", labelAngle=-45, labelLimit=160))
    down = alt.Y("b:N", sort=shown, title=None, axis=alt.Axis(orient="right" if reverse else "left", labelLimit=160))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=across, y=down, tooltip=[alt.Tooltip("a:N", title=" "), alt.Tooltip("b:N", title=" "), alt.Tooltip("n:Q", title=words["meetings"])])
    cells = base.mark_rect().encode(color=alt.Color("n:Q", scale=alt.Scale(scheme="teals", domainMin=0), legend=None))
    numbers = base.mark_text(baseline="middle").encode(text=alt.Text("n:Q", format=","), color=alt.condition(f"datum.n > {max(pairs.values(), default=1) / 2}", alt.value("white"), alt.value("black")))
    square: altair.LayerChart = alt.LayerChart(layer=[cells, numbers]).properties(width=alt.Step(34 if few else 25), height=alt.Step(30 if few else 24))
    return square
