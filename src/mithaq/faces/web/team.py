"""Pages of a team: logging in and out, one's own account with its tokens, everybody's accounts, and the log of who did what."""

from __future__ import annotations

from litestar.datastructures import Cookie

from mithaq.faces.team.accounts import ROLES, SCOPES, Accounts, User
from mithaq.faces.team.passwords import AccountError
from mithaq.faces.web.access import cookie_name
from mithaq.faces.web.asking import Ask, WebError, whole
from mithaq.faces.web.holding import Web
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View

# wrong passwords that are forgiven, for a name from one address and for all names from it, within so many seconds
_WRONG, _WRONG_IN_ALL, _WITHIN_S = 8, 40, 900.0
_COLUMNS = ("id", "at", "by", "address", "what", "about", "status")
_MOST_LABEL = 60


def _accounts(ask: Ask) -> Accounts:
    """Return the accounts, which the pages of this part are only shown with."""
    web: Web = ask.app
    assert web.accounts is not None
    return web.accounts


def _own(ask: Ask) -> User:
    """Return the account of who asks.

    Raises:
        WebError: V013 for a token, which is no person.
    """
    found = next((user for user in _accounts(ask).users() if user.name == ask.visitor.name), None)
    if found is None or ask.visitor.by_token:
        raise WebError("V013", "a token changes no account; log in with a browser", 403)
    return found


def login(ask: Ask) -> View:
    """Return the way in."""
    return _way_in(ask, ask.one("next"))


def _way_in(ask: Ask, onward: str, name: str = "", status: int = 200) -> View:
    context = {"onward": _inside(onward), "name": name, "wrong": status != 200}
    return View("login.html", context, {"fields": ["name", "password", "next"]}, status=status)


def _inside(address: str) -> str:
    """Return an address of this server to go on at; the first page in place of any other."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fine else "/"


def enter(ask: Ask, form: Form) -> View | Redirect:
    """Begin a session for who knows a password; who tries too often must wait."""
    web, accounts = ask.app, _accounts(ask)
    name, address = form.one("name").strip(), ask.visitor.address
    web.limits.take(f"login {address}", _WRONG_IN_ALL, _WITHIN_S)
    web.limits.take(f"login {address} {name.casefold()}", _WRONG, _WITHIN_S)
    try:
        user = accounts.check(name, form.one("password"))
    except AccountError:
        return _way_in(ask, form.one("next"), name, status=403)
    web.limits.forget(f"login {address} {name.casefold()}")
    if ask.visitor.session:
        accounts.end_session(ask.visitor.session)
    return Redirect(_inside(form.one("next")), [_cookie(ask, accounts.begin_session(user))])


def leave(ask: Ask, form: Form) -> Redirect:
    """End the session."""
    _accounts(ask).end_session(ask.visitor.session)
    return Redirect("/login", [_cookie(ask, "")])


def _cookie(ask: Ask, secret: str) -> Cookie:
    """Return the cookie of a session; without a secret one that makes the browser forget it."""
    return Cookie(cookie_name(ask.https), value=secret, httponly=True, secure=ask.https, samesite="lax", path="/", max_age=None if secret else 0)


def account(ask: Ask) -> View:
    """Return one's own account."""
    return _account(ask)


def _account(ask: Ask, secret: str = "") -> View:
    """Return one's own account, with the secret of a token that was just made."""
    user = _own(ask)
    tokens = _accounts(ask).tokens(user)
    scopes = [scope for scope, role in SCOPES.items() if ask.may(role)]
    return View("account.html", {"user": user, "tokens": tokens, "secret": secret, "scopes": scopes}, {"name": user.name, "role": user.role, "tokens": tokens})


def change_own(ask: Ask, form: Form) -> View | Redirect:
    """Change one's password, make a token or take one back.

    Raises:
        AccountError: U002 for a password that is too short, U008 if the old one is wrong.
    """
    accounts, user, what = _accounts(ask), _own(ask), form.one("do")
    if what == "password":
        ask.app.limits.take(f"password {user.name}", _WRONG, _WITHIN_S)
        accounts.check(user.name, form.one("old"))
        accounts.set_password(user.name, form.one("password"))
        return Redirect("/account", [_cookie(ask, accounts.begin_session(user))])
    if what == "token":
        if not ask.may(SCOPES.get(form.one("scope"), "admin")):
            raise WebError("V013", f"scope {form.one('scope')!r}: expected one that a {user.role} has", 403)
        return _account(ask, accounts.issue(user, form.one("label")[:_MOST_LABEL], form.one("scope")))
    if what == "revoke":
        accounts.revoke(user, whole(form.one("id")))
        return Redirect("/account")
    raise WebError("V001", f"do={what!r}: expected password, token or revoke")


def team(ask: Ask) -> View:
    """Return everybody's accounts."""
    users = _accounts(ask).users()
    return View("team.html", {"users": users, "roles": ROLES}, users, [{"name": u.name, "role": u.role, "made": u.made} for u in users], ("name", "role", "made"))


def change_team(ask: Ask, form: Form) -> Redirect:
    """Make an account, change a role or a password, or take an account away.

    Raises:
        AccountError: U001 to U005 for what cannot be.
    """
    accounts, what, name = _accounts(ask), form.one("do"), form.one("name")
    _own(ask)
    if what == "add":
        accounts.add(name, form.one("password"), form.one("role"))
    elif what == "role":
        accounts.set_role(name, form.one("role"))
    elif what == "password":
        accounts.set_password(name, form.one("password"))
    elif what == "end":
        accounts.end(name)
    else:
        raise WebError("V001", f"do={what!r}: expected add, role, password or end")
    return Redirect("/team")


def log(ask: Ask) -> View:
    """Return who did what, the latest first."""
    asked = ask.paging()
    deeds, total = _accounts(ask).deeds(limit=asked.size, offset=asked.offset)
    rows = [{name: getattr(deed, name) for name in _COLUMNS} for deed in deeds]
    return View("log.html", {"deeds": deeds, "paging": ask.paging(total), "columns": _COLUMNS}, deeds, rows, _COLUMNS)


PART = Part(
    pages=(
        Page("/login", login, role=""),
        Page("/account", account),
        Page("/team", team, csv=True, role="admin"),
        Page("/team/log", log, csv=True, role="admin"),
    ),
    actions=(
        Action("/login", enter, role=""),
        Action("/logout", leave, role="reader"),
        Action("/account", change_own, role="reader"),
        Action("/team", change_team, role="admin"),
    ),
)
