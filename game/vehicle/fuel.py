"""What the fuel weighs: rarely updated, because the body's mass is a constant of the solver."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.vehicle.spec import CarSpec
from game.vehicle.state import CarState


@compiled
def update_mass(car: CarState, spec: CarSpec) -> None:
    """Mass and inertia with the fuel that is left; a battery weighs the same when empty."""
    mass = spec.mass_empty
    if spec.electric == 0:
        mass += car.fuel
    car.mass = mass
    car.inertia = mass * spec.inertia_per_mass


@compiled
def update_masses(state: NDArray[Any], spec: NDArray[Any]) -> None:
    """`update_mass` for each car; once a second is enough."""
    for row in range(len(state)):
        update_mass(state[row], spec[row])
