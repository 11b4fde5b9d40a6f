"""Who does what a verb or a noun words, and to whom: by place, preposition, possessive and adjective."""

from __future__ import annotations

from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import Group
from mithaq.annotate.svo.parse import Arguments, Parse
from mithaq.annotate.svo.references import References
from mithaq.packs.predicate import Predicate

# within how many tokens before a verb the relative pronoun stands that opens its clause
_RELATIVE = 5
# how many words may stand between a noun and the adjective behind it that tells whose it is
_ADJECTIVES = 3
# the stages of what is signed, and of what binds
_SIGNED, _IN_FORCE = "signed", "in_force"
# the mode of leaving a place, and the type of attacks
_LEAVES, _ATTACKS = "withdraw", "ASSAULT"


class Sides:
    """Gives propositions of one sentence their doer, their other side and their partners."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w, self.s, self.pack = parse, parse.w, parse.s, parse.pack
        self.references = References(parse)

    def _sides_before(self, group: Group, one: Proposition, *, passive: bool) -> None:
        """Give a proposition the sides that stand before its verb: an object pronoun, those who met, who stands in the subject of a passive."""
        predicate = one.predicate
        act = self.pack.acts.get(predicate.frame)
        if "giver" in predicate.actor or (passive and not one.subject and not self.parse.behind and act is not None and act.delivery):
            # «Russian wheat was delivered», «aid from Russia arrived»
            one.subject = one.agent or self.references.giver(group)
            one.recipient = [phrase for phrase in one.recipient if phrase not in one.subject]
        if self.parse.behind and not one.recipient and predicate.recipient and (given := self._given_to(group, predicate)) is not None:
            one.recipient = [given]
        if group.clitic >= 0 and not one.recipient and predicate.recipient:
            one.recipient = self.references.recalled.object_of(group, one.subject)
        if passive and not one.subject and self.references.own_deed((predicate,)) and self.w.is_of(self.references.left_of(group), "pronouns"):
            # «il a été convenu de»: by those who met
            one.subject = list(self.parse.discourse.together)
        if passive and act is not None and act.stage == _SIGNED and not (one.subject or one.partner or one.recipient) and self.parse.behind:
            # «deux accords ont été signés»: by those who met just before
            one.subject = self.references.recalled.met()
        if passive and not one.recipient:
            one.recipient = self.references.led_to(group, predicate.recipient)
        if act is not None and act.stage == _IN_FORCE and self.parse.behind and one.subject and all(phrase.is_person for phrase in one.subject):
            # «il entrera en vigueur»: nobody who was spoken of does
            one.subject = list(self.parse.discourse.together)
        if "between" in predicate.partner and not one.partner:
            one.partner = self.references.between(group)
            one.subject = [*one.subject, *(side for side in one.partner if side not in one.subject)]

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
        if not one.recipient and not self.parse.behind and self._delivers(one.predicate):
            one.recipient = self._helped(args)
        one.partner = self._taken(places, one.predicate.partner)
        one.subject = [*one.subject, *one.partner]
        one.transitive = passive or bool(places.get("object")) or self._has_object(args.start) or bool(self.parse.behind and one.predicate.words) or any(position in args.opening for position in one.predicate.recipient)
        if passive and not self.parse.behind and self._is_hit(one):
            one.where = [p for p in self._in(places, "struck_in") if p.code and (p.place or p.kind == "state")]
            return
        unnamed = one.transitive and not one.recipient and "object" in one.predicate.recipient and not (self.parse.behind and passive and one.agent)
        one.where = [phrase for phrase in self._in(places, "where") if self._is_somewhere(phrase)] if not unnamed else []

    def _is_somewhere(self, phrase: Phrase) -> bool:
        """Return whether a phrase names a place, a capital too."""
        return phrase.place or phrase.kind == "state" or (self.parse.behind and phrase.form == "metonym")

    def _helped(self, args: Arguments) -> list[Phrase]:
        """Return whom goods or money are to help, by what is to be done with them: «gave a million dollars to support flood victims in Nepal»."""
        group = next((g for g in self.parse.groups if g.first >= args.start), None)
        if group is None or group.kind != "infinitive" or not self.w.is_of(group.head, "helping"):
            return []
        aims = self.parse.arguments(group.last)
        near = [p for prep in ("object", "in", "for", "after", "of") for p in aims.places.get(prep, ()) if p.code]
        return sorted([*near, *self._described(group.last)], key=lambda p: p.first)[:1]

    def _is_hit(self, one: Proposition) -> bool:
        """Return whether a passive tells of an attack on a thing of nobody named: «was shelled», «was attacked by gunmen», not «was hit by a storm»."""
        act = self.pack.acts.get(one.predicate.frame)
        return act is not None and act.type == _ATTACKS and not one.recipient and (bool(one.agent) or one.predicate.frame != "attack")

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
            if not self.parse.behind and position != "object" and found and position in args.opening:
                # «support for Kenya's bid for the council» is for Kenya
                owner = self._described(args.opening[position])
                found = owner if owner and self.w.is_possessive(owner[0].last) and owner[0].first < found[0].first else found
            if any(phrase.code or phrase.members or phrase.name for phrase in found):
                return found
            at = args.start if position == "object" else args.opening.get(position, self.w.size)
            if not met and (owner := self._described(at + self.w.is_of(at, "plural_articles"))):
                # nobody receives or visits «un navire grec» as a guest
                return owner
            if self.parse.behind and self.w.is_of(at + self.w.is_of(at, "determiners"), "held_by_states") and (holders := [p for p in args.places.get(self.pack.settings.genitive, []) if p.first > at]):
                # «son soutien à l'intégrité territoriale du Maroc»
                return holders[:1]
            unknown = unknown or found
        return unknown

    def _struck(self, one: Proposition, args: Arguments) -> list[Phrase]:
        """Return whose, or where, the thing is that force hits: «a bombardé un hôpital de Kherson», «une frappe sur un marché à Gaza»."""
        act, positions = self.pack.acts.get(one.predicate.frame), one.predicate.recipient
        if not self.parse.behind and act is not None and act.type == _ATTACKS:
            return self._struck_there(one, args)
        if not self.parse.behind or act is None or act.type is None or not (self.pack.composition[act.type].force or act.mode == _LEAVES):
            return []
        hit = "object" in positions and one.item.kind == "verb" and self._has_object(args.start)
        positions = (*positions, self.pack.settings.genitive) if one.item.kind == "noun" and self._is_struck(one.predicate, args) else positions
        first = min([self.w.size, *([args.start] if hit else []), *(args.opening[p] for p in positions if p in args.opening)])
        own = {phrase.code for phrase in one.subject}
        if hit and self.w.is_of(args.start, "possessives") and own:
            # «dit que le Kenya a franchi sa frontière»: nobody's own, but whose words they are
            before = [self.parse.subjects.get(group.first, []) for group in self.parse.groups if group.last < one.item.first and group.kind == "finite"]
            return next((subject for subject in reversed(before) if subject and not own & {phrase.code for phrase in subject}), [])
        whose = args.places.get(self.pack.settings.genitive, [])
        where = [p for p in self._in(args.places, "where") if self._is_somewhere(p)]
        near = [[p for p in phrases if p.first >= first and p.code and p.code not in own] for phrases in (whose, where)]
        return min((near[0][:1], near[1]), key=lambda phrases: phrases[0].first if phrases else self.w.size)

    def _struck_there(self, one: Proposition, args: Arguments) -> list[Phrase]:
        """Return the place where force hits a thing of nobody named: «attacked a convoy near Gao», «a raid on a market in Kano»; who speaks for himself hits in words."""
        hit = [args.start] if "object" in one.predicate.recipient and one.item.kind == "verb" and self._has_object(args.start) else []
        first = min([*hit, *(args.opening[p] for p in one.predicate.recipient if p in args.opening)], default=self.w.size)
        own = {phrase.code for phrase in one.subject}
        speaks = bool(one.subject) and all(p.is_person and p.number != "p" and p.sector != "MIL" for p in one.subject)
        # «in Russia's Saratov region»
        owners = [p for prep in self.pack.particle_words("struck_in") if prep in args.opening for p in self._described(args.opening[prep]) if p.first >= first and p.code not in own]
        near = [p for p in self._in(args.places, "struck_in") if p.first >= first and p.code and p.code not in own and (p.place or p.kind in ("state", "government"))]
        near += owners
        return sorted(near, key=lambda p: p.first)[:1] if not speaks else []

    def _described(self, at: int) -> list[Phrase]:
        """Return whose the thing is that a noun phrase from a token on tells: «destroyed a Ukrainian bridge», «attacked Iran's port»."""
        while not self.parse.behind and at < self.w.size and self.s.tokens[at].kind == "number" and not self.w.is_timed(at):
            # «66 Ukrainian drones»
            at += 1
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
        suffers = group.passive or "subject" in predicate.recipient
        return self.parse.behind and suffers and group.kind == "finite" and act is not None and act.type == "ASSAULT"

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

    def _owner(self, at: int, predicate: Predicate, args: Arguments) -> list[Phrase]:
        """Return whose act a noun is: «Russia's attack», «U.S. strikes», «l'attaque de la Russie»."""
        if not self.parse.behind:
            return self.references.owner(at)
        if self.w.is_of(at - 1, "possessives"):
            return self.references.recalled.possessor(at - 1)
        if guest := self._on_visit(at, predicate):
            return guest
        genitive = self.pack.settings.genitive
        free = genitive not in (*predicate.recipient, *predicate.partner) and not self._is_struck(predicate, args)
        whose = self._of_itself(args)
        # «le retrait des troupes françaises du Niger»
        moved = len(whose) > 1 and (whose[0].kind == "armed_force" or whose[0].sector == "MIL")
        # «la livraison de chars russes»
        goods = self._described(args.opening.get(genitive, self.w.size)) if self._delivers(predicate) else []
        return self._adjective_behind(at + 1) or goods or (whose[:1] if moved else self._joined(whose) if free else [])

    def _given_to(self, group: Group, predicate: Predicate) -> Phrase | None:
        """Return whom a relative pronoun behind a preposition means: «le président, à qui il a promis un prêt»."""
        at = next((i for i in range(group.first - 1, max(group.first - _RELATIVE, 0), -1) if self.w.is_of(i, "relatives")), 0)
        if not at or self.w.lower(at - 1) not in predicate.recipient:
            return None
        return self.parse.ends.get(at - 1) or (self.parse.ends.get(at - 2) if self.w.text(at - 2) == "," else None)

    def _on_visit(self, at: int, predicate: Predicate) -> list[Phrase]:
        """Return who is on the visit that a noun names behind him: «le ministre togolais, en visite à Paris»."""
        act, led = self.pack.acts.get(predicate.frame), at - 1
        phrase = self.parse.ends.get(led) or (self.parse.ends.get(led - 1) if self.w.text(led - 1) == "," else None)
        guest = act is not None and act.meeting == "visit" and self.w.is_of(led, "in") and phrase is not None and phrase.is_person
        return [phrase] if guest and phrase is not None else []

    def _is_struck(self, predicate: Predicate, args: Arguments) -> bool:
        """Return whether what stands in the genitive of an attack is the place that it struck, whoever holds it: «l'attaque d'un camp de l'armée»."""
        act, at = self.pack.acts.get(predicate.frame), args.opening.get(self.pack.settings.genitive, self.w.size)
        at += self.w.is_of(at, "determiners")
        return act is not None and act.type == _ATTACKS and self.w.is_of(at, "sites")

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
            if pair := self.w.pair(index):
                return [self.parse.belonging(index, one) for one in pair]
            if not self.w.is_word(index) or self.w.is_function(index) or index in self.parse.inside or index in self.parse.in_group:
                return []
        return []

    def _of_itself(self, args: Arguments) -> list[Phrase]:
        """Return who stands in the genitive of a noun itself, not of what a preposition leads to: not «des attaques dans le nord du pays»."""
        genitive, agents = self.pack.settings.genitive, self.pack.particle_words("agents")
        led = [(at, args.places.get(prep, ())) for prep, at in args.opening.items() if prep != genitive and prep not in agents]
        return [one for one in args.places.get(genitive, ()) if all(at > one.first or any(at <= other.first < one.first for other in inside) for at, inside in led)]
