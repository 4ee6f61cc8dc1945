"""Figures with what stands behind them: how many, how far they spread, how sure a share is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

SURE: Final = 1.96
"""Standard deviations to each side of a share's interval: 95 %."""

Figures = dict[str, float | int | None]


def spread(values: Iterable[float]) -> Figures:
    """Count, median, quartiles, least and most; no figures where there is no value."""
    finite = np.array([value for value in values if np.isfinite(value)], float)
    if not len(finite):
        return {"count": 0, "median": None, "low": None, "high": None, "least": None, "most": None}
    low, median, high = np.percentile(finite, [25, 50, 75])
    return {
        "count": len(finite),
        "median": float(median),
        "low": float(low),
        "high": float(high),
        "least": float(finite.min()),
        "most": float(finite.max()),
    }


def share(hits: int, count: int) -> Figures:
    """A share and its interval of 95 % confidence.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if count == 0:
        return {"count": 0, "share": None, "low": None, "high": None}
    part, square = hits / count, SURE * SURE
    middle = (part + square / (2 * count)) / (1 + square / count)
    half = SURE * np.sqrt(part * (1 - part) / count + square / (4 * count * count))
    half /= 1 + square / count
    return {
        "count": count,
        "share": part,
        "low": float(max(middle - half, 0.0)),
        "high": float(min(middle + half, 1.0)),
    }


def rate(events: int, distance_km: float, per_km: float = 100.0) -> Figures:
    """Events per `per_km`, with the limits of a Poisson count's 95 % interval.

    Source: Byar's approximation, in Breslow & Day (1987), "Statistical methods in cancer research
    II", section 2.3.
    """
    if distance_km <= 0.0:
        return {"count": events, "km": 0.0, "rate": None, "low": None, "high": None}
    scale = per_km / distance_km
    low = 0.0
    if events:
        low = events * (1 - 1 / (9 * events) - SURE / (3 * np.sqrt(events))) ** 3
    more = events + 1
    high = more * (1 - 1 / (9 * more) + SURE / (3 * np.sqrt(more))) ** 3
    return {
        "count": events,
        "km": float(distance_km),
        "rate": events * scale,
        "low": float(low * scale),
        "high": float(high * scale),
    }
