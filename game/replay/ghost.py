"""Ghosts: one car's way through one lap, taken out of a replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.race.events import Event, EventKind
from game.replay.format import POSE_TICKS
from game.replay.player import Player

MIN_SPEED = 0.1
"""Below this the moment at the line is that of the pose [m/s]."""


@dataclass(frozen=True)
class Ghost:
    """A lap as poses over time; touches nothing and gives no slipstream."""

    name: str
    track_hash: str
    lap: int
    lap_time: float
    """[s]"""
    times: NDArray[np.float64]
    """Since the start of the lap [s], ascending."""
    poses: NDArray[Any]
    """SHOWN rows, one per time."""

    def at(self, seconds: float) -> tuple[float, float, float]:
        """x, y [m] and yaw [rad] so long after the start of the lap."""
        x, y, yaw = (
            float(np.interp(seconds, self.times, self.poses[field])) for field in ("x", "y", "yaw")
        )
        return x, y, yaw

    def time_at(self, distance: float) -> float:
        """When it passed a distance along the lap [s]; for the gap to it."""
        along = np.maximum.accumulate(self.poses["distance"])
        return float(np.interp(distance, along, self.times))


def best_lap(player: Player, car: int) -> Event | None:
    """The event of a car's quickest valid lap."""
    laps = [event for event in player.replay.events() if _is_timed_lap(event, car)]
    valid = [event for event in laps if event.data.get("valid") is True]
    return min(valid, key=lambda event: float(event.data["time_s"]), default=None)


def ghost_of_lap(player: Player, lap: Event) -> Ghost:
    """The car of a `LAP` event through the lap that the event ends."""
    car, lap_time = lap.car, float(lap.data["time_s"])
    first_after = -(-lap.tick // POSE_TICKS)
    end = _moment_at_line(player, car, first_after)
    start = end - lap_time
    numbers = np.arange(np.ceil(start * TICK_RATE / POSE_TICKS), first_after).astype(int)
    numbers = numbers[numbers >= 0]
    times = np.array([0.0, *(numbers * POSE_TICKS / TICK_RATE - start), lap_time])
    between = [player.frame(number)[car] for number in numbers]
    poses = np.array([player.at(start)[car], *between, player.at(end)[car]])
    poses["distance"][0] = 0.0
    last = poses[-2]
    poses["distance"][-1] = last["distance"] + last["forward_speed"] * (times[-1] - times[-2])
    return Ghost(
        name=player.replay.header.names[car],
        track_hash=player.replay.header.track.content_hash,
        lap=int(lap.data["lap"]),
        lap_time=lap_time,
        times=times,
        poses=poses,
    )


def _moment_at_line(player: Player, car: int, frame: int) -> float:
    """When a car crossed the line shortly before a pose: back from there at its speed [s]."""
    pose = player.frame(frame)[car]
    speed = float(pose["forward_speed"])
    since = float(pose["distance"]) / speed if speed > MIN_SPEED else 0.0
    return frame * POSE_TICKS / TICK_RATE - min(since, 2 * POSE_TICKS / TICK_RATE)


def _is_timed_lap(event: Event, car: int) -> bool:
    time = event.data.get("time_s")
    return event.kind is EventKind.LAP and event.car == car and isinstance(time, int | float)
