"""An hour of nonsense at the controls of every car: it must stay a world."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.paths import CARS, TRACKS
from game.sim.controls import GEAR_NONE, PEDAL_STEPS, STEER_STEPS
from game.sim.start import poses_around
from game.sim.world import Arena, Damage, Slipstream, World, WorldSettings
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import load_car

HOUR = 3600.0
FASTEST = 110.0
"""Faster than any car drives and than any is thrown [m/s]."""


@cache
def tracks() -> tuple[Track, ...]:
    return tuple(load_track(path.stem) for path in sorted(TRACKS.glob("*.yaml")))


def crowd() -> World:
    """One car of each kind on every shipped track, in changing conditions."""
    cars = [load_car(path.stem) for path in sorted(CARS.glob("*.yaml"))]
    return World(
        [
            Arena(
                track,
                cars,
                WorldSettings(
                    wetness=index % 3 / 2,
                    fuel_rate=0.1,
                    damage=Damage(index % 3),
                    slipstream=Slipstream(index % 3),
                ),
            )
            for index, track in enumerate(tracks())
        ]
    )


def scramble(world: World, random: np.random.Generator) -> None:
    """New controls for a part of the cars: anything that the bytes can say."""
    count = len(world.state)
    rows = np.flatnonzero(random.random(count) < 0.3)
    controls = world.controls
    controls["steer"][rows] = random.integers(-STEER_STEPS, STEER_STEPS, len(rows))
    controls["steer"][rows[::2]] //= 8
    for pedal, share in (("throttle", 0.8), ("brake", 0.25), ("clutch", 0.1), ("handbrake", 0.1)):
        pressed = random.random(len(rows)) < share
        controls[pedal][rows] = pressed * random.integers(0, PEDAL_STEPS + 1, len(rows))
    controls["buttons"][rows] = random.integers(0, 128, len(rows))
    chosen = random.random(len(rows)) < 0.2
    controls["gear"][rows] = np.where(chosen, random.integers(-128, 128, len(rows)), GEAR_NONE)


def throw(world: World, random: np.random.Generator) -> None:
    """Put a few cars somewhere on the road, at any speed and turned by anything."""
    for arena in range(len(world.arenas)):
        poses = poses_around(world.arenas[arena].track, 60)
        rows = np.flatnonzero(world.arena_of == arena)
        row = int(random.choice(rows))
        x, y, yaw = poses[int(random.integers(len(poses)))]
        turned = yaw + random.normal() * 0.5
        world.place(row, x, y, turned, speed=float(random.uniform(0, 95)))
        world.refuel(row, 50.0)
        world.fit_tyres(row)


def walls(world: World) -> tuple[NDArray[Any], NDArray[Any]]:
    """Offsets of the walls beside each car [m]."""
    first = world.layout["first_station"][world.arena_of]
    rows = world.stations[first + world.state["station"]]
    return rows["band_edge"][:, 0], rows["band_edge"][:, -1]


def test_an_hour_of_fuzzed_controls_in_every_car() -> None:
    world = crowd()
    random = np.random.Generator(np.random.PCG64(2024))
    ticks = round(HOUR / len(tracks()) * 120)
    touched = 0
    for tick in range(0, ticks, 30):
        scramble(world, random)
        if tick % 240 == 0:
            throw(world, random)
        for _ in range(30):
            world.step()
            touched += len(world.contacts)
        for name in world.state.dtype.names or ():
            assert np.all(np.isfinite(world.state[name])), name
        right, left = walls(world)
        outside = (world.state["offset"] <= right) | (world.state["offset"] >= left)
        assert not np.any(outside), (world.tick, np.flatnonzero(outside))
        speed = np.hypot(world.state["velocity_x"], world.state["velocity_y"])
        assert np.all(speed < FASTEST), (world.tick, int(speed.argmax()), float(speed.max()))
        assert np.all(np.abs(world.state["yaw_rate"]) < 150.0)
    assert touched > 10_000
