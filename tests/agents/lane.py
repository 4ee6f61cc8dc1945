"""A toy: keep a point in a winding lane while a drift pushes it, and go as fast as you can."""

from __future__ import annotations

import numpy as np
from safetensors.numpy import load, save

from agents.policy import Policy
from agents.training.collector import Step
from agents.training.config import (
    CollectionConfig,
    LearningConfig,
    NetworkConfig,
    ReplayConfig,
    RunConfig,
    TableConfig,
    TrainingConfig,
)
from agents.training.stretches import Batch
from game.core.seeds import SeedTree

INTERVAL = 0.2
EPISODE = 40
PERFECT = float(EPISODE)
"""Return of an episode in the middle of the lane at full speed."""


class Lane:
    """Sees offset, sideways speed and the phase of the drift; acts by a push and a throttle."""

    cars = 64
    observations = 4
    actions = 2
    observation_version = 1
    event_names = ("edge",)
    reward_terms = ("progress", "off")

    def __init__(self, config: TrainingConfig, seeds: SeedTree) -> None:
        self.generator = seeds.generator()
        self.state = np.zeros((self.cars, 4))  # offset, sideways speed, phase, age
        self._start(np.ones(self.cars, bool))
        self.state[:, 3] = self.generator.integers(0, EPISODE, self.cars)

    def _start(self, which: np.ndarray) -> None:
        count = int(which.sum())
        self.state[which, 0] = self.generator.uniform(-1.0, 1.0, count)
        self.state[which, 1] = self.generator.uniform(-0.5, 0.5, count)
        self.state[which, 2] = self.generator.uniform(0.0, 2.0 * np.pi, count)
        self.state[which, 3] = 0.0

    def observe(self) -> np.ndarray:
        offset, speed, phase, _ = self.state.T
        seen = np.stack([offset, speed, np.sin(phase), np.cos(phase)], axis=1)
        return seen.astype(np.float32)

    def step(self, actions: np.ndarray) -> Step:
        offset, speed, phase, age = self.state.T
        speed += (4.0 * actions[:, 0] + np.sin(phase) - 0.5 * speed) * INTERVAL
        offset += speed * INTERVAL
        phase += INTERVAL
        age += 1
        away = np.abs(offset)
        rewards = {
            "progress": (0.6 + 0.4 * actions[:, 1]) * np.maximum(0.0, 1.0 - away),
            "off": -np.where(away > 1.0, 0.5, 0.0),
        }
        terminated, truncated = away > 3.0, age >= EPISODE
        final = self.observe()
        self._start(terminated | truncated)
        return Step(rewards, terminated, truncated, (away > 0.7).astype(np.uint32), final)

    def mirrored(self, batch: Batch) -> Batch:
        return batch

    def meet(self, policy: Policy) -> None:
        pass

    def report(self) -> dict[str, float]:
        return {"offset": float(np.abs(self.state[:, 0]).mean())}

    def save(self) -> bytes:
        words = np.frombuffer(repr(self.generator.bit_generator.state).encode(), np.uint8)
        return save({"state": self.state, "generator": words})

    def load(self, state: bytes) -> None:
        arrays = load(state)
        self.state[:] = arrays["state"]
        # Our own text, as a test may.
        self.generator.bit_generator.state = eval(arrays["generator"].tobytes().decode())


def lane_config(updates: int = 500, steps: int = 3, seed: int = 1, **run: int) -> TrainingConfig:
    return TrainingConfig(
        run=RunConfig(seed=seed, updates=updates, device="cpu", **run),
        network=NetworkConfig(actor=(32, 32), critic=(32, 32), quantiles=8),
        learning=LearningConfig(
            batch_size=128,
            discount=0.95,
            steps=steps,
            actor_rate=3e-3,
            critic_rate=3e-3,
            temperature_rate=3e-3,
            target_rate=0.02,
            normalised=2000,
        ),
        replay=ReplayConfig(
            capacity=20_000, tables=(TableConfig(event="edge", batch_share=0.1, memory_share=0.1),)
        ),
        collection=CollectionConfig(random_decisions=2000, decisions_per_update=64),
    )


def mean_return(act: object, seed: int = 99) -> float:
    """Mean return of one episode of each car under a policy observation -> action."""
    lane = Lane(lane_config(), SeedTree(seed))
    lane._start(np.ones(lane.cars, bool))
    total, alive = np.zeros(lane.cars), np.ones(lane.cars, bool)
    for _ in range(EPISODE):
        step = lane.step(act(lane.observe()))  # type: ignore[operator]
        total += alive * sum(step.rewards.values())
        alive &= ~step.terminated
    return float(total.mean())
