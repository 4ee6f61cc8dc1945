"""Who a scripted driver is: how much of the grip he uses, how close he goes, how steady he is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.seeds import SeedTree
from game.race.scripted.technique import TECHNIQUE, Technique, technique_row
from game.race.speed_profile import traction_share

DEFAULT_MARGIN: Final = 0.90
"""Part of the measured grip used: clean laps in every car on every valid track."""

LEAST_MARGIN: Final = 0.5
MOST_MARGIN: Final = 1.05
"""What a margin may be."""

MOODS: Final = 64
"""Laps before a driver's variation from lap to lap repeats."""

LARGEST_MOOD: Final = 0.04
"""Part of the grip that the least consistent driver gives away in his worst lap."""

PARAMETERS: Final = np.dtype(
    [
        ("margin", "f8"),  # part of the measured grip that the speed is planned with
        ("aggression", "f8"),  # 0 waits for a free road .. 1 takes every gap
        ("trust", "f8"),  # in cars ahead, 0 none .. 1 full
        ("launch", "f8"),  # how well he starts, 0 from idling speed .. 1
        ("reaction", "f8"),  # after the start lights [s]
        ("mood", "f8", (MOODS,)),  # factor on the grip used, lap by lap
        ("side", "f8"),  # which side he prefers when both are equal, -1 or 1
        ("traction", "f8"),  # part of the braking grip that the driven wheels put down
        ("technique", TECHNIQUE),
    ],
    align=True,
)
"""What does not change about one driver and his car."""


@dataclass(frozen=True)
class Personality:
    """How a scripted driver drives; nothing here changes what his car can do."""

    margin: float = DEFAULT_MARGIN
    """Part of the car's measured grip that he plans with, 0.5-1."""
    aggression: float = 0.5
    """0 waits for a free road, 1 takes every gap that is one."""
    consistency: float = 0.8
    """1 repeats himself exactly, 0 gives up to 4 % of the grip away in some laps."""
    trust: float = 0.0
    """1 relies on a car ahead to drive as it did, less so in a queue: follows nearer, and goes for
    less room beside it; 0 expects it to do anything at any time."""
    launch: float = 0.0
    """1 waits for the lights with the clutch pressed and the engine where it pulls best, 0 with his
    foot on the brake."""
    reaction: float = 0.25
    """Mean time from the lights to the throttle [s]."""

    def __post_init__(self) -> None:
        """Refuse what no driver can be.

        Raises:
            ValueError: A value lies outside its range.
        """
        if not LEAST_MARGIN <= self.margin <= MOST_MARGIN:
            raise ValueError(f"margin {self.margin} must lie in {LEAST_MARGIN}-{MOST_MARGIN}")
        for name in ("aggression", "consistency", "trust", "launch"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} {value} must lie in 0-1")
        if not 0.1 <= self.reaction <= 2.0:
            raise ValueError(f"reaction {self.reaction} s must lie in 0.1-2")


def parameters_of(
    personalities: Sequence[Personality],
    limits: NDArray[Any],
    seeds: SeedTree,
    techniques: Sequence[Technique],
) -> NDArray[Any]:
    """`PARAMETERS` rows of drivers, the limits of their cars and how each works its controls."""
    rows = np.zeros(len(personalities), PARAMETERS)
    for index, who in enumerate(personalities):
        random = seeds.child(f"driver {index}").generator()
        rows[index]["technique"] = technique_row(techniques[index])
        rows[index]["margin"] = who.margin
        rows[index]["aggression"] = who.aggression
        rows[index]["trust"] = who.trust
        rows[index]["launch"] = who.launch
        rows[index]["reaction"] = who.reaction * random.uniform(0.8, 1.3)
        rows[index]["mood"] = 1.0 - LARGEST_MOOD * (1.0 - who.consistency) * random.random(MOODS)
        rows[index]["side"] = random.choice([-1.0, 1.0])
        rows[index]["traction"] = traction_share(limits[index])
    return rows
