"""Shipped policies do what torch learned, the same in any batch, and are refused elsewhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from agents import forward
from agents.array_file import read_arrays, write_arrays
from agents.policy import Interface, Policy, read_policy, restrained, write_policy
from agents.training.config import LearningConfig, NetworkConfig, RunConfig, TrainingConfig
from agents.training.export import policy_of
from agents.training.learner import Learner
from game.core.compiled import uncompiled
from game.core.errors import UndercutError, UsageError
from game.core.seeds import SeedTree

OBSERVATIONS, ACTIONS = 37, 2
INTERFACE = Interface(observation_version=3, observations=OBSERVATIONS, actions=ACTIONS)


def seen(rows: int, seed: int = 0) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return (3.0 * generator.standard_normal((rows, OBSERVATIONS)) + 1.0).astype(np.float32)


def learner(hidden: tuple[int, ...] = (64, 48), layer_norm: bool = False) -> Learner:
    config = TrainingConfig(
        run=RunConfig(device="cpu"),
        network=NetworkConfig(actor=hidden, critic=(8,), actor_layer_norm=layer_norm),
        learning=LearningConfig(normalised=500),
    )
    made = Learner(config, OBSERVATIONS, ACTIONS, SeedTree(5))
    made.explore(seen(500, seed=1))
    with torch.no_grad():  # as if it had learned something
        for parameter in made.actor.layers[-1].parameters():
            parameter.mul_(300.0)
    return made


def exported(hidden: tuple[int, ...] = (64, 48), layer_norm: bool = False) -> Policy:
    return policy_of(learner(hidden, layer_norm), "test", INTERFACE.observation_version)


@pytest.mark.parametrize("layer_norm", [False, True])
@pytest.mark.parametrize("hidden", [(64,), (64, 48), (20, 33, 8)])
def test_a_policy_acts_as_its_learner_does(hidden: tuple[int, ...], layer_norm: bool) -> None:
    made = learner(hidden, layer_norm)
    observation = seen(200)
    actions = policy_of(made, "test", 3).act(observation)
    assert actions.std() > 0.1
    np.testing.assert_allclose(actions, made.best(observation), atol=1e-5)


@pytest.mark.parametrize("layer_norm", [False, True])
def test_a_row_is_the_same_to_the_bit_in_any_batch(layer_norm: bool) -> None:
    policy = exported(layer_norm=layer_norm)
    observation = seen(23)
    together = policy.act(observation)
    for first, last in ((0, 1), (5, 6), (3, 22), (22, 23)):
        np.testing.assert_array_equal(policy.act(observation[first:last]), together[first:last])


def test_the_compiled_layers_are_plain_float32_arithmetic() -> None:
    generator = np.random.default_rng(0)
    inputs, weight = (
        generator.standard_normal(shape).astype(np.float32) for shape in ((3, 16), (16, 5))
    )
    bias = np.zeros(5, np.float32)
    outputs = forward.dense(inputs, weight, bias)
    np.testing.assert_array_equal(outputs, uncompiled(forward.dense)(inputs, weight, bias))
    np.testing.assert_allclose(outputs, inputs @ weight, atol=1e-5)


def test_what_is_far_outside_the_training_is_only_far() -> None:
    policy = exported()
    far, farther = (np.full((1, OBSERVATIONS), value, np.float32) for value in (1e4, 1e8))
    np.testing.assert_array_equal(policy.act(far), policy.act(farther))


def test_a_policy_survives_its_file(tmp_path: Path) -> None:
    policy = exported(layer_norm=True)
    path = tmp_path / "rival.safetensors"
    write_policy(path, policy)
    again = read_policy(path, INTERFACE)
    assert again.card == policy.card
    np.testing.assert_array_equal(again.act(seen(9)), policy.act(seen(9)))


@pytest.mark.parametrize(
    ("interface", "sentence"),
    [
        (INTERFACE._replace(observation_version=4), "observation version 3, this game has 4"),
        (INTERFACE._replace(observations=38), "number of observations 37, this game has 38"),
        (INTERFACE._replace(actions=3), "number of actions 2, this game has 3"),
    ],
)
def test_a_policy_for_another_game_is_refused_in_one_line(
    tmp_path: Path, interface: Interface, sentence: str
) -> None:
    path = tmp_path / "rival.safetensors"
    write_policy(path, exported())
    with pytest.raises(UndercutError, match=sentence) as refusal:
        read_policy(path, interface)
    assert str(refusal.value).startswith(str(path))
    assert "\n" not in str(refusal.value)


def altered(path: Path, tensors: dict[str, np.ndarray] | None = None, **facts: object) -> Path:
    write_policy(path, exported())
    saved = read_arrays(path)
    write_arrays(path, saved.arrays | (tensors or {}), saved.facts | facts)
    return path


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"sim_version": -1}, "physics version -1, this game has"),
        ({"format": 99}, "policy format 99, must be 1"),
        ({"hidden": "many"}, "card's hidden is not valid"),
        ({"hidden": [64]}, "tensor bias.1 has shape"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    tmp_path: Path, facts: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UndercutError, match=sentence):
        read_policy(altered(tmp_path / "rival.safetensors", **facts), INTERFACE)


@pytest.mark.parametrize(
    ("tensors", "sentence"),
    [
        ({"extra": np.zeros(3, np.float32)}, r"tensor extra has shape \(3,\), by its card None"),
        ({"bias.0": np.zeros(63, np.float32)}, "tensor bias.0 has shape"),
        ({"bias.0": np.full(64, np.nan, np.float32)}, "tensor bias.0 must hold finite"),
        ({"bias.0": np.zeros(64)}, "tensor bias.0 must hold finite float32"),
    ],
)
def test_tensors_that_do_not_fit_the_card_are_refused(
    tmp_path: Path, tensors: dict[str, np.ndarray], sentence: str
) -> None:
    with pytest.raises(UndercutError, match=sentence):
        read_policy(altered(tmp_path / "rival.safetensors", tensors), INTERFACE)


@pytest.mark.parametrize("content", [b"", b"not a policy", b"\xff" * 100])
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rival.safetensors"
    path.write_bytes(content)
    with pytest.raises(UndercutError, match="cannot be read"):
        read_policy(path, INTERFACE)
    with pytest.raises(UndercutError, match="does not exist"):
        read_policy(tmp_path / "nowhere.safetensors", INTERFACE)


def test_a_restrained_policy_goes_its_share_of_the_way() -> None:
    whole = exported()
    part = restrained(whole, 0.3, "calm")
    outputs, less = whole.outputs(seen(20)), part.outputs(seen(20))
    np.testing.assert_allclose(less[:, :ACTIONS], 0.3 * outputs[:, :ACTIONS], rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(less[:, ACTIONS:], outputs[:, ACTIONS:])
    assert part.card.name == "calm"
    assert part.card.trained_on["restrained"] == 0.3
    np.testing.assert_array_equal(restrained(whole, 0.0, "still").act(seen(5)), 0.0)
    with pytest.raises(UsageError, match="must be 0-1"):
        restrained(whole, 1.5, "wild")
