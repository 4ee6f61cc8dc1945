"""Flying laps of one car alone on a track, for many pairs of both at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from agents.action import PERIOD
from agents.evaluation.lap_book import count_tick, open_book
from game.core.clock import TICK, ticks
from game.race.ideal_lap import IdealLap, ideal_lap_of
from game.sim.arena import Arena, WorldSettings
from game.sim.car_limits import car_limits
from game.sim.world import World
from game.track.track import Track
from game.vehicle.reader import Car

RUN_UP: Final = 350.0
"""Way to the line that a flight begins with, at most a third of the lap [m]."""
RUN_UP_SPEED: Final = 0.6
"""In the beginning, as a part of what the ideal lap has there."""
PATIENCE: Final = 2.5
"""A lap that takes this many times the ideal one is given up."""
STUCK: Final = 15.0
"""Standing for so long ends a flight [s]."""
BATCH: Final = 48
"""Pairs in one world; those with laps of about the same time are together."""

TRACE: Final = np.dtype(
    [
        ("x", "f4"),
        ("y", "f4"),
        ("distance", "f4"),  # along the lap [m]
        ("offset", "f4"),  # [m]
        ("speed", "f4"),  # [m/s]
        ("pedal", "f4"),  # throttle above 0, brake below, -1..1
        ("steer", "f4"),  # -1..1
        ("lap", "i4"),
    ]
)
"""What a car did at one moment; ten a second."""


@dataclass(frozen=True)
class Pair:
    """A car and the track that it is to be driven on."""

    track: Track
    car: Car

    @property
    def name(self) -> str:
        """For people and for files."""
        return f"{self.track.name} {self.car.id}"


@dataclass
class Lap:
    """One completed lap."""

    time_s: float
    off_s: float
    hits: int
    trouble_m: float | None
    """Where the car first left the track or hit a wall."""

    @property
    def clean(self) -> bool:
        """Whether all of it was driven on the track and clear of walls."""
        return self.off_s == 0.0 and self.hits == 0


@dataclass
class Flight:
    """All laps of a pair."""

    pair: Pair
    ideal: IdealLap
    wanted: int
    laps: list[Lap] = field(default_factory=list)
    lost_m: float | None = None
    """Where a flight that did not complete its laps ended."""
    trace: NDArray[Any] = field(default_factory=lambda: np.zeros(0, TRACE))

    @property
    def completed(self) -> bool:
        """Whether all laps were driven."""
        return len(self.laps) == self.wanted

    @property
    def best_s(self) -> float:
        """The fastest lap, infinite where there is none [s]."""
        return min((lap.time_s for lap in self.laps), default=float("inf"))


class Driving(Protocol):
    """Who drives all cars of a world."""

    def tick(self) -> None:
        """Write everybody's controls for the tick that comes."""


Seat = Callable[[World, Sequence[int]], Driving]
"""Takes the wheels of a world's cars; told the number of each car's pair among all pairs."""


def fly(
    pairs: Sequence[Pair],
    seat: Seat,
    laps: int,
    wetness: float = 0.0,
    say: Callable[[str], None] = lambda line: None,
) -> list[Flight]:
    """Let a driver do flying laps of all pairs, in their order."""
    flights = [
        Flight(pair, ideal_lap_of(pair.track, car_limits(pair.car, wetness)[0]), laps)
        for pair in pairs
    ]
    done = 0
    for chosen in _batches(flights):
        _fly_together([flights[index] for index in chosen], chosen, seat, wetness)
        done += len(chosen)
        say(f"{done} of {len(flights)} cars have done their laps")
    return flights


def _batches(flights: Sequence[Flight]) -> Iterator[list[int]]:
    order = sorted(range(len(flights)), key=lambda index: flights[index].ideal.time_s)
    for first in range(0, len(order), BATCH):
        yield order[first : first + BATCH]


def _fly_together(
    flights: Sequence[Flight], numbers: Sequence[int], seat: Seat, wetness: float
) -> None:
    settings = WorldSettings(wetness=wetness)
    world = World([Arena(flight.pair.track, [flight.pair.car], settings) for flight in flights])
    run_up = np.array([min(RUN_UP, flight.pair.track.length / 3.0) for flight in flights])
    for row, flight in enumerate(flights):
        _line_up(world, row, flight, float(run_up[row]))
    most = flights[0].wanted
    pages, entries = open_book(world.state["distance"].copy(), most, run_up)
    traces = _drive(world, seat(world, numbers), flights, pages, entries)
    for row, flight in enumerate(flights):
        flight.laps = [_lap(entry) for entry in entries[row] if entry["ticks"] > 0.0]
        flight.trace = traces[:, row][traces["lap"][:, row] >= 0]
        if not flight.completed:
            flight.lost_m = float(world.state[row]["distance"])


def _line_up(world: World, row: int, flight: Flight, run_up: float) -> None:
    track = flight.pair.track
    distance = track.length - run_up
    index = int(distance / track.spacing) % len(track.stations)
    station = track.stations[index]
    x, y = track.position(distance, float(station["line_offset"]))
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    world.place(row, float(x), float(y), yaw, RUN_UP_SPEED * float(flight.ideal.speed[index]))


def _drive(
    world: World,
    driving: Driving,
    flights: Sequence[Flight],
    pages: NDArray[Any],
    entries: NDArray[Any],
) -> NDArray[Any]:
    """Step until everybody has finished or is given up; what was done, (moments, cars)."""
    most = entries.shape[1]
    limit = np.array([ticks(PATIENCE * flight.ideal.time_s) for flight in flights])
    moments: list[NDArray[Any]] = []
    while world.state["present"].any():
        if world.tick % PERIOD == 0:
            moments.append(_moment(world, pages))
        driving.tick()
        world.step()
        finished = count_tick(
            world.layout,
            world.stations,
            world.state,
            world.spec,
            world.contacts,
            pages,
            entries,
            world.tick,
        )
        if finished or world.tick % PERIOD == 0:
            _take_away(world, pages, limit, most)
    return np.array(moments)


def _take_away(world: World, pages: NDArray[Any], limit: NDArray[Any], most: int) -> None:
    """Remove who has finished, who stands and who takes far too long."""
    late = world.tick - pages["began"] > limit
    over = (pages["lap"] >= most) | late | (pages["slow"] > ticks(STUCK))
    for row in np.flatnonzero(over & (world.state["present"] == 1)).tolist():
        world.take_away(row)


def _moment(world: World, pages: NDArray[Any]) -> NDArray[Any]:
    state, seen = world.state, np.zeros(len(world.state), TRACE)
    for name in ("x", "y", "distance", "offset", "steer"):
        seen[name] = state[name]
    seen["speed"] = np.hypot(state["velocity_x"], state["velocity_y"])
    seen["pedal"] = state["throttle"] - state["brake"]
    seen["lap"] = np.where(state["present"] == 1, pages["lap"], -1)
    return seen


def _lap(entry: Any) -> Lap:
    trouble = float(entry["trouble"])
    return Lap(
        time_s=float(entry["ticks"]) * TICK,
        off_s=float(entry["off"]) * TICK,
        hits=int(entry["hits"]),
        trouble_m=None if trouble < 0.0 else trouble,
    )
