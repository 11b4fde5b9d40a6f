"""Views into HTML: the templates, what they may call, and characters that would steer the page made visible."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from mithaq import publish
from mithaq.faces.web.asking import Ask, address
from mithaq.faces.web.hits import hits
from mithaq.faces.web.reasoning import composed, reasoned
from mithaq.faces.web.views import View
from mithaq.faces.web.words import LANGUAGES, NAMES
from mithaq.register.parties import Party

HERE = Path(__file__).parent
# where static files stand: the application's own, and those that pages of reports share everywhere
STATIC: list[str | Path | PathLike[Any]] = [HERE / "static", Path(publish.__file__).parent / "static"]
# controls and overrides would do something to the page, or show words in another order than they stand in
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
# where words are isolated anyway, embeddings and isolates that nobody may close are left out
_ISOLATING = re.compile("[\u202a-\u202c\u2066-\u2069]")


@functools.cache
def environment() -> Environment:
    """Return the templates; whatever is put in is escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"dir": direction, "plain": plain, "segment": segment, "cut": cut, "visible": visible, "hits": hits, "reasoned": reasoned, "composed": composed, "asked_as": asked_as}
    made.globals |= {"asset": asset, "address": address, "languages": LANGUAGES, "language_names": NAMES}
    return made


def render(view: View, ask: Ask, **more: Any) -> str:
    """Return a view's page as HTML."""
    template = environment().get_template(view.template)
    return template.render(ask=ask, t=ask.words, csv=view.rows is not None, **more, **view.context)


@functools.cache
def asset(name: str) -> str:
    """Return the address of a static file, another one when its content changes."""
    path = next(path for folder in STATIC if (path := Path(folder) / name).is_file())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def direction(text: str) -> str:
    """Return ``rtl`` or ``ltr``: the direction of most of the first letters of a text."""
    kinds = [unicodedata.bidirectional(character) for character in text[:2_000]]
    return "rtl" if sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L") else "ltr"


def plain(text: str) -> str:
    """Return words on one line, without characters that steer the direction of what stands around them."""
    return _ISOLATING.sub("", _STEERING.sub("\ufffd", " ".join(text.split())))


def visible(text: str) -> str:
    """Return words as they stand, spaces and lines kept, without characters that steer what stands around them."""
    return _STEERING.sub("\ufffd", text)


def asked_as(party: Party) -> tuple[str, str]:
    """Return what a list's address says to ask for a party."""
    return "actor", party.card or party.code


def segment(text: str) -> str:
    """Return a text as one segment of an address."""
    return quote(text, safe="")


def cut(text: str, most: int) -> str:
    """Return words on one line, cut at a word's end where they are too many."""
    line = plain(text)
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}…"
