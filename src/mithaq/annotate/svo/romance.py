"""Verb groups of languages that put negation and object pronouns before the verb and inflect it for tense: «ne l'a pas reçu»."""

from __future__ import annotations

from mithaq.annotate.svo.groups import Group, Groups
from mithaq.annotate.svo.words import OPEN
from mithaq.packs.analysis import Analysis

_FINITE = ("present", "imperfect", "past", "future", "conditional", "subjunctive")
_PAST = ("imperfect", "past")
# how many pronouns and negations may stand before a verb, how many adverbs between an auxiliary and its participle
_BEFORE, _BETWEEN = 4, 5


class RomanceGroups(Groups):
    """Finds verb groups: negation and pronouns, auxiliaries, adverbs, the verb, a pronoun behind it («a-t-il dit»)."""

    def _may_begin(self, at: int) -> bool:
        """Return whether a verb group can begin at a token: a verb, a negation, a pronoun."""
        return self.w.can_be(at, "verb") or self.w.is_of(at, "weak_negations", "reflexives", "object_clitics")

    def _group(self, first: int) -> Group | None:
        """Return the verb group that begins at token ``first``."""
        group = Group(first, first, -1, "finite", ())
        verb = self._before_verb(first, group)
        if verb < 0:
            return None
        tenses = self._tenses(verb)
        if not tenses or not self._is_meant(verb, tenses, first):
            return None
        self._head(group, verb, tenses, self.w.verbs(verb))
        group.last = self._past_pronoun(verb + 1, group)
        self._chain(group)
        self._settle(group)
        return group

    def _coordinate(self, at: int, last: Group) -> Group | None:
        """Return the participle that goes on from the auxiliary of the last verb: «a rencontré le ministre et appelé les deux camps à»."""
        if not self.w.is_of(at - 1, "conjunctions") or at in self.inside or "participle" not in self._tenses(at):
            return None
        led = self.w.is_of(at + 1, "determiners", "possessives", "prepositions", "numbers", "complementisers", "contracted_articles") or at + 1 in self.starts or self.w.is_timed(at + 1) or (self.w.text(at + 1) == "," and self.w.is_of(at + 2, "prepositions"))
        compound = last.kind == "finite" and last.head > last.first and "participle" in self._tenses(last.head) and not (last.reflexive or last.copular)
        if not led or not compound:
            return None
        group = Group(at, at + 1, at, "finite", (), last.tense, last.passive, future=last.future, unreal=last.unreal, hearsay=last.hearsay, number=last.number)
        group.predicates = self._predicates([a for a in self.w.verbs(at) if a.entry.tense == "participle"])
        self._settle(group)
        return group if group.predicates else None

    # --- before the verb ---------------------------------------------------------------------------------

    def _before_verb(self, first: int, group: Group) -> int:
        """Return the token of the verb behind the negation and the pronouns that begin at ``first``; -1 if they lead to none."""
        at = first
        while at < min(first + _BEFORE, self.w.size) and at not in self.inside:
            if self.w.is_of(at, "weak_negations"):
                at += 1
            elif at > first and self.w.is_of(at, "strong_negations") and self.w.is_of(at - 1, "weak_negations"):
                # «de ne pas livrer»
                group.negated, at = self.w.is_of(at, "negations") or group.negated, at + 1
            elif self.w.is_of(at, "reflexives"):
                group.reflexive, at = True, at + 1
            elif self.w.is_of(at, "object_clitics") and self._is_clitic(at, first):
                group.clitic, at = at, at + 1
            else:
                break
        return at if at < self.w.size and self.w.verbs(at) and at not in self.inside and not self.w.is_timed(at) else -1

    def _is_clitic(self, at: int, first: int) -> bool:
        """Return whether a word that can be a pronoun or an article stands before a verb as the former."""
        if at > first:
            return True
        tenses = self._tenses(at + 1)
        if not tenses & {*_FINITE, "infinitive"} or self.w.nouns(at + 1) or at + 1 in self.inside:
            return False
        return not (self.w.is_of(at, "subject_clitics") and self._is_first_person(at + 1))

    def _is_first_person(self, at: int) -> bool:
        """Return whether a word ends like a verb of «nous» and «vous», which nouns do too: «relations»."""
        return self.w.lower(at).endswith(self.w.pack.settings.first_person_endings)

    def _tenses(self, at: int) -> set[str]:
        return {a.entry.tense for a in self.w.verbs(at)}

    def _is_meant(self, at: int, tenses: set[str], first: int) -> bool:
        """Return whether a word that can be a verb is one, by what stands before it."""
        if at > first:
            return True
        before = at - 1
        if self.w.is_of(at, "prepositions", "conjunctions", "subordinators") or (self._is_first_person(at) and not self.w.is_of(before, "subject_clitics", "and")):
            return False
        if self.w.is_of(before, "determiners", "possessives", "numbers") and before not in self.inside:
            return False
        finite = bool(tenses & {*_FINITE})
        if self.w.is_of(before, "prepositions") and before not in self.inside:
            # «au sortir de»: a noun
            return ("infinitive" in tenses and not self.w.is_of(before, "contracted_articles")) or ("gerund" in tenses and self.w.is_of(before, "gerund_prepositions"))
        if "participle" in tenses and self.w.is_of(at + 1, "agents") and self._is_attached(at):
            # «l'ambassadeur reçu par le ministre»
            return True
        if (self.w.nouns(at) or self.w.forms(at, "modifier")) and not self.w.is_of(at, "be", "have"):
            return finite and self._has_subject(before, at)
        if "gerund" in tenses and self.w.is_of(before, "be", "adverbs"):
            # «est encourageant»
            return False
        return finite or "infinitive" in tenses or "gerund" in tenses or self._is_attached(at)

    def _has_subject(self, before: int, at: int) -> bool:
        """Return whether a subject stands before a word that could be a noun as well as a verb: «Paris demande», «qui demande»."""
        while before >= 0 and self.w.is_of(before, "adverbs") and before not in self.inside:
            before -= 1
        if before in self.inside:
            return True
        if self.w.text(before) == "," and before > self.w.begin and self.w.is_of(at + 1, "determiners", "complementisers", "plural_articles", "possessives"):
            return True
        if self.w.is_of(at + 1, "inverted_pronouns"):
            return True
        if self.w.is_timed(before) or self.w.text(before) == "," or self.w.closes(before):
            return self.w.closes(before - 1) or self.w.closes(before)
        return self.w.is_of(before, "pronouns", "subject_relatives") or (self.w.is_large(before) and before > self.w.begin)

    def _is_attached(self, at: int) -> bool:
        """Return whether a participle describes the noun before it by a verb's own complement: «signé à Paris», «menée par»."""
        before = at - 1
        noun = before in self.inside or bool(self.w.nouns(before)) or (self.w.is_word(before) and not self.w.is_function(before))
        apart = self.w.text(before) == "," and before > self.w.begin
        complement = self.w.is_of(at + 1, "prepositions", "adverbs") or self.w.is_timed(at + 1 + self.w.is_of(at + 1, "determiners"))
        return (noun or apart or before < self.w.begin) and complement

    # --- the verb and what it leads to -------------------------------------------------------------------

    def _head(self, group: Group, at: int, tenses: set[str], readings: list[Analysis]) -> None:
        """Let a token be the verb of a group."""
        group.head = at
        finite = [tense for tense in _FINITE if tense in tenses]
        group.kind = "finite" if finite else next(kind for kind in ("infinitive", "gerund", "participle") if kind in tenses)
        group.tense = "past" if set(finite) & {*_PAST} and "present" not in finite else "present" if finite else ""
        group.future = finite == ["future"]
        group.unreal = group.would = finite == ["conditional"]
        group.passive = group.kind == "participle"
        numbers = {a.entry.number for a in readings if a.entry.tense in _FINITE}
        group.number = numbers.pop() if len(numbers) == 1 else ""
        group.predicates = self._predicates(readings)

    def _past_pronoun(self, at: int, group: Group) -> int:
        """Return the token behind a subject pronoun that hangs on the verb: «a-t-il»."""
        if not self.w.is_of(at, "inverted_pronouns"):
            return at
        group.inverted = at
        return at + 1

    def _chain(self, group: Group) -> None:
        """Let an auxiliary lead to its participle or infinitive, as often as there is one: «devrait avoir été reçu»."""
        while True:
            at = self._between(group)
            if not self._step(group, at):
                return

    def _between(self, group: Group) -> int:
        """Return the token behind negations and adverbs that follow a verb."""
        at = group.last
        while at < min(group.last + _BETWEEN, self.w.size) and at not in self.inside and not self.w.is_of(at, "weak_negations"):
            if self.w.is_of(at, "strong_negations"):
                group.negated = group.negated or self.w.is_of(at, "negations") or self._is_weakly_negated(group)
            elif (past := self.w.past_phrase(at, "adverb_phrases")) > at:
                at = past
                continue
            elif not (self.w.is_of(at, "adverbs") or (self.w.is_of(at, "ever_since") and "participle" in self._tenses(at + 1)) or self._is_adverb(at) or self.w.text(at) in OPEN):
                # «a « appelé à » la retenue»
                break
            at += 1
        return at

    def _is_adverb(self, at: int) -> bool:
        return self.w.is_adverbial(at) and not self.w.nouns(at) and self.w.role(at) is None

    def _step(self, group: Group, at: int) -> bool:
        """Take the participle or infinitive that a verb leads to as the verb of its group; return whether there is one."""
        if at in self.inside or at >= self.w.size:
            return False
        linked = self._linked(group, at)
        verb = self._past_clitics(group, linked if linked else at)
        tenses, readings = self._tenses(verb), self.w.verbs(verb)
        if self.w.is_of(group.head, "have", "be") and "participle" in tenses and verb == at:
            self._compound(group, verb, [a for a in readings if a.entry.tense == "participle"])
            return True
        led = self.w.is_of(group.head, "modals", "going") or bool(linked)
        if led and group.kind != "participle" and "infinitive" in tenses:
            self._led(group, verb, [a for a in readings if a.entry.tense == "infinitive"])
            return True
        return False

    def _linked(self, group: Group, at: int) -> int:
        """Return the infinitive behind «de» that tells what has just happened: «vient de signer»; 0 if none."""
        return at + 1 if self.w.is_of(group.head, "coming") and self.w.lower(at) == self.w.pack.settings.genitive and self._infinitive(self._past_clitics(group, at + 1)) else 0

    def _past_clitics(self, group: Group, at: int) -> int:
        """Return the infinitive behind the pronouns that a modal verb leaves to it: «devrait se rendre»."""
        verb = at
        while self.w.is_of(verb, "reflexives", "object_clitics") and verb < at + _BEFORE:
            verb += 1
        if verb == at or not self._infinitive(verb) or not self.w.is_of(group.head, "modals", "going", "coming"):
            return at
        group.reflexive = group.reflexive or any(self.w.is_of(index, "reflexives") for index in range(at, verb))
        return verb

    def _infinitive(self, at: int) -> bool:
        return "infinitive" in self._tenses(at) and at not in self.inside

    def _compound(self, group: Group, at: int, readings: list[Analysis]) -> None:
        """Let a participle behind avoir or être be the verb."""
        been = self.w.is_of(group.head, "be")
        # «a été passé à tabac»: no verb that takes être in the active stands behind «été»
        put = "participle" in self._tenses(group.head) and group.head > group.first
        group.passive = been and not group.reflexive and (put or not self._is_unaccusative(readings))
        if not been or not group.passive:
            # «aurait livré» is hearsay, not a condition; «aura livré» lies ahead
            group.hearsay = group.hearsay or group.would
            group.unreal = group.would = False
            group.tense = "past" if group.tense else ""
        if group.kind == "infinitive" and not group.passive:
            group.perfect, group.tense = True, "past"
        if group.passive and group.tense == "present" and not (group.future or group.unreal):
            group.tense = "past" if self._was_done(group, at) else "present"
        group.head, group.predicates = at, self._predicates(readings)
        group.last = self._past_pronoun(at + 1, group)

    def _was_done(self, group: Group, at: int) -> bool:
        """Return whether a passive in the present tells of what has happened: with its doer or a time behind it."""
        return self.w.is_of(at + 1, "agents") or self.w.is_timed(at + 1)

    def _is_unaccusative(self, readings: list[Analysis]) -> bool:
        """Return whether a participle belongs to a verb that takes être in the active: «est arrivé»."""
        known = self.w.pack.particle_words("be_verbs")
        return any(self.w.pack.lexemes[a.entry.ref].lemma.split()[0] in known for a in readings if a.entry.ref >= 0)

    def _led(self, group: Group, at: int, readings: list[Analysis]) -> None:
        """Let an infinitive behind a modal verb be the verb."""
        if self.w.is_of(group.head, "coming"):
            group.tense, group.future, group.unreal = "past", False, False
        elif self.w.is_of(group.head, "going"):
            group.future, group.unreal = group.tense == "present", False
        else:
            group.future, group.unreal = self.w.is_of(group.head, "planned_modals"), not self.w.is_of(group.head, "planned_modals")
        group.head, group.predicates = at, self._predicates(readings)
        group.last = at + 1

    def _is_weakly_negated(self, group: Group) -> bool:
        """Return whether «ne» stands in a group, which by itself denies nothing."""
        return any(self.w.is_of(at, "weak_negations") for at in range(group.first, group.last))

    def _settle(self, group: Group) -> None:
        """Mark what is known when a group is complete: a verb that only links, a negation by «aucun» behind it."""
        group.copular = self.w.is_of(group.head, "be") or (group.reflexive and self.w.is_of(group.head, "linking"))
        if group.clitic >= 0 and self.w.is_of(group.clitic, "of_existence") and self.w.is_of(group.head, "have"):
            group.predicates = ()
        if group.kind != "participle":
            group.predicates = tuple(ref for ref in group.predicates if (self.w.pack.predicates[ref].cue == "reflexive") == group.reflexive)
        weak = self._is_weakly_negated(group)
        if weak and (self.w.is_of(self._between(group), "none") or self.w.is_of(group.first - 1, "none") or group.unreal):
            group.negated = True
        if self.w.is_of(group.first - 1, "without"):
            group.negated = True
