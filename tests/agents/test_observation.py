"""What is observed is true, the same for one car and for many, and mirrors with the world."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.observation import CAR_FIGURES, FEATURES, SIZE, Observer, mirrored, place_of
from agents.sight import AHEAD, BEHIND, POINTS
from game.core.surface import Surface
from game.sim.driver import BRIEF
from game.sim.tick import ARENA
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import load_car, shipped_cars, spec_rows
from game.vehicle.state import fresh_state

OVAL = load_track(Path(__file__).parents[1] / "track" / "data" / "oval.yaml")
CARS = spec_rows([load_car(name) for name in sorted(shipped_cars())])
MIRRORED_FIELDS = [
    "y",
    "yaw",
    "velocity_y",
    "yaw_rate",
    "left_speed",
    "left_acceleration",
    "roll_moment",
    "steer_angle",
    "slip_angle",
    "force_left",
    "steer",
    "heading",
    "offset",
    "alignment_damage",
]


def arena_rows(*counts: tuple[int, int]) -> np.ndarray:
    """ARENA rows of (cars, stations) each."""
    arenas = np.zeros(len(counts), ARENA)
    for row, (cars, stations) in zip(arenas, counts, strict=True):
        row["cars"], row["stations"] = cars, stations
    for name, whole in (("first_car", "cars"), ("first_station", "stations")):
        arenas[name] = np.cumsum(arenas[whole]) - arenas[whole]
    return arenas


def random_state(track: Track, spec: np.ndarray, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    count = len(spec)
    state = fresh_state(spec)
    state["station"] = (60 + generator.integers(0, 25, count)) % len(track.stations)
    state["distance"] = track.stations["distance"][state["station"]] + 0.3
    state["offset"] = generator.uniform(-4.0, 4.0, count)
    position = track.position(state["distance"], state["offset"])
    state["x"], state["y"] = position.T
    tangent = track.stations[state["station"]]
    state["heading"] = generator.uniform(-0.5, 0.5, count)
    state["yaw"] = np.arctan2(tangent["tangent_y"], tangent["tangent_x"]) + state["heading"]
    for name in ("velocity_x", "velocity_y", "forward_speed", "left_acceleration"):
        state[name] = generator.uniform(-5.0, 60.0, count)
    for name in ("left_speed", "yaw_rate", "steer", "forward_acceleration", "brake", "throttle"):
        state[name] = generator.uniform(-1.0, 1.0, count)
    for name in ("slip_ratio", "slip_angle", "slip", "tyre_wear"):
        state[name] = generator.uniform(-0.3, 0.9, (count, 4))
    state["load"] *= generator.uniform(0.0, 2.0, (count, 4))
    state["surface"] = generator.integers(0, len(Surface), (count, 4))
    state["tyre_temperature"] += generator.uniform(-30.0, 30.0, (count, 4))
    state["alignment_damage"] = generator.uniform(-1.0, 1.0, count)
    return state


def told(count: int) -> np.ndarray:
    brief = np.zeros(count, BRIEF)
    brief["green"], brief["give_back"] = 1, -1
    return brief


def observer(track: Track, spec: np.ndarray, wetness: float = 0.3) -> Observer:
    arenas = arena_rows((len(spec), len(track.stations)))
    made = Observer(arenas, track.stations, spec, np.full(len(spec), wetness))
    made.driver["last_steer"] = np.linspace(-1.0, 1.0, len(spec))
    return made


def mirrored_stations(stations: np.ndarray) -> np.ndarray:
    result = stations.copy()
    for name in ("y", "tangent_y", "curvature", "line_offset", "line_curvature"):
        result[name] = -stations[name]
    result["width_left"], result["width_right"] = stations["width_right"], stations["width_left"]
    result["band_edge"] = -stations["band_edge"][:, ::-1]
    result["band_surface"] = stations["band_surface"][:, ::-1]
    return result


def mirrored_state(state: np.ndarray) -> np.ndarray:
    result = state.copy()
    for name in state.dtype.names or ():
        if state.dtype[name].shape == (4,):
            result[name] = state[name][:, [1, 0, 3, 2]]
        if name in MIRRORED_FIELDS:
            result[name] = -result[name]
    return result


@pytest.mark.parametrize("seed", range(4))
def test_a_mirrored_world_gives_the_mirrored_observation(seed: int) -> None:
    state = random_state(OVAL, CARS, seed)
    here = observer(OVAL, CARS)
    there = observer(replace(OVAL, stations=mirrored_stations(OVAL.stations)), CARS)
    there.driver["last_steer"] *= -1.0
    every, brief = np.arange(len(CARS)), told(len(CARS))
    seen = here.observe(every, state, brief)
    assert np.isfinite(seen).all()
    expected = mirrored(seen)
    np.testing.assert_allclose(
        there.observe(every, mirrored_state(state), brief), expected, atol=1e-6
    )
    np.testing.assert_array_equal(mirrored(expected), seen)
    assert not np.allclose(expected, seen)


def test_one_car_alone_sees_the_same_bits_as_in_a_batch() -> None:
    state, brief = random_state(OVAL, CARS, 7), told(len(CARS))
    eyes = observer(OVAL, CARS)
    together = eyes.observe(np.arange(len(CARS)), state, brief)
    for row in range(len(CARS)):
        np.testing.assert_array_equal(eyes.observe([row], state, brief)[0], together[row])
    np.testing.assert_array_equal(eyes.observe([5, 2], state, brief), together[[5, 2]])


def test_cars_of_another_arena_are_not_seen() -> None:
    state, brief = random_state(OVAL, CARS, 9), told(len(CARS))
    alone = observer(OVAL, CARS).observe(np.arange(len(CARS)), state, brief)
    count = len(OVAL.stations)
    both = Observer(
        arena_rows((len(CARS), count), (len(CARS), count)),
        np.concatenate([OVAL.stations, OVAL.stations]),
        np.concatenate([CARS, CARS]),
        np.full(2 * len(CARS), 0.3),
    )
    both.driver["last_steer"] = np.tile(np.linspace(-1.0, 1.0, len(CARS)), 2)
    rows = np.arange(len(CARS), 2 * len(CARS))
    seen = both.observe(rows, np.concatenate([state, state]), np.concatenate([brief, brief]))
    np.testing.assert_array_equal(seen, alone)


def on_the_centre_line(spec: np.ndarray, gaps: list[float]) -> np.ndarray:
    """Cars in a row on the oval's first straight, the first one at 100 m."""
    state = fresh_state(spec)
    state["distance"] = 100.0 + np.array(gaps)
    state["station"] = (state["distance"] / OVAL.spacing).astype(int)
    state["x"], state["y"] = OVAL.position(state["distance"], 0.0).T
    tangent = OVAL.stations[state["station"]]
    state["yaw"] = np.arctan2(tangent["tangent_y"], tangent["tangent_x"])
    return state


def value(seen: np.ndarray, name: str) -> float:
    return float(seen[place_of(name)])


def test_on_a_straight_the_edges_are_where_they_are() -> None:
    state = on_the_centre_line(CARS[:1], [0.0])
    seen = observer(OVAL, CARS[:1]).observe([0], state, told(1))[0]
    here = OVAL.stations[state["station"][0]]
    away = 6.0 * (1 / POINTS) ** 1.5 * 12.0
    assert value(seen, "left_edge.0.y") == pytest.approx(
        here["width_left"] / (10.0 + away), rel=1e-3
    )
    assert value(seen, "right_edge.0.y") == pytest.approx(
        -here["width_right"] / (10.0 + away), rel=1e-3
    )
    assert value(seen, "left_edge.0.x") == pytest.approx(away / (10.0 + away), rel=1e-3)
    assert value(seen, "heading_cosine") == pytest.approx(1.0)


def test_cars_are_listed_by_distance_ahead_and_behind_also_across_the_line() -> None:
    gaps = [0.0, 30.0, -8.0, 9.0, 500.0, -40.0]
    state = on_the_centre_line(np.repeat(CARS[:1], 6), gaps)
    shifted = OVAL.length - 101.0  # the first car just before the line
    state["distance"] = (state["distance"] + shifted) % OVAL.length
    eyes = observer(OVAL, np.repeat(CARS[:1], 6))
    seen = eyes.observe([0], state, told(6))[0]
    ahead = [value(seen, f"car.{slot}.x") for slot in range(AHEAD)]
    behind = [value(seen, f"car.{AHEAD + slot}.x") for slot in range(BEHIND)]
    assert ahead == pytest.approx([9 / 19, 30 / 40, 0, 0], abs=1e-3)
    assert behind == pytest.approx([-8 / 18, -40 / 50, 0], abs=1e-3)
    there = [value(seen, f"car.{slot}.there") for slot in range(AHEAD + BEHIND)]
    assert there == [1, 1, 0, 0, 1, 1, 0]


def test_of_many_cars_the_nearest_are_seen() -> None:
    gaps = [0.0, *(3.0 * k for k in (9, 2, 7, 4, 1, 8, 3, 6, 5)), -30.0, -10.0, -20.0, -5.0]
    spec = np.repeat(CARS[:1], len(gaps))
    eyes = observer(OVAL, spec)
    seen = eyes.observe([0], on_the_centre_line(spec, gaps), told(len(gaps)))[0]
    ahead = [value(seen, f"car.{slot}.x") for slot in range(AHEAD)]
    behind = [value(seen, f"car.{AHEAD + slot}.x") for slot in range(BEHIND)]
    assert ahead == pytest.approx([gap / (10 + gap) for gap in (3, 6, 9, 12)], abs=1e-3)
    assert behind == pytest.approx([-gap / (10 + gap) for gap in (5, 10, 20)], abs=1e-3)


def test_a_car_taken_away_is_not_seen() -> None:
    state = on_the_centre_line(CARS[:2], [0.0, 10.0])
    state["present"][1] = 0
    assert value(observer(OVAL, CARS[:2]).observe([0], state, told(2))[0], "car.0.there") == 0.0


def test_a_short_sight_ends_the_road_early() -> None:
    state = on_the_centre_line(CARS[:1], [0.0])
    state["forward_speed"] = 40.0
    eyes = observer(OVAL, CARS[:1])
    eyes.driver["reach"] = 1.0
    seen = eyes.observe([0], state, told(1))[0]
    last = [value(seen, f"left_edge.{point}.x") for point in range(POINTS)]
    assert last[-1] == last[-2] == last[-5]
    assert last[0] < last[1]


def test_every_number_has_a_name_of_its_own_and_order_one() -> None:
    names = [feature.name for feature in FEATURES]
    assert len(set(names)) == SIZE
    assert {feature.mirror for feature in FEATURES} == set(names)
    seen = observer(OVAL, CARS).observe(
        np.arange(len(CARS)), random_state(OVAL, CARS, 1), told(len(CARS))
    )
    assert np.abs(seen).max() < 10.0
    figures = seen[:, place_of(f"own.{CAR_FIGURES[0]}") :]
    assert len(np.unique(figures, axis=0)) == len(CARS)
