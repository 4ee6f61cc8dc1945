"""The actor and the critics: plain multilayer perceptrons.

Two critics as two modules are as fast as one batched product on a CPU (measured: 2 x 256, batch
512, forward and backward 13 ms against 17 ms), and are easier to read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

LOG_STD_RANGE: Final = (-5.0, 2.0)
"""Of the Gaussian before it is squashed; keeps its density finite."""
FIRST_OUTPUT_SCALE: Final = 0.01
"""Of the actor's last layer: an actor that has learned nothing steers straight on."""


def multilayer_perceptron(
    inputs: int,
    hidden: Sequence[int],
    outputs: int,
    layer_norm: bool,
    generator: torch.Generator,
) -> nn.Sequential:
    """Linear layers with ReLU between them, and LayerNorm before each ReLU if asked for.

    Weights and biases start uniform within 1 / sqrt(inputs of the layer).
    """
    layers: list[nn.Module] = []
    for size in hidden:
        layers.append(_linear(inputs, size, generator))
        if layer_norm:
            layers.append(nn.LayerNorm(size))
        layers.append(nn.ReLU())
        inputs = size
    return nn.Sequential(*layers, _linear(inputs, outputs, generator))


def _linear(inputs: int, outputs: int, generator: torch.Generator) -> nn.Linear:
    layer = nn.Linear(inputs, outputs)
    bound = 1.0 / math.sqrt(inputs)
    nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
    nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
    return layer


class Actor(nn.Module):
    """A Gaussian over actions, squashed into [-1, 1] by tanh.

    Source: Haarnoja et al., arXiv 1812.05905, appendix C.
    """

    def __init__(
        self,
        observations: int,
        actions: int,
        hidden: Sequence[int],
        layer_norm: bool,
        generator: torch.Generator,
    ) -> None:
        super().__init__()
        self.layers = multilayer_perceptron(
            observations, hidden, 2 * actions, layer_norm, generator
        )
        with torch.no_grad():
            for parameter in self.layers[-1].parameters():
                parameter.mul_(FIRST_OUTPUT_SCALE)

    def forward(self, observation: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log of the standard deviation before squashing, each (b, actions)."""
        mean, raw = self.layers(observation).float().chunk(2, dim=-1)
        low, high = LOG_STD_RANGE
        return mean, low + (high - low) * torch.sigmoid(raw)

    def sample(self, observation: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        """Actions (b, actions) from standard normal `noise`, and their log density (b,)."""
        mean, log_std = self(observation)
        unsquashed = mean + log_std.exp() * noise
        return torch.tanh(unsquashed), log_density(unsquashed, noise, log_std)


def log_density(unsquashed: Tensor, noise: Tensor, log_std: Tensor) -> Tensor:
    """Log density of tanh(unsquashed), summed over the actions: (b, actions) -> (b,).

    log(1 - tanh(x)^2) is written as 2 (log 2 - x - softplus(-2x)), which is exact in the tails.
    """
    gaussian = -0.5 * noise.square() - log_std - 0.5 * math.log(2.0 * math.pi)
    squashing = 2.0 * (math.log(2.0) - unsquashed - functional.softplus(-2.0 * unsquashed))
    return (gaussian - squashing).sum(dim=-1)


class Critics(nn.Module):
    """Several independent estimates of the quantiles of the return of an action."""

    def __init__(
        self,
        observations: int,
        actions: int,
        hidden: Sequence[int],
        quantiles: int,
        layer_norm: bool,
        generator: torch.Generator,
        count: int = 2,
        action_gain: float = 1.0,
    ) -> None:
        super().__init__()
        self.action_gain = action_gain
        self.each = nn.ModuleList(
            multilayer_perceptron(observations + actions, hidden, quantiles, layer_norm, generator)
            for _ in range(count)
        )

    def forward(self, observation: Tensor, action: Tensor) -> Tensor:
        """Quantiles of the return, unordered, shape (c, b, q)."""
        seen = torch.cat([observation, self.action_gain * action], dim=-1)  # (b, both)
        return torch.stack([critic(seen) for critic in self.each]).float()
