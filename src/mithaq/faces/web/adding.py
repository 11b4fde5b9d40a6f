"""Bringing reports: text pasted or files, read at once and shown, kept in the register only if somebody says so."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from mithaq.faces.web.asking import Ask, WebError, whole
from mithaq.faces.web.desk import Brought, Read
from mithaq.faces.web.holding import Web
from mithaq.faces.web.reports import beside
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View
from mithaq.register.packing import document_key

MOST_FILES = 50
# characters of a pasted text and of what is said about it
MOST_TEXT, MOST_SAID = 1_500_000, 500
# readings that one person may ask for within ten minutes where a team shares the server
UPLOADS = 60
# readings that are shown beside their reports; of more the titles
_SHOWN = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def bring(ask: Ask) -> View:
    """Return the page to paste a report or choose files, and how far a job is that a form has begun; what reads them gets ready meanwhile."""
    ask.app.desk.wake()
    data = {"fields": ["text", "title", "publisher", "url", "published", "language", "files"], "read": ask.app.desk.so_far(ask.one("job"))}
    return View("add.html", {"story": sample_files() != [], "job": secrets.token_urlsafe(12)}, data)


def take(ask: Ask, form: Form) -> Redirect:
    """Read what was brought and lead to what came of it.

    Raises:
        WebError: V006 if nothing was brought, V003 if it is too much.
    """
    brought = _files(form) + _text(form)
    if not brought:
        raise WebError("V006", "nothing to read; paste a report's text or choose a file")
    return _read(ask, brought, form)


def take_story(ask: Ask, form: Form) -> Redirect:
    """Read the sample story and lead to what came of it."""
    return _read(ask, [Brought(path.read_bytes(), path.name) for path in sample_files()], form)


def _read(ask: Ask, brought: list[Brought], form: Form) -> Redirect:
    web: Web = ask.app
    return Redirect(f"/add/{web.drafts.put(web.desk.read(brought, form.one('job')))}")


def _said(form: Form, name: str) -> str | None:
    """Return what a field says of the report, without characters that belong in no line."""
    return " ".join(form.one(name).split())[:MOST_SAID] or None


def _text(form: Form) -> list[Brought]:
    """Return the text that was pasted, if any."""
    text = form.one("text")
    if not text.strip():
        return []
    if len(text) > MOST_TEXT:
        raise WebError("V003", f"{len(text):,} characters; expected at most {MOST_TEXT:,}; add large files with mithaq add", 413)
    published = form.one("published").strip()
    if published and not _DAY.fullmatch(published):
        raise WebError("V001", f"published={published!r}: expected YYYY-MM-DD")
    # browsers send lines with a carriage return
    raw = text.replace("\r\n", "\n").encode("utf-8", "replace")
    said = {name: _said(form, name) for name in ("title", "publisher", "url", "language")}
    return [Brought(raw, "pasted.txt", True, published=published or None, **said)]


def _files(form: Form) -> list[Brought]:
    """Return the files that were chosen."""
    if len(form.files) > MOST_FILES:
        raise WebError("V003", f"{len(form.files)} files; expected at most {MOST_FILES}; add more with mithaq add", 413)
    return [Brought(raw, Path(name.replace("\\", "/")).name or "file.txt", publisher=_said(form, "publisher")) for name, raw in form.files if raw]


def draft(ask: Ask) -> View:
    """Return what was read, to be kept or not."""
    web: Web = ask.app
    read = web.drafts.get(ask.parts["name"])
    shown = [beside(one.reading, ask, number=number, trees=one.trees) for number, one in enumerate(read.explained)]
    known = _known(ask, read)
    context = {"name": ask.parts["name"], "shown": shown, "refused": read.refused, "known": known, "most": _SHOWN}
    return View("draft.html", context, {"readings": [one.reading for one in read.explained], "refused": read.refused, "known": known})


def _known(ask: Ask, read: Read) -> list[str]:
    """Return the keys of those reports that the register holds already."""
    keys = [document_key(one.reading.article) for one in read.explained]
    return ask.register.known(keys)


def keep(ask: Ask, form: Form) -> Redirect:
    """Add what was read to the register, those reports that are chosen, and lead to them."""
    web: Web = ask.app
    name = ask.parts["name"]
    read = web.drafts.get(name)
    chosen = set(map(whole, form.many("report")))
    readings = [one.reading for number, one in enumerate(read.explained) if number in chosen or not form.many("report")]
    ask.register.add_readings(readings, source="web", command="serve")
    web.drafts.drop(name)
    keys = [document_key(reading.article) for reading in readings]
    return Redirect(f"/reports/{keys[0]}" if len(keys) == 1 else "/reports?sort=-added")


def drop(ask: Ask, form: Form) -> Redirect:
    """Forget what was read."""
    web: Web = ask.app
    web.drafts.drop(ask.parts["name"])
    return Redirect("/add")


def sample_files() -> list[Path]:
    """Return the reports of the sample story, where they are installed."""
    for folder in (Path(__file__).parents[2] / "samples" / "story", Path(__file__).parents[4] / "samples" / "story"):
        if folder.is_dir():
            return sorted(path for path in folder.glob("s??.json"))
    return []


PART = Part(
    pages=(Page("/add", bring, nav="nav.add", order=90, role="editor"), Page("/add/{name:str}", draft, role="editor")),
    actions=(Action("/add", take, most=UPLOADS, reads=True), Action("/add-story", take_story, most=UPLOADS, reads=True), Action("/add/{name:str}/keep", keep), Action("/add/{name:str}/drop", drop)),
)
