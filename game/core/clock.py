"""The fixed tick: simulated time is a count of ticks, never a reading of a clock."""

from __future__ import annotations

from typing import Final

TICK_RATE: Final = 120
"""Ticks per simulated second; chosen by the convergence test (`tests/sim/test_convergence.py`)."""

TICK: Final = 1.0 / TICK_RATE
"""Length of a tick [s]."""


def ticks(seconds: float) -> int:
    """The nearest whole number of ticks to a time [s]."""
    return round(seconds * TICK_RATE)


def period_ticks(rate: float) -> int:
    """Ticks between two actions at `rate` [Hz].

    Raises:
        ValueError: The tick rate is not a whole multiple of `rate`.
    """
    period = TICK_RATE / rate
    if period != round(period) or period < 1:
        raise ValueError(f"rate {rate} Hz must divide the tick rate of {TICK_RATE} Hz")
    return round(period)
