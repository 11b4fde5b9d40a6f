"""Pair records one to one so that the total of their agreement is greatest."""

from __future__ import annotations


def best_pairs(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of greatest total weight; 0 means not allowed.

    Sources: the Hungarian method with potentials (Kuhn, Munkres), on the square matrix of costs.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-(weights[i][j] if i < rows and j < columns else 0.0) for j in range(size)] for i in range(size)]
    u, v, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        _augment(row, cost, u, v, match)
    return [(match[j] - 1, j - 1) for j in range(1, columns + 1) if match[j] <= rows and weights[match[j] - 1][j - 1] > 0]


def _augment(row: int, cost: list[list[float]], u: list[float], v: list[float], match: list[int]) -> None:
    """Find a place for one row along a cheapest alternating path."""
    size = len(cost)
    least, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    match[0], column = row, 0
    while match[column] != 0:
        used[column] = True
        at, delta, following = match[column], float("inf"), 0
        for j in range(1, size + 1):
            if used[j]:
                continue
            current = cost[at - 1][j - 1] - u[at] - v[j]
            if current < least[j]:
                least[j], way[j] = current, column
            if least[j] < delta:
                delta, following = least[j], j
        for j in range(size + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
    while column:
        match[column] = match[way[column]]
        column = way[column]
