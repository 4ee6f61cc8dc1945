"""The reference lap: the racing line at the car's own limits, without a driver's faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from game.race.speed_profile import elapsed, profile
from game.sim.car_limits import car_limits
from game.sim.limits import CarLimits
from game.track.track import Floats, Track
from game.vehicle.reader import Car

MEDALS: Final = {"gold": 1.02, "silver": 1.05, "bronze": 1.10}
"""Medal -> the lap time it takes, as a factor of the ideal lap.

A trained rival of the reference reached 1.03-1.10 of such a lap on unseen circuits, so gold is
for an expert, silver for a good driver and bronze for a clean lap by a beginner.
"""


@dataclass(frozen=True)
class IdealLap:
    """The fastest lap that the line and the car allow."""

    time_s: float
    sector_times: tuple[float, ...]
    """Time in each sector, in order [s]."""
    speed: Floats
    """At each station [m/s], shape (n,)."""
    time: Floats
    """When each station is passed [s], shape (n,)."""

    @property
    def medals(self) -> dict[str, float]:
        """Medal -> lap time it takes [s]."""
        return {medal: factor * self.time_s for medal, factor in MEDALS.items()}


def ideal_lap_of(track: Track, limits: CarLimits) -> IdealLap:
    """The ideal lap of a car whose limits are known already."""
    curvature = np.ascontiguousarray(track.stations["line_curvature"])
    step = np.ascontiguousarray(track.stations["line_step"])
    speed, time = np.empty(len(step)), np.empty(len(step))
    profile(speed, curvature, step, limits, 1.0, True)
    total = elapsed(speed, step, time)
    return IdealLap(total, sector_times(track, time, total), speed, time)


def sector_times(track: Track, time: Floats, total: float) -> tuple[float, ...]:
    """Time spent in each sector [s], from when each station is passed."""
    places = np.arange(len(time) + 1) * track.spacing
    passed = np.interp((*track.sectors, track.length), places, np.append(time, total))
    return tuple(float(part) for part in np.diff(passed))


def ideal_lap(track: Track, car: Car, wetness: float = 0.0) -> IdealLap:
    """The ideal lap of `car` on `track`; the car's limits are measured, or known from before."""
    return ideal_lap_of(track, car_limits(car, wetness)[0])
