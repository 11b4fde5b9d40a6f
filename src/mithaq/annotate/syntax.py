"""The order of words: which annotators read the phrases and propositions of a language, by the name its pack gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mithaq.annotate import mentions, propositions
from mithaq.annotate.datelines import after_dateline
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.names import NameBook
from mithaq.annotate.proposition import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.svo import clauses as svo_clauses
from mithaq.annotate.svo import phrases as svo_phrases
from mithaq.errors import PackError
from mithaq.packs.pack import Pack


class Syntax(NamedTuple):
    """What finds the actor phrases of a sentence, its propositions, and the country that a report says it comes from."""

    phrases: Callable[[Sentence, Pack, NameBook], list[Phrase]]
    propositions: Callable[[Sentence, Pack, Discourse], list[Proposition]]
    country: Callable[[list[Sentence], Pack], str]
    # how much oftener than any other country a report must name its own
    lead: float = 0.0
    # where the words of a report's first sentence begin
    begins: Callable[[Sentence, Pack], int] = lambda sentence, pack: sentence.start


def _nowhere(sentences: list[Sentence], pack: Pack) -> str:
    """Return no country: where datelines are read otherwise."""
    return ""


SYNTAXES = {
    "vso": Syntax(mentions.find_phrases, propositions.find_propositions, _nowhere, begins=after_dateline),
    "svo": Syntax(svo_phrases.find_phrases, svo_clauses.find_propositions, svo_phrases.origin, 1.5),
}


def syntax_of(pack: Pack) -> Syntax:
    """Return the syntax that a pack names.

    Raises:
        PackError: if there is none of that name.
    """
    name = pack.settings.syntax
    if name not in SYNTAXES:
        raise PackError("P015", f"packs/{pack.language}/language.toml, syntax: {name!r} is not known; expected one of {', '.join(SYNTAXES)}")
    return SYNTAXES[name]
