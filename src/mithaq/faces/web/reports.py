"""The pages of reports: the list, one report beside its records, and why each record was read."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mithaq.faces.web.asking import Ask
from mithaq.faces.web.hits import excerpt
from mithaq.faces.web.holding import Web, held
from mithaq.faces.web.rendering import direction, visible
from mithaq.faces.web.shown import Shown, show
from mithaq.faces.web.views import Page, Part, View
from mithaq.model import Explanation, Node, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish.marks import paragraphs, proof
from mithaq.register.reports import ReportFilter, Told

ORDERS = ("-published", "published", "-added", "added")
_COLUMNS = ("key", "published", "title", "publisher", "origin", "language", "copies", "records", "added")


def report_list(ask: Ask) -> View:
    """Return the reports that fit what is asked, the latest first."""
    order: Any = ask.chosen("sort", ORDERS, "-published")
    wanted = ReportFilter(
        outlet=ask.one("outlet") or None, language=ask.one("language") or None, since=ask.period("since") or None, until=ask.period("until") or None
    )
    asked = ask.paging()
    found = ask.register.reports(ask.one("q"), wanted, limit=asked.size, offset=asked.offset, order=order)
    paging = ask.paging(found.total)
    counts = held(ask, "stats", ask.register.stats)
    rows = [{**{name: getattr(row, name) for name in _COLUMNS}, "records": sum(row.records.values())} for row in found.rows]
    texts = ask.register.texts([row.key for row in found.rows]) if ask.one("q") else {}
    # the title is shown already
    excerpts = {row.key: excerpt(visible(texts[row.key].removeprefix(row.title)), ask.one("q")) for row in found.rows if row.key in texts}
    context = {"reports": found.rows, "paging": paging, "order": order, "counts": counts, "excerpts": excerpts}
    return View("reports.html", context, {"total": found.total, "page": paging.number, "size": paging.size, "reports": found.rows}, rows, _COLUMNS)


def report(ask: Ask) -> View:
    """Return one report beside its records."""
    key = ask.parts["key"]
    reading, told = ask.register.reading(key), ask.register.told_in(key)
    document, copies = ask.register.document(key), ask.register.copies(key)
    context = {"key": key, "document": document, "copies": copies, "all_kinds": RECORD_FIELDS, **beside(reading, ask, told)}
    return View("report.html", context, {"document": document, "reading": reading, "told": told, "copies": copies})


def beside(reading: Reading, ask: Ask, told: list[Told] | None = None, number: int = 0, trees: dict[str, list[Node]] | None = None) -> dict[str, Any]:
    """Return what the template of a report beside its records needs; ``number`` keeps apart what several on a page refer to."""
    records = _records(reading, ask, told or [], number)
    # paragraphs are markup, in which the report's words are escaped already
    return {
        "reading": reading, "article": reading.article, "way": direction(reading.article.text), "records": records, "trees": trees,
        "paragraphs": [Markup(one) for one in paragraphs(reading, number)], "kinds": {kind: len(found) for kind in RECORD_FIELDS if (found := getattr(reading, kind))},
    }  # fmt: skip


def _records(reading: Reading, ask: Ask, told: list[Told], number: int) -> list[Shown]:
    """Return the records of a reading in the order of the report."""
    rows = []
    places = [(kind, n, record) for kind in RECORD_FIELDS for n, record in enumerate(getattr(reading, kind))]
    for at, (kind, n, record) in enumerate(places):
        # the register holds the records of a reading in its order
        where = told[at] if at < len(told) == len(places) else None
        more = {"entry": where.entry, "sources": where.sources} if where else {}
        begins = min((e.start for e in proof(kind, record)), default=0)
        rows.append((begins, at, show(kind, record, reading.actors, ask.words, ref=f"{number}-{kind}-{n}", **more)))
    return [shown for _, _, shown in sorted(rows, key=lambda row: row[:2])]


def why(ask: Ask) -> View:
    """Return why each record of a report was read, by today's reader."""
    key = ask.parts["key"]
    web: Web = ask.app
    reading = ask.register.reading(key)
    explained: Explanation = held(ask, ("why", key), lambda: web.desk.explain(reading.article), large=True)
    records = [one for one in _records(reading, ask, ask.register.told_in(key), 0) if not ask.one("record") or one.id == ask.one("record")]
    context = {"key": key, "article": reading.article, "records": records, "trees": explained.trees, "way": direction(reading.article.text)}
    return View("why.html", context, {"key": key, "trees": {one.id: explained.trees.get(one.id, []) for one in records}})


PART = Part(
    pages=(
        Page("/reports", report_list, csv=True, nav="nav.reports", order=20),
        Page("/reports/{key:str}", report),
        Page("/reports/{key:str}/why", why, reads=True),
    )
)
