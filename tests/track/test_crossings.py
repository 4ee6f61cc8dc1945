"""A lap that crosses itself, on a bridge or on one level."""

from __future__ import annotations

import json

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from game.core.errors import DataError
from game.track.projection import project
from game.track.reader import build_track
from game.track.track import Track

ANGLE = np.linspace(0, 2 * np.pi, 80, endpoint=False) + 0.4
EIGHT = np.column_stack([400 * np.sin(ANGLE), 220 * np.sin(2 * ANGLE)]).round(3).tolist()


def eight(crossings: str) -> Track:
    keys = {"title": "Eight", "centre_line": EIGHT, "width": 11, "crossings": crossings}
    return build_track(json.dumps(keys), "eight")


@pytest.fixture(scope="module")
def track() -> Track:
    return eight("level")


@pytest.fixture(scope="module")
def bridged() -> Track:
    return eight("bridge")


def ground(track: Track, low: str, high: str) -> Polygon:
    """The ground between two edges, section by section."""
    quads = []
    edges = {
        "wall": (track.stations["band_edge"][:, 0], track.stations["band_edge"][:, -1]),
        "road": (-track.stations["width_right"], track.stations["width_left"]),
    }
    s = track.stations["distance"]
    right = track.position(s, edges[low][0])
    left = track.position(s, edges[high][1])
    for index in range(len(s)):
        then = (index + 1) % len(s)
        quads.append(Polygon([right[index], right[then], left[then], left[index]]))
    return unary_union(quads)


def test_a_crossing_must_be_allowed() -> None:
    with pytest.raises(
        DataError,
        match=r"crosses itself at x 0 m, y 0 m.*`crossings: bridge`",
    ):
        eight("none")


def test_no_wall_stands_on_either_road(track: Track) -> None:
    road = ground(track, "road", "road")
    for wall in track.walls:
        assert not LineString(wall.points).intersects(road)


def test_the_walls_enclose_all_that_can_be_driven_on(track: Track) -> None:
    walls = unary_union(
        [
            LineString(np.vstack([wall.points, wall.points[:1]]) if wall.closed else wall.points)
            for wall in track.walls
        ]
    )
    area = ground(track, "wall", "wall")
    for ring in (area.exterior, *area.interiors):
        for place in np.arange(0, ring.length, 1.0):
            assert walls.distance(Point(ring.interpolate(place))) < 0.03


def test_a_car_goes_straight_over_the_crossing(track: Track) -> None:
    """Walking along each road, the projection stays on that road."""
    for start in np.arange(0, track.length, 0.7):
        x, y = track.position(start, 1.5)
        hint = int((start - 4) / track.spacing) % len(track.stations)
        _, s, d = project(track.stations, hint, x, y)
        assert s == pytest.approx(start, abs=1e-5)
        assert d == pytest.approx(1.5, abs=1e-5)


def test_roads_must_not_cross_too_flatly() -> None:
    flat = (np.array(EIGHT) * (1.0, 0.2)).tolist()
    keys = {"title": "Flat", "centre_line": flat, "width": 7, "crossings": "level"}
    with pytest.raises(DataError, match=r"the roads cross at \d+ degrees|kink|too tight"):
        build_track(json.dumps(keys), "flat")


def test_a_bridge_leads_the_later_road_over_the_earlier_one(bridged: Track) -> None:
    (crossing,) = bridged.crossings
    over, under = (sum(crossing.over) / 2, sum(crossing.under) / 2)
    assert under < over
    assert bridged.position(over, 0.0) == pytest.approx(bridged.position(under, 0.0), abs=3)
    for start, end in (crossing.over, crossing.under):
        assert 30 < end - start < 150


def test_walls_of_a_bridge_stand_in_no_road_of_their_own_level(bridged: Track) -> None:
    """On each level the walls have no gap, and nothing is in the way."""
    for level in (0, 1):
        ranges = [bridged.crossings[0].under, bridged.crossings[0].over]
        start, end = ranges[level]
        s = np.arange(start, end)
        row = np.searchsorted(bridged.stations["distance"], s, side="right") - 1
        for edge in (0, -1):
            for x, y in bridged.position(s, bridged.stations["band_edge"][row, edge]):
                mine = [
                    LineString(wall.points).distance(Point(x, y))
                    for wall in bridged.walls
                    if (wall.crossing, wall.level) in {(-1, 0), (0, level)}
                ]
                assert min(mine) < 0.3
        road = LineString(bridged.position(s, np.zeros(len(s)))).buffer(5)
        for wall in bridged.walls:
            if (wall.crossing, wall.level) in {(-1, 0), (0, level)}:
                assert not LineString(wall.points).intersects(road)


def test_what_stands_at_no_bridge_is_out_of_the_way_of_both_roads(bridged: Track) -> None:
    road = ground(bridged, "road", "road")
    for wall in bridged.walls:
        if wall.crossing < 0:
            assert not LineString(wall.points).intersects(road)


def test_outside_of_the_ranges_no_wall_of_the_other_level_is_near(bridged: Track) -> None:
    """A car that is not yet in a range meets the walls of both levels: none may be in its way."""
    (crossing,) = bridged.crossings
    for own, level in ((crossing.under, 1), (crossing.over, 0)):
        for edge, way in ((own[0], -1), (own[1], 1)):
            for ahead in (0.0, 3.0, 10.0):
                x, y = bridged.position(edge + way * ahead, 0.0)
                for wall in bridged.walls:
                    if wall.crossing == 0 and wall.level == level:
                        assert LineString(wall.points).distance(Point(x, y)) > 8.0
