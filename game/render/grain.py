"""Periodic noise that gives surfaces their grain; made once, the same on every machine."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.core.seeds import SeedTree

SIDE: Final = 256
"""Texels along one side of a noise texture; a power of two, so that it repeats by a mask."""

_SEED: Final = 20190301


@cache
def grain() -> NDArray[np.float32]:
    """Fine speckle, shape (SIDE, SIDE), about -1..1, mean 0."""
    draw = SeedTree(_SEED).child("grain").generator()
    noise = draw.standard_normal((SIDE, SIDE))
    return _normalised(0.7 * noise + 0.6 * _blurred(noise, 1))


@cache
def clouds() -> NDArray[np.float32]:
    """Soft patches of several sizes, shape (SIDE, SIDE), about -1..1, mean 0."""
    draw = SeedTree(_SEED).child("clouds").generator()
    total = np.zeros((SIDE, SIDE))
    for octave in range(5):
        reach = 24 // 2**octave
        soft = _blurred(_blurred(draw.standard_normal((SIDE, SIDE)), reach), max(1, reach // 2))
        total += soft / np.abs(soft).std() / 1.7**octave
    return _normalised(total)


def _blurred(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """A periodic box blur over 2 reach + 1 texels each way."""
    for axis in (0, 1):
        shifted = [np.roll(values, step, axis) for step in range(-reach, reach + 1)]
        values = np.mean(shifted, axis=0)
    return values


def _normalised(values: NDArray[np.float64]) -> NDArray[np.float32]:
    values = values - values.mean()
    texture: NDArray[np.float32] = np.clip(values / (2.2 * values.std()), -1, 1).astype(np.float32)
    texture.setflags(write=False)
    return texture
