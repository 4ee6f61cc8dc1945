"""A centre line from straights and turns: curvature is given, the rest is integrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.track.model import Straight, Turn
from game.track.track import Floats

CLOSED: Final = 1e-6
"""A gap that is only rounding [m]."""

SMALL_GAP: Final = 1.0
"""A gap that is spread over the whole lap when no straight is free [m]."""

MAX_STRETCH: Final = 0.25
"""Part of its length by which a free straight may change."""


@dataclass(frozen=True)
class Bends:
    """Segments as arrays: lengths and curvatures at both ends; straights may be stretched."""

    length: Floats
    curvature_start: Floats
    curvature_end: Floats

    @property
    def bounds(self) -> Floats:
        """Distances of the segments' ends from the beginning, with 0 in front [m]."""
        return np.concatenate([[0.0], np.cumsum(self.length)])

    @property
    def turned(self) -> Floats:
        """Heading at the beginning of each segment, and at the very end [rad]."""
        angle = self.length * (self.curvature_start + self.curvature_end) / 2
        return np.concatenate([[0.0], np.cumsum(angle)])

    def curvature(self, s: Floats) -> Floats:
        """Curvature at distances from the beginning, positive left [1/m]."""
        index, into = self._locate(s)
        slope = (self.curvature_end - self.curvature_start) / self.length
        bend: Floats = self.curvature_start[index] + slope[index] * into
        return bend

    def heading(self, s: Floats) -> Floats:
        """Heading at distances from the beginning; the first segment begins with 0 [rad]."""
        index, into = self._locate(s)
        slope = (self.curvature_end - self.curvature_start) / self.length
        bend = self.curvature_start[index] * into + slope[index] * into**2 / 2
        heading: Floats = self.turned[index] + bend
        return heading

    def position(self, s: Floats) -> Floats:
        """Positions at ascending distances from the beginning, shape (n, 2) [m].

        The clothoid's integral has no closed form; Gauss-Legendre pieces are exact to rounding.
        """
        knots = np.unique(np.concatenate([[0.0], s, self.bounds]))
        half, middle = np.diff(knots) / 2, (knots[1:] + knots[:-1]) / 2
        pieces = np.maximum(1, np.ceil(np.abs(half) / 5).astype(int)).max()
        fine = np.linspace(-1, 1, 2 * pieces + 1)
        width, centres = 1 / pieces, fine[1::2]
        at = centres[:, None] + width * _GAUSS_AT
        heading = self.heading((middle[:, None] + half[:, None] * at.ravel()).ravel())
        weights = np.tile(width * _GAUSS_WEIGHT, pieces)
        heading = heading.reshape(len(half), -1)
        step = np.stack([np.cos(heading) @ weights, np.sin(heading) @ weights], axis=-1)
        at_knots = np.vstack([[0.0, 0.0], np.cumsum(step * half[:, None], axis=0)])
        found: Floats = at_knots[np.searchsorted(knots, s)]
        return found

    def _locate(self, s: Floats) -> tuple[np.ndarray, Floats]:
        bounds = self.bounds
        index = np.clip(np.searchsorted(bounds, s, side="right") - 1, 0, len(self.length) - 1)
        return index, s - bounds[index]


_GAUSS_AT, _GAUSS_WEIGHT = np.polynomial.legendre.leggauss(8)


def bends_of(segments: Sequence[Straight | Turn]) -> Bends:
    """Lengths and curvatures of a list of segments."""
    rows = [_bend(segment) for segment in segments]
    length, start, end = (np.array(column) for column in zip(*rows, strict=True))
    return Bends(length, start, end)


def _bend(segment: Straight | Turn) -> tuple[float, float, float]:
    if isinstance(segment, Straight):
        return segment.straight, 0.0, 0.0
    sign = 1.0 if segment.turn == "left" else -1.0
    start, end = sign / segment.radius, sign / (segment.end_radius or segment.radius)
    return np.radians(segment.angle_deg) / abs((start + end) / 2), start, end


@dataclass(frozen=True)
class Closure:
    """What it takes to close a list of segments."""

    gap: Floats
    """From the end to the beginning, along and left of the first segment [m], shape (2,)."""
    turned: float
    """Total heading change [rad]; a lap turns by a full circle, left or right."""
    bends: Bends
    """The segments with their free straights adjusted."""
    left_over: float
    """What of the gap remains after that [m]."""

    @property
    def whole_turns(self) -> bool:
        """Whether the lap turns by one full circle."""
        return bool(abs(abs(self.turned) - 2 * np.pi) < 1e-6)


def close(segments: Sequence[Straight | Turn]) -> Closure:
    """Adjust the free straights, as little as possible, so that the end meets the beginning."""
    free = np.array([isinstance(part, Straight) and part.free for part in segments])
    return close_by(bends_of(segments), free)


def close_by(bends: Bends, free: np.ndarray) -> Closure:
    """Adjust the straights marked in `free`, in proportion to their lengths (least squares)."""
    gap = -bends.position(bends.bounds[-1:])[0]
    turned = float(bends.turned[-1])
    if not free.any():
        return Closure(gap, turned, bends, float(np.hypot(*gap)))
    heading = bends.turned[:-1][free]
    direction = np.stack([np.cos(heading), np.sin(heading)]) * bends.length[free]
    stretch = np.linalg.lstsq(direction, gap, rcond=1e-9)[0]
    stretch = np.clip(stretch, -MAX_STRETCH, MAX_STRETCH)
    length = bends.length.copy()
    length[free] *= 1 + stretch
    adjusted = Bends(length, bends.curvature_start, bends.curvature_end)
    left_over = adjusted.position(adjusted.bounds[-1:])[0]
    return Closure(gap, turned, adjusted, float(np.hypot(*left_over)))


@dataclass(frozen=True)
class SampledSegments:
    """Values of a closed list of segments at even stations."""

    position: Floats
    heading: Floats
    curvature: Floats
    width_left: Floats
    width_right: Floats
    length: float


def sample(
    segments: Sequence[Straight | Turn], width: float, start: float, spacing: float
) -> SampledSegments:
    """The closed line at stations about `spacing` apart, the first at `start` [m]."""
    bends = close(segments).bends
    length = float(bends.bounds[-1])
    count = max(16, round(length / spacing))
    s = np.mod(start + np.arange(count) * (length / count), length)
    order = np.argsort(s)
    position = np.empty((count, 2))
    position[order] = bends.position(s[order])
    rest = bends.position(bends.bounds[-1:])[0]
    position -= np.outer(s / length, rest)
    left, right = _widths(segments, width)
    return SampledSegments(
        position,
        bends.heading(s),
        bends.curvature(s),
        np.interp(s, bends.bounds, left),
        np.interp(s, bends.bounds, right),
        length,
    )


def _widths(segments: Sequence[Straight | Turn], width: float) -> tuple[Floats, Floats]:
    """Half-widths at the segments' bounds; what a segment does not say stays as it was."""
    sides = []
    for key in ("width_left", "width_right"):
        wanted = [getattr(segment, key) for segment in segments]
        last = next((value for value in reversed(wanted) if value is not None), width / 2)
        values = [last]
        for value in wanted:
            values.append(values[-1] if value is None else value)
        sides.append(np.array(values))
    return sides[0], sides[1]
