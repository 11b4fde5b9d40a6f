"""A report beside a form: a record that was missed is entered, an entry corrected or coded blind, its words marked in the text."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mithaq.faces.web.asking import Ask, WebError, address, whole
from mithaq.faces.web.brief import Who, brief, of_card
from mithaq.faces.web.correcting import Editable, blank, changes, editable, entered
from mithaq.faces.web.holding import held
from mithaq.faces.web.rendering import direction
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View
from mithaq.model import Actor, Entry, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.publish.marks import paragraphs
from mithaq.register.blind import Coded

_AT = re.compile(r"(\d{1,8})-(\d{1,8})", re.ASCII)
_COLUMNS = ("first", "second", "entries", "verdict", "kept", "actors", "words")
# disagreements that are shown
_SHOWN = 50


def _sheet(ask: Ask, mode: str, reading: Reading, key: str, fields: Sequence[Editable], **more: Any) -> View:
    """Return the page of a report beside a form; whom the report's entries name is offered for fields of actors."""
    article = reading.article
    called: dict[str, str] = {}
    for actor in (actor for entry in ask.register.entries([told.entry for told in ask.register.told_in(key)]) for actor in entry.actors):
        who = of_card(actor, ask.words)
        called.setdefault(who.name, _asked(who, actor))
    context = {
        "mode": mode, "article": article, "key": key, "way": direction(article.text), "paragraphs": [Markup(one) for one in paragraphs(reading, 0)], "fields": fields,
        "called": called, "kinds": RECORD_FIELDS, **more,
    }  # fmt: skip
    return View("sheet.html", context, {"mode": mode, "report": key, "fields": [one.name for one in fields]})


def _asked(who: Who, actor: Actor) -> str:
    """Return what an actor is called by in a form."""
    return who.code if actor.kind in ("state", "igo", "alliance") and who.code else actor.id


def mark(ask: Ask) -> View:
    """Return the page to enter a record that a report tells and no reader found."""
    key = ask.parts["key"]
    reading = ask.register.reading(key)
    kind = ask.chosen("kind", RECORD_FIELDS)
    at = _AT.fullmatch(ask.one("at"))
    words = [(" ".join(reading.article.text[int(at[1]) : int(at[2])].split()), f"{at[1]}:{at[2]}")] if at else []
    return _sheet(ask, "add", reading, key, blank(kind, words) if kind else [], kind=kind, to=f"/reports/{key}/mark")


def add(ask: Ask, form: Form) -> Redirect:
    """Enter a record and lead to its report.

    Raises:
        WebError: V001, V011; RegisterError: if it does not fit.
    """
    key, kind = ask.parts["key"], form.one("kind")
    if kind not in RECORD_FIELDS:
        raise WebError("V001", f"kind={kind!r}: expected one of {', '.join(RECORD_FIELDS)}")
    words, fields = entered(kind, form, ask.register.document(key).article, ask.register)
    ask.register.add_record(key, kind, words, fields, by=signed(ask, form), note=form.one("note").strip())
    return Redirect(address(f"/reports/{key}"))


def signed(ask: Ask, form: Form) -> str:
    """Return the name under which a decision is kept.

    Raises:
        WebError: V011 without one.
    """
    by = ask.visitor.name or form.one("by").strip()
    if not by:
        raise WebError("V011", "nobody is named as deciding; give a name in the form")
    return by


def last_decision(ask: Ask, id: str) -> str:
    """Return the number of the last decision about an entry, link or merge, "0" without one; whom it was passed over by does not matter."""
    return str(next((one.id for one in ask.register.decisions(about=id) if one.decision != "skip"), 0))


@contextlib.contextmanager
def unseen(ask: Ask, form: Form, id: str) -> Iterator[None]:
    """Refuse to decide about an entry, link or merge from a page that was opened before the last decision about it, and let nobody else decide meanwhile.

    Raises:
        WebError: V015.
    """
    with ask.app.deciding:
        if (seen := form.one("seen")) and seen != last_decision(ask, id):
            raise WebError("V015", f"{id}: decided about after this page was opened; yours was not kept: copy what you typed and open the page again", 409)
        yield


def _told(entry: Entry) -> tuple[Reading, str]:
    """Return the report that tells an entry first with the entry's words alone, and its key."""
    if not entry.tellings:
        raise WebError("V001", f"{entry.id}: no report tells it; mithaq review --correct does without", 400)
    document = entry.tellings[0].document
    one: dict[str, Any] = {entry.kind: [entry.record]}
    return Reading(article=document.article, **one), document.key


def correct(ask: Ask) -> View:
    """Return the page to correct an entry, its words too."""
    entry = ask.register.entry(ask.parts["id"])
    reading, key = _told(entry)
    return _sheet(ask, "correct", reading, key, editable(entry, ask.words, spans=True), kind=entry.kind, entry=brief(entry, ask.words), to=f"/entries/{entry.id}/correct", seen=last_decision(ask, entry.id))


def keep_correction(ask: Ask, form: Form) -> Redirect:
    """Keep a correction and lead to the entry.

    Raises:
        WebError: V001, V011; RegisterError: if it does not fit.
    """
    entry, by, note = ask.register.entry(ask.parts["id"]), signed(ask, form), form.one("note").strip()
    with unseen(ask, form, entry.id):
        found = changes(entry, form, ask.register, ask.words)
        done = ask.register.correct(entry.id, found, by=by, note=note) if found else ask.register.accept(entry.id, by=by, note=note)
    return Redirect(address(f"/entries/{entry.id}", [("done", str(done))]))


def blind(ask: Ask) -> View:
    """Return the next entry that others decided about, as the reader read it, for a decision that sees nothing of theirs."""
    kinds = [kind for kind in ask.many("kind") if kind in RECORD_FIELDS]
    waiting = ask.register.unseen(by=ask.by, kinds=kinds, limit=1) if ask.by else []
    if not waiting:
        return View("blind.html", {"by": ask.by}, {"entry": None})
    entry = waiting[0]
    reading, key = _told(entry)
    more = {"kind": entry.kind, "entry": brief(entry, ask.words), "to": "/review/blind"}
    return _sheet(ask, "blind", reading, key, editable(entry, ask.words, spans=True), **more)


def code(ask: Ask, form: Form) -> Redirect:
    """Keep what was decided blind and lead to the next.

    Raises:
        WebError: V001, V011; RegisterError: if it does not fit.
    """
    by, what, id, note = signed(ask, form), form.one("do"), form.one("id"), form.one("note").strip()
    if what not in ("accept", "reject", "correct", "skip"):
        raise WebError("V011", f"do={what!r}: expected accept, reject, correct or skip")
    entry = next(iter(ask.register.unseen(by=by, entry=id)), None)
    found = changes(entry, form, ask.register, ask.words) if entry is not None and what == "correct" else {}
    ask.register.code(id, "accept" if what == "correct" and not found else what, found, by=by, note=note)  # type: ignore[arg-type]
    return Redirect(address("/review/blind", [("by", by)]))


def agreement(ask: Ask) -> View:
    """Return how far coders agree, and where they differ."""
    found = held(ask, "agreement", ask.register.agreement)
    open_ = [one for one in found.coded if _differs(one)]
    entries = {entry.id: brief(entry, ask.words) for entry in ask.register.entries([one.entry for one in open_[:_SHOWN]])}
    shown = [(one, entries[one.entry]) for one in open_[:_SHOWN] if one.entry in entries]
    rows = [{name: getattr(pair, name) for name in _COLUMNS} for pair in found.pairs]
    return View("agreement.html", {"pairs": found.pairs, "open": shown}, found, rows, _COLUMNS)


def _differs(one: Coded) -> bool:
    """Return whether two people decided otherwise and nobody has decided between them."""
    return one.settled is None and (one.verdicts[0] != one.verdicts[1] or bool(one.differ))


def settle(ask: Ask, form: Form) -> Redirect:
    """Decide between two people and lead back.

    Raises:
        WebError: V011; RegisterError: R039 if there is nothing to settle.
    """
    id, pick = form.one("id"), form.one("do")
    if pick not in ("first", "second"):
        raise WebError("V011", f"do={pick!r}: expected first or second")
    ask.register.settle(whole(id), pick, by=signed(ask, form), note=form.one("note").strip())  # type: ignore[arg-type]
    return Redirect("/review/agreement")


PART = Part(
    pages=(
        Page("/reports/{key:str}/mark", mark, role="coder"),
        Page("/entries/{id:str}/correct", correct, role="coder"),
        Page("/review/blind", blind, role="coder"),
        Page("/review/agreement", agreement, csv=True, role="coder"),
    ),
    actions=(
        Action("/reports/{key:str}/mark", add, role="coder"),
        Action("/entries/{id:str}/correct", keep_correction, role="coder"),
        Action("/review/blind", code, role="coder"),
        Action("/review/agreement", settle),
    ),
)
