"""What guards the application: its names, posts from other sites, the size of what is sent, and the headers of every answer."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from mithaq.faces.web.asking import WebError

LOCAL = ("localhost",)
# the most bytes of a form with its files
MOST_BYTES = 20_000_000
_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


async def headers(message: Message, scope: Scope) -> None:
    """Put the security headers on an answer."""
    if message["type"] == "http.response.start":
        found = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            found[name] = value


def middleware(hosts: frozenset[str]) -> Callable[[ASGIApp], ASGIApp]:
    """Return what refuses calls under foreign names, and forms that other sites send.

    Args:
        hosts: the names under which the application may be called; empty allows all. Addresses in numbers are allowed:
            no foreign page can make one its own.
    """

    def wrap(app: ASGIApp) -> ASGIApp:
        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP:
                check(scope["method"], Headers.from_scope(scope), hosts)
                if "\0" in scope["path"]:
                    raise WebError("V001", "an address with a null character: expected one of this application's pages")
            await app(scope, receive, send)

        return guarded

    return wrap


def check(method: str, sent: Headers, hosts: frozenset[str]) -> None:
    """Refuse a request under a foreign name, or a form from another site.

    Raises:
        WebError: V007, V002.
    """
    host = sent.get("host", "")
    if hosts and _name(host) not in hosts and not _is_number(_name(host)):
        raise WebError("V007", f"host {host!r}: expected one of {', '.join(sorted(hosts))}; name others with --allow-host", 421)
    if method in _SAFE:
        return
    origin, site = sent.get("origin"), sent.get("sec-fetch-site")
    foreign = site not in (None, "same-origin", "none") or (origin is not None and urlsplit(origin).netloc != host)
    if foreign:
        raise WebError("V002", f"a form from {origin or 'another site'}: expected one of this site; open the page here and send it again", 403)


def _name(host: str) -> str:
    """Return a host without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    """Return whether a host is an address in numbers."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
