"""The tyre's formulas against what they must be by definition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.exact import sine
from game.core.surface import SURFACES, Surface
from game.vehicle.build import magic_stiffness
from game.vehicle.tyre import (
    friction_at_load,
    magic_angle,
    magic_slope,
    temperature_factor,
)
from tests.vehicle.flat import Flat, spec_of

SHAPES = st.floats(1.1, 1.9)


def value(slip: float, shape: float) -> float:
    return sine(magic_angle(slip, magic_stiffness(shape), shape))


@given(SHAPES)
def test_the_force_peaks_at_slip_one(shape: float) -> None:
    assert value(1.0, shape) == pytest.approx(1.0, abs=1e-9)
    assert value(0.97, shape) < 1.0 > value(1.03, shape)
    assert value(0.0, shape) == 0.0


@given(SHAPES)
def test_far_beyond_the_peak_the_force_is_that_of_the_formula(shape: float) -> None:
    assert value(1e6, shape) == pytest.approx(math.sin(shape * math.pi / 2), abs=1e-5)


@given(SHAPES, st.floats(0.01, 0.95))
def test_the_slope_is_the_derivative_up_to_the_peak(shape: float, slip: float) -> None:
    step = 1e-6
    difference = (value(slip + step, shape) - value(slip - step, shape)) / (2 * step)
    slope = magic_slope(slip, value(slip, shape), magic_stiffness(shape), shape)
    assert slope == pytest.approx(difference, rel=1e-3, abs=1e-5)
    assert magic_slope(1.0 + slip, value(1.0 + slip, shape), magic_stiffness(shape), shape) == 0.0


def test_friction_falls_with_load_but_force_still_grows() -> None:
    loads = np.linspace(100.0, 30000.0, 50)
    friction = np.array([friction_at_load(load, 4000.0, 0.1) for load in loads])
    assert friction_at_load(4000.0, 4000.0, 0.1) == 1.0
    assert (np.diff(friction) < 0).all()
    assert (np.diff(friction * loads) > 0).all()


def test_grip_is_lost_on_both_sides_of_the_best_temperature() -> None:
    assert temperature_factor(80.0, 80.0, 20.0) == 1.0
    assert temperature_factor(100.0, 80.0, 20.0) == pytest.approx(0.95)
    assert temperature_factor(60.0, 80.0, 20.0) == pytest.approx(0.95)
    assert temperature_factor(1e4, 80.0, 20.0) > 0.79


@pytest.mark.parametrize("surface", list(Surface))
@pytest.mark.parametrize("wetness", [0.0, 0.5, 1.0])
def test_a_sliding_car_is_slowed_by_the_friction_of_its_ground(
    surface: Surface, wetness: float
) -> None:
    changes = {"load_sensitivity": 0.0, "abs": 0, "drag_area": 0.0, "steering_help": 0}
    flat = Flat(spec_of("roadster", **changes), speed=20.0)
    flat.state["surface"] = int(surface)
    flat.environment["wetness"] = wetness
    flat.press(brake=1.0)
    flat.run(0.5)
    row = SURFACES[int(surface)]
    ground = row["grip_dry"] + wetness * (row["grip_wet"] - row["grip_dry"])
    tyres = ground * flat.spec["grip_forward"][0, 0] * 9.81
    rolling = (row["rolling_resistance"] + row["drag"] * flat.state["forward_speed"][0]) * 9.81
    slowing = -flat.state["forward_acceleration"][0] - rolling
    assert 0.75 * tyres < slowing < 1.001 * tyres


@given(st.floats(-60, 60), st.floats(-60, 60), st.floats(-4, 4), st.floats(-200, 400))
def test_tyres_take_energy_from_what_slides(
    forward: float, left: float, yaw_rate: float, spin: float
) -> None:
    flat = Flat(spec_of("roadster"))
    flat.state["velocity_x"], flat.state["velocity_y"] = forward, left
    flat.state["yaw_rate"], flat.state["wheel_speed"] = yaw_rate, spin
    flat.state["gear"] = flat.state["next_gear"] = 0
    flat.step()
    state, forces = flat.state[0], flat.forces[0]
    across = state["force_left"] * forces["speed_across"]
    assert (across <= 1e-9).all()
    assert (state["load"] >= 0).all()
    limit = np.hypot(forces["limit_forward"], forces["limit_left"])
    assert (np.hypot(state["force_forward"], state["force_left"]) <= limit + 1e-9).all()
