"""Laws of the geometry: round trips, mirror images, closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.track.centre_line import spline_line
from game.track.model import TrackFile
from game.track.projection import project, surface_at
from game.track.reader import build_track
from game.track.segments import bends_of, close
from game.track.track import BANDS, Floats, Track
from tests.track.drawn import Drawing, drawings


def oval(straight: float = 300, radius: float = 60) -> Track:
    return build_track(
        f"""
title: Oval
segments:
  - {{straight: {straight}}}
  - {{turn: left, radius: {radius}, angle_deg: 180}}
  - {{straight: {straight}}}
  - {{turn: left, radius: {radius}, angle_deg: 180}}
""",
        "oval",
    )


def across(track: Track, s: Floats, part: Floats) -> Floats:
    """Offsets between the walls: part 0 at the right wall, 1 at the left wall."""
    index = np.floor(s / track.spacing).astype(int) % len(track.stations)
    into = s / track.spacing - np.floor(s / track.spacing)
    here, then = track.stations[index], track.stations[(index + 1) % len(track.stations)]
    right, left = (
        here["band_edge"][:, edge] * (1 - into) + then["band_edge"][:, edge] * into
        for edge in (0, BANDS)
    )
    return right + part * (left - right)


def assert_round_trip(track: Track, seed: int, hint_error: int) -> None:
    rng = np.random.default_rng(seed)
    s = rng.uniform(0, track.length, 300)
    d = across(track, s, rng.uniform(0, 1, 300))
    for (x, y), along, offset in zip(track.position(s, d), s, d, strict=True):
        hint = (int(along / track.spacing) + hint_error) % len(track.stations)
        station, found_s, found_d = project(track.stations, hint, x, y)
        assert station == int(found_s / track.spacing) % len(track.stations)
        assert (found_s - along + track.length / 2) % track.length == pytest.approx(
            track.length / 2, abs=1e-6
        )
        assert found_d == pytest.approx(offset, abs=1e-6)


@settings(max_examples=10)
@given(drawings(), st.integers(0, 2**32 - 1), st.integers(-12, 12))
def test_projection_is_the_inverse_of_position(drawing: Drawing, seed: int, hint: int) -> None:
    assert_round_trip(drawing.track(), seed, hint)


def test_projection_finds_the_place_from_any_hint() -> None:
    track = oval()
    for hint in (0, 100, len(track.stations) - 1, -5, 10**9):
        x, y = track.position(250.0, 2.0)
        _, s, d = project(track.stations, hint, x, y)
        assert (s, d) == pytest.approx((250.0, 2.0))


@settings(max_examples=6)
@given(drawings())
def test_a_mirrored_track_has_mirrored_arrays(drawing: Drawing) -> None:
    track, image = drawing.track().stations, drawing.mirrored().track().stations
    # On a circle rounding alone decides where its corner begins.
    assume(np.ptp(track["curvature"]) > 1e-5)
    assert image["x"] == pytest.approx(track["x"], abs=1e-4)
    assert image["y"] == pytest.approx(-track["y"], abs=1e-4)
    assert image["curvature"] == pytest.approx(-track["curvature"], abs=1e-6)
    assert image["band_edge"] == pytest.approx(-track["band_edge"][:, ::-1], abs=1e-2)
    assert (image["width_left"] == track["width_right"]).all()
    same = image["band_surface"] == track["band_surface"][:, ::-1]
    empty = np.diff(track["band_edge"][:, ::-1], axis=1) > -1e-2
    assert (same | empty).all()


@settings(max_examples=6)
@given(drawings())
def test_a_track_driven_backwards_is_the_same_road(drawing: Drawing) -> None:
    track, back = drawing.track(), drawing.driven_backwards().track()
    assert back.length == pytest.approx(track.length, rel=1e-6)
    order = -np.arange(len(track.stations))
    assert back.stations["x"] == pytest.approx(track.stations["x"][order], abs=1e-3)
    assert back.stations["tangent_x"] == pytest.approx(
        -track.stations["tangent_x"][order], abs=1e-4
    )
    assert back.stations["curvature"] == pytest.approx(
        -track.stations["curvature"][order], abs=1e-5
    )


@settings(max_examples=30)
@given(st.floats(20, 1000), st.integers(16, 200))
def test_a_circle_of_points_has_the_length_and_curvature_of_a_circle(
    radius: float, count: int
) -> None:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    points = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    line = spline_line(points, np.full(count, 5.0), np.full(count, 5.0), 0.0)
    assert line.length == pytest.approx(2 * np.pi * radius, rel=2e-4)
    assert line.curvature == pytest.approx(np.full(len(line.x), 1 / radius), rel=0.03)
    assert np.hypot(line.x, line.y) == pytest.approx(np.full(len(line.x), radius), rel=3e-4)


def test_an_oval_of_segments_has_the_length_of_its_parts() -> None:
    track = oval(300, 60)
    assert track.length == pytest.approx(600 + 2 * np.pi * 60, abs=1e-4)
    assert track.stations["curvature"].max() == pytest.approx(1 / 60, rel=1e-6)
    assert track.stations["curvature"].min() == 0.0


@given(st.floats(10, 300), st.floats(10, 300), st.floats(5, 170))
def test_a_spiral_turns_by_its_angle_and_ends_with_its_radius(
    start: float, end: float, angle: float
) -> None:
    file = TrackFile.model_validate(
        {
            "title": "spiral",
            "segments": [
                {"turn": "left", "radius": start, "end_radius": end, "angle_deg": angle},
                {"straight": 10.0},
            ],
        }
    )
    bends = bends_of(file.segments or [])
    assert np.degrees(bends.turned[1]) == pytest.approx(angle)
    just_before = np.array([bends.length[0] * (1 - 1e-9)])
    assert bends.curvature(just_before)[0] == pytest.approx(1 / end, rel=1e-6)
    assert bends.curvature(np.array([0.0]))[0] == pytest.approx(1 / start, rel=1e-6)


@settings(max_examples=50)
@given(st.floats(20, 200), st.floats(10, 350))
def test_a_turn_leads_along_the_circle(radius: float, angle: float) -> None:
    file = TrackFile.model_validate(
        {
            "title": "turn",
            "segments": [
                {"turn": "right", "radius": radius, "angle_deg": angle},
                {"straight": 10.0},
            ],
        }
    )
    bends = bends_of(file.segments or [])
    x, y = bends.position(bends.bounds[1:2])[0]
    turned = np.radians(angle)
    assert (x, y) == pytest.approx((radius * np.sin(turned), radius * (np.cos(turned) - 1)))


@given(st.floats(100, 400), st.floats(-20, 20), st.floats(-20, 20))
def test_free_straights_close_a_lap_that_is_a_little_open(
    long: float, wrong: float, also_wrong: float
) -> None:
    corner = {"turn": "left", "radius": 40.0, "angle_deg": 90.0}
    lengths = [long, 150.0, long + wrong, 150.0 + also_wrong]
    segments = [part for s in lengths for part in ({"straight": s, "free": True}, corner)]
    file = TrackFile.model_validate({"title": "box", "segments": segments})
    closure = close(file.segments or [])
    assert closure.whole_turns
    assert closure.left_over < 1e-6
    after = closure.bends.length[::2]
    assert after[0] == pytest.approx(after[2])
    assert after[1] == pytest.approx(after[3])


def test_stations_are_evenly_spaced_and_begin_at_the_start_line() -> None:
    text = "title: T\nstart_line: 37\ncentre_line: [[0, 0], [300, 0], [300, 200], [0, 200]]\n"
    here, moved = build_track(text.replace("37", "0"), "here"), build_track(text, "moved")
    assert moved.position(0.0, 0.0) == pytest.approx(here.position(37.0, 0.0), abs=0.02)
    for track in (here, moved):
        assert (np.diff(track.stations["distance"]) > 0).all()
        ahead = np.roll(track.stations, -1)
        step = np.hypot(ahead["x"] - track.stations["x"], ahead["y"] - track.stations["y"])
        assert step == pytest.approx(np.full(len(step), track.spacing), rel=2e-3)


def test_the_surface_changes_where_the_bands_do() -> None:
    track = oval()
    for index in range(0, len(track.stations), 7):
        row = track.stations[index]
        for band in range(BANDS):
            low, high = row["band_edge"][band], row["band_edge"][band + 1]
            if high - low > 1e-6:
                found = surface_at(track.stations, index, row["distance"], (low + high) / 2)
                assert found == row["band_surface"][band]


def test_each_place_has_its_own_cross_section() -> None:
    track = oval(radius=30)
    stations = track.stations
    for edge in (0, BANDS):
        left_over = 1 - stations["curvature"] * stations["band_edge"][:, edge]
        assert left_over.min() >= 0.1 - 1e-6
