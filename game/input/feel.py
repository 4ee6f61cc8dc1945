"""What a driver feels: motors that shake by what tyres and ground do, force at the wheel."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

from game.core.surface import Surface
from game.input.aligning_torque import wheel_force
from game.vehicle.state import FL, FR, RL, RR

ROUGH: Final = {
    int(Surface.KERB): 0.5,
    int(Surface.GRASS): 0.45,
    int(Surface.GRAVEL): 0.8,
}
"""How much a ground shakes the car at speed."""
ROUGH_SPEED: Final = 20.0
"""Speed at which it shakes fully [m/s]."""
SLIDE_BEGINS: Final = 0.9
"""Slip of the front tyres, relative to the peak, from which they are felt."""
SLIDE_SPEED: Final = 5.0
"""Below this, slips mean nothing [m/s]."""

NO_TYRE: Final = 60.0
"""Change of speed over time that only a contact can make [m/s^2]."""
FULL_BLOW: Final = 4.0
"""Change of speed by a contact that is felt fully [m/s]."""
BLOW_DECAY: Final = 6.0
"""How fast a blow dies away [1/s]."""


class Feel(NamedTuple):
    """What one car gives back at a moment."""

    low: float
    """The heavy motor, 0 .. 1: ground and contacts."""
    high: float
    """The light motor, 0 .. 1: tyres, anti-lock, the engine's limiter."""
    force: float
    """At the steering wheel, -1 right .. 1 left."""


class Feeling:
    """Follows one car."""

    def __init__(self) -> None:
        self._velocity: tuple[float, float] | None = None
        self._bump = 0.0
        self._gear = 0

    def feel(self, car: Any, spec: Any, seconds: float) -> Feel:
        """What is felt in a frame.

        Args:
            car: CAR_STATE row.
            spec: CAR_SPEC row.
            seconds: Since the last frame [s].
        """
        speed = abs(float(car["forward_speed"]))
        low = min(ground(car) * min(speed / ROUGH_SPEED, 1.0) + self._contact(car, seconds), 1.0)
        high = tyres(car) if speed > SLIDE_SPEED else 0.0
        if car["abs_active"] == 1 and speed > SLIDE_SPEED:
            high = max(high, 0.6)
        if int(car["gear"]) != self._gear:
            self._gear, high = int(car["gear"]), max(high, 0.35)
        return Feel(low, min(high, 1.0), wheel_force(car, spec))

    def _contact(self, car: Any, seconds: float) -> float:
        """A blow that dies away; told from a change of speed that no tyre could make."""
        velocity = float(car["velocity_x"]), float(car["velocity_y"])
        last, self._velocity = self._velocity, velocity
        self._bump *= math.exp(-BLOW_DECAY * seconds)
        if last is not None and seconds > 0.0:
            change = math.hypot(velocity[0] - last[0], velocity[1] - last[1])
            blow = change - NO_TYRE * seconds
            self._bump = max(self._bump, min(max(blow / FULL_BLOW, 0.0), 1.0))
        return self._bump


def ground(car: Any) -> float:
    """How rough the ground under the wheels is, 0 .. 1."""
    return max(ROUGH.get(surface, 0.0) for surface in car["surface"].tolist())


def tyres(car: Any) -> float:
    """How far tyres are beyond their best slip, 0 .. 1; the front counts most."""
    front = max(float(car["slip"][FL]), float(car["slip"][FR]))
    rear = max(float(car["slip"][RL]), float(car["slip"][RR]))
    return min(max(front - SLIDE_BEGINS, 0.7 * (rear - SLIDE_BEGINS), 0.0), 1.0)
