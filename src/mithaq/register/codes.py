"""What the knowledge base says of codes: the members of alliances on a day, the adjectives of states."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from mithaq.packs import loader, schema

# the most members an organisation may have for it to stand for each of them when parties are compared
FEW = 12


@functools.cache
def members_in(month: str | None) -> dict[str, frozenset[str]]:
    """Return the member states of each organisation in a month (ISO ``2025-04``), as the knowledge base has them.

    Without a month, those that have not left.
    """
    return {code: frozenset(states) for code, states in loader.members_on(_organisations(), month).items()}


@functools.cache
def _organisations() -> tuple[schema.Organisation, ...]:
    return tuple(loader.load_shared().organisations)


def expanded(codes: Iterable[str], month: str | None) -> frozenset[str]:
    """Return codes with the members of small alliances in place of them; larger organisations stand for themselves."""
    return _expanded(frozenset(codes), month)


@functools.lru_cache(1 << 14)
def _expanded(codes: frozenset[str], month: str | None) -> frozenset[str]:
    found: set[str] = set()
    for code in codes:
        members = members_in(month).get(code, frozenset()) if ":" in code else frozenset()
        found |= members if 0 < len(members) <= FEW else {code}
    return frozenset(found)


@functools.cache
def own_adjectives() -> dict[str, frozenset[str]]:
    """Return the adjectives of belonging of each state, masculine and feminine, in every language that lists them."""
    found: dict[str, set[str]] = {}
    for language in loader.languages():
        folder = loader.PACKS / language
        endings = loader.read_toml(folder / "language.toml", schema.Settings).feminine_endings[:1]
        for row in loader.read_tsv(folder / "territories.tsv", schema.TerritoryNames):
            words = [word for word in row.nisba.split("|") if word]
            found.setdefault(row.code, set()).update(word + ending for word in words for ending in ("", *endings))
    return {code: frozenset(words) for code, words in found.items()}
