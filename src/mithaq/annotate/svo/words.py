"""What a word of a sentence can be where it stands, in a language whose words change little."""

from __future__ import annotations

import functools

from mithaq.annotate.sentence import Sentence
from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import Named, NameHit, Pack

OPEN, CLOSE = ('"', "“", "«"), ('"', "”", "»")
DASHES = ("-", "--", "–", "—")
_ACTORS = ("state", "seat", "org", "capital", "place", "person")
# how many tokens of place and date a dateline has at most
_DATELINE = 12
# how many words a phrase of a list has at most
_PHRASE = 5
# within how many tokens a bracket closes that gives a short name
_BRACKETS = 5
# lists of function words
_FUNCTION = ("determiners", "prepositions", "conjunctions", "modals", "be", "have", "do", "pronouns", "relatives", "subordinators", "negations", "complementisers", "possessives", "adverbs")
_NONE: frozenset[str] = frozenset()


class Words:
    """The words of one sentence, asked by index; indexes outside it are no words."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.s, self.pack = sentence, pack
        self.size = len(sentence.tokens)
        self.texts = [token.text for token in sentence.tokens]
        # what is asked most often, by token: kinds and capitals of words alone
        self._classes = [word.stem_classes for word in sentence.known]
        self._kinds = [word.kinds if token.kind == "word" else _NONE for token, word in zip(sentence.tokens, sentence.known, strict=True)]
        self._large = [token.kind == "word" and token.text[0].isupper() for token in sentence.tokens]
        stands_for = pack.settings.contractions
        self.lowers = [stands_for.get(small, small) for small in map(str.lower, self.texts)]
        self.begin = self._dateline()

    def text(self, at: int) -> str:
        """Return a token's text; empty outside the sentence."""
        return self.texts[at] if 0 <= at < self.size else ""

    def lower(self, at: int) -> str:
        """Return a token's text in small letters, a contraction as the preposition in it: «du» as «de»."""
        return self.lowers[at] if 0 <= at < self.size else ""

    def is_of(self, at: int, *groups: str) -> bool:
        """Return whether one of some lists of function words holds a token, large or small."""
        return 0 <= at < self.size and not self._classes[at].isdisjoint(groups)

    def can_be(self, at: int, kind: str) -> bool:
        """Return whether a token is a word that can be of a kind."""
        return 0 <= at < self.size and kind in self._kinds[at]

    def is_adverbial(self, at: int) -> bool:
        """Return whether a word ends like an adverb."""
        return self.lower(at).endswith(self.pack.settings.adverb_endings) and not self.is_of(at, "no_adverbs")

    def is_gerund(self, at: int) -> bool:
        """Return whether a word ends like a verb that goes on beside another, and is no noun or preposition that ends so."""
        return self.lower(at).endswith(self.pack.settings.gerund_endings) and not self.nouns(at) and not self.is_of(at, "prepositions", "going_on")

    def past_phrase(self, at: int, group: str) -> int:
        """Return the token after a phrase of a list that begins at ``at``, with the commas around it; ``at`` if none does: «, quant à lui,»."""
        phrases = self.pack.particle_words(group)
        comma = self.text(at) == ","
        first = at + comma
        if self.lower(first) not in self.pack.particle_heads(group):
            return at
        for size in range(_PHRASE, 1, -1):
            if " ".join(self.lower(index) for index in range(first, first + size)) in phrases:
                end = first + size
                return end + 1 if comma and self.text(end) == "," else at if comma else end
        return at

    def is_word(self, at: int) -> bool:
        """Return whether a token is a word."""
        return 0 <= at < self.size and self.s.tokens[at].kind == "word"

    def is_timed(self, at: int) -> bool:
        """Return whether a token stands inside a date."""
        return at in self.s.timed

    def is_large(self, at: int) -> bool:
        """Return whether a word begins with a capital."""
        return 0 <= at < self.size and self._large[at]

    def opens(self, at: int) -> bool:
        """Return whether a token is the first of its sentence or of a quotation, where every word is capitalised."""
        before = self.text(at - 1)
        if before == '"':
            return self.marks_before(at) % 2 == 1
        return at <= self.begin or before in OPEN or before in (":", *DASHES)

    def marks_before(self, at: int) -> int:
        """Return how many straight quotation marks stand before a token in its paragraph; an odd number opens a quotation."""
        return self._quotes_before_sentence + sum(text == '"' for text in self.texts[:at])

    @functools.cached_property
    def _quotes_before_sentence(self) -> int:
        """How many straight quotation marks the paragraph has before the sentence."""
        return self.s.text.count('"', self._paragraph, self.s.start)

    @functools.cached_property
    def _paragraph(self) -> int:
        """Where the paragraph begins."""
        return self.s.text.rfind("\n", 0, self.s.start) + 1

    def begins_quotation(self, at: int) -> bool:
        """Return whether a token opens a quotation."""
        return self.text(at) in ("“", "«") or (self.text(at) == '"' and self.marks_before(at) % 2 == 0)

    def is_set_off(self, at: int) -> bool:
        """Return whether a comma and a dash part a token from a quotation before it: «…», — сказал."""
        return self.text(at - 1) in DASHES and self.text(at - 2) == "," and self.closes(at - 3)

    def closes(self, at: int) -> bool:
        """Return whether a token closes a quotation."""
        return self.text(at) in ("”", "»") or (self.text(at) == '"' and self.marks_before(at) % 2 == 1)

    def is_quoted(self, at: int) -> bool:
        """Return whether a token stands inside a quotation of its paragraph."""
        here = self.start_of(at)
        start = self._paragraph
        curly = self.s.text.rfind("“", start, here) > self.s.text.rfind("”", start, here)
        return curly or self.marks_before(at) % 2 == 1

    def quotation_end(self, at: int) -> int:
        """Return the token that closes the quotation in which a token stands; the end of the sentence where none does."""
        return next((i for i in range(at, self.size) if self.closes(i)), self.size) if self.is_quoted(at) else self.size

    def forms(self, at: int, *kinds: str) -> list[Analysis]:
        """Return the readings of a token as one of some kinds of words."""
        if not 0 <= at < self.size or self._kinds[at].isdisjoint(kinds):
            return []
        return [a for a in self.s.analyses[at] if a.entry.kind in kinds]

    def verbs(self, at: int) -> list[Analysis]:
        """Return the readings of a token as a verb; a capitalised word is one only where a sentence opens."""
        return [] if not self.can_be(at, "verb") or (self.is_large(at) and not self.opens(at)) else self.forms(at, "verb")

    def nouns(self, at: int) -> list[Analysis]:
        """Return the readings of a token as a noun."""
        return self.forms(at, "noun", "masdar", "vocab")

    def nisba(self, at: int) -> Named | None:
        """Return the state or body that an adjective of belonging or a people's name at a token means."""
        return self.pack.names[self.forms(at, "nisba")[0].entry.ref] if self.can_be(at, "nisba") else None

    def pair(self, at: int) -> list[Named]:
        """Return the two states that an adjective of belonging to both means: «franco-allemand»."""
        half, hyphen, rest = self.lower(at).partition("-")
        name = self.pack.settings.half_names.get(half, "") if hyphen else ""
        other = next((a.entry.ref for a in self.pack.words[rest].analyses if a.entry.kind == "nisba"), -1) if name else -1
        if other < 0:
            return []
        known = self.pack.names_in([self.pack.words[word] for word in name.split()])[0]
        first = next((hit.named for hit in known if hit.named.type == "state"), None)
        return [first, self.pack.names[other]] if first is not None else []

    def nisba_end(self, at: int) -> int:
        """Return the token after an adjective of belonging, which may have two words: «Sierra Leonean»."""
        return at + 1 + any(a.entry.tense and self.text(at + 1) == a.entry.tense for a in self.forms(at, "nisba"))

    def role(self, at: int) -> NameHit | None:
        """Return the longest title or noun of office that begins at a token."""
        return next((hit for hit in self.s.names[at] if hit.named.type == "role"), None) if self._is_named(at) else None

    def name(self, at: int) -> NameHit | None:
        """Return the longest known name that begins at a token; weak ones only where nothing else is known."""
        if not self._is_named(at) or self.is_timed(at):
            return None
        hits = [hit for hit in self.s.names[at] if hit.named.type in _ACTORS]
        return next((hit for hit in hits if not hit.named.weak), None) or next((hit for hit in hits if self.is_large(at)), None)

    def _is_named(self, at: int) -> bool:
        """Return whether a known name or title begins at a token."""
        return 0 <= at < self.size and bool(self.s.names[at]) and self.s.tokens[at].kind == "word"

    def is_name_part(self, at: int) -> bool:
        """Return whether a token can be a word of a personal name."""
        word = self.text(at)
        particle, hyphen, rest = word.partition("-")
        if hyphen and rest[:1].isupper() and particle in self.pack.particle_words("name_particles"):
            # «al-Nuaimi»
            return True
        if not self.is_large(at) or self.is_timed(at) or self.nisba(at) is not None or (len(word) > 3 and word.isupper()):
            return False
        if self.role(at) is not None or self.is_of(at, "months", "body_words", "addressed"):
            return False
        hit = self.name(at)
        if hit is not None and hit.named.type != "person" and not hit.named.weak:
            return False
        return not (self.is_function(at) and len(word) > 1 and not word.endswith("."))

    def is_function(self, at: int) -> bool:
        """Return whether a token is a function word."""
        return self.is_of(at, *_FUNCTION)

    def is_possessive(self, at: int) -> bool:
        """Return whether a token is the ending of a genitive: «Russia's», «the states'»."""
        text = self.text(at)
        if text == "'s":
            return True
        return text in ("'", "’") and self.lower(at - 1).endswith("s") and at > 0 and self.s.tokens[at].start == self.s.tokens[at - 1].end and self.is_word(at + 1)

    def part_of(self, at: int) -> int:
        """Return the head of a part that a token «of» opens the whole of: «thousands of Iraqis»; -1 if it opens none."""
        if not self.is_of(at, "part_links"):
            return -1
        head = at - 1
        while head >= 0 and self.s.tokens[head].kind == "number":
            head -= 1
        return head if self.is_of(at - 1, "parts") or (head < at - 1) else -1

    def counts(self, at: int) -> bool:
        """Return whether a preposition only says about how many: «more than 100», «up to 16», «over a dozen»."""
        if not (self.is_of(at + 1, "numbers") or (at + 1 < self.size and self.s.tokens[at + 1].kind == "number")):
            return self.is_of(at + 1, "bounds")
        # «up to 16», not «to 16 workers»
        led = not self.is_of(at, "to_infinitive") or self.is_of(at - 1, "up_to")
        return led and self.is_of(at, "approximately") and not self.is_timed(at + 1)

    def after_brackets(self, at: int) -> int:
        """Return the token after a bracket that opens at ``at``, which gives a short name or a party: «(ROK)», «(R-Ohio)»; ``at`` if none does."""
        closing = next((index for index in range(at + 2, at + _BRACKETS) if self.text(index) == ")"), -1) if self.text(at) == "(" else -1
        return closing + 1 if closing > 0 else at

    def end_of(self, at: int) -> int:
        """Return where token ``at`` ends in the folded text."""
        return self.s.tokens[at].end

    def start_of(self, at: int) -> int:
        """Return where token ``at`` begins in the folded text; the end of the sentence behind its last."""
        return self.s.tokens[at].start if at < self.size else self.s.end

    def country(self) -> str:
        """Return the country that a dateline names, or that a line which holds nothing else does; empty if there is none."""
        tokens = self.s.tokens[: self.begin] if self.begin else self.s.tokens
        words = [token.text for token in tokens if token.kind == "word"]
        if not words or not (self.begin or all(word.isupper() for word in words)):
            return ""
        known = self.pack.names_in([self.pack.words[word.title() if word.isupper() else word] for word in words])
        hit = next((hit for hit in known[0] if hit.named.type in ("state", "capital", "place")), None)
        if hit is None and self.begin:
            # «ABECHE, Chad, Sept 14 - »
            hit = next((hit for hits in known[1:] for hit in hits if hit.named.type == "state"), None)
        return hit.named.code if hit is not None and (self.begin or hit.end == len(words)) else ""

    def _dateline(self) -> int:
        """Return the first token after a dateline: «WASHINGTON, March 26 - », «KABUL (agency) -- »."""
        words = [token.text for token in self.s.tokens[:_DATELINE]]
        if not words or len(words[0]) < 3 or not words[0].isupper():
            return 0
        at = next((i for i, word in enumerate(words) if word in DASHES), 0)
        if words[at + 1 : at + 2] == ["-"]:
            at += 1
        return at + 1 if at else 0
