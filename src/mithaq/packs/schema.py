"""What pack files may hold: strict classes that the loader decodes every file into."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, NamedTuple

import msgspec

# a cell or key that must hold something; a number of a verb's form; degrees, or nothing
Filled = Annotated[str, msgspec.Meta(min_length=1, description="not empty")]
FormNumber = Annotated[str, msgspec.Meta(pattern="^([1-9]|1[0-5])$")]
Degrees = Annotated[str, msgspec.Meta(pattern="^(-?[0-9]{1,3}(\\.[0-9]+)?)?$")]
Root = Annotated[str, msgspec.Meta(min_length=3, max_length=4)]
# none where a language inflects a verb by its lemma
SomeRoot = Annotated[str, msgspec.Meta(pattern="^(.{3,4})?$")]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act of ``shared/acts.toml``: its PLOVER type and what other records it makes."""

    type: str | None = None
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    ask: str | None = None
    threat: str | None = None
    reciprocal: bool = False
    inverse: bool = False
    topic: bool = False
    invites: bool = False
    meeting: str | None = None
    off: Literal["cancelled", "postponed"] | None = None
    agreement: str | None = None
    stage: str | None = None
    membership: str | None = None
    by_organisation: bool = False
    delivery: bool = False
    strength: int | None = None
    misdeed: bool = False
    in_words: str | None = None
    by_crowd: str | None = None
    meanwhile: bool = False
    by_force: str | None = None
    by_several: str | None = None
    outward: bool = False
    intercepts: bool = False
    told_by_noun: bool = False


class Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One operator of ``shared/operators.toml``: how an act is put."""

    reports: bool = False
    keeps: bool = False
    own_act: str = ""
    opaque: bool = False
    presumes: bool = False
    aside: bool = False
    self: bool = False
    by_act: bool | Literal["ask", "threat", "plan"] = False
    pledges: tuple[str, ...] = ()
    event: str | None = None
    mode: str | None = None
    strength: int | None = None
    actuality: str | None = None
    off: Literal["cancelled", "postponed"] | None = None


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Quad class and scale scores of a PLOVER type."""

    quad: int
    score: float
    modes: dict[str, float] = {}


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``language.toml``: what differs between languages and is no word list."""

    name: str
    direction: Literal["rtl", "ltr"]
    clitics: str
    wordforms: str
    syntax: str
    inflects: Literal["root", "lemma"] = "root"
    letters: str
    function_words: float = 0.0
    enclitics: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    contractions: dict[str, str] = {}
    reflexives: tuple[str, ...] = ()
    bare_clauses: bool = False
    verb_groups: Literal["auxiliaries", "romance", "slavic"] = "auxiliaries"
    describes: Literal["before", "behind"] = "before"
    genitive: str = ""
    genitive_case: bool = False
    adverb_endings: tuple[str, ...] = ()
    passive_signs: str = ""
    # how verbs end that go on beside another: «leading»
    gerund_endings: tuple[str, ...] = ()
    abstract_endings: tuple[str, ...] = ()
    first_person_endings: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    aiming: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    courtesy: tuple[str, ...] = ()
    plural_pronouns: tuple[str, ...] = ()
    crowned: tuple[str, ...] = ()
    monarchies: tuple[str, ...] = ()
    kingdoms: tuple[str, ...] = ()
    states_by_title: dict[str, str] = {}
    # bodies that the capital of a state stands for as well, where the report has named them: «Brussels»
    seated: dict[str, str] = {}
    # the first halves of adjectives that belong to two states, and the names of theirs: «franco-allemand»
    half_names: dict[str, str] = {}
    coalition: str = ""
    coalitions: dict[str, str] = {}
    powers: tuple[str, ...] = ()
    powers_facing: dict[str, str] = {}
    chancellors: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    peacekeepers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    chancelleries: tuple[str, ...] = ()
    article: str = ""
    glued_articles: tuple[str, ...] = ()
    accusative_ending: str = ""
    feminine_slip: str = ""
    dual_slip: str = ""
    origin_endings: tuple[str, ...] = ()
    masculine_states: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    verb_openings: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    first_person: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    oblique_endings: tuple[str, ...] = ()
    pairs_of_things: tuple[str, ...] = ()
    nominative_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    glued_letters: tuple[str, ...] = ()


class Composition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One type of ``shared/composition.toml``: what becomes of it by how its act is put."""

    future: str = ""
    stopped: str = ""
    stopped_mode: str | None = None
    needs_recipient: bool = False
    mutual: bool = False
    spoken_of: bool = False
    domestic: bool = False
    answered: bool = False
    force: bool = False
    by_somebody: bool = False
    by_state: bool = False
    by_people: bool = False
    told_by_noun: bool = False


class FrameHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a frame file: the act or operator it words, sources, known limits."""

    id: str
    sources: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One verb, noun or phrase that words a frame, with its valency (positions joined by ``|``)."""

    lemma: str = ""
    word: str = ""
    plural: tuple[str, ...] = ()
    root: str = ""
    form: int = 0
    past: str = ""
    present: str = ""
    masdar: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    recipient: str = ""
    partner: str = ""
    content: str = ""
    actor: str = ""
    cue: str = ""
    reports: bool = False
    effected: bool = False
    or_person: bool = False
    either_side: bool = False
    or_organisation: bool = False
    or_place: bool = False

    def __post_init__(self) -> None:
        """Refuse what words nothing: neither a verb by its root and form, nor a noun, nor a phrase."""
        if self.root and (not 3 <= len(self.root) <= 4 or not 1 <= self.form <= 15):
            raise ValueError(f"root {self.root!r}, form {self.form}; expected three or four radicals and a form from 1 to 15")
        if not (self.root or self.word.strip() or any(part.strip() for part in self.words)):
            raise ValueError("words nothing; expected «root» with «form», «word», or «words»")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence that proves a frame: what must, or must not, be read from it."""

    id: str
    text: str
    published: datetime.date | None = None
    expect: tuple[dict[str, str | int | list[str]], ...] = ()
    forbid: tuple[str, ...] = msgspec.field(name="not", default=())
    why: str = ""
    known_failure: str = ""


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A frame file: how a language words one act or operator; ``@name`` in what a wording needs stands for a list of the file."""

    frame: FrameHead
    lists: dict[str, tuple[str, ...]] = {}
    verb: tuple[Wording, ...] = ()
    noun: tuple[Wording, ...] = ()
    phrase: tuple[Wording, ...] = ()
    example: tuple[Example, ...] = ()
    counterexample: tuple[Example, ...] = ()


class LightVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A verb that hands its subject to the noun after it («أجرى مباحثات»)."""

    lemma: str
    root: SomeRoot = ""
    form: int = 0
    past: str = ""
    present: str = ""
    masdar: tuple[str, ...] = ()
    role: Literal["actor", "recipient", "none"] = "actor"
    via: str = "object"
    recipient: str = ""
    partner: str = ""
    actor: str = ""
    reports: bool = False


class LightVerbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of light verbs."""

    light: tuple[LightVerb, ...] = ()
    example: tuple[Example, ...] = ()
    counterexample: tuple[Example, ...] = ()


class Judging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that blame, or that praise: adjectives, and nouns with their plurals."""

    adjectives: tuple[str, ...] = ()
    nouns: tuple[tuple[str, ...], ...] = ()


class Assessments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of judging words."""

    negative: Judging
    positive: Judging
    # what is blamed as lacking, behind a word of lack: «غير مقبول»; what somebody is blamed for by who warns of it
    lacking: Judging = Judging()
    warned_of: Judging = Judging()


class TopicWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of ``topics.toml`` that are neither contexts nor media; an ordinal's place is its number."""

    conditions: tuple[str, ...]
    invitations: tuple[str, ...]
    ordinals: tuple[str, ...]


class Topics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``topics.toml``: words that tell what something is about, and how it was said."""

    contexts: dict[str, tuple[str, ...]]
    media: dict[str, tuple[str, ...]]
    words: TopicWords


class Territory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``shared/territories.tsv``."""

    code: str
    kind: str
    en: str
    fr: str
    ar: str
    capital: str
    lat: Degrees
    lon: Degrees


class TerritoryNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a language's ``territories.tsv``."""

    code: str
    names: str
    weak: str
    nisba: str
    people: str
    capital: str
    seats: str


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``shared/organisations.tsv``: where a group acts, since when, until when, and who belongs to it.

    ``kind`` group: states that act together without a body of their own; a report's words for it mean its members.
    """

    code: str
    kind: str
    sector: str
    en: str
    fr: str
    ar: str
    country: str
    since: str
    until: str
    members: str
    source: str


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``shared/outlets.tsv``: a paper, station or agency that speaks from one country."""

    outlet: str
    country: str


class Member(NamedTuple):
    """A state's time in an organisation (``ISO:since:until``, years or months); until is its last month or year there."""

    state: str
    since: str = ""
    until: str = ""

    def on(self, day: str | None) -> bool:
        """Return whether the state is a member on an ISO day, or still is one if no day is known."""
        if day is None:
            return not self.until
        return day[: len(self.since)] >= self.since and (not self.until or day[: len(self.until)] <= self.until)


class OrganisationNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a language's ``organisations.tsv``."""

    code: str
    sector: str
    kind: str
    names: str
    weak: str
    nisba: str
    people: str
    organs: str


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """A row of ``persons.tsv``."""

    names: Filled
    short: str
    code: str
    sector: str
    post: str
    since: str
    until: str
    en: str
    source: str


class PlaceRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``places.tsv``."""

    names: str
    weak: str
    en: str
    country: str
    lat: Degrees
    lon: Degrees
    precision: str

    def __post_init__(self) -> None:
        """Refuse a place without a name."""
        if not split(self.names) and not split(self.weak):
            raise ValueError("no name; expected one under «names» or «weak»")


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``roles.tsv``: a noun that heads an actor phrase, with the words that complete it."""

    singular: str
    feminine: str
    plural: str
    tail: str
    kind: str
    sector: str
    post: str


class Modifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``modifiers.tsv``."""

    word: Filled
    feminine: str
    plural: str
    role: str


class StateBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``shared/bodies.tsv``."""

    body: Filled
    language: Filled
    names: Filled


class Honorific(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``honorifics.tsv``."""

    word: Filled


class NamePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``given_names.tsv``."""

    name: str
    kind: str


class PlainNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``nouns.tsv``: an ordinary noun that looks like a form of a verb."""

    word: str
    plural: str


class PlainVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``verbs.tsv``: a verb that words no act, needed to know where clauses and names end."""

    lemma: str
    root: Root
    form: FormNumber
    past: str
    present: str


class PlainLemma(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``verbs.tsv`` in a language that inflects verbs by their lemma."""

    lemma: Filled


def members(cell: str) -> list[Member]:
    """Return the members of an organisation's cell."""
    return [Member(*part.split(":")) for part in split(cell)]


def split(cell: str) -> list[str]:
    """Return the alternatives of a cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]
