"""Who acts: actors and where a report mentions them."""

from __future__ import annotations

from typing import Literal

import msgspec

ActorKind = Literal[
    "state",
    "government",
    "ministry",
    "agency",
    "armed_force",
    "igo",
    "alliance",
    "armed_group",
    "party",
    "company",
    "media",
    "ngo",
    "people",
    "person",
    "group",
    "document",
]
MentionForm = Literal["name", "title", "description", "metonym", "pronoun", "elided"]


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody a report speaks of. ``code`` is what records are compared by (see the codebook).

    ``name`` is as the report gives it; ``labels`` holds the knowledge base's names by language.
    ``members`` are ids of other actors of the same reading, for groups the report lets us resolve.
    """

    id: str
    kind: ActorKind
    name: str
    code: str = "UNK"
    sector: str = "UNK"
    labels: dict[str, str] = {}
    members: list[str] = []
    status: Literal["current", "former"] = "current"


class Mention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the report speaks of an actor. Offsets: code points into ``Article.text``, half-open."""

    actor: str
    start: int
    end: int
    form: MentionForm = "name"
