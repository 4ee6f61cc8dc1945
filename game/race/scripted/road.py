"""How much of the road a driver uses: lines of his own, for his car.

The rules allow more than the racing line of the track takes: a car is on it as long as one wheel
is inside the white line. Kerbs are there to be driven on, grass is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from weakref import ref

import numpy as np

from game.core.surface import Surface
from game.race.scripted.lanes import build_lanes
from game.track.racing_line import line_between
from game.track.track import Floats, Track

WALL_CLEARANCE: Final = 1.4
"""Between the outer edge of what is driven on and a wall [m]."""
JOINED: Final = 0.3
"""A kerb this close to the white line is one that may be driven on [m]."""
SWING: Final = 0.15
"""More than that is kept on the outside of a bend, where the tail of a car hangs out [m] ..."""
BENT: Final = 0.003
"""... all of it where the racing line is curved by this or more [1/m]."""
KEPT: Final = 24
"""Lines that are remembered: two for each kind of car."""


@dataclass(frozen=True)
class Road:
    """What of a road is used. All lengths are of the car's middle [m]."""

    clearance: float
    """From the edge of asphalt and kerb, and `WALL_CLEARANCE` less than from a wall."""
    beyond: float
    """Most beyond the white line, negative: inside it."""


@dataclass(frozen=True)
class RoadUse:
    """Between which roads a driver of a car chooses."""

    wide: Road
    """Of who dares everything."""
    careful: Road
    """Of who keeps as much in hand as any driver does."""


def edges(track: Track, road: Road) -> tuple[Floats, Floats]:
    """Least and largest offset that a road leaves to a car's middle at each station [m]."""
    stations = track.stations
    wall = stations["band_edge"]
    left, right = stations["width_left"], stations["width_right"]
    turned = np.clip(stations["line_curvature"] / BENT, -1.0, 1.0)
    from_left = road.clearance + SWING * np.maximum(-turned, 0.0)
    from_right = road.clearance + SWING * np.maximum(turned, 0.0)
    high = np.minimum(left + _kerb(track, 1) - from_left, left + road.beyond)
    low = np.maximum(from_right - right - _kerb(track, -1), -right - road.beyond)
    near = road.clearance + WALL_CLEARANCE
    return np.maximum(low, wall[:, 0] + near), np.minimum(high, wall[:, -1] - near)


def _kerb(track: Track, side: int) -> Floats:
    """Width of the kerb that adjoins the white line, 0 where there is none, (n,) [m]."""
    stations = track.stations
    edge, surface = stations["band_edge"], stations["band_surface"]
    line = stations["width_left"] if side > 0 else -stations["width_right"]
    inner, outer = (edge[:, :-1], edge[:, 1:]) if side > 0 else (edge[:, 1:], edge[:, :-1])
    joined = (surface == int(Surface.KERB)) & (np.abs(inner - line[:, None]) < JOINED)
    width: Floats = np.where(joined, np.abs(outer - inner), 0.0).max(axis=1)
    return width


def own_lanes(track: Track, road: Road) -> Any:
    """LANE_STATION rows with a racing line for such a use of the road, (n,)."""
    return _own_lanes(_Known(track.content_hash, ref(track)), road)


@dataclass(frozen=True)
class _Known:
    """A track as a key, which does not keep it."""

    content: str
    track: ref[Track] = field(compare=False)


@lru_cache(KEPT)
def _own_lanes(known: _Known, road: Road) -> Any:
    track = known.track()
    if track is None:
        raise ReferenceError("the track is gone")
    return build_lanes(track, line_between(track.stations, *edges(track, road)))
