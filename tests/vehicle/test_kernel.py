"""The kernel as a whole: mirrors, batches, ticks, and whatever a driver may do to a car."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.clock import TICK
from game.core.compiled import uncompiled
from game.vehicle.environment import FORCE
from game.vehicle.kernel import step_car
from game.vehicle.reader import shipped_cars
from game.vehicle.state import CAR_STATE
from tests.vehicle.flat import Flat, spec_of

CARS = shipped_cars()
SIDES = [1, 0, 3, 2]
"""Where each wheel is in the mirror."""
WHEEL_FIELDS = [name for name in CAR_STATE.names or () if CAR_STATE[name].shape == (4,)]
ODD = {
    *("y", "yaw", "velocity_y", "yaw_rate", "left_speed", "left_acceleration", "roll_moment"),
    *("steer", "steer_angle", "slip_angle", "force_left", "alignment_damage", "offset", "heading"),
}
"""Fields that change sign in the mirror."""


def mirrored(state: NDArray[Any]) -> NDArray[Any]:
    other = state.copy()
    for name in CAR_STATE.names or ():
        values = state[name][:, SIDES] if name in WHEEL_FIELDS else state[name]
        other[name] = -values if name in ODD else values
    return other


def wild_drive(flat: Flat, seed: int, seconds: float, mirror: bool = False) -> None:
    """Random controls that change every quarter of a second."""
    generator = np.random.default_rng(seed)
    count = len(flat.spec)
    for _ in range(round(seconds * 4)):
        flat.controls["steer"] = generator.integers(-32767, 32768, count)
        if mirror:
            flat.controls["steer"] *= -1
        for pedal in ("throttle", "brake", "clutch", "handbrake"):
            drawn = generator.integers(-1023, 1024, count)
            flat.controls[pedal] = np.where(drawn < 0, 0, drawn)
        flat.controls["gear"] = generator.choice([-128, -128, -1, 0, 1, 3], count)
        flat.controls["buttons"] = generator.integers(0, 8, count)
        flat.run(0.25)


@pytest.mark.parametrize("seed", range(3))
def test_a_mirrored_car_drives_the_mirrored_course_to_the_last_bit(seed: int) -> None:
    car, image = Flat(spec_of(*CARS), speed=30.0), Flat(spec_of(*CARS), speed=30.0)
    wild_drive(car, seed, 6.0)
    wild_drive(image, seed, 6.0, mirror=True)
    expected = mirrored(car.state)
    for name in CAR_STATE.names or ():
        assert (image.state[name] == expected[name]).all(), name


def test_a_car_is_the_same_alone_and_among_others() -> None:
    together = Flat(spec_of(*CARS), speed=25.0)
    wild_drive(together, 5, 4.0)
    for row, name in enumerate(CARS):
        alone = Flat(spec_of(name), speed=25.0)
        generator = np.random.default_rng(5)
        for _ in range(16):
            _draw_for_row(alone, generator, row, len(CARS))
            alone.run(0.25)
        assert alone.state[0].tobytes() == together.state[row].tobytes(), name


def _draw_for_row(flat: Flat, generator: np.random.Generator, row: int, count: int) -> None:
    flat.controls["steer"] = generator.integers(-32767, 32768, count)[row]
    for pedal in ("throttle", "brake", "clutch", "handbrake"):
        flat.controls[pedal] = max(int(generator.integers(-1023, 1024, count)[row]), 0)
    flat.controls["gear"] = generator.choice([-128, -128, -1, 0, 1, 3], count)[row]
    flat.controls["buttons"] = generator.integers(0, 8, count)[row]


@pytest.mark.parametrize("name", CARS)
def test_the_plain_functions_do_what_the_compiled_ones_do(name: str) -> None:
    compiled_car, plain_car = Flat(spec_of(name), speed=20.0), Flat(spec_of(name), speed=20.0)
    for flat in (compiled_car, plain_car):
        flat.environment["tyre_rate"] = flat.environment["fuel_rate"] = 1.0
        flat.press(steer=0.3, throttle=0.8)
    forces = np.zeros(1, FORCE)
    plain = uncompiled(step_car)
    for _ in range(20):
        compiled_car.step()
        arrays = (plain_car.state, plain_car.spec, plain_car.controls, plain_car.environment)
        rows = [array.view(np.recarray)[0] for array in (*arrays, forces)]
        plain(*rows, TICK)
        for place, speed in (("x", "velocity_x"), ("y", "velocity_y"), ("yaw", "yaw_rate")):
            plain_car.state[place] += TICK * plain_car.state[speed]
        plain_car.state["velocity_x"] += TICK * forces["x"] / plain_car.state["mass"]
        plain_car.state["velocity_y"] += TICK * forces["y"] / plain_car.state["mass"]
        plain_car.state["yaw_rate"] += TICK * forces["torque"] / plain_car.state["inertia"]
    assert plain_car.state.tobytes() == compiled_car.state.tobytes()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nothing_a_driver_does_makes_nonsense_or_energy(seed: int) -> None:
    flat = Flat(spec_of(*CARS), speed=40.0)
    flat.environment["tyre_rate"] = flat.environment["fuel_rate"] = 1.0
    before = flat.kinetic_energy
    for part in range(4):
        wild_drive(flat, seed + part, 2.0)
        after = flat.kinetic_energy
        for name in CAR_STATE.names or ():
            assert np.isfinite(flat.state[name]).all(), name
        rotating = flat.spec["engine_inertia"] * np.square(flat.spec["limiter_speed"])
        assert (after <= before + 2.0 * flat.spec["max_power"] + rotating).all()
        before = after
    assert (flat.state["load"] >= 0).all()
    assert (np.abs(flat.state["engine_speed"]) <= 1.2 * flat.spec["limiter_speed"]).all()
    assert (flat.state["tyre_wear"] <= 1).all()
    assert (flat.state["fuel"] >= 0).all()


@pytest.mark.parametrize("speed", [-30.0, -5.0, 0.0, 5.0, 70.0])
def test_a_spinning_or_reversing_car_comes_to_rest(speed: float) -> None:
    flat = Flat(spec_of(*CARS), speed=speed)
    flat.state["yaw_rate"] = 3.0
    flat.press(brake=1.0)
    flat.run(12.0)
    still = np.hypot(flat.state["velocity_x"], flat.state["velocity_y"])
    assert (still < 1e-3).all()
    assert (np.abs(flat.state["yaw_rate"]) < 1e-3).all()


def figures(dt: float) -> NDArray[np.float64]:
    """Speed after 5 s, speed lost in 0.5 s on the brakes, lateral acceleration; a row per car."""
    sprint = Flat(spec_of(*CARS), dt=dt)
    sprint.press(throttle=1.0)
    sprint.run(5.0)
    stop = Flat(spec_of(*CARS), dt=dt, speed=30.0)
    stop.press(brake=1.0)
    stop.run(0.25)
    braked = stop.state["forward_speed"].copy()
    stop.run(0.5)
    turn = Flat(spec_of(*CARS), dt=dt, speed=25.0)
    turn.press(steer=0.35, throttle=0.2)
    turn.run(2.0)
    gained, lost = sprint.state["forward_speed"], braked - stop.state["forward_speed"]
    return np.stack([gained, lost, turn.state["left_acceleration"]], axis=-1)


def test_halving_the_tick_changes_little() -> None:
    whole, half = figures(TICK), figures(TICK / 2)
    error = np.abs(whole / half - 1)
    assert error.max(axis=0) == pytest.approx(0.0, abs=0.005)


def test_a_held_or_absent_car_feels_nothing() -> None:
    flat = Flat(spec_of("gt3", "gt3"), speed=20.0)
    flat.state["held"][0], flat.state["present"][1] = 1, 0
    flat.press(throttle=1.0, steer=0.5)
    flat.step()
    for name in ("x", "y", "torque"):
        assert (flat.forces[name] == 0.0).all()


def test_damage_costs_downforce_and_torque_and_bends_the_steering() -> None:
    whole, hurt = Flat(spec_of("gt3"), speed=60.0), Flat(spec_of("gt3"), speed=60.0)
    for name in ("aero_damage", "alignment_damage", "engine_damage"):
        hurt.state[name] = 1.0
    for flat in (whole, hurt):
        flat.press(throttle=1.0)
        flat.run(0.5)
    assert hurt.state["load"].sum() < whole.state["load"].sum()
    assert hurt.state["forward_acceleration"][0] < whole.state["forward_acceleration"][0]
    assert abs(hurt.state["yaw_rate"][0]) > abs(whole.state["yaw_rate"][0]) + 0.01
