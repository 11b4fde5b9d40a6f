"""What the tables of source, act and target share: one row a pair, with CAMEO code, quad class and score."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator

import msgspec

from mithaq.model import Actor, Entry, Statement
from mithaq.publish import facts
from mithaq.publish.codes import cameo, quad, scale
from mithaq.text.sentences import split_sentences

# a statement: no act of its own, but CAMEO has a code for it
_SAID = ("010", 1, 0.0)


class Coded(msgspec.Struct, frozen=True):
    """One row: who, to whom, what, when, under a number of its own."""

    number: int
    source: Actor | None
    target: Actor | None
    code: str
    quad: int | None
    score: float | None
    dates: facts.Dates


def coded(entry: Entry) -> Iterator[Coded]:
    """Yield an event or a statement as pairs of source and target.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    dates = facts.dated(entry)
    code, kind, score = _act(entry)
    for source, target in facts.pairs(entry):
        numbered = facts.number(entry.id, source.id if source else "", target.id if target else "")
        yield Coded(numbered, source, target, code, kind, score, dates)


def _act(entry: Entry) -> tuple[str, int | None, float | None]:
    """Return the CAMEO code, quad class and score of an event or a statement."""
    if isinstance(entry.record, Statement):
        return _SAID
    event = facts.event_of(entry)
    return cameo(event), quad(event), scale(event)


def sentence_of(entry: Entry) -> int | None:
    """Return the number of the sentence, from 1, in which the first report tells an entry."""
    article, words = facts.first_article(entry), facts.evidence_of(entry)
    if article is None or words is None:
        return None
    return max(1, bisect.bisect_right(_starts(article.text), words.start))


@functools.lru_cache(maxsize=8)
def _starts(text: str) -> list[int]:
    """Return where the sentences of a text begin."""
    return [start for start, _ in split_sentences(text)]
