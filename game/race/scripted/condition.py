"""What a car's condition leaves of the grip that was measured when it was new."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.sim.limits import CarLimits, at_speed
from game.vehicle.state import FL, FR, RL, RR
from game.vehicle.tyre import temperature_factor

HOT: Final = 1.0
"""A driver nurses a tyre that is hotter by this part of its window than it likes ..."""
NURSING: Final = 0.3
"""... and gives up this part of the grip per window beyond."""


@compiled
def nursing(car: Any, spec: Any) -> float:
    """What a driver leaves of the grip for his hottest tyre to cool down, 1 - `NURSING` .. 1.

    A tyre above its window slides more and becomes hotter still.
    """
    hottest = 0.0
    for wheel in range(len(spec.tyre_optimum)):
        above = car.tyre_temperature[wheel] - spec.tyre_optimum[wheel]
        hottest = max(hottest, above / spec.tyre_window[wheel])
    return float(1.0 - NURSING * min(max(hottest - HOT, 0.0), 1.0))


@compiled
def air_share(limits: CarLimits, speed: float) -> float:
    """The part of the cornering limit at a speed that downforce makes, 0..1."""
    total = at_speed(limits.lateral, limits.speed_step, speed)
    return max(0.0, 1.0 - float(limits.lateral[0]) / total)


@compiled
def tyre_grip(car: Any, spec: Any, wheel: int) -> float:
    """Grip of a tyre against the same one new and as warm as it comes from the warmer, 0..1."""
    optimum, window = spec.tyre_optimum[wheel], spec.tyre_window[wheel]
    warmth = 0.5 * (car.tyre_temperature[wheel] + car.tyre_core_temperature[wheel])
    now = temperature_factor(warmth, optimum, window)
    start = temperature_factor(spec.tyre_start[wheel], optimum, window)
    worn = 1.0 - spec.wear_loss[wheel] * car.tyre_wear[wheel]
    return float(min(1.0, worn * now / start))


@compiled
def tyre_condition(car: Any, spec: Any) -> float:
    """Grip of the worse axle against new tyres out of the warmer."""
    front = 0.5 * (tyre_grip(car, spec, FL) + tyre_grip(car, spec, FR))
    rear = 0.5 * (tyre_grip(car, spec, RL) + tyre_grip(car, spec, RR))
    return min(front, rear)


@compiled
def air_condition(car: Any) -> float:
    """Downforce of the worse axle, in the wake of others and with damage, against a new car."""
    wake = min(car.front_downforce_factor, car.rear_downforce_factor)
    return float(wake * (1.0 - 0.4 * car.aero_damage))


@compiled
def condition(car: Any, spec: Any, limits: CarLimits) -> float:
    """Grip that a driver uses now against what was measured."""
    share = air_share(limits, car.forward_speed)
    tyres = tyre_condition(car, spec) * nursing(car, spec)
    return tyres * (1.0 - share * (1.0 - min(1.0, air_condition(car))))
