"""What the routes of the API share: answers as JSON with an ETag, or that nothing has changed; how failures are told and described."""

from __future__ import annotations

import functools
from typing import Annotated, Any, Literal

import litestar
import msgspec
from litestar import Request, Response
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import PathParameter

from mithaq.faces.web.views import etag

AnyRequest = Request[Any, Any, Any]
Kind = Literal["statements", "meetings", "agreements", "commitments", "deliveries", "offices", "memberships", "events"]
Id = Annotated[str, PathParameter(max_length=200)]


class Problem(msgspec.Struct, frozen=True):
    """What went wrong: the status, a code that stays the same, and what was expected."""

    status: int
    code: str
    message: str


class Failed(msgspec.Struct, frozen=True):
    """An answer that tells what went wrong."""

    error: Problem


_SAID = {
    400: "what was sent cannot be meant", 401: "nobody is logged in", 403: "the role does not include it", 404: "there is no such thing",
    413: "too much at once", 422: "it took too long", 429: "too often", 503: "busy; try again",
}  # fmt: skip
FAILURES = {status: ResponseSpec(Failed, description=said, generate_examples=False) for status, said in _SAID.items()}
get = functools.partial(litestar.get, responses=FAILURES)
post = functools.partial(litestar.post, responses=FAILURES)


def answer(request: AnyRequest, value: Any) -> Response[Any]:
    """Return a value as JSON, or that it has not changed."""
    body = msgspec.json.encode(value, order="deterministic")
    tag = etag(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
