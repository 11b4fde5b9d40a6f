"""Search by words: what somebody types into the groups of phrases that word search takes, and the entries found."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from sqlalchemy import Connection, func

from mithaq.packs import loader, schema
from mithaq.register.listing import Listing
from mithaq.register.moments import load_standing
from mithaq.register.ordering import COUNTED, counted_to, deep_page, first_keys, in_order
from mithaq.register.selecting import Filter, Order, matching
from mithaq.register.tables import entries
from mithaq.register.words import (
    find_words,
    folded_words,
    holders,
    holding,
    is_frequent,
)

# how many hits are ranked before filters apply
_RANKED = 20_000
# hits of more than this are not ranked: it would take longer than anybody waits
_FREQUENT = 3_000
# letters that a word has at least before it may go on: fewer begin too many words
_BEGUN = 3
_PIECES = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')


@functools.cache
def _glued() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return per language the article and what may be glued before a word, with and without it."""
    found = []
    for language in loader.languages():
        settings: schema.Settings = loader.read_toml(loader.PACKS / language / "language.toml", schema.Settings)
        if settings.article:
            glued = (*settings.glued, *settings.glued_letters, settings.article, *settings.glued_articles)
            found.append((settings.article, tuple(dict.fromkeys(map(folded_words, glued)))))
    return tuple(found)


def query_of(typed: str) -> list[list[str]]:
    """Return what somebody typed as groups of phrases: every group must be found, of a group one phrase is enough.

    Words in quotation marks are one phrase as it stands. Other words are found with what may be glued to them («روسيا»
    in «وروسيا», «لروسيا»); a star lets a word of three letters or more go on.
    """
    groups: list[list[str]] = []
    for match in _PIECES.finditer(typed):
        phrase = next((group for group in match.groups()[:3] if group is not None), None)
        if phrase is not None:
            groups.append([folded_words(phrase)])
        elif word := folded_words(match[4]):
            star = "*" if match[4].endswith("*") and len(word) >= _BEGUN else ""
            groups.append([f"{form}{star}" for form in _forms(word)])
    return [group for group in groups if any(group)]


def _forms(word: str) -> list[str]:
    """Return a folded word with everything that may be glued before it; numbers and several words as they are."""
    found = [word]
    if " " in word or not word.isalpha():
        return found
    for article, glued in _glued():
        if not _same_script(word, article):
            continue
        bare = word.removeprefix(article) if len(word) > len(article) + 1 else word
        found += [bare, *(start + bare for start in glued)]
    return list(dict.fromkeys(found))


def _same_script(word: str, article: str) -> bool:
    """Return whether a word is written in the letters of an article."""
    return ("\u0600" <= word[0] <= "\u06ff") == ("\u0600" <= article[0] <= "\u06ff")


def search(
    connection: Connection, typed: str, wanted: Filter, *,
    limit: int = 50, offset: int = 0, order: Order | None = None,
) -> Listing:  # fmt: skip
    """Return the entries that hold the words typed and fit a filter: the best hits first, or in an order.

    Without words all that fit the filter, the latest first. Of words that very many entries hold, those added last come first.
    """
    most = counted_to(limit, offset)
    if not typed.strip() and most > COUNTED:
        return deep_page(connection, wanted, order or "-date", limit, offset)
    return page(connection, typed, wanted, found(connection, typed, wanted, order, most + 1), limit=limit, offset=offset)


def found(connection: Connection, typed: str, wanted: Filter, order: Order | None, most: int = COUNTED + 1) -> list[int]:
    """Return the keys of the first entries that hold the words typed and fit a filter, as :func:`search` lists them."""
    if not typed.strip():
        return first_keys(connection, wanted, order or "-date", most)
    query = query_of(typed)
    frequent = is_frequent(connection, "entry_words", query, _FREQUENT)
    if order is not None:
        # where very many hold them, the order is walked and each is looked up among them; else each of them is looked up
        key = func.coalesce(entries.c.id, 0) if frequent else entries.c.id
        held = in_order(connection, wanted, order).where(key.in_(holders(connection, "entry_words", query)))
        return list(connection.execute(held.limit(most)).scalars())
    return _newest(connection, typed, wanted, most) if frequent else _ranked(connection, typed, wanted)[:most]


def page(connection: Connection, typed: str, wanted: Filter, keys: Sequence[int], *, limit: int, offset: int) -> Listing:
    """Return a page of the entries that :func:`found` found, which are one more than are counted where there are more."""
    most = counted_to(limit, offset)
    return Listing(load_standing(connection, keys[offset : offset + limit], moment=wanted.moment), min(len(keys), most), typed, more=len(keys) > most)


def _newest(connection: Connection, typed: str, wanted: Filter, most: int) -> list[int]:
    """Return the keys of the entries added last that hold some words."""
    rows, hold = holding("entry_words", query_of(typed))
    query = matching(wanted).join(rows, rows.c.rowid == entries.c.id).where(hold)
    return list(connection.execute(query.order_by(rows.c.rowid.desc()).limit(most)).scalars().all())


def _ranked(connection: Connection, typed: str, wanted: Filter) -> list[int]:
    """Return the keys of the entries that hold the words typed and fit a filter, the best hits first."""
    ranked = [entry for entry, _ in find_words(connection, "entry_words", query_of(typed), _RANKED)]
    fitting = set(_fitting(connection, wanted, ranked))
    return [entry for entry in ranked if entry in fitting]


def _fitting(connection: Connection, wanted: Filter, keys: Sequence[int], batch: int = 500) -> list[int]:
    """Return those of some entries that fit a filter."""
    query = matching(wanted)
    batches = (keys[at : at + batch] for at in range(0, len(keys), batch))
    return [key for some in batches for key in connection.execute(query.where(entries.c.id.in_(some))).scalars()]
