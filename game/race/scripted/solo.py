"""Laps of one car alone with the track: is it clean, how fast is it, what margin is the best.

Each car and margin has an arena of its own in one world, so a whole table is driven at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, ticks
from game.core.compiled import compiled
from game.core.seeds import SeedTree
from game.race.ideal_lap import ideal_lap_of
from game.race.limits import wheels_beyond
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.memory import NOBODY
from game.race.scripted.personality import Personality
from game.race.scripted.road import RoadUse
from game.race.scripted.technique import Technique
from game.sim.arena import Arena, WorldSettings
from game.sim.car_limits import car_limits
from game.sim.driver import BRIEF, Lights, Scene
from game.sim.world import World
from game.track.track import Track
from game.vehicle.reader import Car

MARGINS: Final = (0.75, 0.80, 0.84, 0.87, 0.90, 0.92, 0.94, 0.96, 0.98, 1.00)
"""Margins among which the best one is looked for."""

RUN_UP: Final = 120.0
"""Before the line, where the first lap begins [m]."""
RUN_UP_SPEED: Final = 0.6
"""As a part of what the ideal lap has there."""
SLOWEST: Final = 1.6
"""A lap that takes this many times the ideal one is given up."""

LAPS: Final = np.dtype(
    [
        ("distance", "f8"),  # in the tick before [m]
        ("crossings", "i8"),  # of the line
        ("crossed", "i8"),  # 1: in this tick
        ("began", "i8"),  # tick of the last one
        ("off", "i8"),  # ticks with all four wheels off the track
        ("hits", "i8"),  # contacts with walls
    ],
    align=True,
)
"""What is counted of one car."""


@dataclass
class Solo:
    """What one car with one margin did."""

    car: Car
    margin: float
    ideal_s: float
    laps_s: list[float] = field(default_factory=list)
    off_s: float = 0.0
    wall_hits: int = 0

    @property
    def clean(self) -> bool:
        """Whether a lap was completed and no wheel-off, no wall was noted."""
        return bool(self.laps_s) and self.off_s == 0.0 and self.wall_hits == 0


def solo_laps(
    track: Track,
    cars: Sequence[Car],
    margins: Sequence[float],
    laps: int = 2,
    wetness: float = 0.0,
) -> list[Solo]:
    """Drive every car with every margin, each alone on the track.

    Args:
        track: The track.
        cars: The cars.
        margins: Parts of the cars' grip to be used.
        laps: To be completed; the first one begins with a short run-up.
        wetness: Of the road.
    """
    return drive_alone(track, [(car, margin) for car in cars for margin in margins], laps, wetness)


def drive_alone(
    track: Track,
    cases: Sequence[tuple[Car, float]],
    laps: int = 2,
    wetness: float = 0.0,
    techniques: Sequence[Technique] | None = None,
    roads: Sequence[RoadUse] | None = None,
) -> list[Solo]:
    """Drive cars, each with the margin that stands beside it and each alone on the track.

    Args:
        track: The track.
        cases: Cars and parts of their grip to be used.
        laps: To be completed; the first one begins with a short run-up.
        wetness: Of the road.
        techniques: Of the driver in each case; the scripted driver's own when not given.
        roads: What is used of the road in each case; the track's racing line when not given.
    """
    limits = [car_limits(car, wetness) for car, _ in cases]
    ideal = [ideal_lap_of(track, row[0]) for row in limits]
    runs = [Solo(car, margin, lap.time_s) for (car, margin), lap in zip(cases, ideal, strict=True)]
    driver = ScriptedDriver(
        track,
        range(len(runs)),
        np.concatenate(limits),
        [Personality(margin=run.margin, consistency=1.0) for run in runs],
        SeedTree(0),
        alone=True,
        techniques=techniques,
        roads=roads,
    )
    settings = WorldSettings(wetness=wetness)
    world = World([Arena(track, [run.car], settings) for run in runs])
    count = np.zeros(len(runs), LAPS)
    run_up(world, track, min(float(lap.speed[start_station(track)]) for lap in ideal))
    count["distance"] = world.state["distance"]
    drive(world, track, driver, runs, count, laps)
    return runs


def start_station(track: Track) -> int:
    """Where the run-up begins, as an index of stations."""
    return int((track.length - RUN_UP) / track.spacing)


def run_up(world: World, track: Track, ideal: float) -> None:
    """Put all cars before the line, rolling; `ideal` is the slowest ideal speed there [m/s]."""
    station = track.stations[start_station(track)]
    x, y = track.position(float(station["distance"]), float(station["line_offset"]))
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    for row in range(len(world.state)):
        world.place(row, float(x), float(y), yaw, RUN_UP_SPEED * ideal)


def drive(
    world: World,
    track: Track,
    driver: ScriptedDriver,
    runs: Sequence[Solo],
    count: NDArray[Any],
    laps: int,
) -> None:
    """Step until all cars have done their laps or have taken far too long."""
    brief = open_road(len(runs))
    latest = ticks(max(run.ideal_s for run in runs) * SLOWEST * laps + 30.0)
    for tick in range(latest):
        if tick % driver.period == 0:
            scene = Scene(tick, track, world.spec, world.state, brief)
            driver.decide(scene, world.controls)
        world.step()
        count["hits"][world.contacts["car"]] += world.contacts["first"]
        if watch(count, world.state, world.spec, track.stations, track.length):
            note_laps(world, runs, count, tick, laps)
        if world.state["present"].max() == 0:
            break
    for run, seen in zip(runs, count, strict=True):
        run.off_s = float(seen["off"]) * TICK
        run.wall_hits = int(seen["hits"])


def note_laps(
    world: World, runs: Sequence[Solo], count: NDArray[Any], tick: int, laps: int
) -> None:
    """Write down the laps that end in this tick; take away whoever has finished."""
    for row in map(int, np.flatnonzero(count["crossed"])):
        if count["crossings"][row] > 1:
            runs[row].laps_s.append((tick - int(count["began"][row])) * TICK)
        count["began"][row] = tick
        if len(runs[row].laps_s) == laps:
            world.take_away(row)


@compiled
def watch(count: Any, state: Any, spec: Any, stations: Any, length: float) -> bool:
    """Count crossings of the line and time off the track; says whether any line was crossed."""
    any_crossed = False
    for row in range(len(state)):
        car, seen = state[row], count[row]
        if car.present == 0:
            seen.crossed = 0
            continue
        moved = car.distance - seen.distance
        seen.crossed = 1 if moved < -0.5 * length else 0
        if moved > 0.5 * length:
            seen.crossings -= 1
        seen.crossings += seen.crossed
        any_crossed = any_crossed or seen.crossed == 1
        seen.distance = car.distance
        if wheels_beyond(car, spec[row], stations[car.station]):
            seen.off += 1
    return any_crossed


def best_margin(track: Track, car: Car, wetness: float = 0.0) -> Solo:
    """The fastest clean margin of a car on a track: what a trained rival is measured against.

    Returns:
        The clean run with the fastest lap; the most careful run where none was clean.
    """
    runs = solo_laps(track, [car], MARGINS, wetness=wetness)
    clean = [run for run in runs if run.clean]
    return min(clean, key=lambda run: min(run.laps_s)) if clean else runs[0]


def open_road(count: int) -> NDArray[Any]:
    """What a driver alone on a track is told: green, for ever."""
    brief = np.zeros(count, BRIEF)
    brief["lights"], brief["green"], brief["position"] = int(Lights.GO), 1, 1
    brief["lap"], brief["laps_left"] = 1, 1000
    brief["pit_box"] = brief["give_back"] = NOBODY
    brief["target_speed"] = np.inf
    return brief
