"""One way to write a page: a function from what is asked to a view; its twins, its ETag and its address follow by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar.datastructures import Cookie

from mithaq.faces.web.asking import Ask
from mithaq.publish.csv_tables import cell

# a cell that a spreadsheet would run as a formula gets an apostrophe in front
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class View:
    """What a page shows.

    Args:
        template: its file in ``templates/``.
        context: what the template is given, beside ``ask``, ``t`` (the words) and ``page``.
        data: the same as plain values, or what makes them; the ``.json`` twin.
        rows: of a list, its rows, flat, or what makes them; the ``.csv`` twin.
        columns: the columns of ``rows`` in order.
    """

    template: str
    context: Mapping[str, Any]
    data: Any
    rows: Rows | Callable[[], Rows] | None = None
    columns: Sequence[str] = ()
    status: int = 200


@dataclass(frozen=True)
class Redirect:
    """Go on at another page of this application, with cookies to keep or forget."""

    to: str
    cookies: Sequence[Cookie] = ()


@dataclass(frozen=True)
class Page:
    """A page and its address: ``/reports/{key:str}``, with ``.json`` and, of a list, ``.csv`` behind it for its twins.

    ``nav`` is the key of its name in the main navigation, if it stands there; ``order`` where; ``role`` the least that sees it;
    ``warm`` whether it is made when the server starts, since it looks at the whole register; ``reads`` whether it waits for a
    report to be read.
    """

    path: str
    view: Callable[[Ask], View]
    csv: bool = False
    nav: str = ""
    order: int = 0
    role: str = "reader"
    warm: bool = False
    reads: bool = False


@dataclass(frozen=True)
class Form:
    """What a page sends: its fields by name, all values of each, and the files that came with it."""

    fields: Sequence[tuple[str, str]] = ()
    files: Sequence[tuple[str, bytes]] = ()

    def one(self, name: str, default: str = "") -> str:
        """Return a field's last value."""
        return next((value for key, value in reversed(self.fields) if key == name), default)

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(value for key, value in self.fields if key == name)


@dataclass(frozen=True)
class Action:
    """What a form sent to an address does; it answers with a page or leads to one.

    ``role`` is the least that may send it, none for all; ``most`` how often within ten minutes where a team shares the
    server, 0 without a limit; ``kept`` whether the log of the team holds it; ``reads`` whether it waits for reports to be read.
    """

    path: str
    act: Callable[[Ask, Form], View | Redirect]
    role: str = "editor"
    most: int = 0
    kept: bool = True
    reads: bool = False


@dataclass(frozen=True)
class Part:
    """A group of pages that belong together: what a module of pages gives to the application."""

    pages: Sequence[Page] = ()
    actions: Sequence[Action] = field(default_factory=tuple)


def json_body(view: View) -> bytes:
    """Return a page's values as JSON."""
    return msgspec.json.encode(view.data() if callable(view.data) else view.data, order="deterministic")


def csv_body(view: View) -> bytes:
    """Return a list's rows as CSV with a byte order mark, so that spreadsheets read Arabic as it is."""
    rows = view.rows() if callable(view.rows) else view.rows
    lines = [",".join(view.columns)]
    lines += [",".join(cell(_harmless(row.get(column))) for column in view.columns) for row in rows or ()]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def _harmless(value: Any) -> Any:
    """Return a value of a cell that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def etag(body: bytes) -> str:
    """Return what names these bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'
