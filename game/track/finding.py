"""What a check of a track finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.core.strict_yaml import Location
from game.track.centre_line import CentreLine
from game.track.model import TrackFile
from game.track.segments import close


@dataclass(frozen=True)
class Finding:
    """One thing wrong: where in the file, what, and what to do about it."""

    place: Location
    message: str


def place_of(file: TrackFile, line: CentreLine, station: int) -> Location:
    """The control point or segment that a station belongs to."""
    if file.segments is not None:
        bounds = close(file.segments).bends.bounds
        s = (file.start_line + station * line.spacing) % bounds[-1]
        return "segments", int(np.clip(np.searchsorted(bounds, s) - 1, 0, len(bounds) - 2))
    points = np.array([(point.x, point.y) for point in file.centre_line or []])
    away = np.hypot(points[:, 0] - line.x[station], points[:, 1] - line.y[station])
    return "centre_line", int(np.argmin(away))
