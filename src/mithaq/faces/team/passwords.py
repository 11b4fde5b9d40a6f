"""Passwords: hashed with Argon2id, a few at a time, and checked in the same time whether there is an account or not."""

from __future__ import annotations

import functools
import threading

from mithaq.errors import MithaqError

_LEAST, _MOST = 12, 1_000
# each hash takes 64 MB for as long as it is made
_AT_ONCE = threading.BoundedSemaphore(2)


class AccountError(MithaqError):
    """Raised when an account, session or token does not allow what is asked.

    U001 a name that is none or taken, U002 a password that is too short, U003 no such account, U004 a role or scope that
    does not exist, U005 the last administrator, U006 no accounts where they are needed, U007 argon2 is not installed,
    U008 a wrong name or password, U009 no such token.
    """


@functools.cache
def _hasher() -> object:
    """Return Argon2id with the parameters its authors recommend.

    Raises:
        AccountError: U007.
    """
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise AccountError("U007", "argon2-cffi is not installed; accounts need it: pip install 'mithaq[web]'") from error
    return PasswordHasher()


def hashed(password: str, name: str) -> str:
    """Return what is kept of a password.

    Raises:
        AccountError: U002.
    """
    if not _LEAST <= len(password) <= _MOST or password.casefold() == name.casefold():
        raise AccountError("U002", f"a password of {len(password)} characters; expected {_LEAST} to {_MOST}, and not the name")
    hasher = _hasher()
    with _AT_ONCE:
        return str(hasher.hash(password))  # type: ignore[attr-defined]


@functools.cache
def _nobodys() -> str:
    return hashed("the password of nobody", "nobody")


def fits(kept: str | None, password: str) -> bool:
    """Return whether a password is the one that was kept; without any it takes as long to say no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    other, hasher = kept or _nobodys(), _hasher()
    try:
        with _AT_ONCE:
            return bool(hasher.verify(other, password[:_MOST])) and kept is not None  # type: ignore[attr-defined]
    except (VerificationError, InvalidHashError):
        return False
