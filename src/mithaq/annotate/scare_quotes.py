"""Quotation marks around a few words of a sentence of the report's own: «a dénoncé « l'ingérence » de la France»."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.packs.analysis import Analysis
from mithaq.packs.pack import Pack
from mithaq.packs.word import Word
from mithaq.text.tokens import Token

# the most words that are only set in marks, and the marks that open and close them
_WORDS = 8
_PAIRS = {'"': '"', "“": "”", "«": "»"}
_FINITE = ("present", "imperfect", "past", "future", "conditional", "subjunctive")
# what tells that words are a clause of their own
_CLAUSAL = ("complementisers", "relatives", "pronouns", "subordinators", "weak_negations")


def scare_quotes(text: str, tokens: list[Token], known: list[Word], pack: Pack) -> set[int]:
    """Return the tokens that set a few words in marks without making them words of their own."""
    found: set[int] = set()
    for first, last in _pairs(text, tokens):
        if _is_phrase(tokens, known, range(first + 1, last)) and _belongs(tokens, known, first, last, pack):
            # «illégales, illégitimes et inhumaines» ends no clause either
            found |= {first, last, *(at for at in range(first + 1, last) if tokens[at].text == ",")}
    return found


def _pairs(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of an opening mark and of the one that closes it."""
    open_at = -1
    for at, token in [(at, token) for at, token in enumerate(tokens) if token.kind == "punct"]:
        if open_at >= 0 and token.text == _PAIRS[tokens[open_at].text]:
            yield open_at, at
            open_at = -1
        elif token.text in _PAIRS and not (token.text == '"' and text[token.start - 1 : token.start].isalnum()):
            open_at = at


def _is_phrase(tokens: list[Token], known: list[Word], inside: range) -> bool:
    """Return whether a few words name or describe something: no clause, no name in capitals."""
    if not 0 < len(inside) <= _WORDS or any(tokens[at].kind == "punct" and tokens[at].text not in ("-", "'", "’", ",") for at in inside):
        return False
    small = tokens[inside[0]].text[:1].islower()
    return small and not any(_is_verb(known[at]) or not known[at].stem_classes.isdisjoint(_CLAUSAL) for at in inside)


def _is_verb(word: Word) -> bool:
    """Return whether a word can only be a verb with a tense of its own."""
    return bool(word.analyses) and all(_is_finite(a) for a in word.analyses)


def _is_finite(analysis: Analysis) -> bool:
    return analysis.entry.kind == "verb" and analysis.entry.tense in _FINITE


def _belongs(tokens: list[Token], known: list[Word], first: int, last: int, pack: Pack) -> bool:
    """Return whether the words around go on with those in marks: they lead to a noun, or follow what is no verb of saying alone."""
    if first == 0 or tokens[first - 1].kind != "word" or _is_told(tokens, known, last + 1, pack):
        return False
    after = known[last + 1] if last + 1 < len(tokens) and tokens[last + 1].kind == "word" else None
    goes_on = after is not None and after.stem_classes.isdisjoint(("conjunctions", "subordinators")) and not _is_verb(after)
    return goes_on or not _says(known[first - 1], pack)


def _is_told(tokens: list[Token], known: list[Word], at: int, pack: Pack) -> bool:
    """Return whether a verb of saying follows a closing mark: «…», explique-t-il»."""
    comma = at < len(tokens) and tokens[at].text == ","
    return any(_says(word, pack) for word in known[at + comma : at + 1 + 3 * comma])


def _says(word: Word, pack: Pack) -> bool:
    """Return whether a word can be a verb of saying, which words of their own follow."""
    return any(a.entry.ref >= 0 and a.entry.kind == "verb" and not pack.reporting.isdisjoint(pack.lexemes[a.entry.ref].predicates) for a in word.analyses)
