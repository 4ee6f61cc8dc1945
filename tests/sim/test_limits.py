"""A car's limits are what it does: measured, kept, and never believed when damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.core.compiled import uncompiled
from game.sim.car_limits import car_limits, keep_limits, limits_key, read_limits
from game.sim.limit_runs import best_by_speed, fit_lateral, smoothed
from game.sim.limits import LIMITS, SPEEDS, at_speed
from game.vehicle.reader import load_car

G = 9.81


@pytest.mark.parametrize("function", [at_speed, uncompiled(at_speed)])
def test_a_table_is_linear_between_entries_and_held_at_its_ends(function: object) -> None:
    table = np.array([1.0, 3.0, 4.0])
    assert callable(function)
    read = [function(table, 10.0, speed) for speed in (-5.0, 0.0, 5.0, 10.0, 17.5, 20.0, 99.0)]
    assert read == [1.0, 1.0, 2.0, 3.0, 3.75, 4.0, 4.0]


def test_a_gt3_has_the_limits_of_its_class() -> None:
    limits = car_limits(load_car("gt3"))[0]
    at_100, at_200 = 100 / 3.6, 200 / 3.6
    assert 265 / 3.6 < limits["top_speed"] < 300 / 3.6
    assert 1.35 * G < at_speed(limits["lateral"], limits["speed_step"], at_100) < 1.75 * G
    assert 1.75 * G < at_speed(limits["lateral"], limits["speed_step"], at_200) < 2.2 * G
    mean = at_100**2 / 2 / 28.0
    assert at_speed(limits["braking"], limits["speed_step"], at_100) == pytest.approx(mean, rel=0.1)
    assert np.all(limits["acceleration"] < limits["braking"])
    assert np.all(limits["coasting"] < limits["braking"])
    assert limits["acceleration"][-1] < 0.2


def test_a_wet_road_takes_grip_away() -> None:
    car = load_car("gt3")
    dry, wet = car_limits(car)[0], car_limits(car, wetness=1.0)[0]
    assert np.all(wet["lateral"] < 0.9 * dry["lateral"])
    assert np.all(wet["braking"][4:] < 0.9 * dry["braking"][4:])


def test_a_measurement_is_kept_and_a_damaged_one_is_made_again(tmp_path: Path) -> None:
    car = load_car("city-ev")
    first = car_limits(car, folder=tmp_path)
    path = tmp_path / f"{limits_key(car, 0.0)}.npz"
    assert np.array_equal(car_limits(car, folder=tmp_path), first)
    for damaged in (b"", b"nonsense", path.read_bytes()[:-9]):
        path.write_bytes(damaged)
        assert read_limits(path) is None
    assert np.array_equal(car_limits(car, folder=tmp_path), first)


def test_a_measurement_without_finite_numbers_is_not_believed(tmp_path: Path) -> None:
    limits = np.zeros(1, LIMITS)
    limits["lateral"][0, 3] = np.nan
    keep_limits(tmp_path / "limits.npz", limits)
    assert read_limits(tmp_path / "limits.npz") is None


def test_the_best_of_several_runs_counts_at_each_speed() -> None:
    speed = np.array([[0.0, 0.0], [10.0, 20.0]])
    gained = np.array([[4.0, 1.0], [2.0, 3.0]])
    best = best_by_speed(speed, gained, np.array([0.0, 10.0, 20.0]))
    assert best.tolist() == [4.0, 2.0, 3.0]


def test_the_cornering_limit_grows_with_the_square_of_speed_beyond_the_runs() -> None:
    speed = np.array([10.0, 20.0, 30.0])
    table = np.linspace(0.0, 60.0, SPEEDS)
    fitted = fit_lateral(speed, 12.0 + 0.01 * speed**2, table)
    beyond = table > 30.0
    assert fitted[beyond] == pytest.approx(12.0 + 0.01 * table[beyond] ** 2)


def test_a_running_mean_of_a_constant_is_that_constant() -> None:
    assert smoothed(np.full((50, 2), 3.5)) == pytest.approx(np.full((50, 2), 3.5))
