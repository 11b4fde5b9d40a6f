"""The same values as an API: JSON under /api/v1, described at /api/openapi.json."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, Router
from litestar.openapi.spec import Tag
from litestar.params import QueryParameter

from mithaq.faces.web import api_adding, api_review
from mithaq.faces.web.answering import AnyRequest, Id, Kind, answer, get
from mithaq.faces.web.holding import Web, held_in
from mithaq.faces.web.paging import MOST, SIZE
from mithaq.model import Entry, Reading
from mithaq.model.entry import Document
from mithaq.register.counting import Counts
from mithaq.register.faceting import Facets
from mithaq.register.register import Register
from mithaq.register.reports import ReportFilter, ReportOrder, ReportRow
from mithaq.register.selecting import Filter, Order

State = Literal["machine", "accepted", "corrected", "rejected", "added"]
Day = Annotated[str | None, QueryParameter(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601, whole or cut: 2025, 2025-04 or 2025-04-03")]
Moment = Annotated[str | None, QueryParameter(pattern=r"^\d{4}-\d{2}-\d{2}(T[0-9:.]+Z?)?$", max_length=40, description="what the register said then, ISO 8601 in UTC")]
Text = Annotated[str | None, QueryParameter(max_length=500)]
Texts = Annotated[list[str] | None, QueryParameter(max_items=20)]
Number = Annotated[int, QueryParameter(ge=1, le=1_000_000, description="pages count from 1")]
Size = Annotated[int, QueryParameter(ge=1, le=MOST)]
Kinds = Annotated[list[Kind] | None, QueryParameter(max_items=8)]
Types = Annotated[list[str] | None, QueryParameter(name="type", max_items=20, description="event type, agreement type, kind of meeting, post, role")]
Contexts = Annotated[list[str] | None, QueryParameter(name="context", max_items=20, description="military, economic, humanitarian …")]
Sectors = Annotated[list[str] | None, QueryParameter(name="sector", max_items=20, description="of its actors, as PLOVER names them: GOV, MIL, LEG …")]
# «state» is a word of the framework
States = Annotated[list[State] | None, QueryParameter(name="state", max_items=5)]
Sorted = Annotated[Order | None, QueryParameter(description="the best hits first if left out")]
ReportsSorted = Annotated[ReportOrder, QueryParameter()]
TAGS = [Tag("entries", "facts over all reports"), Tag("reports", "reports and their readings"), Tag("register", "the register as a whole"), Tag("review", "what people decide")]


class EntryPage(msgspec.Struct, frozen=True):
    """One page of entries; ``total`` is how many there are on all pages, counted no further than 2,000 or this page's end."""

    total: int
    page: int
    size: int
    entries: list[Entry]


class ReportPage(msgspec.Struct, frozen=True):
    """One page of reports; ``total`` is how many there are on all pages."""

    total: int
    page: int
    size: int
    reports: list[ReportRow]


class Report(msgspec.Struct, frozen=True):
    """A report and its reading; ``entries`` are the ids of what its records tell, in the order of the reading's records."""

    document: Document
    reading: Reading
    entries: list[str]


def router(web: Web) -> Router:
    """Return the API over what the pages show."""
    return Router("/api/v1", route_handlers=[*_of_entries(web), *_of_reports(web.register), api_adding.route(web), _stats(web), *api_review.routes(web)])


def _stats(web: Web) -> Any:
    """Return the route of the register's numbers."""

    @get("/stats", sync_to_thread=True, summary="How many reports and entries there are", tags=["register"])
    def stats(request: AnyRequest, as_of: Moment = None) -> Response[Counts]:
        return answer(request, held_in(web, ("stats", as_of), lambda: web.register.stats(as_of=as_of)))

    return stats


def _of_entries(web: Web) -> list[Any]:
    """Return the routes of entries."""
    register = web.register

    def wanted(actor: list[str] | None, kind: list[Kind] | None, more: dict[str, Any]) -> Filter:
        lists: dict[str, Any] = {name: tuple(more.pop(name, None) or ()) for name in ("types", "contexts", "sectors", "states")}
        return Filter(parties=tuple(register.party(one) for one in actor or ()), kinds=tuple(kind or ()), **lists, **more)

    @get("/entries", sync_to_thread=True, summary="Search entries by words and filters", tags=["entries"])
    def entries(
        request: AnyRequest, q: Text = None, actor: Texts = None, kind: Kinds = None, types: Types = None, contexts: Contexts = None, sectors: Sectors = None,
        since: Day = None, until: Day = None, place: Text = None, outlet: Text = None, language: Text = None, states: States = None,
        order: Sorted = None, page: Number = 1, size: Size = SIZE,
    ) -> Response[EntryPage]:  # fmt: skip
        more = {"types": types, "contexts": contexts, "sectors": sectors, "states": states, "since": since, "until": until, "place": place, "outlet": outlet, "language": language}
        found = register.search(q or "", wanted(actor, kind, more), limit=size, offset=(page - 1) * size, order=order)
        return answer(request, EntryPage(found.total, page, size, list(found)))

    @get("/facets", sync_to_thread=True, summary="How many entries have each kind, type, actor, country, outlet", tags=["entries"])
    def facets(
        request: AnyRequest, q: Text = None, actor: Texts = None, kind: Kinds = None, since: Day = None, until: Day = None
    ) -> Response[Facets]:
        chosen = wanted(actor, kind, {"since": since, "until": until})
        return answer(request, held_in(web, ("facets", q or "", msgspec.json.encode(chosen)), lambda: register.facets(q or "", chosen)))

    @get("/entries/{id:str}", sync_to_thread=True, summary="One entry with all its tellings", tags=["entries"])
    def entry(request: AnyRequest, id: Id) -> Response[Entry]:
        return answer(request, register.entry(id))

    return [entries, facets, entry]


def _of_reports(register: Register) -> list[Any]:
    """Return the routes of reports."""

    @get("/reports", sync_to_thread=True, summary="List reports, or search their text", tags=["reports"])
    def reports(
        request: AnyRequest, q: Text = None, outlet: Text = None, language: Text = None, since: Day = None, until: Day = None,
        order: ReportsSorted = "-published", page: Number = 1, size: Size = SIZE,
    ) -> Response[ReportPage]:  # fmt: skip
        wanted = ReportFilter(outlet=outlet, language=language, since=since, until=until)
        found = register.reports(q or "", wanted, limit=size, offset=(page - 1) * size, order=order)
        return answer(request, ReportPage(found.total, page, size, found.rows))

    @get("/reports/{key:str}", sync_to_thread=True, summary="One report with its reading", tags=["reports"])
    def report(request: AnyRequest, key: Id) -> Response[Report]:
        told = [one.entry for one in register.told_in(key)]
        return answer(request, Report(register.document(key), register.reading(key), told))

    return [reports, report]
