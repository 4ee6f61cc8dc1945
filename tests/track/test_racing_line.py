"""The racing line, held against what geometry says of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.paths import TRACKS
from game.track.racing_line import MARGIN, RacingLine, racing_line
from game.track.reader import load_track
from game.track.track import STATION, Floats, Stations


def stations_of(points: Floats, half_width: float, spacing: float = 2.0) -> Stations:
    """Stations along a dense closed polygon, shape (n, 2)."""
    closed = np.vstack([points, points[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    count = round(along[-1] / spacing)
    at = np.arange(count) * along[-1] / count
    rows = np.zeros(count, STATION)
    rows["x"], rows["y"] = np.interp(at, along, closed[:, 0]), np.interp(at, along, closed[:, 1])
    ahead = np.column_stack([np.roll(rows[k], -1) - np.roll(rows[k], 1) for k in ("x", "y")])
    ahead /= np.hypot(*ahead.T)[:, None]
    rows["tangent_x"], rows["tangent_y"] = ahead.T
    rows["width_left"] = rows["width_right"] = half_width
    return rows


def circle(radius: float, half_width: float) -> Stations:
    angle = np.linspace(0.0, 2 * np.pi, 5000, endpoint=False)
    return stations_of(radius * np.column_stack([np.cos(angle), np.sin(angle)]), half_width)


def stadium(straight: float, radius: float, half_width: float) -> Stations:
    angle = np.linspace(-np.pi / 2, np.pi / 2, 1000)
    right = np.column_stack([straight / 2 + radius * np.cos(angle), radius * np.sin(angle)])
    return stations_of(np.vstack([right, -right]), half_width)


def mirrored(stations: Stations) -> Stations:
    result = stations.copy()
    result["y"], result["tangent_y"] = -stations["y"], -stations["tangent_y"]
    result["width_left"], result["width_right"] = stations["width_right"], stations["width_left"]
    return result


def bending(line: RacingLine) -> float:
    return float(np.sum(line.curvature**2 * line.step))


@pytest.mark.parametrize("radius", [30.0, 100.0, 500.0])
def test_on_a_circle_the_line_is_a_circle_along_a_limit(radius: float) -> None:
    line = racing_line(circle(radius, 6.0))
    offset = float(np.mean(line.offset))
    assert abs(offset) == pytest.approx(6.0 - MARGIN, abs=0.02)
    np.testing.assert_allclose(line.offset, offset, atol=0.02)
    np.testing.assert_allclose(line.curvature, 1 / (radius - offset), rtol=0.03)
    assert np.sum(line.step) == pytest.approx(2 * np.pi * (radius - offset), rel=1e-3)


def test_a_wide_circle_is_driven_on_its_outside() -> None:
    np.testing.assert_allclose(racing_line(circle(300.0, 6.0)).offset, -(6.0 - MARGIN), atol=0.02)


def test_in_a_u_turn_it_goes_outside_inside_outside() -> None:
    stations = stadium(400.0, 20.0, 6.0)
    line = racing_line(stations)
    apex = np.argmax(stations["x"])
    assert line.offset[apex] > 4.5
    entry = (apex - 25) % len(stations)
    assert line.offset[entry] < -3.0
    assert line.offset[(apex + 25) % len(stations)] == pytest.approx(line.offset[entry], abs=0.3)


def test_the_middle_of_a_long_straight_is_straight() -> None:
    stations = stadium(1500.0, 60.0, 6.0)
    line = racing_line(stations)
    middle = np.abs(stations["x"]) < 300
    assert np.abs(line.curvature[middle]).max() < 3e-4


def test_mirroring_the_track_mirrors_the_line() -> None:
    stations = load_track("thimble").stations
    line, mirror = racing_line(stations), racing_line(mirrored(stations))
    np.testing.assert_allclose(mirror.offset, -line.offset, atol=1e-4)
    np.testing.assert_allclose(mirror.curvature, -line.curvature, atol=1e-5)


def test_a_road_narrower_than_the_margins_is_driven_in_its_middle() -> None:
    stations = circle(80.0, 1.0)
    np.testing.assert_allclose(racing_line(stations).offset, 0.0, atol=1e-6)


@given(
    waves=st.lists(st.floats(-0.12, 0.12), min_size=8, max_size=8),
    half_width=st.floats(3.0, 9.0),
)
@settings(max_examples=25, deadline=None)
def test_any_smooth_lap_is_kept_to_and_turned_once(waves: list[float], half_width: float) -> None:
    angle = np.linspace(0.0, 2 * np.pi, 6000, endpoint=False)
    radius = 250.0 * (
        1.0
        + sum(
            size * np.cos((k // 2 + 2) * angle + k % 2 * np.pi / 2) / (1 + k / 4)
            for k, size in enumerate(waves)
        )
    )
    points = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    stations = stations_of(points, half_width)
    line = racing_line(stations)
    assert np.abs(line.offset).max() <= half_width - MARGIN + 1e-9
    assert np.sum(line.curvature * line.step) == pytest.approx(2 * np.pi, abs=0.02)
    centre = np.column_stack([stations["x"], stations["y"]])
    normal = np.column_stack([-stations["tangent_y"], stations["tangent_x"]])
    points = centre + normal * line.offset[:, None]
    chord = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
    np.testing.assert_allclose(line.step, chord, rtol=0.01)


@pytest.mark.parametrize("name", sorted(path.stem for path in TRACKS.glob("*.yaml")))
def test_shipped_tracks_get_a_line_that_can_be_steered_by(name: str) -> None:
    stations = load_track(name).stations
    line = racing_line(stations)
    assert np.all(line.offset <= stations["width_left"] - MARGIN + 1e-6)
    assert np.all(line.offset >= -stations["width_right"] + MARGIN - 1e-6)
    spacing = float(
        np.hypot(stations["x"][1] - stations["x"][0], stations["y"][1] - stations["y"][0])
    )
    centre = float(np.sum(stations["curvature"] ** 2) * spacing)
    assert bending(line) < 0.75 * centre or name == "copperline"
    change = np.abs(np.diff(line.curvature, append=line.curvature[0])) / line.step
    assert change.max() < 0.006
