"""The report as received."""

from __future__ import annotations

import hashlib

import msgspec

from mithaq.model.when import When


class Article(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A news report, communiqué, interview or speech. ``text`` is never changed after it was received.

    ``published`` may also be given as an ISO 8601 date; it is made a day as by :func:`published_on`.

    Raises:
        ValueError: if a string given as ``published`` does not begin with an ISO 8601 calendar date.
    """

    text: str
    id: str = ""
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: When | None = None

    def __post_init__(self) -> None:
        if isinstance(self.published, str):
            msgspec.structs.force_setattr(self, "published", published_on(self.published))

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
