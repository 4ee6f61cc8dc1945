from __future__ import annotations

import numpy as np
import pytest

from game.core.seeds import SeedTree
from game.vehicle.random_car import SPREAD, random_car
from game.vehicle.reader import load_car, shipped_cars


@pytest.mark.parametrize("base", shipped_cars())
def test_cars_of_any_seed_are_valid_and_near_their_base(base: str) -> None:
    shipped = load_car(base)
    for seed in range(8):
        car = random_car(SeedTree(seed), "r", base)
        for name in ("mass_empty", "max_power", "wheelbase", "drag_area"):
            factor = float(car.record[name] / shipped.record[name])
            assert 1 / (1 + SPREAD) - 1e-6 <= factor <= 1 + SPREAD + 1e-6, name


def test_the_rear_holds_at_least_as_well_as_in_the_shipped_car() -> None:
    for seed in range(20):
        car, shipped = random_car(SeedTree(seed), "r", "gt3").record, load_car("gt3").record
        rear, front = (car["grip_left"][k] / shipped["grip_left"][k] for k in (2, 0))
        assert rear >= front - 1e-9


def test_a_seed_is_a_car_and_no_spread_is_the_shipped_one() -> None:
    assert random_car(SeedTree(1), "r").content_hash == random_car(SeedTree(1), "r").content_hash
    assert random_car(SeedTree(1), "r").content_hash != random_car(SeedTree(2), "r").content_hash
    plain = random_car(SeedTree(1), "r", "gt3", spread=0.0).record
    shipped = load_car("gt3").record
    for name in shipped.dtype.names or ():
        np.testing.assert_allclose(plain[name], shipped[name], rtol=1e-9)
