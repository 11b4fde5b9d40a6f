"""Phrases headed by a title or by the noun of a body, with their adjectives; titles over several states."""

from __future__ import annotations

import msgspec

from mithaq.annotate.apposition import Apposition
from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.owners import Owners
from mithaq.annotate.phrases import CLOSERS, OPENERS, make_phrase, take
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.shared_titles import SharedTitles
from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import NameHit, Pack

_MAX_MODIFIERS = 9
_ARMED = ("armed_force", "armed_group")
# the post of «the minister», of whatever
_MINISTER = "other_minister"
_UNITED_NATIONS = "IGO:UN"
# bodies that an adjective of belonging rather describes where it is also an ordinary one
_BODIES = ("agency", "company", "ngo", "group", "media")


class Titles:
    """Reads the titles and bodies of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, hits: NameHits, apposition: Apposition, owners: Owners) -> None:
        self.s, self.pack, self.hits = sentence, pack, hits
        self.apposition, self.owners = apposition, owners
        self.shared = SharedTitles(sentence, pack, hits, apposition)
        # «في تونس», «مقرها تونس»
        self.words_of_seats = pack.particle_words("in") | pack.particle_words("seats")
        self._plurals = (*pack.settings.nominative_endings, *pack.settings.oblique_endings)

    def role(self, index: int, hit: NameHit, *, with_name: bool = True) -> Phrase:
        """Return the phrase headed by a role noun: «وزير الخارجية الروسي سيرغي لافروف»."""
        phrase = make_phrase(self.s, index, hit.end, hit, hit.named.kind)
        phrase.sector, phrase.post, phrase.head = hit.named.sector, hit.named.post, hit.named.name
        phrase.code = self.pack.settings.states_by_title.get(hit.named.tail, "")
        if hit.named.number == "p" and hit.named.kind in _ARMED and not self.s.tokens[index].text.endswith(self._plurals):
            # «الكتائب», as a name begins
            phrase.head = self.s.tokens[index].text[hit.offset :].removeprefix(self.pack.settings.article)
        if hit.named.kind == "armed_force" and hit.named.tail.removeprefix(self.pack.settings.article) == self.pack.settings.coalition != "":
            # «قوات التحالف»
            phrase.head = self.pack.settings.coalition
        if f"{hit.named.name} {hit.named.tail}" in self.pack.settings.powers and not self._is_of_some(index):
            phrase.head = self.pack.settings.powers[0]
        phrase.form = "title" if hit.named.post else "description"
        phrase.bare = hit.det and not hit.named.tail and hit.named.post == _MINISTER
        phrase.gender, phrase.number = hit.named.gender, hit.named.number or "s"
        definite_tail = bool(hit.named.tail) and self.hits.is_definite(hit.end - 1)
        if self._is_dual(hit):
            phrase.number = "d"
        if hit.named.pronoun or (hit.suffix and not self._is_slip(hit)):
            phrase.owned, phrase.pronoun = hit.named.post != "counterpart", hit.named.pronoun or hit.suffix
            phrase.form = "pronoun" if not hit.named.post else phrase.form
        if phrase.number == "d" and index and self.s.tokens[index - 1].kind == "number":
            # «7 عسكريين» are no two
            phrase.number = "p"
        if phrase.number in ("p", "d") and phrase.is_person and self.shared.take(phrase):
            return phrase
        if definite_tail and not phrase.code:
            phrase.code = next(filter(None, map(self._tail_code, range(index + 1, hit.end))), "")
        self._modifiers(phrase)
        if phrase.count and phrase.is_person and self.shared.take(phrase):
            # «رئيسا البلدين، الغاني فلان والكيني فلان»
            return phrase
        if not phrase.code and hit.named.tail.endswith(self.pack.settings.peacekeepers):
            # «قوات حفظ السلام» of nobody else are those of the United Nations
            phrase.code = _UNITED_NATIONS
        self._seated(phrase)
        awaits_owner = bool(hit.named.tail) and not definite_tail and not phrase.pronoun and phrase.last == hit.end and not self._is_adjective(hit.end - 1)
        if phrase.is_person and with_name and phrase.number == "s":
            if not awaits_owner:
                self.apposition.name_after(phrase)
            if not phrase.name and (phrase.post or phrase.code) and (phrase.last - phrase.first > 1 or not phrase.det):
                self.apposition.late_name(phrase)
        if phrase.post == "head_of_state" and phrase.det and phrase.head in self.pack.settings.courtesy:
            phrase.post = ""
        self._chancellor(phrase)
        self._leader(phrase)
        phrase.title = (phrase.start, phrase.end)
        if phrase.is_person and phrase.name and with_name:
            phrase = self.apposition.with_apposition(phrase)
        phrase.det = phrase.det or definite_tail
        return phrase

    def _tail_code(self, index: int) -> str:
        """Return whose adjective a title ends in: «المبعوث الأممي»; empty if it is none of belonging."""
        if self.s.stem_is_of(index, "adjectival"):
            return ""
        return next((self.pack.names[a.entry.ref].code for a in self.s.analyses[index] if a.entry.kind == "nisba" and a.det), "")

    def _is_slip(self, hit: NameHit) -> bool:
        """Return whether a pronoun at a title is its feminine ending without dots, whose owner follows, or a dual's: «سفيره الاتحاد الأوروبي», «حكومتي البلدين»."""
        if self._is_dual(hit):
            return True
        owner = self.hits.best_hit(hit.end) if hit.suffix == self.pack.settings.feminine_slip and hit.end < len(self.s.tokens) else None
        return owner is not None and owner.named.type in ("state", "org") and not (owner.conj or owner.prep)

    def _is_of_some(self, index: int) -> bool:
        """Return whether the word before a phrase takes only some of those it means: «بعض القوى الكبرى»."""
        return index > 0 and self.s.is_of(index - 1, "some_of")

    def _is_dual(self, hit: NameHit) -> bool:
        """Return whether what looks like a pronoun ends a dual, as a noun is annexed to it: «حكومتي البلدين», «طرفي الحرب», «مذكرتي تفاهم»."""
        if hit.suffix != self.pack.settings.dual_slip or hit.end >= len(self.s.tokens):
            return False
        both = self.hits.best_hit(hit.end)
        if both is not None:
            free = not (both.conj or both.prep)
            # «تنظيمي القاعدة وداعش»
            return free and (both.named.type == "org" or (both.named.type == "role" and both.named.number == "d" and both.det))
        if any(a.entry.kind in ("masdar", "noun") and not (a.conj or a.prep) for a in self.s.analyses[hit.end]):
            return not self._is_adjective(hit.end)
        return not self.s.analyses[hit.end] and self.s.tokens[hit.end].text.startswith(self.pack.settings.article)

    def _is_adjective(self, index: int) -> bool:
        """Return whether a word can be an adjective; a title that ends in any other indefinite word awaits an owner: «مدير مكتب»."""
        # «جامعة» is no participle
        return not self.s.stem_is_of(index, "called_after") and any(self.s.has(index, kind) for kind in ("modifier", "nisba", "apart", "ppart"))

    def _chancellor(self, phrase: Phrase) -> None:
        """Let «المستشار الألماني» lead a government, as chancellors do in few countries."""
        settings = self.pack.settings
        if phrase.post == "adviser" and phrase.head in settings.chancellors and phrase.code in settings.chancelleries and phrase.det:
            phrase.post = "head_of_government"

    def _leader(self, phrase: Phrase) -> None:
        """Let who is called the leader of a state and of nothing else head it: «الزعيم الكوبي فلان», «زعيم كوريا الشمالية»."""
        if phrase.post != "party_leader" or phrase.head not in self.pack.settings.leaders or phrase.code not in self.pack.states:
            return
        at = phrase.first + 1
        adjective = next((a for a in self.s.analyses[at] if a.entry.kind == "nisba" and phrase.det), None)
        behind = at + (2 if adjective.entry.tense else 1) if adjective else max((hit.end for hit in self.s.names[at] if hit.named.type == "state"), default=0)
        named = bool(phrase.name) and self.s.text.startswith(phrase.name, self.s.tokens[self.hits.skip_honorifics(behind)].start)
        if behind and (phrase.last == behind or named):
            phrase.post, phrase.sector = "head_of_state", "GOV"

    def _modifiers(self, phrase: Phrase) -> None:
        """Take the adjectives, states and bodies after a head into its phrase."""
        for _ in range(_MAX_MODIFIERS):
            index = phrase.last
            if phrase.first and self.s.is_mark(index, CLOSERS) and self.s.is_mark(phrase.first - 1, OPENERS):
                index += 1
            elif self.s.is_mark(index, OPENERS + "(") and self.s.is_mark(index + 2, CLOSERS + ")"):
                # «جنود "جيش" الاحتلال», «مسلحو (داعش)»: one word in marks
                index += 1
            if index >= len(self.s.tokens):
                return
            if not self._adjective(phrase, index) and not self._counting(phrase, index) and not self.owners.take_one(phrase, index):
                return

    def _seated(self, phrase: Phrase) -> None:
        """Give a body without a country that of the place it is said to be in: «الشرطة في بوليفيا»."""
        if phrase.code or phrase.is_person or phrase.kind == "document":
            return
        if phrase.last + 1 >= len(self.s.tokens) or self.s.words[phrase.last] not in self.words_of_seats:
            return
        hit = self.hits.best_hit(phrase.last + 1)
        if hit is not None and hit.named.type in ("state", "place", "capital") and not hit.prep:
            phrase.code = hit.named.code

    def _adjective(self, phrase: Phrase, index: int) -> bool:
        """Take one adjective: of belonging (Russian), or of rank and time (general, former)."""
        if self.s.is_of(index, "manners") and not self._is_accusative(phrase):
            # «تشاور المستشار هاتفيا مع»
            return False
        for analysis in self.s.analyses[index]:
            if analysis.conj or analysis.prep or analysis.suffix:
                continue
            # «الهيئة المالية» is of finance, «الجيش المالي» of Mali
            ordinary = phrase.kind in _BODIES and self.s.stem_is_of(index, "adjectival")
            belonging = analysis.entry.kind == "nisba" and not ordinary and self._agrees(phrase, analysis) and not self.hits.differ_in_case(index - 1, index)
            if belonging or (analysis.entry.kind == "accusative" and self._is_accusative(phrase)):
                phrase.code = phrase.code or self.pack.names[analysis.entry.ref].code
                return take(self.s, phrase, index + (2 if analysis.entry.tense else 1)) and self._second_state(phrase)
            if analysis.entry.kind == "modifier" and self._agrees(phrase, analysis):
                if analysis.entry.tense in ("former", "acting", "designate"):
                    phrase.status = analysis.entry.tense
                return take(self.s, phrase, index + 1)
        return False

    def _counting(self, phrase: Phrase, index: int) -> bool:
        """Take the number behind a definite plural: «الدول الثلاث»."""
        count = self.pack.counts.get(self.s.words[index], 0)
        if not count or phrase.count or not phrase.det or phrase.number != "p":
            return False
        phrase.count = count
        return take(self.s, phrase, index + 1)

    def _second_state(self, phrase: Phrase) -> bool:
        """Take a second state behind the first: «المسؤولون الإيرانيون والطاجيكيون», «اللجنة الإيرانية الطاجيكية»; always True."""
        joint = phrase.kind == "group"
        if phrase.number not in ("p", "d") and phrase.kind not in ("armed_force", "government", "people") and not joint:
            return True
        for analysis in self.s.analyses[phrase.last] if phrase.last < len(self.s.tokens) else ():
            if analysis.entry.kind == "nisba" and (analysis.conj or joint) and not analysis.prep and not phrase.members and (analysis.det == phrase.det or (joint and analysis.det)):
                other = self.pack.names[analysis.entry.ref].code
                phrase.members = [msgspec.structs.replace(phrase, code=code, members=[]) for code in (phrase.code, other)]
                return take(self.s, phrase, phrase.last + 1)
        return True

    def _is_accusative(self, phrase: Phrase) -> bool:
        """Return whether the head is an indefinite accusative: «جنديا» in «جنديا تركيا»."""
        return not phrase.det and self.s.words[phrase.last - 1].endswith("ا")

    def _agrees(self, phrase: Phrase, analysis: Analysis) -> bool:
        """Return whether an adjective can belong to the head: definite with definite, no plural with one person, no feminine with a man who has his."""
        one = phrase.is_person and phrase.number == "s"
        if analysis.entry.kind == "nisba" and one and (analysis.entry.number == "p" or (phrase.code and phrase.gender == "m" and analysis.entry.gender == "f")):
            # «زار المستشار الألماني السعودية»: the second is no adjective of his
            return False
        return analysis.det or not phrase.det
