"""The formulas of QR-SAC as pure functions of tensors.

Sizes in the shapes: `c` critics, `b` transitions of a batch, `q` quantiles, `n` steps.

Sources:
    Wurman et al., "Outracing champion Gran Turismo drivers with deep reinforcement learning",
    Nature 602 (2022): QR-SAC.
    Dabney et al., "Distributional reinforcement learning with quantile regression", AAAI 2018:
    the quantile Huber loss, equations 9 and 10.
    Haarnoja et al., "Soft actor-critic algorithms and applications", arXiv 1812.05905: the
    actor's and the temperature's loss, equations 9 and 18.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor


def quantile_fractions(count: int, device: torch.device | None = None) -> Tensor:
    """The fraction of the distribution below each quantile, shape (q,): the bins' midpoints."""
    return (torch.arange(count, dtype=torch.float32, device=device) + 0.5) / count


def quantile_huber_loss(quantiles: Tensor, target: Tensor, kappa: float = 1.0) -> Tensor:
    """Distance of predicted quantiles from samples of the target distribution.

    Summed over the critics and their quantiles, averaged over samples and batch.

    Args:
        quantiles: Predictions, shape (c, b, q).
        target: Samples of the return, shape (b, s), the same for every critic.
        kappa: Error at which the loss turns from a parabola into a line.

    Returns:
        A scalar. For training use `quantile_huber_gradient`, which costs a tenth of
        differentiating this.
    """
    error = target[None, :, None, :] - quantiles[..., None]  # (c, b, q, s)
    clipped = error.clamp(-kappa, kappa)
    huber = clipped * (error - 0.5 * clipped) / kappa
    fractions = quantile_fractions(quantiles.shape[-1], quantiles.device)[:, None]
    weight = torch.where(error.detach() > 0.0, fractions, 1.0 - fractions)
    return (weight * huber).mean(dim=-1).sum(dim=-1).mean(dim=-1).sum()


def quantile_huber_gradient(quantiles: Tensor, target: Tensor, kappa: float = 1.0) -> Tensor:
    """Derivative of `quantile_huber_loss` with respect to `quantiles`, shape (c, b, q).

    Below a quantile a sample pulls with (1 - fraction), above it with its fraction, by its error
    clipped to kappa; so the sums of the clipped errors above and below are all that is needed.
    """
    batch, samples = target.shape
    pull = (target[None, :, None, :] - quantiles[..., None]).clamp_(-kappa, kappa)  # (c, b, q, s)
    both = pull.sum(dim=-1)  # (c, b, q)
    above = pull.clamp_(min=0.0).sum(dim=-1)
    fractions = quantile_fractions(quantiles.shape[-1], quantiles.device)
    pulled = fractions * above + (1.0 - fractions) * (both - above)
    return pulled / (-kappa * samples * batch)


def quantiles_of_smaller_mean(quantiles: Tensor) -> Tensor:
    """For each transition the quantiles of the critic that expects less: (c, b, q) -> (b, q).

    Taken whole: a minimum for each quantile would mix two distributions into a third.
    """
    choice = quantiles.mean(dim=-1).argmin(dim=0)  # (b,)
    return quantiles[choice, torch.arange(quantiles.shape[1], device=quantiles.device)]


def target_quantiles(
    reward: Tensor,
    discount: Tensor,
    next_quantiles: Tensor,
    next_log_probability: Tensor,
    temperature: Tensor,
) -> Tensor:
    """Samples of the n-step return, shape (b, q).

    Args:
        reward: Discounted sum of the rewards up to the state that is bootstrapped from, (b,).
        discount: Of that state's value: gamma ** steps, 0 where the episode terminated, (b,).
        next_quantiles: Of both target critics there, (c, b, q).
        next_log_probability: Of the action that the actor takes there, (b,).
        temperature: Worth of one nat of entropy, scalar.
    """
    value = quantiles_of_smaller_mean(next_quantiles)  # (b, q)
    soft_value = value - temperature * next_log_probability[:, None]
    return reward[:, None] + discount[:, None] * soft_value


def actor_loss(quantiles: Tensor, log_probability: Tensor, temperature: Tensor) -> Tensor:
    """What the actor minimises: the price of being predictable minus the value of its actions.

    Args:
        quantiles: Of both critics for the actor's own actions, (c, b, q).
        log_probability: Of those actions, (b,).
        temperature: Scalar.
    """
    value = quantiles.mean(dim=-1).amin(dim=0)  # (c, b, q) -> (b,)
    return (temperature * log_probability - value).mean()


def temperature_loss(
    log_temperature: Tensor, log_probability: Tensor, target_entropy: float
) -> Tensor:
    """Raises the temperature while the actor's entropy is below its target, and lowers it above."""
    return -log_temperature * (log_probability.detach().mean() + target_entropy)


@torch.no_grad()
def polyak(target: Iterable[Tensor], source: Iterable[Tensor], rate: float) -> None:
    """Move each target parameter towards its source by `rate` of the distance, in place."""
    for slow, fast in zip(target, source, strict=True):
        slow.lerp_(fast, rate)
