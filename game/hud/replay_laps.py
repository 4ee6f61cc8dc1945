"""Laps, sectors and gaps of a replay, worked out from its poses and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, TICK_RATE
from game.hud.facts import Floats
from game.race.events import Event, EventKind
from game.replay.format import POSE_TICKS
from game.replay.player import Player
from game.replay.pose import UNITS

FRAME: Final = POSE_TICKS / TICK_RATE
"""Between two poses [s]."""
JUMP: Final = 60.0
"""Farther along the road from pose to pose a car was put there [m]."""


@dataclass(frozen=True)
class ReplayLap:
    """A completed lap."""

    number: int
    start: float
    """[s]"""
    end: float
    time: float
    valid: bool
    sectors: tuple[float, ...]
    event: Event


class Progress:
    """How far every car was along the road at every pose."""

    def __init__(self, player: Player, length: float, sectors: Sequence[float]) -> None:
        """Read all poses (a fifth of a millisecond for each second of the replay)."""
        self.length = length
        self._sectors = (*sectors[1:], length)
        chunks = [player.replay.poses(chunk)[1] for chunk in range(player.replay.pose_chunks)]
        poses = np.concatenate(chunks)
        distance: Floats = poses["distance"] * UNITS["distance"]
        step = np.diff(distance, axis=0)
        step = np.asarray((step + length / 2) % length - length / 2, np.float64)
        first = np.where(distance[0] > length / 2, distance[0] - length, distance[0])
        way = np.vstack([np.zeros(step.shape[1]), np.cumsum(step, axis=0, dtype=np.float64)])
        self.travelled: Floats = first + way
        """Without the wrap at the line, shape (frames, cars) [m]."""
        self._farthest = np.maximum.accumulate(self.travelled, axis=0)
        self.times: Floats = np.arange(len(distance), dtype=np.float64) * FRAME
        self.position: NDArray[np.int32] = poses["position"]
        self.flags: NDArray[np.int32] = poses["flags"]

    def frame(self, seconds: float) -> int:
        """The last pose at a moment."""
        return min(max(int(seconds / FRAME + 1e-6), 0), len(self.times) - 1)

    def at(self, seconds: float) -> Floats:
        """How far all cars are at a moment [m]."""
        number = self.frame(seconds)
        after = min(number + 1, len(self.times) - 1)
        part = min(max(seconds / FRAME - number, 0.0), 1.0)
        change = self.travelled[after] - self.travelled[number]
        here: Floats = self.travelled[number] + np.where(np.abs(change) < JUMP, part * change, 0.0)
        return here

    def when(self, car: int, travelled: float) -> float | None:
        """When a car first was so far; none where it never was [s]."""
        way = self._farthest[:, car]
        index = int(np.searchsorted(way, travelled))
        if index >= len(way) or index == 0:
            return None
        before, here = float(way[index - 1]), float(way[index])
        part = (travelled - before) / (here - before) if here > before else 1.0
        return float(self.times[index - 1]) + part * FRAME

    def sectors(self, car: int, start: float, end: float) -> tuple[float, ...]:
        """Times of the sectors of a lap, 0 where one was not finished by `end` [s]."""
        line = round(float(self.at(start)[car]) / self.length) * self.length
        times, before = [], start
        for place in self._sectors:
            moment = end if place == self.length else self.when(car, line + place)
            driven = moment is not None and before <= moment <= end + 1e-9
            times.append(moment - before if driven and moment is not None else 0.0)
            before = moment if driven and moment is not None else end
        return tuple(times)


def laps_of(progress: Progress, events: Sequence[Event], cars: int) -> list[list[ReplayLap]]:
    """All completed laps of each car, in order."""
    laps: list[list[ReplayLap]] = [[] for _ in range(cars)]
    for event in events:
        if event.kind is EventKind.LAP:
            time, end = float(event.data["time_s"]), event.tick * TICK
            laps[event.car].append(
                ReplayLap(
                    number=int(event.data["lap"]),
                    start=end - time,
                    end=end,
                    time=time,
                    valid=event.data.get("valid") is True,
                    sectors=progress.sectors(event.car, end - time, end),
                    event=event,
                )
            )
    return laps


@dataclass(frozen=True)
class LapsSoFar:
    """What of a car's laps is known at a moment."""

    done: tuple[ReplayLap, ...]
    best: ReplayLap | None
    best_sectors: tuple[float, float, float]
    """0: none yet [s]."""

    @property
    def last(self) -> ReplayLap | None:
        """The lap completed last."""
        return self.done[-1] if self.done else None


def laps_so_far(laps: Sequence[ReplayLap], seconds: float) -> LapsSoFar:
    """A car's laps that were completed by a moment."""
    done = tuple(lap for lap in laps if lap.end <= seconds + 1e-9)
    valid = [lap for lap in done if lap.valid]
    sectors = [
        min((lap.sectors[k] for lap in valid if lap.sectors[k] > 0.0), default=0.0)
        for k in range(3)
    ]
    best = min(valid, key=lambda lap: lap.time, default=None)
    return LapsSoFar(done, best, (sectors[0], sectors[1], sectors[2]))
