"""What times are worth: best of all, one's own best, slower."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.hud.facts import Floats, Mark, Sector

SAME: Final = 1e-6
"""Times that differ by less are the same [s]."""
NONE, BEST, PERSONAL, SLOWER, VOID = Mark


def mark_of(time: float, own_best: float, best: float, valid: bool = True) -> Mark:
    """The worth of a time; bests are 0 where there is none [s]."""
    if time <= 0.0:
        return NONE
    if not valid:
        return VOID
    if best <= 0.0 or time <= best + SAME:
        return BEST
    if own_best <= 0.0 or time <= own_best + SAME:
        return PERSONAL
    return SLOWER


def best_sectors(race: Any) -> Floats:
    """The best times of all in each sector, 0 where there is none [s].

    Args:
        race: RACE_STATE rows.
    """
    times = race["best_sectors"]
    known = np.where(times > 0.0, times, np.inf).min(axis=0)
    return np.where(np.isfinite(known), known, 0.0)


def sectors(race: Any, best: Floats) -> tuple[Sector, ...]:
    """The sectors of the lap being driven, and of the last one where not driven yet.

    Args:
        race: RACE_STATE row of the car.
        best: Best times of all.
    """
    shown = []
    now, last = race["sector_times"].tolist(), race["last_sectors"].tolist()
    own, all_best = race["best_sectors"].tolist(), best.tolist()
    for k, time in enumerate(now):
        current = time > 0.0
        seconds = time if current else last[k]
        valid = bool(race["lap_valid"] if current else race["last_valid"])
        mark = mark_of(seconds, own[k], all_best[k], valid)
        known = seconds > 0.0 and own[k] > 0.0
        shown.append(Sector(seconds, mark, current, seconds - own[k] if known else None))
    return tuple(shown)
