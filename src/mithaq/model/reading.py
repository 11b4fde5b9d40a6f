"""What was read out of one article."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mithaq.model.actor import Actor, Mention
from mithaq.model.article import Article
from mithaq.model.records import (
    Agreement,
    Commitment,
    Delivery,
    Event,
    Meeting,
    Membership,
    Office,
    Record,
    Statement,
)
from mithaq.model.span import Evidence

READING_SCHEMA = "mithaq.reading/1"
RECORD_FIELDS = (
    "statements",
    "meetings",
    "agreements",
    "commitments",
    "deliveries",
    "offices",
    "memberships",
    "events",
)


class Issue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something unclear in one article: counted and shown, never hidden in a data field."""

    code: str
    message: str
    evidence: Evidence | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All records of one article, with the actors they speak of. Encodes to ``mithaq.reading/1``."""

    schema: str = READING_SCHEMA
    article: Article
    actors: list[Actor] = []
    mentions: list[Mention] = []
    statements: list[Statement] = []
    meetings: list[Meeting] = []
    agreements: list[Agreement] = []
    commitments: list[Commitment] = []
    deliveries: list[Delivery] = []
    offices: list[Office] = []
    memberships: list[Membership] = []
    events: list[Event] = []
    issues: list[Issue] = []

    @property
    def records(self) -> Iterator[Record]:
        """All records, kind by kind in the codebook's order."""
        for field in RECORD_FIELDS:
            yield from getattr(self, field)

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id.

        Raises:
            KeyError: if the reading has no such actor.
        """
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def to_json(self, *, indent: int | None = None) -> bytes:
        """Return the reading as JSON, the same bytes for the same reading."""
        raw = msgspec.json.encode(self, order="deterministic")
        return msgspec.json.format(raw, indent=indent) if indent is not None else raw

    @classmethod
    def from_json(cls, raw: bytes | str) -> Reading:
        """Return the reading that ``raw`` holds.

        Raises:
            msgspec.ValidationError: naming the path, what was found and what was expected.
        """
        return msgspec.json.decode(raw, type=cls)
