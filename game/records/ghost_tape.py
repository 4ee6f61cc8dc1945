"""A car's laps as ghosts, taken while they are driven."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.race.session import Session
from game.replay.format import POSE_TICKS
from game.replay.ghost import Ghost
from game.replay.player import in_units
from game.replay.pose import POSE, sample_poses

MOST_POSES: Final = 20 * 60 * 30
"""Longer than half an hour no lap is worth chasing."""


class GhostTape:
    """Where a car was 20 times a second, from the line to the line."""

    def __init__(self, session: Session, row: int) -> None:
        self.row = row
        self._times: list[float] = []
        self._poses: list[NDArray[Any]] = []
        self._sample(session)

    def after_tick(self, session: Session) -> None:
        """Take a pose when it is time for one."""
        if not session.tick % POSE_TICKS:
            self._sample(session)

    def cut(self, session: Session, number: int, lap_time: float) -> Ghost:
        """The lap that has been completed in this very tick; the tape goes on with the next."""
        if self._times[-1] < session.tick * TICK:
            self._sample(session)
        end = float(session.race_state["lap_start"][self.row])
        start = end - lap_time
        times, poses = np.array(self._times), in_units(np.concatenate(self._poses))
        inside = np.flatnonzero((times > start) & (times < end))
        after = min(int(inside[-1]) + 1 if len(inside) else 0, len(times) - 1)
        first = int(inside[0]) if len(inside) else after
        rows = [_moved(poses[first], start - times[first])]
        rows += list(poses[inside])
        rows.append(_moved(poses[after], end - times[after]))
        whole = np.array(rows)
        whole["distance"][0] = 0.0
        whole["distance"][-1] = session.track.length
        kept = times >= end
        self._times = list(times[kept])
        self._poses = [pose for pose, keep in zip(self._poses, kept, strict=True) if keep]
        return Ghost(
            name=session.entrants[self.row].name,
            track_hash=session.track.content_hash,
            lap=number,
            lap_time=lap_time,
            times=np.array([0.0, *(times[inside] - start), lap_time]),
            poses=whole,
        )

    def _sample(self, session: Session) -> None:
        row = slice(self.row, self.row + 1)
        pose = np.zeros(1, POSE)
        sample_poses(session.world.state[row], session.brief[row], pose)
        self._times.append(session.tick * TICK)
        self._poses.append(pose)
        if len(self._times) > MOST_POSES:
            del self._times[0], self._poses[0]


def _moved(pose: Any, seconds: float) -> Any:
    """A SHOWN row a moment earlier or later, at the speed that it has."""
    moved = pose.copy()
    cosine, sine = np.cos(pose["yaw"]), np.sin(pose["yaw"])
    forward, left = pose["forward_speed"] * seconds, pose["left_speed"] * seconds
    moved["x"] += forward * cosine - left * sine
    moved["y"] += forward * sine + left * cosine
    moved["yaw"] += pose["yaw_rate"] * seconds
    return moved
