"""Shapes with smooth edges: drawn large, then made small; each is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin
from typing import Final

import pygame

from game.hud.theme import Colour

FINE: Final = 4
"""Times larger than shown, along each edge."""

Points = Sequence[tuple[float, float]]


def smooth(size: tuple[int, int], shape: pygame.Surface) -> pygame.Surface:
    """A shape drawn `FINE` times too large, at its size.

    Transparent pixels take the colour of their neighbours with them, so the ground of `shape` must
    have the shape's own colour with alpha 0 where edges are to stay clean.
    """
    return pygame.transform.smoothscale(shape, size)


def canvas(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """A transparent ground for a shape of one colour, `FINE` times as large as `size`."""
    surface = pygame.Surface((FINE * size[0], FINE * size[1]), pygame.SRCALPHA)
    surface.fill((*colour, 0))
    return surface


@lru_cache(512)
def polygon(
    points: tuple[tuple[float, float], ...], size: tuple[int, int], colour: Colour
) -> pygame.Surface:
    """A polygon in a box of `size` [px]; points are parts of the box, 0 .. 1, y downwards."""
    surface = canvas(size, colour)
    width, height = surface.get_size()
    corners = [(x * (width - 1), y * (height - 1)) for x, y in points]
    pygame.draw.polygon(surface, (*colour, 255), corners)
    return smooth(size, surface)


@lru_cache(64)
def rounded(size: tuple[int, int], radius: int, colour: Colour, alpha: int = 255) -> pygame.Surface:
    """A box with rounded corners."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    surface.fill((*colour, alpha))
    if radius <= 0:
        return surface
    radius = min(radius, size[0] // 2, size[1] // 2)
    corner = canvas((radius, radius), colour)
    pygame.draw.circle(corner, (*colour, alpha), (FINE * radius, FINE * radius), FINE * radius)
    corner = smooth((radius, radius), corner)
    for flip_x, x in ((False, 0), (True, size[0] - radius)):
        for flip_y, y in ((False, 0), (True, size[1] - radius)):
            surface.fill((*colour, 0), (x, y, radius, radius))
            surface.blit(pygame.transform.flip(corner, flip_x, flip_y), (x, y))
    return surface


@lru_cache(256)
def disc(diameter: int, colour: Colour, edge: Colour | None = None) -> pygame.Surface:
    """A disc, with an edge of another colour where one is given."""
    size = (diameter, diameter)
    surface = canvas(size, edge or colour)
    middle = FINE * diameter / 2
    if edge is not None:
        pygame.draw.circle(surface, (*edge, 255), (middle, middle), middle)
    inner = middle if edge is None else middle - FINE * max(diameter * 0.14, 1.0)
    pygame.draw.circle(surface, (*colour, 255), (middle, middle), inner)
    return smooth(size, surface)


def _star() -> tuple[tuple[float, float], ...]:
    points = []
    for k in range(10):
        reach = 0.5 if k % 2 == 0 else 0.22
        angle = pi * k / 5
        points.append((0.5 + reach * sin(angle), 0.52 - reach * cos(angle)))
    return tuple(points)


ICONS: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "up": ((0.5, 0.1), (0.95, 0.9), (0.05, 0.9)),
    "down": ((0.05, 0.1), (0.95, 0.1), (0.5, 0.9)),
    "left": ((0.1, 0.5), (0.9, 0.05), (0.9, 0.95)),
    "right": ((0.1, 0.05), (0.9, 0.5), (0.1, 0.95)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "square": ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)),
    "dash": ((0.0, 0.38), (1.0, 0.38), (1.0, 0.62), (0.0, 0.62)),
    "star": _star(),
    "car": ((0.5, 0.0), (0.95, 1.0), (0.5, 0.78), (0.05, 1.0)),
    "cross": (
        (0.15, 0.0), (0.5, 0.35), (0.85, 0.0), (1.0, 0.15), (0.65, 0.5), (1.0, 0.85),
        (0.85, 1.0), (0.5, 0.65), (0.15, 1.0), (0.0, 0.85), (0.35, 0.5), (0.0, 0.15),
    ),
    "u_turn": (
        (0.1, 1.0), (0.1, 0.35), (0.3, 0.1), (0.6, 0.1), (0.8, 0.35), (0.8, 0.6), (1.0, 0.6),
        (0.7, 1.0), (0.4, 0.6), (0.58, 0.6), (0.58, 0.4), (0.52, 0.31), (0.38, 0.31), (0.32, 0.4),
        (0.32, 1.0),
    ),
    "drop": ((0.5, 0.0), (0.8, 0.45), (0.85, 0.7), (0.7, 0.93), (0.5, 1.0), (0.3, 0.93),
             (0.15, 0.7), (0.2, 0.45)),
}  # fmt: skip
"""Signs that say the same as a colour does, for those who cannot see it."""


def icon(name: str, size: int, colour: Colour) -> pygame.Surface:
    """A sign from `ICONS`, in a square of `size` [px]."""
    return polygon(ICONS[name], (size, size), colour)


def draw_icon(
    surface: pygame.Surface, name: str, middle: tuple[float, float], size: int, colour: Colour
) -> None:
    """Draw a sign around a place."""
    picture = icon(name, max(size, 3), colour)
    half = picture.get_width() / 2
    surface.blit(picture, (round(middle[0] - half), round(middle[1] - half)))


def polyline(
    surface: pygame.Surface, points: Points, width: float, colour: Colour, closed: bool = False
) -> None:
    """A thick line with round corners, for surfaces that are made small afterwards."""
    radius = width / 2
    chain = [*points, points[0]] if closed else list(points)
    for (x, y), (u, v) in pairwise(chain):
        length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        if length > 0.0:
            a, b = -radius * (v - y) / length, radius * (u - x) / length
            corners = [(x + a, y + b), (u + a, v + b), (u - a, v - b), (x - a, y - b)]
            pygame.draw.polygon(surface, colour, corners)
        pygame.draw.circle(surface, colour, (u, v), radius)


def forget_shapes() -> None:
    """Drop all shapes, as is right when everything changes its size."""
    for kept in (polygon, rounded, disc):
        kept.cache_clear()
