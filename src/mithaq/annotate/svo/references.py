"""Subjects: before the verb, of the verb it is joined to, of the relative clause; and whose the nouns around it are."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.parse import Parse
from mithaq.annotate.svo.recalled import Recalled
from mithaq.annotate.svo.unnamed import Unnamed
from mithaq.annotate.svo.words import CLOSE, DASHES, OPEN
from mithaq.packs.predicate import Predicate

# marks that may stand inside what says who somebody is
_INSIDE = (",", "(", ")", "-", ".")
# bodies whose name two commas set off behind what they are
_PUT_IN = ("company", "ngo", "party", "armed_group", "media")
_HEADLESS = ("document", "media")
# those who are received without being one person
_COMPANIES = ("group", "agency", "ministry")


class References:
    """Finds who does what the verbs of one sentence tell."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w, self.s, self.discourse = parse, parse.w, parse.s, parse.discourse
        self.unnamed, self.recalled = Unnamed(parse), Recalled(parse)

    def subject(self, group: Group) -> list[Phrase]:
        """Return the subject of a verb group."""
        if group.inverted >= 0:
            return self._inverted(group)
        if group.kind == "infinitive" or group.kind == "gerund":
            return self._of_nonfinite(group)
        at = self.left_of(group)
        if group.kind == "participle":
            phrase = self.parse.ends.get(at + 1)
            return [phrase] if phrase is not None else []
        if self.w.is_of(at, "relatives"):
            return self._antecedent(at, group) or (self.unnamed.before(at - 1 - (self.w.text(at - 1) == ","), nearest=True) if self.reports(group) else [])
        if self.w.is_of(at, "and", "but") or (self.w.text(at) == "," and self.w.is_of(at - 1, "and")):
            return self._joined(group, at)
        found = self._introduced(group, at) or self._before(group, at)
        return (found if self._agrees(group, found) else []) or self._opening(group) or self._unnamed(group, at) or self._past_relative(group) or self._inserted(group, at)

    def _inserted(self, group: Group, comma: int) -> list[Phrase]:
        """Return the person whose name two commas set off behind an office that no list knows: «Le patron du club, Jean Dubois, a rencontré»."""
        phrase = self.parse.ends.get(comma) if self.parse.behind and self.w.text(comma) == "," else None
        return [phrase] if phrase is not None and phrase.is_person and phrase.name and self.w.text(phrase.first - 1 - self.w.is_of(phrase.first - 1, "determiners")) == "," else []

    def _past_relative(self, group: Group) -> list[Phrase]:
        """Return who says something, past a relative clause without commas: «an aide who asked not to be named said»."""
        at = group.first - 1
        while at > self.w.begin and not self.w.is_of(at, "relatives"):
            if self.w.text(at) in BORDERS or self.parse.behind:
                return []
            at -= 1
        told = any(at < other.first < group.first and other.kind == "finite" for other in self.parse.groups)
        return (self._antecedent(at) or self._with_side(self.unnamed.before(at - 1))) if told and at > self.w.begin and self.reports(group) and not group.passive else []

    def _unnamed(self, group: Group, at: int) -> list[Phrase]:
        """Return who says something, though nobody known does."""
        told, crowd = self.reports(group), self._is_of_people(group)
        if group.passive or not (told or crowd):
            return []
        behind = self.parse.starts.get(group.last)
        quoted = self.w.text(group.first - 1) in (",", *CLOSE) or self.w.is_set_off(group.first)
        if quoted and behind is not None and not self._addresses(group):
            # «…, said the ambassador, adding»
            return [behind]
        found = self._unknown(at, crowd=crowd and not told)
        return found if told or any(phrase.number == "p" for phrase in found) else []

    def _unknown(self, at: int, *, crowd: bool = False) -> list[Phrase]:
        """Return who stands before a verb, left of which is token ``at``, though nobody known does."""
        if self.w.text(at) == "," or self.w.text(at) in DASHES:
            before = self._past_insertion(at)
            if before == at and (named := self._apposed(at)):
                return named
            at = before if before != at else at - 1
        return self.unnamed.pronoun(at) or self._with_side(self.unnamed.before(at, crowd=crowd))

    def whoever(self, group: Group) -> list[Phrase]:
        """Return who does what a verb tells, known or not: what he says beside it has no other speaker."""
        known = self.parse.subjects.get(group.first, [])
        unsaid = known or group.passive or group.kind != "finite" or self.parse.behind
        if unsaid:
            return known
        at = self.left_of(group)
        if self.w.is_of(at, "and", "but"):
            before = [other for other in self.parse.groups if other.first < at and other.kind == "finite"]
            return self.whoever(before[-1]) if before else []
        return self._introduced(group, at, told=True) or self._unknown(at)

    def _with_side(self, found: list[Phrase]) -> list[Phrase]:
        """Return an unknown speaker with the side that an owner or an adjective in its words names: «Iraqi shopkeepers», «Trump's campaign»."""
        for phrase in (one for one in found if one.start >= self.s.start and not self.parse.behind):
            inside = [at for at in range(phrase.first, phrase.last) if self.w.end_of(at) <= phrase.end]
            owners = (self.parse.belonging(at, named) if (named := self.w.nisba(at)) is not None else self.parse.starts.get(at) for at in inside)
            owner = next((one for one in owners if one is not None and one.code and not one.place and one.form != "metonym"), None)
            if owner is not None and not phrase.code:
                phrase.code, phrase.weak, phrase.form = owner.code, True, "description"
                phrase.kind = "people" if phrase.kind == "group" else phrase.kind
        return found

    def sequel_of(self, group: Group) -> Group | None:
        """Return the verb behind whose deed that of an infinitive comes: «a salué l'accord avant d'annoncer»; None if it is only meant: «a exigé des excuses avant de signer»."""
        if not self.parse.behind or group.kind != "infinitive" or not (self.w.is_of(group.first - 1, "genitives") and self.w.is_of(group.first - 2, "followed_by")):
            return None
        before = next((other for other in reversed(self.parse.groups) if other.last <= group.first and other.kind != "participle"), None)
        if before is None or before.kind != "finite" or before.negated or before.unreal or not (before.tense == "past" or before.future):
            return None
        pack = self.parse.pack
        frames = (pack.operators.get(pack.predicates[ref].frame) for ref in before.predicates)
        return before if not any(one is not None and one.event == "REQUEST" for one in frames) else None

    def main_of(self, group: Group) -> Group:
        """Return the verb whose tense tells when something was: that before an infinitive or gerund, «a décidé de rompre»; others tell it themselves."""
        if not self.parse.behind or group.kind not in ("infinitive", "gerund") or group.perfect:
            return group
        return next((other for other in reversed(self.parse.groups) if other.last <= group.first and other.kind == "finite"), group)

    def said_beside(self, group: Group) -> Group | None:
        """Return the verb of saying beside which a gerund says more; None if it says nothing: «a dit le ministre, ajoutant»."""
        if not self.parse.behind or group.kind != "gerund" or not self.reports(group):
            return None
        return next((other for other in reversed(self.parse.groups) if other.last <= group.first and other.kind == "finite" and self.reports(other)), None)

    def follows_quotation(self, group: Group) -> bool:
        """Return whether a quotation ends before a verb or its subject: «…," she continued»."""
        subject = self.parse.subjects[group.first]
        first = subject[0].first if subject and subject[0].first < group.first and subject[0].start >= self.s.start else group.first
        pronoun = self.w.is_of(group.first - 1, "pronouns")
        first -= self.parse.behind and first == group.first and self.w.text(first - 1) == ","
        return self.w.closes(group.first - 2 if pronoun else first - 1) or self.w.is_set_off(first)

    def _agrees(self, group: Group, subject: list[Phrase]) -> bool:
        """Return whether a verb whose form tells a number can have a subject: not «l'armée déclarent»."""
        return len(subject) != 1 or not group.number or not subject[0].is_person or subject[0].number not in ("s", "p") or bool(subject[0].members) or subject[0].number == group.number

    def _opening(self, group: Group) -> list[Phrase]:
        """Return whom a sentence opens with, past insertions: «Le ministre, accompagné de l'ambassadeur, a visité»."""
        phrase = next((phrase for phrase in self.s.phrases if phrase.first >= self.w.begin), None) if self.parse.behind else None
        if phrase is None or (self.w.text(group.first - 1) != "," and group.first - 1 not in self.parse.inside):
            return []
        alone = all(self.w.is_timed(at) or self.w.is_of(at, "determiners") for at in range(self.w.begin, phrase.first))
        first = not any(other.kind == "finite" and other.first < group.first for other in self.parse.groups)
        subject = self.parse.run(phrase)
        return subject if alone and first and phrase.last <= group.first and self._agrees(group, subject) else []

    def _introduced(self, group: Group, comma: int, *, told: bool = False) -> list[Phrase]:
        """Return whom a clause opens with, past all that is put in to say who it is: «Tom Hale, the mayor, one of the guests, said»."""
        if self.parse.behind or self.w.text(comma) != ",":
            return []
        start = max([self.w.begin, *(i + 1 for i in range(self.w.begin, comma) if self.w.text(i) in BORDERS and self.w.text(i) not in _INSIDE)])
        commas = [i for i in range(start, comma) if self.w.text(i) == ","]
        for first, end in zip([start, *(i + 1 for i in commas)], commas, strict=False):
            if self._may_open(first, end) and not any(other.kind == "finite" and end < other.first < group.first and not self._is_relative(other, end) for other in self.parse.groups):
                phrase = next((one for one in self.s.phrases if first <= one.first < end <= self.w.after_brackets(one.last) and not self._is_governed(one.first)), None)
                told = told or self.reports(group)
                named = self._name_put_in(end) if told and not (phrase is not None and phrase.name) else []
                if named and not named[0].is_person:
                    # what it is belongs to who speaks, not to what is said
                    named = [msgspec.structs.replace(named[0], first=first)]
                return named or (self.parse.run(phrase) if phrase is not None else self.unnamed.before(end - 1) if told else [])
        return []

    def _name_put_in(self, comma: int) -> list[Phrase]:
        """Return the person whose name two commas set off: «his wife, Clare Hale, said»."""
        at = comma + 1
        phrase = self.parse.starts.get(at)
        if phrase is not None:
            # «the state airline, Sabena, said»
            body = phrase.kind in _PUT_IN and self.w.text(phrase.last) == ","
            return [phrase] if phrase.name and (phrase.is_person or body) else []
        while self.w.is_name_part(at):
            at += 1
        return self.unnamed.before(at - 1) if at > comma + 2 and self.w.text(at) == "," else []

    def _may_open(self, first: int, end: int) -> bool:
        """Return whether a subject can stand between two tokens: no time or place that is put first, no clause."""
        led = self.w.is_of(first, "prepositions", "subordinators", "conditionals", "conjunctions", "adverbs", "pronouns") or self.w.is_timed(first) or self.w.is_adverbial(first)
        return not led and not any(first <= group.first < end and group.kind != "participle" for group in self.parse.groups)

    def _is_relative(self, group: Group, after: int) -> bool:
        """Return whether a verb stands in a clause that a relative pronoun opens behind a token."""
        return any(self.w.is_of(at, "relatives") for at in range(after, group.first))

    def _inverted(self, group: Group) -> list[Phrase]:
        """Return whom a pronoun behind the verb means: whoever spoke last, rather than somebody of whom they speak."""
        women = self.w.is_of(group.inverted, "she")
        spoke = [p for p in self.discourse.subject if p.is_person and (not p.gender or (p.gender == "f") == women)]
        return spoke if spoke and self.reports(group) else self.recalled.pronoun(group.inverted, said=self.reports(group))

    def left_of(self, group: Group) -> int:
        """Return the token before a group, past adverbs, times and brackets."""
        at = group.first - 1
        while at >= self.w.begin:
            dated = self.w.is_timed(at) or (self.w.is_timed(at + 1) and self.w.is_of(at, "prepositions"))
            skips = dated or (at not in self.parse.inside and (self.w.is_of(at, "adverbs") or self.w.is_adverbial(at)))
            if at in self.parse.in_group and at != group.first - 1 and (other := self._describing(at)) is not None:
                # «a report released last year found»
                at = other.first
            elif self.w.text(at) == ")":
                at = next((i for i in range(at, self.w.begin, -1) if self.w.text(i) == "("), at)
            elif not skips:
                break
            at -= 1
        return at

    def _before(self, group: Group, at: int) -> list[Phrase]:
        """Return the phrase or pronoun before a verb, past what describes it."""
        if self.w.text(at) == "," or self.w.text(at) in DASHES:
            at = self._past_insertion(at)
        while at >= self.w.begin:
            phrase = self.parse.ends.get(at + 1)
            if self.w.is_of(at, "pronouns"):
                return self.recalled.pronoun(at, said=self.reports(group))
            if self.w.is_of(at, "latter") and self.w.is_of(at - 1, "determiners"):
                return self.recalled.latter(at)
            first = phrase.first if phrase is not None else at
            if phrase is None and self.recalled.means_both(at):
                return self.recalled.both(at)
            if phrase is None and (owner := self._of_noun(at)):
                # «Iraqi shopkeepers said»: not Iraq does
                return [] if self.reports(group) and not self.parse.behind else owner
            if phrase is not None and self.parse.behind and (several := next((one for one in self.s.phrases if one.first < phrase.first and phrase in one.members), None)):
                # «plusieurs pays, dont la Chine et l'Iran, ont»
                return [several]
            if phrase is not None and not self._is_governed(first):
                return self.recalled.by_noun(phrase) or self.parse.run(phrase)
            head = self._governor(self.parse.run(phrase)[0].first if phrase is not None else first)
            if head < 0:
                return []
            at = head
            if phrase is None and at not in self.parse.inside and not self.w.is_word(at):
                return []
        return []

    def between(self, group: Group) -> list[Phrase]:
        """Return the sides that the noun before a verb names: «the treaty between Peru and Chile entered into force»."""
        phrase = self.parse.ends.get(self.left_of(group) + 1)
        sides = self.parse.run(phrase) if phrase is not None else []
        return sides if sides and self.w.is_of(sides[0].first - 1, "between") else []

    def giver(self, group: Group) -> list[Phrase]:
        """Return whose the goods are that stand before a verb: by an adjective, or behind «from»."""
        at = self.left_of(group)
        while at >= self.w.begin and (self.w.is_word(at) or self.s.tokens[at].kind == "number"):
            phrase = self.parse.ends.get(at + 1)
            if phrase is not None and self.w.is_of(phrase.first - 1, "from", "agents"):
                return [phrase]
            if self.w.is_possessive(at) and (owner := self.parse.ends.get(at)) is not None and owner.code:
                # «Norway's tents arrived»
                return [owner]
            if (named := self.w.nisba(at)) is not None:
                return [self.parse.belonging(at, named)]
            at -= 1
        return []

    def led_to(self, group: Group, positions: tuple[str, ...]) -> list[Phrase]:
        """Return who stands behind one of some prepositions in the subject of a passive verb: «aid to Mali was suspended»."""
        at = self.left_of(group)
        while not self.parse.behind and at >= self.w.begin and self.w.is_word(at) and at not in self.parse.in_group:
            phrase = self.parse.ends.get(at + 1)
            if phrase is not None and self.w.lower(phrase.first - 1) in positions:
                return self.parse.run(phrase)
            at -= 1
        return []

    def inside(self, group: Group) -> list[Phrase]:
        """Return who stands inside the subject of a passive verb: «a camp for Congolese refugees was attacked»."""
        at = self.left_of(group)
        while at >= self.w.begin and (self.w.is_word(at) or self.w.is_possessive(at)) and at not in self.parse.in_group and not self.w.is_of(at, "relatives", "complementisers", "subordinators", "but", "or"):
            if self.w.is_of(at, "and") and (self.parse.behind or not self.parse.is_plain(at - 1)):
                # «towns and villages were shelled»
                return []
            phrase = self.parse.ends.get(at + 1)
            if phrase is not None and phrase.code:
                return [phrase]
            at -= 1
        return []

    def _of_noun(self, at: int) -> list[Phrase]:
        """Return whose the noun is that stands as a subject: «Palestinian youths threw», «Israel's artillery shelled», «des agents irakiens ont»."""
        if self.parse.behind and (described := self._described(at)):
            return described
        if not self.w.is_word(at) or self.w.is_function(at) or at in self.parse.in_group:
            return []
        owner = self.owner(at)
        return owner if owner and owner[0].first < at and not self._is_governed(owner[0].first) else []

    def _described(self, at: int) -> list[Phrase]:
        """Return whose the subject is by an adjective behind its noun, which no preposition leads to: «deux navires chinois»."""
        named = self.w.nisba(at)
        if named is None or at in self.parse.inside:
            return []
        first = at
        while self._is_inner(first - 1):
            first -= 1
        acts = self.w.is_of(first, "doers") and not self._is_governed(first)
        return [self.parse.belonging(at, named)] if acts else []

    def _is_inner(self, at: int) -> bool:
        """Return whether a token belongs to the noun behind it: a plain word, or what leads to a noun without an article: «agents de sécurité»."""
        if at in self.parse.inside or at in self.parse.in_group or not self.w.is_word(at):
            return False
        return not self.w.is_function(at) or self.w.is_of(at, "doers") or (self.w.is_of(at, "part_links") and not self.w.is_function(at + 1))

    def owner(self, at: int) -> list[Phrase]:
        """Return whose a noun is: «Russia's attack», «U.S. strikes», «Russian aid»."""
        index = self._past_pair(at - 1)
        while index >= self.w.begin and self.w.is_word(index) and not self.w.is_function(index) and index not in self.parse.inside:
            if self.w.is_possessive(index):
                index -= 1
                break
            if (named := self.w.nisba(index)) is not None:
                return [self.parse.belonging(index, named)]
            index = self._past_pair(index - 1)
        phrase = self.parse.ends.get(index + 1)
        if phrase is not None:
            return self.parse.run(phrase)
        return self.recalled.possessor(index) if self.w.is_of(index, "possessives") else []

    def _past_pair(self, index: int) -> int:
        """Return the token before «and» where it joins plain nouns that one adjective describes: «Russian drones and missiles»; else the token itself."""
        pair = not self.parse.behind and self.w.is_of(index, "and") and self.parse.is_plain(index - 1) and self.w.nisba(index - 2) is not None
        return index - 1 if pair else index

    def _past_insertion(self, comma: int) -> int:
        """Return the token before an insertion that a comma closes: «Hayee, who spoke in Baku, said»."""
        at, mark = comma - 1, self.w.text(comma)
        while at > self.w.begin and self.w.text(at) != mark:
            if self.w.text(at) in CLOSE or self.w.text(at) in OPEN:
                return comma
            at -= 1
        opened = self.w.is_of(at + 1, "relatives", "subordinators", "prepositions", "determiners") or self.parse.group_at.get(at + 1) is not None or not self.w.is_large(at + 1)
        return at - 1 if self.w.text(at) == mark and opened else comma

    def _is_governed(self, first: int) -> bool:
        """Return whether a preposition stands before a phrase, with nothing but its article between."""
        at = first - 1
        while at >= 0 and (self.w.forms(at, "modifier") or self.w.is_of(at, "determiners", "numbers")) and at not in self.parse.inside:
            at -= 1
        if self.w.is_of(at, "and") and (before := self.parse.ends.get(at)) is not None:
            return self._is_governed(before.first)
        if (head := self.w.part_of(at)) >= 0:
            return self._is_governed(head)
        return self.w.is_of(at, "prepositions") and not self._is_article(at)

    def _is_article(self, at: int) -> bool:
        """Return whether «des» is an article: where a clause or an object begins."""
        before = at - 1
        # «De jeunes Palestiniens ont»
        bare = self.w.is_of(at, "partitives") and self.w.is_of(at + 1, "doers")
        return (bare or self.w.is_of(at, "plural_articles")) and (not self.w.is_word(before) or self.w.is_of(before, "conjunctions", "complementisers", "relatives", "subordinators", "prepositions"))

    def _governor(self, first: int) -> int:
        """Return the token before the preposition that leads to a phrase; -1 if a border, a verb or nothing stands there."""
        at = first - 1
        while at >= self.w.begin and not self.w.is_of(at, "prepositions"):
            if at in self.parse.in_group and (group := self._describing(at)) is not None:
                return group.first - 1
            if not self.w.is_word(at) or at in self.parse.in_group or self.w.is_of(at, "relatives", "complementisers", "subordinators", "conjunctions", "pronouns"):
                return -1
            if at + 1 in self.parse.ends and at < first - 1:
                return -1
            at -= 1
        at -= 1
        while at >= self.w.begin and (self.w.is_timed(at) or (self.w.is_of(at, "prepositions") and at not in self.parse.inside)):
            at -= 1
        if at in self.parse.in_group and (group := self._describing(at)) is not None:
            return group.first - 1
        return at if at >= self.w.begin and at not in self.parse.in_group and self.w.text(at) != "," else -1

    def _describing(self, at: int) -> Group | None:
        """Return the participle or gerund at a token that describes the noun before it: «the Red Cross operating in Iraq said»."""
        group = next((g for g in self.parse.groups if g.first <= at < g.last), None)
        return group if group is not None and group.kind in ("participle", "gerund") and group.first > self.w.begin and self.w.is_word(group.first - 1) else None

    def _antecedent(self, at: int, group: Group | None = None) -> list[Phrase]:
        """Return whom a relative pronoun speaks of: the phrase directly before it, with those joined to it before a verb in the plural."""
        before = at - 1
        if self.w.text(before) == ",":
            before -= 1
        phrase = self.parse.ends.get(before + 1) or (self.parse.ends.get(at) if self.w.text(at - 1) == "," else None)
        several = phrase is not None and phrase.conj and phrase.number != "p" and group is not None and group.number == "p"
        return [] if phrase is None else self.parse.run(phrase) if several else [phrase]

    def _joined(self, group: Group, at: int) -> list[Phrase]:
        """Return the subject of the verb that «and» joins a verb to; of verbs of saying, that of the last of them."""
        before = [other for other in self.parse.groups if other.first < group.first and other.kind == "finite"]
        told = self.reports(group)
        if told and (said := [other for other in before if self.reports(other)]):
            before = said
        if self.w.text(at - 1) == "," and not self.parse.behind:
            # «the bank, which let him go, and said»
            before = [other for other in before if not self.w.is_of(self.left_of(other), "relatives")] or before
        if not before:
            return self.discourse.subject
        return self.whoever(before[-1]) if told else self.parse.subjects.get(before[-1].first, [])

    def own_deed(self, predicates: Iterable[Predicate]) -> bool:
        """Return whether what one of some predicates governs is what its own subject will do: «a promis»."""
        operators = (self.parse.pack.operators.get(predicate.frame) for predicate in predicates)
        return any(operator is not None and operator.self for operator in operators)

    def reports(self, group: Group) -> bool:
        """Return whether a verb can be one of saying, with the words that it needs for that: «make clear»."""
        pack = self.parse.pack
        if pack.reporting.isdisjoint(group.predicates):
            return False
        worded = (pack.predicates[ref].words for ref in group.predicates if ref in pack.reporting)
        return any(not words or self.parse.worded(group.last, words) for words in worded)

    def _apposed(self, comma: int) -> list[Phrase]:
        """Return the person whose office a capitalised insertion names: «Nick Landon, Royal Mail's officer, said»."""
        opening = next((at for at in range(comma - 1, self.w.begin, -1) if self.w.text(at) == ","), 0)
        found = self.unnamed.before(opening - 1) if opening else []
        return found if found and found[0].is_person and found[0].name.istitle() else []

    def _is_of_people(self, group: Group) -> bool:
        """Return whether a verb tells what crowds do, whoever they are."""
        pack = self.parse.pack
        rules = [pack.composition[act.type] for ref in group.predicates if (act := pack.acts.get(pack.predicates[ref].frame)) is not None and act.type]
        return any(rule.by_people for rule in rules)

    def _addresses(self, group: Group) -> bool:
        """Return whether a verb of saying names its addressee as its object: «told reporters»."""
        return any("object" in self.parse.pack.predicates[ref].recipient for ref in group.predicates)

    def ahead(self) -> None:
        """Give a saying that opens the sentence beside its main verb the subject of that: «Insisting it was over, the mayor left»."""
        first = self.parse.group_at.get(self.w.begin)
        if first is None or first.kind != "gerund" or self.parse.subjects.get(first.first) or not self.reports(first):
            return
        comma = next((at for at in range(first.last, self.w.size) if self.w.text(at) == ","), self.w.size)
        main = next((g for g in self.parse.groups if g.first > comma and g.kind == "finite"), None)
        subject = self.whoever(main) if main is not None else []
        if subject and subject[0].first > comma:
            self.parse.subjects[first.first] = subject

    def _of_nonfinite(self, group: Group) -> list[Phrase]:
        """Return who is to do what an infinitive or gerund says: the subject of the verb it depends on, unless somebody stands between."""
        before = [other for other in self.parse.groups if other.last <= group.first and other.kind in ("finite", "infinitive")]
        if group.kind == "gerund" and self.w.is_of(group.head, "told_by_things") and self.w.is_of(group.first - 1, "told_in"):
            # «there are no polls showing him ahead»
            return self.unnamed.before(group.first - 1, nearest=True)
        if not before:
            return []
        addressed = self.parse.ends.get(group.first)
        if group.kind == "gerund" and self.w.is_of(group.first - 1, "as_said") and (quoted := self.parse.ends.get(group.first - 1)) is not None:
            # «quoted an official as saying»
            return [quoted]
        if addressed is None and self.parse.behind and self.w.is_of(group.first - 1, "prepositions") and not self.own_deed(self.parse.pack.predicates[ref] for ref in before[-1].predicates):
            # «a exhorté Israël à lever le blocus»
            addressed = self.parse.ends.get(group.first - 1)
        if addressed is not None and group.kind == "infinitive" and addressed.first == before[-1].last:
            return [addressed]
        if group.kind == "gerund" and self.reports(group):
            before = [other for other in before if self.reports(other)] or before
            found = self.whoever(before[-1])
            # «the gap widened, indicating that»: a thing tells nothing
            things = self.w.is_of(group.head, "told_by_things") and self.w.text(group.first - 1) == "," and all(p.form == "unnamed" and p.kind != "document" for p in found)
            return found if not things else self.parse.subjects.get(before[-1].first, [])
        return self.parse.subjects.get(before[-1].first, [])

    def _met(self, one: Proposition) -> list[Phrase]:
        """Return the sides that a proposition brings together: partners, visitors and hosts."""
        act = self.parse.pack.acts.get(one.predicate.frame)
        # officials meet their hosts wherever they go: «les ministres ont effectué une visite à Oslo»
        official = all(p.is_person and (p.post or p.members) for p in one.subject)
        hosts = (*_COMPANIES, "government", "state") if official else _COMPANIES
        received = one.recipient if act is not None and act.meeting and all(p.is_person or p.kind in hosts for p in one.recipient) else []
        # a capital that was visited stands for its state
        sides = [msgspec.structs.replace(p, place=False) for p in received] if self.parse.behind else []
        return [*one.subject, *sides] if one.partner or received else []

    def remember(self) -> None:
        """Keep where the sentence stands, and the subject of the sentence for what follows: of its first verb of saying, else of its first verb."""
        self.discourse.told = (self.s.start, self.s.end)
        aloud = (g for g in self.parse.groups if g.kind == "finite" and (self.parse.behind or not self.w.is_quoted(g.first)))
        told = [(g, self.parse.subjects[g.first]) for g in aloud if self.parse.subjects.get(g.first)]
        named = [(g, subject) for g, subject in told if not all(p.kind in _HEADLESS or (p.form == "unnamed" and not p.is_person) for p in subject)]
        said = [subject for g, subject in named if self.reports(g)]
        several = [subject for g, subject in told if self.reports(g) and (len(subject) > 1 or subject[0].number == "p") and subject[0].kind not in _HEADLESS]
        if several:
            self.discourse.several, self.discourse.said_in = several[-1], self.s.index
        pairs = [met for met in map(self._met, (one for _, one in sorted(self.parse.by_token.items()))) if len(met) > 1]
        if pairs:
            self.discourse.together, self.discourse.met_in = pairs[-1], self.s.index
        if named:
            self.discourse.subject = said[0] if said else named[0][1]
