"""What records say beside who and to whom: contexts, medium, level, host, invitation, ordinal, deadline, condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.coding.context import Context
from mithaq.model import Amount, Casualties, Evidence, When

_HEADS = ("head_of_state", "head_of_government")
Medium = Literal["communique", "interview", "press_conference", "speech", "social_media", "letter", "phone_call", "report", "unspecified"]
# how far behind an invitation its sender may stand, in tokens
_SENDER = 6
_NEGOTIATE = "negotiate"


def contexts_in(context: Context, sentence: Sentence, start: int, end: int) -> list[str]:
    """Return the PLOVER contexts that the words of a span speak of, most spoken of first."""
    topics = context.pack.topics
    counts: dict[str, int] = {}
    for index in sentence.inside(start, end):
        for name in {topics.contexts[stem] for stem in sentence.known[index].stems if stem in topics.contexts}:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def medium_of(context: Context, proposition: Proposition, otherwise: Medium = "unspecified") -> Medium:
    """Return through what a speaker spoke, from the words of the sentence that are not the statement itself."""
    sentence, content = proposition.sentence, proposition.content or (0, 0)
    own = sentence.inside(*content)
    stems = [word.stems for word in (*sentence.known[: own.start], *sentence.known[own.stop :])]
    told = frozenset[str]().union(*stems)
    if told.isdisjoint(context.pack.media_heads):
        return otherwise
    for name, phrases in context.pack.topics.media.items():
        if any(phrase[0] in told and _stands(stems, phrase) for phrase in phrases):
            return name  # type: ignore[return-value]
    return otherwise


def outlet_of(context: Context, proposition: Proposition) -> str | None:
    """Return the name of the paper, station or agency that was spoken to, outside the statement's own words."""
    content = proposition.content or (0, 0)
    speakers = {id(phrase) for phrase in proposition.subject}
    for phrase in proposition.sentence.phrases:
        if phrase.kind == "media" and id(phrase) not in speakers and not content[0] <= phrase.start < content[1]:
            return phrase.name or context.evidence(phrase.start, phrase.end).text
    return None


def level_of(phrases: Sequence[Phrase]) -> Literal["head", "minister", "senior_official", "unknown"]:
    """Return the level of a meeting: the highest office among those who met."""
    posts = {single.post for phrase in phrases for single in actor_phrases(phrase)} - {"", "counterpart"}
    if posts & set(_HEADS):
        return "head"
    if any(post.endswith("minister") for post in posts):
        return "minister"
    return "senior_official" if posts else "unknown"


def invited_by(context: Context, proposition: Proposition) -> list[Phrase]:
    """Return who invited, as the sentence says it: «بدعوة من فلان», «تلبية لدعوة نظيره»."""
    sentence = proposition.sentence
    for index in range(len(sentence.words)):
        if sentence.known[index].stems & context.pack.topics.invitations and sentence.tokens[index].text[:1] in ("ب", "ل"):
            found = next((p for p in sentence.phrases if index < p.first <= index + _SENDER and p.code), None)
            return [found] if found is not None else []
    return []


def ordinal_of(context: Context, proposition: Proposition) -> int | None:
    """Return the number of a session: «الدورة الأولى»."""
    after = proposition.item.last
    titled = next((p.first for p in proposition.sentence.phrases if p.first >= after), len(proposition.sentence.words))
    for index in range(after, min(after + 2, titled)):
        # not «استقبل الوزير الأول»
        for stem in proposition.sentence.known[index].stems:
            if stem in context.pack.topics.ordinals:
                return context.pack.topics.ordinals[stem]
    return None


def deadline_of(context: Context, start: int, end: int) -> When | None:
    """Return until when something is to be done: a deadline in its words, or a date that lies ahead."""
    published = context.article.published.start if context.article.published else None
    inside = [hit for hit in context.dates_in(start, end) if hit.end_date or hit.start_date]
    for hit in sorted(inside, key=lambda hit: hit.kind != "deadline"):
        last = hit.end_date or hit.start_date or ""
        if hit.kind == "deadline" or (published is not None and last > published):
            return context.when(hit, hit.basis)
    return None


def amount_of(context: Context, start: int, end: int) -> Amount | None:
    """Return how much a span speaks of: money first, else a quantity."""
    inside = [hit for hit in context.amounts_in(start, end) if hit.kind in ("money", "quantity")]
    best = min(inside, key=lambda hit: (hit.kind != "money", hit.start), default=None)
    return Amount(best.value, best.unit, context.evidence(best.start, best.end)) if best is not None else None


def casualties_of(context: Context, sentence: Sentence) -> Casualties | None:
    """Return how many people a sentence says were killed, hurt or taken; figures that are part of others are left out."""
    hits = [hit for hit in context.amounts_in(sentence.start, sentence.end) if hit.kind == "people" and hit.fate and not hit.part]
    found = {name: next((Amount(hit.value, hit.unit, context.evidence(hit.start, hit.end)) for hit in hits if hit.fate == fate), None)
             for name, fate in (("killed", "killed"), ("injured", "injured"), ("detained", "detained"), ("abducted", "abducted"))}  # fmt: skip
    return Casualties(**found) if any(found.values()) else None


def condition_of(context: Context, sentence: Sentence, start: int, end: int) -> Evidence | None:
    """Return the words of a condition that stands in a span, from its opening word on."""
    for index in sentence.inside(start, end):
        if sentence.known[index].stems & context.pack.topics.conditions:
            return context.evidence(sentence.tokens[index].start, end)
    return None


def _stands(stems: list[frozenset[str]], phrase: tuple[str, ...]) -> bool:
    """Return whether the words of a phrase stand in a row, each as the stem of some word."""
    size = len(phrase)
    return any(all(word in stems[at + step] for step, word in enumerate(phrase)) for at in range(len(stems) - size + 1))


def is_negotiated(context: Context, proposition: Proposition) -> bool:
    """Return whether a proposition tells that an agreement is still being negotiated: «négocient un accord de pêche»."""
    sentence = proposition.sentence
    told = proposition.predicate.frame == _NEGOTIATE
    return told and any(sentence.is_of(at, "negotiable") for at in sentence.inside(proposition.start, max(proposition.end, proposition.item.end)))
