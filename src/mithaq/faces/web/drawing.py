"""Drawings that a page holds as they are, without a script: places on a map of the land, and a network laid out by its ties."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# units of the map for one unit of the projection: one is about a tenth of a degree
SCALE = 500.0
_X = ((0, 0.8707), (2, -0.131979), (4, -0.013791), (10, 0.003971), (12, -0.001529))
_Y = ((0, 1.007226), (2, 0.015085), (6, -0.044475), (8, 0.028874), (10, -0.005916))
# the least that is shown of the world, and its shape
_LEAST, _WIDE = 420.0, 1.7
_ROUNDS, _SIDE = 260, 1_000.0
# how strongly all is pulled to the middle, and what is tied to each other: parts without ties between them stay near, and a knot stays open
_MIDDLE, _TIE = 0.35, 0.22


def projected(lat: float, lon: float) -> tuple[float, float]:
    """Return a place on the map, in the Natural Earth projection with y downwards."""
    phi, la = math.radians(lat), math.radians(lon)
    x = la * sum(factor * phi**power for power, factor in _X)
    y = phi * sum(factor * phi**power for power, factor in _Y)
    return round(x * SCALE, 1), round(-y * SCALE, 1)


@dataclass(frozen=True)
class Window:
    """What is shown of a drawing."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"


def window(points: Iterable[tuple[float, float]]) -> Window:
    """Return the part of the map that holds some points with room around them, never very small."""
    found = list(points) or [(0.0, 0.0)]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    width = max(_LEAST, (max(xs) - min(xs)) * 1.15, (max(ys) - min(ys)) * 1.3 * _WIDE)
    height = width / _WIDE
    return Window(round((max(xs) + min(xs) - width) / 2), round((max(ys) + min(ys) - height) / 2), round(width), round(height))


def readable(labels: Sequence[tuple[float, Sequence[float], str]], size: float, most: int) -> list[float | None]:
    """Return how high each label is written, at the first of its heights where it stands over no other, none where there is no room.

    The first ones go first; a label's x is its middle.
    """
    boxes: list[tuple[float, float, float]] = []
    written: list[float | None] = []
    for x, heights, name in labels:
        half = len(name) * size * 0.3
        free = (y for y in heights if all(abs(x - other) > half + wide or abs(y - high) > size * 1.1 for other, high, wide in boxes))
        y = next(free, None) if len(boxes) < most else None
        written.append(y)
        if y is not None:
            boxes.append((x, y, half))
    return written


def laid_out(nodes: Sequence[str], ties: Mapping[tuple[str, str], float]) -> dict[str, tuple[float, float]]:
    """Return where the nodes of a network stand in a square: those with strong ties near each other, the same in every run.

    All push each other away, ties pull, a weak pull to the middle keeps parts together; steps grow smaller (Fruchterman and Reingold).
    """
    return dict(_laid_out(tuple(nodes), tuple(ties.items())))


@functools.lru_cache(4)
def _laid_out(nodes: tuple[str, ...], weighed: tuple[tuple[tuple[str, str], float], ...]) -> dict[str, tuple[float, float]]:
    """Return where nodes stand; most changes of a register leave who deals most with whom as it is."""
    number, ties = len(nodes), dict(weighed)
    if number < len("ab"):
        return dict.fromkeys(nodes, (_SIDE / 2, _SIDE / 2))
    # a spiral sets out from: no two on one spot, and no chance
    at = {name: (math.cos(n * 2.4) * math.sqrt(n + 1), math.sin(n * 2.4) * math.sqrt(n + 1)) for n, name in enumerate(nodes)}
    strongest = max(ties.values(), default=1.0)
    pulls = {pair: 0.3 + 0.7 * value / strongest for pair, value in ties.items()}
    for step in range(_ROUNDS):
        at = _moved(nodes, pulls, at, math.sqrt(number) * 0.4 * (1 - step / _ROUNDS))
    return _fitted(at)


def _moved(nodes: Sequence[str], pulls: Mapping[tuple[str, str], float], at: Mapping[str, tuple[float, float]], most: float) -> dict[str, tuple[float, float]]:
    """Return the nodes after one step, none further than ``most``."""
    force = {name: [-_MIDDLE * at[name][0], -_MIDDLE * at[name][1]] for name in nodes}
    for n, one in enumerate(nodes):
        for other in nodes[n + 1 :]:
            dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
            away = max(dx * dx + dy * dy, 0.01)
            pull = pulls.get((one, other), pulls.get((other, one), 0.0)) * math.sqrt(away)
            share = 1 / away - pull / math.sqrt(away) * _TIE
            force[one][0] += dx * share
            force[one][1] += dy * share
            force[other][0] -= dx * share
            force[other][1] -= dy * share
    moved = {}
    for name, (fx, fy) in force.items():
        length = math.hypot(fx, fy) or 1.0
        moved[name] = (at[name][0] + fx / length * min(length, most), at[name][1] + fy / length * min(length, most))
    return moved


def _fitted(at: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return positions that fill the square."""
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return {name: (round((x - min(xs)) / wide * _SIDE, 1), round((y - min(ys)) / high * _SIDE, 1)) for name, (x, y) in at.items()}
