"""Actor phrases while they are read: where they begin and end, and those that stand inside others."""

from __future__ import annotations

from typing import Protocol

from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.packs.pack import NameHit, Pack

COMMAS = "،,"
CLOSERS = "»\"”“'’"
# those who serve in another country
POSTED = ("ambassador", "diplomat", "envoy", "military_attache")
# the offices of those who stand in for heads
_DEPUTIES = {
    "head_of_state": "deputy_head_of_state", "head_of_government": "deputy_head_of_government", "ambassador": "diplomat", "envoy": "diplomat",
    "party_leader": "party_leader", "military_commander": "military_commander", "speaker_of_parliament": "legislator",
}  # fmt: skip
OPENERS = "«\"“”'‘’„"


class InnerPhrases(Protocol):
    """Reads phrases that stand inside others: whose minister, whose spokesman."""

    def role(self, index: int, hit: NameHit, *, with_name: bool = True) -> Phrase:
        """Return the phrase headed by a role noun."""

    def named(self, index: int, hit: NameHit) -> Phrase:
        """Return the phrase of a gazetteer name."""

    def known_part(self, index: int) -> Phrase | None:
        """Return the phrase of a person called by a part of the name the report gave before."""

    def announced_place(self, index: int) -> Phrase | None:
        """Return the phrase of a place that no list knows behind what kind of place it is."""


def make_phrase(sentence: Sentence, index: int, last: int, hit: NameHit, kind: str) -> Phrase:
    """Return a phrase over the tokens of a hit; its span keeps the article and leaves out proclitics."""
    token = sentence.tokens[index]
    start = token.start + hit.offset - (2 if hit.det and hit.prep != "ل" else 1 if hit.det else 0)
    if hit.prep == "ل" and (hit.det or sentence.text[start - 1 : start + 1] == "لل"):
        start = token.start + len(hit.conj)
    return Phrase(index, last, start, sentence.tokens[last - 1].end, kind, prep=hit.prep, conj=hit.conj, det=hit.det)


def take(sentence: Sentence, phrase: Phrase, last: int) -> bool:
    """Let the phrase reach to token ``last``; always True."""
    phrase.last = last
    phrase.end = sentence.tokens[last - 1].end
    return True


def is_annexed(phrase: Phrase, pack: Pack) -> bool:
    """Return whether a phrase is one word, the title of one person that lacks the article: a name behind it is whose office it is."""
    bare = phrase.last == phrase.first + 1 and not (phrase.det or phrase.pronoun or phrase.code or phrase.name)
    return bare and bool(pack.settings.article) and phrase.form == "title" and phrase.is_person and phrase.number == "s"


def deputy_post(post: str) -> str:
    """Return the office of whoever stands in for the holder of a post."""
    return _DEPUTIES.get(post, "deputy_minister" if post.endswith("_minister") else "other_official")


def text_of(sentence: Sentence, phrase: Phrase) -> str:
    """Return the words of a phrase."""
    return sentence.text[phrase.start : phrase.end]
