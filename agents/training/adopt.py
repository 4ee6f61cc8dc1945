"""A run that begins with a policy file instead of from nothing."""

from __future__ import annotations

from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from agents.policy import Policy
from agents.training.config import NetworkConfig
from agents.training.learner import Learner
from game.core.errors import UndercutError


def network_of(policy: Policy, wanted: NetworkConfig) -> NetworkConfig:
    """The networks that a run wants, with an actor of the policy's size."""
    card = policy.card
    return wanted.model_copy(
        update={"actor": tuple(card.hidden), "actor_layer_norm": card.layer_norm}
    )


def adopt_policy(learner: Learner, policy: Policy) -> None:
    """Give a new learner the actor and the normaliser of a policy; its critics know nothing yet.

    Raises:
        UndercutError: The learner's actor is of another size.
    """
    layers = [layer for layer in learner.actor.layers if isinstance(layer, nn.Linear)]
    norms = [layer for layer in learner.actor.layers if isinstance(layer, nn.LayerNorm)]
    has = [layer.out_features for layer in layers[:-1]]
    if has != list(policy.card.hidden) or bool(norms) != policy.card.layer_norm:
        raise UndercutError(
            f"policy {policy.card.name}: has hidden layers {list(policy.card.hidden)}, "
            f"the run's actor has {has}"
        )
    tensors = policy.tensors
    with torch.no_grad():
        for index, layer in enumerate(layers):
            _copy(layer.weight, tensors[f"weight.{index}"].T)
            _copy(layer.bias, tensors[f"bias.{index}"])
        for index, norm in enumerate(norms):
            _copy(norm.weight, tensors[f"gain.{index}"])
            _copy(norm.bias, tensors[f"shift.{index}"])
    normaliser = learner.normaliser
    count = normaliser.count = max(normaliser.wanted, 1)
    normaliser.mean[:] = tensors["mean"]
    normaliser.squares[:] = count / tensors["scale"].astype(float) ** 2
    learner.read_normaliser()
    learner.random_decisions = 0


def _copy(parameter: Tensor, array: NDArray[Any]) -> None:
    parameter.copy_(torch.tensor(array))
