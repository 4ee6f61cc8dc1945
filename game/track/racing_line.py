"""The racing line: little curved and short, between the white lines.

The line is a lateral offset at nodes a few metres apart. Curvature is linearised about the line
found last, and the sum of its squares is a box-constrained least-squares problem, solved by a
primal-dual interior-point method (Nocedal and Wright, Numerical Optimization, 2006, ch. 16.6) with
sparse factorisations. A few rounds of this converge. Where bends are tight the length counts too:
there least curvature alone leaves open where the apex lies. The nodes are then joined by a periodic
cubic spline, so that the curvature of the line is continuous and can be steered by.

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

from game.track.ring import smooth
from game.track.track import Floats, Stations

MARGIN: Final = 1.1
"""From the middle of a car to the white line: half of a wide car and a hand's breadth [m]."""

_NODE_SPACING: Final = 4.0
_ROUNDS: Final = 5
_SHORTNESS: Final = 1.6
"""How much a short way counts beside little curvature: chosen by the lap times of a point mass."""

_FAST_BEND: Final = 0.010
"""In bends of less curvature a short way counts for less [1/m]."""

_WISH_LENGTH: Final = 30.0
"""Over which the tightness of a bend is averaged [m]."""

_NEWTON_STEPS: Final = 10
_FIRST_GAP: Final = 0.1
_GAP_SHRINKS: Final = 0.2
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
    return line_between(stations, low, high)


def line_between(stations: Stations, low: Floats, high: Floats) -> RacingLine:
    """The racing line of a closed track between two limits.

    Args:
        stations: Cross-sections in order; the last is followed by the first.
        low: Least offset at each station [m].
        high: Largest offset [m]; where it is smaller, the line is the middle of both.
    """
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
    found: Floats = tighter.reduce([limit[(nodes + shift) % len(limit)] for shift in (-1, 0, 1)])
    return found


def three_point_curvature(before: Floats, here: Floats, after: Floats) -> Floats:
    """Signed curvature of the circle through three points [1/m], positive to the left."""
    first, second, chord = here - before, after - here, after - before
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    lengths = np.hypot(*first.T) * np.hypot(*second.T) * np.hypot(*chord.T)
    bend: Floats = 2.0 * cross / lengths
    return bend


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
    for _ in range(_ROUNDS):
        points = centre + normal * offset[:, None]
        step = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
        curvature, slope = _curvature_model(points, normal)
        change = _differences(step) * _LENGTH_SCALE
        weight = np.tile(np.sqrt((step + np.roll(step, 1)) / 2.0), 2)
        bends = sparse.diags(weight) @ sparse.vstack([slope, change @ slope], format="csc")
        steps, at_centre = _step_model(centre, normal, step)
        tight = smooth(np.abs(curvature), _WISH_LENGTH, _NODE_SPACING)
        wish = np.tile(_SHORTNESS * tight**2 / (tight + _FAST_BEND), 2)
        rows = sparse.vstack([bends, sparse.diags(wish) @ steps], format="csc")
        values = np.concatenate(
            [
                bends @ offset - weight * np.concatenate([curvature, change @ curvature]),
                -wish * at_centre,
            ]
        )
        offset = _boxed_least_squares(rows, values, low, high, offset)
    return offset


def _step_model(centre: Floats, normal: Floats, step: Floats) -> tuple[Any, Floats]:
    """The steps from node to node over the root of their present lengths.

    Half of the sum of their squares is the line's length, to first order.

    Returns:
        Their derivative by the offsets, sparse (2 n, n), and their value at offset 0, (2 n,).
    """
    count = len(step)
    index, after = np.arange(count), np.roll(np.arange(count), -1)
    root = np.sqrt(step)
    matrices = [
        sparse.csc_matrix(
            (
                np.concatenate([-normal[:, axis] / root, normal[after, axis] / root]),
                (np.tile(index, 2), np.concatenate([index, after])),
            ),
            (count, count),
        )
        for axis in (0, 1)
    ]
    at_centre = (centre[after] - centre) / root[:, None]
    return sparse.vstack(matrices, format="csc"), at_centre.T.ravel()


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
    rows: Any, values: Floats, low: Floats, high: Floats, start: Floats
) -> Floats:
    """The x in [low, high] with the least |rows @ x - values|^2, by an interior-point method.

    `below` and `above` are the distances to the limits, `push_up` and `push_down` the multipliers
    that keep them positive; their products all shrink to nothing together.
    """
    matrix, target = (rows.T @ rows).tocsc(), rows.T @ values
    room = np.maximum(high - low, 1e-3)
    x = np.clip(start, low + 0.05 * room, high - 0.05 * room)
    gap = _FIRST_GAP * float(np.sum((rows @ x - values) ** 2)) / len(x)
    push_up = gap / np.maximum(x - low, 0.01 * room)
    push_down = gap / np.maximum(high - x, 0.01 * room)
    for _ in range(_NEWTON_STEPS):
        gap *= _GAP_SHRINKS
        below, above = np.maximum(x - low, 1e-9), np.maximum(high - x, 1e-9)
        stiffness = sparse.diags(push_up / below + push_down / above, format="csc")
        force = target - matrix @ x + gap / below - gap / above
        move = splu(matrix + stiffness).solve(force)
        up = gap / below - push_up * (1.0 + move / below)
        down = gap / above - push_down * (1.0 - move / above)
        part = min(
            _largest_step(below, move),
            _largest_step(above, -move),
            _largest_step(push_up, up),
            _largest_step(push_down, down),
        )
        x, push_up, push_down = x + part * move, push_up + part * up, push_down + part * down
    return np.asarray(np.clip(x, low, high))


def _largest_step(value: Floats, change: Floats) -> float:
    """How much of a change leaves all values positive, at most all of it."""
    falling = change < 0.0
    if not falling.any():
        return 1.0
    return min(1.0, 0.995 * float(np.min(-value[falling] / change[falling])))


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
