"""One sentence while its propositions are read: its words, phrases and verb groups, and what stands behind a word."""

from __future__ import annotations

import msgspec

from mithaq.annotate.discourse import Discourse
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.svo.groups import BORDERS, AuxiliaryGroups, Groups
from mithaq.annotate.svo.romance import RomanceGroups
from mithaq.annotate.svo.slavic import SlavicGroups
from mithaq.annotate.svo.words import Words
from mithaq.packs.pack import Named, Pack
from mithaq.packs.predicate import Predicate

# within how many tokens an insertion behind a verb closes
_INSERTED = 16
# how many words may describe the noun of a wording before it
_DESCRIBED = 3
# at how many tokens behind a word its further words may begin
WORDED_WITHIN = 2
_VERB_GROUPS: dict[str, type[Groups]] = {"auxiliaries": AuxiliaryGroups, "romance": RomanceGroups, "slavic": SlavicGroups}


class Arguments(msgspec.Struct):
    """What stands behind a predicate in its clause, by preposition; ``object`` is what follows directly."""

    places: dict[str, list[Phrase]] = {}
    nouns: list[tuple[str, int]] = []
    start: int = 0
    opening: dict[str, int] = {}
    end: int = 0


class Parse:
    """One sentence while its propositions are read. ``by_token``: propositions by the token of their word."""

    def __init__(self, sentence: Sentence, pack: Pack, discourse: Discourse) -> None:
        self.s, self.pack, self.discourse = sentence, pack, discourse
        self.w = Words(sentence, pack)
        self.groups_reader = _VERB_GROUPS[pack.settings.verb_groups](self.w, sentence.phrases)
        self.behind = pack.settings.describes == "behind"
        self.starts, self.inside = self.groups_reader.starts, self.groups_reader.inside
        self.ends = self.groups_reader.ends
        self.groups = self.groups_reader.read()
        self.group_at = {group.first: group for group in self.groups}
        self.in_group = {at for group in self.groups for at in range(group.first, group.last)}
        self.subjects: dict[int, list[Phrase]] = {}
        self.by_token: dict[int, Proposition] = {}

    def arguments(self, at: int, *, past_verbs: bool = False) -> Arguments:
        """Return what stands behind token ``at`` up to the end of its clause."""
        at = self.past_insertion(at)
        args = Arguments(start=at, end=self.w.end_of(at - 1))
        prep, index = "", at
        hinted = self.behind and (self.s.speaks_of("binding") or self.s.speaks_of("favour"))
        while index < self.w.size:
            if hinted and (led := self._led_past(index)) is not None:
                prep, index = led
                args.opening.setdefault(prep, index)
                continue
            if self._ends_clause(index, at, past_verbs):
                break
            phrase = self.starts.get(index)
            if phrase is not None:
                prep = "" if self._opens_object(index, phrase) else prep
                self._place(args, phrase, prep)
                if prep and args.opening.get(prep) == at + 1 and self.w.is_of(at, "partitives"):
                    # «a envoyé des soldats»: an article as well as a preposition
                    self._place(args, phrase, "")
                args.end = max(args.end, phrase.end)
                index = phrase.last
                continue
            if self.w.is_of(index, "prepositions") and not self.w.is_timed(index) and not self.w.counts(index):
                # «à des soldats»: an article, which stands behind the preposition that counts
                prep = prep if self.w.is_of(index, "partitives") and args.opening.get(prep) == index else self._preposition(index)
                args.opening.setdefault(prep, index + 1)
            elif self.w.nouns(index) and index not in self.in_group:
                args.nouns.append((prep or "object", index))
            if self.s.tokens[index].kind == "number" or (self.w.is_word(index) and not self.w.is_of(index, "and", "or", "but")):
                args.end = self.w.end_of(index)
            index += 1
        return args

    def past_insertion(self, comma: int, *, worded: bool = False) -> int:
        """Return the token after an insertion that says when, where or how directly behind a verb, or the last of its ``worded`` words; ``comma`` if none opens there: «a reçu, ce jeudi au siège du parti, le maire»."""
        if not self.behind or self.w.text(comma) != "," or not (worded or comma - 1 in self.in_group):
            return comma
        first, end = comma + 1, comma + 1
        while end < min(comma + _INSERTED, self.w.size) and not (self.w.text(end) in BORDERS or end in self.group_at or self.w.is_of(end, "relatives", "complementisers")):
            end += 1
        told = self.w.is_of(first, "prepositions", "adverbs") or self.w.is_timed(first + self.w.is_of(first, "determiners")) or self.w.is_adverbial(first)
        goes_on = self.w.is_word(end + 1) and not self.w.is_of(end + 1, "and", "but", "relatives", "subordinators", "agents")
        return end + 1 if told and goes_on and self.w.text(end) == "," and end + 1 not in self.group_at else comma

    def _led_past(self, index: int) -> tuple[str, int] | None:
        """Return the preposition that words at a token stand for, and the token behind them; None if none stand there."""
        if (bound := self._past_bond(index)) > index:
            return min(self.pack.particle_words("together_with")), bound
        if index not in self.starts and (past := self._past_favour(index)) > index:
            return min(self.pack.particle_words("favoured")), past
        return None

    def _past_bond(self, index: int) -> int:
        """Return the token after words that lead from an agreement to its other side; ``index`` if none do: «l'accord qui le liait à la France»."""
        if not self.w.is_of(index, "relatives"):
            return index
        verb = index + 1 + self.w.is_of(index + 1, "object_clitics")
        return verb + 2 if self.w.is_of(verb, "binding") and self.w.is_of(verb + 1, "prepositions") else index

    def _past_favour(self, index: int) -> int:
        """Return the token after words that lead to whom something is for; ``index`` if none do: «en faveur de», «au profit de»."""
        led = self.w.is_of(index + 1, "favour") or self.w.is_of(index + 2, "favour")
        return self.w.past_phrase(index, "in_favour_of") if led else index

    def _preposition(self, index: int) -> str:
        """Return the preposition at a token; what an act is laid to is whose it is said to be, who suffers it is whom it is against: «attribuée à», «subie par»."""
        if self.w.is_of(index - 1, "suffered") and self.w.is_of(index, "agents"):
            return min(self.pack.particle_words("against"))
        return min(self.pack.particle_words("agents")) if self.w.is_of(index - 1, "laid_to") else self.w.lower(index)

    def _ends_clause(self, index: int, at: int, past_verbs: bool) -> bool:
        """Return whether a token ends the clause whose arguments begin at ``at``."""
        if self.w.is_of(index, "relatives", "complementisers", "subordinators", "conditionals") and index not in self.inside and not (self.w.is_of(index, "complementisers") and index == at):
            return True
        text = self.w.text(index)
        if self.behind and text == "-" and self.w.start_of(index + 1) == self.w.end_of(index):
            # «des F-16»
            return False
        if text in (",", "-", "–", "—", "--"):
            return not (self._is_list(index) or self._sets_off_date(index) or self._tells_means(index))
        if text in BORDERS and text != "(" and text != ")":
            return True
        group = self.group_at.get(index)
        # «trois gendarmes sont blessés précisent des témoins joints par la radio»
        told_by = self.behind and not past_verbs and index == at and group is not None and group.kind == "finite"
        if group is not None and (index > at or told_by):
            # «des avions chargés de vivres au Togo»
            return not ((past_verbs and group.kind in ("gerund", "participle")) or (self.behind and group.kind == "participle"))
        return False

    def _tells_means(self, comma: int) -> bool:
        """Return whether a comma only parts how people came to harm from when and where: «ont été tués lundi, dans une attaque revendiquée par les rebelles»."""
        return self.behind and self.w.is_of(comma + 1, "harmed_by") and self.w.is_of(comma + 2, "determiners") and self.w.is_of(comma + 3, "wrongs")

    def _sets_off_date(self, comma: int) -> bool:
        """Return whether a comma opens or closes an insertion that only says when: «a été convoqué, vendredi matin, au ministère»."""
        after, before = comma + 1, comma - 1
        while self.w.is_timed(after):
            after += 1
        while self.w.is_timed(before):
            before -= 1
        return (after > comma + 1 and self.w.text(after) == ",") or (before < comma - 1 and self.w.text(before) == ",")

    def _is_list(self, comma: int) -> bool:
        """Return whether a comma stands between the members of a list of phrases: «Burkina Faso, Mali and Niger»."""
        after = self.starts.get(comma + 1)
        before = self.ends.get(comma)
        if before is None or after is None or after.is_person != before.is_person:
            return False
        follows = after.last
        return self.w.is_of(follows, "and") or (self.w.text(follows) == "," and self.w.is_of(follows + 1, "and")) or (self.w.text(follows) == "," and self.starts.get(follows + 1) is not None)

    def _place(self, args: Arguments, phrase: Phrase, prep: str) -> None:
        """Put a phrase into its position; one that only describes the noun behind it is its owner."""
        position = "owner" if self.is_attributive(phrase) else prep or "object"
        args.places.setdefault(position, []).append(phrase)

    def is_attributive(self, phrase: Phrase) -> bool:
        """Return whether a phrase belongs to the noun behind it: «U.S. exports», «Germany's economy»."""
        at = phrase.last
        if self.behind:
            return False
        if self.w.is_possessive(at):
            # «leaders of Romania's new government» are its leaders
            return not (phrase.is_person and any(self.w.is_of(i, "part_links") for i in range(phrase.first, phrase.last)))
        if phrase.number == "p" or (phrase.is_person and phrase.name):
            return False
        return self.is_content(at) and at not in self.starts and not self.w.is_large(at) and not self.w.is_adverbial(at)

    def _opens_object(self, at: int, phrase: Phrase) -> bool:
        """Return whether a phrase with nothing that leads to it is the object, behind whatever was put first: «a reçu à Rome le président», «met in Rome the president»."""
        before = at - 1
        led = self.w.is_of(before, "prepositions", "and", "determiners", "possessives", "numbers") or self.w.text(before) in (",", "(")
        return not led and not phrase.conj and self.w.is_word(before) and self.w.is_of(at, "determiners", "possessives", "numbers")

    def worded(self, last: int, wordings: tuple[tuple[str, ...], ...]) -> list[range]:
        """Return the tokens of those of some wordings that stand behind token ``last``, a word later at most."""
        last = self.past_insertion(last)
        begun = self.w.lowers[last : last + WORDED_WITHIN]
        found = ((at, self._worded_end(at, words)) for words in wordings if words[0] in begun for at in range(last, last + WORDED_WITHIN) if self.w.lower(at) == words[0])
        return [range(at, end) for at, end in found if end > at]

    def _worded_end(self, at: int, words: tuple[str, ...]) -> int:
        """Return the token after some words that begin at a token, with what describes their noun before it: «son plein soutien»; ``at`` if they do not stand there."""
        end = at
        for word in words:
            led = self.behind and end > at and self.w.is_of(end - 1, "possessives", "determiners")
            ahead = range(end, end + 1 + _DESCRIBED * led)
            end = next((i + 1 for i in ahead if self.w.lower(i) == word and all(self.is_plain(j) or self.w.is_of(j, "and") for j in range(end, i))), -1)
            if end < 0:
                return at
        return end

    def wording_end(self, last: int, predicate: Predicate) -> int:
        """Return the token after the words that belong to a predicate: «call for», «express concern»; ``last`` if it has none."""
        ends = [tokens.stop for tokens in self.worded(last, predicate.words)]
        return self.past_insertion(min(ends), worded=True) if ends else self.past_insertion(last)

    def is_content(self, at: int) -> bool:
        """Return whether a token is a word with a meaning of its own that tells neither a deed nor a time."""
        return self.w.is_word(at) and not self.w.is_function(at) and at not in self.in_group and not self.w.is_timed(at)

    def is_plain(self, at: int) -> bool:
        """Return whether a token is an ordinary word of a noun phrase."""
        return self.w.is_word(at) and not self.w.is_function(at) and at not in self.in_group and not self.w.is_large(at)

    def belonging(self, index: int, named: Named) -> Phrase:
        """Return the side that an adjective of belonging means."""
        token = self.s.tokens[index]
        return Phrase(index, index + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")

    def run(self, phrase: Phrase) -> list[Phrase]:
        """Return a phrase with those joined before it: «Canada and the United States»."""
        found = [phrase]
        while found[0].conj or self.w.text(found[0].first - 1) == ",":
            at = found[0].first - 1
            while at > 0 and (self.w.is_of(at, "and") or self.w.text(at) == ","):
                at -= 1
            before = self.ends.get(at + 1)
            if before is None or (not found[0].conj and len(found) == 1):
                break
            found.insert(0, before)
        return found
