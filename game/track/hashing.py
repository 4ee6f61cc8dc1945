"""One hash of everything that is driven on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from game.track.track import Crossing, GridSlot, PitLane, Stations, Wall


def content_hash(
    stations: Stations,
    walls: Iterable[Wall],
    grid: Iterable[GridSlot],
    pit: PitLane | None,
    crossings: Iterable[Crossing],
) -> str:
    """Hash of stations, walls, grid, pit lane and crossings, 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    for name in stations.dtype.names or ():
        digest.update(np.ascontiguousarray(stations[name]).tobytes())
    for wall in walls:
        digest.update(f"{wall.kind} {wall.closed} {wall.crossing} {wall.level}".encode())
        digest.update(np.ascontiguousarray(wall.points).tobytes())
    digest.update(repr((tuple(grid), pit, tuple(crossings))).encode())
    return digest.hexdigest()
