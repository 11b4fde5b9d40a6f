"""The application: every part's pages, their twins and forms, static files, the API, and what guards them."""

from __future__ import annotations

import functools
import gc
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import anyio.to_thread
import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import CacheControlHeader, Cookie, UploadFile
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router

from mithaq.errors import MithaqError
from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web import (
    access,
    adding,
    api,
    charting,
    cite,
    entries,
    explore,
    guards,
    home,
    joining,
    mapping,
    marking,
    relations,
    reports,
    review,
    team,
)
from mithaq.faces.web.asking import LOCAL, Ask, Visitor, WebError, address, status_of
from mithaq.faces.web.desk import Desk
from mithaq.faces.web.holding import Web
from mithaq.faces.web.rendering import STATIC, render
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View, csv_body, etag, json_body
from mithaq.faces.web.words import LANGUAGES, Words, language_of
from mithaq.register.register import Register

# every part of the application
PARTS: tuple[Part, ...] = (home.PART, entries.PART, reports.PART, relations.PART, explore.PART, mapping.PART, cite.PART, review.PART, marking.PART, joining.PART, adding.PART)
_ENDINGS = (".json", ".csv")
_YEAR_S = 31_536_000
_MOST_NAME = 60
# fields of forms that the log of a team holds
_TOLD = ("do", "id", "name", "role", "scope", "label")
AnyRequest = Request[Any, Any, Any]


def make_app(place: str | Path | None = None, *, hosts: Sequence[str] = guards.LOCAL, parts: Sequence[Part] = PARTS, desk: Desk | None = None, accounts: Accounts | None = None) -> Litestar:
    """Return the web application over a register.

    Args:
        place: a path, or the address of a PostgreSQL database; see :class:`Register`.
        hosts: the names under which it may be called, without ports; others are refused, so that no foreign page can
            reach a register on this machine through a name of its own. An empty sequence allows all.
        desk: reads what people bring; one of its own if left out.
        accounts: who may come in and what they may do; without them whoever reaches it may do all.
    """
    parts = (*parts, team.PART) if accounts else parts
    nav = sorted((page for part in parts for page in part.pages if page.nav), key=lambda page: page.order)
    web = Web(Register(place), nav, desk or Desk(), accounts=accounts)
    pages = [_page(web, page) for part in parts for page in part.pages]
    actions = [_action(web, action) for part in parts for action in part.actions]
    static = create_static_files_router(
        path="/static", directories=STATIC, cache_control=CacheControlHeader(max_age=_YEAR_S, public=True), include_in_schema=False
    )
    failed = _failed(web)
    app = Litestar(
        [*pages, *actions, charting.SCRIPT, static, api.router(web)],
        openapi_config=OpenAPIConfig("Mithaq", importlib.metadata.version("mithaq"), path="/api", render_plugins=[JsonRenderPlugin()], tags=api.TAGS),
        exception_handlers={Exception: failed, HTTPException: failed, MithaqError: failed},
        middleware=[guards.middleware(frozenset(hosts)), access.middleware(accounts)],
        before_send=[guards.headers],
        on_shutdown=[web.register.close, *([] if desk else [web.desk.close]), *([accounts.close] if accounts else [])],
        request_max_body_size=guards.MOST_BYTES,
    )
    app.state.warm = functools.partial(_warm, web, parts)
    return app


def _warm(web: Web, parts: Sequence[Part]) -> None:
    """Make what the pages over the whole register show, so that nobody waits for it in a large one."""
    for page in (page for part in parts for page in part.pages if page.warm):
        page.view(Ask(web.register, Words("ar"), page.path, app=web))
    # what is there now stays: the collector of cycles need not look through it again while somebody waits
    gc.collect()
    gc.freeze()


def _page(web: Web, page: Page) -> HTTPRouteHandler:
    """Return the handler of a page and its twins."""

    def shown(request: AnyRequest) -> Response[bytes]:
        ask, ending = _ask(web, request)
        if page.role:
            access.check_role(ask.visitor, page.role)
        if ending == ".csv" and not page.csv:
            raise WebError("V009", f"{request.url.path}: this page has no table; expected .json, or no ending", 404)
        return _answer(web, request, ask, page.view(ask), ending)

    # of a handler with several addresses Litestar would wrap a plain function once for each
    async def show(request: AnyRequest) -> Response[bytes]:
        return await anyio.to_thread.run_sync(shown, request, limiter=web.threads(reads=page.reads))

    return get(_paths(page), include_in_schema=False)(show)


def _paths(page: Page) -> list[str]:
    """Return the addresses of a page and its twins; where it ends in a variable part, that part takes the ending in."""
    if page.path.endswith("}"):
        return [page.path]
    base = "/index" if page.path == "/" else page.path
    return [page.path, f"{base}.json", *([f"{base}.csv"] if page.csv else [])]


def _action(web: Web, action: Action) -> HTTPRouteHandler:
    """Return the handler of a form."""

    async def act(request: AnyRequest) -> Response[bytes]:
        ask, _ = _ask(web, request)
        form = await _form(request)
        done = await anyio.to_thread.run_sync(_done, web, action, ask, form, limiter=web.threads(reads=action.reads))
        if isinstance(done, Redirect):
            return Response(b"", status_code=303, headers={"Location": done.to}, cookies=[*done.cookies, *_called(ask, form)])
        return await anyio.to_thread.run_sync(_answer, web, request, ask, done, "")

    return post(action.path, include_in_schema=False, status_code=200)(act)


def _done(web: Web, action: Action, ask: Ask, form: Form) -> View | Redirect:
    """Return what came of a form, which is refused if its sender may not send it; in a team it is kept who sent it."""
    status = 500
    try:
        access.check_form(form, ask.visitor)
        if action.role:
            access.check_role(ask.visitor, action.role)
        if web.accounts and action.most:
            web.limits.take(f"{action.path} {ask.visitor.name or ask.visitor.address}", action.most, access.TEN_MINUTES_S)
        done = action.act(ask, form)
        status = 303 if isinstance(done, Redirect) else done.status
        return done
    except MithaqError as error:
        status = _told(error)[0]
        raise
    finally:
        if web.accounts and action.kept:
            about = " ".join([*ask.parts.values(), *(f"{name}={value}" for name in _TOLD if (value := form.one(name)))])
            web.accounts.note(ask.visitor.name, ask.visitor.address, f"POST {action.path}", about, status)


async def _form(request: AnyRequest) -> Form:
    """Return what was sent; files without a name are fields that were left empty."""
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, bytes]] = []
    for name, value in (await request.form()).multi_items():
        if not isinstance(value, UploadFile):
            fields.append((name, str(value)))
        elif value.filename:
            files.append((value.filename, await value.read()))
    return Form(fields, files)


def _ask(web: Web, request: AnyRequest) -> tuple[Ask, str]:
    """Return what is asked, and the ending of the twin that is wanted."""
    path, parts = request.scope["path"], {name: str(value) for name, value in request.path_params.items()}
    ending = next((one for one in _ENDINGS if path.endswith(one)), "")
    path = path.removesuffix(ending)
    parts = {name: value.removesuffix(ending) if path.endswith(value.removesuffix(ending)) else value for name, value in parts.items()}
    query = [(name, value) for name, value in request.query_params.multi_items()]
    visitor = _visitor(web, request)
    return Ask(web.register, Words(_language(request)), "/" if path == "/index" else path, parts, query, web, visitor, access.form_token(visitor), unquote(request.cookies.get("by", ""))[:_MOST_NAME], request.scope["scheme"] == "https"), ending


def _visitor(web: Web, request: AnyRequest) -> Visitor:
    """Return who asks; nobody where a request was refused before that was found out."""
    found: Visitor = request.scope["state"].get("visitor", Visitor("", "") if web.accounts else LOCAL)
    return found


def _language(request: AnyRequest) -> str:
    """Return the interface language of a request."""
    return language_of(request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language", ""))


def _answer(web: Web, request: AnyRequest, ask: Ask, view: View, ending: str) -> Response[bytes]:
    """Return a page or its twin, or that it has not changed."""
    if ending == ".json":
        body, kind = json_body(view), "application/json"
    elif ending == ".csv":
        body, kind = csv_body(view), "text/csv"
    else:
        body, kind = render(view, ask, web=web).encode("utf-8", "replace"), "text/html"
    tag = etag(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie"}
    if tag in request.headers.get("if-none-match", "") and request.method == "GET":
        return Response(b"", status_code=304, headers=headers)
    return Response(body, status_code=view.status, media_type=kind, headers=headers, cookies=_cookies(request))


def _cookies(request: AnyRequest) -> list[Cookie]:
    """Return the cookie that keeps the language that was chosen."""
    asked = request.query_params.get("lang")
    return [Cookie("lang", value=asked, max_age=_YEAR_S, samesite="lax", httponly=True, secure=request.scope["scheme"] == "https")] if asked in LANGUAGES else []


def _called(ask: Ask, form: Form) -> list[Cookie]:
    """Return the cookie that keeps the name somebody decides under, so that forms need not ask for it again."""
    name = "" if ask.visitor.name else form.one("by").strip()[:_MOST_NAME]
    return [Cookie("by", value=quote(name), max_age=_YEAR_S, samesite="lax", httponly=True, secure=ask.https)] if name else []


def _failed(web: Web) -> Any:
    """Return the handler of errors: a page that says what to do, or the same as JSON."""

    def tell(request: AnyRequest, error: Exception) -> Response[bytes]:
        status, code, message = _told(error)
        # where the register lies on this machine is nobody's business
        message = message.removeprefix(f"{web.register.place}: ")
        if status >= 500 and not isinstance(error, MithaqError):
            request.logger.error("page failed", exc_info=error)
        body = {"error": {"status": status, "code": code, "message": message}}
        visitor = _visitor(web, request)
        ask = Ask(web.register, Words(_language(request)), request.scope["path"], {}, list(request.query_params.multi_items()), web, visitor, access.form_token(visitor))
        if request.scope["path"].startswith("/api/") or request.scope["path"].endswith(_ENDINGS):
            headers = {**(getattr(error, "headers", None) or {}), **({"WWW-Authenticate": "Bearer"} if status == 401 else {})}
            return Response(msgspec.json.encode(body), status_code=status, media_type="application/json", headers=headers)
        if code == "V012":
            return Response(b"", status_code=303, headers={"Location": address("/login", [("next", ask.permanent())] if request.method == "GET" else [])})
        view = View("error.html", {"status": status, "code": code, "message": message}, body, status=status)
        return Response(render(view, ask, web=web).encode("utf-8", "replace"), status_code=status, media_type="text/html")

    return tell


def _told(error: Exception) -> tuple[int, str, str]:
    """Return an error's status, code and message; what is not meant for people stays in the log."""
    if isinstance(error, MithaqError):
        return status_of(error), error.code, error.message
    if isinstance(error, HTTPException):
        return error.status_code, "", _detail(error) if error.status_code < 500 else ""
    return 500, "", ""


def _detail(error: HTTPException) -> str:
    """Return what was wrong with a request, and with which of its values."""
    extra = error.extra if isinstance(error.extra, list) else []
    values = [f"{one.get('key', '')}: {one.get('message', '')}" for one in extra if isinstance(one, dict)]
    return "; ".join([error.detail, *values])
