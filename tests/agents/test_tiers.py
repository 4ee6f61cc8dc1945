"""From files to limits: every tier and driver of the game is one that a policy can be."""

from __future__ import annotations

import numpy as np
import pytest

from agents.limits import NAMES, RANGES
from agents.tiers import (
    limits_of,
    person_called,
    person_of,
    person_written,
    tier_bands,
    tier_limits,
    written_limits,
)
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.driver_files import DriverLimits, load_tiers, shipped_drivers

TIERS = [tier.id for tier in load_tiers().tiers]


def test_files_allow_what_limits_allow() -> None:
    fields = DriverLimits.model_json_schema()["properties"]
    by_name = {key.removesuffix("_s").removesuffix("_hz"): node for key, node in fields.items()}
    assert tuple(by_name) == NAMES
    for name, node in by_name.items():
        assert (node["minimum"], node["maximum"]) == (RANGES[name].least, RANGES[name].most)


@pytest.mark.parametrize("tier", TIERS)
def test_limits_of_a_tier_lie_within_its_band(tier: str) -> None:
    bands = tier_bands(tier)
    middle = np.array([getattr(tier_limits(tier), name) for name in NAMES])
    assert np.allclose(middle, bands.mean(axis=1))
    for seed in range(20):
        drawn = tier_limits(tier, SeedTree(seed))
        values = np.array([getattr(drawn, name) for name in NAMES])
        assert (values >= bands[:, 0]).all()
        assert (values <= bands[:, 1]).all()
    assert tier_limits(tier, SeedTree(1)) == tier_limits(tier, SeedTree(1))
    assert tier_limits(tier, SeedTree(1)) != tier_limits(tier, SeedTree(2))


def test_every_shipped_driver_is_a_person_and_survives_being_written_down() -> None:
    for driver in shipped_drivers():
        person = person_of(driver.facts)
        assert person_written(written_limits(driver.facts)) == person
        assert person_called(driver.id) == person


def test_what_is_no_limit_is_refused() -> None:
    written = written_limits(shipped_drivers()[0].facts)
    with pytest.raises(UsageError, match=r"reaction: 3 s, must be 0-0\.2 s"):
        limits_of({**written, "reaction_s": 3.0})
    with pytest.raises(UsageError, match="no tier called"):
        tier_limits("gods")
