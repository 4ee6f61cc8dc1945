"""The scripted driver alone: clean laps at its configured margin, on every track at hand."""

from __future__ import annotations

import pytest

from game.race.scripted.personality import DEFAULT_MARGIN
from game.race.scripted.solo import best_margin, solo_laps
from game.vehicle.reader import load_car
from tests.race.solo_tracks import NAMES, track_of


@pytest.mark.parametrize("name", NAMES)
def test_cars_of_all_drives_lap_clean_at_the_configured_margin(name: str) -> None:
    cars = [load_car(car) for car in ("gt3", "hot-hatch", "f3")]
    for run in solo_laps(track_of(name), cars, [DEFAULT_MARGIN], laps=1):
        assert run.clean, f"{run.car.id}: {run.off_s:.2f} s off, {run.wall_hits} wall hits"
        assert run.laps_s[0] < 1.2 * run.ideal_s


def test_every_car_laps_the_kart_track_clean() -> None:
    names = ("awd-saloon", "city-ev", "f1", "gt4", "lmp2", "roadster", "sports-coupe", "tcr")
    for run in solo_laps(track_of("cauldron"), [load_car(n) for n in names], [DEFAULT_MARGIN], 1):
        assert run.clean, f"{run.car.id}: {run.off_s:.2f} s off, {run.wall_hits} wall hits"


def test_more_grip_used_is_faster_until_it_is_too_much() -> None:
    slow, fast = solo_laps(track_of("thimble"), [load_car("gt3")], [0.75, 0.9], laps=1)
    assert fast.laps_s[0] < slow.laps_s[0]


def test_the_best_margin_is_clean() -> None:
    best = best_margin(track_of("cauldron"), load_car("city-ev"))
    assert best.clean
    assert best.margin >= DEFAULT_MARGIN
