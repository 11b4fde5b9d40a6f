"""Where words that somebody says end: with their clause, or where the report or another speaker takes over."""

from __future__ import annotations

from mithaq.annotate.proposition import Proposition
from mithaq.annotate.svo.groups import Group
from mithaq.annotate.svo.parse import Parse
from mithaq.annotate.svo.references import References
from mithaq.annotate.svo.words import CLOSE, OPEN
from mithaq.packs.predicate import Predicate

# how many verbs behind one of saying are tried as that of its clause
_TRIED = 3


class SaidEnds:
    """Finds where what verbs of one sentence say ends, in tokens and in code points of the folded text."""

    def __init__(self, parse: Parse, references: References) -> None:
        self.parse, self.w, self.s, self.pack = parse, parse.w, parse.s, parse.pack
        self.references = references
        self.by_head = {group.head: group for group in parse.groups}

    def _says(self, wanted: tuple[str, ...]) -> bool:
        return "that" in wanted or "quote" in wanted

    def reports(self, one: Proposition) -> bool:
        """Return whether a proposition's operator is one of saying."""
        return self.reports_by(one.predicate)

    def reports_by(self, predicate: Predicate) -> bool:
        """Return whether a predicate is one of saying."""
        return self.pack.words_statement(predicate)

    def _relative_before(self, saying: Group) -> int:
        """Return the relative pronoun that opens the clause of a verb of saying with a subject of its own: «who the police said»; -1 if none does."""
        at = saying.first - 1
        while at > self.w.begin and self.w.is_word(at) and at not in self.parse.in_group and not self.w.is_of(at, "relatives", "conjunctions", "complementisers", "subordinators"):
            at -= 1
        return at if at < saying.first - 1 and self.w.is_of(at, "relatives") else -1

    def _phrase_end(self, index: int) -> int:
        """Return the token after a noun phrase that begins at ``index``."""
        phrase = self.parse.starts.get(index)
        if phrase is not None:
            return phrase.last + 1 if self.w.is_possessive(phrase.last) else phrase.last
        first = index
        while not (index > first and self.w.is_of(index, "complementisers")) and (self._goes_on(index, first) or self.parse.is_content(index)):
            if index in self.parse.starts and (self.parse.behind or (not self.w.is_of(index, "determiners") and (index == first or self.w.is_large(index)))):
                break
            index = self.parse.starts[index].last if index in self.parse.starts else index + 1
        return index

    def _goes_on(self, index: int, first: int) -> bool:
        """Return whether an article, a possessive or a number belongs to the phrase that begins at ``first`` rather than opening the next."""
        led = index == first or self.w.is_function(index - 1) or self.w.is_of(index - 1, "numbers") or (self.parse.behind and not self.parse.is_content(index - 1))
        return led and self.w.is_of(index, "determiners", "possessives", "numbers")

    def has_verb(self, index: int) -> bool:
        """Return whether a finite verb follows before the next border, so that a clause begins at ``index``."""
        found = [g for g in self.parse.groups if g.first >= index and g.kind == "finite"][:_TRIED]
        return any(self._is_predicate(index, group) for group in found)

    def _is_predicate(self, index: int, group: Group) -> bool:
        """Return whether a verb can be that of the clause whose first word stands at ``index``."""
        if group.first == index or self.w.is_of(self.references.left_of(group), "conjunctions", "relatives"):
            return False
        between = range(index + 1, group.first)
        told = [other for other in self.parse.groups if index < other.first < group.first and other.kind == "finite"]
        if not told and self.w.is_of(index, "indefinite") and any(self.w.is_of(at, "relatives") for at in between):
            # «wrote a book in which he tells»
            return False
        that = self.w.is_of(index, "object_pronouns") and any(self.w.is_of(at, "complementisers") for at in between)
        if that or any(self.w.is_of(at, "subordinators") for at in between):
            return False
        commas = [at for at in range(index, group.first) if self.w.text(at) == ","]
        if len(commas) % 2 or (commas and self._speaks_last(commas[-1] + 1)):
            # a comma that no other closes parts what follows from the verb, as it does who says all this
            return False
        return not any(self.w.text(at) in ('"', "”", ";", ":") for at in range(index, group.first)) and not self._is_inverted(index, group)

    def _is_inverted(self, index: int, group: Group) -> bool:
        """Return whether who speaks stands behind the verb: «…, said the ambassador, adding»."""
        if self.w.text(index - 2) not in (",", *CLOSE):
            return False
        phrase = self.parse.starts.get(index)
        end = phrase.last if phrase is not None else self._phrase_end(index)
        return self.w.text(end) in (",", ".") or self.w.text(end - 1) == ","

    def _said_end(self, index: int) -> int:
        """Return where words end that begin at ``index``: before the next verb of saying joined to theirs, or with the sentence."""
        last = min(self.w.quotation_end(index), self._relative_end(index), self._bracket_end(index))
        for group in self.parse.groups:
            to_come = not self.parse.behind and (group.future or group.unreal)
            if group.first <= index or group.first >= last or to_come or not self.references.reports(group):
                continue
            if group.kind == "gerund" and not self.parse.behind and self.w.is_quoted(group.first):
                # «said they were "late, calling it a day"»
                continue
            cut = self._joint(group, index)
            if cut > index:
                return self.w.end_of(min(cut, self._turn(index, cut)) - 1)
        colon = next((at for at in range(index + 1, last - 1) if self.w.text(at) == ":" and self.w.begins_quotation(at + 1) and not self.w.is_quoted(at)), last)
        return self._trimmed(self._turn(index, colon))

    def _bracket_end(self, index: int) -> int:
        """Return the token that closes the bracket in which a token stands; the end of the sentence where none does."""
        depth = 0
        for at, text in enumerate(self.w.texts[index:], index):
            depth += (text == "(") - (text == ")")
            if depth < 0:
                return at
        return self.w.size

    def _turn(self, index: int, last: int) -> int:
        """Return the comma before ``last`` behind which the report takes over again from a clause that begins at ``index``; ``last`` if it does not."""
        told = next((g for g in self.parse.groups if g.first >= index and g.kind == "finite"), None)
        return self._turn_behind(told.last, last, told) if told is not None else last

    def _turn_behind(self, start: int, last: int, told: Group | None = None) -> int:
        """Return the token between two others with which the report takes over again; ``last`` if there is none."""
        fronted = self._stands_first(start, told)
        for at in range(start, last - 1):
            if self.w.text(at) == "," and self.w.closes(at + 1):
                # «said it was "over," despite the talks»
                if self.w.is_of(at + 2, "turns") or self.w.is_gerund(at + 2) or (fronted and self._begins_clause(at + 2)):
                    return at + 2
                continue
            if self.w.text(at) == ",":
                turns = self._takes_over(at + 1, told) or self._speaks_last(at + 1) or (fronted and self._begins_clause(at + 1))
            else:
                turns = self._turns_back(at)
            if turns and not self.w.is_quoted(at):
                return at
        return last

    def _turns_back(self, at: int) -> bool:
        """Return whether words lead back to the report's own without a comma: «while promising more», «even though it was late»."""
        if not self.w.is_of(at, "meanwhile", "turns"):
            return False
        follows = self.parse.group_at.get(at + 1)
        on = self.w.is_of(at, "meanwhile") and self.w.text(at - 1) != "," and follows is not None and follows.kind == "gerund"
        return on or (self.w.is_of(at, "turns") and self.w.is_of(at, "adverbs") and self.w.is_of(at + 1, "turns", "meanwhile", "described_as"))

    def _stands_first(self, at: int, told: Group | None) -> bool:
        """Return whether what is said before a token stands in a clause that comes before the main one: «While he said it was over, …», «Insisting it was over, …»."""
        if self.parse.behind:
            return False
        said = [g for g in self.parse.groups if g.last <= at and g.kind == "finite" and g is not told]
        first = self.parse.group_at.get(self.w.begin)
        beside = first is not None and first.kind == "gerund"
        return (self.w.is_of(self.w.begin, "subordinators", "conditionals") and len(said) == 1) or (beside and not said)

    def _begins_clause(self, at: int) -> bool:
        """Return whether a clause with a subject of its own begins at a token."""
        return not self.w.is_of(at, "conjunctions", "relatives", "prepositions", "subordinators", "conditionals") and at not in self.parse.in_group and self.has_verb(at)

    def _takes_over(self, at: int, told: Group | None) -> bool:
        """Return whether words behind a comma are the report's own: «He said it was over, angering many, although nobody left»."""
        group = self.parse.group_at.get(at)
        if group is not None or self.w.is_gerund(at):
            return (group is None or group.kind == "gerund") and not self.parse.behind and not self.w.is_of(at, "prepositions", "going_on")
        if self.w.is_of(at, "but") and at + 1 not in self.parse.in_group:
            # «said it was over, but polls are no measure»: what is said stays in the past
            again = next((g for g in self.parse.groups if g.first > at and g.kind == "finite"), None)
            return again is not None and told is not None and told.tense == "past" and again.tense == "present" and not again.unreal
        return self.w.is_of(at, "turns") or (self.w.is_of(at, "turns_with") and self.w.is_gerund(at + 1))

    def _relative_end(self, index: int) -> int:
        """Return the token before which a relative clause ends whose verb says what begins at ``index``: «Hale, who said he would go, has left»."""
        saying = next((g for g in reversed(self.parse.groups) if g.last <= index and self.references.reports(g)), None)
        if self.parse.behind or saying is None or saying.kind != "finite":
            return self.w.size
        relative = saying.first - 1 if self.w.is_of(self.references.left_of(saying), "relatives") else self._relative_before(saying) if index in self.parse.in_group else -1
        if relative < 0:
            return self.w.size
        set_off = self.w.text(relative - 1) == ","
        told = [g for g in self.parse.groups if g.first >= index and g.kind == "finite"]
        if set_off:
            return self._set_off_end(index)
        main = (g for g in told[1:] if not self.w.is_of(self.references.left_of(g), "pronouns", "and", "but", "relatives"))
        return next((g.first for g in main if not self.parse.subjects[g.first] or self.parse.subjects[g.first][0].last <= saying.first), self.w.size)

    def _joint(self, group: Group, index: int) -> int:
        """Return the token at which a further verb of saying is joined to what goes before; 0 if it is part of it."""
        at = group.first - 1
        if group.kind == "gerund":
            again = self.w.is_of(at, "and") and at > index and self._says_on(index)
            return at if self.w.text(at) == "," or again else 0
        if group.kind != "finite":
            return 0
        if self.w.text(at) == "," and self._says_on(index) and at > index:
            # «others, while agreeing it was late, said»
            return at
        if not self.w.is_of(at, "and", "but"):
            subject = self.parse.subjects.get(group.first, [])
            own = self.parse.ends.get(at + 1)
            first = self.parse.run(own)[0].first if own is not None else at
            while not self.parse.behind and self.w.is_of(first - 1, "determiners") and not self.w.is_of(first - 1, "complementisers"):
                first -= 1
            at = first - 1 if subject else 0
        joined = self.w.is_of(at, "and", "but")
        if not joined or at <= index:
            return 0
        return at - 1 if self.w.text(at - 1) == "," else at

    def _says_on(self, index: int) -> bool:
        """Return whether the verb before the words that begin at ``index`` is of the form that another joined to it has: «calling it bad and saying»."""
        saying = next((g for g in reversed(self.parse.groups) if g.last <= index), None)
        return saying is not None and self.references.reports(saying) and any(a.entry.tense == "gerund" for a in self.w.verbs(saying.head))

    def _trimmed(self, last: int) -> int:
        """Return where the words before token ``last`` end, without the marks that close a sentence."""
        at = last - 1
        while at > 0 and (self.w.text(at) in (".", ",", ";", "...") or (self.w.text(at) in CLOSE and self._is_unopened(at))):
            at -= 1
        return self.w.end_of(at)

    def _is_unopened(self, at: int) -> bool:
        """Return whether a closing mark closes nothing that opens in the sentence."""
        if self.w.text(at) == '"':
            return self.w.marks_before(at) % 2 == 0 or not any(self.w.text(i) == '"' for i in range(at))
        return sum(self.w.text(i) in (*OPEN, *CLOSE) for i in range(at)) % 2 == 0

    def _set_off_end(self, last: int) -> int:
        """Return the comma that closes a relative clause whose verb comes behind a token, where the main verb follows."""
        told = [g for g in self.parse.groups if g.first >= last and g.kind == "finite"]
        return next((g.first - 1 for g in told[1:] if self.w.text(g.first - 1) == ","), self.w.size)

    def _phrases_end(self, at: int) -> int:
        """Return the token after phrases that say where and when: «, he said in a video on Monday,»; ``at`` itself in a language that puts its names behind."""
        while not self.parse.behind and (self.w.is_timed(at) or self.w.is_of(at, "prepositions", "adverbs", "object_pronouns", "told_people")):
            at = self._phrase_end(at + 1) if self.w.is_of(at, "prepositions") and not self.w.is_timed(at) else at + 1
        return at

    def _clause_end(self, last: int) -> int:
        """Return where the clause of an infinitive that begins at a token ends: with the sentence, or before a comma that a new clause follows."""
        said = (g for g in self.parse.groups if g.first > last and g.kind == "finite" and not g.unreal and self.references.reports(g))
        joined = next((at for g in said if self.w.is_of(at := self.references.left_of(g), "and", "but")), self.w.size)
        again = min(joined, self._turn_behind(last, self.w.size))
        for at in range(last, self.w.size):
            ends = self.w.text(at) == ";" or (self.w.closes(at) and self.w.is_quoted(last)) or (self.w.text(at) == "," and self._speaks_next(at + 1))
            comma = self.w.text(at) == "," and (self.w.is_of(at + 1, "and", "but", "relatives", "subordinators") or at + 1 in self.parse.group_at)
            if (ends and at not in self.parse.inside) or at == again or (comma and any(g.kind == "finite" and g.first > at for g in self.parse.groups)):
                return self.w.end_of(at - 1)
        return self._trimmed(self.w.size)

    def _named_end(self, start: int) -> int:
        """Return where what is told by a noun ends: with its clause, or before a verb that is joined to the one of saying."""
        ends = min(self._clause_end(start), self._trimmed(self.w.quotation_end(start)))
        joined = [at for group in self.parse.groups if group.kind == "finite" and group.first > start and self.w.is_of(at := self.references.left_of(group), "and", "but")]
        return min([ends, *(self.w.end_of(at - 1 - (self.w.text(at - 1) == ",")) for at in joined)])

    def _speaks_last(self, at: int) -> bool:
        """Return whether who says all this ends the sentence from a token on: «…, the source added.»"""
        group = next((g for g in self.parse.groups if g.first >= at), None)
        if group is None or not self._speaks_next(at) or (group.first == at and self.w.is_of(group.last, "prepositions")):
            return False
        return self._phrases_end(group.last) >= self.w.size - 1

    def _speaks_next(self, at: int) -> bool:
        """Return whether who says all this stands at ``at``, with a verb of saying: «…, she told reporters»."""
        group = next((g for g in self.parse.groups if g.first >= at), None)
        if group is None or group.kind != "finite" or not self.references.reports(group):
            return False
        phrase, subject = self.parse.starts.get(at), self.parse.subjects.get(group.first, [])
        # «…, the senior delegates said»
        full = not self.parse.behind and bool(subject) and at <= subject[0].first and subject[-1].last == group.first and subject[0].start >= self.s.start
        return group.first == at or full or (phrase is not None and phrase.last == group.first) or (self.w.is_of(at, "pronouns") and group.first == at + 1)
