"""Gears: the automatic's, or the driver's own hand."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.memory import Memory
from game.sim.controls import GEAR_NONE
from game.vehicle.gearbox import DOWNSHIFT_SHARE, ratio
from game.vehicle.state import RL

NO_GEAR: Final = int(GEAR_NONE)
PAUSE: Final = 0.3
"""Between two changes by hand [s]."""


@compiled
def choose_gear(memory: Memory, car: Any, spec: Any, backwards: bool, time: float) -> int:
    """What the gear lever says: a gear, or `GEAR_NONE` where the car shifts by itself."""
    if backwards:
        return -1
    if spec.automatic_gears != 0:
        return NO_GEAR
    gear = car.next_gear
    memory.shift_wait -= time
    if gear < 1:
        return 1
    if memory.shift_wait > 0.0:
        return int(gear)
    rolling = car.forward_speed / spec.tyre_radius[RL]
    if gear < spec.gear_count and rolling * ratio(spec, gear) > spec.shift_up_speed[gear + 1]:
        memory.shift_wait = PAUSE
        return int(gear + 1)
    if gear > 1 and rolling * ratio(spec, gear - 1) < DOWNSHIFT_SHARE * spec.shift_up_speed[gear]:
        memory.shift_wait = PAUSE
        return int(gear - 1)
    return int(gear)
