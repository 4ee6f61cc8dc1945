"""Ranges on a closed lap: they may pass the start line."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from game.track.track import Floats

Number = TypeVar("Number", float, Floats)


def ahead(start: float, end: Number, length: float) -> Number:
    """Distance from `start` forwards to `end`, 0 <= result < length [m]."""
    result: Number = (end - start) % length
    return result


def within(
    distance: Floats, start: float | None, end: float | None, length: float
) -> NDArray[np.bool_]:
    """Which distances lie in the range; a missing end means from or to the start line.

    A range from the line to the line is the whole lap.
    """
    begin = 0.0 if start is None else min(start, length)
    span = ahead(begin, 0.0 if end is None else min(end, length), length)
    if span == 0.0:
        return np.ones(distance.shape, bool)
    inside: NDArray[np.bool_] = ahead(begin, distance, length) < span
    return inside


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of each connected run of a closed mask; a run may pass the end."""
    if mask.all():
        return [(0, len(mask) - 1)]
    starts = np.flatnonzero(mask & ~np.roll(mask, 1))
    ends = np.flatnonzero(mask & ~np.roll(mask, -1))
    if len(starts) and ends[0] < starts[0]:
        ends = np.roll(ends, -1)
    return [(int(first), int(last)) for first, last in zip(starts, ends, strict=True)]


def limit_slope(values: Floats, slope: float, spacing: float) -> Floats:
    """The largest values below `values` that change by at most `slope` per metre, on a ring."""
    doubled = np.concatenate([values, values, values])
    place = np.arange(len(doubled)) * spacing * slope
    forwards = np.minimum.accumulate(doubled - place) + place
    backwards = np.minimum.accumulate((doubled + place)[::-1])[::-1] - place
    limited: Floats = np.minimum(forwards, backwards)[len(values) : 2 * len(values)]
    return limited


def blend(wanted: Floats, slope: float, spacing: float) -> Floats:
    """Like `limit_slope`, but values are raised: the smallest ones above `wanted`."""
    return -limit_slope(-wanted, slope, spacing)


def smooth(values: Floats, metres: float, spacing: float) -> Floats:
    """A moving average over about `metres` on a ring."""
    count = max(1, round(metres / spacing / 2))
    count = min(count, (len(values) - 1) // 2)
    padded = np.concatenate([values[-count:], values, values[:count]]) if count else values
    kernel = np.full(2 * count + 1, 1 / (2 * count + 1))
    averaged: Floats = np.convolve(padded, kernel, "valid")
    return averaged
