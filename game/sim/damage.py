"""What contacts do to cars: bent wings, bent steering, hurt engines.

A contact's severity is the change of speed that it gives a car. Rubbing and parking bumps stay
below the threshold; what is above it adds up.
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.exact import cosine, sine
from game.vehicle.state import CarState

THRESHOLD: Final = 2.5
"""Change of speed in one contact that leaves no trace [m/s]."""
WRITE_OFF: Final = 25.0
"""Change of speed beyond the threshold that destroys all that it can [m/s]."""

LIGHT_SHARE: Final = 0.4
"""Of the damage of `Damage.FULL` that `Damage.LIGHT` does."""
LIGHT_LIMIT: Final = 0.35
"""Most damage that `Damage.LIGHT` leaves on one part; the car stays drivable."""

_AERO: Final = 1.0
_ALIGNMENT: Final = 0.8
_ENGINE: Final = 0.7


@compiled
def _worse(damage: float, more: float, most: float) -> float:
    return min(max(most, damage), damage + more)


@compiled
def hit(car: CarState, impulse: float, normal_x: float, normal_y: float, level: int) -> None:
    """Damage one car.

    Args:
        car: CAR_STATE row.
        impulse: Of the contact [N s].
        normal_x: Unit vector from the car towards what it hit, in the world.
        normal_y: The same.
        level: A `Damage`.
    """
    beyond = impulse / car.mass - THRESHOLD
    if level == 0 or beyond <= 0.0 or car.held == 1:
        return
    share = LIGHT_SHARE if level == 1 else 1.0
    most = LIGHT_LIMIT if level == 1 else 1.0
    severity = share * beyond / WRITE_OFF
    c, s = cosine(car.yaw), sine(car.yaw)
    ahead = c * normal_x + s * normal_y
    left = c * normal_y - s * normal_x
    car.aero_damage = _worse(car.aero_damage, _AERO * severity * abs(ahead), most)
    side = 1.0 if left >= 0.0 else -1.0
    pull = car.alignment_damage + side * _ALIGNMENT * severity * abs(left)
    limit = max(most, abs(car.alignment_damage))
    car.alignment_damage = min(max(pull, -limit), limit)
    if level == 2 and ahead > 0.0:
        car.engine_damage = _worse(car.engine_damage, _ENGINE * severity * ahead, most)


@compiled
def damage_cars(state: NDArray[Any], contact: Any, level: int) -> None:
    """Damage whoever took part in a contact."""
    hit(state[contact.car], contact.impulse, contact.normal_x, contact.normal_y, level)
    if contact.other >= 0:
        hit(state[contact.other], contact.impulse, -contact.normal_x, -contact.normal_y, level)
