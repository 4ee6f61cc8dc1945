"""Small roads and simple drivers to judge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from agents.evaluation.flying import Driving
from agents.policy import Policy, write_policy
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted.solo import open_road
from game.sim.car_limits import car_limits
from game.sim.driver import Scene
from game.sim.world import World
from game.track.reader import build_track
from game.track.track import Track

OVAL = """\
title: Test oval
width: 12
start_line: 150
segments:
  - {straight: 300, free: true}
  - {turn: left, radius: 60, angle_deg: 180}
  - {straight: 300, free: true}
  - {turn: left, radius: 60, angle_deg: 180}
"""


@cache
def oval() -> Track:
    """Two straights and two bends, 12 m wide."""
    return build_track(OVAL, "judged-oval")


def oval_file(folder: Path) -> str:
    """The same road as a file."""
    path = folder / "judged-oval.yaml"
    path.write_text(OVAL, encoding="utf-8")
    return str(path)


def policy_file(folder: Path, policy: Policy) -> Path:
    """A policy as a file."""
    path = folder / "policy.safetensors"
    write_policy(path, policy)
    return path


class Scripted:
    """The scripted driver in all cars of worlds on one track."""

    def __init__(self, world: World, margin: float) -> None:
        self.world, self.track = world, world.arenas[0].track
        cars = [arena.cars[0] for arena in world.arenas]
        self.driver = ScriptedDriver(
            self.track,
            range(len(cars)),
            np.concatenate([car_limits(car) for car in cars]),
            [Personality(margin=margin, consistency=1.0)] * len(cars),
            SeedTree(0),
            alone=True,
        )
        self.brief = open_road(len(cars))

    def tick(self) -> None:
        world = self.world
        if world.tick % self.driver.period == 0:
            scene = Scene(world.tick, self.track, world.spec, world.state, self.brief)
            self.driver.decide(scene, world.controls)


class Straight:
    """A foot on the throttle and no hand on the wheel."""

    def __init__(self, world: World, throttle: int = 255) -> None:
        self.world, self.throttle = world, throttle

    def tick(self) -> None:
        self.world.controls["throttle"] = self.throttle


def scripted(world: World, numbers: Sequence[int]) -> Driving:
    return Scripted(world, 0.85)


def straight_on(world: World, numbers: Sequence[int]) -> Driving:
    return Straight(world)


def asleep(world: World, numbers: Sequence[int]) -> Driving:
    return Straight(world, throttle=0)
