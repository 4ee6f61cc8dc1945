"""From a run's configuration to what it learns from and what it is chosen by."""

from __future__ import annotations

from agents.training.config import TrainingConfig
from agents.training.experience.environment import RaceEnvironment
from agents.training.experience.validation import Validation
from game.core.seeds import SeedTree

VALIDATION_SEED = 20_000_003
"""The same tracks for all runs, so that runs can be compared."""


def make_environment(config: TrainingConfig, seeds: SeedTree) -> RaceEnvironment:
    """The batch of worlds of a run."""
    return RaceEnvironment(config.experience, seeds)


def make_validation(config: TrainingConfig) -> Validation:
    """What chooses among the policies of a run: tracks neither trained on nor reported."""
    return Validation.on_random_tracks(
        config.experience.validation_tracks, SeedTree(VALIDATION_SEED)
    )
