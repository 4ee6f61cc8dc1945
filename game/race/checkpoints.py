"""Where a lap is checked: the line, the sector lines, and hidden checkpoints between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.race.state import MAX_MARKS, SECTORS
from game.track.track import Floats, Track

SHARE: Final = 0.06
"""Of a lap, between two checkpoints, about."""
LEAST_GAP: Final = 40.0
"""Between two checkpoints [m]; more than a car can pass by in one tick, many times over."""
SEARCH: Final = 0.35
"""Of the gap, how far a hidden checkpoint is moved to find a straight piece of road."""


@dataclass(frozen=True)
class Checkpoints:
    """Places along the lap that have to be passed in order."""

    places: Floats
    """Distances from the line, ascending, the first is 0 [m]."""
    sector: NDArray[np.int64]
    """For each place the sector (0, 1, 2) that begins there, -1 for a hidden one."""


def checkpoints(track: Track) -> Checkpoints:
    """The checkpoints of a track.

    Hidden ones stand where the road is straightest: a car that runs wide or short in a hairpin
    keeps its lap, one that cuts from one part of the track to another does not.
    """
    bounds = (*track.sectors, track.length)
    places: list[float] = []
    sector: list[int] = []
    for number in range(SECTORS):
        begin, end = bounds[number], bounds[number + 1]
        pieces = max(1, round((end - begin) / max(SHARE * track.length, LEAST_GAP)))
        step = (end - begin) / pieces
        hidden = [_straightest(track, begin + k * step, step) for k in range(1, pieces)]
        places += [begin, *hidden]
        sector += [number] + [-1] * len(hidden)
    if len(places) > MAX_MARKS:
        raise ValueError(f"{len(places)} checkpoints on {track.name}, at most {MAX_MARKS}")
    return Checkpoints(np.array(places), np.array(sector, np.int64))


def _straightest(track: Track, place: float, step: float) -> float:
    """The straightest place near `place`, at most `SEARCH` of a step away [m]."""
    reach = max(int(SEARCH * step / track.spacing), 0)
    middle = round(place / track.spacing)
    candidates = np.arange(middle - reach, middle + reach + 1)
    smooth = np.abs(track.stations["curvature"][candidates % len(track.stations)])
    farness = np.abs(candidates - middle) / (reach + 1)
    best = candidates[int(np.argmin(smooth + 1e-4 * farness))]
    return float(best * track.spacing)
