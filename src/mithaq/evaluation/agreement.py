"""How far two coders agree: Cohen's kappa over categories, F1 over sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa: how much more often two coders choose alike than they would by chance; none where nothing can be said.

    Where both always choose one and the same category, chance explains all, and kappa is not defined.
    """
    if not pairs:
        return None
    total = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / total
    chance = sum(count * other[value] for value, count in one.items()) / total**2
    return (seen - chance) / (1 - chance) if chance < 1 else None


def f1(pairs: Iterable[tuple[frozenset[Hashable], frozenset[Hashable]]]) -> float | None:
    """Return F1 over sets, the one coder's taken as right: twice what both have over what each has; none where neither has any."""
    both = each = 0
    for one, other in pairs:
        both += len(one & other)
        each += len(one) + len(other)
    return 2 * both / each if each else None
