"""What the register keeps: one entry per fact, with every report that tells it."""

from __future__ import annotations

from typing import Literal

import msgspec

from mithaq.model.actor import Actor
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
    Review,
    Statement,
)

RECORD_TYPES: dict[str, type[Record]] = {
    "statements": Statement,
    "meetings": Meeting,
    "agreements": Agreement,
    "commitments": Commitment,
    "deliveries": Delivery,
    "offices": Office,
    "memberships": Membership,
    "events": Event,
}
# the fields of each kind that hold ids of actors, those that act first
ACTOR_FIELDS: dict[str, tuple[str, ...]] = {
    "statements": ("speaker",),
    "meetings": ("participants", "persons", "host", "invited_by"),
    "agreements": ("parties",),
    "commitments": ("obligors", "beneficiaries"),
    "deliveries": ("provider", "recipient", "claimed_by"),
    "offices": ("person", "organisation"),
    "memberships": ("member", "organisation"),
    "events": ("actor", "recipient"),
}
# who acts, and whom it concerns, by the fields of all kinds
FIRST = ("speaker", "person", "member", "participants", "parties", "obligors", "provider", "actor")
OTHERS = ("organisation", "beneficiaries", "recipient", "polity")
Official = Literal[
    "announced", "reaffirmed", "formalised", "declared_started", "declared_done", "revised", "suspended", "withdrawn", "denied",
]  # fmt: skip
Fulfilment = Literal["not_assessed", "none_found", "started", "partial", "fulfilled", "contradicted"]
Schedule = Literal["no_deadline", "not_due", "due", "late", "expired"]
Relation = Literal["fulfils", "partly", "formalises", "repeats", "contradicts", "withdraws", "background"]
Decision = Literal["proposed", "confirmed", "rejected"]


def actors_in(record: Record, *fields: str) -> list[str]:
    """Return the ids of actors in fields, each of which may hold one, several or none; a kind that lacks a field names nobody in it."""
    found: list[str] = []
    for field in fields:
        value: list[str] | str | None = getattr(record, field, None)
        found += value if isinstance(value, list) else [value] if value else []
    return found


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One report of the register.

    ``key`` is derived from the report's text and where it appeared; ``origin`` is the agency it came from, the
    outlet itself if none is named; reports of one ``group`` are copies of each other, and count as one source.
    ``added`` is when the register took it in, ISO 8601 in UTC.
    """

    key: str
    article: Article
    origin: str | None = None
    group: str
    added: str


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One report's record of an entry. Actor ids in ``record`` are ids of the register's actor cards."""

    id: str
    document: Document
    record: Record


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field on which the tellings of an entry disagree: each value (as text) with the ids of its tellings."""

    field: str
    values: dict[str, list[str]]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step in the life of a commitment: append-only, with the telling that shows it.

    ``day`` is when it happened (ISO 8601 date), ``noted`` when the register learnt of it (ISO 8601, UTC).
    """

    axis: Literal["official", "evidence", "schedule"]
    value: str
    day: str | None
    noted: str
    telling: str | None = None
    by: str | None = None
    reason: str = ""


class Life(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a commitment stands: what its obligor says, what is shown, and whether it is due."""

    official: Official = "announced"
    evidence: Fulfilment = "not_assessed"
    schedule: Schedule = "no_deadline"
    steps: list[Step] = []


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A later entry that bears on a commitment: the machine proposes it with reasons, a person decides.

    ``since`` is when it was proposed, ``when`` when it was decided, or proposed as long as nobody has (ISO 8601, UTC).
    """

    id: str
    commitment: str
    entry: str
    relation: Relation
    score: float
    reasons: list[str]
    decision: Decision = "proposed"
    by: str | None = None
    when: str | None = None
    since: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of the register with all its tellings.

    ``record`` holds what the tellings say together (the most precise date, the union of what they add), its evidence
    that of the first telling; ``actors`` are the cards its fields name. ``sources`` counts origins, not websites.
    """

    id: str
    kind: str
    record: Record
    actors: list[Actor]
    tellings: list[Telling]
    conflicts: list[Conflict] = []
    sources: int = 1
    life: Life | None = None
    links: list[Link] = []
    review: Review = Review()
