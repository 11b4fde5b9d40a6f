"""Actor phrases: titles that announce persons, names, bodies, adjectives of belonging, distributed titles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from mithaq.annotate.announced_places import AnnouncedPlaces
from mithaq.annotate.apposition import Apposition
from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.named_actors import NamedActors
from mithaq.annotate.names import NameBook, openings, person_name
from mithaq.annotate.owners import Owners
from mithaq.annotate.peoples import Peoples
from mithaq.annotate.phrases import POSTED
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.titles import Titles
from mithaq.packs.pack import NameHit, Pack

# how many words about people may stand between them and where they are
_NEAR = 2
# what the codes of groups that are of no state begin with
_GROUP = "NSA:"


def find_phrases(sentence: Sentence, pack: Pack, book: NameBook) -> list[Phrase]:
    """Return the actor phrases of a sentence in order, without overlap; names found are kept in ``book``."""
    reader = _PhraseReader(sentence, pack, book)
    phrases: list[Phrase] = []
    index = 0
    while index < len(sentence.tokens):
        phrase = reader.phrase(index) if sentence.tokens[index].kind == "word" and reader.may_begin(index) else None
        if phrase is None:
            index += 1
            continue
        reader.complete(phrase)
        _led_by_each(sentence, pack, phrase)
        _joined_by_courtesy(sentence, phrase)
        phrases.append(phrase)
        if not phrase.code and _is_abroad(sentence, phrase):
            phrase.weak = True
        book.remember(phrase)
        for member in (*phrase.members, *phrase.inner):
            book.remember(member)
        index = max(phrase.last, index + 1)
    for people, place in itertools.pairwise(phrases):
        if _live_in(sentence, people, place):
            people.code = place.code
        if people.place and place.kind == "state" and place.code == people.code and place.first == people.last + 1 and sentence.is_mark(people.last, "("):
            # «في دبي (الإمارات)»: says where, and is no side
            place.place = True
    return phrases


def _led_by_each(sentence: Sentence, pack: Pack, phrase: Phrase) -> None:
    """Take «each of» before the first of several into its phrase, with what is glued to it: «بكل من مصر والأردن»."""
    at = phrase.first - 2
    if at < 0 or phrase.prep or phrase.conj or sentence.words[at + 1] not in pack.particle_words("from"):
        return
    for offset, conj, prep in openings(sentence.words[at]):
        if sentence.words[at][offset:] in pack.particle_words("each"):
            phrase.first, phrase.conj, phrase.prep = at, conj, prep


def _joined_by_courtesy(sentence: Sentence, phrase: Phrase) -> None:
    """Take the courtesy before somebody into the phrase where «and» is glued to it: «الأمير وفخامة الرئيس»."""
    before = sentence.names[phrase.first - 1] if phrase.first and not (phrase.prep or phrase.conj) else ()
    hit = next((hit for hit in before if hit.named.type == "honorific" and hit.conj and hit.end == phrase.first), None)
    if hit is not None:
        phrase.first, phrase.conj, phrase.prep = phrase.first - 1, hit.conj, hit.prep


def _live_in(sentence: Sentence, people: Phrase, place: Phrase) -> bool:
    """Return whether some people are told by where they are: «صحفيون في غزة», «عمال الموانئ في لبنان»."""
    many = people.kind == "people" or (people.is_person and people.number == "p" and people.sector not in ("GOV", "MIL"))
    if people.code or people.weak or people.members or not many or not place.code or not (place.place or place.kind == "state"):
        return False
    inside = place.prep == "ب" or (not place.prep and sentence.is_of(place.first - 1, "in"))
    between = range(people.last, place.first - (not place.prep))
    return inside and len(between) <= _NEAR and all(sentence.tokens[at].kind == "word" and not sentence.has(at, "verb") and not sentence.has(at, "particle") for at in between)


def _is_abroad(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether the words of a phrase say that it is not of the country the report is about.

    «القوات الدولية», «مسؤول غربي», «مصدر دبلوماسي»; of officials only what their body is called, «رئيس اللجنة الدولية»,
    not «وزير التعاون الدولي».
    """
    for at in range(phrase.first, phrase.last):
        if not sentence.stem_is_of(at, "foreign"):
            continue
        if phrase.number == "p" and at == phrase.first + 1:
            # «القادة الغربيين»
            return True
        bodies = (hit for before in sentence.names[max(at - 2, phrase.first) : at] for hit in before)
        if phrase.post in ("", "diplomat") or (phrase.post not in POSTED and any(hit.named.type == "role" and hit.named.kind != "person" for hit in bodies)):
            return True
    return False


class _PhraseReader:
    """Reads phrases of one sentence; phrases inside others are read by the same rules."""

    def __init__(self, sentence: Sentence, pack: Pack, book: NameBook) -> None:
        self.s, self.pack, self.book = sentence, pack, book
        self.hits = NameHits(sentence, pack)
        sons = pack.particle_words("son_of")
        # words before «son of»
        self._fathers = () if sons.isdisjoint(sentence.words) else [at - 1 for at, word in enumerate(sentence.words) if word in sons]
        self.peoples = Peoples(sentence, pack, self.hits)
        self.announced = AnnouncedPlaces(sentence, pack, self.hits)
        apposition = Apposition(sentence, pack, book, self.hits, self)
        owners = Owners(sentence, pack, book, self.hits, self)
        self.titles = Titles(sentence, pack, self.hits, apposition, owners)
        self.names = NamedActors(sentence, pack, book, self.hits, apposition)

    def may_begin(self, index: int) -> bool:
        """Return whether a phrase can begin at token ``index``: what is known of its spelling rules out most words."""
        return bool(self.s.names[index]) or not self.s.known[index].common or index in self._fathers or self.book.may_hold(self.s.words[index]) or self.announced.may_begin(index)

    def phrase(self, index: int) -> Phrase | None:
        """Return the actor phrase that begins at token ``index``."""
        hit = self.hits.best_hit(index)
        if hit is None:
            found = (self._placed(index) if self.announced.may_begin(index) else None) or self.peoples.people(index) or self.names.known_part(index)
            return found or self.names.known_body(index) or self.names.unknown_person(index)
        if hit.named.type == "state" and hit.end == index + 1 and (called := self.known_part(index)) is not None:
            # «محمد السوداني ... أشاد السوداني»
            return called
        if hit.named.type in ("person", "org") and hit.end == index + 1 and (called := self.known_part(index)) is not None and called.label != hit.named.label:
            # «كمال الحريري ... قال الحريري»: the one of whom the report spoke before; he speaks for the group that bears his name
            called.code = hit.named.code if hit.named.code.startswith(_GROUP) else called.code
            return called
        if hit.named.type != "role":
            return self._named_after(self.named(index, hit)) if hit.named.type == "person" else self.named(index, hit)
        if hit.end == index + 1 and self.s.is_of(index, "set_for") and (index + 1 in self.s.timed or self.s.is_of(index + 1, "in")):
            # «القمة المقررة في مايو»: no rapporteur
            return None
        after = self.hits.skip_honorifics(index)
        if after > index and hit.named.kind == "group" and person_name(self.s, after, self.pack) > after:
            # «الفريق أول عبد الفتاح»: a rank, no team
            return None
        bare = hit.end == index + 1 and not hit.det
        if bare and (known := self.known_part(index)) is not None:
            return known
        phrase = self.role(index, hit)
        return self._named_after(phrase) if phrase.is_person and phrase.name else phrase

    def complete(self, phrase: Phrase) -> None:
        """Give a body that is called by the beginning of its name the code of the whole; keep one that has a code."""
        words = self.s.words[phrase.first : phrase.last]
        if not phrase.code and not phrase.is_person and not phrase.members and (known := self.book.begun(words)) is not None:
            phrase.code, phrase.kind, phrase.sector, phrase.label = known.code, known.kind, known.sector, known.label
        self.book.remember_body(phrase, words)

    def role(self, index: int, hit: NameHit, *, with_name: bool = True) -> Phrase:
        """Return the phrase headed by a role noun."""
        return self.titles.role(index, hit, with_name=with_name)

    def named(self, index: int, hit: NameHit) -> Phrase:
        """Return the phrase of a gazetteer name."""
        return self.names.named(index, hit)

    def known_part(self, index: int) -> Phrase | None:
        """Return the phrase of a person called by a part of the name the report gave before."""
        return self.names.known_part(index)

    def announced_place(self, index: int) -> Phrase | None:
        """Return the phrase of a place that no list knows behind what kind of place it is."""
        return self.announced.place(index)

    def _placed(self, index: int) -> Phrase | None:
        """Return the phrase of an announced place, if lists or its words tell in which state it lies."""
        place = self.announced.place(index)
        return place if place is not None and place.code else None

    def _named_after(self, phrase: Phrase) -> Phrase:
        """Return the phrase, as nobody's if what stands before is called after the person: «جامعة الملك فلان»."""
        if phrase.first and not phrase.prep and not phrase.conj and self.s.stem_is_of(phrase.first - 1, "called_after") and not self.hits.is_definite(phrase.first - 1):
            return msgspec.structs.replace(phrase, kind="group", code="", post="", name="", form="description", weak=True)
        return phrase


def actor_phrases(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the single actors of a phrase: its members, or itself."""
    if phrase.members:
        yield from phrase.members
    else:
        yield phrase
