"""Colons that give words to somebody: «Tom Hale, The Herald: "…"», «MR. HALE: …», «He was blunt: "…"»."""

from __future__ import annotations

from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.contents import Contents
from mithaq.annotate.svo.parse import Parse

# how many tokens stand at most before a colon at the head of a line
_HEAD = 12
# the least words of a name that nobody knows
_NAME = 2


class Colons:
    """Finds what a colon of one sentence gives to whoever stands before it."""

    def __init__(self, parse: Parse, contents: Contents) -> None:
        self.parse, self.w, self.s, self.contents = parse, parse.w, parse.s, contents

    def read(self) -> None:
        """Add the saying that a colon makes, where no verb makes it."""
        predicate = next((self.parse.pack.predicates[ref] for ref in self.parse.pack.colons), None)
        at = next((i for i in range(self.w.begin + 1, self.w.size - 1) if self.w.text(i) == ":"), -1) if ":" in self.w.texts else -1
        if predicate is None or at < 0:
            return
        start = self.w.start_of(at + 1)
        if any(one.content is not None and one.content[0] <= start + 1 and one.content[1] > start and self.contents.reports(one) for one in self.parse.by_token.values()):
            return
        named = self._heads_line(at)
        subject = named or (self._inverted(at) or self._who_is(at) if self.w.begins_quotation(at + 1) else [])
        if not subject:
            return
        content = self._content(at, told=not named)
        # a colon that only a sentence leads to is no cue
        cue = at if named else at + 1
        item = Item("cue", cue, cue + 1, self.w.start_of(cue), self.w.end_of(cue), surface=self.w.text(cue))
        self.parse.by_token[at] = Proposition(self.s, item, predicate, subject=subject, content=content, content_form="quote" if self.w.begins_quotation(at + 1) else "clause", end=min(content[1], self.s.end))
        self.parse.discourse.speak(content, subject)

    def _content(self, colon: int, *, told: bool) -> tuple[int, int]:
        """Return the words behind a colon: a quotation, else the rest of the line."""
        if self.w.begins_quotation(colon + 1):
            start = self.w.end_of(colon + 1)
            return start, self.contents.closing(start, self.w.text(colon + 1))
        end = self.s.text.find("\n", self.s.start) if not told else self.s.end
        start = self.w.start_of(colon + 1)
        return start, start + len(self.s.text[start : end if end >= 0 else len(self.s.text)].rstrip(" ."))

    def _heads_line(self, colon: int) -> list[Phrase]:
        """Return whose name heads a line before a colon: that of somebody known, in capitals with a title, or of whoever is quoted."""
        if colon > self.w.begin + _HEAD or self.s.text[: self.s.start].rstrip(" ")[-1:] not in ("", "\n") or any(g.first < colon for g in self.parse.groups):
            return []
        phrase = self.parse.starts.get(self.w.begin)
        known = phrase is not None and phrase.last <= colon and (phrase.is_person or phrase.kind in ("ministry", "agency", "igo", "alliance", "armed_group", "party", "ngo")) and not phrase.place
        if phrase is not None and known and (self.w.text(phrase.last) in (":", ",") or phrase.last == colon):
            return [phrase]
        end = next((i for i in range(self.w.begin, colon) if self.w.text(i) == ","), colon)
        named = end - self.w.begin >= _NAME and all(self.w.is_name_part(i) for i in range(self.w.begin, end))
        addressed = self.w.lower(self.w.begin) in self.parse.pack.particle_words("addresses") and end == colon
        return self._unknown(self.w.begin, end) if (named and self.w.begins_quotation(colon + 1)) or addressed else []

    def _unknown(self, first: int, last: int) -> list[Phrase]:
        """Return the person of the name in some tokens: one whom the report has named, else one whom nobody knows."""
        start, end = self.w.start_of(first), self.w.end_of(last - 1)
        if (same := self.contents.references.unnamed.earlier(self.w.text(last - 1))) is not None:
            # «MS. ORR: …»
            return [same]
        return [Phrase(first, last, start, end, "person", name=self.s.text[start:end], number="s", form="unnamed")]

    def _inverted(self, colon: int) -> list[Phrase]:
        """Return who stands behind a verb of saying that opens a sentence: «Added Hale: "It is late."»."""
        first = next((g for g in self.parse.groups if g.first == self.w.begin and g.kind == "participle" and not self.parse.behind), None)
        if first is None or not self.contents.references.reports(first):
            return []
        phrase = self.parse.starts.get(first.last)
        found = [phrase] if phrase is not None and phrase.last == colon else self.contents.references.unnamed.behind(first.last)
        return found if found and found[0].last == colon else []

    def _who_is(self, colon: int) -> list[Phrase]:
        """Return the person of whom a sentence tells before a colon and a quotation: «He was blunt: "We will fight."»."""
        told = [g for g in self.parse.groups if g.last <= colon and g.kind == "finite" and not self.w.is_quoted(g.first)]
        found = self.contents.references.whoever(told[0]) if len(told) == 1 and not told[0].passive else []
        person = len(found) == 1 and found[0].is_person and (found[0].form != "unnamed" or found[0].name.istitle())
        return found if person else []
