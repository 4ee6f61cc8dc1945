"""Noise that is the same in every run (Marsaglia, Xorshift RNGs, 2003: shifts 13, 7, 17)."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.compiled import compiled


@compiled
def next_seed(seed: Any) -> Any:
    """The next of 2^64 - 1 states."""
    state = np.uint64(seed)
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@compiled
def next_noise(seed: Any) -> float:
    """White noise, -1 .. 1, from a state."""
    return float(np.uint64(seed) >> np.uint64(40)) / 8388608.0 - 1.0
