"""Names behind titles, and titles in apposition behind names."""

from __future__ import annotations

from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import NameBook, person_name
from mithaq.annotate.phrases import COMMAS, InnerPhrases, take
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import NameHit, Pack

_MAX_TITLES = 4


class Apposition:
    """Joins the names and titles of one person in one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, book: NameBook, hits: NameHits, inner: InnerPhrases) -> None:
        self.s, self.pack, self.book = sentence, pack, book
        self.hits, self.inner = hits, inner

    def with_apposition(self, phrase: Phrase) -> Phrase:
        """Return a person's phrase together with the titles that follow the name."""
        for _ in range(_MAX_TITLES):
            reached = phrase.last
            phrase = self._with_title(phrase)
            if phrase.last == reached:
                break
        return phrase

    def _with_title(self, phrase: Phrase) -> Phrase:
        """Return a person's phrase together with one title that follows it and names nobody else."""
        index = phrase.last + (1 if self.s.is_mark(phrase.last, COMMAS) else 0)
        hit = self.hits.best_hit(index) if index < len(self.s.tokens) else None
        if hit is None or not is_title(hit):
            return phrase
        if not hit.named.post and not hit.det and not hit.named.tail:
            return phrase
        title = self.inner.role(index, hit, with_name=False)
        if title.name or title.members or person_name(self.s, title.last, self.pack) > title.last:
            return phrase
        if not phrase.post:
            phrase.post, phrase.head, phrase.status = title.post, title.head, title.status or phrase.status
            phrase.code = title.code or phrase.code
            phrase.sector = title.sector
        phrase.code = phrase.code or title.code
        phrase.last, phrase.end = title.last, title.end
        phrase.title = (phrase.start, title.end)
        return phrase

    def name_after(self, phrase: Phrase) -> None:
        """Take the name that a title announces, with or without a comma, after honorifics."""
        index = self._skip_titles(phrase.last)
        comma = self.s.is_mark(index, COMMAS)
        start = self._skip_titles(index + 1) if comma else index
        if start >= len(self.s.tokens):
            return
        last = person_name(self.s, start, self.pack)
        if last == start or (last - start < 2 and (comma or not self._names_one(phrase, start))):
            return
        if comma and not self._closes(last):
            return
        known = self.hits.person_hit(start, last)
        if known is not None and phrase.code and known.named.code != phrase.code and last - start < 2:
            # «سيزور الرئيس المكسيكي ترامب»: two persons
            return
        phrase.name = self.s.text[self.s.tokens[start].start : self.s.tokens[last - 1].end]
        earlier = self.book.find(phrase.name)
        if known is not None:
            phrase.code = phrase.code or known.named.code
            phrase.label = known.named.label
        if earlier is not None and not phrase.code:
            phrase.code, phrase.name = earlier.code, earlier.name
        take(self.s, phrase, last)

    def _names_one(self, phrase: Phrase, index: int) -> bool:
        """Return whether a single word can be the name behind a title: behind «دبلوماسي» alone an unknown one is not."""
        if phrase.det or phrase.last - phrase.first > 1 or phrase.code:
            return True
        return self.hits.person_hit(index, index + 1) is not None or self.s.has(index, "given")

    def _closes(self, index: int) -> bool:
        """Return whether an apposition set off by a comma ends properly here."""
        return index >= len(self.s.tokens) or self.s.tokens[index].kind == "punct" or bool(self.s.analyses[index])

    def _skip_titles(self, index: int) -> int:
        """Return the index after courtesy words, ranks and further titles that lead to a name; ``index`` if none does."""
        start = self.hits.skip_honorifics(index)
        at = start
        for _ in range(_MAX_TITLES):
            hit = self.hits.best_hit(at) if at < len(self.s.tokens) and self.s.tokens[at].kind == "word" else None
            if hit is None or not is_title(hit) or hit.suffix:
                break
            title = self.inner.role(at, hit, with_name=False)
            at = self.hits.skip_honorifics(title.last)
            if person_name(self.s, at, self.pack) > at:
                return at
        return start


def is_title(hit: NameHit) -> bool:
    """Return whether a role noun is that of a person, without a conjunction or preposition glued to it."""
    return hit.named.type == "role" and hit.named.kind == "person" and not hit.conj and not hit.prep
