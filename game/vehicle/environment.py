"""What the world tells a car's physics and what it gets back, as rows of arrays."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Environment: TypeAlias = Any
"""One row of an array of `ENVIRONMENT`."""
Force: TypeAlias = Any
"""One row of an array of `FORCE`."""

ENVIRONMENT: Final = np.dtype(
    [
        ("wetness", "f8"),  # 0 dry .. 1 wet
        ("air_density", "f8"),  # [kg/m^3]
        ("air_temperature", "f8"),  # [C]
        ("fuel_rate", "f8"),  # multiplies consumption; 0: the tank stays as it is
        ("tyre_rate", "f8"),  # multiplies wear; 0: tyres stay new and as warm as they are
        ("pit_speed", "f8"),  # that the pit limiter holds [m/s]
    ],
    align=True,
)
"""The conditions of one car."""

FORCE: Final = np.dtype(
    [
        ("x", "f8"),  # world frame, at the centre of mass [N]
        ("y", "f8"),  # [N]
        ("torque", "f8"),  # about the vertical axis, anticlockwise [N m]
    ],
    align=True,
)
"""What the body of one car feels in a tick."""


def standard_environment(count: int) -> NDArray[Any]:
    """A dry, mild day for `count` cars, everything at its natural rate."""
    environment = np.zeros(count, ENVIRONMENT)
    environment["air_density"] = 1.2
    environment["air_temperature"] = 22.0
    environment["fuel_rate"] = environment["tyre_rate"] = 1.0
    environment["pit_speed"] = 60.0 / 3.6
    return environment
