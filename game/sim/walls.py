"""Walls and barriers as chains of thick segments that never move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pymunk

from game.track.track import Wall

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
    """A chain whose pieces know their neighbours, so that nothing snags where they join."""
    corners = _corners(wall)
    count = len(corners) - 1
    segments = []
    for index in range(count):
        segment = pymunk.Segment(body, corners[index], corners[index + 1], THICKNESS)
        segment.elasticity = material.restitution
        segment.friction = material.friction
        before = index - 1 if index > 0 else (count - 1 if wall.closed else 0)
        after = index + 2 if index + 2 <= count else (1 if wall.closed else count)
        segment.set_neighbors(corners[before], corners[after])
        segments.append(segment)
    return segments


def _corners(wall: Wall) -> list[tuple[float, float]]:
    points = np.asarray(wall.points, float)
    if wall.closed:
        points = np.vstack([points, points[:1]])
    apart = np.any(points[1:] != points[:-1], axis=1)
    points = points[np.concatenate([[True], apart])]
    return [(float(x), float(y)) for x, y in points]
