"""Where the cars of a new world stand before anybody places them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from game.sim.arena import Arena
from game.track.track import Track

Pose: TypeAlias = tuple[float, float, float]
"""x [m], y [m], yaw [rad]."""


def start_poses(arenas: Sequence[Arena]) -> list[Pose]:
    """A pose for each car: the grid in its order, or around the lap where the grid is too small."""
    poses: list[Pose] = []
    for arena in arenas:
        if len(arena.cars) <= len(arena.track.grid):
            slots = arena.track.grid[: len(arena.cars)]
            poses += [(slot.x, slot.y, slot.yaw) for slot in slots]
        else:
            poses += poses_around(arena.track, len(arena.cars))
    return poses


def poses_around(track: Track, count: int) -> list[Pose]:
    """Poses evenly around the lap, on the racing line, the first just behind the start line."""
    count_stations = len(track.stations)
    poses = []
    for index in range(count):
        station = track.stations[(-1 - index * count_stations // count) % count_stations]
        x, y = track.position(float(station["distance"]), float(station["line_offset"]))
        yaw = np.arctan2(station["tangent_y"], station["tangent_x"])
        poses.append((float(x), float(y), float(yaw)))
    return poses
