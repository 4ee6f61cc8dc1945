"""The ideal lap against closed forms and against what real cars do."""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

import numpy as np
import pytest

from game.core.compiled import uncompiled
from game.core.paths import ROOT
from game.race.ideal_lap import ideal_lap
from game.race.speed_profile import cornering_speed, elapsed, profile
from game.sim.limits import LIMITS
from game.track.importers import import_track
from game.track.reader import build_track, load_track
from game.vehicle.reader import load_car

CIRCUITS = ROOT.parent / "shared" / "reference" / "circuits"
POLES = {
    "BrandsHatch": (83.0, 85.0),
    "Spielberg": (87.5, 89.0),
    "Hockenheim": (97.0, 99.0),
    "Oschersleben": (83.5, 85.5),
}


def simple_limits(lateral: float, braking: float, acceleration: float, top: float) -> Any:
    """A car whose limits do not depend on its speed."""
    limits = np.zeros(1, LIMITS)
    limits["top_speed"], limits["speed_step"] = top, top / 23
    limits["lateral"], limits["braking"], limits["acceleration"] = lateral, braking, acceleration
    return limits.view(np.recarray)[0]


def speeds(curvature: Any, step: float, limits: Any, with_power: bool = True) -> Any:
    result = np.empty(len(curvature))
    profile(result, np.array(curvature), np.full(len(curvature), step), limits, 1.0, with_power)
    return result


def test_on_a_circle_the_whole_grip_turns_the_car() -> None:
    limits = simple_limits(16.0, 10.0, 5.0, 80.0)
    speed = speeds(np.full(100, 1 / 100), 2 * pi, limits)
    assert speed == pytest.approx(np.full(100, sqrt(16.0 * 100.0)))
    assert elapsed(speed, np.full(100, 2 * pi), np.empty(100)) == pytest.approx(2 * pi * 100 / 40)


def test_the_compiled_and_the_plain_function_agree() -> None:
    limits = simple_limits(12.0, 10.0, 5.0, 80.0)
    plain = uncompiled(cornering_speed)(limits, -0.02, 0.9)
    assert plain == cornering_speed(limits, -0.02, 0.9) == pytest.approx(sqrt(0.9 * 12.0 / 0.02))


def test_between_two_corners_speed_rises_and_falls_as_on_a_drag_strip() -> None:
    """A straight of length d between corners of 10 m/s: v^2 = 100 + 2 a b d / (a + b) at most."""
    curvature = np.zeros(1000)
    curvature[:2] = 0.1
    speed = speeds(curvature, 1.0, simple_limits(10.0, 10.0, 5.0, 200.0))
    highest = sqrt(100.0 + 2 * 5.0 * 10.0 * 999.0 / 15.0)
    assert speed.max() == pytest.approx(highest, rel=0.01)
    assert np.argmax(speed) == pytest.approx(1000 * 10.0 / 15.0, abs=3)


def test_without_power_only_corners_and_brakes_count() -> None:
    curvature = np.zeros(1000)
    curvature[:2] = 0.1
    speed = speeds(curvature, 1.0, simple_limits(10.0, 10.0, 5.0, 60.0), with_power=False)
    assert speed[2] == pytest.approx(60.0)
    assert speed[-100] == pytest.approx(sqrt(100.0 + 2 * 10.0 * 100.0), rel=0.01)


def test_the_seam_of_the_lap_is_like_any_other_place() -> None:
    curvature = 0.02 * np.sin(np.linspace(0, 8 * pi, 400, endpoint=False)) ** 3
    limits = simple_limits(12.0, 11.0, 6.0, 70.0)
    speed = speeds(curvature, 2.0, limits)
    turned = speeds(np.roll(curvature, 123), 2.0, limits)
    assert np.roll(speed, 123) == pytest.approx(turned)


def test_sectors_add_up_and_medals_come_in_order() -> None:
    track = load_track("thimble")
    lap = ideal_lap(track, load_car("kart"))
    assert sum(lap.sector_times) == pytest.approx(lap.time_s)
    assert len(lap.sector_times) == len(track.sectors)
    assert lap.time_s < lap.medals["gold"] < lap.medals["silver"] < lap.medals["bronze"]


@pytest.mark.skipif(not CIRCUITS.is_dir(), reason="the surveyed circuits are not at hand")
@pytest.mark.parametrize("name", POLES)
def test_a_gt3_takes_about_as_long_as_in_reality(name: str) -> None:
    track = build_track(import_track(CIRCUITS / f"{name}.csv", name).text, name)
    fastest, slowest = POLES[name]
    time = ideal_lap(track, load_car("gt3")).time_s
    assert 0.96 * fastest < time < 1.04 * slowest
