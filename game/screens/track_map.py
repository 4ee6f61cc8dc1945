"""A track as a line: for menus, where it has to be known at a glance."""

from __future__ import annotations

from typing import Final

import numpy as np
import pygame
from numpy.typing import NDArray

from game.screens import style
from game.screens.paint import Paint, Rect
from game.track.track import Track

FINE: Final = 3
"""Times larger it is drawn than shown, for smooth edges."""


class TrackMap:
    """A track's line in a box, with its start and direction.

    Attributes:
        per_metre: Units of the page for a metre of the road.
    """

    def __init__(self, track: Track, rect: Rect, margin: float = 18.0) -> None:
        self.track, self.rect = track, rect
        stations = track.stations
        step = max(len(stations) // 700, 1)
        self._line = np.stack([stations["x"], stations["y"]], axis=-1)[::step]
        low, high = self._line.min(axis=0), self._line.max(axis=0)
        room = np.array([rect[2] - 2 * margin, rect[3] - 2 * margin])
        self.per_metre = float((room / np.maximum(high - low, 1.0)).min())
        self._middle = (low + high) / 2

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """World points, shape (..., 2) [m], in units of the page."""
        x, y, width, height = self.rect
        moved = (points - self._middle) * self.per_metre
        return np.stack([x + width / 2 + moved[..., 0], y + height / 2 - moved[..., 1]], axis=-1)

    def at(self, distance: float, offset: float = 0.0) -> tuple[float, float]:
        """A place of the road, in units of the page."""
        x, y = self.place(self.track.position(distance, offset))
        return float(x), float(y)

    def draw(self, paint: Paint, thickness: float = 5.0) -> None:
        """The line, then the marks on it."""
        line = tuple((float(x), float(y)) for x, y in self.place(self._line))
        box = paint.pixels(self.rect)
        inner = tuple(
            (
                round((x - self.rect[0]) * paint.scale * FINE),
                round((y - self.rect[1]) * paint.scale * FINE),
            )
            for x, y in line
        )
        thick = round(thickness * paint.scale * FINE)
        key = ("map", inner, box.size, thick, style.INK)
        picture = paint.kept(key, lambda: _line_picture(inner, box.size, thick, style.INK))
        paint.surface.blit(picture, box)
        self._draw_start(paint)

    def _draw_start(self, paint: Paint) -> None:
        here = self.track.stations[0]
        across = 9.0 / self.per_metre
        ends = self.place(self.track.position(0.0, np.array([-across, across])))
        paint.line(tuple(ends[0]), tuple(ends[1]), style.ACCENT, 3.0)
        ahead = 16.0 / self.per_metre
        tip = np.array([here["tangent_x"], here["tangent_y"]]) * ahead
        start = self.track.position(0.0, -across * 1.9)
        a, b = self.place(start), self.place(start + tip)
        way = (b - a) / max(float(np.hypot(*(b - a))), 1e-9)
        side = np.array([-way[1], way[0]])
        paint.line(tuple(a), tuple(b), style.ACCENT, 2.0)
        paint.polygon([tuple(b + way * 5), tuple(b + side * 4), tuple(b - side * 4)], style.ACCENT)


def _line_picture(
    line: tuple[tuple[int, int], ...], size: tuple[int, int], thick: int, colour: style.Colour
) -> pygame.Surface:
    """The line, drawn large and made small."""
    large = pygame.Surface((size[0] * FINE, size[1] * FINE), pygame.SRCALPHA)
    large.fill((*colour, 0))
    pygame.draw.lines(large, colour, True, line, thick)
    for point in line[:: max(len(line) // 350, 1)]:
        pygame.draw.circle(large, colour, point, thick // 2)
    return pygame.transform.smoothscale(large, size)
