"""From a run's configuration to what it learns from and what it is chosen by."""

from __future__ import annotations

from agents.training.config import TrainingConfig
from agents.training.experience.config import ExperienceConfig
from agents.training.experience.environment import RaceEnvironment
from agents.training.experience.validation import Validation
from game.core.seeds import SeedTree
from game.track.random_track import random_track
from game.track.reader import load_track
from game.vehicle.reader import load_car, shipped_cars

VALIDATION_SEED = 20_000_003
"""The same tracks for all runs, so that runs can be compared."""


def make_environment(config: TrainingConfig, seeds: SeedTree) -> RaceEnvironment:
    """The batch of worlds of a run."""
    return RaceEnvironment(config.experience, seeds)


def make_validation(config: TrainingConfig) -> Validation:
    """What chooses among the policies of a run: tracks neither trained on nor reported.

    Where tracks or cars are named, a run is about these and is chosen by them: every car on every
    track.
    """
    experience = config.experience
    if experience.fixed_tracks or experience.fixed_cars:
        return _validation_of_named(experience)
    return Validation.on_random_tracks(
        config.experience.validation_tracks, SeedTree(VALIDATION_SEED)
    )


def _validation_of_named(experience: ExperienceConfig) -> Validation:
    seeds = SeedTree(VALIDATION_SEED)
    tracks = [load_track(name) for name in experience.fixed_tracks] or [
        random_track(seeds.child(f"{index}"), f"val-{index}")
        for index in range(experience.validation_tracks)
    ]
    cars = [load_car(name) for name in experience.fixed_cars or shipped_cars()]
    pairs = [(track, car) for track in tracks for car in cars]
    return Validation([track for track, _ in pairs], [car for _, car in pairs])
