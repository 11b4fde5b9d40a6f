"""Tokens of forms: what a page of this server gives to its own forms, and no other site can know."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from mithaq.faces.web.asking import WebError
from mithaq.faces.web.views import Form

# another one each time the server starts
_SECRET = secrets.token_bytes(32)


def token(purpose: str) -> str:
    """Return the token of forms for a purpose: what they do, and for whom."""
    return hmac.new(_SECRET, purpose.encode(), hashlib.sha256).hexdigest()[:32]


def check(form: Form, purpose: str) -> None:
    """Refuse a form that no page of this server made for this purpose.

    Raises:
        WebError: V002.
    """
    if not hmac.compare_digest(form.one("token").encode("utf-8", "replace"), token(purpose).encode()):
        raise WebError("V002", "the form is not of this server, or older than its last start; open the page again and send it anew", 403)
