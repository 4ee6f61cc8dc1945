"""Watching a replay: where every car was at any moment, from the poses alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.replay.format import CHUNK_TICKS, POSE_TICKS
from game.replay.pose import POSE, UNITS
from game.replay.reader import Replay

KEPT_CHUNKS: Final = 64
"""Seconds of poses that are kept unpacked."""
JUMP: Final = 30.0
"""Farther than this from one pose to the next a car was put there, not driven [m]."""

SHOWN: Final = np.dtype(
    [(name, "f8" if name in UNITS else "i8", POSE[name].shape) for name in POSE.names or ()]
)
"""A pose in SI units; fields as in `POSE`."""

_SMOOTH: Final = [name for name in POSE.names or () if name in UNITS and name != "distance"]


def in_units(poses: NDArray[Any]) -> NDArray[Any]:
    """POSE rows as SHOWN rows."""
    shown = np.empty(poses.shape, SHOWN)
    for name in POSE.names or ():
        shown[name] = poses[name] * UNITS[name] if name in UNITS else poses[name]
    return shown


class Player:
    """A replay as something to look at; works for recordings of any simulation version."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self._chunk = lru_cache(KEPT_CHUNKS)(self._read_chunk)

    @property
    def frames(self) -> int:
        """How many recorded poses there are of each car."""
        return self.replay.last_pose_tick // POSE_TICKS + 1

    @property
    def duration(self) -> float:
        """From the start to the last pose [s]."""
        return self.replay.last_pose_tick / TICK_RATE

    def frame(self, number: int) -> NDArray[Any]:
        """SHOWN rows of all cars as recorded, `number` counting from 0 at the start."""
        number = min(max(number, 0), self.frames - 1)
        per_chunk = CHUNK_TICKS // POSE_TICKS
        chunk = (number + per_chunk - 1) // per_chunk
        shown: NDArray[Any] = self._chunk(chunk)[(number - 1) % per_chunk if number else 0]
        return shown

    def at(self, seconds: float) -> NDArray[Any]:
        """SHOWN rows of all cars at a moment, between poses if need be.

        Counts such as gear or lap are those of the pose before; a car that was put somewhere else
        jumps.
        """
        place = min(max(seconds, 0.0), self.duration) * TICK_RATE / POSE_TICKS
        number = int(place)
        before, after = self.frame(number), self.frame(number + 1)
        shown, part = before.copy(), place - number
        driven = np.hypot(after["x"] - before["x"], after["y"] - before["y"]) < JUMP
        for name in _SMOOTH:
            change = part * (after[name] - before[name])
            shown[name] += np.where(driven if change.ndim == 1 else driven[:, None], change, 0.0)
        near = driven & (np.abs(after["distance"] - before["distance"]) < JUMP)
        shown["distance"] += np.where(near, part * (after["distance"] - before["distance"]), 0.0)
        return shown

    def _read_chunk(self, chunk: int) -> NDArray[Any]:
        _, poses = self.replay.poses(chunk)
        return in_units(poses)
