"""What one car's motion tells: wrong way, stuck, out of fuel, asking to be put back."""

from __future__ import annotations

from typing import Any, Final

from game.core.clock import TICK, ticks
from game.core.compiled import compiled
from game.race.rules import Rules
from game.race.state import NEVER, PitState, RaceState
from game.sim.controls import PEDAL_STEPS

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
STAND_PATIENCE: Final = 10
PUSHING: Final = PEDAL_STEPS // 10
"""Throttle of a driver who wants to get away."""
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
def stays_where_put(race: RaceState) -> bool:
    """Whether a car was put back and has made no way since."""
    return bool(race.recoveries > 0 and race.anchor_tick <= race.held_until)


@compiled
def stands_by_choice(race: RaceState, car: Any, station: Any, controls: Any) -> bool:
    """Whether a car stands on the road, facing along it, and nobody wants it to go on."""
    on_road = -station.width_right <= car.offset <= station.width_left
    still = race.speed < STANDSTILL and controls.throttle < PUSHING
    return bool(on_road and still and abs(car.heading) <= ACROSS)


@compiled
def watch_stuck(
    race: RaceState, car: Any, station: Any, controls: Any, tick: int, rules: Rules
) -> bool:
    """Whether the car has made no way for too long.

    A car that moves to and fro is given twice the time of one that stands, one in the pit lane
    `PIT_PATIENCE` times as much. One that was put back and has stood there since is never put back
    again: a race gives it `STAND_PATIENCE` times as much until it is out. Outside races nobody is
    in a hurry, and who stands on the road may stand there.

    Args:
        race: The car's row.
        car: Its CAR_STATE row.
        station: Of the track, where the car is.
        controls: Its CONTROLS row.
        tick: Now.
        rules: Of the session.
    """
    in_pits = race.pit_state != PitState.OUTSIDE
    put = stays_where_put(race)
    idle = in_pits or (not put and stands_by_choice(race, car, station, controls))
    if race.travelled > race.anchor + STEP:
        race.anchor = race.travelled
        race.anchor_tick = tick
    elif (
        (tick < race.held_until and not put)
        or race.pit_state == PitState.SERVICE
        or (rules.race == 0 and idle)
    ):
        race.anchor_tick = tick
    patience = rules.stuck_ticks if race.speed < STANDSTILL else 2 * rules.stuck_ticks
    if in_pits:
        patience *= PIT_PATIENCE
    elif put:
        patience *= STAND_PATIENCE
    late = tick - race.anchor_tick >= patience and race.recover_since == NEVER
    return bool(late and (rules.race == 1 or not put))


@compiled
def watch_reset(race: RaceState, pressed: bool) -> bool:
    """Whether the reset button has just been held long enough."""
    race.reset_held = race.reset_held + 1 if pressed else 0
    return bool(race.reset_held == RESET_TICKS and race.recover_since == NEVER)
