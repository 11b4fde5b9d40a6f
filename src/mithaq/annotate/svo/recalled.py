"""Whom pronouns, bare titles and «both sides» mean: persons and bodies that were named before."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import Group
from mithaq.annotate.svo.parse import Parse

# bodies that a pronoun before a verb can mean
_MEANT = ("state", "government", "igo", "alliance", "armed_group", "party")
# how many sentences later «les parties» can be those who met
_NEAR = 5
# how many sentences later those who met are the sides of what is signed or agreed
_JUST = 2
# how many sentences later «they said» can mean the several who said something
_SPOKEN = 2
# how many words «les parties», «les deux hommes» has at most
_PAIRED = 3
_BODIES = ("state", "government", "ministry", "agency", "igo", "alliance", "armed_group", "party", "company", "ngo", "group", "armed_force")
# lists of numbers, and how many they say
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6}
# offices by which anybody may be called
_GENERAL = ("diplomat", "other_official", "head_of_organisation", "other_minister")


class Recalled:
    """Finds of whom the words of one sentence speak again."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w, self.s, self.discourse = parse, parse.w, parse.s, parse.discourse

    # --- nouns -------------------------------------------------------------------------------------------

    def latter(self, at: int) -> list[Phrase]:
        """Return whom «ce dernier» means: the person or body named last."""
        return _first(one for one in self._before(at - 1) if (one.is_person or one.kind in _BODIES) and one.number != "p")

    def by_noun(self, phrase: Phrase) -> list[Phrase]:
        """Return whom a noun without a name means; nobody if it is not known to mean anybody named before."""
        return self._holder(phrase) or self._pair(phrase) or self._again(phrase)

    def _holder(self, phrase: Phrase) -> list[Phrase]:
        """Return the person whom a bare title means: «The diplomat said», of whom the report spoke last."""
        bare = phrase.is_person and phrase.det and not phrase.name and phrase.weak and phrase.number != "p" and phrase.last - phrase.first == 2
        named = self._last(phrase.first, lambda one: one.is_person and bool(one.name)) if bare else []
        return named if named and (named[0].post == phrase.post or phrase.post in _GENERAL) else []

    def _pair(self, phrase: Phrase) -> list[Phrase]:
        """Return the two whom «the ministers», «the two leaders», «les parties» means: those of different sides named last."""
        if phrase.code or phrase.members:
            return []
        if phrase.last - phrase.first <= _PAIRED and self.means_both(phrase.last - 1):
            return self.both(phrase.first)
        bare = phrase.is_person and phrase.number == "p" and bool(phrase.post or phrase.count) and bool(phrase.det or phrase.count)
        found = _sides(one for one in self._before(phrase.first) if one.is_person and one.name and one.code and one.status != "former") if bare else []
        return [found[1], found[0]] if len(found) > 1 else []

    def _again(self, phrase: Phrase) -> list[Phrase]:
        """Return who was called by the same noun before, with whose they are: «les députés» of a parliament named before."""
        bare = self.parse.behind and phrase.det and not phrase.name and not phrase.members and bool(phrase.head) and (not phrase.code or phrase.weak)
        return _first(one for one in self._before(phrase.first) if one.head == phrase.head and one.code and not one.weak) if bare else []

    def means_both(self, at: int) -> bool:
        """Return whether a noun with its article means two sides that were told of: «les parties», «les deux pays»."""
        two = self.w.is_of(at, "two_sides") and self.w.is_of(at - 1, "two") and self.w.is_of(at - 2, "definite")
        return two or (self.w.is_of(at, "both_sides") and self.w.is_of(at - 1, "definite", "two"))

    def both(self, at: int) -> list[Phrase]:
        """Return the two sides that deal with each other: those brought together last, else those named last."""
        if len({one.code for one in self.discourse.together}) > 1 and self.s.index - self.discourse.met_in <= _NEAR:
            return self.discourse.together
        sides = _sides(one for one in self._before(at) if one.code and not one.weak and not one.place and one.number != "p" and (one.is_person or one.kind in _BODIES))
        return [sides[1], sides[0]] if len(sides) == 2 else []

    def met(self) -> list[Phrase]:
        """Return the sides that were brought together a sentence or two before."""
        together = self.discourse.together
        several = all(one.code for one in together) and len({one.code for one in together}) > 1
        return list(together) if several and self.s.index - self.discourse.met_in <= _JUST else []

    def counted(self) -> None:
        """Let «les trois ministres» of a sentence be as many as were named or brought together before."""
        for phrase in self.s.phrases if self.parse.behind else ():
            at = phrase.first - (not self.w.is_of(phrase.first, *_COUNTS))
            several = next((count for group, count in _COUNTS.items() if self.w.is_of(at, group)), 0)
            if several and phrase.is_person and phrase.number == "p" and self.w.is_of(at - 1, "definite") and not (phrase.code or phrase.members):
                phrase.members = self._so_many(several, phrase.first)

    def _so_many(self, count: int, at: int) -> list[Phrase]:
        """Return those named before a token, or brought together before, who are so many."""
        met = [one for phrase in self.discourse.together for one in phrase.members or [phrase]]
        named = (one.members for one in self._before(at) if len(one.members) == count)
        return met if len({one.code for one in met}) == len(met) == count else next(named, [])

    # --- pronouns ----------------------------------------------------------------------------------------

    def object_of(self, group: Group, subject: list[Phrase]) -> list[Phrase]:
        """Return whom a pronoun before a verb means: «l'a félicité», «lui a accordé»."""
        if not self.w.is_of(group.clitic, "him_clitics"):
            return []
        own, women = {one.code for one in subject}, self.w.is_of(group.clitic, "her_clitics")
        kinds = _MEANT if self.w.is_of(group.clitic, "it_was_said") else ()
        others = (one for one in self._before(group.first) if one.number != "p" and one.code not in own and not (women and one.gender == "m"))
        return [one for one in _first(one for one in others if one.is_person or (one.kind in kinds and not one.place)) if one.code]

    def pronoun(self, at: int, *, said: bool = False) -> list[Phrase]:
        """Return whom a personal pronoun means; who says something is sooner a person than a body. «I» is known when the contents are read."""
        if self.w.is_of(at, "first_pronouns"):
            return []
        if self.w.is_of(at, "person_pronouns"):
            return self._last(at, lambda phrase: phrase.is_person and phrase.number != "p")
        if self.w.is_of(at, "any_pronouns"):
            women = self.w.is_of(at, "she")
            fits = self._last(at, lambda one: one.is_person and _is_called(one, women=women)) if said else []
            return fits or self._last(at, lambda one: (one.is_person or one.kind in _BODIES) and not one.place and _is_called(one, women=women))
        if self.w.is_of(at, "they"):
            # «The officials said it was late. Peru would wait, they said»
            spoke = said and bool(self.discourse.several) and self.s.index - self.discourse.said_in <= _SPOKEN
            # «her management said it was late. …, they said»
            team = said and len(self.discourse.subject) == 1 and self.discourse.subject[0].form == "unnamed" and self.discourse.subject[0].name.islower()
            return self.discourse.several if spoke else self._several(at) or (self.discourse.subject if team else [])
        if self.w.is_of(at, "it"):
            return self._last(at, lambda phrase: phrase.kind in _BODIES and phrase.number != "p")
        return []

    def tonic(self, at: int) -> list[Phrase]:
        """Return whom a pronoun behind a preposition means: «selon lui», «selon eux»."""
        if not self.w.is_of(at, "tonic_pronouns"):
            return []
        women = self.w.is_of(at, "she")
        return [one for one in self.discourse.subject[:1] if len(self.discourse.subject) == 1 and one.is_person and one.code and _is_called(one, women=women)]

    def possessor(self, at: int) -> list[Phrase]:
        """Return whom a possessive means: «his visit», «its army»; «our» is known when the contents are read."""
        if self.w.is_of(at, "his", "its") and (ahead := self._ahead(at)) is not None:
            return [ahead]
        if self.w.is_of(at, "his", "its") and self.parse.behind:
            return self._last(at, lambda phrase: phrase.number != "p" and not phrase.place)
        thanked = self.parse.ends.get(at - 1) if not self.parse.behind and self.w.is_of(at - 1, "reasons") and self.parse.groups else None
        if thanked is not None and thanked.code and any(group.last == thanked.first for group in self.parse.groups):
            # «thanked Kenya for its support»
            return [thanked]
        if self.w.is_of(at, "his"):
            return self._last(at, lambda phrase: phrase.is_person and phrase.number != "p")
        if self.w.is_of(at, "its"):
            return self._last(at, lambda phrase: phrase.kind in _BODIES and not phrase.place)
        return [] if self.w.is_of(at, "our") else self._several(at)

    def _ahead(self, at: int) -> Phrase | None:
        """Return whom a possessive in what opens a sentence points ahead to: «Lors de sa visite à Oslo, le ministre kényan a»."""
        told = next((g for g in self.parse.groups if g.kind == "finite"), None)
        comma = next((i for i in range(at, self.w.size) if self.w.text(i) == ","), self.w.size)
        if not self.parse.behind or told is None or told.first < comma or not self.w.is_of(self.w.begin, "prepositions"):
            return None
        phrase = self.parse.starts.get(comma + 1) or self.parse.starts.get(comma + 2)
        return phrase if phrase is not None and phrase.code and not phrase.place and phrase.number != "p" else None

    def _last(self, at: int, fits: Callable[[Phrase], bool]) -> list[Phrase]:
        """Return the last phrase before a token that fits, the subject of the sentence before first."""
        subject = [phrase for phrase in self.discourse.subject if fits(phrase)]
        quoted = self.w.is_quoted(at)
        own = [p for g in self.parse.groups if g.last <= at and self.w.is_quoted(g.first) == quoted for p in self.parse.subjects.get(g.first, []) if fits(p)]
        if own and not (subject and self._trails(at)):
            return [own[-1]]
        if len(self.discourse.talking) == 1 and fits(self.discourse.talking[0]):
            return self.discourse.talking
        if len(subject) == 1 and len(self.discourse.subject) == 1:
            return subject
        return _first(filter(fits, self._before(at)))

    def _trails(self, at: int) -> bool:
        """Return whether a pronoun and a verb of saying end the sentence behind a comma: «Chile is the main buyer, it said»."""
        after = next((g for g in self.parse.groups if g.first == at + 1), None)
        ends = after is not None and all(not self.w.is_word(i) or self.w.is_timed(i) for i in range(after.last, self.w.size))
        return not self.parse.behind and self.w.text(at - 1) == "," and ends and len(self.discourse.subject) == 1

    def _several(self, at: int) -> list[Phrase]:
        """Return whom «they» means: the last subject, if it is several or a body."""
        own = [self.parse.subjects[g.first] for g in self.parse.groups if g.last <= at and self.parse.subjects.get(g.first)]
        for subject in (*reversed(own), self.discourse.subject):
            if len(subject) > 1 or any(phrase.form != "unnamed" and (phrase.number == "p" or phrase.members or phrase.kind in _BODIES) for phrase in subject):
                return subject
        return self.discourse.together

    def _before(self, at: int) -> Iterator[Phrase]:
        """Yield those named before a token, the last first."""
        later = {id(phrase) for phrase in self.s.phrases if phrase.first >= at}
        return (phrase for phrase in reversed(self.discourse.recent) if id(phrase) not in later)


def _is_called(phrase: Phrase, *, women: bool) -> bool:
    """Return whether a pronoun of one person, of a woman or of a man, can mean somebody."""
    return phrase.number != "p" and (not phrase.gender or (phrase.gender == "f") == women)


def _first(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the first of some phrases, if there is one."""
    return [*itertools.islice(phrases, 1)]


def _sides(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the first phrase of each side."""
    found: dict[str, Phrase] = {}
    for phrase in phrases:
        found.setdefault(phrase.code, phrase)
    return [*found.values()]
