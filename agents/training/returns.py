"""n-step returns from stretches of experience."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Ending(IntEnum):
    """What follows a decision."""

    NONE = 0
    TERMINATED = 1
    """Nothing: the future is worth nothing (the car is out)."""
    TRUNCATED = 2
    """The episode was merely cut: the future is still worth what it is worth."""
    BOUNDARY = 3
    """Not a decision: only what was seen last before an episode was cut."""


class Returns(NamedTuple):
    """What to learn from each stretch, shape (b,) each."""

    reward: NDArray[np.float32]
    """Discounted sum of the rewards up to the state to bootstrap from."""
    discount: NDArray[np.float32]
    """Of that state's value: gamma ** steps, 0 after a termination."""
    steps: NDArray[np.int64]
    """Decisions from the start to that state, 1 to n."""


def n_step_returns(
    rewards: NDArray[np.float32],
    endings: NDArray[np.uint8],
    available: NDArray[np.int64],
    discount: float,
) -> Returns:
    """Sum rewards over up to n decisions, not beyond the end of an episode.

    Args:
        rewards: Of n decisions in a row, shape (b, n).
        endings: `Ending` of each, shape (b, n); the first is a decision.
        available: How many of the n have been made, at least 1, shape (b,).
        discount: Of each decision, gamma.
    """
    count = rewards.shape[1]
    running = np.cumprod(endings == Ending.NONE, axis=1)  # (b, n)
    reached = np.ones(rewards.shape, bool)
    reached[:, 1:] = running[:, :-1]
    reached &= np.arange(count) < available[:, None]
    steps = reached.sum(axis=1)  # (b,)
    powers = discount ** np.arange(count)
    total = np.where(reached, rewards * powers, 0.0).sum(axis=1)
    last = np.take_along_axis(endings, steps[:, None] - 1, axis=1)[:, 0]
    future = np.where(last == Ending.TERMINATED, 0.0, discount**steps)
    return Returns(total.astype(np.float32), future.astype(np.float32), steps)
