"""Bodies that most states have once, told by what they are, whatever language names them."""

from __future__ import annotations

import functools

from mithaq.packs import loader, schema
from mithaq.register import knowledge
from mithaq.register.codes import own_adjectives
from mithaq.register.wording import vocabulary


@functools.lru_cache(1 << 14)
def body_of(name: str, code: str, language: str | None) -> str:
    """Return which of the bodies of a state a name means, empty if it is none of those known.

    The name of the state and its adjective may stand anywhere in it; the order of its words does not count.
    """
    state = knowledge.bodies().get(code)
    if state is None or state.kind not in ("state", "territory"):
        return ""
    book = vocabulary(language)
    words, known = book.content(name), _bodies(language)
    # «وزارة المالية» is Mali's ministry of finance and no Malian ministry
    return known.get(words) or known.get(words.difference(*map(book.content_of_name, (*state.labels.values(), *own_adjectives().get(code, ())))), "")


@functools.cache
def bodies_called(language: str) -> dict[str, str]:
    """Return what a language calls each of the bodies, the usual name of it."""
    return {row.body: schema.split(row.names)[0] for row in _rows() if row.language == language}


@functools.cache
def _rows() -> list[schema.StateBody]:
    """Return the names of bodies in all languages."""
    return loader.read_tsv(loader.PACKS / "shared" / "bodies.tsv", schema.StateBody)


@functools.cache
def _bodies(language: str | None) -> dict[frozenset[str], str]:
    """Return the bodies by the words of their names in a language."""
    book = vocabulary(language)
    return {book.content(name): row.body for row in _rows() if row.language == language for name in schema.split(row.names)}
