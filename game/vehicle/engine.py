"""Engine or motor: torque by speed and throttle, drag of a closed throttle, idling, limiter, fuel.

Source: Heywood, Internal Combustion Engine Fundamentals, chapters 2 (torque, consumption) and
13 (friction, linear in speed).
"""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.environment import Environment
from game.vehicle.spec import TORQUE_POINTS, CarSpec
from game.vehicle.state import CarState

LIMITER_BAND: Final = 0.015
"""Share of the limiter's speed over which it takes the throttle away."""
IDLE_BAND: Final = 0.25
"""Share of the idling speed over which the idle control opens the throttle."""
DAMAGE_TORQUE_LOSS: Final = 0.4
"""Share of its torque that a wrecked engine loses."""
SPEED_BAND: Final = 0.6
"""Below a speed limit over which the throttle closes [m/s]."""


@compiled
def full_torque(spec: CarSpec, speed: float) -> float:
    """Torque at full throttle, linear between the samples of the curve [N m]."""
    place = min(max(speed / spec.torque_step, 0.0), TORQUE_POINTS - 1.001)
    sample = int(place)
    part = place - sample
    torque: float = spec.torque[sample] + part * (spec.torque[sample + 1] - spec.torque[sample])
    return torque


@compiled
def closed_torque(spec: CarSpec, speed: float) -> float:
    """Torque of a closed throttle, never positive; fades out below idling speed [N m]."""
    knee = spec.idle_speed if spec.electric == 0 else 0.05 * spec.limiter_speed
    share = min(max(speed / max(knee, 1.0), -1.0), 1.0)
    torque: float = -(spec.engine_drag + spec.engine_drag_slope * abs(speed)) * share
    return torque


@compiled
def pedal_throttle(car: CarState, spec: CarSpec, environment: Environment) -> float:
    """Throttle after fuel, limiter, idle control and pit limiter, 0..1."""
    if car.fuel <= 0.0:
        return 0.0
    throttle: float = car.throttle
    speed = spec.top_speed
    if car.limiter == 1:
        speed = min(speed, environment.pit_speed)
    room = speed - abs(car.forward_speed)
    throttle = min(throttle, max(room / SPEED_BAND, 0.0))
    room = spec.limiter_speed - abs(car.engine_speed)
    throttle *= min(max(room / (LIMITER_BAND * spec.limiter_speed), 0.0), 1.0)
    if spec.electric == 0:
        lack = spec.idle_speed - car.engine_speed
        throttle = max(throttle, min(lack / (IDLE_BAND * spec.idle_speed), 1.0))
    return throttle


@compiled
def engine_torque(car: CarState, spec: CarSpec, throttle: float) -> float:
    """Torque at the crankshaft [N m]."""
    closed = closed_torque(spec, car.engine_speed)
    full = full_torque(spec, abs(car.engine_speed)) * (1.0 - DAMAGE_TORQUE_LOSS * car.engine_damage)
    torque: float = closed + throttle * (full - closed)
    return torque


@compiled
def limiter_slope(car: CarState, spec: CarSpec) -> float:
    """How much torque the limiter takes per engine speed while it works [N m s]."""
    band = LIMITER_BAND * spec.limiter_speed
    room = spec.limiter_speed - abs(car.engine_speed)
    if room <= 0.0 or room >= band:
        return 0.0
    slope: float = car.throttle * spec.max_torque / band
    return slope


@compiled
def burn(car: CarState, spec: CarSpec, environment: Environment, torque: float, dt: float) -> None:
    """Use fuel for the power at the crankshaft, and for idling."""
    power = max(torque * abs(car.engine_speed), 0.0)
    used = (spec.idle_fuel + spec.fuel_per_joule * power) * environment.fuel_rate * dt
    car.fuel = max(car.fuel - used, 0.0)
