"""The starting grid: two staggered columns behind the line."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.track.centre_line import CentreLine
from game.track.corners import Corner
from game.track.model import GridFile
from game.track.rounding import METRE, RADIAN, rounded_number
from game.track.track import GridSlot

MAX_PART: Final = 0.6
"""The grid may take up at most this part of the lap."""


def pole_side(file: GridFile, corners: list[Corner]) -> int:
    """1 left, -1 right; the outside of the first corner, from where it can be cut, by default."""
    if file.pole_side is not None:
        return 1 if file.pole_side == "left" else -1
    return -corners[0].direction if corners else 1


def fitting_grid(file: GridFile, line: CentreLine) -> GridFile:
    """The grid with as many slots as a short lap has room for, unless a number was asked for."""
    room = int((MAX_PART * line.length - file.setback) // file.pitch)
    if "slots" in file.model_fields_set:
        return file
    return file.model_copy(update={"slots": max(1, min(file.slots, room))})


def grid_slots(file: GridFile, line: CentreLine, pole: int) -> tuple[GridSlot, ...]:
    """All slots, pole first."""
    return tuple(_slot(file, line, pole, place) for place in range(file.slots))


def _slot(file: GridFile, line: CentreLine, pole: int, place: int) -> GridSlot:
    s = (-file.setback - place * file.pitch) % line.length
    at = s / line.spacing
    left = float(np.interp(at, np.arange(len(line.x)), line.width_left))
    right = float(np.interp(at, np.arange(len(line.x)), line.width_right))
    side = pole if place % 2 == 0 else -pole
    d = (left - right) / 2 + side * (left + right) / 4.4
    return slot_at(line, s, d)


def slot_at(line: CentreLine, s: float, d: float) -> GridSlot:
    """A place at (s, d), facing along the road."""
    at = s / line.spacing
    first, part = int(at) % len(line.x), at - int(at)
    then = (first + 1) % len(line.x)
    x, y, tangent_x, tangent_y = (
        float(values[first] + part * (values[then] - values[first]))
        for values in (line.x, line.y, line.tangent_x, line.tangent_y)
    )
    scale = float(np.hypot(tangent_x, tangent_y))
    return GridSlot(
        rounded_number(x - d * tangent_y / scale, METRE),
        rounded_number(y + d * tangent_x / scale, METRE),
        rounded_number(float(np.arctan2(tangent_y, tangent_x)), RADIAN),
        s,
        d,
    )
