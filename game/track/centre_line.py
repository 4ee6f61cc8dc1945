"""The centre line: a closed curve from control points or from segments, at even stations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from game.track.model import TrackFile
from game.track.rounding import CURVATURE, METRE, RADIAN, rounded, rounded_number
from game.track.segments import sample
from game.track.track import Floats

SPACING: Final = 2.0
"""Wanted distance between stations [m]."""

_FINE: Final = 8
"""Parts into which a span between two control points is cut to measure its length."""


@dataclass(frozen=True)
class CentreLine:
    """A closed line at evenly spaced stations, the first at the start line."""

    x: Floats
    y: Floats
    tangent_x: Floats
    tangent_y: Floats
    curvature: Floats
    """Positive left [1/m]."""
    width_left: Floats
    width_right: Floats
    length: float

    @property
    def spacing(self) -> float:
        """Between two stations along the line [m]."""
        return self.length / len(self.x)

    @property
    def distance(self) -> Floats:
        """Of each station from the start line [m]."""
        return np.arange(len(self.x), dtype=np.float64) * self.spacing


def centre_line(file: TrackFile) -> CentreLine:
    """The line that a track file describes; the file must have passed `check_shape`."""
    if file.segments is not None:
        return _rounded(_segment_line(file))
    points = file.centre_line or []
    half = file.width / 2
    left = np.array([half if p.width_left is None else p.width_left for p in points])
    right = np.array([half if p.width_right is None else p.width_right for p in points])
    line = spline_line(np.array([(p.x, p.y) for p in points]), left, right, file.start_line)
    return _rounded(line)


def _rounded(line: CentreLine) -> CentreLine:
    return CentreLine(
        rounded(line.x, METRE),
        rounded(line.y, METRE),
        rounded(line.tangent_x, RADIAN),
        rounded(line.tangent_y, RADIAN),
        rounded(line.curvature, CURVATURE),
        rounded(line.width_left, METRE),
        rounded(line.width_right, METRE),
        rounded_number(line.length, METRE),
    )


def _segment_line(file: TrackFile) -> CentreLine:
    line = sample(file.segments or [], file.width, file.start_line, SPACING)
    return CentreLine(
        line.position[:, 0],
        line.position[:, 1],
        np.cos(line.heading),
        np.sin(line.heading),
        line.curvature,
        line.width_left,
        line.width_right,
        line.length,
    )


def spline_line(points: Floats, left: Floats, right: Floats, start: float) -> CentreLine:
    """A closed cubic spline through `points`, shape (n, 2), by chord length."""
    closed = np.vstack([points, points[:1]])
    chord = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    curve = CubicSpline(chord, closed, bc_type="periodic")
    fine = _refined(chord)
    arc = _arc_length(curve, fine)
    length = float(arc[-1])
    count = max(16, round(length / SPACING))
    wanted = np.mod(start + np.arange(count) * (length / count), length)
    at = np.interp(wanted, arc, fine)
    for _ in range(2):
        at = at - (_arc_at(curve, fine, arc, at) - wanted) / np.hypot(*curve(at, 1).T)
    velocity, bend = curve(at, 1), curve(at, 2)
    speed = np.hypot(*velocity.T)
    position = curve(at)
    return CentreLine(
        position[:, 0],
        position[:, 1],
        velocity[:, 0] / speed,
        velocity[:, 1] / speed,
        (velocity[:, 0] * bend[:, 1] - velocity[:, 1] * bend[:, 0]) / speed**3,
        _periodic_widths(chord, left, at),
        _periodic_widths(chord, right, at),
        length,
    )


def _refined(knots: Floats) -> Floats:
    """Knots and evenly spaced places between them."""
    parts = np.arange(_FINE) / _FINE
    inner = knots[:-1, None] + np.diff(knots)[:, None] * parts
    return np.append(inner.ravel(), knots[-1])


_GAUSS_AT, _GAUSS_WEIGHT = np.polynomial.legendre.leggauss(5)


def _span_length(curve: CubicSpline, start: Floats, end: Floats) -> Floats:
    """Length of the curve between parameters, by Gauss-Legendre quadrature [m]."""
    half = (end - start) / 2
    at = (start + end)[:, None] / 2 + half[:, None] * _GAUSS_AT
    velocity = curve(at.ravel(), 1).reshape(*at.shape, 2)
    lengths: Floats = half * (np.hypot(velocity[..., 0], velocity[..., 1]) @ _GAUSS_WEIGHT)
    return lengths


def _arc_length(curve: CubicSpline, at: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(_span_length(curve, at[:-1], at[1:]))])


def _arc_at(curve: CubicSpline, fine: Floats, arc: Floats, at: Floats) -> Floats:
    """Arc length at any parameter, measured from the nearest smaller fine place."""
    before = np.clip(np.searchsorted(fine, at, side="right") - 1, 0, len(fine) - 2)
    lengths: Floats = arc[before] + _span_length(curve, fine[before], at)
    return lengths


def _periodic_widths(chord: Floats, widths: Floats, at: Floats) -> Floats:
    """Widths between control points, without overshoot (monotone cubic)."""
    total = chord[-1]
    knots = np.concatenate([chord[-3:-1] - total, chord, chord[1:3] + total])
    values = np.concatenate([widths[-2:], widths, widths[:3]])
    between: Floats = PchipInterpolator(knots, values)(np.mod(at, total))
    return between
