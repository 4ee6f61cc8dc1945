"""The formulas of QR-SAC agree with hand computations and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.training import losses


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_quantile_fractions_are_midpoints_of_equal_bins() -> None:
    torch.testing.assert_close(
        losses.quantile_fractions(4), torch.tensor([0.125, 0.375, 0.625, 0.875])
    )


def test_one_quantile_against_one_sample_by_hand() -> None:
    # fraction 0.5; errors 0.4 (parabola) and -3 (line): 0.5 * 0.08 and 0.5 * 2.5
    quantiles = torch.tensor([[[1.0], [1.0]]])
    target = torch.tensor([[1.4], [-2.0]])
    expected = (0.5 * 0.5 * 0.4**2 + 0.5 * (3.0 - 0.5)) / 2
    assert losses.quantile_huber_loss(quantiles, target).item() == pytest.approx(expected)


def test_two_quantiles_weigh_errors_by_their_fraction() -> None:
    quantiles = torch.zeros(1, 1, 2)
    above = losses.quantile_huber_loss(quantiles, torch.tensor([[5.0]])).item()
    below = losses.quantile_huber_loss(quantiles, torch.tensor([[-5.0]])).item()
    assert above == pytest.approx((0.25 + 0.75) * 4.5)
    assert below == pytest.approx((0.75 + 0.25) * 4.5)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 1000),
    critics=st.integers(1, 3),
    batch=st.integers(1, 5),
    count=st.integers(1, 9),
    samples=st.integers(1, 9),
    kappa=st.sampled_from([0.25, 1.0, 3.0]),
)
def test_the_hand_derived_gradient_is_that_of_the_loss(
    seed: int, critics: int, batch: int, count: int, samples: int, kappa: float
) -> None:
    source = generator(seed)
    quantiles = torch.randn(critics, batch, count, generator=source, requires_grad=True)
    target = 2.0 * torch.randn(batch, samples, generator=source)
    (expected,) = torch.autograd.grad(
        losses.quantile_huber_loss(quantiles, target, kappa), quantiles
    )
    actual = losses.quantile_huber_gradient(quantiles.detach(), target, kappa)
    torch.testing.assert_close(actual, expected, atol=1e-6, rtol=1e-5)


def test_following_the_gradient_finds_the_quantiles_of_a_distribution() -> None:
    # uniform on [0, 10]: the quantile of fraction f is 10 f
    target = torch.linspace(0.0, 10.0, 1001)[None, :]
    quantiles = torch.zeros(1, 1, 5)
    for _ in range(2000):
        quantiles -= 0.5 * losses.quantile_huber_gradient(quantiles, target, kappa=0.01)
    torch.testing.assert_close(
        quantiles[0, 0], 10.0 * losses.quantile_fractions(5), atol=0.05, rtol=0.0
    )


def test_the_critic_with_the_smaller_mean_gives_all_of_its_quantiles() -> None:
    quantiles = torch.tensor(
        [[[0.0, 10.0], [1.0, 1.0]], [[4.0, 5.0], [0.0, 3.0]]]  # means 5, 1 and 4.5, 1.5
    )
    expected = torch.tensor([[4.0, 5.0], [1.0, 1.0]])
    torch.testing.assert_close(losses.quantiles_of_smaller_mean(quantiles), expected)


def test_target_adds_rewards_and_soft_value_and_nothing_after_termination() -> None:
    target = losses.target_quantiles(
        reward=torch.tensor([1.0, 2.0]),
        discount=torch.tensor([0.5, 0.0]),
        next_quantiles=torch.tensor([[[4.0, 8.0], [9.0, 9.0]]]),
        next_log_probability=torch.tensor([-3.0, 7.0]),
        temperature=torch.tensor(0.1),
    )
    expected = torch.tensor([[1.0 + 0.5 * 4.3, 1.0 + 0.5 * 8.3], [2.0, 2.0]])
    torch.testing.assert_close(target, expected)


def test_actor_loss_by_hand() -> None:
    quantiles = torch.tensor([[[1.0, 3.0]], [[0.0, 3.0]]])  # means 2 and 1.5
    loss = losses.actor_loss(quantiles, torch.tensor([-2.0]), torch.tensor(0.5))
    assert loss.item() == pytest.approx(0.5 * -2.0 - 1.5)


@pytest.mark.parametrize(("log_probability", "sign"), [(5.0, -1.0), (-5.0, 1.0)])
def test_temperature_rises_while_the_actor_is_too_sure(log_probability: float, sign: float) -> None:
    log_temperature = torch.zeros((), requires_grad=True)
    losses.temperature_loss(log_temperature, torch.tensor([log_probability]), -2.0).backward()
    assert log_temperature.grad is not None
    assert math.copysign(1.0, log_temperature.grad.item()) == sign


def test_polyak_closes_the_gap_geometrically() -> None:
    target, source = torch.zeros(3), torch.ones(3)
    for _ in range(100):
        losses.polyak([target], [source], 0.05)
    np.testing.assert_allclose(target.numpy(), 1.0 - 0.95**100, rtol=1e-5)
