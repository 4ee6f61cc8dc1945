"""Brakes: torque by pedal, its sharing, fade, and a disc that holds but never reverses a wheel.

Source: Limpert, Brake Design and Safety, 3rd ed., chapters 1, 4 (heat) and 7 (sharing by load).
"""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.environment import Environment, Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, FR, RL, RR, WHEELS, CarState

FADE_RANGE: Final = 500.0
"""Above the fade temperature at which half the torque is left [K]."""
REAR_SHARE: Final = 0.85
"""Torque per load of a rear brake over that of a front one, where loads share the torque."""


@compiled
def fade(temperature: float, fade_temperature: float) -> float:
    """Torque of a hot brake relative to a cool one."""
    excess = max(temperature - fade_temperature, 0.0) / FADE_RANGE
    return 1.0 / (1.0 + excess * excess)


@compiled
def press(car: CarState, spec: CarSpec, force: Force, handbrake: float) -> None:
    """Largest torque of each brake at this pedal, into `force.brake_limit`."""
    total = car.brake * spec.brake_torque
    loads = (car.load[FL] + car.load[FR]) + REAR_SHARE * (car.load[RL] + car.load[RR])
    per_load = 1.0 / max(loads, 1.0)
    front, rear = 0.5 * spec.brake_front_share, 0.5 * (1.0 - spec.brake_front_share)
    for wheel in range(WHEELS):
        share = front if wheel <= FR else rear
        if spec.brake_by_load == 1:
            share = car.load[wheel] * per_load
            if wheel >= RL:
                share *= REAR_SHARE
        torque = total * share
        if wheel >= RL:
            torque += handbrake * spec.handbrake_torque
        warm = fade(car.brake_temperature[wheel], spec.brake_fade_temperature)
        force.brake_limit[wheel] = torque * warm


@compiled
def hold(
    speed: float, torque: float, inertia: float, limit: float, floor: float, tick_rate: float
) -> float:
    """Torque of a brake on a wheel, against its spin.

    Args:
        speed: Of the wheel [rad/s].
        torque: On the wheel from everything else [N m].
        inertia: Of the wheel, with what its tyre adds [kg m^2].
        limit: Largest torque of the brake [N m].
        floor: Spin below which the brake does not bring the wheel (anti-lock), 0 or more [rad/s].
        tick_rate: Ticks per time [1/s].

    Returns:
        The torque to subtract: at most what stops the wheel within the tick [N m].
    """
    if limit <= 0.0:
        return 0.0
    if floor > 0.0:
        if speed >= 0.0:
            return min(max((speed - floor) * inertia * tick_rate + torque, 0.0), limit)
        return max(min((speed + floor) * inertia * tick_rate + torque, 0.0), -limit)
    return min(max(speed * inertia * tick_rate + torque, -limit), limit)


@compiled
def heat_brakes(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, dt: float
) -> None:
    """Temperature of the discs, which turn what they brake into heat."""
    conductance = spec.brake_cooling + spec.brake_cooling_speed * abs(car.forward_speed)
    part = dt / (spec.brake_capacity + dt * conductance)
    for wheel in range(WHEELS):
        power = abs(force.brake_torque[wheel] * car.wheel_speed[wheel])
        excess = car.brake_temperature[wheel] - environment.air_temperature
        car.brake_temperature[wheel] += part * (power - conductance * excess)
