"""A lap that crosses itself on one level: both roads are free, and no wall leaks."""

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
    with pytest.raises(DataError, match=r"crosses itself at x 0 m, y 0 m.*`crossings: level`"):
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
