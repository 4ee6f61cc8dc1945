"""The air behind a car: less drag and less downforce for whoever drives in it.

A hole in the air trails each car against its direction of travel. Depth and reach follow what is
commonly quoted (a car 5-10 m behind loses 20-35 % of its drag, nothing at 60 m or half a car's
width beside; 10-30 % of front downforce close behind), scaled by the leader's drag area.
Where several cars are ahead, the deepest hole counts.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.sim.levels import apart
from game.vehicle.state import CarState

REACH: Final = 60.0
"""Length of the hole behind the leader's tail [m]."""
DIRTY_REACH: Final = 40.0
"""Length of the turbulence that costs downforce [m]."""

_DEEPEST: Final = 0.5
_HALF_AREA: Final = 0.35
_SPREAD: Final = 0.02
_DIRTY_SPREAD: Final = 0.06
_FRONT_LOSS: Final = 0.30
_REAR_SHARE: Final = 0.4
_STRONG: Final = 1.5
_MOST_DRAG_LOST: Final = 0.6
_STILL: Final = 5.0
_FULL: Final = 15.0
_LONGEST: Final = 10.0


@compiled
def depth(drag_area: float) -> float:
    """Share of drag that the deepest hole behind a car takes away.

    A saturating fit: 0.33 behind a road car of 0.65 m^2, 0.40 behind a formula car of 1.4 m^2,
    which 5-10 m back leaves the quoted 20-35 %.
    """
    return _DEEPEST * drag_area / (drag_area + _HALF_AREA)


@compiled
def along(gap: float, reach: float) -> float:
    """How much is left of a hole at a distance behind the tail, 1 .. 0."""
    left = 1.0 - max(gap, 0.0) / reach
    return left * sqrt(left) if left > 0.0 else 0.0


@compiled
def across(offset: float, half_width: float) -> float:
    """How much is left of a hole beside its middle, 1 .. 0."""
    ratio = offset / half_width
    left = 1.0 - ratio * ratio
    return left * left if left > 0.0 else 0.0


@compiled
def feel_wake(
    car: CarState, gap: float, beside: float, half_width: float, deepest: float, strength: float
) -> None:
    """Deepen the air factors of one car by the wake of another.

    Args:
        car: CAR_STATE row whose air factors are written.
        gap: From the leader's tail to the car's nose, along the leader's travel [m].
        beside: Between the middles, across it [m].
        half_width: Of the leader [m].
        deepest: Share of drag that is lost right behind the leader.
        strength: Multiplies the loss of drag.
    """
    hole = deepest * along(gap, REACH) * across(beside, half_width + _SPREAD * max(gap, 0.0))
    hole = min(strength * hole, _MOST_DRAG_LOST)
    dirt = deepest / _DEEPEST * along(gap, DIRTY_REACH)
    dirt *= across(beside, 2.0 * half_width + _DIRTY_SPREAD * max(gap, 0.0))
    car.drag_factor = min(car.drag_factor, 1.0 - hole)
    car.front_downforce_factor = min(car.front_downforce_factor, 1.0 - _FRONT_LOSS * dirt)
    rear = 1.0 - _FRONT_LOSS * _REAR_SHARE * dirt
    car.rear_downforce_factor = min(car.rear_downforce_factor, rear)


@compiled
def cast_wake(
    state: NDArray[Any],
    spec: NDArray[Any],
    levels: NDArray[np.int64],
    leader: int,
    strength: float,
) -> None:
    """Let all cars of an arena feel the wake of one of them.

    Args:
        state: CAR_STATE rows of the arena.
        spec: CAR_SPEC rows.
        levels: Of the cars; bridges keep the air apart.
        leader: Row of the one.
        strength: Multiplies the loss of drag.
    """
    first, first_spec = state[leader], spec[leader]
    x, y = first.velocity_x, first.velocity_y
    square = x * x + y * y
    if square <= _STILL * _STILL:
        return
    speed = sqrt(square)
    x, y = x / speed, y / speed
    deepest = depth(first_spec.drag_area) * min((speed - _STILL) / (_FULL - _STILL), 1.0)
    half_width = first_spec.width / 2
    widest = 2.0 * half_width + _DIRTY_SPREAD * DIRTY_REACH
    for row in range(len(state)):
        car = state[row]
        back_x, back_y = first.x - car.x, first.y - car.y
        centres = back_x * x + back_y * y
        beside = abs(back_x * y - back_y * x)
        if (
            0.0 < centres < REACH + _LONGEST
            and beside < widest
            and car.velocity_x * x + car.velocity_y * y > 0.0
            and car.present == 1
            and not apart(levels[row], levels[leader])
        ):
            gap = centres - (spec[row].length + first_spec.length) / 2
            feel_wake(car, gap, beside, half_width, deepest, strength)


@compiled
def stir_air(
    state: NDArray[Any], spec: NDArray[Any], levels: NDArray[np.int64], slipstream: int
) -> None:
    """Find the air factors of all cars of one arena.

    Args:
        state: CAR_STATE rows of the arena.
        spec: CAR_SPEC rows.
        levels: Of the cars.
        slipstream: A `Slipstream`.
    """
    for row in range(len(state)):
        car = state[row]
        car.drag_factor = car.front_downforce_factor = car.rear_downforce_factor = 1.0
    if slipstream == 0:
        return
    for row in range(len(state)):
        if state[row].present == 1:
            cast_wake(state, spec, levels, row, _STRONG if slipstream == 2 else 1.0)
