"""Throttle and brake along a speed profile, with a foot that feels its tyres."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.line_following import lateral_share
from game.sim.limits import CarLimits, at_speed
from game.vehicle.state import WHEELS

LEAST_PEDAL: Final = 0.15
"""That a sliding tyre leaves him."""


@compiled
def wanted_acceleration(
    speed: float, here: float, soon: float, distance: float, technique: Any
) -> float:
    """Acceleration that follows the profile [m/s^2].

    Args:
        speed: Of the car [m/s].
        here: Profile where the car is [m/s].
        soon: Profile `distance` [m] ahead [m/s].
        distance: [m].
        technique: TECHNIQUE row.
    """
    slope = (soon * soon - here * here) / (2.0 * distance)
    gain = technique.braking_gain if slope < 0.0 else technique.pace_gain
    wish: float = slope + gain * (here - speed)
    return wish


@compiled
def pedal(car: Any, spec: Any, limits: CarLimits, wish: float, who: Any, grip: float) -> float:
    """One number for both pedals: throttle 0..1, brake -1..0.

    Args:
        car: CAR_STATE row.
        spec: CAR_SPEC row.
        limits: Of the car.
        wish: Acceleration wanted [m/s^2].
        who: PARAMETERS row of the driver.
        grip: The part of the measured grip that there is today.
    """
    technique = who.technique
    speed = max(car.forward_speed, 0.0)
    step = limits.speed_step
    coasting = at_speed(limits.coasting, step, speed)
    braking = at_speed(limits.braking, step, speed)
    left = lateral_share(car, limits, grip)
    if wish > -coasting:
        engine = max(at_speed(limits.acceleration, step, speed) + coasting, 0.5)
        allowed = max(grip * who.traction * braking * left, technique.least_drive * braking)
        throttle = float((min(wish, allowed) + coasting) / engine)
        return min(1.0, max(0.0, throttle)) * easing(car, spec, technique, True)
    deceleration = min(-wish, grip * braking * max(left, technique.least_braking))
    part = float((deceleration - coasting) / max(braking - coasting, 0.1))
    full = at_speed(limits.brake_pedal, step, speed)
    return -min(1.0, max(0.0, part)) * full * easing(car, spec, technique, False)


@compiled
def easing(car: Any, spec: Any, technique: Any, driving: bool) -> float:
    """How much of the pedal the tyres bear: the driven ones on throttle, all of them braking."""
    if driving:
        excess = driven_slip(car, spec) - technique.driven_slip
    else:
        excess = braked_slip(car, spec) - technique.braked_slip
    return max(LEAST_PEDAL, 1.0 - float(technique.easing) * max(0.0, float(excess)))


@compiled
def driven_slip(car: Any, spec: Any) -> float:
    """Combined slip of the driven tyres relative to its peak, weighted by load."""
    slip = load = 0.0
    for wheel in range(WHEELS):
        if spec.drive_share[wheel] > 0.0:
            slip += car.slip[wheel] * car.load[wheel]
            load += car.load[wheel]
    return slip / max(load, 1.0)


@compiled
def braked_slip(car: Any, spec: Any) -> float:
    """The largest longitudinal slip relative to its peak."""
    slip = 0.0
    for wheel in range(WHEELS):
        slip = max(slip, abs(car.slip_ratio[wheel]) / spec.peak_slip_forward[wheel])
    return slip
