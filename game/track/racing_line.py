"""The racing line: the least curved way round that stays between the white lines.

The line is a lateral offset at nodes a few metres apart. Curvature is linearised about the line
found last, and the weighted sum of its squares is a box-constrained least-squares problem, solved
by ADMM (Boyd et al., Distributed Optimization and Statistical Learning via ADMM, 2011, ch. 5.2)
with one sparse factorisation. A few rounds of this converge. The nodes are then joined by a
periodic cubic spline, so that the curvature of the line is continuous and can be steered by.

The minimum-curvature idea: Braghin et al., Race driver model, Computers and Structures 86, 2008;
Heilmeier et al., Minimum curvature trajectory planning, Vehicle System Dynamics 58, 2020.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.interpolate import CubicSpline
from scipy.sparse.linalg import splu

from game.track.track import Floats, Stations

MARGIN: Final = 1.3
"""From the middle of a car to the white line: half of a wide car and a hand's breadth [m]."""

_NODE_SPACING: Final = 4.0
_ROUNDS: Final = 6
_ADMM_ITERATIONS: Final = 80
_ADMM_PENALTY: Final = 1e-4
_RELAXATION: Final = 1.6
_LENGTH_SCALE: Final = 20.0
"""Curvature may change over about this length: what a driver's hands can follow [m]."""


@dataclass(frozen=True)
class RacingLine:
    """The line at each station of the track."""

    offset: Floats
    """From the centre line, positive left [m]."""
    curvature: Floats
    """Of the line itself, positive left [1/m]."""
    step: Floats
    """Along the line to the next station [m]."""


def racing_line(stations: Stations, margin: float = MARGIN) -> RacingLine:
    """The racing line of a closed track.

    Args:
        stations: Cross-sections in order; the last is followed by the first.
        margin: Kept between the line and the outer edges of the white lines [m]; where the road is
            narrower than twice this, the line is its middle.
    """
    low = -stations["width_right"] + margin
    high = stations["width_left"] - margin
    middle = (low + high) / 2.0
    low, high = np.minimum(low, middle), np.maximum(high, middle)
    nodes = _node_indices(stations)
    node_low, node_high = _narrowest(low, nodes, np.maximum), _narrowest(high, nodes, np.minimum)
    node_low, node_high = np.minimum(node_low, middle[nodes]), np.maximum(node_high, middle[nodes])
    centre, normal = _points(stations)[nodes], _normals(stations)[nodes]
    offset = _least_curved(centre, normal, node_low, node_high)
    return _through(stations, nodes, centre + normal * offset[:, None], low, high)


def _points(stations: Stations) -> Floats:
    return np.column_stack([stations["x"], stations["y"]])


def _normals(stations: Stations) -> Floats:
    return np.column_stack([-stations["tangent_y"], stations["tangent_x"]])


def _node_indices(stations: Stations) -> Any:
    spacing = float(np.hypot(*(_points(stations)[1] - _points(stations)[0])))
    count = max(8, round(len(stations) * spacing / _NODE_SPACING))
    count = min(count, len(stations))
    return np.arange(count) * len(stations) // count


def _narrowest(limit: Floats, nodes: Any, tighter: Any) -> Floats:
    """The tightest limit between the neighbours of each node."""
    return np.asarray(tighter.reduce([limit[(nodes + shift) % len(limit)] for shift in (-1, 0, 1)]))


def three_point_curvature(before: Floats, here: Floats, after: Floats) -> Floats:
    """Signed curvature of the circle through three points [1/m], positive to the left."""
    first, second, chord = here - before, after - here, after - before
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    lengths = np.hypot(*first.T) * np.hypot(*second.T) * np.hypot(*chord.T)
    return 2.0 * cross / lengths


def _curvature_model(points: Floats, normal: Floats) -> tuple[Floats, Any]:
    """Curvature at the nodes and its derivative by the offset of each node, sparse (n, n)."""
    count, small = len(points), 1e-4
    triple = [np.roll(points, 1, axis=0), points, np.roll(points, -1, axis=0)]
    index = np.arange(count)
    matrix = sparse.csc_matrix((count, count))
    for place, shift in enumerate((1, 0, -1)):
        move = small * np.roll(normal, shift, axis=0)
        more = [point + move if k == place else point for k, point in enumerate(triple)]
        less = [point - move if k == place else point for k, point in enumerate(triple)]
        slope = (three_point_curvature(*more) - three_point_curvature(*less)) / (2.0 * small)
        matrix += sparse.csc_matrix((slope, (index, (index - shift) % count)), (count, count))
    return three_point_curvature(*triple), matrix


def _least_curved(centre: Floats, normal: Floats, low: Floats, high: Floats) -> Floats:
    """Offsets of the nodes of the least curved line between two limits."""
    offset = (low + high) / 2.0
    multiplier = np.zeros_like(offset)
    for _ in range(_ROUNDS):
        points = centre + normal * offset[:, None]
        step = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
        curvature, slope = _curvature_model(points, normal)
        change = _differences(step) * _LENGTH_SCALE
        weight = np.tile(np.sqrt((step + np.roll(step, 1)) / 2.0), 2)
        rows = sparse.diags(weight) @ sparse.vstack([slope, change @ slope], format="csc")
        values = rows @ offset - weight * np.concatenate([curvature, change @ curvature])
        offset, multiplier = _boxed_least_squares(rows, values, low, high, offset, multiplier)
    return offset


def _differences(step: Floats) -> Any:
    """Matrix of the derivative along the line between each node and the next, (n, n)."""
    count = len(step)
    index = np.arange(count)
    return sparse.csc_matrix(
        (
            np.concatenate([-1.0 / step, 1.0 / step]),
            (np.tile(index, 2), np.concatenate([index, (index + 1) % count])),
        ),
        (count, count),
    )


def _boxed_least_squares(
    rows: Any, values: Floats, low: Floats, high: Floats, start: Floats, multiplier: Floats
) -> tuple[Floats, Floats]:
    """The x in [low, high] with the least |rows @ x - values|^2, by ADMM.

    Begins at `start` with the multipliers of an earlier, similar problem; returns x and its own.
    """
    normal_matrix = (rows.T @ rows).tocsc()
    scale = float(normal_matrix.diagonal().mean())
    penalty = _ADMM_PENALTY * scale
    identity = sparse.identity(len(low), format="csc")
    factor = splu(normal_matrix + penalty * identity)
    target = rows.T @ values
    boxed = np.clip(start, low, high)
    for _ in range(_ADMM_ITERATIONS):
        free = factor.solve(target + penalty * (boxed - multiplier))
        relaxed = _RELAXATION * free + (1.0 - _RELAXATION) * boxed
        boxed = np.clip(relaxed + multiplier, low, high)
        multiplier = multiplier + relaxed - boxed
    return boxed, multiplier


def _through(
    stations: Stations, nodes: Any, points: Floats, low: Floats, high: Floats
) -> RacingLine:
    """The smooth closed curve through the nodes, seen from each station."""
    closed = np.vstack([points, points[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    curve = CubicSpline(along, closed, bc_type="periodic")
    index = np.arange(len(stations))
    place = np.interp(index, np.append(nodes, len(stations)), along)
    tangent = np.column_stack([stations["tangent_x"], stations["tangent_y"]])
    for _ in range(6):
        ahead = ((curve(place) - _points(stations)) * tangent).sum(axis=1)
        rate = (curve(place, 1) * tangent).sum(axis=1)
        place = place - ahead / np.maximum(rate, 0.2)
    offset = ((curve(place) - _points(stations)) * _normals(stations)).sum(axis=1)
    first, second = curve(place, 1), curve(place, 2)
    speed = np.hypot(*first.T)
    curvature = (first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]) / speed**3
    return RacingLine(np.clip(offset, low, high), curvature, _lengths(curve, place, along[-1]))


def _lengths(curve: Any, place: Floats, total: float) -> Floats:
    """Length of the curve from each place to the next, by Simpson's rule."""
    step = np.mod(np.roll(place, -1) - place, total)
    rates = [np.hypot(*curve(place + part * step, 1).T) for part in (0.0, 0.5, 1.0)]
    return np.asarray(step * (rates[0] + 4.0 * rates[1] + rates[2]) / 6.0)
