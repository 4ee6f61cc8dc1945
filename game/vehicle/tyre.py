"""Tyres: Pacejka's magic formula in its similarity form, with combined slip.

Source: Pacejka, Tire and Vehicle Dynamics, 3rd ed.: the magic formula is (4.6) without shifts,
normalised slip and the similarity method are section 4.2, load sensitivity section 4.3.
"""

from __future__ import annotations

import math

from game.core.compiled import compiled
from game.core.exact import HALF_PI, arctangent, cosine, sine
from game.core.surface import GRIP_DRY, GRIP_WET
from game.vehicle.environment import Environment, Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import WHEELS, CarState

_SMALLEST_FRICTION_TERM = 0.25
_SMALLEST_PEAK_TERM = 0.5
_LEAST_ROOM = 0.2
"""Share of the longitudinal slip that assists always leave, however hard the car corners."""


@compiled
def magic_formula(slip: float, b: float, c: float, e: float) -> tuple[float, float]:
    """Force relative to its peak, and its slope over slip up to the peak (0 beyond it).

    Args:
        slip: Combined slip relative to the slip at the peak, not negative.
        b: Stiffness factor.
        c: Shape factor.
        e: Curvature factor.
    """
    stretched = b * slip
    bent = stretched - e * (stretched - arctangent(stretched))
    angle = c * arctangent(bent)
    value = sine(angle)
    if angle >= HALF_PI:
        return value, 0.0
    bend = b * (1.0 - e) + e * b / (1.0 + stretched * stretched)
    return value, math.sqrt(1.0 - value * value) * c * bend / (1.0 + bent * bent)


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
def move_contact_patch(car: CarState, spec: CarSpec, force: Force, wheel: int) -> None:
    """Velocity of the contact patch in the wheel's frame, and the slip it makes."""
    along = car.forward_speed - car.yaw_rate * spec.wheel_y[wheel]
    across = car.left_speed + car.yaw_rate * spec.wheel_x[wheel]
    angle = car.steer_angle[wheel]
    if angle != 0.0:
        c, s = cosine(angle), sine(angle)
        along, across = c * along + s * across, c * across - s * along
    speed = max(math.sqrt(along * along + across * across), spec.slip_floor_speed)
    force.speed_along[wheel] = along
    force.speed_across[wheel] = across
    force.slip_speed[wheel] = speed
    rolling = car.wheel_speed[wheel] * spec.tyre_radius[wheel]
    car.slip_ratio[wheel] = (rolling - along) / speed
    car.slip_angle[wheel] = -across / speed


@compiled
def push(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, wheel: int, dt: float
) -> None:
    """Force of one tyre at its slip, and how its longitudinal part answers to wheel spin."""
    load = car.load[wheel]
    ratio = load / spec.nominal_load[wheel]
    friction = friction_at_load(load, spec.nominal_load[wheel], spec.load_sensitivity[wheel])
    friction *= condition(car, spec, environment, wheel)
    growth = max(1.0 + spec.peak_slip_growth[wheel] * (ratio - 1.0), _SMALLEST_PEAK_TERM)
    peak_forward = spec.peak_slip_forward[wheel] * growth
    slip_x = car.slip_ratio[wheel] / peak_forward
    slip_y = car.slip_angle[wheel] / (spec.peak_slip_left[wheel] * growth)
    slip = math.sqrt(slip_x * slip_x + slip_y * slip_y + 1e-12)
    value, slope = magic_formula(
        slip, spec.magic_b[wheel], spec.magic_c[wheel], spec.magic_e[wheel]
    )
    limit_x = spec.grip_forward[wheel] * friction * load
    limit_y = spec.grip_left[wheel] * friction * load
    secant = value / slip
    share_x, share_y = slip_x / slip, slip_y / slip
    car.slip[wheel] = slip
    car.grip_used[wheel] = min(value, 1.0)
    car.force_forward[wheel] = limit_x * secant * slip_x
    car.force_left[wheel] = limit_y * secant * slip_y
    radius = spec.tyre_radius[wheel]
    per_slip = limit_x * (slope * share_x * share_x + secant * share_y * share_y) / peak_forward
    stiffness = per_slip * radius / force.slip_speed[wheel]
    force.peak_forward[wheel] = peak_forward
    force.slip_room[wheel] = math.sqrt(max(1.0 - slip_y * slip_y, _LEAST_ROOM * _LEAST_ROOM))
    force.limit_forward[wheel] = limit_x
    force.stiffness[wheel] = stiffness
    force.mobility[wheel] = 1.0 / (spec.wheel_inertia[wheel] + dt * stiffness * radius)
    force.free_torque[wheel] = -car.force_forward[wheel] * radius


@compiled
def turn_wheel(
    car: CarState, spec: CarSpec, force: Force, wheel: int, torque: float, dt: float
) -> None:
    """Spin a wheel by a torque that includes the tyre's, linearly implicit in the tyre.

    The longitudinal force is taken at the end of the tick along its tangent, so that the spin
    never rings, however stiff the tyre is (a Rosenbrock step: Hairer & Wanner, Solving ODEs II,
    section IV.7). Past the peak the tangent is 0, as the true one is negative.
    """
    change = dt * force.mobility[wheel] * torque
    car.wheel_speed[wheel] += change
    limit = force.limit_forward[wheel]
    pushed = car.force_forward[wheel] + force.stiffness[wheel] * change
    car.force_forward[wheel] = min(max(pushed, -limit), limit)


@compiled
def roll_tyres(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, dt: float
) -> None:
    """Slip and force of all tyres."""
    for wheel in range(WHEELS):
        move_contact_patch(car, spec, force, wheel)
        push(car, spec, environment, force, wheel, dt)
