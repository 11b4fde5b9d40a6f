"""Decisions over the API: what to look at next, accepted, corrected, rejected, added, merged, split and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from mithaq.errors import MithaqError
from mithaq.faces.web.access import check_program
from mithaq.faces.web.answering import AnyRequest, Id, Kind, answer, get, post
from mithaq.faces.web.asking import LOCAL, Visitor, WebError, status_of
from mithaq.faces.web.holding import Web, held_in
from mithaq.register.blind import Agreement
from mithaq.register.reviewing import Question, Review

Number = Annotated[int, PathParameter(ge=1, le=999_999_999)]
Some = Annotated[int, QueryParameter(ge=1, le=200)]
Name = Annotated[str, QueryParameter(max_length=500)]
Short = Annotated[str, msgspec.Meta(max_length=500)]
_TAGS = ["review"]


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is decided about an entry; ``by`` is looked at only where there are no accounts."""

    decision: Literal["accept", "reject", "skip", "correct"]
    changes: dict[str, Any] = {}
    note: Short = ""
    by: Short = ""


class NewRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record that a report tells and no reader found; ``words`` are as they stand, or two offsets in code points."""

    kind: Kind
    words: list[str | tuple[int, int]]
    fields: dict[str, Any] = {}
    note: Short = ""
    by: Short = ""


class Joined(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entry that is the same, or the telling that is not: the other side of a merge or a split."""

    other: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    note: Short = ""
    by: Short = ""


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who takes a decision back, and why."""

    note: Short = ""
    by: Short = ""


class Kept(msgspec.Struct, frozen=True):
    """The number under which a decision is kept; with it the decision is taken back."""

    decision: int


def routes(web: Web) -> list[Any]:
    """Return the routes of decisions over a register."""
    return [*_asking(web), *_deciding(web), *_joining(web)]


def _signed(web: Web, request: AnyRequest, data: Any, role: str, act: Callable[[str], int]) -> Response[Any]:
    """Keep a decision under the name of who sends it; in a team it is kept who sent what.

    Raises:
        WebError: as :func:`check_program`; V011 without a name.
    """
    visitor: Visitor = request.scope["state"].get("visitor", LOCAL)
    status = 500
    try:
        check_program(visitor, role)
        if not (by := visitor.name or data.by.strip()):
            raise WebError("V011", "nobody is named as deciding; give a name under «by»")
        kept, status = Kept(act(by)), 201
    except MithaqError as error:
        status = status_of(error)
        raise
    finally:
        if web.accounts:
            web.accounts.note(visitor.name, visitor.address, f"POST {request.scope['path']}"[:200], "", status)
    return Response(msgspec.json.encode(kept), status_code=201, media_type="application/json")


def _asking(web: Web) -> list[Any]:
    """Return the routes that ask what was decided and what is to be."""
    register = web.register

    @get("/queue", sync_to_thread=True, summary="What to look at next, the least certain first", tags=_TAGS)
    def queue(request: AnyRequest, by: Name = "", limit: Some = 20) -> Response[list[Question]]:
        return answer(request, register.queue(by=by, limit=limit))

    @get("/decisions", sync_to_thread=True, summary="What was decided, the latest first", tags=_TAGS)
    def decisions(request: AnyRequest, limit: Some = 50) -> Response[list[Review]]:
        return answer(request, register.decisions(limit=limit))

    @get("/agreement", sync_to_thread=True, summary="How far coders agree: Cohen's kappa and F1", tags=_TAGS)
    def agreement(request: AnyRequest) -> Response[Agreement]:
        return answer(request, held_in(web, "agreement", register.agreement))

    return [queue, decisions, agreement]


def _deciding(web: Web) -> list[Any]:
    """Return the routes that decide about entries and reports."""
    register = web.register

    @post("/entries/{id:str}/decisions", sync_to_thread=True, summary="Accept, reject, pass over or correct an entry", tags=_TAGS)
    def decide(request: AnyRequest, id: Id, data: JSONBody[Decision]) -> Response[Kept]:
        def act(by: str) -> int:
            if data.decision == "correct":
                return register.correct(id, data.changes, by=by, note=data.note)
            simple = {"accept": register.accept, "reject": register.reject, "skip": register.skip}
            return simple[data.decision](id, by=by, note=data.note)

        return _signed(web, request, data, "coder", act)

    @post("/reports/{key:str}/records", sync_to_thread=True, summary="Enter a record that no reader found", tags=_TAGS)
    def add(request: AnyRequest, key: Id, data: JSONBody[NewRecord]) -> Response[Kept]:
        return _signed(web, request, data, "coder", lambda by: register.add_record(key, data.kind, data.words, data.fields, by=by, note=data.note))

    @post("/decisions/{number:int}/undo", sync_to_thread=True, summary="Take a decision back", tags=_TAGS)
    def undo(request: AnyRequest, number: Number, data: JSONBody[Signed]) -> Response[Kept]:
        return _signed(web, request, data, "editor", lambda by: register.undo(number, by=by, note=data.note))

    return [decide, add, undo]


def _joining(web: Web) -> list[Any]:
    """Return the routes that make entries one and part them."""
    register = web.register

    @post("/entries/{id:str}/merge", sync_to_thread=True, summary="Make two entries one", tags=_TAGS)
    def merge(request: AnyRequest, id: Id, data: JSONBody[Joined]) -> Response[Kept]:
        return _signed(web, request, data, "editor", lambda by: register.merge(id, data.other, by=by, note=data.note))

    @post("/entries/{id:str}/split", sync_to_thread=True, summary="Take a report's telling out of an entry", tags=_TAGS)
    def split(request: AnyRequest, id: Id, data: JSONBody[Joined]) -> Response[Kept]:
        return _signed(web, request, data, "editor", lambda by: register.split(id, data.other, by=by, note=data.note))

    return [merge, split]
