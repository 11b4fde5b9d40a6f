"""Who is meant where a verb or a pronoun names nobody: antecedents, speakers, subjects left out."""

from __future__ import annotations

from mithaq.annotate.clauses import Clause
from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.proposition import Parse, Proposition
from mithaq.annotate.sentence import Phrase

# how many items a document may be before the clause that tells what it says
_DOCUMENT = 8
# those who may be meant though they were not spoken of last
_NAMED = ("person", "state", "government", "ministry", "igo", "alliance", "armed_group", "party")
# how many come together whom a verb in the dual speaks of
_PAIR = 2


class Antecedents:
    """Finds in one sentence, and in what was said before, whom its verbs leave out."""

    def __init__(self, parse: Parse) -> None:
        self.u, self.s, self.items = parse.units, parse.sentence, parse.items
        self.clauses, self.by_item, self.discourse = parse.clauses, parse.by_item, parse.discourse

    def elided(self, item: Item, clause: Clause) -> list[Phrase]:
        """Return the subject that a verb leaves out, from what its clause depends on; of a verb in the dual, who came together last."""
        found = self._left_out(item, clause)
        if item.number != "d" or len(found) > 1 or any(phrase.members or phrase.number in ("d", "p") for phrase in found):
            return found
        # «التقى الوزير نظيره التركي، واتفقا على»
        here = self.items.index(item)
        before = (self.by_item[at] for at in sorted(self.by_item, reverse=True) if at < here)
        both = next(filter(None, map(self.met, before)), self.discourse.together)
        return both if len({phrase.code for phrase in both}) == _PAIR else found

    def met(self, one: Proposition) -> list[Phrase]:
        """Return the sides that a proposition brings together: partners, visitors and hosts."""
        act = self.u.pack.acts.get(one.predicate.frame)
        received = one.recipient if act is not None and act.meeting and all(phrase.is_person for phrase in one.recipient) else []
        sides = [*one.subject, *received] if one.partner or received else []
        return [] if any(phrase.members for phrase in sides) else sides

    def _left_out(self, item: Item, clause: Clause) -> list[Phrase]:
        """Return the subject that a verb leaves out, from what its clause depends on."""
        if clause.subject:
            return clause.subject
        if clause.kind == "relative":
            found = [] if item.suffix else self.antecedent(clause)
            # «الفرق التي قال إنها أتمت المهمة»: said of them, not by them
            of_it = bool(found) and found[0].number == "p" and item.gender == "m" and item.number == "s" and self._says_of_it(item)
            if not found and self._points_back(item, clause) and clause.parent >= 0 and self.discourse.agrees(self.clauses[clause.parent].subject, item):
                # «نفذ الجيش عمليات استهدف خلالها مواقع»
                return self.clauses[clause.parent].subject
            return self._author(clause) if of_it or self._says_in_it(item) else found
        if (speaker := self._first_person(item)) and not clause.subject:
            return speaker
        if clause.kind == "complement" and self._has_topic(item, clause):
            return []
        if clause.kind in ("complement", "quote") and clause.governor >= 0 and not clause.conj:
            governor = self.by_item.get(clause.governor)
            if governor is None:
                return []
            return governor.subject if self._agrees(governor.subject, item) else self._hers(clause, item)
        for other in reversed(self.clauses[: self.clauses.index(clause)]):
            beside = other.parent == clause.parent and other.kind in (clause.kind, "main")
            if beside and not other.subject and item.conj and other.thing == item.gender != "" and self.s.stem_is_of(item.first, "causing"):
                # «إن القذائف سقطت على السوق وأوقعت قتلى»
                return []
            if beside and other.subject and self._agrees(other.subject, item):
                return other.subject
        if clause.parent >= 0 and clause.kind != "quote":
            subject = self.clauses[clause.parent].subject
            if subject and self._agrees(subject, item):
                return subject
        outermost = clause.kind in ("main", "subordinate", "conditional") and clause.parent < 1
        if not outermost:
            return []
        return self.discourse.subject if self._agrees(self.discourse.subject, item) else self._other_told(item)

    def _other_told(self, item: Item) -> list[Phrase]:
        """Return who else the sentence before was about, by a gender that fits where that of its last subject does not: «بعد أن فرضت فرنسا رسوما. وكانت قد هددت»."""
        reports = not self.u.pack.reporting.isdisjoint(item.predicates)
        for subject, said in reversed(self.discourse.others_told):
            one = subject[0]
            known = len(subject) == 1 and one.code and not one.place and one.kind in _NAMED and (said or not reports)
            if known and item.gender == self.discourse.gender(one) and self._agrees(subject, item):
                return subject
        return []

    def _agrees(self, subject: list[Phrase], item: Item) -> bool:
        """Return whether a verb form can have this subject: number, and gender where the words tell it."""
        if not self.discourse.agrees(subject, item):
            return False
        first = subject[0]
        if len(subject) > 1 or first.members or first.number in ("p", "d") or item.kind != "verb" or item.number != "s" or item.gender not in ("m", "f"):
            return True
        # «تسلم» is «he received» as well as «she hands over»
        readings = {a.entry.gender for a in self.s.analyses[item.first] if a.entry.kind == "verb"}
        return self.discourse.gender(first) in ("", item.gender, *readings)

    def _hers(self, clause: Clause, item: Item) -> list[Phrase]:
        """Return whom «that she» means where he who speaks cannot be meant: «قال الوزير إن بلاده بخير وإنها ستفتح», his country or another named before."""
        opener = self.items[clause.first]
        if item.kind != "verb" or item.gender != "f" or self.s.words[opener.first] not in self.u.pack.particle_words("that_she"):
            return []
        spoken_of = (one for one in reversed(self.discourse.recent) if one.code and one.start < opener.start)
        return next(([one] for one in spoken_of if (one.is_country or (not one.place and self.discourse.gender(one) == "f"))), [])

    def _points_back(self, item: Item, clause: Clause) -> bool:
        """Return whether a preposition with a pronoun stands for the noun that a clause without «that» tells of."""
        bare = self.items[clause.first] is item and item.tense == "past"
        return bare and any(self.items[i].is_particle("prepositions") and self.items[i].suffix in self.u.pack.settings.possessives for i in clause.items)

    def _has_topic(self, item: Item, clause: Clause) -> bool:
        """Return whether a thing that «that» leads to is what a verb behind it tells of: «إن سيارة متوقفة قرب البرلمان انفجرت»."""
        predicate, pack = self.u.select(self.items.index(item)), self.u.pack
        act = pack.acts.get(predicate.frame) if predicate is not None and item.number == "s" else None
        if act is None or not act.type or not pack.composition[act.type].force:
            return False
        own = [i for i in clause.items if self.items[i] is not item and not self.items[i].is_particle("complementisers", "openers", "conjunctions")]
        first = self.items[own[0]] if own else item
        before = first.first < item.first and first.kind in ("word", "apart", "ppart", *NOUNS) and not (first.prep or first.suffix)
        return before and not any(self.items[i].kind == "verb" and self.items[i].predicates for i in own if self.items[i].first < item.first)

    def _says_in_it(self, item: Item) -> bool:
        """Return whether a verb of saying tells what stands in the thing before it: «رسالة قال فيها», «بيانا جاء فيه»."""
        at = self.items.index(item) + 1
        follows = self.items[at] if at < len(self.items) else None
        inside = follows is not None and follows.is_particle("prepositions") and bool(follows.suffix) and follows.surface in self.u.pack.particle_words("in")
        return inside and self.u.reports(at - 1)

    def _says_of_it(self, item: Item) -> bool:
        """Return whether «that» with a pronoun stands right behind a verb of saying."""
        at = self.items.index(item) + 1
        follows = self.items[at] if at < len(self.items) else None
        pronoun = self.u.pack.particle_words("that_she") | self.u.pack.particle_words("that_he")
        return follows is not None and self.u.reports(at - 1) and self.s.words[follows.first] in pronoun

    def _author(self, clause: Clause) -> list[Phrase]:
        """Return whose the document is that a relative clause speaks of: whoever the clause around it is about, or who issued it."""
        issued = (self.items[i].phrase for i in range(clause.governor, max(clause.governor - _DOCUMENT, -1), -1))
        document = next((phrase for phrase in issued if phrase is not None and phrase.kind == "document"), None)
        around = self.clauses[clause.parent].subject if clause.parent >= 0 else []
        if around and not (around[0].kind == "document" and not around[0].code):
            return around
        # «صدر عن الوزارة بلاغ جاء فيه»
        issuer = (self.items[i].phrase for i in range(clause.governor, self.clauses[clause.parent].first - 1, -1))
        return [document] if document is not None and document.code else [p for p in issuer if p is not None and p.code and not p.place][:1] or around

    def _first_person(self, item: Item) -> list[Phrase]:
        """Return who says «I» or «we» in a quotation, or in words behind «that», where a verb can be in the first person."""
        if not any(a.entry.kind == "verb" and a.entry.gender == "1" for a in self.s.analyses[item.first]):
            return []
        return self.quoted(item) or (self.quoted(item, "complement") if item.gender == "1" else [])

    def quoted(self, item: Item, kind: str = "quote") -> list[Phrase]:
        """Return whose words the quotation is that an item stands in."""
        at = item.clause
        while at >= 0 and not (self.clauses[at].kind == kind and self.clauses[at].governor >= 0 and (kind == "quote" or self.u.reports(self.clauses[at].governor))):
            at = self.clauses[at].parent
        governor = self.by_item.get(self.clauses[at].governor) if at >= 0 else None
        return governor.subject if governor is not None else []

    def antecedent(self, clause: Clause) -> list[Phrase]:
        """Return what a relative clause speaks of: the actor phrase directly before it."""
        for index in range(clause.governor, max(clause.governor - 3, -1), -1):
            item = self.items[index]
            if item.kind == "np" and item.phrase is not None:
                if item.phrase.place and item.phrase.form != "metonym" and not self.items[clause.first].is_particle("relatives"):
                    # «عملية في النيجر خلفت قتلى»: without «that» no place is told of
                    continue
                meant = self._head_person(index) or item.phrase
                return self._row(clause, index) or ([meant] if self._fits(clause, meant) else [])
            if item.kind != "mark" and not item.leads:
                return []
        return []

    def _row(self, clause: Clause, index: int) -> list[Phrase]:
        """Return those joined to a phrase where the pronoun of a relative clause means several: «تشاد والنيجر اللتان»."""
        opener = self.items[clause.first]
        one = self.u.pack.particle_words("that_is_she") | self.u.pack.particle_words("that_is_he")
        if not (self.items[index].conj and opener.is_particle("relatives")) or self.s.words[opener.first] in one:
            return []
        found: list[Phrase] = []
        for item in reversed(self.items[: index + 1]):
            if item.phrase is None or (found and found[0].kind != item.phrase.kind):
                break
            found.insert(0, item.phrase)
            if not item.conj:
                return found
        return []

    def _fits(self, clause: Clause, phrase: Phrase) -> bool:
        """Return whether the pronoun that opens a relative clause can mean a phrase: not «مسألة حزب كذا التي»."""
        feminine = self.s.words[self.items[clause.first].first] in self.u.pack.particle_words("that_is_she")
        masculine = self.s.words[self.items[clause.first].first] in self.u.pack.particle_words("that_is_he")
        if not (feminine or masculine) or phrase.number in ("p", "d") or phrase.members:
            return True
        return self.discourse.gender(phrase) != ("m" if feminine else "f")

    def _head_person(self, index: int) -> Phrase | None:
        """Return the person whose phrase the body at item ``index`` completes: «مسؤول من الاتحاد الأوروبي»."""
        body = self.items[index].phrase
        if index < 2 or body is None or body.is_person or not self.items[index - 1].leads:
            return None
        head = self.items[index - 2]
        return head.phrase if head.kind == "np" and head.phrase is not None and head.phrase.is_person else None

    def speaker(self, clause: int) -> list[Phrase]:
        """Return the subject of the nearest clause around that has one, or the last one told."""
        at = self.clauses[clause].parent
        told = [c for c in self.clauses[:clause] if c.kind in ("relative", "main") and c.verb >= 0 and c.subject]
        latest = [c for c in told if self.u.reports(c.verb) and c.last == self.clauses[clause].first]
        if latest:
            return latest[-1].subject
        before = [c for c in self.clauses[:clause] if c.subject and c.parent == at and c.kind == "main"]
        if at < 0 and before:
            return before[-1].subject
        while at >= 0:
            if self.clauses[at].subject:
                return self.clauses[at].subject
            at = self.clauses[at].parent
        return before[-1].subject if before else self.discourse.subject
