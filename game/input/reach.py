"""How far it makes sense to steer at this speed, for hands that cannot feel it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.exact import arctangent2
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE, FL
from game.vehicle.steering import steering_reach

BEST_SLIP: Final = 1.1
"""Slip of the front tyres that full steering asks for, relative to that of their most force."""
SLOW: Final = 12.0
WALKING: Final = 4.0
"""Between these speeds the lock for tight turns comes back [m/s]."""


@compiled
def reach_of(state: NDArray[Any], row: int, helped: NDArray[Any]) -> tuple[float, float]:
    """Angles of the road wheels at full right and full left that the tyres can use [rad].

    What the tightest turn at this speed takes, and no further from the way that the front axle
    really moves than the angle at which its tyres give most: a car that has not begun to turn
    needs less than one that turns already, and one that slides may be steered into its slide.

    Args:
        state: CAR_STATE rows.
        row: Of the car.
        helped: Its CAR_SPEC with steering help on, one row.
    """
    car, spec = state[row], helped[0]
    right, left = steering_reach(car, spec)
    speed = max(car.forward_speed, WALKING)
    way = arctangent2(car.left_speed + spec.cg_to_front * car.yaw_rate, speed)
    room = BEST_SLIP * spec.peak_slip_left[FL]
    room += spec.max_steer * max(SLOW - speed, 0.0) / (SLOW - WALKING)
    return max(right, min(way - room, 0.0)), min(left, max(way + room, 0.0))


def prepare() -> None:
    """Compile, or load what was compiled before, so that it does not happen in a race."""
    reach_of(np.zeros(1, CAR_STATE), 0, np.ones(1, CAR_SPEC))
