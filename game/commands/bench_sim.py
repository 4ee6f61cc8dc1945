"""How fast the simulation alone is: cars that race with everything switched on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time_ns
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.commands.field import MIXED, choose_cars
from game.core.clock import TICK_RATE, ticks
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted.solo import open_road
from game.sim.car_limits import car_limits
from game.sim.driver import Scene
from game.sim.start import poses_around
from game.sim.world import Arena, Damage, World, WorldSettings
from game.track.reader import load_track
from game.track.track import Track

SIZES: Final = (1, 8, 20, 64, 256, 1024)
MOST_PER_ARENA: Final = 20
"""Cars that share a track; more cars race in several arenas of one world."""

TRACK: Final = "ferro-park"
_WARM_S: Final = 15.0
_REPETITIONS: Final = 7
_CAR_TICKS: Final = 48_000
_LEAST_TICKS: Final = 240
_SPREAD_OVER: Final = 2.5
"""Length of road over which a field is spread at first, in fields nose to tail."""
_SPEED: Final = 15.0


@dataclass(frozen=True)
class _Race:
    """One arena's cars and who drives them."""

    rows: slice
    driver: ScriptedDriver
    brief: NDArray[Any]


def measure_sim(progress: Callable[[str], None]) -> list[dict[str, Any]]:
    """Simulated car-seconds per second of one core, for each of `SIZES`.

    Walls, contacts, wakes, tyres, fuel and damage are on; scripted drivers race mixed cars of all
    classes. Only `World.step` is timed, not those who decide; the median of several repetitions
    counts.
    """
    track = load_track(TRACK)
    found = []
    for count in SIZES:
        progress(f"sim: {count} cars")
        world = _world(track, count)
        car_steps = _measure(world, _races(world, track))
        found.append(
            {
                "cars": count,
                "car_steps_per_second": round(car_steps),
                "car_seconds_per_second": round(car_steps / TICK_RATE, 1),
            }
        )
    return found


def _world(track: Track, count: int) -> World:
    arenas = -(-count // MOST_PER_ARENA)
    sizes = [count // arenas + (index < count % arenas) for index in range(arenas)]
    field = choose_cars(MIXED, MOST_PER_ARENA)
    settings = WorldSettings(damage=Damage.LIGHT)
    world = World([Arena(track, field[:size], settings) for size in sizes])
    poses = poses_around(track, round(_SPREAD_OVER * MOST_PER_ARENA))
    for first, size in zip(world.layout["first_car"].tolist(), sizes, strict=True):
        for place, pose in enumerate(poses[:size]):
            world.place(first + place, *pose, speed=_SPEED)
    return world


def _races(world: World, track: Track) -> list[_Race]:
    """Drivers for every arena, who believe themselves in the middle of a race."""
    races = []
    for index, arena in enumerate(world.arenas):
        first, count = int(world.layout["first_car"][index]), len(arena.cars)
        limits = np.concatenate([car_limits(car) for car in arena.cars])
        seeds = SeedTree(0).child(f"arena {index}")
        driver = ScriptedDriver(track, range(count), limits, [Personality()] * count, seeds)
        races.append(_Race(slice(first, first + count), driver, open_road(count)))
    return races


def _measure(world: World, races: list[_Race]) -> float:
    """Car-steps per second, the median of the repetitions."""
    track = world.arenas[0].track
    _drive(world, track, races, ticks(_WARM_S))
    steps = max(_CAR_TICKS // len(world.state), _LEAST_TICKS)
    times = [_drive(world, track, races, steps) for _ in range(_REPETITIONS)]
    return len(world.state) * steps / median(times)


def _drive(world: World, track: Track, races: list[_Race], steps: int) -> float:
    """Time that the steps took, without the deciding [s]."""
    spent = 0
    period = races[0].driver.period
    for _ in range(steps // period):
        for race in races:
            rows = race.rows
            scene = Scene(world.tick, track, world.spec[rows], world.state[rows], race.brief)
            race.driver.decide(scene, world.controls[rows])
        began = process_time_ns()
        for _ in range(period):
            world.step()
        spent += process_time_ns() - began
    return spent / 1e9
