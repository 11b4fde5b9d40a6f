"""The report as received."""

from __future__ import annotations

import hashlib

import msgspec

from mithaq.model.when import When


class Article(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A news report, communiqué, interview or speech. ``text`` is never changed after it was received.

    ``published`` may be given as an ISO 8601 date string when constructing; see :func:`published_on`.
    """

    text: str
    id: str = ""
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: When | None = None

    @property
    def fingerprint(self) -> str:
        """A hash of the text as received: the same words, the same fingerprint."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def identified(self) -> Article:
        """Return the article with an id: its own, or one derived from its text."""
        return self if self.id else msgspec.structs.replace(self, id=self.fingerprint)


def published_on(date: str) -> When:
    """Return a stated publication date.

    Raises:
        ValueError: if ``date`` does not begin with an ISO 8601 calendar date.
    """
    import datetime

    try:
        day = datetime.date.fromisoformat(date.strip()[:10]).isoformat()
    except ValueError as error:
        raise ValueError(f"publication date {date!r}: expected YYYY-MM-DD") from error
    return When(start=day, end=day, precision="day", basis="explicit")
