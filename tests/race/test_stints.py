"""Tyres in a stint: at racing pace every car's settle near their optimum instead of cooking."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.clock import TICK
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted.solo import open_road, run_up
from game.sim.arena import Arena, WorldSettings
from game.sim.car_limits import car_limits
from game.sim.driver import Scene
from game.sim.world import World
from game.track.reader import load_track
from game.vehicle.reader import load_car, shipped_cars

WARMING = 240.0
"""[s]"""
WATCHED = 75.0
"""[s]"""


@pytest.fixture(scope="module")
def warmth() -> dict[str, float]:
    """Car -> how far its warmer axle is from its optimum after four minutes, in windows."""
    track = load_track("fenwick-hollow")
    cars = [load_car(name) for name in shipped_cars()]
    limits = np.concatenate([car_limits(car) for car in cars])
    margins = [0.8 if car.id == "kart" else 0.92 for car in cars]
    who = [Personality(margin=margin, consistency=1.0) for margin in margins]
    driver = ScriptedDriver(track, range(len(cars)), limits, who, SeedTree(0), alone=True)
    world = World([Arena(track, [car], WorldSettings()) for car in cars])
    run_up(world, track, 20.0)
    brief = open_road(len(cars))
    seen = []
    for tick in range(int((WARMING + WATCHED) / TICK)):
        if tick % driver.period == 0:
            driver.decide(Scene(tick, track, world.spec, world.state, brief), world.controls)
        world.step()
        if tick * TICK > WARMING and tick % 60 == 0:
            state = world.state
            seen.append(0.5 * (state["tyre_temperature"] + state["tyre_core_temperature"]))
    above = (np.mean(seen, axis=0) - world.spec["tyre_optimum"]) / world.spec["tyre_window"]
    axles = above.reshape(len(cars), 2, 2).mean(axis=2)
    return dict(zip(shipped_cars(), axles.max(axis=1).tolist(), strict=True))


@pytest.mark.parametrize("car", shipped_cars())
def test_tyres_settle_near_their_optimum(car: str, warmth: dict[str, float]) -> None:
    assert -0.5 < warmth[car] < 0.5
