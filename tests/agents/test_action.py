"""Actions reach the car as fast as hands and feet can move, the same to both sides."""

from __future__ import annotations

import numpy as np
import pytest

from agents.action import (
    ACTIONS,
    FOOT_SPEED,
    HAND_SPEED,
    PEDAL_DEPARTURE,
    PERIOD,
    STEER_DEPARTURE,
    decide,
    fresh_hands,
    move,
    useful_angle,
)
from agents.sight import DRIVER
from game.core.clock import TICK, TICK_RATE
from game.sim.controls import PEDAL_STEPS, STEER_STEPS, no_controls
from game.vehicle.reader import load_car, shipped_cars, spec_rows
from game.vehicle.state import fresh_state

CARS = spec_rows([load_car(name) for name in sorted(shipped_cars())])
EVERY = np.arange(len(CARS))


def driven(
    actions: np.ndarray,
    ticks: int,
    speed: float = 30.0,
    spec: np.ndarray = CARS,
    routine: tuple[float, float] = (0.0, 0.0),
) -> tuple[np.ndarray, np.ndarray]:
    """Hands and controls after some ticks of one decision beside a routine (angle, pedal)."""
    driver = np.zeros(len(spec), DRIVER)
    driver["routine_angle"], driver["routine_pedal"] = routine
    state, hands, controls = fresh_state(spec), fresh_hands(len(spec)), no_controls(len(spec))
    state["forward_speed"] = speed
    rows = np.arange(len(spec))
    decide(rows, actions.astype(np.float32), state, spec, hands)
    for _ in range(ticks):
        move(rows, state, spec, driver, hands, controls, TICK)
    return hands, controls


def everybody(steer: float, pedal: float) -> np.ndarray:
    return np.tile([steer, pedal], (len(CARS), 1))


def test_a_decision_lasts_a_whole_number_of_ticks() -> None:
    assert PERIOD * 10 == TICK_RATE
    assert everybody(0.0, 0.0).shape == (len(CARS), ACTIONS)


def useful(speed: float) -> np.ndarray:
    state = fresh_state(CARS)
    state["forward_speed"] = speed
    view, spec = state.view(np.recarray), CARS.view(np.recarray)
    return np.array([useful_angle(view[row], spec[row]) for row in EVERY])


UNHELPED = CARS["steering_help"] == 0


def test_hands_turn_at_their_speed_and_no_farther_than_was_meant() -> None:
    for ticks in (1, 3, 5):
        hands, _ = driven(everybody(1.0, 0.0), ticks, speed=70.0)
        expected = np.minimum(HAND_SPEED * ticks * TICK, STEER_DEPARTURE) * useful(70.0)
        np.testing.assert_allclose(hands["angle"][UNHELPED], expected[UNHELPED], rtol=1e-6)
    hands, _ = driven(everybody(0.2, 0.0), 60, speed=70.0)
    expected = 0.2 * STEER_DEPARTURE * useful(70.0)
    np.testing.assert_allclose(hands["angle"][UNHELPED], expected[UNHELPED], rtol=1e-6)


def test_what_is_decided_departs_from_the_routine() -> None:
    angle = 0.01
    hands, controls = driven(everybody(0.2, -0.3), 60, speed=70.0, routine=(angle, 0.8))
    expected = angle + 0.2 * STEER_DEPARTURE * useful(70.0)
    np.testing.assert_allclose(hands["angle"][UNHELPED], expected[UNHELPED], rtol=1e-6)
    pedal = (0.8 - 0.3 * PEDAL_DEPARTURE) * PEDAL_STEPS
    np.testing.assert_allclose(controls["throttle"], pedal, atol=1.0)


def test_the_faster_the_car_the_smaller_the_movements() -> None:
    slow, fast = (driven(everybody(0.5, 0.0), 1, speed)[0]["angle"] for speed in (15.0, 80.0))
    assert (fast < slow).all()


@pytest.mark.parametrize("help_on", [0, 1])
def test_left_and_right_are_alike(help_on: int) -> None:
    spec = CARS.copy()
    spec["steering_help"] = help_on
    left = driven(everybody(0.7, 0.3), 5, spec=spec)[1]
    right = driven(everybody(-0.7, 0.3), 5, spec=spec)[1]
    np.testing.assert_array_equal(left["steer"], -right["steer"])
    np.testing.assert_array_equal(left["throttle"], right["throttle"])


def test_the_wheel_stops_at_the_lock() -> None:
    for side in (-1.0, 1.0):
        routine = (side * 2.0, 0.0)
        controls = driven(everybody(side, 0.0), TICK_RATE * 3, speed=0.0, routine=routine)[1]
        assert (controls["steer"] == side * STEER_STEPS).all()


def test_feet_take_their_time_and_never_press_both_pedals() -> None:
    ticks = 6
    for pedal, pressed, free in ((1.0, "throttle", "brake"), (-1.0, "brake", "throttle")):
        controls = driven(everybody(0.0, pedal), ticks)[1]
        expected = np.rint(FOOT_SPEED * ticks * TICK * PEDAL_STEPS)
        assert (controls[pressed] == expected).all()
        assert (controls[free] == 0).all()
        assert (driven(everybody(0.0, pedal), 60)[1][pressed] == PEDAL_STEPS).all()


def test_only_the_chosen_cars_are_driven() -> None:
    state, hands, controls = fresh_state(CARS), fresh_hands(len(CARS)), no_controls(len(CARS))
    chosen = np.array([3, 1])
    decide(chosen, np.ones((2, 2), np.float32), state, CARS, hands)
    move(chosen, state, CARS, np.zeros(len(CARS), DRIVER), hands, controls, TICK)
    assert set(np.flatnonzero(controls["throttle"])) == {1, 3}
