"""What the world tells a car's physics and what it gets back, as rows of arrays."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.vehicle.state import WHEELS

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
        ("tick_rate", "f8"),  # ticks per time [1/s]
        # -- of the wheels, FL FR RL RR: what the parts of a car tell each other within a tick
        ("speed_along", "f8", (WHEELS,)),  # of the contact patch in the wheel's frame [m/s]
        ("speed_across", "f8", (WHEELS,)),  # [m/s]
        ("slip_speed", "f8", (WHEELS,)),  # denominator of slip [m/s]
        ("steer_cosine", "f8", (WHEELS,)),
        ("steer_sine", "f8", (WHEELS,)),
        ("slip_forward", "f8", (WHEELS,)),  # slip relative to the peak [-]
        ("slip_left", "f8", (WHEELS,)),  # [-]
        ("peak_forward", "f8", (WHEELS,)),  # slip at the peak of the longitudinal force [-]
        ("slip_room", "f8", (WHEELS,)),  # share of it that the cornering leaves, 0..1
        ("magic_angle", "f8", (WHEELS,)),  # argument of the magic formula's sine [rad]
        ("limit_forward", "f8", (WHEELS,)),  # largest longitudinal force [N]
        ("limit_left", "f8", (WHEELS,)),  # largest lateral force [N]
        ("stiffness", "f8", (WHEELS,)),  # longitudinal force per wheel spin [N s]
        ("inertia", "f8", (WHEELS,)),  # of the wheel against torque, the tyre's part in it [kg m^2]
        ("mobility", "f8", (WHEELS,)),  # its inverse
        ("free_torque", "f8", (WHEELS,)),  # on the wheel without drive [N m]
        ("brake_limit", "f8", (WHEELS,)),  # largest torque of the brake [N m]
        (
            "brake_floor",
            "f8",
            (WHEELS,),
        ),  # spin below which anti-lock lets no brake bring it [rad/s]
        ("brake_torque", "f8", (WHEELS,)),  # of the brake, against the spin [N m]
    ],
    align=True,
)
"""What the body of one car feels in a tick, and the working values it was found with."""


def standard_environment(count: int) -> NDArray[Any]:
    """A dry, mild day for `count` cars, everything at its natural rate."""
    environment = np.zeros(count, ENVIRONMENT)
    environment["air_density"] = 1.2
    environment["air_temperature"] = 22.0
    environment["fuel_rate"] = environment["tyre_rate"] = 1.0
    environment["pit_speed"] = 60.0 / 3.6
    return environment
