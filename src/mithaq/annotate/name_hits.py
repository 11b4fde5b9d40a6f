"""Names and titles at a word, as far as the words around allow them."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.annotate.phrases import COMMAS, OPENERS
from mithaq.annotate.sentence import Sentence
from mithaq.packs.pack import NameHit, Pack

_PRIORITY = {"person": 0, "org": 1, "state": 2, "seat": 3, "role": 4, "capital": 5, "place": 6}


class NameHits:
    """Looks names and titles up in one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.s, self.pack = sentence, pack
        self._best: dict[int, NameHit | None] = {}

    def best_hit(self, index: int) -> NameHit | None:
        """Return the longest name or role at ``index`` that its surroundings allow."""
        if not self.s.names[index]:
            return None
        if index not in self._best:
            self._best[index] = self._find_best(index)
        return self._best[index]

    def _find_best(self, index: int) -> NameHit | None:
        """Return the best of several names and roles at ``index``, one that its surroundings allow."""
        hits = [hit for hit in self.s.names[index] if hit.named.type in _PRIORITY]
        hits.sort(key=lambda hit: (-hit.end, hit.offset, hit.named.weak, _PRIORITY[hit.named.type]))
        for hit in hits:
            if self._allowed(index, hit):
                return hit
        return None

    def _allowed(self, index: int, hit: NameHit) -> bool:
        """Return whether a hit is no chance likeness to another word."""
        single = hit.end == index + 1
        if hit.named.type == "role":
            return self._allowed_title(index, hit, single=single)
        if not single:
            return True
        others = [a for a in self.s.analyses[index] if a.entry.kind in ("verb", "masdar", "noun", "particle", "modifier", "nisba")]
        if hit.named.weak:
            return not others and not (hit.named.type == "org" and self._is_described(hit))
        if hit.named.type == "state" and (self._is_another(hit) or self._is_of_money(index, hit) or self.s.is_of(hit.end, "of_seas")):
            return False
        if hit.offset and any(a.offset < hit.offset for a in others):
            return False
        adjective = any(a.entry.kind == "nisba" and a.entry.surface == self.s.tokens[index].text for a in others)
        return not adjective or self._is_noun_place(index)

    def _is_of_money(self, index: int, hit: NameHit) -> bool:
        """Return whether a state's name is an adjective of what has to do with money: «دعم مالي», «المراقب المالي»."""
        return self.s.stem_is_of(index, "adjectival") and (hit.det or self.s.stem_is_of(index - 1, "moneyed"))

    def _is_described(self, hit: NameHit) -> bool:
        """Return whether an adjective behind a word with the article says that no name is meant: «القاعدة الأميركية»."""
        behind = self.s.analyses[hit.end] if hit.end < len(self.s.tokens) and self.is_definite(hit.end - 1) else ()
        return any(a.entry.kind in ("nisba", "modifier") and a.det and not a.conj and not a.prep for a in behind)

    def _is_another(self, hit: NameHit) -> bool:
        """Return whether an adjective behind a name says that another state is meant: «الاحتلال الأميركي»."""
        behind = self.s.analyses[hit.end] if hit.end < len(self.s.tokens) and self.is_definite(hit.end - 1) else ()
        belonging = [a for a in behind if a.entry.kind == "nisba" and a.det and not a.conj and not a.prep]
        return bool(belonging) and all(self.pack.names[a.entry.ref].code != hit.named.code for a in belonging)

    def _allowed_title(self, index: int, hit: NameHit, *, single: bool) -> bool:
        """Return whether a title is neither an adjective, nor a verb or particle, nor the head of a body's name."""
        if hit.prep and self.s.words[index].startswith(tuple(self.pack.particle_words("chaired_by"))):
            return False
        if not single:
            return not self._cuts_name(index, hit)
        if self._is_adjective(index, hit) or self._is_doing(index, hit) or self._is_manner(index, hit.offset) or self._leads_to_doer(index):
            return False
        kinds = {a.entry.kind for a in self.s.analyses[index] if not a.prep}
        if "particle" in kinds and not hit.det:
            # «قال والي سوسة»: a title before a place, not «and to»
            return self._after_title_position(index) and any(h.named.type in ("place", "capital") and not h.prep for h in self._names_at(index + 1))
        return hit.det or "verb" not in kinds or self._after_title_position(index)

    def _leads_to_doer(self, index: int) -> bool:
        """Return whether a word leads to whoever does it, behind «of»: «استقبله من طرف الرئيس»."""
        return index > 0 and self.s.is_of(index, "agents") and self.s.words[index - 1] in self.pack.particle_words("from")

    def _is_manner(self, index: int, offset: int) -> bool:
        """Return whether a word tells in which regard something is so: «سياسيا، دعا الرئيس», not «قتل 14 عسكريا»."""
        return self.s.tokens[index].text[offset:] in self.pack.particle_words("manners") and not (index and self.s.counts(index - 1))

    def _is_doing(self, index: int, hit: NameHit) -> bool:
        """Return whether what looks like a body is the running of something: «إدارة الأزمات», not «إدارة كركوك»."""
        if hit.named.kind != "government" or hit.det or hit.suffix or not self.s.has(index, "masdar"):
            return False
        behind = hit.end < len(self.s.tokens) and self.is_definite(hit.end) and not self._names_at(hit.end)
        return behind and not self.s.has(hit.end, "nisba")

    def _names_at(self, index: int) -> Sequence[NameHit]:
        """Return the names that begin at a token, none behind the last."""
        return self.s.names[index] if index < len(self.s.words) else ()

    def _cuts_name(self, index: int, hit: NameHit) -> bool:
        """Return whether the tail of a title is the beginning of a body's name: «رئيس البنك» in «رئيس البنك الدولي»."""
        inside = (other for start in range(index + 1, hit.end) for other in self.s.names[start])
        return any(other.end > hit.end and other.named.type == "org" and not other.conj for other in inside)

    def is_definite(self, index: int) -> bool:
        """Return whether a word carries the article, as what is known or as what it looks like."""
        settings = self.pack.settings
        return bool(settings.article) and self.s.tokens[index].text.startswith((settings.article, *settings.glued_articles))

    def differ_in_case(self, first: int, second: int) -> bool:
        """Return whether the second of two words can be no subject where the first can be nothing else: «هاجم مسلحون صينيين»."""
        settings, tokens = self.pack.settings, self.s.tokens
        return tokens[second].text.endswith(settings.oblique_endings) and tokens[first].text.endswith(settings.nominative_endings)

    def is_quoted_name(self, index: int) -> bool:
        """Return whether quotation marks stand before a word: a party's or paper's name."""
        return index > 0 and self.s.is_mark(index - 1, OPENERS)

    def _is_adjective(self, index: int, hit: NameHit) -> bool:
        """Return whether a bare title stands as an adjective («جهد دبلوماسي») or as a participle («، متهما تركيا»)."""
        if not hit.det and self._is_participle(index):
            return True
        if index and self.s.words[index - 1] in self.pack.particle_words("counting"):
            # «مئة مدني سوري»
            return False
        before = self.s.tokens[index - 1] if index else None
        if before is None or before.kind != "word" or hit.conj or hit.prep or not self.s.stem_is_of(index, "adjectival"):
            return False
        if hit.det:
            return self.is_definite(index - 1)
        return not any(a.entry.kind in ("verb", "particle", "masdar") for a in self.s.analyses[index - 1])

    def _is_participle(self, index: int) -> bool:
        """Return whether a word is the participle of a predicate, after a comma or before a state: «، متهما تركيا»."""
        if not any(a.entry.kind == "apart" and self.pack.lexemes[a.entry.ref].predicates for a in self.s.analyses[index]):
            return False
        follows = self.s.names[index + 1] if index + 1 < len(self.s.words) else []
        bare = (hit for hit in follows if not hit.prep and not hit.conj and not hit.suffix)
        return self.s.is_mark(index - 1, COMMAS) or any(hit.named.type in ("state", "capital") for hit in bare)

    def _after_title_position(self, index: int) -> bool:
        """Return whether the word before calls for a noun (a preposition, or a verb)."""
        return index > 0 and (self.s.leads(index - 1) or self.s.has(index - 1, "verb"))

    def _is_noun_place(self, index: int) -> bool:
        """Return whether a name that is also an adjective stands where a name stands."""
        before = self.s.analyses[index - 1] if index else ()
        return not any(a.det for a in before)

    def person_hit(self, start: int, last: int) -> NameHit | None:
        """Return the known person whose name begins at ``start``."""
        hits = (hit for hit in self.s.names[start] if hit.named.type == "person")
        return next((hit for hit in hits if hit.end <= last), None)

    def skip_honorifics(self, index: int) -> int:
        """Return the index after courtesy words."""
        while index < len(self.s.tokens):
            hit = next((h for h in self.s.names[index] if h.named.type == "honorific"), None)
            if hit is None or hit.conj or hit.prep:
                return index
            index = hit.end
        return index
