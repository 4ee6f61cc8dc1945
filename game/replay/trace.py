"""One byte a car and tick that depends on the car's whole state: where and when runs part.

State hashes once a second say that a run differs; traces say in which tick and in which car.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.vehicle.state import CAR_STATE

WORDS: Final = CAR_STATE.itemsize // 8
"""64 bit words in a car's state."""


def _multipliers(count: int) -> NDArray[np.uint64]:
    """Odd constants, the first outputs of SplitMix64 (Steele, Lea, Flood 2014) from 0."""
    mask = 2**64 - 1
    constants, state = [], 0
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        constants.append((mixed ^ (mixed >> 31)) | 1)
    return np.array(constants, np.uint64)


MULTIPLIERS: Final = _multipliers(WORDS)
MULTIPLIERS.setflags(write=False)


def state_words(state: NDArray[Any]) -> NDArray[np.uint64]:
    """Rows of CAR_STATE as plain words that share their memory, shape (cars, WORDS)."""
    return state.view(np.uint64).reshape(len(state), WORDS)


@compiled
def trace_cars(
    words: NDArray[np.uint64], multipliers: NDArray[np.uint64], out: NDArray[Any]
) -> None:
    """Write each car's trace: the top byte of a sum of its words, each times its own constant.

    Multiply-shift hashing (Dietzfelbinger et al. 1997): two states that differ have the same byte
    about once in 128.
    """
    for car in range(words.shape[0]):
        total = np.uint64(0)
        for word in range(words.shape[1]):
            total += words[car, word] * multipliers[word]
        out[car] = total >> np.uint64(56)
