"""From a learner to a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue
from torch import Tensor, nn

from agents.policy import Policy, PolicyCard
from agents.training.learner import Learner
from agents.training.normaliser import CLIP


def policy_of(
    learner: Learner,
    name: str,
    observation_version: int,
    trained_on: Mapping[str, JsonValue] | None = None,
    measured: Mapping[str, JsonValue] | None = None,
) -> Policy:
    """The learner's actor as it is now, as a policy of its own."""
    layers = learner.actor.layers
    linear = [layer for layer in layers if isinstance(layer, nn.Linear)]
    norms = [layer for layer in layers if isinstance(layer, nn.LayerNorm)]
    card = PolicyCard(
        name=name,
        observation_version=observation_version,
        observations=linear[0].in_features,
        actions=learner.actions,
        hidden=tuple(layer.out_features for layer in linear[:-1]),
        layer_norm=bool(norms),
        clip=CLIP,
        updates=learner.updates,
        decisions=learner.decisions,
        trained_on=dict(trained_on or {}),
        measured=dict(measured or {}),
    )
    tensors: dict[str, NDArray[Any]] = {
        "mean": learner.normaliser.mean,
        "scale": learner.normaliser.scale,
    }
    for index, layer in enumerate(linear):
        tensors[f"weight.{index}"] = _array(layer.weight).T
        tensors[f"bias.{index}"] = _array(layer.bias)
    for index, norm in enumerate(norms):
        tensors[f"gain.{index}"] = _array(norm.weight)
        tensors[f"shift.{index}"] = _array(norm.bias)
    return Policy(card, tensors)


def _array(parameter: Tensor) -> NDArray[np.float32]:
    values: NDArray[np.float32] = parameter.detach().cpu().numpy().copy()
    return values
