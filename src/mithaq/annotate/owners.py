"""What a title or body belongs to: states, bodies and ministries behind its head."""

from __future__ import annotations

from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import NameBook, person_name
from mithaq.annotate.phrases import POSTED, InnerPhrases, deputy_post, is_annexed, take
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import NameHit, Pack
from mithaq.text.fold import skeleton

_MAX_PORTFOLIO = 6
_SPOKESMAN = "spokesperson"
# how many words say what a body is for
_MAX_FIELD = 4
# what «رئيس» is the head of, when not of a state
_LED = {
    "igo": "head_of_organisation", "alliance": "head_of_organisation", "ngo": "head_of_organisation",
    "agency": "head_of_department", "party": "party_leader", "armed_group": "party_leader",
    "government": "head_of_government", "company": "head_of_organisation", "armed_force": "military_commander",
    "media": "head_of_organisation",
}  # fmt: skip
_PARTIES = ("party", "armed_group")
_BODIES = ("igo", "alliance", "ngo", "company")
# those whose office is that of a place
_LOCAL = ("governor", "mayor", "head_of_region", "religious_leader")
_LANDS = ("state", "place", "capital")
# those that a town may have: «شرطة نيويورك», «سكان حلب»
_OF_PLACES = ("government", "people", "agency")


class Owners:
    """Takes into a phrase what its head belongs to; what takes returns whether it took anything."""

    def __init__(self, sentence: Sentence, pack: Pack, book: NameBook, hits: NameHits, inner: InnerPhrases) -> None:
        self.s, self.pack, self.book = sentence, pack, book
        self.hits, self.inner = hits, inner
        self.words_in = pack.particle_words("in")
        self.words_of = pack.particle_words("on_behalf")
        self.words_of_him = pack.particle_words("on_behalf_of_him")
        self.words_to = pack.particle_words("assigned_to")

    def take_one(self, phrase: Phrase, index: int) -> bool:
        """Take the next of the words that say whose the head is."""
        return (
            self._owner(phrase, index)
            or self._attached(phrase, index)
            or self._issued_by(phrase, index)
            or self._department(phrase, index)
            or self._portfolio(phrase, index)
            or self._field(phrase, index)
            or self._of_things(phrase, index)
            or self._part_of(phrase, index)
        )

    def _owner(self, phrase: Phrase, index: int) -> bool:
        """Take what the head belongs to, standing directly after it: a state, a body, a ministry."""
        hit = self.hits.best_hit(index)
        if hit is None:
            return phrase.kind in _OF_PLACES and not phrase.code and not self._is_complete(phrase) and self._announced(phrase, index)
        if hit.conj or hit.prep or (hit.named.type in ("place", "capital") and not self._has_place(phrase)):
            return False
        if hit.named.type == "person":
            return is_annexed(phrase, self.pack) and self._served(phrase, hit)
        if self._is_complete(phrase) and not self.hits.is_quoted_name(index):
            return False
        if hit.named.type == "role":
            return self._owning_role(phrase, index, hit)
        if phrase.code and phrase.code != hit.named.code:
            return False
        phrase.code = phrase.code or hit.named.code
        if phrase.post == "head_of_state" and hit.named.kind in _LED:
            phrase.post = _LED[hit.named.kind]
        elif phrase.post == "deputy_head_of_state" and hit.named.kind in _LED:
            phrase.post = deputy_post(_LED[hit.named.kind])
        elif phrase.post == "head_of_department" and hit.named.kind in _BODIES and phrase.last == phrase.first + 1:
            # «مديرة صندوق النقد الدولي», who has no department in it
            phrase.post = "head_of_organisation"
        return take(self.s, phrase, hit.end)

    def _has_place(self, phrase: Phrase) -> bool:
        """Return whether a head may be of a place: «شرطة نيويورك», «قبائل مأرب»."""
        return phrase.kind in _OF_PLACES or phrase.post in _LOCAL or (phrase.kind == "group" and phrase.sector == "SOC" and not phrase.det)

    def _served(self, phrase: Phrase, hit: NameHit) -> bool:
        """Take whom somebody serves, behind a title without an article: «مستشار بايدن», «نائب ترامب»."""
        phrase.code = hit.named.code
        if phrase.head in self.pack.settings.deputies:
            phrase.post, phrase.sector = deputy_post(hit.named.post), hit.named.sector
        return take(self.s, phrase, hit.end)

    def _announced(self, phrase: Phrase, index: int) -> bool:
        """Take a place that no list knows: «أهالي بلدة زبقين اللبنانية»."""
        place = self.inner.announced_place(index)
        if place is None or place.conj or place.prep:
            return False
        phrase.code = place.code
        return take(self.s, phrase, place.last)

    def _is_complete(self, phrase: Phrase) -> bool:
        """Return whether a phrase ends in a definite word or a pronoun, so that nothing can stand in annexation to it."""
        if phrase.pronoun and phrase.last == phrase.first + 1:
            return True
        text, settings = self.s.tokens[phrase.first].text, self.pack.settings
        if phrase.last == phrase.first + 1 and phrase.number == "p" and text.endswith((*settings.nominative_endings, *settings.oblique_endings)):
            # «رشق متظاهرون السفارة»: in annexation the ending is dropped; «سكان» has none
            return not phrase.head or not text.endswith(phrase.head)
        return self.hits.is_definite(phrase.last - 1) and (phrase.last - phrase.first > 1 or phrase.det)

    def _owning_role(self, phrase: Phrase, index: int, hit: NameHit) -> bool:
        """Take an owner that is itself headed by a role noun: a ministry, a government, a person."""
        person = hit.named.kind == "person"
        if phrase.code or (phrase.det and hit.named.post != "") or (person and not phrase.head):
            return False
        if person and phrase.is_person and phrase.det:
            return False
        inner = self.inner.role(index, hit, with_name=not phrase.is_person)
        phrase.inner += [inner] if inner.is_person and inner.name else []
        if inner.kind == "group" and inner.det and not inner.code:
            inner.code = self.book.alliance
        phrase.code, phrase.count = inner.code, phrase.count or inner.count
        if inner.det and not inner.code and inner.head in self.pack.particle_words("movements"):
            phrase.of = inner.head
        if inner.number == "d" and inner.det and inner.kind in ("state", "group") and not inner.code:
            # «رئيسا البلدين», «حكومتي البلدين»
            phrase.number, phrase.count = "d", 2
        if phrase.post == "head_of_state" and inner.kind in _LED:
            phrase.post = _LED[inner.kind]
        elif phrase.head in self.pack.settings.deputies and inner.is_person and inner.post and phrase.last == phrase.first + 1:
            phrase.post, phrase.sector = deputy_post(inner.post), inner.sector
        if not phrase.post and inner.sector not in ("UNK", ""):
            phrase.sector = inner.sector
        return take(self.s, phrase, inner.last)

    def _attached(self, phrase: Phrase, index: int) -> bool:
        """Take what the head belongs to, attached by a preposition: «باسم», «في», لـ, بـ."""
        word = self.s.words[index]
        if phrase.is_person and phrase.post in POSTED and (word in self.words_to or word in self.words_in):
            return self._posted(phrase, index + 1)
        if phrase.post in POSTED and (hit := self.hits.best_hit(index)) is not None and hit.prep == "ب" and hit.named.type in _LANDS:
            return take(self.s, phrase, hit.end)
        if phrase.post == _SPOKESMAN and not phrase.code and word in self.words_of_him:
            # «الناطق باسمها»
            phrase.owned, phrase.pronoun = True, next(ending for ending in self.pack.settings.possessives if word.endswith(ending))
            return take(self.s, phrase, index + 1)
        standing = word in self.words_of or (word in self.words_in and phrase.is_person)
        start = index + 1 if standing else index
        hit = self.hits.best_hit(start) if start < len(self.s.tokens) else None
        if hit is None or hit.conj or (word in self.words_in and not self._is_inside(phrase, hit)):
            return False
        return self._join(phrase, start, hit) if standing else self._glued(phrase, start, hit)

    def _posted(self, phrase: Phrase, index: int) -> bool:
        """Take where an envoy serves, behind the preposition."""
        hit = self.hits.best_hit(index) if index < len(self.s.tokens) else None
        if hit is None or hit.prep or hit.named.type not in (*_LANDS, "org"):
            return False
        take(self.s, phrase, hit.end)
        # «لدى أستراليا ونيوزيلندا»
        other = self.hits.best_hit(hit.end) if hit.end < len(self.s.tokens) else None
        return take(self.s, phrase, other.end if other is not None and other.conj and not other.prep and other.named.type in _LANDS else hit.end)

    def _is_inside(self, phrase: Phrase, hit: NameHit) -> bool:
        """Return whether what follows «in» belongs to the phrase."""
        if hit.named.type not in _LANDS:
            return hit.named.kind != "person"
        # «رئيس البرلمان في بلاد كذا فلان»: a place belongs to the title only where the name comes after it
        if not phrase.post or hit.prep:
            return False
        return person_name(self.s, self.hits.skip_honorifics(hit.end), self.pack) - hit.end >= 2

    def _glued(self, phrase: Phrase, index: int, hit: NameHit) -> bool:
        """Take what the head belongs to, with the preposition glued to it."""
        if hit.prep == "ب" and hit.named.kind == "ministry" and phrase.post == "head_of_department" and phrase.is_person:
            # «مدير إدارة الاتحاد الأوروبي بوزارة الخارجية الأردنية»: who is dealt with is not whose office it is
            phrase.code = ""
            return self._join(phrase, index, hit)
        if hit.prep not in ("ل", "ب") or phrase.code or (phrase.is_person and hit.named.kind == "media"):
            # «مسؤول لوكالة أنباء»: told to it, not of it
            return False
        if phrase.kind == "document" and hit.named.type == "seat" and hit.prep == "ل":
            # «وثيقة للكرملين»
            return self._join(phrase, index, hit)
        sent = phrase.post in POSTED and hit.end < len(self.s.tokens) and self.s.words[hit.end] in self.words_to
        if phrase.is_person and phrase.post and hit.named.type == "state" and (sent or self.s.text[self.s.tokens[index].start :].startswith("لل")):
            # «السفير المصري للولايات المتحدة», «المندوب الدائم لروسيا لدى المنظمة»
            phrase.code = hit.named.code
            return take(self.s, phrase, hit.end)
        body = hit.named.type == "role" and hit.named.kind in ("ministry", "government", "agency", "alliance", "igo")
        return (body or hit.named.type == "org") and self._join(phrase, index, hit)

    def _join(self, phrase: Phrase, index: int, hit: NameHit) -> bool:
        """Take the body or state that begins at token ``index``."""
        if hit.named.type != "role":
            phrase.code = hit.named.code or phrase.code
            if phrase.post == "head_of_organisation" and hit.named.kind in _PARTIES:
                # «الأمين العام لحزب كذا»
                phrase.post = "party_leader"
            return take(self.s, phrase, hit.end)
        inner = self.inner.role(index, hit, with_name=False)
        body = self.book.body(skeleton(inner.head)) if inner.det and inner.head else None
        known = body.code if body is not None else self.book.alliance if inner.kind in ("alliance", "igo") and inner.det else ""
        phrase.code = phrase.code or inner.code or known
        if phrase.kind == "document":
            phrase.sector = inner.sector
        return take(self.s, phrase, inner.last)

    def _issued_by(self, phrase: Phrase, index: int) -> bool:
        """Take who issued a document: «بيان صادر عن حكومة مالي»."""
        if phrase.kind != "document" or phrase.code or not self.s.is_of(index, "issued"):
            return False
        by = index + 1 < len(self.s.tokens) and self.s.is_of(index + 1, "issued_by")
        start = index + (2 if by else 1)
        hit = self.hits.best_hit(start) if start < len(self.s.tokens) else None
        if hit is None and start < len(self.s.tokens) and (last := person_name(self.s, start, self.pack)) - start > 1:
            return take(self.s, phrase, last)
        if hit is None or hit.conj:
            return False
        inner = self._inner(start, hit)
        phrase.code, phrase.sector = inner.code, inner.sector
        return take(self.s, phrase, inner.last)

    def _part_of(self, phrase: Phrase, index: int) -> bool:
        """Take whose fighters or people they are: «القوات الموالية لفلان», «مسلحون من حزب كذا»."""
        if phrase.code or phrase.owned or phrase.kind == "document" or (phrase.is_person and phrase.number == "s"):
            return False
        bound = phrase.last - phrase.first > 1 and self.s.stem_is_of(phrase.last - 1, "loyal")
        loyal = bound or self.s.stem_is_of(index, "loyal")
        start = index if bound else index + 1
        if not loyal and (not self.s.is_of(index, "from") or phrase.det or start >= len(self.s.tokens)):
            return False
        hit = self.hits.best_hit(start) if start < len(self.s.tokens) else None
        known = self.inner.known_part(start) if hit is None and loyal and start < len(self.s.tokens) else None
        if known is not None and known.code:
            phrase.code = known.code
            return take(self.s, phrase, known.last)
        if hit is None or hit.conj or hit.prep != ("ل" if loyal else "") or hit.named.type not in ("org", "state", "person", "role"):
            return False
        inner = self._inner(start, hit)
        if not inner.code:
            return False
        phrase.code = inner.code
        return take(self.s, phrase, inner.last)

    def _portfolio(self, phrase: Phrase, index: int) -> bool:
        """Take what else a minister is charged with: «وزير التنمية والاستثمار والتعاون الدولي فلان»."""
        opening = "و" + self.pack.settings.article
        if not phrase.post.endswith("minister") or phrase.det or not self.s.tokens[index].text.startswith(opening):
            return False
        last, end = index, min(index + _MAX_PORTFOLIO, len(self.s.tokens))
        while last < end and self.hits.is_definite(last) and self.s.tokens[last].kind == "word":
            if person_name(self.s, last, self.pack) > last and last > index:
                break
            last += 1
        if last >= len(self.s.tokens) or person_name(self.s, self.hits.skip_honorifics(last), self.pack) <= last:
            return False
        return take(self.s, phrase, last)

    def _field(self, phrase: Phrase, index: int) -> bool:
        """Take what a body is for: «هيئة الطيران المدني الأردنية», «مديرية الأمن»; several words where a state's adjective closes them."""
        if phrase.kind != "agency" or phrase.det or phrase.pronoun or phrase.last > phrase.first + 1 or self.hits.best_hit(index) is not None:
            return False
        last, end = index, min(index + _MAX_FIELD, len(self.s.tokens))
        while last < end and self.hits.is_definite(last) and last not in self.s.timed and not self.s.has(last, "nisba"):
            last += 1
        if last == index:
            return False
        closed = last < len(self.s.tokens) and self.s.has(last, "nisba") and self.hits.is_definite(last)
        return take(self.s, phrase, last if closed else index + 1)

    def _of_things(self, phrase: Phrase, index: int) -> bool:
        """Take the thing that people are of, where a state's adjective follows it: «طلبة الجامعات المغربية»."""
        bare = phrase.kind == "people" and not (phrase.code or phrase.det or phrase.pronoun) and phrase.last == phrase.first + 1
        closed = index + 1 < len(self.s.tokens) and self.s.has(index + 1, "nisba") and all(map(self.hits.is_definite, (index, index + 1)))
        if not (bare and closed) or self._is_complete(phrase) or self.hits.best_hit(index) is not None or self.s.has(index, "nisba"):
            return False
        return take(self.s, phrase, index + 1)

    def _department(self, phrase: Phrase, index: int) -> bool:
        """Take the words between the head of a department and the ministry it belongs to."""
        if not phrase.is_person or phrase.code or not phrase.post or phrase.det:
            return False
        for start in range(index, min(index + 5, len(self.s.tokens))):
            if self.s.tokens[start].kind != "word":
                return False
            hit = self.hits.best_hit(start)
            ministry = hit is not None and hit.named.type == "role" and hit.named.kind == "ministry"
            if hit is not None and hit.prep == "ب" and (ministry or hit.named.type == "org"):
                inner = self._inner(start, hit)
                phrase.code = inner.code
                if phrase.post in ("head_of_state", "head_of_organisation"):
                    phrase.post = "head_of_department"
                return take(self.s, phrase, inner.last)
        return False

    def _inner(self, index: int, hit: NameHit) -> Phrase:
        """Return the phrase of an owner by its role noun or its name."""
        return self.inner.role(index, hit, with_name=False) if hit.named.type == "role" else self.inner.named(index, hit)
