from __future__ import annotations

import numpy as np
import pytest

from agents.observation import OBSERVATION_VERSION, SIZE
from agents.policy import Policy, PolicyCard, tensor_shapes
from agents.training.collector import Step
from agents.training.experience.config import ExperienceConfig, StartConfig
from agents.training.experience.environment import EVENTS, RaceEnvironment
from agents.training.experience.rewards import TERMS
from agents.training.stretches import Batch
from game.core.seeds import SeedTree

CONFIG = ExperienceConfig(
    arenas=3,
    cars_per_arena=2,
    tracks=3,
    cars=6,
    scripted=0.67,
    past=0.0,
    grids=0.3,
    trains=0.3,
    deal_every=45,
    episode=30,
    stuck_seconds=1.5,
)
CARS = 4
"""Of six, that learn."""


def open_environment() -> RaceEnvironment:
    return RaceEnvironment(CONFIG, SeedTree(5))


def play(environment: RaceEnvironment, decisions: int, seed: int = 1) -> list[Step]:
    random = np.random.default_rng(seed)
    steps = []
    for _ in range(decisions):
        environment.observe()
        actions = random.uniform(-0.2, 1.0, (environment.cars, 2)).astype(np.float32)
        steps.append(environment.step(actions))
    return steps


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return play(open_environment(), 100)


def test_all_is_finite_and_of_its_shape(steps: list[Step]) -> None:
    for step in steps:
        assert sorted(step.rewards) == sorted(TERMS)
        assert all(
            np.isfinite(term).all() and term.shape == (CARS,) for term in step.rewards.values()
        )
        assert step.final_observation.shape == (CARS, SIZE)
        assert np.isfinite(step.final_observation).all()
        assert step.events.max() < 1 << len(EVENTS)


def test_an_episode_is_cut_after_its_length_or_when_tracks_are_dealt(steps: list[Step]) -> None:
    ages = np.zeros(CARS, int)
    for index, step in enumerate(steps):
        ages += 1
        dealt = (index + 1) % CONFIG.deal_every == 0
        ended = step.terminated | step.truncated
        assert not (step.terminated & step.truncated).any()
        assert ended.all() or not dealt
        assert ages.max() <= CONFIG.episode
        ages[ended] = 0


def test_cars_of_a_grid_and_of_a_train_begin_and_end_together() -> None:
    for grids in (1.0, 0.0):
        config = CONFIG.model_copy(
            update={
                "scripted": 0.0,
                "grids": grids,
                "trains": 1.0 - grids,
                "stuck_seconds": 99.0,
                "deal_every": 1000,
            }
        )
        environment = RaceEnvironment(config, SeedTree(6))
        speed = environment.world.state["forward_speed"].reshape(3, 2)
        distance = environment.world.state["distance"].reshape(3, 2)
        lengths = np.array([arena.track.length for arena in environment.world.arenas])
        gap = np.abs(distance[:, 0] - distance[:, 1])
        assert (np.minimum(gap, lengths - gap) < 30.0).all()
        assert (speed == 0.0).all() if grids else (speed > 3.0).all()
        for step in play(environment, 60)[29::30]:
            assert step.truncated.all()


def test_scripted_cars_drive_and_the_others_learn() -> None:
    free = CONFIG.model_copy(update={"grids": 0.0, "trains": 0.0})
    environment = RaceEnvironment(free, SeedTree(5))
    rows = [1, 3]
    still = np.zeros((CARS, 2), np.float32)
    moved = np.zeros(6)
    for _ in range(25):
        before = environment.world.state[["x", "y"]].copy()
        environment.step(still)
        after = environment.world.state
        moved += np.hypot(after["x"] - before["x"], after["y"] - before["y"])
    assert moved[rows].max() > 20.0


def test_a_car_that_stands_is_put_back_at_a_price() -> None:
    environment = open_environment()
    nothing = np.zeros((environment.cars, 2), np.float32)
    nothing[:, 1] = -1.0
    ended = np.zeros(environment.cars, bool)
    for _ in range(29):
        step = environment.step(nothing)
        back = step.rewards["stuck"] < 0.0
        assert step.truncated[back].all()
        ended |= back
    assert ended.any()
    assert not step.terminated.any()


def test_a_saved_environment_goes_on_to_the_same_bits_in_another_one() -> None:
    first, second = open_environment(), RaceEnvironment(CONFIG, SeedTree(5))
    play(first, 37)
    second.load(first.save())
    for here, there in zip(play(first, 20, 2), play(second, 20, 2), strict=True):
        np.testing.assert_array_equal(here.final_observation, there.final_observation)
        np.testing.assert_array_equal(
            here.terminated | here.truncated, there.terminated | there.truncated
        )
        for term in TERMS:
            np.testing.assert_array_equal(here.rewards[term], there.rewards[term])


def test_an_earlier_self_drives_once_it_is_met() -> None:
    config = CONFIG.model_copy(update={"grids": 0.0, "trains": 0.0, "past": 1.0, "scripted": 0.0})
    environment = RaceEnvironment(config, SeedTree(5))
    driven = np.array([0, 2, 4])
    idle = np.zeros((environment.cars, 2), np.float32)
    environment.step(idle)
    assert (environment.world.controls["steer"][driven] == 0).all()
    assert (environment.world.controls["throttle"][driven] == 0).all()
    environment.meet(full_throttle())
    for _ in range(config.deal_every + 5):
        environment.step(idle)
    assert (environment.world.controls["throttle"][driven] > 0).all()
    again = RaceEnvironment(config, SeedTree(5))
    again.load(environment.save())
    for _ in range(5):
        here, there = environment.step(idle), again.step(idle)
        np.testing.assert_array_equal(here.final_observation, there.final_observation)


def full_throttle() -> Policy:
    card = PolicyCard(
        name="forward",
        observation_version=OBSERVATION_VERSION,
        observations=SIZE,
        actions=2,
        hidden=(1,),
        clip=10.0,
    )
    tensors = {name: np.zeros(shape, np.float32) for name, shape in tensor_shapes(card).items()}
    tensors["bias.1"][:2] = (0.0, 5.0)
    return Policy(card, tensors)


def test_a_mirrored_batch_mirrored_again_is_itself() -> None:
    environment = open_environment()
    seen = environment.observe()
    actions = np.random.default_rng(1).uniform(-1, 1, (len(seen), 2)).astype(np.float32)
    nothing = np.zeros(len(seen), np.float32)
    batch = Batch(seen, actions, nothing, nothing, seen)
    once = environment.mirrored(batch)
    assert (once.action == actions * [-1.0, 1.0]).all()
    assert (once.observation != seen).any()
    for column, original in zip(environment.mirrored(once), batch, strict=True):
        np.testing.assert_array_equal(column, original)


def test_badly_driven_tracks_are_drawn_more_often() -> None:
    pools = open_environment().pools
    pools.track_pace[:] = (1.0, 1.0, 0.2)
    random = np.random.default_rng(1)
    drawn = np.concatenate([pools.draw(random).arenas["track"] for _ in range(300)])
    counts = np.bincount(drawn, minlength=3)
    assert counts[2] > 4 * counts[0]
    assert counts[:2].min() > 0


def test_starts_that_do_not_sum_to_one_are_refused() -> None:
    with pytest.raises(ValueError, match=r"sum to 1\.5, must be 1"):
        StartConfig(rolling=1.0)
