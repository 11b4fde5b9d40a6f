"""Which words are said: behind, before and around a verb of saying, in clauses and quotations."""

from __future__ import annotations

from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.groups import BORDERS, Group
from mithaq.annotate.svo.said_ends import SaidEnds
from mithaq.annotate.svo.words import CLOSE, DASHES, OPEN

# how far from a verb its words may begin, in tokens; how long a quotation may be; the least words of an opening that is said
REACH, _QUOTE, _OPENING = 30, 3000, 3
_INFINITIVE_WITHIN, _SPEAKER_WITHIN = 12, 14
# within how many tokens the preposition of an aside stands: «, most recently in a speech,»
_LED_WITHIN = 4


class Said(SaidEnds):
    """Finds the words that verbs of one sentence say; a span is ``(start, end, form)``, in code points of the folded text."""

    def _behind(self, last: int, one: Proposition) -> tuple[int, int, str] | None:
        """Return the words behind a verb of saying; None if nothing is said there."""
        index, led = last, False
        while index < min(self.w.size, last + REACH):
            text = self.w.text(index)
            if self.w.begins_quotation(index) and (led or self._names(index)):
                index, led = self.w.quotation_end(index + 1) + 1, False
                continue
            if self.w.begins_quotation(index):
                return self._quotation(index)
            if text == "," and (closed := self._aside(index)):
                index = closed
                continue
            if text == ":" or (text == "," and self.w.begins_quotation(index + 1)):
                return self._quotation(index + 1) if self.w.begins_quotation(index + 1) else self._after_colon(index)
            # «заявил, что»
            that = index + (text == ",")
            if self.w.is_of(that, "complementisers"):
                # «told me that story»
                noun = self.w.is_of(that, "determiners") and self.parse.is_plain(that + 1) and not any(g.first > that for g in self.parse.groups)
                return self._clause(that + 1) if not noun else None
            if self.w.is_of(index, "subordinators") and (end := self._phrase_end(index + 1)) > index + 1 and self.w.is_of(end, "complementisers"):
                # «told guests before lunch that»
                index = end
                continue
            if text in BORDERS or (self.w.is_of(index, "subordinators") and not self.w.is_of(index, "conditionals")):
                return None
            step, group = self._passed_over(index, one), self.parse.group_at.get(index)
            if group is not None and group.kind == "gerund" and not self.parse.behind and self.references.reports(group):
                # «responded by saying»
                return None
            if self.w.is_of(index, "and", "but") or (index > last and self.w.is_of(index, "relatives") and not self.w.is_of(index, "questions")):
                # «boasted of his house and said», «thought of the man whom she met»
                return None
            if step == index and self._leaves_gap(index, one):
                return self.w.start_of(index), self._said_end(index), "clause"
            if step == index:
                bare = self.pack.settings.bare_clauses and "that" in one.predicate.content
                return self._clause(index) if bare and (self.has_verb(index) or self._may_have_verb(index, one)) else None
            index, led = step, self.w.is_of(index, "prepositions")
        return None

    def _leaves_gap(self, index: int, one: Proposition) -> bool:
        """Return whether what is said of a noun begins with its verb, behind who says it: «a plan which critics say will fail», «a plan he said would fail»."""
        verb, saying = self.parse.group_at.get(index), self.by_head.get(one.item.first)
        if self.parse.behind or verb is None or verb.first != index or verb.kind != "finite" or saying is None or "that" not in one.predicate.content:
            return False
        relative = self._relative_before(saying)
        start = saying.first - 1
        bare = self.w.is_of(start, "pronouns") and self.parse.is_content(start - 1) and verb.unreal
        return relative >= 0 or bare

    def _aside(self, comma: int) -> int:
        """Return the token after an aside that says where or how, before «that»: «said, in an email, that»; 0 if none stands there."""
        closing = next((at for at in range(comma + 1, min(comma + 10, self.w.size)) if self.w.text(at) == ","), 0)
        led = any(self.w.is_of(at, "prepositions") for at in range(comma + 1, comma + _LED_WITHIN))
        return closing + 1 if closing and led and self.w.is_of(closing + 1, "complementisers") else 0

    def _names(self, opening: int) -> bool:
        """Return whether quotation marks enclose a name rather than words that are said: «on CNN's "State of the Union"»."""
        return self.w.is_possessive(opening - 1) or self.w.is_of(opening - 1, "determiners", "prepositions", "possessives")

    def _passed_over(self, index: int, one: Proposition) -> int:
        """Return the token after what may stand between a verb and its words: when, where, how, to whom; ``index`` if nothing such does."""
        led = self.w.is_of(index, "prepositions")
        if led and self.w.counts(index) and not self.parse.behind:
            # «said at least six men had left»
            return index
        counted = self.w.is_of(index + 1, "numbers") or (index + 1 < self.w.size and self.s.tokens[index + 1].kind == "number")
        if not self.parse.behind and self.w.is_of(index, "determiners", "numbers") and self.w.is_of(index + 1, "moments") and self.w.is_of(index + 2, "moments_on"):
            # «announced a week later that»
            return index + 3
        timed = next((at for at in range(index, self.w.size) if not self.w.is_timed(at)), index)
        if timed > index and self.w.is_possessive(timed):
            # «said last week's raids», «said at Monday's session that»
            return self._phrase_end(timed + 1) if self.w.is_of(index - 1, "prepositions", "determiners") else index
        if self.w.is_timed(index) or (self.w.is_of(index, "adverbs") and not led and not counted):
            return index + 1
        if led:
            return self._phrase_end(index + 1)
        if self.parse.behind and (group := self.parse.group_at.get(index)) is not None and group.kind == "participle":
            # «dans un communiqué publié lundi que»
            return group.last
        if "object" in one.predicate.recipient:
            if self.w.is_of(index, "object_pronouns") and not self._verb_at(index + 1):
                return index + 1
            end = self._phrase_end(index)
            if self.w.is_of(end, "and") and self.w.is_of(self._phrase_end(end + 1), "complementisers"):
                end = self._phrase_end(end + 1)
            return end if end > index and not self._verb_at(end) else index
        return index

    def _verb_at(self, index: int) -> bool:
        group = self.parse.group_at.get(index)
        return group is not None and group.kind == "finite"

    def _may_have_verb(self, index: int, one: Proposition) -> bool:
        """Return whether words that can be a verb follow one that has nothing but clauses behind it: «said the spate of fires demands care»."""
        begins = self.w.is_of(index, "determiners", "possessives", "pronouns", "numbers") or self.w.is_large(index) or self.w.is_timed(index)
        limit = next((at for at in range(index, self.w.size) if self.w.text(at) in (",", ";", ":", ".")), self.w.size)
        if self.w.is_of(one.item.first, "pictures"):
            # «shows him leading»
            return (begins or self.w.is_of(index, "object_pronouns")) and any(self.w.is_gerund(at) for at in range(index + 1, limit))
        # «Hale says Brennan modelling policies»: headlines leave out what is plain
        verb = any(self.w.verbs(at) or (self.w.is_large(index) and self.w.is_gerund(at)) for at in range(index + 1 + (not self.w.is_large(index)), limit))
        return begins and self.w.is_of(one.item.first, "only_clauses") and verb

    def is_asked(self, last: int) -> bool:
        """Return whether nothing but who is addressed stands between a verb and an infinitive: «told Iran to leave», not «told Iran the way to leave»."""
        group = self._infinitive(last)
        quoted = group is not None and any(self.w.text(at) in OPEN for at in range(group.first, group.last))
        return group is not None and not quoted and not any(self._parts(at) for at in range(last + 1, group.first))

    def _parts(self, at: int) -> bool:
        """Return whether a word or mark begins another phrase or clause than that of who is addressed."""
        again = self.w.is_of(at, "determiners", "possessives") and not self.w.is_of(at - 1, "prepositions", "and", "determiners")
        return again or self.w.text(at) in (*BORDERS, *OPEN) or self.w.is_of(at, "complementisers", "pronouns", "relatives")

    def _clause(self, index: int) -> tuple[int, int, str] | None:
        """Return the clause that begins at ``index``, up to the next thing that is said or the end of the sentence."""
        while self.w.text(index) == ",":
            index += 1
        if index >= self.w.size:
            return None
        if self.w.begins_quotation(index) and self._quoted_whole(index):
            return self._quotation(index)
        return self.w.start_of(index), self._said_end(index), "clause"

    def _quoted_whole(self, index: int) -> bool:
        """Return whether a quotation that opens at ``index`` lasts to the end of the sentence."""
        closing = next((at for at in range(index + 1, self.w.size) if self.w.text(at) in CLOSE), self.w.size)
        return closing >= self.w.size - 2

    def _quotation(self, opening: int) -> tuple[int, int, str] | None:
        """Return the quotation that a mark opens; with what follows it, where it is only a part of what is said."""
        start = self._past_space(self.w.end_of(opening))
        end = self.closing(start, self.w.text(opening))
        behind = next((at for at in range(opening, self.w.size) if self.w.start_of(at) > end), self.w.size)
        goes_on = any(group.kind == "finite" and group.first >= behind and not self.references.reports(group) for group in self.parse.groups)
        joined = self.parse.behind and self.w.is_of(behind, "and", "but")
        if end < self.s.end - 2 and goes_on and self.w.text(behind) not in (",", ".") and not joined:
            return start - 1, self._said_end(behind), "clause"
        return (start, end, "quote") if end > start else None

    def closing(self, start: int, mark: str) -> int:
        """Return where a quotation ends, which may be sentences later; the end of the sentence if it is never closed."""
        closer = {"“": "”", "«": "»"}.get(mark, '"')
        at = self.s.text.find(closer, start, start + _QUOTE)
        while closer != mark and self.s.text.count(mark, start, max(at, start)) > self.s.text.count(closer, start, max(at, start)):
            # a quotation inside another
            at = self.s.text.find(closer, at + 1, start + _QUOTE)
        while at > start and self.s.text[at - 1].isspace():
            at -= 1
        return at if at >= 0 else self._trimmed(self.w.size)

    def _after_colon(self, colon: int) -> tuple[int, int, str] | None:
        """Return the words behind a colon, in this sentence or, quoted, in the next."""
        if colon + 1 < self.w.size:
            return self.w.start_of(colon + 1), self._trimmed(self.w.size), "clause"
        start = self.s.end
        while start < len(self.s.text) and self.s.text[start].isspace():
            start += 1
        if start < len(self.s.text) and self.s.text[start] in OPEN:
            return start + 1, self.closing(start + 1, self.s.text[start]), "quote"
        return None

    def _ahead(self, group: Group, one: Proposition) -> tuple[int, int, str] | None:
        """Return the words before a verb of saying and its subject; who speaks may stand behind the verb."""
        told = group.kind == "finite" and (not group.passive or one.predicate.cue == "quoted")
        first = self._subject_start(group, one) if told and "quote" in one.predicate.content else -1
        if first < 0:
            return None
        mark, before = self.w.text(first - 1), first - 1
        if self.parse.behind and first != group.first:
            # only who speaks behind the verb follows what is said
            return None
        if self.w.is_of(before, "as_said"):
            return self._as_said(group, before)
        if first <= self.w.begin:
            return self._quoted_last()
        if mark == "," and self.w.text(before - 1) in CLOSE and self.parse.behind:
            # «…», a-t-il dit
            return self._quoted_before(before - 1, group)
        if self.w.is_set_off(first):
            return self._quoted_before(before - 2, group)
        if self.w.closes(before):
            return self._through(group, self._quoted_before(before, group))
        if mark not in (",", *DASHES) and self._rest(group.last):
            return None
        if mark in DASHES or (mark == "," and self._is_opening(before) and not self._opens_with_subject(group, before)):
            return self._resumed(group)
        if mark == "," and self._is_inserted(group):
            if self.w.is_of(before - 1, "relatives"):
                # «The park, which, he said, is empty, was closed»
                return self.w.start_of(before - 1), self._trimmed(self._set_off_end(group.last)), "clause"
            return self.w.start_of(self.w.begin), self._trimmed(self.w.size), "clause"
        if not self.parse.behind and (self._takes_object(group.last, one) or not (mark == "," or self.w.is_of(group.head, "only_clauses"))):
            return None
        verbs = any(g.last <= first for g in self.parse.groups)
        if not verbs:
            return None
        return self.w.start_of(self.w.begin), self._trimmed(before if mark == "," else first), "clause"

    def _as_said(self, group: Group, particle: int) -> tuple[int, int, str] | None:
        """Return the words that somebody is said to have said as well: «As the bank reported on Monday, prices fell», «Prices fell, as it put it»."""
        if not self.w.is_of(particle, "described_as"):
            return None
        if particle > self.w.begin:
            before = [g for g in self.parse.groups if g.kind == "finite" and g.last <= particle]
            closes = self.w.text(self._phrases_end(group.last)) in (".", "")
            told = self.w.text(particle - 1) == "," and closes and before and not any(map(self.references.reports, before))
            return (self.w.start_of(self.w.begin), self._trimmed(particle - 1), "clause") if told else None
        comma = next((at for at in range(group.last, self.w.size) if self.w.text(at) == ","), self.w.size)
        told = any(g.kind == "finite" and g.first > comma for g in self.parse.groups)
        return (self.w.start_of(comma + 1), self._trimmed(self.w.size), "clause") if told and not self._rest_before(group.last, comma) else None

    def _rest_before(self, first: int, last: int) -> bool:
        """Return whether a verb stands between two tokens."""
        return any(first <= g.first < last for g in self.parse.groups)

    def _pointed_at(self, group: Group) -> tuple[int, int, str] | None:
        """Return the sentence before, which a pronoun before a verb of saying means: «Le ministre l'a déclaré»."""
        told = self.parse.discourse.told
        means = (group.clitic >= 0 and self.w.is_of(group.clitic, "it_was_said")) or (group.passive and self.w.is_of(group.first - 1, "this_was_said"))
        return (*told, "clause") if means and told is not None else None

    def _subject_start(self, group: Group, one: Proposition) -> int:
        """Return where a verb and its subject begin; a subject behind the verb is taken."""
        at = group.first - 1
        own = self.parse.ends.get(group.first)
        if (self.w.text(at) in (",", *CLOSE) or self.w.is_set_off(group.first)) and at > self.w.begin and own is None:
            if self._is_inverse(group, one):
                return group.first
            return self._phrase_start(one.subject[0].first) if one.subject and self.w.begin <= one.subject[0].first < at and one.subject[0].start >= self.s.start else -1
        while at > self.w.begin and (self.w.is_timed(at) or self.w.is_of(at, "adverbs")):
            at -= 1
        if self.w.is_of(at, "pronouns"):
            return at
        own = own or self.parse.ends.get(at + 1)
        within = own is not None and bool(one.subject) and one.subject[0].start >= self.s.start and one.subject[0].last < own.first and self.w.is_of(own.first - 1, "prepositions")
        if own is not None and not within:
            return self._phrase_start(self.parse.run(own)[0].first)
        return self._phrase_start(one.subject[0].first) if one.subject and self.s.start <= one.subject[0].start < self.w.start_of(group.first) else -1

    def _is_inverse(self, group: Group, one: Proposition) -> bool:
        """Return whether who speaks stands behind the verb, and take him: «…, said the ambassador»."""
        phrase, told = self._speaker_behind(max(group.last, self.parse.wording_end(group.head + 1, one.predicate) if self.parse.behind else 0)), "object" in one.predicate.recipient
        if group.inverted >= 0 or (told and one.subject):
            return group.inverted >= 0
        if phrase is not None:
            one.subject = (self.references.recalled.by_noun(phrase) if self.parse.behind else []) or [phrase]
            self.parse.subjects[group.first] = one.subject
        elif self.w.is_of(group.last, "pronouns"):
            one.subject = self.references.recalled.pronoun(group.last) or self.references.unnamed.pronoun(group.last)
        elif not one.subject:
            one.subject = self.references.unnamed.behind(group.last)
        return bool(one.subject) and (phrase is not None or one.subject[0].first >= group.last or self.w.is_of(group.last, "pronouns"))

    def _phrase_start(self, first: int) -> int:
        """Return where the noun phrase begins that a phrase ends: «one senior trade source»; where it begins itself if no mark stands before."""
        at = first
        while at > self.w.begin and self.w.is_word(at - 1) and at - 1 not in self.parse.in_group and not self.w.is_of(at - 1, "prepositions", "conjunctions", "complementisers", "relatives", "subordinators"):
            at -= 1
        return at if self.w.text(at - 1) in (",", *CLOSE, *DASHES) or at == self.w.begin else first

    def _comes_last(self, group: Group, last: int) -> bool:
        """Return whether who says what stands before a comma comes behind the verb: «…, a fait savoir le ministère»."""
        comma = self.parse.behind and self.w.text(group.first - 1) == "," and group.kind == "finite"
        return comma and self.parse.ends.get(group.first) is None and self._speaker_behind(last) is not None

    def _speaker_behind(self, at: int) -> Phrase | None:
        """Return who speaks behind a verb, past when and to whom: «…, a déclaré mardi à la presse le ministre»."""
        phrase = self.parse.starts.get(at)
        if phrase is not None or not self.parse.behind:
            return phrase
        limit = min(at + _SPEAKER_WITHIN, self.w.size)
        while at < limit and self.parse.starts.get(at) is None:
            timed = self.w.is_timed(at) or self.w.is_of(at, "adverbs", "determiners", "months") or self.w.is_adverbial(at)
            if (not timed and not self.w.is_of(at, "prepositions") and not self.parse.is_plain(at)) or self.w.forms(at, "noun"):
                # «, a confirmé le départ des observateurs»: an act is what is said
                return None
            at = self._phrase_end(at + 1) if self.w.is_of(at, "prepositions") and not self.w.is_of(at, "genitives") else at + 1
        return self.parse.starts.get(at)

    def _quoted_before(self, closing: int, group: Group) -> tuple[int, int, str] | None:
        """Return the quotation that a mark before the speaker closes; with what leads to it, where it is only a part of what is said."""
        found = self._quoted_to(self.w.start_of(closing), self.w.text(closing))
        if found is None or found[0] <= self.s.start:
            return found
        opening = next((at for at in range(closing, self.w.begin, -1) if self.w.end_of(at) <= found[0]), self.w.begin)
        if self._is_title(opening, closing):
            return None
        told = any(g.kind == "finite" and g.last <= opening and self.references.reports(g) for g in self.parse.groups)
        if opening <= self.w.begin or not self.w.is_word(opening - 1) or told:
            return found
        # «The deal was "a disgrace", he said», «For his "mistakes," she wrote, he paid»
        end = self._trimmed(self.w.size) if self._is_inserted(group) else self.w.end_of(closing)
        return self.w.start_of(self.w.begin), end, "clause"

    def _is_title(self, opening: int, closing: int) -> bool:
        """Return whether quotation marks enclose the name of a show or a text: «on CNN's "State of the Union," he said»."""
        words = [at for at in range(opening + 1, closing) if self.w.is_word(at) and not self.w.is_function(at)]
        return not self.parse.behind and bool(words) and self._names(opening) and all(map(self.w.is_large, words))

    def _through(self, group: Group, found: tuple[int, int, str] | None) -> tuple[int, int, str] | None:
        """Return a quotation with the rest of it behind who speaks: «"The way," he said on Monday, "is long"»."""
        again = self._goes_on_quoted(group.last) if found is not None else -1
        if found is None or again < 0:
            return found
        start = self._past_space(self.w.end_of(again))
        return found[0], max(found[1], self.closing(start, self.w.text(again))), found[2]

    def _goes_on_quoted(self, last: int) -> int:
        """Return the mark that opens the next quotation behind a comma or an abbreviation, before another verb says or tells anything; -1 if none does."""
        told = next((g.first for g in self.parse.groups if g.first >= last and g.kind in ("finite", "gerund") and self.references.reports(g)), self.w.size)
        for at in range(last, told):
            if self.w.begins_quotation(at):
                before = at - 1
                while before > last and self.w.is_of(before, "and", "but", "subordinators", "adverbs"):
                    before -= 1
                return at if self.w.text(before) in (",", ".") and not self._told_between(last, at) else -1
        return -1

    def _told_between(self, last: int, at: int) -> bool:
        """Return whether the report itself tells something between who speaks and the rest of what he says, other than when he spoke."""
        told = [g for g in self.parse.groups if last <= g.first < at and g.kind == "finite"]
        return any(not any(self.w.is_of(i, "subordinators", "relatives") for i in range(last, g.first)) for g in told)

    def _quoted_last(self) -> tuple[int, int, str] | None:
        """Return the quotation that ends the sentence before: «"Why now?" he asked»."""
        before = self.s.text[: self.s.start].rstrip(" ")
        return self._quoted_to(len(before) - 1, before[-1]) if before[-1:] in CLOSE and (self.w.lower(0) == self.w.text(0) or not self.parse.behind) else None

    def _quoted_to(self, end: int, mark: str) -> tuple[int, int, str] | None:
        """Return the quotation that a mark at ``end`` closes."""
        opener = {"”": "“", "»": "«"}.get(mark, '"')
        start = self.s.text.rfind(opener, max(0, end - _QUOTE), end)
        while end > start and start >= 0 and self.s.text[end - 1] in ", ":
            end -= 1
        named = start >= 0 and " " not in self.s.text[start + 1 : end].strip() and self.s.text[end - 1 : end] not in (".", "?", "!") and not self.parse.behind
        return (self._past_space(start + 1), end, "quote") if 0 <= start < end - 1 and not (named and self.s.text[end : end + 1] == mark) else None

    def _past_space(self, start: int) -> int:
        """Return where the words begin behind a mark, which a space may follow."""
        while start < len(self.s.text) and self.s.text[start].isspace():
            start += 1
        return start

    def _rest(self, last: int) -> bool:
        """Return whether more than a time or place follows a verb of saying, so that nothing before it need be its words."""
        return any(g.kind == "finite" and g.first >= last for g in self.parse.groups)

    def _is_inserted(self, group: Group) -> bool:
        """Return whether who speaks is named between the words that are said: «The effort, she said, is over»."""
        comma = self._phrases_end(group.last)
        after = self.parse.group_at.get(comma + 1)
        joined = self.w.is_of(comma + 1, "and", "but") and not self.parse.behind and not self._joins_saying(comma + 1)
        stands = self.w.text(comma) == "," and not (after is not None and (after.kind in ("gerund", "participle") or (comma > group.last and self.references.reports(after))))
        led = self.w.is_of(comma + 1, "conjunctions", "relatives") or (comma > group.last and self.w.is_of(comma + 1, "subordinators", "prepositions"))
        return stands and (joined or not led)

    def _joins_saying(self, conjunction: int) -> bool:
        """Return whether the verb that a conjunction joins is one of saying as well: «, he said, and added»."""
        group = next((g for g in self.parse.groups if g.first > conjunction and g.kind == "finite"), None)
        return group is None or self.references.reports(group)

    def _takes_object(self, at: int, one: Proposition) -> bool:
        """Return whether a verb has something else for its object than words before it: «they disclosed the accounts»."""
        behind = bool(one.subject) and one.subject[0].first == at and one.subject[0].start >= self.s.start
        return self.w.is_word(at) and not behind and "object" not in one.predicate.recipient and not self.w.is_timed(at) and not self.w.is_of(at, "prepositions", "adverbs", "subordinators", "and", "pronouns")

    def _opens_with_subject(self, group: Group, comma: int) -> bool:
        """Return whether the words before who speaks are the subject of what is said: «Taxes, he said, are too high»."""
        behind = self.parse.group_at.get(self._phrases_end(group.last) + 1)
        led = self.w.is_of(self.w.begin, "adverbs", "prepositions", "conjunctions", "subordinators") or self.w.is_adverbial(self.w.begin) or self.w.is_timed(comma - 1)
        return not self.parse.behind and not led and behind is not None and behind.kind == "finite"

    def _is_opening(self, comma: int) -> bool:
        """Return whether only a word or two stand before a comma: «Otherwise, he said, the deficit would grow»."""
        words = [at for at in range(self.w.begin, comma) if self.w.is_word(at)]
        return len(words) < _OPENING

    def _resumed(self, group: Group) -> tuple[int, int, str] | None:
        """Return the words that go on behind a verb of saying put between."""
        if self.w.text(group.last) != "," or not self._rest(group.last):
            return None
        return self.w.start_of(group.last + 1), self._trimmed(self.w.size), "clause"

    def _infinitive(self, last: int) -> Group | None:
        """Return the infinitive that a verb governs, past whom it addresses: «urged Iran to release»."""
        for at in range(last, min(last + _INFINITIVE_WITHIN, self.w.size)):
            group = self.parse.group_at.get(at)
            if group is not None:
                aimed = self.parse.behind and any(self.w.is_of(i, "purpose") for i in range(max(last, at - 2), at))
                return group if group.kind == "infinitive" and not aimed else None
            if self.w.text(at) in BORDERS and at not in self.parse.inside:
                return None
        return None
