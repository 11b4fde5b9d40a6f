"""Actors called by name: of the gazetteer, known from before, or unknown persons."""

from __future__ import annotations

import msgspec

from mithaq.annotate.apposition import Apposition, is_title
from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import NameBook, father_name, person_name
from mithaq.annotate.phrases import COMMAS, make_phrase, text_of
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import NameHit, Pack
from mithaq.text.vocabulary import is_ordinary

# the least letters of a word that may be an ordinary one behind a glued preposition
_GLUED = 4
_MAX_FOREIGN = 4
# the least words of a name with that of the father: «مساعد بن محمد»
_FATHERS = 3


class NamedActors:
    """Reads the names of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, book: NameBook, hits: NameHits, apposition: Apposition) -> None:
        self.s, self.pack, self.book = sentence, pack, book
        self.hits, self.apposition = hits, apposition
        self.words_in = pack.particle_words("in")

    def named(self, index: int, hit: NameHit) -> Phrase:
        """Return the phrase of a gazetteer name, with a title in apposition after a person."""
        named = hit.named
        phrase = make_phrase(self.s, index, self._whole_name(index, hit), hit, named.kind or "state")
        phrase.code, phrase.sector = named.code, named.sector
        phrase.name, phrase.label = named.name, named.label
        if named.type == "org":
            phrase.head = self.s.tokens[index].text[hit.offset :].removeprefix(self.pack.settings.article)
        phrase.weak = named.weak
        if self.s.is_of(index, "hostile"):
            # «واصل الاحتلال»: a masculine noun, whatever the state
            phrase.gender = "m"
        if "+" in named.code:
            phrase.code, phrase.number = "", "p"
            phrase.members = [msgspec.structs.replace(phrase, code=code, kind="state", members=[]) for code in named.code.split("+")]
        phrase.place, phrase.spot = named.type in ("place", "capital"), named.spot
        metonym = named.type == "seat" or (named.type == "capital" and not self._is_located(index, hit))
        phrase.form = "metonym" if metonym else "name"
        if named.type == "person":
            phrase.kind = "person"
            known = self.book.find(text_of(self.s, phrase))
            phrase.name = text_of(self.s, phrase)
            if known is not None:
                phrase.code, phrase.sector, phrase.name = known.code, known.sector, known.name
            return self.apposition.with_apposition(phrase)
        return phrase

    def _whole_name(self, index: int, hit: NameHit) -> int:
        """Return where a body's name ends, together with a longer name of the same body that begins inside it."""
        if hit.named.type != "org":
            return hit.end
        inside = (other for start in range(index + 1, hit.end) for other in self.s.names[start])
        same = (other.end for other in inside if other.named.code == hit.named.code and other.named.type == "org")
        return max(same, default=hit.end)

    def _is_located(self, index: int, hit: NameHit) -> bool:
        """Return whether a city is spoken of as a place: behind «in», or naming what happened there («اتفاق جنيف»)."""
        if hit.prep == "ب" or (index and self.s.words[index - 1] in self.words_in):
            return True
        if hit.conj or hit.prep or self.s.has(index - 1, "verb"):
            return False
        return self.s.has(index - 1, "noun") or self.s.has(index - 1, "masdar")

    def known_part(self, index: int) -> Phrase | None:
        """Return the phrase of a person called by a part of the name the report gave before."""
        found = self.book.part(self.s, index)
        if found is None:
            return None
        known, last, offset, conj, prep = found
        token = self.s.tokens[index]
        return Phrase(
            index, last, token.start + offset, self.s.tokens[last - 1].end, "person", known.code, known.sector, known.post,
            known.name, known.label, prep, conj, gender=known.gender, number="s", form="name", actor=known.actor,
        )  # fmt: skip

    def known_body(self, index: int) -> Phrase | None:
        """Return the phrase of a body called by its first word alone: «الصندوق» after «صندوق النقد الدولي»."""
        article = self.pack.settings.article
        if self.s.analyses[index]:
            return None
        for split, word in ((0, self.s.words[index]), (1, self.s.words[index][1:])):
            if not article or not word.startswith(article):
                continue
            if split and self.s.words[index][0] not in self.pack.settings.glued_letters:
                continue
            known = self.book.body(word[len(article) :])
            if known is not None:
                token = self.s.tokens[index]
                glued = token.text[:split]
                conj, prep = (glued, "") if glued in self.pack.settings.conjunctions else ("", glued)
                return msgspec.structs.replace(
                    known, first=index, last=index + 1, start=token.start + split, end=token.end, conj=conj, prep=prep,
                    det=True, form="description", members=[], inner=[],
                )  # fmt: skip
        return None

    def unknown_person(self, index: int) -> Phrase | None:
        """Return the phrase of a person nobody announced: two words or more that begin with a given name."""
        if "given" not in self.s.known[index].kinds:
            return self._called_person(index) or self._foreign_person(index)
        analyses = self.s.analyses[index]
        halves = index + 1 < len(self.s.words) and self.s.words[index + 1] in self.pack.particle_words("of_faith")
        given = next((a for a in analyses if a.entry.kind == "given" and (halves or a.entry.tense == "given") and not a.suffix), None)
        if given is None:
            return self._called_person(index) or self._foreign_person(index)
        last = person_name(self.s, index, self.pack)
        if last == index:
            # «وخالد بن فلان»: though «خالد» is an ordinary word too
            last = father_name(self.s, index, self.pack)
        if last - index < 2:
            return None
        phrase = Phrase(
            index, last, self.s.tokens[index].start + given.offset, self.s.tokens[last - 1].end, "person",
            prep=given.prep, conj=given.conj, number="s",
        )  # fmt: skip
        phrase.name = text_of(self.s, phrase)
        return self.apposition.with_apposition(phrase)

    def _called_person(self, index: int) -> Phrase | None:
        """Return the phrase of a person whose first name is an ordinary word elsewhere: «الدكتور مساعد بن فلان»."""
        if self.pack.particle_words("son_of").isdisjoint(self.s.words[index + 1 : index + 2]):
            return None
        last = person_name(self.s, index, self.pack)
        if last - index < _FATHERS:
            return None
        phrase = Phrase(index, last, self.s.tokens[index].start, self.s.tokens[last - 1].end, "person", number="s")
        phrase.name = text_of(self.s, phrase)
        return self.apposition.with_apposition(phrase)

    def _foreign_person(self, index: int) -> Phrase | None:
        """Return the phrase of words that the lexicon does not know at all, before a title in apposition: a name."""
        known = self.s.known[index : index + 2]
        if len(known) < 2 or not (known[0].foreign and known[1].foreign) or self._is_glued(self.s.tokens[index].text):
            # one word alone, «بحضور سليم خلبوس»
            return None
        last = index
        while last < len(self.s.tokens) and last - index < _MAX_FOREIGN and self._is_foreign(last, first=last == index):
            last += 1
        if last - index < 2 or last >= len(self.s.tokens):
            return None
        at = last + (1 if self.s.is_mark(last, COMMAS) else 0)
        hit = self.hits.best_hit(at) if at < len(self.s.tokens) else None
        titled = hit is not None and is_title(hit) and bool(hit.named.post)
        if not titled and not self._says(index, last):
            return None
        phrase = Phrase(index, last, self.s.tokens[index].start, self.s.tokens[last - 1].end, "person", number="s")
        phrase.name = text_of(self.s, phrase)
        found = self.apposition.with_apposition(phrase)
        return found if found.post or not titled else None

    def _is_definite(self, word: str) -> bool:
        """Return whether a word is an ordinary one behind an article with something glued to it: «للبحوث والتقنية», not «فالديس»."""
        glued = max((article for article in self.pack.settings.glued_articles if word.startswith(article)), key=len, default="")
        return bool(glued) and len(word) - len(glued) >= _GLUED - 1 and is_ordinary(word[len(glued) :], self.pack.language)

    def _is_glued(self, word: str) -> bool:
        """Return whether a word is an ordinary one behind a glued preposition."""
        return word[0] in self.pack.settings.glued and len(word) > _GLUED and is_ordinary(word[1:], self.pack.language)

    def _says(self, index: int, last: int) -> bool:
        """Return whether unknown words stand between a verb and «that», or the paper that is spoken to: «قالت سليندا مارفيل لصحيفة لوموند إن»."""
        words, settings = [token.text for token in self.s.tokens[index:last]], self.pack.settings
        if not self.s.has(index - 1, "verb") or all(is_ordinary(word, self.pack.language) for word in words):
            return False
        if any(len(word) < _GLUED or self._is_glued(word) or word.endswith((*settings.nominative_endings, *settings.oblique_endings, *settings.adjective_endings)) for word in words):
            # «قال مراقبون محايدون إن», «أعلن لكم بحزن أن»
            return False
        hit = self.hits.best_hit(last)
        if hit is not None and hit.named.kind == "media" and hit.prep:
            last = hit.end
        return self.s.is_of(last, "complementisers")

    def _is_foreign(self, index: int, *, first: bool) -> bool:
        """Return whether a token is a word of which the lexicon knows nothing, as names of other languages are."""
        token = self.s.tokens[index]
        if not self.s.known[index].foreign or self.s.names[index] or token.kind != "word" or self._is_definite(token.text):
            return False
        return not (first and token.text.startswith(self.pack.settings.article))
