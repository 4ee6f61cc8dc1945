"""Which tiles of ground a frame sees, and where its pixels lie in them."""

from __future__ import annotations

from math import ceil, cos, floor, log2, sin
from typing import Final

from game.render.camera import Frame
from game.render.sampler import POINT, TILE

_LEVELS_PER_OCTAVE: Final = 2
LEAST_LEVEL, MOST_LEVEL = -1, 12
NO_LEVEL: Final = -100
_UPRIGHT: Final = 1e-6
_COARSER: Final = 0.4
"""Of the step between two levels, by how much sooner the coarser one is taken.

Texels a little larger than pixels look the same in motion, and half as many must be painted,
and fetched from memory, as where they are a little smaller.
"""

_KEPT: Final = 0.6
"""A level is kept as long as it is not farther than this from the one that is wanted."""

Box = tuple[int, int, int, int]
"""First column and row, last column and row of tiles."""
Key = tuple[int, int, int]
"""Level, column and row of a tile."""


def density(level: int) -> float:
    """Texels to the metre."""
    return float(2.0 ** (level / _LEVELS_PER_OCTAVE))


def level_for(scale: float, fine: bool = False, before: int | None = None) -> int:
    """The level whose texels are about as large as the pixels at `scale` [px/m].

    Args:
        scale: Of the picture [px/m].
        fine: Whether they may be smaller as well as larger; else they are rather larger.
        before: The level of the picture before, which is kept until another one suits clearly
            better.
    """
    coarser = 0.0 if fine else _COARSER
    exact = _LEVELS_PER_OCTAVE * log2(max(scale, 0.3)) - coarser
    if before is not None and abs(exact - before) < _KEPT:
        return before
    return min(max(round(exact), LEAST_LEVEL), MOST_LEVEL)


def tiles_in_view(frame: Frame, per_metre: float) -> Box:
    """First column and row, last column and row of the tiles that a frame touches."""
    half_width, half_height = frame.size[0] / 2 + 1, frame.size[1] / 2 + 1
    cosine, sine = abs(cos(frame.up)), abs(sin(frame.up))
    wide = (half_width * sine + half_height * cosine) / frame.scale
    high = (half_width * cosine + half_height * sine) / frame.scale
    side = TILE / per_metre
    return (
        floor((frame.x - wide) / side),
        floor(-(frame.y + high) / side),
        floor((frame.x + wide) / side),
        floor(-(frame.y - high) / side),
    )


def is_upright(frame: Frame) -> bool:
    """Whether rows of the picture run along rows of tiles: north is up."""
    return abs(cos(frame.up)) < _UPRIGHT


def overlapping(key: Key, level: int) -> list[Key]:
    """The tiles of another level that touch a tile."""
    part = density(level) / density(key[0])
    columns = range(floor(key[1] * part), ceil((key[1] + 1) * part))
    rows = range(floor(key[2] * part), ceil((key[2] + 1) * part))
    return [(level, column, row) for row in rows for column in columns]


def keys_in_view(level: int, box: Box, frame: Frame) -> list[Key]:
    """Tiles of a box that the frame really sees."""
    columns, rows = range(box[0], box[2] + 1), range(box[1], box[3] + 1)
    cosine, sine = cos(frame.up), sin(frame.up)
    if is_upright(frame):
        return [(level, column, row) for row in rows for column in columns]
    side = TILE / density(level)
    turned = 0.5 * side * (abs(cosine) + abs(sine))
    reach_x = (frame.size[0] / 2 + 1) / frame.scale + turned
    reach_y = (frame.size[1] / 2 + 1) / frame.scale + turned
    found = []
    for row in rows:
        away_y = -(row + 0.5) * side - frame.y
        for column in columns:
            away_x = (column + 0.5) * side - frame.x
            right, ahead = away_x * sine - away_y * cosine, away_x * cosine + away_y * sine
            if abs(right) < reach_x and abs(ahead) < reach_y:
                found.append((level, column, row))
    return found


def places_of(
    frame: Frame, per_metre: float, left: float = 0.0, top: float = 0.0
) -> tuple[int, int, int, int, int, int]:
    """Where the first pixel lies in the ground, and the steps from pixel to pixel, row to row.

    Those are the last six fields of a `game.render.sampler.Layer`.

    Args:
        frame: What is seen.
        per_metre: Texels to the metre of the ground.
        left: World x of its left edge [m].
        top: World y of its upper edge [m].
    """
    one = (1 << POINT) * per_metre
    step = one / frame.scale
    cosine, sine = cos(frame.up), sin(frame.up)
    right = (0.5 - frame.size[0] / 2) / frame.scale
    ahead = (frame.size[1] / 2 - 0.5) / frame.scale
    x = frame.x + right * sine + ahead * cosine - left
    y = top - (frame.y - right * cosine + ahead * sine)
    if is_upright(frame):
        cosine, sine = 0.0, 1.0
    steps = round(sine * step), round(cosine * step), round(-cosine * step), round(sine * step)
    return round(x * one), round(y * one), *steps
