"""Build the land of the web application's map from Natural Earth's countries at 1:110 million, which are in the public domain.

    pip download geopandas==0.14.4 --no-deps -d build && unzip -o build/geopandas-0.14.4-*.whl -d build/geopandas
    python tools/build_map.py build/geopandas/geopandas/datasets/naturalearth_lowres/naturalearth_lowres.shp

Only land is drawn, no borders: polygons are filled and edged in one colour. Points nearer than a unit to the last are left out.
"""

from __future__ import annotations

import itertools
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from mithaq.faces.web.drawing import projected

TARGET = Path(__file__).parents[1] / "src" / "mithaq" / "faces" / "web" / "static" / "land.svg"
_POLYGON = 5
# in units of the map
_NEAR, _SMALL = 2.2, 12.0


def rings(raw: bytes) -> Iterator[list[tuple[float, float]]]:
    """Yield the rings of a shapefile's polygons as latitudes and longitudes."""
    at = 100
    while at < len(raw):
        length, kind = struct.unpack(">i", raw[at + 4 : at + 8])[0] * 2, struct.unpack("<i", raw[at + 8 : at + 12])[0]
        if kind == _POLYGON:
            parts, points = struct.unpack("<2i", raw[at + 44 : at + 52])
            starts = [*struct.unpack(f"<{parts}i", raw[at + 52 : at + 52 + 4 * parts]), points]
            values = struct.unpack(f"<{points * 2}d", raw[at + 52 + 4 * parts : at + 52 + 4 * parts + 16 * points])
            for first, last in itertools.pairwise(starts):
                yield [(values[2 * n + 1], values[2 * n]) for n in range(first, last)]
        at += 8 + length


def outline(ring: list[tuple[float, float]]) -> str:
    """Return a ring as part of a path, in whole units; nothing for one that is too small to see."""
    points: list[tuple[int, int]] = []
    for lat, lon in ring:
        x, y = projected(lat, lon)
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= _NEAR:
            points.append((round(x), round(y)))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if len(points) < len("abc") or (max(xs) - min(xs)) + (max(ys) - min(ys)) < _SMALL:
        return ""
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}".replace(" -", "-") for a, b in itertools.pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def main() -> None:
    """Write the file."""
    path = "".join(outline(ring) for ring in rings(Path(sys.argv[1]).read_bytes()))
    TARGET.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><path id="land" d="{path}"/></svg>\n', encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
