"""What speakers think of others: wrongs they tell of them, and words of blame or praise, as ACCUSE and SUPPORT."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.coding.composed import Composed
from mithaq.coding.context import Context, is_wronged, suffers
from mithaq.coding.voices import Voice

_BORDERS = "،,؛;:"
_WARNS = "warn"
# how many words before or behind a judging word its target may stand
_REACH = 7
_CLOSE = 3


def assess(context: Context, propositions: list[Proposition]) -> list[Composed]:
    """Return the accusations and praise that lie in what speakers say, each about one other party."""
    found: list[Composed] = []
    for proposition in propositions:
        act = context.pack.acts.get(proposition.predicate.frame)
        if act is not None and act.misdeed:
            found += _told_misdeed(context, proposition)
    for voice in context.voices:
        found += _judgements(context, voice)
    return found


def _told_misdeed(context: Context, proposition: Proposition) -> Iterator[Composed]:
    """Yield the accusation that somebody's telling of a wrong makes against who did it."""
    around = context.voices.around(proposition.start)
    if not around or proposition.negated or proposition.conditional or proposition.planned:
        return
    own = {phrase.code for phrase in around[-1].speaker}
    blamed = [phrase for phrase in proposition.subject if phrase.code and phrase.code not in own]
    if blamed and any(own) and not _is_newsroom(around[-1]):
        yield Composed("ACCUSE", "allege", "done", list(around[-1].speaker), blamed, "misdeed", proposition)


def _is_newsroom(voice: Voice) -> bool:
    """Return whether a paper or its reporter speaks: what they call something is the newsroom's wording."""
    return all(phrase.kind == "media" or phrase.sector == "JRN" for phrase in voice.speaker)


def _judgements(context: Context, voice: Voice) -> Iterator[Composed]:
    """Yield blame and praise in one speaker's words; the first of each towards each party."""
    own = {phrase.code for phrase in voice.speaker}
    if not any(own) or _is_newsroom(voice):
        return
    told: set[tuple[str, str]] = set()
    for sentence in context.sentences_in(voice.start, voice.end):
        for index, kind in _judging_words(context, sentence, voice):
            target = _target(context, sentence, index, voice, own)
            if target is None or (kind, target.code) in told:
                continue
            told.add((kind, target.code))
            token = sentence.tokens[index]
            mode = "disapprove" if kind == "ACCUSE" else None
            yield Composed(kind, mode, "done", list(voice.speaker), [target], "judge", voice.proposition, (token.start, token.end), _piece(sentence, index, voice))


def _judging_words(context: Context, sentence: Sentence, voice: Voice) -> Iterator[tuple[int, str]]:
    """Yield the words of a sentence that blame or praise, if it is the voice's own and no voice inside it."""
    warns = voice.proposition.predicate.frame == _WARNS
    if not any(map(sentence.speaks_of, ("negative", "positive", "lacking", *(("warned_of",) if warns else ())))):
        return
    for index in sentence.inside(voice.start, voice.end):
        token = sentence.tokens[index]
        lacks = sentence.stem_is_of(index, "lacking") and sentence.is_of(index - 1, "privatives")
        blames = lacks or sentence.stem_is_of(index, "negative") or (warns and sentence.stem_is_of(index, "warned_of"))
        kind = "ACCUSE" if blames else "SUPPORT" if sentence.stem_is_of(index, "positive") else ""
        if not kind or token.kind != "word" or context.voices.around(token.start)[-1] is not voice:
            continue
        reversed_ = not lacks and index > 0 and sentence.is_of(index - 1, "negations")
        is_verb = any(analysis.entry.kind == "verb" for analysis in sentence.analyses[index]) and not token.text.startswith(context.pack.settings.article)
        if not reversed_ and not is_verb:
            yield index, kind


def _target(context: Context, sentence: Sentence, index: int, voice: Voice, own: set[str]) -> Phrase | None:
    """Return whom a judging word is about: whose name or adjective belongs to it («جرائم فلان»), else the nearest before it."""
    first, last = _borders(sentence, index, voice)
    # where something is, and people who suffer it, judge nobody
    parties = [p for p in context.parties(sentence, first, last) if p.code not in own and (not p.place or p.form == "metonym") and not (suffers(sentence, p) or is_wronged(sentence, p))]
    behind = [p for p in parties if index < p.first <= index + _CLOSE and not p.prep and not any(sentence.has(i, "particle", "prepositions") for i in range(index + 1, p.first))]
    if behind:
        return behind[0]
    before = [p for p in parties if index - _REACH <= p.first < index and p.kind != "people"]
    if not before or (before[-1].last != index and (_is_governed(sentence, index) or _is_ownerless(context, sentence, index))):
        return None
    return before[-1]


def _is_governed(sentence: Sentence, index: int) -> bool:
    """Return whether a preposition leads to a judging word that has no pronoun: «التحقيق في جرائم», which blames nobody named before."""
    if any(analysis.suffix for analysis in sentence.analyses[index]):
        return False
    return sentence.has(index - 1, "particle", "prepositions") or any(analysis.prep for analysis in sentence.analyses[index])


def _is_ownerless(context: Context, sentence: Sentence, index: int) -> bool:
    """Return whether a judging word is a noun made definite by nobody's name: «منذ بداية العدوان على المدينة»."""
    definite = (context.pack.settings.article, *context.pack.settings.glued_articles)
    return sentence.tokens[index].text.startswith(definite) and not (index and sentence.tokens[index - 1].text.startswith(definite))


def _borders(sentence: Sentence, index: int, voice: Voice) -> tuple[int, int]:
    """Return the tokens between the marks around a word, within the voice."""
    first, last = index, index + 1
    while first > 0 and sentence.tokens[first - 1].text not in _BORDERS and sentence.tokens[first - 1].start >= voice.start:
        first -= 1
    while last < len(sentence.tokens) and sentence.tokens[last].text not in _BORDERS and sentence.tokens[last].start < voice.end:
        last += 1
    return first, last


def _piece(sentence: Sentence, index: int, voice: Voice) -> tuple[int, int]:
    """Return the span of the words around a judging word."""
    first, last = _borders(sentence, index, voice)
    return sentence.tokens[first].start, min(sentence.tokens[last - 1].end, voice.end)
