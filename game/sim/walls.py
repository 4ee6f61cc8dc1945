"""Walls and barriers as chains of thick segments that never move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pymunk

from game.sim.levels import filter_of, level_of_wall
from game.track.track import Floats, Wall

THICKNESS: Final = 0.25
"""Half the thickness of a wall; thinner ones let small bodies through at 350 km/h [m]."""


@dataclass(frozen=True)
class Material:
    """What a touch does; two bodies' values are multiplied with each other."""

    restitution: float
    """Speed after over speed before, across the surfaces."""
    friction: float


CAR: Final = Material(restitution=0.5, friction=0.6)
"""A car's bodywork: car against car gives back a quarter of the closing speed."""

WALL_MATERIALS: Final[dict[str, Material]] = {
    "concrete": Material(restitution=0.40, friction=0.65),
    "armco": Material(restitution=0.50, friction=0.55),
    "tyres": Material(restitution=0.20, friction=1.00),
}
"""Kinds of walls; with a car's bodywork they give back 20, 25 and 10 % of the closing speed."""

EVEN: Final = 0.02
"""A wall's corners nearer than this to the line between its others are left out [m]."""

_BEND: Final = 1.2
"""Tangent of the steepest angle to a wall's normal, 50 degrees, at which its ends are touched.
Of a box's corner one side is always within 45 degrees."""

WALL_KINDS: Final = tuple(WALL_MATERIALS)
"""Names in the order of `Contact.wall`."""


def wall_bodies(space: pymunk.Space, walls: tuple[Wall, ...]) -> list[pymunk.Body]:
    """Put all walls into a space.

    Args:
        space: Without any body yet.
        walls: Of one track.

    Returns:
        One body that never moves for each of `WALL_KINDS`, so that a touch tells the kind.
    """
    bodies = []
    for kind, material in WALL_MATERIALS.items():
        body = pymunk.Body(body_type=pymunk.Body.STATIC)
        space.add(body)
        for wall in walls:
            if wall.kind == kind:
                space.add(*_segments(body, wall, material))
        bodies.append(body)
    return bodies


def _segments(body: pymunk.Body, wall: Wall, material: Material) -> list[pymunk.Segment]:
    """Two chains in one place, one for each side of the wall.

    A piece that knows its neighbours refuses touches of its ends that point along the wall:
    nothing snags at a joint. It must not refuse those that point across the wall too, or corners
    of cars slip through between two pieces; so it is told that its neighbours bend away from its
    side, by `_BEND`, and there has to be a chain for each side.
    """
    corners = _corners(wall)
    segments = []
    for side in (1.0, -1.0):
        for index in range(len(corners) - 1):
            here, then = corners[index], corners[index + 1]
            segment = pymunk.Segment(body, tuple(here), tuple(then), THICKNESS)
            segment.elasticity = material.restitution
            segment.friction = material.friction
            segment.filter = filter_of(level_of_wall(wall))
            along = (then - here) / np.hypot(*(then - here))
            away = side * _BEND * np.array([along[1], -along[0]])
            before = here - along + away if index > 0 or wall.closed else here
            after = then + along + away if index < len(corners) - 2 or wall.closed else then
            segment.set_neighbors(tuple(before), tuple(after))
            segments.append(segment)
    return segments


def _corners(wall: Wall) -> Floats:
    """Corners of a chain, the first again at the end of a closed one."""
    points = np.asarray(wall.points, float)
    if wall.closed:
        points = np.vstack([points, points[:1]])
    return points[_needed(points)]


def _needed(points: Floats) -> list[int]:
    """Corners that keep a chain within `EVEN` of all its points (Douglas and Peucker, 1973)."""
    needed = [0]
    ends = [len(points) - 1]
    while ends:
        first, last = needed[-1], ends[-1]
        away = _distances(points[first + 1 : last], points[first], points[last])
        if len(away) and float(away.max()) > EVEN:
            ends.append(first + 1 + int(away.argmax()))
        else:
            needed.append(ends.pop())
    return needed


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """Of points from a straight line, or from its start where it has no length [m]."""
    x, y = (points - start).T
    way = end - start
    length = float(np.hypot(*way))
    if length == 0.0:
        return np.asarray(np.hypot(x, y))
    return np.asarray(np.abs(x * way[1] - y * way[0]) / length)
