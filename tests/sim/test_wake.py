"""The air behind a car against what is commonly quoted (reference figures of drafting)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.compiled import uncompiled
from game.sim.wake import DIRTY_REACH, REACH, stir_air
from game.vehicle.reader import load_car
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE

REAL, STRONG = 1, 2
FACTORS = ("drag_factor", "front_downforce_factor", "rear_downforce_factor")


def factors(
    gap: float,
    beside: float = 0.0,
    car: str = "gt3",
    speed: float = 70.0,
    slipstream: int = REAL,
    levels: tuple[int, int] = (0, 0),
) -> tuple[float, float, float]:
    """Drag, front and rear downforce of a car `gap` metres behind another's tail."""
    spec = np.zeros(2, CAR_SPEC)
    spec[:] = load_car(car).record
    state = np.zeros(2, CAR_STATE)
    state["present"] = 1
    state["velocity_x"] = speed
    state["x"] = (gap + spec[0]["length"], 0.0)
    state["y"] = (0.0, beside)
    stir_air(state, spec, np.array(levels, np.int64), slipstream)
    assert state[0]["drag_factor"] == 1.0
    drag, front, rear = (float(state[1][name]) for name in FACTORS)
    return drag, front, rear


@pytest.mark.parametrize("car", ["sports-coupe", "tcr", "gt4", "gt3", "lmp2", "f3", "f1"])
@pytest.mark.parametrize("gap", [5.0, 7.0, 10.0])
def test_a_car_five_to_ten_metres_behind_loses_a_fifth_to_a_third_of_its_drag(
    car: str, gap: float
) -> None:
    assert 0.64 < factors(gap, car=car)[0] < 0.81


@pytest.mark.parametrize("gap", [5.0, 10.0])
def test_close_behind_a_tenth_to_a_third_of_front_downforce_is_lost(gap: float) -> None:
    _, front, rear = factors(gap)
    assert 0.70 <= front <= 0.90
    assert front < rear < 1.0


def test_at_sixty_metres_and_half_a_width_beside_there_is_nothing_left() -> None:
    assert factors(REACH + 0.1) == (1.0, 1.0, 1.0)
    assert factors(55.0)[0] > 0.98
    assert factors(6.0, beside=1.3)[0] > 0.99
    assert factors(DIRTY_REACH + 0.1)[1] == 1.0


@given(st.floats(0.0, 70.0), st.floats(0.0, 4.0))
def test_more_distance_never_means_less_air_and_sides_are_alike(gap: float, beside: float) -> None:
    near, far = factors(gap, beside), factors(gap + 1.0, beside)
    assert factors(gap, -beside) == near
    if beside == 0.0:
        assert all(a <= b for a, b in zip(near, far, strict=True))
    assert all(a <= b for a, b in zip(near, factors(gap, beside + 0.3), strict=True))
    assert all(0.4 <= factor <= 1.0 for factor in near)


def test_slipstream_can_be_strong_or_off_and_needs_speed() -> None:
    assert factors(8.0, slipstream=STRONG)[0] < factors(8.0)[0]
    assert factors(8.0, slipstream=STRONG)[1:] == factors(8.0)[1:]
    assert factors(8.0, slipstream=0) == (1.0, 1.0, 1.0)
    assert factors(8.0, speed=4.0) == (1.0, 1.0, 1.0)
    assert factors(8.0, levels=(1, 2)) == (1.0, 1.0, 1.0)


def test_oncoming_cars_have_no_slipstream() -> None:
    spec = np.zeros(2, CAR_SPEC)
    spec[:] = load_car("gt3").record
    state = np.zeros(2, CAR_STATE)
    state["present"] = 1
    state["velocity_x"] = (50.0, -50.0)
    state["x"] = (0.0, -15.0)
    stir_air(state, spec, np.zeros(2, np.int64), REAL)
    assert np.all(state["drag_factor"] == 1.0)


def test_compiled_and_plain_wakes_are_the_same() -> None:
    spec = np.zeros(6, CAR_SPEC)
    spec[:] = load_car("f3").record
    state = np.zeros(6, CAR_STATE)
    state["present"] = 1
    state["velocity_x"] = 60.0
    state["x"] = np.arange(6) * 11.0
    state["y"] = np.sin(np.arange(6)) * 0.8
    plain, levels = state.copy(), np.zeros(6, np.int64)
    stir_air(state, spec, levels, REAL)
    uncompiled(stir_air)(plain.view(np.recarray), spec.view(np.recarray), levels, REAL)
    assert plain.tobytes() == state.tobytes()
