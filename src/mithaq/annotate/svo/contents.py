"""What operators govern: the words that are said, the act that is promised, and the noun that a light verb carries."""

from __future__ import annotations

from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.said import REACH, Said
from mithaq.packs.predicate import Predicate

_NOUN_WITHIN, _LINKED = 8, 3
# how long an article is before a name, with its space
_ARTICLE = 4
# operators that an act itself can be the subject of
_PHASES = ("occur", "appear", "begin", "continue", "stop", "resume", "fail", "postpone", "cancel")
# the strength of what sides agree on, and the frame of what is made possible
_AGREED, _ABLE = 5, "able"
# organisations of states
_UNIONS = ("igo", "alliance")
_CLAUSAL = ("that", "quote", "inf")
# how many words a thing has at most that somebody calls something, and the marks of headlines
_CALLED_WITHIN, _SINGLE = 20, ("‘",)


class Contents(Said):
    """Finds the contents of the propositions of one sentence."""

    def fill(self, at: int, one: Proposition) -> None:
        """Give an operator what it governs, and what it governs its operator."""
        predicate, group = one.predicate, self.by_head.get(at)
        if not one.subject and group is not None and (before := self.references.sequel_of(group) or self.references.said_beside(group)) is not None:
            # «…, a dit le ministre, avant d'ajouter», «…, a dit le ministre, estimant»
            one.subject = self.parse.subjects[group.first] = self.parse.subjects.get(before.first, [])
        if predicate.light:
            self._light(at, one)
        elif predicate.operator or predicate.reports:
            self._govern(at, one)
        elif predicate.needs and not one.subject and group is not None and group.passive:
            self._as_its_noun(group, one)

    def _govern(self, at: int, one: Proposition) -> None:
        """Find what an operator governs: a clause, a quotation, an infinitive, a noun."""
        wanted = self._wanted(at, one)
        last = self.parse.wording_end(at + 1, one.predicate)
        if "inf" in wanted and not self.w.is_of(last, "complementisers") and (group := self._infinitive(last)) is not None:
            start = self._addressed(last, group, one)
            self._take(one, self.w.start_of(start), self._clause_end(group.first), "clause", self.parse.by_token.get(group.head))
        elif self._says(wanted):
            self._said(last, at, one)
        elif wanted in (("as",), ("named",)) and at in self.by_head and self.by_head[at].kind in ("finite", "gerund") and not self.by_head[at].passive:
            first, so = self.called(last, wanted[0])
            if so > 0:
                self._take(one, self.w.start_of(first), min(self._said_end(so), self._named_end(so)), "clause", None)
        group = self.by_head.get(at)
        if one.content is None and group is not None and group.passive:
            self._before(group, one)
        if one.content is None and "subject" in wanted and at in self.by_head and (child := self._act_told_of(self.by_head[at])) is not None:
            # «la rencontre a eu lieu»
            self._take(one, child.start, child.end, "noun", child)
            self._locate(child, one, self.parse.arguments(self.by_head[at].last).places)
        if one.content is None and one.predicate.pos != "noun":
            self._nominal(last, one, wanted)
        elif one.content is None:
            self._nominal(last, one, tuple(position for position in wanted if position != "object"))
        if one.content is None and group is not None and one.predicate.frame in _PHASES:
            self._before(group, one)
        operator = self.pack.operators.get(one.predicate.frame)
        if one.content is None and operator is not None and operator.event == "THREATEN" and last > at + 1 and one.item.kind == "verb":
            # «vowed to retaliate»: its own words say what is to be done
            self._take(one, self.w.start_of(at + 1), self.w.end_of(last - 1), "clause", None)
        for phrase in one.subject if self.reports(one) else ():
            if phrase.form != "unnamed" or (phrase.is_person and phrase.number != "p" and not self.parse.behind):
                # «her manager said»; «analysts» may be anybody, as whoever a French report gives no country
                self.parse.discourse.speaker(phrase)

    def _addressed(self, last: int, group: Group, one: Proposition) -> int:
        """Return the token at which the words of a demand begin: with whom it is made of, «urged [Iran to release]», else with the infinitive."""
        asks = self.reports(one) and one.item.kind == "verb" and not self.parse.behind
        return last if asks and last < group.first and not self.w.is_of(last, "prepositions", "adverbs") and self._phrase_end(last) == group.first else group.first

    def _wanted(self, at: int, one: Proposition) -> tuple[str, ...]:
        """Return the positions of what a proposition governs: aims say nothing, and what is said beside something else is a clause."""
        group, wanted = self.by_head.get(at), one.predicate.content
        if not self.parse.behind or group is None or not self.reports(one):
            return wanted
        if one.purpose:
            return ()
        return tuple(position for position in wanted if position in _CLAUSAL) if group.kind == "gerund" else wanted

    def _take(self, one: Proposition, start: int, end: int, form: str, child: Proposition | None) -> None:
        """Put a content into its operator."""
        if end <= start:
            return
        one.content, one.content_form = (start, end), form
        one.end = max(one.end, min(end, self.s.end))
        if child is None or child.parent is not None or _stands_over(child, one):
            return
        one.child, child.parent = child, one
        child.purpose = False
        if self.parse.behind and one.predicate.frame == _ABLE and child.governed:
            child.item.tense = one.item.tense
        act = self.pack.acts.get(child.predicate.frame)
        if one.predicate.frame == "decide" and child.governed and act is not None and act.type and self.pack.composition[act.type].future == "AGREE":
            # «decided to extend a loan»: it is to come; «decided to expel» is done
            child.planned = True
        operator = self.pack.operators.get(one.predicate.frame)
        if one.item.kind == "noun" and one.subject and child.governed and child.item.kind == "verb" and operator is not None and operator.self and self.parse.behind:
            # «la décision du Mali de coopérer avec»: whoever decided does it
            child.subject = [*one.subject, *(side for side in child.partner if side not in one.subject)]
        # «declined an offer»: it was another's
        if one.predicate.frame == _ABLE and not child.subject and not one.subject:
            child.subject = self._enabled(one)
        others = operator is not None and operator.event == "REJECT" and child.item.kind == "noun" and child.predicate.operator and not self.parse.behind
        if not child.subject and child.item.kind != "cue" and not others:
            if operator is not None and operator.self:
                child.subject = list(one.subject)
            elif one.recipient and child.governed:
                child.subject = list(one.recipient)

    def _enabled(self, one: Proposition) -> list[Phrase]:
        """Return whose deed a relative clause says that another deed made possible: «l'armée a mené une opération qui a permis de libérer»."""
        group = self.by_head.get(one.item.first)
        if not self.parse.behind or group is None or not self.w.is_of(group.first - 1, "subject_relatives"):
            return []
        before = [other for other in self.parse.groups if other.last < group.first and other.kind == "finite"]
        return self.parse.subjects.get(before[-1].first, []) if before else []

    def _said(self, last: int, at: int, one: Proposition) -> None:
        """Find the words that a verb of saying gives: behind it, else before it."""
        group = self.by_head.get(at)
        if group is not None and self._only_asked(group):
            return
        quoted = group is not None and (self.references.follows_quotation(group) or self._comes_last(group, last))
        found = self._ahead(group, one) if quoted and group is not None else None
        found = found or self._behind(last, one)
        if found is None and group is not None and not quoted:
            found = self._ahead(group, one) or self._pointed_at(group)
        if found is None:
            return
        start, end, form = found
        if one.item.kind != "verb":
            end = self._before_main(at + 1, end)
        operator = self.pack.operators.get(one.predicate.frame)
        if operator is not None and operator.by_act == "ask" and not one.recipient:
            # «demanded that Azerbaijan release the prisoners»
            one.recipient = [phrase for phrase in self.s.phrases if phrase.start <= start + _ARTICLE and phrase.end > start and not phrase.place][:1]
        inside = [p for token, p in sorted(self.parse.by_token.items()) if start <= p.start < end and p is not one and not p.governed and p.item.kind == "verb"]
        self._take(one, start, end, form, inside[0] if inside else None)

    def _only_asked(self, group: Group) -> bool:
        """Return whether a question word stands before who says something: «what he says the plan will do» says nothing by itself."""
        at = group.first - 1
        while at > self.w.begin and self.w.is_word(at) and at not in self.parse.in_group and not self.w.is_function(at) and not self.w.is_of(at, "free_relatives"):
            at -= 1
        at -= self.w.is_of(at, "pronouns", "determiners", "possessives")
        return self.w.is_of(at, "free_relatives") and at < group.first - 1

    def called(self, last: int, how: str) -> tuple[int, int]:
        """Return the tokens at which begins what somebody speaks of and what he calls it; zeros if he calls it nothing."""
        return self._called_as(last) if how == "as" else self._called(last)

    def _called_as(self, last: int) -> tuple[int, int]:
        """Return where a thing and its name begin that a word leads to: «described it as bad»."""
        at = next((i for i in range(last, self.w.size) if self.w.is_of(i, "described_as") or self.w.text(i) in BORDERS or i in self.parse.in_group), self.w.size)
        asked = at > last or any(self.w.is_of(i, "relatives", "questions", "complementisers") for i in range(max(last - _NOUN_WITHIN, self.w.begin), last))
        return (last if at > last else at + 1, at + 1) if self.w.is_of(at, "described_as") and asked else (0, 0)

    def _called(self, last: int) -> tuple[int, int]:
        """Return where a thing and the name behind it begin: «called the deal a disaster», «called it dangerous»."""
        if self.w.is_of(last, "object_pronouns"):
            named = self._names_thing(last + 1) or self.parse.is_content(last + 1)
            return (last, last + 1) if named and not self.w.is_timed(last + 1) else (0, 0)
        through = False
        for at in range(last, min(last + _CALLED_WITHIN, self.w.size)):
            ends = self.parse.is_content(at - 1) or at - 1 in self.parse.inside or self.w.is_possessive(at - 1)
            if at > last and ends and self._names_thing(at, through=through):
                return last, at
            if self.w.is_timed(at) or at in self.parse.in_group or self.w.text(at) in BORDERS or self.w.is_of(at, "relatives", "complementisers", "pronouns", "subordinators"):
                break
            through = through or self.w.is_of(at, "prepositions", "and")
        return 0, 0

    def _names_thing(self, at: int, *, through: bool = False) -> bool:
        """Return whether a name for what stands before can begin at a token; only in marks or with «a» where the thing was described at length."""
        if self.w.is_of(at + 1, "moments") or self.w.is_timed(at + 1):
            return False
        quoted = self.w.begins_quotation(at + self.w.is_of(at, "determiners"))
        return quoted or self.w.text(at) in _SINGLE or self.w.is_of(at, "indefinite") or (not through and self.w.is_of(at, "determiners", "possessives"))

    def _nominal(self, last: int, one: Proposition, wanted: tuple[str, ...]) -> None:
        """Find the noun or gerund that an operator governs, directly or behind one of its prepositions."""
        args = self.parse.arguments(last, past_verbs=True)
        if not self.parse.behind or one.predicate.words:
            # «warns against the excesses of banks»: of prepositions that which stands first
            leading = iter(sorted((p for p in wanted if p in args.opening), key=args.opening.__getitem__))
            wanted = tuple(next(leading) if position in args.opening else position for position in wanted)
        for position in wanted:
            if position in _CLAUSAL:
                continue
            start = self._object_start(last, one) if position == "object" else args.opening.get(position, -1)
            if position == "object" and self.w.is_of(start, "prepositions") and not self.w.is_of(start, "partitives"):
                continue
            if position != "object" and one.predicate.words and one.predicate.words[0][-1] == position:
                start = last
            verb = self.parse.group_at.get(start)
            if start < 0 or start >= self.w.size or self.w.text(start) in BORDERS or (verb is not None and verb.copular):
                # «what the vote highlighted was»
                continue
            while self.parse.behind and (self.w.is_of(start, "adverbs") or (position != "object" and self.w.is_of(start, "prepositions")) or self.w.is_adverbial(start)) and start + 1 < self.w.size:
                start += 1
            if self.parse.behind and one.predicate.words and position != "object" and (one.predicate.reports or self._tells_own(one.predicate)):
                # «son soutien à la Grèce» is what is expressed
                start = self._own_start(one)
            # «a évoqué la visite»: who only speaks of an act does not tell it
            spoken_of = self.parse.behind and one.predicate.frame == "say" and position == "object"
            child = self._act_at(start) if not spoken_of else None
            led = self.parse.group_at.get(start)
            if one.predicate.pos == "noun" and child is None and not (led is not None and led.kind == "gerund") and not self.parse.behind:
                # «commitment to the relationship» promises nothing to do
                continue
            whole = self.reports(one) and (position == "object" or start < last or not self.parse.behind)
            end = self._named_end(start) if whole else max(args.end, child.end if child is not None else 0)
            if whole and not self.parse.behind and (own := self.by_head.get(one.item.first)) is not None and self.w.is_of(self.references.left_of(own), "relatives"):
                # «two men who criticised the plan were held»
                end = min(end, self._before_verb(start))
            if led is not None and led.kind == "infinitive":
                # «d'accord pour rouvrir»
                end = self._clause_end(led.first)
            behind = next((at for at in range(start, self.w.size) if self.w.start_of(at) >= end), self.w.size)
            if self.parse.behind and self.w.is_of(behind, "complementisers"):
                # «sa surprise que»
                end = self._said_end(behind)
            self._take(one, self.w.start_of(start), end, "noun", child)
            return
        if one.item.kind == "verb" and not one.purpose and self.reports(one) and self._tells_own(one.predicate):
            # «a fait part de son inquiétude»
            start = self._own_start(one)
            self._take(one, self.w.start_of(start), self._named_end(start), "noun", None)

    def _own_start(self, one: Proposition) -> int:
        """Return the token at which begins what the words of a proposition's predicate name as the speaker's own."""
        words = range(one.item.last, self.parse.wording_end(one.item.last, one.predicate))
        return next((at for at in words if self.w.is_of(at, "possessives")), one.item.last)

    def _tells_own(self, predicate: Predicate) -> bool:
        """Return whether the words of a predicate name what is said, as the speaker's own: «exprimer son inquiétude»."""
        return self.parse.behind and any(word in self.pack.particle_words("possessives") for words in predicate.words for word in words)

    def _object_start(self, last: int, one: Proposition) -> int:
        """Return the token of a verb's object, past what may be put before it: «condamne avec fermeté l'attaque», «rejected on Friday the offer»."""
        if one.item.kind != "verb" or not (self.parse.behind or self.w.is_of(last, "prepositions", "adverbs") or self.w.is_timed(last)):
            return last
        index = last
        while index < min(last + REACH, self.w.size) and not self.w.is_of(index, "determiners", "plural_articles"):
            if (past := self.parse.past_insertion(index, worded=True)) > index:
                index = past
            elif self.w.is_of(index, "prepositions"):
                index = self._phrase_end(index + 1)
            elif self.w.is_timed(index) or self.w.is_of(index, "adverbs") or self.w.is_adverbial(index) or (index > last and self.parse.is_plain(index)):
                index += 1
            else:
                break
        return index if self.w.is_of(index, "determiners", "possessives", "plural_articles") else last

    def _act_at(self, start: int) -> Proposition | None:
        """Return the act that a noun phrase or gerund at ``start`` tells."""
        for at in range(start, min(start + _NOUN_WITHIN, self.w.size)):
            found = self.parse.by_token.get(at)
            if self.parse.behind and self.w.is_of(at, "bare_agreements"):
                # «l'importance de la coopération»: nobody says that they work together
                return None
            if found is not None:
                # «expressed its desire to work with»: nobody says that he works
                nested = found.purpose and at > start + 1
                return found if (found.item.kind == "noun" or found.governed) and not nested else None
            if self.w.is_of(at, "relatives", "complementisers") or (self.w.text(at) in BORDERS and at not in self.parse.inside):
                return None
        return None

    def _light(self, at: int, one: Proposition) -> None:
        """Hand the subject of a light verb to the noun that carries its meaning."""
        group = self.by_head.get(at)
        last = self.parse.wording_end(at + 1, one.predicate)
        child = self._carried_before(group) if group is not None and group.passive else self._act_at(last)
        if child is None or child.item.kind != "noun" or child.parent is not None or _stands_over(child, one):
            return
        if not self.parse.behind and any(self.w.is_of(at, "prepositions") and not (self.w.is_of(at, "part_links") or self.w.counts(at)) for at in range(last, child.item.first)):
            # «has troops in the war»
            return
        args = self.parse.arguments(last)
        doers = one.agent if group is not None and group.passive else self.parse.subjects.get(group.first, []) if group is not None else []
        one.child, child.parent = child, one
        act = self.pack.acts.get(child.predicate.frame)
        held = self.parse.behind and act is not None and act.meeting is not None
        if child.partner or not self._is_between(child.subject):
            # «a participé au sommet de l'Union africaine»: with it
            joined = (p for p in child.subject if p not in doers and (p in child.partner or (held and p.kind in _UNIONS)))
            child.subject = [*doers, *joined] or child.subject
        positions = child.predicate.recipient or one.predicate.recipient
        if not child.recipient:
            child.recipient = next((args.places[p] for p in positions if args.places.get(p)), [])
        child.end = max(child.end, args.end)
        one.content, one.content_form = (child.start, child.end), "noun"

    def _is_between(self, sides: list[Phrase]) -> bool:
        """Return whether several are named behind «between»: whoever attends the signing of their treaty does not sign."""
        return len(sides) > 1 and self.w.is_of(sides[0].first - 1, "between")

    def _before(self, group: Group, one: Proposition) -> None:
        """Take the act that is the subject of its operator: «talks between X and Y resumed», «the attack was condemned»."""
        operator = self.pack.operators.get(one.predicate.frame)
        child = self._carried_before(group) if operator is None or operator.pledges or not operator.reports else None
        if child is None:
            if operator is not None and not operator.reports:
                self._subject_of(group, one)
            return
        # «the offer was welcomed by»: what is welcomed ends before the verb
        end = min(child.end, self.w.end_of(group.first - 1)) if not self.parse.behind else child.end
        self._take(one, child.start, max(end, child.start + 1), "noun", child)
        places = self.parse.arguments(group.last).places
        if not child.partner and (sides := next((places[p] for p in child.predicate.partner if places.get(p)), [])):
            # «clashes broke out between»: the sides stand behind the verb
            child.partner = sides
            child.subject = [*child.subject, *(side for side in sides if side not in child.subject)]
        self._locate(child, one, places)

    def _locate(self, child: Proposition, over: Proposition, places: dict[str, list[Phrase]]) -> None:
        """Let an act that its own noun does not place be where its verb says, and between whom: «une frappe a fait trois morts à Odessa»."""
        prepositions = self.pack.particle_words("where")
        sides = [p for position in over.predicate.partner for p in places.get(position, [])] if not child.partner else []
        if self.parse.behind and sides:
            # «des combats ont opposé les rebelles à l'armée»
            child.partner, child.subject = sides, [*child.subject, *(side for side in sides if side not in child.subject)]
        if self.parse.behind and not child.where:
            child.where = [p for position, inside in places.items() if position in prepositions for p in inside if p.place or p.kind == "state" or p.form == "metonym"]

    def _subject_of(self, group: Group, one: Proposition) -> None:
        """Let the subject of a passive be what its doer refuses or judges, whatever it is: «le projet est refusé par les députés»."""
        if not self.parse.behind or not one.agent or "object" not in one.predicate.content:
            return
        last = first = self.references.left_of(group)
        while first > self.w.begin and self.w.text(first - 1) not in BORDERS and first - 1 not in self.parse.in_group and not self.w.is_of(first - 1, "complementisers", "relatives", "subordinators", "conjunctions"):
            first -= 1
        self._take(one, self.w.start_of(first), self.w.end_of(last), "noun", None)

    def _as_its_noun(self, group: Group, one: Proposition) -> None:
        """Give a passive without a doer the sides of the noun that is its subject: «l'aide du Japon au Mali a été suspendue»."""
        noun = self._carried_before(group)
        if noun is not None and noun.parent is None and noun.subject:
            one.subject, one.recipient = list(noun.subject), one.recipient or list(noun.recipient)
            del self.parse.by_token[noun.item.first]

    def _act_told_of(self, group: Group) -> Proposition | None:
        """Return the act whose noun opens the clause of a verb of taking place, however long its sides are."""
        begin = max((other.last for other in self.parse.groups if other.kind == "finite" and other.last <= group.first), default=self.w.begin)
        nouns = (one for at, one in sorted(self.parse.by_token.items()) if begin <= at < group.first and one.item.kind == "noun")
        return next(nouns, None)

    def _carried_before(self, group: Group | None) -> Proposition | None:
        """Return the noun that a passive light verb carries: «sanctions were imposed»."""
        if group is None:
            return None
        for at in range(group.first - 1, max(group.first - 2 * _NOUN_WITHIN, -1), -1):
            if at in self.parse.in_group:
                return None
            found = self.parse.by_token.get(at)
            if found is not None and found.item.kind == "noun":
                return self._around(at) or found
        return None

    def _around(self, at: int) -> Proposition | None:
        """Return the act whose noun a noun belongs to: the signing in «la signature d'un accord»."""
        first = at - 1
        while self.w.is_of(first, "determiners") or self.w.forms(first, "modifier"):
            first -= 1
        outer = self.parse.by_token.get(first - 1) if self.parse.behind and self.w.is_of(first, "genitives") else None
        return outer if outer is not None and outer.item.kind == "noun" and not outer.predicate.operator else None

    def according(self) -> None:
        """Read «according to the ministry»: the speaker follows, the words stand before or behind."""
        for at in [at for at in range(self.w.begin, self.w.size) if self.w.can_be(at, "cue")]:
            refs = [ref for a in self.w.forms(at, "cue") for ref in self.pack.lexemes[a.entry.ref].predicates if self.pack.predicates[ref].cue == "preposition"]
            if not refs:
                continue
            following = [self.w.lower(i) for i in range(at + 1, min(at + 5, self.w.size))]
            predicate = next((p for p in (self.pack.predicates[ref] for ref in refs) if not p.words or any(tuple(following[: len(words)]) == words for words in p.words)), None)
            if predicate is not None and at not in self.parse.by_token:
                self._laid_to(at, predicate, at + 1 + max((len(words) for words in predicate.words), default=0))

    def sayings(self) -> None:
        """Read nouns of saying with their owner and their words: «Hale's claim that the vote was rigged», «warnings from Hale that»."""
        for at in range(self.w.begin, self.w.size) if not self.parse.behind and self.s.speaks_of("sayings") else ():
            if not self.w.is_of(at, "sayings") or at in self.parse.by_token or at in self.parse.in_group:
                continue
            subject, last = self._teller(at)
            found = self._told_by_noun(at, last) if subject else None
            # asked last: all predicates are looked through
            predicate = next((p for p in self.pack.predicates if p.frame == "say" and "that" in p.content and not p.cue and not p.words), None) if found is not None else None
            if predicate is None or found is None:
                continue
            item = Item("cue", at, at + 1, self.w.start_of(at), self.w.end_of(at), surface=self.w.lower(at))
            self.parse.by_token[at] = Proposition(self.s, item, predicate, subject=subject, content=found, content_form="clause", end=found[1])

    def _teller(self, at: int) -> tuple[list[Phrase], int]:
        """Return whose words a noun of saying means, and the token behind both: «Hale's claim», «a warning from Hale»."""
        owner = self.references.owner(at) or (self.references.unnamed.before(at - 2) if self.w.is_possessive(at - 1) else [])
        if owner or not self.w.is_of(at + 1, "from", "agents"):
            return owner, at + 1
        phrase = self.parse.starts.get(at + 2)
        found = [phrase] if phrase is not None and not phrase.place else self.references.unnamed.behind(at + 2)
        return found, found[0].last if found else at + 1

    def _told_by_noun(self, at: int, last: int) -> tuple[int, int] | None:
        """Return the words that a noun of saying leads to, behind token ``last``: a clause, what is to be done, what somebody is charged with."""
        if self.w.is_of(last, "complementisers"):
            return (self.w.start_of(last + 1), self._before_main(last + 1, self._said_end(last + 1))) if self.has_verb(last + 1) else None
        group = self.parse.group_at.get(last)
        if group is not None and group.kind == "infinitive" and group.first == last and self.w.is_of(at, "undertakings"):
            return self.w.start_of(last), self._before_main(last, self._clause_end(last))
        charged = self.w.is_of(at, "charges") and self.w.is_of(last, "part_links", "of_charges") and self.parse.is_content(last + 1 + self.w.is_of(last + 1, "determiners"))
        return (self.w.start_of(last + 1), min(self._named_end(last + 1), self._before_verb(last + 1))) if charged else None

    def _before_verb(self, start: int) -> int:
        """Return where words end that begin at a token: before the next verb with a tense of its own."""
        return next((self.w.end_of(g.first - 1) for g in self.parse.groups if g.first > start and g.kind == "finite"), self._trimmed(self.w.size))

    def _before_main(self, index: int, end: int) -> int:
        """Return where words end, at ``end`` at most, that a noun has for its clause: before the verb whose subject the noun is."""
        told = [g for g in self.parse.groups if g.first >= index and g.kind == "finite"]
        joined = ("pronouns", "and", "but", "relatives", "complementisers", "subordinators")
        free = (g for g in told[1:] if not self.w.is_of(self.references.left_of(g), *joined) and not any(p.first >= told[0].last for p in self.parse.subjects[g.first]))
        main = next((g.first for g in free), self.w.size) if not self.parse.behind else self.w.size
        return min(end, self.w.end_of(main - 1)) if main < self.w.size else end

    def _laid_to(self, at: int, predicate: Predicate, last: int) -> None:
        """Add the saying that lies in a preposition."""
        last += self.w.is_of(last, "plural_articles") and self.parse.starts.get(last) is None
        phrase = self._named_source(last)
        if phrase is None:
            return
        opens = at <= self.w.begin + 1
        past = phrase.last if phrase.start >= self.s.start and phrase.first >= last else last + 1
        comma = next((i for i in range(past - 1, self.w.size) if self.w.text(i) == ","), -1)
        if (opens and comma < 0) or (self.w.is_of(at, "for_whom") and not (opens and self.w.begins_quotation(comma + 1))):
            # «pour le ministre, « la route est sûre »», not «pour le ministre, c'est fini»
            return
        start, end, form = self._laid_words(at, comma, opens=opens)
        item = Item("cue", at, at + 1, self.w.start_of(at), self.w.end_of(at), surface=self.w.lower(at))
        self.parse.by_token[at] = Proposition(self.s, item, predicate, subject=[phrase], content=(start, end), content_form=form, end=max(phrase.end, item.end))
        if phrase.form != "unnamed" or (phrase.is_person and phrase.number != "p" and not self.parse.behind):
            self.parse.discourse.speaker(phrase)

    def _named_source(self, last: int) -> Phrase | None:
        """Return who is named at a token as the source of some words, known or not."""
        phrase = self.parse.starts.get(last) or self._source_of(last) or next(iter(self.references.recalled.tonic(last)), None)
        known = phrase is not None and not self.parse.is_attributive(phrase)
        return phrase if known else next(iter(self.references.unnamed.behind(last)), None)

    def _laid_words(self, at: int, comma: int, *, opens: bool) -> tuple[int, int, str]:
        """Return the words that are laid to somebody by a preposition at a token: behind him where the sentence ``opens`` with it."""
        if not opens:
            return self.w.start_of(self.w.begin), self._trimmed(self._laid_end(at, comma)), "clause"
        whole = self.parse.behind and self.w.begins_quotation(comma + 1) and self._quoted_whole(comma + 1)
        quoted = self._quotation(comma + 1) if whole else None
        return quoted or (self.w.start_of(comma + 1), self._trimmed(self.w.size), "clause")

    def _laid_end(self, at: int, comma: int) -> int:
        """Return the token after words that are laid to somebody in their midst: «In March, according to the bank, prices rose»; else the one that names him."""
        told = any(group.kind == "finite" and group.first < at for group in self.parse.groups)
        goes_on = comma >= 0 and any(group.first > comma and (group.kind == "finite" or (self.parse.behind and group.first == comma + 1)) for group in self.parse.groups)
        midst = not self.parse.behind and goes_on and (not told or self.w.is_of(comma + 1, "and", "but"))
        # «La route, selon le maire, sera fermée»
        inserted = self.parse.behind and self.w.text(at - 1) == "," and comma >= 0 and goes_on and (not told or comma + 1 in self.parse.group_at) and not self.w.is_of(comma + 1, "and", "but", "relatives", "subordinators")
        return self.w.size if midst or inserted else at

    def _source_of(self, last: int) -> Phrase | None:
        """Return whose the figures or words are that somebody goes by: «selon les estimations de la police»."""
        owned = self.parse.behind and self.w.is_of(last, "determiners") and self.w.is_of(last + 1, "findings") and self.w.is_of(last + 2, "genitives")
        return (self.parse.starts.get(last + 3) or self.parse.starts.get(last + 4)) if owned else None

    def join(self) -> None:
        """Give «I» and «we» in somebody's words whoever speaks them, sentences later if need be, and let what was said to come be to come."""
        said = [one for one in self.parse.by_token.values() if one.content is not None and self.reports(one) and one.subject]
        self._announced(said)
        self._musts(said)
        for group in self.parse.groups:
            one = self._of_group(group)
            if one is None or one.subject not in ([], one.partner) or not self.w.is_of(self.references.left_of(group), "first_pronouns"):
                continue
            around: list[list[Phrase]] = [o.subject for o in said if o.content is not None and o.content[0] <= one.start < o.content[1] and o is not one]
            # what «we» say within somebody's words is theirs already
            one.subject, one.told = self._we(around[-1] if around else [], one), True
            self._wait(one)
        for one in said:
            self.parse.discourse.speak(one.content, one.subject)

    def _we(self, speaker: list[Phrase], one: Proposition) -> list[Phrase]:
        """Return who «we» are: the speaker with his partners, and of what is agreed those who met just before: «nous avons convenu»."""
        operator = self.pack.operators.get(one.predicate.frame)
        agreed = self.parse.behind and one.predicate.operator and operator is not None and operator.strength == _AGREED and not one.partner
        met = self.references.recalled.met() if agreed else []
        return met if met and {p.code for p in speaker} <= {p.code for p in met} else [*speaker, *one.partner]

    def without_relays(self) -> None:
        """Leave out media and sources that only hand on what somebody says: «le ministre l'a déclaré, rapporte l'agence»."""
        said = [(at, one) for at, one in sorted(self.parse.by_token.items()) if one.content is not None and one.subject and self.reports(one)]
        for at, one in said:
            relays = one.subject[0].kind == "media" or self.w.is_of(one.subject[0].last - 1, "source_words")
            inside = [o for _, o in said if o is not one and one.content is not None and one.content[0] <= o.start < one.content[1]]
            if self.parse.behind and relays and inside:
                del self.parse.by_token[at]
                for child in (o for o in self.parse.by_token.values() if o.parent is one):
                    child.parent = None

    def _of_group(self, group: Group) -> Proposition | None:
        """Return the proposition of a verb group, or of the adjective that its verb links: «nous sommes prêts»."""
        words = range(group.last, group.last + _LINKED) if group.copular else ()
        return self.parse.by_token.get(group.head) or next((one for at in words if (one := self.parse.by_token.get(at)) is not None and one.item.kind == "verb"), None)

    def _wait(self, one: Proposition) -> None:
        """Let a deed in the first person wait for its speaker, with what it governs."""
        operator = self.pack.operators.get(one.predicate.frame)
        chain = [one, *([one.child] if one.child is not None and (one.predicate.light or (operator is not None and operator.self)) else [])]
        for waiting in chain:
            if waiting.subject not in ([], waiting.partner) and waiting is not one:
                continue
            waiting.subject = [*(one.subject if waiting is not one else ()), *waiting.subject]
            if one.subject in ([], one.partner):
                self.parse.discourse.unsaid.append((waiting.start, waiting.subject))

    def _musts(self, said: list[Proposition]) -> None:
        """Let somebody who says that another must do something ask for it: «said Libya must hand over»."""
        for group in self.parse.groups:
            refs = [ref for a in self.w.forms(group.first, "cue") for ref in self.pack.lexemes[a.entry.ref].predicates if self.pack.predicates[ref].cue == "modal"]
            predicate = next((p for p in map(self.pack.predicates.__getitem__, refs) if not p.words or self.w.is_of(group.first + 1, "to_infinitive")), None)
            if predicate is None:
                continue
            over = [o for o in said if o.content is not None and o.content[0] <= self.w.start_of(group.first) < o.content[1]]
            asked, asking = self.parse.subjects[group.first], over[-1].subject if over else []
            child = self.parse.by_token.get(group.head)
            act = self.pack.acts.get(child.predicate.frame) if child is not None else None
            supposed = any(self.w.is_of(at, "conditionals") for at in range(self.w.begin, group.first))
            if group.future and (supposed or (act is not None and act.meeting is not None)):
                # «si Tripoli devait attaquer», «le président doit se rendre à Accra»: is to go there
                continue
            if group.negated or group.first == group.head or {p.code for p in asked} <= {p.code for p in asking} | {""}:
                continue
            one = Proposition(self.s, Item("verb", group.first, group.first + 1, self.w.start_of(group.first), self.w.end_of(group.first), tense="present"), predicate)
            one.subject, one.recipient, one.child = list(asking), list(asked), child
            if child is not None:
                child.planned, child.conditional = False, True
            one.content, one.content_form, one.end = (self.w.start_of(group.first), self._clause_end(group.first)), "clause", self._clause_end(group.first)
            self.parse.by_token[group.first] = one

    def _announced(self, said: list[Proposition]) -> None:
        """Let «would» in a past speaker's words about himself, or about a meeting, be the future it was: «said it would send», «said the ministers would meet»."""
        for group in self.parse.groups:
            stated = (self.parse.by_token.get(at) for at in (group.head, group.last, group.last + 1) if group.would)
            one = next((one for one in stated if one is not None), None)
            if one is None:
                continue
            over = [o for o in said if o.content is not None and o.content[0] <= one.start < o.content[1] and o is not one and o.item.tense == "past"]
            own, act = {phrase.code for phrase in one.subject}, self.pack.acts.get(one.predicate.frame)
            met = act is not None and act.meeting is not None and not any(self.w.is_of(at, "conditionals") for at in range(self.w.begin, self.w.size))
            if over and (met or own & {phrase.code for phrase in over[-1].subject}):
                one.planned, one.conditional = True, False


def _stands_over(other: Proposition, one: Proposition) -> bool:
    """Return whether a proposition is another itself, or stands over it: what it governs must not lead back to it."""
    over: Proposition | None = one
    while over is not None and over is not other:
        over = over.parent
    return over is not None
