"""How fast the simulation alone is: cars that drive on the road with everything switched on."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time_ns
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.core.paths import CARS
from game.sim.controls import quantise_pedal, quantise_steer
from game.sim.start import poses_around
from game.sim.world import Arena, Damage, World, WorldSettings
from game.track.reader import load_track
from game.track.track import Floats, Track
from game.vehicle.reader import load_car

SIZES: Final = (1, 8, 20, 64, 256, 1024)
MOST_PER_ARENA: Final = 20
"""Cars that share a track; more cars drive in several arenas of one world."""

TRACK: Final = "ferro-park"
_SPEED_UP_S: Final = 5.0
_REPETITIONS: Final = 7
_CAR_TICKS: Final = 24_000
_DECISION: Final = 6
_GRIP: Final = 4.0
_SLOWER: Final = 0.01
"""Each car of a pack drives so much slower than the one ahead: they stay in its air, apart."""
_LOOK_AHEAD_S: Final = 0.35
_SPREAD_OVER: Final = 2.5


def measure_sim(progress: Callable[[str], None]) -> list[dict[str, Any]]:
    """Simulated car-seconds per second of one core, for each of `SIZES`.

    Walls, contacts, wakes, tyres, fuel and damage are on; mixed cars of all classes drive in
    packs around a circuit. Only `World.step` is timed, not those who steer; the median of
    several repetitions counts.
    """
    track = load_track(TRACK)
    speeds = _speeds(track)
    rows = []
    for count in SIZES:
        progress(f"sim: {count} cars")
        car_steps = _measure(_world(track, count), track, speeds)
        rows.append(
            {
                "cars": count,
                "car_steps_per_second": round(car_steps),
                "car_seconds_per_second": round(car_steps / TICK_RATE, 1),
            }
        )
    return rows


def _world(track: Track, count: int) -> World:
    cars = [load_car(path.stem) for path in sorted(CARS.glob("*.yaml"))]
    arenas = -(-count // MOST_PER_ARENA)
    sizes = [count // arenas + (index < count % arenas) for index in range(arenas)]
    settings = WorldSettings(damage=Damage.LIGHT)
    field = [cars[index % len(cars)] for index in range(MOST_PER_ARENA)]
    world = World([Arena(track, field[:size], settings) for size in sizes])
    poses = poses_around(track, round(_SPREAD_OVER * MOST_PER_ARENA))
    row = 0
    for size in sizes:
        for pose in poses[:size]:
            world.place(row, *pose, speed=15.0)
            row += 1
    return world


def _measure(world: World, track: Track, speeds: Floats) -> float:
    """Car-steps per second, the median of the repetitions."""
    count = len(world.state)
    ticks = max(_CAR_TICKS // count // _DECISION, 20) * _DECISION
    _drive(world, track, speeds, round(_SPEED_UP_S * TICK_RATE))
    times = [_drive(world, track, speeds, ticks) for _ in range(_REPETITIONS)]
    return count * ticks / median(times)


def _drive(world: World, track: Track, speeds: Floats, ticks: int) -> float:
    """Time that the steps took, without the steering [s]."""
    spent = 0
    for _ in range(ticks // _DECISION):
        _steer(world, track, speeds)
        began = process_time_ns()
        for _ in range(_DECISION):
            world.step()
        spent += process_time_ns() - began
    return spent / 1e9


def _speeds(track: Track) -> Floats:
    """Speeds that any car can corner with, and slow down to, at each station [m/s]."""
    stations = track.stations
    speeds = np.sqrt(_GRIP / np.maximum(np.abs(stations["line_curvature"]), 1e-3))
    for _ in range(2):
        for index in range(len(speeds) - 1, -1, -1):
            following = speeds[(index + 1) % len(speeds)]
            reachable = np.sqrt(following**2 + 2 * _GRIP * track.spacing)
            speeds[index] = min(speeds[index], reachable)
    return np.asarray(speeds, float)


def _steer(world: World, track: Track, speeds: Floats) -> None:
    """Pursue a point of the racing line ahead, at the speed that the road allows."""
    state = world.state
    ahead = np.maximum(state["forward_speed"] * _LOOK_AHEAD_S, 4.0)
    points = track.stations[_station(track, state["distance"] + ahead)]
    x, y = track.position(points["distance"], points["line_offset"]).T - (state["x"], state["y"])
    bearing = np.arctan2(y, x) - state["yaw"]
    bearing = np.arctan2(np.sin(bearing), np.cos(bearing))
    angle = np.arctan(2 * world.spec["wheelbase"] * np.sin(bearing) / np.hypot(x, y))
    world.controls["steer"] = quantise_steer(1.2 * angle / world.spec["max_steer"])
    place = np.arange(len(state)) - world.layout["first_car"][world.arena_of]
    speed = speeds[_station(track, state["distance"] + ahead)] * (1.0 - _SLOWER * place)
    wanted = (speed - state["forward_speed"]) * 0.3
    world.controls["throttle"] = quantise_pedal(np.clip(wanted, 0.0, 0.7))
    world.controls["brake"] = quantise_pedal(np.clip(-wanted, 0.0, 1.0))


def _station(track: Track, distance: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.floor(distance / track.spacing).astype(np.int64) % len(track.stations)
