"""The eight kinds of record: who did, said, agreed or promised what, to whom, when and where."""

from __future__ import annotations

from typing import Literal

import msgspec

from mithaq.model.span import Evidence
from mithaq.model.when import Place, When

Actuality = Literal[
    "done",
    "ongoing",
    "agreed",
    "promised",
    "offered",
    "planned",
    "requested",
    "conditional",
    "hypothetical",
    "denied",
    "historical",
]
ReviewState = Literal["machine", "accepted", "corrected", "rejected", "added"]


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who has looked at a record, and when; ``machine`` until a person has."""

    state: ReviewState = "machine"
    by: str | None = None
    when: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rung of the ladder from publisher to document to speaker, with its cue where the report shows one."""

    role: Literal["publisher", "document", "speaker"]
    name: str | None = None
    actor: str | None = None
    cue: Evidence | None = None


class Amount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much: a number with a currency (ISO 4217) or a unit."""

    value: float
    unit: str
    evidence: Evidence | None = None


class Casualties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many people an act of violence or force befell, as the report says."""

    killed: Amount | None = None
    injured: Amount | None = None
    detained: Amount | None = None
    abducted: Amount | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every record holds. Actors are ids into ``Reading.actors``; ``rule`` names what produced it."""

    id: str = ""
    evidence: list[Evidence]
    attribution: list[Attribution] = []
    actuality: Actuality = "done"
    date: When | None = None
    place: Place | None = None
    contexts: list[str] = []
    rule: str = ""
    confidence: float = 0.5
    review: Review = Review()


class Statement(Record, frozen=True, kw_only=True):
    """Who said what. ``content`` is the words without quotation marks and complementiser."""

    speaker: str | None = None
    speaker_document: str | None = None
    form: Literal["direct", "indirect", "mixed"]
    medium: Literal[
        "communique",
        "interview",
        "press_conference",
        "speech",
        "social_media",
        "letter",
        "phone_call",
        "report",
        "unspecified",
    ] = "unspecified"
    outlet: str | None = None
    cue: Evidence | None = None
    content: Evidence


class Meeting(Record, frozen=True, kw_only=True):
    """Who met whom: held, planned, postponed or cancelled."""

    kind: Literal[
        "summit",
        "session",
        "talks",
        "reception",
        "visit",
        "call",
        "video",
        "conference",
        "committee",
        "other",
    ] = "talks"
    ordinal: int | None = None
    status: Literal["held", "planned", "postponed", "cancelled"] = "held"
    level: Literal["head", "minister", "senior_official", "technical", "unknown"] = "unknown"
    participants: list[str]
    persons: list[str] = []
    host: str | None = None
    invited_by: list[str] = []
    topics: list[str] = []
    outcomes: list[str] = []
    documents: list[str] = []


class Agreement(Record, frozen=True, kw_only=True):
    """What was agreed, by whom, and how far it has come."""

    type: Literal[
        "treaty",
        "agreement",
        "protocol",
        "memorandum",
        "joint_statement",
        "partnership",
        "understanding",
        "roadmap",
        "contract",
        "ceasefire",
        "accession",
    ]
    parties: list[str]
    title: Evidence | None = None
    stage: Literal[
        "proposed",
        "negotiating",
        "agreed",
        "initialled",
        "signed",
        "ratified",
        "in_force",
        "suspended",
        "withdrawn",
        "terminated",
    ]
    binding: Literal["legal", "political", "not_stated"] = "not_stated"
    domains: list[str] = []
    meeting: str | None = None
    lineage: list[str] = []


class Commitment(Record, frozen=True, kw_only=True):
    """Who promised what to whom, and how firmly the words bind (``strength`` 1 to 7)."""

    obligors: list[str]
    beneficiaries: list[str] = []
    action: Evidence
    kind: Literal["action", "outcome", "support", "abstention"] = "action"
    domains: list[str] = []
    amount: Amount | None = None
    deadline: When | None = None
    condition: Evidence | None = None
    made_on: When | None = None
    meeting: str | None = None
    agreement: str | None = None
    verifiable: Literal["yes", "partly", "weak"] = "partly"
    strength: int


class Delivery(Record, frozen=True, kw_only=True):
    """What is claimed to have been given or done."""

    provider: list[str]
    recipient: list[str] = []
    what: Evidence
    amount: Amount | None = None
    claimed_by: str | None = None
    independence: Literal["provider", "recipient", "third_party"] = "third_party"


class Office(Record, frozen=True, kw_only=True):
    """Who holds which post, as of the report."""

    person: str
    post: str
    title: Evidence
    polity: str
    organisation: str | None = None
    as_of: str | None = None
    status: Literal["in_office", "former", "acting", "designate"] = "in_office"


class Membership(Record, frozen=True, kw_only=True):
    """Which state or body belongs to which organisation, in which role."""

    member: str
    organisation: str
    role: Literal["founder", "member", "observer", "suspended", "withdrawn"]
    since: When | None = None
    until: When | None = None


class Event(Record, frozen=True, kw_only=True):
    """A PLOVER event. ``trigger`` is the words that name the act."""

    type: str
    mode: str | None = None
    actor: list[str]
    recipient: list[str] = []
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    trigger: Evidence
    casualties: Casualties | None = None
    source_record: str | None = None
