"""Every form a pack generates and every phrase it gives is looked up again, as if a report held it."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.packcheck.coverage import WORDED
from mithaq.packs.loader import PackSource
from mithaq.packs.pack import Pack
from mithaq.text.fold import fold, skeleton
from mithaq.text.tokens import tokenise


def lost_forms(pack: Pack) -> Iterator[str]:
    """Yield the forms of worded frames that looking up does not lead back to.

    Passives may look like active forms of the same letters, which go before them.
    """
    for entries in pack.compiled.entries.values():
        for entry in entries:
            if entry.kind not in WORDED or entry.passive or entry.ref < 0 or not pack.lexemes[entry.ref].predicates:
                continue
            found = {(analysis.entry.kind, analysis.entry.ref) for analysis in pack.analyse(fold(entry.surface).text)}
            if (entry.kind, entry.ref) not in found:
                frames = sorted({pack.predicates[ref].frame for ref in pack.lexemes[entry.ref].predicates})
                yield f"{', '.join(frames)}: the form {entry.surface!r} of {pack.lexemes[entry.ref].lemma!r} is never found; another word of its letters goes before it"


def lost_phrases(pack: Pack, source: PackSource) -> Iterator[str]:
    """Yield the phrases that no text can hold as they are written."""
    for frame in source.frames:
        for wording in (one for one in frame.phrase if not one.root and one.cue != "colon"):
            for phrase in (variant for words in wording.words for variant in words.split("|")):
                if not _is_found(pack, frame.frame.id, phrase.strip()):
                    yield f"{frame.frame.id}.toml: the phrase {phrase.strip()!r} is never found; write it as a report does, word by word"


def _is_found(pack: Pack, frame: str, phrase: str) -> bool:
    """Return whether a phrase, read as text, leads to a wording of its frame."""
    text, settings = fold(phrase).text, pack.settings
    tokens = [token for token in tokenise(text, 0, len(text), elisions=settings.elisions) if token.kind == "word"]
    if not tokens:
        return False
    rest = tuple(skeleton(settings.contractions.get(token.text, token.text)) for token in tokens[1:])
    refs = (ref for a in pack.analyse(tokens[0].text) if a.entry.ref >= 0 and a.entry.kind in WORDED for ref in pack.lexemes[a.entry.ref].predicates)
    return any(pack.predicates[ref].frame == frame and (rest in pack.predicates[ref].words or not rest) for ref in refs)
