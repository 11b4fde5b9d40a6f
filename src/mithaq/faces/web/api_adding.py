"""Reports over the API: read one after the other and kept, with a line of JSON for each as soon as it is done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import anyio.to_thread
import msgspec
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Body, QueryParameter
from litestar.response import Stream

from mithaq.errors import MithaqError
from mithaq.faces.web.access import TEN_MINUTES_S, check_program
from mithaq.faces.web.adding import MOST_FILES, MOST_SAID, MOST_TEXT, UPLOADS
from mithaq.faces.web.answering import FAILURES, AnyRequest, post
from mithaq.faces.web.asking import LOCAL, Visitor, status_of
from mithaq.faces.web.desk import Brought
from mithaq.faces.web.holding import Web
from mithaq.model import Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.register.packing import document_key

_LINES = "application/x-ndjson"
Said = Annotated[str, msgspec.Meta(max_length=MOST_SAID)]


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report and what is known of it; its language is told by its letters if left out."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_TEXT)]
    title: Said | None = None
    publisher: Said | None = None
    url: Said | None = None
    language: Said | None = None
    published: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


class Wrong(msgspec.Struct, frozen=True):
    """Why a report could not be read or kept."""

    code: str
    message: str


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a report: the how manieth it is of how many, and under which key the register holds it.

    ``new`` is false where the register knew it; ``reading`` is told where nothing is kept.
    """

    number: int
    of: int
    key: str = ""
    new: bool = False
    records: int = 0
    reading: Reading | None = None
    error: Wrong | None = None


def route(web: Web) -> Any:
    """Return the route that takes reports."""
    lines = ResponseSpec(Progress, description="one line for each report, in their order, as soon as it is done", media_type=_LINES, generate_examples=False)

    @post("/reports", status_code=200, summary="Read reports and keep them", tags=["reports"], responses={200: lines, **FAILURES})
    async def add(
        request: AnyRequest,
        data: Annotated[list[Sent], Body(min_items=1, max_items=MOST_FILES)],
        keep: Annotated[bool, QueryParameter(description="false only reads")] = True,
    ) -> Stream:
        visitor: Visitor = request.scope["state"].get("visitor", LOCAL)
        await anyio.to_thread.run_sync(_admit, web, visitor, len(data))
        return Stream(_told(web, data, keep), media_type=_LINES)

    return add


def _admit(web: Web, visitor: Visitor, number: int) -> None:
    """Refuse who may not add reports, or does so too often; in a team it is kept who sent how many."""
    status = 500
    try:
        check_program(visitor, "editor")
        if web.accounts:
            web.limits.take(f"/add {visitor.name}", UPLOADS, TEN_MINUTES_S)
        status = 200
    except MithaqError as error:
        status = status_of(error)
        raise
    finally:
        if web.accounts:
            web.accounts.note(visitor.name, visitor.address, "POST /api/v1/reports", f"reports={number}", status)


async def _told(web: Web, sent: list[Sent], keep: bool) -> AsyncIterator[bytes]:
    """Yield what became of each report."""
    for number, one in enumerate(sent, 1):
        done = await anyio.to_thread.run_sync(_done, web, one, keep, limiter=web.threads(reads=True))
        yield msgspec.json.encode(msgspec.structs.replace(done, number=number, of=len(sent))) + b"\n"


def _done(web: Web, sent: Sent, keep: bool) -> Progress:
    """Read a report and keep it, and return what came of it."""
    said = {name: value for name in ("title", "publisher", "url", "language", "published") if (value := getattr(sent, name))}
    try:
        read = web.desk.read([Brought(sent.text.encode("utf-8", "replace"), "sent.txt", True, **said)])
        if not read.explained:
            refused = next(iter(read.refused), None)
            return Progress(0, 0, error=Wrong(refused.code, refused.message) if refused else Wrong("V006", "nothing to read; expected a report's text"))
        reading = read.explained[0].reading
        new = keep and web.register.add_readings([reading], source="api", command="serve").new > 0
    except MithaqError as error:
        return Progress(0, 0, error=Wrong(error.code, error.message))
    records = sum(len(getattr(reading, kind)) for kind in RECORD_FIELDS)
    return Progress(0, 0, document_key(reading.article), new, records, None if keep else reading)
