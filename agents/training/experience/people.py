"""Who learns: drivers of all limits, from one episode to the next."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.limits import LIMIT, NAMES, RANGES

LIMITLESS: Final = 0.6
"""Share of the episodes of a driver without limits; tiers differ from each other by limits only."""
SPREAD: Final = 0.15
"""Of single limits around what a driver is like in general, over their whole range."""
TEMPERS: Final = ("aggression", "patience")
"""Limits that have nothing to do with skill."""


def draw_people(count: int, random: np.random.Generator) -> NDArray[Any]:
    """LIMIT rows: from no limits to all at their worst, each a little off the others."""
    rows = np.zeros(count, LIMIT)
    worst = np.where(random.random(count) < LIMITLESS, 0.0, random.random(count))
    for name in NAMES:
        limit = RANGES[name]
        if name in TEMPERS:
            rows[name] = random.uniform(limit.least, limit.most, count)
            continue
        lack = np.clip(worst + np.where(worst > 0.0, random.normal(0.0, SPREAD, count), 0.0), 0, 1)
        end = limit.most if limit.best == limit.least else limit.least
        rows[name] = limit.best + lack * (end - limit.best)
    return rows
