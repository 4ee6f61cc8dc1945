"""The start: wait for the lights, react, go."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.memory import Memory
from game.sim.controls import PEDAL_STEPS
from game.sim.driver import Lights

RED = int(Lights.RED)
FORMATION = int(Lights.FORMATION)
ROLLING: Final = 4.0
"""A car this fast has started [m/s]."""
LAUNCH_SPEED: Final = 1.2
"""Engine speed held for a launch, over that at which the clutch passes all torque [-]."""
REVVING: Final = 6.0
"""Throttle per engine speed that is missing, as a part of it [-]."""
MOST_THROTTLE: Final = 0.6
"""For that, at most [-]."""
LIGHT_BRAKE: Final = 0.2
"""Holds a car whose clutch is open, and is soon left [-]."""


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


@compiled
def rev_up(control: Any, car: Any, spec: Any, launch: float) -> None:
    """Press the clutch of a car that waits, and hold its engine where it pulls best.

    Args:
        control: CONTROLS row of the car, written.
        car: Its state.
        spec: CAR_SPEC row.
        launch: How much of that the driver masters, 0 none .. 1 all.
    """
    if launch == 0.0 or spec.electric == 1:
        return
    idle = spec.clutch_start_speed
    wanted = idle + launch * (LAUNCH_SPEED * spec.clutch_launch_speed - idle)
    throttle = min(MOST_THROTTLE, max(0.0, REVVING * (1.0 - car.engine_speed / wanted)))
    control.clutch = PEDAL_STEPS
    control.throttle = round(PEDAL_STEPS * throttle)
    control.brake = round(PEDAL_STEPS * LIGHT_BRAKE)
