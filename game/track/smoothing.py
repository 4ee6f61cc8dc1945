"""Surveyed lines made drivable: kinks are smoothed away, the line stays where it was measured."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy import sparse
from scipy.interpolate import CubicSpline
from scipy.sparse.linalg import spsolve

from game.track.track import Floats

STEP: Final = 3.0
"""Between the points that are smoothed [m]."""

WAVELENGTH: Final = 45.0
"""Waves shorter than this are smoothed away [m]."""

_ROUNDS: Final = 12


def resampled(points: Floats, values: Floats, step: float) -> tuple[Floats, Floats]:
    """A closed line at even steps, by a spline through `points`; `values` go along, (n, k)."""
    closed = np.vstack([points, points[:1]])
    chord = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    curve = CubicSpline(chord, closed, bc_type="periodic")
    count = max(16, round(chord[-1] / step))
    at = np.arange(count) * (chord[-1] / count)
    wrapped = np.vstack([values, values[:1]])
    columns = [np.interp(at, chord, column) for column in wrapped.T]
    return curve(at), np.column_stack(columns)


def smoothed(points: Floats, tolerance: float) -> Floats:
    """The closed line with the least change of curvature near evenly spaced points.

    Minimises the weighted squared distance to the points plus the squared third differences
    (Whittaker, On a new method of graduation, 1923); where a point would move by more than
    `tolerance` [m], its weight is raised until it does not.
    """
    count = len(points)
    step = float(np.hypot(*np.diff(points, axis=0).T).mean())
    penalty = _third_differences(count) * (WAVELENGTH / (2 * np.pi * step)) ** 3
    stiffness = (penalty.T @ penalty).tocsc()
    weight = np.ones(count)
    moved = points
    for _ in range(_ROUNDS):
        moved = spsolve(stiffness + sparse.diags(weight, format="csc"), weight[:, None] * points)
        excess = np.hypot(*(moved - points).T) / tolerance
        if excess.max() <= 1:
            break
        weight = np.minimum(weight * np.maximum(1, 1.15 * excess) ** 2, 1e6)
    return np.asarray(moved, np.float64)


def _third_differences(count: int) -> sparse.csc_matrix:
    index = np.arange(count)
    rows = [
        sparse.csc_matrix((np.full(count, value), (index, (index + shift) % count)), (count, count))
        for shift, value in ((-1, -1.0), (0, 3.0), (1, -3.0), (2, 1.0))
    ]
    return sum(rows[1:], rows[0])
