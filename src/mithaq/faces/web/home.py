"""The first page: what happened lately, what is due, the newest agreements, and what the register covers."""

from __future__ import annotations

from mithaq.faces.web.asking import Ask
from mithaq.faces.web.views import Page, Part, View
from mithaq.register.selecting import Filter


def home(ask: Ask) -> View:
    """Return what a register holds at a glance."""
    counts = ask.register.stats()
    latest = ask.register.search("", Filter(kinds=("meetings", "agreements", "events")), limit=8)
    data = {"counts": counts, "latest": list(latest)}
    return View("home.html", {"counts": counts, "latest": latest}, data)


PART = Part(pages=(Page("/", home, nav="nav.home", order=0),))
