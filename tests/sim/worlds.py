"""Worlds for tests: rough driving that keeps cars on the road, and in each other's way."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.paths import ROOT
from game.sim.controls import quantise_pedal, quantise_steer
from game.sim.world import Arena, World, WorldSettings
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car

OVAL = str(ROOT / "tests" / "track" / "data" / "oval.yaml")


@cache
def oval() -> Track:
    return load_track(OVAL)


@cache
def gt3() -> Car:
    return load_car("gt3")


def grid_of(count: int, settings: WorldSettings | None = None) -> World:
    return World([Arena(oval(), [gt3()] * count, settings or WorldSettings())])


def follow_road(
    world: World, speed: float | NDArray[Any] = 40.0, offset: float | NDArray[Any] = 0.0
) -> None:
    """Set controls that take all cars along the road at a speed [m/s] and an offset [m]."""
    state, stations = world.state, world.stations
    aside = (offset - state["offset"]) * 0.04 - 1.2 * np.sin(state["heading"])
    bend = stations["curvature"][state["station"] % len(stations)] * world.spec["wheelbase"]
    steer = (np.arctan(bend) * 1.3 + aside * 0.3) / world.spec["max_steer"]
    world.controls["steer"] = quantise_steer(np.clip(steer, -1, 1))
    wanted = (speed - state["forward_speed"]) * 0.2
    world.controls["throttle"] = quantise_pedal(np.clip(wanted, 0, 1))
    world.controls["brake"] = quantise_pedal(np.clip(-wanted, 0, 1))


def jostle(world: World) -> None:
    """Drive so that cars keep touching each other and the walls; a function of the state alone."""
    number = np.arange(len(world.state)) - world.layout["first_car"][world.arena_of]
    lane = np.sin(world.tick / 150.0 + number) * 9.0
    speeds = 32.0 + 14.0 * np.sin(world.tick / 200.0 + 2.0 * number)
    follow_road(world, speeds, lane)
    stuck = np.abs(world.state["heading"]) > 1.5
    world.controls["gear"][stuck & (world.state["forward_speed"] < 3.0)] = -1
    world.controls["gear"][~stuck] = -128
