"""Verb groups of languages whose verbs stand without auxiliaries, but in the future, in the passive and behind modal verbs: «не будет подписан»."""

from __future__ import annotations

from mithaq.annotate.svo.groups import Group, Groups

_FINITE = ("past", "present", "future")


class SlavicGroups(Groups):
    """Finds verb groups: negation, «to be» or a modal verb, adverbs, the verb, the particle of what is not real."""

    def _group(self, first: int) -> Group | None:
        """Return the verb group that begins at token ``first``."""
        group = Group(first, first, -1, "finite", ())
        leading = ""
        at = first
        while at < self.w.size and at not in self.inside:
            if self.w.is_of(at, "negations"):
                group.negated = True
            elif not leading and self.w.is_of(at, "modals", "be") and self._leads(at + 1):
                leading = "modals" if self.w.is_of(at, "modals") else "be"
                group.future = self.w.is_of(at, "future")
                group.unreal = leading == "modals" and not group.future
                group.tense = "past" if self.w.is_of(at, "was") else "present"
            elif not (at > first and self.w.is_of(at, "adverbs", "irrealis")):
                break
            at += 1
        return self._with_verb(group, at, leading)

    def _leads(self, at: int) -> bool:
        """Return whether an infinitive or a participle follows, past negations and adverbs."""
        while self.w.is_of(at, "negations", "adverbs", "be"):
            at += 1
        return at not in self.inside and any(a.entry.tense in ("infinitive", "participle") for a in self.w.verbs(at))

    def _with_verb(self, group: Group, at: int, leading: str) -> Group | None:
        """Return a group with its verb at a token; None if there is none."""
        readings = self.w.verbs(at) if at not in self.inside else []
        tenses = {a.entry.tense for a in readings}
        if not tenses or (not leading and self.w.is_of(group.first - 1, "prepositions")):
            return None
        group.head, group.last = at, at + 1
        group.predicates = self._predicates(readings)
        finite = next((tense for tense in _FINITE if tense in tenses), "")
        if finite:
            group.tense, group.future = "past" if finite == "past" else "present", finite == "future"
        elif "participle" in tenses:
            # «подписан» stands for what has been done
            group.passive, group.tense = True, group.tense or "past"
        elif not leading:
            group.kind = "infinitive"
        if self.w.is_of(group.last, "irrealis"):
            group.unreal, group.last = True, group.last + 1
        return group
