"""Where a lap bends: corners with their apex, found in the curvature of the centre line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.track.centre_line import CentreLine
from game.track.ring import runs, smooth
from game.track.track import Floats

CORNER_RADIUS: Final = 400.0
"""A bend of a larger radius counts as straight [m]."""

_MIN_ANGLE: Final = np.radians(12.0)
_SMOOTHING: Final = 16.0
_TIGHTEST: Final = 0.97


@dataclass(frozen=True)
class Corner:
    """A bend in one direction; indices of stations, which may pass the start line."""

    start: int
    apex: int
    end: int
    direction: int
    """1 left, -1 right."""
    radius: float
    """The smallest one, of the smoothed line [m]."""
    angle: float
    """By which the road turns [rad]."""


def find_corners(line: CentreLine) -> list[Corner]:
    """Corners in driving order."""
    curvature = smooth(line.curvature, _SMOOTHING, line.spacing)
    corners = []
    for direction in (1, -1):
        bend = curvature * direction
        for start, end in runs(bend > 1 / CORNER_RADIUS):
            count = (end - start) % len(bend) + 1
            index = (start + np.arange(count)) % len(bend)
            angle = float(bend[index].sum() * line.spacing)
            if angle < _MIN_ANGLE:
                continue
            apex = _apex(bend, index)
            radius = float(1 / bend[apex])
            corners.append(Corner(start, apex, end, direction, radius, angle))
    return sorted(corners, key=lambda corner: corner.apex)


def _apex(bend: Floats, index: NDArray[np.int64]) -> int:
    """The middle of the tightest part, which in an arc of constant radius is long."""
    tightest = np.flatnonzero(bend[index] > _TIGHTEST * bend[index].max())
    return int(index[(tightest[0] + tightest[-1]) // 2])
