"""Steering: from the wheel in the driver's hands to the angles of the road wheels.

Source: Milliken & Milliken, Race Car Vehicle Dynamics, chapter 19 (Ackermann geometry).
"""

from __future__ import annotations

from game.core.compiled import compiled
from game.core.exact import arctangent2, sine_and_cosine
from game.vehicle.environment import Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, FR, GRAVITY, RL, RR, CarState

DAMAGE_TOE = 0.02
"""Angle by which a bent front axle points away [rad]."""
HELP_SLIP = 0.9
"""Front slip angle that full lock asks for under steering help, relative to the peak."""
HELP_SPEED = 3.0
"""Below this speed steering help leaves the whole lock [m/s]."""


@compiled
def steering_reach(car: CarState, spec: CarSpec) -> tuple[float, float]:
    """Angles of the road wheels at full right and full left, the right one negative [rad].

    Without steering help the mechanical lock. With it, what the tightest turn at this speed can
    use: its geometric angle, the slip angle at which the front tyres peak, and on the side to
    which the car slides the slide's own angle, so that it can always be caught.
    """
    lock = spec.max_steer
    speed = car.forward_speed
    if spec.steering_help == 0 or speed < HELP_SPEED:
        return -lock, lock
    grip = 0.5 * (spec.grip_left[FL] + spec.grip_left[FR]) * _load_ratio(car)
    turn = spec.wheelbase * grip * GRAVITY / (speed * speed)
    reach = turn + HELP_SLIP * spec.peak_slip_left[FL]
    slide = arctangent2(car.left_speed, speed)
    return max(-(reach + max(-slide, 0.0)), -lock), min(reach + max(slide, 0.0), lock)


@compiled
def _load_ratio(car: CarState) -> float:
    """Load on the road over weight: how much the downforce adds to what the tyres can turn."""
    total = (car.load[FL] + car.load[FR]) + (car.load[RL] + car.load[RR])
    ratio: float = total / (car.mass * GRAVITY)
    return max(ratio, 1.0)


@compiled
def turn_in(car: CarState, spec: CarSpec, force: Force, wanted: float, dt: float) -> None:
    """Move the road wheels towards the angle that the driver wants, as fast as hands can.

    Args:
        car: The car.
        spec: Its parameters.
        force: Working values; gets the directions of the wheels.
        wanted: Steering wheel, -1 right .. 1 left.
        dt: Length of the tick [s].
    """
    right, left = steering_reach(car, spec)
    angle = wanted * left if wanted >= 0.0 else -wanted * right
    now = car.steer * spec.max_steer
    most = spec.steer_rate * dt
    now += min(max(angle - now, -most), most)
    car.steer = now / spec.max_steer
    bent = DAMAGE_TOE * car.alignment_damage
    car.steer_angle[FL] = now * (1.0 + spec.ackermann * now) + bent
    car.steer_angle[FR] = now * (1.0 - spec.ackermann * now) + bent
    for wheel in (FL, FR):
        s, c = sine_and_cosine(car.steer_angle[wheel])
        force.steer_sine[wheel], force.steer_cosine[wheel] = s, c
    for wheel in (RL, RR):
        force.steer_cosine[wheel] = 1.0
        force.steer_sine[wheel] = 0.0
