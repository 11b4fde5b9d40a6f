"""Where an act was: what its clause or sentence says behind «in», and for a crowd what it does not only march for."""

from __future__ import annotations

import itertools

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase, Sentence

# how many words may stand between «in» and the name of a place: «في عدد من مدن اليمن»
_LED = 4
# how far before «in» the state of things may be named that is spoken of
_AFFAIRS = 3
# how many words may stand between what a crowd is against and a place: «وقف العمليات العسكرية الإسرائيلية في غزة»
_AIMED = 5
# how many words may stand between a verb of seeing and the place that sees: «شهدت العديد من مدن اليمن»
_SEEN = 6
# how many words may stand before the place that a sentence opens with
_OPENED = 2


def found_places(proposition: Proposition, *, told: bool, crowd: bool, force: bool = False) -> list[Phrase]:
    """Return the places of an act: the first that follows «in» in its clause, else, unless it must be ``told`` there, the only one of its sentence.

    A ``crowd`` may stand in several, and not where what it is against takes place. What is spoken of tells nothing of where,
    but ``force`` is used where there is a conflict.
    """
    sentence = proposition.sentence
    located = [phrase for phrase in sentence.phrases if _is_located(phrase, sentence, force=force) and not (crowd and is_aim(phrase, sentence))]
    near = [phrase for phrase in located if proposition.start <= phrase.start < max(proposition.end, proposition.start + 1)]
    # «وفي رفح، استشهد»
    near = near or [phrase for phrase in located if told and phrase.first <= _OPENED]
    witnesses = _witnesses(proposition) if crowd and not near else []
    alone = len(located) == 1 and not told and not (force and _is_parted(proposition, located[0]))
    best = near or witnesses or (located if alone else [])
    return [best[0], *(_joined(best[0], sentence) if crowd else ())] if best else []


def _is_parted(proposition: Proposition, place: Phrase) -> bool:
    """Return whether a place belongs to the clause before: «un accord a été signé à Paris, les combats continuent»."""
    between = range(place.last, proposition.item.first)
    return place.first > _OPENED and any(proposition.sentence.tokens[at].kind == "punct" for at in between)


def _is_located(phrase: Phrase, sentence: Sentence, *, force: bool) -> bool:
    """Return whether a phrase says where something is: a place or state behind «in», and not only where what is spoken of is."""
    if not (phrase.name and (phrase.place or phrase.kind == "state")):
        return False
    at = phrase.first - 1
    while phrase.first - at <= _LED and _leads_on(sentence, at):
        # «في مدينة حلب», «في كل من مصر والأردن»
        at -= 1
    inside = at >= 0 and (sentence.is_of(at, "in") or sentence.stem_is_of(at, "in"))
    glued = at + 1 < phrase.first and sentence.stem_is_of(at + 1, "localities") and sentence.tokens[at + 1].text.startswith("ب")
    # «بحثا الوضع السياسي في ليبيا»
    spoken_of = not force and any(sentence.stem_is_of(i, "affairs") for i in range(max(at - _AFFAIRS, 0), at + (not inside)))
    return (inside or glued or phrase.prep == "ب") and not spoken_of


def _leads_on(sentence: Sentence, at: int) -> bool:
    """Return whether a word may stand between «in» and the name of a place: «مدينة», «كل من»."""
    if at <= 0:
        return False
    return sentence.stem_is_of(at, "localities") or sentence.is_of(at, "quantifiers") or sentence.is_of(at, "place_links") or (sentence.is_of(at, "from") and sentence.is_of(at - 1, "quantifiers"))


def is_aim(phrase: Phrase, sentence: Sentence) -> bool:
    """Return whether a place only tells where that is which people take to the streets against: «تنديدا بالحرب في غزة»."""
    before = range(max(phrase.first - _AIMED, 0), phrase.first)
    return any(sentence.stem_is_of(at, "wrongs") or sentence.is_of(at, "in_favour") for at in before)


def _witnesses(proposition: Proposition) -> list[Phrase]:
    """Return the place that is said to see people take to the streets: «تشهد مدن اليمن مسيرات»."""
    sentence, over = proposition.sentence, proposition.parent
    verb = next((p.item for p in (proposition, over) if p is not None and sentence.stem_is_of(p.item.first, "witnessing")), None)
    if verb is None:
        return []
    near = range(verb.last, min(verb.last + _SEEN, len(sentence.tokens)))
    inside = itertools.takewhile(lambda at: sentence.tokens[at].kind != "punct" and not sentence.stem_is_of(at, "crowds"), near)
    words = set(inside)
    return [phrase for phrase in sentence.phrases if phrase.first in words and phrase.name and (phrase.place or phrase.kind == "state")][:1]


def _joined(first: Phrase, sentence: Sentence) -> list[Phrase]:
    """Return the places that are joined to one: «في الأردن ومصر وليبيا»."""
    last, found = first, []
    for phrase in sentence.phrases:
        between = phrase.first - last.last
        if phrase.first < last.last or not (phrase.place or phrase.kind == "state"):
            continue
        if not phrase.conj or between > 1 or (between == 1 and sentence.tokens[last.last].kind != "punct"):
            break
        found.append(phrase)
        last = phrase
    return found
