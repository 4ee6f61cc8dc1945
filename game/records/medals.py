"""Medals of the time trial: lap times to beat, taken from how fast the tiers of rivals are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BRONZE: Final = "bronze"
SILVER: Final = "silver"
GOLD: Final = "gold"
ACE: Final = "ace"
MEDALS: Final = (BRONZE, SILVER, GOLD, ACE)
"""From the easiest to the hardest."""


@dataclass(frozen=True)
class Target:
    """A medal and what it takes."""

    medal: str
    time_s: float
    """The lap has to be at least as fast [s]."""
    reason: str
    """Whose lap that is."""


@dataclass(frozen=True)
class TierTime:
    """How fast a tier is in some conditions."""

    title: str
    time_s: float
    """Its usual lap [s]."""
    spread_s: float


def targets(tiers: Sequence[TierTime], ideal_s: float) -> tuple[Target, ...]:
    """What each medal takes, easiest first.

    Args:
        tiers: Of rivals, the slowest first; medals are spread evenly over them, the best tier's
            own best laps (a spread faster than usual) being the ace's.
        ideal_s: The reference lap of track and car [s]: where there are too few tiers, medals are
            its multiples.
    """
    by_pace = sorted(tiers, key=lambda tier: -tier.time_s)
    if len(by_pace) < len(MEDALS):
        factors = zip(MEDALS, (1.10, 1.05, 1.02, 1.0), strict=True)
        return tuple(
            Target(medal, factor * ideal_s, f"{factor:.0%} of the ideal lap")
            for medal, factor in factors
        )
    *easier, best = by_pace
    chosen = [easier[round(k * (len(easier) - 1) / 2)] for k in range(3)]
    found = [
        Target(medal, tier.time_s, f"the usual lap of {tier.title}")
        for medal, tier in zip((BRONZE, SILVER, GOLD), chosen, strict=True)
    ]
    best_lap = best.time_s - best.spread_s
    return (*found, Target(ACE, best_lap, f"the best laps of {best.title}"))


def won(wanted: Sequence[Target], time_s: float) -> list[Target]:
    """All medals that a lap wins, easiest first."""
    return [target for target in wanted if time_s <= target.time_s]


def next_target(wanted: Sequence[Target], best_s: float | None) -> Target | None:
    """The easiest medal not won yet."""
    return next((each for each in wanted if best_s is None or best_s > each.time_s), None)
