"""How like two tellings are: a score with its reasons, so that a merge can be explained, and doubted.

Each trait adds or takes points; a contradiction (another ordinal, disjoint days, other parties) rules the pair out.
From :data:`SAME` on two tellings are one entry, from :data:`MAYBE` on that is proposed to a person.
"""

from __future__ import annotations

import functools
import hashlib
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from mithaq.register.facts import UNKNOWN, Days, Facts, Spot, is_recalled
from mithaq.register.wording import akin, alike, shared

SAME, MAYBE = 0.75, 0.55
# copies of one report: how much of their wording two records must share to be one
_COPIED = 0.6
# days within which an occasion that was only inferred may lie before its report
_AFTER, _AHEAD = 3, 1
# how far apart reports of one day's news are
_NEAR = 1
_MONTH = 31
_KM_SAME, _KM_OTHER = 30.0, 60.0
_EARTH_KM = 6371.0
# within how many days agencies' words are passed on; how many words, and how much of them, are hardly chance
_PASSED_ON, _MANY_WORDS, _SAME_WORDS = 3, 4, 0.8
# statements: how much of their words, and how many
_WORDS_SAME, _WORDS_LIKE, _FEW_WORDS = 0.7, 0.5, 4
_SPOKEN_APART = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two tellings are, 0 to 1, and why: each reason with its points. ``ruled_out`` if something contradicts."""

    score: float
    reasons: list[str] = field(default_factory=list)
    ruled_out: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the two are one entry."""
        return self.score >= SAME

    @property
    def is_proposed(self) -> bool:
        """Whether a person is asked if the two are one entry."""
        return MAYBE <= self.score < SAME


# what takes more points than these speaks against a pair, however like its words are
_DOUBT = 0.15


class _Tally:
    """Points and reasons of one comparison."""

    def __init__(self) -> None:
        self.points = 0.0
        self.reasons: list[str] = []
        self.out = False
        self.doubts = False

    def add(self, points: float, reason: str) -> None:
        """Add points with their reason; none where there is nothing to say."""
        if points:
            self.points += points
            self.doubts = self.doubts or points < -_DOUBT
            self.reasons.append(f"{reason} {points:+.2f}")

    def rule_out(self, reason: str) -> None:
        """Say that the two cannot be one."""
        self.out = True
        self.reasons.append(f"{reason}: ruled out")

    def result(self) -> Likeness:
        """Return what the points come to."""
        score = 0.0 if self.out else max(0.0, min(1.0, round(self.points, 4)))
        return Likeness(score, self.reasons, self.out)


def compare(kind: str, a: Facts, b: Facts) -> Likeness:
    """Return how like two tellings of one kind are, and why; the same whichever comes first."""
    a, b = sorted((a, b), key=lambda facts: facts.telling)
    tally = _Tally()
    if a.document == b.document:
        tally.rule_out("one report tells them as two")
        return tally.result()
    copies = _copies(a, b)
    if copies:
        return Likeness(1.0, [copies])
    _COMPARED[kind](a, b, tally)
    if not tally.out and not tally.doubts and _is_passed_on(a, b):
        tally.add(0.2, "in the same words")
    return tally.result()


def _is_passed_on(a: Facts, b: Facts) -> bool:
    """Return whether one report has the words of another that came out about the same day."""
    if a.kind == "statements" or a.language != b.language or a.published is None or b.published is None or abs(a.published - b.published) > _PASSED_ON:
        return False
    return len(a.words & b.words) >= _MANY_WORDS and alike(a.words, b.words) >= _SAME_WORDS


def _copies(a: Facts, b: Facts) -> str:
    """Return why two records of copies of one report are one; empty if they are not, or the reports are no copies."""
    if a.group != b.group or a.sides != b.sides or a.sorts != b.sorts:
        return ""
    common = alike(a.words, b.words)
    return f"copies of one report, {common:.0%} of the words" if common >= _COPIED else ""


def _compare_meetings(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two meetings: who, when, where, which session."""
    _compare_parties(a, b, tally, equal=0.35, fewer=0.25)
    _compare_persons(a, b, tally, one=0.2, more=0.3, others=-0.4)
    _compare_spots(a, b, tally, same=0.15, other=-0.5)
    _compare_ordinals(a, b, tally)
    _compare_days(a, b, tally, same=0.3, recalled=a.ordinal is not None and a.ordinal == b.ordinal)
    if {"call", "video"} & {a.sorts[0], b.sorts[0]}:
        tally.add(0.05 if a.sorts[0] == b.sorts[0] else -0.5, f"{a.sorts[0]} and {b.sorts[0]}")
    elif a.sorts[0] == b.sorts[0]:
        tally.add(0.05, f"both {a.sorts[0]}")
    _compare_words(a, b, tally, most=0.15)


def _compare_agreements(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two agreements: parties, what they are, how far they have come, when, in which words."""
    _compare_parties(a, b, tally, equal=0.35, fewer=0.25)
    _compare_spots(a, b, tally, same=0.1, other=-0.4)
    _compare_days(a, b, tally, same=0.25, recalled=_same_city(a, b))
    (kind, stage), (other_kind, other_stage) = a.sorts, b.sorts
    tally.add(0.15 if kind == other_kind else -0.3 if "ceasefire" in (kind, other_kind) else 0.0 if {kind, other_kind} & _LOOSE else -0.1, f"{kind} and {other_kind}")
    if stage == other_stage:
        tally.add(0.1, f"both {stage}")
    elif not {stage, other_stage} <= _TOGETHER:
        tally.rule_out(f"{stage} and {other_stage}: two steps")
    _compare_domains(a, b, tally)
    _compare_words(a, b, tally, most=0.3, none=-0.25)


# what any instrument may be called
_LOOSE = frozenset({"understanding", "partnership"})
# stages that one act may be told as: «agreed» is what reports say of what was signed that day
_TOGETHER = frozenset({"agreed", "initialled", "signed"})


def _compare_commitments(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two promises: whose, to whom, what, how much, by when, made when."""
    _compare_side(a, b, 0, tally, "obligors", equal=0.25, some=0.1)
    _compare_side(a, b, 1, tally, "beneficiaries", equal=0.15, some=0.05)
    _compare_days(a, b, tally, same=0.2, recalled=_is_recalled(a, b))
    _compare_amounts(a, b, tally)
    _compare_numbers(a, b, tally)
    _compare_deadlines(a, b, tally)
    if "abstention" in (a.sorts[0], b.sorts[0]) and a.sorts != b.sorts:
        tally.add(-0.3, f"{a.sorts[0]} and {b.sorts[0]}")
    if a.strength != b.strength and a.strength is not None and b.strength is not None:
        tally.add(-_STEP * abs(a.strength - b.strength), f"strength {a.strength} and {b.strength}")
    _compare_domains(a, b, tally)
    _compare_persons(a, b, tally, one=0.1, more=0.1, others=0.0)
    _compare_words(a, b, tally, most=0.4, none=-0.3)
    _compare_acts(a, b, tally)


# what each step of strength between two promises costs
_STEP = 0.05


def _is_recalled(a: Facts, b: Facts) -> bool:
    """Return whether the later of two reports only recalls the promise of the other.

    Others than the obligors tell of it there, with the same deadline; or it was signed, with the same number, and is
    not signed again.
    """
    later = max((a, b), key=lambda facts: (facts.published or 0, facts.telling))
    if a.deadline is not None and b.deadline is not None and a.deadline.last == b.deadline.last:
        return is_recalled(later)
    return min(a.strength or 0, b.strength or 0) >= _SIGNED and bool(a.numbers & b.numbers)


_SIGNED = 6


def _same_city(a: Facts, b: Facts) -> bool:
    """Return whether both tell of the same city or site."""
    spots = [one.spot for one in (a, b) if one.spot is not None and one.spot.precision in ("city", "site")]
    return len(spots) > 1 and bool(spots[0].names & spots[1].names)


def _compare_deliveries(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two deliveries: from whom, to whom, what, how much, when."""
    _compare_side(a, b, 0, tally, "providers", equal=0.25, some=0.1)
    _compare_side(a, b, 1, tally, "recipients", equal=0.2, some=0.05)
    _compare_days(a, b, tally, same=0.2, recalled=bool(a.numbers & b.numbers))
    _compare_amounts(a, b, tally)
    _compare_numbers(a, b, tally)
    _compare_words(a, b, tally, most=0.35, none=-0.2)


def _compare_offices(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two offices: one person in one post of one state or body, from taking it up to leaving it."""
    if a.cards != b.cards or not a.persons:
        tally.rule_out("not the same person")
    elif a.sorts[:2] != b.sorts[:2]:
        tally.rule_out("another post")
    else:
        tally.add(1.0, "the same person in the same post")


def _compare_memberships(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two memberships: who, of what, as what, since when."""
    if a.sides != b.sides or not (a.sides[0] and a.sides[1]) or (a.sorts != b.sorts and {*a.sorts, *b.sorts} != _BELONGING):
        tally.rule_out("another membership")
    else:
        tally.add(1.0, "the same member of the same organisation")


def _is_between_two(event: Facts) -> bool:
    """Return whether an event says who did it and to whom else; what a state does within itself it may do often."""
    actors, recipients = event.wide
    return bool(actors - {UNKNOWN}) and not (recipients and recipients <= actors)


# an act that is told without a day was on the day before its report at the earliest
_ACT_AFTER = 1
# what the days of two acts say at least
_SOME_DAY = 0.05
# a founder is a member too
_BELONGING = {"founder", "member"}


def _compare_events(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two events: type, who to whom, when, where, by which means, in which words."""
    (kind, mode), (other, other_mode) = a.sorts, b.sorts
    if kind != other:
        tally.rule_out(f"{kind} and {other}")
        return
    known = _is_between_two(a) and _is_between_two(b)
    _compare_side(a, b, 0, tally, "actors", equal=0.25 if known else 0.15, some=0.1)
    _compare_side(a, b, 1, tally, "recipients", equal=0.2 if known else 0.1, some=0.08)
    _compare_actualities(a, b, tally)
    behind = _compare_companions(a, b, tally)
    before = tally.points
    _compare_days(a, b, tally, same=0.25, recalled=behind or _codes_one_text(a, b), after=_ACT_AFTER)
    if tally.points - before < _SOME_DAY and not behind:
        tally.add(-0.15, "no day in common")
    _compare_spots(a, b, tally, same=0.2, other=-0.5)
    _compare_persons(a, b, tally, one=0.15, more=0.2, others=-0.3)
    if mode is not None and other_mode is not None:
        tally.add(0.05 if mode == other_mode else -0.15, f"{mode} and {other_mode}")
    _compare_tolls(a, b, tally)
    _compare_words(a, b, tally, most=0.35, none=-0.15, narrow=True)
    _ask_for_more(a, b, tally)


def _compare_companions(a: Facts, b: Facts, tally: _Tally) -> bool:
    """Compare the dealings that two events code, and return whether they are one."""
    if a.companion is None or b.companion is None or a.companion.kind != b.companion.kind:
        return False
    behind = compare(a.companion.kind, a.companion, b.companion)
    name = a.companion.kind.removesuffix("s")
    if behind.is_same:
        tally.add(0.3, f"the same {name} behind both")
    elif behind.ruled_out:
        tally.add(-0.2, f"another {name} behind each")
    return behind.is_same


def _codes_one_text(a: Facts, b: Facts) -> bool:
    """Return whether two events code an agreement of one city that nothing keeps apart: it is recalled long after, in other languages too."""
    one, other = a.companion, b.companion
    if one is None or other is None or {one.kind, other.kind} != {"agreements"} or not _same_city(one, other):
        return False
    return not compare("agreements", one, other).ruled_out


def _ask_for_more(a: Facts, b: Facts, tally: _Tally) -> None:
    """Take points where two sides may have done the same to each other twice that day, and nothing tells it was one act."""
    told = any(reason.startswith(("place", "persons", "killed", "the same")) and "+" in reason and "day" not in reason for reason in tally.reasons)
    if not told and not tally.out and akin(a.words, b.words) < _WORDS_SOME:
        tally.add(-0.25, "nothing but sides and day")


# how much of their words two events share that nothing else tells to be one
_WORDS_SOME = 0.3


def _compare_statements(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare two statements: one speaker, words nearly equal, in one language, days apart at most."""
    if a.language != b.language:
        tally.rule_out("two languages")
        return
    if a.cards[0] != b.cards[0] and (a.wide[0] != b.wide[0] or (a.persons and b.persons) or not a.sides[0]):
        tally.rule_out("not the same speaker")
        return
    days, others = a.day, b.day
    if days is not None and others is not None and abs(days.gap(others)) > _SPOKEN_APART:
        tally.rule_out("days apart")
        return
    common, least = alike(a.words, b.words), min(len(a.words), len(b.words))
    if least < _FEW_WORDS:
        tally.rule_out("too few words")
        return
    known = a.cards[0] == b.cards[0] and bool(a.persons)
    tally.add(0.3 if known else 0.2, "the same speaker" if known else "speakers of the same side")
    if common >= _WORDS_SAME:
        tally.add(0.5 + 0.2 * common, f"words {common:.0%} in common")
    elif common >= _WORDS_LIKE:
        tally.add(common * 0.7, f"words {common:.0%} in common")


def _compare_parties(a: Facts, b: Facts, tally: _Tally, *, equal: float, fewer: float) -> None:
    """Compare sets of parties that act together; one report may name fewer of them, or an alliance for its members."""
    first, second = a.wide[0], b.wide[0]
    common = first & second
    if len(common) > _TWO:
        tally.add(_TOGETHER_POINTS, f"{len(common)} parties together")
    if first == second:
        tally.add(equal if len(first) > 1 else equal / 2, f"parties {_listed(first)}")
    elif len(common) > 1 and (first <= second or second <= first):
        tally.add(fewer, f"parties {_listed(common)}, one report names fewer")
    elif len(common) > 1:
        tally.add(fewer / 2, f"parties {_listed(common)} in common")
    else:
        tally.rule_out("other parties")


# that three or more do something together is hardly chance
_TWO, _TOGETHER_POINTS = 2, 0.1


def _compare_side(a: Facts, b: Facts, side: int, tally: _Tally, name: str, *, equal: float, some: float) -> None:
    """Compare one side of a dealing; none or an unknown one contradicts nobody."""
    first, second = a.wide[side] - {UNKNOWN}, b.wide[side] - {UNKNOWN}
    if first and first == second:
        tally.add(equal + (_TOGETHER_POINTS if len(first) > _TWO else 0.0), f"{name} {_listed(first)}")
    elif first & second:
        tally.add(some, f"{name} {_listed(first & second)} in common")
    elif first and second:
        tally.rule_out(f"other {name}")
    elif not first and not second:
        # what nobody is named for happens more than once a day
        tally.add(*((some / 2, f"both without {name}") if not a.sides[side] else (-0.05, f"{name} unknown to both")))


def _compare_persons(a: Facts, b: Facts, tally: _Tally, *, one: float, more: float, others: float) -> None:
    """Compare the persons named on each side; another person of the same side speaks against one meeting or act."""
    common = {person for first, second in zip(a.cards, b.cards, strict=True) for person in first & second if person in a.persons}
    if common:
        tally.add(one if len(common) == 1 else more, f"persons: {len(common)} in common")
    for first, second in zip(a.cards, b.cards, strict=True):
        mine, theirs, together = ({a.persons.get(p) or b.persons.get(p) for p in group} - {None} for group in (first - common, second - common, first & common))
        if (mine & theirs) - together:
            tally.add(others, f"other persons of {_listed(code for code in mine & theirs if code)}")


def _compare_days(a: Facts, b: Facts, tally: _Tally, *, same: float, recalled: bool = False, after: int = _AFTER) -> None:
    """Compare when; a stated day counts most, and two stated times that differ rule a pair out.

    Args:
        recalled: something particular says that a later report speaks of the same, however late it is.
        after: how many days an occasion that was only inferred may lie before its report.
    """
    first, second = a.day, b.day
    if first is None or second is None:
        return
    gap = abs(first.gap(second))
    if first.stated and second.stated:
        if gap:
            tally.rule_out(f"stated days {gap} apart")
        else:
            tally.add(same * _sharpness(first, second), "the same day" if first.is_day and second.is_day else "days that agree")
    elif first.stated or second.stated:
        stated, guessed = (a, b) if first.stated else (b, a)
        _compare_guess(stated, guessed, tally, same, recalled, after)
    elif gap > max(_NEAR, after):
        _recall(gap, recalled, tally)
    elif gap <= _NEAR:
        tally.add(same * 0.4, "told on the same day" if not gap else "told a day apart")


def _compare_guess(stated: Facts, guessed: Facts, tally: _Tally, same: float, recalled: bool, after: int) -> None:
    """Compare a stated time with the occasion of a report that states none: it lies shortly before its report, or ahead if planned."""
    time, occasion = stated.day, guessed.day
    assert time is not None and occasion is not None
    if time.first - _AHEAD <= occasion.last and occasion.first <= time.last + after:
        tally.add(same * 0.5 * _sharpness(time, time), "a day that fits the other report's occasion")
    else:
        _recall(abs(time.gap(occasion)), recalled and occasion.first > time.last, tally)


def _recall(days: int, recalled: bool, tally: _Tally) -> None:
    """Rule a pair out for the days between its reports, unless the later recalls what the earlier told."""
    if recalled:
        tally.add(-0.05, f"recalled {days} days later")
    else:
        tally.rule_out(f"{days} days from the other report's occasion")


def _sharpness(first: Days, second: Days) -> float:
    """Return what it is worth that two times agree: 1 for days, little for a month, next to nothing for years."""
    length = max(first.last - first.first, second.last - second.first)
    return 1.0 if not length else 0.6 if length < 7 else 0.3 if length <= _MONTH else 0.1


def _compare_spots(a: Facts, b: Facts, tally: _Tally, *, same: float, other: float) -> None:
    """Compare where; two cities far apart speak against one meeting or act."""
    if a.spot is None or b.spot is None:
        return
    first, second = a.spot, b.spot
    cities = all(spot.precision in ("city", "site") for spot in (first, second))
    apart = _km(first, second) if cities else None
    if first.names & second.names or (apart is not None and apart <= _KM_SAME):
        tally.add(*((same, "place: the same") if cities else (same / 3, "region: the same")))
    elif first.country and second.country and first.country != second.country:
        tally.add(other, f"other places: {first.country} and {second.country}")
    elif cities and (apart is None or apart > _KM_OTHER):
        tally.add(other, "other places")


def _km(first: Spot, second: Spot) -> float | None:
    """Return how far two places are apart in kilometres, None where coordinates are missing."""
    if first.at is None or second.at is None:
        return None
    (lat, lon), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (first.at, second.at))
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(chord))


def _compare_ordinals(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare which session or round it was."""
    if a.ordinal is None or b.ordinal is None:
        return
    if a.ordinal == b.ordinal:
        tally.add(0.25, f"number {a.ordinal}")
    else:
        tally.rule_out(f"numbers {a.ordinal} and {b.ordinal}")


def _compare_amounts(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare how much."""
    if a.amount is None or b.amount is None:
        return
    if a.amount == b.amount:
        tally.add(0.2, f"amount {a.amount[0]:g} {a.amount[1]}")
    elif a.amount[1] == b.amount[1]:
        tally.add(-0.6, "other amounts")


def _compare_numbers(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare the numbers among the words: forty vehicles are not twenty-five."""
    if a.numbers & b.numbers:
        tally.add(0.15, f"number {_listed(a.numbers & b.numbers)} in both")
    elif a.numbers and b.numbers:
        tally.add(-0.2, "other numbers")


def _compare_deadlines(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare by when."""
    if a.deadline is None or b.deadline is None:
        return
    if a.deadline.last == b.deadline.last:
        tally.add(0.2, "the same deadline")
    elif a.deadline.gap(b.deadline):
        tally.add(-0.5, "other deadlines")


def _compare_domains(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare what it is about."""
    if a.domains and b.domains:
        common = a.domains & b.domains
        tally.add(0.1 if a.domains == b.domains else 0.05 if common else -0.1, f"domains {_listed(common)}" if common else "other domains")


def _compare_tolls(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare how many were killed; a toll may rise from report to report."""
    if a.killed is not None and b.killed is not None and a.killed == b.killed:
        tally.add(0.15, f"killed {a.killed:g} in both")


# what was hardly meant as the same thing
_APART = (frozenset({"denied"}), frozenset({"hypothetical", "conditional"}), frozenset({"planned", "promised", "offered", "agreed", "requested"}), frozenset({"done", "ongoing", "historical"}))


def _compare_actualities(a: Facts, b: Facts, tally: _Tally) -> None:
    """Rule out a pair of which one was done and the other denied, planned or only thought of."""
    if next(i for i, group in enumerate(_APART) if a.actuality in group) != next(i for i, group in enumerate(_APART) if b.actuality in group):
        tally.rule_out(f"{a.actuality} and {b.actuality}")


def _compare_words(a: Facts, b: Facts, tally: _Tally, *, most: float, none: float = 0.0, narrow: bool = False) -> None:
    """Compare the words within a language.

    Args:
        most: the points where most words are shared; ``none`` what it costs to share hardly any.
        narrow: the longer wording must be of the same thing too, and a word or two prove nothing: acts of one kind
            are told in the same few words.
    """
    # what is ruled out already, or cannot come to a proposal, needs no words
    if tally.out or tally.points + most < MAYBE or a.language != b.language:
        return
    if not a.words or not b.words:
        tally.add(-0.1 if narrow else 0.0, "no words of its own in one of them")
        return
    common = akin(a.words, b.words) if narrow else shared(a.words, b.words) if min(len(a.words), len(b.words)) >= _WORDS_FEW else alike(a.words, b.words)
    if common >= _HARDLY:
        enough = min(1.0, len(a.words & b.words) / _WORDS_FEW) if narrow else 1.0
        tally.add(round(most * enough * min(1.0, common / _MOST), 3), f"words {common:.0%} in common")
    else:
        tally.add(none, "hardly a word in common")


def _compare_acts(a: Facts, b: Facts, tally: _Tally) -> None:
    """Compare what is promised across two languages by the acts that words stand for: those are the same in every language's pack."""
    if a.language == b.language or tally.out or tally.points + _SAME_ACT < MAYBE:
        return
    if common := a.topic.acts & b.topic.acts:
        tally.add(_SAME_ACT, f"the same act in two languages: {_listed(common)}")


# short of a merge by itself: sides, day and field must agree too
_SAME_ACT = 0.1
_HARDLY, _MOST = 0.12, 0.75
# fewer words than these may be shared by chance
_WORDS_FEW = 3


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))


_COMPARED: dict[str, Callable[[Facts, Facts, _Tally], None]] = {
    "statements": _compare_statements,
    "meetings": _compare_meetings,
    "agreements": _compare_agreements,
    "commitments": _compare_commitments,
    "deliveries": _compare_deliveries,
    "offices": _compare_offices,
    "memberships": _compare_memberships,
    "events": _compare_events,
}

# per kind: the days within which two tellings of one fact must lie to be looked at; reports come a little later
_WINDOW = {"meetings": 8, "agreements": 16, "commitments": 12, "deliveries": 16, "events": 6, "statements": 8}
# the longest period of which every window is a key
_PERIOD = 40
# of many parties, the pairs of the first few are keys
_PARTIES = 6


def block_keys(facts: Facts) -> list[str]:
    """Return the keys by which tellings of the same fact find each other: two that may be one share at least one."""
    return sorted({f"{facts.kind}|{key}" for key in _KEYED[facts.kind](facts)})


def _windows(facts: Facts) -> list[str]:
    """Return overlapping windows of time, so that two days close to each other share one; «?» without a day."""
    size = _WINDOW[facts.kind]
    half = size // 2
    days = facts.day
    if days is None:
        return ["?"]
    edges = [days.first, days.last]
    if facts.published is not None and days.last - days.first > _PERIOD:
        edges = [facts.published, facts.published]
    elif days.last - days.first > _PERIOD:
        edges = [days.last, days.last]
    spans = ((letter, (edges[0] + shift) // size, (edges[1] + shift) // size) for letter, shift in (("", 0), ("h", half)))
    return [f"{letter}{number}" for letter, first, last in spans for number in range(first, last + 1)]


def _timed(keys: Iterable[str], facts: Facts) -> Iterator[str]:
    """Yield each key with each window."""
    windows = _windows(facts)
    return (f"{key}|{window}" for key in keys for window in windows)


def _parties(codes: frozenset[str]) -> list[str]:
    """Return the first few of many parties."""
    return sorted(codes)[:_PARTIES]


def _meeting_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of two parties with a time or a number; of a single party with its persons."""
    pairs = _pairs(facts)
    if facts.ordinal is not None:
        yield from (f"{pair}|no{facts.ordinal}" for pair in pairs)
    yield from _timed(pairs or [f"{code}+{person}" for code in facts.wide[0] for person in facts.persons], facts)


def _agreement_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of two parties with a time, and of kind and place for those recalled later."""
    pairs = _pairs(facts)
    if facts.spot is not None and facts.spot.precision in ("city", "site"):
        yield from (f"{pair}|{facts.sorts[0]}|{name}" for pair in pairs for name in facts.spot.names)
    yield from _timed(pairs, facts)


def _pairs(facts: Facts) -> list[str]:
    """Return the pairs of the first few parties."""
    return [f"{a}+{b}" for a, b in combinations(_parties(facts.wide[0]), 2)]


def _commitment_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of who promises with a time, and with the deadline for those recalled later."""
    codes = _parties(facts.wide[0])
    if (facts.strength or 0) >= _SIGNED:
        yield from (f"{code}|signed{number}" for code in codes for number in facts.numbers)
    if facts.deadline is not None:
        yield from (f"{code}|until{facts.deadline.last}" for code in codes)
    yield from _timed(codes, facts)


def _delivery_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of who gives with a time, and with each number for those recalled later."""
    codes = _parties(facts.wide[0])
    yield from (f"{code}|no{number}" for code in codes for number in facts.numbers)
    yield from _timed(codes, facts)


def _event_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of type, who and whom, and a time; those of the dealing it codes."""
    actors, recipients = (_parties(side) for side in facts.wide)
    pairs = [f"{facts.sorts[0]}+{actor}+{recipient}" for actor in actors for recipient in recipients or ["-"]]
    yield from _timed(pairs, facts)
    if facts.companion is not None:
        # its keys of time would only repeat those of the event
        yield from (key for key in _KEYED[facts.companion.kind](facts.companion) if not _TIMED.search(key))


_TIMED = re.compile(r"\|h?-?\d+$|\?$")


def _statement_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of the side that speaks and a sketch of its words: near equal wordings share two of the least hashes."""
    if len(facts.words) < _FEW_WORDS:
        return iter(())
    sketch = combinations(sorted(map(_hashed, facts.words))[:_SKETCH], 2)
    return (f"{code}|{facts.language}|{one:x}|{other:x}" for one, other in sketch for code in _parties(facts.wide[0]))


_SKETCH = 3


@functools.lru_cache(1 << 16)
def _hashed(word: str) -> int:
    """Return a number for a word, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=6).digest())


def _office_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of a person in a post."""
    return (f"{person}|{facts.sorts[0]}|{facts.sorts[1]}" for person in facts.persons)


def _membership_keys(facts: Facts) -> Iterator[str]:
    """Yield keys of a member and its organisation."""
    return (f"{member}|{organisation}" for member in sorted(facts.sides[0]) for organisation in sorted(facts.sides[1]))


_KEYED: dict[str, Callable[[Facts], Iterator[str]]] = {
    "statements": _statement_keys,
    "meetings": _meeting_keys,
    "agreements": _agreement_keys,
    "commitments": _commitment_keys,
    "deliveries": _delivery_keys,
    "offices": _office_keys,
    "memberships": _membership_keys,
    "events": _event_keys,
}
