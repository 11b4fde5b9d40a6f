"""Many tellings of one fact into one record: the best of each field, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from mithaq.model.actor import Actor
from mithaq.model.entry import ACTOR_FIELDS, Conflict, Telling
from mithaq.model.records import Amount, Casualties, Record
from mithaq.model.when import Place, When
from mithaq.register.codes import FEW, members_in
from mithaq.register.facts import Days, days_of

Value = TypeVar("Value")
# what says that nothing is known
_UNKNOWN: frozenset[Any] = frozenset({None, "unknown", "unspecified", "not_stated", "other"})
# lists of words that tellings add to each other
_UNITED = ("contexts", "topics", "domains", "documents", "lineage")
_SCALARS: dict[str, tuple[str, ...]] = {
    "statements": ("form", "medium", "outlet", "speaker_document"),
    "meetings": ("kind", "ordinal", "level"),
    "agreements": ("type", "binding"),
    "commitments": ("kind", "strength", "verifiable"),
    "deliveries": ("independence",),
    "offices": ("as_of",),
    "memberships": (),
    "events": ("mode", "cameo", "quad", "score"),
}
# fields of which another value is no disagreement: how the newsroom words it, or what follows from other fields
_NO_CONFLICT = frozenset({"form", "medium", "outlet", "speaker_document", "verifiable", "as_of", "quad", "score", "cameo", "level"})
# how a meeting goes on, and how far what was agreed that day has come
_STATUS = ("planned", "postponed", "cancelled", "held")
# a founder is a member too
_ROLE = ("member", "founder")
_STAGE = ("agreed", "initialled", "signed")
_ACTUALITY = ("done", "ongoing")
_PRECISION = ("site", "city", "region", "country")
# of an entry with very many tellings, so many of the first and of the last stand for all; of offices fewer do
ENDS, _FEW_ENDS = 12, 3
# a machine that read the same twice may have misread it twice
_MOST = 0.98


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Return tellings in the order in which their reports were published; the first one's words prove the entry."""

    def key(telling: Telling) -> tuple[str, str, str]:
        published = telling.document.article.published
        return (published.start or "9" if published is not None else "9", telling.document.key, telling.id)

    return sorted(tellings, key=key)


def at_the_ends(kind: str, told: list[Telling]) -> list[Telling]:
    """Return tellings in order, of very many only the first and the last: those stand for all."""
    ends = ends_of(kind)
    return told if len(told) <= 2 * ends else [*told[:ends], *told[-ends:]]


def ends_of(kind: str) -> int:
    """Return how many of the first and of the last tellings stand for all where there are very many."""
    return _FEW_ENDS if kind in ("offices", "memberships") else ENDS


def consolidate(kind: str, tellings: Sequence[Telling], actors: Mapping[str, Actor]) -> tuple[Record, list[Conflict]]:
    """Return what the tellings of one entry say together, and the fields on which they disagree.

    The result is the same in whatever order they come. Of dates and places the best founded and most precise count,
    of other fields what most reports say (copies of one report count once), of lists all that is said.

    Args:
        actors: the cards that the records name, by id.
    """
    told = at_the_ends(kind, in_order(tellings))
    first = told[0].record
    if len(told) == 1:
        return first, []
    changes: dict[str, Any] = {
        "date": _best_date(told, lambda record: record.date),
        "place": _best_place(told),
        "actuality": _furthest(told, "actuality", _ACTUALITY),
        "confidence": _confidence(told),
    }
    changes |= {name: _united(told, name) for name in _UNITED if hasattr(first, name)}
    changes |= {name: _most_frequent(told, name) for name in _SCALARS[kind]}
    changes |= {name: _actors(told, name, actors) for name in ACTOR_FIELDS[kind]}
    changes |= _by_kind(kind, told)
    return msgspec.structs.replace(first, **changes), _conflicts(kind, told, actors)


def _by_kind(kind: str, told: Sequence[Telling]) -> dict[str, Any]:
    """Return the fields that only some kinds have and that are chosen in a way of their own."""
    changes: dict[str, Any] = {}
    if kind == "meetings":
        changes["status"] = _furthest(told, "status", _STATUS)
    if kind == "agreements":
        changes["stage"] = _furthest(told, "stage", _STAGE)
    if kind in ("commitments", "deliveries"):
        changes["amount"] = _best(told, lambda record: getattr(record, "amount", None), _amount_text)
    if kind == "commitments":
        changes["deadline"] = _best_date(told, lambda record: getattr(record, "deadline", None))
        changes["made_on"] = _best_date(told, lambda record: getattr(record, "made_on", None))
    if kind == "memberships":
        changes["role"] = _furthest(told, "role", _ROLE)
        changes["since"] = _best_date(told, lambda record: getattr(record, "since", None))
        changes["until"] = _best_date(told, lambda record: getattr(record, "until", None))
    if kind == "events":
        changes["casualties"] = _best(told, lambda record: getattr(record, "casualties", None), _casualties_text, last=True)
    return changes


def _known(told: Sequence[Telling], value_of: Callable[[Record], Value | None]) -> list[tuple[Telling, Value]]:
    """Return what tellings say of a field, those left out that say nothing."""
    return [(telling, value) for telling in told if (value := value_of(telling.record)) is not None]


def _counts(known: Iterable[tuple[Telling, str]]) -> Counter[str]:
    """Return how many reports say each value, copies of one report once."""
    return Counter(value for value, _ in {(value, telling.document.group) for telling, value in known})


def _best(told: Sequence[Telling], value_of: Callable[[Record], Value | None], text: Callable[[Value], str], *, last: bool = False) -> Value | None:
    """Return the value that most reports give, of several the first (or ``last``) told; without evidence from elsewhere."""
    known = _known(told, value_of)
    if not known:
        return None
    counts = _counts((telling, text(value)) for telling, value in known)
    most = max(counts.values())
    candidates = [(telling, value) for telling, value in known if counts[text(value)] == most]
    telling, value = candidates[-1 if last else 0]
    return value if telling is told[0] else _without_evidence(value)


def _without_evidence(value: Any) -> Any:
    """Return a value without the words that prove it, for they stand in another report than the entry's own."""
    if isinstance(value, Casualties):
        return Casualties(**{name: _without_evidence(getattr(value, name)) for name in value.__struct_fields__})
    if isinstance(value, When | Place | Amount):
        return msgspec.structs.replace(value, evidence=None)
    return value


def _best_date(told: Sequence[Telling], date_of: Callable[[Record], When | None]) -> When | None:
    """Return the best founded and most precise date; of several the most frequent, then the first told."""
    known = [(telling, when) for telling, when in _known(told, date_of) if days_of(when) is not None]
    if not known:
        return next((when for _, when in _known(told, date_of)), None)
    best = min(_rank(when) for _, when in known)
    chosen = [(telling, when) for telling, when in known if _rank(when) == best]
    counts = _counts((telling, _date_text(when)) for telling, when in chosen)
    telling, when = max(chosen, key=lambda one: counts[_date_text(one[1])])
    return when if telling is told[0] else msgspec.structs.replace(when, evidence=None)


def _rank(when: When) -> tuple[int, int, int]:
    """Return how good a date is, the best first: stated before inferred, short before long, named before relative."""
    days = days_of(when)
    length = days.last - days.first if days is not None else 0
    return (0 if days is not None and days.stated else 1, length, 0 if when.basis == "explicit" else 1)


def _best_place(told: Sequence[Telling]) -> Place | None:
    """Return the most precise place; of several the most frequent, then the first told."""
    known = _known(told, lambda record: record.place)
    if not known:
        return None
    best = min(_PRECISION.index(place.precision) for _, place in known)
    return _best(told, lambda record: record.place if record.place and _PRECISION.index(record.place.precision) == best else None, lambda place: place.name)


def _furthest(told: Sequence[Telling], name: str, steps: tuple[str, ...]) -> Any:
    """Return how far something has come: the last of ``steps`` that is told; another value as most reports say."""
    values = [getattr(telling.record, name) for telling in told]
    reached = [value for value in values if value in steps]
    return max(reached, key=steps.index) if reached else _most_frequent(told, name)


def _most_frequent(told: Sequence[Telling], name: str) -> Any:
    """Return what most reports say of a field, of several the first told; silence counts only where all are silent."""
    known = _known(told, lambda record: getattr(record, name))
    said = [(telling, value) for telling, value in known if value not in _UNKNOWN] or known
    counts = _counts((telling, str(value)) for telling, value in said)
    return max(said, key=lambda one: counts[str(one[1])])[1] if said else None


def _united(told: Sequence[Telling], name: str) -> list[str]:
    """Return all that a list of words holds in any telling, in order."""
    return list(dict.fromkeys(word for telling in told for word in getattr(telling.record, name)))


def _actors(told: Sequence[Telling], name: str, actors: Mapping[str, Actor]) -> Any:
    """Return the actors of a field: of lists all, of one the most frequent."""
    if not isinstance(getattr(told[0].record, name), list):
        return _most_frequent(told, name)
    united = list(dict.fromkeys(one for telling in told for one in getattr(telling.record, name)))
    return _without_doubles(united, actors, _month(told))


def _month(told: Sequence[Telling]) -> str | None:
    """Return the month of the first report."""
    published = told[0].document.article.published
    return published.start[:7] if published is not None and published.start else None


def _without_doubles(united: Sequence[str], actors: Mapping[str, Actor], month: str | None) -> list[str]:
    """Return actors without those that stand for others among them: a state beside its minister, an alliance beside its members."""
    codes = {one: actors[one].code if one in actors else one for one in united}
    finer = {codes[one] for one in united if one in actors and actors[one].kind not in ("state", "igo", "alliance")}
    members = {one: members_in(month).get(codes[one], frozenset()) for one in united}
    kept = [one for one in united if not (one == codes[one] and codes[one] in finer)]
    return [one for one in kept if not (0 < len(members[one]) <= FEW and members[one] <= {codes[other] for other in kept})]


def _confidence(told: Sequence[Telling]) -> float:
    """Return how sure an entry is: each further source makes it surer, copies do not."""
    best: dict[str, float] = {}
    for telling in told:
        best[telling.document.group] = max(best.get(telling.document.group, 0.0), telling.record.confidence)
    doubt = 1.0
    for group in sorted(best):
        doubt *= 1 - best[group]
    return max(min(round(1 - doubt, 4), _MOST), *best.values())


def _conflicts(kind: str, told: Sequence[Telling], actors: Mapping[str, Actor]) -> list[Conflict]:
    """Return the fields on which tellings disagree, with each value's tellings."""
    found = [
        _conflict("date", told, lambda record: _stated_text(record.date)),
        _conflict("place", told, lambda record: record.place.name if record.place and record.place.precision in ("site", "city") else None, _place_names(told)),
        *(_conflict(name, told, lambda record, name=name: _said(getattr(record, name))) for name in _SCALARS[kind] if name not in _NO_CONFLICT),  # type: ignore[misc]
        *(_conflict(name, told, lambda record, name=name: _codes_text(getattr(record, name), actors)) for name in ACTOR_FIELDS[kind] if name not in ("persons", "host", "claimed_by")),  # type: ignore[misc]
    ]
    extra: dict[str, Callable[[Record], str | None]] = {
        "amount": lambda record: _amount_text(amount) if (amount := getattr(record, "amount", None)) else None,
        "deadline": lambda record: _stated_text(getattr(record, "deadline", None)),
        "made_on": lambda record: _stated_text(getattr(record, "made_on", None)),
        "since": lambda record: _stated_text(getattr(record, "since", None)),
        "stage": lambda record: getattr(record, "stage", None),
        "casualties": lambda record: _casualties_text(killed) if (killed := getattr(record, "casualties", None)) else None,
    }
    if kind == "meetings":
        # what was planned and then held is no disagreement
        extra["status"] = lambda record: status if (status := getattr(record, "status", None)) != "planned" else None
    found += [_conflict(name, told, value) for name, value in extra.items()]
    return [conflict for conflict in found if conflict is not None]


def _said(value: Any) -> str | None:
    """Return a value as text; None where it says that nothing is known."""
    return None if value in _UNKNOWN else str(value)


def _conflict(name: str, told: Sequence[Telling], value_of: Callable[[Record], str | None], same: Mapping[str, str] | None = None) -> Conflict | None:
    """Return a field's values with their tellings if there is more than one; ``same`` names what is only spelled otherwise."""
    values: dict[str, list[str]] = {}
    for telling, value in _known(told, value_of):
        values.setdefault((same or {}).get(value, value), []).append(telling.id)
    if name in ("date", "made_on", "deadline", "since"):
        values = _disjoint(values)
    return Conflict(field=name, values=dict(sorted(values.items()))) if len(values) > 1 else None


def _disjoint(values: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return dates of which at least two exclude each other; «2025-04» says the same as «2025-04-03», less exactly."""
    days = {text: _text_days(text) for text in values}
    return {text: tellings for text, tellings in values.items() if any(days[text].gap(days[other]) for other in values)}


def _text_days(text: str) -> Days:
    """Return the days of a date that :func:`_date_text` wrote."""
    start, _, end = text.partition("/")
    days = days_of(When(start or None, end or start, "range", "explicit"))
    return days if days is not None else Days(1, 1, True)


def _place_names(told: Sequence[Telling]) -> dict[str, str]:
    """Return, for each name of a place, the first name told of the same place, so that two languages do not disagree."""
    first: dict[str, str] = {}
    for _, place in _known(told, lambda record: record.place):
        known = next((first[name] for name in (place.name, *place.labels.values()) if name in first), place.name)
        first |= {name: first.get(name, known) for name in (place.name, *place.labels.values())}
    return first


def _date_text(when: When) -> str:
    """Return a date as text: a day, month or year, or two ends with a stroke between."""
    if when.end and when.start != when.end:
        return f"{when.start or ''}/{when.end}"
    return when.start or ""


def _stated_text(when: When | None) -> str | None:
    """Return a date as text if a report states it."""
    days = days_of(when)
    return _date_text(when) if when is not None and days is not None and days.stated else None


def _amount_text(amount: Amount) -> str:
    return f"{amount.value:g} {amount.unit}"


def _casualties_text(casualties: Casualties) -> str:
    """Return how many were killed, injured, detained and abducted."""
    parts = ((name, getattr(casualties, name)) for name in casualties.__struct_fields__)
    return ", ".join(f"{name} {amount.value:g}" for name, amount in parts if amount is not None)


def _codes_text(value: Any, actors: Mapping[str, Actor]) -> str | None:
    """Return the codes of a field's actors, None where there are none."""
    ids = value if isinstance(value, list) else [value] if value else []
    codes = {actors[one].code if one in actors else one for one in ids}
    return ", ".join(sorted(codes)) or None
