"""The layers of a small network, compiled; every sum in one fixed order, row by row.

Arrays are float32 and C-contiguous; `n` rows are independent of each other.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.exact import hyperbolic_tangent

Floats = NDArray[np.float32]

LANES: Final = 8
"""Inputs that are added up in one pass over the outputs."""
VARIANCE_FLOOR: Final = np.float32(1e-5)
"""Keeps LayerNorm finite; as in torch."""


@compiled
def normalise(observation: Floats, mean: Floats, scale: Floats, clip: np.float32) -> Floats:
    """(observation - mean) * scale within +-clip, (n, i)."""
    values = np.empty(observation.shape, np.float32)
    for row in range(observation.shape[0]):
        for column in range(observation.shape[1]):
            value = (observation[row, column] - mean[column]) * scale[column]
            values[row, column] = min(max(value, -clip), clip)
    return values


@compiled
def dense(inputs: Floats, weight: Floats, bias: Floats) -> Floats:
    """Inputs (n, i) times weight (i, o) plus bias (o,): (n, o).

    The weights of eight inputs serve all rows while they are in the fastest cache.
    """
    outputs = np.empty((inputs.shape[0], weight.shape[1]), np.float32)
    outputs[:] = bias
    whole = weight.shape[0] - weight.shape[0] % LANES
    for first in range(0, whole, LANES):
        for row in range(inputs.shape[0]):
            _add_products(inputs[row], weight, first, outputs[row])
    for rest in range(whole, weight.shape[0]):
        for row in range(inputs.shape[0]):
            outputs[row] += inputs[row, rest] * weight[rest]
    return outputs


@compiled
def _add_products(x: Floats, weight: Floats, first: int, total: Floats) -> None:
    """Add eight inputs times their weights to the outputs of one row."""
    x0, x1, x2, x3 = x[first], x[first + 1], x[first + 2], x[first + 3]
    x4, x5, x6, x7 = x[first + 4], x[first + 5], x[first + 6], x[first + 7]
    w0, w1, w2, w3 = weight[first], weight[first + 1], weight[first + 2], weight[first + 3]
    w4, w5, w6, w7 = weight[first + 4], weight[first + 5], weight[first + 6], weight[first + 7]
    for j in range(total.shape[0]):
        left = (x0 * w0[j] + x1 * w1[j]) + (x2 * w2[j] + x3 * w3[j])
        right = (x4 * w4[j] + x5 * w5[j]) + (x6 * w6[j] + x7 * w7[j])
        total[j] += left + right


@compiled
def layer_norm(values: Floats, gain: Floats, shift: Floats) -> None:
    """Give each row mean 0 and variance 1, then gain and shift, in place."""
    size = np.float32(values.shape[1])
    for row in range(values.shape[0]):
        mean: Any = np.float32(0.0)
        for value in values[row]:
            mean += value
        mean /= size
        variance: Any = np.float32(0.0)
        for value in values[row]:
            variance += (value - mean) * (value - mean)
        scale = np.float32(1.0) / np.sqrt(variance / size + VARIANCE_FLOOR)
        for column in range(values.shape[1]):
            value = (values[row, column] - mean) * scale
            values[row, column] = value * gain[column] + shift[column]


@compiled
def rectify(values: Floats) -> None:
    """ReLU, in place."""
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            values[row, column] = max(values[row, column], np.float32(0.0))


@compiled
def squash(values: Floats) -> Floats:
    """The hyperbolic tangent of each value."""
    result = np.empty(values.shape, np.float32)
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            result[row, column] = hyperbolic_tangent(float(values[row, column]))
    return result
