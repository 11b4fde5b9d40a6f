"""Accounts: passwords are hashed, sessions and tokens end, roles bound what they may do, nobody is locked out for good."""

import datetime
import stat

import pytest
from click.testing import CliRunner

pytest.importorskip("argon2")

from mithaq.faces.cli.main import main
from mithaq.faces.team.accounts import Accounts, may
from mithaq.faces.team.passwords import AccountError
from mithaq.faces.team.tables import place_beside

PASSWORD = "قنديل على جبل بعيد"


class Clock:
    def __init__(self):
        self.now = datetime.datetime(2025, 4, 3, 12, tzinfo=datetime.UTC)

    def __call__(self):
        return self.now

    def wait(self, **delta):
        self.now += datetime.timedelta(**delta)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(tmp_path, clock):
    made = Accounts(tmp_path / "r.db.accounts", clock)
    made.add("أمينة", PASSWORD, "admin")
    yield made
    made.close()


def test_a_password_opens_and_its_file_holds_neither_it_nor_a_secret(accounts):
    user = accounts.check(" أمينة ", PASSWORD)
    session, token = accounts.begin_session(user), accounts.issue(user, "cron", "read")
    raw = b"".join(path.read_bytes() for path in accounts.path.parent.iterdir())
    assert b"$argon2id$" in raw
    assert not any(secret.encode() in raw for secret in (PASSWORD, session, token))
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("name", "password"), [("أمينة", "wrong wrong wrong"), ("nobody", PASSWORD), ("", ""), ("أمينة", ""), ("أمينة'--", PASSWORD)])
def test_whatever_is_wrong_is_told_alike(accounts, name, password):
    with pytest.raises(AccountError, match="U008") as told:
        accounts.check(name, password)
    assert "do not belong together" in str(told.value)


@pytest.mark.parametrize(
    ("name", "password", "role", "code"),
    [("أمينة", PASSWORD, "coder", "U001"), ("", PASSWORD, "coder", "U001"), ("a\u202eb", PASSWORD, "coder", "U001"), ("b", "short", "coder", "U002"), ("b", "x" * 1_001, "coder", "U002"), ("b", PASSWORD, "king", "U004")],
)  # fmt: skip
def test_what_is_no_account_is_refused(accounts, name, password, role, code):
    with pytest.raises(AccountError, match=code):
        accounts.add(name, password, role)


def test_a_session_lasts_while_it_is_used_and_not_for_ever(accounts, clock):
    secret = accounts.begin_session(accounts.check("أمينة", PASSWORD))
    for _ in range(16):
        clock.wait(hours=10)
        assert accounts.session(secret).name == "أمينة"
    clock.wait(hours=10)
    assert accounts.session(secret) is None
    idle = accounts.begin_session(accounts.check("أمينة", PASSWORD))
    clock.wait(hours=13)
    assert accounts.session(idle) is None and accounts.session("forged") is None


def test_another_password_or_leaving_ends_sessions(accounts):
    user = accounts.check("أمينة", PASSWORD)
    one, other = accounts.begin_session(user), accounts.begin_session(user)
    accounts.end_session(one)
    assert accounts.session(one) is None and accounts.session(other)
    accounts.set_password("أمينة", PASSWORD + "!")
    assert accounts.session(other) is None
    with pytest.raises(AccountError, match="U008"):
        accounts.check("أمينة", PASSWORD)


def test_a_token_never_does_more_than_its_owner_and_ends(accounts, clock):
    coder = accounts.add("Karim", PASSWORD, "coder")
    read, edit = accounts.issue(coder, "", "read"), accounts.issue(coder, "", "edit", days=10_000)
    assert accounts.token(read)[1] == "reader" and accounts.token(edit)[1] == "coder"
    assert accounts.token(edit[:-1]) is None and accounts.token("") is None
    with pytest.raises(AccountError, match="U004"):
        accounts.issue(coder, "", "all")
    with pytest.raises(AccountError, match="U009"):
        accounts.revoke(accounts.check("أمينة", PASSWORD), accounts.tokens(coder)[0].id)
    accounts.revoke(coder, accounts.tokens(coder)[0].id)
    assert accounts.token(read) is None and accounts.token(edit)
    clock.wait(days=366)
    assert accounts.token(edit) is None


def test_who_is_gone_comes_in_no_more_and_the_last_administrator_stays(accounts):
    with pytest.raises(AccountError, match="U005"):
        accounts.end("أمينة")
    with pytest.raises(AccountError, match="U005"):
        accounts.set_role("أمينة", "reader")
    user = accounts.add("Karim", PASSWORD, "admin")
    session, token = accounts.begin_session(user), accounts.issue(user, "", "read")
    accounts.end("Karim")
    assert accounts.session(session) is None and accounts.token(token) is None and [u.name for u in accounts.users()] == ["أمينة"]
    with pytest.raises(AccountError, match="U003"):
        accounts.set_role("Karim", "reader")
    assert accounts.add("Karim", PASSWORD, "reader").role == "reader"
    assert accounts.session(session) is None and accounts.token(token) is None


def test_roles_include_those_before_them():
    assert may("admin", "coder") and may("coder", "coder") and not may("reader", "coder") and not may("", "reader") and not may("king", "reader")


def test_accounts_lie_beside_the_register_or_where_they_are_named(tmp_path, monkeypatch):
    monkeypatch.delenv("MITHAQ_ACCOUNTS", raising=False)
    assert place_beside(str(tmp_path / "r.db")) == tmp_path / "r.db.accounts"
    monkeypatch.setenv("MITHAQ_REGISTER", "postgresql://someone:secret@host/r")
    beside = place_beside("postgresql://someone:secret@host/r")
    assert beside.is_absolute() and beside.name == "mithaq.db.accounts" and "secret" not in str(beside)
    monkeypatch.setenv("MITHAQ_ACCOUNTS", "elsewhere")
    assert str(place_beside("r.db")) == "elsewhere"


def test_accounts_are_kept_from_the_command_line(tmp_path):
    def run(*words, said="", code=0):
        done = CliRunner().invoke(main, ["users", *words, "--register", str(tmp_path / "r.db")], input=said)
        assert done.exit_code == code, done.output
        return done.output

    assert "Amina: admin" in run("add", "Amina", "--role", "admin", said=PASSWORD + "\n")
    assert "U002" in run("add", "Karim", said="short\n", code=1)
    run("add", "Karim", said=PASSWORD + "\n")
    run("role", "Karim", "coder")
    run("password", "Karim", said=PASSWORD + "2\n")
    assert '"role":"coder"' in run("list", "--json").replace(" ", "")
    assert run("token", "Karim", "--scope", "review").startswith("mithaq_")
    run("remove", "Karim")
    assert "U003" in run("role", "Karim", "editor", code=1)
    assert "Karim" not in run("list")
    assert run("log", "--json").strip() == "[]"


def test_serve_lets_nobody_else_in_without_an_account(tmp_path):
    for words in (["--host", "0.0.0.0"], ["--team"]):
        done = CliRunner().invoke(main, ["serve", *words, "--port", "0", "--register", str(tmp_path / "r.db")])
        assert done.exit_code == 1 and "U006" in done.output and "mithaq users add" in done.output
    assert not (tmp_path / "r.db.accounts").exists()
