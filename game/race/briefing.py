"""What each driver is told: flags, lights, position, where to stop."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.race.pit_lane import limited
from game.race.rules import Rules
from game.race.state import Phase, PitState, RaceState, Rows, Status

UNKNOWN_LAPS: Final = 9999
"""Laps left where only the time decides."""
FUEL_MARGIN: Final = 1.25
"""A car is called in when its fuel will not last this many laps."""
WORN_TYRE: Final = 0.85
BENT: Final = 0.4
"""Damage with which a car is called in."""


@compiled
def fill_brief(
    brief: Rows, race: Rows, state: Rows, order: NDArray[np.int64], clock: Any, rules: Rules
) -> None:
    """Write the BRIEF rows of all cars."""
    racing = clock.phase == Phase.GREEN or clock.phase == Phase.CHEQUERED
    for row in range(len(race)):
        entry, told = race[row], brief[row]
        told.lights = clock.lights
        told.position = entry.position
        told.lap = entry.laps
        told.laps_left = laps_left(entry, clock, rules)
        told.green = 1 if racing and entry.status == Status.RUNNING else 0
        told.yellow = entry.yellow
        told.blue = 1 if entry.blue > 0 else 0
        told.finished = 1 if entry.status != Status.RUNNING else 0
        told.in_pit_lane = 1 if entry.pit_state != PitState.OUTSIDE else 0
        told.pit_box = entry.pit_box
        told.must_pit = 1 if must_pit(entry, state[row], told.laps_left, rules) else 0
        told.give_back = entry.give_back
        told.wrong_way = entry.wrong_way
        told.target_speed = clock.target_speed
        if told.in_pit_lane == 1 and limited(state[row].distance, rules):
            told.target_speed = min(told.target_speed, rules.pit_speed)


@compiled
def laps_left(race: RaceState, clock: Any, rules: Rules) -> int:
    """Laps that a car has still to complete, the one it is driving included."""
    if race.status != Status.RUNNING:
        return 0
    if clock.phase == Phase.CHEQUERED:
        return 1
    return int(rules.laps - race.laps) if rules.laps > 0 else UNKNOWN_LAPS


@compiled
def must_pit(race: RaceState, car: Any, left: int, rules: Rules) -> bool:
    """Whether race control and the team want the car in."""
    if rules.pit_side == 0 or race.pit_box < 0 or race.status != Status.RUNNING:
        return False
    if race.drive_throughs > 0:
        return True
    if left <= 1 or race.pit_state == PitState.LEAVING:
        return False
    if race.fuel_per_lap > 0.0 and car.fuel < min(left, FUEL_MARGIN) * race.fuel_per_lap:
        return True
    worn = max(car.tyre_wear[0], car.tyre_wear[1], car.tyre_wear[2], car.tyre_wear[3])
    return bool(worn > WORN_TYRE or car.aero_damage > BENT or abs(car.alignment_damage) > BENT)
