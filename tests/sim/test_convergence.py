"""The tick is short enough: halving it changes next to nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.core.clock import TICK_RATE
from game.sim.controls import quantise_pedal, quantise_steer
from game.sim.world import Arena, World
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import load_car
from tests.sim.worlds import gt3, oval

DECISIONS = 60
"""Decisions of the test's driver a second, whatever the tick."""


def cornering_speeds(track: Track, grip: float) -> np.ndarray:
    """Speed at each station for a lateral and braking acceleration of `grip` [m/s]."""
    speeds = np.sqrt(grip / np.maximum(np.abs(track.stations["line_curvature"]), 1e-4))
    for index in range(2 * len(speeds) - 1, -1, -1):
        here, then = index % len(speeds), (index + 1) % len(speeds)
        speeds[here] = min(speeds[here], math.sqrt(speeds[then] ** 2 + 2 * grip * track.spacing))
    return np.asarray(speeds)


def pursue(world: World, track: Track, speeds: np.ndarray) -> None:
    """Steer to a point of the racing line ahead, brake and accelerate for the speeds."""
    car = world.state[0]
    ahead = float(car["distance"]) + max(0.45 * float(car["forward_speed"]), 5.0)
    at = ahead / track.spacing
    first, part = int(at) % len(speeds), at - int(at)
    then = (first + 1) % len(speeds)
    line = track.stations["line_offset"]
    x, y = track.position(ahead, (1 - part) * line[first] + part * line[then])
    x, y = float(x) - car["x"], float(y) - car["y"]
    bearing = math.atan2(y, x) - car["yaw"]
    angle = math.atan(2 * world.spec[0]["wheelbase"] * math.sin(bearing) / math.hypot(x, y))
    world.controls["steer"] = quantise_steer(1.1 * angle / world.spec[0]["max_steer"])
    near = (float(car["distance"]) + 3.0) / track.spacing
    here, rest = int(near) % len(speeds), near - int(near)
    target = (1 - rest) * speeds[here] + rest * speeds[(here + 1) % len(speeds)]
    wanted = (target - car["forward_speed"]) * 0.5
    world.controls["throttle"] = quantise_pedal(0.8 * max(wanted, 0.0))
    world.controls["brake"] = quantise_pedal(max(-wanted, 0.0))


def lap_time(track: Track, car: str, grip: float, ticks_per_second: int) -> float:
    """Time of a flying lap [s]."""
    world = World([Arena(track, [load_car(car)])], ticks_per_second=ticks_per_second)
    speeds = cornering_speeds(track, grip)
    crossings: list[float] = []
    before = float(world.state[0]["distance"])
    while len(crossings) < 2:
        if world.tick % (ticks_per_second // DECISIONS) == 0:
            pursue(world, track, speeds)
        world.step()
        now = float(world.state[0]["distance"])
        if now < before - track.length / 2:
            part = (track.length - before) / (now + track.length - before)
            crossings.append((world.tick - 1 + part) * world.dt)
        before = now
        assert world.tick < 400 * ticks_per_second
    return crossings[1] - crossings[0]


@pytest.mark.parametrize(("car", "grip"), [("hot-hatch", 5.0), ("tcr", 7.0), ("f3", 9.0)])
def test_halving_the_tick_changes_a_fast_lap_by_less_than_a_thousandth(
    car: str, grip: float
) -> None:
    track = load_track("ferro-park")
    coarse = lap_time(track, car, grip, TICK_RATE)
    fine = lap_time(track, car, grip, 2 * TICK_RATE)
    assert coarse == pytest.approx(fine, rel=1e-3)


def test_halving_the_tick_changes_a_blind_manoeuvre_little() -> None:
    """Full throttle, a lane change, full braking: nobody corrects anything."""
    ends = []
    for rate in (TICK_RATE, 2 * TICK_RATE):
        world = World([Arena(oval(), [gt3()])], ticks_per_second=rate)
        world.controls["throttle"] = quantise_pedal(1.0)
        for tick in range(9 * rate):
            time = tick / rate
            steer = 0.03 if 3.0 <= time < 3.5 else (-0.03 if 3.5 <= time < 4.0 else 0.0)
            world.controls["steer"] = quantise_steer(steer)
            if time >= 4.5:
                world.controls["throttle"] = 0
                world.controls["brake"] = quantise_pedal(1.0)
            world.step()
        ends.append(world.state[0].copy())
    coarse, fine = ends
    travelled = float(np.hypot(*(coarse[name] - oval().grid[0].__dict__[name] for name in "xy")))
    apart = float(np.hypot(coarse["x"] - fine["x"], coarse["y"] - fine["y"]))
    assert coarse["forward_speed"] == pytest.approx(0.0, abs=0.01)
    assert apart < 0.01 * travelled
