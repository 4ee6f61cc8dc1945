"""The spotter speaks once when a car comes alongside, and once when the sides are clear."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from game.audio.cues import Cue
from game.audio.signals import Signals, changes
from game.audio.spotter import Spotter, alongside
from game.replay.player import SHOWN
from game.vehicle.reader import load_car, spec_rows
from game.vehicle.state import fresh_state

SPECS = spec_rows([load_car("gt3")] * 2)


def pair(ahead: float, left: float, yaw: float = 0.0) -> NDArray[Any]:
    """The own car at speed, and another beside it."""
    cars = fresh_state(SPECS)
    cars["forward_speed"], cars["yaw"] = 40.0, yaw
    cars["x"][1] = ahead * np.cos(yaw) - left * np.sin(yaw)
    cars["y"][1] = ahead * np.sin(yaw) + left * np.cos(yaw)
    return cars


@pytest.mark.parametrize("yaw", [0.0, 1.0, -2.5, 3.1])
def test_sides_are_those_of_the_driver(yaw: float) -> None:
    assert alongside(pair(1.0, 2.5, yaw), SPECS, 0) == (True, False)
    assert alongside(pair(-1.0, -2.5, yaw), SPECS, 0) == (False, True)
    assert alongside(pair(9.0, 2.5, yaw), SPECS, 0) == (False, False)
    assert alongside(pair(0.0, 12.0, yaw), SPECS, 0) == (False, False)


def test_one_call_when_a_car_comes_and_one_when_it_has_gone() -> None:
    spotter, said = Spotter(), []
    for step in range(60):
        cars = pair(0.0 if 10 <= step < 25 else 30.0, -2.5)
        said += spotter.look(cars, SPECS, 0, step * 0.1)
    assert said == [Cue.SPOT_RIGHT, Cue.SPOT_CLEAR]


def test_a_car_that_has_been_taken_away_is_not_alongside() -> None:
    cars = pair(0.0, 2.5)
    cars["present"][1] = 0
    assert alongside(cars, SPECS, 0) == (False, False)
    shown = np.zeros(2, SHOWN)
    shown["forward_speed"], shown["y"][1], shown["flags"] = 40.0, 2.5, [1, 0]
    assert alongside(shown, SPECS, 0) == (False, False)
    shown["flags"] = 1
    assert alongside(shown, SPECS, 0) == (True, False)


def test_changes_of_lights_and_flags_are_heard_once() -> None:
    shown = [
        Signals(),
        Signals(red_lights=1),
        Signals(red_lights=2),
        Signals(red_lights=2),
        Signals(green_light=True),
        Signals(yellow=True),
        Signals(yellow=True, penalties=5.0),
        Signals(best_lap=80.0),
        Signals(best_lap=79.0),
    ]
    said = [changes(before, now) for before, now in zip([None, *shown], shown, strict=False)]
    assert said == [
        [],
        [Cue.LIGHT],
        [Cue.LIGHT],
        [],
        [Cue.GO],
        [Cue.FLAG],
        [Cue.PENALTY],
        [],
        [Cue.BEST],
    ]
