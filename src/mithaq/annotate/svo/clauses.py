"""Propositions: verbs and nouns that word an act or an operator, with their arguments by place and preposition."""

from __future__ import annotations

import itertools

from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.svo.colons import Colons
from mithaq.annotate.svo.contents import Contents
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.parse import WORDED_WITHIN, Arguments, Parse
from mithaq.annotate.svo.quotations import Quotations
from mithaq.annotate.svo.references import References
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import Predicate

# how many tokens of an object are asked for the noun that a verb needs
_NEEDED_WITHIN = 8
# how many tokens behind an object of whatever length
_BEHIND_OBJECT = 2
# how many words may stand between a noun and the adjective behind it that tells whose it is
_ADJECTIVES = 3
# kinds of phrases that mean people, whom a verb may do something to that it does to things as well
# the mode of leaving a place
_LEAVES = "withdraw"
_PERSONS = ("people", "armed_group")


def find_propositions(sentence: Sentence, pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of a sentence in order; ``discourse`` gives and keeps the last subject."""
    return _Reader(Parse(sentence, pack, discourse)).read()


class _Reader:
    """Reads verbs, then nouns, then what operators govern."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w, self.s, self.pack = parse, parse.w, parse.s, parse.pack
        self.references = References(parse)
        self.contents = Contents(parse, self.references)
        self.quotations, self.colons = Quotations(parse, self.contents), Colons(parse, self.contents)
        self._quoted = False
        # who stands before a passive, while its predicate is chosen
        self._passive: list[Phrase] = []
        # tokens that belong to the wording of the noun before them
        self.worded: set[int] = set()

    def read(self) -> list[Proposition]:
        """Return the propositions in reading order."""
        for group in self.parse.groups:
            self.parse.subjects[group.first] = self.references.subject(group)
        self.references.ahead()
        for group in self.parse.groups:
            self._verb(group)
        self._met_and_agreed()
        for at in range(self.w.begin, self.w.size):
            if at not in self.parse.in_group and at not in self.parse.inside and at not in self.worded:
                self._noun(at)
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
        return [self.parse.by_token[at] for at in sorted(self.parse.by_token)]

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
            named = one.item.kind == "noun" and len(sides) < 2 and not (binds or self._is_means(at, one))
            if one.parent is None and one.child is None and (named or self._is_spoken_of(at) or (one.item.kind == "noun" and self._is_background(at, one))):
                del self.parse.by_token[at]

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
        predicate = self._select(meant, group.last, args, passive=group.passive)
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

    def _sides_before(self, group: Group, one: Proposition, *, passive: bool) -> None:
        """Give a proposition the sides that stand before its verb: an object pronoun, those who met, who stands in the subject of a passive."""
        predicate = one.predicate
        act = self.pack.acts.get(predicate.frame)
        if "giver" in predicate.actor or (passive and not one.subject and not self.parse.behind and act is not None and act.delivery):
            # «Russian wheat was delivered», «aid from Russia arrived»
            one.subject = one.agent or self.references.giver(group)
            one.recipient = [phrase for phrase in one.recipient if phrase not in one.subject]
        if group.clitic >= 0 and not one.recipient and predicate.recipient:
            one.recipient = self.references.recalled.object_of(group, one.subject)
        if passive and not one.subject and self.references.own_deed((predicate,)) and self.w.is_of(self.references.left_of(group), "pronouns"):
            # «il a été convenu de»: by those who met
            one.subject = list(self.parse.discourse.together)
        if passive and not one.recipient:
            one.recipient = self.references.led_to(group, predicate.recipient)
        if "between" in predicate.partner and not one.partner:
            one.partner = self.references.between(group)
            one.subject = [*one.subject, *(side for side in one.partner if side not in one.subject)]

    def _word_needed(self, last: int, predicate: Predicate) -> None:
        """Let the noun that a verb needs tell no act of another type than the verb: «suspended its mediation»."""
        act, following = self.pack.acts.get(predicate.frame), self.w.lowers[last : last + _NEEDED_WITHIN]
        hostile = act is not None and act.type is not None and self.pack.composition[act.type].future == "THREATEN"
        for words in predicate.needs if hostile else ():
            at = next((i for i in range(len(following)) if tuple(following[i : i + len(words)]) == words), -1)
            named = (self.pack.acts.get(self.pack.predicates[ref].frame) for a in self.w.forms(last + at, "noun") if a.entry.ref >= 0 for ref in self.pack.lexemes[a.entry.ref].predicates)
            if at >= 0 and act is not None and all(other is not None and other.type != act.type for other in named):
                self.worded.update(range(last + at, last + at + len(words)))

    def _talks_alone(self, predicate: Predicate, group: Group, args: Arguments) -> bool:
        """Return whether one person speaks of something with nobody, or only of what is done with a state: «a évoqué la guerre avec la Russie»."""
        if not self.parse.behind or not predicate.operator or not predicate.partner or predicate.content != ("object",):
            return False
        with_whom = [phrase for position in predicate.partner for phrase in args.places.get(position, [])]
        subject = self.parse.subjects[group.first]
        alone = len(subject) == 1 and subject[0].is_person and subject[0].number != "p" and not subject[0].members
        return all(p.kind == "state" for p in with_whom) if with_whom else alone

    def _goods_come(self, predicate: Predicate, group: Group) -> bool:
        """Return whether goods stand before a verb that tells of their coming, rather than people: not «aid workers reached Mali»."""
        words = self.w.lowers
        ends = (at + len(needed) for needed in predicate.needs for at in range(self.w.begin, group.first) if tuple(words[at : at + len(needed)]) == needed)
        return "giver" not in predicate.actor or any(not self.parse.is_content(end) for end in ends)

    def _put(self, group: Group, head: int, predicate: Predicate, args: Arguments) -> Proposition:
        """Return the proposition of a verb group by how it is put: denied, to come, conditional, as a purpose."""
        item = self._item(head, head + 1, "verb", "past" if group.tense == "past" else "present", group.predicates)
        one = Proposition(self.s, item, predicate, subject=[], recipient=[], partner=[], agent=[], where=[], end=args.end)
        expected = predicate.pos == "phrase" and self.w.is_of(head, "expected")
        one.negated, one.planned = group.negated or self._is_of_nobody(group), group.future or expected
        one.purpose = group.kind == "infinitive" and not group.perfect
        one.governed = group.kind != "finite"
        one.conditional = group.unreal or self._is_conditional(group)
        if group.hearsay:
            # «aurait livré» behind «si» would have been so
            one.conditional = any(self.w.is_of(at, "conditionals") for at in range(self.w.begin, self.w.size))
            one.hearsay = not one.conditional
        one.told = predicate.pos == "phrase"
        if predicate.cue == "negated":
            one.negated = one.planned = one.conditional = False
        one.identifies = self.w.is_of(group.first - 1, "relatives") and self.w.text(group.first - 2) != ","
        return one

    def _is_of_nobody(self, group: Group) -> bool:
        """Return whether nobody does what a verb says: «no group claimed», «nobody claimed»."""
        subject = self.parse.subjects[group.first][:1] if not group.passive else []
        return self.w.is_of(group.first - 1, "nobodies") or any(self.w.is_of(at, "nobodies") for phrase in subject for at in (phrase.first - 1, phrase.first))

    def _meant(self, group: Group) -> tuple[int, ...]:
        """Return which predicates of a verb its form allows: «will not accept» refuses, «will host» promises, «accept» and «host» do not."""
        cues = {ref: self.pack.predicates[ref].cue for ref in group.predicates}
        if not group.future or group.negated or group.passive or group.would:
            cues = {ref: cue for ref, cue in cues.items() if cue != "will"}
        refusing = tuple(ref for ref, cue in cues.items() if cue == "negated")
        if refusing and group.negated and (group.future or group.unreal):
            return refusing
        return tuple(ref for ref in cues if ref not in refusing)

    def _is_unread(self, one: Proposition, *, passive: bool) -> bool:
        """Return whether who does an act, or against whom, stands there but is not known, so that nobody else may be taken for it."""
        act = self.pack.acts.get(one.predicate.frame)
        if act is None or act.type is None:
            return False
        rule, alone = self.pack.composition[act.type], not (one.partner or one.recipient) and len(one.subject) < 2
        # «the law prohibits»: no state does; «he fought to keep the job»: against nobody
        ruled, fights = rule.by_state and not one.subject and not passive, rule.force and act.reciprocal and alone
        return ruled or fights or (act.mode == "investigate" and not any(p.code or p.post for p in one.recipient))

    def _complement(self, group: Group, args: Arguments) -> tuple[Predicate | None, int]:
        """Return what an adjective behind «be» words, and its token: «is ready to help»."""
        last = group.last if group.passive else min(group.last + WORDED_WITHIN + 1, self.w.size)
        for at in range(group.last - group.passive, last):
            refs = tuple(ref for a in self.w.forms(at, "cue") for ref in self.pack.lexemes[a.entry.ref].predicates if not self.pack.predicates[ref].cue)
            predicate = self._select(refs, at + 1, args, passive=group.passive)
            if predicate is not None:
                return predicate, at
        return None, -1

    def _is_conditional(self, group: Group) -> bool:
        """Return whether a condition opens the clause of a verb, or what is yet to come: «before they disarm»."""
        for at in range(group.first - 1, max(group.first - 12, -1), -1):
            if self.w.is_of(at, "conditionals") or (group.tense in ("present", "base") and self.w.is_of(at, "awaited")):
                return True
            if self.w.text(at) in BORDERS or (at in self.parse.in_group):
                return False
        return False

    def _select(self, refs: tuple[int, ...], last: int, args: Arguments, *, passive: bool = False) -> Predicate | None:
        """Return the predicate whose words and nouns are there, the most demanding one first."""
        best: tuple[float, Predicate | None] = (-0.5, None)
        clause = len(refs) > 1 and self._opens_clause(last) and self.contents.has_verb(last)
        # what closes before a verb of saying is what it says
        quotes = self._quoted or self.w.text(last) == ":" or self.w.begins_quotation(last + (self.w.text(last) == ","))
        for ref in refs:
            predicate = self.pack.predicates[ref]
            said = 3 * (quotes and "quote" in predicate.content) + 0.3 * (clause and "that" in predicate.content)
            demand = self._demand(predicate, last, args, passive) + said
            if demand > best[0]:
                best = (demand, predicate)
        return best[1]

    def _opens_clause(self, at: int) -> bool:
        """Return whether a clause without a conjunction may begin at a token: with a pronoun, a name, an article."""
        return self.w.is_of(at, "pronouns") or (self.pack.settings.bare_clauses and (self.w.is_large(at) or self.w.is_of(at, "determiners")))

    def _demand(self, predicate: Predicate, last: int, args: Arguments, passive: bool) -> float:
        """Return how much a predicate asks for that is there; negative if something is missing."""
        following = self.w.lowers[last : max(last + _NEEDED_WITHIN, self._past_object(last) + _BEHIND_OBJECT)]
        if any(tuple(following[: len(words)]) == words for words in predicate.unless):
            return -1.0
        sides = (*predicate.recipient, *predicate.partner)
        # where two could be meant, what lacks its other side is the less likely
        demand = 0.5 if any(p in args.places for p in sides) else -0.1 if sides and predicate.needs else 0.0
        demand += self._governing(predicate, last)
        if predicate.words and demand > -1.0:
            sizes = [len(tokens) for tokens in self.parse.worded(last, predicate.words)]
            # the longer wording is the surer one: «go on strike», not «go on»
            demand = demand + 2 + 0.1 * max(sizes) if sizes else -1.0
        if predicate.needs and demand > -1.0:
            size = self._needed(predicate, last, following, passive) or self._stands_in(predicate, self._passive if passive else args.places.get("object", []))
            demand = demand + 2 + 0.1 * (size - 1) if size else -1.0
        return demand

    def _past_object(self, last: int) -> int:
        """Return the token behind somebody who stands directly behind a verb; its own last one if nobody does."""
        phrase = self.parse.starts.get(last)
        return phrase.last if phrase is not None else last

    def _governing(self, predicate: Predicate, last: int) -> float:
        """Return how well what follows fits what a predicate governs; far below zero if it cannot."""
        wanted, missing = predicate.content, -2.0
        if wanted in (("as",), ("named",)):
            return 0.5 if self.contents.called(last, wanted[0])[1] > 0 else missing
        if wanted == ("inf",):
            # «called on Iran to release» asks, «called on the president» visits
            return 0.5 if self._infinitive_follows(last) else missing
        if self.w.is_of(last, "complementisers") and wanted:
            return 0.5 if "that" in wanted else missing
        group = self.parse.group_at.get(last)
        gerund = "ing" in wanted and group is not None and group.kind == "gerund"
        if wanted == ("ing",) and not gerund:
            return missing
        return 0.4 * gerund + 0.25 * (self.parse.behind and "object" in wanted and self._has_object(last))

    def _needed(self, predicate: Predicate, last: int, following: list[str], passive: bool) -> int:
        """Return how many words the noun has that a predicate needs behind it, or before a passive or where either side will do; 0 if none stands there."""
        # «a 24-hour hunger strike»: hyphens end nothing
        stop = next((i for i, word in enumerate(following) if word in BORDERS and word != "-"), len(following))
        near = [*following[:stop], *(self.w.lowers[max(last - 2 * _NEEDED_WITHIN, 0) : last] if passive or predicate.either_side else ())]
        known = {*near}
        hoped = [[*words] for words in predicate.needs if words[0] in known]
        return max((len(words) for words in hoped for at in range(len(near)) if words == near[at : at + len(words)]), default=0)

    def _stands_in(self, predicate: Predicate, hit: list[Phrase]) -> bool:
        """Return whether a person or a place stands where a predicate needs a noun, which does as well."""
        person = predicate.or_person and any(phrase.is_person or phrase.kind in _PERSONS for phrase in hit)
        return person or (predicate.or_place and any(phrase.place or phrase.kind == "state" for phrase in hit))

    def _infinitive_follows(self, last: int) -> bool:
        """Return whether an infinitive follows before any other verb."""
        group = next((group for group in self.parse.groups if group.first >= last), None)
        return group is not None and group.kind == "infinitive"

    def _sides(self, one: Proposition, args: Arguments, subject: list[Phrase], *, passive: bool) -> None:
        """Give a proposition its doer, its other side and its partners by their places."""
        places = dict(args.places)
        if passive and one.predicate.cue == "quoted":
            # «the minister was quoted as saying»
            one.subject = subject
            return
        passive = passive and one.predicate.cue != "reflexive"
        if passive:
            one.agent = self._reached(args, places, tuple(sorted(self.pack.particle_words("agents"))))
            if subject and not one.agent and self._goes_itself(one.predicate, subject[0]):
                # «des chars russes ont été livrés au Mali», «French troops were flown out of Mali»
                one.agent = subject
            elif subject:
                places["object"] = subject
            subject = one.agent
        if one.predicate.received and not passive:
            one.recipient, one.subject = subject, self._taken(places, one.predicate.actor)
            if not one.subject and self.parse.behind and self._delivers(one.predicate):
                one.subject = self._described(args.start + self.w.is_of(args.start, "plural_articles"))
            return
        one.subject = self._taken(places, one.predicate.actor) or subject if one.predicate.actor else subject
        one.recipient = self._reached(args, places, one.predicate.recipient, one.predicate.frame) or ([] if passive else self._struck(one, args))
        one.partner = self._taken(places, one.predicate.partner)
        one.subject = [*one.subject, *one.partner]
        one.transitive = passive or bool(places.get("object")) or self._has_object(one.item.last) or bool(self.parse.behind and one.predicate.words) or any(position in args.opening for position in one.predicate.recipient)
        unnamed = one.transitive and not one.recipient and "object" in one.predicate.recipient and not (self.parse.behind and passive and one.agent)
        one.where = [phrase for phrase in self._in(places, "where") if phrase.kind == "state" or phrase.place] if not unnamed else []

    def _goes_itself(self, predicate: Predicate, subject: Phrase) -> bool:
        """Return whether what a passive moves stands for whose it is: goods that are delivered, troops that are withdrawn."""
        act = self.pack.acts.get(predicate.frame)
        forces = act is not None and act.mode == "withdraw" and "object" not in predicate.recipient and (subject.kind == "armed_force" or subject.sector == "MIL")
        return (self._delivers(predicate) and subject.form == "description") or (forces and not subject.name)

    def _delivers(self, predicate: Predicate) -> bool:
        """Return whether an act hands something over."""
        act = self.pack.acts.get(predicate.frame)
        return act is not None and act.delivery

    def _reached(self, args: Arguments, places: dict[str, list[Phrase]], positions: tuple[str, ...], frame: str = "") -> list[Phrase]:
        """Return whom an act reaches: who stands in the first of some positions that is filled, or whose what stands there is."""
        act = self.pack.acts.get(frame)
        met = self.parse.behind and act is not None and act.meeting is not None
        unknown: list[Phrase] = []
        for position in positions:
            if position == "object" and self.w.is_of(args.start, "complementisers"):
                continue
            found = places.get(position, [])
            if any(phrase.code or phrase.members or phrase.name for phrase in found):
                return found
            at = args.start if position == "object" else args.opening.get(position, self.w.size)
            if not met and (owner := self._described(at + self.w.is_of(at, "plural_articles"))):
                # nobody receives or visits «un navire grec» as a guest
                return owner
            unknown = unknown or found
        return unknown

    def _struck(self, one: Proposition, args: Arguments) -> list[Phrase]:
        """Return whose, or where, the thing is that force hits: «a bombardé un hôpital de Kherson», «une frappe sur un marché à Gaza»."""
        act, positions = self.pack.acts.get(one.predicate.frame), one.predicate.recipient
        if not self.parse.behind or act is None or act.type is None or not (self.pack.composition[act.type].force or act.mode == _LEAVES):
            return []
        hit = "object" in positions and one.item.kind == "verb" and self._has_object(args.start)
        first = min([self.w.size, *([args.start] if hit else []), *(args.opening[p] for p in positions if p in args.opening)])
        own = {phrase.code for phrase in one.subject}
        if hit and self.w.is_of(args.start, "possessives") and own:
            # «dit que le Kenya a franchi sa frontière»: nobody's own, but whose words they are
            before = [self.parse.subjects.get(group.first, []) for group in self.parse.groups if group.last < one.item.first and group.kind == "finite"]
            return next((subject for subject in reversed(before) if subject and not own & {phrase.code for phrase in subject}), [])
        whose = args.places.get(self.pack.settings.genitive, [])
        where = [p for p in self._in(args.places, "where") if p.place or p.kind == "state"]
        near = [[p for p in phrases if p.first >= first and p.code and p.code not in own] for phrases in (whose, where)]
        return min((near[0][:1], near[1]), key=lambda phrases: phrases[0].first if phrases else self.w.size)

    def _described(self, at: int) -> list[Phrase]:
        """Return whose the thing is that a noun phrase from a token on tells: «destroyed a Ukrainian bridge», «attacked Iran's port»."""
        while self.w.is_word(at) and not self._ends_group(at):
            phrase = self.parse.starts.get(at)
            if phrase is not None and (phrase.code or not self.parse.is_attributive(phrase)):
                return [phrase] if self.parse.is_attributive(phrase) else []
            if (named := self.w.nisba(at)) is not None:
                return [self.parse.belonging(at, named)]
            at += 1
        return []

    def _ends_group(self, at: int) -> bool:
        """Return whether a token cannot stand inside a noun phrase."""
        return at in self.parse.in_group or self.w.is_timed(at) or self.w.is_of(at, "prepositions", "conjunctions", "relatives", "complementisers", "subordinators", "pronouns")

    def _has_object(self, at: int) -> bool:
        """Return whether a noun phrase follows a verb directly."""
        while at < self.w.size and self.w.is_of(at, "adverbs") and not self.w.is_of(at, "prepositions"):
            at += 1
        return self.w.is_of(at, "determiners", "possessives", "numbers", "plural_articles") or self.parse.is_content(at) or (at < self.w.size and self.s.tokens[at].kind == "number")

    def _hits(self, predicate: Predicate, group: Group) -> bool:
        """Return whether a passive tells that people were hit, whom nothing names: «douze personnes ont été tuées»."""
        act = self.pack.acts.get(predicate.frame)
        return self.parse.behind and group.passive and group.kind == "finite" and act is not None and act.type == "ASSAULT"

    def _subject_described(self, group: Group) -> list[Phrase]:
        """Return whom an adjective before a passive names: «un touriste suisse a été enlevé»."""
        at = self.references.left_of(group)
        named = self.w.nisba(at) if self.parse.behind and group.passive and at not in self.parse.inside else None
        return [self.parse.belonging(at, named)] if named is not None else []

    def _in(self, places: dict[str, list[Phrase]], group: str) -> list[Phrase]:
        """Return who stands behind the prepositions of a list."""
        prepositions = self.pack.particle_words(group)
        return [phrase for position, phrases in places.items() if position in prepositions for phrase in phrases]

    def _taken(self, places: dict[str, list[Phrase]], positions: tuple[str, ...]) -> list[Phrase]:
        """Return who stands in the first of some positions that is filled."""
        return next((places[position] for position in positions if places.get(position)), [])

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
        one = Proposition(self.s, item, predicate, subject=[], recipient=[], partner=[], agent=[], where=[], end=args.end)
        one.subject = self._in(args.places, "agents") or self._owner(at, predicate, args) or self._in(args.places, "between")
        one.recipient = [p for p in self._reached(args, args.places, predicate.recipient, predicate.frame) if p not in one.subject] or self._struck(one, args)
        one.partner = [p for p in self._taken(args.places, predicate.partner) if p not in one.subject]
        one.agent = self._in(args.places, "agents")
        one.where = [phrase for phrase in self._in(args.places, "where") if phrase.kind == "state" or phrase.place]
        one.subject = [*one.subject, *one.partner]
        self.parse.by_token[at] = one
        self.worded.update(range(at + 1, self.parse.wording_end(at + 1, predicate)))

    def _is_compound(self, at: int) -> bool:
        """Return whether a noun only describes the one behind it: «attack helicopters»; nouns of acts stand last."""
        return not self.parse.behind and bool(self.w.nouns(at + 1)) and at + 1 not in self.parse.in_group and at + 1 not in self.parse.inside

    def _owner(self, at: int, predicate: Predicate, args: Arguments) -> list[Phrase]:
        """Return whose act a noun is: «Russia's attack», «U.S. strikes», «l'attaque de la Russie»."""
        if not self.parse.behind:
            return self.references.owner(at)
        if self.w.is_of(at - 1, "possessives"):
            return self.references.recalled.possessor(at - 1)
        genitive = self.pack.settings.genitive
        free = genitive not in (*predicate.recipient, *predicate.partner)
        whose = self._of_itself(args)
        # «le retrait des troupes françaises du Niger»
        moved = len(whose) > 1 and (whose[0].kind == "armed_force" or whose[0].sector == "MIL")
        # «la livraison de chars russes»
        goods = self._described(args.opening.get(genitive, self.w.size)) if self._delivers(predicate) else []
        return self._adjective_behind(at + 1) or goods or (whose[:1] if moved else self._joined(whose) if free else [])

    def _of_itself(self, args: Arguments) -> list[Phrase]:
        """Return who stands in the genitive of a noun itself, not of what a preposition leads to: not «des attaques dans le nord du pays»."""
        genitive, agents = self.pack.settings.genitive, self.pack.particle_words("agents")
        led = [(at, args.places.get(prep, ())) for prep, at in args.opening.items() if prep != genitive and prep not in agents]
        return [one for one in args.places.get(genitive, ()) if all(at > one.first or any(at <= other.first < one.first for other in inside) for at, inside in led)]

    def _joined(self, phrases: list[Phrase]) -> list[Phrase]:
        """Return the first of some phrases with those that «et de» joins to it: «de la Russie et de la Chine»."""
        found = phrases[:1]
        for phrase in phrases[1:]:
            if not (self.w.is_of(phrase.first - 1, "genitives") and self.w.is_of(phrase.first - 2, "and")) and not phrase.conj:
                break
            found.append(phrase)
        return found

    def _adjective_behind(self, at: int) -> list[Phrase]:
        """Return whose act a noun is by an adjective behind it: «les frappes aériennes israéliennes»."""
        for index in range(at, min(at + _ADJECTIVES, self.w.size)):
            named = self.w.nisba(index)
            if named is not None and index not in self.parse.inside:
                return [self.parse.belonging(index, named)]
            if not self.w.is_word(index) or self.w.is_function(index) or index in self.parse.inside or index in self.parse.in_group:
                return []
        return []
