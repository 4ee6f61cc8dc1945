"""How far it makes sense to steer at this speed, for hands that cannot feel it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE
from game.vehicle.steering import steering_reach


@compiled
def reach_of(state: NDArray[Any], row: int, helped: NDArray[Any]) -> tuple[float, float]:
    """Angles of the road wheels at full right and full left that the tyres can use [rad].

    Args:
        state: CAR_STATE rows.
        row: Of the car.
        helped: Its CAR_SPEC with steering help on, one row.
    """
    return steering_reach(state[row], helped[0])


def prepare() -> None:
    """Compile, or load what was compiled before, so that it does not happen in a race."""
    reach_of(np.zeros(1, CAR_STATE), 0, np.ones(1, CAR_SPEC))
