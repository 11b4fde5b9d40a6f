"""What a page is asked: its address taken apart, in the language of who asks."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from mithaq.errors import MithaqError
from mithaq.faces.team.accounts import may
from mithaq.faces.web.paging import MOST, SIZE, Paging
from mithaq.faces.web.words import Words
from mithaq.register.register import Register

_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
# errors of the register that say that something is not there, and that it cannot be asked now
_NOT_FOUND, _BUSY = ("R008", "R009", "R020"), ("R005", "R006")


class WebError(MithaqError):
    """Raised when a request cannot be answered; ``status`` is its HTTP status.

    V001 a value of the address that cannot be meant, V002 a form from another site, V003 an upload that is too large,
    V004 a reading that is no longer kept ready, V005 reading took too long or died, V006 nothing to read,
    V007 a name of this server that is not its own, V008 too many readings at once, V009 a twin that a page does not have,
    V010 two sides that are one, V011 a decision without a name or that cannot be meant, V012 nobody is logged in, V013 a
    role that does not include what is asked, V014 something done too often, V015 a
    decision from a page that was opened before somebody else's.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.status = status


def status_of(error: MithaqError) -> int:
    """Return the HTTP status that tells of an error."""
    if isinstance(error, WebError):
        return error.status
    return 404 if error.code in _NOT_FOUND else 503 if error.code in _BUSY else 400


@dataclass(frozen=True)
class Visitor:
    """Who asks: their name, their role (none without an account), the secret of their session, and from where."""

    name: str
    role: str
    session: str = ""
    address: str = ""
    by_token: bool = False


# whoever sits at this machine, where nobody else reaches it, may do all
LOCAL = Visitor("", "admin")


@dataclass(frozen=True)
class Ask:
    """One request for a page.

    ``path`` is the address without its query and without ``.json`` or ``.csv``, ``parts`` its variable parts,
    ``query`` its parameters in order; ``app`` is what the application holds beside its register, ``visitor`` who asks and
    ``token`` what their forms carry, ``called`` the name they gave last where there are no accounts.
    """

    register: Register
    words: Words
    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()
    app: Any = None
    visitor: Visitor = LOCAL
    token: str = ""
    called: str = ""
    https: bool = False

    @property
    def today(self) -> str:
        """The day of asking, ISO 8601 in UTC."""
        return datetime.datetime.now(datetime.UTC).date().isoformat()

    @property
    def by(self) -> str:
        """The name under which decisions are kept: that of the account, where there are none the one that is given."""
        return self.visitor.name or self.one("by") or self.called

    def may(self, role: str) -> bool:
        """Return whether the visitor may do what a role may."""
        return may(self.visitor.role, role)

    def one(self, name: str, default: str = "") -> str:
        """Return a parameter's last value, stripped."""
        return next((value.strip() for key, value in reversed(self.query) if key == name), default)

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter that are not empty, each once."""
        return tuple(dict.fromkeys(value.strip() for key, value in self.query if key == name and value.strip()))

    def chosen(self, name: str, allowed: Sequence[str], default: str = "") -> str:
        """Return a parameter's value, which must be one of those allowed.

        Raises:
            WebError: V001.
        """
        value = self.one(name) or default
        if value and value not in allowed:
            raise WebError("V001", f"{name}={value!r}: expected one of {', '.join(allowed)}")
        return value

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number of the address.

        Raises:
            WebError: V001.
        """
        value = self.one(name)
        if value and not least <= whole(value) <= most:
            raise WebError("V001", f"{name}={value!r}: expected a whole number from {least} to {most}")
        return whole(value) if value else default

    def day(self, name: str) -> str:
        """Return a day of the address, ISO 8601, empty without one.

        Raises:
            WebError: V001.
        """
        value = self.one(name)
        try:
            return datetime.date.fromisoformat(value).isoformat() if value else ""
        except ValueError as error:
            raise WebError("V001", f"{name}={value!r}: expected a day as YYYY-MM-DD") from error

    def period(self, name: str) -> str:
        """Return a day, month or year of the address in whatever digits, ISO 8601 cut to what is said; empty without one.

        Raises:
            WebError: V001.
        """
        value = "".join(str(unicodedata.decimal(one, one)) for one in self.one(name))
        if value and not _PERIOD.fullmatch(value):
            raise WebError("V001", f"{name}={value!r}: expected a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY")
        return value

    @property
    def moment(self) -> str | None:
        """The moment whose register is asked for, ISO 8601 in UTC: the end of the day ``as_of``; none means now.

        Raises:
            WebError: V001.
        """
        day = self.day("as_of")
        return f"{day}T23:59:59.999999Z" if day else None

    def paging(self, total: int = 0, *, more: bool = False) -> Paging:
        """Return the page asked for; ``total`` is how many rows there are, or how many were counted if there are more."""
        return Paging(self.number("page", 1, 1, 1_000_000), self.number("size", SIZE, 1, MOST), total, more)

    def url(self, path: str | None = None, /, **changes: object) -> str:
        """Return this address with some parameters changed; ``None`` takes one away. Any change begins at page 1 again."""
        kept = [(key, value) for key, value in self.query if key not in changes and key not in ("page", "lang")]
        for key, value in changes.items():
            values = value if isinstance(value, list | tuple) else [value]
            kept += [(key, str(one)) for one in values if one not in (None, "")]
        return address(path if path is not None else self.path, kept)

    def twin(self, ending: str) -> str:
        """Return the address of this page's twin, ``json`` or ``csv``, with all its state."""
        kept = [(key, value) for key, value in self.query if key != "lang"]
        return address(f"{'/index' if self.path == '/' else quote(self.path)}.{ending}", kept, quoted=True)

    def permanent(self) -> str:
        """Return this address with all its state, without the language of the interface."""
        return address(self.path, [(key, value) for key, value in self.query if key != "lang"])

    def in_language(self, language: str) -> str:
        """Return this address in another language of the interface."""
        return address(self.path, [*((key, value) for key, value in self.query if key != "lang"), ("lang", language)])


def whole(value: str) -> int:
    """Return a whole number of at most nine digits, -1 for what is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def address(path: str, query: Sequence[tuple[str, str]] = (), *, quoted: bool = False) -> str:
    """Return a path of this application with its query."""
    return (path if quoted else quote(path)) + (f"?{urlencode(query)}" if query else "")
