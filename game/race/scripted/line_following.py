"""Steering along a line: curvature ahead, errors of place and course, yaw damping.

The curvature that is steered for is that of the line a moment ahead, corrected so that the
distance from the line dies away with the distance driven like a critically damped oscillator.
The angle of the wheels for it is that of a car with understeer (Gillespie, Fundamentals of
Vehicle Dynamics, 1992, eq. 6-15), and is held within the slip angle at which the front tyres
give most, measured from the way the front axle really moves: so the wheels follow a slide, and
with opposite lock where the rear slides more than they do.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from game.core.compiled import compiled
from game.core.exact import arctangent2
from game.sim.limits import CarLimits, at_speed
from game.vehicle.state import FL, FR, RL, RR
from game.vehicle.steering import steering_reach

LARGEST_APPROACH: Final = 0.35
"""Angle at which the car goes back to a line that is far away [rad]."""
CORNERING: Final = 3.0
"""Lateral acceleration from which a driver learns how much his car understeers [m/s^2]."""
SATURATED: Final = 0.9
"""Combined slip of the front tyres, relative to the peak, beyond which more steering is no cure."""
LEAST_TRIM: Final = -0.5
MOST_TRIM: Final = 1.5
SLIDING: Final = 2.6
"""Combined slip of a rear tyre, relative to the peak, with which the rear slides ..."""
OPPOSITE_LOCK: Final = 2.0
"""... and the part of their grip that front tyres no longer use into the corner, per slip beyond
that and beyond their own [-]."""
SLOWEST: Final = 3.0
"""Below this the course of a car is its heading [m/s]."""


@compiled
def path_curvature(
    car: Any, technique: Any, offset: float, direction: float, curvature: float
) -> float:
    """The curvature to drive so that the car joins its line [1/m].

    Args:
        car: CAR_STATE row.
        technique: TECHNIQUE row.
        offset: Of the line where the car is [m].
        direction: Of the line against the centre line there [rad].
        curvature: Of the line a moment ahead [1/m].
    """
    speed = max(car.forward_speed, 0.0)
    course = car.heading
    if speed > SLOWEST:
        course += arctangent2(car.left_speed, speed)
    length = max(technique.least_length, speed * technique.line_time)
    approach = 0.5 * (car.offset - offset) / length
    approach = max(-LARGEST_APPROACH, min(LARGEST_APPROACH, approach))
    result: float = curvature - 2.0 / length * (course - direction + approach)
    return result


@compiled
def learn_understeer(
    memory: Any, car: Any, technique: Any, offset: float, curvature: float, time: float
) -> None:
    """Note that the car runs wide of its line in a corner, or inside of it.

    Front tyres that slide already teach nothing: whoever learnt from them would steer too much
    in every corner that follows.

    Args:
        memory: MEMORY row.
        car: CAR_STATE row.
        technique: TECHNIQUE row.
        offset: Of the line where the car is [m].
        curvature: Of the line [1/m].
        time: Since the last decision [s].
    """
    speed = car.forward_speed
    if abs(curvature) * speed * speed < CORNERING or abs(memory.lane_rate) > 0.05:
        return
    wide = offset - car.offset if curvature > 0.0 else car.offset - offset
    if wide > 0.0 and max(car.slip[FL], car.slip[FR]) > SATURATED:
        return
    learnt = memory.trim + technique.learning_rate * time * max(-1.0, min(1.0, wide))
    memory.trim = max(LEAST_TRIM, min(MOST_TRIM, learnt))


@compiled
def steering(
    car: Any,
    spec: Any,
    limits: CarLimits,
    technique: Any,
    curvature: float,
    trim: float,
    grip: float,
) -> float:
    """Steer, -1 right .. 1 left, for a curvature to be driven [1/m]."""
    speed = max(car.forward_speed, 0.5)
    most = (
        technique.beyond
        * grip
        * at_speed(limits.lateral, limits.speed_step, speed)
        / (speed * speed)
    )
    curvature = max(-most, min(most, curvature))
    gain = (1.0 + trim) * at_speed(limits.steer_gain, limits.speed_step, speed)
    missing = curvature - car.yaw_rate / speed
    angle = (curvature + technique.yaw_servo * missing) * (spec.wheelbase + gain * speed * speed)
    if speed > SLOWEST:
        room = technique.slip_leeway * limits.peak_slip_angle
        angle = within_grip(car, spec, speed, room, angle)
    right, left = steering_reach(car, spec)
    steer: float = angle / left if angle >= 0.0 else -angle / right
    return max(-1.0, min(1.0, steer))


@compiled
def within_grip(car: Any, spec: Any, speed: float, room: float, angle: float) -> float:
    """The angle of the wheels nearest to one wished for that the front tyres can use [rad].

    While the rear slides more than they do, they are not turned into the corner, but let run the
    way that their axle moves: more would turn the car faster than the rear can hold it.

    Args:
        car: CAR_STATE row.
        spec: CAR_SPEC row.
        speed: Forwards [m/s].
        room: Slip angle at which they give most [rad].
        angle: Wished for [rad].
    """
    front = arctangent2(car.left_speed + spec.cg_to_front * car.yaw_rate, speed)
    rear_speed = car.left_speed - (spec.wheelbase - spec.cg_to_front) * car.yaw_rate
    held = max(SLIDING, min(car.slip[FL], car.slip[FR]))
    sliding = max(car.slip[RL], car.slip[RR]) - held
    inwards = room * (1.0 - min(1.0, OPPOSITE_LOCK * max(0.0, sliding)))
    to_right, to_left = (inwards, room) if rear_speed > 0.0 else (room, inwards)
    return float(max(front - to_right, min(front + to_left, angle)))


@compiled
def lateral_share(car: Any, limits: CarLimits, grip: float) -> float:
    """The part of the longitudinal grip that cornering leaves over now, 0..1."""
    speed = car.forward_speed
    limit = grip * at_speed(limits.lateral, limits.speed_step, speed)
    used = min(1.0, abs(speed * car.yaw_rate) / limit)
    return sqrt(1.0 - used * used)
