"""The batch of worlds that experience comes from, and the gathering of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from agents.policy import Policy
from agents.training.replay_buffer import ReplayBuffer
from agents.training.stretches import Batch, Floats

Explore = Callable[[Floats], Floats]
"""Observations (cars, observations) -> actions (cars, actions) in [-1, 1]."""


class Step(NamedTuple):
    """What came of one decision of every car; arrays of shape (cars,) unless said otherwise."""

    rewards: Mapping[str, NDArray[np.floating[Any]]]
    """Each term of the reward, weighted; the reward is their sum."""
    terminated: NDArray[np.bool_]
    """The episode is over and nothing follows."""
    truncated: NDArray[np.bool_]
    """The episode was cut though it might have gone on."""
    events: NDArray[np.uint32]
    """Bit k: the decision was part of the environment's event k."""
    final_observation: Floats
    """What was seen afterwards, before any new start, (cars, observations); read only where an
    episode was truncated."""


class BatchEnvironment(Protocol):
    """Many cars that decide at the same moments; a car whose episode ended starts anew at once."""

    cars: int
    observations: int
    """Numbers in an observation."""
    actions: int
    """Numbers in an action."""
    observation_version: int
    event_names: Sequence[str]
    reward_terms: Sequence[str]

    def observe(self) -> Floats:
        """What each car sees now, (cars, observations); left alone by `step`."""

    def step(self, actions: Floats) -> Step:
        """Let all cars act until the next decision."""

    def mirrored(self, batch: Batch) -> Batch:
        """The same in a world mirrored left to right; itself where that is another world."""

    def meet(self, policy: Policy) -> None:
        """The run's policy of this moment, which may come back as an opponent."""

    def report(self) -> dict[str, float]:
        """Further figures since the last report (laps, clean laps, ...)."""

    def save(self) -> bytes:
        """All of its state; it may first bring itself into one that can be saved exactly."""

    def load(self, state: bytes) -> None:
        """Continue from what `save` gave."""


class Collector:
    """Steps the environment, fills the memory, and keeps count of each term of the reward."""

    def __init__(self, environment: BatchEnvironment, replay: ReplayBuffer) -> None:
        self.environment = environment
        self.replay = replay
        self._sums = np.zeros((len(environment.reward_terms), environment.cars))
        """Of the episodes under way."""
        self._lengths = np.zeros(environment.cars)
        self._finished = np.zeros(len(environment.reward_terms))
        """Sums over the episodes that ended since the last report."""
        self._finished_length = 0.0
        self._episodes = 0

    def collect(self, explore: Explore) -> None:
        """Let every car take one decision, and remember it."""
        observation = self.environment.observe()
        action = explore(observation)
        step = self.environment.step(action)
        terms = np.stack([step.rewards[name] for name in self.environment.reward_terms])
        self.replay.append(
            observation,
            action,
            terms.sum(axis=0).astype(np.float32),
            step.terminated,
            step.truncated,
            step.events,
            step.final_observation,
        )
        self._count(terms, step.terminated | step.truncated)

    def _count(self, terms: NDArray[Any], ended: NDArray[np.bool_]) -> None:
        self._sums += terms
        self._lengths += 1
        if ended.any():
            self._finished += self._sums[:, ended].sum(axis=1)
            self._finished_length += float(self._lengths[ended].sum())
            self._episodes += int(ended.sum())
            self._sums[:, ended] = 0.0
            self._lengths[ended] = 0.0

    def report(self) -> dict[str, float]:
        """Means over the episodes that ended since the last report, each term apart."""
        figures = {f"environment/{k}": v for k, v in self.environment.report().items()}
        figures["episodes/ended"] = float(self._episodes)
        if self._episodes:
            means = (self._finished / self._episodes).tolist()
            figures["episodes/return"] = float(sum(means))
            figures["episodes/decisions"] = self._finished_length / self._episodes
            for name, mean in zip(self.environment.reward_terms, means, strict=True):
                figures[f"reward/{name}"] = mean
        for name, size in self.replay.sizes().items():
            figures[f"replay/{name}"] = float(size)
        self._finished[:] = 0.0
        self._finished_length, self._episodes = 0.0, 0
        return figures

    def save(self) -> dict[str, NDArray[Any]]:
        """What it has counted."""
        counts = np.array([self._finished_length, self._episodes])
        return {
            "sums": self._sums,
            "lengths": self._lengths,
            "finished": self._finished,
            "counts": counts,
        }

    def load(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Continue from what `save` gave."""
        self._sums[:], self._lengths[:] = arrays["sums"], arrays["lengths"]
        self._finished[:] = arrays["finished"]
        self._finished_length = float(arrays["counts"][0])
        self._episodes = int(arrays["counts"][1])
