"""Limits act as they say: late, imprecise, wavering, lapsing; and the same again from a seed."""

from __future__ import annotations

import numpy as np
import pytest

from agents.action import PEDAL_DEPARTURE, PERIOD
from agents.limits import DISTANCE_ERROR, FORM_SPREAD, HAND_ERROR, MARGIN, PLACE_ERROR, Limits
from agents.observation import place_of
from agents.routine import routine_of
from agents.seats import Seats, racing_brief
from game.core.clock import TICK_RATE
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.sim.controls import PEDAL_STEPS, no_controls
from game.sim.world import Arena, World, WorldSettings
from game.track.reader import load_track
from game.vehicle.reader import load_car

CARS = 4


@pytest.fixture(scope="module")
def world() -> World:
    track = load_track("sablemoor")
    world = World([Arena(track, [load_car("gt3")] * CARS, WorldSettings())])
    for row in range(CARS):
        station = track.stations[300 + 40 * row]
        yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
        world.place(row, float(station["x"]), float(station["y"]), yaw, 40.0)
    return world


def seats_of(world: World, limits: Limits, seed: int = 1) -> Seats:
    wetness = np.zeros(CARS)
    routine = routine_of(world, SeedTree(seed))
    seats = Seats(world.layout, world.stations, world.spec, wetness, SeedTree(seed), routine)
    seats.take(range(CARS), [limits] * CARS)
    return seats


def observed(world: World, seats: Seats) -> np.ndarray:
    return seats.observe(np.arange(CARS), world.state, racing_brief(CARS))


def test_without_limits_everything_is_seen_as_it_is_and_done_as_meant(world: World) -> None:
    seats = seats_of(world, Limits())
    routine = [place_of("routine.steer"), place_of("routine.pedal")]
    first = np.delete(observed(world, seats), routine, axis=1)
    for _ in range(50):
        again = np.delete(observed(world, seats), routine, axis=1)
        np.testing.assert_array_equal(again, first)
    meant = np.full((CARS, 2), 0.5, np.float32)
    seats.act(np.arange(CARS), meant, world.state)
    assert np.ptp(seats.hands["turns"][:, 0]) < 1e-12
    assert (seats.hands["pushes"][:, 0] == 0.5 * PEDAL_DEPARTURE).all()


def test_who_departs_in_nothing_drives_as_the_routine_does(world: World) -> None:
    seats = seats_of(world, Limits())
    observed(world, seats)
    seats.act(np.arange(CARS), np.zeros((CARS, 2), np.float32), world.state)
    controls = no_controls(CARS)
    for _ in range(3 * PERIOD):
        seats.move(np.arange(CARS), world.state, controls)
    pedal = seats.driver["routine_pedal"]
    pressed = (controls["throttle"] - controls["brake"]) / PEDAL_STEPS
    np.testing.assert_allclose(pressed, pedal, atol=0.01)
    np.testing.assert_allclose(seats.hands["angle"], seats.driver["routine_angle"], atol=1e-9)


@pytest.mark.parametrize("ticks", [0, 5, 12, 17, 24])
def test_a_pedal_answers_after_the_reaction_and_not_before(world: World, ticks: int) -> None:
    seats = seats_of(world, Limits(reaction=ticks / TICK_RATE))
    every, controls = np.arange(CARS), no_controls(CARS)
    # Nobody has been briefed: the routine keeps its feet off the pedals.
    pressed = []
    for decision in range(6):
        pedal = 0.0 if decision == 0 else 1.0
        seats.act(every, np.tile(np.float32([0.0, pedal]), (CARS, 1)), world.state)
        for _ in range(PERIOD):
            seats.move(every, world.state, controls)
            pressed.append(int(controls["throttle"][0]))
    first = int(np.flatnonzero(pressed)[0])
    assert first == PERIOD + ticks
    assert max(pressed) == PEDAL_STEPS


def test_a_blurred_eye_misjudges_by_the_stated_spread_and_for_a_while(world: World) -> None:
    seats = seats_of(world, Limits(sharpness=0.0))
    room, steps = [], 4000
    place = place_of("left_room")
    for _ in range(steps):
        observed(world, seats)
        room.append(seats.driver[["judged_distance", "judged_place"]].copy())
    distance = np.array([row["judged_distance"] for row in room])
    aside = np.array([row["judged_place"] for row in room])
    assert distance.std() == pytest.approx(DISTANCE_ERROR, rel=0.15)
    assert distance.mean() == pytest.approx(1.0, abs=0.02)
    assert aside.std() == pytest.approx(PLACE_ERROR, rel=0.15)
    assert np.corrcoef(aside[:-1, 0], aside[1:, 0])[0, 1] > 0.9
    sharp = observed(world, seats_of(world, Limits()))
    assert (observed(world, seats)[:, place] != sharp[:, place]).any()


def test_unsteady_hands_are_off_by_the_stated_spread(world: World) -> None:
    seats = seats_of(world, Limits(noise=1.0))
    straight = np.zeros((CARS, 2), np.float32)
    steady = seats_of(world, Limits())
    steady.act(np.arange(CARS), np.full((CARS, 2), 1.0, np.float32), world.state)
    full = steady.hands["turns"][0, 0]
    turns = []
    for _ in range(3000):
        observed(world, seats)
        seats.act(np.arange(CARS), straight, world.state)
        turns.append(seats.hands["turns"][:, 0] / full)
    assert np.std(turns) == pytest.approx(HAND_ERROR, rel=0.1)
    assert np.mean(turns) == pytest.approx(0.0, abs=0.02)


def test_the_margin_of_an_inconsistent_driver_wanders_and_attention_lapses(world: World) -> None:
    seats = seats_of(world, Limits(margin=0.5, consistency=0.0))
    margins, lapsed = [], 0
    for _ in range(6000):
        observed(world, seats)
        seats.act(np.arange(CARS), np.ones((CARS, 2), np.float32), world.state)
        margins.append(seats.driver["limits"][:, MARGIN].copy())
        lapsed += int((seats.minds["lapse"] > 0).sum())
    assert np.std(margins) == pytest.approx(FORM_SPREAD, rel=0.25)
    assert np.mean(margins) == pytest.approx(0.5, abs=0.1)
    assert 0.004 < lapsed / (6000 * CARS) < 0.03


def test_drivers_of_one_seed_err_alike_and_go_on_from_their_memory(world: World) -> None:
    limits = Limits(sharpness=0.3, noise=0.8, consistency=0.2, reaction=0.1)
    one, same, other = (seats_of(world, limits, seed) for seed in (1, 1, 2))
    for _ in range(30):
        np.testing.assert_array_equal(observed(world, one), observed(world, same))
    assert (observed(world, one) != observed(world, other)).any()
    observed(world, same)
    other.load(one.save())
    np.testing.assert_array_equal(observed(world, other), observed(world, same))
    with pytest.raises(UndercutError, match=f"for {CARS} cars"):
        one.load(b"short")
