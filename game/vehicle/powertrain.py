"""From the crankshaft to the wheels: clutch, shafts and differentials, solved in one tick.

Every joint is a friction element that passes the torque which makes its two sides equally fast at
the end of the tick, or as much of it as it can (linearly implicit, so nothing rings and nothing
is ever "locked" by a switch). Wheels enter by their mobility, which contains the tyre.

Source: Genta & Morello, The Automotive Chassis, vol. 2, chapters on transmission and differentials.
"""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.assists import most_drag, most_drive
from game.vehicle.brakes import hold
from game.vehicle.engine import burn, engine_torque, limiter_slope, pedal_throttle
from game.vehicle.environment import Environment, Force
from game.vehicle.gearbox import driven_speed, ratio
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, FR, RL, RR, WHEELS, CarState
from game.vehicle.tyre import turn_wheel

MATCHING_TIME: Final = 0.02
"""Least time in which engine speed is brought to that of the next gear [s]."""


@compiled
def clutch_capacity(car: CarState, spec: CarSpec, pedal: float) -> float:
    """Torque that the clutch can pass now [N m].

    It closes by itself with engine speed, as a centrifugal clutch does: open at idling speed, so
    that the engine cannot stall, and passing the engine's largest torque at the launch speed. The
    pedal opens it further.
    """
    if car.gear == 0 or car.gear != car.next_gear:
        return 0.0
    if spec.electric == 1:
        return float(spec.clutch_torque)
    span = spec.clutch_launch_speed - spec.clutch_start_speed
    closing = (car.engine_speed - spec.clutch_start_speed) / span * spec.max_torque
    capacity: float = min(max(closing, 0.0), spec.clutch_torque) * (1.0 - pedal)
    return capacity


@compiled
def match_speeds(car: CarState, spec: CarSpec, dt: float) -> None:
    """Bring the engine to the speed of the gear that is going in (heel and toe, or a blip)."""
    target = driven_speed(car, spec) * ratio(spec, car.next_gear)
    target = min(max(target, spec.idle_speed), spec.limiter_speed)
    part = min(dt / max(car.shift_left, MATCHING_TIME), 1.0)
    car.engine_speed += part * (target - car.engine_speed)


@compiled
def shaft_without_drive(
    car: CarState, spec: CarSpec, force: Force, gear_ratio: float, dt: float
) -> tuple[float, float]:
    """Speed of the gearbox's input at the end of the tick without torque, and change per torque.

    Returns:
        Speed [rad/s]; change of it by one newton metre at the clutch [rad/s per N m].
    """
    speed, change = 0.0, 0.0
    for left in (FL, RL):
        right = left + 1
        share_left, share_right = spec.drive_share[left], spec.drive_share[right]
        free_left = car.wheel_speed[left] + dt * force.mobility[left] * force.free_torque[left]
        free_right = car.wheel_speed[right] + dt * force.mobility[right] * force.free_torque[right]
        speed += share_left * free_left + share_right * free_right
        change += share_left * share_left * force.mobility[left] + (
            share_right * share_right * force.mobility[right]
        )
    return speed * gear_ratio, dt * gear_ratio * gear_ratio * change


@compiled
def couple(
    car: CarState,
    spec: CarSpec,
    environment: Environment,
    force: Force,
    clutch_pedal: float,
    dt: float,
) -> float:
    """Pass torque between engine and gearbox.

    Returns:
        Torque at the driven wheels together [N m].
    """
    throttle = pedal_throttle(car, spec, environment)
    torque = engine_torque(car, spec, throttle)
    inertia = spec.engine_inertia + dt * limiter_slope(car, spec)
    capacity = clutch_capacity(car, spec, clutch_pedal)
    car.clutch = min(capacity / spec.clutch_torque, 1.0)
    if capacity <= 0.0:
        if car.gear != car.next_gear and spec.electric == 0:
            match_speeds(car, spec, dt)
            burn(car, spec, environment, 0.0, dt)
        else:
            car.engine_speed += dt * torque / inertia
            burn(car, spec, environment, torque, dt)
        return 0.0
    gear_ratio = ratio(spec, car.gear)
    shaft, change = shaft_without_drive(car, spec, force, gear_ratio, dt)
    lead = car.engine_speed + dt * torque / inertia - shaft
    efficiency = spec.driveline_efficiency if lead > 0.0 else 1.0 / spec.driveline_efficiency
    passed = lead / (change * efficiency + dt / inertia)
    passed = min(max(passed, -capacity), capacity)
    if gear_ratio > 0.0:
        at_wheels = gear_ratio * efficiency
        most = most_drive(car, spec, force) / at_wheels
        if passed > most:
            torque = _cut(car, spec, torque, most, shaft + change * efficiency * most, dt)
            passed = most
            car.traction_control_active = 1
        passed = max(passed, most_drag(car, spec, force) / at_wheels)
    car.engine_speed += dt * (torque - passed) / inertia
    burn(car, spec, environment, torque, dt)
    at_driven_wheels: float = passed * gear_ratio * efficiency
    return at_driven_wheels


@compiled
def _cut(
    car: CarState, spec: CarSpec, torque: float, passed: float, shaft: float, dt: float
) -> float:
    """Engine torque that traction control leaves: what is passed on, and what the speed needs."""
    speed = max(shaft, spec.clutch_launch_speed)
    if spec.electric == 1:
        speed = shaft
    needed = passed + spec.engine_inertia * (speed - car.engine_speed) / dt
    left: float = min(torque, max(needed, 0.0))
    return left


@compiled
def lock(car: CarState, spec: CarSpec, force: Force, left: int, torque: float, dt: float) -> float:
    """Torque that an axle's limited-slip differential moves from its left to its right wheel [N m].

    Args:
        car: The car.
        spec: Its parameters; preload and ramp of the axle give the most it can move.
        force: Working values; `free_torque` with the drive torque in it.
        left: The axle's left wheel.
        torque: Drive torque of the axle [N m].
        dt: Length of the tick [s].
    """
    axle = left // 2
    most = spec.lock_preload[axle] + spec.lock_ramp[axle] * abs(torque)
    if most <= 0.0:
        return 0.0
    right = left + 1
    mobility_left, mobility_right = force.mobility[left], force.mobility[right]
    lead = (car.wheel_speed[left] - car.wheel_speed[right]) / dt + (
        force.free_torque[left] * mobility_left - force.free_torque[right] * mobility_right
    )
    moved: float = min(max(lead / (mobility_left + mobility_right), -most), most)
    return moved


@compiled
def lock_centre(car: CarState, spec: CarSpec, force: Force, dt: float) -> float:
    """Torque that the centre differential moves from the front to the rear axle [N m].

    It opens while the car brakes, so that anti-lock can hold each axle to its own slip.
    """
    if spec.centre_lock <= 0.0 or car.brake > 0.0:
        return 0.0
    lead = 0.0
    mobility = 0.0
    for left, sign in ((FL, 1.0), (RL, -1.0)):
        right = left + 1
        sum_of_speeds = car.wheel_speed[left] + car.wheel_speed[right]
        pushed = force.free_torque[left] * force.mobility[left] + (
            force.free_torque[right] * force.mobility[right]
        )
        lead += sign * 0.5 * (sum_of_speeds / dt + pushed)
        mobility += 0.25 * (force.mobility[left] + force.mobility[right])
    moved: float = min(max(lead / mobility, -spec.centre_lock), spec.centre_lock)
    return moved


@compiled
def drive_wheels(car: CarState, spec: CarSpec, force: Force, torque: float, dt: float) -> None:
    """Share the drive torque, let differentials lock and brakes hold, and turn the wheels."""
    for wheel in range(WHEELS):
        force.free_torque[wheel] = (
            spec.drive_share[wheel] * torque - car.force_forward[wheel] * spec.tyre_radius[wheel]
        )
    moved = 0.5 * lock_centre(car, spec, force, dt)
    force.free_torque[FL] -= moved
    force.free_torque[FR] -= moved
    force.free_torque[RL] += moved
    force.free_torque[RR] += moved
    for left in (FL, RL):
        axle_torque = (spec.drive_share[left] + spec.drive_share[left + 1]) * torque
        moved = lock(car, spec, force, left, axle_torque, dt)
        force.free_torque[left] -= moved
        force.free_torque[left + 1] += moved
    for wheel in range(WHEELS):
        brake = hold(
            car.wheel_speed[wheel],
            force.free_torque[wheel],
            force.inertia[wheel],
            force.brake_limit[wheel],
            force.brake_floor[wheel],
            force.tick_rate,
        )
        force.brake_torque[wheel] = brake
        turn_wheel(car, spec, force, wheel, force.free_torque[wheel] - brake, dt)
