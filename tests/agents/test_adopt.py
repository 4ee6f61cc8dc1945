"""A learner that begins with a policy drives as that policy does."""

from __future__ import annotations

import numpy as np
import pytest

from agents.driver import INTERFACE
from agents.policy import Policy
from agents.training.adopt import adopt_policy, network_of
from agents.training.config import NetworkConfig, TrainingConfig
from agents.training.export import policy_of
from agents.training.learner import Learner
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from tests.agents.rivals import untrained_policy


def learner(network: NetworkConfig) -> Learner:
    config = TrainingConfig(network=network)
    return Learner(config, INTERFACE.observations, INTERFACE.actions, SeedTree(1))


def normalised_policy() -> Policy:
    policy = untrained_policy()
    generator = np.random.default_rng(5)
    policy.tensors["mean"][:] = generator.standard_normal(INTERFACE.observations)
    policy.tensors["scale"][:] = generator.uniform(0.5, 4.0, INTERFACE.observations)
    return policy


def test_a_learner_that_adopts_a_policy_acts_like_it() -> None:
    policy = normalised_policy()
    adopting = learner(network_of(policy, NetworkConfig(critic=(16,))))
    adopt_policy(adopting, policy)
    seen = np.random.default_rng(2).standard_normal((50, INTERFACE.observations))
    seen = seen.astype(np.float32)
    assert np.allclose(adopting.best(seen), policy.act(seen), atol=1e-5)
    again = policy_of(adopting, "again", INTERFACE.observation_version)
    assert np.allclose(again.act(seen), policy.act(seen), atol=1e-5)


def test_it_does_not_begin_with_actions_at_random() -> None:
    policy = normalised_policy()
    adopting = learner(network_of(policy, NetworkConfig(critic=(16,))))
    adopt_policy(adopting, policy)
    assert adopting.random_decisions == 0
    assert not adopting.normaliser.watch(np.zeros((1, INTERFACE.observations), np.float32))


def test_an_actor_of_another_size_is_refused() -> None:
    with pytest.raises(UndercutError, match=r"has hidden layers \[16, 16\], the run's actor"):
        adopt_policy(learner(NetworkConfig(actor=(8,), critic=(16,))), normalised_policy())
