"""A driver's limits: what separates a tier from another, and never a car from another.

A limit acts in one of three places: on what is seen (`reach`, `sharpness`), on what is done
(`reaction`, `hand_speed`, `foot_speed`, `noise`, and lapses by `consistency`), or on what is wanted
(`margin`, `aggression`, `patience`), which training rewards. The policy is told all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UsageError


class Range(NamedTuple):
    """What a limit may be."""

    least: float
    most: float
    best: float
    """Of a driver without limits."""
    unit: str


RANGES: Final = {
    "reaction": Range(0.0, 0.2, 0.0, "s"),
    "reach": Range(2.0, 6.0, 6.0, "s"),
    "sharpness": Range(0.0, 1.0, 1.0, ""),
    "hand_speed": Range(1.0, 3.0, 3.0, "1/s"),
    "foot_speed": Range(2.0, 8.0, 8.0, "1/s"),
    "noise": Range(0.0, 1.0, 0.0, ""),
    "margin": Range(0.0, 1.0, 0.0, ""),
    "consistency": Range(0.0, 1.0, 1.0, ""),
    "aggression": Range(0.0, 1.0, 0.5, ""),
    "patience": Range(0.0, 1.0, 0.5, ""),
}
"""Limit -> its range, in the order in which the policy is told them."""


@dataclass(frozen=True)
class Limits:
    """The limits of one driver; by default there are none.

    Raises:
        UsageError: A value outside its range.
    """

    reaction: float = RANGES["reaction"].best
    """From deciding on a departure to making it, beyond the time between decisions [s]."""
    reach: float = RANGES["reach"].best
    """How far ahead the road is seen, at the present speed [s]."""
    sharpness: float = RANGES["sharpness"].best
    """1 judges distances and places exactly, 0 by `DISTANCE_ERROR` and `PLACE_ERROR`."""
    hand_speed: float = RANGES["hand_speed"].best
    """How often a second the hands can cross what is useful to steer [1/s]."""
    foot_speed: float = RANGES["foot_speed"].best
    """How often a second a foot can press a pedal to the floor [1/s]."""
    noise: float = RANGES["noise"].best
    """0 does what is meant, 1 is off by `HAND_ERROR` and `FOOT_ERROR`."""
    margin: float = RANGES["margin"].best
    """0 uses all grip and all road, 1 keeps `GRIP_KEPT` and `ROAD_KEPT` in hand."""
    consistency: float = RANGES["consistency"].best
    """1 is always the same, 0 varies the margin by `FORM_SPREAD` and has `LAPSES`."""
    aggression: float = RANGES["aggression"].best
    """How much a place is worth."""
    patience: float = RANGES["patience"].best
    """How much a contact is dreaded."""

    def __post_init__(self) -> None:
        for name, value in zip(NAMES, astuple(self), strict=True):
            limit = RANGES[name]
            if not limit.least <= value <= limit.most:
                unit = f" {limit.unit}" if limit.unit else ""
                raise UsageError(
                    f"{name}: {value:g}{unit}, must be {limit.least:g}-{limit.most:g}{unit}"
                )


NAMES: Final = tuple(field.name for field in fields(Limits))
LIMIT: Final = np.dtype([(name, "f8") for name in NAMES], align=True)
"""`Limits` as a row."""
SHARPNESS: Final = NAMES.index("sharpness")
MARGIN: Final = NAMES.index("margin")
AGGRESSION: Final = NAMES.index("aggression")
PATIENCE: Final = NAMES.index("patience")
"""Places among what is told."""

DISTANCE_ERROR: Final = 0.06
"""Spread of judged over true distances of a driver without sharpness [-]."""
PLACE_ERROR: Final = 0.4
"""Spread of where such a driver believes to be across the road [m]."""
TRUSTING: Final = 0.4
"""From this sharpness on a driver relies, more and more, on a car ahead to drive as it did."""
JUDGING_TIME: Final = 3.0
"""A misjudgement lasts about as long, which is from one corner to the next [s]."""
HAND_ERROR: Final = 0.25
"""Spread of the hands over their largest departure from the routine, at noise 1."""
FOOT_ERROR: Final = 0.2
"""Spread of a pedal, at noise 1."""
UNSTEADY_TIME: Final = 0.4
"""How long hands and feet stay off the mark [s]."""
FORM_SPREAD: Final = 0.3
"""Spread of the margin of a driver without consistency."""
FORM_TIME: Final = 20.0
"""How long a driver is in good or bad form [s]."""
LAPSES: Final = 0.03
"""Lapses of attention of such a driver, in which hands and feet go on as they were [1/s]."""
LAPSE_DECISIONS: Final = 4
"""A lapse lasts so many decisions."""
GRIP_KEPT: Final = 0.35
"""Share of the tyres' grip that a driver with a margin of 1 does not want to use."""
ROAD_KEPT: Final = 1.8
"""Road before the line that such a driver does not want to use [m]."""


def rows_of(limits: Sequence[Limits]) -> NDArray[Any]:
    """Limits as LIMIT rows."""
    return np.array([astuple(each) for each in limits], LIMIT)


def told(rows: NDArray[Any]) -> NDArray[np.float32]:
    """What the policy is told of LIMIT rows: 0 where there is no limit, 1 at the worst.

    Aggression and patience are told as their difference from the middle. Shape (n, limits).
    """
    scaled = []
    for name, limit in RANGES.items():
        worst = limit.least if limit.best > 0.5 * (limit.least + limit.most) else limit.most
        span = 1.0 if limit.least < limit.best < limit.most else worst - limit.best
        scaled.append((rows[name] - limit.best) / span)
    return np.stack(scaled, axis=-1).astype(np.float32)


def trust(rows: NDArray[Any]) -> NDArray[np.float64]:
    """How far drivers rely on a car ahead, from what is told of them: shapes (n, limits), (n,)."""
    result: NDArray[np.float64] = np.clip((sharpness(rows) - TRUSTING) / (1.0 - TRUSTING), 0.0, 1.0)
    return result


def sharpness(rows: NDArray[Any]) -> NDArray[np.float64]:
    """The drivers' sharpness, 0..1, from what is told of them: shapes (n, limits), (n,)."""
    result: NDArray[np.float64] = np.clip(1.0 - rows[:, SHARPNESS], 0.0, 1.0)
    return result
