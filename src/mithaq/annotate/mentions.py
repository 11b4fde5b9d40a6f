"""Actor phrases: titles that announce persons, names, bodies, adjectives of belonging, distributed titles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mithaq.annotate.names import NameBook, person_name
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Analysis, NameHit, Pack

_MAX_MODIFIERS = 9
_MAX_TITLES = 4
_MAX_FOREIGN = 4
_MAX_PORTFOLIO = 6
_COMMAS = "،,"
_CLOSERS = "»\"”“'’"
_OPENERS = "«\"“”'‘’„"
# what «رئيس» is the head of, when not of a state
_LED = {"igo": "head_of_organisation", "alliance": "head_of_organisation", "ngo": "head_of_organisation", "agency": "head_of_department",
        "party": "party_leader", "armed_group": "party_leader", "government": "head_of_government", "company": "head_of_organisation"}  # fmt: skip
# those who serve in another country
_POSTED = ("ambassador", "diplomat", "envoy", "military_attache")
_PRIORITY = {"person": 0, "org": 1, "state": 2, "seat": 3, "role": 4, "capital": 5, "place": 6}


def find_phrases(sentence: Sentence, pack: Pack, book: NameBook) -> list[Phrase]:
    """Return the actor phrases of a sentence in order, without overlap; names found are kept in ``book``."""
    reader = _PhraseReader(sentence, pack, book)
    foreign = pack.particle_words("foreign")
    phrases: list[Phrase] = []
    index = 0
    while index < len(sentence.tokens):
        phrase = reader.phrase(index) if sentence.tokens[index].kind == "word" else None
        if phrase is None:
            index += 1
            continue
        phrases.append(phrase)
        if not phrase.code and not phrase.post and any(pack.stems(word) & foreign for word in sentence.words[phrase.first : phrase.last]):
            # «القوات الدولية», «مسؤول غربي»: not of the country the report is about
            phrase.weak = True
        book.remember(phrase)
        for member in (*phrase.members, *phrase.inner):
            book.remember(member)
        index = max(phrase.last, index + 1)
    return phrases


class _PhraseReader:
    """Reads phrases of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, book: NameBook) -> None:
        self.s = sentence
        self.pack = pack
        self.book = book
        self.words_in = pack.particle_words("in")
        self.words_of = pack.particle_words("on_behalf")
        self.words_to = pack.particle_words("assigned_to")

    def phrase(self, index: int) -> Phrase | None:
        """Return the actor phrase that begins at token ``index``."""
        hit = self._best_hit(index)
        if hit is not None and hit.named.type == "role" and hit.end == index + 1 and not hit.det and (known := self._known_part(index)) is not None:
            return known
        if hit is not None and hit.named.type == "role":
            phrase = self._role(index, hit)
            return self._named_after(phrase) if phrase.is_person and phrase.name else phrase
        if hit is not None:
            return self._named(index, hit)
        return self._people(index) or self._known_part(index) or self._known_body(index) or self._unknown_person(index)

    def _named_after(self, phrase: Phrase) -> Phrase:
        """Return the phrase, as nobody's if what stands before is called after the person: «جامعة الملك فلان»."""
        before = self.s.words[phrase.first - 1] if phrase.first and not phrase.prep and not phrase.conj else ""
        if self.pack.stems(before) & self.pack.particle_words("called_after") if before else False:
            return dataclasses.replace(phrase, kind="group", code="", post="", name="", form="description", weak=True)
        return phrase

    def _best_hit(self, index: int) -> NameHit | None:
        """Return the longest name or role at ``index`` that its surroundings allow."""
        hits = [hit for hit in self.pack.match_names(self.s.words, index) if hit.named.type in _PRIORITY]
        hits.sort(key=lambda hit: (-hit.end, hit.offset, hit.named.weak, _PRIORITY[hit.named.type]))
        for hit in hits:
            if self._allowed(index, hit):
                return hit
        return None

    def _allowed(self, index: int, hit: NameHit) -> bool:
        """Return whether a hit is no chance likeness to another word."""
        single = hit.end == index + 1
        if hit.named.type == "role" and hit.prep and self.s.words[index].startswith(tuple(self.pack.particle_words("chaired_by"))):
            return False
        if hit.named.type == "role" and single and self._is_adjective(index, hit):
            return False
        if hit.named.type == "role" and not single and self._cuts_name(index, hit):
            return False
        if hit.named.type == "role":
            kinds = {a.entry.kind for a in self.s.analyses[index] if not a.prep}
            return not single or hit.det or ("particle" not in kinds and ("verb" not in kinds or self._after_title_position(index)))
        if not single:
            return True
        others = [a for a in self.s.analyses[index] if a.entry.kind in ("verb", "masdar", "noun", "particle", "modifier", "nisba")]
        if hit.named.weak:
            return not others
        if hit.offset and any(a.offset < hit.offset for a in others):
            return False
        return not any(a.entry.kind == "nisba" and a.entry.surface == self.s.tokens[index].text for a in others) or self._is_noun_place(index)

    def _cuts_name(self, index: int, hit: NameHit) -> bool:
        """Return whether the tail of a title is the beginning of a body's name: «رئيس البنك» in «رئيس البنك الدولي»."""
        starts = range(index + 1, hit.end)
        return any(other.end > hit.end and other.named.type == "org" and not other.conj and not other.prep for start in starts for other in self.pack.match_names(self.s.words, start))

    def _is_definite(self, index: int) -> bool:
        """Return whether a word carries the article, as what is known or as what it looks like."""
        settings = self.pack.settings
        return bool(settings.article) and self.s.tokens[index].text.startswith((settings.article, *settings.glued_articles))

    def _is_quoted_name(self, index: int) -> bool:
        """Return whether quotation marks stand before a word: a party's or paper's name."""
        return index > 0 and self.s.is_mark(index - 1, _OPENERS)

    def _is_adjective(self, index: int, hit: NameHit) -> bool:
        """Return whether a bare title stands as an adjective («جهد دبلوماسي») or as a participle («، متهما تركيا»)."""
        if not hit.det and any(a.entry.kind == "apart" and self.pack.lexemes[a.entry.ref].predicates for a in self.s.analyses[index]):
            follows = self.pack.match_names(self.s.words, index + 1) if index + 1 < len(self.s.words) else []
            if self.s.is_mark(index - 1, _COMMAS) or any(hit.named.type in ("state", "capital") and not hit.prep and not hit.conj and not hit.suffix for hit in follows):
                return True
        before = self.s.tokens[index - 1] if index else None
        adjectival = self.pack.particle_words("adjectival")
        if before is None or before.kind != "word" or hit.conj or hit.prep or not (adjectival & self.pack.stems(self.s.words[index])):
            return False
        if hit.det:
            return self._is_definite(index - 1)
        return not any(a.entry.kind in ("verb", "particle", "masdar") for a in self.s.analyses[index - 1])

    def _after_title_position(self, index: int) -> bool:
        """Return whether the word before calls for a noun (a preposition, or a verb)."""
        return index > 0 and (self.s.has(index - 1, "particle", "prepositions") or self.s.has(index - 1, "verb"))

    def _is_noun_place(self, index: int) -> bool:
        """Return whether a name that is also an adjective stands where a name stands."""
        before = self.s.analyses[index - 1] if index else ()
        return not any(a.det for a in before)

    # --- names -----------------------------------------------------------------------------------------

    def _named(self, index: int, hit: NameHit) -> Phrase:
        """Return the phrase of a gazetteer name, with a title in apposition after a person."""
        named = hit.named
        phrase = self._make(index, self._whole_name(index, hit), hit, named.kind or "state")
        phrase.code, phrase.sector = named.code, named.sector
        phrase.name, phrase.label = named.name, named.label
        if named.type == "org":
            phrase.head = self.s.tokens[index].text[hit.offset :]
        phrase.weak = named.weak
        if "+" in named.code:
            phrase.code, phrase.number = "", "p"
            phrase.members = [dataclasses.replace(phrase, code=code, kind="state", members=[]) for code in named.code.split("+")]
        phrase.place = named.type in ("place", "capital")
        phrase.form = "metonym" if named.type == "seat" or (named.type == "capital" and not self._is_located(index, hit)) else "name"
        if named.type == "person":
            phrase.kind = "person"
            known = self.book.find(self._text(phrase))
            phrase.name = self._text(phrase)
            if known is not None:
                phrase.code, phrase.sector, phrase.name = known.code, known.sector, known.name
            return self._with_apposition(phrase)
        return phrase

    def _whole_name(self, index: int, hit: NameHit) -> int:
        """Return where a body's name ends, together with a longer name of the same body that begins inside it."""
        if hit.named.type != "org":
            return hit.end
        inside = (other for start in range(index + 1, hit.end) for other in self.pack.match_names(self.s.words, start))
        return max((other.end for other in inside if other.named.code == hit.named.code and other.named.type == "org"), default=hit.end)

    def _is_located(self, index: int, hit: NameHit) -> bool:
        """Return whether a city is spoken of as a place: behind «in», or naming what happened there («اتفاق جنيف»)."""
        if hit.prep == "ب" or (index and self.s.words[index - 1] in self.words_in):
            return True
        return not hit.conj and not hit.prep and any(self.s.has(index - 1, kind) for kind in ("noun", "masdar")) and not self.s.has(index - 1, "verb")

    def _known_part(self, index: int) -> Phrase | None:
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

    def _known_body(self, index: int) -> Phrase | None:
        """Return the phrase of a body called by its first word alone: «الصندوق» after «صندوق النقد الدولي»."""
        article = self.pack.settings.article
        for split, word in ((0, self.s.words[index]), (1, self.s.words[index][1:])):
            if not article or not word.startswith(article) or (split and self.s.words[index][0] not in self.pack.settings.glued_letters):
                continue
            known = self.book.body(word[len(article) :])
            if known is not None and not self.s.analyses[index]:
                token = self.s.tokens[index]
                glued = token.text[:split]
                conj, prep = (glued, "") if glued in self.pack.settings.conjunctions else ("", glued)
                return dataclasses.replace(
                    known, first=index, last=index + 1, start=token.start + split, end=token.end, conj=conj, prep=prep, det=True, form="description", members=[], inner=[]
                )
        return None

    def _unknown_person(self, index: int) -> Phrase | None:
        """Return the phrase of a person nobody announced: two words or more that begin with a given name."""
        analyses = self.s.analyses[index]
        given = next((a for a in analyses if a.entry.kind == "given" and a.entry.tense == "given" and not a.suffix), None)
        if given is None:
            return self._foreign_person(index)
        last = person_name(self.s, index, self.pack)
        if last - index < 2:
            return None
        phrase = Phrase(
            index, last, self.s.tokens[index].start + given.offset, self.s.tokens[last - 1].end, "person",
            prep=given.prep, conj=given.conj, number="s",
        )  # fmt: skip
        phrase.name = self._text(phrase)
        return self._with_apposition(phrase)

    def _foreign_person(self, index: int) -> Phrase | None:
        """Return the phrase of words that the lexicon does not know at all, before a title in apposition: a name."""
        last = index
        while last < len(self.s.tokens) and last - index < _MAX_FOREIGN and self._is_foreign(last, first=last == index):
            last += 1
        if last - index < 2 or last >= len(self.s.tokens):
            return None
        at = last + (1 if self.s.is_mark(last, _COMMAS) else 0)
        hit = self._best_hit(at) if at < len(self.s.tokens) else None
        if hit is None or hit.named.type != "role" or hit.named.kind != "person" or not hit.named.post or hit.conj or hit.prep:
            return None
        phrase = Phrase(index, last, self.s.tokens[index].start, self.s.tokens[last - 1].end, "person", number="s")
        phrase.name = self._text(phrase)
        found = self._with_apposition(phrase)
        return found if found.post else None

    def _is_foreign(self, index: int, *, first: bool) -> bool:
        """Return whether a token is a word of which the lexicon knows nothing, as names of other languages are."""
        token = self.s.tokens[index]
        if token.kind != "word" or len(token.text) < 3 or (first and token.text.startswith(self.pack.settings.article)):
            return False
        known = [a for a in self.s.analyses[index] if a.entry.kind not in ("given", "family") and not (a.entry.kind == "vocab" and a.det)]
        return not known and not token.text.endswith("ة") and not self.pack.match_names(self.s.words, index)

    def _with_apposition(self, phrase: Phrase) -> Phrase:
        """Return a person's phrase together with the titles that follow the name."""
        for _ in range(_MAX_TITLES):
            reached = phrase.last
            phrase = self._with_title(phrase)
            if phrase.last == reached:
                break
        return phrase

    def _with_title(self, phrase: Phrase) -> Phrase:
        """Return a person's phrase together with one title that follows it and names nobody else."""
        index = phrase.last + (1 if self.s.is_mark(phrase.last, _COMMAS) else 0)
        hit = self._best_hit(index) if index < len(self.s.tokens) else None
        if hit is None or hit.named.type != "role" or hit.named.kind != "person" or hit.conj or hit.prep:
            return phrase
        if not hit.named.post and not hit.det and not hit.named.tail:
            return phrase
        title = self._role(index, hit, with_name=False)
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

    # --- titles and bodies -----------------------------------------------------------------------------

    def _role(self, index: int, hit: NameHit, *, with_name: bool = True) -> Phrase:
        """Return the phrase headed by a role noun: «وزير الخارجية الروسي سيرغي لافروف»."""
        phrase = self._make(index, hit.end, hit, hit.named.kind)
        phrase.sector, phrase.post, phrase.head = hit.named.sector, hit.named.post, hit.named.name
        phrase.form = "title" if hit.named.post else "description"
        phrase.gender, phrase.number = hit.named.gender, hit.named.number or "s"
        definite_tail = bool(hit.named.tail) and self._is_definite(hit.end - 1)
        if hit.suffix:
            phrase.owned = hit.named.post != "counterpart"
            phrase.form = "pronoun" if not hit.named.post else phrase.form
        if phrase.number in ("p", "d") and phrase.is_person and self._distributed(phrase):
            return phrase
        self._modifiers(phrase)
        self._seated(phrase)
        if phrase.is_person and with_name and phrase.number == "s":
            self._name_after(phrase)
        if phrase.post == "head_of_state" and phrase.det and phrase.head in self.pack.settings.courtesy:
            phrase.post = ""
        phrase.title = (phrase.start, phrase.end)
        if phrase.is_person and phrase.name and with_name:
            phrase = self._with_apposition(phrase)
        phrase.det = phrase.det or definite_tail
        return phrase

    def _modifiers(self, phrase: Phrase) -> None:
        """Take the adjectives, states and bodies after a head into its phrase."""
        for _ in range(_MAX_MODIFIERS):
            index = phrase.last
            if phrase.first and self.s.is_mark(index, _CLOSERS) and self.s.is_mark(phrase.first - 1, _OPENERS):
                index += 1
            if index >= len(self.s.tokens):
                return
            if not (self._adjective(phrase, index) or self._owner(phrase, index) or self._attached(phrase, index) or self._issued_by(phrase, index) or self._department(phrase, index) or self._portfolio(phrase, index) or self._part_of(phrase, index)):
                return

    def _seated(self, phrase: Phrase) -> None:
        """Give a body without a country that of the place it is said to be in: «الشرطة في بوليفيا»."""
        if phrase.code or phrase.is_person or phrase.kind == "document" or phrase.last + 1 >= len(self.s.tokens) or self.s.words[phrase.last] not in self.words_in:
            return
        hit = self._best_hit(phrase.last + 1)
        if hit is not None and hit.named.type in ("state", "place", "capital") and not hit.prep:
            phrase.code = hit.named.code

    def _adjective(self, phrase: Phrase, index: int) -> bool:
        """Take one adjective: of belonging (Russian), or of rank and time (general, former)."""
        for analysis in self.s.analyses[index]:
            if analysis.conj or analysis.prep or analysis.suffix:
                continue
            if (analysis.entry.kind == "nisba" and self._agrees(phrase, analysis)) or (analysis.entry.kind == "accusative" and self._is_accusative(phrase)):
                phrase.code = phrase.code or self.pack.names[analysis.entry.ref].code
                return self._take(phrase, index + (2 if analysis.entry.tense else 1)) and self._second_state(phrase)
            if analysis.entry.kind == "modifier" and self._agrees(phrase, analysis):
                if analysis.entry.tense in ("former", "acting", "designate"):
                    phrase.status = analysis.entry.tense
                return self._take(phrase, index + 1)
        return False

    def _second_state(self, phrase: Phrase) -> bool:
        """Take a second state behind the first: «المسؤولون الإيرانيون والطاجيكيون»; always True."""
        if phrase.number not in ("p", "d") and phrase.kind not in ("armed_force", "government", "people"):
            return True
        for analysis in self.s.analyses[phrase.last] if phrase.last < len(self.s.tokens) else ():
            if analysis.entry.kind == "nisba" and analysis.conj and analysis.det == phrase.det:
                other = self.pack.names[analysis.entry.ref].code
                phrase.members = [dataclasses.replace(phrase, code=code, members=[]) for code in (phrase.code, other)]
                return self._take(phrase, phrase.last + 1)
        return True

    def _is_accusative(self, phrase: Phrase) -> bool:
        """Return whether the head is an indefinite accusative: «جنديا» in «جنديا تركيا»."""
        return not phrase.det and self.s.words[phrase.last - 1].endswith("ا")

    def _agrees(self, phrase: Phrase, analysis: Analysis) -> bool:
        """Return whether an adjective can belong to the head: definite with definite."""
        return analysis.det or not phrase.det

    def _owner(self, phrase: Phrase, index: int) -> bool:
        """Take what the head belongs to, standing directly after it: a state, a body, a ministry."""
        hit = self._best_hit(index)
        if hit is None or hit.conj or hit.prep or (hit.named.type in ("place", "capital") and phrase.kind != "government"):
            return False
        if hit.named.type == "person":
            return False
        if hit.named.type != "person" and self._is_definite(phrase.last - 1) and (phrase.last - phrase.first > 1 or phrase.det) and not self._is_quoted_name(index):
            return False
        if hit.named.type == "role":
            if phrase.code or (phrase.det and hit.named.post != "") or (hit.named.kind == "person" and not phrase.head):
                return False
            if hit.named.kind == "person" and phrase.is_person and phrase.det:
                return False
            inner = self._role(index, hit, with_name=not phrase.is_person)
            phrase.inner += [inner] if inner.is_person and inner.name else []
            if inner.kind == "group" and inner.det and not inner.code:
                inner.code = self.book.alliance
            phrase.code = inner.code
            if phrase.post == "head_of_state" and inner.kind in _LED:
                phrase.post = _LED[inner.kind]
            if not phrase.post and inner.sector not in ("UNK", ""):
                phrase.sector = inner.sector
            return self._take(phrase, inner.last)
        if phrase.code and phrase.code != hit.named.code:
            return False
        phrase.code = phrase.code or hit.named.code
        if phrase.post == "head_of_state" and hit.named.kind in _LED:
            phrase.post = _LED[hit.named.kind]
        return self._take(phrase, hit.end)

    def _attached(self, phrase: Phrase, index: int) -> bool:
        """Take what the head belongs to, attached by a preposition: «باسم», «في», لـ, بـ."""
        word = self.s.words[index]
        if phrase.is_person and phrase.post in _POSTED and (word in self.words_to or word in self.words_in):
            hit = self._best_hit(index + 1) if index + 1 < len(self.s.tokens) else None
            if hit is not None and hit.named.type in ("state", "place", "capital", "org") and not hit.prep:
                return self._take(phrase, hit.end)
            return False
        if phrase.post in _POSTED and (hit := self._best_hit(index)) is not None and hit.prep == "ب" and hit.named.type in ("state", "capital", "place"):
            return self._take(phrase, hit.end)
        standing = word in self.words_of or (word in self.words_in and phrase.is_person)
        start = index + 1 if standing else index
        if start >= len(self.s.tokens):
            return False
        hit = self._best_hit(start)
        if hit is None or hit.conj or (not standing and hit.prep not in ("ل", "ب")):
            return False
        if word in self.words_in and hit.named.type in ("state", "place", "capital"):
            # «رئيس البرلمان في بلاد كذا فلان»: a place belongs to the title only where the name comes after it
            if not phrase.post or hit.prep or person_name(self.s, self._skip_honorifics(hit.end), self.pack) - hit.end < 2:
                return False
        elif word in self.words_in and hit.named.kind == "person":
            return False
        if not standing and phrase.is_person and phrase.post and not phrase.code and hit.named.type == "state" and self.s.text[self.s.tokens[start].start :].startswith("لل"):
            phrase.code = hit.named.code
            return self._take(phrase, hit.end)
        if not standing and (phrase.code or not (hit.named.type == "org" or (hit.named.type == "role" and hit.named.kind in ("ministry", "government", "agency", "alliance", "igo")))):
            return False
        if hit.named.type == "role":
            if hit.named.kind == "person" and word not in self.words_of:
                return False
            inner = self._role(start, hit, with_name=False)
            known = self.book.alliance if inner.kind in ("alliance", "igo") and inner.det else ""
            phrase.code, last = phrase.code or inner.code or known, inner.last
            if phrase.kind == "document":
                phrase.sector = inner.sector
        else:
            phrase.code, last = hit.named.code or phrase.code, hit.end
        return self._take(phrase, last)

    def _issued_by(self, phrase: Phrase, index: int) -> bool:
        """Take who issued a document: «بيان صادر عن حكومة مالي»."""
        if phrase.kind != "document" or phrase.code or self.s.words[index] not in self.pack.particle_words("issued"):
            return False
        start = index + (2 if index + 1 < len(self.s.tokens) and self.s.words[index + 1] in self.pack.particle_words("issued_by") else 1)
        hit = self._best_hit(start) if start < len(self.s.tokens) else None
        if hit is None and start < len(self.s.tokens) and (last := person_name(self.s, start, self.pack)) - start > 1:
            return self._take(phrase, last)
        if hit is None or hit.conj:
            return False
        inner = self._role(start, hit, with_name=False) if hit.named.type == "role" else self._named(start, hit)
        phrase.code, phrase.sector = inner.code, inner.sector
        return self._take(phrase, inner.last)

    def _part_of(self, phrase: Phrase, index: int) -> bool:
        """Take whose fighters or people they are: «القوات الموالية لفلان», «مسلحون من حزب كذا»."""
        if phrase.code or phrase.owned or phrase.kind == "document" or (phrase.is_person and phrase.number == "s"):
            return False
        word, start = self.s.words[index], index + 1
        before = self.s.words[phrase.last - 1] if phrase.last - phrase.first > 1 else ""
        bound = bool(before) and bool(self.pack.stems(before) & self.pack.particle_words("loyal"))
        loyal = bound or bool(self.pack.stems(word) & self.pack.particle_words("loyal"))
        start = index if bound else start
        if not loyal and (word not in self.pack.particle_words("from") or phrase.det or start >= len(self.s.tokens)):
            return False
        hit = self._best_hit(start) if start < len(self.s.tokens) else None
        known = self._known_part(start) if hit is None and loyal and start < len(self.s.tokens) else None
        if known is not None and known.code:
            phrase.code = known.code
            return self._take(phrase, known.last)
        if hit is None or hit.conj or (hit.prep != "ل" if loyal else bool(hit.prep)) or hit.named.type not in ("org", "state", "person", "role"):
            return False
        inner = self._role(start, hit, with_name=False) if hit.named.type == "role" else self._named(start, hit)
        if not inner.code:
            return False
        phrase.code = inner.code
        return self._take(phrase, inner.last)

    def _portfolio(self, phrase: Phrase, index: int) -> bool:
        """Take what else a minister is charged with: «وزير التنمية والاستثمار والتعاون الدولي فلان»."""
        if not phrase.post.endswith("minister") or phrase.det or not self.s.tokens[index].text.startswith("و" + self.pack.settings.article):
            return False
        last = index
        while last < min(index + _MAX_PORTFOLIO, len(self.s.tokens)) and self._is_definite(last) and self.s.tokens[last].kind == "word":
            if person_name(self.s, last, self.pack) > last and last > index:
                break
            last += 1
        named = person_name(self.s, self._skip_honorifics(last), self.pack) > last if last < len(self.s.tokens) else False
        return named and self._take(phrase, last)

    def _department(self, phrase: Phrase, index: int) -> bool:
        """Take the words between the head of a department and the ministry it belongs to."""
        if not phrase.is_person or phrase.code or not phrase.post or phrase.det:
            return False
        for start in range(index, min(index + 5, len(self.s.tokens))):
            if self.s.tokens[start].kind != "word":
                return False
            hit = self._best_hit(start)
            ministry = hit is not None and hit.named.type == "role" and hit.named.kind == "ministry"
            if hit is not None and hit.prep == "ب" and (ministry or hit.named.type == "org"):
                inner = self._role(start, hit, with_name=False) if ministry else self._named(start, hit)
                phrase.code = inner.code
                if phrase.post in ("head_of_state", "head_of_organisation"):
                    phrase.post = "head_of_department"
                return self._take(phrase, inner.last)
        return False

    def _name_after(self, phrase: Phrase) -> None:
        """Take the name that a title announces, with or without a comma, after honorifics."""
        index = self._skip_titles(phrase.last)
        comma = self.s.is_mark(index, _COMMAS)
        start = self._skip_titles(index + 1) if comma else index
        if start >= len(self.s.tokens):
            return
        last = person_name(self.s, start, self.pack)
        if last == start or (comma and last - start < 2) or (last - start < 2 and not self._names_one(phrase, start)):
            return
        if comma and not self._closes(last):
            return
        known = self._person_hit(start, last)
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
        self._take(phrase, last)

    def _names_one(self, phrase: Phrase, index: int) -> bool:
        """Return whether a single word can be the name behind a title: behind «دبلوماسي» alone an unknown one is not."""
        return phrase.det or phrase.last - phrase.first > 1 or bool(phrase.code) or self._person_hit(index, index + 1) is not None or self.s.has(index, "given")

    def _closes(self, index: int) -> bool:
        """Return whether an apposition set off by a comma ends properly here."""
        return index >= len(self.s.tokens) or self.s.tokens[index].kind == "punct" or bool(self.s.analyses[index])

    def _person_hit(self, start: int, last: int) -> NameHit | None:
        """Return the known person whose name begins at ``start``."""
        hits = (hit for hit in self.pack.match_names(self.s.words, start) if hit.named.type == "person")
        return next((hit for hit in hits if hit.end <= last), None)

    def _skip_honorifics(self, index: int) -> int:
        """Return the index after courtesy words."""
        while index < len(self.s.tokens):
            hit = next((h for h in self.pack.match_names(self.s.words, index) if h.named.type == "honorific"), None)
            if hit is None or hit.conj or hit.prep:
                return index
            index = hit.end
        return index

    def _skip_titles(self, index: int) -> int:
        """Return the index after courtesy words, ranks and further titles that lead to a name; ``index`` if none does."""
        start = self._skip_honorifics(index)
        at = start
        for _ in range(_MAX_TITLES):
            hit = self._best_hit(at) if at < len(self.s.tokens) and self.s.tokens[at].kind == "word" else None
            if hit is None or hit.named.type != "role" or hit.named.kind != "person" or hit.conj or hit.prep or hit.suffix:
                break
            title = self._role(at, hit, with_name=False)
            at = self._skip_honorifics(title.last)
            if person_name(self.s, at, self.pack) > at:
                return at
        return start

    def _distributed(self, phrase: Phrase) -> bool:
        """Read a title over several states: «وزراء خارجية مالي، فلان، والنيجر، فلان»."""
        index, members = phrase.last, list[Phrase]()
        while (member := self._share(phrase, index, first=not members)) is not None:
            members.append(member)
            index = member.last
            if self.s.is_mark(index, _COMMAS) and self._share(phrase, index + 1, first=False) is not None:
                index += 1
        if len(members) < 2:
            return False
        phrase.members = members
        self._take(phrase, members[-1].last)
        return True

    def _share(self, phrase: Phrase, index: int, *, first: bool) -> Phrase | None:
        """Return one state's share of a distributed title, with the name if one follows."""
        if index >= len(self.s.tokens):
            return None
        code, last = self._share_owner(index, first=first)
        if not code:
            return None
        token = self.s.tokens[index]
        member = Phrase(
            index, last, phrase.start, self.s.tokens[last - 1].end, "person", code, phrase.sector, phrase.post,
            form="title", number="s", head=phrase.head,
        )  # fmt: skip
        if not first:
            member.start = token.start
        self._name_after(member)
        member.title = (phrase.start, member.end)
        return member

    def _share_owner(self, index: int, *, first: bool) -> tuple[str, int]:
        """Return the code of the state that a share begins with, and where its name ends."""
        hit = next((h for h in self.pack.match_names(self.s.words, index) if h.named.type in ("state", "org")), None)
        if hit is not None and not hit.prep and bool(hit.conj) != first:
            return hit.named.code, hit.end
        for analysis in self.s.analyses[index]:
            if analysis.entry.kind == "nisba" and analysis.det and not analysis.prep and bool(analysis.conj) != first:
                return self.pack.names[analysis.entry.ref].code, index + 1
        return "", index

    def _people(self, index: int) -> Phrase | None:
        """Return the phrase of a people named by its adjective: «الفلسطينيون»."""
        for analysis in self.s.analyses[index]:
            counted = analysis.entry.number != "p" and not analysis.det and index > 0 and (self.s.tokens[index - 1].kind == "number" or self.s.words[index - 1] in self.pack.particle_words("counting"))
            if analysis.entry.kind not in ("nisba", "accusative") or (analysis.entry.number != "p" and not counted):
                continue
            if self._follows_noun(index) if analysis.det else not self._counted(index):
                continue
            token = self.s.tokens[index]
            named = self.pack.names[analysis.entry.ref]
            offset = analysis.offset - (2 if analysis.det else 0)
            return Phrase(
                index, index + 1, token.start + offset, token.end, "people", named.code, "CVL", "",
                token.text[offset:], "", analysis.prep, analysis.conj, analysis.det, number="p", form="description",
            )  # fmt: skip
        return None

    def _counted(self, index: int) -> bool:
        """Return whether a number or an unknown word stands before: «3 فلسطينيين», «عشرات السوريين»."""
        before = self.s.tokens[index - 1] if index else None
        return before is not None and (before.kind == "number" or (before.kind == "word" and not self.s.analyses[index - 1] and not self._is_definite(index - 1)))

    def _follows_noun(self, index: int) -> bool:
        """Return whether the word before is a definite noun that the adjective would belong to."""
        before = self.s.tokens[index - 1] if index else None
        return before is not None and before.kind == "word" and self._is_definite(index - 1)

    # --- helpers ---------------------------------------------------------------------------------------

    def _make(self, index: int, last: int, hit: NameHit, kind: str) -> Phrase:
        """Return a phrase over the tokens of a hit; its span keeps the article and leaves out proclitics."""
        token = self.s.tokens[index]
        start = token.start + hit.offset - (2 if hit.det and hit.prep != "ل" else 1 if hit.det else 0)
        if hit.prep == "ل" and not hit.det and self.s.text[start - 1 : start + 1] == "لل":
            start = token.start + len(hit.conj)
        if hit.det and hit.prep == "ل":
            start = token.start + len(hit.conj)
        return Phrase(index, last, start, self.s.tokens[last - 1].end, kind, prep=hit.prep, conj=hit.conj, det=hit.det)

    def _take(self, phrase: Phrase, last: int) -> bool:
        """Let the phrase reach to token ``last``."""
        phrase.last = last
        phrase.end = self.s.tokens[last - 1].end
        return True

    def _text(self, phrase: Phrase) -> str:
        """Return the words of a phrase."""
        return self.s.text[phrase.start : phrase.end]


def actor_phrases(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the single actors of a phrase: its members, or itself."""
    if phrase.members:
        yield from phrase.members
    else:
        yield phrase
