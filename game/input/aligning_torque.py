"""What the front tyres do to the steering wheel, from the physics' own forces.

A tyre's side force acts a little behind the middle of its contact patch. This pneumatic trail
shrinks as the tyre comes to its limit, so the wheel goes light before the car slides; the caster
of the axle adds a trail that stays.

Source: Pacejka, Tire and Vehicle Dynamics, 3rd ed., section 4.3 (M_z = -t F_y, trail by a cosine).
"""

from __future__ import annotations

import math
from typing import Any, Final

from game.vehicle.state import FL, FR, GRAVITY

PNEUMATIC: Final = 0.035
"""Trail of a tyre that rolls without slip [m]."""
CASTER: Final = 0.015
"""Mechanical trail of the axle [m]."""
TRAIL_B, TRAIL_C = 1.6, 1.2
"""Of the cosine: 0.35 of the trail is left where the tyre gives most, none well beyond."""
STANDSTILL: Final = 3.0
"""Below this speed the torque fades, as slips mean little [m/s]."""
SCALE: Final = 0.5
"""Torque that takes 0.7 of a motor, as a part of the largest that weight alone could give."""


def trail(slip: float) -> float:
    """Trail of a tyre at a slip relative to that of its most force [m]."""
    return CASTER + PNEUMATIC * math.cos(TRAIL_C * math.atan(TRAIL_B * slip))


def aligning_torque(car: Any) -> float:
    """Torque of both front tyres about their steering axes, positive to the left [N m]."""
    return -sum(
        float(car["force_left"][wheel]) * trail(float(car["slip"][wheel])) for wheel in (FL, FR)
    )


def usual_torque(spec: Any) -> float:
    """Torque that takes 0.7 of a motor [N m]."""
    weight = float(spec["mass_empty"] * GRAVITY * spec["cg_to_rear"] / spec["wheelbase"])
    grip = float(spec["grip_left"][FL] + spec["grip_left"][FR]) / 2
    return SCALE * weight * grip * (PNEUMATIC + CASTER)


def wheel_force(car: Any, spec: Any) -> float:
    """What the steering wheel is turned by, -1 fully to the right .. 1 fully to the left.

    Large torques are pressed together and never cut off, so that with any downforce more and
    less can still be told apart.
    """
    share = aligning_torque(car) / usual_torque(spec)
    moving = min(abs(float(car["forward_speed"])) / STANDSTILL, 1.0)
    return moving * share / math.sqrt(1.0 + share * share)
