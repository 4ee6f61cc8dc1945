"""Shorter steps where two cars rush at each other, so that they cannot pass through.

pymunk looks for contacts where bodies are, not on their way. Two boxes that move by more than
half their common width between two looks may be pushed apart on the wrong side: karts of 1.8 m
head-on at 700 km/h do at 120 Hz. The number of parts follows from the state alone.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled

SHARE: Final = 0.45
"""Of the mean width of two cars: how far they may come closer between two looks."""
MOST: Final = 8
"""Parts of a tick; enough for 2,000 km/h of closing speed between karts."""

_AHEAD: Final = 2.0


@compiled
def substeps(state: NDArray[Any], spec: NDArray[Any], dt: float) -> int:
    """In how many parts the bodies of an arena are moved in this tick.

    Args:
        state: CAR_STATE rows of the arena.
        spec: CAR_SPEC rows.
        dt: Length of the tick [s].
    """
    parts = 1
    for row in range(len(state)):
        for other in range(row):
            x = state[row].velocity_x - state[other].velocity_x
            y = state[row].velocity_y - state[other].velocity_y
            way = SHARE * (spec[row].width + spec[other].width) / 2
            square = (x * x + y * y) * dt * dt
            if square > way * way:
                closing = sqrt(square)
                apart_x = state[row].x - state[other].x
                apart_y = state[row].y - state[other].y
                near = spec[row].length + spec[other].length + _AHEAD * closing
                if apart_x * apart_x + apart_y * apart_y < near * near:
                    parts = max(parts, min(ceil(closing / way), MOST))
    return parts
