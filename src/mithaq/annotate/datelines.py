"""Datelines and bylines: where the words of a report begin."""

from __future__ import annotations

from mithaq.annotate.sentence import Sentence
from mithaq.packs.pack import Pack

_DASHES = frozenset("-–—")
_BRACKETS = {"(": ")", "«": "»", '"': '"'}
# how many words may say where a report comes from or who wrote it, and in how many tokens
_WORDS, _TOKENS = 5, 14
# how far behind the dash the colon may stand
_AGENCIES = 5
_PLACES = ("place", "capital", "state")


def after_dateline(sentence: Sentence, pack: Pack) -> int:
    """Return the offset at which a report's first sentence begins behind its dateline or byline: «دبي (CNN) -- », «موسكو- »."""
    dash = next((i for i, token in enumerate(sentence.tokens[:_TOKENS]) if token.text in _DASHES), 0)
    if not dash or not _is_apart(sentence, dash):
        return sentence.start
    source = _source(sentence, dash)
    words = [i for i in range(source) if sentence.tokens[i].kind == "word"]
    named = {i for at in words for hit in sentence.names[at] if hit.named.type in _PLACES for i in range(at, hit.end)}
    if not 0 < len(words) <= _WORDS or any(sentence.has(i, kind) for i in words if i not in named and not sentence.has(i, "given") for kind in ("verb", "particle")):
        return sentence.start
    if source == dash and not _says_where_or_who(sentence, words):
        return sentence.start
    while dash < len(sentence.tokens) and sentence.tokens[dash].text in _DASHES:
        dash += 1
    dash = _past_agency(sentence, dash)
    return sentence.tokens[dash].start if dash < len(sentence.tokens) else sentence.start


def _past_agency(sentence: Sentence, at: int) -> int:
    """Return the token behind the agencies that stand between a dash and a colon: «الخرطوم - وكالات:»; ``at`` if none do."""
    colon = next((i for i in range(at, min(at + _AGENCIES, len(sentence.tokens))) if sentence.tokens[i].text == ":"), at)
    media = {i for start in range(at, colon) for hit in sentence.names[start] if hit.named.kind == "media" for i in range(start, hit.end)}
    told = all(i in media or sentence.stem_is_of(i, "agencies") for i in range(at, colon))
    return colon + 1 if colon > at and told else at


def _is_apart(sentence: Sentence, dash: int) -> bool:
    """Return whether a space follows a dash or the dashes in a row."""
    end = sentence.tokens[dash].end
    while end < sentence.end and sentence.text[end] in _DASHES:
        end += 1
    return end < sentence.end and sentence.text[end].isspace()


def _source(sentence: Sentence, dash: int) -> int:
    """Return where the bracket with the agency before a dash begins; ``dash`` if there is none."""
    last = sentence.tokens[dash - 1].text
    opener = next((i for i in range(dash - 2, 0, -1) if _BRACKETS.get(sentence.tokens[i].text) == last), dash)
    return opener if opener >= dash - _WORDS else dash


def _says_where_or_who(sentence: Sentence, words: list[int]) -> bool:
    """Return whether words begin with a place or with a given name."""
    first = words[0]
    place = any(hit.named.type in _PLACES and not hit.prep for hit in sentence.names[first])
    return place or (sentence.has(first, "given") and len(words) > 1)
