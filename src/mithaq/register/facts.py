"""What two tellings are compared by: codes, persons, days, places, words and amounts of one record."""

from __future__ import annotations

import calendar
import datetime
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mithaq.model.actor import Actor
from mithaq.model.entry import Document, actors_in
from mithaq.model.records import Amount, Record
from mithaq.model.span import Evidence
from mithaq.model.when import Place, When
from mithaq.register.codes import expanded, own_adjectives
from mithaq.register.gists import TAKEN_BACK, Gist, gist_of, told_by, topic_of
from mithaq.register.wording import Topic, vocabulary
from mithaq.register.words import folded_words

# per kind: the fields whose actors stand on the same side, those who act first
SIDES: dict[str, tuple[tuple[str, ...], ...]] = {
    "statements": (("speaker",),),
    "meetings": (("participants",),),
    "agreements": (("parties",),),
    "commitments": (("obligors",), ("beneficiaries",)),
    "deliveries": (("provider",), ("recipient",)),
    "offices": (("person",),),
    "memberships": (("member",), ("organisation",)),
    "events": (("actor",), ("recipient",)),
}
# what a record is, beyond its kind
_SORTS = {
    "statements": (), "meetings": ("kind", "status"), "agreements": ("type", "stage"), "commitments": ("kind",), "deliveries": (),
    "offices": ("post", "polity", "status"), "memberships": ("role",), "events": ("type", "mode"),
}  # fmt: skip
_STATED = frozenset({"explicit", "relative"})
UNKNOWN = "UNK"
# left out of lists unless asked for: what did not happen, or long ago
NOT_REAL = ("denied", "hypothetical", "historical")
# within how many days what is planned without a date takes place
_SOON = 14
_YEARS = range(1900, 2101)
_LATEST = datetime.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Days:
    """A period in days since the year 1, both ends included. ``stated`` is false where it was inferred."""

    first: int
    last: int
    stated: bool

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def gap(self, other: Days) -> int:
        """Return the days between two periods: 0 where they meet, negative where this one comes first."""
        if self.first > other.last:
            return self.first - other.last
        return self.last - other.first if self.last < other.first else 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its names in every language, its country and its coordinates."""

    names: frozenset[str]
    country: str | None
    precision: str
    at: tuple[float, float] | None


@dataclass(frozen=True)
class Facts:
    """One telling as far as it is compared with others.

    ``sides`` are codes, with those of groups' members, and ``wide`` the same with the members of small alliances in
    their place; ``cards`` are the actors themselves, ``persons`` those of them who are named, with the codes they act
    for; ``days`` is when it happened, ``published`` the day of the report. ``voices`` are the sides that tell it,
    ``companion`` is the dealing that an event of the same words codes; ``is_taken_back`` says of a promise that such
    an event takes it back.
    """

    telling: str
    document: str
    group: str
    kind: str
    language: str | None
    published: int | None
    record: Record
    sides: tuple[frozenset[str], ...]
    wide: tuple[frozenset[str], ...]
    cards: tuple[frozenset[str], ...]
    names: tuple[str, ...]
    persons: Mapping[str, str]
    sorts: tuple[str | None, ...]
    days: Days | None
    spot: Spot | None
    voices: frozenset[str] = frozenset()
    companion: Facts | None = None
    is_taken_back: bool = False
    gist: Gist | None = None

    @functools.cached_property
    def said(self) -> Gist:
        """What its words say by themselves: as was found when its report was read, if that is at hand."""
        return self.gist or gist_of(self.kind, self.record, self.language)

    @functools.cached_property
    def found_by(self) -> tuple[str, ...]:
        """The words of each piece of its evidence as a search compares them."""
        return self.gist.found_by if self.gist is not None else tuple(folded_words(one.text) for one in self.record.evidence)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The content words of the record, without what other fields already say: sides, place, deadline, the act itself."""
        book = vocabulary(self.language)
        words = self.said.words
        if self.kind == "statements":
            return words
        record = self.record
        said = [*self.names, *(one.evidence.text for one in (record.place, getattr(record, "deadline", None)) if one is not None and one.evidence is not None)]
        said += [record.place.name] if record.place is not None else []
        trigger: Evidence | None = getattr(record, "trigger", None)
        said += [trigger.text] if trigger is not None and trigger not in record.evidence else []
        adjectives = (book.content_of_name(word) for side in self.sides for code in side for word in own_adjectives().get(code, ()))
        return words.difference(*map(book.content_of_name, said), *adjectives)

    @functools.cached_property
    def topic(self) -> Topic:
        """What the record is about, by its words without the names of its sides."""
        book = vocabulary(self.language)
        adjectives = (word for side in self.sides for code in side for word in own_adjectives().get(code, ()))
        said = frozenset[str]().union(*map(book.content_of_name, (*self.names, *adjectives)))
        known = self.gist.topic if self.gist is not None else None
        return (known or topic_of(told_by(self.kind, self.record), self.language)).without(said)

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers among the words that are no years."""
        return frozenset(word for word in self.words if word[0].isdigit() and not (word.isdigit() and int(word) in _YEARS))

    @functools.cached_property
    def quantities(self) -> frozenset[float]:
        """The numbers in all the words that prove the record, years left out."""
        words = vocabulary(self.language).content(" ".join(one.text for one in self.record.evidence))
        plain = (word.replace(",", "") for word in words if word[0].isdigit())
        return frozenset(float(word) for word in plain if word.count(".") <= 1 and not (word.isdigit() and int(word) in _YEARS))

    @property
    def actuality(self) -> str:
        """How the fact is put."""
        return self.record.actuality

    @functools.cached_property
    def amount(self) -> tuple[float, str] | None:
        """How much, with its unit."""
        amount: Amount | None = getattr(self.record, "amount", None)
        return (amount.value, amount.unit) if amount is not None else None

    @functools.cached_property
    def deadline(self) -> Days | None:
        """By when."""
        return days_of(getattr(self.record, "deadline", None))

    @property
    def ordinal(self) -> int | None:
        """Which session or round."""
        return getattr(self.record, "ordinal", None)

    @property
    def strength(self) -> int | None:
        """How firmly a promise binds."""
        return getattr(self.record, "strength", None)

    @functools.cached_property
    def domains(self) -> frozenset[str]:
        """What a dealing is about."""
        return frozenset(getattr(self.record, "domains", ()))

    @property
    def killed(self) -> float | None:
        """How many people were killed, as the report says."""
        casualties = getattr(self.record, "casualties", None)
        return casualties.killed.value if casualties is not None and casualties.killed is not None else None

    @property
    def day(self) -> Days | None:
        """When it happened, or else when it was reported; what is planned lies in the days after its report."""
        if self.days is not None or self.published is None:
            return self.days
        return Days(self.published, self.published + (_SOON if self.is_planned else 0), False)

    @property
    def is_planned(self) -> bool:
        """Whether it lay ahead when it was told."""
        return "planned" in (self.actuality, *self.sorts)


def facts_of(kind: str, telling: str, record: Record, document: Document, actors: Mapping[str, Actor], gist: Gist | None = None) -> Facts:
    """Return what a record is compared by. ``actors`` are those it names, by the ids it names them by."""
    sides = tuple(actors_in(record, *names) for names in SIDES[kind])
    if getattr(record, "type", None) == "CONSULT":
        # who visits whom is told one way or the other
        sides = ([one for side in sides for one in side], [])
    article = document.article
    codes = tuple(frozenset(code for one in side for code in _codes(one, actors)) for side in sides)
    month = article.published.start[:7] if article.published is not None and article.published.start else None
    return Facts(
        telling=telling,
        document=document.key,
        group=document.group,
        kind=kind,
        language=article.language,
        published=_published(article.published),
        record=record,
        sides=codes,
        wide=tuple(expanded(side, month) for side in codes),
        cards=tuple(frozenset(side) for side in sides),
        names=tuple(name for side in sides for one in side if one in actors for name in (actors[one].name, *actors[one].labels.values())),
        persons={one: actors[one].code for side in sides for one in side if one in actors and is_named_person(actors[one])},
        sorts=tuple(getattr(record, name, None) for name in _SORTS[kind]),
        days=days_of(_when(kind, record)),
        spot=_spot(record.place),
        voices=frozenset(code for rung in record.attribution if rung.actor and rung.role == "speaker" for code in _codes(rung.actor, actors)),
        gist=gist,
    )


def with_companions(told: Sequence[Facts]) -> list[Facts]:
    """Return the records of one report, the events with the dealings they code, these with the events' day and place.

    An event codes a meeting, an agreement, a promise or a delivery if they share most of their words.
    """
    dealings = [one for one in told if one.kind in DEALINGS]
    if not dealings:
        return list(told)
    filled = {one.telling: one for one in dealings}
    coded: dict[str, str] = {}
    for event in (one for one in told if one.kind == "events"):
        companion = max(dealings, key=lambda dealing: (*_overlaps(event, dealing), dealing.telling))
        if _overlaps(event, companion)[0] >= _MOSTLY:
            known = filled[companion.telling]
            taken = known.is_taken_back or (known.kind == "commitments" and event.sorts[0] in TAKEN_BACK)
            filled[companion.telling] = replace(known, days=known.days or event.days, spot=known.spot or event.spot, is_taken_back=taken)
            coded[event.telling] = companion.telling
    return [filled.get(one.telling) or (replace(one, companion=filled[coded[one.telling]]) if one.telling in coded else one) for one in told]


DEALINGS = frozenset({"meetings", "agreements", "commitments", "deliveries"})
# how much of the shorter evidence an event and a dealing share
_MOSTLY = 0.6


def is_recalled(promise: Facts) -> bool:
    """Return whether others than its obligors tell of a promise: they recall it, where obligors who speak promise again."""
    return bool(promise.voices) and not promise.voices & (promise.sides[0] | promise.wide[0])


def _overlaps(a: Facts, b: Facts) -> tuple[float, float]:
    """Return how much of the shorter evidence two records of one report share, and how much of the longer; 0 without a common side."""
    if not (a.wide[0] | a.wide[-1]) & (b.wide[0] | b.wide[-1]):
        return 0.0, 0.0
    mine, theirs = ([(one.start, one.end) for one in facts.record.evidence] for facts in (a, b))
    common = sum(max(0, min(end, last) - max(start, first)) for start, end in mine for first, last in theirs)
    least, most = sorted(sum(end - start for start, end in spans) for spans in (mine, theirs))
    return (common / least, common / most) if least else (0.0, 0.0)


def _codes(one: str, actors: Mapping[str, Actor]) -> Iterable[str]:
    """Return an actor's code, or those of a group's members; a bare code stands for itself."""
    actor = actors.get(one)
    if actor is None:
        return (one,)
    if actor.kind == "group" and actor.members:
        return [code for member in actor.members for code in _codes(member, actors)]
    return (actor.code,)


def is_named_person(actor: Actor) -> bool:
    """Return whether a card is that of a person with a name; a role or «a source» is nobody in particular."""
    return actor.kind == "person" and actor.id.startswith(NAMED)


# how the ids of the cards of named persons begin
NAMED = "p-"


def is_shown(state: str, actuality: str) -> bool:
    """Return whether lists show an entry of this review state and actuality unless they are asked for more."""
    return state != "rejected" and actuality not in NOT_REAL


def _when(kind: str, record: Record) -> When | None:
    """Return the date that counts: of a commitment when it was made."""
    return getattr(record, "made_on", None) or record.date if kind == "commitments" else record.date


def days_of(when: When | None) -> Days | None:
    """Return a date as days; None where it says nothing."""
    if when is None or when.basis == "none" or not (when.start or when.end):
        return None
    first = _edge(when.start, last=False) if when.start else None
    last = _edge(when.end or when.start or "", last=True)
    if when.precision == "before":
        first = None
    if when.precision == "after":
        last = _LATEST
    if last is None or (first is not None and first > last):
        return None
    return Days(first if first is not None else 1, last, when.basis in _STATED)


@functools.lru_cache(1 << 14)
def _edge(date: str, *, last: bool) -> int | None:
    """Return the first or last day of a date cut to what is known; None for what is no date."""
    parts = date.split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12 if last else 1
        day = int(parts[2]) if len(parts) > 2 else calendar.monthrange(year, month)[1] if last else 1
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return None


def _published(when: When | None) -> int | None:
    """Return the day of a report, if it is known to the day."""
    days = days_of(when)
    return days.first if days is not None and days.is_day else None


def _spot(place: Place | None) -> Spot | None:
    """Return a place with all its names folded."""
    if place is None:
        return None
    names = frozenset(name.casefold() for name in (place.name, *place.labels.values()))
    at = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    return Spot(names, place.country, place.precision, at)
