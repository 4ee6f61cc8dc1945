"""The Gymnasium face: what checkers demand, and that a stranger's learner gets somewhere."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from numpy.typing import NDArray

import agents.gym
from agents.observation import place_of
from agents.policy import write_policy
from game.core.errors import UsageError
from tests.agents.rivals import OVAL, handmade_policy

TRIAL = "agents.gym:Undercut/TimeTrial-v0"
RACE = "agents.gym:Undercut/Race-v0"


def make(name: str, **words: Any) -> gymnasium.Env[Any, Any]:
    return gymnasium.make(name, track=str(OVAL), car="kart", **words)


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "rival.safetensors"
    write_policy(path, handmade_policy())
    return str(path)


def checked(env: gymnasium.Env[Any, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # An observation without bounds is what it is: numbers of order one, none of them clipped.
        warnings.filterwarnings("ignore", message=".*infinity. This is probably too.*")
        check_env(env.unwrapped, skip_render_check=True)


def test_a_time_trial_passes_the_checker() -> None:
    checked(make(TRIAL, seconds=3.0))


def test_races_against_scripted_and_trained_opponents_pass_the_checker(policy: str) -> None:
    checked(make(RACE, seconds=3.0, scripted=2))
    checked(make(RACE, seconds=3.0, scripted=1, rivals=2, policy=policy, tiers=("pro",)))


def test_a_race_begins_at_the_green_and_everybody_drives(policy: str) -> None:
    late = {"recovery_time": 30.0}
    env = make(
        RACE,
        seconds=20.0,
        scripted=1,
        rivals=2,
        policy=policy,
        grid=1,
        settings=late,
        routine=False,
    )
    _, facts = env.reset(seed=1)
    assert facts["position"] == 1
    for _ in range(150):
        _, _, over, _, facts = env.step(np.array([0.0, -1.0], np.float32))
        assert not over
    assert facts["position"] == 4, "who stands on the brake is passed by all"
    assert isinstance(env.unwrapped, agents.gym.UndercutEnv)


def test_who_does_nothing_drives_by_routine_or_stands_without_one() -> None:
    lengths = []
    for routine in (True, False):
        env = make(TRIAL, seconds=20.0, routine=routine)
        env.reset(seed=1)
        speeds = []
        for _ in range(100):
            seen, *_ = env.step(np.zeros(2, np.float32))
            speeds.append(seen[place_of("forward_speed")])
        lengths.append(np.sum(speeds))
    assert lengths[0] > 3.0 * lengths[1]


def test_episodes_are_cut_when_their_time_is_up() -> None:
    env = make(TRIAL, seconds=1.0)
    env.reset(seed=1)
    cuts = [env.step(env.action_space.sample() * 0.0)[3] for _ in range(10)]
    assert cuts == [False] * 9 + [True]


def test_a_car_that_stands_for_good_in_a_race_ends_its_episode() -> None:
    settings = {"recovery_time": 2.0}
    env = make(RACE, seconds=60.0, settings=settings, scripted=1, routine=False)
    env.reset(seed=1)
    for _ in range(300):
        _, _, over, cut, facts = env.step(np.array([0.0, -1.0], np.float32))
        if over:
            break
    assert over
    assert not cut
    assert facts["reward_terms"]["put_back"] < 0.0


def test_a_seed_decides_the_episode() -> None:
    def episode(seed: int) -> NDArray[np.float32]:
        env = make(RACE, seconds=5.0, scripted=2)
        seen = [env.reset(seed=seed)[0]]
        seen += [env.step(np.array([0.05, 0.6], np.float32))[0] for _ in range(40)]
        return np.array(seen)

    assert np.array_equal(episode(3), episode(3))
    assert not np.array_equal(episode(3), episode(4))


def test_limits_of_a_driver_are_told_and_act() -> None:
    env = make(TRIAL, seconds=5.0, driver="hob-kettleby")
    seen, _ = env.reset(seed=1)
    assert seen[place_of("driver.reaction")] > 0.0
    free, _ = make(TRIAL, seconds=5.0).reset(seed=1)
    assert free[place_of("driver.reaction")] == 0.0


def test_wrong_use_is_refused() -> None:
    with pytest.raises(UsageError, match="grid 9: must be 1-3"):
        make(RACE, scripted=2, grid=9)
    with pytest.raises(UsageError, match="must be at least 0"):
        make(RACE, scripted=-1)


def test_a_learner_that_knows_nothing_of_the_game_gets_further() -> None:
    """The cross-entropy method over the gains of a linear controller, in a few episodes."""
    env = make(TRIAL, seconds=8.0, routine=False)
    random = np.random.default_rng(0)

    def driven(gains: NDArray[np.float64]) -> float:
        seen, _ = env.reset(seed=5)
        total, over, cut = 0.0, False, False
        while not (over or cut):
            steer = gains[0] * (seen[place_of("left_edge.5.y")] + seen[place_of("right_edge.5.y")])
            steer -= gains[1] * seen[place_of("steer")]
            action = np.array([steer, gains[2]], np.float32).clip(-1.0, 1.0)
            seen, reward, over, cut, _ = env.step(action)
            total += float(reward)
        return total

    mean, spread = np.zeros(3), np.ones(3)
    first = driven(mean)
    for _ in range(3):
        tried = mean + spread * random.standard_normal((8, 3))
        best = tried[np.argsort([driven(gains) for gains in tried])[-3:]]
        mean, spread = best.mean(axis=0), best.std(axis=0) + 0.1
    assert driven(mean) > first + 1.0
