"""The first page: what happened lately, what is due, the newest agreements, and what the register covers."""

from __future__ import annotations

import datetime

from mithaq.faces.web.adding import sample_files
from mithaq.faces.web.asking import Ask
from mithaq.faces.web.holding import held
from mithaq.faces.web.shown import Value, date_value, show_entry
from mithaq.faces.web.tongues import in_tongue
from mithaq.faces.web.views import Page, Part, View
from mithaq.model import Entry
from mithaq.register.listing import day_of
from mithaq.register.living import is_overdue
from mithaq.register.selecting import Filter

# promises are called due so many days before their day
_AHEAD_D = 60
_HAPPENED = ("meetings", "deliveries", "events")


def home(ask: Ask) -> View:
    """Return what a register holds at a glance."""
    counts = held(ask, "stats", ask.register.stats)
    ahead = (datetime.date.fromisoformat(ask.today) + datetime.timedelta(days=_AHEAD_D)).isoformat()
    parts = {
        "latest": Filter(kinds=_HAPPENED), "agreements": Filter(kinds=("agreements",)), "due": Filter(kinds=("commitments",), due_by=ahead),
    }  # fmt: skip
    lists = {name: held(ask, ("home", name, ahead), lambda wanted=wanted, name=name: _some(ask, wanted, name)) for name, wanted in parts.items()}  # type: ignore[misc]
    newest = held(ask, "newest", lambda: ask.register.reports(limit=6))
    context = {
        "counts": counts, "reports": newest.rows, "story": bool(sample_files()), "ahead": ahead,
        **{name: [(show_entry(entry, ask.words), day_shown(entry, ask), is_overdue(entry, ask.today)) for entry in in_tongue(ask, found)] for name, found in lists.items()},
    }  # fmt: skip
    return View("home.html", context, {"counts": counts, "reports": newest.rows, **lists})


def _some(ask: Ask, wanted: Filter, name: str) -> list[Entry]:
    """Return the entries of one part of the page: promises by their day, the latest first, the rest by theirs."""
    return ask.register.first(wanted, 8, order="-deadline" if name == "due" else "-date")


def day_shown(entry: Entry, ask: Ask) -> Value:
    """Return the day of an entry: a promise's is its deadline; where no report says one, that of the report."""
    deadline = getattr(entry.record, "deadline", None)
    when = deadline or entry.record.date
    if when is not None and (when.start or when.end):
        return date_value(when, ask.words)
    day = day_of(entry)
    return Value(ask.words.day(day), note=ask.words("date.reported") if day else "", inferred=True)


PART = Part(pages=(Page("/", home, nav="nav.home", order=0, warm=True),))
