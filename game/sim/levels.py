"""Bridges: what is on the road above touches nothing that is on the road below.

A car's level follows from its distance along the lap alone: 0 where nothing crosses, else
`1 + 2 * crossing` on the road above and `2 + 2 * crossing` on the one below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pymunk
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.track.track import Crossing, Wall

CROSSING: Final = np.dtype(
    [
        ("over_from", "f8"),  # distances from the start line [m]
        ("over_to", "f8"),
        ("under_from", "f8"),
        ("under_to", "f8"),
    ],
    align=True,
)
"""One bridge, as `Crossing`."""

_PAIRS: Final = 15
"""Pairs of levels that fit the bits of a filter; crossings that share a pair are far apart."""


def crossing_rows(crossings: Sequence[Crossing]) -> NDArray[Any]:
    """CROSSING rows of a track."""
    rows = np.zeros(len(crossings), CROSSING)
    for row, crossing in zip(rows, crossings, strict=True):
        row["over_from"], row["over_to"] = crossing.over
        row["under_from"], row["under_to"] = crossing.under
    return rows


@compiled
def _within(distance: float, start: float, end: float) -> bool:
    """Whether a distance lies in a range that may pass the start line."""
    if start <= end:
        return start <= distance and distance <= end
    return distance >= start or distance <= end


@compiled
def level_at(crossings: NDArray[Any], distance: float) -> int:
    """The level of a place on the lap, given by its distance [m]."""
    for index in range(len(crossings)):
        crossing = crossings[index]
        if _within(distance, crossing.over_from, crossing.over_to):
            return 1 + 2 * index
        if _within(distance, crossing.under_from, crossing.under_to):
            return 2 + 2 * index
    return 0


@compiled
def apart(level: int, other: int) -> bool:
    """Whether two levels are those of one bridge."""
    return level != other and level > 0 and other > 0 and (level - 1) // 2 == (other - 1) // 2


def level_of_wall(wall: Wall) -> int:
    """Level of a wall."""
    return 0 if wall.crossing < 0 else 2 * wall.crossing + (1 if wall.level else 2)


def filter_of(level: int) -> pymunk.ShapeFilter:
    """What somebody on a level touches: all but the other level of the same bridge."""
    if level == 0:
        return pymunk.ShapeFilter(categories=1)
    pair = (level - 1) // 2 % _PAIRS
    own = 1 + 2 * pair + (level - 1) % 2
    other = 1 + 2 * pair + level % 2
    everything = pymunk.ShapeFilter.ALL_MASKS()
    return pymunk.ShapeFilter(categories=1 << own, mask=everything & ~(1 << other))
