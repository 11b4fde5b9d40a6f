"""A team: nobody comes in without an account, roles bound what is done, forged tokens and forms are refused, deeds are kept."""

import re

import pytest

pytest.importorskip("argon2")

from litestar.testing import TestClient

from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web.access import Limits
from mithaq.faces.web.app import PARTS, make_app
from mithaq.faces.web.asking import WebError

PASSWORD = "a lamp on a far hill"
NAMES = {"reader": "رنا", "coder": "Karim", "editor": "Édith", "admin": "أمينة"}


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    made = Accounts(tmp_path_factory.mktemp("team") / "r.accounts")
    for role, name in NAMES.items():
        made.add(name, PASSWORD, role)
    return made


@pytest.fixture(scope="module")
def app(story, accounts):
    return make_app(story, accounts=accounts)


@pytest.fixture
def browser(app):
    """A browser that nobody has logged in with."""
    client = TestClient(app, base_url="http://127.0.0.1:8400")
    client.headers["Accept-Language"] = "en"
    client.follow_redirects = False
    return client


def token(client, path="/login"):
    return re.search(r'name="token" value="(\w+)"', client.get(path).text)[1]


def enter(client, name, password=PASSWORD, **more):
    return client.post("/login", data={"token": token(client), "name": name, "password": password, **more})


@pytest.fixture
def as_role(browser):
    def come(role):
        assert enter(browser, NAMES[role]).status_code == 303
        return browser

    return come


PLAIN = [page.path for part in PARTS for page in part.pages if "{" not in page.path]


@pytest.mark.parametrize("path", [*PLAIN, "/team", "/account", "/entries.csv", "/index.json", "/api/v1/stats", "/api/openapi.json"])
def test_nobody_sees_anything_without_an_account(browser, path):
    answer = browser.get(path)
    if path.endswith((".csv", ".json")) or path.startswith("/api/"):
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    else:
        assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=")
    assert "مالي" not in answer.text


def test_the_way_in_leads_on_within_this_server_and_its_cookie_is_kept_from_scripts(browser):
    answer = enter(browser, NAMES["reader"], next="/entries?kind=meetings")
    assert answer.headers["location"] == "/entries?kind=meetings"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
    assert browser.get("/entries").status_code == 200
    for other in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"):
        assert enter(browser, NAMES["reader"], next=other).headers["location"] == "/"


def test_behind_an_encrypting_proxy_the_cookie_stays_with_this_host(app):
    with TestClient(app, base_url="https://127.0.0.1") as client:
        client.follow_redirects = False
        cookie = enter(client, NAMES["reader"]).headers["set-cookie"]
    assert cookie.startswith("__Host-mithaq=") and "secure" in cookie.lower()


def test_leaving_ends_the_session_wherever_its_cookie_is_kept(as_role, app):
    client = as_role("reader")
    kept = client.cookies["mithaq"]
    assert client.post("/logout", data={"token": token(client, "/")}).headers["location"] == "/login"
    with TestClient(app, base_url="http://127.0.0.1:8400", cookies={"mithaq": kept}) as thief:
        assert thief.get("/index.json").status_code == 401


def test_who_guesses_passwords_must_wait(browser, accounts):
    accounts.add("Guessed", PASSWORD, "reader")
    answers = [enter(browser, "Guessed", f"wrong guess number {n}").status_code for n in range(9)]
    assert answers == [403] * 8 + [429]
    assert enter(browser, "guessed").status_code == 429
    assert enter(browser, NAMES["reader"]).status_code == 303


def test_limits_are_of_a_time_and_forget_old_keys():
    now = [0.0]
    limits = Limits(clock=lambda: now[0])
    for _ in range(2):
        limits.take("k", 2, 60)
    with pytest.raises(WebError, match="V014"):
        limits.take("k", 2, 60)
    now[0] = 61
    limits.take("k", 2, 60)
    for n in range(10_050):
        limits.take(str(n), 1, 60)
    assert len(limits.held) == 10_000


ALLOWED = {
    "reader": {"/partnerships"}, "coder": {"/partnerships", "/review"}, "editor": {"/partnerships", "/review", "/add", "/add/x/keep", "/add/x/drop"},
}  # fmt: skip


@pytest.mark.parametrize("role", ["reader", "coder", "editor"])
def test_a_role_bounds_what_is_sent(as_role, role):
    client = as_role(role)
    known = token(client, "/")
    for path in (*ALLOWED["editor"], "/team"):
        answer = client.post(path, data={"token": known, "text": " ", "do": "nothing"})
        assert (answer.status_code == 403) == (path not in ALLOWED[role]), path
    assert client.get("/team").status_code == 403 and client.get("/team/log.csv").status_code == 403
    assert client.get("/add").status_code == (200 if role == "editor" else 403)


def test_a_form_of_another_session_or_of_none_is_refused(as_role, app):
    other = TestClient(app, base_url="http://127.0.0.1:8400")
    foreign = token(other)
    client = as_role("admin")
    for sent in (foreign, "", "0" * 32, "ع"):
        assert client.post("/team", data={"token": sent, "do": "end", "name": NAMES["reader"]}).status_code == 403
    sent = client.post("/team", data={"token": token(client, "/team"), "do": "end", "name": NAMES["reader"]}, headers={"Origin": "http://evil.example"})
    assert sent.status_code == 403 and enter(other, NAMES["reader"]).status_code == 200


def test_decisions_carry_the_name_of_the_account_and_no_other(as_role):
    client = as_role("coder")
    asked = client.get("/review.json").json()["queue"][0]["id"]
    client.post("/review", data={"token": token(client, "/review"), "by": "somebody else", "id": asked, "do": "accept"})
    assert client.get("/review/log.json").json()[0]["by"] == NAMES["coder"]


@pytest.mark.parametrize("sent", ["Bearer forged", "Bearer ", "Basic YWRtaW46YWRtaW4=", "Bearer mithaq_'; DROP TABLE tokens--", "bearer \u00e9"])
def test_a_forged_token_opens_nothing_even_beside_a_session(as_role, sent):
    client = as_role("admin")
    assert client.get("/api/v1/stats", headers={"Authorization": sent.encode("utf-8")}).status_code == 401


def test_a_token_of_the_api_reads_and_changes_no_account(as_role, browser):
    client = as_role("coder")
    made = client.post("/account", data={"token": token(client, "/account"), "do": "token", "scope": "read", "label": "cron"})
    secret = re.search(r"mithaq_[\w-]+", made.text)[0]
    assert "cron" in client.get("/account").text and secret not in client.get("/account").text
    program = {"Authorization": f"Bearer {secret}"}
    client.cookies.clear()
    assert client.get("/api/v1/stats", headers=program).status_code == 200
    assert client.get("/account", headers=program).status_code == 403
    known = re.search(r'name="token" value="(\w+)"', client.get("/partnerships", headers=program).text)[1]
    assert client.post("/review", data={"token": known, "id": "x", "do": "accept"}, headers=program).status_code == 403


def test_a_token_of_more_than_the_role_is_not_given(as_role):
    client = as_role("coder")
    assert client.post("/account", data={"token": token(client, "/account"), "do": "token", "scope": "edit", "label": "x"}).status_code == 403
    assert client.post("/account", data={"token": token(client, "/account"), "do": "token", "scope": "king", "label": "x"}).status_code == 403


def test_an_administrator_keeps_the_accounts_and_sees_what_was_done(as_role, app):
    client = as_role("admin")

    def send(**fields):
        return client.post("/team", data={"token": token(client, "/team"), **fields}).status_code

    assert send(do="add", name='<b>"Nadia"', password=PASSWORD, role="reader") == 303
    assert send(do="add", name="short", password="short", role="reader") == 400
    assert send(do="role", name='<b>"Nadia"', role="coder") == 303
    shown = client.get("/team").text
    assert "<b>" not in shown and "&lt;b&gt;" in shown
    assert send(do="password", name='<b>"Nadia"', password=PASSWORD + "2") == 303
    other = TestClient(app, base_url="http://127.0.0.1:8400")
    assert other.post("/login", data={"token": token(other), "name": '<b>"Nadia"', "password": PASSWORD + "2"}).status_code == 200
    assert send(do="end", name='<b>"Nadia"') == 303 and other.get("/index.json").status_code == 401
    assert send(do="end", name=NAMES["admin"]) == 400
    deeds = client.get("/team/log.json").json()
    assert [(deed["by"], deed["what"], deed["status"]) for deed in deeds[:2]] == [(NAMES["admin"], "POST /team", 400), (NAMES["admin"], "POST /team", 303)]
    assert deeds[0]["address"] and not any(PASSWORD in str(deed) for deed in deeds)
    assert client.get("/team/log").status_code == 200


def test_one_changes_the_own_password_with_the_old_one(browser, accounts):
    accounts.add("Changing", PASSWORD, "reader")
    enter(browser, "Changing")
    sent = {"token": token(browser, "/account"), "do": "password", "password": PASSWORD + "3"}
    assert browser.post("/account", data={**sent, "old": "not the old one"}).status_code == 400
    assert browser.post("/account", data={**sent, "old": PASSWORD}).status_code == 303
    assert browser.get("/account").status_code == 200 and accounts.check("Changing", PASSWORD + "3")


def test_every_page_of_the_team_speaks_every_language(as_role):
    client = as_role("admin")
    for path in ("/login", "/account", "/team", "/team/log"):
        for language, way in (("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")):
            shown = client.get(path, params={"lang": language}).text
            assert f'<html lang="{language}" dir="{way}">' in shown and len(re.findall(r"<h1\b", shown)) == 1


@pytest.mark.parametrize("path", ["/static/%2e%2e/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%5c..%5capp.py", "/login/../team", "/login%2f..%2fteam", "/static/../index.json"])
def test_tricks_with_paths_lead_nowhere(browser, path):
    answer = browser.get(path)
    assert answer.status_code in (303, 400, 401, 404) and "import" not in answer.text and "root:" not in answer.text
