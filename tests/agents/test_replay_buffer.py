"""The memory gives back what happened, in its shares, and the same after it was on the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.training.config import ReplayConfig, TableConfig
from agents.training.replay_buffer import ReplayBuffer
from agents.training.stretches import Batch
from game.core.errors import UndercutError, UsageError

CARS, STEPS, GAMMA = 3, 4, 0.9
EVENTS = ("recovery", "traffic")


class Diary:
    """Cars whose observation is (car, time lived, episode), and whose reward is 1."""

    def __init__(self, buffer: ReplayBuffer, seed: int = 0) -> None:
        self.buffer = buffer
        self.generator = np.random.default_rng(seed)
        self.time = np.zeros(CARS)
        self.episode = np.zeros(CARS)

    def seen(self) -> np.ndarray:
        return np.stack([np.arange(CARS), self.time, self.episode], axis=1).astype(np.float32)

    def live(self, decisions: int, ends: float = 0.15, eventful: float = 0.1) -> None:
        for _ in range(decisions):
            before = self.seen()
            self.time += 1
            terminated = self.generator.random(CARS) < ends
            truncated = self.generator.random(CARS) < ends
            flags = (self.generator.random((CARS, 2)) < eventful) @ np.array([1, 2])
            self.buffer.append(
                before,
                np.stack([flags, before[:, 1]], axis=1).astype(np.float32),
                np.ones(CARS, np.float32),
                terminated,
                truncated,
                flags.astype(np.uint32),
                self.seen(),
            )
            over = terminated | truncated
            self.time[over] = 0
            self.episode[over] += 1


def buffer(capacity: int = 600, seed: int = 1, tables: bool = True) -> ReplayBuffer:
    kept = (
        TableConfig(event="recovery", batch_share=0.25, memory_share=0.1),
        TableConfig(event="traffic", batch_share=0.125, memory_share=0.2),
    )
    config = ReplayConfig(capacity=capacity, tables=kept if tables else ())
    generator = np.random.default_rng(seed)
    return ReplayBuffer(config, EVENTS, CARS, 3, 2, STEPS, GAMMA, generator)


def assert_true_to_the_diary(batch: Batch) -> None:
    steps = np.rint(np.log1p(-(1 - GAMMA) * batch.reward) / np.log(GAMMA)).astype(int)
    assert (steps >= 1).all()
    assert (steps <= STEPS).all()
    np.testing.assert_allclose(batch.reward, (1 - GAMMA**steps) / (1 - GAMMA), rtol=1e-5)
    follows = batch.discount > 0
    np.testing.assert_allclose(batch.discount[follows], GAMMA ** steps[follows], rtol=1e-5)
    expected = batch.observation.copy()
    expected[:, 1] += steps
    np.testing.assert_array_equal(batch.next_observation[follows], expected[follows])
    np.testing.assert_array_equal(batch.action[:, 1], batch.observation[:, 1])


@pytest.mark.parametrize("decisions", [2, 5, 50, 1000])
def test_every_transition_happened_also_after_the_ring_has_wrapped(decisions: int) -> None:
    memory = buffer()
    Diary(memory).live(decisions)
    assert_true_to_the_diary(memory.sample(800))


def test_truncated_episodes_are_bootstrapped_from_what_was_seen_last() -> None:
    memory = buffer(tables=False)
    diary = Diary(memory)
    for _ in range(3):
        diary.live(1, ends=0.0)
    seen = diary.seen()
    every, none = np.ones(CARS, bool), np.zeros(CARS, bool)
    final = seen + np.array([0.0, 1.0, 0.0], np.float32)
    memory.append(
        seen, np.zeros((CARS, 2), np.float32), np.ones(CARS, np.float32), none, every,
        np.zeros(CARS, np.uint32), final,
    )  # fmt: skip
    batch = memory.sample(200)
    assert set(batch.next_observation[:, 1]) == {4.0}
    np.testing.assert_allclose(batch.discount, GAMMA ** (4 - batch.observation[:, 1]), rtol=1e-6)


def test_all_decisions_with_a_successor_are_drawn_equally_often() -> None:
    memory = buffer(tables=False)
    Diary(memory).live(11, ends=0.0)
    drawn = memory.sample(30_000).observation[:, :2]
    _, counts = np.unique(drawn, axis=0, return_counts=True)
    assert len(counts) == CARS * 10
    assert counts.min() > 0.8 * counts.max()


def test_tables_keep_their_event_and_their_share_of_each_batch() -> None:
    memory = buffer()
    Diary(memory).live(2000, eventful=0.05)
    batch = memory.sample(64)
    assert_true_to_the_diary(batch)
    assert (batch.action[:16, 0].astype(int) & 1).all()
    assert (batch.action[16:24, 0].astype(int) & 2).all()
    assert memory.sizes() == {"recent": memory.sizes()["recent"], "recovery": 60, "traffic": 120}
    assert sum(memory.sizes().values()) <= 600


def test_a_table_that_cannot_fill_its_share_leaves_it_to_the_rest() -> None:
    memory = buffer()
    Diary(memory).live(200, eventful=0.0)
    batch = memory.sample(64)
    assert len(batch.reward) == 64
    assert not batch.action[:, 0].any()


def test_rare_events_outlive_the_ordinary() -> None:
    memory = buffer(capacity=120)
    diary = Diary(memory)
    diary.live(10, eventful=1.0)
    diary.live(400, eventful=0.0)
    assert (memory.sample(40).action[:10, 0] == 3.0).all()


@pytest.mark.parametrize("decisions", [7, 900])
def test_saved_and_loaded_memories_go_on_alike(tmp_path: Path, decisions: int) -> None:
    kept, loaded = buffer(seed=5), buffer(seed=6)
    diary = Diary(kept)
    diary.live(decisions)
    kept.save(tmp_path / "replay.safetensors")
    loaded.load(tmp_path / "replay.safetensors")
    other = Diary(loaded)
    other.time, other.episode = diary.time.copy(), diary.episode.copy()
    diary.generator, other.generator = np.random.default_rng(3), np.random.default_rng(3)
    for one, two in [(diary, other)] * 3:
        one.live(5)
        two.live(5)
        for expected, actual in zip(kept.sample(50), loaded.sample(50), strict=True):
            np.testing.assert_array_equal(actual, expected)


def test_a_memory_of_another_shape_is_refused(tmp_path: Path) -> None:
    kept = buffer(capacity=1200)
    Diary(kept).live(400)
    kept.save(tmp_path / "replay.safetensors")
    with pytest.raises(UndercutError, match="must fit into"):
        buffer(capacity=600).load(tmp_path / "replay.safetensors")


def test_an_unknown_event_is_refused_with_the_nearest_name() -> None:
    config = ReplayConfig(tables=(TableConfig(event="trafic", batch_share=0.1, memory_share=0.1),))
    with pytest.raises(UsageError, match="did you mean 'traffic'"):
        ReplayBuffer(config, EVENTS, CARS, 3, 2, STEPS, GAMMA, np.random.default_rng(0))


def test_an_empty_memory_says_so() -> None:
    with pytest.raises(ValueError, match="no decision"):
        buffer().sample(4)
