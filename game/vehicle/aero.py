"""Air: drag, downforce, and what the wake of others and damage leave of them.

Source: Milliken & Milliken, Race Car Vehicle Dynamics, chapter 3: force = 1/2 rho C A v^2.
"""

from __future__ import annotations

import math

from game.core.compiled import compiled
from game.vehicle.environment import Environment
from game.vehicle.spec import CarSpec
from game.vehicle.state import CarState

DAMAGE_DOWNFORCE_LOSS = 0.4
"""Share of the downforce that a wrecked body loses."""
DAMAGE_DRAG_GAIN = 0.2
"""Share of the drag that it gains."""


@compiled
def downforce(car: CarState, spec: CarSpec, environment: Environment) -> tuple[float, float]:
    """Load by the air on the front and the rear axle [N]; wings work forwards only."""
    speed = max(car.forward_speed, 0.0)
    pressure = 0.5 * environment.air_density * speed * speed
    pressure *= 1.0 - DAMAGE_DOWNFORCE_LOSS * car.aero_damage
    front: float = pressure * spec.downforce_area_front * car.front_downforce_factor
    rear: float = pressure * spec.downforce_area_rear * car.rear_downforce_factor
    return front, rear


@compiled
def drag(car: CarState, spec: CarSpec, environment: Environment) -> tuple[float, float]:
    """Force of the air on the body, forward and left in the car's frame [N]."""
    forward, left = car.forward_speed, car.left_speed
    speed = math.sqrt(forward * forward + left * left)
    pressure_per_speed = 0.5 * environment.air_density * speed
    area = spec.drag_area * car.drag_factor * (1.0 + DAMAGE_DRAG_GAIN * car.aero_damage)
    return -pressure_per_speed * area * forward, -pressure_per_speed * spec.side_area * left
