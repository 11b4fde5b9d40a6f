"""Finds the actor phrases of a sentence by where a language puts what describes a noun, and the country a dateline names."""

from __future__ import annotations

from mithaq.annotate.names import NameBook
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.svo.head_first import HeadFirstReader
from mithaq.annotate.svo.mentions import PhraseReader
from mithaq.annotate.svo.words import Words
from mithaq.packs.pack import Pack

_READERS: dict[str, type[PhraseReader]] = {"before": PhraseReader, "behind": HeadFirstReader}


def find_phrases(sentence: Sentence, pack: Pack, book: NameBook) -> list[Phrase]:
    """Return the actor phrases of a sentence in order, without overlap; names found are kept in ``book``."""
    reader = _READERS[pack.settings.describes](Words(sentence, pack), book)
    phrases: list[Phrase] = []
    at = reader.w.begin
    while at < reader.w.size:
        phrase = reader.phrase(at) if sentence.tokens[at].kind == "word" else None
        if phrase is None or reader.is_epithet(phrase):
            at += 1
            continue
        phrases.append(reader.placed(phrase, phrases[-1] if phrases else None))
        for member in (phrase, *phrase.members):
            book.remember(member)
        at = max(phrase.last, at + 1)
    reader.finish(phrases)
    return phrases


def origin(sentences: list[Sentence], pack: Pack) -> str:
    """Return the country of a report's dateline, or of the line that signs it; empty if it names none."""
    named = (Words(sentence, pack).country() for sentence in (*sentences[:2], *sentences[2:][::-1]) if sentence.tokens and sentence.tokens[0].text.isupper())
    return next((country for country in named if country), "")
