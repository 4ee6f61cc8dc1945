"""How much room each side of the road has before it meets another part of the lap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from game.track.centre_line import CentreLine
from game.track.crossings import VERGE, Meeting
from game.track.track import Floats

MAX_ROOM: Final = 150.0
"""No cross-section reaches further than this [m]."""

WALL_ROOM: Final = 0.25
"""Kept free up to the middle between two sections, for the walls' thickness [m]."""

_BEND_LEFT: Final = 0.1
"""Inside a bend sections keep at least this part of their length at the centre line."""

_TOLERANCE: Final = 0.05
_HALVINGS: Final = 12


@dataclass(frozen=True)
class Room:
    """Free offsets of each station, positive [m]."""

    left: Floats
    right: Floats


def free_room(line: CentreLine, meetings: Sequence[Meeting] = ()) -> Room:
    """Offsets up to which each place has its own station as the nearest one.

    The nearest station of the points along a cross-section stays the same up to the medial axis of
    the centre line and never comes back beyond it, so that cross-sections within the room do not
    overlap: not in a bend, not where two parts of the lap run side by side. On the arms of a
    crossing the other road does not count, and there is room for a verge only.
    """
    everything = np.arange(len(line.x))
    left, right = (_one_side(line, everything, side) for side in (1, -1))
    for meeting in meetings:
        arms = meeting.arms(len(line.x))
        for arm, other in (arms, arms[::-1]):
            rest = np.setdiff1d(everything, other)
            for side, room, width in ((1, left, line.width_left), (-1, right, line.width_right)):
                alone = _one_side(line, rest, side)
                room[arm] = np.minimum(alone, width + VERGE)[arm]
    return Room(left, right)


def _one_side(line: CentreLine, stations: NDArray[np.int64], side: int) -> Floats:
    """Room on one side if only some of the stations were there."""
    tree = cKDTree(np.column_stack([line.x, line.y])[stations])
    low, high = np.zeros(len(line.x)), np.full(len(line.x), MAX_ROOM)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        x = line.x - side * middle * line.tangent_y
        y = line.y + side * middle * line.tangent_x
        nearest = tree.query(np.column_stack([x, y]))[0]
        free = nearest > middle - _TOLERANCE
        low, high = np.where(free, middle, low), np.where(free, high, middle)
    bend = np.maximum(side * line.curvature, 1e-9)
    return np.minimum(low - WALL_ROOM, (1 - _BEND_LEFT) / bend)
