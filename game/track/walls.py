"""Walls along the outermost edges of the cross-sections, and the wall beside the pit lane."""

from __future__ import annotations

from typing import Final

import numpy as np
from shapely.geometry import LineString, Polygon

from game.track.centre_line import CentreLine
from game.track.crossings import corridor, levels, outside
from game.track.layout import Layout
from game.track.pit_lane import PIT_WALL_GAP, PitPath
from game.track.ring import runs
from game.track.roadside import Roadside
from game.track.track import Floats, Wall

_BORDER: Final = 0.01
"""A wall this near to the edge of a corridor is the corridor's own [m]."""


def outer_walls(layout: Layout) -> list[Wall]:
    """The walls of both sides, with openings where roads cross on one level."""
    walls = [*_side(layout, 1, layout.left), *_side(layout, -1, layout.right)]
    return _open_crossings(layout, walls) if layout.file.crossings == "level" else walls


def _side(layout: Layout, side: int, beside: Roadside) -> list[Wall]:
    """One closed chain, or pieces of one kind at one crossing each that share their ends."""
    points = _offset(layout.line, side * beside.edge[:, -1])
    count = len(points)
    bridged = levels(layout.meetings if layout.file.crossings == "bridge" else (), count)
    keys = list(zip(beside.wall_kind, bridged, strict=True))
    if len(dict.fromkeys(keys)) == 1:
        return [Wall(keys[0][0], points, closed=True)]
    walls = []
    for key in sorted(dict.fromkeys(keys)):
        for first, last in runs(np.array([one == key for one in keys])):
            index = (first + np.arange((last - first) % count + 2)) % count
            walls.append(Wall(key[0], points[index], False, *key[1]))
    return walls


def _open_crossings(layout: Layout, walls: list[Wall]) -> list[Wall]:
    """Leave out what would stand inside the other road of a crossing.

    A wall is cut where it meets the corridor of a road that it does not run along.
    """
    for meeting in layout.meetings:
        for arm in meeting.arms(len(layout.line.x)):
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
