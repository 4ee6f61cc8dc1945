"""Where two states differ: the first car and field, for whoever has to find out why."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Difference(NamedTuple):
    """One number that is not the same."""

    row: int
    field: str
    wheel: int
    """0 for fields that are one number."""
    a: float
    b: float


def first_difference(state_a: NDArray[Any], state_b: NDArray[Any]) -> Difference | None:
    """The first field, by row and then by order of fields, whose bits differ.

    Args:
        state_a: Rows of any structured type.
        state_b: As many rows of the same type.
    """
    for row in range(min(len(state_a), len(state_b))):
        if state_a[row].tobytes() != state_b[row].tobytes():
            for name in state_a.dtype.names or ():
                a, b = np.atleast_1d(state_a[row][name]), np.atleast_1d(state_b[row][name])
                for index in range(len(a)):
                    if a[index].tobytes() != b[index].tobytes():
                        return Difference(row, name, index, a[index].item(), b[index].item())
    return None
