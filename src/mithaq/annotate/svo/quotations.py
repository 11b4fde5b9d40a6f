"""Quotations that stand without a verb of saying: whoever spoke last goes on."""

from __future__ import annotations

from mithaq.annotate.items import Item
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.svo.contents import Contents
from mithaq.annotate.svo.parse import Parse
from mithaq.annotate.svo.words import OPEN

# the least words that are said rather than named
_SHORTEST = 4
# marks that end a sentence
_ENDS = (".", "?", "!", "…")


class Quotations:
    """Finds the quotation that a sentence opens with, where nothing in it says whose it is."""

    def __init__(self, parse: Parse, contents: Contents) -> None:
        self.parse, self.w, self.s, self.contents = parse, parse.w, parse.s, contents

    def read(self) -> None:
        """Add what the last speaker goes on to say; who speaks now is kept for the next sentence."""
        discourse, first = self.parse.discourse, self.w.begin
        said = [one for _, one in sorted(self.parse.by_token.items()) if one.content is not None and one.subject and self.contents.reports(one)]
        start = self.w.end_of(first) if self.w.text(first) in OPEN else -1
        end = self.contents.closing(start, self.w.text(first)) if start >= 0 else -1
        # what somebody hands on in his own words leaves him the speaker
        aloud = [one for one in said if not start <= one.item.start < end and not one.negated]
        if aloud:
            quoted = (one for one in reversed(aloud) if one.content_form == "quote" and one.subject == aloud[-1].subject)
            # «"X," he said, adding that Y. "Z"»: the quotation goes on
            discourse.talking, discourse.said = aloud[-1].subject, next(quoted, aloud[-1])
        elif end > start and discourse.talking and self._stands_alone(start, end):
            self._add(first, start, end)
            discourse.quoted_to = end
        elif self.s.start >= discourse.quoted_to:
            discourse.talking = []

    def _stands_alone(self, start: int, end: int) -> bool:
        """Return whether a quotation is a sentence of its own, with nobody named behind it."""
        words = self.s.text[start:end].split()
        rest = self.s.text[end + 1 : end + 3].lstrip()
        return len(words) >= _SHORTEST and words[-1].rstrip("’'")[-1:] in _ENDS and not rest[:1].islower() and rest[:1] not in (",", "—", "-")

    def _add(self, first: int, start: int, end: int) -> None:
        """Add the saying that lies in the quotation marks."""
        pack, last = self.parse.pack, self.parse.discourse.said
        content = (start, start + len(self.s.text[start:end].rstrip()))
        if last is not None and last.content is not None and last.content_form == "quote" and "\n" not in self.s.text[last.content[1] : start]:
            # «"X", he said. "Y"»: one saying
            last.content = (last.content[0], content[1])
            return
        predicate = next((p for p in pack.predicates if p.operator and "quote" in p.content and not p.cue and not p.words and self.contents.reports_by(p)), None)
        if predicate is None:
            return
        item = Item("cue", first, first + 1, self.w.start_of(first), self.w.end_of(first), surface=self.w.text(first))
        one = Proposition(self.s, item, predicate, subject=list(self.parse.discourse.talking), content=content, content_form="quote", end=min(end, self.s.end))
        self.parse.by_token[first] = one
