"""Which tracks and cars are driven next: drawn from pools, the badly driven more often."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.training.experience.config import ExperienceConfig
from game.core.seeds import SeedTree
from game.race.speed_profile import profile
from game.sim.arena import Arena, Damage, WorldSettings
from game.sim.car_limits import car_limits
from game.track.random_track import random_track
from game.track.reader import load_track
from game.track.track import Floats, Track
from game.vehicle.random_car import random_car
from game.vehicle.reader import Car, load_car, shipped_cars


class Mode(IntEnum):
    """How episodes of an arena begin."""

    FREE = 0
    """Each car for itself, at its own time."""
    GRID = 1
    """All together, standing in two columns."""
    TRAIN = 2
    """All together, nose to tail and at speed."""


DEAL: Final = np.dtype(
    [
        ("track", "i8"),  # index into the pool
        ("wetness", "f8"),
        ("fuel_rate", "f8"),
        ("tyre_rate", "f8"),
        ("damage", "i8"),  # Damage
        ("mode", "i8"),  # Mode
    ],
    align=True,
)
"""What one arena is."""

MEMORY: Final = 0.9
"""Weight of what is known of a track or a car against one episode's news."""
_EASIEST: Final = 0.15
"""Weight in drawing that a track or car driven perfectly keeps."""


class Hand(NamedTuple):
    """What has been dealt."""

    arenas: NDArray[Any]
    """DEAL rows."""
    cars: NDArray[np.int64]
    """Index of each car in its pool, shape (arenas, cars per arena); -1 - index for the shipped
    car that it is made from, with a scripted driver."""


class Pools:
    """Tracks and cars, made when they are first needed, and how well each is driven.

    They are random ones unless the configuration names some.
    """

    def __init__(self, config: ExperienceConfig, seeds: SeedTree) -> None:
        self.config, self._seeds = config, seeds
        self._tracks: dict[int, Track] = {}
        self._cars: dict[int, Car] = {}
        self.track_pace = np.full(len(config.fixed_tracks) or config.tracks, 0.5)
        """Progress over that of a reference lap, lately."""
        self.car_pace = np.full(len(config.fixed_cars) or config.cars, 0.5)

    def track(self, index: int) -> Track:
        """A track of the pool."""
        if index not in self._tracks:
            self._tracks[index] = self._make_track(index)
        return self._tracks[index]

    def _make_track(self, index: int) -> Track:
        if self.config.fixed_tracks:
            return load_track(self.config.fixed_tracks[index])
        return random_track(self._seeds.child(f"track {index}"), f"random-{index}")

    def car(self, index: int) -> Car:
        """A car of the pool; below zero the shipped one it is made from, which come in turn."""
        if index not in self._cars:
            self._cars[index] = self._make_car(index)
        return self._cars[index]

    def _make_car(self, index: int) -> Car:
        base = self.base_of(index)
        shipped = index < self.config.shipped_cars * len(self.car_pace)
        if shipped or self.config.fixed_cars:
            return load_car(base)
        return random_car(self._seeds.child(f"car {index}"), f"random-{index}", base)

    def base_of(self, car: int) -> str:
        """The car, by name or path, that one of the pool is made from."""
        known = self.config.fixed_cars or shipped_cars()
        return known[(car if car >= 0 else -1 - car) % len(known)]

    def learn(self, track: int, car: int, pace: float) -> None:
        """Note how well an episode went."""
        for known, index in ((self.track_pace, track), (self.car_pace, car)):
            known[index] = MEMORY * known[index] + (1.0 - MEMORY) * pace

    def draw(self, random: np.random.Generator) -> Hand:
        """Deal tracks, cars and conditions."""
        config = self.config
        arenas = np.zeros(config.arenas, DEAL)
        arenas["track"] = _drawn(random, self.track_pace, config.arenas)
        wet = random.random(config.arenas) < config.wet
        arenas["wetness"] = np.where(wet, random.beta(1.0, 0.8, config.arenas), 0.0)
        arenas["fuel_rate"] = random.choice([0.0, 1.0, 3.0], config.arenas)
        arenas["tyre_rate"] = random.choice([0.0, 1.0, 3.0], config.arenas)
        harmed = random.random(config.arenas) < config.harm
        arenas["damage"] = np.where(harmed, Damage.LIGHT, Damage.NONE)
        cars = _drawn(random, self.car_pace, config.arenas * config.cars_per_arena)
        cars = cars.reshape(config.arenas, config.cars_per_arena)
        alike = random.random(config.arenas) < config.one_make
        cars[alike] = cars[alike, :1]
        scripted = round(config.scripted * config.arenas)
        cars[:scripted, -1] = -1 - cars[:scripted, -1]
        modes = random.random(config.arenas)
        arenas["mode"][modes < config.grids + config.trains] = Mode.TRAIN
        arenas["mode"][modes < config.grids] = Mode.GRID
        return Hand(arenas, cars)

    def arenas(self, hand: Hand) -> list[Arena]:
        """The arenas of a hand."""
        return [
            Arena(
                self.track(int(row["track"])),
                [self.car(int(index)) for index in cars],
                WorldSettings(
                    wetness=float(row["wetness"]),
                    fuel_rate=float(row["fuel_rate"]),
                    tyre_rate=float(row["tyre_rate"]),
                    damage=Damage(int(row["damage"])),
                ),
            )
            for row, cars in zip(hand.arenas, hand.cars, strict=True)
        ]


def reference_speed(track: Track, base: str, wetness: float) -> Floats:
    """Speed of a car, by name or path, on the racing line, at each station [m/s]."""
    stations = track.stations
    speed = np.empty(len(stations))
    curvature = np.ascontiguousarray(stations["line_curvature"])
    step = np.ascontiguousarray(stations["line_step"])
    grip = 1.0 - 0.28 * wetness
    profile(speed, curvature, step, limits_of(base)[0], grip, True)
    return speed


@cache
def limits_of(name: str) -> NDArray[Any]:
    """What a car, by name or path, can do, one row of `LIMITS`."""
    return car_limits(load_car(name))


def _drawn(random: np.random.Generator, pace: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    weight = np.clip(1.0 - pace, 0.0, 1.0) + _EASIEST
    return random.choice(len(pace), count, p=weight / weight.sum())
