"""What tyres leave on the ground: rubber where they slide, ruts beside the road, dirt after it."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.surface import Surface
from game.render.ground_bake import Patch
from game.render.kernels import row_span
from game.render.sampler import mix

MARK: Final = np.dtype(
    [
        ("x", "f4"),  # from here [m]
        ("y", "f4"),
        ("to_x", "f4"),  # to here
        ("to_y", "f4"),
        ("half_width", "f4"),
        ("cover", "f4"),  # 0..1
        ("colour", "i4"),  # 0xRRGGBB
    ]
)
"""A straight piece of a mark."""

MOST_MARKS: Final = 160_000
"""Pieces that are remembered; beyond them the oldest are forgotten."""
_STEP: Final = 0.45
"""A piece is as long as this, at least [m]."""
_LONGEST: Final = 4.0
"""Farther apart than this a wheel was put there, not rolled [m]."""

_RUBBER: Final = 0x141416
_SLIDES: Final = 0.96
_LOCKED: Final = -0.55
_MUD_KEPT: Final = 0.035
"""How quickly dirt comes off a tyre, per metre."""
_GRASS, _GRAVEL = int(Surface.GRASS), int(Surface.GRAVEL)

WHEEL_TRACE: Final = np.dtype(
    [
        ("x", "f8"),  # where its last piece ended
        ("y", "f8"),
        ("laid", "i8"),  # 1: there is such a place
        ("dirt", "f8"),  # on the tyre, 0..1
        ("dirt_colour", "i8"),
    ],
    align=True,
)
"""What is remembered of a wheel."""


@compiled
def _mark_of(
    view: Any, wheel: int, trace: Any, wet: float, ground: NDArray[Any]
) -> tuple[float, int]:
    """Cover and colour of what a wheel leaves now."""
    surface = view.surface[wheel]
    speed = sqrt(view.velocity_x * view.velocity_x + view.velocity_y * view.velocity_y)
    moving = min(1.0, speed / 4.0)
    slip = view.slip[wheel]
    if surface in (_GRASS, _GRAVEL):
        deep = 0.13 + 0.12 * min(slip, 2.0)
        return moving * deep, ground[0 if surface == _GRASS else 1]
    cover = 0.0
    if slip > _SLIDES:
        cover = min(0.46, 0.10 + 0.30 * (slip - _SLIDES)) * moving
    if view.slip_ratio[wheel] < _LOCKED:
        cover = max(cover, 0.5 * moving)
    cover *= 1.0 - 0.75 * wet
    if cover < 0.02 and trace.dirt > 0.05:
        return 0.34 * trace.dirt * moving, trace.dirt_colour
    return cover, _RUBBER


@compiled
def lay_marks(
    views: NDArray[Any],
    wheels: NDArray[Any],
    half_widths: NDArray[Any],
    traces: NDArray[Any],
    marks: NDArray[Any],
    count: int,
    wet: float,
    ground: NDArray[Any],
) -> int:
    """Let all wheels leave their marks.

    Args:
        views: CAR_VIEW rows.
        wheels: Where the wheels are, shape (cars, 4, 2) [m].
        half_widths: Of the tyres, shape (cars, 4) [m].
        traces: WHEEL_TRACE rows, shape (cars, 4); changed.
        marks: MARK rows, a ring; changed.
        count: How many marks there have been.
        wet: 0 dry .. 1 wet.
        ground: Colours of ruts in grass and in gravel, 0xRRGGBB.

    Returns:
        How many marks there are now.
    """
    for car in range(len(views)):
        view = views[car]
        for wheel in range(4):
            trace = traces[car, wheel]
            x, y = wheels[car, wheel, 0], wheels[car, wheel, 1]
            away_x, away_y = x - trace.x, y - trace.y
            away = sqrt(away_x * away_x + away_y * away_y)
            if view.present == 0 or trace.laid == 0 or away > _LONGEST:
                trace.x, trace.y, trace.laid = x, y, view.present
                trace.dirt = 0.0
                continue
            if away < _STEP:
                continue
            cover, colour = _mark_of(view, wheel, trace, wet, ground)
            surface = view.surface[wheel]
            if surface in (_GRASS, _GRAVEL):
                trace.dirt = min(1.0, trace.dirt + 0.1 * away)
                trace.dirt_colour = colour
            else:
                trace.dirt *= max(0.0, 1.0 - _MUD_KEPT * away)
            if cover > 0.02:
                mark = marks[count % len(marks)]
                mark.x, mark.y, mark.to_x, mark.to_y = trace.x, trace.y, x, y
                mark.half_width, mark.cover = half_widths[car, wheel], cover
                mark.colour = colour
                count += 1
            trace.x, trace.y = x, y
    return count


@compiled
def bake_tyre_marks(
    tile: NDArray[Any], patch: Patch, marks: NDArray[Any], since: int, count: int
) -> tuple[int, int]:
    """Draw the marks from number `since` up to `count` onto some rows of a tile.

    Returns:
        The first row that may have changed and the row after the last.
    """
    first, last = patch.last, patch.first
    left, top, texel = patch.left, patch.top, patch.texel
    low_y, high_y = top - patch.last * texel, top - patch.first * texel
    right = left + tile.shape[1] * texel
    for number in range(max(since, count - len(marks)), count):
        mark = marks[number % len(marks)]
        reach = mark.half_width + texel
        if max(mark.x, mark.to_x) + reach < left or min(mark.x, mark.to_x) - reach > right:
            continue
        if max(mark.y, mark.to_y) + reach < low_y or min(mark.y, mark.to_y) - reach > high_y:
            continue
        begin, end = _bake_mark(tile, patch, mark)
        first, last = min(first, begin), max(last, end)
    return first, last


@compiled
def find_marks(
    marks: NDArray[Any], count: int, area: tuple[float, float, float, float], found: NDArray[Any]
) -> int:
    """Note the numbers of those marks that can touch an area, the oldest first.

    Args:
        marks: MARK rows, a ring.
        count: How many marks there have been.
        area: Left, bottom, right, top [m].
        found: Room for the numbers; written.

    Returns:
        How many there are.
    """
    left, bottom, right, top = area
    number, most = 0, len(marks)
    oldest = count % most if count > most else 0
    for index in range(min(count, most)):
        place = oldest + index
        place -= most if place >= most else 0
        mark = marks[place]
        reach = mark.half_width
        if max(mark.x, mark.to_x) + reach < left or min(mark.x, mark.to_x) - reach > right:
            continue
        if max(mark.y, mark.to_y) + reach < bottom or min(mark.y, mark.to_y) - reach > top:
            continue
        found[number] = place
        number += 1
    return number


@compiled
def _bake_mark(tile: NDArray[Any], patch: Patch, mark: Any) -> tuple[int, int]:
    """Draw a mark; gives the first row that may have changed and the row after the last."""
    left, top, texel = patch.left, patch.top, patch.texel
    step_x, step_y = float(mark.to_x - mark.x), float(mark.to_y - mark.y)
    length = sqrt(step_x * step_x + step_y * step_y)
    cosine, sine = step_x / length, -step_y / length
    half_length = 0.5 * length / texel
    half_width = mark.half_width / texel
    wide = max(half_width, 0.5)
    thin = mark.cover * min(1.0, half_width / wide)
    x = (0.5 * (mark.x + mark.to_x) - left) / texel
    y = (top - 0.5 * (mark.y + mark.to_y)) / texel
    reach = half_length * abs(sine) + (wide + 0.5) * abs(cosine) + 1.0
    first, last = max(patch.first, floor(y - reach)), min(patch.last, ceil(y + reach) + 1)
    for row in range(first, last):
        away_y = row + 0.5 - y
        low, high = row_span(away_y, cosine, sine, half_length, wide + 0.5)
        begin = max(0, ceil(x + low - 0.5))
        end = min(tile.shape[1], ceil(x + high - 0.5))
        for column in range(begin, end):
            away_x = column + 0.5 - x
            aside = abs(away_x * sine - away_y * cosine)
            cover = min(1.0, max(0.0, wide + 0.5 - aside)) * thin
            tile[row, column] = mix(
                np.uint32(tile[row, column]), np.uint32(mark.colour), np.uint32(cover * 256.0)
            )
    return first, last


class TyreMarks:
    """All marks of a session."""

    def __init__(
        self, half_widths: NDArray[np.float64], wet: float, ground: tuple[int, int]
    ) -> None:
        """No marks yet.

        Args:
            half_widths: Of the tyres, shape (cars, 4) [m].
            wet: 0 dry .. 1 wet.
            ground: Colours of ruts in grass and in gravel, 0xRRGGBB.
        """
        self.count = 0
        """How many there have been so far."""
        self._marks = np.zeros(MOST_MARKS, MARK)
        self._found = np.zeros(MOST_MARKS, np.int32)
        self._traces = np.zeros(half_widths.shape, WHEEL_TRACE)
        self._half_widths = half_widths
        self._wet = wet
        self._ground = np.array(ground, np.int64)

    def lay(self, views: NDArray[Any], wheels: NDArray[np.float64]) -> None:
        """Let the wheels (shape (cars, 4, 2) [m]) of CAR_VIEW rows leave their marks."""
        self.count = lay_marks(
            views,
            wheels,
            self._half_widths,
            self._traces,
            self._marks,
            self.count,
            self._wet,
            self._ground,
        )

    def lift(self) -> None:
        """Begin new marks where the wheels are next: the cars have jumped."""
        self._traces["laid"] = 0

    def near(self, left: float, bottom: float, right: float, top: float) -> NDArray[Any]:
        """The marks that can touch a part of the world [m], as MARK rows, the oldest first."""
        count = find_marks(self._marks, self.count, (left, bottom, right, top), self._found)
        return self._marks[self._found[:count]]

    def paint(self, tile: NDArray[Any], patch: Patch, since: int) -> tuple[int, int]:
        """Draw all marks after the first `since`; see `game.render.ground.Marks`."""
        if self.count <= since:
            return 0, 0
        first, last = bake_tyre_marks(tile, patch, self._marks, since, self.count)
        return first, last
