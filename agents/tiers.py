"""From the files of tiers and drivers to what a policy drives under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.limits import NAMES, Limits
from game.core.seeds import SeedTree
from game.race.driver_files import Bands, DriverFile, DriverLimits, find_tier, load_driver

UNITS: Final = ("_s", "_hz")
"""Endings of keys, which limits do not have."""
CHARACTER: Final = ("nerves", "wet_skill", "defence")


@dataclass(frozen=True)
class Person:
    """Who drives: limits, and how they change with what happens."""

    limits: Limits = field(default_factory=Limits)
    nerves: float = 1.0
    """1 stays calm under pressure."""
    wet_skill: float = 1.0
    """1 drives in the wet as in the dry."""
    defence: float = 0.5
    """1 fights for a place."""


def limits_of(written: DriverLimits | Mapping[str, Any]) -> Limits:
    """Limits as a file or an entrant's identity has them.

    Raises:
        KeyError: One is missing.
        UsageError: One is outside its range.
    """
    found = written.model_dump() if isinstance(written, DriverLimits) else written
    return Limits(**{_name_of(key): float(found[key]) for key in KEYS})


def person_of(driver: DriverFile) -> Person:
    """The person of a driver's file."""
    return Person(limits_of(driver.limits), **dict(driver.character))


def person_called(name: str) -> Person:
    """A shipped driver by name, or the person of a file.

    Raises:
        UsageError: There is none such.
        DataError: The file is wrong.
    """
    return person_of(load_driver(name).facts)


def tier_limits(tier: str, seeds: SeedTree | None = None) -> Limits:
    """The limits of somebody of a tier: in the middle of its band, or anywhere in it by seed.

    Raises:
        UsageError: There is no such tier.
    """
    bands = find_tier(tier).limits
    random = None if seeds is None else seeds.generator()
    return Limits(**{_name_of(key): _drawn(getattr(bands, key), random) for key in KEYS})


def tier_bands(tier: str) -> NDArray[np.float64]:
    """Least and most of each limit of a tier, in the order of `NAMES`, shape (limits, 2).

    Raises:
        UsageError: There is no such tier.
    """
    bands = find_tier(tier).limits
    by_name = {_name_of(key): getattr(bands, key) for key in KEYS}
    return np.array([by_name[name] for name in NAMES])


def written_limits(driver: DriverFile) -> dict[str, Any]:
    """A driver's limits and character as plain numbers, for identities."""
    return {**driver.limits.model_dump(), **driver.character.model_dump()}


def person_written(limits: Mapping[str, Any]) -> Person:
    """The person that `written_limits` described; a character that is not there is a calm one.

    Raises:
        KeyError: A limit is missing.
        UsageError: One is outside its range.
    """
    character = {name: float(limits[name]) for name in CHARACTER if name in limits}
    return Person(limits_of(limits), **character)


def _drawn(band: list[float], random: np.random.Generator | None) -> float:
    least, most = band
    return 0.5 * (least + most) if random is None else float(random.uniform(least, most))


def _name_of(key: str) -> str:
    for ending in UNITS:
        key = key.removesuffix(ending)
    return key


KEYS: Final = tuple(Bands.model_fields)
"""Limits as they are called in files."""
