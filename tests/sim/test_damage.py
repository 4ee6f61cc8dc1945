"""What contacts break."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.compiled import uncompiled
from game.sim.damage import LIGHT_LIMIT, THRESHOLD, WRITE_OFF, hit
from game.sim.world import Damage
from game.vehicle.state import CAR_STATE

MASS = 1000.0
PARTS = ("aero_damage", "alignment_damage", "engine_damage")


def damaged(
    change: float, ahead: float, left: float, level: Damage, times: int = 1
) -> dict[str, float]:
    """A car's damage after hits that change its speed by `change` [m/s]."""
    car = np.zeros(1, CAR_STATE).view(np.recarray)[0]
    car.mass = MASS
    for _ in range(times):
        uncompiled(hit)(car, change * MASS, ahead, left, int(level))
    return {name: float(car[name]) for name in PARTS}


def test_bumps_below_the_threshold_leave_no_trace() -> None:
    assert not any(damaged(THRESHOLD * 0.99, 0.6, 0.8, Damage.FULL, times=500).values())


def test_a_hit_that_writes_off_destroys_the_nose() -> None:
    found = damaged(THRESHOLD + WRITE_OFF, 1.0, 0.0, Damage.FULL)
    assert found["aero_damage"] == pytest.approx(1.0)
    assert found["engine_damage"] > 0.5
    assert found["alignment_damage"] == 0.0


def test_from_behind_no_engine_is_hurt() -> None:
    assert damaged(20.0, -1.0, 0.0, Damage.FULL)["engine_damage"] == 0.0


@given(st.floats(0, 80), st.floats(-3.2, 3.2), st.integers(1, 30))
def test_damage_is_bounded_mirrored_and_light_stays_drivable(
    change: float, angle: float, times: int
) -> None:
    ahead, left = float(np.cos(angle)), float(np.sin(angle))
    for level in Damage:
        found = damaged(change, ahead, left, level, times)
        mirrored = damaged(change, ahead, -left, level, times)
        most = {Damage.NONE: 0.0, Damage.LIGHT: LIGHT_LIMIT, Damage.FULL: 1.0}[level]
        assert all(abs(value) <= most for value in found.values())
        assert mirrored["aero_damage"] == found["aero_damage"]
        assert mirrored["alignment_damage"] == pytest.approx(-found["alignment_damage"], abs=1e-12)
        if level is not Damage.FULL:
            assert found["engine_damage"] == 0.0
