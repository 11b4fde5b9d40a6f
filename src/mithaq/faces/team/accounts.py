"""Accounts of a team: users with roles, their sessions and tokens, and the log of who did what."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, update

from mithaq.faces.team.passwords import AccountError, fits, hashed
from mithaq.faces.team.tables import audit, open_accounts, sessions, tokens, users
from mithaq.register import database

# each may do what those before it may
ROLES = ("reader", "coder", "editor", "admin")
SCOPES = {"read": "reader", "review": "coder", "edit": "editor"}
_MOST_NAME = 60
# a session ends when nobody has used it for so long, and in any case after the second
_IDLE_H, _WHOLE_H = 12, 24 * 7
# how often it is written that a session is in use
_SEEN_S = 300
_MOST_DAYS = 365
_PREFIX = "mithaq_"


class User(msgspec.Struct, frozen=True):
    """Somebody with an account; ``ended`` is when it was taken away."""

    id: int
    name: str
    role: str
    made: str
    ended: str | None = None


class Token(msgspec.Struct, frozen=True):
    """A token of the API: what it may do, until when; its secret is told once."""

    id: int
    label: str
    scope: str
    made: str
    ends: str


class Deed(msgspec.Struct, frozen=True):
    """What somebody did, from where, and what came of it as an HTTP status."""

    id: int
    at: str
    by: str
    address: str
    what: str
    about: str
    status: int


def may(role: str, needed: str) -> bool:
    """Return whether a role includes what another one may do."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(needed)


class Accounts:
    """The accounts in a file. ``clock`` tells the time in UTC."""

    def __init__(self, path: Path, clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)) -> None:
        self.path, self._clock = path, clock
        self._engine = open_accounts(path)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def _begin(self) -> AbstractContextManager[Connection]:
        return database.writing(self._engine, str(self.path))

    def _connect(self) -> AbstractContextManager[Connection]:
        return database.reading(self._engine, str(self.path))

    def _ago(self, **delta: float) -> str:
        return _iso(self._clock() - datetime.timedelta(**delta))

    def add(self, name: str, password: str, role: str) -> User:
        """Make an account; one that was taken away may be given again.

        Raises:
            AccountError: U001 for a name that is none or taken, U002, U004.
        """
        name = _name(name)
        _check_role(role)
        kept, now = hashed(password, name), self._ago()
        with self._begin() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
            if row is not None and row.ended is None:
                raise AccountError("U001", f"{name!r} has an account already; choose another name")
            values = {"role": role, "password": kept, "made": now, "ended": None}
            connection.execute(insert(users).values(name=name, **values) if row is None else update(users).where(users.c.id == row.id).values(**values))
            return _user(_row(connection, name))

    def user(self, name: str) -> User:
        """Return somebody's account.

        Raises:
            AccountError: U003.
        """
        with self._connect() as connection:
            return _user(_row(connection, name))

    def users(self) -> list[User]:
        """Return the accounts that stand, by name."""
        with self._connect() as connection:
            return [_user(row) for row in connection.execute(select(users).where(users.c.ended.is_(None)).order_by(users.c.name))]

    def set_role(self, name: str, role: str) -> None:
        """Give somebody another role.

        Raises:
            AccountError: U003, U004, U005 if nobody else is administrator.
        """
        _check_role(role)
        with self._begin() as connection:
            row = _row(connection, name)
            _leave_an_admin(connection, row, role)
            connection.execute(update(users).where(users.c.id == row.id).values(role=role))

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password; all their sessions end.

        Raises:
            AccountError: U002, U003.
        """
        kept = hashed(password, name)
        with self._begin() as connection:
            row = _row(connection, name)
            connection.execute(update(users).where(users.c.id == row.id).values(password=kept))
            connection.execute(sessions.delete().where(sessions.c.user_id == row.id))

    def end(self, name: str) -> None:
        """Take an account away, with its sessions and tokens; what was done under its name stays.

        Raises:
            AccountError: U003, U005 if nobody else is administrator.
        """
        now = self._ago()
        with self._begin() as connection:
            row = _row(connection, name)
            _leave_an_admin(connection, row, "")
            connection.execute(update(users).where(users.c.id == row.id).values(ended=now))
            connection.execute(sessions.delete().where(sessions.c.user_id == row.id))
            connection.execute(update(tokens).where(tokens.c.user_id == row.id, tokens.c.ended.is_(None)).values(ended=now))

    def check(self, name: str, password: str) -> User:
        """Return whose name and password these are.

        Raises:
            AccountError: U008, whichever of both is wrong.
        """
        with self._connect() as connection:
            row = connection.execute(select(users).where(users.c.name == _folded(name), users.c.ended.is_(None))).first()
        if not fits(row.password if row else None, password) or row is None:
            raise AccountError("U008", "this name and this password do not belong together")
        return _user(row)

    def begin_session(self, user: User) -> str:
        """Begin a session and return its secret; sessions that are over are forgotten."""
        secret, now = secrets.token_urlsafe(32), self._ago()
        with self._begin() as connection:
            connection.execute(sessions.delete().where((sessions.c.seen < self._ago(hours=_IDLE_H)) | (sessions.c.begun < self._ago(hours=_WHOLE_H))))
            connection.execute(insert(sessions).values(user_id=user.id, digest=_digest(secret), begun=now, seen=now))
        return secret

    def session(self, secret: str) -> User | None:
        """Return whose session this is, as long as it lasts."""
        lasts = (sessions.c.seen > self._ago(hours=_IDLE_H), sessions.c.begun > self._ago(hours=_WHOLE_H), users.c.ended.is_(None))
        query = select(users, sessions.c.id.label("session"), sessions.c.seen).join(users, users.c.id == sessions.c.user_id)
        with self._connect() as connection:
            row = connection.execute(query.where(sessions.c.digest == _digest(secret), *lasts)).first()
        if row is None:
            return None
        if row.seen < self._ago(seconds=_SEEN_S):
            with self._begin() as connection:
                connection.execute(update(sessions).where(sessions.c.id == row.session).values(seen=self._ago()))
        return _user(row)

    def end_session(self, secret: str) -> None:
        """End a session."""
        with self._begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.digest == _digest(secret)))

    def issue(self, user: User, label: str, scope: str, days: int = 90) -> str:
        """Make a token of the API and return its secret, which is told only now.

        Raises:
            AccountError: U004 for a scope that does not exist.
        """
        if scope not in SCOPES:
            raise AccountError("U004", f"scope {scope!r}: expected one of {', '.join(SCOPES)}")
        secret = _PREFIX + secrets.token_urlsafe(32)
        ends = self._ago(days=-max(1, min(days, _MOST_DAYS)))
        with self._begin() as connection:
            connection.execute(insert(tokens).values(user_id=user.id, digest=_digest(secret), label=label.strip()[:_MOST_NAME] or scope, scope=scope, made=self._ago(), ends=ends))
        return secret

    def token(self, secret: str) -> tuple[User, str] | None:
        """Return whose token this is, and the role it has: that of its scope, and never more than its owner's."""
        query = select(users, tokens.c.scope).join(tokens, tokens.c.user_id == users.c.id)
        lasts = (tokens.c.ended.is_(None), tokens.c.ends > self._ago(), users.c.ended.is_(None))
        with self._connect() as connection:
            row = connection.execute(query.where(tokens.c.digest == _digest(secret), *lasts)).first()
        return (_user(row), min(SCOPES[row.scope], row.role, key=ROLES.index)) if row else None

    def tokens(self, user: User) -> list[Token]:
        """Return somebody's tokens that stand."""
        query = select(tokens).where(tokens.c.user_id == user.id, tokens.c.ended.is_(None), tokens.c.ends > self._ago()).order_by(tokens.c.id)
        with self._connect() as connection:
            return [Token(row.id, row.label, row.scope, row.made, row.ends) for row in connection.execute(query)]

    def revoke(self, user: User, id: int) -> None:
        """Take one of somebody's tokens back.

        Raises:
            AccountError: U009 if it is none of theirs.
        """
        with self._begin() as connection:
            done = connection.execute(update(tokens).where(tokens.c.id == id, tokens.c.user_id == user.id, tokens.c.ended.is_(None)).values(ended=self._ago()))
        if not done.rowcount:
            raise AccountError("U009", f"token {id}: none of {user.name}'s")

    def note(self, by: str, address: str, what: str, about: str, status: int) -> None:
        """Keep what somebody did."""
        values = {"at": self._ago(), "by": by[:_MOST_NAME], "address": address, "what": what, "about": about[:500], "status": status}
        with self._begin() as connection:
            connection.execute(insert(audit).values(**values))

    def deeds(self, *, limit: int = 50, offset: int = 0) -> tuple[list[Deed], int]:
        """Return what was done, the latest first, and how much there is."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        with self._connect() as connection:
            total = connection.execute(select(func.count()).select_from(audit)).scalar_one()
            return [Deed(*row) for row in connection.execute(query)], int(total)


def _iso(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(secret: str) -> str:
    """Return what is kept of a secret: it is long and random, so that a plain digest tells nothing of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _name(name: str) -> str:
    """Return a name of an account.

    Raises:
        AccountError: U001.
    """
    name = _folded(name)
    if not name or len(name) > _MOST_NAME or not name.isprintable():
        raise AccountError("U001", f"name {name[:_MOST_NAME]!r}: expected 1 to {_MOST_NAME} letters that can be seen")
    return name


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise AccountError("U004", f"role {role!r}: expected one of {', '.join(ROLES)}")


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(row.id, row.name, row.role, row.made, row.ended)


def _row(connection: Connection, name: str) -> Row[tuple[object, ...]]:
    """Return the row of an account that stands.

    Raises:
        AccountError: U003.
    """
    row = connection.execute(select(users).where(users.c.name == _folded(name), users.c.ended.is_(None))).first()
    if row is None:
        raise AccountError("U003", f"{name!r} has no account; mithaq users list shows who has")
    return row


def _leave_an_admin(connection: Connection, row: Row[tuple[object, ...]], role: str) -> None:
    """Refuse to take the role of the last administrator.

    Raises:
        AccountError: U005.
    """
    others = connection.execute(select(func.count()).select_from(users).where(users.c.role == "admin", users.c.ended.is_(None), users.c.id != row.id)).scalar_one()
    if row.role == "admin" and role != "admin" and not others:
        raise AccountError("U005", f"{row.name} is the only administrator; give somebody else that role first")
