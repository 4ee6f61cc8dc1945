from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.evaluation import pictures
from agents.evaluation.close_ups import draw_close_ups, troubles_of
from agents.evaluation.flying import Flight, Pair, fly
from agents.evaluation.habits import along, draw_habits, habits_of, slow_places
from agents.evaluation.losses import PHASES, losses, quietness
from game.vehicle.reader import load_car
from tests.agents.evaluation.roads import Scripted, oval

GT3 = load_car("gt3")


def lap(margin: float) -> Flight:
    return fly([Pair(oval(), GT3)], lambda world, numbers: Scripted(world, margin), laps=1)[0]


@pytest.fixture(scope="module")
def careful() -> Flight:
    return lap(0.7)


@pytest.fixture(scope="module")
def quick() -> Flight:
    return lap(0.9)


def test_the_oval_has_two_slow_places_one_in_each_bend(quick: Flight) -> None:
    places = slow_places(along(quick, "speed"))
    assert len(places) == 2
    first, second = (2.0 * place for place in places)
    # Bends lie between 150 and 338 m and between 638 and 827 m.
    assert 150.0 < first < 338.0
    assert 638.0 < second < 827.0


def test_a_careful_driver_brakes_earlier_and_corners_slower(careful: Flight, quick: Flight) -> None:
    habits = habits_of(careful, quick)
    assert habits.brakes_earlier_m > 5.0
    # Grip goes with the square of the speed.
    assert habits.corner_speed == pytest.approx(np.sqrt(0.7 / 0.9), abs=0.02)
    assert 0.3 < habits.road_used <= 1.0


def test_beside_himself_a_driver_brakes_at_the_same_place(quick: Flight) -> None:
    habits = habits_of(quick, quick)
    assert habits.brakes_earlier_m == 0.0
    assert habits.corner_speed == 1.0


def test_a_careful_lap_loses_its_time_in_and_before_the_bends(careful: Flight) -> None:
    table = losses([careful])[0]
    (row,) = table.rows
    lost = dict(zip(PHASES, (float(word.removesuffix(" %")) for word in row[2:]), strict=True))
    assert lost["cornering"] + lost["braking"] > 0.7 * sum(lost.values()) > 5.0


def test_a_hand_that_shakes_is_seen(quick: Flight) -> None:
    shaking = lap(0.9)
    shaking.trace["steer"] += 0.1 * (-1.0) ** np.arange(len(shaking.trace))
    (calm,), (shaken,) = quietness([quick]).rows, quietness([shaking]).rows
    assert float(calm[2]) < 0.5
    assert float(shaken[2]) == pytest.approx(2.0, abs=0.3)
    assert float(shaken[3]) > 8.0 > float(calm[3])


@pytest.mark.skipif(not pictures.possible(), reason="pictures need matplotlib")
def test_pictures_are_drawn_whole(tmp_path: Path, careful: Flight, quick: Flight) -> None:
    draw_habits(tmp_path / "habits.png", careful, quick, ("careful", "quick"))
    spoilt = lap(0.9)
    spoilt.laps[0].trouble_m = 300.0
    draw_close_ups(tmp_path / "places.png", troubles_of([spoilt]))
    for name in ("habits.png", "places.png"):
        assert (tmp_path / name).read_bytes().endswith(b"IEND\xaeB`\x82")
