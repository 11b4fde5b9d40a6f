"""Two tellings of one kind compared, trait by trait."""

from __future__ import annotations

from collections.abc import Callable

from mithaq.register.facts import UNKNOWN, Facts, is_recalled
from mithaq.register.likeness import Likeness, Tally
from mithaq.register.traits import (
    compare_acts,
    compare_actualities,
    compare_amounts,
    compare_days,
    compare_deadlines,
    compare_domains,
    compare_numbers,
    compare_ordinals,
    compare_parties,
    compare_persons,
    compare_side,
    compare_spots,
    compare_tolls,
    compare_words,
)
from mithaq.register.wording import akin, alike

# copies of one report: how much of their wording two records must share to be one
_COPIED = 0.6
# within how many days agencies' words are passed on; how many words, and how much of them, are hardly chance
_PASSED_ON, _MANY_WORDS, _SAME_WORDS = 3, 4, 0.8
# statements: how much of their words, and how many
_WORDS_SAME, _WORDS_LIKE, FEW_WORDS = 0.7, 0.5, 4
_SPOKEN_APART = 4


def compare(kind: str, a: Facts, b: Facts) -> Likeness:
    """Return how like two tellings of one kind are, and why; the same whichever comes first."""
    a, b = sorted((a, b), key=lambda facts: facts.telling)
    tally = Tally()
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


def _compare_meetings(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two meetings: who, when, where, which session."""
    compare_parties(a, b, tally, equal=0.35, fewer=0.25)
    compare_persons(a, b, tally, one=0.2, more=0.3, others=-0.4)
    compare_spots(a, b, tally, same=0.15, other=-0.5)
    compare_ordinals(a, b, tally)
    compare_days(a, b, tally, same=0.3, recalled=a.ordinal is not None and a.ordinal == b.ordinal)
    if {"call", "video"} & {a.sorts[0], b.sorts[0]}:
        tally.add(0.05 if a.sorts[0] == b.sorts[0] else -0.5, f"{a.sorts[0]} and {b.sorts[0]}")
    elif a.sorts[0] == b.sorts[0]:
        tally.add(0.05, f"both {a.sorts[0]}")
    compare_words(a, b, tally, most=0.15)


def _compare_agreements(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two agreements: parties, what they are, how far they have come, when, in which words."""
    compare_parties(a, b, tally, equal=0.35, fewer=0.25)
    compare_spots(a, b, tally, same=0.1, other=-0.4)
    compare_days(a, b, tally, same=0.25, recalled=_same_city(a, b))
    (kind, stage), (other_kind, other_stage) = a.sorts, b.sorts
    tally.add(0.15 if kind == other_kind else -0.3 if "ceasefire" in (kind, other_kind) else 0.0 if {kind, other_kind} & _LOOSE else -0.1, f"{kind} and {other_kind}")
    if stage == other_stage:
        tally.add(0.1, f"both {stage}")
    elif not {stage, other_stage} <= _TOGETHER:
        tally.rule_out(f"{stage} and {other_stage}: two steps")
    compare_domains(a, b, tally)
    compare_words(a, b, tally, most=0.3, none=-0.25)


# what any instrument may be called
_LOOSE = frozenset({"understanding", "partnership"})
# stages that one act may be told as: «agreed» is what reports say of what was signed that day
_TOGETHER = frozenset({"agreed", "initialled", "signed"})


def _compare_commitments(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two promises: whose, to whom, what, how much, by when, made when."""
    compare_side(a, b, 0, tally, "obligors", equal=0.25, some=0.1)
    compare_side(a, b, 1, tally, "beneficiaries", equal=0.15, some=0.05)
    compare_days(a, b, tally, same=0.2, recalled=_is_recalled(a, b))
    compare_amounts(a, b, tally)
    compare_numbers(a, b, tally)
    compare_deadlines(a, b, tally)
    if "abstention" in (a.sorts[0], b.sorts[0]) and a.sorts != b.sorts:
        tally.add(-0.3, f"{a.sorts[0]} and {b.sorts[0]}")
    if a.strength != b.strength and a.strength is not None and b.strength is not None:
        tally.add(-_STEP * abs(a.strength - b.strength), f"strength {a.strength} and {b.strength}")
    compare_domains(a, b, tally)
    compare_persons(a, b, tally, one=0.1, more=0.1, others=0.0)
    compare_words(a, b, tally, most=0.4, none=-0.3)
    compare_acts(a, b, tally)


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
    return min(a.strength or 0, b.strength or 0) >= SIGNED and bool(a.numbers & b.numbers)


SIGNED = 6


def _same_city(a: Facts, b: Facts) -> bool:
    """Return whether both tell of the same city or site."""
    spots = [one.spot for one in (a, b) if one.spot is not None and one.spot.precision in ("city", "site")]
    return len(spots) > 1 and bool(spots[0].names & spots[1].names)


def _compare_deliveries(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two deliveries: from whom, to whom, what, how much, when."""
    compare_side(a, b, 0, tally, "providers", equal=0.25, some=0.1)
    compare_side(a, b, 1, tally, "recipients", equal=0.2, some=0.05)
    compare_days(a, b, tally, same=0.2, recalled=bool(a.numbers & b.numbers))
    compare_amounts(a, b, tally)
    compare_numbers(a, b, tally)
    compare_words(a, b, tally, most=0.35, none=-0.2)


def _compare_offices(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two offices: one person in one post of one state or body, from taking it up to leaving it."""
    if a.cards != b.cards or not a.persons:
        tally.rule_out("not the same person")
    elif a.sorts[:2] != b.sorts[:2]:
        tally.rule_out("another post")
    else:
        tally.add(1.0, "the same person in the same post")


def _compare_memberships(a: Facts, b: Facts, tally: Tally) -> None:
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


def _compare_events(a: Facts, b: Facts, tally: Tally) -> None:
    """Compare two events: type, who to whom, when, where, by which means, in which words."""
    (kind, mode), (other, other_mode) = a.sorts, b.sorts
    if kind != other:
        tally.rule_out(f"{kind} and {other}")
        return
    known = _is_between_two(a) and _is_between_two(b)
    compare_side(a, b, 0, tally, "actors", equal=0.25 if known else 0.15, some=0.1)
    compare_side(a, b, 1, tally, "recipients", equal=0.2 if known else 0.1, some=0.08)
    compare_actualities(a, b, tally)
    behind = _compare_companions(a, b, tally)
    before = tally.points
    compare_days(a, b, tally, same=0.25, recalled=behind or _codes_one_text(a, b), after=_ACT_AFTER)
    if tally.points - before < _SOME_DAY and not behind:
        tally.add(-0.15, "no day in common")
    compare_spots(a, b, tally, same=0.2, other=-0.5)
    compare_persons(a, b, tally, one=0.15, more=0.2, others=-0.3)
    if mode is not None and other_mode is not None:
        tally.add(0.05 if mode == other_mode else -0.15, f"{mode} and {other_mode}")
    compare_tolls(a, b, tally)
    compare_words(a, b, tally, most=0.35, none=-0.15, narrow=True)
    _ask_for_more(a, b, tally)


def _compare_companions(a: Facts, b: Facts, tally: Tally) -> bool:
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


def _ask_for_more(a: Facts, b: Facts, tally: Tally) -> None:
    """Take points where two sides may have done the same to each other twice that day, and nothing tells it was one act."""
    told = any(reason.startswith(("place", "persons", "killed", "the same")) and "+" in reason and "day" not in reason for reason in tally.reasons)
    if not told and not tally.out and akin(a.words, b.words) < _WORDS_SOME:
        tally.add(-0.25, "nothing but sides and day")
    certain = any(reason.startswith(("place: the same", "killed", "the same")) and "+" in reason for reason in tally.reasons)
    if not certain and not tally.out and a.words - b.words and b.words - a.words and alike(a.words, b.words) < _HALF:
        tally.add(-0.1, "each tells what the other does not")


# how much of their words two events share that nothing else tells to be one, in one language; from how much on neither tells more
_WORDS_SOME, _HALF = 0.3, 0.5


def _compare_statements(a: Facts, b: Facts, tally: Tally) -> None:
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
    if least < FEW_WORDS:
        tally.rule_out("too few words")
        return
    known = a.cards[0] == b.cards[0] and bool(a.persons)
    tally.add(0.3 if known else 0.2, "the same speaker" if known else "speakers of the same side")
    if common >= _WORDS_SAME:
        tally.add(0.5 + 0.2 * common, f"words {common:.0%} in common")
    elif common >= _WORDS_LIKE:
        tally.add(common * 0.7, f"words {common:.0%} in common")


_COMPARED: dict[str, Callable[[Facts, Facts, Tally], None]] = {
    "statements": _compare_statements,
    "meetings": _compare_meetings,
    "agreements": _compare_agreements,
    "commitments": _compare_commitments,
    "deliveries": _compare_deliveries,
    "offices": _compare_offices,
    "memberships": _compare_memberships,
    "events": _compare_events,
}
