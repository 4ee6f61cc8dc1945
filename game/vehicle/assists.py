"""Assists of the car, the same for every driver: anti-lock, traction control, stability.

Each knows what a wheel's tyre can take at the peak of its slip curve, less what cornering uses
of it: the limits shrink with lateral slip, so that braking or accelerating never takes away the
grip that keeps the car on its line.

Source: van Zanten, Evolution of Electronic Control Systems for Improving the Vehicle Dynamic
Behavior (AVEC 2002): slip targets, and braking the outer front wheel against oversteer.
"""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.environment import Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, FR, RL, RR, WHEELS, CarState

ABS_SLIP: Final = 0.95
"""Slip that anti-lock holds, relative to the peak."""
ABS_REAR: Final = 0.9
"""Part of it for rear wheels, whose grip keeps the car straight."""
ABS_SPEED: Final = 1.0
"""Below this speed anti-lock lets wheels stop [m/s]."""
DRAG_SLIP: Final = 0.12
"""Slip that engine drag may cause under traction control, relative to the peak."""
STABILITY_SLIP: Final = 0.85
"""Lateral slip of the rear tyres at which stability control begins, relative to the peak."""
STABILITY_BRAKE: Final = 0.8
"""Share of the brakes' torque that it puts on one wheel, per slip beyond that."""
STABILITY_RELEASE: Final = 4.0
"""Share of the rear brakes' torque that it takes away, per slip beyond that."""
UNLIMITED: Final = 1e9


@compiled
def slip_allowed(level: int) -> float:
    """Slip that a level of traction control allows, relative to the peak."""
    return 1.45 - 0.25 * level


@compiled
def limit_locking(car: CarState, spec: CarSpec, force: Force, handbrake: float) -> None:
    """Spin below which the brakes may not bring each wheel, into `force.brake_floor`."""
    car.abs_active = 0
    for wheel in range(WHEELS):
        speed = abs(force.speed_along[wheel])
        floor = 0.0
        by_hand = wheel >= RL and handbrake > 0.0
        pressed = force.brake_limit[wheel] > 0.0 and not by_hand
        if spec.abs == 1 and pressed and speed > ABS_SPEED:
            room = force.slip_room[wheel]
            if wheel >= RL:
                room *= ABS_REAR * room
            slip = ABS_SLIP * force.peak_forward[wheel] * room
            floor = max(speed - slip * force.slip_speed[wheel], 0.0) / spec.tyre_radius[wheel]
            if car.brake > 0.0 and abs(car.wheel_speed[wheel]) < 1.02 * floor:
                car.abs_active = 1
        force.brake_floor[wheel] = floor


@compiled
def _room(car: CarState, spec: CarSpec, force: Force, wheel: int, allowed: float) -> float:
    """Drive torque that brings a wheel to a slip at the end of the tick [N m]."""
    slip = allowed * force.peak_forward[wheel] * force.slip_room[wheel]
    target = (force.speed_along[wheel] + slip * force.slip_speed[wheel]) / spec.tyre_radius[wheel]
    needed = (target - car.wheel_speed[wheel]) * force.inertia[wheel] * force.tick_rate
    room: float = needed - force.free_torque[wheel]
    return room


@compiled
def most_drive(car: CarState, spec: CarSpec, force: Force) -> float:
    """Torque at the driven wheels that traction control lets through [N m].

    An axle takes what its weaker wheel can hold twice over, and more by what its differential
    locks; two driven axles take their torque in fixed shares.
    """
    if spec.traction_control == 0:
        return UNLIMITED
    allowed = slip_allowed(spec.traction_control)
    most = UNLIMITED
    for left in (FL, RL):
        share = spec.drive_share[left] + spec.drive_share[left + 1]
        if share > 0.0:
            one = max(_room(car, spec, force, left, allowed), 0.0)
            other = max(_room(car, spec, force, left + 1, allowed), 0.0)
            axle = left // 2
            locked = spec.lock_preload[axle] + spec.lock_ramp[axle] * min(one, other)
            both = min(one + other, 2.0 * min(one, other) + locked)
            most = min(most, (both + spec.centre_lock) / share)
    return most


@compiled
def most_drag(car: CarState, spec: CarSpec, force: Force) -> float:
    """Torque of engine drag at the driven wheels that traction control lets through, negative."""
    if spec.traction_control == 0:
        return -UNLIMITED
    total = 0.0
    for left in (FL, RL):
        if spec.drive_share[left] > 0.0:
            one = _room(car, spec, force, left, -DRAG_SLIP)
            total += one + _room(car, spec, force, left + 1, -DRAG_SLIP)
    return min(total, 0.0)


@compiled
def catch_slide(car: CarState, spec: CarSpec, force: Force) -> None:
    """Against oversteer: brake the outer front wheel, ease throttle and rear brakes."""
    car.stability_active = 0
    if spec.stability == 0 or car.forward_speed < 5.0:
        return
    on_left, on_right = car.load[RL], car.load[RR]
    slide = force.slip_left[RL] * on_left + force.slip_left[RR] * on_right
    slide /= max(on_left + on_right, 1.0)
    excess = min(abs(slide) - STABILITY_SLIP, 1.0)
    if excess <= 0.0:
        return
    car.stability_active = 1
    car.throttle *= 1.0 - excess
    outer = FR if slide > 0.0 else FL
    force.brake_limit[outer] += STABILITY_BRAKE * excess * spec.brake_torque
    left = max(1.0 - STABILITY_RELEASE * excess, 0.0)
    force.brake_limit[RL] *= left
    force.brake_limit[RR] *= left
