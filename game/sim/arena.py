"""What a world is made of: arenas, each a track with its cars and its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.track.track import Track
from game.vehicle.environment import standard_environment
from game.vehicle.reader import Car
from game.vehicle.spec import CAR_SPEC


class Damage(IntEnum):
    """What contacts do to cars."""

    NONE = 0
    LIGHT = 1
    """Costs speed and pulls to a side, but brings everybody home."""
    FULL = 2


class Slipstream(IntEnum):
    """What the air behind a car does to others."""

    OFF = 0
    REAL = 1
    STRONG = 2
    """The hole in the air is deeper, the loss of downforce as in `REAL`."""


@dataclass(frozen=True)
class WorldSettings:
    """Conditions that all cars of an arena share."""

    wetness: float = 0.0
    """0 dry .. 1 wet."""
    fuel_rate: float = 1.0
    """Multiplies consumption; 0 switches it off."""
    tyre_rate: float = 1.0
    """Multiplies wear and heat of the tyres; 0 switches them off."""
    damage: Damage = Damage.LIGHT
    slipstream: Slipstream = Slipstream.REAL


@dataclass(frozen=True)
class Arena:
    """A track, the cars on it in their order, and the conditions. Arenas never touch."""

    track: Track
    cars: Sequence[Car]
    settings: WorldSettings = field(default_factory=WorldSettings)


def spec_of(arenas: Sequence[Arena]) -> NDArray[Any]:
    """CAR_SPEC rows of the cars of all arenas, in their order."""
    spec = np.zeros(sum(len(arena.cars) for arena in arenas), CAR_SPEC)
    row = 0
    for arena in arenas:
        for car in arena.cars:
            spec[row] = car.record
            row += 1
    return spec


def environment_of(arenas: Sequence[Arena]) -> NDArray[Any]:
    """ENVIRONMENT rows of the cars of all arenas: what their settings and pit lanes say."""
    environment = standard_environment(sum(len(arena.cars) for arena in arenas))
    row = 0
    for arena in arenas:
        rows = environment[row : row + len(arena.cars)]
        rows["wetness"] = arena.settings.wetness
        rows["fuel_rate"] = arena.settings.fuel_rate
        rows["tyre_rate"] = arena.settings.tyre_rate
        if arena.track.pit_lane is not None:
            rows["pit_speed"] = arena.track.pit_lane.speed_limit
        row += len(arena.cars)
    return environment
