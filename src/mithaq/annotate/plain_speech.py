"""Words of somebody that neither a mark nor «that» leads to, as sites lose them: «قال الوزير نحن مستعدون»."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA
from mithaq.annotate.units import Units

_OTHER_WORDS = frozenset({"verb", "cue", "mark"})
_NO_SUBJECT = _OTHER_WORDS | {"word", "apart", "modifier", "nisba", *NOUNS}


def begins_speech(units: Units, verb: int, index: int) -> bool:
    """Return whether the item at ``index`` begins what the verb of saying at ``verb`` tells, in the speaker's own words.

    The first person, a negation, «if» or «this is» do, unless «that» follows: «قال مسؤول لم يذكر اسمه إن».
    """
    item = units.items[index]
    if item.conj or item.prep or units.items[verb].tense != "past" or not units.awaits(verb, "quote"):
        return False
    between = units.items[verb + 1 : index]
    mine = _is_self(units, index, named=bool(between))
    if not (mine or _states(units, index)):
        return False
    goes_on = not between and any(units.pack.predicates[ref].frame == "add" for ref in units.items[verb].predicates)
    if units.awaits(verb, "object") and not goes_on and not _is_known(between):
        # «أعلن لم»: what is announced may be any noun; «وتابع لم» goes on with what was said
        return False
    if any(item.is_particle("conjunctions", "relatives", "complementisers") for item in between):
        return False
    if mine:
        # who speaks may have been said to do so somewhere: «، أمس، في بيان نعلن»; «، أعقبه» is no «I»
        parts = COMMA if units.items[index].number != "s" else ""
        return not any(item.kind in _OTHER_WORDS and units.text(item) not in parts for item in between)
    if any(item.kind in _NO_SUBJECT for item in between):
        return False
    return not between or _is_known(between) or not _that_follows(units, index)


def _is_known(between: Sequence[Item]) -> bool:
    """Return whether who speaks is told by name or title, so that no relative clause says which one: «قال الوزير لا بد من»."""
    named = [item.phrase for item in between if item.phrase is not None and not item.prep]
    return bool(named) and all(phrase.name or phrase.det or phrase.code for phrase in named) and any(phrase.name or phrase.det for phrase in named)


def _is_self(units: Units, index: int, *, named: bool) -> bool:
    """Return whether an item is the first person: «نحن», «نرفض»; names look like such verbs: «أوضح المحنّا أن»."""
    item = units.items[index]
    verb = item.kind == "verb" and item.gender == "1" and (item.tense != "past" or item.number == "p")
    ends = index + 1 == len(units.items) or units.items[index + 1].kind == "mark"
    return item.surface in units.pack.particle_words("speaking_self") or (verb and not ends and (named or not _that_follows(units, index)))


def _states(units: Units, index: int) -> bool:
    """Return whether an item begins a sentence of its own: a negation, «لقد», «هذا أمر» but not «هذا المسؤول»."""
    item, follows = units.items[index], units.items[index + 1] if index + 1 < len(units.items) else None
    if follows is None:
        return False
    if item.is_particle("demonstratives"):
        return follows.kind not in ("np", "mark", "particle", "time") and not follows.det and not follows.prep
    return item.is_particle("negations", "aspect", "conditionals")


def _that_follows(units: Units, index: int) -> bool:
    """Return whether «that» comes later in the sentence."""
    return any(item.is_particle("complementisers") for item in units.items[index + 1 :])
