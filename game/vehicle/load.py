"""Vertical loads: weight, downforce, and what accelerating and cornering move between wheels.

Source: Milliken & Milliken, Race Car Vehicle Dynamics, chapter 18 (steady-state load transfer,
the roll moment shared by the axles' roll stiffness); suspension lag as a first-order filter.
"""

from __future__ import annotations

from game.core.compiled import compiled
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, FR, GRAVITY, RL, RR, CarState


@compiled
def share_loads(
    car: CarState, spec: CarSpec, front_downforce: float, rear_downforce: float
) -> None:
    """Put weight, downforce and transfer on the wheels; none is ever negative."""
    weight = car.mass * GRAVITY
    front = weight * spec.cg_to_rear / spec.wheelbase + front_downforce
    rear = weight * spec.cg_to_front / spec.wheelbase + rear_downforce
    transfer = min(max(car.pitch_transfer, -max(rear, 0.0)), max(front, 0.0))
    front = max(front - transfer, 0.0)
    rear = max(rear + transfer, 0.0)
    moment = car.roll_moment
    width_front = spec.wheel_y[FL] - spec.wheel_y[FR]
    width_rear = spec.wheel_y[RL] - spec.wheel_y[RR]
    largest_front, largest_rear = 0.5 * front * width_front, 0.5 * rear * width_rear
    wanted_front = moment * spec.roll_share_front
    wanted_rear = moment - wanted_front
    carried_front = _within(wanted_front, largest_front)
    carried_rear = _within(wanted_rear, largest_rear)
    spilled_front, spilled_rear = wanted_front - carried_front, wanted_rear - carried_rear
    carried_front = _within(carried_front + spilled_rear, largest_front)
    carried_rear = _within(carried_rear + spilled_front, largest_rear)
    car.load[FL] = max(0.5 * front - carried_front / width_front, 0.0)
    car.load[FR] = max(0.5 * front + carried_front / width_front, 0.0)
    car.load[RL] = max(0.5 * rear - carried_rear / width_rear, 0.0)
    car.load[RR] = max(0.5 * rear + carried_rear / width_rear, 0.0)


@compiled
def _within(moment: float, largest: float) -> float:
    """What an axle can carry before its inner wheel lifts; the rest spills to the other axle."""
    return min(max(moment, -largest), largest)


@compiled
def follow_accelerations(car: CarState, spec: CarSpec, dt: float) -> None:
    """Let the load follow the accelerations with the lag of the suspension."""
    pitch = car.mass * car.forward_acceleration * spec.cg_height / spec.wheelbase
    roll = car.mass * car.left_acceleration * spec.cg_height
    part = dt / (spec.load_time + dt)
    car.pitch_transfer += part * (pitch - car.pitch_transfer)
    car.roll_moment += part * (roll - car.roll_moment)
