"""What the single traits of two tellings count: parties and persons, days and places, numbers and words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mithaq.register.facts import UNKNOWN, Days, Facts, Spot
from mithaq.register.likeness import MAYBE, Tally
from mithaq.register.wording import akin, alike, shared

# days within which an occasion that was only inferred may lie before its report
_AFTER, _AHEAD = 3, 1
# how far apart reports of one day's news are
_NEAR = 1
_MONTH = 31
_KM_SAME, _KM_OTHER = 30.0, 60.0
_EARTH_KM = 6371.0


def compare_parties(a: Facts, b: Facts, tally: Tally, *, equal: float, fewer: float) -> None:
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


def compare_side(a: Facts, b: Facts, side: int, tally: Tally, name: str, *, equal: float, some: float) -> None:
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


def compare_persons(a: Facts, b: Facts, tally: Tally, *, one: float, more: float, others: float) -> None:
    """Compare the persons named on each side; another person of the same side speaks against one meeting or act."""
    common = {person for first, second in zip(a.cards, b.cards, strict=True) for person in first & second if person in a.persons}
    if common:
        tally.add(one if len(common) == 1 else more, f"persons: {len(common)} in common")
    for first, second in zip(a.cards, b.cards, strict=True):
        mine, theirs, together = ({a.persons.get(p) or b.persons.get(p) for p in group} - {None} for group in (first - common, second - common, first & common))
        if (mine & theirs) - together:
            tally.add(others, f"other persons of {_listed(code for code in mine & theirs if code)}")


def compare_days(a: Facts, b: Facts, tally: Tally, *, same: float, recalled: bool = False, after: int = _AFTER) -> None:
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


def _compare_guess(stated: Facts, guessed: Facts, tally: Tally, same: float, recalled: bool, after: int) -> None:
    """Compare a stated time with the occasion of a report that states none: it lies shortly before its report, or ahead if planned."""
    time, occasion = stated.day, guessed.day
    assert time is not None and occasion is not None
    if time.first - _AHEAD <= occasion.last and occasion.first <= time.last + after:
        tally.add(same * 0.5 * _sharpness(time, time), "a day that fits the other report's occasion")
    else:
        _recall(abs(time.gap(occasion)), recalled and occasion.first > time.last, tally)


def _recall(days: int, recalled: bool, tally: Tally) -> None:
    """Rule a pair out for the days between its reports, unless the later recalls what the earlier told."""
    if recalled:
        tally.add(-0.05, f"recalled {days} days later")
    else:
        tally.rule_out(f"{days} days from the other report's occasion")


def _sharpness(first: Days, second: Days) -> float:
    """Return what it is worth that two times agree: 1 for days, little for a month, next to nothing for years."""
    length = max(first.last - first.first, second.last - second.first)
    return 1.0 if not length else 0.6 if length < 7 else 0.3 if length <= _MONTH else 0.1


def compare_spots(a: Facts, b: Facts, tally: Tally, *, same: float, other: float) -> None:
    """Compare where; two cities far apart speak against one meeting or act."""
    if a.spot is None or b.spot is None:
        return
    first, second = a.spot, b.spot
    cities = all(spot.precision in ("city", "site") for spot in (first, second))
    apart = _km(first, second) if cities else None
    if first.names & second.names:
        tally.add(*((same, "place: the same") if cities else (same / 3, "region: the same")))
    elif apart is not None and apart <= _KM_SAME:
        tally.add(same / 2, "places near each other")
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


def compare_ordinals(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare which session or round it was."""
    if a.ordinal is None or b.ordinal is None:
        return
    if a.ordinal == b.ordinal:
        tally.add(0.25, f"number {a.ordinal}")
    else:
        tally.rule_out(f"numbers {a.ordinal} and {b.ordinal}")


def compare_amounts(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare how much."""
    if a.amount is None or b.amount is None:
        return
    if a.amount == b.amount:
        tally.add(0.2, f"amount {a.amount[0]:g} {a.amount[1]}")
    elif a.amount[1] == b.amount[1]:
        tally.add(-0.6, "other amounts")


def compare_numbers(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare the numbers among the words: forty vehicles are not twenty-five."""
    if a.numbers & b.numbers:
        tally.add(0.15, f"number {_listed(a.numbers & b.numbers)} in both")
    elif a.numbers and b.numbers:
        tally.add(-0.2, "other numbers")


def compare_deadlines(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare by when."""
    if a.deadline is None or b.deadline is None:
        return
    if a.deadline.last == b.deadline.last:
        tally.add(0.2, "the same deadline")
    elif a.deadline.gap(b.deadline):
        tally.add(-0.5, "other deadlines")


def compare_domains(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare what it is about."""
    if a.domains and b.domains:
        common = a.domains & b.domains
        tally.add(0.1 if a.domains == b.domains else 0.05 if common else -0.1, f"domains {_listed(common)}" if common else "other domains")


def compare_tolls(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare how many were killed; a toll may rise from report to report."""
    if a.killed is not None and b.killed is not None and a.killed == b.killed:
        tally.add(0.15, f"killed {a.killed:g} in both")


# what was hardly meant as the same thing
_APART = (frozenset({"denied"}), frozenset({"hypothetical", "conditional"}), frozenset({"planned", "promised", "offered", "agreed", "requested"}), frozenset({"done", "ongoing", "historical"}))


def compare_actualities(a: Facts, b: Facts, tally: Tally) -> None:
    """Rule out a pair of which one was done and the other denied, planned or only thought of."""
    if next(i for i, group in enumerate(_APART) if a.actuality in group) != next(i for i, group in enumerate(_APART) if b.actuality in group):
        tally.rule_out(f"{a.actuality} and {b.actuality}")


def compare_words(a: Facts, b: Facts, tally: Tally, *, most: float, none: float = 0.0, narrow: bool = False) -> None:
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


def compare_acts(a: Facts, b: Facts, tally: Tally) -> None:
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
