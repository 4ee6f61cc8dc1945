"""Places along a lap in words: which turn it is, or after which one."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.track.centre_line import CentreLine
from game.track.corners import find_corners
from game.track.track import Track

APPROACH: Final = 80.0
"""So far before a turn a place belongs to it [m]."""
WAY_OUT: Final = 40.0
"""And so far after it [m]."""

_LINE: Final = ("x", "y", "tangent_x", "tangent_y", "curvature", "width_left", "width_right")


class Places:
    """The turns of a track, counted from the start line."""

    def __init__(self, track: Track) -> None:
        stations = track.stations
        arrays = {name: np.ascontiguousarray(stations[name]) for name in _LINE}
        self._corners = find_corners(CentreLine(**arrays, length=track.length))
        self._length, self._spacing = track.length, track.spacing

    def name(self, distance: float) -> str:
        """What is at a distance from the start line [m]."""
        for number, corner in enumerate(self._corners, start=1):
            start, end = corner.start * self._spacing, corner.end * self._spacing
            after = (distance - start + APPROACH) % self._length
            if after <= (end - start) % self._length + APPROACH + WAY_OUT:
                side = "left" if corner.direction > 0 else "right"
                return f"turn {number} ({side}, {corner.radius:.0f} m)"
        apexes = np.array([corner.apex * self._spacing for corner in self._corners])
        if not len(apexes):
            return "the road without a turn"
        last = int(np.argmin((distance - apexes) % self._length)) + 1
        return f"after turn {last}"
