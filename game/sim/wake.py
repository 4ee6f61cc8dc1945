"""The air behind a car: less drag and less downforce for whoever drives in it.

A hole in the air trails each car against its direction of travel. Depth and reach follow what is
commonly quoted (a car 5-10 m behind loses 20-35 % of its drag, nothing at 60 m or half a car's
width beside; 10-30 % of front downforce close behind), scaled by the leader's drag area.
Where several cars are ahead, the deepest hole counts.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.vehicle.spec import CarSpec
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
    car: CarState, spec: CarSpec, leader: CarState, leader_spec: CarSpec, strength: float
) -> None:
    """Deepen the factors of one car by the wake of another.

    Args:
        car: CAR_STATE row whose air factors are written.
        spec: Its CAR_SPEC row.
        leader: CAR_STATE row of the other.
        leader_spec: Its CAR_SPEC row.
        strength: Multiplies the loss of drag.
    """
    back_x, back_y = leader.x - car.x, leader.y - car.y
    if abs(back_x) > REACH + 10.0 or abs(back_y) > REACH + 10.0:
        return
    square = leader.velocity_x * leader.velocity_x + leader.velocity_y * leader.velocity_y
    if square < _STILL * _STILL:
        return
    speed = sqrt(square)
    ahead_x, ahead_y = leader.velocity_x / speed, leader.velocity_y / speed
    centres = back_x * ahead_x + back_y * ahead_y
    gap = centres - (spec.length + leader_spec.length) / 2
    if centres <= 0.0 or gap > REACH or car.velocity_x * ahead_x + car.velocity_y * ahead_y <= 0.0:
        return
    beside = abs(back_x * ahead_y - back_y * ahead_x)
    half_width = leader_spec.width / 2
    deepest = depth(leader_spec.drag_area) * min((speed - _STILL) / (_FULL - _STILL), 1.0)
    hole = deepest * along(gap, REACH) * across(beside, half_width + _SPREAD * max(gap, 0.0))
    hole = min(strength * hole, _MOST_DRAG_LOST)
    dirt = deepest / _DEEPEST * along(gap, DIRTY_REACH)
    dirt *= across(beside, 2.0 * half_width + _DIRTY_SPREAD * max(gap, 0.0))
    car.drag_factor = min(car.drag_factor, 1.0 - hole)
    car.front_downforce_factor = min(car.front_downforce_factor, 1.0 - _FRONT_LOSS * dirt)
    car.rear_downforce_factor = min(
        car.rear_downforce_factor, 1.0 - _FRONT_LOSS * _REAR_SHARE * dirt
    )


@compiled
def stir_air(state: NDArray[Any], spec: NDArray[Any], slipstream: int) -> None:
    """Find the air factors of all cars of one arena.

    Args:
        state: CAR_STATE rows of the arena.
        spec: CAR_SPEC rows.
        slipstream: A `Slipstream`.
    """
    strength = _STRONG if slipstream == 2 else 1.0
    for row in range(len(state)):
        car = state[row]
        car.drag_factor = car.front_downforce_factor = car.rear_downforce_factor = 1.0
        if slipstream != 0 and car.present == 1:
            for other in range(len(state)):
                if other != row and state[other].present == 1:
                    feel_wake(car, spec[row], state[other], spec[other], strength)
