"""Driver ratings from the order in which races are finished.

The full-pair Bradley-Terry update of R. C. Weng and C.-J. Lin, "A Bayesian approximation method for
online ranking", JMLR 12 (2011), algorithm 1: a race is a win over everybody behind and a loss to
everybody ahead, and a rating moves by as much as it is still uncertain. Other than there the pairs
of a race count as one game together: they are one afternoon and not nineteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from typing import Final

NEW_RATING: Final = 1500.0
NEW_SPREAD: Final = 350.0
"""What is believed of a driver nobody has seen yet."""
LUCK: Final = NEW_SPREAD / 2
"""How much a driver's races differ among each other (the paper's beta)."""
LEAST_SPREAD: Final = 60.0
"""Nobody is ever known better: drivers go on learning."""
LEAST_SHARE: Final = 1e-4
"""Least share of the variance that one race leaves (the paper's kappa)."""


@dataclass(frozen=True)
class Rating:
    """What is believed of one driver."""

    driver: str
    """Key: kind and name."""
    name: str
    kind: str
    tier: str | None
    rating: float = NEW_RATING
    spread: float = NEW_SPREAD
    """Standard deviation of that belief."""
    races: int = 0


def driver_key(kind: str, name: str) -> str:
    """What a driver is rated under."""
    return f"{kind}:{name}"


def after_race(order: Sequence[Rating]) -> list[Rating]:
    """New ratings after a race, given in the order of its result."""
    return [_moved(place, order) for place in range(len(order))]


def _moved(place: int, order: Sequence[Rating]) -> Rating:
    """One driver's new rating."""
    own = order[place]
    variance = own.spread**2
    push = shrink = 0.0
    for other_place, other in enumerate(order):
        if other_place == place:
            continue
        scale = sqrt(variance + other.spread**2 + 2 * LUCK**2)
        expected = chance(own, other)
        score = 1.0 if place < other_place else 0.0
        push += variance / scale * (score - expected)
        shrink += own.spread / scale * variance / scale**2 * expected * (1.0 - expected)
    share = 1.0 / max(len(order) - 1, 1)
    left = variance * max(1.0 - share * shrink, LEAST_SHARE)
    return replace(
        own,
        rating=own.rating + share * push,
        spread=max(sqrt(left), LEAST_SPREAD),
        races=own.races + 1,
    )


def chance(own: Rating, other: Rating) -> float:
    """Probability that `own` finishes ahead of `other`."""
    scale = sqrt(own.spread**2 + other.spread**2 + 2 * LUCK**2)
    return 1.0 / (1.0 + exp(min(max((other.rating - own.rating) / scale, -50.0), 50.0)))
