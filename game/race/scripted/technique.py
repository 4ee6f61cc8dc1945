"""How a driver works the wheel and the pedals: what can be practised, and nothing a car can do."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UsageError

WIDEST: Final = 8.0
"""A technique is at most so many times the scripted driver's own, or so small a part of it."""


@dataclass(frozen=True)
class Technique:
    """What a driver's hands and feet make of a line and a plan of speeds.

    The defaults are the scripted driver's own, set by hand.

    Raises:
        UsageError: A value is not between 1/8 and 8 times the default.
    """

    pace_gain: float = 3.0
    """Acceleration wanted per speed that is missing [1/s]."""
    braking_gain: float = 3.0
    """The same where the plan asks to slow down: how late a driver comes on to the brake [1/s]."""
    pace_delay: float = 0.03
    """How far ahead in time the planned speed is read, for pedals to answer [s]."""
    pace_time: float = 0.12
    """Over which its slope is taken [s]."""
    driven_slip: float = 0.85
    """Combined slip of driven tyres, relative to the peak, above which throttle is eased [-]."""
    braked_slip: float = 0.85
    """Longitudinal slip, relative to the peak, above which the brake is eased [-]."""
    easing: float = 2.5
    """Part of the pedal given up per slip beyond that [-]."""
    least_drive: float = 0.15
    """Acceleration, as a part of the braking, that is tried at the cornering limit [-]."""
    least_braking: float = 0.35
    """Braking, as a part of the straight-line one, that is tried there [-]."""
    line_time: float = 0.34
    """Time constant in which the car comes back to its line [s]."""
    least_length: float = 5.0
    """The same as a distance at low speed [m]."""
    yaw_servo: float = 2.0
    """Steering for the yaw rate that is missing or too much, as a part of that for the line [-]."""
    steering_delay: float = 0.07
    """How far ahead in time the line is read, for hands and tyres to answer [s]."""
    slip_leeway: float = 1.15
    """Slip angle of the front tyres that is steered for, over that of the most force [-]."""
    beyond: float = 1.5
    """Curvature is steered for up to this part of the cornering limit [-]."""
    learning_rate: float = 0.8
    """How fast understeer is learnt, per distance from the line [1/(m s)]."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value, usual = getattr(self, field.name), float(field.default)  # type: ignore[arg-type]
            if not usual / WIDEST <= value <= usual * WIDEST:
                raise UsageError(
                    f"technique {field.name} {value:g} must lie in "
                    f"{usual / WIDEST:.3g}-{usual * WIDEST:.3g}"
                )


TECHNIQUE: Final = np.dtype([(field.name, "f8") for field in fields(Technique)], align=True)
"""A `Technique` as a row."""


def technique_row(technique: Technique) -> NDArray[Any]:
    """One TECHNIQUE row, shape ()."""
    return np.array(tuple(vars(technique).values()), TECHNIQUE)
