"""When each place of a lap was passed: what a delta compares with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.hud.facts import Floats

STEP: Final = 5.0
"""Between two places of a trace [m]."""


@dataclass(frozen=True, eq=False)
class LapTrace:
    """Times of a whole lap."""

    time: Floats
    """At every multiple of `step` and at the end, ascending, the first is 0 [s]."""
    step: float
    """[m]"""
    length: float
    """Of the lap [m]."""
    name: str = ""

    @property
    def lap_time(self) -> float:
        """Of the whole lap [s]."""
        return float(self.time[-1])

    def at(self, distance: float) -> float:
        """When a place was passed [s]."""
        place = min(max(distance, 0.0), self.length) / self.step
        first = min(int(place), len(self.time) - 2)
        here, then = self.time[first], self.time[first + 1]
        span = min(self.step, self.length - first * self.step) / self.step
        return float(here + (then - here) * min((place - first) / max(span, 1e-9), 1.0))


def bins(length: float) -> int:
    """Places of a trace of a lap, the end not counted."""
    return int(np.ceil(length / STEP))


def trace_of_times(distance: Floats, time: Floats, length: float, name: str = "") -> LapTrace:
    """A trace from times at any places of a lap.

    Args:
        distance: Places, ascending [m].
        time: When each was passed since the start of the lap, ascending [s].
        length: Of the lap [m].
        name: What it is, in a word.
    """
    places = np.append(np.arange(bins(length)) * STEP, length)
    times = np.interp(places, distance, time)
    times[0] = 0.0
    return LapTrace(times, STEP, length, name)


def trace_of_ghost(ghost: Any, length: float) -> LapTrace:
    """The trace of a `game.replay.ghost.Ghost` on a lap of so many metres.

    A lap that began on the grid has its first poses behind the line, at the end of the road.
    """
    along = np.asarray(ghost.poses["distance"], float)
    early = np.arange(len(along)) < len(along) / 2
    along = np.maximum.accumulate(np.where(early & (along > 0.75 * length), 0.0, along))
    along = along / max(float(along[-1]), 1.0) * length
    return trace_of_times(along, np.asarray(ghost.times, float), length, ghost.name)


class LapRecorder:
    """Writes the traces of all cars while they drive, and keeps each car's best valid lap."""

    def __init__(self, cars: int, length: float) -> None:
        self.length = length
        self._count = bins(length)
        self._running = np.full((cars, self._count + 1), np.nan)
        self._place = np.full(cars, np.nan)
        self._time = np.zeros(cars)
        self._laps = np.zeros(cars, np.int64)
        self.best: list[LapTrace | None] = [None] * cars

    def note(self, time: float, race: Any, distance: Floats) -> None:
        """Note where all cars are.

        Args:
            time: Of the session [s].
            race: RACE_STATE rows.
            distance: Of the cars along the road [m].
        """
        finished = np.flatnonzero(race["laps"] != self._laps)
        for row in finished.tolist():
            self._finish(row, race[row])
        step = distance - self._place
        bin_now = (distance / STEP).astype(np.int64)
        driven = (step > 0.0) & (step < 10.0 * STEP)
        crossed = np.flatnonzero(driven & (bin_now > (self._place / STEP)))
        for row in crossed.tolist():
            number = min(int(bin_now[row]), self._count - 1)
            part = (number * STEP - self._place[row]) / step[row]
            moment = self._time[row] + part * (time - self._time[row])
            self._running[row, number] = moment - race["lap_start"][row]
        self._place = distance.copy()
        self._time[:] = time

    def _finish(self, row: int, race: Any) -> None:
        """A lap is complete: keep it where it is the best, and begin the next."""
        laps = int(race["laps"])
        times = self._running[row]
        known = np.flatnonzero(~np.isnan(times[:-1]))
        whole = laps == self._laps[row] + 1 and len(known) > 0.5 * self._count
        best = race["last_valid"] and race["last_lap"] <= race["best_lap"]
        if whole and best and race["last_lap"] > 0.0:
            places = np.append(known * STEP, self.length)
            seconds = np.append(times[known], race["last_lap"])
            first = 0.0 if known[0] > 0 else float(times[0])
            if known[0] > 0:
                places, seconds = np.append(0.0, places), np.append(first, seconds)
            self.best[row] = trace_of_times(places, seconds, self.length, "best")
        self._running[row] = np.nan
        self._laps[row] = laps

    def reset(self) -> None:
        """Forget the laps being driven, as after a jump in time."""
        self._running[:] = np.nan
        self._place[:] = np.nan
