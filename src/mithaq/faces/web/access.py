"""Who asks, and what they may do: sessions of browsers, tokens of programs, forms that only pages of this server can send."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio.to_thread
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from mithaq.faces.team.accounts import Accounts, may
from mithaq.faces.web.asking import LOCAL, Visitor, WebError
from mithaq.faces.web.views import Form

# what everybody may see: the way in, and what pages are drawn with
_OPEN = ("/login", "/static/")
# another one each time the server starts
_SECRET = secrets.token_bytes(32)
_MOST_KEYS = 10_000
TEN_MINUTES_S = 600.0


def form_token(visitor: Visitor) -> str:
    """Return what a visitor's pages give to their forms, and no other site can know."""
    return hmac.new(_SECRET, visitor.session.encode(), hashlib.sha256).hexdigest()[:32]


def check_form(form: Form, visitor: Visitor) -> None:
    """Refuse a form that no page of this server made for this visitor.

    Raises:
        WebError: V002.
    """
    if not hmac.compare_digest(form.one("token").encode("utf-8", "replace"), form_token(visitor).encode()):
        raise WebError("V002", "the form is not of this server, or older than its last start; open the page again and send it anew", 403)


def check_role(visitor: Visitor, needed: str) -> None:
    """Refuse what a visitor's role does not include.

    Raises:
        WebError: V012 without an account, V013.
    """
    if not visitor.role:
        raise WebError("V012", "nobody is logged in; log in, or send a token as Authorization: Bearer", 401)
    if not may(visitor.role, needed):
        raise WebError("V013", f"{visitor.name} is {visitor.role}; expected {needed}; an administrator gives roles", 403)


def check_program(visitor: Visitor, needed: str) -> None:
    """Refuse what a program may not do over the API.

    Raises:
        WebError: V012, V013 for who may not, V002 for the session of a browser: it has forms for that.
    """
    check_role(visitor, needed)
    if visitor.session:
        raise WebError("V002", "a browser's session decides by forms; send a token as Authorization: Bearer", 403)


def cookie_name(https: bool) -> str:
    """Return the name of the cookie of sessions; the prefix lets browsers keep it to this host and to encrypted connections."""
    return "__Host-mithaq" if https else "mithaq"


def middleware(accounts: Accounts | None) -> Callable[[ASGIApp], ASGIApp]:
    """Return what finds out who asks, and lets nobody without an account further than the way in."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP:
                visitor = LOCAL if accounts is None else await anyio.to_thread.run_sync(_visitor, accounts, scope)
                scope["state"]["visitor"] = visitor
                if not scope["path"].startswith(_OPEN):
                    check_role(visitor, "reader")
            await app(scope, receive, send)

        return known

    return wrap


def _visitor(accounts: Accounts, scope: Scope) -> Visitor:
    """Return who asks: by a token, else by the cookie of a session; whoever has neither has no role."""
    headers = Headers.from_scope(scope)
    address = scope["client"][0] if scope.get("client") else ""  # type: ignore[index]
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme:
        found = accounts.token(secret.strip()) if scheme.lower() == "bearer" else None
        return Visitor(found[0].name, found[1], address=address, by_token=True) if found else Visitor("", "", address=address)
    secret = _cookie(headers.get("cookie", ""), cookie_name(scope["scheme"] == "https"))
    user = accounts.session(secret) if secret else None
    return Visitor(user.name, user.role, session=secret, address=address) if user else Visitor("", "", address=address)


def _cookie(header: str, name: str) -> str:
    """Return the value of a cookie."""
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for key, _, value in pairs if key == name), "")


@dataclass
class Limits:
    """How often something may be done within a time, by a key such as an address; kept in memory."""

    clock: Callable[[], float] = time.monotonic
    held: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, most: int, within_s: float) -> None:
        """Count once more.

        Raises:
            WebError: V014 if it is too often.
        """
        now = self.clock()
        with self.lock:
            times = self.held.setdefault(key, deque())
            self.held.move_to_end(key)
            while times and times[0] <= now - within_s:
                times.popleft()
            if len(times) >= most:
                raise WebError("V014", f"too often: {most} times within {within_s / 60:g} minutes; wait {max(1, round((times[0] + within_s - now) / 60))} minutes", 429)
            times.append(now)
            while len(self.held) > _MOST_KEYS:
                self.held.popitem(last=False)

    def forget(self, key: str) -> None:
        """Begin to count anew."""
        with self.lock:
            self.held.pop(key, None)
