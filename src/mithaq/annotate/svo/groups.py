"""Verb groups: a verb with its auxiliaries, negation and adverbs, and what they say of time and voice."""

from __future__ import annotations

import itertools

import msgspec

from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.words import CLOSE, OPEN, Words
from mithaq.packs.analysis import Analysis

# which forms of a verb may follow which auxiliary
_AFTER = {"modal": ("base",), "do": ("base",), "to": ("base",), "have": ("participle",), "be": ("participle", "gerund")}
_FINITE = ("past", "present", "base")
# marks that end a stretch of words
BORDERS = frozenset(",;:.?!()") | {*OPEN, *CLOSE, "-", "--", "–", "—"}


class Group(msgspec.Struct, eq=False):
    """A verb group. ``kind``: finite, infinitive, gerund or participle. Token indexes, half-open; ``head`` is the verb's own."""

    first: int
    last: int
    head: int
    kind: str
    predicates: tuple[int, ...]
    tense: str = ""
    passive: bool = False
    negated: bool = False
    future: bool = False
    unreal: bool = False
    copular: bool = False
    would: bool = False
    # told from hearsay by its form: «aurait livré»
    hearsay: bool = False
    reflexive: bool = False
    # an infinitive of what is done already: «avoir livré»
    perfect: bool = False
    # of the finite verb, where its form tells: s or p
    number: str = ""
    # tokens of an object pronoun before the verb and of a subject pronoun behind it
    clitic: int = -1
    inverted: int = -1


class Groups:
    """Finds the verb groups of a sentence; each language family says how one is made up."""

    def __init__(self, words: Words, phrases: list[Phrase]) -> None:
        self.w, self.phrases = words, phrases
        self.starts = {phrase.first: phrase for phrase in phrases}
        self.inside = {at for phrase in phrases for at in range(phrase.first, phrase.last)}
        self.ends = {phrase.last: phrase for phrase in phrases}

    def read(self) -> list[Group]:
        """Return the verb groups in order."""
        found: list[Group] = []
        at = self.w.begin
        while at < self.w.size:
            group = self._group(at) if at not in self.inside and self.w.is_word(at) and self._may_begin(at) and not self.w.is_timed(at) else None
            group = group or (self._coordinate(at, found[-1]) if found and self.w.can_be(at, "verb") else None)
            if group is not None:
                found.append(group)
            at = group.last if group is not None else at + 1
        self._reduce(found)
        return found

    def _may_begin(self, at: int) -> bool:
        """Return whether a verb group can begin at a token: what is known of its spelling may rule it out."""
        return True

    def _group(self, first: int) -> Group | None:
        """Return the verb group that begins at token ``first``."""
        raise NotImplementedError

    def _coordinate(self, at: int, last: Group) -> Group | None:
        """Return the verb group that goes on from the last one without words of its own for how it is put."""
        return None

    def _reduce(self, groups: list[Group]) -> None:
        """Settle what only the whole sentence tells of its groups."""

    def _predicates(self, readings: list[Analysis]) -> tuple[int, ...]:
        """Return the predicates that readings of a word can be."""
        lexemes = self.w.pack.lexemes
        return tuple(dict.fromkeys(ref for a in readings if a.entry.ref >= 0 for ref in lexemes[a.entry.ref].predicates))


# the lists that hold what a verb may stand behind
_AUXILIARIES = ("modals", "have", "be", "do", "to_infinitive")


class AuxiliaryGroups(Groups):
    """Finds verb groups made of auxiliaries: «has been told», «will not have to leave»."""

    def _may_begin(self, at: int) -> bool:
        """Return whether a verb group can begin at a token: a verb, an auxiliary, a negation."""
        return self.w.can_be(at, "verb") or self.w.is_of(at, "negations", *_AUXILIARIES)

    def _group(self, first: int) -> Group | None:
        """Return the verb group that begins at token ``first``."""
        group = Group(first, first, -1, "finite", ())
        state, at, last_aux = "", first, -1
        while at < self.w.size and at not in self.inside:
            found = self._main(at, state)
            step = self._auxiliary(at, state, group)
            if step and (step == "be" or not found or self._continues(at, step)):
                state, last_aux = step, at
            elif found:
                return self._with_main(group, at, state, found)
            elif self.w.is_of(at, "negations"):
                group.negated = True
            elif state == "modal" and self._is_unknown_verb(first, at):
                # «would profit»: whatever follows a modal verb is a verb
                group.head, group.last, group.tense = at, at + 1, "present"
                return group
            elif not (state == "to" and self.w.text(at) in OPEN) and not (state and self.w.is_of(at, "adverbs")) and not (state and self.w.is_adverbial(at)):
                break
            at += 1
        return self._copular(group, state, last_aux)

    def _is_unknown_verb(self, modal: int, at: int) -> bool:
        """Return whether a word that no list of verbs knows must be one, since a modal verb stands before it."""
        plain = self.w.is_word(at) and not self.w.is_large(at) and not self.w.is_function(at) and not self.w.is_adverbial(at) and not self.w.is_timed(at)
        return plain and self.w.nisba(at) is None and not self.w.is_of(modal - 1, "determiners", "possessives") and not self.w.verbs(at)

    def _coordinate(self, at: int, last: Group) -> Group | None:
        """Return the verb in its base form that goes on from one behind «will» or «to»: «will visit Cairo and meet the president»."""
        joined = self.w.is_of(at - 1, "and") or (self.w.text(at - 1) == "," and not self.w.nouns(at))
        bare = [a for a in self.w.verbs(at) if a.entry.tense == "base"] if joined and at not in self.inside else []
        governed = last.kind == "infinitive" or last.future or last.unreal
        if not bare or not governed or last.passive or last.copular or not (self._takes_object(at + 1) or self.w.is_of(at + 1, "prepositions", "object_pronouns") or not self.w.nouns(at)):
            return None
        group = Group(at, at, -1, "finite", ())
        found = self._with_main(group, at, "modal", bare)
        found.kind, found.future, found.unreal, found.would = last.kind, last.future, last.unreal, last.would
        return found

    def _continues(self, at: int, step: str) -> bool:
        """Return whether an auxiliary has a verb behind it."""
        index = at + 1
        if step == "to" and self.w.is_of(index + 1, "determiners", "possessives") and any(a.entry.tense in _AFTER[step] for a in self.w.verbs(index)):
            # «refused to back the plan»
            return index not in self.inside
        while index < self.w.size and (self.w.is_of(index, "negations", "adverbs") or self.w.is_adverbial(index) or (step == "to" and self.w.text(index) in OPEN)):
            index += 1
        if self.w.is_of(index, "be", "have") and step in ("modal", "have", "to"):
            return True
        return any(a.entry.tense in _AFTER[step] for a in self.w.verbs(index)) and index not in self.inside

    def _auxiliary(self, at: int, state: str, group: Group) -> str:
        """Return what kind of auxiliary a token is behind ``state``; empty if it is none."""
        if not self.w.is_of(at, *_AUXILIARIES):
            return ""
        if self.w.is_of(at, "modals") and not state:
            group.future, group.unreal = self.w.is_of(at, "future"), self.w.is_of(at, "unreal_modals")
            group.would = self.w.is_of(at, "would")
            return "modal"
        if self.w.is_of(at, "to_infinitive") and state in ("", "be", "have") and self._continues(at, "to"):
            group.future = group.future or state == "be"
            group.kind = "infinitive" if not state else "finite"
            return "to"
        if self.w.is_of(at, "have") and state in ("", "modal", "to"):
            return "have"
        if self.w.is_of(at, "be") and state in ("", "modal", "have", "to", "be"):
            group.tense = group.tense or ("past" if self.w.is_of(at, "was") else "present" if not state else "")
            return "be"
        return "do" if self.w.is_of(at, "do") and not state else ""

    def _main(self, at: int, state: str) -> list[Analysis]:
        """Return the readings of a token as the main verb behind ``state``."""
        readings = self.w.verbs(at)
        if state:
            return [a for a in readings if a.entry.tense in _AFTER[state]]
        return readings if readings and self._is_verb(at, {a.entry.tense for a in readings}) else []

    def _is_verb(self, at: int, tenses: set[str]) -> bool:
        """Return whether a word that can be a verb is one without an auxiliary, by what stands around it."""
        before = at - 1
        while before >= 0 and (self.w.is_of(before, "adverbs") or (self.w.is_adverbial(before) and before not in self.inside)) and not self.w.is_timed(before):
            before -= 1
        alone = self._somebody(at, before, tenses)
        counted = self.w.is_of(before, "numbers") and not alone and not self._stands_for_persons(before, tenses)
        if counted or (not alone and (self.w.is_of(before, "determiners", "possessives") or self.w.is_possessive(before) or self._is_belonging(before) or (self.w.forms(before, "modifier") and not self.w.is_of(at, "only_clauses")))):
            return before in self.inside and not self.w.forms(at, "noun") and "past" in tenses
        if self.w.is_of(before, "prepositions"):
            return "gerund" in tenses and (not self.w.nouns(at) or self.w.is_of(at, "only_clauses"))
        if "gerund" in tenses and self.w.nouns(at) and not self.w.is_of(at, "only_clauses") and self.w.is_of(at + 1, "complementisers") and self.w.text(at - 1) != ",":
            return False
        if "gerund" in tenses and self.w.nouns(at) and any(a.entry.tense in _FINITE for a in self.w.verbs(at + 1)):
            # «the court's filing says»
            return False
        if "past" in tenses or "gerund" in tenses or "participle" in tenses:
            return not self._attributive(at, tenses)
        if self.w.is_of(at, "pictures") and self.w.is_of(self._subject_of(before), "told_in"):
            # «a poll shows him ahead», «records released on Friday show little»
            return True
        if self.w.nouns(at) and "present" in tenses:
            if self.w.is_of(at + 1, "complementisers", "questions") and self.w.is_word(before) and not self.w.is_function(before) and self._clause_may_follow(at):
                # «a poll shows that», not «legal questions that»
                return True
            if self.w.is_of(before, "pronouns"):
                return True
            named = before in self.inside or self.w.is_of(before, "relatives") or (self.w.is_large(before) and self.w.is_name_part(before))
            # «The Herald reports:»
            return named and (self._takes_object(at + 1) or self.w.text(at + 1) == ":") and not self.w.is_possessive(before)
        if "present" in tenses:
            # no sentence opens with «says»
            return not self.w.opens(at)
        if self.w.is_of(at, "adjectives_with_to") and self.w.is_of(at + 1, "to_infinitive") and not self._continues(at + 1, "to"):
            # «sources close to the minister»
            return False
        before = self._head_of(self._described_before(self._before_insertion(before) if not self.w.nouns(at) else before))
        return self._plural_before(before) or self._wished(before) or (self._is_plural(before) and (not self.w.nouns(at) or self._takes_object(at + 1)))

    def _clause_may_follow(self, at: int) -> bool:
        """Return whether a verb that a word can be takes a clause for its object."""
        refs = self._predicates(self.w.verbs(at))
        return any(not {"that", "quote"}.isdisjoint(self.w.pack.predicates[ref].content) for ref in refs)

    def _somebody(self, at: int, before: int, tenses: set[str]) -> bool:
        """Return whether a word like «some» or «many» is all there is of a verb's subject: «some say that»."""
        led = not self.w.is_word(before - 1) or (self.w.is_function(before - 1) and not self.w.is_of(before - 1, "determiners", "possessives"))
        stands = self.w.is_of(before, "somebody") and (before <= self.w.begin or led)
        return stands and not tenses.isdisjoint(_FINITE) and (not self.w.nouns(at) or self._takes_object(at + 1))

    def _stands_for_persons(self, number: int, tenses: set[str]) -> bool:
        """Return whether a number behind an article means persons who do something: «the two raised»."""
        return "past" in tenses and self.w.is_of(number - 1, "definite")

    def _is_belonging(self, at: int) -> bool:
        """Return whether a token is an adjective of belonging rather than a people's name: «Iraqi», not «Iraqis»."""
        phrase = self.ends.get(at + 1)
        return self.w.nisba(at) is not None and not (phrase is not None and phrase.kind == "people" and phrase.number == "p")

    def _attributive(self, at: int, tenses: set[str]) -> bool:
        """Return whether a participle only describes the noun behind it: «occupying forces», «increased exports»."""
        follows = self.starts.get(at + 1)
        bare = follows is not None and self.w.text(at + 1) != "" and not self.w.is_of(at + 1, "determiners", "possessives")
        no_subject = at - 1 not in self.inside and not self.w.is_of(at - 1, "pronouns", "relatives", "and")
        return "gerund" in tenses and bare and follows is not None and follows.form == "description" and no_subject

    def _takes_object(self, at: int) -> bool:
        """Return whether what follows a word in -s is its object rather than what a noun takes."""
        led = self.w.is_of(at, "determiners", "complementisers", "possessives", "pronouns", "questions")
        return led or at in self.starts or (self.w.is_of(at, "to_infinitive") and self._continues(at, "to"))

    def _plural_before(self, before: int) -> bool:
        """Return whether several stand before a verb in its base form: «they say», «diplomats say»."""
        if self.w.is_of(before, "plural_pronouns"):
            return True
        phrase = self.ends.get(before + 1)
        if phrase is not None and self.w.is_of(phrase.first - 1, "prepositions") and phrase.first > self.w.begin + 1:
            # «supporters in Congress say»
            return self._plural_before(phrase.first - 2) or self._is_plural(phrase.first - 2)
        if phrase is not None:
            return phrase.number == "p" or bool(phrase.members) or phrase.conj == "and" or self._closes_pair(phrase.first - 1)
        if self._closes_pair(before):
            return True
        return self.w.is_of(before, "relatives")

    def _closes_pair(self, at: int) -> bool:
        """Return whether a token ends the second of two names that «and» joins: «Hale and Brennan say»."""
        while self.w.is_name_part(at):
            at -= 1
        return self.w.is_large(at + 1) and self.w.is_of(at, "and") and self.w.is_name_part(at - 1)

    def _before_insertion(self, comma: int) -> int:
        """Return the token before examples that two commas set off: «critics, including Hale, say»; ``comma`` if none stand there."""
        first = comma - 1
        while first > self.w.begin and not self.w.is_of(first, "examples") and (self.w.text(first) == "," or self.w.is_large(first) or not (self.w.is_function(first) or self.w.verbs(first))):
            first -= 1
        return first - 2 if self.w.text(comma) == "," and self.w.is_of(first, "examples") and self.w.text(first - 1) == "," else comma

    def _described_before(self, at: int) -> int:
        """Return the last token of the noun that a participle with its time and place describes: «emails released on Friday show»; ``at`` if none does."""
        first = at
        while first > self.w.begin and (self.w.is_timed(first) or self.w.is_of(first, "prepositions") or self.w.is_adverbial(first)):
            first -= 1
        told = any(a.entry.tense == "participle" for a in self.w.verbs(first)) and (self._is_plural(first - 1) or self.w.is_of(first - 1, "told_in"))
        return first - 1 if told else at

    def _subject_of(self, at: int) -> int:
        """Return the last token of the noun that all before a verb describes: «figures released on Friday by the bank show»."""
        while (first := self._head_of(self._described_before(at))) < at:
            at = first
        return at

    def _head_of(self, at: int) -> int:
        """Return the last token of the noun that a preposition leads on from: «villagers in the valley say»; ``at`` if none does."""
        first = at
        while first >= self.w.begin and (self.w.is_word(first) or self.w.s.tokens[first].kind == "number"):
            if first in self.inside:
                phrase = self.ends.get(first + 1)
                if phrase is None or first == at:
                    break
                first = phrase.first - 1
            elif self.w.is_function(first) and not self.w.is_of(first, "determiners", "possessives"):
                break
            else:
                first -= 1
        return first - 1 if first < at and self.w.is_of(first, "prepositions") else at

    def _is_plural(self, at: int) -> bool:
        """Return whether an unknown noun in the plural ends with a token: «critics say»."""
        word = self.w.lower(at)
        if self.w.is_of(at, "collectives"):
            return True
        return self.w.is_word(at) and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and not self.w.is_function(at) and at not in self.inside

    def _wished(self, before: int) -> bool:
        """Return whether a verb in its base form says what somebody asks for: «demanded that Iran release»."""
        phrase = self.ends.get(before + 1)
        return phrase is not None and self.w.is_of(phrase.first - 1, "complementisers")

    def _with_main(self, group: Group, at: int, state: str, found: list[Analysis]) -> Group:
        """Return a group completed by its main verb."""
        group.head, group.last = at, at + 1
        group.predicates = tuple(dict.fromkeys(ref for a in found for ref in self.w.pack.lexemes[a.entry.ref].predicates)) if found[0].entry.ref >= 0 else ()
        tenses = {a.entry.tense for a in found}
        if state == "be" and "participle" in tenses:
            group.passive = True
        if not state:
            finite = [tense for tense in _FINITE if tense in tenses]
            group.kind = "finite" if finite else "gerund" if "gerund" in tenses else "participle"
            group.tense = finite[0] if finite else ""
            if "participle" in tenses and self.w.opens(at) and (at <= self.w.begin or self.w.is_large(at)):
                group.kind = "participle"
        else:
            group.tense = group.tense or ("past" if state in ("have", "do") else "present")
            if {a.entry.tense for a in self.w.forms(group.first, "verb")} == {"gerund"}:
                # «having attacked»
                group.kind = "gerund"
        group.passive = group.passive or group.kind == "participle"
        return group

    def _copular(self, group: Group, state: str, at: int) -> Group | None:
        """Return a group whose auxiliary is its verb: «had talks», «is ready»."""
        if state not in ("be", "have", "do") or at < 0:
            return None
        found = self.w.forms(at, "verb")
        if not found:
            return None
        group.head, group.last, group.copular = at, at + 1, state == "be"
        group.predicates = tuple(dict.fromkeys(ref for a in found for ref in self.w.pack.lexemes[a.entry.ref].predicates))
        group.tense = next((a.entry.tense for a in found if a.entry.tense in _FINITE), "present")
        return group

    def _reduce(self, groups: list[Group]) -> None:
        """Let a verb in -ed whose clause goes on to another verb without a subject of its own be a participle: «the treaty signed in Paris said»."""
        for group, after in itertools.pairwise(groups):
            if group.kind != "finite" or group.tense != "past" or group.first != group.head or after.kind != "finite":
                continue
            if not any(a.entry.tense == "participle" for a in self.w.verbs(group.head)):
                continue
            described = self.w.is_of(after.last, "agents") and any(a.entry.tense == "participle" for a in self.w.verbs(after.head))
            if described and not self.w.is_of(group.last, "agents"):
                # «shot down six drones launched by Iran»
                continue
            if self.w.is_of(group.last, "agents") or (not self._says(group) and self._runs_on(group.last, after.first)):
                group.kind, group.passive = "participle", True

    def _says(self, group: Group) -> bool:
        """Return whether a verb can be one of saying, which clauses follow: «said on Tuesday their forces had left»."""
        predicates = (self.w.pack.predicates[ref] for ref in group.predicates)
        return any("that" in predicate.content and not predicate.recipient for predicate in predicates)

    def _runs_on(self, first: int, last: int) -> bool:
        """Return whether only phrases behind prepositions and times stand between two verbs."""
        governed, any_ = False, first < last
        if self.w.is_of(first, "determiners", "possessives", "numbers") or (self.w.nouns(first) and not self.w.is_timed(first) and first not in self.inside):
            return False
        for at in range(first, last):
            if self.w.text(at) in BORDERS or self.w.is_of(at, "conjunctions", "relatives", "complementisers", "subordinators", "pronouns"):
                return False
            if self.w.is_of(at, "prepositions"):
                governed = True
            elif at in self.starts and not governed:
                return False
            elif at in self.ends:
                governed = at in self.inside and governed
        return any_ and (governed or self.w.is_timed(last - 1) or self.w.is_of(first, "prepositions"))
