"""The same values as an API: JSON under /api/v1, described at /api/openapi.json."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get

from mithaq.faces.web.views import etag
from mithaq.register.register import Register


def router(register: Register) -> Router:
    """Return the API over a register."""

    @get("/stats", sync_to_thread=True, summary="How many reports and entries there are")
    def stats(request: Request[Any, Any, Any], as_of: str | None = None) -> Response[bytes]:
        return answer(request, register.stats(as_of=as_of).to_json())

    return Router("/api/v1", route_handlers=[stats])


def answer(request: Request[Any, Any, Any], body: bytes) -> Response[bytes]:
    """Return JSON, or that it has not changed."""
    tag = etag(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
