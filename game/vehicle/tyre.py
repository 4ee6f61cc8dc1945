"""Tyres: Pacejka's magic formula in its similarity form, with combined slip.

Source: Pacejka, Tire and Vehicle Dynamics, 3rd ed.: the magic formula is (4.6) without shifts,
normalised slip and the similarity method are section 4.2, load sensitivity section 4.3.
"""

from __future__ import annotations

import math

from game.core.compiled import compiled
from game.core.exact import arctangent, sine
from game.core.surface import GRIP_DRY, GRIP_WET
from game.vehicle.environment import Environment, Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import WHEELS, CarState

_SMALLEST_FRICTION_TERM = 0.25
_SMALLEST_PEAK_TERM = 0.5
_NO_SLIP = 1e-12
"""Keeps the direction of no slip defined."""
_LEAST_ROOM = 0.2
"""Share of the longitudinal slip that assists always leave, however hard the car corners."""


@compiled
def magic_angle(slip: float, b: float, c: float) -> float:
    """Argument of the sine in the magic formula with curvature factor E = 0 [rad].

    Args:
        slip: Combined slip relative to the slip at the peak, not negative.
        b: Stiffness factor; chosen so that the angle is a right one at slip 1.
        c: Shape factor.
    """
    return c * arctangent(b * slip)


@compiled
def magic_slope(slip: float, value: float, b: float, c: float) -> float:
    """Slope of the magic formula over slip where its value is `value`; 0 beyond the peak."""
    if slip >= 1.0:
        return 0.0
    bent = b * slip
    return math.sqrt(max(1.0 - value * value, 0.0)) * b * c / (1.0 + bent * bent)


@compiled
def friction_at_load(load: float, nominal_load: float, sensitivity: float) -> float:
    """Friction relative to that at the nominal load; falls as load grows.

    Pacejka's linear law (4.E19) with its term in the denominator, so that it stays positive.
    """
    term = 1.0 + sensitivity * (load / nominal_load - 1.0)
    return 1.0 / max(term, _SMALLEST_FRICTION_TERM)


@compiled
def temperature_factor(temperature: float, optimum: float, window: float) -> float:
    """Grip relative to that at the optimum: 0.95 one window away, 0.8 far away."""
    distance = (temperature - optimum) / window
    square = distance * distance
    return 1.0 - 0.2 * square / (3.0 + square)


@compiled
def condition(car: CarState, spec: CarSpec, environment: Environment, wheel: int) -> float:
    """Friction of a wheel's tyre on its ground relative to a new, warm one on dry asphalt."""
    surface = car.surface[wheel]
    dry = GRIP_DRY[surface]
    ground = dry + (GRIP_WET[surface] - dry) * environment.wetness
    warmth = 0.5 * (car.tyre_temperature[wheel] + car.tyre_core_temperature[wheel])
    warm = temperature_factor(warmth, spec.tyre_optimum[wheel], spec.tyre_window[wheel])
    grip: float = ground * warm * (1.0 - spec.wear_loss[wheel] * car.tyre_wear[wheel])
    return grip


@compiled
def find_slip(car: CarState, spec: CarSpec, force: Force, wheel: int) -> None:
    """Velocity of the contact patch in the wheel's frame, and the slip it makes."""
    forward = car.forward_speed - car.yaw_rate * spec.wheel_y[wheel]
    left = car.left_speed + car.yaw_rate * spec.wheel_x[wheel]
    c, s = force.steer_cosine[wheel], force.steer_sine[wheel]
    along, across = c * forward + s * left, c * left - s * forward
    speed = max(math.sqrt(along * along + across * across), spec.slip_floor_speed)
    force.speed_along[wheel] = along
    force.speed_across[wheel] = across
    force.slip_speed[wheel] = speed
    rolling = car.wheel_speed[wheel] * spec.tyre_radius[wheel]
    per_speed = 1.0 / speed
    car.slip_ratio[wheel] = (rolling - along) * per_speed
    car.slip_angle[wheel] = -across * per_speed


@compiled
def find_limits(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, wheel: int
) -> None:
    """Largest forces of a tyre at its load, and its slip relative to where it gives them."""
    load = car.load[wheel]
    friction = friction_at_load(load, spec.nominal_load[wheel], spec.load_sensitivity[wheel])
    limit = friction * condition(car, spec, environment, wheel) * load
    more = load / spec.nominal_load[wheel] - 1.0
    growth = max(1.0 + spec.peak_slip_growth[wheel] * more, _SMALLEST_PEAK_TERM)
    force.limit_forward[wheel] = spec.grip_forward[wheel] * limit
    force.limit_left[wheel] = spec.grip_left[wheel] * limit
    force.peak_forward[wheel] = spec.peak_slip_forward[wheel] * growth
    slip_x = car.slip_ratio[wheel] / force.peak_forward[wheel]
    slip_y = car.slip_angle[wheel] / (spec.peak_slip_left[wheel] * growth)
    force.slip_forward[wheel] = slip_x
    force.slip_left[wheel] = slip_y
    force.slip_room[wheel] = math.sqrt(max(1.0 - slip_y * slip_y, _LEAST_ROOM * _LEAST_ROOM))
    car.slip[wheel] = math.sqrt(slip_x * slip_x + slip_y * slip_y + _NO_SLIP)


@compiled
def push(car: CarState, spec: CarSpec, force: Force, wheel: int, dt: float) -> None:
    """Force of one tyre at its slip, and how its longitudinal part answers to wheel spin."""
    slip, value = car.slip[wheel], car.grip_used[wheel]
    slope = magic_slope(slip, value, spec.magic_b[wheel], spec.magic_c[wheel])
    per_slip = 1.0 / slip
    secant = value * per_slip
    slip_x, slip_y = force.slip_forward[wheel], force.slip_left[wheel]
    share_x, share_y = slip_x * per_slip, slip_y * per_slip
    limit = force.limit_forward[wheel]
    car.force_forward[wheel] = limit * secant * slip_x
    car.force_left[wheel] = force.limit_left[wheel] * secant * slip_y
    radius = spec.tyre_radius[wheel]
    change = slope * share_x * share_x + secant * share_y * share_y
    stiffness = limit * change * radius / (force.peak_forward[wheel] * force.slip_speed[wheel])
    inertia = spec.wheel_inertia[wheel] + dt * stiffness * radius
    force.stiffness[wheel] = stiffness
    force.inertia[wheel] = inertia
    force.mobility[wheel] = 1.0 / inertia
    force.free_torque[wheel] = -car.force_forward[wheel] * radius


@compiled
def turn_wheel(
    car: CarState, spec: CarSpec, force: Force, wheel: int, torque: float, dt: float
) -> None:
    """Spin a wheel by a torque that includes the tyre's, linearly implicit in the tyre.

    The longitudinal force is taken at the end of the tick along its tangent, so that the spin
    does not ring, however stiff the tyre is (a Rosenbrock step: Hairer & Wanner, Solving ODEs II,
    section IV.7). Past the peak the tangent is 0, as the true one is negative. There a tyre
    could throw a light wheel across its rolling speed within a tick; then the secant, which
    holds from here to rolling, gives the spin at which tyre and torque are in balance.
    """
    radius, limit = spec.tyre_radius[wheel], force.limit_forward[wheel]
    pushed = car.force_forward[wheel]
    change = dt * force.mobility[wheel] * torque
    ahead = car.wheel_speed[wheel] * radius - force.speed_along[wheel]
    if ahead * (ahead + change * radius) < 0.0:
        secant = pushed * radius / ahead
        inertia = spec.wheel_inertia[wheel] + dt * secant * radius
        left = dt * (torque + pushed * radius) / inertia
        car.wheel_speed[wheel] = force.speed_along[wheel] / radius + left
        pushed = secant * left
    else:
        car.wheel_speed[wheel] += change
        pushed += force.stiffness[wheel] * change
    car.force_forward[wheel] = min(max(pushed, -limit), limit)


@compiled
def roll_tyres(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, dt: float
) -> None:
    """Slip and force of all tyres; in stages, because wheels are computed side by side."""
    for wheel in range(WHEELS):
        find_slip(car, spec, force, wheel)
    for wheel in range(WHEELS):
        find_limits(car, spec, environment, force, wheel)
    for wheel in range(WHEELS):
        angle = magic_angle(car.slip[wheel], spec.magic_b[wheel], spec.magic_c[wheel])
        force.magic_angle[wheel] = angle
    for wheel in range(WHEELS):
        car.grip_used[wheel] = sine(force.magic_angle[wheel])
    for wheel in range(WHEELS):
        push(car, spec, force, wheel, dt)
