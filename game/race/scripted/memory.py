"""Everything a scripted driver remembers between two decisions, as one row of an array."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np

RACING, REVERSING, IN_PIT, SERVED = 0, 1, 2, 3
"""Modes of a driver; at the lights and after the flag he is RACING too, only slower."""

NOBODY: Final = -1
"""No car, where the row of one is asked for."""

MEMORY: Final = np.dtype(
    [
        ("mode", "i8"),
        ("time_in_mode", "f8"),  # [s]
        ("lane", "f8"),  # where between the edges he drives, -1 right .. 1 left
        ("lane_rate", "f8"),  # [1/s]
        ("aim", "f8"),  # the lane he is going to
        ("settled", "f8"),  # time since he chose it [s]
        ("held_up", "f8"),  # time that he has been held up by a car ahead [s]
        ("studied", "i8"),  # row of the car ahead whose pace he knows, NOBODY
        ("rival_pace", "f8"),  # its speed in corners over his own plan, as far as he saw it
        ("rival_braking", "f8"),  # the same where he brakes
        ("confidence", "f8"),  # factor on his speed: falls in slides, comes back slowly
        ("trim", "f8"),  # understeer beyond the measured, as a part of it, learnt on the way
        ("reacted", "f8"),  # time since the lights went out [s]
        ("stuck", "f8"),  # time without getting anywhere [s]
        ("waiting", "f8"),  # time spent waiting for a gap to come back on the road [s]
        ("lap", "i8"),
        ("pits", "i8"),  # 1: he means to come in at the end of this lap
        ("stopped", "f8"),  # time standing in his box [s]
        ("was_held", "i8"),  # 1: the crew has begun its work
        ("lap_fuel", "f8"),  # in the tank when this lap began [kg]
        ("fuel_per_lap", "f8"),  # that the last whole lap took [kg]
        ("pedal", "f8"),  # last: throttle positive, brake negative
        ("shift_wait", "f8"),  # time until he would shift again by hand [s]
    ],
    align=True,
)
"""One driver's memory; saved and restored as its bytes."""

Memory: TypeAlias = Any
"""One row of an array of `MEMORY`."""


def fresh_memory(count: int) -> Any:
    """Memories of drivers who have just sat down."""
    memory = np.zeros(count, MEMORY)
    memory["confidence"] = memory["rival_pace"] = memory["rival_braking"] = 1.0
    memory["studied"] = NOBODY
    return memory
