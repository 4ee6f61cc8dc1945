"""n-step returns agree with the closed form of the geometric series, wherever an episode ends."""

from __future__ import annotations

import numpy as np
import pytest

from agents.training.returns import Ending, n_step_returns

GAMMA = 0.9


@pytest.mark.parametrize("steps", [1, 2, 5, 7])
@pytest.mark.parametrize("ending", [Ending.TERMINATED, Ending.TRUNCATED])
def test_a_reward_of_one_sums_to_the_geometric_series_up_to_the_end(
    steps: int, ending: Ending
) -> None:
    endings = np.zeros((steps + 1, steps), np.uint8)
    for offset in range(steps):
        endings[offset, offset] = ending  # the last row never ends
    returns = n_step_returns(
        np.ones((steps + 1, steps), np.float32), endings, np.full(steps + 1, steps), GAMMA
    )
    taken = np.append(np.arange(1, steps + 1), steps)
    np.testing.assert_array_equal(returns.steps, taken)
    np.testing.assert_allclose(returns.reward, (1 - GAMMA**taken) / (1 - GAMMA), rtol=1e-6)
    bootstrap = GAMMA**taken
    if ending == Ending.TERMINATED:
        bootstrap[:-1] = 0.0
    np.testing.assert_allclose(returns.discount, bootstrap, rtol=1e-6)


@pytest.mark.parametrize("available", [1, 2, 3, 4, 9])
def test_what_has_not_happened_yet_is_bootstrapped(available: int) -> None:
    returns = n_step_returns(
        np.array([[1.0, 10.0, 100.0, 1000.0]], np.float32),
        np.zeros((1, 4), np.uint8),
        np.array([available]),
        0.5,
    )
    sums = [1.0, 6.0, 31.0, 156.0]
    reached = min(available, 4)
    assert returns.reward[0] == sums[reached - 1]
    assert returns.discount[0] == 0.5**reached


def test_only_the_first_end_counts() -> None:
    endings = np.array([[0, Ending.TRUNCATED, Ending.BOUNDARY, Ending.TERMINATED]], np.uint8)
    rewards = np.array([[1.0, 1.0, 50.0, 50.0]], np.float32)
    returns = n_step_returns(rewards, endings, np.array([4]), 1.0)
    assert (returns.reward[0], returns.discount[0], returns.steps[0]) == (2.0, 1.0, 2)
