"""What the examples of a frame reach of its wordings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mithaq.packs import schema
from mithaq.packs.pack import Pack
from mithaq.text.fold import fold, skeleton
from mithaq.text.tokens import tokenise

# the kinds of entry that can word a frame
WORDED = ("verb", "masdar", "noun", "apart", "ppart", "cue")


@dataclass(frozen=True, slots=True)
class FrameCoverage:
    """How many wordings a frame has, how many of them its examples hold; the others are proven by looking up their forms."""

    frame: str
    wordings: int
    shown: int
    forms: int
    examples: int
    counterexamples: int
    known_failures: int


class Coverage:
    """The wordings and forms of a pack, counted once and asked frame by frame."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.refs: dict[str, set[int]] = {}
        for ref, predicate in enumerate(pack.predicates):
            self.refs.setdefault(predicate.frame, set()).add(ref)
        self.forms = Counter(
            ref
            for entries in pack.compiled.entries.values()
            for entry in entries
            if entry.kind in WORDED and entry.ref >= 0
            for ref in pack.lexemes[entry.ref].predicates
        )

    def frame(self, frame: schema.Frame, known: int) -> FrameCoverage:
        """Return what the examples of a frame reach; ``known`` of them fail as they say."""
        refs = self.refs.get(frame.frame.id, set())
        shown = {ref for example in (*frame.example, *frame.counterexample) for ref in _worded(example.text, self.pack) if ref in refs}
        forms = sum(self.forms[ref] for ref in refs)
        return FrameCoverage(frame.frame.id, len(refs), len(shown), forms, len(frame.example), len(frame.counterexample), known)


def _worded(text: str, pack: Pack) -> set[int]:
    """Return the wordings that the words of a text can be, required words behind them included."""
    folded = fold(text).text
    settings = pack.settings
    tokens = tokenise(folded, 0, len(folded), settings.enclitics, settings.elisions)
    words = [skeleton(settings.contractions.get(token.text, token.text)) for token in tokens]
    found: set[int] = set()
    for at, token in enumerate(tokens):
        for analysis in pack.analyse(token.text) if token.kind == "word" else ():
            if analysis.entry.ref >= 0 and analysis.entry.kind in WORDED:
                found |= {ref for ref in pack.lexemes[analysis.entry.ref].predicates if _follows(pack.predicates[ref].words, words[at + 1 :])}
    return found


def _follows(required: tuple[tuple[str, ...], ...], words: list[str]) -> bool:
    """Return whether some required words follow within reach; nothing required, nothing missed."""
    near = words[:8]
    return not required or any(tuple(near[i : i + len(one)]) == one for one in required for i in range(len(near)))
