"""Peoples named by their adjectives."""

from __future__ import annotations

from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import Pack

_BELONGING = frozenset({"nisba", "accusative"})
# what a word is that tells of an act and takes no adjective in the plural
_ACTS = frozenset({"verb", "masdar", "noun"})


class Peoples:
    """Reads the peoples of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, hits: NameHits) -> None:
        self.s, self.pack, self.hits = sentence, pack, hits

    def people(self, index: int) -> Phrase | None:
        """Return the phrase of a people named by its adjective: «الفلسطينيون»."""
        if self.s.known[index].kinds.isdisjoint(_BELONGING):
            return None
        for analysis in self.s.analyses[index]:
            if analysis.entry.kind not in _BELONGING:
                continue
            if analysis.entry.number not in ("p", "d") and not self._numbered(index, analysis):
                continue
            if (self._follows_noun(index) and not self._joins_people(index, analysis)) if analysis.det else not self._counted(index):
                continue
            token = self.s.tokens[index]
            named = self.pack.names[analysis.entry.ref]
            offset = analysis.offset - (2 if analysis.det else 0)
            return Phrase(
                index, index + 1, token.start + offset, token.end, "people", named.code, "CVL", "",
                token.text[offset:], "", analysis.prep, analysis.conj, analysis.det, number="p", form="description",
            )  # fmt: skip
        return None

    def _numbered(self, index: int, analysis: Analysis) -> bool:
        """Return whether an adjective in the singular stands behind the number of those it names."""
        if analysis.det or not index:
            return False
        return self.s.counts(index - 1)

    def _counted(self, index: int) -> bool:
        """Return whether a number, an unknown word, or what no adjective follows stands before: «3 فلسطينيين», «قتل فلسطينيون», not «مستوطنون إسرائيليون»."""
        before = self.s.tokens[index - 1] if index else None
        if before is None or before.kind != "word":
            return before is not None and before.kind == "number"
        if self.s.is_of(index - 1, "counting"):
            return True
        if self._bears_no_adjective(index - 1) or self._in_other_case(index):
            return True
        if all(self.s.tokens[at].text.endswith(self.pack.settings.pairs_of_things) for at in (index - 1, index)):
            # «دبابتين إسرائيليتين»
            return False
        return not self.s.analyses[index - 1] and not self.hits.is_definite(index - 1) and self.hits.best_hit(index - 1) is None

    def _bears_no_adjective(self, index: int) -> bool:
        """Return whether a word is nothing but a preposition or a verb: «على فلسطينيين», «قتل فلسطينيون»."""
        if self.s.leads(index):
            return True
        kinds = {analysis.entry.kind for analysis in self.s.analyses[index]}
        return "verb" in kinds and kinds <= _ACTS

    def _in_other_case(self, index: int) -> bool:
        """Return whether an adjective that can be no subject follows what can be nothing else, or what is definite: «اعتقل الجيش فلسطينيين»."""
        oblique = self.s.tokens[index].text.endswith(self.pack.settings.oblique_endings)
        return self.hits.differ_in_case(index - 1, index) or (oblique and self.hits.is_definite(index - 1))

    def _follows_noun(self, index: int) -> bool:
        """Return whether the word before is a definite noun that the adjective would belong to."""
        before = self.s.tokens[index - 1] if index else None
        if before is None or before.kind != "word" or index - 1 in self.s.timed:
            return False
        # «دعت المنظمة الكينيين»: no plural of men describes a feminine noun
        settings = self.pack.settings
        apart = before.text.endswith(settings.feminine_endings) and self.s.tokens[index].text.endswith((*settings.oblique_endings, *settings.nominative_endings))
        return self.hits.is_definite(index - 1) and not apart

    def _joins_people(self, index: int, analysis: Analysis) -> bool:
        """Return whether «and» joins an adjective to a people before it: «الكينيين والأوغنديين»."""
        return bool(analysis.conj) and self.people(index - 1) is not None
