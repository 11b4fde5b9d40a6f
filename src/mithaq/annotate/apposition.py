"""Names behind titles, and titles in apposition behind names."""

from __future__ import annotations

from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import NameBook, person_name
from mithaq.annotate.phrases import CLOSERS, COMMAS, OPENERS, POSTED, InnerPhrases, is_annexed, take
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import NameHit, Pack

_MAX_TITLES = 4
# offices that go behind a ministry held beside them
_OUTRANKED = ("deputy_head_of_state", "deputy_head_of_government", "military_commander", "ambassador", "adviser", "legislator")
# how far behind the head of a long title its name may begin
_LATE = 14


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
        if phrase.post and not title.det and self.s.tokens[index].text == hit.named.name + self.pack.settings.accusative_ending:
            # «انتخبت القمة فلانا رئيسا لها»: what he is made
            return phrase
        if title.number in ("p", "d"):
            # «عيون زوجات السفراء»: of several, behind a name of one
            return phrase
        if {phrase.code, title.code} <= self.pack.states.keys() and phrase.code != title.code:
            # «استقبل السيسي رئيس وزراء كندا»: one of another country
            return phrase
        if not phrase.post:
            phrase.post, phrase.head, phrase.status = title.post, title.head, title.status or phrase.status
            phrase.code = title.code or phrase.code
            phrase.sector = title.sector
        else:
            _prefer(phrase, title)
        phrase.code = phrase.code or title.code
        phrase.last, phrase.end = title.last, title.end
        phrase.title = (phrase.start, title.end)
        return phrase

    def name_after(self, phrase: Phrase) -> None:
        """Take the name that a title announces, with or without a comma, after honorifics."""
        if is_annexed(phrase, self.pack):
            return
        index, titles = self._skip_titles(phrase.last)
        comma = self.s.is_mark(index, COMMAS)
        start, titles = self._skip_titles(index + 1) if comma else (index, titles)
        if start >= len(self.s.tokens):
            return
        last = person_name(self.s, start, self.pack)
        if last == start or (last - start < 2 and (comma or not self._names_one(phrase, start))):
            return
        if comma and not self._closes(last):
            return
        known = self.hits.person_hit(start, last)
        if known is not None and self._is_another(phrase, known, last - start):
            return
        phrase.name = self.s.text[self.s.tokens[start].start : self.s.tokens[last - 1].end]
        earlier = self.book.find(phrase.name)
        if known is not None:
            phrase.code = phrase.code or known.named.code
            phrase.label = known.named.label
        if earlier is not None and not phrase.code:
            phrase.code, phrase.name = earlier.code, earlier.name
        if phrase.bare:
            # «الوزير لافروف» heads the ministry that the report, or the pack, knows
            posts = (earlier.post if earlier is not None and earlier.is_minister else "", known.named.post if known is not None else "")
            phrase.post = next((post for post in posts if post.endswith("_minister")), phrase.post)
        for title in titles:
            _prefer(phrase, title)
        take(self.s, phrase, last)

    def _is_another(self, phrase: Phrase, known: NameHit, words: int) -> bool:
        """Return whether a known person is not whom a title means: «سيزور الرئيس المكسيكي ترامب»."""
        if not phrase.code or known.named.code == phrase.code:
            return False
        states = phrase.code in self.pack.states and known.named.code in self.pack.states
        return words < 2 or (states and phrase.post not in POSTED)

    def late_name(self, phrase: Phrase) -> None:
        """Take the name that comes only after the rest of a long title: «مديرة إدارة أفريقيا في وزارة كذا، فلانة»."""
        at, whole = phrase.last, False
        while at < min(phrase.last + _LATE, len(self.s.tokens)):
            comma = self.s.is_mark(at, COMMAS)
            start = self.hits.skip_honorifics(at + comma)
            if (comma or whole) and (last := self._full_name(start)):
                self._take_late(phrase, start, last)
                return
            step, whole = self._title_goes_on(phrase, at)
            if not step:
                return
            at = step

    def _title_goes_on(self, phrase: Phrase, at: int) -> tuple[int, bool]:
        """Return the index after the next words of a long title, and whether a name can follow them; 0 if it ends here."""
        token = self.s.tokens[at]
        if token.kind != "word":
            return (at + 1, True) if self.s.is_mark(at, OPENERS + CLOSERS) else (0, False)
        links = self.pack.particle_words("title_links")
        if at in self.s.timed or self._is_other_word(at):
            return 0, False
        if self.s.words[at] in links:
            return at + 1, False
        hit = self.hits.best_hit(at)
        if hit is None:
            return at + 1, self.hits.is_definite(at)
        if hit.named.type in ("person", "honorific") or hit.conj or (is_title(hit) and not hit.prep):
            return 0, False
        if hit.named.type == "role":
            return self.inner.role(at, hit, with_name=False).last, True
        return hit.end, True

    def _is_other_word(self, at: int) -> bool:
        """Return whether a word cannot be part of a title: a verb, or a particle that joins clauses."""
        kinds = {a.entry.kind for a in self.s.analyses[at]}
        if "particle" in kinds:
            return not (self.s.has(at, "particle", "prepositions") and self.s.words[at] in self.pack.particle_words("title_links"))
        return "verb" in kinds and not kinds & {"noun", "masdar", "vocab", "nisba", "modifier", "apart"}

    def _full_name(self, start: int) -> int:
        """Return where a name of two words or more ends that begins like one, and behind which something else begins; else 0."""
        if start >= len(self.s.tokens) or self.s.tokens[start].kind != "word":
            return 0
        begins = self.s.has(start, "given") or not self.s.analyses[start]
        last = person_name(self.s, start, self.pack) if begins else start
        known = self.hits.person_hit(start, last) is not None
        closed = last >= len(self.s.tokens) or self.s.tokens[last].kind == "punct" or self.s.has(last, "particle") or self._goes_on(last)
        return last if last - start > 1 and (closed or known) and self.hits.best_hit(start) in (None, self.hits.person_hit(start, last)) else 0

    def _goes_on(self, index: int) -> bool:
        """Return whether another title or name is joined at a token: «فلان والمندوب الدائم»."""
        hit = self.hits.best_hit(index)
        return hit is not None and bool(hit.conj)

    def _take_late(self, phrase: Phrase, start: int, last: int) -> None:
        """Give a long title its name, and the country of what it names if it has none."""
        known = self.hits.person_hit(start, last)
        named = (self.hits.best_hit(at) for at in range(phrase.last, start))
        # where an envoy serves is not whose envoy it is
        code = phrase.code if phrase.code or phrase.post in POSTED else next((hit.named.code for hit in named if hit is not None and hit.named.code), "")
        phrase.code = code
        if known is not None and self._is_another(phrase, known, last - start):
            return
        phrase.name = self.s.text[self.s.tokens[start].start : self.s.tokens[last - 1].end]
        take(self.s, phrase, last)

    def _names_one(self, phrase: Phrase, index: int) -> bool:
        """Return whether a single word can be the name behind a title: behind «دبلوماسي» alone an unknown one is not."""
        if phrase.det or phrase.last - phrase.first > 1 or phrase.code:
            return True
        return self.hits.person_hit(index, index + 1) is not None or self.s.has(index, "given")

    def _closes(self, index: int) -> bool:
        """Return whether an apposition set off by a comma ends properly here."""
        return index >= len(self.s.tokens) or self.s.tokens[index].kind == "punct" or bool(self.s.analyses[index])

    def _skip_titles(self, index: int) -> tuple[int, list[Phrase]]:
        """Return the index after courtesy words, ranks and further titles that lead to a name, with these; ``index`` if none does."""
        start = self.hits.skip_honorifics(index)
        at, titles = start, list[Phrase]()
        for _ in range(_MAX_TITLES):
            hit = self.hits.best_hit(at) if at < len(self.s.tokens) and self.s.tokens[at].kind == "word" else None
            if hit is None or not is_title(hit) or hit.suffix or self._is_son(hit.end):
                break
            titles.append(self.inner.role(at, hit, with_name=False))
            at = self.hits.skip_honorifics(titles[-1].last)
            if person_name(self.s, at, self.pack) > at:
                return at, titles
        return start, []

    def _is_son(self, index: int) -> bool:
        """Return whether «son of» stands at a token: the word before is a name, if a title elsewhere («سلطان بن فهد»)."""
        return index < len(self.s.tokens) and self.s.words[index] in self.pack.particle_words("son_of")


def _prefer(phrase: Phrase, title: Phrase) -> None:
    """Let the ministry somebody leads go before a deputyship, command or rank that stands beside it."""
    minister = title.post.endswith("_minister") and phrase.post in _OUTRANKED
    if minister and (title.post != "deputy_minister" or phrase.post == "ambassador"):
        phrase.post, phrase.head, phrase.sector = title.post, title.head, title.sector
        phrase.status = title.status or phrase.status


def is_title(hit: NameHit) -> bool:
    """Return whether a role noun is that of a person, without a conjunction or preposition glued to it."""
    return hit.named.type == "role" and hit.named.kind == "person" and not hit.conj and not hit.prep
