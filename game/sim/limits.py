"""What a car can do at each speed: the limits that a driver has in his feeling.

They are measured by driving (`game.sim.limit_runs`), never read from a car's file: a driver who
plans with them plans with the physics that the car really has.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np

from game.core.compiled import compiled

SPEEDS: Final = 24
"""Speeds at which limits are tabulated, evenly from standstill to the top speed."""

LIMITS: Final = np.dtype(
    [
        ("top_speed", "f8"),  # on the flat, in free air [m/s]
        ("speed_step", "f8"),  # between two entries of the tables [m/s]
        ("lateral", "f8", (SPEEDS,)),  # steady cornering, mean of both sides [m/s^2]
        ("braking", "f8", (SPEEDS,)),  # straight, at the best pedal [m/s^2]
        ("acceleration", "f8", (SPEEDS,)),  # straight, at the best pedal and gear [m/s^2]
        ("coasting", "f8", (SPEEDS,)),  # deceleration, both pedals up, in gear [m/s^2]
        ("brake_pedal", "f8", (SPEEDS,)),  # that gave the best braking, 0..1
        (
            "steer_gain",
            "f8",
            (SPEEDS,),
        ),  # understeer: steer beyond wheelbase * curvature [rad s^2/m]
        ("peak_slip_angle", "f8"),  # of the front tyres at the cornering limit [rad]
    ],
    align=True,
)
"""One car's limits; tables are read with `at_speed`."""

CarLimits: TypeAlias = Any
"""One row of an array of `LIMITS`: numpy and numba give its fields as attributes."""


@compiled
def at_speed(table: Any, speed_step: float, speed: float) -> float:
    """A table's value at a speed [m/s], linear between entries, held at both ends."""
    place = max(speed, 0.0) / speed_step
    last = len(table) - 1
    if place >= last:
        return float(table[last])
    below = int(place)
    part = place - below
    return float(table[below] + part * (table[below + 1] - table[below]))
