"""What a later record means for a promise: that it is kept, in part or whole, made again, signed, withdrawn or contradicted.

The machine only proposes, with reasons; people decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mithaq.model.entry import Relation
from mithaq.register.codes import own_adjectives
from mithaq.register.facts import UNKNOWN, Facts, is_recalled
from mithaq.register.gists import TAKEN_BACK
from mithaq.register.wording import Topic, vocabulary

# from this score on a link is proposed
PROPOSED = 0.7
_OFFER, _SIGNED = 3, 6
_IN_FORCE = frozenset({"signed", "ratified", "in_force"})
# how much two topics share where nothing more is to be gained
_MUCH = 0.5
# how long after a promise, or after its day, something bears on it
_REMEMBERED = 2 * 365
# a promise that is denied months later is rather broken
_DENIED_WITHIN = 60
# the least words in common by which a statement speaks of a promise that its report does not tell, and a promise of one to nobody in particular
_SAID_OF_IT, _TO_NOBODY = 0.15, 0.3
_FEW = 2


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a later record means for a promise, how likely, and why."""

    relation: Relation
    score: float
    reasons: list[str] = field(default_factory=list)


class _Reasons:
    """Points with their reasons."""

    def __init__(self) -> None:
        self.points = 0.0
        self.said: list[str] = []

    def add(self, points: float, reason: str) -> None:
        """Add points with their reason."""
        if points:
            self.points += points
            self.said.append(f"{reason} {points:+.2f}")

    def bearing(self, relation: Relation) -> Bearing | None:
        """Return what the points come to; None if it is too little."""
        score = round(min(self.points, 1.0), 4)
        return Bearing(relation, score, self.said) if score >= PROPOSED else None


def bears_on(promise: Facts, later: Facts, *, beside: bool = False) -> Bearing | None:
    """Return what a later record means for a promise, None if nothing.

    Args:
        beside: the later record's report speaks of that promise, too.
    """
    judge = _JUDGES.get(later.kind)
    if judge is None or promise.language != later.language or promise.group == later.group or not _is_later(promise, later):
        return None
    return judge(promise, later, beside)


def _is_later(promise: Facts, later: Facts) -> bool:
    """Return whether something happened, or was told, after the promise: what came before does not fulfil it."""
    made, then = promise.day, later.day
    if made is None or then is None:
        return False
    if (then.stated and then.last < made.first) or not (promise.published or made.stated) or not (later.published or then.stated):
        return False
    told, promised = later.published or then.last, promise.published or made.first
    asked_for = promise.deadline.last if promise.deadline is not None else promised
    return promised < told <= max(promised, asked_for) + _REMEMBERED


def _again(promise: Facts, later: Facts, beside: bool) -> Bearing | None:
    """Return whether a later promise repeats or formalises an earlier one of the same obligors.

    What others recall, what is taken back in the same words and what was signed already is no promise made again.
    """
    if later.is_taken_back or is_recalled(later) or (promise.strength or 0) >= _SIGNED <= (later.strength or 0):
        return None
    reasons = _Reasons()
    if not _obliged(promise, later.wide[0], reasons, "the same obligors"):
        return None
    others = promise.wide[1] - promise.wide[0]
    if later.wide[0] - promise.wide[0] - others:
        # what is promised together with somebody else is another promise
        return None
    if others & later.wide[0]:
        reasons.add(0.15, "together with the side it was promised to")
    elif not _benefits(promise, later.wide[1], reasons):
        return None
    if not (others or later.wide[1]) and _has_little_in_common(promise.topic, later.topic):
        return None
    _add_topics(promise, later, reasons)
    _add_numbers(promise, later, reasons, other=-0.2)
    if promise.deadline is not None and later.deadline is not None and promise.deadline.last == later.deadline.last:
        reasons.add(0.2, "the same deadline")
    first, second = promise.strength or 0, later.strength or 0
    return reasons.bearing("formalises" if second >= _SIGNED > first else "repeats")


def _has_little_in_common(topic: Topic, other: Topic) -> bool:
    """Return whether two topics share too little to be one where no side tells it, a single word («talks») at least."""
    return likeness(topic, other)[0] < _TO_NOBODY or len(topic.words.keys() & other.words.keys()) < _FEW


def _signed(promise: Facts, later: Facts, beside: bool) -> Bearing | None:
    """Return whether what was signed later is what was promised."""
    if later.sorts[1] not in _IN_FORCE or (promise.strength or 0) >= _SIGNED or not promise.wide[0] <= later.wide[0]:
        return None
    reasons = _Reasons()
    reasons.add(0.3, "signed by the obligors")
    if promise.wide[1]:
        if not promise.wide[1] & later.wide[0]:
            return None
        reasons.add(0.15, "and by those it was promised to")
    _add_topics(promise, later, reasons)
    return reasons.bearing("formalises")


def _delivered(promise: Facts, later: Facts, beside: bool) -> Bearing | None:
    """Return whether what was given is what was promised, whole or in part; an endorsement in words is kept in words."""
    if (promise.strength or 0) < _OFFER:
        return None
    reasons = _Reasons()
    if not (_obliged(promise, later.wide[0], reasons, "given by the obligors") and _benefits(promise, later.wide[1], reasons)):
        return None
    _add_topics(promise, later, reasons, most=0.5)
    if promise.record.rule in promise.topic.acts - later.topic.acts - {later.record.rule}:
        reasons.add(-0.1, "another act was promised")
    _add_numbers(promise, later, reasons)
    if beside:
        reasons.add(0.15, "the report speaks of the promise")
    return reasons.bearing("partly" if _is_part(promise, later) else "fulfils")


def _is_part(promise: Facts, later: Facts) -> bool:
    """Return whether less was given than promised, as the numbers say."""
    if promise.amount is not None and later.amount is not None and promise.amount[1] == later.amount[1]:
        return later.amount[0] < promise.amount[0]
    promised, given = promise.quantities, later.quantities
    if later.topic.negated or later.topic.begun:
        # «no more than 25 of 40», «the training began»
        return True
    if given and not promised:
        # how many have come says nothing of how many were meant
        return True
    return bool(promised and given) and not promised & given and max(given) < max(promised)


def _denied(promise: Facts, later: Facts, beside: bool) -> Bearing | None:
    """Return whether a later statement contradicts a promise: its obligor denies it, or others say that it was not kept."""
    speakers = later.wide[0] - {UNKNOWN}
    if not speakers or not _is_denied(promise.topic, later):
        return None
    if not (beside or later.record.rule == "deny") and likeness(promise.topic, later.topic)[0] < _SAID_OF_IT:
        # an act in common alone («aid») is no word about the promise
        return None
    reasons = _Reasons()
    if not (_taken_back_in_words if speakers <= promise.wide[0] else _not_kept)(promise, later, beside, reasons):
        return None
    _add_topics(promise, later, reasons, most=0.5, least=0.3)
    _add_numbers(promise, later, reasons)
    if beside:
        reasons.add(0.15, "the report speaks of the promise")
    return reasons.bearing("contradicts")


def _is_denied(promised: Topic, later: Facts) -> bool:
    """Return whether what a statement denies, and not only what else it speaks of, was promised."""
    denied = later.topic.words.keys() if later.record.rule == "deny" else later.topic.denied
    acts = {promised for promised in promised.words.values() if promised}
    return any(word in promised.words or later.topic.words[word] in acts for word in denied)


def _taken_back_in_words(promise: Facts, later: Facts, beside: bool, reasons: _Reasons) -> bool:
    """Return whether its obligors deny a promise soon after it."""
    reasons.add(0.3, "said by the obligor")
    reasons.add(0.1, "denies a promise")
    apart = (later.published or 0) - (promise.published or 0)
    return (later.topic.promise or later.record.rule == "deny") and apart <= _DENIED_WITHIN


def _not_kept(promise: Facts, later: Facts, beside: bool, reasons: _Reasons) -> bool:
    """Return whether others may say that a promise was not kept: a side of it, or somebody who speaks of its obligor, once its day is over."""
    reasons.add(0.25, "says that something is not so")
    if concerned := later.wide[0] & (promise.wide[1] | promise.wide[0]):
        reasons.add(0.2, "said by a side of the promise")
    book = vocabulary(later.language)
    names = frozenset[str]().union(*(book.content_of_name(word) for code in promise.sides[0] for word in own_adjectives().get(code, ())))
    if named := names & later.topic.words.keys():
        reasons.add(0.15, "speaks of the obligor")
    too_early = promise.deadline is not None and (later.day is None or later.day.last <= promise.deadline.last)
    return bool(concerned or named or beside) and not too_early


def _withdrawn(promise: Facts, later: Facts, beside: bool) -> Bearing | None:
    """Return whether its obligors took a promise back."""
    if later.sorts[0] not in TAKEN_BACK or not later.topic.promise:
        return None
    reasons = _Reasons()
    if not (_obliged(promise, later.wide[0], reasons, "done by the obligors") and _benefits(promise, later.wide[1], reasons)):
        return None
    reasons.add(0.15, "speaks of a promise")
    _add_topics(promise, later, reasons)
    _add_numbers(promise, later, reasons)
    return reasons.bearing("withdraws")


def _obliged(promise: Facts, actors: frozenset[str], reasons: _Reasons, said: str) -> bool:
    """Return whether the obligors act; all of them count more than some."""
    obligors = promise.wide[0] - {UNKNOWN}
    if not obligors & actors:
        return False
    reasons.add(0.3 if obligors == actors else 0.2, said if obligors == actors else f"{said}, some of them")
    return True


def _benefits(promise: Facts, others: frozenset[str], reasons: _Reasons) -> bool:
    """Return false if a promise was to others than those named later."""
    beneficiaries = promise.wide[1]
    if not beneficiaries and not others:
        reasons.add(0.1, "to nobody in particular")
    if beneficiaries & others:
        reasons.add(0.15 if beneficiaries == others else 0.1, "to the same side")
        return True
    return not (beneficiaries and others)


def _add_topics(promise: Facts, later: Facts, reasons: _Reasons, most: float = 0.4, least: float = 0.15) -> None:
    """Add what it counts that two records are about the same; less in common than ``least``, and no act, rules them out."""
    common, act = likeness(promise.topic, later.topic)
    if common < least and not act:
        reasons.add(-1.0, "about something else")
        return
    reasons.add(round(most * min(1.0, common / _MUCH), 3), f"words {common:.0%} in common")
    if act:
        reasons.add(0.2, f"the same act ({act})")


def likeness(topic: Topic, other: Topic) -> tuple[float, str]:
    """Return which share of their words two topics have in common, and an act that both speak of (empty if none)."""
    theirs = {acts for acts in other.words.values() if acts}
    matched = [word for word, acts in topic.words.items() if word in other.words or acts in theirs]
    size = (len(topic.words) * len(other.words)) ** 0.5
    same = sorted(min(acts) for acts in topic.words.values() if acts in theirs)
    return (len(matched) / size if size else 0.0), same[0] if same else ""


def _add_numbers(promise: Facts, later: Facts, reasons: _Reasons, other: float = 0.0) -> None:
    """Add what it counts that both name a number."""
    promised, told = promise.quantities, later.quantities
    if promised & told:
        reasons.add(0.1, f"both name {max(promised & told):g}")
    elif promised and told:
        reasons.add(other, "other numbers")


_JUDGES: dict[str, Callable[[Facts, Facts, bool], Bearing | None]] = {
    "commitments": _again,
    "agreements": _signed,
    "deliveries": _delivered,
    "statements": _denied,
    "events": _withdrawn,
}


def may_bear(facts: Facts) -> bool:
    """Return whether a record is of those that can bear on a promise."""
    if facts.kind in ("commitments", "deliveries"):
        return True
    if facts.kind == "agreements":
        return facts.sorts[1] in _IN_FORCE
    if facts.kind == "events":
        return facts.sorts[0] in TAKEN_BACK and facts.topic.promise
    if facts.kind != "statements" or not facts.wide[0] - {UNKNOWN}:
        return False
    return facts.said.negated


def topic_keys(facts: Facts) -> Iterator[str]:
    """Yield the keys by which promises and what bears on them find each other: each word and act of a language."""
    yield from (f"{facts.language}|{word}" for word in facts.topic.words)
    yield from (f"{facts.language}|@{act}" for act in facts.topic.acts)
