"""What everybody may rely on, for every shipped track and the one of the tests."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from shapely import STRtree
from shapely.geometry import LinearRing, LineString, Point, Polygon

from game.core.paths import TRACKS
from game.track.projection import project
from game.track.reader import build_track, load_track
from game.track.track import BANDS, Floats, Track

FILES = [*sorted(TRACKS.glob("*.yaml")), Path(__file__).parent / "data" / "oval.yaml"]
CAR_HALF_WIDTH = 1.0


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def track(request: pytest.FixtureRequest) -> Track:
    return load_track(request.param)


def edge_line(track: Track, offset: Floats) -> Floats:
    stations = track.stations
    return np.column_stack(
        [
            stations["x"] - offset * stations["tangent_y"],
            stations["y"] + offset * stations["tangent_x"],
        ]
    )


def test_everything_is_finite_and_even(track: Track) -> None:
    stations = track.stations
    for name in stations.dtype.names or ():
        if name != "pit_offset":
            assert np.isfinite(stations[name]).all(), name
    assert stations["distance"] == pytest.approx(np.arange(len(stations)) * track.spacing)
    assert 1.5 < track.spacing < 2.5
    assert np.hypot(stations["tangent_x"], stations["tangent_y"]) == pytest.approx(1.0)


def test_bands_ascend_and_hold_the_road_between_the_walls(track: Track) -> None:
    stations = track.stations
    assert (np.diff(stations["band_edge"], axis=1) >= 0).all()
    assert (stations["band_edge"][:, 0] <= -stations["width_right"] - 0.25).all()
    assert (stations["band_edge"][:, -1] >= stations["width_left"] + 0.25).all()
    assert (1 - stations["curvature"] * stations["band_edge"][:, 0] >= 0.1 - 1e-6).all()
    assert (1 - stations["curvature"] * stations["band_edge"][:, -1] >= 0.1 - 1e-6).all()


def test_walls_are_closed_and_have_the_road_between_them(track: Track) -> None:
    left = LinearRing(edge_line(track, track.stations["band_edge"][:, -1]))
    right = LinearRing(edge_line(track, track.stations["band_edge"][:, 0]))
    assert left.is_simple
    assert right.is_simple
    outer, inner = sorted((Polygon(left), Polygon(right)), key=lambda area: -area.area)
    assert outer.contains(inner)
    road = [Point(x, y) for x, y in edge_line(track, np.zeros(len(track.stations)))[::10]]
    assert all(outer.contains(point) and not inner.contains(point) for point in road)


def test_wall_pieces_leave_no_gap(track: Track) -> None:
    """Every outermost corner of a cross-section is on a wall, and so is the way to the next."""
    walls = STRtree(
        [
            LineString(np.vstack([wall.points, wall.points[:1]]) if wall.closed else wall.points)
            for wall in track.walls
        ]
    )
    for edge in (0, BANDS):
        corners = edge_line(track, track.stations["band_edge"][:, edge])
        middles = (corners + np.roll(corners, -1, axis=0)) / 2
        for x, y in [*corners[::9], *middles[::9]]:
            assert walls.query_nearest(Point(x, y), return_distance=True)[1][0] < 1e-3


def test_places_between_the_walls_are_found_again(track: Track) -> None:
    rng = np.random.default_rng(1)
    index = rng.integers(0, len(track.stations), 200)
    edges = track.stations["band_edge"][index]
    s = index * track.spacing
    d = edges[:, 0] + rng.uniform(0.001, 0.999, 200) * (edges[:, -1] - edges[:, 0])
    for (x, y), along, offset, hint in zip(track.position(s, d), s, d, index, strict=True):
        for start in (hint, (hint + 10) % len(track.stations), 0):
            _, found, found_d = project(track.stations, start, x, y)
            assert abs((found - along + 50) % track.length - 50) < 1e-5
            assert found_d == pytest.approx(offset, abs=1e-6)


def test_the_grid_stands_on_the_road_behind_the_line_facing_forward(track: Track) -> None:
    assert len(track.grid) >= 12
    for place, slot in enumerate(track.grid):
        station = track.stations[round(slot.s / track.spacing) % len(track.stations)]
        assert -station["width_right"] + CAR_HALF_WIDTH * 0.9 <= slot.d
        assert slot.d <= station["width_left"] - CAR_HALF_WIDTH * 0.9
        heading = np.arctan2(station["tangent_y"], station["tangent_x"])
        assert np.cos(slot.yaw - heading) > np.cos(np.radians(10))
        assert track.position(slot.s, slot.d) == pytest.approx((slot.x, slot.y), abs=0.02)
        behind = (-slot.s) % track.length
        assert behind == pytest.approx(((-track.grid[0].s) % track.length) + 8 * place, rel=0.5)
    for ahead, behind in zip(track.grid[:-2], track.grid[2:], strict=True):
        assert np.hypot(ahead.x - behind.x, ahead.y - behind.y) > 5.5
    for ahead, behind in pairwise(track.grid):
        assert ahead.d * behind.d < 0 or abs(ahead.d - behind.d) > 2


def test_sectors_follow_each_other(track: Track) -> None:
    bounds = [*track.sectors, track.length]
    assert bounds[0] == 0
    assert all(end - start >= 50 for start, end in pairwise(bounds))


def test_the_racing_line_stays_between_the_lines(track: Track) -> None:
    stations = track.stations
    half = (stations["width_left"] + stations["width_right"]) / 2
    middle = (stations["width_left"] - stations["width_right"]) / 2
    assert (np.abs(stations["line_offset"] - middle) <= half - 1).all()
    assert stations["line_step"].sum() == pytest.approx(track.length, rel=0.05)


def test_the_pit_lane_leads_from_the_road_past_the_boxes_back_to_it(track: Track) -> None:
    lane = track.pit_lane
    if lane is None:
        assert track.metadata["no_pit_lane"] or "pit_lane: none" in track.source
        return
    stations = track.stations
    offset = stations["pit_offset"] * lane.side
    width = stations["width_left" if lane.side > 0 else "width_right"]
    total = (lane.exit_s - lane.entry_s) % track.length
    into = (stations["distance"] - lane.entry_s) % track.length
    inside = into < total
    assert (np.isfinite(offset) == (into <= total)).all()
    assert (offset[inside] + lane.width / 2 <= band_reach(track, lane.side)[inside] + 0.01).all()
    ends = np.flatnonzero(inside & ((into < 4) | (into > total - 4)))
    assert (np.abs(offset - width)[ends] < lane.width).all()
    order = [(box.s - lane.entry_s) % track.length for box in lane.boxes]
    start = (lane.limit_start_s - lane.entry_s) % track.length
    end = (lane.limit_end_s - lane.entry_s) % track.length
    assert order == sorted(order)
    assert 0 < start < order[0]
    assert order[-1] < end < total
    for box in lane.boxes:
        station = round(box.s / track.spacing) % len(stations)
        assert box.d * lane.side > offset[station] + lane.width / 2
        assert box.d * lane.side + 1.0 < band_reach(track, lane.side)[station]


def band_reach(track: Track, side: int) -> Floats:
    edges = track.stations["band_edge"]
    reach: Floats = edges[:, -1] if side > 0 else -edges[:, 0]
    return reach


def test_the_pit_wall_stands_between_lane_and_road(track: Track) -> None:
    lane = track.pit_lane
    if lane is None:
        return
    key = "width_left" if lane.side > 0 else "width_right"
    stands = 0
    for wall in track.walls:
        for x, y in wall.points:
            station, s, d = project(track.stations, project(track.stations, 0, x, y)[0], x, y)
            if wall.closed or abs(d - track.stations["band_edge"][station, 0]) < 0.2:
                break
            if abs(d - track.stations["band_edge"][station, -1]) < 0.2:
                break
            row = track.stations[round(s / track.spacing) % len(track.stations)]
            assert row[key] < d * lane.side < row["pit_offset"] * lane.side - lane.width / 2
            stands += 1
    assert stands > 10


def test_the_same_text_gives_the_same_track(track: Track) -> None:
    again = build_track(track.source, track.name)
    assert again.content_hash == track.content_hash
    assert again.grid == track.grid
    assert again.metadata == track.metadata


def test_another_road_has_another_hash() -> None:
    oval = load_track(FILES[-1])
    wider = build_track(oval.source.replace("width: 14", "width: 14.1"), "oval")
    retitled = build_track(oval.source.replace("Test Oval", "Other Oval"), "oval")
    assert wider.content_hash != oval.content_hash
    assert retitled.content_hash == oval.content_hash
