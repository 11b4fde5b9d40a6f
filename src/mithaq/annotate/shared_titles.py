"""Titles of several persons: the state of each, and the names behind."""

from __future__ import annotations

from mithaq.annotate.apposition import Apposition
from mithaq.annotate.name_hits import NameHits
from mithaq.annotate.names import name_run, person_name
from mithaq.annotate.phrases import COMMAS, take
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import Pack

# the least words of a name in a row of names
_NAME = 2


class SharedTitles:
    """Reads in one sentence whose share each is of a title that several bear."""

    def __init__(self, sentence: Sentence, pack: Pack, hits: NameHits, apposition: Apposition) -> None:
        self.s, self.pack, self.hits, self.apposition = sentence, pack, hits, apposition

    def take(self, phrase: Phrase) -> bool:
        """Read a title over several states: «وزراء خارجية مالي، فلان، والنيجر، فلان», «رئيسا وزراء البلدين، الهندي فلان والياباني فلان»."""
        start = phrase.last + self.s.is_mark(phrase.last, COMMAS) if phrase.count else phrase.last
        members = self._shares(phrase, start) or self._shares(phrase, self._behind_both(phrase.last))
        if not members:
            return False
        row = [] if any(member.name for member in members[:-1]) else self._named_in_row(phrase)
        phrase.members = row or members
        return take(self.s, phrase, max(member.last for member in phrase.members))

    def _shares(self, phrase: Phrase, index: int, *, named: bool = True) -> list[Phrase]:
        """Return the shares of several states that begin at a token; none if it is not several."""
        members: list[Phrase] = []
        while (member := self._share(phrase, index, first=not members, named=named)) is not None:
            members.append(member)
            index = member.last
            if self.s.is_mark(index, COMMAS) and self._share(phrase, index + 1, first=False, named=named) is not None:
                index += 1
        return members if len(members) > 1 else []

    def _behind_both(self, index: int) -> int:
        """Return the token behind «the two countries» and a comma, where each is named; past the last where they do not stand there."""
        hit = self.hits.best_hit(index) if index < len(self.s.tokens) else None
        both = hit is not None and hit.named.type == "role" and hit.named.number in ("d", "p") and hit.det and not (hit.conj or hit.prep)
        if hit is None or not both:
            return len(self.s.tokens)
        last = hit.end + any(a.entry.kind == "modifier" and a.det for a in (self.s.analyses[hit.end] if hit.end < len(self.s.tokens) else ()))
        return last + self.s.is_mark(last, COMMAS)

    def _named_in_row(self, phrase: Phrase) -> list[Phrase]:
        """Return those who share a title with the names that stand in a row behind the last state: «وزيرا خارجية العراق وإيران، فلان وفلان»."""
        members = self._shares(phrase, phrase.last, named=False)
        at = members[-1].last if members else len(self.s.tokens)
        at += self.s.is_mark(at, COMMAS)
        names: list[tuple[int, int, int]] = []
        while len(names) < len(members) and at < len(self.s.tokens) and (found := self._joined_name(at, joined=bool(names))):
            names.append((at, *found))
            at = found[1]
        if len(names) < len(members):
            return []
        for member, (first, start, last) in zip(self._in_order(members, names), names, strict=True):
            known = self.hits.person_hit(first, last)
            member.name, member.label = self.s.text[start : self.s.tokens[last - 1].end], known.named.label if known is not None else ""
            member.first, member.last, member.start, member.end = first, last, start, self.s.tokens[last - 1].end
            member.title = (phrase.start, member.end)
        return members

    def _joined_name(self, index: int, *, joined: bool) -> tuple[int, int] | None:
        """Return where the name at a token begins, behind «and» where it is ``joined``, and the index after it."""
        token = self.s.tokens[index]
        if joined and token.text[0] not in self.pack.settings.conjunctions:
            return None
        known = next((hit.end for hit in self.s.names[index] if hit.named.type == "person" and bool(hit.conj) == joined and not hit.prep), 0)
        given = joined and any(a.entry.kind == "given" and a.conj for a in self.s.analyses[index])
        last = known or (name_run(self.s, index, self.pack, called=True) if given else person_name(self.s, index, self.pack))
        last = next((at for at in range(index + _NAME, last) if self._is_joined(at)), last)
        return (token.start + joined, last) if last - index >= _NAME else None

    def _is_joined(self, index: int) -> bool:
        """Return whether «and» is glued to the part of a name: «وياسين», not «وليد»."""
        whole = any(a.entry.kind in ("given", "family") and not a.conj for a in self.s.analyses[index])
        return self.s.tokens[index].text[0] in self.pack.settings.conjunctions and not whole

    def _in_order(self, members: list[Phrase], names: list[tuple[int, int, int]]) -> list[Phrase]:
        """Return those who share a title in the order of the names, by the states of known persons where these are all told."""
        hits = (self.hits.person_hit(first, last) for first, _, last in names)
        codes = [hit.named.code if hit is not None else "" for hit in hits]
        by_code = {member.code: member for member in members}
        return [by_code[code] for code in codes] if set(codes) == by_code.keys() else members

    def _share(self, phrase: Phrase, index: int, *, first: bool, named: bool = True) -> Phrase | None:
        """Return one state's share of a distributed title, with the name if one follows."""
        if index >= len(self.s.tokens):
            return None
        code, last = self._share_owner(index, first=first)
        if not code:
            return None
        token = self.s.tokens[index]
        member = Phrase(
            index, last, phrase.start, self.s.tokens[last - 1].end, "person", code, phrase.sector, phrase.post,
            form="title", number="s", head=phrase.head,
        )  # fmt: skip
        if not first:
            member.start = token.start
        if named:
            self.apposition.name_after(member)
        member.title = (phrase.start, member.end)
        return member

    def _share_owner(self, index: int, *, first: bool) -> tuple[str, int]:
        """Return the code of the state that a share begins with, and where its name ends."""
        hit = next((h for h in self.s.names[index] if h.named.type in ("state", "org")), None)
        if hit is not None and not hit.prep and bool(hit.conj) != first:
            return hit.named.code, hit.end
        for analysis in self.s.analyses[index]:
            if analysis.entry.kind == "nisba" and analysis.det and not analysis.prep and bool(analysis.conj) != first:
                return self.pack.names[analysis.entry.ref].code, index + 1
        return "", index
