"""Mean and spread of the observations, taken once at the start of a run."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MIN_SPREAD: Final = 0.05
"""Of a number that hardly varied in training: it may vary more elsewhere."""
CLIP: Final = 10.0
"""Largest normalised value: what is far from anything seen is only "far"."""


class Normaliser:
    """(observation - mean) * scale; the first `wanted` observations decide both, then they rest.

    Source of the merging of two groups' moments: Chan, Golub, LeVeque, "Updating formulae and a
    pairwise algorithm for computing sample variances", 1979.
    """

    def __init__(self, size: int, wanted: int) -> None:
        self.wanted = wanted
        self.count = 0
        self.mean = np.zeros(size)
        self.squares = np.zeros(size)
        """Sum of squared distances from the mean."""

    @property
    def scale(self) -> NDArray[np.float64]:
        """One over the spread, shape (size,)."""
        if self.count == 0:
            return np.ones_like(self.mean)
        return 1.0 / np.maximum(np.sqrt(self.squares / self.count), MIN_SPREAD)

    def watch(self, observations: NDArray[np.float32]) -> bool:
        """Take in observations, shape (n, size), while more are wanted; whether it did."""
        if self.count >= self.wanted:
            return False
        values = observations.astype(np.float64)
        new, mean = len(values), values.mean(axis=0)
        total = self.count + new
        distance = mean - self.mean
        self.squares += np.square(values - mean).sum(axis=0)
        self.squares += np.square(distance) * self.count * new / total
        self.mean += distance * new / total
        self.count = total
        return True

    def save(self) -> dict[str, NDArray[Any]]:
        """All that it remembers."""
        return {"mean": self.mean, "squares": self.squares, "count": np.array(self.count)}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Continue from what `save` gave."""
        self.mean[:], self.squares[:] = arrays["mean"], arrays["squares"]
        self.count = int(arrays["count"])
