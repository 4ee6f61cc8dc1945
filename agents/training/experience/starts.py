"""How an episode begins: where, how fast, which way round, and in what condition."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np

from agents.training.experience.config import ExperienceConfig
from game.sim.world import World
from game.track.track import Floats

CLEARANCE: Final = 12.0
"""To other cars, along the road [m]."""
TRIES: Final = 12


class Start(IntEnum):
    """Ways to begin; in the order of their shares in the configuration."""

    ROLLING = 0
    ANYWHERE = 1
    STANDING = 2
    RECOVERY = 3
    TRAFFIC = 4


class Pose(NamedTuple):
    """Where a car begins."""

    distance: float
    offset: float
    heading: float
    """Against the road [rad]."""
    speed: float


class Starter:
    """Puts cars of a world to where their episodes begin.

    Args:
        world: That the cars are in.
        config: What is to be drawn.
        reference: Speed of the reference lap at every station of the world [m/s].
        random: Decides.
    """

    def __init__(
        self,
        world: World,
        config: ExperienceConfig,
        reference: Floats,
        random: np.random.Generator,
    ) -> None:
        self._world, self._config, self._reference = world, config, reference
        self._random = random
        starts = config.starts
        self._shares = np.array([getattr(starts, name) for name in type(starts).model_fields])

    def start(self, row: int) -> Start:
        """Begin an episode of one car; says how."""
        world, arena = self._world, self._world.arena_of[row]
        kind = Start(int(self._random.choice(len(self._shares), p=self._shares)))
        if world.layout[arena]["cars"] == 1 and kind is Start.TRAFFIC:
            kind = Start.ROLLING
        self._put(row, self._free_pose(kind, row))
        return kind

    def line_up(self, arena: int, standing: bool) -> None:
        """Begin an episode of all cars of an arena: on a grid, or nose to tail and at speed."""
        rows = self._world.layout[arena]
        first, track = int(rows["first_car"]), self._world.arenas[arena].track
        head = float(self._random.uniform(0.0, track.length))
        pitch = 8.0 if standing else float(self._random.uniform(8.0, 22.0))
        share = float(self._random.uniform(0.5, 0.85))
        order = self._random.permutation(int(rows["cars"]))
        for place, car in enumerate(order.tolist()):
            distance = (head - place * pitch) % track.length
            index = int(distance / track.spacing) % len(track.stations)
            station = track.stations[index]
            aside = min(2.4, 0.25 * float(station["width_left"] + station["width_right"]))
            offset = aside * (1 - 2 * (place % 2)) if standing else float(station["line_offset"])
            reference = float(self._reference[int(rows["first_station"]) + index])
            speed = 0.0 if standing else share * reference
            self._put(first + car, Pose(distance, offset, 0.0, speed))

    def _put(self, row: int, pose: Pose) -> None:
        world = self._world
        track = world.arenas[world.arena_of[row]].track
        station = int(pose.distance / track.spacing) % len(track.stations)
        x, y = track.position(pose.distance, pose.offset)
        tangent = track.stations[station]
        yaw = float(np.arctan2(tangent["tangent_y"], tangent["tangent_x"])) + pose.heading
        world.place(row, float(x), float(y), yaw, pose.speed)
        self._condition(row)

    def _free_pose(self, kind: Start, row: int) -> Pose:
        pose = self._pose(kind, row)
        for _ in range(TRIES):
            if self._is_free(row, pose):
                break
            pose = self._pose(kind, row)
        return pose

    def _is_free(self, row: int, pose: Pose) -> bool:
        arena = self._world.layout[self._world.arena_of[row]]
        length = self._world.arenas[self._world.arena_of[row]].track.length
        first = int(arena["first_car"])
        rows = np.arange(first, first + int(arena["cars"]))
        others = self._world.state[rows[rows != row]]
        gap = np.mod(others["distance"] - pose.distance + length / 2, length) - length / 2
        near = (np.abs(gap) < CLEARANCE) & (np.abs(others["offset"] - pose.offset) < 3.0)
        return not bool(near.any())

    def _pose(self, kind: Start, row: int) -> Pose:
        random, arena = self._random, self._world.layout[self._world.arena_of[row]]
        track = self._world.arenas[self._world.arena_of[row]].track
        distance = float(random.uniform(0.0, track.length))
        if kind is Start.TRAFFIC:
            first, cars = int(arena["first_car"]), int(arena["cars"])
            other = first + (row - first + int(random.integers(1, cars))) % cars
            away = float(random.uniform(8.0, 45.0)) * random.choice([-1.0, 1.0])
            distance = float(self._world.state[other]["distance"] + away) % track.length
        index = int(distance / track.spacing) % len(track.stations)
        station = track.stations[index]
        reference = float(self._reference[int(arena["first_station"]) + index])
        left, right = float(station["width_left"]), float(station["width_right"])
        if kind is Start.STANDING:
            return Pose(distance, float(random.uniform(1.5 - right, left - 1.5)), 0.0, 0.0)
        if kind is Start.RECOVERY:
            return self._lost(distance, station, min(12.0, reference))
        if kind is Start.ANYWHERE:
            offset = float(random.uniform(1.3 - right, left - 1.3))
            speed = float(random.uniform(0.0, 0.9) * reference)
            return Pose(distance, offset, float(random.normal(0.0, 0.06)), speed)
        offset = float(station["line_offset"] + random.normal(0.0, 0.5))
        offset = min(max(offset, 1.3 - right), left - 1.3)
        return Pose(distance, offset, 0.0, float(random.uniform(0.4, 0.95) * reference))

    def _lost(self, distance: float, station: Any, fastest: float) -> Pose:
        random = self._random
        low, high = float(station["band_edge"][0]) + 3.0, float(station["band_edge"][-1]) - 3.0
        offset = float(random.uniform(min(low, 0.0), max(high, 0.0)))
        heading = float(random.uniform(-np.pi, np.pi)) * random.choice([0.25, 1.0])
        return Pose(distance, offset, heading, float(random.uniform(0.0, fastest)))

    def _condition(self, row: int) -> None:
        """Fuel, tyres and damage of a car that begins."""
        world, random = self._world, self._random
        world.repair(row)
        world.fit_tyres(row)
        capacity = float(world.spec[row]["fuel_capacity"])
        world.refuel(row, random.uniform(0.15, 1.0) * capacity - float(world.state[row]["fuel"]))
        if random.random() < self._config.worn:
            state = world.state[row]
            state["tyre_wear"] = random.uniform(0.0, 0.7) * random.uniform(0.7, 1.0, 4)
            warmth = random.uniform(-30.0, 20.0)
            state["tyre_temperature"] += warmth
            state["tyre_core_temperature"] += warmth
