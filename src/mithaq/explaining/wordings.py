"""The words of the report that word a frame: the predicate, the words it asks for, the objects it needs."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.annotate.propositions import Proposition
from mithaq.coding.context import Context
from mithaq.model import Evidence

# how many tokens behind a predicate its own wording and its objects may stand, as in annotate/items.py
_WORDS_REACH = 8
_NEEDS_REACH = 12
# «أعرب عن استعداده»: a verb and its noun are shown as one where at most so many code points stand between them
_JOINED = 6


def wording(context: Context, proposition: Proposition) -> list[Evidence]:
    """Return the parts of a predicate's wording in reading order, neighbours joined."""
    spans = [*own_words(proposition), *_needed(context, proposition)]
    return [context.evidence(start, end) for start, end in joined(spans, 1)]


def own_words(proposition: Proposition) -> Iterator[tuple[int, int]]:
    """Yield where a predicate and the words that belong to it stand: «جاء … في بيان»."""
    yield proposition.item.start, proposition.item.end
    sentence, first = proposition.sentence, proposition.item.last
    for words in proposition.predicate.words:
        for at in range(first, min(first + _WORDS_REACH, len(sentence.words) - len(words) + 1)):
            if tuple(sentence.words[at : at + len(words)]) == words:
                yield sentence.tokens[at].start, sentence.tokens[at + len(words) - 1].end
                return


def spoken_as_one(context: Context, first: list[Evidence], second: list[Evidence]) -> list[Evidence]:
    """Return the words of a light verb and of the noun that carries its meaning, joined where they nearly touch."""
    text = context.article.text
    spans = joined([(part.start, part.end) for part in (*first, *second)], _JOINED)
    return [Evidence(start, end, text[start:end]) for start, end in spans]


def joined(spans: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Return spans in order, those at most ``gap`` code points apart as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _needed(context: Context, proposition: Proposition) -> Iterator[tuple[int, int]]:
    """Yield where the nearest object stands without which the predicate would mean something else."""
    sentence, first = proposition.sentence, proposition.item.last
    stems = [word.stems for word in sentence.known[first : first + _NEEDS_REACH]]
    for at in range(len(stems)):
        for words in proposition.predicate.needs:
            part = stems[at : at + len(words)]
            if len(part) == len(words) and all(word in known for word, known in zip(words, part, strict=True)):
                last = sentence.tokens[first + at + len(words) - 1]
                yield sentence.tokens[first + at].start, last.end
                return
