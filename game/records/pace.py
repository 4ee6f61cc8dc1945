"""What a driver's laps say about the next one, and the place to expect with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, hypot, sqrt
from statistics import median
from typing import Final

LAPS: Final = 20
"""The latest laps that count."""
SLOWEST: Final = 1.07
"""Laps slower than this times the best are no attempts."""
LEAST_SPREAD: Final = 0.002
"""Of the lap time: nobody is steadier than this."""
ONE_LAP_SPREAD: Final = 0.01
"""Of the lap time, where a single lap is known."""


@dataclass(frozen=True)
class Pace:
    """How fast somebody is in some conditions."""

    best_s: float
    typical_s: float
    """The lap to expect [s]."""
    spread_s: float
    """Its standard deviation [s]."""
    laps: int
    """How many laps that is known from."""


def pace_of(times: Sequence[float]) -> Pace | None:
    """The pace from valid lap times, the latest first [s]; none without any."""
    recent = times[:LAPS]
    if not recent:
        return None
    best = min(recent)
    kept = [time for time in recent if time <= SLOWEST * best]
    typical = median(kept)
    deviation = 1.4826 * median(abs(time - typical) for time in kept)
    least = (ONE_LAP_SPREAD if len(kept) == 1 else LEAST_SPREAD) * typical
    return Pace(min(times), typical, max(deviation, least), len(kept))


def expected_places(
    own: Pace, rivals: Sequence[tuple[float, float]], deviations: float = 1.0
) -> tuple[int, int]:
    """Best and worst place to expect among rivals of (predicted lap, spread) [s].

    Each rival is ahead with the probability that its lap is the faster one; the range is that
    many standard deviations of the sum to both sides.
    """
    ahead = [_faster(time, spread, own) for time, spread in rivals]
    mean = 1.0 + sum(ahead)
    width = deviations * sqrt(sum(chance * (1.0 - chance) for chance in ahead))
    last = len(rivals) + 1
    return max(1, round(mean - width)), min(last, round(mean + width))


def _faster(time: float, spread: float, own: Pace) -> float:
    """Probability that a lap of `time` and `spread` is faster than the own one."""
    scale = max(hypot(spread, own.spread_s), 1e-9)
    return 0.5 * (1.0 + erf((own.typical_s - time) / scale / sqrt(2.0)))
