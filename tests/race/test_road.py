"""What a driver's own lines use of the road: kerbs and the edge, never grass or a wall."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any
from weakref import ref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.limits import ROAD_KEPT
from agents.routine import road_use
from agents.technique import learned
from game.core.paths import TRACKS
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.lanes import LINE
from game.race.scripted.personality import Personality
from game.race.scripted.road import (
    BENT,
    SWING,
    WALL_CLEARANCE,
    Road,
    RoadUse,
    edges,
    own_lanes,
)
from game.race.speed_profile import elapsed, profile
from game.sim.car_limits import car_limits
from game.track.racing_line import racing_line
from game.track.random_track import random_track
from game.track.reader import load_track
from game.track.track import Floats, Track
from game.vehicle.reader import load_car, shipped_cars


def offsets(track: Track, road: Road) -> Floats:
    line: Floats = own_lanes(track, road)["offset"][:, LINE]
    return line


def lap_time(limits: Any, curvature: Floats, step: Floats) -> float:
    """Of a car that drives a line at its limits [s]."""
    speed, time = np.empty(len(step)), np.empty(len(step))
    step = np.ascontiguousarray(step)
    profile(speed, np.ascontiguousarray(curvature), step, limits, 1.0, True)
    return elapsed(speed, step, time)


@pytest.mark.parametrize("name", sorted(path.stem for path in TRACKS.glob("*.yaml")))
def test_the_widest_line_stays_on_asphalt_and_kerbs_and_off_walls(name: str) -> None:
    track, use = load_track(name), road_use(load_car("gt3"), learned(), 0.0)
    line, (low, high) = offsets(track, use.wide), edges(track, use.wide)
    narrow = low > high
    assert (line[~narrow] >= low[~narrow] - 1e-6).all()
    assert (line[~narrow] <= high[~narrow] + 1e-6).all()
    wall = track.stations["band_edge"]
    side = 0.5 * float(load_car("gt3").record["width"])
    assert (line[~narrow] + side + WALL_CLEARANCE <= wall[:, -1][~narrow] + 1e-6).all()
    assert (line[~narrow] - side - WALL_CLEARANCE >= wall[:, 0][~narrow] - 1e-6).all()


@pytest.mark.parametrize("car", shipped_cars())
def test_inner_wheels_stay_on_the_track(car: str) -> None:
    track, record = load_track("fenwick-hollow"), load_car(car).record
    line = offsets(track, road_use(load_car(car), learned(), 0.0).wide)
    wheels = float(np.abs(record["wheel_y"]).min())
    inside = wheels - learned().leeway_m
    assert (line <= track.stations["width_left"] + inside + 1e-6).all()
    assert (line >= -track.stations["width_right"] - inside - 1e-6).all()
    assert (np.abs(line) > track.stations["width_left"] - 0.5 * float(record["width"])).any(), (
        "somewhere it is on a kerb"
    )


def test_more_is_kept_to_the_edge_on_the_outside_of_bends() -> None:
    track, road = load_track("fenwick-hollow"), Road(1.0, 5.0)
    bend = track.stations["line_curvature"]
    straightened = track.stations.copy()
    straightened["line_curvature"] = 0.0
    low, high = edges(track, road)
    least, most = edges(replace(track, stations=straightened), road)
    for kept, outside in ((low - least, bend > 0.0), (most - high, bend < 0.0)):
        assert (kept[~outside] == 0.0).all()
        assert (kept >= 0.0).all()
        assert kept.max() == pytest.approx(SWING)
        assert (kept[np.abs(bend) < 0.1 * BENT] <= 0.1 * SWING + 1e-9).all()


def test_a_line_is_found_once_and_does_not_keep_its_track() -> None:
    track = random_track(SeedTree(31), "passing")
    gone, road = ref(track), Road(0.9, -0.9)
    lanes = own_lanes(track, road)
    assert own_lanes(random_track(SeedTree(31), "passing"), road) is lanes
    del track
    gc.collect()
    assert gone() is None


def test_who_keeps_more_road_stays_farther_inside() -> None:
    track, use = load_track("ferro-park"), road_use(load_car("gt4"), learned(), 0.0)
    wide, careful = offsets(track, use.wide), offsets(track, use.careful)
    assert np.ptp(careful) < np.ptp(wide) - ROAD_KEPT
    width = np.minimum(track.stations["width_left"], track.stations["width_right"])
    side = 0.5 * float(load_car("gt4").record["width"])
    roomy = width > side + ROAD_KEPT + 0.5
    assert (np.abs(careful)[roomy] <= width.max() - side - ROAD_KEPT).all()


def test_wet_kerbs_are_left_alone() -> None:
    track, car = load_track("ferro-park"), load_car("gt3")
    line = offsets(track, road_use(car, learned(), 1.0).wide)
    side = 0.5 * float(car.record["width"])
    assert (line + side <= track.stations["width_left"] + 1e-6).all()
    assert (line - side >= -track.stations["width_right"] - 1e-6).all()


@given(st.integers(0, 200))
@settings(max_examples=8, deadline=None)
def test_a_wider_line_is_not_slower_on_any_track(seed: int) -> None:
    track = random_track(SeedTree(seed), "any")
    limits = car_limits(load_car("gt3"))[0]
    wide = own_lanes(track, road_use(load_car("gt3"), learned(), 0.0).wide)
    own = lap_time(limits, wide["curvature"][:, LINE], wide["step"][:, LINE])
    theirs = lap_time(limits, track.stations["line_curvature"], track.stations["line_step"])
    assert own < 1.005 * theirs


@pytest.mark.parametrize("name", ["fenwick-hollow", "ferro-park", "longmarsh", "thimble"])
def test_a_wider_line_is_faster_where_there_are_kerbs(name: str) -> None:
    track, limits = load_track(name), car_limits(load_car("gt3"))[0]
    wide = own_lanes(track, road_use(load_car("gt3"), learned(), 0.0).wide)
    own, theirs = (
        lap_time(limits, curvature, step)
        for curvature, step in (
            (wide["curvature"][:, LINE], wide["step"][:, LINE]),
            (track.stations["line_curvature"], track.stations["line_step"]),
        )
    )
    assert own < 0.998 * theirs


def test_the_tracks_own_line_is_that_of_a_road_inside_the_white_lines() -> None:
    track = load_track("thimble")
    own = offsets(track, Road(1.1 - SWING, -1.1))
    walls = track.stations["band_edge"]
    free = (walls[:, -1] - track.stations["width_left"] > 0.6) & (
        -walls[:, 0] - track.stations["width_right"] > 0.6
    )
    if free.all():
        np.testing.assert_allclose(own, racing_line(track.stations).offset, atol=1e-6)
    assert len(own) == len(track.stations)


def test_a_driver_chooses_between_all_of_it_and_little() -> None:
    track, car = load_track("thimble"), load_car("roadster")
    use = road_use(car, learned(), 0.0)
    driver = ScriptedDriver(
        track,
        [0, 1],
        np.tile(car_limits(car), 2),
        [Personality()] * 2,
        SeedTree(1),
        roads=[use] * 2,
    )
    before = driver.lanes[0].copy()
    driver.keep_road(1, 1.0)
    np.testing.assert_array_equal(driver.lanes[0], before)
    careful = own_lanes(track, use.careful)
    for name in ("offset", "slope", "curvature", "step"):
        np.testing.assert_allclose(driver.lanes[1][name], careful[name], atol=1e-9)
    driver.keep_road(1, 0.5)
    middle = 0.5 * (offsets(track, use.wide) + offsets(track, use.careful))
    np.testing.assert_allclose(driver.lanes[1]["offset"][:, LINE], middle, atol=1e-9)
    driver.keep_road(1, 0.0)
    np.testing.assert_array_equal(driver.lanes[1]["offset"], before["offset"])


def test_who_has_no_road_of_his_own_keeps_the_tracks_line() -> None:
    track, car = load_track("thimble"), load_car("roadster")
    driver = ScriptedDriver(
        track, [0, 1], np.tile(car_limits(car), 2), [Personality()] * 2, SeedTree(1)
    )
    driver.keep_road(1, 1.0)
    assert driver.lanes.shape == (1, len(track.stations))
    np.testing.assert_array_equal(driver.lanes[0]["offset"][:, LINE], track.stations["line_offset"])


def test_a_use_is_two_roads() -> None:
    use = road_use(load_car("kart"), learned(), 0.0)
    assert isinstance(use, RoadUse)
    assert use.careful.clearance == pytest.approx(use.wide.clearance + ROAD_KEPT)
    assert use.careful.beyond < use.wide.beyond
