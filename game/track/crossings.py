"""Where a lap that is allowed to crosses itself, as a figure of eight does: on a bridge or level.

Around the place both roads keep their full width, with narrow verges. On a bridge the later road
leads over the earlier one, and their walls and cars do not meet. On one level each wall is left
out where it would stand inside the other road. Outside of these arms the lap is like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, linestrings
from shapely.geometry import LineString, Polygon

from game.track.centre_line import CentreLine
from game.track.track import Crossing, Floats

VERGE: Final = 2.0
"""Between road and wall on the arms of a crossing [m]."""

MIN_ANGLE: Final = np.radians(30.0)
MAX_CROSSINGS: Final = 4

_SHORTEST: Final = 0.05
"""Pieces of wall shorter than this are left out [m]."""


@dataclass(frozen=True)
class Meeting:
    """A crossing: two places of the lap that are one place on the map."""

    first: int
    """Station before the crossing, on the way there."""
    second: int
    """Station before the crossing, the second time."""
    angle: float
    """Between the two roads, at most a right angle [rad]."""
    reach: int
    """How many stations the arms have to each side."""

    def arms(self, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Stations of both roads, of `count` in all, whose room is shared."""
        around = np.arange(-self.reach, self.reach + 2)
        return (self.first + around) % count, (self.second + around) % count


def find_meetings(line: CentreLine) -> list[Meeting]:
    """All places where the centre line meets itself."""
    points = np.column_stack([line.x, line.y])
    pieces = linestrings(np.stack([points, np.roll(points, -1, axis=0)], axis=1))
    one, other = STRtree(pieces).query(pieces, predicate="intersects")
    ahead = (other - one) % len(points)
    apart = (one < other) & (ahead > 1) & (ahead < len(points) - 1)
    pairs = zip(one[apart], other[apart], strict=True)
    return [_crossing(line, int(first), int(second)) for first, second in pairs]


def _crossing(line: CentreLine, first: int, second: int) -> Meeting:
    cosine = line.tangent_x[first] * line.tangent_x[second]
    cosine += line.tangent_y[first] * line.tangent_y[second]
    angle = float(np.arccos(min(abs(cosine), 1.0)))
    widest = max(float(line.width_left.max()), float(line.width_right.max())) + VERGE
    reach = 1.3 * widest / np.tan(max(angle, MIN_ANGLE) / 2) + 4
    return Meeting(first, second, angle, int(reach / line.spacing) + 1)


def bridges(meetings: Sequence[Meeting], line: CentreLine) -> tuple[Crossing, ...]:
    """Which distances lead over and under each bridge."""
    found = []
    for meeting in meetings:
        under, over = meeting.arms(len(line.x))
        ranges = [
            (float(arm[0]) * line.spacing, float(arm[-1]) * line.spacing) for arm in (over, under)
        ]
        found.append(Crossing(over=ranges[0], under=ranges[1]))
    return tuple(found)


def levels(meetings: Sequence[Meeting], count: int) -> list[tuple[int, int]]:
    """Which crossing each station belongs to (-1: none), and whether it is over (1) it or not."""
    found = [(-1, 0)] * count
    for index, meeting in enumerate(meetings):
        for level, arm in enumerate(meeting.arms(count)):
            for station in arm:
                found[station] = (index, level)
    return found


def corridor(line: CentreLine, left: Floats, right: Floats, arm: NDArray[np.int64]) -> Polygon:
    """The ground between both walls along an arm; `left`, `right` are wall offsets, positive."""
    sides = []
    for offset in (left[arm], -right[arm]):
        x = line.x[arm] - offset * line.tangent_y[arm]
        y = line.y[arm] + offset * line.tangent_x[arm]
        sides.append(np.column_stack([x, y]))
    return Polygon(np.vstack([sides[0], sides[1][::-1]])).buffer(0)


def outside(points: Floats, ground: Polygon) -> list[Floats]:
    """The parts of a chain of points that do not lie on a ground."""
    chain = LineString(points).difference(ground)
    parts = getattr(chain, "geoms", [chain])
    return [np.array(part.coords) for part in parts if part.length > _SHORTEST]
