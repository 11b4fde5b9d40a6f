"""Score statements against the attributions of PolNeAR (news, JSON lines with source, cue and content as spans).

Each line is one annotator's reading of one text. Attributions and statements are paired one to one where their contents
share at least half of the union of their characters.

- *content*: precision, recall and F1 of the pairs.
- *words*: the same over characters that stand in some content, whichever attribution they belong to.
- *source*: of the attributions with a source, the share that is paired with a statement whose speaker is the source: a
  mention of the speaker overlaps it, or they share a word of a name; «in pairs» leaves out what is not paired. Where the
  source is a pronoun, any speaker with a name counts, since the set does not resolve it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mithaq.evaluation.arabic_events import Shares
from mithaq.evaluation.gold import prf
from mithaq.evaluation.pairing import best_pairs
from mithaq.model import Actor, Article, Reading, Statement
from mithaq.reader import Reader

_WORD = re.compile(r"[^\W_]{3,}")
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them", "his", "their", "its", "my", "our", "which", "that"})
_HALF = 0.5


class Given(NamedTuple):
    """One attribution of the set: the span of its content and, where it has one, of its source."""

    content: tuple[int, int]
    source: tuple[int, int] | None


@dataclass
class Tally:
    """How many there are, how many are read, and how many of both agree."""

    gold: int = 0
    got: int = 0
    hits: int = 0

    def add(self, gold: int, got: int, hits: int) -> None:
        """Add one text."""
        self.gold, self.got, self.hits = self.gold + gold, self.got + got, self.hits + hits

    @property
    def prf(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        return prf(self.gold, self.got, self.hits)


@dataclass
class AttributionScores:
    """The scores over all texts, and what is missed or read otherwise."""

    texts: int = 0
    content: Tally = field(default_factory=Tally)
    words: Tally = field(default_factory=Tally)
    source: Shares = field(default_factory=Shares)
    errors: list[dict[str, Any]] = field(default_factory=list)


def attribution_files(folder: Path) -> list[Path]:
    """Return the files of attributions in a folder."""
    return sorted(folder.glob("polnear_*.jsonl"))


def score_attributions(paths: Iterable[Path], reader: Reader) -> AttributionScores:
    """Return the scores of a reader on files of attributions."""
    scores = AttributionScores()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            _compare(row, reader.read(Article(text=row["text"], language="en")), scores)
    return scores


def _compare(row: dict[str, Any], reading: Reading, scores: AttributionScores) -> None:
    """Pair the attributions of one text with the statements read, and count."""
    given = [Given(content, _span(one.get("Source"))) for one in row["attributions"] if (content := _span(one.get("Content"))) is not None]
    read = [(one.content.start, one.content.end) for one in reading.statements]
    pairs = dict(best_pairs([[share if (share := _shared(one.content, span)) >= _HALF else 0.0 for span in read] for one in given]))
    scores.texts += 1
    scores.content.add(len(given), len(read), len(pairs))
    inside, told = ({at for span in spans for at in range(*span)} for spans in ([one.content for one in given], read))
    scores.words.add(len(inside), len(told), len(inside & told))
    for index, one in enumerate(given):
        statement = reading.statements[pairs[index]] if index in pairs else None
        right = one.source is not None and statement is not None and _spoken_by(statement, row["text"], one.source, reading)
        if one.source is not None:
            scores.source.add(right, statement is not None)
        if statement is None or (one.source is not None and not right):
            scores.errors.append(_fault("source" if statement else "missed", row, one, statement, reading))
    for index in {*range(len(read))} - {*pairs.values()}:
        scores.errors.append(_fault("false positive", row, None, reading.statements[index], reading))


def _span(parts: list[dict[str, Any]] | None) -> tuple[int, int] | None:
    """Return the stretch from the first to the last span of a part, None where it is missing."""
    spans = [span for part in parts or () for span in part["spans"]]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of two spans' union that both hold."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _spoken_by(statement: Statement, text: str, source: tuple[int, int], reading: Reading) -> bool:
    """Return whether the speaker of a statement is the source."""
    actors = {actor.id: actor for actor in reading.actors}
    speakers = _singles(actors, statement.speaker)
    words = text[source[0] : source[1]].lower()
    if words in _PRONOUNS:
        return any(speaker.name for speaker in speakers)
    meant = {speaker.id for speaker in speakers}
    if any(mention.actor in meant and _shared((mention.start, mention.end), source) > 0 for mention in reading.mentions):
        return True
    return any({*_WORD.findall(speaker.name.lower())} & {*_WORD.findall(words)} for speaker in speakers)


def _singles(actors: dict[str, Actor], ref: str | None) -> list[Actor]:
    """Return whom an actor id stands for, a group by its members."""
    actor = actors.get(ref or "")
    if actor is None:
        return []
    return [actor, *(single for member in actor.members for single in _singles(actors, member))]


def _fault(fault: str, row: dict[str, Any], gold: Given | None, statement: Statement | None, reading: Reading) -> dict[str, Any]:
    """Return an error with its words."""
    text, names = row["text"], {actor.id: actor.name for actor in reading.actors}
    shown: dict[str, Any] = {"set": "attributions", "fault": fault, "report": row["doc"]}
    if gold is not None:
        shown |= {"gold": text[slice(*gold.content)], "source": text[slice(*gold.source)] if gold.source else None}
    if statement is not None:
        shown |= {"read": statement.content.text, "speaker": names.get(statement.speaker or ""), "cue": statement.cue.text if statement.cue else None}
    return shown
