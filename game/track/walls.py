"""Walls along the outermost edges of the cross-sections, and the wall beside the pit lane."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.track.centre_line import CentreLine
from game.track.pit_lane import PIT_WALL_GAP, PitPath
from game.track.ring import runs
from game.track.roadside import Roadside
from game.track.track import Floats, Wall

_STRAIGHT: Final = 0.02
"""A corner of a wall that lies this near to the line between its neighbours is left out [m]."""


def outer_walls(line: CentreLine, side: int, beside: Roadside) -> list[Wall]:
    """The wall of one side: one closed chain, or pieces of one kind each that share their ends."""
    points = _offset(line, side * beside.edge[:, -1])
    kinds = beside.wall_kind
    names = sorted(dict.fromkeys(kinds))
    if len(names) == 1:
        return [Wall(names[0], points, closed=True)]
    walls = []
    for name in names:
        for first, last in runs(np.array([kind == name for kind in kinds])):
            count = (last - first) % len(kinds) + 2
            walls.append(Wall(name, points[(first + np.arange(count)) % len(kinds)], closed=False))
    return walls


def pit_wall(line: CentreLine, pit: PitPath) -> list[Wall]:
    """The wall between road and pit lane, open where the lane joins the road."""
    width = line.width_left if pit.side > 0 else line.width_right
    stands = pit.active & (pit.inner - width >= PIT_WALL_GAP)
    points = _offset(line, pit.side * (pit.inner + width) / 2)
    walls = []
    for first, last in runs(stands):
        count = (last - first) % len(stands) + 1
        if count > 1:
            index = (first + np.arange(count)) % len(stands)
            walls.append(Wall("concrete", points[index], closed=False))
    return walls


def _offset(line: CentreLine, offset: Floats) -> Floats:
    return np.column_stack([line.x - offset * line.tangent_y, line.y + offset * line.tangent_x])
