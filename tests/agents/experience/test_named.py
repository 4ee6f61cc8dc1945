"""Runs about tracks and cars that are named instead of random ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from agents.training.config import TrainingConfig
from agents.training.experience.config import ExperienceConfig
from agents.training.experience.deal import Pools, reference_speed
from agents.training.experience.making import make_validation
from game.core.paths import CARS
from game.core.seeds import SeedTree
from tests.agents.rivals import OVAL


def named(tmp_path: Path) -> ExperienceConfig:
    own = tmp_path / "own.yaml"
    own.write_text((CARS / "kart.yaml").read_text())
    return ExperienceConfig(
        arenas=4,
        cars_per_arena=2,
        scripted=0.5,
        fixed_tracks=(str(OVAL), "cauldron"),
        fixed_cars=("gt3", str(own)),
    )


def test_only_what_is_named_is_dealt(tmp_path: Path) -> None:
    pools = Pools(named(tmp_path), SeedTree(1))
    random = np.random.default_rng(1)
    seen_tracks, seen_cars = set(), set()
    for _ in range(20):
        for arena in pools.arenas(pools.draw(random)):
            seen_tracks.add(arena.track.name)
            seen_cars |= {car.id for car in arena.cars}
    assert seen_tracks == {"oval", "cauldron"}
    assert seen_cars == {"gt3", "own"}


def test_a_car_of_ones_own_is_its_own_reference(tmp_path: Path) -> None:
    pools = Pools(named(tmp_path), SeedTree(1))
    assert pools.base_of(0) == pools.base_of(-1) == "gt3"
    own, kart = (reference_speed(pools.track(0), base, 0.0) for base in (pools.base_of(1), "kart"))
    assert np.array_equal(own, kart)


def test_the_policy_is_chosen_by_every_named_car_on_every_named_track(tmp_path: Path) -> None:
    validation = make_validation(TrainingConfig(experience=named(tmp_path)))
    pairs = [(arena.track.name, arena.cars[0].id) for arena in validation.world.arenas]
    assert pairs == [("oval", "gt3"), ("oval", "own"), ("cauldron", "gt3"), ("cauldron", "own")]
