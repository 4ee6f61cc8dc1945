"""The start: wait for the lights, react, go."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.memory import Memory
from game.sim.driver import Lights

RED = int(Lights.RED)
FORMATION = int(Lights.FORMATION)
ROLLING: Final = 4.0
"""A car this fast has started [m/s]."""


@compiled
def waits_for_lights(memory: Memory, car: Any, brief: Any, reaction: float, time: float) -> bool:
    """Whether the driver still holds his car on the brake.

    Args:
        memory: Of the driver.
        car: CAR_STATE row.
        brief: What he is told.
        reaction: Time from the lights to his foot [s].
        time: Since the last decision [s].
    """
    if brief.lights == RED:
        memory.reacted = 0.0
        return True
    if brief.lights == FORMATION or brief.finished != 0 or car.forward_speed > ROLLING:
        memory.reacted = reaction
    if memory.reacted >= reaction:
        return False
    if brief.green != 0:
        memory.reacted += time
    return True
