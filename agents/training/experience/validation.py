"""Flying laps against the ideal ones: what a checkpoint is chosen by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.action import PERIOD
from agents.limits import MARGIN
from agents.routine import routine_of
from agents.seats import Seats, racing_brief
from agents.training.experience.tally import TALLY, begin, count_tick, mean_speeds
from agents.training.stretches import Floats
from game.core.seeds import SeedTree
from game.race.ideal_lap import ideal_lap_of
from game.sim.arena import Arena, WorldSettings
from game.sim.car_limits import car_limits
from game.sim.world import World
from game.track.random_track import random_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car, shipped_cars

Act = Callable[[Floats], Floats]
"""Observations (cars, observations) -> actions (cars, actions)."""

STUCK: Final = 15.0
"""Standing for so long ends the hope of a lap [s]."""
RUN_UP: Final = 350.0
"""Way before the line that cars begin at [m]."""
PATIENCE: Final = 1.6
"""A lap that takes this many times the ideal one is not completed."""
UNFINISHED: Final = 2.0
"""What a lap that was not completed counts as, over the ideal lap."""
UNCLEAN: Final = 0.2
"""What a lap that was not clean is worse by."""


class Validation:
    """Flying laps, each of a car alone on a track.

    Args:
        tracks: That are driven on.
        cars: One for each of them.
        wetness: Of all roads.
    """

    def __init__(self, tracks: Sequence[Track], cars: Sequence[Car], wetness: float = 0.0) -> None:
        pairs = list(zip(tracks, cars, strict=True))
        settings = WorldSettings(wetness=wetness)
        self.world = World([Arena(track, [car], settings) for track, car in pairs])
        laps = [ideal_lap_of(track, car_limits(car, wetness)[0]) for track, car in pairs]
        self._wetness = np.full(len(pairs), wetness)
        self._ideal = np.array([lap.time_s for lap in laps])
        self._reference = np.concatenate([lap.speed for lap in laps])
        self._mean = mean_speeds(self.world.layout, self.world.stations, self._reference)
        self._lengths = np.array([track.length for track in tracks])
        self._run_up = np.minimum(RUN_UP, self._lengths / 3.0)
        self._rows = np.arange(len(pairs))

    @classmethod
    def on_random_tracks(cls, count: int, seeds: SeedTree) -> Validation:
        """Laps of the shipped cars in turn, on tracks that the seeds decide."""
        known = shipped_cars()
        cars = [load_car(known[index % len(known)]) for index in range(count)]
        tracks = [random_track(seeds.child(f"{index}"), f"val-{index}") for index in range(count)]
        return cls(tracks, cars)

    def __call__(self, act: Act) -> dict[str, float]:
        """Let a policy drive; how it did."""
        return self._figures(self.drive(act))

    def drive(self, act: Act) -> Laps:
        """Let a policy drive; the laps."""
        self._line_up()
        laps = Laps(self._run_up, self._lengths)
        world, rows = self.world, self._rows
        seeds = SeedTree(0)
        routine = routine_of(world, seeds)
        seats = Seats(world.layout, world.stations, world.spec, self._wetness, seeds, routine)
        brief = racing_brief(len(rows))
        tally = np.zeros(len(rows), TALLY)
        tally["distance"] = world.state["distance"]
        most = int(10.0 * (PATIENCE * self._ideal.max() + 20.0))
        for _ in range(most):
            seats.act(rows, act(seats.observe(rows, world.state, brief)), world.state)
            begin(tally)
            self._advance(seats, tally)
            laps.add(tally)
            if laps.over(PATIENCE * self._ideal + 20.0, tally["slow_time"] > STUCK):
                break
        return laps

    def _line_up(self) -> None:
        for row, arena in enumerate(self.world.arenas):
            track = arena.track
            distance = float(track.length - self._run_up[row])
            index = int(distance / track.spacing) % len(track.stations)
            station = track.stations[index]
            offset = float(station["line_offset"])
            x, y = track.position(distance, offset)
            yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
            first = int(self.world.layout[row]["first_station"])
            speed = 0.6 * float(self._reference[first + index])
            self.world.repair(row)
            self.world.fit_tyres(row)
            self.world.refuel(row, float(self.world.spec[row]["fuel_capacity"]))
            self.world.place(row, float(x), float(y), yaw, speed)

    def _advance(self, seats: Seats, tally: NDArray[Any]) -> None:
        world = self.world
        margin = np.ascontiguousarray(seats.driver["limits"][:, MARGIN])
        for _ in range(PERIOD):
            seats.move(self._rows, world.state, world.controls)
            world.step()
            count_tick(
                world.layout,
                world.stations,
                self._reference,
                self._mean,
                world.state,
                world.spec,
                world.contacts,
                margin,
                tally,
                world.dt,
            )

    def over_ideal(self, laps: Laps) -> NDArray[np.float64]:
        """Lap times as parts of the ideal ones; infinite where the lap was not done."""
        ratio: NDArray[np.float64] = laps.times / self._ideal
        return ratio

    def _figures(self, laps: Laps) -> dict[str, float]:
        ratio = self.over_ideal(laps)
        done = ratio <= PATIENCE
        clean = done & (laps.off_time == 0.0)
        cost = np.where(done, ratio, UNFINISHED) + np.where(clean, 0.0, UNCLEAN)
        return {
            "completed": float(done.mean()),
            "clean": float(clean.mean()),
            "lap_over_ideal": float(np.median(ratio[done])) if done.any() else UNFINISHED,
            "off_seconds": float(laps.off_time.mean()),
            "cost": float(cost.mean()),
        }


class Laps:
    """The laps of all cars, timed from crossing the line to crossing it again."""

    def __init__(self, run_up: NDArray[np.float64], lengths: NDArray[np.float64]) -> None:
        self._from, self._to = run_up, run_up + lengths
        self._moved = np.zeros(len(run_up))
        self._began = np.full(len(run_up), np.inf)
        self._ended = np.full(len(run_up), np.inf)
        self._time = 0.0
        self.off_time = np.zeros(len(run_up))

    def add(self, tally: NDArray[Any]) -> None:
        """What happened in one more decision."""
        moved = self._moved + tally["moved"]
        for mark, when in ((self._from, self._began), (self._to, self._ended)):
            passed = np.flatnonzero((moved >= mark) & np.isinf(when))
            part = (mark - self._moved)[passed] / np.maximum(tally["moved"][passed], 1e-6)
            when[passed] = self._time + 0.1 * part
        timed = np.isfinite(self._began) & np.isinf(self._ended)
        self.off_time += np.where(timed, tally["off_time"], 0.0)
        self._moved = moved
        self._time += 0.1

    def over(self, limits: NDArray[np.float64], stuck: NDArray[np.bool_]) -> bool:
        """Whether every lap is done or given up."""
        return bool((np.isfinite(self._ended) | (self._time > limits) | stuck).all())

    @property
    def times(self) -> NDArray[np.float64]:
        """Lap times; infinite where the lap is not done [s]."""
        done = np.isfinite(self._ended)
        times = np.full(len(done), np.inf)
        times[done] = self._ended[done] - self._began[done]
        return times
