"""Rows of things that are drawn into tiles of ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray


class Thing(IntEnum):
    """What a row is; known to the compiled code by its number."""

    PAINT = 0
    CHEQUERS = 1
    DASHES = 2
    SHADOW = 3
    ROUND_SHADOW = 4
    TREE = 5
    HOUSE = 6
    STAND = 7
    GARAGE = 8
    TENT = 9
    TOWER = 10
    HILL = 11
    WATER = 12
    ROCK = 13
    CONCRETE = 14
    ARMCO = 15
    TYRES = 16
    BOARD = 17


STAMP: Final = np.dtype(
    [
        ("kind", "i8"),  # Thing
        ("x", "f8"),  # middle [m]
        ("y", "f8"),
        ("cosine", "f8"),  # its length lies along (cosine, sine)
        ("sine", "f8"),
        ("half_length", "f8"),
        ("half_width", "f8"),
        ("height", "f8"),
        ("run", "f8"),  # how far along its chain it begins [m]
        ("facing", "f8"),  # 1: the road is to its left, -1: to its right
        ("seed", "i8"),
        ("red", "f8"),
        ("green", "f8"),
        ("blue", "f8"),
        ("cover", "f8"),
        ("cast_x", "f8"),  # of a shadow: from the foot to the end [m]
        ("cast_y", "f8"),
        ("left", "f8"),  # bounds in the world [m]
        ("bottom", "f8"),
        ("right", "f8"),
        ("top", "f8"),
    ],
    align=True,
)
"""One thing."""


@dataclass(frozen=True)
class Row:
    """A thing before it becomes a row of an array; lengths in metres."""

    kind: Thing
    x: float
    y: float
    yaw: float
    half_length: float
    half_width: float
    height: float = 0.0
    run: float = 0.0
    facing: float = 1.0
    seed: int = 0
    colour: tuple[float, float, float] = (255.0, 255.0, 255.0)
    cover: float = 1.0
    cast: tuple[float, float] = (0.0, 0.0)
    margin: float = 1.0
    """What it is drawn on is larger than it by this factor."""
    grown: float = 0.2
    """And by this much [m]."""

    def as_shadow(self, kind: Thing, per_height: tuple[float, float]) -> Row:
        """Its shadow."""
        cast = self.height * per_height[0], self.height * per_height[1]
        return replace(self, kind=kind, cast=cast, margin=1.0, grown=0.4)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top [m]."""
        length = self.half_length * self.margin + self.grown
        width = self.half_width * self.margin + self.grown
        cosine, sine = abs(np.cos(self.yaw)), abs(np.sin(self.yaw))
        wide, high = length * cosine + width * sine, length * sine + width * cosine
        return (
            self.x - wide + min(0.0, self.cast[0]),
            self.y - high + min(0.0, self.cast[1]),
            self.x + wide + max(0.0, self.cast[0]),
            self.y + high + max(0.0, self.cast[1]),
        )


def rows_of(rows: Sequence[Row]) -> NDArray[Any]:
    """STAMP rows."""
    found = np.zeros(len(rows), STAMP)
    for stamp, row in zip(found, rows, strict=True):
        for name in (
            "kind",
            "x",
            "y",
            "half_length",
            "half_width",
            "height",
            "run",
            "facing",
            "seed",
            "cover",
        ):
            stamp[name] = getattr(row, name)
        stamp["cosine"], stamp["sine"] = np.cos(row.yaw), np.sin(row.yaw)
        stamp["red"], stamp["green"], stamp["blue"] = row.colour
        stamp["cast_x"], stamp["cast_y"] = row.cast
        stamp["left"], stamp["bottom"], stamp["right"], stamp["top"] = row.bounds()
    return found
