"""All that a learner remembers, as named arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim import Optimizer

from agents.array_file import below
from agents.training.learner import Learner

Arrays = dict[str, NDArray[Any]]


def save_learner(learner: Learner) -> Arrays:
    """Parameters, optimisers, generators and normaliser, by name."""
    arrays = {f"normaliser.{name}": array for name, array in learner.normaliser.save().items()}
    for name, tensor in _tensors(learner).items():
        arrays[name] = tensor.detach().cpu().numpy()
    for name, generator in _generators(learner).items():
        arrays[name] = generator.get_state().numpy()
    for name, optimiser in _optimisers(learner).items():
        for index, state in optimiser.state_dict()["state"].items():
            for key, tensor in state.items():
                arrays[f"{name}.{index}.{key}"] = tensor.cpu().numpy()
    return arrays


def load_learner(learner: Learner, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Continue from what `save_learner` gave."""
    learner.normaliser.load(below(arrays, "normaliser."))
    learner.read_normaliser()
    with torch.no_grad():
        for name, tensor in _tensors(learner).items():
            tensor.copy_(torch.from_numpy(arrays[name]))
    for name, generator in _generators(learner).items():
        generator.set_state(torch.from_numpy(arrays[name]))
    for name, optimiser in _optimisers(learner).items():
        state: dict[int, dict[str, Tensor]] = {}
        for key, array in below(arrays, f"{name}.").items():
            index, _, what = key.partition(".")
            state.setdefault(int(index), {})[what] = torch.from_numpy(array)
        groups = optimiser.state_dict()["param_groups"]
        optimiser.load_state_dict({"state": state, "param_groups": groups})


def _tensors(learner: Learner) -> dict[str, Tensor]:
    networks: dict[str, nn.Module] = {
        "actor": learner.actor,
        "critics": learner.critics,
        "target_critics": learner.target_critics,
    }
    tensors: dict[str, Tensor] = {"log_temperature": learner.log_temperature}
    for name, network in networks.items():
        tensors |= {f"{name}.{key}": tensor for key, tensor in network.state_dict().items()}
    return tensors


def _generators(learner: Learner) -> dict[str, torch.Generator]:
    return {"exploration": learner.exploration, "sampling": learner.sampling}


def _optimisers(learner: Learner) -> dict[str, Optimizer]:
    return {
        "actor_optimiser": learner.actor_optimiser,
        "critic_optimiser": learner.critic_optimiser,
        "temperature_optimiser": learner.temperature_optimiser,
    }
