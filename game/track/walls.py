"""Walls along the outermost edges of the cross-sections, and the wall beside the pit lane."""

from __future__ import annotations

from typing import Final

import numpy as np
from shapely.geometry import LineString, Polygon

from game.track.centre_line import CentreLine
from game.track.crossings import corridor, outside
from game.track.layout import Layout
from game.track.pit_lane import PIT_WALL_GAP, PitPath
from game.track.ring import runs
from game.track.roadside import Roadside
from game.track.track import Floats, Wall

_BORDER: Final = 0.01
"""A wall this near to the edge of a corridor is the corridor's own [m]."""


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


def open_crossings(layout: Layout, walls: list[Wall]) -> list[Wall]:
    """Leave out what would stand inside the other road of a crossing.

    A wall is cut where it meets the corridor of a road that it does not run along.
    """
    for crossing in layout.crossings:
        for arm in crossing.arms(len(layout.line.x)):
            ground = corridor(layout.line, layout.left.edge[:, -1], layout.right.edge[:, -1], arm)
            walls = [piece for wall in walls for piece in _cut(wall, ground)]
    return walls


def _cut(wall: Wall, ground: Polygon) -> list[Wall]:
    """The parts of a wall that are not inside a ground; its border does not count."""
    points = np.vstack([wall.points, wall.points[:1]]) if wall.closed else wall.points
    inside = ground.buffer(-_BORDER)
    if not LineString(points).intersects(inside):
        return [wall]
    return [Wall(wall.kind, part, closed=False) for part in outside(points, inside)]


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
