"""Personal names: where one ends, and finding it again by its parts."""

from __future__ import annotations

from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Pack
from mithaq.text.fold import skeleton
from mithaq.text.vocabulary import is_ordinary

# words before the last in the name of a state: «الولايات المتحدة»
_STATE_WORDS = 2
_MAX_NAME = 5
# the least words that a shortened name of a body keeps
_SHORTENED = 2
# the least letters of a word that may be an ordinary one behind a glued preposition
_GLUED = 4
# the conjunctions and prepositions that may stand glued before a name, as :func:`openings` takes them off
_GLUED_BEFORE = ("", "و", "ف", "ل", "ب", "ول", "وب")
_CONTENT = ("verb", "masdar", "noun", "apart", "ppart", "particle", "nisba", "cue", "modifier")


def person_name(sentence: Sentence, start: int, pack: Pack) -> int:
    """Return the index after the personal name that begins at token ``start``; ``start`` if none does.

    A known person's name is taken whole. Otherwise a name is a run of words the lexicon does not know as
    anything else, or knows as parts of names.
    """
    if start >= len(sentence.tokens):
        return start
    hits = [h for h in sentence.names[start] if h.named.type == "person" and not h.conj and not h.prep]
    if hits and hits[0].end > start:
        return _with_nickname(sentence, hits[0].end)
    last = name_run(sentence, start, pack)
    # «الدكتور مساعد بن فلان»
    return father_name(sentence, start, pack) if last == start and _is_courteous(sentence, start) else last


def _is_courteous(sentence: Sentence, index: int) -> bool:
    """Return whether a word of courtesy, and no more, stands before a token."""
    return index > 0 and any(hit.named.type == "honorific" and hit.end == index for hit in sentence.names[index - 1])


def father_name(sentence: Sentence, start: int, pack: Pack) -> int:
    """Return the index after a personal name whose first word is at token ``start``, whatever else that means, and whose next is «son of»; ``start`` if it is none."""
    of = start + 1 < len(sentence.tokens) and sentence.words[start + 1] in pack.particle_words("son_of")
    return name_run(sentence, start, pack, called=True) if of else start


def name_run(sentence: Sentence, start: int, pack: Pack, *, called: bool = False) -> int:
    """Return the index after the words that can be parts of one name; the first is one if it is ``called`` so."""
    index = start
    joined = pack.particle_words("son_of") | pack.particle_words("servant_of")
    size = 0
    while index < len(sentence.tokens) and size < _MAX_NAME and ((called and index == start) or _name_part(sentence, index, index == start, pack)):
        size += sentence.words[index] not in joined
        index += 1
    return _with_nickname(sentence, index) if index > start else start


def _is_blessing(sentence: Sentence, index: int) -> bool:
    """Return whether a courtesy of several words begins at a token: «رحمه الله»."""
    return any(hit.named.type == "honorific" and hit.end > index + 1 for hit in sentence.names[index])


def _is_aim(sentence: Sentence, index: int, pack: Pack) -> bool:
    """Return whether a word is an ordinary one behind «to», and part of no name: «أقامه إبراهيم أبو محمد لتكريم»."""
    word = sentence.tokens[index].text
    return word[0] in pack.settings.aiming and len(word) > _GLUED and not sentence.has(index, "given") and not sentence.has(index, "family") and is_ordinary(word[1:], pack.language)


def _is_surname(sentence: Sentence, index: int, pack: Pack) -> bool:
    """Return whether a word with an article ends as names of origin do, or a title stands directly behind it: «يحيى عبد الكريم العاصمي»."""
    behind = sentence.names[index + 1] if index + 1 < len(sentence.tokens) else ()
    return sentence.tokens[index].text.endswith(pack.settings.origin_endings) or any(hit.named.type == "role" and hit.named.kind == "person" and not (hit.conj or hit.prep) for hit in behind)


def _is_half(sentence: Sentence, index: int, pack: Pack) -> bool:
    """Return whether a token completes a name of two words: «عبد اللطيف», «نجم الدين»."""
    article = pack.settings.article
    if sentence.words[index - 1] in pack.particle_words("servant_of") and bool(article) and sentence.tokens[index].text.startswith(article):
        return True
    return sentence.words[index] in pack.particle_words("of_faith") and sentence.has(index - 1, "given")


def _with_nickname(sentence: Sentence, index: int) -> int:
    """Return the index after a nickname in brackets, if one follows."""
    if sentence.is_mark(index, "(") and any(sentence.is_mark(index + step, ")") for step in (2, 3)):
        step = 2 if sentence.is_mark(index + 2, ")") else 3
        # «فلان (42 عاما)» tells his age
        if sentence.has(index + 1, "given") or not (sentence.analyses[index + 1] or sentence.counts(index + 1)):
            return index + step + 1
    return index


def _name_part(sentence: Sentence, index: int, first: bool, pack: Pack) -> bool:
    """Return whether a token can be part of a name whose earlier words were."""
    token = sentence.tokens[index]
    if token.kind != "word" or len(token.text) < 2 or (not token.text[0].isascii() and token.text[-1].isascii()):
        # «مصدر يمني لـCNN»
        return False
    analyses = sentence.analyses[index]
    if not first and (_is_half(sentence, index, pack) or sentence.words[index - 1] in pack.particle_words("son_of")):
        return True
    if index in sentence.timed and not any(a.entry.kind == "given" for a in analyses):
        # «الرئيس المالي يوم الأحد»
        return False
    if any(a.entry.tense == "given_weak" for a in analyses) and sentence.has(index + 1, "given"):
        return True
    if any(a.entry.kind == "particle" and not a.suffix for a in analyses) or token.text.startswith("لل"):
        return False
    if token.text.startswith(tuple(pack.particle_words("chaired_by"))) or sentence.is_of(index, "manners") or sentence.is_of(index, "sayings"):
        return False
    if token.text[0] == "ب" and token.text.endswith("ة") and not first and is_ordinary(token.text[1:], pack.language):
        # «أدان محمد شريف بشدة»
        return False
    if any(hit.named.type == "honorific" and hit.conj for hit in sentence.names[index]):
        # «وزير الخارجية القطري وسعادة وزير الدفاع»
        return False
    if not first and (_is_blessing(sentence, index) or _is_aim(sentence, index, pack)):
        return False
    if not first and token.text[0] in pack.settings.glued and not any(a.entry.kind in ("given", "family") for a in analyses) and _is_inflected(token.text, pack):
        # «إليزابيث بصفتها ملكة»
        return False
    if token.text[0] in "بلك" and any(a.entry.kind == "particle" for a in pack.analyse(token.text[1:])):
        return False
    if any(a.entry.kind in ("given", "family") and not a.conj and not a.prep and not a.suffix for a in analyses):
        return True
    # a word that is a verb only in the passive, or in the jussive, is none behind a name: «طوني بورك», «إيلينا فيشر»
    content = [a for a in analyses if not (a.entry.passive and not first) and not (a.conj and a.entry.tense == "jussive")]
    if any(a.entry.kind in _CONTENT and not (a.entry.kind == "nisba" and a.prep and not a.det) for a in content):
        # a family name that is also an adjective («نبيل العربي») directly after a given name
        adjective = all(a.entry.kind in ("modifier", "nisba") and a.det and not a.conj and not a.prep for a in analyses)
        return adjective and not first and not token.text.endswith("ة") and sentence.has(index - 1, "given")
    hits = [hit for hit in sentence.names[index] if hit.named.type in ("state", "org", "role", "capital") and not hit.named.weak]
    if hits and all(hit.named.type == "role" and hit.det and hit.end == index + 1 for hit in hits) and sentence.has(index - 1, "given") and not first:
        # a family name that is also a title («يوسف الشاهد»), directly after the given name
        return not sentence.has(index - 2, "given")
    if hits or _is_ordinary_here(sentence, index, first, pack):
        return False
    if token.text.startswith("ال"):
        # «عمار بن يوسف الأوضاع»: a name of three parts is complete before an ordinary word
        return not first and (_is_surname(sentence, index, pack) or not (sentence.has(index - 3, "given") and is_ordinary(token.text.removeprefix(pack.settings.article), pack.language)))
    if not first and token.text[0] == "و" and len(token.text) > 3 and sentence.names[index]:
        return False
    # «بروجردي» is no «my Borujerd»
    return not any(hit.named.type in ("state", "org", "role", "place", "capital") and not hit.named.weak and not hit.suffix for hit in sentence.names[index])


def _is_ordinary_here(sentence: Sentence, index: int, first: bool, pack: Pack) -> bool:
    """Return whether a word of no name list is an ordinary word; directly behind a given name it may be a family's."""
    word = sentence.tokens[index].text
    if not first and (sentence.has(index - 1, "given") or (index > 1 and _is_half(sentence, index - 1, pack))):
        # «ضرب الأمير فلان مثالا»
        whole = sentence.has(index - 2, "given") or sentence.has(index - 3, "given")
        return whole and word.endswith(pack.settings.accusative_ending) and is_ordinary(word[:-1], pack.language) and not is_ordinary(word, pack.language)
    if word.lstrip("و").startswith((pack.settings.article, *pack.settings.glued_articles)):
        return True
    if first and _closes_title(sentence, index - (2 if sentence.is_mark(index - 1, "،,") else 1), pack):
        # «وزير الخارجية المكسيكي» is complete: what follows without a preposition is a name, if no adverb
        glued = word[0] in pack.settings.glued and len(word) > _GLUED and is_ordinary(word[1:], pack.language)
        # «آفاق التعاون», «تحضيرات القمة», «بشن عملية»
        forms = {word, word.removesuffix("ات"), word[1:] if word[0] in pack.settings.glued else word}
        annexed = _is_content(sentence, index + 1, pack) and any(is_ordinary(form, pack.language) for form in forms)
        return glued or annexed or _is_inflected(word, pack) or sentence.has(index, "vocab") or (word.endswith(("ا", "ة")) and is_ordinary(word, pack.language)) or any(is_ordinary(stem, pack.language) for stem in _without_pronoun(word, pack))
    return is_ordinary(word, pack.language) or _is_inflected(word, pack) or any(len(stem) > 2 and is_ordinary(stem, pack.language) for stem in pack.stems(sentence.words[index]) if word.endswith(stem))


def _is_inflected(word: str, pack: Pack) -> bool:
    """Return whether a word is an ordinary one in the plural, or between something glued to it and a pronoun: «صلاحيات», «لضيفه», «وأسرته»."""
    singular, plural = pack.settings.feminine_endings[:2] if len(pack.settings.feminine_endings) > 1 else ("", "")
    if plural and len(word) > _GLUED and word.endswith(plural) and is_ordinary(word.removesuffix(plural) + singular, pack.language):
        return True
    return word[0] in (*pack.settings.glued, *pack.settings.conjunctions) and any(len(stem) > 2 and not stem.endswith(pack.settings.first_person) and is_ordinary(stem, pack.language) for stem in _without_pronoun(word[1:], pack))


def _is_content(sentence: Sentence, index: int, pack: Pack) -> bool:
    """Return whether an ordinary noun or adjective stands at a token: «آفاق التعاون», «سبل تعزيز»."""
    if index >= len(sentence.tokens) or any(sentence.has(index, kind) for kind in ("given", "family", "particle")):
        return False
    definite = sentence.tokens[index].text.startswith(pack.settings.article) and not sentence.names[index]
    return definite or any(a.entry.kind in ("masdar", "noun", "modifier") for a in sentence.analyses[index])


def _without_pronoun(word: str, pack: Pack) -> list[str]:
    """Return what a word would be without a possessive pronoun at its end: «كلمة» for «كلمته»; empty if it has none."""
    ending = next((ending for ending in pack.settings.possessives if word.endswith(ending) and len(word) > len(ending) + 2), "")
    stem = word.removesuffix(ending) if ending else ""
    return [stem, f"{stem[:-1]}ة"] if stem.endswith("ت") else [stem] if stem else []


def _closes_title(sentence: Sentence, index: int, pack: Pack) -> bool:
    """Return whether a token is the last word of a title: a definite adjective, or a state before a comma."""
    starts = range(max(index - _STATE_WORDS, 0), index + 1) if sentence.is_mark(index + 1, "،,") else ()
    if any(hit.named.type == "state" and hit.end == index + 1 and not hit.suffix for start in starts for hit in sentence.names[start]):
        return True
    return index >= 0 and any(a.entry.kind in ("nisba", "modifier") and a.det and not a.suffix for a in sentence.analyses[index])


class NameBook:
    """The persons a report has named so far, found again by their last words."""

    def __init__(self) -> None:
        self._parts: dict[str, Phrase] = {}
        self._heads: set[str] = set()
        # each head with all that may be glued to it
        self._spellings: set[str] = set()
        self._full: dict[str, Phrase] = {}
        self._bodies: dict[str, Phrase] = {}
        self._begun: dict[str, Phrase] = {}
        self.alliance = ""

    def remember(self, phrase: Phrase) -> None:
        """Keep a named person; a title seen later completes an earlier bare name."""
        if phrase.kind in ("alliance", "igo") and phrase.code:
            self.alliance = phrase.code
        if phrase.head and phrase.code and not phrase.is_person and phrase.last - phrase.first > 1:
            self._bodies[skeleton(phrase.head)] = phrase
        if not phrase.is_person or not phrase.name:
            return
        words = [skeleton(word) for word in phrase.name.split() if word not in "()"]
        known = self._full.get(" ".join(words))
        if known is not None and known.code and not phrase.code:
            phrase.code, phrase.sector = known.code, known.sector
        self._full[" ".join(words)] = phrase
        if len(words) > 1 or (phrase.label and phrase.post):
            # «المستشار ميرتس ... ميرتس»
            for size in range(1, max(min(3, len(words)), 2)):
                self._parts[" ".join(words[-size:])] = phrase
                self._heads.add(words[-size])
                self._spellings.update(glued + words[-size] for glued in _GLUED_BEFORE)

    def remember_body(self, phrase: Phrase, words: list[str]) -> None:
        """Keep a body with a code under the beginning of its name: «حزب العمال» of «حزب العمال الكردستاني»."""
        if phrase.code and not phrase.is_person and phrase.kind != "state":
            for size in range(_SHORTENED, len(words)):
                self._begun[" ".join(words[:size])] = phrase

    def begun(self, words: list[str]) -> Phrase | None:
        """Return the body last named whose name begins with these words."""
        return self._begun.get(" ".join(words)) if len(words) >= _SHORTENED else None

    def find(self, name: str) -> Phrase | None:
        """Return the person with this name or this last part of a name."""
        key = skeleton(name)
        return self._full.get(key) or self._parts.get(key)

    def called(self, name: str) -> Phrase | None:
        """Return the person last named whose name holds all words of ``name``, in whatever place."""
        words = set(skeleton(name).split())
        held = (phrase for full, phrase in reversed(self._full.items()) if words <= set(full.split()))
        return self.find(name) or next(held, None)

    def body(self, head: str) -> Phrase | None:
        """Return the body whose name began with this word, as last named."""
        return self._bodies.get(head)

    def may_hold(self, word: str) -> bool:
        """Return whether a part of a person's name may begin with this word, whatever is glued to it."""
        return word in self._spellings

    def part(self, sentence: Sentence, index: int) -> tuple[Phrase, int, int, str, str] | None:
        """Return ``(person, index after, offset, conjunction, preposition)`` for a name part at ``index``."""
        word = sentence.words[index]
        ways = [way for way in openings(word) if word[way[0] :] in self._heads] if self.may_hold(word) else []
        for size in (2, 1) if ways else ():
            if index + size > len(sentence.words):
                continue
            rest = sentence.words[index + 1 : index + size]
            for offset, conj, prep in ways:
                known = self._parts.get(" ".join([word[offset:], *rest]))
                if known is not None and (offset == 0 or len(word) - offset > 2):
                    return known, index + size, offset, conj, prep
        return None


def openings(word: str) -> tuple[tuple[int, str, str], ...]:
    """Return the ways a word may carry a conjunction and a preposition: offset, conjunction, preposition."""
    ways = [(0, "", "")]
    if word[:1] in ("و", "ف"):
        ways.append((1, word[0], ""))
    if word[:1] in ("ل", "ب"):
        ways.append((1, "", word[0]))
    if word[:1] == "و" and word[1:2] in ("ل", "ب"):
        ways.append((2, "و", word[1]))
    return tuple(ways)
