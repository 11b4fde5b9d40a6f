"""Entries made one or parted, and the entries that may be the same as one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from mithaq.faces.web.asking import Ask, address
from mithaq.faces.web.marking import signed
from mithaq.faces.web.views import Action, Form, Part, Redirect
from mithaq.model import Entry
from mithaq.register.listing import day_of
from mithaq.register.parties import Party
from mithaq.register.selecting import Filter

# entries of the days around one may tell the same
_DAYS, _MOST = 10, 6


def alike(ask: Ask, entry: Entry) -> Sequence[Entry]:
    """Return entries that may be the same: of its kind, of the days around it, with one of its actors."""
    day = day_of(entry)
    if not day or len(day) < len("2025-04-03") or not entry.actors:
        return []
    middle, span = datetime.date.fromisoformat(day[:10]), datetime.timedelta(days=_DAYS)
    actor = entry.actors[0]
    party = Party(name=actor.name, code=actor.code, card=actor.id if "-" in actor.id else None)
    wanted = Filter(kinds=(entry.kind,), parties=(party,), since=(middle - span).isoformat(), until=(middle + span).isoformat())
    return [one for one in ask.register.first(wanted, _MOST + 1) if one.id != entry.id][:_MOST]


def merge(ask: Ask, form: Form) -> Redirect:
    """Make two entries one and lead to it.

    Raises:
        RegisterError: R008, R031 if they cannot be one.
    """
    id = ask.parts["id"]
    done = ask.register.merge(id, form.one("other").strip(), by=signed(ask, form), note=form.one("note").strip())
    return Redirect(address(f"/entries/{ask.register.entry(id).id}", [("done", str(done))]))


def split(ask: Ask, form: Form) -> Redirect:
    """Take a report's telling out of an entry and lead to what is left.

    Raises:
        RegisterError: R008, R032 if it cannot be taken out.
    """
    id = ask.parts["id"]
    done = ask.register.split(id, form.one("telling"), by=signed(ask, form), note=form.one("note").strip())
    return Redirect(address(f"/entries/{id}", [("done", str(done))]))


PART = Part(actions=(Action("/entries/{id:str}/merge", merge), Action("/entries/{id:str}/split", split)))
