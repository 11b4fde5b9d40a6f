"""The map of places and the network of actors: drawn by the server, the same in every run, with their twins."""

import math
import re
import xml.etree.ElementTree as ET

import pytest

from mithaq.faces.web.drawing import laid_out, projected, readable, window
from mithaq.faces.web.rendering import HERE


def test_places_lie_where_they_are():
    assert projected(0, 0) == (0.0, 0.0)
    # the edge of the projection on the equator, and its poles
    assert projected(0, 180)[0] == pytest.approx(0.8707 * math.pi * 500, abs=0.1)
    assert projected(90, 0)[1] == pytest.approx(-projected(-90, 0)[1]) and projected(90, 0)[1] < projected(45, 0)[1] < 0
    moscow, bamako = projected(55.75, 37.62), projected(12.65, -8.0)
    assert moscow[0] > bamako[0] and moscow[1] < bamako[1]


def test_the_window_holds_all_places_with_room():
    points = [projected(55.75, 37.62), projected(12.65, -8.0)]
    shown = window(points)
    assert all(shown.x < x < shown.x + shown.width and shown.y < y < shown.y + shown.height for x, y in points)
    assert window([]).width == window([(5.0, 5.0)]).width > 400


def test_the_land_is_one_path_without_borders_or_script():
    root = ET.fromstring((HERE / "static" / "land.svg").read_text(encoding="utf-8"))
    assert [one.tag.rpartition("}")[2] for one in root] == ["path"] and root[0].get("id") == "land"
    # Cairo stands on land, the middle of the Atlantic does not: the even-odd rule over the outlines
    rings = [_ring(part) for part in root[0].get("d").split("M") if part]
    assert _inside(rings, *projected(28, 20)) and not _inside(rings, *projected(30, -40))


def _ring(part):
    first, _, rest = part.partition("l")
    numbers = [int(one) for one in re.findall(r"-?\d+", rest)]
    points = [tuple(int(one) for one in re.findall(r"-?\d+", first))]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points


def _inside(rings, x, y):
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def test_labels_do_not_lie_over_each_other():
    assert readable([(0, [0], "Moscow"), (1, [1], "Moskva"), (1, [1, 30], "Moscow"), (500, [0, 30], "Kazan")], 10, 9) == [0, None, 30, 0]
    assert readable([(n * 500, [0], "x") for n in range(4)], 10, 2) == [0, 0, None, None]


def test_strong_ties_bring_actors_near_and_every_run_is_alike():
    names = list("abcdef")
    ties = {("a", "b"): 9.0, ("c", "d"): 9.0, ("a", "c"): 0.1, ("e", "f"): 5.0}
    at = laid_out(names, ties)
    assert at == laid_out(names, ties)
    far = lambda one, other: math.dist(at[one], at[other])  # noqa: E731
    assert far("a", "b") < far("a", "d") and far("e", "f") < far("e", "a")
    assert all(0 <= x <= 1_000 and 0 <= y <= 1_000 for x, y in at.values()) and len(set(at.values())) == 6
    assert laid_out(["a"], {}) == {"a": (500.0, 500.0)} and laid_out([], {}) == {}


def test_the_map_shows_stated_places_with_their_entries(pages):
    rows = pages.get("/map.json").json()
    assert {row["place"]["country"] for row in rows} >= {"MLI", "RUS"} and all(-90 <= row["place"]["lat"] <= 90 for row in rows)
    shown = pages.get("/map?lang=en").text
    assert shown.count("<circle") >= 4 and "Moscow" in shown and "land.svg" in shown and "<script" not in shown.split("<main")[1]
    place = re.search(r'href="(/entries\?place=[^"]+)"', shown)[1]
    assert pages.get(place).text.count('class="line"') >= 1
    assert pages.get("/map.csv").text.splitlines()[0].lstrip("\ufeff") == "place,country,lat,lon,precision,entries"


def test_the_map_keeps_to_a_filter(pages):
    every, some = (pages.get(path).json() for path in ("/map.json", "/map.json?kind=agreements"))
    assert sum(row["entries"] for row in some) < sum(row["entries"] for row in every)
    assert pages.get("/map?kind=agreements&until=1990&lang=en").status_code == 200
    assert "No place is stated" in pages.get("/map?until=1990&lang=en").text and pages.get("/map?kind=kings").status_code == 400


def test_the_network_shows_who_deals_with_whom(pages):
    shown = pages.get("/network?lang=ar").text
    assert shown.count("<circle") >= 5 and shown.count("<line") >= 5 and "مالي" in shown
    assert pages.get("/network.json").json()[0].keys() == {"one", "other", "dealings"}


def test_an_empty_register_has_neither(empty):
    assert empty.get("/map").status_code == 200 and empty.get("/network").status_code == 200
