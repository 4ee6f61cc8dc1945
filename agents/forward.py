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
    for row in range(inputs.shape[0]):
        for j in range(bias.shape[0]):
            outputs[row, j] = bias[j]
    whole = weight.shape[0] - weight.shape[0] % LANES
    for first in range(0, whole, LANES):
        for row in range(inputs.shape[0]):
            _add_products(inputs, weight, row, first, outputs)
    for rest in range(whole, weight.shape[0]):
        for row in range(inputs.shape[0]):
            for j in range(weight.shape[1]):
                outputs[row, j] += inputs[row, rest] * weight[rest, j]
    return outputs


@compiled
def _add_products(x: Floats, weight: Floats, row: int, i: int, outputs: Floats) -> None:
    """Add eight inputs of a row, from input `i` on, times their weights to its outputs."""
    x0, x1, x2, x3 = x[row, i], x[row, i + 1], x[row, i + 2], x[row, i + 3]
    x4, x5, x6, x7 = x[row, i + 4], x[row, i + 5], x[row, i + 6], x[row, i + 7]
    for j in range(outputs.shape[1]):
        outputs[row, j] += (
            (x0 * weight[i, j] + x1 * weight[i + 1, j])
            + (x2 * weight[i + 2, j] + x3 * weight[i + 3, j])
        ) + (
            (x4 * weight[i + 4, j] + x5 * weight[i + 5, j])
            + (x6 * weight[i + 6, j] + x7 * weight[i + 7, j])
        )


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
