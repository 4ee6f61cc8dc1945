"""Gearbox: which gear is in, by hand or by itself, and how long a change takes."""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.controls import GEAR_NONE, Button
from game.vehicle.spec import CarSpec
from game.vehicle.state import RL, CarState

_NO_GEAR: Final = int(GEAR_NONE)
_SHIFT_UP: Final = int(Button.SHIFT_UP)
_SHIFT_DOWN: Final = int(Button.SHIFT_DOWN)

REVERSE_SPEED: Final = 3.0
"""Fastest at which reverse goes in, or a forward gear while rolling backwards [m/s]."""
OVERREV: Final = 1.02
"""A change that would spin the engine above this share of its limiter is refused."""
DOWNSHIFT_SHARE: Final = 0.86
"""An automatic gearbox shifts down below this share of the speed at which it would shift up."""
AUTOMATIC_PAUSE: Final = 0.25
"""Least time between two changes by the automatic [s]."""


@compiled
def ratio(spec: CarSpec, gear: int) -> float:
    """Engine speed over wheel speed of a gear, negative in reverse, 0 in neutral."""
    value: float = spec.gear_ratio[gear + 1]
    return value


@compiled
def driven_speed(car: CarState, spec: CarSpec) -> float:
    """Mean spin of the driven wheels, as the differentials combine it [rad/s]."""
    front = spec.drive_share[0] * car.wheel_speed[0] + spec.drive_share[1] * car.wheel_speed[1]
    rear = spec.drive_share[2] * car.wheel_speed[2] + spec.drive_share[3] * car.wheel_speed[3]
    speed: float = front + rear
    return speed


@compiled
def choose_gear(car: CarState, spec: CarSpec, asked: int, buttons: int, dt: float) -> None:
    """Start, continue or finish a gear change.

    An automatic gearbox drives forward unless `asked` is -1 (reverse) or 0 (neutral). By hand,
    `asked` is the gate of an H pattern, or `GEAR_NONE` for paddles.
    """
    pressed = buttons & ~car.buttons
    car.since_shift += dt
    if car.gear != car.next_gear:
        car.shift_left -= dt
        if car.shift_left <= 0.5 * dt:
            car.gear = car.next_gear
            car.since_shift = 0.0
        return
    wanted = car.gear
    if spec.automatic_gears == 1:
        wanted = _automatic(car, spec, asked)
    elif asked != _NO_GEAR:
        wanted = min(max(asked, -1), spec.gear_count)
    elif pressed & _SHIFT_UP:
        wanted = min(car.gear + 1, spec.gear_count)
    elif pressed & _SHIFT_DOWN:
        wanted = max(car.gear - 1, -1)
    if wanted != car.gear and _may_engage(car, spec, wanted):
        car.next_gear = wanted
        car.shift_left = spec.shift_time


@compiled
def _may_engage(car: CarState, spec: CarSpec, gear: int) -> bool:
    """Whether a gear fits the speed: no reverse on the move, no engine torn apart."""
    speed = car.forward_speed
    if gear < 0:
        return bool(speed < REVERSE_SPEED)
    if gear == 0:
        return True
    if speed < -REVERSE_SPEED:
        return False
    turning = speed / spec.tyre_radius[RL] * ratio(spec, gear)
    return bool(gear > car.gear or turning <= OVERREV * spec.limiter_speed)


@compiled
def _automatic(car: CarState, spec: CarSpec, asked: int) -> int:
    """The gear that pulls best at this speed, with a band in which it stays where it is."""
    gear: int = car.gear
    if asked == -1 or asked == 0:
        return asked
    if gear <= 0:
        return 1
    if car.since_shift < AUTOMATIC_PAUSE:
        return gear
    turning = driven_speed(car, spec) * ratio(spec, gear)
    if gear < spec.gear_count and turning > spec.shift_up_speed[gear + 1]:
        return gear + 1
    rolling = car.forward_speed / spec.tyre_radius[RL]
    while (
        gear > 1 and rolling * ratio(spec, gear - 1) < DOWNSHIFT_SHARE * spec.shift_up_speed[gear]
    ):
        gear -= 1
    return gear
