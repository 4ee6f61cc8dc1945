"""Track limits: a car is off when the centres of all four contact patches are beyond the line.

The white line belongs to the track. One excursion counts once, however often the car touches the
line on its way; it ends when the car has been back for `BACK_TICKS`.
"""

from __future__ import annotations

from typing import Any, Final

from game.core.clock import ticks
from game.core.compiled import compiled
from game.core.exact import cosine, sine
from game.race.state import RaceState

BACK_TICKS: Final = ticks(0.3)
"""Back on the track for this long ends an excursion."""


@compiled
def wheels_beyond(car: Any, spec: Any, station: Any) -> bool:
    """Whether all four wheels are beyond the white line, on whichever side.

    Offsets of the wheels are those of the car's centre moved along its heading, with the bend of
    the road to second order (error below 1 cm for a radius above 10 m).
    """
    if -station.width_right <= car.offset <= station.width_left:
        return False
    sin, cos = sine(car.heading), cosine(car.heading)
    bend = 0.5 * station.curvature / max(1.0 - station.curvature * car.offset, 0.1)
    for wheel in range(len(spec.wheel_x)):
        ahead = spec.wheel_x[wheel] * cos - spec.wheel_y[wheel] * sin
        left = spec.wheel_x[wheel] * sin + spec.wheel_y[wheel] * cos
        offset = car.offset + left - bend * ahead * ahead
        if -station.width_right <= offset <= station.width_left:
            return False
    return True


NOTHING: Final = 0
LEFT: Final = 1
RETURNED: Final = 2


@compiled
def watch_limits(race: RaceState, beyond: bool, tick: int) -> int:
    """Keep count of one car's excursions; says when one begins and ends.

    Args:
        race: The car's row.
        beyond: Whether all its wheels are beyond the line now.
        tick: Now.
    """
    if beyond:
        began = race.off == 0
        if began:
            race.off = 1
            race.off_tick = tick
            race.off_count += 1
            race.off_entry_speed = race.speed
            race.off_least_speed = race.speed
        race.last_off_tick = tick
        race.off_ticks += 1
        race.off_least_speed = min(race.off_least_speed, race.speed)
        return LEFT if began else NOTHING
    if race.off == 1 and tick - race.last_off_tick >= BACK_TICKS:
        race.off = 0
        return RETURNED
    return NOTHING
