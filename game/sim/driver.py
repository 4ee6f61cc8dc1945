"""What a driver is: anything that turns what it sees into controls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from game.track.track import Track


class Lights(IntEnum):
    """What the start lights show."""

    OFF = 0
    RED = 1
    GO = 2
    FORMATION = 3


BRIEF: Final = np.dtype(
    [
        ("lights", "i8"),  # Lights
        ("position", "i8"),  # 1 is first
        ("lap", "i8"),  # completed laps
        ("laps_left", "i8"),  # whole laps still to complete; large when unknown
        ("green", "i8"),  # 1: racing; 0: before the start, after the flag
        ("yellow", "i8"),  # 1: yellow flag where the car is or just ahead
        ("blue", "i8"),  # 1: a car that laps this one is close behind
        ("finished", "i8"),  # 1: has taken the chequered flag
        ("in_pit_lane", "i8"),  # 1: between the pit entry and exit
        ("pit_box", "i8"),  # own box, index into track.pit_lane.boxes, -1: none
        ("must_pit", "i8"),  # 1: called in (penalty, damage, fuel)
        ("give_back", "i8"),  # row of a car to be let past again, -1: none
        ("wrong_way", "i8"),
        ("target_speed", "f8"),  # the session's speed limit for this car now, inf: none [m/s]
    ],
    align=True,
)
"""What the dashboard, the flags and the radio tell one driver."""


@dataclass(frozen=True)
class Scene:
    """All that drivers may look at in a tick. Nobody writes into it."""

    tick: int
    track: Track
    spec: NDArray[Any]
    """CAR_SPEC rows, one per car."""
    state: NDArray[Any]
    """CAR_STATE rows."""
    brief: NDArray[Any]
    """BRIEF rows."""


class Driver(Protocol):
    """Drives one car or several (`cars`, rows of the scene's arrays)."""

    cars: NDArray[np.int64]
    period: int
    """Ticks between two decisions; controls are held in between."""

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Write the controls of `cars` into rows of `controls` (CONTROLS)."""

    def save(self) -> bytes:
        """All that the driver remembers, random generators included."""

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave."""
