"""Who takes part: named drivers first, then others of the wished tiers, then guests."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.core.seeds import SeedTree
from game.race.driver_files import (
    Bands,
    Character,
    Colours,
    DriverFile,
    DriverLimits,
    NamedDriver,
    Tier,
    find_tier,
    load_driver,
    load_tiers,
    require_distinct,
    shipped_drivers,
)

HIGHEST_NUMBER: Final = 999


def choose_drivers(
    count: int, tiers: Sequence[str] = (), names: Sequence[str] = (), seed: int = 0
) -> list[NamedDriver]:
    """Drivers for a field, nobody twice.

    Args:
        count: How many.
        tiers: That are taken in turn; all of them when none is named.
        names: Of drivers who are in it in any case, or paths of their files.
        seed: Draws the rest.

    Raises:
        UsageError: A name or a tier that there is not.
        DataError: A file that is wrong, or two drivers who cannot be told apart.
    """
    chosen = [load_driver(name) for name in dict.fromkeys(names)][:count]
    require_distinct(chosen)
    wished = [find_tier(name) for name in tiers] or list(load_tiers().tiers)
    lots = _Lots(chosen, SeedTree(seed).child("drivers"))
    for place in range(count - len(chosen)):
        chosen.append(lots.draw(wished[place % len(wished)]))
    return chosen


class _Lots:
    """Draws drivers who are not in the field yet."""

    def __init__(self, taken: Sequence[NamedDriver], seeds: SeedTree) -> None:
        self._random = seeds.generator()
        known = shipped_drivers()
        self._names = {driver.facts.name for driver in (*taken, *known)}
        self._shorts = {driver.facts.short for driver in (*taken, *known)}
        self._numbers = {driver.facts.number for driver in (*taken, *known)}
        free = [driver for driver in known if not _clashes(driver, taken)]
        order = self._random.permutation(len(free)).tolist()
        self._left: list[NamedDriver] = [free[place] for place in order]
        self._guests = self._named = 0
        guests = load_tiers().guests
        self._given, self._family = self._shuffled(guests.given), self._shuffled(guests.family)

    def _shuffled(self, names: Sequence[str]) -> list[str]:
        return [names[place] for place in self._random.permutation(len(names)).tolist()]

    def draw(self, tier: Tier) -> NamedDriver:
        """A named driver of the tier while there is one, else a guest."""
        for driver in self._left:
            if driver.facts.tier == tier.id:
                self._left.remove(driver)
                return driver
        return self._guest(tier)

    def _guest(self, tier: Tier) -> NamedDriver:
        self._guests += 1
        hue = (0.11 + 0.618034 * self._guests) % 1.0
        name = self._name()
        facts = DriverFile(
            name=name,
            short=self._short(name),
            number=self._number(),
            tier=tier.id,
            biography=f"A guest from the {tier.title.lower()} ranks.",
            colours=Colours(primary=_colour(hue, 0.75), secondary=_colour(hue + 0.5, 0.35)),
            limits=_within(tier.limits, self._random),
            character=Character(
                nerves=_rounded(self._random.uniform(0.2, 0.95)),
                wet_skill=_rounded(self._random.uniform(0.2, 0.95)),
                defence=_rounded(self._random.uniform(0.2, 0.95)),
            ),
        )
        return NamedDriver(id=f"guest-{self._guests}", facts=facts)

    def _name(self) -> str:
        """The next name; a family comes again only after all others."""
        while True:
            given, family = self._given, self._family
            turn, place = divmod(self._named, len(family))
            self._named += 1
            name = f"{given[(place + turn) % len(given)]} {family[place]}"
            if name not in self._names:
                self._names.add(name)
                return name

    def _short(self, name: str) -> str:
        """Three letters: of the family name, or with other letters where they are taken."""
        family = name.split()[-1].upper()
        letters = family + "XYZQWK"
        for third in letters[2:] + "ABCDEFGHIJLMNOPRSTUV":
            for second in letters[1:]:
                short = letters[0] + second + third
                if short not in self._shorts:
                    self._shorts.add(short)
                    return short
        raise AssertionError("more guests than letters")

    def _number(self) -> int:
        while True:
            number = int(self._random.integers(100, HIGHEST_NUMBER + 1))
            if number not in self._numbers:
                self._numbers.add(number)
                return number


def _clashes(driver: NamedDriver, taken: Sequence[NamedDriver]) -> bool:
    """Whether somebody in the field has the driver's name, number or letters."""
    return any(
        driver.facts.name == other.facts.name
        or driver.facts.short == other.facts.short
        or driver.facts.number == other.facts.number
        for other in taken
    )


def _within(bands: Bands, random: np.random.Generator) -> DriverLimits:
    drawn: dict[str, Any] = {name: _rounded(random.uniform(*band)) for name, band in bands}
    return DriverLimits(**drawn)


def _rounded(value: float) -> float:
    return float(np.round(value, 3))


def _colour(hue: float, lightness: float) -> str:
    parts = colorsys.hls_to_rgb(hue % 1.0, 0.3 + 0.3 * lightness, 0.75)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
