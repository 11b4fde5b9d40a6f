"""Propositions: verbs and nouns that word an act or an operator, with their arguments by place and preposition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.svo.choosing import NEEDED_WITHIN, Choosing
from mithaq.annotate.svo.colons import Colons
from mithaq.annotate.svo.days import Days
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.parse import Arguments, Parse
from mithaq.annotate.svo.quotations import Quotations
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import Predicate

# the modes of protest that a noun alone tells of
_CROWDED = ("demo", "strike")
# how many tokens before its verb the word may stand that opens a clause
_OPENED_WITHIN = 8


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _Reader(Parse(sentence, pack, discourse)).read()


# how many sides violence has that is told by its noun alone
_SIDES = 2


class _Reader(Choosing):
    """Reads verbs, then nouns, then what operators govern."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self.quotations, self.colons = Quotations(parse, self.contents), Colons(parse, self.contents)
        # tokens that belong to the wording of the noun before them
        self.worded: set[int] = set()
        # deeds of which the words around the verb name no side, by token
        self.open: dict[int, Proposition] = {}

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        self.references.recalled.counted()
        for group in self.parse.groups:
            self.parse.subjects[group.first] = self.references.subject(group)
        self.references.ahead()
        for group in self.parse.groups:
            self._verb(group)
        self._met_and_agreed()
        Days(self.parse).part()
        for at in range(self.w.begin, self.w.size):
            if self.w.can_be(at, "noun") and at not in self.parse.in_group and at not in self.parse.inside and at not in self.worded:
                self._noun(at)
        self._by_attacks()
        self.contents.according()
        self.contents.sayings()
        for at in sorted(self.parse.by_token):
            self.contents.fill(at, self.parse.by_token[at])
        self.contents.join()
        self.contents.without_relays()
        self._without_sides()
        self._without_topics()
        self.colons.read()
        self.quotations.read()
        self.references.remember()
        self.s.asides = [*self._asides()]
        return [self.parse.by_token[at] for at in sorted(self.parse.by_token)]

    def _by_attacks(self) -> None:
        """Let who made an attack, and where, do and suffer the harm that a verb says it did: «a raid on a market in Kano killed nine», «which left three dead»."""
        attack: Proposition | None = None
        harmed: set[int] = set()
        for at, one in sorted({**self.open, **self.parse.by_token}.items()) if not self.parse.behind else ():
            act = self.pack.acts.get(one.predicate.frame)
            if act is None or act.type != "ASSAULT":
                attack = None if one.item.kind == "verb" and not one.predicate.operator else attack
            elif one.item.kind == "noun":
                attack = one
            elif attack is not None and self._harms(attack, one, harmed):
                harmed.add(at)
                # «the raid on Dar es Salaam, which killed»: who is hit does not kill
                one.subject = one.subject if any(p.code and not p.place and p not in attack.recipient for p in one.subject) else [*attack.subject]
                one.recipient = one.recipient if any(p.code for p in one.recipient) else attack.recipient[:1] or attack.where[:1]
                one.partner = one.partner or [*attack.partner]
                if one.subject or one.recipient:
                    self.parse.by_token[at] = one

    def _harms(self, attack: Proposition, one: Proposition, harmed: set[int]) -> bool:
        """Return whether an attack is what a verb says to have done harm: its subject, or what «which» behind it means."""
        group = self.contents.by_head.get(one.item.first)
        if group is None or group.passive or group.kind != "finite":
            return False
        between = [other for other in self.parse.groups if attack.item.last <= other.first < group.first and other.kind == "finite"]
        if between and between[-1].head in harmed and self.w.is_of(self.references.left_of(group), "and"):
            return True
        relative = next((at for at in range(group.first - 1, attack.item.last, -1) if self.w.is_of(at, "relatives")), -1)
        bare = not any(self.w.text(at) in BORDERS or self.w.is_of(at, "but") for at in range(attack.item.last, group.first))
        return not between and (bare or (relative == group.first - 1 and self.w.text(relative - 1) == ","))

    def _asides(self) -> Iterator[tuple[int, int]]:
        """Yield where relative clauses and clauses of what was before begin and end: the dates in them are of their own verbs."""
        for group in self.parse.groups if self.s.timed else ():
            opened = next((at for at in range(group.first - 1, max(group.first - _OPENED_WITHIN, self.w.begin), -1) if self.w.text(at) in BORDERS or at in self.parse.in_group or self.w.is_of(at, "relatives", "set_apart")), -1)
            if group.kind == "finite" and opened >= 0 and self.w.is_of(opened, "relatives", "set_apart"):
                border = next((at for at in range(group.last, self.w.size) if self.w.text(at) in BORDERS), self.w.size)
                yield self.w.start_of(opened), self.parse.arguments(group.last).end if self.w.is_of(opened, "relatives") else self.w.start_of(border)

    def _without_sides(self) -> None:
        """Leave out passives of which neither a doer nor anybody else is known, nor a noun that tells them."""
        for at, one in [*self.parse.by_token.items()]:
            group = self.contents.by_head.get(at)
            sides = one.subject or one.recipient or one.partner or one.agent or (one.where and self._is_of_state(one.predicate))
            if not sides and not one.predicate.operator and one.predicate.needs and group is not None and group.passive and not self._hits(one.predicate, group):
                del self.parse.by_token[at]

    def _is_of_state(self, predicate: Predicate) -> bool:
        """Return whether the authorities of a place do what a predicate words: «l'état d'urgence a été décrété au Niger»."""
        act = self.pack.acts.get(predicate.frame)
        return self.parse.behind and act is not None and act.type is not None and self.pack.composition[act.type].by_state

    def _met_and_agreed(self) -> None:
        """Let those who met do together what the verb joined to their meeting says: «met the envoy and agreed to work together»."""
        for before, one in itertools.pairwise([self.parse.by_token[at] for at in sorted(self.parse.by_token)] if not self.parse.behind else ()):
            act = self.pack.acts.get(before.predicate.frame)
            met = act is not None and act.meeting is not None and len(before.subject) > 1 and bool(before.partner)
            meeting, group = self.contents.by_head.get(before.item.first), self.contents.by_head.get(one.item.first)
            if not met or meeting is None or group is None or not self.w.is_of(self.references.left_of(group), "and"):
                continue
            if one.predicate.partner and not one.partner and one.subject == self.parse.subjects[meeting.first]:
                one.subject = list(before.subject)

    def _without_topics(self) -> None:
        """Leave out nouns that only name what is spoken of: under no verb, and without both sides of their act."""
        for at, one in [*self.parse.by_token.items()]:
            sides = {phrase.code for phrase in (*one.subject, *one.recipient)} - {""}
            act = self.pack.acts.get(one.predicate.frame)
            binds = act is not None and act.stage == "ratified" and bool(sides)
            one.described = one.described or self._goes_on(at, one)
            named = one.item.kind == "noun" and len(sides) < 2 and not (binds or one.described or self._is_means(at, one))
            if one.parent is None and one.child is None and (named or self._is_spoken_of(at) or (one.item.kind == "noun" and self._is_background(at, one))):
                del self.parse.by_token[at]

    def _goes_on(self, at: int, one: Proposition) -> bool:
        """Return whether a noun of protest is what a sentence tells of: «A protest by farmers blocked the road»."""
        act = self.pack.acts.get(one.predicate.frame)
        if self.parse.behind or one.item.kind != "noun" or act is None or act.type != "PROTEST" or one.parent is not None:
            return False
        if act.mode not in _CROWDED or self.w.is_of(at + 1, "part_links") or not (self.w.is_of(at + 1, "prepositions") or at + 1 in self.parse.in_group):
            # «Protest songs», «a demonstration of the device»
            return False
        first = at
        while first > self.w.begin and (self.w.is_of(first - 1, "determiners", "numbers") or self.parse.is_plain(first - 1) or self.w.nisba(first - 1) is not None):
            first -= 1
        main = next((g for g in self.parse.groups if g.first > at and g.kind == "finite"), None)
        return first <= self.w.begin and main is not None and main.tense == "past" and not main.negated and not main.unreal and not any(self.w.text(i) in BORDERS or self.w.is_of(i, "relatives") for i in range(at, main.first))

    def _is_means(self, at: int, one: Proposition) -> bool:
        """Return whether a noun tells who did the harm that the verb before it tells: «tués dans une frappe aérienne russe»."""
        act = self.pack.acts.get(one.predicate.frame)
        known = bool(one.agent) or any(p.kind == "armed_group" or (p.kind == "state" and p.form == "description") for p in one.subject)
        if not self.parse.behind or act is None or act.type != "ASSAULT" or not known:
            return False
        before = max((token for token, other in self.parse.by_token.items() if token < at and other.item.kind == "verb"), default=-1)
        hit = self.pack.acts.get(self.parse.by_token[before].predicate.frame) if before >= 0 else None
        return hit is not None and hit.type == act.type

    def _is_background(self, at: int, one: Proposition) -> bool:
        """Return whether a noun only names a meeting, as the object of a verb or inside another noun: «perturber les pourparlers», «l'avenir du dialogue»."""
        act = self.pack.acts.get(one.predicate.frame)
        first = at - 1
        while self.w.is_of(first, "determiners", "possessives") or bool(self.w.forms(first, "modifier")):
            first -= 1
        inside = self.w.is_of(first, "genitives") and not self.w.is_of(first - 1, "occasions")
        return self.parse.behind and act is not None and act.meeting not in (None, "visit") and (inside or first in self.parse.in_group)

    def _is_spoken_of(self, at: int) -> bool:
        """Return whether a gerund only names a topic: «complaints about lending», not «after shelling»."""
        group = self.parse.group_at.get(at)
        led = group is not None and group.kind == "gerund" and self.w.is_of(at - 1, "prepositions")
        return led and not self.w.is_of(at - 1, "agents", "subordinators", "in")

    def _item(self, first: int, last: int, kind: str, tense: str = "", predicates: tuple[int, ...] = ()) -> Item:
        return Item(kind, first, last, self.w.start_of(first), self.w.end_of(last - 1), tense=tense, predicates=predicates, surface=self.w.lower(first))

    # --- verbs -------------------------------------------------------------------------------------------

    def _verb(self, group: Group) -> None:
        """Read the proposition of a verb group, if it words anything."""
        args = self.parse.arguments(group.last)
        head = group.head
        self._quoted, self._passive = self.references.follows_quotation(group), self.parse.subjects[group.first]
        meant = tuple(ref for ref in self._meant(group) if not self._talks_alone(self.pack.predicates[ref], group, args) and self._goods_come(self.pack.predicates[ref], group))
        predicate = self._select(self._in_accord(group, meant, args), group.last, args, passive=group.passive)
        if group.passive or (predicate is None and group.copular):
            found, at = self._complement(group, args)
            # «la signature est attendue en juin»: whoever is awaited at a place is no signing
            predicate, head = (found, at) if found is not None and not (self.parse.behind and predicate is not None and predicate.operator and predicate.needs) else (predicate, head)
        if predicate is None:
            return
        if predicate.words:
            args = self.parse.arguments(self.parse.wording_end(head + 1, predicate))
        if predicate.needs and not predicate.light and not self.parse.behind:
            self._word_needed(group.last, predicate)
        one = self._put(group, head, predicate, args)
        passive = group.passive and predicate.pos == "verb"
        subject = self.parse.subjects[group.first] or self._subject_described(group) or (self.references.inside(group) if passive else [])
        self._sides(one, args, subject, passive=passive)
        self._sides_before(group, one, passive=passive)
        mine = self.w.is_of(self.references.left_of(group), "first_pronouns")
        whole = group.passive and group.kind == "finite" and bool(predicate.needs)
        known = whole or predicate.operator or one.subject or one.recipient or one.partner or one.agent or mine or self._hits(predicate, group)
        # «he killed time»: nobody known does anything to nobody known
        if known and not self._is_unread(one, passive=group.passive):
            self.parse.by_token[head] = one
        elif not known and not self.parse.behind and group.kind == "finite":
            self.open[head] = one

    def _word_needed(self, last: int, predicate: Predicate) -> None:
        """Let the noun that a verb needs tell no act of another type than the verb: «suspended its mediation»."""
        act, following = self.pack.acts.get(predicate.frame), self.w.lowers[last : last + NEEDED_WITHIN]
        hostile = act is not None and act.type is not None and self.pack.composition[act.type].future == "THREATEN"
        for words in predicate.needs if hostile else ():
            at = next((i for i in range(len(following)) if tuple(following[i : i + len(words)]) == words), -1)
            named = (self.pack.acts.get(self.pack.predicates[ref].frame) for a in self.w.forms(last + at, "noun") if a.entry.ref >= 0 for ref in self.pack.lexemes[a.entry.ref].predicates)
            if at >= 0 and act is not None and all(other is not None and other.type != act.type for other in named):
                self.worded.update(range(last + at, last + at + len(words)))

    def _put(self, group: Group, head: int, predicate: Predicate, args: Arguments) -> Proposition:
        """Return the proposition of a verb group by how it is put: denied, to come, conditional, as a purpose."""
        before = self.references.sequel_of(group)
        item = self._item(head, head + 1, "verb", "past" if (before or self.references.main_of(group)).tense == "past" else "present", group.predicates)
        one = Proposition(self.s, item, predicate, subject=[], recipient=[], partner=[], agent=[], where=[], end=args.end)
        expected = predicate.pos == "phrase" and self.w.is_of(head, "expected")
        one.negated, one.planned = group.negated or self._is_of_nobody(group), group.future or expected or (before is not None and before.future)
        one.purpose = group.kind == "infinitive" and not group.perfect and before is None
        one.governed = group.kind != "finite"
        one.conditional = group.unreal or self._is_conditional(group)
        if group.hearsay:
            # «aurait livré» behind «si» would have been so
            one.conditional = any(self.w.is_of(at, "conditionals") for at in range(self.w.begin, self.w.size))
            one.hearsay = not one.conditional
        one.told = predicate.pos == "phrase"
        if predicate.cue in ("negated", "not"):
            one.negated = one.planned = one.conditional = False
        one.identifies = self.w.is_of(group.first - 1, "relatives") and self.w.text(group.first - 2) != ","
        return one

    def _is_of_nobody(self, group: Group) -> bool:
        """Return whether nobody does what a verb says: «no group claimed», «nobody claimed»."""
        subject = self.parse.subjects[group.first][:1] if not group.passive else []
        return self.w.is_of(group.first - 1, "nobodies") or any(self.w.is_of(at, "nobodies") for phrase in subject for at in (phrase.first - 1, phrase.first))

    def _is_unread(self, one: Proposition, *, passive: bool) -> bool:
        """Return whether who does an act, or against whom, stands there but is not known, so that nobody else may be taken for it."""
        act = self.pack.acts.get(one.predicate.frame)
        if act is None or act.type is None:
            return False
        rule, alone = self.pack.composition[act.type], not (one.partner or one.recipient) and len(one.subject) < 2
        # «the law prohibits»: no state does; «he fought to keep the job»: against nobody
        # «un avion émirati a atterri»: nobody visits
        if self.parse.behind and act.meeting == "visit" and any(self.w.is_of(at, "arms") for p in one.subject for at in range(max(p.first - 1, 0), p.first)):
            return True
        ruled, fights = rule.by_state and not one.subject and not passive, rule.force and act.reciprocal and alone
        return ruled or fights or (act.mode == "investigate" and not any(p.code or p.post for p in one.recipient))

    def _is_conditional(self, group: Group) -> bool:
        """Return whether a condition opens the clause of a verb, or what is yet to come: «before they disarm»."""
        for at in range(group.first - 1, max(group.first - 12, -1), -1):
            if self.w.is_of(at, "conditionals") or (group.tense in ("present", "base") and self.w.is_of(at, "awaited")):
                return True
            if self.w.text(at) in BORDERS or (at in self.parse.in_group):
                return False
        return False

    # --- nouns -------------------------------------------------------------------------------------------

    def _noun(self, at: int) -> None:
        """Read the proposition of a noun that words an act."""
        refs = tuple(dict.fromkeys(ref for a in self.w.forms(at, "noun") if a.entry.ref >= 0 for ref in self.pack.lexemes[a.entry.ref].predicates))
        if not refs or (self.w.is_large(at) and not self.w.opens(at)):
            return
        args = self.parse.arguments(at + 1, past_verbs=True)
        predicate = self._select(refs, at + 1, args)
        if predicate is None or self._is_compound(at + max((len(words) for words in predicate.words), default=0)):
            return
        item = self._item(at, at + 1, "noun", "", refs)
        item.det = self.parse.behind and self._is_definite(at)
        one = Proposition(self.s, item, predicate, subject=[], recipient=[], partner=[], agent=[], where=[], end=args.end)
        owner = self._owner(at, predicate, args)
        one.subject = (owner if self._is_its_own(owner, one) else []) or self._in(args.places, "agents") or owner or self._in(args.places, "between")
        one.recipient = [p for p in self._reached(args, args.places, predicate.recipient, predicate.frame) if p not in one.subject] or self._struck(one, args)
        one.partner = [p for p in self._taken(args.places, predicate.partner) if p not in one.subject]
        one.agent = self._in(args.places, "agents")
        one.where = [phrase for phrase in self._in(args.places, "where") if self._is_somewhere(phrase)]
        one.subject = [*one.subject, *one.partner]
        one.described = self._is_occasion(at, one)
        self.parse.by_token[at] = one
        self.worded.update(range(at + 1, self.parse.wording_end(at + 1, predicate)))

    def _is_definite(self, at: int) -> bool:
        """Return whether a noun has the article, before what may describe it: «la récente attaque»."""
        first = at - 1 - (self.parse.is_plain(at - 1) and not self.w.nouns(at - 1))
        return self.w.is_of(first, "definite", "possessives") or self.w.is_of(first, "contracted_articles")

    def _is_occasion(self, at: int, one: Proposition) -> bool:
        """Return whether violence between named sides is what something else came after: «après des combats entre l'armée et la milice»."""
        act = self.pack.acts.get(one.predicate.frame)
        sides = {phrase.code for phrase in (*one.subject, *one.recipient, *one.where)} - {""}
        if not self.parse.behind or act is None or act.type is None or not self.pack.composition[act.type].force or len(sides) < _SIDES:
            return False
        first = at - 1 - (self.parse.is_plain(at - 1) and not self.w.nouns(at - 1))
        while self.w.is_of(first, "determiners", "possessives", "plural_articles") or self.w.forms(first, "modifier"):
            first -= 1
        return self.w.is_of(first, "occasions") or (self.w.is_of(first, "genitives") and self.w.is_of(first - 1, "occasions"))

    def _is_its_own(self, owner: list[Phrase], one: Proposition) -> bool:
        """Return whether an act is its owner's, whoever does what is named behind him: «le soutien du Japon aux efforts menés par le Kenya»."""
        act = self.pack.acts.get(one.predicate.frame)
        peaceful = act is None or act.type is None or not self.pack.composition[act.type].force
        by = next((at for at in range(one.item.last, self.w.size) if self.w.is_of(at, "agents")), self.w.size)
        return self.parse.behind and peaceful and by - 1 in self.parse.in_group and bool(owner) and owner[0].first in (one.item.last + 1, one.item.last + 2)

    def _is_compound(self, at: int) -> bool:
        """Return whether a noun only describes the one behind it: «attack helicopters»; nouns of acts stand last."""
        return not self.parse.behind and bool(self.w.nouns(at + 1)) and at + 1 not in self.parse.in_group and at + 1 not in self.parse.inside
