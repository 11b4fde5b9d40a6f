"""Meetings that one verb tells of on several days: «rencontrera lundi le président kényan et mardi le roi»."""

from __future__ import annotations

import msgspec

from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.parse import Parse


class Days:
    """Parts the meetings of one sentence by their days."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.w = parse, parse.w

    def part(self) -> None:
        """Make meetings of their own of those whom one verb brings together on further days."""
        for one in [*self.parse.by_token.values()]:
            act = self.parse.pack.acts.get(one.predicate.frame)
            if self.parse.behind and act is not None and act.meeting is not None and one.item.kind == "verb":
                self._part(one)

    def _part(self, one: Proposition) -> None:
        """Leave a verb those whom it names before a further day, and give the others a meeting on theirs."""
        met = one.partner or one.recipient
        days = [(at, self._own_day(phrase)) for at, phrase in enumerate(met) if at]
        starts = [(at, day) for at, day in days if day >= 0]
        if not starts:
            return
        doers = [phrase for phrase in one.subject if phrase not in met]
        for (at, day), (end, _) in zip(starts, [*starts[1:], (len(met), -1)], strict=True):
            later = msgspec.structs.replace(one, item=msgspec.structs.replace(one.item, first=day, last=day + 1, start=self.w.start_of(day), end=self.w.end_of(day)), end=met[end - 1].end)
            self._give(later, doers, met[at:end])
            self.parse.by_token[day] = later
        one.end = met[starts[0][0] - 1].end
        self._give(one, doers, met[: starts[0][0]])

    def _give(self, one: Proposition, doers: list[Phrase], met: list[Phrase]) -> None:
        """Give a meeting its sides."""
        if one.partner:
            one.partner, one.subject = met, [*doers, *met]
        else:
            one.recipient = met

    def _own_day(self, phrase: Phrase) -> int:
        """Return the token at which the day begins that «et» leads to before somebody: «et mardi avec»; -1 if none does."""
        at = phrase.first - 1
        while self.w.is_of(at, "determiners", "prepositions") and not self.w.is_timed(at):
            at -= 1
        last = at
        while self.w.is_timed(at):
            at -= 1
        before = at - self.w.is_of(at, "determiners")
        return at + 1 if at < last and (self.w.is_of(before, "conjunctions", "adverbs") or self.w.text(before) == ",") else -1
