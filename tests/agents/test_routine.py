"""The routine drives any car on any track well by itself, with the margin its driver wants."""

from __future__ import annotations

import numpy as np
import pytest

from agents.limits import Limits
from agents.observation import place_of
from agents.routine import limits_on, routine_of
from agents.seats import Seats, racing_brief
from agents.training.experience.validation import Validation
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.sim.arena import Arena, WorldSettings
from game.sim.car_limits import car_limits
from game.sim.limits import LIMITS
from game.sim.world import World
from game.track.random_track import random_track
from game.track.reader import load_track
from game.vehicle.reader import load_car, shipped_cars


def unthinking(seen: np.ndarray) -> np.ndarray:
    return np.zeros((len(seen), 2), np.float32)


def test_who_never_departs_from_it_comes_round_in_every_car() -> None:
    seeds = SeedTree(77)
    cars = [load_car(name) for name in shipped_cars()]
    tracks = [random_track(seeds.child(f"{index}"), f"track-{index}") for index in range(len(cars))]
    told = Validation(tracks, cars)(unthinking)
    assert told["completed"] == 1.0
    assert told["clean"] > 0.8
    assert 1.0 < told["lap_over_ideal"] < 1.08


def open_world(wetness: float = 0.0) -> World:
    arenas = [
        Arena(load_track(name), [load_car(car)], WorldSettings(wetness=wetness))
        for name in ("sablemoor", "khamsin")
        for car in ("gt3", "kart")
    ]
    world = World(arenas)
    for row in range(4):
        station = arenas[row].track.stations[200]
        yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
        world.place(row, float(station["x"]), float(station["y"]), yaw, 30.0)
    return world


def drive(world: World, seats: Seats, decisions: int) -> np.ndarray:
    """Speeds at the end [m/s]."""
    rows, brief = np.arange(4), racing_brief(4)
    for _ in range(decisions):
        seen = seats.observe(rows, world.state, brief)
        seats.act(rows, unthinking(seen), world.state)
        for _ in range(12):
            seats.move(rows, world.state, world.controls)
            world.step()
    return np.array(world.state["forward_speed"])


def seats_in(world: World, limits: Limits) -> Seats:
    seeds = SeedTree(3)
    wetness = np.full(4, world.arenas[0].settings.wetness)
    routine = routine_of(world, seeds)
    seats = Seats(world.layout, world.stations, world.spec, wetness, seeds, routine)
    seats.take(range(4), [limits] * 4)
    return seats


def way(limits: Limits, wetness: float = 0.0) -> float:
    world = open_world(wetness)
    before = world.state["distance"].copy()
    drive(world, seats_in(world, limits), 100)
    lengths = np.array([arena.track.length for arena in world.arenas])
    return float(((world.state["distance"] - before) % lengths).sum())


def test_a_driver_who_wants_a_margin_is_slower_and_so_is_everybody_in_the_wet() -> None:
    free = way(Limits())
    assert way(Limits(margin=0.3)) < 0.99 * free
    assert way(Limits(margin=1.0)) < way(Limits(margin=0.3))
    assert way(Limits(), wetness=1.0) < 0.97 * free


def test_who_is_judged_alone_does_not_take_care_as_in_the_first_corners_of_a_race() -> None:
    world = open_world()
    seats = seats_in(world, Limits())
    speeds = []
    for lap in (0, int(racing_brief(1)["lap"][0]), 9):
        brief = racing_brief(4)
        brief["lap"] = lap
        world.state["distance"] = 600.0
        seats.observe(np.arange(4), world.state, brief)
        speeds.append(seats.driver["routine_pedal"].copy())
    first, judged, later = speeds
    assert (judged == later).all()
    assert (first <= judged).all()


def test_the_policy_is_told_what_it_is_about_to_do() -> None:
    world = open_world()
    seats = seats_in(world, Limits())
    seen = seats.observe(np.arange(4), world.state, racing_brief(4))
    told = seen[:, place_of("routine.pedal")]
    np.testing.assert_allclose(told, seats.driver["routine_pedal"], atol=1e-6)
    assert (told != 0.0).all()
    assert (seen[:, place_of("routine.steer")] * seats.driver["routine_angle"] >= 0.0).all()


def test_it_goes_on_from_its_memory_to_the_same_bits_and_forgets_one_car_only() -> None:
    one, other = open_world(), open_world()
    seats = seats_in(one, Limits())
    drive(one, seats, 20)
    again = seats_in(other, Limits())
    other.load(one.save())
    one.load(one.save())
    again.load(seats.save())
    np.testing.assert_array_equal(drive(one, seats, 20), drive(other, again, 20))
    routine = routine_of(one, SeedTree(3))
    with pytest.raises(UndercutError, match="bytes, must have"):
        routine.load(b"short")


def test_limits_between_dry_and_wet_are_between_them() -> None:
    car = load_car("gt3")
    dry, wet, half = car_limits(car), car_limits(car, 1.0), limits_on(car, 0.5)
    np.testing.assert_array_equal(limits_on(car, 0.0), dry)
    for name in LIMITS.names or ():
        np.testing.assert_allclose(half[name], 0.5 * (dry[name] + wet[name]), rtol=1e-9)
    assert limits_on(car, 1.0)["lateral"] == pytest.approx(wet["lateral"])
