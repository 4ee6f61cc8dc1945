"""Which car a car is most like, by what a driver feels of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.vehicle.reader import Car, load_car
from game.vehicle.state import FL, FR

DOWNFORCE_MASS: Final = 500.0
"""Mass that a square metre of downforce area counts against [kg]."""

Floats = NDArray[np.float64]


def feel(record: Any) -> Floats:
    """What a driver feels of a car, from its CAR_SPEC row: about evenly scaled numbers.

    Size, mass, power to mass, downforce to mass, grip, and the axle that is driven.
    """
    mass = float(record["mass_empty"])
    downforce = float(record["downforce_area_front"] + record["downforce_area_rear"])
    share = record["drive_share"]
    return np.array(
        [
            2.0 * np.log(float(record["wheelbase"])),
            np.log(mass),
            np.log(float(record["max_power"]) / mass),
            2.0 * np.log1p(max(downforce, 0.0) * DOWNFORCE_MASS / mass),
            2.0 * np.log(float(np.mean(record["grip_left"]))),
            float(share[FL] + share[FR]),
        ]
    )


def most_like(car: Car, known: Sequence[str]) -> str:
    """The id, of those of shipped cars, of the one that feels most like a car."""
    if car.id in known:
        return car.id
    own = feel(car.record)
    return min(known, key=lambda name: float(np.sum((_feel_of(name) - own) ** 2)))


@cache
def _feel_of(name: str) -> Floats:
    return feel(load_car(name).record)
