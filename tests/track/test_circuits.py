"""The shipped circuits: complete, raceable, and each what it says it is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from game.core.paths import TRACKS
from game.core.surface import Surface
from game.track.reader import load_track
from game.track.ring import runs
from game.track.track import Floats, Track

NAMES = sorted(path.stem for path in TRACKS.glob("*.yaml"))


def gaps(track: Track) -> Floats:
    """From the road's edges to the walls, both sides, shape (2 n,) [m]."""
    stations = track.stations
    left = stations["band_edge"][:, -1] - stations["width_left"]
    right = -stations["band_edge"][:, 0] - stations["width_right"]
    return np.concatenate([left, right])


def longest_straight(track: Track) -> float:
    """Length of the longest piece without a bend [m]."""
    straight = np.abs(track.stations["curvature"]) < 1 / 3000
    count = len(straight)
    return max(((last - first) % count + 1) * track.spacing for first, last in runs(straight))


def tightest(track: Track) -> float:
    """Smallest radius of the centre line [m]."""
    return float(1 / np.abs(track.stations["curvature"]).max())


def bends(track: Track) -> Floats:
    """Curvature along the lap at 256 places, smoothed and of unit size: the lap's shape."""
    at = np.linspace(0, len(track.stations), 257)[:-1]
    turned = np.cumsum(track.stations["curvature"]) * track.spacing
    whole = np.append(turned, turned[-1] + turned[0])
    change = np.diff(np.interp(np.append(at, len(turned)), np.arange(len(whole)), whole))
    change = change - change.mean()
    shape: Floats = change / np.linalg.norm(change)
    return shape


def test_there_are_at_least_ten() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_each_is_complete(name: str) -> None:
    track = load_track(name)
    assert len(track.grid) == 20
    assert len(track.sectors) == 3
    assert 0 == track.sectors[0] < track.sectors[1] < track.sectors[2] < track.length
    assert track.pit_lane is not None
    assert len(track.pit_lane.boxes) >= 12
    assert len(track.walls) >= 2
    assert len(track.scenery) > 50
    assert any(item.kind == "grandstand" for item in track.scenery)
    assert any(item.kind == "garage" for item in track.scenery)
    assert len(track.metadata["corners"]) >= 4
    assert len(track.metadata["description"]) > 60
    if name != "copperline":
        width = np.diff(track.stations["band_edge"], axis=1)
        assert np.any((track.stations["band_surface"] == Surface.KERB) & (width > 0.4))


@pytest.mark.parametrize("name", NAMES)
def test_the_grid_stands_staggered_on_the_road_behind_the_line(name: str) -> None:
    track = load_track(name)
    for first, second in combinations(track.grid, 2):
        assert np.hypot(first.x - second.x, first.y - second.y) > 3.0
    for slot, behind in zip(track.grid, track.grid[1:], strict=False):
        row = track.stations[int(slot.s / track.spacing)]
        assert -row["width_right"] + 1 < slot.d < row["width_left"] - 1
        assert (slot.s - behind.s) % track.length < track.length / 2
        assert slot.d * behind.d < 0
        assert abs(row["curvature"]) < 1 / 150


@pytest.mark.parametrize("name", NAMES)
def test_corners_are_named_in_driving_order_where_the_road_bends(name: str) -> None:
    track = load_track(name)
    places = [at for _, at in track.metadata["corners"]]
    assert places == sorted(places)
    for _, at in track.metadata["corners"]:
        around = np.abs(track.stations["distance"] - at) < 30
        assert np.abs(track.stations["curvature"][around]).max() > 1 / 600


@pytest.mark.parametrize("name", NAMES)
def test_every_car_can_steer_round(name: str) -> None:
    line = np.abs(load_track(name).stations["line_curvature"])
    assert line.max() < 1 / 13.0


def test_names_and_titles_are_unique() -> None:
    titles = [load_track(name).title for name in NAMES]
    characters = [load_track(name).metadata["character"] for name in NAMES]
    assert len(set(titles)) == len(titles)
    assert len(set(characters)) == len(characters)


@pytest.mark.parametrize("pair", list(combinations(NAMES, 2)), ids="-".join)
def test_no_two_laps_are_alike(pair: tuple[str, str]) -> None:
    first, second = (bends(load_track(name)) for name in pair)
    for other in (second, -second, second[::-1], -second[::-1]):
        match = np.fft.irfft(np.fft.rfft(first) * np.conj(np.fft.rfft(other)))
        assert match.max() < 0.8


def test_the_oval_turns_one_way_only() -> None:
    track = load_track("copperline")
    assert track.stations["curvature"].min() > -1e-9
    assert tightest(track) > 120


def test_the_kart_track_is_short_narrow_and_tight() -> None:
    track = load_track("thimble")
    assert 900 < track.length < 1500
    assert float((track.stations["width_left"] + track.stations["width_right"]).max()) <= 9
    assert tightest(track) < 12


def test_the_street_circuit_has_walls_within_two_metres_of_most_of_its_edge() -> None:
    assert np.mean(gaps(load_track("lantern-quay")) < 2.0) > 0.75


def test_the_club_circuit_is_about_three_kilometres() -> None:
    assert 2500 < load_track("fenwick-hollow").length < 3500


def test_the_fast_circuit_has_no_slow_corner() -> None:
    track = load_track("sablemoor")
    assert 4500 < track.length < 6500
    assert tightest(track) > 40
    straight = np.abs(track.stations["curvature"]) < 1 / 3000
    assert np.mean(straight) < 0.6


def test_the_stop_and_go_circuit_has_straights_and_hairpins() -> None:
    track = load_track("ferro-park")
    assert 4500 < track.length < 6500
    straight = np.abs(track.stations["curvature"]) < 1 / 3000
    assert np.mean(straight) > 0.6
    assert tightest(track) < 25


def test_the_mountain_road_is_narrow_and_winds() -> None:
    track = load_track("vetta-alta")
    assert 5000 < track.length < 6500
    assert float((track.stations["width_left"] + track.stations["width_right"]).max()) <= 8.5
    turned = float(np.sum(np.abs(track.stations["curvature"])) * track.spacing)
    assert turned > 2 * np.pi * 5


def test_the_endurance_circuit_has_a_straight_of_a_mile() -> None:
    track = load_track("longmarsh")
    assert track.length > 7000
    assert longest_straight(track) > 1600


def test_the_old_road_course_is_narrow_and_fast() -> None:
    track = load_track("corvane")
    assert float((track.stations["width_left"] + track.stations["width_right"]).max()) <= 9
    assert np.median(gaps(track)) < 8
    assert track.length > 4500


def test_the_stadium_is_a_sprint_between_stands() -> None:
    track = load_track("cauldron")
    assert track.length < 1300
    assert sum(item.kind == "grandstand" for item in track.scenery) > 25
