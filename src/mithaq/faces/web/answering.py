"""Answers of the API: values as JSON with an ETag, or that they have not changed."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response

from mithaq.faces.web.views import etag

AnyRequest = Request[Any, Any, Any]


def answer(request: AnyRequest, value: Any) -> Response[Any]:
    """Return a value as JSON, or that it has not changed."""
    body = msgspec.json.encode(value, order="deterministic")
    tag = etag(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
