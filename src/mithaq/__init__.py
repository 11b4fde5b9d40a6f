"""Mithaq reads reports and keeps the register of international relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mithaq.errors import MithaqError, PackError, PublishError, ReadingError, RegisterError, SourceError
from mithaq.model import Article, Reading
from mithaq.reader import Reader

if TYPE_CHECKING:
    from mithaq.register.register import Register

__all__ = [
    "Article",
    "MithaqError",
    "PackError",
    "PublishError",
    "Reader",
    "Reading",
    "ReadingError",
    "Register",
    "RegisterError",
    "SourceError",
]


def __getattr__(name: str) -> Any:
    """Return the register's class, imported with its database library only where it is used."""
    if name == "Register":
        from mithaq.register.register import Register

        return Register
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
