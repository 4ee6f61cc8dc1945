"""The actor's density integrates to one, and networks start as said."""

from __future__ import annotations

import pytest
import torch

from agents.training.networks import LOG_STD_RANGE, Actor, Critics, log_density


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize(("mean", "log_std"), [(0.0, 0.0), (1.0, -1.0), (-2.0, 0.5)])
def test_the_density_of_squashed_actions_integrates_to_one(mean: float, log_std: float) -> None:
    unsquashed = torch.linspace(-9.0, 9.0, 20001, dtype=torch.float64)[:, None]
    scale = torch.full_like(unsquashed, log_std)
    noise = (unsquashed - mean) / scale.exp()
    density = log_density(unsquashed, noise, scale).exp()
    total = torch.trapezoid(density, torch.tanh(unsquashed[:, 0]))
    assert total.item() == pytest.approx(1.0, abs=1e-3)


def test_the_density_stays_finite_at_the_end_stops() -> None:
    far = torch.tensor([[-40.0], [40.0]])
    assert torch.isfinite(log_density(far, torch.zeros(2, 1), torch.zeros(2, 1))).all()


def test_entropy_of_a_narrow_actor_is_that_of_its_gaussian() -> None:
    noise = torch.randn(20000, 1, generator=generator(3))
    log_std = torch.full((20000, 1), -5.0)
    entropy = -log_density(log_std.exp() * noise, noise, log_std).mean()
    assert entropy.item() == pytest.approx(0.5 + 0.9189 - 5.0, abs=0.02)


@pytest.mark.parametrize("layer_norm", [False, True])
def test_a_fresh_actor_does_almost_nothing_on_average(layer_norm: bool) -> None:
    actor = Actor(7, 2, (32, 32), layer_norm, generator())
    mean, log_std = actor(torch.randn(100, 7, generator=generator(1)))
    assert mean.abs().max() < 0.05
    assert ((log_std > LOG_STD_RANGE[0]) & (log_std < LOG_STD_RANGE[1])).all()


def test_the_same_seed_gives_the_same_networks_and_critics_differ() -> None:
    first, again = (Critics(5, 2, (16,), 8, False, generator(4)) for _ in range(2))
    observation, action = torch.ones(3, 5), torch.zeros(3, 2)
    assert torch.equal(first(observation, action), again(observation, action))
    assert first(observation, action).shape == (2, 3, 8)
    assert not torch.equal(first(observation, action)[0], first(observation, action)[1])


def test_critics_see_actions_enlarged_by_their_gain() -> None:
    plain, keen = (
        Critics(3, 2, (16,), 4, False, torch.Generator().manual_seed(1), action_gain=gain)
        for gain in (1.0, 10.0)
    )
    seen, action = torch.randn(5, 3), 0.05 * torch.randn(5, 2)
    torch.testing.assert_close(keen(seen, action), plain(seen, 10.0 * action))
