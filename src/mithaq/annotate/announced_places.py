"""Places announced by what they are, also such as no list knows: «بلدة زبقين اللبنانية»."""

from __future__ import annotations

from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import openings
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Pack
from mithaq.text.vocabulary import is_ordinary

# the most words of such a name, and those between it and the state or place it lies in
_LONGEST, _BETWEEN = 2, 2


class AnnouncedPlaces:
    """Reads the announced places of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, hits: NameHits) -> None:
        self.s, self.pack, self.hits = sentence, pack, hits
        self._told = sentence.speaks_of("settlements")

    def may_begin(self, index: int) -> bool:
        """Return whether a token can be a word for a kind of place, whatever is glued to it."""
        return self._told and self.s.stem_is_of(index, "settlements")

    def place(self, index: int) -> Phrase | None:
        """Return the phrase of a kind of place and a name, with the state that its words or the lists of places name."""
        kind = self._kind(index)
        if kind is None:
            return None
        offset, conj, prep = kind
        known = self.hits.best_hit(index + 1)
        last = self._name_end(index + 1) if known is None else known.end
        listed = known is not None and known.named.type in ("place", "capital") and not (known.conj or known.prep)
        if last == index + 1 or (known is not None and not listed):
            return None
        code, end = (known.named.code, last) if known is not None else self._belonging(last)
        tokens = self.s.tokens
        phrase = Phrase(index, end, tokens[index].start + offset, tokens[end - 1].end, "state", code, prep=prep, conj=conj, place=True)
        phrase.name = self.s.text[tokens[index + 1].start : tokens[last - 1].end]
        if known is not None:
            phrase.name, phrase.label, phrase.spot = known.named.name, known.named.label, known.named.spot
        return phrase

    def _kind(self, index: int) -> tuple[int, str, str] | None:
        """Return what is glued to a word for a kind of place, which has neither article nor pronoun: «بلدة», «بمحافظة»."""
        if not self.may_begin(index) or index + 1 >= len(self.s.tokens):
            return None
        word, kinds = self.s.words[index], self.pack.particle_words("settlements")
        return next((way for way in openings(word) if word[way[0] :] in kinds), None)

    def _name_end(self, index: int) -> int:
        """Return the token after a name that begins at ``index``: words that no list knows, or whatever one noun stands before an adjective of belonging."""
        last = index
        while last < min(index + _LONGEST, len(self.s.tokens)) and self._is_foreign(last) and not (last > index and openings(self.s.words[last])[1:]):
            last += 1
        if last == index and self._is_noun(index) and self._nation(index + 1):
            return index + 1
        return last

    def _is_foreign(self, at: int) -> bool:
        """Return whether a token is a word that is in no list, no dictionary and no date."""
        word, known = self.s.tokens[at], self.s.known[at]
        if word.kind != "word" or self.s.names[at] or at in self.s.timed or self.may_begin(at):
            return False
        bare = word.text.removeprefix(self.pack.settings.article)
        return known.foreign or not (known.analyses or is_ordinary(word.text, self.pack.language) or is_ordinary(bare, self.pack.language))

    def _is_noun(self, at: int) -> bool:
        """Return whether a word with the article may be a name in the place of one: no adjective, verb or particle."""
        return at < len(self.s.tokens) and self.hits.is_definite(at) and not self.s.names[at] and self.s.known[at].kinds.isdisjoint({"modifier", "nisba", "particle", "verb"})

    def _nation(self, at: int) -> str:
        """Return the state of an adjective of belonging with the article at a token; empty if none stands there."""
        behind = self.s.analyses[at] if at < len(self.s.tokens) else ()
        return next((self.pack.names[a.entry.ref].code for a in behind if a.entry.kind == "nisba" and a.det and not a.conj and not a.prep), "")

    def _belonging(self, last: int) -> tuple[str, int]:
        """Return the state that the words behind a name put it in, and the token after those that belong to the name."""
        if code := self._nation(last):
            return code, last + 1
        for at in range(last, min(last + 1 + _BETWEEN, len(self.s.tokens))):
            hit = self.hits.best_hit(at)
            if hit is not None and hit.named.type in ("state", "capital", "place") and (at > last or hit.prep == "ب"):
                return hit.named.code, last
            if not (self.s.is_of(at, "in") or self.s.stem_is_of(at, "localities")):
                break
        return "", last
