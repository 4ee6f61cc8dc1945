"""What one car's motion tells: wrong way, stuck, out of fuel, asking to be put back."""

from __future__ import annotations

from typing import Any, Final

from game.core.clock import TICK, ticks
from game.core.compiled import compiled
from game.race.rules import Rules
from game.race.state import NEVER, PitState, RaceState

WRONG_SPEED: Final = 2.0
"""Back along the road, at least [m/s]."""
WRONG_TICKS: Final = ticks(1.0)
STEP: Final = 5.0
"""Progress that shows that a car is not stuck [m]."""
SLOW: Final = 5.0
"""Slower than this on the road is a hazard to others [m/s]."""
ACROSS: Final = 1.3
"""Standing at a larger angle to the road than this is a hazard too [rad]."""
STANDSTILL: Final = 1.0
"""[m/s]"""
START_TICKS: Final = ticks(8.0)
"""After the start, a slow car is only getting going."""
PIT_PATIENCE: Final = 10
RESET_TICKS: Final = ticks(0.5)
"""The reset button must be held for this long."""


@compiled
def watch_direction(race: RaceState) -> bool:
    """Update the wrong-way flag; says whether it was just put up."""
    back = race.step < -WRONG_SPEED * TICK
    race.wrong_ticks = min(race.wrong_ticks + 1, 2 * WRONG_TICKS) if back else race.wrong_ticks - 2
    race.wrong_ticks = max(race.wrong_ticks, 0)
    was = race.wrong_way
    if race.wrong_ticks >= WRONG_TICKS:
        race.wrong_way = 1
    elif race.wrong_ticks == 0:
        race.wrong_way = 0
    return bool(race.wrong_way > was)


@compiled
def watch_hazard(race: RaceState, car: Any, since_start: int) -> None:
    """Note whether the car endangers those who come after it.

    Args:
        race: The car's row.
        car: Its CAR_STATE row.
        since_start: Ticks since the lights went out; a field that gets going is no hazard.
    """
    slow = race.speed < SLOW or abs(car.heading) > ACROSS
    outside = race.pit_state == PitState.OUTSIDE and since_start > START_TICKS
    race.hazard = 1 if slow and outside and car.present == 1 else 0


@compiled
def watch_stuck(race: RaceState, tick: int, rules: Rules) -> bool:
    """Whether the car has made no way for too long.

    A car that moves to and fro is given twice the time of one that stands, one in the pit lane
    `PIT_PATIENCE` times as much, and outside races all the time there is.
    """
    in_pits = race.pit_state != PitState.OUTSIDE
    if race.travelled > race.anchor + STEP:
        race.anchor = race.travelled
        race.anchor_tick = tick
    elif (
        tick < race.held_until
        or (in_pits and rules.race == 0)
        or race.pit_state == PitState.SERVICE
    ):
        race.anchor_tick = tick
    patience = rules.stuck_ticks if race.speed < STANDSTILL else 2 * rules.stuck_ticks
    if in_pits:
        patience *= PIT_PATIENCE
    return bool(tick - race.anchor_tick >= patience and race.recover_since == NEVER)


@compiled
def watch_reset(race: RaceState, pressed: bool) -> bool:
    """Whether the reset button has just been held long enough."""
    race.reset_held = race.reset_held + 1 if pressed else 0
    return bool(race.reset_held == RESET_TICKS and race.recover_since == NEVER)
