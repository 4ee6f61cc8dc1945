"""The latest decisions of many cars in a row, from which n-step transitions are read."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.training.returns import Ending, n_step_returns
from game.core.errors import UndercutError

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

_STORED: Final = ("observation", "action", "reward", "ending", "events")


class Batch(NamedTuple):
    """Transitions to learn from; sizes: `b` transitions."""

    observation: Floats
    """(b, observations)"""
    action: Floats
    """(b, actions)"""
    reward: Floats
    """Discounted sum up to `next_observation`, (b,)."""
    discount: Floats
    """Of the value of `next_observation`, (b,)."""
    next_observation: Floats
    """(b, observations)"""


class Stretches:
    """A ring of decisions for each car, side by side.

    Where an episode is cut short, an extra row keeps what was seen last; so the row after a
    decision always holds what followed it.

    Args:
        cars: How many act at once.
        length: Rows of each ring, at least 2.
        observations: Numbers in an observation.
        actions: Numbers in an action.
        steps: n of the n-step returns.
        discount: Of each decision.
    """

    def __init__(
        self, cars: int, length: int, observations: int, actions: int, steps: int, discount: float
    ) -> None:
        self.steps, self.discount = steps, discount
        self.observation = np.zeros((cars, length, observations), np.float32)
        self.action = np.zeros((cars, length, actions), np.float32)
        self.reward = np.zeros((cars, length), np.float32)
        self.ending = np.zeros((cars, length), np.uint8)
        self.events = np.zeros((cars, length), np.uint32)
        self.written = np.zeros(cars, np.int64)
        """Rows ever written by each car; the next goes to `written % length`."""

    @property
    def length(self) -> int:
        """Rows of each ring."""
        return self.reward.shape[1]

    @property
    def filled(self) -> Rows:
        """Rows of each ring that hold something, shape (cars,)."""
        return np.minimum(self.written, self.length)

    def append(
        self,
        cars: Rows,
        observation: Floats,
        ending: NDArray[np.uint8],
        action: Floats | float = 0.0,
        reward: Floats | float = 0.0,
        events: NDArray[np.uint32] | int = 0,
    ) -> None:
        """Write one row for each of `cars`."""
        row = self.written[cars] % self.length
        self.observation[cars, row] = observation
        self.action[cars, row] = action
        self.reward[cars, row] = reward
        self.ending[cars, row] = ending
        self.events[cars, row] = events
        self.written[cars] += 1

    def draw(self, count: int, generator: np.random.Generator) -> tuple[Rows, Rows]:
        """Cars and ages of decisions, each decision that has a successor equally likely.

        Raises:
            ValueError: There is none.
        """
        filled = self.filled
        deepest = int(filled.max())
        if deepest < 2:
            raise ValueError("no decision with a successor has been remembered yet")
        car, age = np.zeros(count, np.int64), np.zeros(count, np.int64)
        wanted = np.arange(count)
        while len(wanted):
            car[wanted] = generator.integers(0, len(filled), len(wanted))
            age[wanted] = generator.integers(1, deepest, len(wanted))
            wanted = wanted[~self.holds_decision(car[wanted], age[wanted])]
        return car, age

    def holds_decision(self, car: Rows, age: Rows) -> NDArray[np.bool_]:
        """Whether there is a decision `age` rows before the newest."""
        row = (self.written[car] - 1 - age) % self.length
        held: NDArray[np.bool_] = age < self.filled[car]
        held &= self.ending[car, row] != Ending.BOUNDARY
        return held

    def transitions(self, car: Rows, age: Rows) -> Batch:
        """The n-step transitions that begin `age` rows (at least 1) before the newest."""
        first = self.written[car] - 1 - age
        rows = (first[:, None] + np.arange(self.steps)) % self.length  # (b, n)
        returns = n_step_returns(
            self.reward[car[:, None], rows], self.ending[car[:, None], rows], age, self.discount
        )
        start = first % self.length
        end = (first + returns.steps) % self.length
        return Batch(
            self.observation[car, start],
            self.action[car, start],
            returns.reward,
            returns.discount,
            self.observation[car, end],
        )

    def events_at(self, car: Rows, age: Rows) -> NDArray[np.uint32]:
        """Event flags of the rows `age` rows before the newest."""
        flags: NDArray[np.uint32] = self.events[car, (self.written[car] - 1 - age) % self.length]
        return flags

    def save(self) -> dict[str, NDArray[Any]]:
        """All that is remembered, without the rows not yet written."""
        used = int(self.filled.max())
        arrays: dict[str, NDArray[Any]] = {"written": self.written}
        return arrays | {name: getattr(self, name)[:, :used] for name in _STORED}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another shape.
        """
        for name in _STORED:
            kept, saved = getattr(self, name), arrays[name]
            fits = kept.shape[:1] + kept.shape[2:] == saved.shape[:1] + saved.shape[2:]
            if not fits or saved.shape[1] > self.length:
                raise UndercutError(
                    f"the saved replay memory's {name} has shape {saved.shape}, "
                    f"must fit into {kept.shape}"
                )
            kept[:, : saved.shape[1]] = saved
        self.written[:] = arrays["written"]
