"""How a spelling can be read as a unit of a sentence, sorted once for all the places where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from mithaq.packs.analysis import Analysis, is_mine
from mithaq.packs.predicate import ByHead, Lexeme, Predicate, by_head
from mithaq.packs.schema import Settings

# the kinds of words that can word a predicate
WORDED = ("verb", "masdar", "noun", "apart", "ppart", "cue")
_NOMINAL = ("masdar", "noun", "apart", "ppart", "cue")
_PARTICIPLES = ("apart", "ppart")
# the kinds of words that are read by their place
_BY_PLACE = ("verb", "particle", "cue")
# how many letters a word of no lexicon keeps behind what looks like a preposition
_SHORTEST = 4


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A word read as one thing. ``shift`` is how far into the word it begins, ``group`` its class of function words."""

    kind: str
    conj: str = ""
    prep: str = ""
    det: bool = False
    suffix: str = ""
    future: bool = False
    tense: str = ""
    gender: str = ""
    number: str = ""
    predicates: tuple[int, ...] = ()
    group: str = ""
    surface: str = ""
    shift: int = 0


class Readings(msgspec.Struct, frozen=True, gc=False):
    """What a word can be read as. ``settled`` is what it is wherever it stands, if that does not depend on the place.

    ``cue_words`` are what must follow a cue that is a function word too («على حد قول», «على لسان») or another noun («بناء على تصريحات»), by first word, ``cue_only`` whether it is neither; ``noun`` is the noun that words most, ``plain`` an ordinary noun, ``other`` the first reading that is neither verb
    nor function word, ``unknown`` how the word is read if none of these fits. ``verbs`` are sorted out by the place; ``verb`` is what they are where it rules out none.
    """

    settled: Reading | None
    particle: Reading | None
    cue: Reading | None
    cue_words: ByHead
    cue_only: bool
    verbs: tuple[Analysis, ...]
    verb: Reading | None
    noun: Reading | None
    plain: Reading | None
    other: Reading | None
    unknown: Reading


class WordReader:
    """Sorts the analyses of words into readings, with the predicates that they word."""

    def __init__(self, lexemes: Sequence[Lexeme], predicates: Sequence[Predicate], settings: Settings) -> None:
        self._lexemes, self._predicates, self._settings = lexemes, predicates, settings
        self._articles = (settings.article, *settings.glued_articles) if settings.article else ()

    def readings(self, text: str, analyses: tuple[Analysis, ...]) -> Readings:
        """Return what ``text`` with these analyses can be read as."""
        unknown = self._unknown(text)
        # «هاتفي», «منفذي الهجوم»: an adjective, a plural in annexation, nobody's own
        slip = self._settings.dual_slip
        analyses = tuple([a for a in analyses if not (a.suffix and a.suffix == slip and a.entry.kind in _PARTICIPLES)])
        if not analyses:
            return Readings(unknown, None, None, {}, False, (), None, None, None, None, unknown)
        if len(analyses) == 1 and analyses[0].entry.kind not in _BY_PLACE:
            settled = self.reading(analyses[0], analyses)
            return Readings(settled, None, None, {}, False, (), None, None, None, None, settled)
        kinds = {a.entry.kind for a in analyses}
        particle = next((a for a in analyses if a.entry.kind == "particle"), None) if "particle" in kinds else None
        cue = next((a for a in analyses if a.entry.kind == "cue" and any(self._predicates[ref].cue for ref in self.worded(a))), None) if "cue" in kinds else None
        verbs = tuple([a for a in analyses if a.entry.kind == "verb"]) if "verb" in kinds else ()
        # «شاحنة» is a thing
        listed = {a.entry.surface for a in analyses if a.entry.kind == "vocab"} if "vocab" in kinds else ()
        nouns = [a for a in analyses if a.entry.kind in _NOMINAL and not (a.entry.kind in _PARTICIPLES and a.entry.surface in listed)]
        noun = max(nouns, key=lambda a: (bool(self.worded(a)), a.entry.kind in ("masdar", "noun"), a.entry.kind == "cue")) if nouns else None
        # «رأى» is a verb, though «رأي» has the same letters once folded
        exact = any(a.entry.surface == text[a.offset :] for a in verbs)
        plain = next((a for a in analyses if a.entry.kind == "vocab" and not (exact and a.entry.surface != text[a.offset :])), None)
        other = next((a for a in analyses if a.entry.kind not in ("verb", "particle")), None)
        if particle is None and cue is None and not verbs and (noun is not None or plain is None or plain is other):
            chosen = noun or other
            settled = self.reading(chosen, analyses) if chosen is not None else unknown
            return Readings(settled, None, None, {}, False, (), None, None, None, None, settled)
        known = [self.reading(a, analyses) if a is not None else None for a in (particle, cue, noun, plain, other)]
        worded = [self._predicates[ref].words for ref in self.worded(cue)] if cue is not None else []
        cue_only = particle is None and (cue is noun or not all(worded))
        return Readings(None, known[0], known[1], by_head(itertools.chain(*worded)), cue_only, verbs, self.verb(verbs) if verbs else None, known[2], known[3], known[4], unknown)

    def verb(self, verbs: Sequence[Analysis]) -> Reading:
        """Return the likeliest of a verb's homographs as a reading, with the predicates of all."""
        best = max(verbs, key=lambda a: (bool(self.worded(a)), not is_mine(a.entry), not a.entry.passive))
        return self.reading(best, verbs)

    def reading(self, chosen: Analysis, analyses: Sequence[Analysis]) -> Reading:
        """Return an analysis as a reading, with the predicates of its homographs of the same word class among ``analyses``."""
        entry = chosen.entry
        predicates = self.worded(chosen)
        if len(analyses) > 1:
            # «أبدت قلقها» is nobody's «I destroyed»
            same = (a for a in analyses if a.entry.kind == entry.kind and a.offset == chosen.offset and a.det == chosen.det and is_mine(a.entry) <= is_mine(entry))
            predicates = tuple(dict.fromkeys(ref for a in (chosen, *same) for ref in self.worded(a)))
        return Reading(
            "word" if entry.kind == "vocab" else entry.kind, chosen.conj, chosen.prep, chosen.det, chosen.suffix, chosen.future,
            entry.tense, entry.gender, entry.number, predicates,
            entry.tense if entry.kind == "particle" else "", entry.surface,
            chosen.offset - (2 if chosen.det and chosen.prep != "ل" else 0),
        )  # fmt: skip

    def worded(self, analysis: Analysis) -> tuple[int, ...]:
        """Return the predicates an analysis words."""
        entry = analysis.entry
        return self._lexemes[entry.ref].predicates if entry.kind in WORDED and entry.ref >= 0 else ()

    def _unknown(self, text: str) -> Reading:
        """Return a word of no lexicon as what its letters show: an article, or a preposition glued to it."""
        det = text.startswith(self._articles)
        for prep in self._settings.glued:
            if text.startswith(prep) and len(text) - len(prep) >= _SHORTEST:
                return Reading("word", prep=prep[:1], det=det, shift=1)
        return Reading("word", det=det)
