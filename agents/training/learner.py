"""QR-SAC: one update, top to bottom.

Source: Wurman et al., Nature 602 (2022), and its supplement; temperature as in Haarnoja et al.,
arXiv 1812.05905. Sizes in the shapes: `c` critics, `b` transitions, `q` quantiles.
"""

from __future__ import annotations

import copy
import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from agents.training import losses
from agents.training.config import LearningConfig, TrainingConfig
from agents.training.networks import Actor, Critics
from agents.training.normaliser import CLIP, Normaliser
from agents.training.stretches import Batch, Floats
from game.core.errors import UsageError
from game.core.seeds import SeedTree


class Diagnostics(NamedTuple):
    """What an update tells about itself; scalars that stay on the device until they are read."""

    value: Tensor
    """Mean return that the critics expect of the remembered actions."""
    value_error: Tensor
    """By how much the target is above it."""
    actor_loss: Tensor
    entropy: Tensor
    temperature: Tensor
    critic_gradient: Tensor
    """Norm, before the limit."""
    actor_gradient: Tensor


class Learner:
    """Networks, optimisers and the generators that feed them.

    Args:
        config: Of the run.
        observations: Numbers in an observation.
        actions: Numbers in an action.
        seeds: The branch of the run's seed that belongs to learning.
    """

    def __init__(
        self, config: TrainingConfig, observations: int, actions: int, seeds: SeedTree
    ) -> None:
        network, learning = config.network, config.learning
        self.config = learning
        self.random_decisions = config.collection.random_decisions
        self.planned_updates = config.run.updates
        self.bfloat16 = config.run.bfloat16
        self.actions = actions
        self.device = choose_device(config.run.device)
        fresh = _generator(seeds.child("networks"), torch.device("cpu"))
        self.actor = Actor(
            observations, actions, network.actor, network.actor_layer_norm, fresh
        ).to(self.device)
        self.critics = Critics(
            observations,
            actions,
            network.critic,
            network.quantiles,
            network.critic_layer_norm,
            fresh,
            action_gain=network.action_gain,
        ).to(self.device)
        self.target_critics = copy.deepcopy(self.critics)
        self.log_temperature = nn.Parameter(
            torch.tensor(math.log(learning.temperature), device=self.device)
        )
        self.actor_optimiser = _adam(self.actor.parameters(), learning.actor_rate)
        self.critic_optimiser = _adam(self.critics.parameters(), learning.critic_rate)
        self.temperature_optimiser = _adam([self.log_temperature], learning.temperature_rate)
        self.exploration = _generator(seeds.child("exploration"), self.device)
        self.sampling = _generator(seeds.child("sampling"), self.device)
        self.normaliser = Normaliser(observations, learning.normalised)
        self.read_normaliser()
        self.updates = 0
        self.decisions = 0
        self._actor_diagnostics = dict.fromkeys(
            ("actor_loss", "entropy", "actor_gradient"), torch.zeros((), device=self.device)
        )

    def read_normaliser(self) -> None:
        """Take over the normaliser's mean and scale."""
        self._mean = torch.tensor(self.normaliser.mean, dtype=torch.float32, device=self.device)
        self._scale = torch.tensor(self.normaliser.scale, dtype=torch.float32, device=self.device)

    @torch.no_grad()
    def explore(self, observation: Floats) -> Floats:
        """Actions to learn from: (cars, observations) -> (cars, actions); random at first."""
        if self.normaliser.watch(observation):
            self.read_normaliser()
        shape = (len(observation), self.actions)
        if self.decisions < self.random_decisions:
            uniform = torch.rand(shape, generator=self.exploration, device=self.device)
            action = 2.0 * uniform - 1.0
        else:
            noise = torch.randn(shape, generator=self.exploration, device=self.device)
            action, _ = self.actor.sample(self._normalised(observation), noise)
        self.decisions += len(observation)
        return action.cpu().numpy()

    @torch.no_grad()
    def best(self, observation: Floats) -> Floats:
        """The likeliest actions: (n, observations) -> (n, actions)."""
        mean, _ = self.actor(self._normalised(observation))
        actions: Floats = torch.tanh(mean).cpu().numpy()
        return actions

    def update(self, batch: Batch) -> Diagnostics:
        """Improve critics, actor and temperature by one step on a batch."""
        config = self.config
        self._anneal()
        observation = self._normalised(batch.observation)  # (b, observations)
        next_observation = self._normalised(batch.next_observation)
        action, reward, discount = (
            torch.from_numpy(column).to(self.device)
            for column in (batch.action, batch.reward, batch.discount)
        )
        temperature = self.log_temperature.detach().exp()

        # What the critics should have expected: (b, q) samples of the n-step return.
        with torch.no_grad(), self._autocast():
            next_action, next_log_probability = self._act(next_observation)
            target = losses.target_quantiles(
                config.reward_scale * reward,
                discount,
                self.target_critics(next_observation, next_action),  # (c, b, q)
                next_log_probability,
                temperature,
            )

        # The critics step towards it.
        with self._autocast():
            quantiles = self.critics(observation, action)  # (c, b, q)
        gradient = losses.quantile_huber_gradient(quantiles.detach(), target, config.kappa)
        torch.autograd.backward(quantiles, gradient)
        critic_gradient = self._step(self.critic_optimiser, self.critics)

        if self.updates >= config.actor_from and self.updates % config.actor_every == 0:
            self._improve_actor(observation, temperature)
        losses.polyak(
            self.target_critics.parameters(), self.critics.parameters(), config.target_rate
        )
        self.updates += 1
        value = quantiles.detach().mean()
        return Diagnostics(
            value=value,
            value_error=target.mean() - value,
            critic_gradient=critic_gradient,
            temperature=temperature,
            **self._actor_diagnostics,
        )

    def _improve_actor(self, observation: Tensor, temperature: Tensor) -> None:
        """Step the actor towards what the critics value, and the temperature after it."""
        config = self.config
        with self._autocast():
            own_action, log_probability = self._act(observation)
            own_quantiles = self.critics(observation, own_action)  # (c, b, q)
        actor_loss = losses.actor_loss(own_quantiles, log_probability, temperature)
        # While critics know little, an actor that follows them far is soon nowhere.
        restraint = config.restraint * 0.5 ** (self.updates / config.restraint_halved)
        actor_loss = actor_loss + restraint * own_action.square().sum(dim=-1).mean()
        torch.autograd.backward(actor_loss, inputs=list(self.actor.parameters()))
        gradient = self._step(self.actor_optimiser, self.actor)

        # The temperature keeps the actor as undecided as wanted.
        wanted = wanted_entropy(self.updates, self.planned_updates, config) * self.actions
        torch.autograd.backward(
            losses.temperature_loss(self.log_temperature, log_probability, wanted)
        )
        self.temperature_optimiser.step()
        self.temperature_optimiser.zero_grad()
        self._actor_diagnostics = {
            "actor_loss": actor_loss.detach(),
            "entropy": -log_probability.detach().mean(),
            "actor_gradient": gradient,
        }

    def _act(self, observation: Tensor) -> tuple[Tensor, Tensor]:
        """The actor's actions (b, actions) and their log probability (b,)."""
        shape = (len(observation), self.actions)
        noise = torch.randn(shape, generator=self.sampling, device=self.device)
        return self.actor.sample(observation, noise)

    def _step(self, optimiser: Optimizer, network: nn.Module) -> Tensor:
        """Apply the gradients, no longer than the limit; returns their norm before it."""
        norm = nn.utils.clip_grad_norm_(network.parameters(), self.config.gradient_limit)
        optimiser.step()
        optimiser.zero_grad()
        return norm

    def _normalised(self, observation: Floats) -> Tensor:
        seen = torch.from_numpy(observation).to(self.device)
        return ((seen - self._mean) * self._scale).clamp(-CLIP, CLIP)

    def _anneal(self) -> None:
        share = annealed_share(self.updates, self.planned_updates, self.config)
        for optimiser, rate in (
            (self.actor_optimiser, self.config.actor_rate),
            (self.critic_optimiser, self.config.critic_rate),
            (self.temperature_optimiser, self.config.temperature_rate),
        ):
            optimiser.param_groups[0]["lr"] = share * rate

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16)


def annealed_share(updates: int, planned: int, config: LearningConfig) -> float:
    """Share of the learning rates after some updates: 1, then a line down to `final_rate`."""
    return 1.0 - (1.0 - config.final_rate) * annealed(updates, planned, config)


def wanted_entropy(updates: int, planned: int, config: LearningConfig) -> float:
    """Entropy per action after some updates: falls as the rates do, for a steady hand at last."""
    if config.final_entropy is None:
        return config.target_entropy
    change = config.final_entropy - config.target_entropy
    return config.target_entropy + change * annealed(updates, planned, config)


def annealed(updates: int, planned: int, config: LearningConfig) -> float:
    """How much of the annealing is behind, 0-1."""
    first = config.anneal_from * planned
    return min(1.0, max(0.0, updates - first) / max(1.0, planned - first))


def choose_device(name: str) -> torch.device:
    """The device of a configuration's name; "auto" is a GPU where there is one.

    Raises:
        UsageError: A GPU is asked for and there is none.
    """
    has_gpu = torch.cuda.is_available()
    if name == "auto":
        name = "cuda" if has_gpu else "cpu"
    if name == "cuda" and not has_gpu:
        raise UsageError("run.device is cuda, but torch finds no GPU; use auto or cpu")
    return torch.device(name)


def _generator(seeds: SeedTree, device: torch.device) -> torch.Generator:
    seed = int(seeds.generator().integers(2**62))
    return torch.Generator(device).manual_seed(seed)


def _adam(parameters: object, rate: float) -> Adam:
    return Adam(parameters, lr=rate, fused=True)  # type: ignore[arg-type]
